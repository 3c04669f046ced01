"""The words of a value that can be read, where the whole cannot: a remedy that is made of what was typed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bulletin.diagnostics import Unreadable

MOST_WORDS: Final = 16
"""Words of a value that are looked at: a day, a sum or a period is among the first or is not there."""
LONGEST_WORD: Final = 60
"""Characters of a word that is looked at: no figure, month or hour is longer."""
_AROUND = " ,;:.()"

Reader = Callable[[str], object | None]
"""Returns what a text says, None if it does not have the form; may raise ``Unreadable``."""


def readable_part(text: str, read: Reader) -> str:
    """Return the longest run of words of ``text`` that ``read`` can read, ``""`` when there is none."""
    words = text.split(maxsplit=MOST_WORDS)[:MOST_WORDS]
    words = [word if len(word) <= LONGEST_WORD else "" for word in words]
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            part = " ".join(words[start : start + length]).strip(_AROUND)
            if part and _is_read(part, read):
                return part
    return ""


def _is_read(part: str, read: Reader) -> bool:
    try:
        return read(part) is not None
    except Unreadable:
        return False
