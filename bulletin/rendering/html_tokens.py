"""A piece of sanitised HTML as a sequence of tags and text, and what a page of the site makes of it.

Each step takes tokens and returns tokens: headings take their level and an id, tables can be scrolled,
notes speak French, text gets its spaces. The sanitiser has closed every tag and quoted every attribute,
so the tokens are all there is; a step may only write tags and attributes of its own choosing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count, pairwise
from typing import Final

from bulletin.french.printed import typography
from bulletin.french.slugs import slug

LOWEST_HEADING: Final = 6
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
"""Elements that have no closing tag."""
INLINE: Final = frozenset({"a", "abbr", "del", "em", "ins", "strong", "sub", "sup"})
"""Elements that do not interrupt a sentence."""
VERBATIM: Final = frozenset({"code", "kbd", "pre"})
"""Elements whose text is shown as typed."""
RENAMED: Final = {"b": "strong", "i": "em", "s": "del", "strike": "del"}
"""What old posts wrote for want of better, and what it says."""

_ALIGNED = {"right": "aligne-droite", "center": "aligne-centre"}
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_CONTEXT = 24
"""Characters of the sentence before a piece of text that its spaces may depend on."""
_ANY_WORD = "x"
"""What stands for code before a piece of text."""


Attributes = tuple[tuple[str, str], ...]
"""Names and values, the latter as text and not in their HTML form."""


@dataclass(frozen=True, slots=True)
class Tag:
    """An opening or closing tag."""

    name: str
    attributes: Attributes = ()
    closing: bool = False

    def get(self, name: str) -> str | None:
        """Return the value of an attribute, if it is there."""
        return next((value for key, value in self.attributes if key == name), None)

    def having(self, *attributes: tuple[str, str]) -> Tag:
        """Return the tag with these attributes added or replaced."""
        return replace(self, attributes=tuple({**dict(self.attributes), **dict(attributes)}.items()))

    def without(self, *names: str) -> Tag:
        """Return the tag with none of these attributes."""
        return replace(self, attributes=tuple(pair for pair in self.attributes if pair[0] not in names))


Token = Tag | str


def parse(sanitised: str) -> tuple[Token, ...]:
    """Return the tags and the text of what the sanitiser has written; text is no longer escaped."""
    return tuple(_token(found) for found in _TOKEN.finditer(sanitised))


def serialise(tokens: Iterable[Token]) -> str:
    """Return the HTML of tokens."""
    return "".join(
        html.escape(token, quote=False) if isinstance(token, str) else _tag(token) for token in tokens
    )


def _token(found: re.Match[str]) -> Token:
    closing, name, attributes, text = found.groups()
    if text is not None:
        return html.unescape(text)
    pairs = tuple((key, html.unescape(value)) for key, value in _ATTRIBUTE.findall(attributes))
    return Tag(RENAMED.get(name, name), pairs, closing=bool(closing))


def _tag(tag: Tag) -> str:
    if tag.closing:
        return f"</{tag.name}>"
    attributes = "".join(f' {name}="{html.escape(value)}"' for name, value in tag.attributes)
    return f"<{tag.name}{attributes}>"


def _end(tokens: Sequence[Token], start: int, name: str) -> int:
    """Return the index of the tag that closes the element ``name`` opened at ``start``."""
    depth = 0
    for index in range(start, len(tokens)):
        token = tokens[index]
        if isinstance(token, Tag) and token.name == name:
            depth += -1 if token.closing else 1
            if not depth:
                return index
    return len(tokens) - 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a text, as a list of contents shows it; ``level`` from 2 to 6."""

    level: int
    id: str
    text: str


def with_headings(tokens: Sequence[Token], first: int) -> tuple[tuple[Token, ...], tuple[Heading, ...]]:
    """Return the tokens with headings from level ``first`` down, none skipped, and these headings.

    Each has an id of its own, made from its text unless it has one. An empty heading is dropped.
    """
    taken = {token.get("id") or "" for token in tokens if isinstance(token, Tag)}
    above: list[int] = []
    headings: list[Heading] = []
    result: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if not isinstance(token, Tag) or token.name not in HEADINGS:
            result.append(token)
            index += 1
            continue
        end = _end(tokens, index, token.name)
        inside = tokens[index + 1 : end]
        index = end + 1
        text = _text(inside)
        if not text:
            continue
        heading = _heading(token, text, above, first, taken)
        headings.append(heading)
        result += (
            Tag(f"h{heading.level}", (("id", heading.id),)),
            *inside,
            Tag(f"h{heading.level}", closing=True),
        )
    return tuple(result), tuple(headings)


def _heading(tag: Tag, text: str, above: list[int], first: int, taken: set[str]) -> Heading:
    """Return a heading one level below the last one above it; ``above`` and ``taken`` are kept up to date."""
    typed = int(tag.name[1])
    while above and above[-1] >= typed:
        above.pop()
    above.append(typed)
    identifier = tag.get("id") or _free_id(slug(text) or "partie", taken)
    taken.add(identifier)
    return Heading(level=min(first + len(above) - 1, LOWEST_HEADING), id=identifier, text=text)


def _free_id(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    return next(name for rank in count(2) if (name := f"{wanted}-{rank}") not in taken)


def _text(tokens: Iterable[Token]) -> str:
    """Return the text of tokens and of their images, calls of notes left out."""
    pieces: list[str] = []
    in_call = False
    for token in tokens:
        if isinstance(token, str):
            pieces.append("" if in_call else token)
        elif token.name == "sup":
            in_call = not token.closing and (token.get("id") or "").startswith("fnref")
        elif token.name == "img":
            pieces.append(token.get("alt") or "")
    return " ".join("".join(pieces).split())


def contents(headings: Sequence[Heading]) -> tuple[Token, ...]:
    """Return a « Sommaire » of the two highest levels; nothing when there is only one heading."""
    highest = min((heading.level for heading in headings), default=LOWEST_HEADING)
    shown = [heading for heading in headings if heading.level <= highest + 1]
    if len(shown) == 1 or not shown:
        return ()
    title = (Tag("p"), "Sommaire", Tag("p", closing=True))
    nav = Tag("nav", (("class", "sommaire"), ("aria-label", "Sommaire")))
    return (nav, *title, *_outline(shown, highest), Tag("nav", closing=True))


def _outline(headings: Sequence[Heading], level: int) -> Iterator[Token]:
    """Yield a list of the headings of one level, each with the list of those below it."""
    yield Tag("ol")
    starts = [index for index, heading in enumerate(headings) if heading.level == level]
    for start, end in pairwise((*starts, len(headings))):
        heading, below = headings[start], headings[start + 1 : end]
        yield from (Tag("li"), Tag("a", (("href", f"#{heading.id}"),)), heading.text, Tag("a", closing=True))
        if below:
            yield from _outline(below, level + 1)
        yield Tag("li", closing=True)
    yield Tag("ol", closing=True)


def with_own_ids(tokens: Iterable[Token], prefix: str) -> Iterator[Token]:
    """Yield tokens whose ids begin with ``prefix`` and are met once, so that none hides one of the page."""
    met: set[str] = set()
    for token in tokens:
        if not isinstance(token, Tag) or (identifier := token.get("id")) is None:
            yield token
            continue
        anchored = anchor(identifier, prefix)
        yield token.without("id") if anchored in met else token.having(("id", anchored))
        met.add(anchored)


def anchor(identifier: str, prefix: str) -> str:
    """Return the id that the page has for an id of the text: ``prefix``, and no white space."""
    return prefix + re.sub(r"\s+", "-", identifier)


def with_french_notes(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens where the notes at the end are a section, and the links to and fro say where they lead."""
    sections: list[bool] = []
    just_opened = False
    for index, token in enumerate(tokens):
        match token:
            case Tag(name="div", closing=False):
                sections.append(token.get("class") == "footnote")
                yield Tag("section", (("class", "notes"), ("aria-label", "Notes"))) if sections[-1] else token
            case Tag(name="div", closing=True):
                yield Tag("section", closing=True) if sections.pop() else token
            case Tag(name="hr") if just_opened:
                pass  # The section needs no rule to be told from the text.
            case Tag(name="a") if _has_class(token, "footnote-backref"):
                label = token.get("title") or "Retour au texte"
                yield token.without("title", "class").having(
                    ("class", "retour-de-note"), ("aria-label", label)
                )
            case Tag(name="a") if _has_class(token, "footnote-ref"):
                label = f"Note {_text(tokens[index + 1 : index + 2])}"
                yield token.without("class").having(("class", "appel-de-note"), ("aria-label", label))
            case _:
                yield token
        just_opened = _has_class(token, "footnote") or (just_opened and not isinstance(token, Tag))


def _has_class(token: Token, name: str) -> bool:
    return isinstance(token, Tag) and token.get("class") == name


def with_tables(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens where each table scrolls in a region of its own and header cells say what they head."""
    depth = 0
    numbers = count(1)
    in_head = False
    for index, token in enumerate(tokens):
        match token:
            case Tag(name="table", closing=False):
                if not depth:
                    yield _table_region(next(numbers))
                depth += 1
                yield token
            case Tag(name="table", closing=True):
                depth -= 1
                yield token
                if not depth:
                    yield Tag("div", closing=True)
            case Tag(name="thead"):
                in_head = not token.closing
                yield token
            case Tag(name="th" | "td"):
                yield _cell(token, tokens[index - 1 : index + 2], in_head=in_head)
            case _:
                yield token


def _table_region(number: int) -> Tag:
    """Return the element that scrolls sideways on a narrow screen; the keyboard has to reach it."""
    label = "Tableau" if number == 1 else f"Tableau {number}"
    attributes = (("class", "tableau"), ("tabindex", "0"), ("role", "region"), ("aria-label", label))
    return Tag("div", attributes)


def _cell(tag: Tag, around: Sequence[Token], *, in_head: bool) -> Tag:
    """Return a cell with a class for its alignment; a header cell has a scope, and is none without text."""
    before, after = around[0], around[-1]
    empty = Tag("th", closing=True)
    if tag.name == "th" and ((not tag.closing and after == empty) or (tag.closing and _opens_header(before))):
        tag = replace(tag, name="td")
    if tag.closing:
        return tag
    aligned = _ALIGNED.get(tag.get("align") or "")
    tag = tag.without("align")
    if tag.name == "th" and tag.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
        tag = tag.having(("scope", "col" if in_head else "row"))
    return tag.having(("class", aligned)) if aligned else tag


def _opens_header(token: Token) -> bool:
    return isinstance(token, Tag) and token.name == "th" and not token.closing


def with_typography(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield tokens whose text has French spaces, apostrophes and ellipses, except where it is shown as typed.

    A sentence goes on through bold text and links: the spaces of each piece depend on its neighbours.
    """
    before = ""
    verbatim = 0
    for index, token in enumerate(tokens):
        if isinstance(token, str):
            text = (
                token
                if verbatim or token.isspace()
                else _typography_within(before, token, _next_character(tokens, index))
            )
            before = _ANY_WORD if verbatim else text[-_CONTEXT:]
            yield text
            continue
        if token.name in VERBATIM:
            verbatim += -1 if token.closing else 1
        elif token.name not in INLINE:
            before = ""
        yield token


def _next_character(tokens: Sequence[Token], index: int) -> str:
    """Return the first character that follows in the same sentence, or nothing."""
    for token in tokens[index + 1 : index + 4]:
        if isinstance(token, str):
            return token[:1]
        if token.name not in INLINE and token.name not in VERBATIM:
            return ""
    return ""


def _typography_within(before: str, text: str, after: str) -> str:
    whole = typography(before + text + after)
    if whole.startswith(before) and whole.endswith(after) and len(whole) >= len(before) + len(after):
        return whole[len(before) : len(whole) - len(after)]
    return typography(text)


def with_links(
    tokens: Sequence[Token], link: Callable[[str], Attributes], image: Callable[[str], Attributes]
) -> Iterator[Token]:
    """Yield tokens whose links and images have the attributes that ``link`` and ``image`` give.

    Both are given an address as typed. A link without attributes is shown as text. An image without
    attributes, which the site does not hold, becomes a link, and within a link its alternative.
    """
    outer: list[bool] = []
    for token in tokens:
        if not isinstance(token, Tag) or token.name not in {"a", "img"}:
            yield token
        elif token.name == "img":
            yield from _image(token, link, image, in_link=any(outer))
        elif token.closing:
            if outer.pop():
                yield token
        else:
            attributes = link(token.get("href") or "")
            outer.append(bool(attributes))
            if attributes:
                yield token.having(*attributes)


def _image(
    tag: Tag, link: Callable[[str], Attributes], image: Callable[[str], Attributes], *, in_link: bool
) -> Iterator[Token]:
    typed = tag.get("src") or ""
    alt = tag.get("alt") or ""
    if attributes := image(typed):
        yield tag.having(*attributes, ("alt", alt), ("loading", "lazy"))
    elif in_link or not (attributes := link(typed)):
        yield alt
    else:
        yield from (Tag("a", attributes), alt or "Image", Tag("a", closing=True))
