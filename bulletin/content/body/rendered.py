"""A body made into HTML once: what every page, feed and letter shows of it, and all that is told of it."""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.content.body.faults import BodyFault
from bulletin.content.body.html_tokens import Heading
from bulletin.content.body.links import BodyLink, ShownLink
from bulletin.content.body.live_lists import LiveLine


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyHtml:
    """The HTML of a body, with slots for what only a page can say."""

    html: str = ""
    links: tuple[ShownLink, ...] = ()
    """What stands in the slots of links and pictures, but for where they lead."""
    headings: tuple[Heading, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFindings:
    """All that was found in a body while it was made into HTML; lines and columns count from 1 in the body.

    It is enough to check a site: a page that is not made again needs no more of its body.
    """

    links: tuple[BodyLink, ...] = ()
    """The links and pictures of the HTML, in its order."""
    anchors: tuple[str, ...] = ()
    """The ids that a link may lead to, without the prefix of the page."""
    first_words: str = ""
    """The beginning of the first paragraph, cut at a word: what announces a post that has no summary."""
    lists: tuple[LiveLine, ...] = ()
    code: tuple[tuple[int, int], ...] = ()
    """The first and the last line of each block of code, its fences included."""
    faults: tuple[BodyFault, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedBody:
    """A body made into HTML, and what was found in it on the way."""

    shown: BodyHtml
    found: BodyFindings
