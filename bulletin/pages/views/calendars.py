"""A calendar as a value. Texts are plain, instants have a time zone, URLs are absolute."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bulletin.content.model.evenement import EvenementEtat
from bulletin.french.dates import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """An event or an inauguration."""

    uid: str
    """Never changes: calendar programs recognise the entry by it (RFC 5545, 3.8.4.7)."""
    titre: str
    url: str
    """The absolute URL of its page."""
    debut: Moment
    fin: Moment
    """Its last day, or its last hour; equal to ``debut`` when no end is known."""
    etat: EvenementEtat
    revision: int
    """Never decreases; at least 1 for a cancelled or postponed event."""
    published: dt.datetime
    updated: dt.datetime
    lieu: str = ""
    description: str = ""
    contact: str = ""
    categories: tuple[str, ...] = ()
    reminder: dt.datetime | None = None
    """When to remind readers that registrations close."""
    reminder_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """A calendar. ``url`` is that of the page beside it, ``self_url`` its own.

    ``titre`` and ``self_url`` are ``""`` for a file with a single event, which readers add to their own
    calendar: with a name, some programs would create a new calendar for it.
    """

    titre: str
    url: str
    self_url: str
    fuseau: str
    """Name of the time zone of the moments of the entries, as « Europe/Paris »."""
    entries: tuple[CalendarEntry, ...]
