"""The keys of an event: where, sessions, registration."""

from __future__ import annotations

from bulletin.source.schema.key import Block, Key, Kind

EVENEMENT = Block(
    "evenement",
    "Une rencontre annoncée ou passée.",
    (
        Key(name="debut", kind=Kind.MOMENT, doc="Le début.", example="8 décembre 2014 à 14 h"),
        Key(name="fin", kind=Kind.MOMENT, doc="La fin.", example="8 décembre 2014 à 17 h"),
        Key(name="lieu", kind=Kind.FORME_COURTE, block="lieu", doc="Où.", example="Hôtel de ville"),
        Key(
            name="organisateur",
            plural="organisateurs",
            kind=Kind.TEXTE,
            many=True,
            doc="Qui organise.",
            example="Le rendez-vous des parents",
        ),
        Key(
            name="public",
            kind=Kind.TEXTE,
            many=True,
            words=True,
            doc="Pour qui.",
            example="familles, professionnels",
        ),
        Key(
            name="seance",
            plural="seances",
            kind=Kind.FORME_COURTE,
            many=True,
            block="seance",
            doc="Les séances : quand, public, thème.",
            example="22 novembre, familles, La vie en famille, un long fleuve tranquille",
        ),
        Key(
            name="inscription",
            kind=Kind.FORME_COURTE,
            block="inscription",
            doc="Comment s’inscrire : adresse, téléphone, date limite.",
            example="forum@exemple.fr, avant le 15 novembre",
        ),
        Key(
            name="etat",
            kind=Kind.CHOIX,
            values=("prevu", "reporte", "annule", "complet"),
            doc="L’état de la rencontre.",
            example="annule",
        ),
        Key(name="revision", kind=Kind.NOMBRE, doc="À augmenter de 1 si l’annonce change."),
        Key(name="suite", kind=Kind.TEXTE, doc="L’article qui en rend compte."),
    ),
)

SEANCE = Block(
    "seance",
    "Une séance d’une rencontre.",
    (
        Key(name="debut", kind=Kind.MOMENT, required=True, doc="Le début."),
        Key(name="fin", kind=Kind.MOMENT, doc="La fin."),
        Key(name="public", kind=Kind.TEXTE, many=True, words=True, doc="Pour qui."),
        Key(name="theme", kind=Kind.TEXTE, doc="Le thème."),
        Key(name="sujet", plural="sujets", kind=Kind.TEXTE, many=True, doc="Les sujets abordés."),
    ),
)

INSCRIPTION = Block(
    "inscription",
    "Comment s’inscrire.",
    (
        Key(name="url", kind=Kind.ADRESSE, doc="L’adresse du formulaire."),
        Key(name="courriel", kind=Kind.MOT, doc="L’adresse électronique."),
        Key(name="telephone", kind=Kind.TEXTE, doc="Le téléphone."),
        Key(
            name="aupres_de",
            kind=Kind.TEXTE,
            doc="Auprès de qui s’inscrire.",
            example="du centre social",
        ),
        Key(name="avant_le", kind=Kind.JOUR, doc="Le dernier jour pour s’inscrire."),
        Key(name="obligatoire", kind=Kind.OUI_NON, doc="Faut-il s’inscrire ?"),
        Key(name="gratuit", kind=Kind.OUI_NON, doc="Est-ce gratuit ?"),
    ),
)

LIEU = Block(
    "lieu",
    "Un lieu.",
    (
        Key(name="nom", kind=Kind.TEXTE, doc="Le nom du lieu."),
        Key(name="adresse", kind=Kind.TEXTE, doc="La rue et le numéro."),
        Key(name="code_postal", kind=Kind.MOT, doc="Le code postal."),
        Key(name="commune", kind=Kind.COMMUNE, doc="La commune."),
    ),
)
