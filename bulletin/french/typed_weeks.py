"""« tous les mardis de juin »: what comes back every week is no stretch of days, but a list of sessions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from bulletin.diagnostics import Unreadable
from bulletin.french.dates import WEEKDAYS, DayMonth, MonthAlone, PartialDate, first_not_before
from bulletin.french.slugs import plain
from bulletin.french.typed_dates import parse_partial, weekday_number
from bulletin.french.typed_hours import day_and_hours, parse_span, split_hours, typed_day

_MOST_SESSIONS: Final = 60
"""Above this a list of sessions is no remedy one would copy."""
_WEEKDAY = "|".join(WEEKDAYS)
_WEEKLY = re.compile(
    rf"(?P<lead>tous les|chaque|les|le) "
    rf"(?P<names>(?:{_WEEKDAY})s?(?:(?:, | et )(?:les |le )?(?:{_WEEKDAY})s?)*)(?: (?P<when>.+))?"
)
_OF = re.compile(r"(?:du mois )?(?:des mois )?(?:de |d'|en |du (?![0-9]))?(?P<rest>.+)")


def weekly_remedy(text: str, jour: date) -> str:
    """Return the lines that list what ``text`` says comes back every week, ``""`` if it says no such thing.

    ``jour`` is the day from which a month without a year is looked for. Days that are not told, or too many,
    stand as « <jour> ».
    """
    bare, hours = split_hours(plain(text))
    match = _WEEKLY.fullmatch(bare)
    if match is None:
        return ""
    weekdays = [weekday_number(name.removesuffix("s")) for name in re.findall(_WEEKDAY, match["names"])]
    days = _days(match["when"] or "", weekdays, jour)
    if not days and match["lead"] == "le" and match["when"]:
        return ""
    if not days:
        names = [WEEKDAYS[number] for number in weekdays]
        items = (day_and_hours(f"{name} <jour> <mois> <année>", hours) for name in names)
        return _lines("du <jour> au <jour> <mois> <année>", items)
    whole = f"du {typed_day(days[0])} au {typed_day(days[-1])}"
    return _lines(whole, (day_and_hours(typed_day(day), hours) for day in days))


def _lines(whole: str, sessions: Iterable[str]) -> str:
    return f"evenement: {whole}\nseances:\n" + "\n".join(f"  - {session}" for session in sessions)


def _days(when: str, weekdays: list[int], jour: date) -> list[date]:
    """Return the days of ``when`` that fall on ``weekdays``; none where they cannot be known."""
    stretch = _stretch(when, jour)
    if stretch is None:
        return []
    first, last = stretch
    count = min((last - first).days + 1, 7 * _MOST_SESSIONS)
    days = [first + timedelta(days=number) for number in range(count)]
    found = [day for day in days if day.weekday() in weekdays]
    return found if len(found) <= _MOST_SESSIONS and last <= days[-1] else []


def _stretch(when: str, jour: date) -> tuple[date, date] | None:
    """Return the first and last day of « juin », « juin 2026 » or « du 2 au 30 juin 2026 »."""
    bare = _OF.fullmatch(when)
    for text in (when, bare["rest"] if bare else ""):
        try:
            found = parse_partial(text)
        except Unreadable:
            continue
        if isinstance(found, MonthAlone):
            year = jour.year if found.in_year(jour.year).last >= jour else jour.year + 1
            found = found.in_year(year)
        return (found.first, found.last) if isinstance(found, PartialDate) else None
    try:
        span = parse_span(when)
    except Unreadable:
        return None
    debut, fin = (_in_year(moment.jour, jour) for moment in (span.debut, span.fin or span.debut))
    return debut, fin


def _in_year(day: date | DayMonth, jour: date) -> date:
    return first_not_before(day, jour) if isinstance(day, DayMonth) else day
