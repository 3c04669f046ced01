"""What is not Markdown, taken out of a text before the Markdown is read; what is told of it.

Code in fences, blocks and tags of HTML and live lists are replaced by markers; comments and HTML that is not
published are removed. Each address of a link, picture or mail gets a marker before it, by which its place in
the typed text is found again. One pass, linear in the length of the text.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Final, NamedTuple

from bulletin.content.body import markers
from bulletin.content.body.html_names import APART, CELLS, FORGOTTEN, RAW, TAGS, VOID
from bulletin.content.body.live_lists import LiveLine, live_line
from bulletin.content.body.unpublished import (
    CUT_COMMENT,
    HIDDEN_COMMENT,
    OPEN_COMMENT,
    unpublished,
)

_SHORTEST_FENCE: Final = 3
_LONGEST: Final = 2_000
"""Characters of an attribute, or of what stands between two, in a tag; a longer one makes it no tag."""

_SIGN = re.compile(r"`|~~~|\\|<|@|\]\(|\]:|://|www\.|\[\[")
_RAW_SIGN = re.compile(r"<|\[\[")
_TAG = re.compile(
    r"<(?P<closing>/?)(?P<name>[A-Za-z][A-Za-z0-9:_-]*)(?P<rest>(?:(?=[\s/])"
    rf"""(?:[^<>"'`]|"[^"]{{0,{_LONGEST}}}"|'[^']{{0,{_LONGEST}}}'){{0,{_LONGEST}}}+)?)>"""
)
_ATTRIBUTE = re.compile(
    r"""[\s"'/](?P<name>[A-Za-z-]+)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<bare>[^\s"'>]+))"""
)
_AUTOLINK = re.compile(
    rf"<(?=[A-Za-z][A-Za-z0-9+.-]{{0,40}}://[^<>\s]{{0,{_LONGEST}}}>|[^<>@\s]{{1,200}}@[^<>@\s]{{1,300}}>)"
)
_COMMENT_END = re.compile(r"--!?>")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_MARGIN = re.compile(r"[ \t>]*")
_FENCE_INFO = re.compile(r"[ \t]*\.?[\w#+.-]*[ \t]*\n")
_LIVE_LINE = re.compile(r"\[\[[^\[\]\n]*\]\][ \t]*$", re.MULTILINE)
_INLINE_TARGET = re.compile(r"\]\(\s*+(?:<(?P<angle>[^<>\n]*>)|(?P<bare>[^\s()<>\"'`\\]*))")
_DEFINED_TARGET = re.compile(r"\]:[ ]*\n?[ ]*<?(?P<target>[^\s<>]+)")
_ADDRESS_RUN = re.compile(r"://[^\s<>`\\\[\]]*")
_HOST = re.compile(r"www\.[\w-]+\.[^\s<>`\\\[\]]*")
_MAIL_HOST = re.compile(r"@[\w-]+(?:\.[\w-]+)+")
_LOCAL: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.+-_")
"""Characters of an e-mail address before « @ »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A stretch of the typed text: where it begins, from 0, and its characters."""

    start: int
    length: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A diagnostic of a stretch of the text: ``code`` gives its severity."""

    code: str
    spot: Spot
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTag:
    """An opening tag that is left to the sanitiser, which may still remove it as misplaced."""

    name: str
    spot: Spot
    target: str
    """The address that it leads to or shows, as typed."""


@dataclass(slots=True, kw_only=True)
class Extract:
    """A text with markers, and what they stand for, by rank."""

    text: str = ""
    html: list[str] = field(default_factory=list)
    """What stands behind the markers of tags and blocks."""
    places: list[int] = field(default_factory=list)
    """Where addresses and opening tags begin in the typed text; also the value of ``data-n`` in ``html``."""
    tags: dict[int, KeptTag] = field(default_factory=dict)
    """The opening tags in ``html``, by ``data-n``."""
    lists: list[tuple[LiveLine, int]] = field(default_factory=list)
    """Live lists, and where each begins in the typed text."""
    remarks: list[Remark] = field(default_factory=list)
    code: list[tuple[int, int]] = field(default_factory=list)
    """Where blocks of code begin and end in the typed text, their fences included."""
    jumps: list[tuple[int, int]] = field(default_factory=list)
    """Where in ``text`` the typed text goes on, and from where in the typed text."""

    def typed_offset(self, offset: int) -> int:
        """Return where in the typed text a character of ``text`` comes from."""
        index = bisect_right(self.jumps, offset, key=lambda jump: jump[0]) - 1
        if index < 0:
            return offset
        here, there = self.jumps[index]
        return there + offset - here


class _Elements(NamedTuple):
    """The elements of one name in a text."""

    ends: Mapping[int, int]
    """The end of each, by where it begins."""
    closings: frozenset[int]
    """The same ends."""


def extract(text: str) -> Extract:
    """Return a text without what is not Markdown."""
    found = Extract(text=text)
    if _SIGN.search(text):
        extraction = _Extraction(text, found)
        found.text = extraction.run(0, len(text))
        found.jumps = extraction.jumps
    return found


class _Extraction:
    """One pass over a text, or over a block of HTML in it: there only tags, comments and live lists count."""

    def __init__(self, text: str, found: Extract, *, is_raw: bool = False) -> None:
        self.jumps: list[tuple[int, int]] = []
        self._text = text
        self._found = found
        self._is_raw = is_raw
        self._out: list[str] = []
        self._length = 0  # Of what is in `_out`.
        self._done = 0  # Where the typed text that is not yet in `_out` begins.
        self._end = 0
        self._paragraph = (0, -1)  # Where the paragraph that was last looked for begins and ends.
        self._comment_end = (0, -1, 0)  # From where the last search began, and what it found.
        self._found_elements: dict[str, _Elements] = {}
        self._open_ticks: dict[int, int] = {}
        self._open_fences: set[str] = set()
        self._in_link = False

    def run(self, start: int, end: int) -> str:
        """Return a stretch of the text with markers."""
        sign_of = _RAW_SIGN if self._is_raw else _SIGN
        self._done, self._end = start, end
        position = start
        while sign := sign_of.search(self._text, position, end):
            position = self._read(sign.group(), sign.start())
        self._replace(end, end, "")
        return "".join(self._out)

    def _read(self, sign: str, at: int) -> int:
        """Read what a sign begins; return where to go on."""
        match sign:
            case "`" | "~~~":
                return self._ticks(at)
            case "\\":
                return at + 2
            case "<":
                return self._left_angle(at)
            case "@":
                return self._mail(at)
            case "](":
                return self._inline_target(at)
            case "]:":
                return self._defined_target(at)
            case "://":
                return self._scheme(at)
            case "www.":
                return self._www(at)
            case _:
                return self._live(at)

    # -- bookkeeping -------------------------------------------------------------------------------------

    def _replace(self, start: int, end: int, replacement: str) -> int:
        """Put something in the place of a stretch of the text; return where the text goes on."""
        before = self._text[self._done : start]
        self._out += (before, replacement)
        self._length += len(before) + len(replacement)
        self._done = end
        self.jumps.append((self._length, end))
        return end

    def _place(self, start: int) -> int:
        self._found.places.append(start)
        return len(self._found.places) - 1

    def _mark(self, start: int, goes_on: int) -> int:
        """Put a marker before an address, and pass over it."""
        self._replace(start, start, markers.marker(markers.TARGET, self._place(start)))
        return goes_on

    def _stand(self, sign: str, html_text: str) -> str:
        """Return the marker that stands for a piece of HTML."""
        self._found.html.append(html_text)
        return markers.marker(sign, len(self._found.html) - 1)

    def _tell(self, code: str, start: int, end: int, sentences: tuple[str, str]) -> None:
        message, hint = sentences
        spot = Spot(start=start, length=max(1, len(self._text[start:end].partition("\n")[0])))
        self._found.remarks.append(Remark(code=code, spot=spot, message=message, hint=hint))

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _begins_line(self, at: int) -> bool:
        """Whether nothing but white space and signs of quotation stands before, on the line."""
        return _MARGIN.fullmatch(self._text, self._line_start(at), at) is not None

    def _ends_line(self, at: int) -> bool:
        end = self._text.find("\n", at)
        return not self._text[at : end if end >= 0 else len(self._text)].strip()

    def _paragraph_end(self, at: int) -> int:
        start, end = self._paragraph
        if not start <= at <= end:
            blank = _BLANK_LINE.search(self._text, at)
            end = blank.start() if blank else len(self._text)
            self._paragraph = (at, end)
        return end

    # -- code --------------------------------------------------------------------------------------------

    def _ticks(self, at: int) -> int:
        """Take out the block of code that a fence opens, or pass over code in a sentence."""
        end = at
        while self._text.startswith(self._text[at], end):
            end += 1
        if end - at >= _SHORTEST_FENCE and (closed := self._fence(at, end)):
            return closed
        return self._code_span(at, end) if self._text[at] == "`" else end

    def _code_span(self, at: int, end: int) -> int:
        """Return the end of the code that these backticks open, or theirs when nothing closes them."""
        length = end - at
        if at < self._open_ticks.get(length, 0):
            return end
        limit = self._paragraph_end(end)
        found = _ticks_alone(length).search(self._text, end, limit)
        if found is None:
            self._open_ticks[length] = limit
            return end
        return found.end()

    def _fence(self, at: int, end: int) -> int:
        """Take out the block of code that a fence opens; return its end, 0 if it is no fence."""
        ticks = self._text[at:end]
        info = _FENCE_INFO.match(self._text, end)
        if info is None or ticks in self._open_fences or not self._begins_line(at):
            return 0
        closed = _closing_fence(ticks).search(self._text, info.end())
        if closed is None:
            self._open_fences.add(ticks)
            return 0
        code = _without_margin(self._text[info.end() : closed.start()], self._text[self._line_start(at) : at])
        block = f"<pre><code>{html.escape(code, quote=False)}</code></pre>"
        self._found.code.append((at, closed.end()))
        return self._replace(at, closed.end(), self._stand(markers.BLOCK, block))

    # -- addresses ---------------------------------------------------------------------------------------

    def _inline_target(self, at: int) -> int:
        found = _INLINE_TARGET.match(self._text, at)
        if found is None:
            return at + 2
        start, end = found.span("bare" if found["angle"] is None else "angle")
        return self._mark(start, end) if end > start else at + 2

    def _defined_target(self, at: int) -> int:
        opening = self._text.find("[", self._line_start(at), at)
        found = _DEFINED_TARGET.match(self._text, at)
        if found is None or opening < 0 or not self._begins_line(opening):
            return at + 2
        if self._text.startswith("^", opening + 1):
            return at + 2
        return self._mark(found.start("target"), found.end("target"))

    def _scheme(self, at: int) -> int:
        run = _ADDRESS_RUN.match(self._text, at)
        end = run.end() if run else at + 3
        for scheme in ("https", "http"):
            start = at - len(scheme)
            if start >= self._done and self._text[start:at].lower() == scheme and self._stands_free(start):
                return self._mark(start, end)
        return end

    def _www(self, at: int) -> int:
        found = _HOST.match(self._text, at)
        if found is None or not self._stands_free(at):
            return at + 4
        return self._mark(at, found.end())

    def _mail(self, at: int) -> int:
        host = _MAIL_HOST.match(self._text, at)
        start = at
        while start > self._done and self._text[start - 1] in _LOCAL:
            start -= 1
        while start < at and self._text[start] in ".-_+":
            start += 1
        if host is None or start == at or self._in_link:
            return at + 1
        return self._mark(start, host.end())

    def _stands_free(self, start: int) -> bool:
        """Whether an address that begins here is a word of its own, and not of a link in HTML."""
        before = self._text[start - 1 : start]
        return not self._in_link and not (before.isalnum() or before in {"_", "/", "@", "."})

    # -- HTML --------------------------------------------------------------------------------------------

    def _left_angle(self, at: int) -> int:
        if self._text.startswith("<!--", at):
            return self._comment(at)
        if not self._is_raw and (link := _AUTOLINK.match(self._text, at)):
            return self._mark(link.end(), self._text.index(">", at))
        tag = _TAG.match(self._text, at, self._end)
        if tag and not _BLANK_LINE.search(tag.group()):
            return self._tag(tag)
        return self._bare_angle(at)

    def _bare_angle(self, at: int) -> int:
        """Let a sign that opens no tag be read as itself."""
        return self._replace(at, at + 1, "&lt;") if self._is_raw else at + 1

    def _comment(self, at: int) -> int:
        """Take out a comment; one that a blank line cuts in the middle of a sentence is none."""
        closing = self._find_comment_end(at + 4)
        if closing and (self._is_raw or self._begins_line(at) or closing <= self._paragraph_end(at)):
            self._tell("commentaire", at, closing, HIDDEN_COMMENT)
            return self._replace(at, closing, "")
        self._tell("commentaire-ouvert", at, at + 4, CUT_COMMENT if closing else OPEN_COMMENT)
        return self._bare_angle(at)

    def _find_comment_end(self, at: int) -> int:
        """Return the end of what closes a comment, 0 when nothing does."""
        since, until, end = self._comment_end
        if not since <= at <= until:
            found = _COMMENT_END.search(self._text, at)
            until, end = (found.start(), found.end()) if found else (len(self._text), 0)
            self._comment_end = (at, until, end)
        return end

    def _tag(self, tag: re.Match[str]) -> int:
        name, is_closing = tag["name"].lower(), bool(tag["closing"])
        if name == "a":
            self._in_link = not is_closing
        if name not in TAGS or self._is_left_open(tag, name):
            return self._drop(tag, name)
        if name in RAW and not is_closing and not self._is_raw and self._begins_line(tag.start()):
            return self._block(tag, name)
        shown = self._kept(tag, name)
        shown = shown if self._is_raw else self._stand(markers.TAG, shown)
        return self._replace(tag.start(), tag.end(), self._space(tag, name) + shown)

    def _is_left_open(self, tag: re.Match[str], name: str) -> bool:
        """Whether this opens a table that nothing closes, which would swallow the rest of the text."""
        return name == "table" and not tag["closing"] and not self._closing(name, tag.start())

    def _drop(self, tag: re.Match[str], name: str) -> int:
        """Take out a tag that is not published, with what it holds where that is not published either."""
        end = tag.end()
        if not tag["closing"]:
            self._tell("html-non-publie", tag.start(), end, unpublished(name, tag.group()))
            closing = self._closing(name, tag.start()) if name in FORGOTTEN else 0
            end = closing if end < closing <= self._end else end
        return self._replace(tag.start(), end, self._space(tag, name))

    def _space(self, tag: re.Match[str], name: str) -> str:
        """Return what keeps the words around a tag apart, should it not be published."""
        before = self._text[tag.start() - 1 : tag.start()]
        if not before or before.isspace():
            return ""
        if name not in TAGS:
            return " " if name in APART else ""
        if tag["closing"]:
            return " " if name in APART and not self._closes(tag, name) else ""
        return " " if name in CELLS else ""

    def _kept(self, tag: re.Match[str], name: str) -> str:
        """Return a tag for the sanitiser, which knows it by ``data-n``."""
        if tag["closing"]:
            return f"</{name}>"
        start, target = tag.start(), ""
        for found in _ATTRIBUTE.finditer(tag.group()):
            if found["name"].lower() in {"href", "src"}:
                group = next(one for one in ("double", "single", "bare") if found[one] is not None)
                start, target = tag.start() + found.start(group), html.unescape(found[group])
                break
        rank = self._place(start)
        spot = Spot(start=tag.start(), length=len(tag.group().partition("\n")[0]))
        self._found.tags[rank] = KeptTag(name=name, spot=spot, target=target)
        return f'<{name} data-n="{rank}"{tag["rest"]}>'

    def _block(self, tag: re.Match[str], name: str) -> int:
        """Take out a block of HTML: to the tag that closes it, else to the next blank line."""
        start = tag.start()
        end = tag.end() if name in VOID else self._closing(name, start) or self._paragraph_end(start)
        inner = _Extraction(self._text, self._found, is_raw=True)
        block = self._stand(markers.BLOCK, inner.run(start, end))
        return self._replace(start, end, block if self._ends_line(end) else block + markers.NEW_LINE)

    def _closing(self, name: str, start: int) -> int:
        """Return the end of the element that begins at ``start``, 0 when nothing closes it."""
        return self._elements(name).ends.get(start, 0)

    def _closes(self, tag: re.Match[str], name: str) -> bool:
        """Whether a closing tag closes an element."""
        return tag.end() in self._elements(name).closings

    def _elements(self, name: str) -> _Elements:
        if name not in self._found_elements:
            opened: list[int] = []
            ends: dict[int, int] = {}
            for found in _tags_named(name).finditer(self._text):
                if not found[1]:
                    opened.append(found.start())
                elif opened:
                    ends[opened.pop()] = found.end()
            self._found_elements[name] = _Elements(ends, frozenset(ends.values()))
        return self._found_elements[name]

    # -- live lists --------------------------------------------------------------------------------------

    def _live(self, at: int) -> int:
        found = _LIVE_LINE.match(self._text, at)
        if found is None or not self._begins_line(at):
            return at + 2
        start, end = self._line_start(at), found.end()
        self._found.lists.append((live_line(self._text[start:end]), start))
        return self._replace(at, end, markers.marker(markers.LIVE, len(self._found.lists) - 1))


@cache
def _ticks_alone(length: int) -> re.Pattern[str]:
    return re.compile(rf"(?<!`)`{{{length}}}(?!`)")


def _closing_fence(ticks: str) -> re.Pattern[str]:
    return re.compile(rf"^[ \t>]*{ticks[0]}{{{len(ticks)},}}[ \t]*$", re.MULTILINE)


@cache
def _tags_named(name: str) -> re.Pattern[str]:
    return re.compile(rf"<(/?){re.escape(name)}(?=[\s/>])[^<>]*>", re.IGNORECASE)


def _without_margin(code: str, margin: str) -> str:
    """Return lines without the white space and signs of quotation that stand before their fence."""
    if not margin:
        return code
    quoted = r"[ \t]*>[ ]?" * margin.count(">")
    spaces = len(margin.rpartition(">")[2].expandtabs(4))
    return re.sub(rf"^(?:{quoted})?[ ]{{0,{spaces}}}", "", code.expandtabs(4), flags=re.MULTILINE)
