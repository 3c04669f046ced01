"""A front matter as it was typed: nodes, each with its place.

Every scalar is the text of the writer; nothing is converted here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from bulletin.diagnostics import Place


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text, without the quotes or the comment that stood around it. ``""`` when nothing was typed.

    ``rows`` are the further lines of a text that runs over several: where each begins in ``text``, and its
    place in the file. ``is_refused`` says that what was typed could not be read, and has been reported.
    """

    text: str
    place: Place
    rows: tuple[tuple[int, Place], ...] = ()
    is_refused: bool = False

    def stretch(self, start: int, length: int) -> Place:
        """Return the place of a part of the text, or of the whole where the file does not show that part."""
        begin, row = max(
            (found for found in ((0, self.place), *self.rows) if found[0] <= start), key=lambda one: one[0]
        )
        column = row.column + start - begin
        if row.excerpt[column - 1 : column - 1 + length] != self.text[start : start + length]:
            return self.place
        return replace(row, column=column, length=max(1, length))


@dataclass(frozen=True, slots=True)
class Entry:
    """A key and its value."""

    key: str
    place: Place
    value: Node


@dataclass(frozen=True, slots=True)
class Table:
    """Keys with their values, in the order of the file."""

    entries: tuple[Entry, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Sequence:
    """The items of a list."""

    items: tuple[Node, ...]
    place: Place


Node = Scalar | Table | Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """A file split in two: its front matter as nodes, and its body with the line on which it begins."""

    path: str
    front: Table
    body: str
    body_line: int
    lines: tuple[str, ...]

    def line_place(self, line: int, column: int = 1, length: int = 1) -> Place:
        """Return the place of a stretch of line ``line`` (from 1) of this file."""
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(path=self.path, line=line, column=column, length=length, excerpt=excerpt)


def entries_by_key(table: Table) -> Mapping[str, Entry]:
    """Return the entries by the key as typed; the reader has refused keys written twice."""
    return {entry.key: entry for entry in table.entries}
