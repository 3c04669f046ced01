"""Which year a day without one has, and what is said of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from bulletin.content.reading.context import Context
from bulletin.diagnostics import Place
from bulletin.french.dates import (
    WEEKDAYS,
    DayMonth,
    MonthAlone,
    PartialDate,
    first_not_before,
    latest_not_after,
)
from bulletin.french.printed import day as day_text
from bulletin.french.printed import partial
from bulletin.french.typed_dates import wrong_weekday

FAR_DAYS: Final = 300
"""Beyond this many days from its reference, a day whose year was supposed is reported."""
SOON_DAYS: Final = 60


class Direction(StrEnum):
    """On which side of its reference a day without a year is looked for."""

    PAST = "past"
    """Steps and openings: the latest not after it, unless that is old and the next one is near."""
    COMING = "coming"
    """Meetings and what is planned: the first not before it."""
    BEFORE = "before"
    """Deadlines: the latest not after it."""


@dataclass(frozen=True, slots=True)
class YearRule:
    """How the year of a day without one is found.

    ``reference`` is the day that the rule looks from, ``origin`` what happens on it, ``parution`` the day of
    the post.
    """

    direction: Direction
    reference: dt.date
    parution: dt.date
    origin: str = "la parution"

    def find(self, found: DayMonth) -> tuple[dt.date, str]:
        """Return the day that is meant, whatever its weekday, and why, in French."""
        past = latest_not_after(found, self.reference)
        coming = first_not_before(found, self.reference)
        if self.direction is Direction.COMING:
            return coming, "le premier jour de ce nom à partir de la parution de l’article"
        if self.direction is Direction.BEFORE:
            return past, "le dernier jour de ce nom avant la rencontre"
        is_old = (self.reference - past).days > FAR_DAYS
        if is_old and (coming - self.reference).days <= SOON_DAYS:
            return coming, "ce jour vient dans les soixante jours qui suivent la parution de l’article"
        return past, "le dernier jour de ce nom avant la parution de l’article"

    def find_month(self, found: MonthAlone) -> tuple[PartialDate, str]:
        """Return the month that is meant, and why, in French."""
        years = range(self.reference.year - 1, self.reference.year + 2)
        months = [found.in_year(year) for year in years]
        if self.direction is Direction.COMING:
            coming = next(month for month in months if month.last >= self.reference)
            return coming, "le premier mois de ce nom à partir de la parution de l’article"
        past = next(month for month in reversed(months) if month.first <= self.reference)
        return past, "le dernier mois de ce nom avant la parution de l’article"


def past_rule(parution: dt.date) -> YearRule:
    """Return the rule of steps and openings told by a post of that day."""
    return YearRule(Direction.PAST, parution, parution)


def coming_rule(reference: dt.date, parution: dt.date | None = None) -> YearRule:
    """Return the rule of meetings, and of what is planned, from a day on."""
    return YearRule(Direction.COMING, reference, parution or reference)


def deadline_rule(start: dt.date, parution: dt.date) -> YearRule:
    """Return the rule of deadlines: before the start of the meeting."""
    return YearRule(Direction.BEFORE, start, parution, "la rencontre")


def settle_day(found: DayMonth, rule: YearRule, key: str, place: Place, context: Context) -> dt.date | None:
    """Return the day that a rule supposes, None where its weekday fits no year.

    The supposed year is an inference; far from its reference it is an avertissement as well. Where the
    weekday typed is not that of the supposed year but of the one before or after, and near the post's day,
    that year is taken, with an information; else it is an erreur.
    """
    day, reason = rule.find(found)
    if not found.is_on_its_weekday(day):
        meant = _by_weekday(found, day, rule, place, context)
        if meant is not None:
            context.suppose(key, day_text(meant), "l’année voisine où ce jour a ce nom")
        return meant
    context.suppose(key, day_text(day), reason)
    if abs((day - rule.reference).days) > FAR_DAYS:
        _tell_far(found, day, rule, place, context)
    return day


def settle_month(found: MonthAlone, rule: YearRule, key: str, context: Context) -> PartialDate:
    """Return the month that a rule supposes; the supposed year is an inference."""
    month, reason = rule.find_month(found)
    context.suppose(key, partial(month), reason)
    return month


def _beside(found: DayMonth, day: dt.date) -> list[dt.date]:
    """Return the same day in the years beside, on the weekday that was typed if one was."""
    days = (found.in_year(day.year + step) for step in (-1, 1))
    return [one for one in days if one is not None and found.is_on_its_weekday(one)]


def _tell_far(found: DayMonth, day: dt.date, rule: YearRule, place: Place, context: Context) -> None:
    nearest = sorted(_beside(found, day), key=lambda one: abs(one - rule.reference))[:1]
    years = " ou ".join(f"« {day_text(one)} »" for one in sorted([day, *nearest]))
    context.tell(
        "annee-lointaine",
        place,
        f"Sans année, ce jour a été compris comme le {day_text(day)}, à plus de 300 jours de {rule.origin}.",
        f"Écrivez l’année : {years}.",
    )


def _by_weekday(
    found: DayMonth, day: dt.date, rule: YearRule, place: Place, context: Context
) -> dt.date | None:
    """Return the year beside the supposed one that has the weekday typed, or tell that none near has it."""
    name = WEEKDAYS[found.weekday or 0]
    near = [one for one in _beside(found, day) if abs((one - rule.parution).days) <= FAR_DAYS]
    if near:
        meant = min(near, key=lambda one: abs(one - rule.parution))
        context.tell(
            "annee-d-apres-le-jour",
            place,
            f"Ce jour a été compris comme le {day_text(meant)}, qui est un {name} ; le {day_text(day)} est"
            f" un {WEEKDAYS[day.weekday()]}.",
            f"Écrivez l’année pour que cela soit sûr : « {name} {day_text(meant)} ».",
        )
        return meant
    fault = wrong_weekday(day, found.weekday or 0)
    forms = [f"« {WEEKDAYS[day.weekday()]} {day_text(day)} »"]
    forms += [f"« {name} {day_text(one)} »" for one in _beside(found, day)]
    hint = f"Écrivez {' ou '.join(forms)}, ou corrigez le jour." if forms[1:] else fault.hint
    context.tell(fault.code, place, fault.message, hint)
    return None
