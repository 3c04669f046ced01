"""A body and the live lists in it, as the values that a page, a feed or a letter holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LiveEntry:
    """An item of a live list: a link, and what is said after it."""

    text: str
    address: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveList:
    """What answers a live list of a body. ``empty`` is said when there is no entry."""

    titre: str
    entries: tuple[LiveEntry, ...]
    empty: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A body, and all that its HTML depends on but the page that shows it."""

    markdown: str
    links: tuple[tuple[str, str], ...] = ()
    """Each target as ``references`` tells it, and where it leads: an address of the site, or external."""
    lists: tuple[LiveList, ...] = ()
    """The answer to each live list of the body, in order."""
    contents: bool = False
    """Whether a list of contents stands at the top, as long texts need."""
    heading: int = 2
    """Level of the highest headings, from 2; the page keeps the first for its title."""
    prefix: str = "t-"
    """What every id begins with; two bodies on one page need two of them."""
