"""A letter in plain text, for mail programs and readers that take no other.

Pure. Made of the same view as the letter itself; lines have at most 72 characters, and each link
stands on a line of its own, where it is neither cut nor lost in a sentence.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from bulletin.content.addresses import absolute
from bulletin.content.body.html_names import HEADINGS
from bulletin.content.body.html_tokens import Tag, parse
from bulletin.french.printed import NBSP
from bulletin.pages.views.body import Prose
from bulletin.pages.views.numeros import Editorial, LetterView
from bulletin.pages.views.pieces import PostGroup, PostLine
from bulletin.rendering.prose import to_absolute_html

WIDTH: Final = 72
"""Characters of a line; an address or a line of code may be longer."""
_SPACED: Final = frozenset({*HEADINGS, "p", "pre", "table", "ul", "ol", "dl", "blockquote", "section", "div"})
"""Blocks with an empty line around them."""
_CLOSE: Final = frozenset({"li", "dt", "dd", "tr", "caption", "figcaption", "figure", "br", "hr"})
"""Other tags that begin a line."""
_MARGINS: Final = {"li": "  ", "dd": "  ", "blockquote": "> "}
_LISTS: Final = frozenset({"ul", "ol"})
_CELLS: Final = frozenset({"td", "th"})
_CELL_END: Final = " | "


def letter_text(view: LetterView) -> str:
    """Return the letter as a text that says all that the letter says, in the same order."""
    site = view.site
    pieces = [
        *([_paragraph(site.demonstration)] if site.demonstration else []),
        _heading(" – ".join(part for part in (site.titre, view.titre) if part), "="),
        *([_paragraph(view.date)] if view.date else []),
        f"Lire ce numéro en ligne{NBSP}:\n{absolute(view.online, view.site.url)}",
        *_body(view, view.intro, view.online),
        *(piece for one in view.editorials for piece in _editorial(view, one)),
        *(piece for group in view.groups for piece in _group(view, group)),
        *([_paragraph(view.empty)] if view.empty else []),
        "-- ",  # the line that begins a signature in e-mail (RFC 3676, section 4.3)
        "\n".join([_paragraph(site.titre), *([_paragraph(site.caf)] if site.caf else []), site.url]),
    ]
    return "\n\n".join(pieces) + "\n"


def _heading(text: str, line: str) -> str:
    lines = textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join([*lines, line * min(WIDTH, max(map(len, lines), default=0))])


def _paragraph(text: str) -> str:
    return "\n".join(_lines(text))


def _lines(text: str, margin: str = "", bullet: str = "") -> list[str]:
    """Return a text in lines that begin with ``margin``, the first of them ending it with ``bullet``."""
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=margin[: len(margin) - len(bullet)] + bullet,
        subsequent_indent=margin,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _body(view: LetterView, body: Prose, address: str) -> Iterator[str]:
    if not body.is_empty:
        yield prose_text(to_absolute_html(body, view.site.url, address, with_images=False))


def _editorial(view: LetterView, one: Editorial) -> Iterator[str]:
    yield _heading(one.titre, "-")
    if one.author:
        yield _paragraph(one.author)
    yield from map(_paragraph, one.notices)
    yield from _body(view, one.body, one.address)
    yield f"Cet édito sur le site{NBSP}:\n{absolute(one.address, view.site.url)}"


def _group(view: LetterView, group: PostGroup) -> Iterator[str]:
    yield _heading(group.titre, "-")
    for post in group.posts:
        yield "\n".join(_post_lines(post, absolute(post.address, view.site.url)))


def _post_lines(post: PostLine, link: str) -> Iterator[str]:
    yield from _lines(post.titre, "  ", "* ")
    yield from _lines(", ".join((post.date, *post.communes)), "  ")
    yield from _lines(post.resume, "  ")
    yield f"  {link}"


# -- bodies ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sheet:
    """The lines written so far; the words of the next one, and the addresses that will follow it."""

    lines: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    margins: list[str] = field(default_factory=list)
    ranks: list[int | None] = field(default_factory=list)
    """For each list that is open, the number of the next item; None where items have none."""
    bullet: str = ""

    @property
    def margin(self) -> str:
        return "".join(self.margins)

    def end_line(self) -> None:
        """Write what was gathered, then each link it holds on a line of its own."""
        text = " ".join("".join(self.words).split(" ")).strip(" \n\t").removesuffix(_CELL_END.rstrip())
        if text:
            self.lines += _lines(text, self.margin, self.bullet)
            self.bullet = ""
        self.lines += [f"{self.margin}{link}" for link in dict.fromkeys(self.links) if link not in text]
        self.words.clear()
        self.links.clear()

    def skip_line(self) -> None:
        """Leave one empty line, unless there is one or nothing stands above."""
        if self.lines and self.lines[-1].strip("> "):
            self.lines.append(self.margin.rstrip())

    def underline(self) -> None:
        """Draw a line under the last one."""
        self.lines.append("-" * len(self.lines[-1]) if self.lines else "")


def prose_text(html: str) -> str:
    """Return the HTML of a body, as ``prose`` makes it, as plain text without a line end at the end."""
    sheet = _Sheet()
    address, verbatim, is_hidden = "", False, False
    for token in parse(html):
        match token:
            case str() if is_hidden:
                pass
            case str() if verbatim:
                sheet.lines += [f"{sheet.margin}{line}" for line in token.strip("\n").split("\n")]
            case str():
                sheet.words.append(" ".join(token.replace("\t", " ").split("\n")))
            case Tag(name="a"):
                address, is_hidden = _link(sheet, token, address)
            case Tag(name="pre"):
                verbatim = not token.closing
                _block(sheet, token)
            case Tag():
                _block(sheet, token)
    sheet.end_line()
    return "\n".join(sheet.lines).strip("\n")


def _link(sheet: _Sheet, tag: Tag, address: str) -> tuple[str, bool]:
    """Keep the address of a link that closes; return that of the open one, and whether its text is hidden.

    The reference to a footnote is written « [1] »: « ] » stands for its address until it closes. The link
    that leads back from a footnote is hidden.
    """
    if not tag.closing:
        kind = tag.get("class")
        if kind == "appel-de-note":
            sheet.words.append("[")
        return ("]" if kind == "appel-de-note" else tag.get("href") or ""), kind == "retour-de-note"
    if address == "]":
        sheet.words.append(address)
    elif address and not address.startswith("#"):
        sheet.links.append(address.removeprefix("mailto:").removeprefix("tel:"))
    return "", False


def _block(sheet: _Sheet, tag: Tag) -> None:
    """Begin or end a block; other tags leave the sentence as it is."""
    if tag.name in _CELLS:
        if tag.closing:
            sheet.words.append(_CELL_END)
        return
    if tag.name not in _SPACED and tag.name not in _CLOSE:
        return
    sheet.end_line()
    if tag.name in HEADINGS and tag.closing:
        sheet.underline()
    if tag.name in _LISTS:
        _open_or_close_list(sheet, tag)
    is_tight = (tag.name == "p" or tag.name in _LISTS) and bool(sheet.ranks)
    if tag.name in _SPACED and not is_tight:
        sheet.skip_line()
    if tag.name in _MARGINS:
        _open_or_close_margin(sheet, tag)


def _open_or_close_list(sheet: _Sheet, tag: Tag) -> None:
    if tag.closing:
        sheet.ranks.pop()
    else:
        sheet.ranks.append(_first_number(tag) if tag.name == "ol" else None)


def _first_number(tag: Tag) -> int:
    """Return the number of the first item of a list; in HTML the writer may have typed anything."""
    start = tag.get("start") or ""
    return int(start) if re.fullmatch("[0-9]{1,9}", start) else 1


def _open_or_close_margin(sheet: _Sheet, tag: Tag) -> None:
    if tag.closing:
        sheet.margins.pop()
        return
    if tag.name != "li" or not sheet.ranks:
        sheet.margins.append(_MARGINS[tag.name])
        return
    rank = sheet.ranks[-1]
    sheet.bullet = "- " if rank is None else f"{rank}. "
    sheet.ranks[-1] = None if rank is None else rank + 1
    sheet.margins.append(" " * len(sheet.bullet))
