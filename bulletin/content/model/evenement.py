"""An event: when, where, for whom, how to register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bulletin.content.model.source import no_places
from bulletin.content.model.territoire import Lieu
from bulletin.diagnostics import Place
from bulletin.french.dates import Moment, last_day


class EvenementEtat(StrEnum):
    """Whether an event still stands."""

    PREVU = "prevu"
    REPORTE = "reporte"
    ANNULE = "annule"
    COMPLET = "complet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seance:
    """A part of an event, for its own public. ``fin`` may have no hour: it is then the end of that day."""

    debut: Moment
    fin: Moment
    public: tuple[str, ...] = ()
    theme: str = ""
    sujets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inscription:
    """How to register. ``avant_le`` is the last day on which one can; ``aupres_de`` follows « auprès »."""

    url: str = ""
    courriel: str = ""
    telephone: str = ""
    aupres_de: str = ""
    avant_le: dt.date | None = None
    obligatoire: bool | None = None
    gratuit: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evenement:
    """A meeting to come or past, in the site's time zone; ``fin`` is never before ``debut``."""

    debut: Moment
    fin: Moment
    lieu: Lieu | None = None
    organisateurs: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    seances: tuple[Seance, ...] = ()
    inscription: Inscription | None = None
    etat: EvenementEtat = EvenementEtat.PREVU
    revision: int = 0
    suite: str = ""
    places: Mapping[str, Place] = field(default_factory=no_places, compare=False)

    @property
    def dernier_jour(self) -> dt.date:
        """The last day on which it takes place: an end at midnight belongs to the day that it ends."""
        return last_day(self.debut, self.fin)

    @property
    def a_les_memes_heures_chaque_jour(self) -> bool:
        """Whether it has a session on each of its days, all at the same hours."""
        count = (self.dernier_jour - self.debut.jour).days + 1
        days = [self.debut.jour + dt.timedelta(days=number) for number in range(count)]
        opening, closing = self.debut.heure, self.fin.heure
        return (
            count > 1
            and opening is not None
            and days == [last_day(seance.debut, seance.fin) for seance in self.seances]
            and all(
                (seance.debut.heure, seance.fin.heure) == (opening, closing or opening)
                for seance in self.seances
            )
        )
