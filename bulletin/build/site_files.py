"""Writing of files besides the output, when a command asks for it: never by a build."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bulletin.source.tree import refusal


@contextmanager
def refusing(path: str) -> Iterator[None]:
    """Turn an ``OSError`` into a ``MachineRefusal`` that names the file."""
    try:
        yield
    except OSError as error:
        raise refusal(error, path) from error


def write_new(file: Path, text: str) -> bool:
    """Write a text file that does not exist yet, with its folders; return whether it was written.

    Raises:
        MachineRefusal: when the system refuses.
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
    """Replace the text of a file at once, or raise ``MachineRefusal`` and leave the file as it was."""
    write_bytes(file, text.encode())


def write_page(file: Path, text: str) -> None:
    """Make a text file hold ``text``, whole or as it was, with its folders; raises MachineRefusal."""
    with refusing(str(file)):
        file.parent.mkdir(parents=True, exist_ok=True)
    write_text(file, text)


def write_bytes(file: Path, data: bytes) -> None:
    """Replace the bytes of a file at once, or raise ``MachineRefusal`` and leave the file as it was."""
    temporary = file.with_name(f".{file.name}.{os.getpid()}")
    with refusing(str(file)):
        temporary.write_bytes(data)
        temporary.replace(file)
