"""A feed as a value, the same in every format, and the list of feeds.

Texts are plain, moments have a time zone, URLs are absolute.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bulletin.pages.views.body import Prose


class Format(StrEnum):
    """The format of a feed."""

    RSS = "rss"
    """RSS 2.0."""
    ATOM = "atom"
    """Atom, RFC 4287."""
    JSON = "json"
    """JSON Feed 1.1."""

    @property
    def media_type(self) -> str:
        """The media type that pages give in their link to a feed of this format."""
        return "application/feed+json" if self is Format.JSON else f"application/{self}+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """A file attached to an item: absolute URL, length in bytes, media type."""

    url: str
    length: int
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """A post in a feed."""

    titre: str
    url: str
    """The absolute URL of the post; it never changes, and feed readers recognise the item by it."""
    published: datetime
    updated: datetime
    """Written only when it is later than ``published``."""
    resume: str
    body: Prose | None = None
    """``None`` in a feed of summaries."""
    categories: tuple[str, ...] = ()
    author: str = ""
    image: str = ""
    """The absolute URL of its picture."""
    enclosures: tuple[Enclosure, ...] = ()
    """The most important first: an RSS item has only one."""
    notices: tuple[str, ...] = ()
    """Corrections, shown before the text and before the summary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedView:
    """A feed. ``url`` is that of the page to which it belongs, ``self_url`` its own."""

    titre: str
    description: str
    url: str
    self_url: str
    site_url: str
    updated: datetime | None
    """When an item changed last; ``None`` for a feed without items."""
    items: tuple[FeedItem, ...]
    """Newest first."""
    format: Format = Format.RSS
    author: str = ""
    """The author of every item without one; ``""`` stands for the title of the feed."""
    language: str = "fr-FR"
    rights: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A feed to subscribe to: its own ``url``, and that of the page to which it belongs."""

    titre: str
    url: str
    page_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """Subscriptions in a folder; without a ``titre`` they are at the top level."""

    titre: str
    subscriptions: tuple[Subscription, ...]
