"""iCalendar (RFC 5545, RFC 7986) as a pure function: a frozen view in, bytes out.

Nothing is dated by the clock and nothing is random, so equal views give equal bytes; identifiers are
those of the view, so that a reader's program knows an event again when its title or its day moves. The
only module that knows icalendar.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vRecur,
    vText,
)

from bulletin.content.model.evenement import EvenementEtat
from bulletin.pages.views.calendars import CalendarEntry, CalendarView

PRODUCT: Final = "-//bulletin//bulletin//FR"
REFRESH: Final = dt.timedelta(days=1)
"""How often a subscriber's program is asked to look again."""
PARIS: Final = "Europe/Paris"

_STATUS: Final = {
    EvenementEtat.PREVU: "CONFIRMED",
    EvenementEtat.COMPLET: "CONFIRMED",
    EvenementEtat.REPORTE: "TENTATIVE",
    EvenementEtat.ANNULE: "CANCELLED",
}
_MOVED: Final = frozenset({EvenementEtat.REPORTE, EvenementEtat.ANNULE})
_ONE_DAY: Final = dt.timedelta(days=1)
_UNFIT: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_WATCHED_YEARS: Final = range(2000, 2038)
"""Years over which a zone must keep one offset to be written as one that never changes its clocks."""


def render_calendar(view: CalendarView) -> bytes:
    """Return the calendar in UTF-8, its lines folded at 75 octets and ended by CRLF, entries in their order.

    A time is written in the zone of the view, with the rules of that zone; if that is neither Paris nor a
    zone that never changes its clocks, it is written in UTC. There is always a zone, so that a calendar
    without an event is still a valid one.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if view.self_url:
        _add_subscription(calendar, view)
    zone, rules = _zone(view.fuseau)
    calendar.add_component(rules)
    for entry in view.entries:
        calendar.add_component(_event(entry, ZoneInfo(view.fuseau), zone))
    written: bytes = calendar.to_ical(sorted=False)
    return written


def _add_subscription(calendar: Calendar, view: CalendarView) -> None:
    """Say what a subscriber's program shows and how often it comes back.

    Each is said twice: in the properties of RFC 7986, and in the « X- » ones that older programs read.
    """
    name = _text(view.titre)
    # In properties that icalendar does not know, it escapes commas only if the value is a vText.
    calendar.add("name", name, encode=False)
    calendar.add("x-wr-calname", name, encode=False)
    calendar.add("x-wr-timezone", vText(view.fuseau), encode=False)
    calendar.add("url", view.url)
    calendar.add("source", view.self_url, parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("P1D"), encode=False)


def _event(entry: CalendarEntry, local: dt.tzinfo, written: dt.tzinfo) -> Event:
    """Return an event whose hours are those of ``local``, written in the zone ``written``."""
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", entry.updated.astimezone(dt.UTC))
    event.add("created", entry.published.astimezone(dt.UTC))
    event.add("last-modified", entry.updated.astimezone(dt.UTC))
    event.add("sequence", max(entry.revision, 1 if entry.etat in _MOVED else 0))
    _add_stretch(event, entry, local, written)
    event.add("summary", _text(entry.titre))
    event.add("status", _STATUS[entry.etat])
    for name, text in (
        ("location", entry.lieu),
        ("description", entry.description),
        ("contact", entry.contact),
    ):
        if kept := _text(text):
            event.add(name, kept)
    event.add("url", entry.url)
    if categories := [kept for text in entry.categories if (kept := _text(text))]:
        event.add("categories", _Escaped(",".join(categories)))
    if entry.reminder is not None:
        event.add_component(_alarm(entry.reminder, entry.reminder_text))
    return event


def _add_stretch(event: Event, entry: CalendarEntry, local: dt.tzinfo, written: dt.tzinfo) -> None:
    """Say when: whole days, whose end is the day after the last, or hours.

    Whole days do not mark the reader as busy; nor does an event that is postponed or cancelled. An
    event with an hour that has no end of its own, or ends when it begins, has none here either: no length is
    made up.
    """
    if entry.debut.heure is None:
        event.add("dtstart", entry.debut.jour)
        event.add("dtend", entry.fin.jour + _ONE_DAY)
        event.add("transp", "TRANSPARENT")
        return
    start = dt.datetime.combine(entry.debut.jour, entry.debut.heure, local)
    event.add("dtstart", start.astimezone(written))
    end = _end(entry, local)
    if end is not None and end.astimezone(dt.UTC) > start.astimezone(dt.UTC):
        event.add("dtend", end.astimezone(written))
    event.add("transp", "TRANSPARENT" if entry.etat in _MOVED else "OPAQUE")


def _end(entry: CalendarEntry, local: dt.tzinfo) -> dt.datetime | None:
    """Return the hour of the end; a last day without an hour is whole, unless it is the first day too."""
    if entry.fin.heure is not None:
        return dt.datetime.combine(entry.fin.jour, entry.fin.heure, local)
    if entry.fin.jour > entry.debut.jour:
        return dt.datetime.combine(entry.fin.jour + _ONE_DAY, dt.time.min, local)
    return None


def _alarm(moment: dt.datetime, text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _text(text))
    alarm.add("trigger", moment.astimezone(dt.UTC))
    return alarm


class _Escaped(vText):
    r"""A text that is escaped; the library would take the « \N » of « C:\Nord » for an end of line."""

    def to_ical(self) -> bytes:
        return self.encode()


def _text(text: str) -> _Escaped:
    """Return ``text`` without what no calendar can hold, escaped (RFC 5545, section 3.3.11)."""
    kept = _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return _Escaped(re.sub(r"[\\;,]", r"\\\g<0>", kept).replace("\n", "\\n"))


# -- zones -----------------------------------------------------------------------------------------------


@cache
def _zone(fuseau: str) -> tuple[dt.tzinfo, Timezone]:
    """Return the zone in which hours are written, and its rules.

    What the library would write of its own accord is a list of dates from 1970 to 2038. That of Paris is
    the rule of directive 2000/84/CE, which has held since 1996; the zones of the overseas départements,
    but for one, never change their clocks.
    """
    zone = ZoneInfo(fuseau)
    if fuseau == PARIS:
        return zone, _rules(fuseau, _paris_summer(), _paris_winter())
    noon = dt.datetime(_WATCHED_YEARS[-1], 1, 1, 12, tzinfo=zone)
    offset = noon.utcoffset()
    if offset is not None and _offsets(zone) == {offset}:
        return zone, _rules(fuseau, _observance(TimezoneStandard(), noon.tzname() or fuseau, offset, offset))
    return dt.UTC, _rules("UTC", _observance(TimezoneStandard(), "UTC", dt.timedelta(), dt.timedelta()))


def _offsets(zone: ZoneInfo) -> set[dt.timedelta | None]:
    return {
        dt.datetime(year, month, 15, 12, tzinfo=zone).utcoffset()
        for year in _WATCHED_YEARS
        for month in range(1, 13)
    }


def _rules(name: str, *observances: Component) -> Timezone:
    rules = Timezone()
    rules.add("tzid", name)
    for observance in observances:
        rules.add_component(observance)
    return rules


def _paris_summer() -> Component:
    return _observance(
        TimezoneDaylight(),
        "CEST",
        dt.timedelta(hours=1),
        dt.timedelta(hours=2),
        dt.datetime(1970, 3, 29, 2),  # noqa: DTZ001 - the onset of a rule is told without a zone
        month=3,
    )


def _paris_winter() -> Component:
    return _observance(
        TimezoneStandard(),
        "CET",
        dt.timedelta(hours=2),
        dt.timedelta(hours=1),
        dt.datetime(1970, 10, 25, 3),  # noqa: DTZ001 - same
        month=10,
    )


def _observance(
    observance: Component,
    name: str,
    before: dt.timedelta,
    after: dt.timedelta,
    onset: dt.datetime = dt.datetime(1970, 1, 1),  # noqa: DTZ001 - same
    *,
    month: int | None = None,
) -> Component:
    """Return one half of a zone's year: from ``onset``, and with a month on its last Sunday of every year."""
    observance.add("tzname", name)
    observance.add("dtstart", onset)
    observance.add("tzoffsetfrom", before)
    observance.add("tzoffsetto", after)
    if month is not None:
        observance.add("rrule", vRecur(FREQ="YEARLY", BYMONTH=month, BYDAY="-1SU"))
    return observance
