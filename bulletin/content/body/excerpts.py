"""The sentence or two that announce a text in a list."""

from __future__ import annotations

from typing import Final

from bulletin.french.printed import NBSP, NNBSP

LENGTH: Final = 240
"""Characters of an excerpt, at most."""
_HANGING: Final = f" ,;:–—-(«….{NBSP}{NNBSP}"
"""What a text cut short does not end with."""


def cut(text: str, limit: int = LENGTH) -> str:
    """Return ``text`` cut at a word, before « … », when it is longer than ``limit`` characters.

    The cut is at a plain space, so that a number keeps its unit; a mark that would introduce what is cut,
    such as « : », is removed.
    """
    if len(text) <= limit:
        return text
    room = max(limit - 1, 0)
    words, _, _ = text[: room + 1].rpartition(" ")
    return (words or text[:room]).rstrip(_HANGING) + "…"
