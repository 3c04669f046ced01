"""What a key of a front matter is.

Pure data. ``schema`` holds the keys themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How the text of a key is read. The value is the word shown to writers."""

    TEXTE = "texte"
    """Runs to the end of its line, whatever stands in it."""
    MOT = "mot"
    ADRESSE = "adresse web"
    FICHIER = "fichier"
    JOUR = "jour"
    DATE = "jour, mois, trimestre ou année"
    MOMENT = "jour et heure"
    PERIODE = "période"
    DUREE = "durée"
    NOMBRE = "nombre"
    DECIMAL = "nombre décimal"
    MONTANT = "montant en euros"
    OUI_NON = "oui ou non"
    CHOIX = "un mot de la liste"
    COMMUNE = "commune"
    EPCI = "intercommunalité"
    DEPARTEMENT = "département"
    PERSONNE = "personne"
    FORME_COURTE = "forme courte"
    """A block that may also be written on one line, in a form of its own."""
    BLOC = "bloc"
    """A block that can only be written as keys under its own."""


TEXT_FORMS = frozenset({"engagement", "instance", "lieu", "partie", "rectificatif", "seance", "structure"})
"""The blocks whose one-line form is a text: « # » and « : » belong to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key: how its value is read, and what the writer is told of it.

    ``doc`` is in French. ``plural`` is its other spelling. ``many`` allows a list, ``words`` a list separated
    by commas on one line. ``block`` names the block of keys that may be typed under it. ``values`` are all
    that may be typed, () for no such limit. ``example`` is a value on one line that is valid as it stands.
    """

    name: str
    kind: Kind
    doc: str
    example: str = ""
    plural: str = ""
    many: bool = False
    words: bool = False
    block: str = ""
    values: tuple[str, ...] = ()
    required: bool = False

    @property
    def is_text(self) -> bool:
        """Whether « # » in its value is text; after any other value it begins a comment."""
        return self.kind is Kind.TEXTE or self.block in TEXT_FORMS

    @property
    def is_line(self) -> bool:
        """Whether brackets and braces are plain characters of its value."""
        return self.kind is Kind.TEXTE and not self.many and not self.block


@dataclass(frozen=True, slots=True)
class Block:
    """A group of keys under one name. ``doc`` says in French what it describes."""

    name: str
    doc: str
    keys: tuple[Key, ...]

    def find(self, spelling: str) -> Key | None:
        """Return the key of this block that is written ``spelling``, singular or plural."""
        for key in self.keys:
            if spelling in (key.name, key.plural):
                return key
        return None

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every word that may begin a line of this block."""
        return tuple(word for key in self.keys for word in (key.name, key.plural) if word)


@dataclass(frozen=True, slots=True)
class OpenBlock(Block):
    """A block whose keys are free words, each with a block of the kind named ``holds`` under it."""

    holds: str = ""

    def find(self, spelling: str) -> Key | None:
        """Return a key of that name."""
        return Key(name=spelling, kind=Kind.BLOC, block=self.holds, doc="")
