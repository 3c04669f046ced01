"""Texts that are safe in a terminal, and a line of a file with a mark under what is wrong.

Columns of a file are in characters, those of a terminal in cells: a combining accent has none, an ideogram
two. Characters that a terminal obeys, or does not show, are replaced by visible signs.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_TAB: Final = " " * 4
_ELLIPSIS: Final = "…"
_CONTROL_PICTURES: Final = 0x2400
"""The sign for the control character 0; those of the others follow in order."""
_DELETE: Final = 0x7F
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_JOINERS: Final = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls, formats (such as writing direction), surrogates, line and paragraph separators."""
_CONTEXT: Final = 3
"""Of a line that is cut on both sides, one cell in three may be before the marked part."""


def printable(text: str) -> str:
    """Return a text without what a terminal obeys; line ends are kept, tabs become four spaces."""
    return "\n".join("".join(map(_shown, line)) for line in text.split("\n"))


def width(text: str) -> int:
    """Return how many cells a printable text has."""
    return sum(map(_cells, text))


def marked_line(excerpt: str, column: int, length: int, room: int) -> tuple[str, str]:
    """Return a line as it is shown, in at most ``room`` cells, and the tildes to print under it.

    ``column`` is from 1, it and ``length`` are in characters of ``excerpt``. A part after the end of the
    line, or without a length, has one tilde.
    """
    shown = [_shown(character) for character in excerpt]
    begin = min(max(column - 1, 0), len(shown))
    end = min(begin + max(length, 0), len(shown))
    first, last = _window([width(text) for text in shown], begin, end, room)
    before = (_ELLIPSIS if first else "") + "".join(shown[first:begin])
    marked = "".join(shown[begin : min(end, last)])
    after = "".join(shown[max(begin, min(end, last)) : last]) + (_ELLIPSIS if last < len(shown) else "")
    return before + marked + after, " " * width(before) + "~" * max(width(marked), 1)


def _window(cells: list[int], begin: int, end: int, room: int) -> tuple[int, int]:
    """Return the first character to show and the one after the last; ``cells`` are their widths."""
    if sum(cells) <= room:
        return 0, len(cells)
    first, left = 0, room - 1
    if sum(cells[:end]) > left:
        first, before = begin, 0
        while first and before + cells[first - 1] <= room // _CONTEXT:
            first -= 1
            before += cells[first]
        left -= bool(first)
    last = first
    while last < len(cells) and cells[last] <= left:
        left -= cells[last]
        last += 1
    return first, last


def _shown(character: str) -> str:
    if character == "\t":
        return _TAB
    if unicodedata.category(character) not in _HIDDEN or character in _JOINERS:
        return character
    if character < " ":
        return chr(_CONTROL_PICTURES + ord(character))
    return "\N{SYMBOL FOR DELETE}" if ord(character) == _DELETE else _REPLACEMENT


def _cells(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"} or character in _JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
