"""Every block of a front matter, by name.

The reader of front matter, validation, ``bulletin schema``, ``bulletin new`` and the writers' table of keys
all come from the ``BLOCKS`` below: to add a key is to add a line to its block, in the module of its subject,
and the code that uses its value.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bulletin.source.schema.cards import FICHE_NUMERO, FICHE_TERRITOIRE, PAGE, SIGLE
from bulletin.source.schema.convention import (
    CONVENTION,
    CONVENTION_CARD,
    DELIBERATION,
    DOCUMENT,
    ENGAGEMENT,
    GROUPEMENT,
    INSTANCE,
    PARTIE,
    PERSONNE,
    TERRITOIRE,
)
from bulletin.source.schema.evenement import EVENEMENT, INSCRIPTION, LIEU, SEANCE
from bulletin.source.schema.inauguration import FICHE_STRUCTURE, INAUGURATION, STRUCTURE
from bulletin.source.schema.key import Block
from bulletin.source.schema.montant import DONT, MONTANT
from bulletin.source.schema.post import (
    ARTICLE,
    CHIFFRE,
    IMAGE,
    LIEN,
    PIECE_JOINTE,
    RECTIFICATIF,
    RETIRE,
    SOURCE,
)

BLOCKS: Mapping[str, Block] = MappingProxyType(
    {
        block.name: block
        for block in (
            ARTICLE,
            CONVENTION,
            CONVENTION_CARD,
            STRUCTURE,
            FICHE_STRUCTURE,
            TERRITOIRE,
            INAUGURATION,
            EVENEMENT,
            SIGLE,
            GROUPEMENT,
            SEANCE,
            INSCRIPTION,
            LIEU,
            PERSONNE,
            PARTIE,
            ENGAGEMENT,
            INSTANCE,
            DOCUMENT,
            DELIBERATION,
            MONTANT,
            DONT,
            IMAGE,
            PIECE_JOINTE,
            LIEN,
            CHIFFRE,
            RECTIFICATIF,
            RETIRE,
            SOURCE,
            FICHE_NUMERO,
            FICHE_TERRITOIRE,
            PAGE,
        )
    }
)

FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "articles": "article",
        "conventions": "fiche_convention",
        "structures": "fiche_structure",
        "numeros": "fiche_numero",
        "territoires": "fiche_territoire",
        "pages": "page",
    }
)
"""The block that describes the front matter of each folder of ``content/``."""

ESSENTIAL: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "article": ("convention", "signature", "inauguration", "structure", "evenement"),
        "fiche_convention": ("nature", "periode"),
        "fiche_structure": ("nature",),
    }
)
"""By block, the keys that say what kind of text it is: typed and left empty, each is an erreur."""

LIFTED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "convention": ("convention",),
        "inauguration": ("inauguration", "structure"),
        "evenement": ("evenement", "lieu"),
    }
)
"""By block of a post, the blocks whose keys may be typed at the top of the post instead of inside them. A key
that several have is parsed as the first defines it."""


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
