"""Folders of files, written and read."""

from __future__ import annotations

from pathlib import Path

from bulletin.build.output import LOCK_NAME


def write(folder: Path, path: str, content: str | bytes) -> Path:
    """Write a file of a folder, with the folders it needs, and return it."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder with its bytes, by its path, but for the lock of a build.

    Empty when there is no folder.
    """
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LOCK_NAME
    }
