"""Markdown as plain text: a line of it, or the sentence or two that announce a post in a list.

No rendering: what is not a paragraph is passed over, and the marks are taken off what is left.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from bulletin.french.printed import NBSP, NNBSP, typography

READ: Final = 8_000
"""Characters of a text in which its first paragraph is looked for."""
_LONGEST_PARAGRAPH: Final = 4_000
_PRIVATE: Final = 0xE000
"""Escaped characters wait in this private area of Unicode while the marks are taken off."""

_HANGING: Final = f" ,;:–—-(«….{NBSP}{NNBSP}"
"""What a text cut short does not end with."""

_SKIPPED = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*+\n(?:(?!(?P=fence)[ ]*+$).*+\n)*+(?P=fence)[ ]*+$"
    r"|<!--(?:[^-]|-(?!->))*+-->",
    re.MULTILINE,
)
_MAY_SKIP = re.compile(r"```|~~~|<!--")
_BLANK = re.compile(r"\n[ \t]*\n")
_HEADING = re.compile(r"#{1,6}[^\n]*(?:\n|$)|[^\n]+\n(?:=+|-+)[ ]*(?:\n|$)")
_LIVE_LIST = re.compile(r"^[ ]{0,3}\[\[[^\n]*\]\][ \t]*$", re.MULTILINE)
_NOT_PROSE = re.compile(
    r"[ ]{4}|[ ]{0,3}(?:\t|>|[-*+][ \t]|[0-9]{1,9}[.)][ \t]|\||:[ \t]|\*?\[[^\]\n]*\]:|```|~~~"
    r"|([-*_])[ ]*(?:\1[ ]*){2,}$"
    r"|</?(?:table|div|ul|ol|dl|figure|section|h[1-6]|hr|pre|blockquote|script|style|iframe)\b)"
    r"|[^\n]*\n(?:[ ]{0,3}:[ \t]|[ ]{0,3}\|?[ ]*:?-+:?[ ]*\|)",
    re.MULTILINE | re.IGNORECASE,
)
_CODE = re.compile(r"(?<!`)(`++)(?!`)(.{1,500}?)(?<!`)\1(?!`)", re.DOTALL)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")
_ESCAPED = re.compile("[\ue021-\ue07e]")
_NOTE = re.compile(r"\[\^[^\]\n]{0,200}\]")
_TO = r"(?:\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)|\[[^\]\n]{0,200}\])"
_IMAGE = re.compile(rf"!\[([^\[\]]{{0,1000}})\]{_TO}")
_LINK = re.compile(rf"\[([^\[\]]{{0,1000}})\]{_TO}")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{0,40}://[^<>\s]{1,2000}|[^<>@\s]{1,200}@[^<>@\s]{1,300})>")
_TAG = re.compile(r"""</?[A-Za-z](?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}'){0,2000}>""")
_STARS = re.compile(r"(\*{1,3})(?=[^\s*])(.{1,1000}?)(?<=[^\s*])\1", re.DOTALL)
_UNDERSCORES = re.compile(r"(?<!\w)(_{1,3})(?=[^\s_])(.{1,1000}?)(?<=[^\s_])\1(?!\w)", re.DOTALL)


def plain(markdown_line: str) -> str:
    """Return the text of Markdown without blocks: no marks, no addresses, no calls of notes, single spaces.

    An image gives its alternative, code what it shows; typography is left as typed.
    """
    escaped = _CODE.sub(
        lambda found: _kept(found[2]), _ESCAPE.sub(lambda found: _kept(found[1]), markdown_line)
    )
    bare = _LINK.sub(r"\1", _IMAGE.sub(r"\1", _NOTE.sub("", escaped)))
    bare = _TAG.sub("", _AUTOLINK.sub(r"\1", bare))
    bare = _UNDERSCORES.sub(r"\2", _UNDERSCORES.sub(r"\2", _STARS.sub(r"\2", _STARS.sub(r"\2", bare))))
    shown = _ESCAPED.sub(lambda found: chr(ord(found[0]) - _PRIVATE), html.unescape(bare))
    return " ".join(shown.split())


def _kept(text: str) -> str:
    """Return text whose ASCII punctuation no longer looks like any."""
    return "".join(
        chr(ord(character) + _PRIVATE) if "!" <= character <= "~" and not character.isalnum() else character
        for character in text
    )


@lru_cache(maxsize=1 << 14)
def summary(markdown: str, limit: int = 240) -> str:
    """Return the text of the first paragraph, at most ``limit`` characters, cut at a word before « … ».

    Headings, lists, quotes, tables, code, images and live lists are no paragraphs; without a paragraph
    there is no summary. The text has its French spaces.
    """
    for paragraph in _paragraphs(markdown[:READ]):
        if text := plain(_IMAGE.sub("", paragraph[:_LONGEST_PARAGRAPH])):
            return _cut(typography(text), limit)
    return ""


def _paragraphs(markdown: str) -> Iterator[str]:
    shown = _SKIPPED.sub("", markdown) if _MAY_SKIP.search(markdown) else markdown
    for block in _BLANK.split(f"\n{shown}"):
        text = _LIVE_LIST.sub("", block).strip("\n")
        while heading := _HEADING.match(text):
            text = text[heading.end() :]
        if text.strip() and not _NOT_PROSE.match(text):
            yield text


def _cut(text: str, limit: int) -> str:
    """Cut at a plain space, so that a number keeps its unit, and at no mark that announces what is lost."""
    if len(text) <= limit:
        return text
    room = max(limit - 1, 0)
    words, _, _ = text[: room + 1].rpartition(" ")
    return (words or text[:room]).rstrip(_HANGING) + "…"
