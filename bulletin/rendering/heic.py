"""Photographs of telephones (HEIC), which Pillow reads with the help of pi-heif.

The only module that knows pi-heif, which not every installation has: ``pictures`` looks for it first.
"""

from __future__ import annotations

from functools import cache

from pi_heif import register_heif_opener


@cache
def register() -> None:
    """Teach Pillow to read HEIC, once for the whole process."""
    register_heif_opener()
