"""The body of a post or page as one page, feed or letter shows it.

The HTML has been made and sanitised once, when the body was read; here its slots are filled: where links lead
from this page, how deep its headings begin, what its ids begin with, what its live lists hold.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bulletin.content.addresses import relative
from bulletin.content.body.html_tokens import Attributes, Heading, attributes_html
from bulletin.content.body.links import ShownLink, is_external
from bulletin.content.body.markers import SLOT, SLOT_END
from bulletin.french.printed import typography
from bulletin.pages.views.body import LiveEntry, LiveList, Prose
from bulletin.pages.views.pieces import Picture
from bulletin.rendering.picture_html import size_attributes, source_attributes

LOWEST_HEADING: Final = 6
NOT_AN_ALTERNATIVE: Final = "Image"
"""The words of a link to a picture that has no description."""


def to_html(prose: Prose, address: str) -> str:
    """Return the HTML of a body for the page at ``address``; its internal links are relative to that page."""
    exit_ = _Exit(
        internal=lambda target: relative(target, address),
        fragment=lambda name: f"#{prose.prefix}{name}" if name else "#",
        listing=lambda found: _list_html(found, address),
        pictures=_by_address(prose),
        with_sources=True,
    )
    contents = _contents(prose) if prose.contents else ""
    return contents + _filled(prose, exit_)


def to_absolute_html(prose: Prose, site_url: str, address: str = "", *, with_images: bool = True) -> str:
    """Return the HTML of a body for feeds: every link holds ``site_url``, and there is no list of contents.

    Without images, as a letter needs, each becomes a link to it that says what it shows.

    Links to a place of the text itself lead to the page at ``address``, or are plain text without it. A
    live list becomes a link to that page, where it is up to date.
    """
    base = site_url.rstrip("/")
    exit_ = _Exit(
        internal=lambda target: base + target,
        fragment=lambda name: (
            (f"{base}{address}#{prose.prefix}{name}" if name else base + address) if address else ""
        ),
        listing=lambda found: _list_link(found, base + address if address else ""),
        with_images=with_images,
        pictures=_by_address(prose),
    )
    return _filled(prose, exit_)


def _by_address(prose: Prose) -> Mapping[str, Picture]:
    return {picture.address: picture for picture in prose.pictures}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Exit:
    """How links, live lists and pictures are written for one output: a page, a feed or a letter.

    ``internal`` takes an address of the site, ``fragment`` the name of an anchor of the body; both return
    the value of an ``href``, empty for no link. ``listing`` returns HTML. ``pictures`` are by their address.
    """

    internal: Callable[[str], str]
    fragment: Callable[[str], str]
    listing: Callable[[LiveList], str]
    with_images: bool = True
    pictures: Mapping[str, Picture]
    with_sources: bool = False

    def picture(self, address: str) -> tuple[Attributes, Attributes]:
        """Return the attributes of the ``<source>`` of a picture, if any, then those of its ``<img>``."""
        found = self.pictures.get(address)
        if found is None:
            return (), (("loading", "lazy"),)
        return source_attributes(found, self.internal) if self.with_sources else (), size_attributes(found)


def _filled(prose: Prose, exit_: _Exit) -> str:
    """Return the HTML of a body with what its slots ask for."""
    first, *pieces = prose.body.shown.html.split(SLOT)
    out = [first]
    outer: list[str] = []  # End tag of each open link, empty for one that leads nowhere and has no tag.
    for piece in pieces:
        slot, _, text = piece.partition(SLOT_END)
        out += (_slot(slot[0], int(slot[1:] or 0), prose, exit_, outer), text)
    return "".join(out)


def _slot(kind: str, rank: int, prose: Prose, exit_: _Exit, outer: list[str]) -> str:
    """Return the text of one slot.

    By kind: « p » the prefix of ids, « h » the level of a heading, « a » and « c » the start and end tags of
    a link, « i » a picture, anything else a live list. ``outer`` is changed by « a » and « c ».
    """
    match kind:
        case "p":
            return prose.prefix
        case "h":
            return str(min(prose.heading + rank, LOWEST_HEADING))
        case "a":
            attributes = _link(prose.links[rank], exit_)
            outer.append("</a>" if attributes else "")
            return _opening("a", prose.body.shown.links[rank], attributes) if attributes else ""
        case "c":
            return outer.pop()
        case "i":
            return _image(prose.body.shown.links[rank], prose.links[rank], exit_, in_link=any(outer))
        case _:
            return exit_.listing(prose.lists[rank])


# -- links -----------------------------------------------------------------------------------------------


def _link(found: str, exit_: _Exit) -> Attributes:
    """Return what a link is to have for where it leads, nothing where it leads nowhere safe."""
    if found.startswith("#"):
        target = exit_.fragment(found[1:])
        return (("href", target),) if target else ()
    if _is_internal(found):
        return (("href", exit_.internal(found)),)
    if not is_external(found):
        return ()
    rel = (("rel", "external"),) if found.lower().startswith("http") else ()
    return (("href", found), *rel)


def _is_internal(found: str) -> bool:
    return found.startswith("/") and not found.startswith(("//", "/\\"))


def _opening(name: str, shown: ShownLink, attributes: Attributes) -> str:
    return f"<{name}{attributes_html(tuple({**dict(shown.attributes), **dict(attributes)}.items()))}>"


def _image(shown: ShownLink, found: str, exit_: _Exit, *, in_link: bool) -> str:
    """Return a picture of the site, else a link to it or, within a link, what it shows in words."""
    if exit_.with_images and _is_internal(found):
        alt = dict(shown.attributes).get("alt", "")
        source, attributes = exit_.picture(found)
        img = _opening("img", shown, (("src", exit_.internal(found)), ("alt", alt), *attributes))
        return f"<picture><source{attributes_html(source)}>{img}</picture>" if source else img
    words = html.escape(shown.words, quote=False)
    attributes = () if in_link else _link(found, exit_)
    return f"<a{attributes_html(attributes)}>{words or NOT_AN_ALTERNATIVE}</a>" if attributes else words


# -- list of contents ------------------------------------------------------------------------------------


def _contents(prose: Prose) -> str:
    """Return a « Sommaire » of the two highest levels; nothing when there is only one heading."""
    headings = [
        (min(prose.heading + heading.depth, LOWEST_HEADING), heading) for heading in prose.body.shown.headings
    ]
    highest = min((level for level, _ in headings), default=LOWEST_HEADING)
    shown = [(level, heading) for level, heading in headings if level <= highest + 1]
    if len(shown) < 2:  # noqa: PLR2004
        return ""
    outline = "".join(_outline(shown, highest, prose.prefix))
    return f'<nav class="sommaire" aria-label="Sommaire"><p>Sommaire</p>{outline}</nav>'


def _outline(headings: Sequence[tuple[int, Heading]], level: int, prefix: str) -> Iterator[str]:
    """Yield a list of the headings of one level, each with the list of those below it."""
    yield "<ol>"
    starts = [index for index, (found, _) in enumerate(headings) if found == level]
    for start, end in pairwise((*starts, len(headings))):
        _, heading = headings[start]
        link = html.escape(f"#{prefix}{heading.id}")
        yield f'<li><a href="{link}">{html.escape(heading.text, quote=False)}</a>'
        if end > start + 1:
            yield from _outline(headings[start + 1 : end], level + 1, prefix)
        yield "</li>"
    yield "</ol>"


# -- live lists ------------------------------------------------------------------------------------------


def _list_html(found: LiveList, address: str) -> str:
    if not found.entries:
        return f'<p class="vide">{html.escape(found.empty)}</p>'
    items = "".join(
        f"<li>{_entry_link(entry, address)}"
        + (f' <span class="note">{html.escape(entry.note)}</span>' if entry.note else "")
        + "</li>"
        for entry in found.entries
    )
    return f'<ul class="liste-vivante" aria-label="{html.escape(found.titre)}">{items}</ul>'


def _entry_link(entry: LiveEntry, address: str) -> str:
    return f'<a href="{html.escape(relative(entry.address, address))}">{html.escape(entry.text)}</a>'


def _list_link(found: LiveList, page: str) -> str:
    text = html.escape(typography(f"{found.titre} : la liste à jour est sur le site"))
    return f'<p><a href="{html.escape(page)}">{text}</a></p>' if page else f"<p>{text}</p>"
