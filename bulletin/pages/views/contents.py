"""The content of a file of the site before it is rendered: one class for each way of rendering.

``Content`` is a closed union. Code that renders, compares or counts files matches on it, and the type checker
reports a missing case.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.pages.views.calendars import CalendarView
from bulletin.pages.views.feeds import FeedView, Folder
from bulletin.pages.views.numeros import LetterView, NumeroView, PrintedView
from bulletin.pages.views.pages import View
from bulletin.pages.views.pictures import PictureVariant


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """An HTML page: the name of a template of the theme, and the only value that it receives."""

    template: str
    view: View | NumeroView


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, in the format that its view names."""

    view: FeedView


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar."""

    view: CalendarView


@dataclass(frozen=True, slots=True)
class Letter:
    """A numéro as an e-mail in HTML, with its styles on every element."""

    view: LetterView


@dataclass(frozen=True, slots=True)
class LetterText:
    """The same e-mail in plain text."""

    view: LetterView


@dataclass(frozen=True, slots=True)
class PrintedNumero:
    """A numéro as a PDF."""

    view: PrintedView


@dataclass(frozen=True, slots=True)
class SubscriptionList:
    """The feeds of the site, in folders, for import into a feed reader (OPML)."""

    titre: str
    folders: tuple[Folder, ...]


@dataclass(frozen=True, slots=True)
class SiteMap:
    """The absolute URLs of the pages, for search engines (sitemap.xml)."""

    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RobotRules:
    """What search engines may read (robots.txt)."""

    closed: str
    """The path that they must not read, ``""`` when they may read all."""
    site_map: str
    """The absolute URL of the site map."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text written without a change, such as a data file."""

    text: str


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file of the site or of the theme, copied: the path of its source, and the SHA-256 of its bytes."""

    source: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShareImage:
    """The picture that social networks show of a page that has none; any of its texts may be ``""``."""

    titre: str
    kind: str
    """« Signature »: what the page is, before its date."""
    date: str
    site: str
    caf: str


Content = (
    HtmlPage
    | Feed
    | Calendar
    | Letter
    | LetterText
    | PrintedNumero
    | SubscriptionList
    | SiteMap
    | RobotRules
    | PlainText
    | CopiedFile
    | PictureVariant
    | ShareImage
)
