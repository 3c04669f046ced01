"""From the corpus to what each page, feed and calendar shows.

Pure. A file is declared first, with its address and what claims it; what it holds is made once every
address of the day is known, so that links can be checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.diagnostics import Diagnostics
from bulletin.pages.agenda import agenda
from bulletin.pages.calendars import calendars
from bulletin.pages.communes import communes
from bulletin.pages.conventions import conventions
from bulletin.pages.evergreen import pages
from bulletin.pages.feeds import feeds
from bulletin.pages.following import flux
from bulletin.pages.glossary import glossary
from bulletin.pages.lists import calendar, home, rubriques, themes
from bulletin.pages.numeros import letters, numeros, printed_numeros
from bulletin.pages.old_addresses import aliases
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.edition import Edition
from bulletin.pages.posts import posts
from bulletin.pages.site_map import plan
from bulletin.pages.structures import structures
from bulletin.pages.territories import territories


def declared_pages(edition: Edition, diagnostics: Diagnostics) -> Iterator[Declaration]:
    """Declare every page, feed, calendar and issue of the site; an alias that no page can have is told."""
    yield home(edition)
    yield from posts(edition)
    yield from calendar(edition)
    yield from rubriques(edition)
    yield from themes(edition)
    yield from numeros(edition)
    yield from communes(edition)
    yield from conventions(edition)
    yield from territories(edition)
    yield from structures(edition)
    yield from agenda(edition)
    yield from pages(edition)
    yield from plan(edition)
    yield glossary(edition)
    yield from flux(edition)
    yield from aliases(edition, diagnostics)
    yield from feeds(edition)
    yield from calendars(edition)
    yield from letters(edition)
    yield from printed_numeros(edition)
