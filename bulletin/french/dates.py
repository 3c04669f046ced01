"""Days, partial dates, hours and stretches as values, and the arithmetic of the calendar.

A convention runs « 2015-2018 », is signed « le 5 juillet » and ends « à la fin de mars 2021 »: dates
keep the precision they were given with. How they are typed is read by ``typed_dates``, how they are
printed is told by ``french``.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from typing import assert_never

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

FIRST_YEAR = 1900
LAST_YEAR = 2200

_LONGEST_LEAP_GAP = 8
"""Years from one 29 February to the next, at most: 1896 to 1904, 2096 to 2104."""


class Precision(StrEnum):
    """How much of a date is known."""

    ANNEE = "annee"
    """The year only."""
    TRIMESTRE = "trimestre"
    """The quarter."""
    MOIS = "mois"
    """The month."""
    JOUR = "jour"
    """The day."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, one of its quarters, months or days.

    It stands for every day from ``first`` to ``last``. There is no order between two of them: callers
    compare the ends they mean.
    """

    year: int
    month: int | None = None
    """1 to 12; None with a quarter."""
    day: int | None = None
    """1 to 31; only with a month."""
    quarter: int | None = None
    """1 to 4; only without a month."""

    def __post_init__(self) -> None:
        if (self.day is not None and self.month is None) or (self.quarter and self.month):
            raise ValueError(f"no such precision: {self!r}")

    @staticmethod
    def of(day: date) -> PartialDate:
        """Return ``day``, known to the day."""
        return PartialDate(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        """How much is known."""
        if self.day is not None:
            return Precision.JOUR
        if self.month is not None:
            return Precision.MOIS
        return Precision.ANNEE if self.quarter is None else Precision.TRIMESTRE

    @property
    def first(self) -> date:
        """The first day it stands for."""
        if self.quarter is not None:
            return date(self.year, 3 * self.quarter - 2, 1)
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day it stands for."""
        if self.day is not None:
            return self.first
        month = self.month or 3 * (self.quarter or 4)
        return date(self.year, month, last_day_of_month(self.year, month))

    def iso(self) -> str:
        """Return ``2015``, ``2015-T1``, ``2015-03`` or ``2015-03-12``."""
        match self.precision:
            case Precision.ANNEE:
                return f"{self.year:04}"
            case Precision.TRIMESTRE:
                return f"{self.year:04}-T{self.quarter}"
            case Precision.MOIS:
                return f"{self.year:04}-{self.month:02}"
            case Precision.JOUR:
                return self.first.isoformat()
            case unknown:
                assert_never(unknown)

    def includes(self, other: PartialDate) -> bool:
        """Tell whether every day of ``other`` is one of its own."""
        return self.first <= other.first and other.last <= self.last


@dataclass(frozen=True, slots=True)
class DayMonth:
    """A day whose year a rule still has to find; 29 February is one."""

    month: int
    day: int

    def in_year(self, year: int) -> date | None:
        """Return the day in ``year``, or None if that year has no 29 February."""
        if self.day > last_day_of_month(year, self.month):
            return None
        return date(year, self.month, self.day)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the hour if it is known, on the clocks of the site's time zone."""

    jour: date
    heure: time | None = None


@dataclass(frozen=True, slots=True)
class MomentSansAnnee:
    """The same, while the year is not known."""

    jour: DayMonth
    heure: time | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """When something starts and, if it was said, ends; one of the two has its year if both have."""

    debut: Moment | MomentSansAnnee
    fin: Moment | MomentSansAnnee | None = None


@dataclass(frozen=True, slots=True)
class Duree:
    """How long a convention runs, in whole months."""

    mois: int


def last_day_of_month(year: int, month: int) -> int:
    """Return 28, 29, 30 or 31."""
    return calendar.monthrange(year, month)[1]


def add_months(day: date, months: int) -> date:
    """Return the same day ``months`` later, earlier if negative; the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, last_day_of_month(years, month + 1)))


def end_of(debut: PartialDate, duree: Duree) -> PartialDate:
    """Return the last of the days that begin with ``debut`` and last ``duree``.

    That is the day before the anniversary or, where the month of the anniversary has no such day, the
    last of that month (code de procédure civile, art. 641). The end is known as precisely as the
    begin, unless that would lengthen it: eighteen months from 2015 end in June 2016.
    """
    anniversary = add_months(debut.first, duree.mois)
    last = anniversary if anniversary.day < debut.first.day else anniversary - timedelta(days=1)
    for coarse in (_coarsened(last, debut.precision), PartialDate(last.year, last.month)):
        if coarse.last == last and debut.precision is not Precision.JOUR:
            return coarse
    return PartialDate.of(last)


def _coarsened(day: date, precision: Precision) -> PartialDate:
    """Forget what ``precision`` does not tell."""
    match precision:
        case Precision.ANNEE:
            return PartialDate(day.year)
        case Precision.TRIMESTRE:
            return PartialDate(day.year, quarter=(day.month + 2) // 3)
        case Precision.MOIS:
            return PartialDate(day.year, day.month)
        case Precision.JOUR:
            return PartialDate.of(day)
        case unknown:
            assert_never(unknown)


def latest_not_after(found: DayMonth, day: date) -> date:
    """Return the last such day that is ``day`` or earlier, up to eight years back for a 29 February."""
    years = range(day.year, day.year - _LONGEST_LEAP_GAP - 1, -1)
    candidates = (found.in_year(year) for year in years)
    return next(candidate for candidate in candidates if candidate is not None and candidate <= day)


def first_not_before(found: DayMonth, day: date) -> date:
    """Return the first such day that is ``day`` or later, up to eight years on for a 29 February."""
    years = range(day.year, day.year + _LONGEST_LEAP_GAP + 1)
    candidates = (found.in_year(year) for year in years)
    return next(candidate for candidate in candidates if candidate is not None and candidate >= day)
