"""A table saved as CSV by a spreadsheet program, and the values of its cells.

Pure. Everything that Excel and LibreOffice write by default in France is read: semicolons, commas or tabs,
UTF-8, UTF-16 or Windows-1252, days as texts or as the day numbers of Excel.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Final

from bulletin.diagnostics import Unreadable, UsageFault
from bulletin.french.dates import PartialDate
from bulletin.french.typed_dates import parse_partial
from bulletin.source.decoding import INVISIBLE

HEADER_WITHIN: Final = 20
"""In how many first rows the titles are looked for: many registers have a heading above them."""
FEWEST_TITLES: Final = 2
"""How many known titles a row of titles has at least."""

_SEPARATORS: Final = ";,\t"
_DECLARED = re.compile(r"sep=(?P<separator>.)\r?\n", re.IGNORECASE)
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""The first bytes of files in the formats of Excel and LibreOffice."""
_SAVE_AGAIN: Final = (
    "Dans le tableur, choisissez « Enregistrer sous », puis « CSV UTF-8 », et donnez ce fichier-là."
)

_FORMULA_ERROR = re.compile(
    r"#(?:N/A|REF!|VALEUR!|VALUE!|NOM\?|NAME\?|DIV/0!|NUL!|NULL!|NOMBRE!|NUM!|#+)", re.IGNORECASE
)
_NOTHING: Final = frozenset({"-", "–", "—", "/", "néant", "sans objet", "n/a", "nc", "n.c.", "null"})
"""What people type in a cell without a value, in lower case."""
_WHOLE_FLOAT = re.compile(r"(?P<whole>[0-9]+)[.,]0+")
_HOUR = re.compile(r"(?P<day>.*[0-9])[ t]+[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2}(?:\.0+)?)?", re.IGNORECASE)
_SERIAL = re.compile(r"[0-9]{5}")
_SERIAL_DAYS: Final = range(20_000, 80_000)
"""The day numbers of Excel from 1954 to 2119; a year has four figures."""
_SERIAL_ORIGIN: Final = date(1899, 12, 30)
"""Day 0 of Excel, which counts a 29 February 1900 that did not exist."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty; ``number`` is the one that the spreadsheet shows, from 1."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table: the titles of its columns, its rows, and how many rows between them are empty (``blank``).

    Cells have no spaces at their ends and no invisible characters; they may have several lines.
    """

    titles: tuple[str, ...]
    titles_row: int
    rows: tuple[Row, ...]
    blank: int


def read_sheet(data: bytes, is_title: Callable[[str], bool]) -> Sheet:
    """Return the table in the bytes of a CSV file.

    The row of titles is the one of the first ``HEADER_WITHIN`` rows with the most titles, by ``is_title``;
    the rows above it are left out.

    Raises:
        UsageFault: for a workbook, for quotes that are not closed, and when there is no row of titles.
    """
    text, declared = _separator_declared(_text_of(data))
    found = max(
        (
            (known, separator, number)
            for separator in (declared or _SEPARATORS)
            for number, known in _titles_known(text, separator, is_title)
        ),
        key=lambda one: (one[0], -one[2]),
        default=(0, ";", 1),
    )
    known, separator, titles_row = found
    if known < FEWEST_TITLES:
        raise UsageFault(
            "La ligne des titres de colonnes n’a pas été trouvée.",
            "Donnez à la première ligne des titres comme « nature », « commune », « début », « fin », "
            "« signature », « montant ».",
        )
    return _sheet(text, separator, titles_row)


def _text_of(data: bytes) -> str:
    if data.startswith(_WORKBOOKS):
        raise UsageFault("Ce fichier est un classeur, pas un fichier CSV.", _SAVE_AGAIN)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _separator_declared(text: str) -> tuple[str, str]:
    """Return the text without Excel's line « sep=; », and the separator that it declares or ``""``."""
    found = _DECLARED.match(text)
    return (text[found.end() :], found["separator"]) if found else (text, "")


def _titles_known(text: str, separator: str, is_title: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Yield, for each of the first rows, its number and how many known titles it has."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for number, cells in enumerate(islice(rows, HEADER_WITHIN), 1):
            yield number, sum(is_title(cell) for cell in cells)
    except csv.Error:
        return


def _sheet(text: str, separator: str, titles_row: int) -> Sheet:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    titles: tuple[str, ...] = ()
    rows: list[Row] = []
    numbers: list[int] = []
    try:
        for number, raw in enumerate(reader, 1):
            cells = tuple(map(_clean, raw))
            if number == titles_row:
                titles = cells
            elif number > titles_row:
                numbers.append(number)
                if any(cells):
                    rows.append(Row(number, cells))
    except csv.Error as error:
        raise UsageFault(
            f"Vers la ligne {reader.line_num}, un guillemet est ouvert et n’est pas fermé.", _SAVE_AGAIN
        ) from error
    # Spreadsheets write empty rows below the last one; these are not counted.
    last = rows[-1].number if rows else titles_row
    blank = sum(number < last for number in numbers) - (len(rows) - 1 if rows else 0)
    return Sheet(titles=titles, titles_row=titles_row, rows=tuple(rows), blank=blank)


def _clean(cell: str) -> str:
    lines = (" ".join(INVISIBLE.sub(" ", line).split()) for line in cell.splitlines())
    return "\n".join(lines).strip()


# -- cells -----------------------------------------------------------------------------------------------


def is_blank(cell: str) -> bool:
    """Whether a cell is empty, or has only a word for an absent value: « - », « néant »."""
    return not cell or cell.casefold() in _NOTHING


def is_formula_error(cell: str) -> bool:
    """Whether a cell has an error of a formula instead of a value: « #N/A », « #REF! », « #### »."""
    return _FORMULA_ERROR.fullmatch(cell) is not None


def whole_number(cell: str) -> str:
    """Return « 2015 » for « 2015.0 » or « 2015,0 », which some programs write; other texts are unchanged."""
    found = _WHOLE_FLOAT.fullmatch(cell)
    return found["whole"] if found else cell


def serial_day(cell: str) -> date | None:
    """Return the day of a day number of Excel, ``None`` for any other text."""
    text = whole_number(cell)
    if not _SERIAL.fullmatch(text) or int(text) not in _SERIAL_DAYS:
        return None
    return _SERIAL_ORIGIN + timedelta(days=int(text))


def cell_date(cell: str) -> PartialDate:
    """Return the day, month, quarter or year of a cell; an hour after a day is left out.

    Raises:
        Unreadable: for a text that is not a date, or a day without a year.
    """
    serial = serial_day(cell)
    if serial is not None:
        return PartialDate.of(serial)
    text = whole_number(cell)
    with_hour = _HOUR.fullmatch(text)
    found = parse_partial(with_hour["day"] if with_hour else text)
    if not isinstance(found, PartialDate):
        raise Unreadable("annee-manquante", f"L’année manque à « {cell} ».", "Ajoutez-la dans la cellule.")
    return found
