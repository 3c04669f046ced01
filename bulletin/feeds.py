"""RSS 2.0 as a pure function: a frozen view in, bytes out.

Full articles stand in ``content:encoded`` with whole addresses, summaries in ``description``. Nothing is
dated by the clock, so equal views give equal bytes; and what XML cannot hold is taken out, so that one
pasted character never costs readers the whole feed. The only module that knows feedgen. Floor 5.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final
from xml.parsers import expat

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from bulletin.prose import Prose, to_absolute_html

MEDIA_TYPE: Final = "application/rss+xml"
GENERATOR: Final = "bulletin"

_ATOM = "{http://www.w3.org/2005/Atom}"
# Those outside the production Char of XML 1.0, and the controls of U+007F to U+009F that it discourages.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Not \s, which would also take the no-break spaces of French punctuation.
_BLANKS = re.compile(r"[ \t\r\n]+")


class FeedFault(Exception):
    """A view that makes no feed, or a feed that is not XML: a fault of the program, not of a writer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that comes with an item: whole address, length in bytes, media type."""

    url: str
    length: int
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """A post in a feed. Texts are plain, ready to print; moments know their time zone."""

    titre: str
    url: str
    """The whole address of the post, by which readers know it again: it never changes."""
    published: datetime
    updated: datetime
    """Told only where it is later than ``published``."""
    resume: str
    body: Prose | None = None
    """None in a feed of summaries."""
    categories: tuple[str, ...] = ()
    author: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    """The one that matters most comes first: an RSS item has only one."""
    notices: tuple[str, ...] = ()
    """Corrections, which come before all else in the text and in the summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """All that a feed says. ``url`` is the page it follows, ``self_url`` its own; every address is whole."""

    titre: str
    description: str
    url: str
    self_url: str
    site_url: str
    updated: datetime | None
    """When the newest item changed; None for a feed without items, which then tells no date."""
    items: tuple[FeedItem, ...]
    """Newest first."""
    language: str = "fr-FR"
    rights: str = ""


def render_rss(view: FeedView) -> bytes:
    """Return the feed as a well-formed RSS 2.0 document in UTF-8, its items in the order of the view.

    The choices that RSS 2.0 leaves open are those of the RSS Advisory Board's best practices profile.

    Raises:
        FeedFault: if a moment has no time zone, the feed or an item no title, or the result is not XML.
        UnreadProse: if a body cannot be rendered, which a checked site does not contain.
    """
    try:
        channel = _channel(view)
        for item in view.items:
            _fill(channel.add_entry(order="append"), item, view.site_url)
        document: bytes = channel.rss_str(pretty=True)
        expat.ParserCreate(namespace_separator=" ").Parse(document, True)
    except (ValueError, expat.ExpatError) as error:
        raise FeedFault(f"{view.self_url}: {error}") from error
    return document


def _channel(view: FeedView) -> FeedGenerator:
    feed = FeedGenerator()
    feed.title(_plain(view.titre))
    feed.description(_plain(view.description) or _plain(view.titre))
    feed.link(href=view.self_url, rel="self", type=MEDIA_TYPE)
    # The library takes the last link for the channel's own.
    feed.link(href=view.url, rel="alternate")
    feed.language(view.language)
    feed.generator(GENERATOR)
    feed.docs("")
    feed.load_extension("dc")
    if rights := _plain(view.rights):
        feed.rights(rights)
    if view.updated is None:
        feed.register_extension("undated", partial(_Adjustment, _remove_build_date))
    else:
        feed.updated(view.updated)
    return feed


def _fill(entry: FeedEntry, item: FeedItem, site_url: str) -> None:
    title = _plain(item.titre)
    if not title:
        raise ValueError(f"{item.url} has no title")
    if item.published.tzinfo is None or item.updated.tzinfo is None:
        raise ValueError(f"{item.url} has a moment without time zone")
    entry.title(title)
    entry.link(href=item.url, rel="alternate")
    entry.guid(item.url, permalink=True)
    entry.published(item.published)
    # Readers take a description for HTML, even where it is plain text.
    entry.description(html.escape(_summary(item) or title, quote=False))
    if content := _content(item, site_url):
        entry.content(content, type="CDATA")
    for category in dict.fromkeys(filter(None, map(_plain, item.categories))):
        entry.category(term=category)
    if author := _plain(item.author):
        # The <author> of RSS asks for an e-mail address, which no one here has to publish.
        entry.dc.dc_creator(author)
    for enclosure in item.enclosures[:1]:
        entry.enclosure(enclosure.url, enclosure.length, enclosure.type)
    if item.updated > item.published:
        moment = item.updated.isoformat(timespec="seconds")
        entry.register_extension("updated", partial(_Adjustment, partial(_add_updated, moment)))


def _summary(item: FeedItem) -> str:
    return _plain(" ".join((*item.notices, item.resume)))


def _content(item: FeedItem, site_url: str) -> str:
    """Return the whole text as HTML, nothing for an item that has none or only a summary."""
    if item.body is None:
        return ""
    base = site_url.rstrip("/")
    address = item.url.removeprefix(base) if item.url.startswith(f"{base}/") else ""
    notices = (f"<p><strong>{html.escape(notice, quote=False)}</strong></p>" for notice in item.notices)
    return _UNFIT.sub("", "\n".join((*notices, to_absolute_html(item.body, site_url, address))))


def _plain(text: str) -> str:
    """Return ``text`` on one line, without what XML cannot hold."""
    return _BLANKS.sub(" ", _UNFIT.sub("", text)).strip(" ")


@dataclass(frozen=True, slots=True)
class _Adjustment:
    """What feedgen calls an extension: it may change an element of RSS before it is written."""

    change: Callable[[Any], None]

    def extend_ns(self) -> Mapping[str, str]:
        """Declare no name space."""
        return {}

    def extend_rss(self, element: Any) -> Any:
        """Return the element, changed."""
        self.change(element)
        return element


def _remove_build_date(root: Any) -> None:
    """Take out the date of the feed, which the library fills from the clock where it is given none."""
    channel = root.find("channel")
    channel.remove(channel.find("lastBuildDate"))


def _add_updated(moment: str, item: Any) -> None:
    """Say when an item changed, for which RSS has no element of its own."""
    element = item.makeelement(f"{_ATOM}updated")
    element.text = moment
    item.append(element)
