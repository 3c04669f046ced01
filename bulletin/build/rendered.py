"""What an artifact became: bytes, or a file to copy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bulletin.source.fingerprint import digest_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FileCopy:
    """The bytes of a source file, for what is too large to be held: an image, an attachment."""

    disk: Path
    digest: str
    size: int


Rendered = bytes | FileCopy


def content_digest(content: Rendered) -> str:
    """Return the SHA-256 of what will be written."""
    return content.digest if isinstance(content, FileCopy) else digest_of(content)
