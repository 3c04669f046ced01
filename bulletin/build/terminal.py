"""Text that is safe in a terminal, and one line of a file with a mark under its fault.

Columns of a file count characters; columns of a terminal count cells: a combining accent takes none, an
ideogram two. What would steer the terminal, or hide in it, shows as a sign.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_TAB: Final = " " * 4
_ELLIPSIS: Final = "…"
_CONTROL_PICTURES: Final = 0x2400
"""The sign for the control character 0; those of the thirty-one others follow."""
_DELETE: Final = 0x7F
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_JOINERS: Final = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
"""Controls, formats (writing direction among them), surrogates, line and paragraph separators."""
_CONTEXT: Final = 3
"""A line cut on both sides keeps one cell in that many before its fault."""


def printable(text: str) -> str:
    """Return ``text`` with nothing that a terminal obeys; ends of lines are kept, tabs are four spaces."""
    return "\n".join("".join(map(_shown, line)) for line in text.split("\n"))


def width(text: str) -> int:
    """Return the cells that printable text takes."""
    return sum(map(_cells, text))


def marked_line(excerpt: str, column: int, length: int, room: int) -> tuple[str, str]:
    """Return the line as it shows, in at most ``room`` cells, and the tildes to print under it.

    ``column`` counts from 1 in the characters of ``excerpt``, ``length`` is in characters. A fault after
    the end of the line, or of no length, has one tilde.
    """
    shown = [_shown(character) for character in excerpt]
    begin = min(max(column - 1, 0), len(shown))
    end = min(begin + max(length, 0), len(shown))
    first, last = _window([width(text) for text in shown], begin, end, room)
    before = (_ELLIPSIS if first else "") + "".join(shown[first:begin])
    fault = "".join(shown[begin : min(end, last)])
    after = "".join(shown[max(begin, min(end, last)) : last]) + (_ELLIPSIS if last < len(shown) else "")
    return before + fault + after, " " * width(before) + "~" * max(width(fault), 1)


def _window(cells: list[int], begin: int, end: int, room: int) -> tuple[int, int]:
    """Return the first character to show and the one after the last, of characters so many cells wide."""
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
