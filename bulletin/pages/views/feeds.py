"""A feed as a value, and the texts of its items, which are the same in every format.

Pure. Texts are plain and ready to print, moments know their time zone, addresses are whole. What
XML cannot hold is taken out here, so that one pasted character never costs readers the whole feed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bulletin.pages.views.body import Prose


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed to subscribe to; ``url`` is its own address, ``page_url`` that of the page it follows."""

    titre: str
    url: str
    page_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Subscriptions under a heading; without a ``titre`` they stand at the top."""

    titre: str
    subscriptions: tuple[Subscription, ...]
