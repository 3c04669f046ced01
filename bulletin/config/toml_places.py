"""A TOML text as values, each with the place where it was typed.

``tomllib`` reads the values but not their places; these are found by a scan of the same text, which is then
known to be valid. A text that is not TOML gives one diagnostic in French.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from bulletin.diagnostics import Diagnostic, Place

KeyPath = tuple[str, ...]

_TOKEN = re.compile(
    r"""
    (?P<blank>[ \t\r]+|\#[^\n]*)
    |(?P<newline>\n)
    |(?P<string>\"\"\"(?:[^\\]|\\.)*?\"{3,5}|'''.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')
    |(?P<mark>[\[\]{}=,.])
    |(?P<word>[^\s\[\]{}=,."'\#]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_POSITION = re.compile(r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$")
_BARE_VALUE = re.compile(r"\s*(?P<key>[\w.-]+)\s*=\s*(?P<value>[^\s\"'\[{][^\"']*?)\s*")
_BOOLEANS = {"oui": "true", "vrai": "true", "non": "false", "faux": "false", "True": "true", "False": "false"}

_ONCE = "Gardez une seule des deux."
_CLOSE = "Fermez-le, sur la même ligne."
_FORMS = 'Une ligne est une table, « [site] », ou un réglage, « titre = "Bulletin" ».'
_SENTENCES: tuple[tuple[str, str, str], ...] = (
    ("Cannot overwrite a value", "Ce réglage est écrit deux fois.", _ONCE),
    ("Duplicate inline table key", "Ce réglage est écrit deux fois.", _ONCE),
    ("Cannot declare", "Cette table est ouverte deux fois.", "Réunissez leurs réglages sous la première."),
    ("Cannot redefine namespace", "Cette table est déjà écrite ailleurs.", _ONCE),
    ("Cannot mutate immutable", "Cette table est déjà écrite en entier, entre accolades.", _ONCE),
    ("Unclosed array", "Un crochet « [ » n’est jamais fermé.", "Ajoutez « ] » après la dernière valeur."),
    ("Unclosed inline table", "Une accolade « { » n’est jamais fermée.", "Ajoutez « } » sur la même ligne."),
    ("Expected ']'", "Il manque un crochet « ] » à la fin du nom de la table.", "Écrivez « [site] »."),
    ("Expected '='", "Il manque le signe « = » entre le réglage et sa valeur.", _FORMS),
    ("Expected newline", "Il y a quelque chose de trop après cette valeur.", "Un seul réglage par ligne."),
    ("Expected", "Un guillemet n’est jamais fermé.", _CLOSE),
    ("Unterminated string", "Un guillemet n’est jamais fermé.", _CLOSE),
    ("Illegal character", "Un guillemet n’est pas fermé, ou un caractère est interdit ici.", _CLOSE),
    ("Unescaped", "La barre « \\ » a un sens à elle entre guillemets doubles.", "Doublez-la : « \\\\ »."),
    ("Invalid date", "Cette date n’existe pas.", "Écrivez l’année, le mois et le jour : « 2026-03-12 »."),
    ("Invalid value", "Cette valeur ne peut pas être lue.", ""),
    ("Invalid initial character", "Le nom d’un réglage ne peut pas commencer ainsi.", _FORMS),
    ("Invalid statement", "Cette ligne n’est ni un réglage ni le nom d’une table.", _FORMS),
    ("Found invalid character", "Ce commentaire contient un caractère interdit.", "Enlevez ce caractère."),
    ("", "Ce fichier ne peut pas être lu à partir d’ici.", _FORMS),
)
"""How a message of ``tomllib`` begins, and its French sentence and remedy; the first that matches counts.

An empty remedy stands for the one of a value without quotes.
"""


class TomlError(Exception):
    """The text is not TOML; ``diagnostic`` has the place and the reason."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Located:
    """Where a setting was typed."""

    key: Place
    value: Place
    """Equal to ``key`` for a table."""


@dataclass(frozen=True, slots=True)
class TomlDocument:
    """The values of a TOML text; decimal numbers are exact."""

    values: Mapping[str, object]
    located: Mapping[KeyPath, Located]
    path: str

    def key_place(self, path: KeyPath) -> Place:
        """Return where the key at ``path`` is, else where the nearest table around it begins, else line 1."""
        return self._nearest(path).key

    def value_place(self, path: KeyPath) -> Place:
        """Return where the value at ``path`` is, else what ``key_place`` returns."""
        return self._nearest(path).value

    def _nearest(self, path: KeyPath) -> Located:
        for length in range(len(path), 0, -1):
            if path[:length] in self.located:
                return self.located[path[:length]]
        top = Place(path=self.path)
        return Located(top, top)


def read_toml(text: str, path: str) -> TomlDocument:
    """Return the values of ``text`` and their places.

    ``path`` is that of the places; no file is read. A byte order mark is removed; lines may end in CRLF.

    Raises:
        TomlError: when the text is not TOML.
    """
    clean = text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}")
    lines = _Lines(clean, path)
    try:
        values = tomllib.loads(clean, parse_float=Decimal)
    # Very deep brackets give a RecursionError, a number of 5,000 digits a plain ValueError.
    except (ValueError, RecursionError) as error:
        raise TomlError(_syntax_diagnostic(error, lines)) from error
    return TomlDocument(values, MappingProxyType(_Scan(clean, lines).run()), path)


@dataclass(slots=True)
class _Lines:
    """Offsets in a text as places."""

    text: str
    path: str
    starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.starts = [0, *(match.end() for match in re.finditer("\n", self.text))]

    def line(self, number: int) -> str:
        start = self.starts[number - 1]
        return self.text[start:].partition("\n")[0].removesuffix("\r")

    def place(self, start: int, end: int) -> Place:
        """Return the stretch from ``start`` to ``end``, cut at the end of its first line."""
        number = bisect_right(self.starts, start)
        column = start - self.starts[number - 1]
        excerpt = self.line(number)
        length = max(1, min(end - start, len(excerpt) - column))
        return Place(path=self.path, line=number, column=column + 1, length=length, excerpt=excerpt)


def _syntax_diagnostic(error: Exception, lines: _Lines) -> Diagnostic:
    text = str(error)
    position = _POSITION.search(text)
    number, column = len(lines.starts), 1
    if position is not None and position["line"]:
        number, column = int(position["line"]), int(position["column"])
    elif number > 1 and not lines.line(number):
        number -= 1
    excerpt = lines.line(number)
    column = min(column, max(1, len(excerpt)))
    message, hint = next(texts for start, *texts in _SENTENCES if text.startswith(start))
    return Diagnostic.of(
        "configuration-illisible",
        Place(path=lines.path, line=number, column=column, excerpt=excerpt),
        message,
        hint or _unquoted_hint(excerpt),
    )


def _unquoted_hint(line: str) -> str:
    """Return what to type instead of a line whose value has no quotes."""
    bare = _BARE_VALUE.fullmatch(line)
    if bare is None:
        return "Un texte s’écrit entre guillemets."
    value = _BOOLEANS.get(bare["value"], f'"{bare["value"]}"')
    return f"Écrivez « {bare['key']} = {value} »."


@dataclass(slots=True)
class _Scan:
    """Finds the places of keys and values in a text that ``tomllib`` has accepted."""

    text: str
    lines: _Lines
    tokens: list[re.Match[str]] = field(init=False)
    at: int = 0
    located: dict[KeyPath, Located] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = [token for token in _TOKEN.finditer(self.text) if token.lastgroup != "blank"]

    def run(self) -> dict[KeyPath, Located]:
        """Return the place of every key of the text."""
        table: KeyPath = ()
        while self.at < len(self.tokens):
            if self._skip("\n"):
                continue
            if self._skip("["):
                table = self._header()
            else:
                self._setting(table)
        return self.located

    def _peek(self) -> str:
        return self.tokens[self.at].group() if self.at < len(self.tokens) else ""

    def _skip(self, *marks: str) -> bool:
        if self._peek() not in marks:
            return False
        self.at += 1
        return True

    def _header(self) -> KeyPath:
        self._skip("[")  # an array of tables has two
        start = self.tokens[self.at].start()
        name = self._name()
        place = self.lines.place(start, self.tokens[self.at - 1].end())
        for length in range(1, len(name) + 1):
            self.located.setdefault(name[:length], Located(place, place))
        while self._skip("]"):
            pass
        return name

    def _name(self) -> KeyPath:
        parts = [self._part()]
        while self._skip("."):
            parts.append(self._part())
        return tuple(parts)

    def _part(self) -> str:
        token = self.tokens[self.at]
        self.at += 1
        if token.lastgroup == "string":
            return str(tomllib.loads(f"part = {token.group()}")["part"])
        return token.group()

    def _setting(self, table: KeyPath) -> None:
        start = self.tokens[self.at].start()
        name = self._name()
        key = self.lines.place(start, self.tokens[self.at - 1].end())
        self._skip("=")
        begin = self.tokens[self.at].start()
        for length in range(1, len(name)):
            self.located.setdefault((*table, *name[:length]), Located(key, key))
        self._value((*table, *name))
        value = self.lines.place(begin, self.tokens[self.at - 1].end())
        self.located[(*table, *name)] = Located(key, value)

    def _value(self, path: KeyPath) -> None:
        if self._skip("{"):
            while not self._skip("}"):
                if not self._skip(",", "\n"):
                    self._setting(path)
        elif self._skip("["):
            while not self._skip("]"):
                if not self._skip(",", "\n"):
                    self._value(path)
        else:
            while self._peek() not in {"", "\n", ",", "]", "}"}:
                self.at += 1
