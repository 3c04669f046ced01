"""A calendar as a value. Texts are plain, instants know their time zone, addresses are whole."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bulletin.content.model.evenement import EvenementEtat
from bulletin.french.dates import Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A meeting or an opening. Texts are plain, ready to print; instants know their time zone."""

    uid: str
    """Stable for ever: readers' programs know the event by it."""
    titre: str
    url: str
    """The whole address of its page."""
    debut: Moment
    fin: Moment
    """Its last day, or the hour at which it ends; equal to ``debut`` when no end is known."""
    etat: EvenementEtat
    revision: int
    """Never goes down; a cancelled or postponed event counts at least 1."""
    published: dt.datetime
    updated: dt.datetime
    lieu: str = ""
    description: str = ""
    contact: str = ""
    categories: tuple[str, ...] = ()
    reminder: dt.datetime | None = None
    """When to recall that registrations close."""
    reminder_text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    """All that a calendar says. ``url`` is the page it goes with; every address is whole.

    ``titre`` and ``self_url`` are empty for a single event to be added to one's own calendar: with a name,
    programs would make a calendar of it.
    """

    titre: str
    url: str
    self_url: str
    fuseau: str
    """Name of the time zone in which the moments of the entries are read."""
    entries: tuple[CalendarEntry, ...]
