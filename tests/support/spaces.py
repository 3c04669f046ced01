"""The two no-break spaces of French typography, and texts without them."""

from __future__ import annotations

NBSP = "\N{NO-BREAK SPACE}"
NNBSP = "\N{NARROW NO-BREAK SPACE}"


def plain_spaces(text: str) -> str:
    """Return a text whose no-break spaces are ordinary ones."""
    return text.replace(NBSP, " ").replace(NNBSP, " ")
