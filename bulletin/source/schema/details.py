"""The small blocks of a front matter: amounts, people, places, files and the like.

Floor 1, pure data. No key of these is written at the top of a file; ``schema`` gathers them with the
blocks that may be.
"""

from __future__ import annotations

from bulletin.source.schema.key import Block, Key, Kind

NATURES_DE_MONTANT = ("fonctionnement", "investissement", "prestation", "poste", "autre")

DETAILS = (
    Block(
        "sigle",
        "Un sigle du glossaire : content/glossaire.yml.",
        (
            Key(name="sens", kind=Kind.TEXTE, required=True, doc="Ce que veulent dire ses lettres."),
            Key(name="texte", kind=Kind.TEXTE, doc="Ce que c’est, en une ou deux phrases."),
            Key(name="du", kind=Kind.DATE, doc="Depuis quand il a cours."),
            Key(name="au", kind=Kind.DATE, doc="Jusqu’à quand il avait cours."),
            Key(
                name="variante",
                plural="variantes",
                kind=Kind.TEXTE,
                many=True,
                words=True,
                doc="Les autres graphies, à corriger.",
                example="CAF",
            ),
        ),
    ),
    Block(
        "groupement",
        "Un groupe de communes que la liste officielle ignore.",
        (
            Key(name="nom", kind=Kind.TEXTE, required=True, doc="Son nom."),
            Key(
                name="commune",
                plural="communes",
                kind=Kind.COMMUNE,
                many=True,
                words=True,
                required=True,
                doc="Ses communes.",
            ),
        ),
    ),
    Block(
        "seance",
        "Une séance d’une rencontre.",
        (
            Key(name="debut", kind=Kind.MOMENT, required=True, doc="Le début."),
            Key(name="fin", kind=Kind.MOMENT, doc="La fin."),
            Key(name="public", kind=Kind.TEXTE, many=True, words=True, doc="Pour qui."),
            Key(name="theme", kind=Kind.TEXTE, doc="Le thème."),
            Key(name="sujet", plural="sujets", kind=Kind.TEXTE, many=True, doc="Les sujets abordés."),
        ),
    ),
    Block(
        "inscription",
        "Comment s’inscrire.",
        (
            Key(name="url", kind=Kind.ADRESSE, doc="L’adresse du formulaire."),
            Key(name="courriel", kind=Kind.MOT, doc="L’adresse électronique."),
            Key(name="telephone", kind=Kind.TEXTE, doc="Le téléphone."),
            Key(name="avant_le", kind=Kind.JOUR, doc="Le dernier jour pour s’inscrire."),
            Key(name="obligatoire", kind=Kind.OUI_NON, doc="Faut-il s’inscrire ?"),
            Key(name="gratuit", kind=Kind.OUI_NON, doc="Est-ce gratuit ?"),
        ),
    ),
    Block(
        "lieu",
        "Un lieu.",
        (
            Key(name="nom", kind=Kind.TEXTE, doc="Le nom du lieu."),
            Key(name="adresse", kind=Kind.TEXTE, doc="La rue et le numéro."),
            Key(name="code_postal", kind=Kind.MOT, doc="Le code postal."),
            Key(name="commune", kind=Kind.COMMUNE, doc="La commune."),
        ),
    ),
    Block(
        "personne",
        "Une personne et ses fonctions de ce jour-là.",
        (
            Key(name="nom", kind=Kind.TEXTE, doc="Le nom."),
            Key(name="fonction", plural="fonctions", kind=Kind.TEXTE, many=True, doc="Ses fonctions."),
            Key(name="organisme", kind=Kind.TEXTE, doc="L’organisme représenté."),
            Key(name="masquer", kind=Kind.OUI_NON, doc="oui : seules les fonctions sont montrées."),
        ),
    ),
    Block(
        "partie",
        "Une partie à la convention.",
        (
            Key(name="nom", kind=Kind.TEXTE, required=True, doc="Le nom."),
            Key(name="type", kind=Kind.TEXTE, doc="Commune, département, bailleur…"),
        ),
    ),
    Block(
        "engagement",
        "Un engagement.",
        (
            Key(name="libelle", kind=Kind.TEXTE, required=True, doc="Ce qui est promis."),
            Key(name="echeance", kind=Kind.DATE, doc="Pour quand."),
            Key(name="nombre", kind=Kind.NOMBRE, doc="Combien."),
        ),
    ),
    Block(
        "instance",
        "Une instance de pilotage.",
        (
            Key(name="nom", kind=Kind.TEXTE, required=True, doc="Le nom."),
            Key(name="composition", kind=Kind.TEXTE, doc="Qui y siège."),
        ),
    ),
    Block(
        "document",
        "Le texte signé.",
        (
            Key(name="fichier", kind=Kind.FICHIER, doc="Le fichier."),
            Key(name="url", kind=Kind.ADRESSE, doc="L’adresse, s’il est ailleurs."),
            Key(name="titre", kind=Kind.TEXTE, doc="Le titre."),
        ),
    ),
    Block(
        "deliberation",
        "La délibération d’une assemblée.",
        (
            Key(name="reference", kind=Kind.TEXTE, doc="La référence."),
            Key(name="date", kind=Kind.DATE, doc="Le jour."),
        ),
    ),
    Block(
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
    ),
    Block(
        "dont",
        "Le détail d’un montant, jamais ajouté à son total.",
        (
            Key(name="exercice", kind=Kind.MOT, doc="L’année, ou les années.", example="2017"),
            Key(name="valeur", kind=Kind.MONTANT, required=True, doc="La valeur.", example="169 000 €"),
            Key(name="par", kind=Kind.TEXTE, doc="Par quoi : an, place…", example="an"),
        ),
    ),
    Block(
        "image",
        "Une image.",
        (
            Key(name="fichier", kind=Kind.FICHIER, required=True, doc="Le fichier."),
            Key(name="alt", kind=Kind.TEXTE, doc="Ce que montre l’image, pour qui ne la voit pas."),
            Key(name="legende", kind=Kind.TEXTE, doc="La légende."),
            Key(name="credit", kind=Kind.TEXTE, doc="L’auteur de l’image."),
            Key(name="decorative", kind=Kind.OUI_NON, doc="oui : l’image n’apprend rien."),
        ),
    ),
    Block(
        "piece_jointe",
        "Un fichier à télécharger.",
        (
            Key(name="fichier", kind=Kind.FICHIER, required=True, doc="Le fichier."),
            Key(name="titre", kind=Kind.TEXTE, doc="Le titre."),
        ),
    ),
    Block(
        "lien",
        "Une adresse à consulter.",
        (
            Key(name="titre", kind=Kind.TEXTE, doc="Le texte du lien."),
            Key(name="url", kind=Kind.ADRESSE, required=True, doc="L’adresse."),
        ),
    ),
    Block(
        "chiffre",
        "Un chiffre à retenir.",
        (
            Key(name="valeur", kind=Kind.DECIMAL, required=True, doc="La valeur.", example="112"),
            Key(name="unite", kind=Kind.TEXTE, doc="L’unité.", example="structures"),
            Key(name="libelle", kind=Kind.TEXTE, doc="Ce qui est compté.", example="accompagnées"),
            Key(name="annee", kind=Kind.MOT, doc="L’année.", example="2015"),
            Key(name="approximatif", kind=Kind.OUI_NON, doc="oui : le chiffre est approché."),
        ),
    ),
    Block(
        "rectificatif",
        "Une correction.",
        (
            Key(name="texte", kind=Kind.TEXTE, required=True, doc="La correction."),
            Key(name="le", kind=Kind.JOUR, doc="Le jour de la correction."),
        ),
    ),
    Block(
        "retire",
        "Le retrait d’un article.",
        (
            Key(name="motif", kind=Kind.TEXTE, required=True, doc="Pourquoi."),
            Key(name="le", kind=Kind.JOUR, required=True, doc="À partir de quel jour."),
        ),
    ),
    Block(
        "source",
        "L’origine d’un article repris d’ailleurs.",
        (
            Key(name="url", kind=Kind.ADRESSE, doc="Son adresse d’origine."),
            Key(name="editeur", kind=Kind.TEXTE, doc="Qui l’avait publié."),
            Key(name="vues", kind=Kind.NOMBRE, doc="Combien de fois il avait été lu."),
            Key(name="commentaires", kind=Kind.NOMBRE, doc="Combien de commentaires il avait."),
        ),
    ),
)
