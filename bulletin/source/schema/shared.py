"""The keys that several blocks of a front matter share.

Pure data. ``schema`` says which block has which.
"""

from __future__ import annotations

from bulletin.source.schema.key import Key, Kind

ETAPES = (
    "proposition",
    "negociation",
    "diagnostic",
    "accord",
    "deliberation",
    "signature",
    "renouvellement",
    "avenant",
    "prolongation",
    "retrait",
    "copil",
    "bilan",
    "abandon",
    "resiliation",
    "autre",
)
TYPES = ("signature", "inauguration", "evenement", "actualite", "edito", "dossier")

TERRITOIRE_KEYS = (
    Key(
        name="commune",
        kind=Kind.COMMUNE,
        plural="communes",
        many=True,
        words=True,
        doc="La ou les communes concernées : nom, code postal ou code Insee.",
        example="Colombes",
    ),
    Key(
        name="epci",
        kind=Kind.EPCI,
        many=True,
        block="groupement",
        doc="L’intercommunalité : nom ou Siren ; pour un groupe hors liste officielle, nom et communes.",
        example="CC de l’Argonne Ardennaise",
    ),
    Key(
        name="departement",
        kind=Kind.DEPARTEMENT,
        plural="departements",
        many=True,
        words=True,
        doc="Le département : numéro ou nom.",
        example="Hauts-de-Seine",
    ),
)

MONTANT_KEY = Key(
    name="montant",
    plural="montants",
    kind=Kind.FORME_COURTE,
    many=True,
    block="montant",
    doc="Un montant : valeur, puis « de » son objet, puis sa part et ce dont elle est la part.",
    example="environ 4,9 M€ de prestation enfance jeunesse, 55 % du reste à charge de la Ville",
)
IMAGE_KEY = Key(
    name="image",
    plural="images",
    kind=Kind.FORME_COURTE,
    many=True,
    block="image",
    doc="Une image, posée à côté de l’article ou dans content/medias.",
    example="creche.jpg",
)
PIECE_JOINTE_KEY = Key(
    name="piece_jointe",
    plural="pieces_jointes",
    kind=Kind.FORME_COURTE,
    many=True,
    block="piece_jointe",
    doc="Un fichier à télécharger.",
    example="guide.pdf",
)
LIEN_KEY = Key(
    name="lien",
    plural="liens",
    kind=Kind.FORME_COURTE,
    many=True,
    block="lien",
    doc="Une adresse à consulter ailleurs.",
    example="https://www.caf.fr/",
)
ALIAS_KEY = Key(
    name="alias",
    kind=Kind.TEXTE,
    many=True,
    doc="Une ancienne adresse de cette page, qui continue de fonctionner.",
    example="/2014/11/forum-de-puteaux.html",
)
TITRE_KEY = Key(
    name="titre", kind=Kind.TEXTE, doc="Le titre, tel qu’il s’affiche.", example="Forum à Puteaux"
)
RESUME_KEY = Key(
    name="resume", kind=Kind.TEXTE, doc="Deux phrases au plus, montrées dans les listes et les flux."
)
SLUG_KEY = Key(
    name="slug", kind=Kind.MOT, doc="La fin de l’adresse, si elle n’est pas celle du nom du fichier."
)
MISE_A_JOUR_KEY = Key(
    name="mise_a_jour", kind=Kind.JOUR, doc="Le jour de la dernière mise à jour.", example="3 mars 2017"
)
BROUILLON_KEY = Key(
    name="brouillon", kind=Kind.OUI_NON, doc="oui : ce texte n’est pas publié.", example="oui"
)
PRESENTS_KEY = Key(
    name="en_presence_de",
    kind=Kind.PERSONNE,
    many=True,
    block="personne",
    doc="Les personnes présentes, une par ligne : nom, fonction ; autre fonction.",
    example="Alexis Bachelay, député des Hauts-de-Seine",
)
ETAPE_KEY = Key(name="etape", kind=Kind.CHOIX, values=ETAPES, doc="L’étape racontée.", example="signature")
ETAPE_KEYS = tuple(
    Key(name=etape, kind=Kind.DATE, doc=f"Étape « {etape} » : le jour.", example="5 juillet 2016")
    for etape in ETAPES
    if etape != "deliberation"  # the key of that name also holds the vote itself
)
QUAND_KEY = Key(name="quand", kind=Kind.DATE, doc="Le jour de l’étape ; à défaut celui de l’article.")

BLOCK_KEYS = (
    Key(
        name="convention",
        kind=Kind.FORME_COURTE,
        plural="conventions",
        many=True,
        block="convention",
        doc="La convention dont l’article raconte une étape : nature, puis période.",
        example="CEJ 2015-2018",
    ),
    Key(
        name="inauguration",
        kind=Kind.FORME_COURTE,
        block="inauguration",
        doc="L’ouverture d’une structure : le jour.",
        example="4 novembre 2014",
    ),
    Key(
        name="evenement",
        kind=Kind.FORME_COURTE,
        block="evenement",
        doc="Une rencontre : le ou les jours, avec les heures.",
        example="du 21 au 22 novembre 2014",
    ),
)
