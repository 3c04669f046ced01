"""How a text has to be typed in a front matter to be read back unchanged."""

from __future__ import annotations

import re
from typing import Final

_QUOTED_ALONE: Final = re.compile(r"[\"'|>&*!~]|null$", re.IGNORECASE)
"""What begins a value, alone after its key, that would be read as something else than itself."""
_QUOTED_ANYWHERE: Final = re.compile(r"[\"'|>&*!~\[{#%@`-]|null$|[^\s:]+\s*:(\s|$)|.*\s#", re.IGNORECASE)
"""What begins a text, or is in it, that would be read as something else in a list or a block."""


def typed_text(text: str, *, anywhere: bool = False) -> str:
    """Return ``text`` as it is typed after a key, in quotes only where it needs them.

    ``anywhere`` asks for what is safe in a list or after a key that takes several forms, too.
    """
    needs_quotes = (_QUOTED_ANYWHERE if anywhere else _QUOTED_ALONE).match(text)
    if not needs_quotes:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
