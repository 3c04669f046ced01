"""The keys of a front matter, described once.

Floor 1, pure data. The reader of front matter, validation, ``bulletin schema``, ``bulletin new`` and the
writers' table of keys all come from the ``BLOCKS`` below: to add a key is to add a line here and the code
that uses its value.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bulletin.keys import Block, Key, Kind

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
NATURES_DE_MONTANT = ("fonctionnement", "investissement", "prestation", "poste", "autre")

TERRITOIRE_KEYS = (
    Key(
        name="commune",
        kind=Kind.COMMUNE,
        plural="communes",
        many=True,
        words=True,
        doc="La ou les communes concernées : nom ou code Insee.",
        example="Colombes",
    ),
    Key(
        name="epci",
        kind=Kind.EPCI,
        many=True,
        block="groupement",
        doc="L’intercommunalité : nom ou Siren ; pour un groupe que la liste officielle ignore, nom et communes.",
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

MONTANT = Key(
    name="montant",
    plural="montants",
    kind=Kind.FORME_COURTE,
    many=True,
    block="montant",
    doc="Un montant : valeur, puis « de » son objet, puis sa part et ce dont elle est la part.",
    example="environ 4,9 M€ de prestation enfance jeunesse, 55 % du reste à charge de la Ville",
)
IMAGE = Key(
    name="image",
    plural="images",
    kind=Kind.FORME_COURTE,
    many=True,
    block="image",
    doc="Une image, posée à côté de l’article ou dans content/medias.",
    example="creche.jpg",
)
PIECE_JOINTE = Key(
    name="piece_jointe",
    plural="pieces_jointes",
    kind=Kind.FORME_COURTE,
    many=True,
    block="piece_jointe",
    doc="Un fichier à télécharger.",
    example="guide.pdf",
)
LIEN = Key(
    name="lien",
    plural="liens",
    kind=Kind.FORME_COURTE,
    many=True,
    block="lien",
    doc="Une adresse à consulter ailleurs.",
    example="https://www.caf.fr/",
)
ALIAS = Key(
    name="alias",
    kind=Kind.TEXTE,
    many=True,
    doc="Une ancienne adresse de cette page, qui continue de fonctionner.",
    example="/2014/11/forum-de-puteaux.html",
)
TITRE = Key(name="titre", kind=Kind.TEXTE, doc="Le titre, tel qu’il s’affiche.", example="Forum à Puteaux")
RESUME = Key(
    name="resume", kind=Kind.TEXTE, doc="Deux phrases au plus, montrées dans les listes et les flux."
)
SLUG = Key(name="slug", kind=Kind.MOT, doc="La fin de l’adresse, si elle n’est pas celle du nom du fichier.")
MISE_A_JOUR = Key(
    name="mise_a_jour", kind=Kind.JOUR, doc="Le jour de la dernière mise à jour.", example="3 mars 2017"
)
PRESENTS = Key(
    name="en_presence_de",
    kind=Kind.PERSONNE,
    many=True,
    block="personne",
    doc="Les personnes présentes, une par ligne : nom, fonction ; autre fonction.",
    example="Alexis Bachelay, député des Hauts-de-Seine",
)
ETAPE = Key(name="etape", kind=Kind.CHOIX, values=ETAPES, doc="L’étape racontée.", example="signature")
ETAPE_KEYS = tuple(
    Key(name=etape, kind=Kind.DATE, doc=f"Étape « {etape} » : le jour.", example="5 juillet 2016")
    for etape in ETAPES
    if etape != "deliberation"  # the key of that name also holds the vote itself
)
QUAND = Key(name="quand", kind=Kind.DATE, doc="Le jour de l’étape ; à défaut celui de l’article.")

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

ARTICLE = Block(
    "article",
    "Un article daté : content/articles/AAAA-MM-JJ-mots-du-titre.md.",
    (
        Key(
            name="titre",
            kind=Kind.TEXTE,
            required=True,
            doc="Le titre, tel qu’il s’affiche.",
            example="Signature d’un CEJ à Boulogne-Billancourt",
        ),
        Key(name="date", kind=Kind.DATE, doc="Le jour de parution ; à défaut celui du nom du fichier."),
        SLUG,
        Key(
            name="type",
            kind=Kind.CHOIX,
            values=TYPES,
            doc="La rubrique ; à défaut celle que le contenu indique.",
        ),
        RESUME,
        Key(name="auteur", kind=Kind.TEXTE, doc="Qui signe l’article."),
        Key(name="fonction", kind=Kind.TEXTE, doc="La fonction de l’auteur."),
        *TERRITOIRE_KEYS,
        Key(
            name="theme",
            plural="themes",
            kind=Kind.MOT,
            many=True,
            words=True,
            doc="Un ou plusieurs thèmes de bulletin.toml.",
            example="petite-enfance",
        ),
        Key(name="mots_cles", kind=Kind.TEXTE, many=True, words=True, doc="Des mots pour la recherche."),
        Key(name="numero", kind=Kind.MOT, doc="Le numéro du bulletin, année et mois.", example="2014-11"),
        IMAGE,
        PIECE_JOINTE,
        LIEN,
        Key(
            name="chiffre",
            plural="chiffres",
            kind=Kind.BLOC,
            many=True,
            block="chiffre",
            doc="Un chiffre à retenir.",
        ),
        MONTANT,
        ALIAS,
        MISE_A_JOUR,
        Key(
            name="rectificatif",
            kind=Kind.FORME_COURTE,
            block="rectificatif",
            doc="Une correction, montrée sur la page et dans les flux.",
            example="Le contrat couvre quatre ans et non cinq.",
        ),
        Key(
            name="expire",
            kind=Kind.JOUR,
            doc="Le dernier jour dans les listes et les flux ; la page reste.",
            example="31 décembre 2021",
        ),
        Key(name="retire", kind=Kind.BLOC, block="retire", doc="Retire l’article : motif et jour."),
        Key(name="brouillon", kind=Kind.OUI_NON, doc="oui : l’article n’est pas publié.", example="oui"),
        Key(name="source", kind=Kind.BLOC, block="source", doc="D’où vient un article repris d’ailleurs."),
        *BLOCK_KEYS,
    ),
)

CONVENTION = Block(
    "convention",
    "Une étape dans la vie d’une convention.",
    (
        Key(name="id", kind=Kind.MOT, doc="L’identifiant, s’il faut le fixer.", example="ctg-sceaux-2021"),
        Key(name="nature", kind=Kind.MOT, doc="La nature : CTG, CEJ, SDSF…", example="CEJ"),
        ETAPE,
        Key(name="libelle", kind=Kind.TEXTE, doc="Le nom d’une étape « autre »."),
        QUAND,
        Key(name="periode", kind=Kind.PERIODE, doc="Le début et la fin.", example="2015-2018"),
        Key(name="debut", kind=Kind.DATE, doc="Le début.", example="2015"),
        Key(name="fin", kind=Kind.DATE, doc="La fin.", example="31 décembre 2018"),
        Key(name="duree", kind=Kind.DUREE, doc="La durée, si la fin n’est pas dite.", example="4 ans"),
        Key(
            name="signature_prevue",
            kind=Kind.DATE,
            doc="Quand la signature est attendue.",
            example="premier trimestre 2015",
        ),
        Key(name="nouvelle_fin", kind=Kind.DATE, doc="La fin que donne une prolongation.", example="2021"),
        Key(name="intitule", kind=Kind.TEXTE, doc="Le nom de la convention, s’il n’est pas le nom usuel."),
        Key(
            name="territoire",
            kind=Kind.BLOC,
            block="territoire",
            doc="Le territoire couvert ; à défaut celui de l’article.",
        ),
        *TERRITOIRE_KEYS,
        Key(
            name="partie",
            plural="parties",
            kind=Kind.FORME_COURTE,
            many=True,
            block="partie",
            doc="Les parties ; à défaut la Caf et le territoire.",
            example="Ville de Sceaux",
        ),
        Key(
            name="signataire",
            plural="signataires",
            kind=Kind.PERSONNE,
            many=True,
            block="personne",
            doc="Les signataires, un par ligne : nom, fonction ; autre fonction.",
            example="Philippe Laurent, maire de Sceaux",
        ),
        PRESENTS,
        Key(
            name="lieu",
            kind=Kind.FORME_COURTE,
            block="lieu",
            doc="Où cela se passe.",
            example="Hôtel de ville",
        ),
        Key(
            name="axe",
            plural="axes",
            kind=Kind.TEXTE,
            many=True,
            doc="Les axes de travail.",
            example="Petite enfance",
        ),
        Key(
            name="engagement",
            plural="engagements",
            kind=Kind.FORME_COURTE,
            many=True,
            block="engagement",
            doc="Ce qui est promis.",
            example="Ouvrir un accueil de loisirs",
        ),
        Key(
            name="instance",
            plural="instances",
            kind=Kind.FORME_COURTE,
            many=True,
            block="instance",
            doc="Les instances de pilotage.",
            example="Comité de pilotage",
        ),
        MONTANT,
        Key(
            name="document",
            kind=Kind.FORME_COURTE,
            block="document",
            doc="Le texte signé.",
            example="cej-2015.pdf",
        ),
        Key(
            name="deliberation",
            kind=Kind.FORME_COURTE,
            block="deliberation",
            doc="La délibération : référence, jour.",
            example="2016-06-12, 30 juin 2016",
        ),
        Key(
            name="remplace",
            kind=Kind.MOT,
            many=True,
            words=True,
            doc="L’identifiant de la convention remplacée.",
            example="cej-boulogne-billancourt-2015",
        ),
        *ETAPE_KEYS,
    ),
)

CONVENTION_CARD = Block(
    "fiche_convention",
    "Une fiche de convention : content/conventions/IDENTIFIANT.md.",
    (
        *CONVENTION.keys,
        Key(
            name="etapes",
            kind=Kind.BLOC,
            many=True,
            block="convention",
            doc="Plusieurs étapes, chacune avec etape et quand.",
        ),
    ),
)

STRUCTURE = Block(
    "structure",
    "Une structure : crèche, centre social, relais…",
    (
        Key(name="id", kind=Kind.MOT, doc="L’identifiant, s’il faut le fixer.", example="pitchouns"),
        Key(name="nom", kind=Kind.TEXTE, required=True, doc="Le nom.", example="Pitchouns"),
        Key(
            name="nature",
            plural="natures",
            kind=Kind.TEXTE,
            many=True,
            words=True,
            doc="Ce que c’est.",
            example="micro-crèche parentale",
        ),
        Key(name="adresse", kind=Kind.TEXTE, doc="La rue et le numéro.", example="2 rue de Strasbourg"),
        Key(name="commune", kind=Kind.COMMUNE, doc="La commune.", example="Colombes"),
        Key(name="places", kind=Kind.NOMBRE, doc="Le nombre de places.", example="9"),
        Key(
            name="accueil",
            plural="accueils",
            kind=Kind.TEXTE,
            many=True,
            words=True,
            doc="Les accueils proposés.",
            example="régulier, occasionnel, urgence",
        ),
        Key(name="gestionnaire", kind=Kind.TEXTE, doc="Qui gère la structure."),
    ),
)

BLOCKS: Mapping[str, Block] = MappingProxyType(
    {
        block.name: block
        for block in (
            ARTICLE,
            CONVENTION,
            CONVENTION_CARD,
            STRUCTURE,
            Block("territoire", "Le territoire d’une convention.", TERRITOIRE_KEYS),
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
                "inauguration",
                "L’ouverture d’une structure.",
                (
                    QUAND,
                    Key(
                        name="structure",
                        kind=Kind.FORME_COURTE,
                        block="structure",
                        doc="La structure : nom, nature.",
                        example="Pitchouns, micro-crèche parentale",
                    ),
                    PRESENTS,
                    MONTANT,
                ),
            ),
            Block(
                "evenement",
                "Une rencontre annoncée ou passée.",
                (
                    Key(name="debut", kind=Kind.MOMENT, doc="Le début.", example="8 décembre 2014 à 14 h"),
                    Key(name="fin", kind=Kind.MOMENT, doc="La fin.", example="8 décembre 2014 à 17 h"),
                    Key(
                        name="lieu", kind=Kind.FORME_COURTE, block="lieu", doc="Où.", example="Hôtel de ville"
                    ),
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
                        example="22 novembre, familles de Puteaux, La vie en famille, un long fleuve tranquille",
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
                    Key(
                        name="fonction", plural="fonctions", kind=Kind.TEXTE, many=True, doc="Ses fonctions."
                    ),
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
                    Key(
                        name="date_convention", kind=Kind.JOUR, doc="Le jour de la convention de subvention."
                    ),
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
                    Key(
                        name="valeur", kind=Kind.MONTANT, required=True, doc="La valeur.", example="169 000 €"
                    ),
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
            Block(
                "fiche_numero",
                "Un numéro du bulletin : content/numeros/AAAA-MM.md.",
                (
                    TITRE,
                    Key(name="date", kind=Kind.DATE, doc="Le jour de parution."),
                    IMAGE,
                ),
            ),
            Block(
                "fiche_territoire", "L’introduction d’un territoire : content/territoires/CODE.md.", (TITRE,)
            ),
            Block(
                "page",
                "Une page permanente : content/pages/…",
                (
                    Key(name="titre", kind=Kind.TEXTE, required=True, doc="Le titre.", example="À propos"),
                    RESUME,
                    MISE_A_JOUR,
                    SLUG,
                    ALIAS,
                    IMAGE,
                    PIECE_JOINTE,
                    LIEN,
                ),
            ),
        )
    }
)

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "articles": "article",
        "conventions": "fiche_convention",
        "structures": "structure",
        "numeros": "fiche_numero",
        "territoires": "fiche_territoire",
        "pages": "page",
    }
)
"""The block that describes the front matter of each folder of ``content/``."""

LIFTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "convention": ("convention",),
        "inauguration": ("inauguration", "structure"),
        "evenement": ("evenement", "lieu"),
    }
)
"""The blocks whose keys may stand at the top of a post that has the named block, in order of claim."""


def reading_block(name: str) -> Block:
    """Return every key that may stand at the top of a file described by block ``name``."""
    block = BLOCKS[name]
    if block is not ARTICLE:
        return block
    keys = {key.name: key for key in ARTICLE.keys}
    for lifted in LIFTED.values():
        for source in lifted:
            for key in BLOCKS[source].keys:
                keys.setdefault(key.name, key)
    return Block(block.name, block.doc, tuple(keys.values()))
