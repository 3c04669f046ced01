"""Commas in a value that may have been meant as a list.

They separate words, but never the names of parties, organisers or axes, which may hold commas themselves.
"""

from __future__ import annotations

import re
from typing import Final

from bulletin.content.reading.fields import LONGEST, Fields
from bulletin.content.reading.remedies import list_remedy
from bulletin.source.nodes import Scalar

_COMMA: Final = re.compile(r",(?![^()]*\))\s*")
"""A comma that no brackets enclose."""
_LAST_AND: Final = re.compile(r"\s+et\s+(?=(?:l[ae] |l['’]|les )?[A-ZÀ-ÖØ-Þ])")
"""What joins the last of several names, which begins with a capital."""


def tell_commas(parent: Fields, key: str, *, only_alone: bool = False) -> None:
    """Report each value of ``key`` that holds commas, with the list to write instead; it stays one value.

    With ``only_alone`` a value in a list of several is not reported: its writer knows how lists are made.
    """
    nodes = parent.items(key)
    if only_alone and len(nodes) > 1:
        return
    for node in nodes:
        pieces = _pieces(node.text) if isinstance(node, Scalar) and len(node.text) <= LONGEST else []
        if not isinstance(node, Scalar) or len(pieces) <= 1:
            continue
        entry = parent.entry(key)
        name = entry.key if entry else key
        lines, fix = list_remedy(node, name, pieces)
        parent.context.tell(
            "virgule-en-liste",
            node.place,
            f"Les virgules ne séparent pas les éléments de « {name} » : cette ligne en fait un seul.",
            f"S’il y en a plusieurs, écrivez-les un par ligne :\n{lines}",
            fix=fix,
        )


def _pieces(text: str) -> list[str]:
    """Return a text split at its commas, and at the « et » before the last of several names."""
    parts = [part for one in _COMMA.split(text) if (part := one.strip())]
    if len(parts) <= 1:
        return parts
    return [*parts[:-1], *(part for one in _LAST_AND.split(parts[-1]) if (part := one.strip()))]
