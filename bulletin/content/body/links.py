"""What a text links to, found without rendering it, and links from one address of the site to another.

``references`` runs on every text at every build, so that a link is checked even when its page is kept
as it was; it reads Markdown as the renderer does, only less of it, and where it cannot tell it finds a
link too many rather than one too few.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

LONGEST_TARGET: Final = 2_000
"""Characters of an address; a longer one is no link."""
LONGEST_ALT: Final = 1_000
"""Characters kept of an image's alternative."""
OPEN_BRACKETS: Final = 100
"""Opening brackets remembered while their closing one is looked for."""
DEEPEST: Final = 20
"""Brackets within one another in an address; beyond, it is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A link or image of a text; ``line`` and ``column``, from 1, are those of its target."""

    target: str
    """As typed, without the escapes of Markdown and HTML; an e-mail address begins with ``mailto:``."""
    line: int
    column: int
    image: bool
    alt: str
    """The alternative of an image, as typed; empty for a link."""


class _Found(NamedTuple):
    position: int
    target: str
    image: bool = False
    alt: str = ""


# Text that holds no link, comments aside. Closed fences only: an open one is text for the renderer too.
_HIDDEN = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[ ]*+\.?[\w#.+-]*+[ ]*+\n(?:(?!(?P=fence)[ ]*+$).*+\n)*+(?P=fence)[ ]*+$"
    r"|(?<!`)(?P<ticks>`++)(?:[^`\n]|\n(?![ \t]*\n)|(?!(?P=ticks)(?!`))`++)++(?P=ticks)(?!`)"
    r"|\\[^\n]",
    re.MULTILINE,
)
_MAY_HIDE = re.compile(r"[`\\<~]")
_OPENING = re.compile(r"[\[\]<]")
_BRACKET = re.compile(r"[()]")
_BLANK = re.compile(r"\n[ \t]*\n")
_SIMPLE = re.compile(
    rf"""\]\(\s*(?:<(?P<angle>[^<>]{{0,{LONGEST_TARGET}}})>|"""
    rf"""(?P<bare>(?:[^()<"'\s]|\([^()\s"']*\)){{0,{LONGEST_TARGET}}}))"""
    r"""\s*(?:"[^"]{0,2000}"|'[^']{0,2000}')?\s*\)"""
)
_TITLE = re.compile(r"""\s*(?:"[^"]*"|'[^']*')\s*$""")
_DEFINITION = re.compile(
    r"\[(?!\^)[^\[\]]{0,1000}\]:[ \t]*\n?[ \t]*(?P<target>\S+)[ \t]*"
    r"(?:\n?[ \t]*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\)))?[ \t]*$",
    re.MULTILINE,
)
_BEFORE_DEFINITION = re.compile(r"(?:[ \t>]|[-*+:][ \t]|[0-9]{1,9}\.[ \t])*")
_AUTOLINK = re.compile(rf"<(?P<target>[A-Za-z][A-Za-z0-9+.-]{{0,40}}://[^<>]{{0,{LONGEST_TARGET}}})>")
_AUTOMAIL = re.compile(r"<(?:mailto:)?(?P<target>[^<>@ !]{1,200}@[^<>@ ]{1,300})>")
_TAG = re.compile(r"""</?[A-Za-z](?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}'){0,2000}>""")
_ATTRIBUTE = re.compile(
    r"""[\s"'/](?P<name>href|src|alt)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))""",
    re.IGNORECASE,
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_INDENT = re.compile(r"\n(?:[ ]{4}|[ ]{0,3}\t)")
_ITEM = re.compile(r"[ ]{0,3}(?:[-*+][ \t]|[0-9]+\.[ \t]|\[\^[^\]]*\]:|:[ \t])")


def references(markdown: str) -> tuple[Reference, ...]:
    """Every link and image of a text, in the order of their targets.

    Links and images in line, definitions of links (used or not), addresses in angle brackets, ``href``
    and ``src`` of HTML; nothing from code and comments. Linear in the length of the text.
    """
    if not _OPENING.search(markdown):
        return ()
    found = sorted(_found(markdown, _masked(markdown)))
    code = _lines_of_code(markdown) if _INDENT.search(f"\n{markdown}") else frozenset()
    return tuple(
        Reference(
            target=item.target,
            line=line,
            column=item.position - markdown.rfind("\n", 0, item.position),
            image=item.image,
            alt=item.alt,
        )
        for item, line in _with_lines(found, markdown)
        if line not in code
    )


def _normal(target: str) -> str:
    """Return an address as a page holds it: entities read, white space as one space, none at the ends."""
    if "&" in target:
        target = _ENTITY.sub(lambda found: html.unescape(found.group()), target)
    return " ".join(target.split())


def _with_lines(found: Sequence[_Found], markdown: str) -> Iterator[tuple[_Found, int]]:
    """Yield what was found, in order, with its line, from 1."""
    line, counted = 1, 0
    for item in found:
        line += markdown.count("\n", counted, item.position)
        counted = item.position
        yield item, line


def _masked(markdown: str) -> str:
    """Return a text of the same length and lines, where code, comments and escapes mean nothing."""
    pieces: list[str] = []
    done = start = 0
    last_comment = markdown.rfind("-->")
    while mark := _MAY_HIDE.search(markdown, start):
        if end := _end_of_hidden(markdown, mark.start(), last_comment):
            pieces += (markdown[done : mark.start()], _blank(markdown[mark.start() : end]))
            done = start = end
        else:
            # A run of marks begins something at its first mark or nowhere.
            start = mark.end()
            while markdown.startswith(mark.group(), start):
                start += 1
    return "".join((*pieces, markdown[done:])) if pieces else markdown


def _end_of_hidden(markdown: str, start: int, last_comment: int) -> int:
    """Return where what begins at ``start`` ends, 0 if it is no code, comment or escape."""
    if markdown.startswith("<", start):
        is_comment = start + 4 <= last_comment and markdown.startswith("<!--", start)
        return markdown.index("-->", start + 4) + 3 if is_comment else 0
    found = _HIDDEN.match(markdown, start)
    return found.end() if found else 0


def _blank(text: str) -> str:
    return "\n".join("x" * len(line) for line in text.split("\n"))


def _found(markdown: str, masked: str) -> Iterator[_Found]:
    opened: deque[int] = deque(maxlen=OPEN_BRACKETS)
    blanks: list[int] | None = None
    past = 0  # Brackets before this one belong to an address already read.
    for mark in _OPENING.finditer(masked):
        position = mark.start()
        if position < past:
            continue
        match mark.group():
            case "[":
                opened.append(position)
                yield from _definition(markdown, masked, position)
            case "<":
                yield from _in_angles(markdown, masked, position)
            case _ if opened:
                opening = opened.pop()
                if not masked.startswith("](", position):
                    continue
                blanks = blanks if blanks is not None else [gap.start() for gap in _BLANK.finditer(masked)]
                if bisect_left(blanks, opening) != bisect_left(blanks, position):
                    continue
                if (target := _inline_target(markdown, masked, position)) is not None:
                    past = target.end
                    image = masked.startswith("![", opening - 1) and opening > 0
                    alt = markdown[opening + 1 : min(position, opening + LONGEST_ALT)] if image else ""
                    yield _Found(target.start, _unescaped(target.text), image, alt)


class _Target(NamedTuple):
    start: int
    end: int
    text: str


def _inline_target(markdown: str, masked: str, position: int) -> _Target | None:
    """Read ``](target "title")`` at ``position``; one with spaces or quotes takes more care."""
    if simple := _SIMPLE.match(masked, position):
        group = "angle" if simple["angle"] is not None else "bare"
        start, end = simple.span(group)
        return _Target(start, simple.end(), markdown[start:end])
    start = position + 2
    depth = 1
    for bracket in _BRACKET.finditer(masked, start, start + LONGEST_TARGET):
        depth += 1 if bracket.group() == "(" else -1
        if depth > DEEPEST:
            return None
        if not depth:
            typed = masked[start : bracket.start()]
            titled = _TITLE.search(typed)
            stop = start + (titled.start() if titled else len(typed))
            first = start + len(typed) - len(typed.lstrip())
            return _Target(min(first, stop), bracket.end(), markdown[first:stop])
    return None


def _definition(markdown: str, masked: str, position: int) -> Iterator[_Found]:
    found = _DEFINITION.match(masked, position)
    if not found:
        return
    before = masked[masked.rfind("\n", 0, position) + 1 : position]
    if _BEFORE_DEFINITION.fullmatch(before):
        start, end = found.span("target")
        typed = markdown[start:end]
        yield _Found(start, _normal(typed.lstrip("<").rstrip(">")))


def _in_angles(markdown: str, masked: str, position: int) -> Iterator[_Found]:
    if found := _AUTOLINK.match(masked, position):
        start, end = found.span("target")
        yield _Found(start, _unescaped(markdown[start:end]))
    elif found := _AUTOMAIL.match(masked, position):
        start, end = found.span("target")
        yield _Found(start, f"mailto:{_unescaped(markdown[start:end])}")
    elif found := _TAG.match(masked, position):
        tag = markdown[position : found.end()]
        attributes = tuple(_ATTRIBUTE.finditer(tag))
        alt = next((_value(item)[1] for item in attributes if item["name"].lower() == "alt"), "")
        for item in attributes:
            name = item["name"].lower()
            start, value = _value(item)
            if name == "href":
                yield _Found(position + start, _normal(value))
            elif name == "src":
                yield _Found(position + start, _normal(value), image=True, alt=alt[:LONGEST_ALT])


def _value(attribute: re.Match[str]) -> tuple[int, str]:
    """Return where the value of an attribute begins, from 0 in its tag, and the value."""
    group = next(name for name in ("double", "single", "bare") if attribute[name] is not None)
    return attribute.start(group), attribute[group]


def _unescaped(typed: str) -> str:
    return _normal(_ESCAPED.sub(r"\1", typed) if "\\" in typed else typed)


def _lines_of_code(markdown: str) -> frozenset[int]:
    """Return the lines, from 1, of code that is told by its indent of four columns.

    Below a list item, a note or a definition an indent continues it, and is not taken for code.
    """
    code: set[int] = set()
    after_blank, in_item = True, False
    for number, line in enumerate(markdown.split("\n"), start=1):
        if not line or line.isspace():
            after_blank = True
            continue
        if line.expandtabs(4).startswith("    "):
            if not in_item and (after_blank or number - 1 in code):
                code.add(number)
        else:
            starts_item = _ITEM.match(line) is not None
            in_item = starts_item if after_blank else in_item or starts_item
        after_blank = False
    return frozenset(code)
