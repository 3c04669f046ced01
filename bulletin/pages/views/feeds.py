"""A feed as a value, and the texts of its items, which are the same in every format.

Floor 4, pure. Texts are plain and ready to print, moments know their time zone, addresses are whole. What
XML cannot hold is taken out here, so that one pasted character never costs readers the whole feed.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from bulletin.rendering.prose import Prose, to_absolute_html

GENERATOR: Final = "bulletin"

# Those outside the production Char of XML 1.0, and the controls of U+007F to U+009F that it discourages.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Not \s, which would also take the no-break spaces of French punctuation.
_BLANKS = re.compile(r"[ \t\r\n]+")


class Format(StrEnum):
    """How a feed is written."""

    RSS = "rss"
    """RSS 2.0."""
    ATOM = "atom"
    """Atom, RFC 4287."""
    JSON = "json"
    """JSON Feed 1.1."""

    @property
    def media_type(self) -> str:
        """What a page calls a feed of this format, for readers that look for one."""
        return "application/feed+json" if self is Format.JSON else f"application/{self}+xml"


class FeedFault(Exception):
    """A view that makes no feed, or a feed that cannot be read: a fault of the program, not of a writer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file that comes with an item: whole address, length in bytes, media type."""

    url: str
    length: int
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """A post in a feed."""

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
    """All that a feed says. ``url`` is the page it follows, ``self_url`` its own."""

    titre: str
    description: str
    url: str
    self_url: str
    site_url: str
    updated: datetime | None
    """When the newest item changed; None for a feed without items."""
    items: tuple[FeedItem, ...]
    """Newest first."""
    format: Format = Format.RSS
    author: str = ""
    """Who answers for every item that names no one; the title of the feed where it is empty."""
    language: str = "fr-FR"
    rights: str = ""


def plain(text: str) -> str:
    """Return ``text`` on one line, without what XML cannot hold."""
    return _BLANKS.sub(" ", _UNFIT.sub("", text)).strip(" ")


def title_text(item: FeedItem) -> str:
    """Return the title of an item; raise ValueError unless it has one, and moments with a time zone."""
    title = plain(item.titre)
    if not title:
        raise ValueError(f"{item.url} has no title")
    if item.published.tzinfo is None or item.updated.tzinfo is None:
        raise ValueError(f"{item.url} has a moment without time zone")
    return title


def summary_text(item: FeedItem) -> str:
    """Return the summary of an item after its corrections, as plain text."""
    return plain(" ".join((*item.notices, item.resume)))


def content_html(item: FeedItem, site_url: str) -> str:
    """Return the whole text as HTML, nothing for an item that has none or only a summary.

    Raises UnreadProse if a body cannot be rendered, which a checked site does not contain.
    """
    if item.body is None:
        return ""
    base = site_url.rstrip("/")
    address = item.url.removeprefix(base) if item.url.startswith(f"{base}/") else ""
    notices = (f"<p><strong>{html.escape(notice, quote=False)}</strong></p>" for notice in item.notices)
    return _UNFIT.sub("", "\n".join((*notices, to_absolute_html(item.body, site_url, address))))


def category_texts(item: FeedItem) -> tuple[str, ...]:
    """Return the categories of an item, each once."""
    return tuple(dict.fromkeys(filter(None, map(plain, item.categories))))
