"""What a file of the site holds, before it is rendered: one class for each way of making bytes.

``Content`` is a closed union: whoever renders, compares or counts files matches on it, and the type checker
tells a case that is left out.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.pages.views.calendars import CalendarView
from bulletin.pages.views.feeds import FeedView, Folder
from bulletin.pages.views.numeros import LetterView, NumeroView, PrintedView
from bulletin.pages.views.pages import View


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page: the name of a template of the theme, and all that it sees."""

    template: str
    view: View | NumeroView


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, in the format that its view asks for."""

    view: FeedView


@dataclass(frozen=True, slots=True)
class Calendar:
    """A calendar."""

    view: CalendarView


@dataclass(frozen=True, slots=True)
class Letter:
    """An issue as an e-mail, its styles set on every element."""

    view: LetterView


@dataclass(frozen=True, slots=True)
class LetterText:
    """The same e-mail in plain text."""

    view: LetterView


@dataclass(frozen=True, slots=True)
class PrintedNumero:
    """An issue as a PDF."""

    view: PrintedView


@dataclass(frozen=True, slots=True)
class SubscriptionList:
    """The feeds of the site, in folders, as a reader imports them whole (OPML)."""

    titre: str
    folders: tuple[Folder, ...]


@dataclass(frozen=True, slots=True)
class SiteMap:
    """The whole addresses that search engines are told (sitemap.xml)."""

    urls: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RobotRules:
    """What search engines may read (robots.txt)."""

    closed: str
    """The path that they keep away from, ``""`` when they may read all."""
    site_map: str
    """The whole address of the site map."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text that is written as it is, such as a file of open data."""

    text: str


@dataclass(frozen=True, slots=True)
class CopiedFile:
    """A file of the site or of the theme, copied: the path of its source, and the SHA-256 of its bytes."""

    source: str
    digest: str


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
)
