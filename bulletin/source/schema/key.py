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
    """A block that has a light form of its own, written on one line."""
    BLOC = "bloc"
    """A block that has no light form."""


TEXT_FORMS = frozenset({"engagement", "instance", "lieu", "partie", "rectificatif", "seance", "structure"})
"""The blocks whose light form is a text: « # » and « : » belong to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """One key: how its value is read, and what the writer is told of it.

    ``plural`` is its other spelling. ``many`` allows a list, ``words`` separates by commas on one line.
    ``block`` names the block of its long form. ``values`` closes the list of what may be typed.
    ``example`` is a light form that is valid as it stands.
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
    """A block whose keys are any words, each of which holds the block named ``holds``."""

    holds: str = ""

    def find(self, spelling: str) -> Key | None:
        """Return a key of that name."""
        return Key(name=spelling, kind=Kind.BLOC, block=self.holds, doc="")
