"""Values typed in braces or brackets.

They are YAML's flow style, kept for those who know it, with one mistake reported by a code of its own: in
them a French decimal comma, or the comma of « Nom, fonction », separates two values.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Characters
from dataclasses import dataclass, replace

from bulletin.diagnostics import Place
from bulletin.source.marks import ANCHOR, closing_quote, unescaped
from bulletin.source.nodes import Entry, Node, Scalar, Sequence, Table
from bulletin.source.schema.blocks import BLOCKS
from bulletin.source.schema.key import Block, Key, Kind

Character = tuple[str, Place]
Stretch = tuple[int, int]
MAX_DEPTH = 6
CLOSING = {"[": "]", "{": "}"}
FLOW_KEY = re.compile(r"\s*(?P<key>[\w-]+|\"[\w-]+\"|'[\w-]+')\s*:")


class FlowFault(Exception):
    """What is wrong in the braces or brackets, and where."""

    def __init__(self, code: str, place: Place, message: str, hint: str) -> None:
        super().__init__(message)
        self.code = code
        self.place = place
        self.message = message
        self.hint = hint


def parse_flow(characters: Characters[Character], definition: Key | None) -> Node:
    """Return the nodes of a value that begins with ``[`` or ``{``; raise ``FlowFault`` where it is broken."""
    reader = _FlowReader(characters, "".join(character for character, _ in characters))
    _, end = reader.pieces(0)
    trailing = reader.text[end + 1 :].strip()
    if trailing and not trailing.startswith("#"):
        raise reader.unclosed(reader.text.index(trailing, end + 1), f"« {trailing} » suit la fermeture.")
    return reader.node(0, end + 1, definition, 1)


def block_of(definition: Key | None) -> Block | None:
    """Return the block of keys that may be typed under a key, if it takes one."""
    return BLOCKS[definition.block] if definition is not None and definition.block else None


@dataclass(frozen=True, slots=True)
class _FlowReader:
    characters: Characters[Character]
    text: str

    def place(self, start: int, length: int = 1) -> Place:
        place = self.characters[min(start, len(self.characters) - 1)][1]
        return replace(place, length=max(1, min(length, len(place.excerpt) - place.column + 1)))

    def unclosed(self, start: int, message: str) -> FlowFault:
        hint = "Écrivez la valeur sans crochets ni accolades."
        return FlowFault("crochets-mal-fermes", self.place(start), message, hint)

    def node(self, start: int, stop: int, definition: Key | None, depth: int) -> Node:
        """Return what stands from ``start`` to ``stop``."""
        raw = self.text[start:stop]
        start += len(raw) - len(raw.lstrip())
        if self.text[start : start + 1] not in CLOSING or not raw.strip():
            return self._scalar(start, raw.strip())
        if depth > MAX_DEPTH:
            raise FlowFault(
                "trop-imbrique",
                self.place(start),
                "Ces crochets ou accolades ont trop de niveaux.",
                "Écrivez la valeur sur plusieurs lignes, sans crochets ni accolades.",
            )
        pieces, end = self.pieces(start)
        trailing = self.text[end + 1 : stop].strip()
        if trailing:
            raise self.unclosed(end + 1, f"« {trailing} » suit la fermeture.")
        if self.text[start] == "[":
            return self._sequence((start, end), pieces, definition, depth)
        return self._table((start, end), pieces, definition, depth)

    def pieces(self, opened: int) -> tuple[list[Stretch], int]:
        """Return the stretches between commas, from the bracket at ``opened`` on, and where it closes."""
        start, pieces, quote, before = opened + 1, list[Stretch](), "", ","
        expected = [CLOSING[self.text[opened]]]
        for index in range(opened + 1, len(self.text)):
            character = self.text[index]
            if quote:
                quote = "" if character == quote else quote
            elif character in "\"'" and before in "[{,:":
                quote = character
            elif character in CLOSING:
                expected.append(CLOSING[character])
            elif character == expected[-1]:
                expected.pop()
                if not expected:
                    return [*pieces, (start, index)], index
            elif character == "," and len(expected) == 1:
                pieces.append((start, index))
                start = index + 1
            before = before if character.isspace() else character
        raise self.unclosed(opened, f"Le signe « {self.text[opened]} » ouvert ici n’est jamais fermé.")

    def _sequence(
        self, whole: Stretch, pieces: list[Stretch], definition: Key | None, depth: int
    ) -> Sequence:
        if self._is_cut(pieces, definition):
            raise self._comma_fault(whole, definition, f"  - {self._inside(whole)}")
        items = (
            self.node(start, stop, definition, depth + 1)
            for start, stop in pieces
            if self.text[start:stop].strip()
        )
        return Sequence(tuple(items), self._whole(whole))

    def _is_cut(self, pieces: list[Stretch], definition: Key | None) -> bool:
        """Whether a comma cuts what was meant as one value: « 4,9 », or a name and an office."""
        plain = [self.text[start:stop].strip()[:1] not in {"", '"', "'", *CLOSING} for start, stop in pieces]
        is_words = definition is not None and definition.words
        is_people = definition is not None and definition.kind is Kind.PERSONNE
        return any(
            plain[index] and plain[index + 1] and (is_people or (not is_words and self._parts_figures(comma)))
            for index, (_, comma) in enumerate(pieces[:-1])
        )

    def _parts_figures(self, comma: int) -> bool:
        return self.text[comma - 1].isdigit() and self.text[comma + 1].isdigit()

    def _table(self, whole: Stretch, pieces: list[Stretch], definition: Key | None, depth: int) -> Table:
        block = block_of(definition)
        entries: list[Entry] = []
        lines: list[str] = []
        is_cut = False
        for start, stop in pieces:
            raw = self.text[start:stop]
            found = FLOW_KEY.match(raw)
            if found is None and raw.strip():
                is_cut = True
                lines[-1:] = [f"{lines[-1]},{raw.rstrip()}" if lines else f"  {raw.strip()}"]
            if found is None:
                continue
            lines.append(f"  {raw.strip()}")
            key = found["key"].strip("\"'")
            value = self.node(start + found.end(), stop, block.find(key) if block else None, depth + 1)
            entries.append(Entry(key, self.place(start + found.start("key"), len(found["key"])), value))
        if is_cut:
            raise self._comma_fault(whole, definition, "\n".join(lines))
        return Table(tuple(entries), self._whole(whole))

    def _comma_fault(self, whole: Stretch, definition: Key | None, block_form: str) -> FlowFault:
        key = definition.name if definition else "clé"
        if definition is not None and definition.plural and self.text[whole[0]] == "[":
            key = definition.plural
        return FlowFault(
            "virgule-dans-accolades",
            self._whole(whole),
            "Entre accolades ou crochets, la virgule coupe la valeur en deux.",
            f"Écrivez sur plusieurs lignes :\n{key}:\n{block_form}",
        )

    def _inside(self, whole: Stretch) -> str:
        return self.text[whole[0] + 1 : whole[1]].strip()

    def _whole(self, whole: Stretch) -> Place:
        return self.place(whole[0], whole[1] + 1 - whole[0])

    def _scalar(self, start: int, text: str) -> Scalar:
        if ANCHOR.match(text):
            raise FlowFault(
                "ancre",
                self.place(start, len(text)),
                "Les ancres, renvois et étiquettes de YAML (« & », « * », « ! ») ne sont pas admis.",
                "Écrivez la valeur elle-même.",
            )
        quote = text[:1]
        if quote in {'"', "'"} and closing_quote(text[1:], quote) == len(text[1:-1]):
            return Scalar(unescaped(text[1:-1], quote), self.place(start + 1, len(text) - 2))
        return Scalar(text, self.place(start, len(text)))
