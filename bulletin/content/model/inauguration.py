"""A structure, and its inauguration."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from bulletin.content.model.montant import Montant
from bulletin.content.model.personne import Personne
from bulletin.content.model.territoire import CommuneCitee
from bulletin.french.dates import Moment, PartialDate, last_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A crèche, a centre social: a place that receives the public. ``places`` is how many it can take."""

    id: str
    nom: str
    natures: tuple[str, ...] = ()
    adresse: str = ""
    commune: CommuneCitee | None = None
    places: int | None = None
    accueils: tuple[str, ...] = ()
    gestionnaire: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inauguration:
    """The opening of a structure; ``structure_ecrite`` is its name as typed, to find a card by it.

    ``debut`` and ``fin`` are its hours on the day that ``quand`` tells, where they are known; ``fin`` is
    never before ``debut``.
    """

    quand: PartialDate
    debut: Moment | None = None
    fin: Moment | None = None
    structure: Structure | None = None
    structure_ecrite: str = field(default="", compare=False)
    en_presence_de: tuple[Personne, ...] = ()
    montants: tuple[Montant, ...] = ()

    @property
    def dernier_jour(self) -> dt.date:
        """The last day on which it can take place, as far as that is known."""
        return last_day(self.debut, self.fin) if self.debut and self.fin else self.quand.last
