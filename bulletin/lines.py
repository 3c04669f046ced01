"""The lines of a front matter to nodes.

Floor 2. The part of YAML that writers use, block by block: keys, lists by dashes, texts on several lines,
quotes, and braces or brackets when someone types them anyway. Anchors, tags, tabs and keys written twice
are refused. A fault is told and reading goes on, so that one run shows them all.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Lines
from dataclasses import dataclass, field

from bulletin.diagnostics import Diagnostics, Place
from bulletin.flow import FlowFault, parse_flow
from bulletin.keys import Block, Key
from bulletin.nodes import Entry, Node, Scalar, Sequence, Table
from bulletin.schema import BLOCKS

MAX_DEPTH = 5
KEY = re.compile(r"(?P<key>\"[^\"]+\"|'[^']+'|[^\s:#\"'\[\]{},|>&*!%@`-][^:]*?)[\s\u00a0\u202f]*:(?=\s|$)")
GLUED_KEY = re.compile(r"(?P<key>[a-z_]+):(?P<value>\S.*)")
BLOCK_TEXT = re.compile(r"[|>][+-]?[1-9]?[+-]?(\s+#.*)?$")
ANCHOR = re.compile(r"&[\w-]+(\s|$)|\*[\w-]+\s*$|!(![\w]+|[\w:/.-]+|<[^>]*>)(\s|$)")
COMMENT = re.compile(r"(^|\s)#.*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file, ``number`` from 1."""

    number: int
    text: str

    @property
    def indent(self) -> int:
        """How many spaces stand before its first character."""
        return len(self.text) - len(self.text.lstrip(" "))

    @property
    def is_silent(self) -> bool:
        """Whether it is blank or a comment."""
        content = self.text.strip()
        return not content or content.startswith("#")

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        content = self.text.strip()
        return content == "-" or content.startswith("- ")


@dataclass(slots=True)
class BlockReader:
    """Reads the lines of one front matter, from first to last."""

    path: str
    diagnostics: Diagnostics
    lines: Lines[Line] = ()
    at: int = 0
    depth: int = field(default=0)

    def read(self, lines: Lines[Line], block: Block) -> Table | None:
        """Return the nodes, or ``None`` when the whole is a list and not keys."""
        self.lines = tuple(self._without_tabs(line) for line in lines)
        self.at = 0
        first = self._peek()
        if first is None:
            return Table((), self._place(Line(lines[0].number, ""), 0, 1) if lines else Place(path=self.path))
        if first.is_item:
            self._fault(
                "entete-en-liste",
                first,
                "L’en-tête est une liste : chaque ligne doit commencer par une clé.",
                "Écrivez par exemple « titre: … » sans tiret.",
            )
            return None
        return self._table(first.indent, block)

    # -- places and faults ---------------------------------------------------------------------------

    def _place(self, line: Line, start: int, length: int) -> Place:
        return Place(
            path=self.path,
            line=line.number,
            column=start + 1,
            length=max(1, length),
            excerpt=line.text,
        )

    def _rest(self, line: Line, start: int) -> Place:
        return self._place(line, start, len(line.text.rstrip()) - start)

    def _fault(self, code: str, line: Line, message: str, hint: str, start: int | None = None) -> None:
        self.diagnostics.add(code, self._rest(line, line.indent if start is None else start), message, hint)

    def _without_tabs(self, line: Line) -> Line:
        column = line.text.find("\t")
        if column < 0:
            return line
        clean = Line(line.number, line.text.replace("\t", "  "))
        self.diagnostics.add(
            "tabulation",
            self._place(line, column, 1),
            "Cette ligne contient une tabulation.",
            f"Remplacez-la par des espaces : « {clean.text.strip()} ».",
        )
        return clean

    # -- walking -------------------------------------------------------------------------------------

    def _peek(self) -> Line | None:
        while self.at < len(self.lines) and self.lines[self.at].is_silent:
            self.at += 1
        return self.lines[self.at] if self.at < len(self.lines) else None

    def _skip_deeper(self, indent: int) -> None:
        while (line := self._peek()) is not None and line.indent > indent:
            self.at += 1

    # -- tables --------------------------------------------------------------------------------------

    def _table(self, indent: int, block: Block | None) -> Table:
        entries: dict[str, Entry] = {}
        head = self._peek()
        place = self._rest(head, indent) if head else Place(path=self.path)
        self.depth += 1
        while (line := self._peek()) is not None and line.indent >= indent:
            entry = self._entry(line, indent, block)
            if entry is None:
                continue
            known = entries.get(entry.key)
            if known is None:
                entries[entry.key] = entry
            else:
                self.diagnostics.add(
                    "cle-en-double",
                    entry.place,
                    f"La clé « {entry.key} » est écrite deux fois ; la première est à la ligne "
                    f"{known.place.line}.",
                    "Gardez une seule des deux lignes.",
                )
        self.depth -= 1
        return Table(tuple(entries.values()), place)

    def _entry(self, line: Line, indent: int, block: Block | None) -> Entry | None:
        found = KEY.match(line.text, line.indent)
        if line.indent > indent or found is None or line.is_item:
            self._tell_stray(line, indent, block)
            self.at += 1
            if line.is_item:
                self._skip_deeper(line.indent)
            return None
        key = found["key"].strip("\"'").strip()
        place = self._place(line, line.indent, len(found["key"]))
        if key == "<<" or ANCHOR.match(key):
            self._fault(
                "ancre", line, "Les fusions « <<: » ne sont pas admises.", "Recopiez les clés voulues."
            )
            self.at += 1
            self._skip_deeper(indent)
            return None
        definition = block.find(key) if block else None
        return Entry(key, place, self._value(line, found.end(), indent, definition))

    def _tell_stray(self, line: Line, indent: int, block: Block | None) -> None:
        content = line.text.strip()
        glued = GLUED_KEY.match(content)
        if line.is_item:
            self._fault(
                "liste-inattendue",
                line,
                "Cet élément de liste n’est sous aucune clé.",
                "Écrivez d’abord la clé, seule sur sa ligne, par exemple « signataires: ».",
            )
        elif glued and (block is None or block.find(glued["key"])):
            self._fault(
                "espace-apres-deux-points",
                line,
                "Il manque une espace après les deux-points.",
                f"Écrivez « {glued['key']}: {glued['value']} ».",
            )
        elif line.indent > indent:
            self._fault(
                "retrait",
                line,
                "Cette ligne est décalée vers la droite sans dépendre de la ligne précédente.",
                f"Alignez-la sur les autres clés : « {content} ».",
            )
        else:
            self._fault(
                "ligne-sans-cle",
                line,
                "Cette ligne n’a pas de clé.",
                "Écrivez « clé: valeur », ou décalez-la de deux espaces si elle continue la ligne précédente.",
            )

    # -- values --------------------------------------------------------------------------------------

    def _value(self, line: Line, start: int, indent: int, definition: Key | None) -> Node:
        text = line.text[start:]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        is_text = definition is not None and definition.is_text
        if not text or (text.startswith("#") and not is_text):
            self.at += 1
            return self._below(line, start, indent, definition)
        if BLOCK_TEXT.match(text):
            self.at += 1
            return self._block_text(line, start, indent, folded=text.startswith(">"))
        if ANCHOR.match(text):
            self._fault(
                "ancre",
                line,
                "Les ancres, renvois et étiquettes de YAML (« & », « * », « ! ») ne sont pas admis.",
                "Écrivez la valeur elle-même.",
                start,
            )
            self.at += 1
            self._skip_deeper(indent)
            return Scalar("", self._rest(line, start))
        if text[0] in "[{" and not (definition is not None and definition.is_line):
            return self._flow(line, start, indent, definition)
        if text[0] in "\"'":
            quoted = self._quoted(line, start, indent)
            if quoted is not None:
                return quoted
        return self._plain(line, start, indent, definition)

    def _below(self, line: Line, start: int, indent: int, definition: Key | None) -> Node:
        following = self._peek()
        empty = Scalar("", self._place(line, line.indent, len(line.text.strip())))
        if following is None or following.indent < indent:
            return empty
        if following.is_item:
            return self._sequence(following.indent, definition)
        if following.indent == indent:
            return empty
        if self.depth >= MAX_DEPTH:
            self._fault(
                "trop-imbrique", following, "Cet en-tête a trop de niveaux.", "Simplifiez cette partie."
            )
            self._skip_deeper(indent)
            return empty
        if KEY.match(following.text, following.indent) and not (definition and definition.is_line):
            return self._table(following.indent, self._block_of(definition))
        return self._plain(following, following.indent, indent, definition)

    def _block_of(self, definition: Key | None) -> Block | None:
        return BLOCKS[definition.block] if definition is not None and definition.block else None

    def _plain(self, line: Line, start: int, indent: int, definition: Key | None) -> Scalar:
        is_text = definition is not None and definition.is_text
        parts = [_uncommented(line.text[start:], is_text=is_text)]
        self.at += 1
        while (following := self._peek()) is not None and following.indent > indent:
            if following.is_item or self._is_known_key(following, definition):
                break
            parts.append(_uncommented(following.text, is_text=is_text))
            self.at += 1
        return Scalar(" ".join(part for part in parts if part), self._place(line, start, len(parts[0])))

    def _is_known_key(self, line: Line, definition: Key | None) -> bool:
        found = KEY.match(line.text, line.indent)
        if found is None:
            return False
        block = self._block_of(definition)
        return (block is not None and block.find(found["key"]) is not None) or any(
            known.find(found["key"]) for known in BLOCKS.values()
        )

    def _block_text(self, line: Line, start: int, indent: int, *, folded: bool) -> Scalar:
        raw: list[str] = []
        while self.at < len(self.lines):
            following = self.lines[self.at]
            if following.text.strip() and following.indent <= indent:
                break
            raw.append(following.text.rstrip())
            self.at += 1
        margin = min((len(text) - len(text.lstrip(" ")) for text in raw if text), default=0)
        texts = [text[margin:] for text in raw]
        if folded:
            paragraphs = "\n".join(texts).strip("\n").split("\n\n")
            joined = "\n".join(" ".join(paragraph.split("\n")) for paragraph in paragraphs)
        else:
            joined = "\n".join(texts)
        return Scalar(joined.strip("\n"), self._rest(line, start))

    def _quoted(self, line: Line, start: int, indent: int) -> Scalar | None:
        """Return the text between the quotes, or ``None`` when they do not enclose the whole value."""
        quote = line.text[start]
        text, last = line.text[start + 1 :].rstrip(), self.at
        while (end := _closing(text, quote)) is None:
            last += 1
            if (
                last >= len(self.lines)
                or self.lines[last].indent <= indent
                or not self.lines[last].text.strip()
            ):
                if quote == "'":
                    return None
                self._fault(
                    "guillemet-non-ferme",
                    line,
                    "Le guillemet ouvert ici n’est jamais fermé.",
                    f"Enlevez-le : « {line.text[start + 1 :].strip()} ».",
                    start,
                )
                return None
            text = f"{text} {self.lines[last].text.strip()}"
        after = text[end + 1 :].strip()
        if after and not after.startswith("#"):
            return None
        self.at = last + 1
        return Scalar(_unescaped(text[:end], quote), self._rest(line, start))

    def _flow(self, line: Line, start: int, indent: int, definition: Key | None) -> Node:
        taken = [(self.at, start)]
        for index in range(self.at + 1, len(self.lines)):
            if self.lines[index].indent <= indent or self._is_balanced(taken):
                break
            taken.append((index, self.lines[index].indent))
        characters = tuple(
            (character, self._place(self.lines[index], column, 1))
            for index, begin in taken
            for column, character in enumerate(self.lines[index].text + " ")
            if column >= begin
        )
        self.at = taken[-1][0] + 1
        try:
            return parse_flow(characters, definition, self._block_of(definition))
        except FlowFault as fault:
            self.diagnostics.add(fault.code, fault.place, fault.message, fault.hint)
            return Scalar("", self._rest(line, start))

    def _is_balanced(self, taken: list[tuple[int, int]]) -> bool:
        text = "".join(self.lines[index].text[begin:] for index, begin in taken)
        return text.count("[") + text.count("{") <= text.count("]") + text.count("}")

    # -- lists ---------------------------------------------------------------------------------------

    def _sequence(self, indent: int, definition: Key | None) -> Sequence:
        items: list[Node] = []
        head = self.lines[self.at]
        place = self._rest(head, indent)
        while (line := self._peek()) is not None and line.indent == indent and line.is_item:
            items.append(self._item(line, indent, definition))
        if line is not None and line.indent > indent:
            self._tell_stray(line, indent, self._block_of(definition))
            self._skip_deeper(indent)
        return Sequence(tuple(items), place)

    def _item(self, line: Line, indent: int, definition: Key | None) -> Node:
        rest = line.text[indent + 1 :]
        start = indent + 1 + len(rest) - len(rest.lstrip())
        block = self._block_of(definition)
        found = KEY.match(line.text, start)
        if found and block is not None and block.find(found["key"].strip("\"'").strip()):
            # The dash gives way to a space: the item is then a table like any other.
            blanked = Line(line.number, " " * start + line.text[start:])
            self.lines = (*self.lines[: self.at], blanked, *self.lines[self.at + 1 :])
            return self._table(start, block)
        if not rest.strip():
            self.at += 1
            following = self._peek()
            if following is not None and following.indent > indent and block is not None:
                return self._table(following.indent, block)
            return Scalar("", self._place(line, indent, 1))
        return self._value(line, indent + 1, indent, definition)


def _uncommented(text: str, *, is_text: bool) -> str:
    return text.strip() if is_text else COMMENT.sub("", text).strip()


def _closing(text: str, quote: str) -> int | None:
    """Return where the quote closes in ``text``, or ``None``; a doubled or escaped quote does not close."""
    at = 0
    while at < len(text):
        if quote == '"' and text[at] == "\\":
            at += 2
        elif text[at] == quote:
            if quote == "'" and text[at : at + 2] == "''":
                at += 2
            else:
                return at
        else:
            at += 1
    return None


def _unescaped(text: str, quote: str) -> str:
    if quote == "'":
        return text.replace("''", "'")
    return re.sub(r"\\([\"\\/nt])", lambda found: {"n": "\n", "t": " "}.get(found[1], found[1]), text)
