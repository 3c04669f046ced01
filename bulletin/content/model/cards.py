"""What files other than posts hold: cards, undated pages, the glossary.

The rules of ``model`` hold here too: frozen values, and nothing computed for a day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from bulletin.content.model.convention import Etape
from bulletin.content.model.inauguration import Structure
from bulletin.content.model.post import Image, Lien, PieceJointe
from bulletin.content.model.source import Corps, Placed, no_places
from bulletin.diagnostics import Place
from bulletin.french.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionCard:
    """What a card says of a convention: ``facts``, an ``Etape`` that may stand for no step, and steps."""

    id: str
    source: str = field(compare=False)
    facts: Etape
    etapes: tuple[Etape, ...] = ()
    brouillon: bool = False
    corps: Corps = Corps()


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureCard:
    """A structure told by a card."""

    source: str = field(compare=False)
    structure: Structure
    brouillon: bool = False
    corps: Corps = Corps()


@dataclass(frozen=True, slots=True, kw_only=True)
class NumeroCard:
    """An issue of the bulletin, with the title and day that its posts do not tell."""

    id: str
    source: str = field(compare=False)
    titre: str = ""
    date: PartialDate | None = None
    images: tuple[Image, ...] = ()
    brouillon: bool = False
    corps: Corps = Corps()


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoireCard:
    """An introduction to the page of a commune, an EPCI or a département, by its code."""

    code: str
    source: str = field(compare=False)
    titre: str = ""
    brouillon: bool = False
    corps: Corps = Corps()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Placed):
    """An undated page at ``address``."""

    source: str = field(compare=False)
    address: str
    titre: str
    resume: str = ""
    mise_a_jour: dt.date | None = None
    alias: tuple[str, ...] = ()
    images: tuple[Image, ...] = ()
    pieces_jointes: tuple[PieceJointe, ...] = ()
    liens: tuple[Lien, ...] = ()
    brouillon: bool = False
    corps: Corps = Corps()
    places: Mapping[str, Place] = field(default_factory=no_places, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sigle:
    """An acronym as the site writes it; it was in use from ``du`` to ``au``, ``None`` for no limit."""

    sigle: str
    sens: str
    texte: str = ""
    du: PartialDate | None = None
    au: PartialDate | None = None
    variantes: tuple[str, ...] = ()

    def holds_on(self, day: dt.date) -> bool:
        """Whether the acronym was in use on a day."""
        return (self.du is None or self.du.first <= day) and (self.au is None or day <= self.au.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossaire:
    """The acronyms of the site, in alphabetical order."""

    source: str = field(compare=False)
    sigles: tuple[Sigle, ...] = ()
