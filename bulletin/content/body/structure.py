"""The blocks of a text as office staff type them: paragraphs, lists, quotations, tables, notes.

Lines in, blocks out, for the Markdown library to make HTML of: a list may follow a line of text, two spaces
nest it, an indent by itself means nothing, « --- » is a rule. Where every line of a paragraph is short, its
line ends are kept, as in an address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final, NamedTuple

from bulletin.content.body import markers
from bulletin.content.body.limits import DEEPEST, LONGEST_PARAGRAPH
from bulletin.french.printed import number

SHORT: Final = 50
"""Characters that a line has fewer of when its end is kept."""
NESTED: Final = 2
"""Spaces, more than before the item above, that nest an item or go on with it."""
KEPT_END: Final = "  \n"
ESCAPE: Final = "\\"
_TAB: Final = 4
_FIGURES_UNDER_TEXT: Final = 3
"""Figures at most of a number that begins a list right under a line of text: « 2016. » may end a sentence."""

_SPACES: Final = " \u00a0\u202f"
_BULLETS: Final = "-*+•·–"
_RULES: Final = "-_*"
_ALONE: Final = markers.BLOCK + markers.LIVE
_ALONE_ON_LINE = re.compile(rf"[{_ALONE}]{markers.FIGURES}[ ]*")
_ITEM = re.compile(rf"(?P<mark>[{_BULLETS}]|[0-9]{{1,9}}[.)])[{_SPACES}]+(?=\S)")
_RULE = re.compile(r"(?:-[ ]{0,2}){3,}$|(?:_[ ]{0,2}){3,}$|(?:\*[ ]{0,2}){3,}$")
_UNDERLINE = re.compile(r"=+[ ]*$")
_NOTE = re.compile(r"\[\^(?P<name>[^\]\n]*)\]:[ ]*")
_LINK = re.compile(r"\[(?P<name>[^\[\]^][^\[\]]*)\]:")
_ABBREVIATION = re.compile(r"\*\[(?P<name>[^\\\]]+)\][ ]?:[ ]*(?P<title>\S.*)")
_DEFINITION = re.compile(r":[ ]{1,3}\S")
_REFERENCE = re.compile(
    r"\[(?P<name>[^\[\]]*)\]:[ ]*(?:\n[ ]*)?(?P<target>\S+)[ ]*"
    r"(?:(?P<quote>[\"'])(?P<title>.*)(?P=quote)[ ]*|\((?P<aside>.*)\)[ ]*)?(?:\n|$)"
)
_USE = re.compile(r"\[([^\[\]]+)\](?!:)")
_SEPARATOR: Final = frozenset("|:- ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """A list or a quotation: the blocks of each of its items, a quotation being its only one."""

    tag: str
    """``ul``, ``ol`` or ``blockquote``."""
    items: tuple[tuple[str, ...], ...]
    start: int = 1
    """The number of the first item."""
    is_loose: bool = False
    """Whether its items are paragraphs, as blank lines between them ask."""


@dataclass(slots=True, kw_only=True)
class Structure:
    """The blocks of a text, and what their markers and the text itself call."""

    blocks: tuple[str, ...] = ()
    containers: list[Container] = field(default_factory=list)
    notes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The blocks of each note, by its name."""
    links: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    """The address and title of each link defined apart, by its name in lower case."""
    abbreviations: dict[str, str] = field(default_factory=dict)
    """What each abbreviation means."""
    signs: set[str] = field(default_factory=set)
    """Signs of Markdown that the text itself does not hold: kept line ends, escapes."""


class TooFar(Exception):
    """The text goes past a limit at a line, given by its rank from 0: what is wrong, and what to do."""

    def __init__(self, rank: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.rank = rank
        self.message = message
        self.hint = hint


class Line(NamedTuple):
    """A line, without the margin of the list or quotation that it stands in."""

    text: str
    bare: str
    """The line without its indent; empty for a blank line."""
    indent: int
    """How many spaces the line begins with."""
    rank: int
    """Its rank among the lines of the text, from 0."""


def _line(text: str, rank: int) -> Line:
    bare = text.lstrip(" ")
    return Line(text, bare, len(text) - len(bare), rank)


class Kind(Enum):
    """What a line begins."""

    TEXT = auto()
    ALONE = auto()
    """What a marker stands for, which is a block by itself."""
    ITEM = auto()
    QUOTE = auto()
    HEADING = auto()
    RULE = auto()
    NOTE = auto()
    LINK = auto()
    """The definition of a link that the text calls."""
    ABBREVIATION = auto()
    DEFINITION = auto()


def structure(text: str, breaks: frozenset[str] = frozenset()) -> Structure:
    """Return the blocks of a text; ``breaks`` are the markers of typed line breaks.

    Raises:
        TooFar: at the first line that is nested too deep, or begins a paragraph that is too long.
    """
    lines = [
        _line(part.expandtabs(_TAB), rank)
        for rank, line in enumerate(text.split("\n"))
        for part in line.split(markers.NEW_LINE)
    ]
    reader = _Reader(text, breaks)
    reader.found.blocks, _ = reader.blocks(lines, depth=0)
    return reader.found


class _Reader:
    """Reads the lines of one text, and of the lists, quotations and notes in it."""

    def __init__(self, text: str, breaks: frozenset[str]) -> None:
        self.found = Structure()
        self._breaks = breaks
        self._called = _called(text) if "]:" in text else frozenset()

    def blocks(self, lines: Sequence[Line], depth: int) -> tuple[tuple[str, ...], bool]:
        """Return the blocks of some lines, and whether a blank line parts two of them."""
        blocks: list[str] = []
        at = blanks = 0
        is_parted = False
        while at < len(lines):
            if not lines[at].bare:
                blanks, at = blanks + 1, at + 1
                continue
            is_parted = is_parted or bool(blanks and blocks)
            blanks = 0
            at = self._block(lines, at, depth, blocks)
        return tuple(blocks), is_parted

    def _block(self, lines: Sequence[Line], at: int, depth: int, blocks: list[str]) -> int:
        """Read the block that begins at a line; return the rank of the line after it."""
        bare = lines[at].bare
        match self._kind(bare):
            case Kind.ITEM | Kind.QUOTE | Kind.NOTE as kind:
                return self._holder(kind, lines, at, depth, blocks)
            case Kind.LINK:
                return self._link(lines, at, blocks)
            case Kind.ABBREVIATION:
                self._abbreviation(bare)
            case Kind.DEFINITION:
                return self._definitions(lines, at, [], blocks)
            case Kind.ALONE:
                blocks.append(markers.PROSE + bare.rstrip())
            case Kind.RULE:
                blocks.append("---")
            case Kind.HEADING:
                blocks.append(bare)
            case Kind.TEXT:
                return self._text(lines, at, blocks)
        return at + 1

    # -- what a line begins ------------------------------------------------------------------------------

    def _kind(self, bare: str, *, under_text: bool = False) -> Kind:
        """Tell what a line begins; ``under_text``, whether it may go on with the text of the line above."""
        first = bare[0]
        if first.isalpha():
            return Kind.TEXT
        if first in _ALONE:
            return Kind.ALONE if _ALONE_ON_LINE.fullmatch(bare) else Kind.TEXT
        if first in _RULES and _RULE.match(bare):
            return Kind.RULE
        if item := _ITEM.match(bare):
            return Kind.TEXT if under_text and len(item["mark"]) > _FIGURES_UNDER_TEXT + 1 else Kind.ITEM
        match first:
            case ">":
                return Kind.QUOTE
            case "#":
                return Kind.HEADING
            case ":" if _DEFINITION.match(bare):
                return Kind.DEFINITION
            case "*" if found := _ABBREVIATION.match(bare):
                is_new = found["name"].strip() not in self.found.abbreviations
                return Kind.ABBREVIATION if is_new else Kind.TEXT
            case "[":
                return self._kind_of_bracket(bare)
            case _:
                return Kind.TEXT

    def _kind_of_bracket(self, bare: str) -> Kind:
        if note := _NOTE.match(bare):
            return Kind.TEXT if note["name"] in self.found.notes else Kind.NOTE
        link = _LINK.match(bare)
        name = link["name"].strip().lower() if link else ""
        return Kind.LINK if name in self._called and name not in self.found.links else Kind.TEXT

    def _interrupts(self, lines: Sequence[Line], at: int) -> bool:
        """Whether a line, which is not blank, ends the paragraph above it."""
        return self._kind(lines[at].bare, under_text=True) is not Kind.TEXT or _begins_table(lines, at)

    # -- text --------------------------------------------------------------------------------------------

    def _text(self, lines: Sequence[Line], at: int, blocks: list[str]) -> int:
        if at + 1 < len(lines) and _UNDERLINE.match(lines[at + 1].bare):
            blocks.append(f"{lines[at].bare.rstrip()}\n=")
            return at + 2
        if _begins_table(lines, at):
            return self._table(lines, at, blocks)
        first, taken = lines[at], [lines[at].bare]
        at += 1
        while at < len(lines) and lines[at].bare and not self._interrupts(lines, at):
            taken.append(lines[at].bare)
            at += 1
        if at < len(lines) and lines[at].bare and self._kind(lines[at].bare) is Kind.DEFINITION:
            return self._definitions(lines, at, taken, blocks)
        if sum(map(len, taken)) > LONGEST_PARAGRAPH:
            message = f"Ce paragraphe a plus de {number(LONGEST_PARAGRAPH)} caractères."
            raise TooFar(first.rank, message, "Partagez-le en plusieurs paragraphes.")
        blocks.append(self._paragraph(taken))
        return at

    def _paragraph(self, lines: Sequence[str]) -> str:
        """Return a paragraph after its marker, escaped where it would define a note a second time."""
        sign = markers.PROSE + self._escape(lines[0])
        if len(lines) == 1:
            return sign + lines[0].rstrip()
        keeps_ends = all(len(markers.ANY.sub("", line.rstrip())) < SHORT for line in lines)
        *above, last = lines
        return sign + "".join([*(self._line(line, keeps_ends=keeps_ends) for line in above), last.rstrip()])

    def _line(self, line: str, *, keeps_ends: bool) -> str:
        """Return a line with its end, two spaces before it where it must be kept."""
        text = line.rstrip()
        if not (keeps_ends or line.endswith("  ")) or text[text.rfind(markers.TAG) :] in self._breaks:
            return f"{text}\n"
        self.found.signs.add(KEPT_END)
        return f"{text}{KEPT_END}"

    def _escape(self, first_line: str) -> str:
        """Return what keeps a second note of one name from being read as a call of the first."""
        if not first_line.startswith("[^") or not _NOTE.match(first_line):
            return ""
        self.found.signs.add(ESCAPE)
        return ESCAPE

    def _table(self, lines: Sequence[Line], at: int, blocks: list[str]) -> int:
        rows: list[str] = []
        while at < len(lines) and "|" in lines[at].text:
            rows.append(lines[at].bare.rstrip())
            at += 1
        blocks.append("\n".join(rows))
        return at

    def _definitions(self, lines: Sequence[Line], at: int, terms: list[str], blocks: list[str]) -> int:
        """Read terms and what defines them; indented paragraphs go on with the last definition."""
        taken = [term.rstrip() for term in terms]
        is_defined = False
        while at < len(lines) and lines[at].bare:
            while at < len(lines) and lines[at].bare and not (is_defined and _is_term(lines, at)):
                bare = lines[at].bare.rstrip()
                is_definition = _DEFINITION.match(bare) is not None
                taken.append(f"{' ' * _TAB}{bare}" if is_defined and not is_definition else bare)
                is_defined = is_defined or is_definition
                at += 1
            blocks.append("\n".join(taken))
            taken = []
            after = _after_blanks(lines, at)
            is_defined = after < len(lines) and lines[after].indent >= NESTED
            at = after if is_defined else at
        return at

    # -- what holds blocks -------------------------------------------------------------------------------

    def _holder(self, kind: Kind, lines: Sequence[Line], at: int, depth: int, blocks: list[str]) -> int:
        _check_depth(lines[at], depth)
        if kind is Kind.ITEM:
            return self._list(lines, at, depth, blocks)
        if kind is Kind.QUOTE:
            return self._quote(lines, at, depth, blocks)
        return self._note(lines, at, depth)

    def _contain(self, container: Container, blocks: list[str]) -> None:
        self.found.containers.append(container)
        blocks.append(markers.marker(markers.CONTAINER, len(self.found.containers) - 1))

    def _list(self, lines: Sequence[Line], at: int, depth: int, blocks: list[str]) -> int:
        mark = _mark(lines[at])
        is_ordered = mark[0].isdigit()
        items: list[tuple[str, ...]] = []
        is_loose = False
        after = at
        while after < len(lines) and _is_like(lines[after], is_ordered=is_ordered):
            is_loose = is_loose or after > at
            line = lines[after]
            inner, at = self._inside(lines, after, line.bare[len(_mark(line)) :].lstrip(_SPACES))
            item, is_parted = self.blocks(inner, depth + 1)
            items.append(item)
            is_loose = is_loose or is_parted
            after = _after_blanks(lines, at)
        tag, start = ("ol", int(mark[:-1])) if is_ordered else ("ul", 1)
        self._contain(Container(tag=tag, items=tuple(items), start=start, is_loose=is_loose), blocks)
        return at

    def _inside(self, lines: Sequence[Line], at: int, first: str) -> tuple[list[Line], int]:
        """Return the lines of the item or note that begins at a line, and the rank of the line after it."""
        margin = lines[at].indent + NESTED
        inner = [_line(first, lines[at].rank)]
        at += 1
        while at < len(lines):
            line = lines[at]
            if not line.bare:
                after = _after_blanks(lines, at)
                if after == len(lines) or lines[after].indent < margin:
                    break
                inner.append(_line("", line.rank))
                at = after
                continue
            if line.indent < margin and self._interrupts(lines, at):
                break
            inner.append(_line(line.text[min(line.indent, margin) :], line.rank))
            at += 1
        return inner, at

    def _quote(self, lines: Sequence[Line], at: int, depth: int, blocks: list[str]) -> int:
        inner: list[Line] = []
        after = at
        while after < len(lines) and lines[after].bare.startswith(">"):
            if after > at:
                inner.append(_line("", lines[at].rank))
            at = after
            while at < len(lines) and lines[at].bare:
                bare = lines[at].bare
                if bare.startswith(">"):
                    bare = bare[1:].removeprefix(" ")
                elif self._interrupts(lines, at):
                    break
                inner.append(_line(bare, lines[at].rank))
                at += 1
            after = _after_blanks(lines, at)
        item, _ = self.blocks(inner, depth + 1)
        self._contain(Container(tag="blockquote", items=(item,), is_loose=True), blocks)
        return at

    def _note(self, lines: Sequence[Line], at: int, depth: int) -> int:
        _, name, first = _NOTE.split(lines[at].bare, 1)
        inner, after = self._inside(lines, at, first)
        self.found.notes[name] = ()  # Its place comes before that of the notes that it holds.
        self.found.notes[name], _ = self.blocks(inner, depth + 1)
        return after

    def _abbreviation(self, bare: str) -> None:
        if found := _ABBREVIATION.match(bare):
            self.found.abbreviations[found["name"].strip()] = found["title"].strip()

    def _link(self, lines: Sequence[Line], at: int, blocks: list[str]) -> int:
        """Read the definition of a link, its address on its line or the next."""
        text = "\n".join([line.bare for line in lines[at : at + 2]])
        found = _REFERENCE.match(text)
        if found is None:
            return self._text(lines, at, blocks)
        target = found["target"].removeprefix("<").removesuffix(">")
        self.found.links[found["name"].strip().lower()] = (target, found["title"] or found["aside"])
        return at + 1 + text.count("\n", 0, found.end("target"))


def _called(text: str) -> frozenset[str]:
    """Return the names in brackets that may call a link defined apart."""
    return frozenset(" ".join(name.split()).lower() for name in _USE.findall(text))


def _begins_table(lines: Sequence[Line], at: int) -> bool:
    """Whether a line and the one below it are the head of a table."""
    if "|" not in lines[at].text or at + 1 == len(lines):
        return False
    below = lines[at + 1].text
    return "|" in below and "-" in below and set(below) <= _SEPARATOR


def _is_term(lines: Sequence[Line], at: int) -> bool:
    """Whether what a line says is defined by the next one."""
    return (
        lines[at].indent < NESTED
        and not _DEFINITION.match(lines[at].bare)
        and at + 1 < len(lines)
        and _DEFINITION.match(lines[at + 1].bare) is not None
    )


def _mark(line: Line) -> str:
    """Return the sign or number that an item begins with, nothing for a line that is no item."""
    found = _ITEM.match(line.bare)
    return found["mark"] if found and not _RULE.match(line.bare) else ""


def _is_like(line: Line, *, is_ordered: bool) -> bool:
    """Whether a line goes on with a list that is ordered or not."""
    mark = _mark(line)
    return bool(mark) and mark[0].isdigit() == is_ordered


def _after_blanks(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and not lines[at].bare:
        at += 1
    return at


def _check_depth(line: Line, depth: int) -> None:
    if depth >= DEEPEST:
        message = f"Plus de {DEEPEST} listes ou citations sont emboîtées les unes dans les autres."
        raise TooFar(line.rank, message, "Réduisez le nombre de niveaux.")
