"""The body of a text, and the live lists in it, as pages, feeds and letters hold them."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.content.body.body import Body
from bulletin.pages.views.pieces import Picture


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """An item of a live list: a link, and a note after it."""

    text: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveList:
    """A live list of a body, with its entries; ``empty`` is the sentence shown when there is none."""

    titre: str
    entries: tuple[LiveEntry, ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A body, and all on which its HTML depends except the page that shows it."""

    body: Body = Body()
    links: tuple[str, ...] = ()
    """Where each link and picture of the body leads, in their order.

    An address of the site, ``#`` and an id of the body, or an external URL; ``""`` for nowhere.
    """
    pictures: tuple[Picture, ...] = ()
    """The pictures of the site that the body shows, once each; their addresses are among ``links``."""
    lists: tuple[LiveList, ...] = ()
    """The live lists of the body, in order."""
    contents: bool = False
    """Whether a table of contents is at the top."""
    heading: int = 2
    """Level of the highest headings, from 2; level 1 is the title of the page."""
    prefix: str = "t-"
    """How every HTML id begins; two bodies on one page need different prefixes."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.body.shown.html
