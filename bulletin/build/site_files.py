"""The files of the site itself that commands write: never those of a writer without being asked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bulletin.source.tree import refusal


@contextmanager
def refusing(path: str) -> Iterator[None]:
    """Turn what the system refuses into a sentence that names the file."""
    try:
        yield
    except OSError as error:
        raise refusal(error, path) from error


def write_new(file: Path, text: str) -> bool:
    """Write a text file that does not exist yet, with its folders; return whether it was written.

    Raises MachineRefusal where the disk refuses.
    """
    with refusing(str(file)):
        file.parent.mkdir(parents=True, exist_ok=True)
        try:
            with file.open("x", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
        except FileExistsError:
            return False
    return True


def write_text(file: Path, text: str) -> None:
    """Make a text file of the site hold ``text``, whole or as it was; raises MachineRefusal."""
    write_bytes(file, text.encode())


def write_bytes(file: Path, data: bytes) -> None:
    """Make a file of the site hold these bytes, whole or as it was; raises MachineRefusal."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    with refusing(str(file)):
        temporary.write_bytes(data)
        temporary.replace(file)
