"""What is shown of an issue of the bulletin: on its page, in its letter, on paper.

Nothing is computed here. The three are made of the same posts; the letter and the printed issue leave out
what surrounds a page of the site.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.pages.views.body import Prose
from bulletin.pages.views.pieces import Attachment, FactBlock, Frame, Head, Link, Picture, PostGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Editorial:
    """An editorial, whole; ``address`` leads to its own page. Its headings begin below its title."""

    titre: str
    address: str
    author: str
    notices: tuple[str, ...]
    body: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class NumeroView:
    """The page of an issue (``numero.html``): its editorials in full, then its contents by type.

    ``date`` is ``""`` where no card gives it. ``formats`` are the other forms of the issue that are made.
    """

    site: Frame
    head: Head
    titre: str
    date: str
    pictures: tuple[Picture, ...]
    intro: Prose
    editorials: tuple[Editorial, ...]
    groups: tuple[PostGroup, ...]
    empty: str
    formats: tuple[Link, ...]
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView:
    """An issue as an e-mail (``lettre.html``), and as its twin in plain text.

    ``preheader`` is what a mailbox shows beside the subject, ``online`` the address of the issue's page.
    Templates make every link whole: a letter is read outside the site.
    """

    site: Frame
    head: Head
    titre: str
    date: str
    preheader: str
    online: str
    intro: Prose
    editorials: tuple[Editorial, ...]
    groups: tuple[PostGroup, ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A post on paper, whole. ``anchor`` is where the table of contents leads."""

    titre: str
    anchor: str
    address: str
    date: str
    author: str
    communes: tuple[str, ...]
    notices: tuple[str, ...]
    pictures: tuple[Picture, ...]
    body: Prose
    blocks: tuple[FactBlock, ...]
    attachments: tuple[Attachment, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleGroup:
    """The articles of one type, in an issue on paper."""

    titre: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedView:
    """A whole issue to be printed (``imprime.html``); ``groups`` begin with the editorials.

    ``moment`` is the last day of ``date`` (ISO), or ``""``. ``files`` are the addresses of the pictures
    that it may show.
    """

    site: Frame
    head: Head
    titre: str
    date: str
    moment: str
    pictures: tuple[Picture, ...]
    intro: Prose
    groups: tuple[ArticleGroup, ...]
    empty: str
    files: tuple[str, ...]
