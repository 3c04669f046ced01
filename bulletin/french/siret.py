"""The Siret, which names an establishment: fourteen digits, the last of which is a key."""

from __future__ import annotations

import re

_FOURTEEN = re.compile(r"[0-9]{14}")
_BASE = 10


def bare_siret(text: str) -> str:
    """Return ``text`` without the spaces that people put between its groups of digits."""
    return "".join(text.split())


def has_valid_key(siret: str) -> bool:
    """Tell whether ``siret`` is fourteen digits that satisfy the Luhn formula (ISO/IEC 7812-1, annex B)."""
    if _FOURTEEN.fullmatch(siret) is None:
        return False
    doubled = (int(digit) * (2 if rank % 2 else 1) for rank, digit in enumerate(reversed(siret)))
    return sum(value // _BASE + value % _BASE for value in doubled) % _BASE == 0
