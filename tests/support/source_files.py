"""Source files made of bytes, without a disk."""

from __future__ import annotations

from pathlib import Path

from bulletin.source.fingerprint import digest_of
from bulletin.source.tree import SourceFile


def source_file(path: str, data: bytes) -> SourceFile:
    """Return the file of these bytes, as the reading of a site's folder gives it."""
    return SourceFile(path=path, disk=Path(path), digest=digest_of(data), size=len(data), data=data)
