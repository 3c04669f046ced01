"""Days, partial dates, hours and stretches as values, and the arithmetic of the calendar.

A convention runs « 2015-2018 », is signed « le 5 juillet » and ends « à la fin de mars 2021 »: dates
keep the precision they were given with. How they are typed is read by ``typed_dates``, how they are
printed is told by ``french``.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
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


class Part(StrEnum):
    """The part of a year or of a month that a writer named, by the word that is printed for it."""

    DEBUT = "début"
    """The first quarter of a year, the first ten days of a month."""
    MILIEU = "mi"
    """The two quarters, or the ten days, in between."""
    FIN = "fin"
    """The last quarter of a year, a month from its 21st."""
    COURANT = "courant"
    """Some time within it: the whole of it."""
    PREMIER_SEMESTRE = "premier semestre"
    SECOND_SEMESTRE = "second semestre"
    PRINTEMPS = "printemps"
    ETE = "été"
    AUTOMNE = "automne"

    @property
    def is_of_months(self) -> bool:
        """Whether a month has it too, and not only a year."""
        return self in {Part.DEBUT, Part.MILIEU, Part.FIN, Part.COURANT}


class Limit(StrEnum):
    """What makes a date the latest of what it stands for, by the word that is printed for it."""

    AVANT = "avant"
    """Before it; « avant la fin de » a time lasts until its end."""
    D_ICI = "d’ici"
    """By its last day."""
    AU_PLUS_TARD = "au plus tard"
    """By its last day."""


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
    """A year, one of its quarters, parts, months or days, or what comes before such a time.

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
    part: Part | None = None
    """Of the year, or of the month if there is one; only without a day and a quarter."""
    limit: Limit | None = None
    """Whether it is the latest time and no more is known."""

    def __post_init__(self) -> None:
        if (
            (self.day is not None and self.month is None)
            or (self.quarter and self.month)
            or (self.part and (self.day or self.quarter))
            or (self.part and self.month and not self.part.is_of_months)
        ):
            raise ValueError(f"no such precision: {self!r}")

    @staticmethod
    def of(day: date) -> PartialDate:
        """Return ``day``, known to the day."""
        return PartialDate(day.year, day.month, day.day)

    @property
    def precision(self) -> Precision:
        """How much is known; a part of a year or of a month counts as the whole of it."""
        if self.day is not None:
            return Precision.JOUR
        if self.month is not None:
            return Precision.MOIS
        return Precision.ANNEE if self.quarter is None else Precision.TRIMESTRE

    @property
    def first(self) -> date:
        """The first day it stands for; of what has a limit alone, the first day of all."""
        return date(FIRST_YEAR, 1, 1) if self.limit else self._stretch[0]

    @property
    def last(self) -> date:
        """The last day it stands for."""
        first, last = self._stretch
        return first - timedelta(days=1) if self.limit is Limit.AVANT and self.part is not Part.FIN else last

    @property
    def _stretch(self) -> tuple[date, date]:
        """The first and last day of the time that is named, whatever its limit."""
        if self.day is not None and self.month is not None:
            day = date(self.year, self.month, self.day)
            return day, day
        if self.part is not None:
            return _part_of_month(self) if self.month else _part_of_year(self.year, self.part)
        first, last = (
            (3 * self.quarter - 2, 3 * self.quarter) if self.quarter else (self.month or 1, self.month or 12)
        )
        return date(self.year, first, 1), date(self.year, last, last_day_of_month(self.year, last))

    def iso(self) -> str:
        """Return ``2015``, ``2015-T1``, ``2015-03`` or ``2015-03-12``; a part is told by its whole."""
        match self.precision:
            case Precision.ANNEE:
                return f"{self.year:04}"
            case Precision.TRIMESTRE:
                return f"{self.year:04}-T{self.quarter}"
            case Precision.MOIS:
                return f"{self.year:04}-{self.month:02}"
            case Precision.JOUR:
                return date(self.year, self.month or 1, self.day or 1).isoformat()
            case unknown:
                assert_never(unknown)

    def includes(self, other: PartialDate) -> bool:
        """Tell whether every day of ``other`` is one of its own."""
        return self.first <= other.first and other.last <= self.last


_PARTS_OF_YEAR = {
    Part.DEBUT: ((1, 1), (3, 31)),
    Part.MILIEU: ((4, 1), (9, 30)),
    Part.FIN: ((10, 1), (12, 31)),
    Part.COURANT: ((1, 1), (12, 31)),
    Part.PREMIER_SEMESTRE: ((1, 1), (6, 30)),
    Part.SECOND_SEMESTRE: ((7, 1), (12, 31)),
    Part.PRINTEMPS: ((3, 20), (6, 20)),
    Part.ETE: ((6, 21), (9, 22)),
    Part.AUTOMNE: ((9, 23), (12, 20)),
}
_PARTS_OF_MONTH = {Part.DEBUT: (1, 10), Part.MILIEU: (11, 20), Part.FIN: (21, 31), Part.COURANT: (1, 31)}
"""First and last day; a shorter month ends sooner."""


def _part_of_year(year: int, part: Part) -> tuple[date, date]:
    first, last = _PARTS_OF_YEAR[part]
    return date(year, *first), date(year, *last)


def _part_of_month(value: PartialDate) -> tuple[date, date]:
    month = value.month or 1
    first, last = _PARTS_OF_MONTH[value.part or Part.COURANT]
    end = min(last, last_day_of_month(value.year, month))
    return date(value.year, month, first), date(value.year, month, end)


@dataclass(frozen=True, slots=True)
class DayMonth:
    """A day whose year a rule still has to find; 29 February is one."""

    month: int
    day: int
    weekday: int | None = None
    """The day of the week that was typed with it, from 0 for Monday: only some years have it."""
    limit: Limit | None = None
    """Whether it is the latest day and no more is known."""

    def in_year(self, year: int) -> date | None:
        """Return the day in ``year``, on whatever weekday, or None if that year has no 29 February."""
        if self.day > last_day_of_month(year, self.month):
            return None
        return date(year, self.month, self.day)

    def is_on_its_weekday(self, day: date) -> bool:
        """Tell whether ``day`` falls on the weekday that was typed, if one was."""
        return self.weekday in {None, day.weekday()}


@dataclass(frozen=True, slots=True)
class MonthAlone:
    """A month, or a part of it, whose year a rule still has to find."""

    month: int
    part: Part | None = None
    limit: Limit | None = None

    def in_year(self, year: int) -> PartialDate:
        """Return the month in ``year``."""
        return PartialDate(year, self.month, part=self.part, limit=self.limit)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day, and the hour if it is known, on the clocks of the site's time zone."""

    jour: date
    heure: time | None = None


@dataclass(frozen=True, slots=True)
class MomentSansAnnee:
    """The same, while the year is not known; ``lendemain`` puts the hour on the day after ``jour``."""

    jour: DayMonth
    heure: time | None = None
    lendemain: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """When something starts and, if it was said, ends; one of the two has its year if both have.

    With ``chaque_jour`` the hours are those of each day from the first to the last.
    """

    debut: Moment | MomentSansAnnee
    fin: Moment | MomentSansAnnee | None = None
    chaque_jour: bool = False


def last_day(debut: Moment, fin: Moment) -> date:
    """Return the last day of a stretch: an end at 0 h belongs to the day that it ends."""
    if fin.heure == time(0) and fin.jour > debut.jour:
        return fin.jour - timedelta(days=1)
    return fin.jour


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
    begin, unless that would lengthen it: eighteen months from 2015 end in June 2016. From a vague part of a
    year whole years lead to the same part: four years from « fin 2024 » end « fin 2028 ».
    """
    if debut.part not in {None, Part.PREMIER_SEMESTRE, Part.SECOND_SEMESTRE} and not duree.mois % 12:
        return replace(debut, year=debut.year + duree.mois // 12)
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
