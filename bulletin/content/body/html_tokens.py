"""A piece of sanitised HTML as a sequence of tags and text, and what a page of the site makes of it.

Each step takes tokens and returns tokens: headings take a depth and an id, tables can be scrolled, notes
speak French, text gets its spaces. The sanitiser has closed every tag and quoted every attribute, so the
tokens are all there is; a step may only write tags and attributes of its own choosing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count
from types import MappingProxyType
from typing import Final, NamedTuple

from bulletin.content.body import markers
from bulletin.content.body.html_names import HEADINGS
from bulletin.french.printed import typography
from bulletin.french.slugs import slug

INLINE: Final = frozenset({"a", "abbr", "del", "em", "ins", "strong", "sub", "sup"})
"""Elements that do not interrupt a sentence."""
VERBATIM: Final = frozenset({"code", "kbd", "pre"})
"""Elements whose text is shown as typed."""
RENAMED: Final[Mapping[str, str]] = MappingProxyType({"b": "strong", "i": "em", "s": "del", "strike": "del"})
"""Old elements of appearance, and those of meaning that replace them."""
WORDS: Final = "data-mots"
"""The attribute of a picture that holds its alternative text with French spaces, to show in its place."""
PREFIX: Final = f"{markers.SLOT}p{markers.SLOT_END}"
"""Stands where the page puts the prefix of its ids."""

_ALIGNED = {"right": "aligne-droite", "center": "aligne-centre"}
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"]*")*)>|([^<]+)')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_CONTEXT = 24
"""Characters of the sentence before a piece of text that its spaces may depend on."""
_ANY_WORD = "x"
"""What stands for code before a piece of text."""
_ESCAPED = re.compile("[&<>]")
_SPACE = re.compile(r"\s+")
# Not the no-break spaces of French punctuation.
_BLANKS = re.compile(r"[ \t\r\n\f]+")


Attributes = tuple[tuple[str, str], ...]
"""Names and values, the latter as text and not in their HTML form."""


class Tag(NamedTuple):
    """An opening or closing tag; there are too many of them in a text for anything slower to make."""

    name: str
    attributes: Attributes = ()
    closing: bool = False

    def get(self, name: str) -> str | None:
        """Return the value of an attribute, if it is there."""
        for key, value in self.attributes:
            if key == name:
                return value
        return None

    def having(self, *attributes: tuple[str, str]) -> Tag:
        """Return the tag with these attributes added or replaced."""
        return Tag(self.name, tuple({**dict(self.attributes), **dict(attributes)}.items()), self.closing)

    def without(self, *names: str) -> Tag:
        """Return the tag with none of these attributes."""
        kept = tuple([pair for pair in self.attributes if pair[0] not in names])
        return Tag(self.name, kept, self.closing)


class Slot(NamedTuple):
    """A place that only the page can fill: its kind, a letter, and the rank of what goes there."""

    kind: str
    rank: int

    @property
    def text(self) -> str:
        """The slot as it stands in HTML."""
        return f"{markers.SLOT}{self.kind}{self.rank}{markers.SLOT_END}"


Token = Tag | Slot | str


def parse(sanitised: str) -> tuple[Tag | str, ...]:
    """Return the tags and the text of what the sanitiser has written; text is no longer escaped."""
    return tuple([_token(*found) for found in _TOKEN.findall(sanitised)])


def serialise(tokens: Iterable[Token]) -> str:
    """Return the HTML of tokens."""
    return "".join([_html(token) for token in tokens])


def _html(token: Token) -> str:
    if isinstance(token, str):
        return html.escape(token, quote=False) if _ESCAPED.search(token) else token
    return token.text if isinstance(token, Slot) else tag_html(token)


def _token(closing: str, name: str, attributes: str, text: str) -> Tag | str:
    if text:
        return html.unescape(text) if "&" in text else text
    if not attributes:
        return _bare_tag(name, closing)
    pairs = tuple([(key, html.unescape(value)) for key, value in _ATTRIBUTE.findall(attributes)])
    return Tag(RENAMED.get(name, name), pairs, bool(closing))


@cache
def _bare_tag(name: str, closing: str) -> Tag:
    """Return a tag without attributes, which is nearly every one."""
    return Tag(RENAMED.get(name, name), (), bool(closing))


def tag_html(tag: Tag) -> str:
    """Return a tag as HTML."""
    if tag.closing:
        return f"</{tag.name}>"
    if not tag.attributes:
        return f"<{tag.name}>"
    return f"<{tag.name}{attributes_html(tag.attributes)}>"


def attributes_html(attributes: Attributes) -> str:
    """Return attributes as HTML, a space before each."""
    return "".join([f' {name}="{html.escape(value)}"' for name, value in attributes])


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


# -- headings --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading of a text, as a list of contents shows it; ``depth`` is from 0, for the highest."""

    depth: int
    id: str
    text: str


def with_headings(tokens: Sequence[Token]) -> tuple[tuple[Token, ...], tuple[Heading, ...]]:
    """Return the tokens with headings whose level is a slot, none skipped, and these headings.

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
        text = text_of(inside)
        if not text:
            continue
        heading = _heading(token, text, above, taken)
        headings.append(heading)
        name = f"h{Slot('h', heading.depth).text}"
        result += (Tag(name, (("id", heading.id),)), *inside, Tag(name, closing=True))
    return tuple(result), tuple(headings)


def _heading(tag: Tag, text: str, above: list[int], taken: set[str]) -> Heading:
    """Return a heading one level below the last one above it; ``above`` and ``taken`` are kept up to date."""
    typed = int(tag.name[1])
    while above and above[-1] >= typed:
        above.pop()
    above.append(typed)
    identifier = tag.get("id") or _free_id(slug(text) or "partie", taken)
    taken.add(identifier)
    return Heading(depth=len(above) - 1, id=anchor(identifier), text=typography(text))


def _free_id(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    return next(name for rank in count(2) if (name := f"{wanted}-{rank}") not in taken)


def text_of(tokens: Iterable[Token], *, with_images: bool = True) -> str:
    """Return the text of tokens and of their images, on one line, calls of notes left out."""
    pieces: list[str] = []
    in_call = False
    for token in tokens:
        if isinstance(token, str):
            pieces.append("" if in_call else token)
        elif isinstance(token, Slot):
            continue
        elif token.name == "sup":
            in_call = not token.closing and "fnref" in (token.get("id") or "")
        elif token.name == "br":
            pieces.append(" ")
        elif token.name == "img" and with_images:
            pieces.append(token.get("alt") or "")
    return _BLANKS.sub(" ", "".join(pieces)).strip(" ")


def first_paragraph(tokens: Sequence[Token]) -> str:
    """Return the text of the first paragraph that stands in nothing else, its images left out."""
    depth = 0
    for index, token in enumerate(tokens):
        if not isinstance(token, Tag) or token.name in _NO_DEPTH:
            continue
        if token.name == "p" and not token.closing and not depth:
            inside = tokens[index + 1 : _end(tokens, index, "p")]
            if text := text_of(inside, with_images=False):
                return text
        depth += -1 if token.closing else 1
    return ""


_NO_DEPTH: Final = INLINE | VERBATIM | {"br", "hr", "img"}
"""Elements that have no closing tag, or hold no paragraph."""


# -- ids, notes, tables ----------------------------------------------------------------------------------


def with_own_ids(tokens: Iterable[Token]) -> tuple[tuple[Token, ...], tuple[str, ...]]:
    """Return tokens whose ids take the prefix of the page and are met once, and these ids without it."""
    met: dict[str, None] = {}
    result: list[Token] = []
    for token in tokens:
        if not isinstance(token, Tag) or (identifier := token.get("id")) is None:
            result.append(token)
            continue
        name = anchor(identifier)
        result.append(token.without("id") if name in met else token.having(("id", PREFIX + name)))
        met[name] = None
    return tuple(result), tuple(met)


def anchor(identifier: str) -> str:
    """Return the id that a page can have for an id as typed: without white space."""
    return _SPACE.sub("-", identifier)


def with_french_notes(tokens: Sequence[Token], anchors: frozenset[str]) -> Iterator[Token]:
    """Yield tokens where the notes at the end are a section, and the links to and fro say where they lead.

    A note that nothing calls leads nowhere.
    """
    sections: list[bool] = []
    is_idle = False  # In the link back from a note that nothing calls.
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
            case Tag(name="a", closing=True) | str() if is_idle:
                is_idle = isinstance(token, str)
            case Tag(name="a") if _has_class(token, "footnote-backref"):
                is_idle = (token.get("href") or "").removeprefix("#") not in anchors
                if not is_idle:
                    yield _labelled(token, "retour-de-note", token.get("title") or "Retour au texte")
            case Tag(name="a") if _has_class(token, "footnote-ref"):
                yield _labelled(token, "appel-de-note", f"Note {text_of(tokens[index + 1 : index + 2])}")
            case _:
                yield token
        just_opened = _has_class(token, "footnote") or (just_opened and not isinstance(token, Tag))


def _labelled(tag: Tag, name: str, label: str) -> Tag:
    return tag.without("title", "class").having(("class", name), ("aria-label", label))


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
        tag = tag._replace(name="td")
    if tag.closing:
        return tag
    aligned = _ALIGNED.get(tag.get("align") or "")
    tag = tag.without("align")
    if tag.name == "th" and tag.get("scope") not in {"col", "row", "colgroup", "rowgroup"}:
        tag = tag.having(("scope", "col" if in_head else "row"))
    return tag.having(("class", aligned)) if aligned else tag


def _opens_header(token: Token) -> bool:
    return isinstance(token, Tag) and token.name == "th" and not token.closing


# -- typography ------------------------------------------------------------------------------------------


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
                else typography_within(before, token, _next_character(tokens, index))
            )
            before = _ANY_WORD if verbatim else text[-_CONTEXT:]
            yield text
            continue
        if isinstance(token, Slot):
            before = ""
        elif token.name == "img":
            words = typography_within(before, token.get("alt") or "", _next_character(tokens, index))
            before = ""
            yield token.having((WORDS, words))
            continue
        elif token.name in VERBATIM:
            verbatim += -1 if token.closing else 1
        elif token.name not in INLINE:
            before = ""
        yield token


def _next_character(tokens: Sequence[Token], index: int) -> str:
    """Return the first character that follows in the same sentence, or nothing."""
    for token in tokens[index + 1 : index + 4]:
        if isinstance(token, str):
            return token[:1]
        if isinstance(token, Slot) or (token.name not in INLINE and token.name not in VERBATIM):
            return ""
    return ""


def typography_within(before: str, text: str, after: str) -> str:
    """Return a piece of a sentence with its French spaces, from what stands before and after it."""
    whole = typography(before + text + after)
    if whole.startswith(before) and whole.endswith(after) and len(whole) >= len(before) + len(after):
        return whole[len(before) : len(whole) - len(after)]
    return typography(text)
