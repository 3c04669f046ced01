"""Values typed in braces or brackets.

Floor 2. They are YAML's flow style, kept for those who know it, with one trap told apart: a French decimal
comma, or the comma of « Nom, fonction », cuts the value there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Characters
from dataclasses import dataclass

from bulletin.diagnostics import Place
from bulletin.keys import Block, Key, Kind
from bulletin.nodes import Entry, Node, Scalar, Sequence, Table, shorten

Character = tuple[str, Place]
DIGIT_COMMA = re.compile(r"\d,\d")


class FlowFault(Exception):
    """What is wrong in the braces or brackets, and where."""

    def __init__(self, code: str, place: Place, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.place = place
        self.message = message
        self.hint = hint


def parse_flow(characters: Characters[Character], definition: Key | None, block: Block | None) -> Node:
    """Return the nodes of a value that begins with ``[`` or ``{``; raise ``FlowFault`` where it is broken."""
    reader = _FlowReader(characters, definition, block)
    node = reader.value()
    reader.skip_spaces()
    trailing = reader.text[reader.at :].strip()
    if trailing and not trailing.startswith("#"):
        raise FlowFault(
            "crochets-mal-fermes",
            reader.place(reader.at),
            f"« {trailing} » suit la fermeture des crochets.",
            "Écrivez la valeur sans crochets ni accolades.",
        )
    return node


@dataclass(slots=True)
class _FlowReader:
    characters: Characters[Character]
    definition: Key | None
    block: Block | None
    text: str = ""
    at: int = 0

    def __init__(
        self, characters: Characters[Character], definition: Key | None, block: Block | None
    ) -> None:
        self.characters = characters
        self.definition = definition
        self.block = block
        self.text = "".join(character for character, _ in characters)
        self.at = 0

    def place(self, index: int, length: int = 1) -> Place:
        return shorten(self.characters[min(index, len(self.characters) - 1)][1], length)

    def skip_spaces(self) -> None:
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1

    def value(self) -> Node:
        self.skip_spaces()
        match self.text[self.at : self.at + 1]:
            case "[":
                return self._sequence()
            case "{":
                return self._table()
            case _:
                return self._scalar()

    def _pieces(self, opening: str, closing: str) -> tuple[list[tuple[int, int]], int]:
        """Return the stretches between commas, from the bracket at ``at`` on, and where it closes."""
        start, depth, pieces = self.at + 1, 0, []
        quote = ""
        for index in range(self.at + 1, len(self.text)):
            character = self.text[index]
            if quote:
                quote = "" if character == quote else quote
            elif character in "\"'" and not self.text[start:index].strip():
                quote = character
            elif character in "[{":
                depth += 1
            elif depth and character in "]}":
                depth -= 1
            elif character == closing and not depth:
                pieces.append((start, index))
                return pieces, index
            elif character == "," and not depth:
                pieces.append((start, index))
                start = index + 1
        raise FlowFault(
            "crochets-mal-fermes",
            self.place(self.at),
            f"Le signe « {opening} » ouvert ici n’est jamais fermé.",
            "Fermez-le, ou écrivez la valeur sans crochets ni accolades.",
        )

    def _sequence(self) -> Sequence:
        opened = self.at
        pieces, end = self._pieces("[", "]")
        inner = self.text[opened + 1 : end].strip()
        people = self.definition is not None and self.definition.kind is Kind.PERSONNE
        words = self.definition is not None and self.definition.words
        if (people and len(pieces) > 1 and '"' not in inner) or (not words and DIGIT_COMMA.search(inner)):
            raise self._comma_fault(opened, end, f"  - {inner}")
        items = []
        for start, stop in pieces:
            if not self.text[start:stop].strip():
                continue
            self.at = start
            items.append(self.value())
        self.at = end + 1
        return Sequence(tuple(items), self.place(opened, end + 1 - opened))

    def _table(self) -> Table:
        opened = self.at
        pieces, end = self._pieces("{", "}")
        entries: list[Entry] = []
        lines: list[str] = []
        cut = False
        for start, stop in pieces:
            raw = self.text[start:stop]
            name, colon, _ = raw.partition(":")
            if not raw.strip():
                continue
            if not colon or not re.fullmatch(r"\s*[\w-]+\s*", name):
                cut = True
                lines[-1:] = [f"{lines[-1]},{raw.rstrip()}" if lines else f"  {raw.strip()}"]
                continue
            lines.append(f"  {raw.strip()}")
            leading = start + len(raw) - len(raw.lstrip())
            self.at = start + len(name) + 1
            entries.append(Entry(name.strip(), self.place(leading, len(name.strip())), self._piece(stop)))
        if cut:
            raise self._comma_fault(opened, end, "\n".join(lines))
        self.at = end + 1
        return Table(tuple(entries), self.place(opened, end + 1 - opened))

    def _comma_fault(self, opened: int, end: int, block_form: str) -> FlowFault:
        key = self.definition.name if self.definition else "clé"
        return FlowFault(
            "virgule-dans-accolades",
            self.place(opened, end + 1 - opened),
            "Entre accolades ou crochets, la virgule coupe la valeur en deux.",
            f"Écrivez sur plusieurs lignes :\n{key}:\n{block_form}",
        )

    def _piece(self, stop: int) -> Node:
        self.skip_spaces()
        if self.text[self.at] in "[{":
            return self.value()
        return self._scalar(stop)

    def _scalar(self, stop: int | None = None) -> Scalar:
        start = self.at
        if stop is None:
            found = re.compile(r"[,\]}]").search(self.text, start)
            stop = found.start() if found else len(self.text)
            if self.text[start] in "\"'":
                closing = self.text.find(self.text[start], start + 1)
                stop = closing + 1 if closing > 0 else stop
        text = self.text[start:stop].strip()
        self.at = stop
        place = self.place(start, len(text))
        if len(text) > 1 and text[0] in "\"'" and text[-1] == text[0]:
            text = text[1:-1]
        return Scalar(text, place)
