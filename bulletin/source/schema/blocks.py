"""The keys of a front matter, described once.

Floor 1, pure data. The reader of front matter, validation, ``bulletin schema``, ``bulletin new`` and the
writers' table of keys all come from the ``BLOCKS`` below: to add a key is to add a line here and the code
that uses its value.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bulletin.source.schema.details import DETAILS
from bulletin.source.schema.key import Block, Key, Kind
from bulletin.source.schema.shared import (
    ALIAS,
    BLOCK_KEYS,
    ETAPE,
    ETAPE_KEYS,
    ETAPES,
    IMAGE,
    LIEN,
    MISE_A_JOUR,
    MONTANT,
    PIECE_JOINTE,
    PRESENTS,
    QUAND,
    RESUME,
    SLUG,
    TERRITOIRE_KEYS,
    TITRE,
    TYPES,
)

__all__ = ["ARTICLE", "BLOCKS", "ETAPES", "FAMILIES", "LIFTED", "TYPES", "reading_block"]

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
            ),
            *DETAILS,
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
