"""Parses the lines of a front matter into nodes.

The part of YAML that writers use, block by block: keys, lists by dashes, texts on several lines,
quotes, and braces or brackets when someone types them anyway. Anchors, tags, tabs and keys written twice
are refused. A fault becomes a diagnostic and reading goes on, so that one run shows them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bulletin.diagnostics import Diagnostics, Fix, Place
from bulletin.source.flow_style import CLOSING, FlowFault, block_of, parse_flow
from bulletin.source.marks import (
    ANCHOR,
    BLOCK_TEXT,
    GLUED_KEY,
    KEY,
    closing_quote,
    key_of,
    uncommented,
    unescaped,
)
from bulletin.source.nodes import Entry, Node, Scalar, Sequence, Table
from bulletin.source.schema.blocks import BLOCKS
from bulletin.source.schema.key import Block, Key, Kind
from bulletin.source.typed_text import typed_text

MAX_DEPTH = 8
"""Most levels of lists and blocks inside one another; the deepest valid one, the details of an amount in a
list of conventions, takes seven."""
BULLETS = ("–", "—", "•", "·")
"""Signs that word processors put in place of the hyphen that begins an item of a list."""
KNOWN = frozenset(spelling for block in BLOCKS.values() for spelling in block.spellings)
"""Every key of every block: an indented line that begins with one does not continue the text above it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, ``number`` from 1.

    ``typed`` is the line as in the file when ``text`` was altered to be parsed (a tab, the dash of an item);
    "" when it was not.
    """

    number: int
    text: str
    typed: str = ""

    @property
    def indent(self) -> int:
        """How many spaces stand before its first character."""
        return len(self.text) - len(self.text.lstrip())

    @property
    def is_silent(self) -> bool:
        """Whether it is blank or a comment."""
        content = self.text.strip()
        return not content or content.startswith("#")

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        content = self.text.strip()
        return content.startswith("-") and not content[1:2].strip()

    def place(self, path: str, start: int, length: int) -> Place:
        """Return the place of ``length`` characters from the index ``start`` (from 0; columns are from 1)."""
        return Place(
            path=path,
            line=self.number,
            column=start + 1,
            length=max(1, length),
            excerpt=self.typed or self.text,
        )


@dataclass(slots=True)
class BlockReader:
    """Reads the lines of one front matter, from first to last."""

    path: str
    diagnostics: Diagnostics
    lines: list[Line] = field(default_factory=list)
    at: int = 0
    depth: int = 0

    def read(self, lines: Iterable[Line], block: Block) -> Table | None:
        """Return the nodes, or ``None`` when the whole is a list and not keys."""
        self.lines = [self._without_tabs(line) for line in lines]
        self.at = 0
        first = self._peek()
        if first is None:
            return Table((), Place(path=self.path))
        if first.is_item:
            self._fault(
                "entete-en-liste",
                first,
                "L’en-tête est une liste : chaque ligne doit commencer par une clé.",
                "Écrivez par exemple « titre: … » sans tiret.",
            )
            return None
        indent = min(line.indent for line in self.lines if not line.is_silent)
        return self._table(indent, block, Place(path=self.path))

    # -- places and faults ---------------------------------------------------------------------------

    def _rest(self, line: Line, start: int) -> Place:
        return line.place(self.path, start, len(line.text.rstrip()) - start)

    def _fault(self, code: str, line: Line, message: str, hint: str, start: int | None = None) -> None:
        self.diagnostics.add(code, self._rest(line, line.indent if start is None else start), message, hint)

    def _without_tabs(self, line: Line) -> Line:
        column = line.text.find("\t")
        if column < 0:
            return line
        self.diagnostics.add(
            "tabulation",
            line.place(self.path, column, 1),
            "Cette ligne contient une tabulation.",
            f"Remplacez-la par des espaces : « {' '.join(line.text.split())} ».",
        )
        return Line(line.number, line.text.replace("\t", " "), line.text)

    # -- walking -------------------------------------------------------------------------------------

    def _peek(self) -> Line | None:
        while self.at < len(self.lines) and self.lines[self.at].is_silent:
            self.at += 1
        return self.lines[self.at] if self.at < len(self.lines) else None

    def _skip_deeper(self, indent: int) -> None:
        while (line := self._peek()) is not None and line.indent > indent:
            self.at += 1

    # -- tables --------------------------------------------------------------------------------------

    def _table(self, indent: int, block: Block | None, place: Place) -> Table:
        """Return the keys from the current line on, indented by ``indent``; ``place`` is their block's."""
        entries: dict[str, Entry] = {}
        self.depth += 1
        while (line := self._peek()) is not None and line.indent >= indent:
            entry = self._entry(line, indent, block)
            if entry is None:
                continue
            known = entries.setdefault(entry.key, entry)
            if known is not entry:
                self.diagnostics.add(
                    "cle-en-double",
                    entry.place,
                    f"La clé « {entry.key} » est écrite deux fois ; la première est à la ligne "
                    f"{known.place.line}.",
                    "Gardez une seule des deux lignes.",
                )
        self.depth -= 1
        return Table(tuple(entries.values()), place)

    def _entry(self, line: Line, indent: int, block: Block | None) -> Entry | None:
        found = KEY.match(line.text, line.indent)
        if line.indent > indent or line.is_item:
            found = None
        elif found is None:
            found = self._glued(line, block)
        if found is None:
            self._tell_stray(line, indent)
            self.at += 1
            self._skip_deeper(line.indent)
            return None
        key = key_of(found)
        if key == "<<":
            self._fault(
                "ancre", line, "Les fusions « <<: » ne sont pas admises.", "Recopiez les clés voulues."
            )
            self.at += 1
            self._skip_deeper(indent)
            return None
        definition = block.find(key) if block else None
        place = line.place(self.path, line.indent, len(found["key"].rstrip()))
        return Entry(key, place, self._value(line, found.end(), indent, definition))

    def _glued(self, line: Line, block: Block | None) -> re.Match[str] | None:
        """Return a known key without the space that YAML asks after its colon, and report it."""
        found = GLUED_KEY.match(line.text, line.indent)
        if found is None or block is None or block.find(found["key"]) is None:
            return None
        self._fault(
            "espace-apres-deux-points",
            line,
            "Il manque une espace après les deux-points.",
            f"Écrivez « {found['key']}: {line.text[found.end() :].strip()} ».",
        )
        return found

    def _tell_stray(self, line: Line, indent: int) -> None:
        if line.is_item:
            self._fault(
                "liste-inattendue",
                line,
                "Cet élément de liste n’est sous aucune clé.",
                "Écrivez d’abord la clé, seule sur sa ligne, par exemple « signataires: ».",
            )
        elif line.indent > indent:
            self._fault(
                "retrait",
                line,
                "Cette ligne est décalée vers la droite sans dépendre de la ligne précédente.",
                f"Alignez-la sur les autres clés : « {line.text.strip()} ».",
            )
        else:
            self._fault(
                "ligne-sans-cle",
                line,
                "Cette ligne n’a pas de clé.",
                "Écrivez « clé: valeur », ou décalez-la de deux espaces si elle continue celle d’avant.",
            )

    # -- values --------------------------------------------------------------------------------------

    def _value(self, line: Line, start: int, indent: int, definition: Key | None) -> Node:
        text = line.text[start:]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        if not text or (text.startswith("#") and not self._is_hash_text(indent, definition)):
            self.at += 1
            return self._below(line, indent, definition)
        if BLOCK_TEXT.match(text):
            self.at += 1
            return self._block_text(line, start, indent, is_folded=text.startswith(">"))
        if ANCHOR.match(text):
            self._tell_anchor(line, start, text, definition)
            self.at += 1
            self._skip_deeper(indent)
            return Scalar("", self._rest(line, start), is_refused=True)
        if text[0] in CLOSING and not self._is_line(line, definition):
            return self._flow(line, start, indent, definition)
        if text[0] in "\"'":
            quoted = self._quoted(line, start, indent)
            if quoted is not None:
                return quoted
        return self._plain(line, start, indent, definition)

    def _tell_anchor(self, line: Line, start: int, text: str, definition: Key | None) -> None:
        """Report a sign of YAML that begins a value; the remedy puts in quotes a text that begins so."""
        quoted = typed_text(text) if definition is not None and definition.is_text else ""
        place = self._rest(line, start)
        self.diagnostics.add(
            "ancre",
            place,
            "Les ancres, renvois et étiquettes de YAML (« & », « * », « ! ») ne sont pas admis.",
            f"Mettez la valeur entre guillemets droits : {quoted}"
            if quoted
            else "Écrivez la valeur elle-même.",
            fix=Fix.of_stretch(place, quoted) if quoted and not line.typed else None,
        )

    def _is_hash_text(self, indent: int, definition: Key | None) -> bool:
        """Whether a « # » that begins a value is text: for a text key that has nothing below."""
        if definition is None or not definition.is_text:
            return False
        following = next((line for line in self.lines[self.at + 1 :] if not line.is_silent), None)
        return following is None or not (following.indent > indent or following.is_item)

    def _is_line(self, line: Line, definition: Key | None) -> bool:
        """Whether a bracket that begins the value is a plain character: for a text, alone or in a list."""
        if definition is None:
            return False
        return definition.is_line or (definition.kind is Kind.TEXTE and line.is_item)

    def _below(self, line: Line, indent: int, definition: Key | None) -> Node:
        """Return what the lines under a key, or under a dash, hold."""
        following = self._peek()
        place = line.place(self.path, line.indent, len(line.text.strip()))
        is_below = following is not None and (
            following.indent > indent or (following.indent == indent and following.is_item)
        )
        if following is None or not is_below or (line.is_item and following.indent == indent):
            return Scalar("", place)
        if self.depth >= MAX_DEPTH:
            self._fault(
                "trop-imbrique", following, "Cet en-tête a trop de niveaux.", "Simplifiez cette partie."
            )
            self._skip_deeper(indent)
            return Scalar("", place, is_refused=True)
        if following.is_item:
            return self._sequence(following.indent, definition)
        if definition is not None and definition.many and following.text.strip().startswith(BULLETS):
            self._tell_bullet(following, indent)
            return Scalar("", place, is_refused=True)
        if KEY.match(following.text, following.indent) and not (definition and definition.is_line):
            return self._table(following.indent, block_of(definition), place)
        return self._plain(following, following.indent, indent, definition)

    def _tell_bullet(self, line: Line, indent: int) -> None:
        content = line.text.strip()
        self._fault(
            "liste-inattendue",
            line,
            f"Le signe « {content[0]} » ne commence pas un élément de liste : il y faut un tiret du clavier.",
            f"Écrivez « - {content[1:].strip()} ».",
        )
        self._skip_deeper(indent)

    def _plain(self, line: Line, start: int, indent: int, definition: Key | None) -> Scalar:
        is_text = definition is not None and definition.is_text
        text = ""
        rows: list[tuple[int, Place]] = []
        following: Line | None = line
        while following is not None:
            found = following.text[start:].strip() if is_text else uncommented(following.text[start:])
            text = f"{text} {found}" if text and found else text or found
            rows.append((len(text) - len(found), following.place(self.path, start, len(found))))
            self.at += 1
            following = self._peek()
            if following is None or following.indent <= indent or following.is_item:
                break
            if (key := KEY.match(following.text, following.indent)) and key_of(key) in KNOWN:
                break
            start = following.indent
        return Scalar(text, rows[0][1], tuple(rows[1:]))

    def _block_text(self, line: Line, start: int, indent: int, *, is_folded: bool) -> Scalar:
        raw: list[str] = []
        while self.at < len(self.lines):
            following = self.lines[self.at]
            if following.text.strip() and following.indent <= indent:
                break
            raw.append(following.text.rstrip())
            self.at += 1
        margin = min((len(text) - len(text.lstrip()) for text in raw if text), default=0)
        text = "\n".join(row[margin:] for row in raw).strip("\n")
        if is_folded:
            paragraphs = text.split("\n\n")
            text = "\n".join(" ".join(paragraph.split("\n")) for paragraph in paragraphs)
        return Scalar(text, self._rest(line, start))

    def _quoted(self, line: Line, start: int, indent: int) -> Scalar | None:
        """Return the text between the quotes, or ``None`` when they do not enclose the whole value."""
        quote = line.text[start]
        parts: list[str] = []
        rest, last = line.text[start + 1 :].rstrip(), self.at
        while (end := closing_quote(rest, quote)) is None:
            parts.append(rest)
            last += 1
            if last >= len(self.lines) or self.lines[last].indent <= indent:
                if quote == '"':
                    self._fault(
                        "guillemet-non-ferme",
                        line,
                        "Le guillemet ouvert ici n’est jamais fermé.",
                        f"Enlevez-le : « {line.text[start + 1 :].strip()} ».",
                        start,
                    )
                return None
            rest = self.lines[last].text.strip()
        after = rest[end + 1 :].strip()
        if after and not after.startswith("#"):
            return None
        parts.append(rest[:end])
        self.at = last + 1
        text = unescaped(" ".join(parts), quote)
        return Scalar(text, line.place(self.path, start + 1, len(parts[0])))

    def _flow(self, line: Line, start: int, indent: int, definition: Key | None) -> Node:
        characters: list[tuple[str, Place]] = []
        depth, begin, last = 0, start, self.at
        for index in range(self.at, len(self.lines)):
            row = self.lines[index]
            closes = row.text.strip()[:1] in CLOSING.values()
            if index > self.at and (depth <= 0 or (row.indent <= indent and not closes)):
                break
            text = row.text[begin:] + " "
            characters += [
                (character, row.place(self.path, begin + column, 1)) for column, character in enumerate(text)
            ]
            depth += sum(text.count(opening) - text.count(closing) for opening, closing in CLOSING.items())
            begin, last = 0, index
        self.at = last + 1
        try:
            return parse_flow(characters, definition)
        except FlowFault as fault:
            self.diagnostics.add(fault.code, fault.place, fault.message, fault.hint)
            return Scalar("", self._rest(line, start), is_refused=True)

    # -- lists ---------------------------------------------------------------------------------------

    def _sequence(self, indent: int, definition: Key | None) -> Sequence:
        items: list[Node] = []
        place = self._rest(self.lines[self.at], indent)
        self.depth += 1
        while (line := self._peek()) is not None and line.indent == indent and line.is_item:
            items.append(self._item(line, indent, definition))
        self.depth -= 1
        if line is not None and line.indent > indent:
            self._tell_stray(line, indent)
            self.at += 1
            self._skip_deeper(indent)
        return Sequence(tuple(items), place)

    def _item(self, line: Line, indent: int, definition: Key | None) -> Node:
        rest = line.text[indent + 1 :]
        start = indent + 1 + len(rest) - len(rest.lstrip())
        block = block_of(definition)
        found = KEY.match(line.text, start)
        if found and block is not None and block.find(key_of(found)):
            # With a space in place of its dash, the item is parsed as a table like any other.
            self.lines[self.at] = Line(line.number, " " * start + line.text[start:], line.typed or line.text)
            return self._table(start, block, self._rest(line, start))
        return self._value(line, indent + 1, indent, definition)
