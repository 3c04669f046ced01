"""Characters that stand for things while a body is on its way to HTML.

They are noncharacters of Unicode (U+FDD0 to U+FDEF), which the decoding of files lets no text hold and which
no pattern of Markdown takes for a letter, a figure or a space. A marker is a sign and the figures of a rank,
these too written in noncharacters, so that an abbreviation defined as « 12 » is never found inside one.
"""

from __future__ import annotations

import re
from typing import Final

SLOT: Final = "\ufdd0"
"""Begins a place of finished HTML that only the page can fill."""
SLOT_END: Final = "\ufdd1"
TARGET: Final = "\ufdd2"
"""Stands before the address of a link or picture, or before an address written bare."""
TAG: Final = "\ufdd3"
"""Stands for a tag of HTML inside a sentence."""
BLOCK: Final = "\ufdd4"
"""Stands for a block of HTML, or of code, alone on its line."""
LIVE: Final = "\ufdd5"
"""Stands for a live list."""
CONTAINER: Final = "\ufde0"
"""Stands for a list or a quotation."""
PROSE: Final = "\ufde1"
"""Begins a block that is known to be a mere paragraph."""
NEW_LINE: Final = "\ufde2"
"""Ends a line where the typed text has none: what follows a block of HTML on its last line."""

FIGURES: Final = "[\ufdd6-\ufddf]+"
"""The rank in a marker, as a pattern."""
ANY: Final = re.compile("[\ufdd0-\ufdef]+")
"""Markers, whole or in pieces."""

_TO_MARKER = str.maketrans("0123456789", "\ufdd6\ufdd7\ufdd8\ufdd9\ufdda\ufddb\ufddc\ufddd\ufdde\ufddf")
_FROM_MARKER = {
    ord(sign): str(figure)
    for figure, sign in enumerate("\ufdd6\ufdd7\ufdd8\ufdd9\ufdda\ufddb\ufddc\ufddd\ufdde\ufddf")
}


def marker(sign: str, rank: int) -> str:
    """Return the marker of this sign and rank."""
    return sign + str(rank).translate(_TO_MARKER)


def rank(figures: str) -> int:
    """Return the rank that the figures of a marker write."""
    return int(figures.translate(_FROM_MARKER))
