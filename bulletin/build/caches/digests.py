"""A cache of the digests of files, kept between builds; it can be deleted at any time."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path

from bulletin.source.tree import hash_regular, read_regular

CACHE_FOLDER = ".bulletin"


_RACY_NS = 2_000_000_000
"""Nanoseconds. A file that changed so shortly before the cache was saved is hashed again: another change may
have the same time stamp."""


Stamp = tuple[int, int, int, int]
"""Size in bytes, mtime and ctime in nanoseconds, inode."""


class DigestCache:
    """The digests of files that have not changed since they were hashed.

    A file is known to be unchanged by its size, mtime, ctime and inode. A cache that cannot be read counts
    as empty, one that cannot be written is not saved.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, tuple[Stamp, str]] = {}
        self._kept: dict[str, tuple[Stamp, str]] = {}
        with suppress(OSError, ValueError, TypeError, AttributeError, RecursionError):
            horizon = file.lstat().st_mtime_ns - _RACY_NS
            for key, (*stamp, digest) in json.loads(read_regular(file)).items():
                size, mtime, ctime, inode = map(int, stamp)
                if max(mtime, ctime) < horizon:
                    self._known[key] = ((size, mtime, ctime, inode), str(digest))

    def __call__(self, path: str | Path) -> str:
        """Return the SHA-256 of a regular file, in hexadecimal.

        Raises NotRegularError for anything else, OSError for a file that cannot be read.
        """
        key = str(path)
        before = _stamp(os.lstat(key))
        known = self._known.get(key)
        if known is not None and known[0] == before:
            self._kept[key] = known
            return known[1]
        digest = hash_regular(Path(path))
        if _stamp(os.lstat(key)) == before:
            self._kept[key] = (before, digest)
        return digest

    def save(self) -> None:
        """Save the digests that were asked for since the cache was read, and no other."""
        if self._kept == self._known:
            return
        temporary = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        text = json.dumps({key: [*stamp, digest] for key, (stamp, digest) in sorted(self._kept.items())})
        with suppress(OSError):
            self._file.parent.mkdir(exist_ok=True)
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(self._file)
        with suppress(OSError):  # still there when it could not be written whole
            temporary.unlink(missing_ok=True)


def source_cache(site: Path) -> DigestCache:
    """Return the cache of the digests of images and attachments."""
    return DigestCache(site / CACHE_FOLDER / "sources.json")


def _stamp(status: os.stat_result) -> Stamp:
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
