"""The keys of an amount."""

from __future__ import annotations

from bulletin.source.schema.key import Block, Key, Kind

NATURES_DE_MONTANT = ("fonctionnement", "investissement", "prestation", "poste", "autre")

MONTANT = Block(
    "montant",
    "Un montant.",
    (
        Key(name="valeur", kind=Kind.MONTANT, required=True, doc="La valeur.", example="4,9 M€"),
        Key(name="estime", kind=Kind.OUI_NON, doc="oui : c’est une estimation."),
        Key(name="financeur", kind=Kind.TEXTE, doc="Qui paie ; à défaut la Caf."),
        Key(name="beneficiaire", kind=Kind.TEXTE, doc="Qui reçoit."),
        Key(name="siret", kind=Kind.MOT, doc="Le Siret du bénéficiaire."),
        Key(name="rna", kind=Kind.MOT, doc="Le numéro RNA de l’association."),
        Key(
            name="nature",
            kind=Kind.CHOIX,
            values=NATURES_DE_MONTANT,
            doc="La nature de la dépense.",
            example="investissement",
        ),
        Key(name="fonds", kind=Kind.TEXTE, doc="Le fonds mobilisé."),
        Key(name="objet", kind=Kind.TEXTE, doc="À quoi sert l’argent."),
        Key(name="exercice", kind=Kind.MOT, doc="L’année, ou les années.", example="2015"),
        Key(
            name="par",
            kind=Kind.TEXTE,
            doc="Si ce n’est pas un total : par an, par place…",
            example="an",
        ),
        Key(name="part", kind=Kind.DECIMAL, doc="La part, en pour cent.", example="55"),
        Key(
            name="base",
            kind=Kind.TEXTE,
            doc="Ce dont c’est la part.",
            example="du reste à charge de la Ville",
        ),
        Key(
            name="dont",
            kind=Kind.BLOC,
            many=True,
            block="dont",
            doc="Le détail, année par année.",
        ),
        Key(name="subvention", kind=Kind.OUI_NON, doc="oui : à publier parmi les subventions."),
        Key(name="date_convention", kind=Kind.JOUR, doc="Le jour de la convention de subvention."),
        Key(name="reference", kind=Kind.TEXTE, doc="La référence de la décision."),
        Key(name="conditions", kind=Kind.TEXTE, doc="Les conditions de versement."),
        Key(
            name="versement",
            kind=Kind.MOT,
            doc="Le ou les jours de versement.",
            example="2017-03-14/2018-03-14",
        ),
        Key(
            name="forme",
            kind=Kind.CHOIX,
            values=("numéraire", "nature"),
            doc="En argent ou en nature.",
        ),
    ),
)

DONT = Block(
    "dont",
    "Le détail d’un montant, jamais ajouté à son total.",
    (
        Key(name="exercice", kind=Kind.MOT, doc="L’année, ou les années.", example="2017"),
        Key(name="valeur", kind=Kind.MONTANT, required=True, doc="La valeur.", example="169 000 €"),
        Key(name="par", kind=Kind.TEXTE, doc="Par quoi : an, place…", example="an"),
    ),
)
