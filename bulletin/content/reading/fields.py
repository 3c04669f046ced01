"""The keys of one block, each read once by its kind.

A key that is unknown, written both in the singular and in the plural, or given the wrong shape is told
here, so that what reads a block asks for values and gets them or nothing.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from bulletin.content.reading.context import Context
from bulletin.content.reading.keys import known_entries
from bulletin.content.reading.remedies import fix_of_value, placeholder
from bulletin.content.reading.years import YearRule, settle_day, settle_month
from bulletin.diagnostics import Place, Unreadable
from bulletin.french import printed
from bulletin.french.dates import DayMonth, Duree, Moment, MomentSansAnnee, MonthAlone, PartialDate
from bulletin.french.nearest import nearest, question
from bulletin.french.readable import readable_part
from bulletin.french.slugs import fold, slug
from bulletin.french.typed_amounts import parse_amount, parse_rough_amount
from bulletin.french.typed_dates import parse_day, parse_duration, parse_partial, parse_period
from bulletin.french.typed_hours import parse_moment
from bulletin.french.typed_numbers import numbers_in, read_number
from bulletin.source.nodes import Entry, Node, Scalar, Sequence, Table
from bulletin.source.schema.blocks import ESSENTIAL
from bulletin.source.schema.key import Block, Key

T = TypeVar("T")

ABSENT = frozenset({"", "~", "null"})
YES = frozenset({"oui", "true", "vrai"})
NO = frozenset({"non", "false", "faux"})
LONGEST = 2_000
"""Characters of a value that is not a text: no address, day or amount is longer."""
IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def is_absent(node: Node) -> bool:
    """Whether nothing was typed: an empty value, ``~`` or ``null``."""
    match node:
        case Scalar():
            return node.text.strip().casefold() in ABSENT
        case Sequence():
            return all(is_absent(item) for item in node.items)
        case Table():
            return not node.entries


class Fields:
    """The entries of a block by the name of their key. ``place`` is where the block begins.

    ``meant`` are keys that a misspelt key seems to stand for. It has been reported: their absence is not.
    """

    def __init__(
        self,
        block: Block,
        entries: Iterable[Entry],
        place: Place,
        context: Context,
        meant: frozenset[str] = frozenset(),
    ) -> None:
        self.block = block
        self.place = place
        self.context = context
        self._entries: dict[str, Entry] = {}
        known, others = known_entries(entries, block, context)
        self._meant = {*meant, *others}
        for entry in known:
            self._take(entry)

    def _take(self, entry: Entry) -> None:
        key = self._key(entry.key)
        known = self._entries.get(key.name)
        if known is not None:
            self.context.tell(
                "cle-en-double",
                entry.place,
                f"« {entry.key} » est déjà donné à la ligne {known.place.line}, sous « {known.key} »."
                if known.key != entry.key
                else f"« {entry.key} » est déjà donné à la ligne {known.place.line}.",
                "Gardez une seule des deux lignes.",
            )
            return
        if not is_absent(entry.value):
            self._entries[key.name] = entry
        elif key.name in ESSENTIAL.get(self.block.name, ()) or (
            isinstance(entry.value, Scalar) and entry.value.is_refused
        ):
            self._meant.add(key.name)

    def supplied(self, name: str, text: str) -> Fields:
        """Return the same fields with a value for a key that was not typed."""
        supplied = Entry(name, self.place, Scalar(text, self.place))
        entries = [entry for key, entry in self._entries.items() if key != name]
        return Fields(self.block, (*entries, supplied), self.place, self.context, frozenset(self._meant))

    # -- asking ------------------------------------------------------------------------------------------

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def entry(self, name: str) -> Entry | None:
        """Return the entry of a key, or ``None`` when it is absent or empty."""
        return self._entries.get(name)

    def place_of(self, name: str) -> Place:
        """Return where the value of a key stands, or the block itself when it does not."""
        entry = self._entries.get(name)
        return entry.value.place if entry else self.place

    def places(self) -> dict[str, Place]:
        """Return where the value of each key stands; ``""`` is the block."""
        return {"": self.place} | {name: entry.value.place for name, entry in self._entries.items()}

    def require(self, name: str) -> bool:
        """Return whether the key is there; its absence is an erreur at the block, told once.

        An essential key that is typed and empty is an erreur at its own line, told by ``unwritten``.
        """
        if name in self._entries or name in self._meant:
            return name in self._entries
        self.context.tell(
            "cle-manquante",
            self.place,
            f"Il manque la clé « {name} ».",
            f"Ajoutez une ligne « {name}: {placeholder(self._key(name))} ».",
        )
        return False

    def _key(self, name: str) -> Key:
        key = self.block.find(name)
        if key is None:
            raise KeyError(name)
        return key

    # -- reading -----------------------------------------------------------------------------------------

    def scalar(self, name: str) -> Scalar | None:
        """Return the one text of a key, or ``None``; a list or a table is an erreur."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        node = entry.value
        if isinstance(node, Sequence) and len(node.items) == 1:
            node = node.items[0]
        if isinstance(node, Scalar):
            return node if is_bearable(node, self._key(name), self.context) else None
        self.context.tell(
            "forme-inattendue",
            entry.place,
            f"« {entry.key} » attend une seule valeur, sur sa ligne.",
            f"Écrivez « {entry.key}: {placeholder(self._key(name))} ».",
        )
        return None

    def text(self, name: str) -> str:
        """Return a text, or ``""``."""
        scalar = self.scalar(name)
        return scalar.text.strip() if scalar else ""

    def items(self, name: str) -> tuple[Node, ...]:
        """Return the one or several values of a key, empty ones left out."""
        entry = self._entries.get(name)
        if entry is None:
            return ()
        node = entry.value
        if isinstance(node, Sequence):
            return tuple(item for item in node.items if not is_absent(item))
        return (node,)

    def scalars(self, name: str) -> tuple[Scalar, ...]:
        """Return the one or several texts of a key; commas part them where the key is a word list."""
        key = self._key(name)
        found: list[Scalar] = []
        for node in self.items(name):
            if isinstance(node, Scalar):
                if is_bearable(node, key, self.context):
                    found.extend(_split(node) if key.words else (node,))
            else:
                self.context.tell(
                    "forme-inattendue",
                    node.place,
                    f"« {name} » attend des textes, un par ligne.",
                    "Écrivez un tiret, une espace, puis le texte.",
                )
        return tuple(found)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return the texts of a key."""
        return tuple(scalar.text.strip() for scalar in self.scalars(name))

    def flag(self, name: str) -> bool | None:
        """Return a yes or no, or ``None`` when it is not said."""
        scalar = self.scalar(name)
        if scalar is None:
            return None
        word = scalar.text.strip().casefold()
        if word in YES | NO:
            return word in YES
        self.context.tell(
            "valeur-inconnue",
            scalar.place,
            f"« {scalar.text} » n’est ni oui ni non.",
            f"Écrivez « {name}: oui » ou « {name}: non ».",
        )
        return None

    def choice(self, name: str) -> str:
        """Return a word of the key's closed list, or ``""``."""
        scalar = self.scalar(name)
        if scalar is None:
            return ""
        values = self._key(name).values
        by_fold = {fold(value): value for value in values}
        word = fold(scalar.text)
        if word in by_fold:
            return by_fold[word]
        near = by_fold.get(nearest(word, tuple(by_fold)), "")
        self.context.tell(
            "valeur-inconnue",
            scalar.place,
            f"« {scalar.text} » n’est pas une valeur de « {name} ».",
            (f"{question(near)} " if near else "") + f"Valeurs possibles : {', '.join(values)}.",
        )
        return ""

    def identifier(self, name: str) -> str:
        """Return a word that can stand in an address, or ``""``."""
        scalar = self.scalar(name)
        if scalar is None or IDENTIFIER.fullmatch(scalar.text.strip()):
            return scalar.text.strip() if scalar else ""
        possible = slug(scalar.text)
        self.context.tell(
            "slug-invalide",
            scalar.place,
            f"« {scalar.text} » ne peut pas entrer dans une adresse :"
            " il y faut des minuscules sans accents, des chiffres et des tirets.",
            f"Écrivez « {name}: {possible or '<mots-sans-accents>'} ».",
            fix=fix_of_value(scalar, possible),
        )
        return ""

    def number(self, name: str) -> int | None:
        """Return a whole number that is not negative, in figures, in letters or before what it counts."""
        scalar = self.scalar(name)
        if scalar is None:
            return None
        found = read_number(scalar.text)
        if found is not None:
            if not scalar.text.strip().isdigit():
                self.context.suppose(name, printed.number(found), f"« {scalar.text.strip()} »")
            return found
        figures = numbers_in(scalar.text) or ("<nombre>",)
        self.context.tell(
            "nombre-illisible",
            scalar.place,
            f"« {scalar.text} » n’est pas un nombre entier.",
            f"Écrivez {' ou '.join(f'« {name}: {one} »' for one in figures)}.",
        )
        return None

    def decimal(self, name: str) -> Decimal | None:
        """Return an exact decimal; a per cent sign after it is left out."""
        scalar = self.scalar(name)
        if scalar is None:
            return None
        digits = re.sub(r"[\s\u00a0\u202f]|%$", "", scalar.text.strip()).replace(",", ".")
        try:
            value = Decimal(digits) if re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", digits) else None
        except InvalidOperation:
            value = None
        if value is None:
            self.context.tell(
                "nombre-illisible",
                scalar.place,
                f"« {scalar.text} » n’est pas un nombre.",
                f"Écrivez « {name}: <nombre> ».",
            )
        return value

    def amount(self, name: str) -> Decimal | None:
        """Return an amount in euros."""
        return self._parsed(self.scalar(name), parse_amount)

    def rough_amount(self, name: str) -> tuple[Decimal, str, bool] | None:
        """Return an amount in euros, its qualifier (« près de » or ``""``), and whether it is estimated."""
        return self._parsed(self.scalar(name), parse_rough_amount)

    def day(self, name: str, rule: YearRule | None = None) -> dt.date | None:
        """Return a whole day; ``rule`` finds its year when it has none."""
        scalar = self.scalar(name)
        found = self._parsed(scalar, parse_day)
        if isinstance(found, DayMonth) and scalar is not None:
            return self._with_year(found, rule, name, scalar)
        return found if isinstance(found, dt.date) else None

    def partial(
        self, name: str, rule: YearRule | None = None, *, has_hour: bool = False, has_limit: bool = False
    ) -> PartialDate | None:
        """Return a date as precise as it was typed.

        With ``has_hour`` an hour after it is left out; « avant fin mars » is taken with ``has_limit`` alone.
        """
        scalar = self.scalar(name)
        found = self._parsed(scalar, _without_hour if has_hour else parse_partial)
        if scalar is None or found is None:
            return None
        if found.limit is not None and not has_limit:
            self._tell(_limited(scalar.text), scalar)
            return None
        match found:
            case PartialDate():
                return found
            case MonthAlone() if rule is not None:
                return settle_month(found, rule, name, self.context)
            case DayMonth() if rule is not None:
                day = settle_day(found, rule, name, scalar.place, self.context)
                return replace(PartialDate.of(day), limit=found.limit) if day else None
            case _:
                self._tell_no_year(scalar)
                return None

    def moment(self, name: str, rule: YearRule | None) -> Moment | None:
        """Return a day and, if it was said, an hour."""
        scalar = self.scalar(name)
        found = self._parsed(scalar, parse_moment)
        if scalar is None or found is None:
            return None
        if isinstance(found, MomentSansAnnee):
            day = self._with_year(found.jour, rule, name, scalar)
            return Moment(day + dt.timedelta(days=found.lendemain), found.heure) if day else None
        return found

    def period(self, name: str) -> tuple[PartialDate | None, PartialDate | None]:
        """Return the beginning and the end of a period, ``None`` for what is not given or cannot be read."""
        return self._parsed(self.scalar(name), parse_period) or (None, None)

    def duration(self, name: str) -> Duree | None:
        """Return a duration, counted in months."""
        return self._parsed(self.scalar(name), parse_duration)

    def _parsed(self, scalar: Scalar | None, parse: Callable[[str], T]) -> T | None:
        """Return what ``parse`` reads of a text, None where there is none; what cannot be read is told."""
        if scalar is None:
            return None
        try:
            return parse(scalar.text)
        except Unreadable as fault:
            self._tell(fault, scalar)
            return None

    def _with_year(self, found: DayMonth, rule: YearRule | None, name: str, scalar: Scalar) -> dt.date | None:
        if rule is not None:
            return settle_day(found, rule, name, scalar.place, self.context)
        self._tell_no_year(scalar)
        return None

    def _tell_no_year(self, scalar: Scalar) -> None:
        self.context.tell(
            "annee-manquante",
            scalar.place,
            f"L’année manque à « {scalar.text} ».",
            f"Écrivez « {scalar.text.strip()} <année> ».",
        )

    def _tell(self, fault: Unreadable, scalar: Scalar) -> None:
        fix = fix_of_value(scalar, fault.mended)
        self.context.tell(fault.code, scalar.place, fault.message, fault.hint, fix=fix)


def _without_hour(text: str) -> PartialDate | DayMonth | MonthAlone:
    try:
        return parse_partial(text)
    except Unreadable:
        jour = parse_moment(text).jour
        return jour if isinstance(jour, DayMonth) else PartialDate.of(jour)


def _limited(text: str) -> Unreadable:
    """Return the fault of a limit, « avant fin mars 2025 », where a date is expected, with that date."""
    part = readable_part(text, lambda one: None if parse_partial(one).limit else parse_partial(one))
    return Unreadable(
        "date-illisible",
        f"« {text} » dit une limite, et non une date.",
        f"Écrivez « {part} »." if part else "Écrivez la date elle-même.",
    )


def is_bearable(scalar: Scalar, key: Key, context: Context) -> bool:
    """Whether a value is short enough to be one of its kind; one that is too long is an erreur."""
    if key.is_text or len(scalar.text) <= LONGEST:
        return True
    context.tell(
        "forme-inattendue",
        scalar.place,
        f"La valeur de « {key.name} » dépasse {LONGEST} caractères.",
        f"Écrivez « {key.name}: {placeholder(key)} » ; le texte va après la seconde ligne « --- ».",
    )
    return False


def _split(scalar: Scalar) -> tuple[Scalar, ...]:
    """Return the words between commas, each at its own place."""
    parts: list[Scalar] = []
    offset = 0
    for raw in scalar.text.split(","):
        word = raw.strip()
        if word:
            begin = offset + len(raw) - len(raw.lstrip())
            parts.append(Scalar(word, scalar.stretch(begin, len(word))))
        offset += len(raw) + 1
    return tuple(parts)
