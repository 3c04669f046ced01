"""The files that are made of the pictures of the site, and what a page needs to know to show one.

Nothing is computed here. Widths and heights are in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PictureFormat(StrEnum):
    """How the pixels of a published picture are written."""

    JPEG = "jpeg"
    PNG = "png"
    GIF = "gif"
    WEBP = "webp"

    @property
    def media_type(self) -> str:
        """The media type of the IANA registry."""
        return f"image/{self.value}"


class Framing(StrEnum):
    """How much of its source a published picture shows."""

    WHOLE = "entiere"
    """All of it, reduced to its width and height."""
    CROPPED = "recadree"
    """What fills its width and height, cut at the edges."""
    MOUNTED = "encadree"
    """All of it, in the middle of a plain ground of its width and height."""
    UNTOUCHED = "telle-quelle"
    """The very bytes of its source, which is animated, without what it says of where and when it was made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureVariant:
    """A picture made from a file of ``content/``: ``digest`` is the SHA-256 of the bytes of ``source``.

    ``is_lossless`` keeps each pixel as it is, for drawings, in the format that knows both ways.
    """

    source: str
    digest: str
    width: int
    height: int
    format: PictureFormat
    framing: Framing = Framing.WHOLE
    is_lossless: bool = False


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A published picture at an address of the site."""

    address: str
    width: int
    height: int
