"""An event: when, where, for whom, how to register."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bulletin.content.model.source import no_places
from bulletin.content.model.territoire import Lieu
from bulletin.diagnostics import Place
from bulletin.french.dates import Moment


class EvenementEtat(StrEnum):
    """Whether an event still stands."""

    PREVU = "prevu"
    REPORTE = "reporte"
    ANNULE = "annule"
    COMPLET = "complet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seance:
    """A part of an event, for its own public. The end may be the whole of its day."""

    debut: Moment
    fin: Moment
    public: tuple[str, ...] = ()
    theme: str = ""
    sujets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inscription:
    """How to register. ``avant_le`` is the last day on which one can."""

    url: str = ""
    courriel: str = ""
    telephone: str = ""
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
