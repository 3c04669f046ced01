"""The tables of a configuration, read one setting at a time into values of the right type.

A reader records the settings that were read: any other setting in the table is unknown. A setting that cannot
be read gives a diagnostic and its default value, so that all diagnostics come at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from bulletin.config.toml_places import KeyPath, TomlDocument
from bulletin.diagnostics import Diagnostic, Place, Unreadable
from bulletin.french.nearest import did_you_mean

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)

INVALID = "reglage-invalide"
_BREAKS = re.compile(r"[ \t\r\n]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_QUOTED = 'Écrivez-le entre guillemets : « {key} = "{value}" ».'


def no_value(message: str, hint: str = "") -> Unreadable:
    """Return the exception for an invalid value; « {key} » in its texts is the name of the setting."""
    return Unreadable(INVALID, message, hint)


def as_text(value: object) -> str:
    """Return a text on one line, without the spaces around it; its no-break spaces are kept."""
    if isinstance(value, str):
        if control := _CONTROL.search(value):
            raise no_value(f"« {{key}} » contient un caractère invisible interdit, {control.group()!a}.")
        return _BREAKS.sub(" ", value).strip()
    raise no_value(f"« {{key}} » attend un texte, pas {_named(value)}.", _quoting(value))


def as_texts(value: object) -> tuple[str, ...]:
    """Return one text, or each text of a list; empty ones are left out."""
    items = value if isinstance(value, list) else [value]
    return tuple(text for text in map(as_text, items) if text)


def as_flag(value: object) -> bool:
    """Return true or false."""
    if isinstance(value, bool):
        return value
    raise no_value(f"« {{key}} » attend true ou false, pas {_named(value)}.", "Écrivez « {key} = true ».")


def as_number(value: object) -> int:
    """Return a whole number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    raise no_value(
        f"« {{key}} » attend un nombre entier, pas {_named(value)}.", "Écrivez par exemple « {key} = 6 »."
    )


def as_decimal(value: object) -> Decimal:
    """Return an exact decimal number."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool) and Decimal(value).is_finite():
        return Decimal(value)
    raise no_value(
        f"« {{key}} » attend un nombre, pas {_named(value)}.", "Écrivez par exemple « {key} = 72.5 »."
    )


def _named(value: object) -> str:
    """Return what a value is, in French: « le nombre 3 », « une liste »."""
    match value:
        case bool():
            return "true ou false"
        case int() | Decimal():
            return f"le nombre {value}"
        case str():
            return f"le texte « {value} »"
        case list():
            return "une liste"
        case dict():
            return "une table"
        case _:
            return "une date"


def _quoting(value: object) -> str:
    """Return the remedy for a value that should be a text."""
    if isinstance(value, int | Decimal) and not isinstance(value, bool):
        return _QUOTED.replace("{value}", str(value))
    return 'Écrivez un texte entre guillemets : « {key} = "…" ».'


@dataclass(slots=True)
class TableReader:
    """A table that is being read. ``diagnostics`` is shared by all the readers of a file."""

    document: TomlDocument
    diagnostics: list[Diagnostic]
    path: KeyPath = ()
    values: Mapping[str, object] = field(default_factory=dict)
    known: dict[str, None] = field(default_factory=dict)
    """The settings that were read, in order."""

    @property
    def name(self) -> str:
        """The name for sentences: « [site] », or « bulletin.toml » outside any table."""
        return f"[{'.'.join(self.path)}]" if self.path else self.document.path

    @property
    def keys(self) -> tuple[str, ...]:
        """The settings and tables in the table, in the order of the file."""
        return tuple(self.values)

    def read(self, key: str, convert: Callable[[object], T], default: T) -> T:
        """Return the value of ``key`` after ``convert``; ``default`` when it is absent or not valid.

        ``convert`` raises ``Unreadable``; « {key} » in its sentences becomes the name of the setting.
        """
        self.known[key] = None
        if key not in self.values:
            return default
        try:
            return convert(self.values[key])
        except Unreadable as refusal:
            self.refuse(key, refusal.message.replace("{key}", key), refusal.hint.replace("{key}", key))
            return default

    def text(self, key: str, default: str = "") -> str:
        """Return a text; an empty one is the default."""
        return self.read(key, as_text, default) or default

    def required(self, key: str, example: str, convert: Callable[[object], str] = as_text) -> str:
        """Return a text; without one, ``""`` and a diagnostic that proposes ``example``."""
        before = len(self.diagnostics)
        value = self.read(key, convert, "")
        if not value and len(self.diagnostics) == before:
            self.add(
                "reglage-manquant",
                self.document.key_place((*self.path, key)),
                f"Il manque « {key} » dans {self.name}.",
                f"Ajoutez la ligne « {key} = {example} ».",
            )
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts of a list; a single text is a list of one."""
        return self.read(key, as_texts, ())

    def flag(self, key: str, *, default: bool) -> bool:
        """Return true or false."""
        return self.read(key, as_flag, default)

    def number(self, key: str, default: int, *, least: int) -> int:
        """Return a whole number that is ``least`` or more."""

        def convert(value: object) -> int:
            found = as_number(value)
            if found < least:
                raise no_value(f"« {{key}} » vaut {found} : il faut {least} ou plus.")
            return found

        return self.read(key, convert, default)

    def choice(self, key: str, default: Choice) -> Choice:
        """Return the member of the enumeration of ``default`` that a text names."""
        words = [member.value for member in type(default)]

        def convert(value: object) -> Choice:
            typed = as_text(value)
            if typed in words:
                return type(default)(typed)
            allowed = ", ".join(f"« {word} »" for word in words)
            raise no_value(
                f"« {{key}} » ne peut pas valoir « {typed} ».",
                did_you_mean(typed, words) or f"Écrivez {allowed}.",
            )

        return self.read(key, convert, default)

    def table(self, key: str) -> TableReader:
        """Return the reader of a table inside this one, empty if there is none."""
        self.known[key] = None
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            name = ".".join((*self.path, key))
            self.refuse(
                key, f"« {key} » est une table, pas {_named(value)}.", f"Ouvrez-la par la ligne « [{name}] »."
            )
            value = {}
        return TableReader(self.document, self.diagnostics, (*self.path, key), value)

    def close(self, note: str = "") -> None:
        """Report the settings that were not read; ``note`` is one more sentence for the remedy."""
        for key in self.values:
            if key not in self.known:
                hint = did_you_mean(key, list(self.known)) or f"Sont connus : {', '.join(self.known)}."
                self.add(
                    "reglage-inconnu",
                    self.document.key_place((*self.path, key)),
                    f"« {key} » n’est pas un réglage de {self.name}.",
                    f"{hint} {note}".strip(),
                )

    def refuse(self, key: str, message: str, hint: str = "") -> None:
        """Report that the value of ``key`` is not valid."""
        self.add(INVALID, self.document.value_place((*self.path, key)), message, hint)

    def add(self, code: str, place: Place, message: str, hint: str) -> None:
        """Add a diagnostic."""
        self.diagnostics.append(Diagnostic.of(code, place, message, hint))
