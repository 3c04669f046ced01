"""What is shown of a numéro of the bulletin: on its page, in its letter, in its PDF.

Nothing is computed here. The three show the same posts; the letter and the PDF are without the navigation and
footer of the site.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.pages.views.body import Prose
from bulletin.pages.views.pieces import Attachment, FactBlock, Frame, Head, Link, Picture, PostGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Editorial:
    """An editorial in full; ``address`` is that of its own page."""

    titre: str
    address: str
    author: str
    notices: tuple[str, ...]
    body: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class NumeroView:
    """The page of a numéro (``numero.html``): its editorials in full, then its other posts by type.

    ``date`` is ``""`` when no card gives it. ``formats`` lead to its letter and its PDF.
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
    """A numéro as an e-mail, in HTML (``lettre.html``) and in plain text.

    ``preheader`` is the text that mail programs show beside the subject, ``online`` the address of the page
    of the numéro. The template makes every link absolute, since a letter is read outside the site.
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
    """A post in full, in a PDF. ``anchor`` is the target of the table of contents."""

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
    """The posts of one type, in a PDF."""

    titre: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedView:
    """A numéro to be printed (``imprime.html``); ``groups`` begin with the editorials.

    ``moment`` is the last day of ``date`` (ISO), or ``""``. ``files`` are the addresses of the files that
    it shows.
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
