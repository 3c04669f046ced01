"""What each page, feed and calendar shows, from the corpus of a day.

Pure. Every file is declared first, with its address; its content is made afterwards, when all the addresses
of the day are known, so that links can be checked.
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
from bulletin.pages.legal import legal_pages
from bulletin.pages.lists import calendar, home, rubriques, themes
from bulletin.pages.numeros import letters, numeros, printed_numeros
from bulletin.pages.old_addresses import aliases
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.posts import posts
from bulletin.pages.share_image import share_image
from bulletin.pages.site_map import plan
from bulletin.pages.structures import structures
from bulletin.pages.territories import territories


def declared_pages(context: SiteContext, diagnostics: Diagnostics) -> Iterator[Declaration]:
    """Declare every page, feed, calendar and numéro; an alias that no page can have is an erreur."""
    yield home(context)
    yield share_image(context)
    yield from posts(context)
    yield from calendar(context)
    yield from rubriques(context)
    yield from themes(context)
    yield from numeros(context)
    yield from communes(context)
    yield from conventions(context)
    yield from territories(context)
    yield from structures(context)
    yield from agenda(context)
    yield from pages(context)
    yield from legal_pages(context)
    yield from plan(context)
    yield glossary(context)
    yield from flux(context)
    yield from aliases(context, diagnostics)
    yield from feeds(context)
    yield from calendars(context)
    yield from letters(context)
    yield from printed_numeros(context)
