"""Pictures as small as their format allows."""

from __future__ import annotations

PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f0005000201a5d2a5a30000000049454e44ae426082"
)
"""A PNG of one pixel."""
