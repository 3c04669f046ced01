"""« Vouliez-vous dire … ? »: the known word that a writer may have meant."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from bulletin.french.slugs import fold

CLOSE_ENOUGH = 0.6
"""How alike two folded words are, at least, for one to be offered for the other (``difflib``'s ratio)."""


def nearest(typed: str, known: Iterable[str], *, cutoff: float = CLOSE_ENOUGH) -> str:
    """Return the known word that looks most like what was typed, whatever its case and accents, or ``""``."""
    by_fold = {fold(word): word for word in known}
    close = get_close_matches(fold(typed), by_fold, n=1, cutoff=cutoff)
    return by_fold[close[0]] if close else ""


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """Return the question that offers the nearest known word, ``""`` when none is near."""
    return question(nearest(typed, known))


def question(*names: str) -> str:
    """Return the question that offers these names, ``""`` when there is none; empty ones are passed over."""
    offered = " ou ".join(f"« {name} »" for name in names if name)
    return f"Vouliez-vous dire {offered} ?" if offered else ""
