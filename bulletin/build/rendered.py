"""The result of rendering an artifact: bytes, or a file to copy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bulletin.source.fingerprint import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCopy:
    """A source file to copy, too large to be kept in memory: an image, an attachment."""

    disk: Path
    digest: str
    size: int


Rendered = bytes | FileCopy


def content_digest(content: Rendered) -> str:
    """Return the SHA-256 of the bytes that will be written."""
    return content.digest if isinstance(content, FileCopy) else digest_of(content)
