"""The natures of convention that a Caf signs: their name in a sentence and their usual durations.

A site adds its own, or changes these, in its configuration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from bulletin.french.slugs import fold

Genre = Literal["m", "f"]

_VOWELS = tuple("aeiouy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """A nature of convention."""

    code: str
    """In capitals: « CTG »."""
    libelle: str
    """In full, as inside a sentence: « convention territoriale globale »."""
    genre: Genre
    durees: tuple[int, ...] = ()
    """The usual durations, in months, in ascending order; () when there is no usual one."""

    @property
    def article(self) -> str:
        """The article to put before ``libelle``: « le » or « la » with a space after it, or « l’ »."""
        if fold(self.libelle).startswith(_VOWELS):
            return "l’"
        return "le " if self.genre == "m" else "la "


def _nature(code: str, genre: Genre, libelle: str, *years: int) -> tuple[str, Nature]:
    durees = tuple(12 * count for count in years)
    return fold(code), Nature(code=code, libelle=libelle, genre=genre, durees=durees)


NATURES: Mapping[str, Nature] = MappingProxyType(
    dict(
        (
            _nature("CTG", "f", "convention territoriale globale", 4, 5),
            _nature("CEJ", "m", "contrat enfance jeunesse", 4),
            _nature("SDSF", "m", "schéma départemental des services aux familles", 4, 5, 6),
            _nature("COG", "f", "convention d’objectifs et de gestion", 4, 5),
            _nature("CPOG", "m", "contrat pluriannuel d’objectifs et de gestion", 4, 5),
            _nature("COF", "f", "convention d’objectifs et de financement"),
            _nature("IDEAL", "f", "convention d’intégration des données des bailleurs (Ideal)"),
            _nature("PACTE", "m", "pacte de coopération"),
            _nature("RELAIS", "m", "contrat de partenariat-relais"),
            _nature("RSA", "f", "convention relative au revenu de solidarité active"),
            _nature("AUTRE", "f", "convention"),
        )
    )
)
"""The natures of every site, by their folded code."""
