"""A register of conventions, kept by a Caf in a spreadsheet, to cards of conventions.

Pure: returns the files to write and a report of each row. An existing card is never changed, so that the same
register can be imported again. A row that cannot be read makes no card; nor do two different rows with the
same identifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from bulletin.config.model import Config
from bulletin.content.addresses import convention_address
from bulletin.content.model.cards import ConventionCard
from bulletin.content.model.convention import Etape
from bulletin.content.skeletons.new_file import NewFile
from bulletin.french.printed import count, listing, no_break
from bulletin.register.columns import MEANINGS, Column, cells_of, columns_of, is_title
from bulletin.register.row import FOLDER, UNSIGNED, Draft, read_card, read_row
from bulletin.register.spreadsheet import Row, read_sheet
from bulletin.territories.atlas import Atlas


class RowState(StrEnum):
    """The result of a row."""

    NOUVELLE = "nouvelle"
    """It makes a new card."""
    IDENTIQUE = "identique"
    """Its card exists and is equal."""
    DIFFERENTE = "differente"
    """Its card exists and is different; it is not changed."""
    REPETEE = "repetee"
    """It is equal to an earlier row."""
    DISPUTEE = "disputee"
    """Another row with the same identifier is different; neither makes a card."""
    ILLISIBLE = "illisible"
    """One of its cells cannot be read, or can be read in two ways."""


REFUSED: Final = frozenset({RowState.DISPUTEE, RowState.ILLISIBLE})
"""The states of rows to be corrected in the register."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowReport:
    """The result of a row; ``line`` is its number in the spreadsheet, ``id`` that of its card if it is known.

    ``detail`` is the reason, ``notes`` are what has to be verified in a new card; both are in French.
    """

    line: int
    state: RowState
    id: str = ""
    detail: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """The result of a register: its rows, in order, and the files of the new cards.

    ``columns`` are the known columns, ``unknown`` the titles of the others. ``blank`` is how many rows
    between others are empty.
    """

    columns: tuple[Column, ...]
    unknown: tuple[str, ...]
    rows: tuple[RowReport, ...]
    files: tuple[NewFile, ...]
    blank: int = 0

    @property
    def has_refused(self) -> bool:
        """Whether a row has to be corrected in the register."""
        return any(row.state in REFUSED for row in self.rows)


def import_register(data: bytes, config: Config, atlas: Atlas, existing: Mapping[str, str]) -> ImportReport:
    """Return the result of a register saved as CSV; ``existing`` are the texts of cards, by identifier.

    Raises:
        UsageFault: when ``data`` is not a table with known columns.
    """
    sheet = read_sheet(data, is_title)
    columns, unknown = columns_of(sheet.titles)
    read = tuple((row.number, _read(row, columns, config, atlas)) for row in sheet.rows)
    drafts: dict[str, list[tuple[int, Draft]]] = {}
    for number, found in read:
        if isinstance(found, Draft):
            drafts.setdefault(found.id, []).append((number, found))
    known = {
        name: _card(name, existing[name], config, atlas) for name in sorted(drafts.keys() & existing.keys())
    }
    rows = tuple(_report(number, found, drafts, known) for number, found in read)
    new = {row.id: row.line for row in rows if row.state is RowState.NOUVELLE}
    files = (
        NewFile(path=f"{FOLDER}/{name}.md", text=drafts[name][0][1].text, address=convention_address(name))
        for name in sorted(new)
    )
    return ImportReport(
        columns=tuple(column for column in columns if column is not None),
        unknown=unknown,
        rows=rows,
        files=tuple(files),
        blank=sheet.blank,
    )


def _read(
    row: Row, columns: tuple[Column | None, ...], config: Config, atlas: Atlas
) -> Draft | tuple[str, ...]:
    if any(row.cells[len(columns) :]):
        return ("plus de cellules que de titres : un texte contient sans doute le séparateur.",)
    return read_row(cells_of(row, columns), config, atlas)


def _card(name: str, text: str, config: Config, atlas: Atlas) -> ConventionCard | None:
    value = read_card(name, text, config, atlas).value
    return value if isinstance(value, ConventionCard) else None


def _report(
    number: int,
    found: Draft | tuple[str, ...],
    drafts: Mapping[str, list[tuple[int, Draft]]],
    known: Mapping[str, ConventionCard | None],
) -> RowReport:
    if not isinstance(found, Draft):
        return RowReport(line=number, state=RowState.ILLISIBLE, detail=" ".join(found))
    same = drafts[found.id]
    others = [line for line, draft in same if draft.card != found.card]
    if others:
        state, detail = RowState.DISPUTEE, _disputed(number, [line for line, _ in same])
    elif same[0][0] != number:
        state, detail = RowState.REPETEE, f"répète la ligne {same[0][0]}"
    elif found.id not in known:
        state, detail = RowState.NOUVELLE, ""
    else:
        differing = _differing(known[found.id], found.card)
        state = RowState.DIFFERENTE if differing else RowState.IDENTIQUE
        detail = listing(differing)
    notes = found.notes if state is RowState.NOUVELLE else ()
    return RowReport(line=number, state=state, id=found.id, detail=detail, notes=notes)


def _disputed(number: int, lines: list[int]) -> str:
    others = [str(line) for line in lines if line != number]
    word = "la ligne" if len(others) == 1 else "les lignes"
    return (
        f"même identifiant que {word} {listing(others)}, pour autre chose : "
        "remplissez une colonne « identifiant » pour les distinguer"
    )


def _differing(old: ConventionCard | None, new: ConventionCard) -> tuple[str, ...]:
    """Return the keys whose values differ in two cards, or a phrase for a card that cannot be read."""
    if old is None:
        return ("la fiche a des erreurs",)
    keys = [
        item.name
        for item in fields(Etape)
        if item.compare
        and item.name != "jour"
        and getattr(old.facts, item.name) != getattr(new.facts, item.name)
    ]
    if not keys and old.etapes != new.etapes:
        keys.append("etapes")
    if old.corps != new.corps:
        keys.append("texte")
    return tuple(keys)


# -- as text ---------------------------------------------------------------------------------------------


def import_text(report: ImportReport, *, written: bool) -> str:
    """Return the report of a register in French: its columns, a line for each row, then the totals."""
    lines = (*_column_lines(report), "", *map(_row_line, report.rows), "", *_totals(report, written))
    return no_break("\n".join(lines))


def _column_lines(report: ImportReport) -> Iterable[str]:
    read = ", ".join(f"{column.title} → {MEANINGS.get(column.key, column.key)}" for column in report.columns)
    yield f"Colonnes lues : {read}."
    if report.unknown:
        yield f"Colonnes laissées de côté : {', '.join(report.unknown)}."


def _row_line(row: RowReport) -> str:
    match row.state:
        case RowState.NOUVELLE:
            text = f"{row.id} — nouvelle fiche"
        case RowState.IDENTIQUE:
            text = f"{row.id} — déjà là, identique"
        case RowState.DIFFERENTE:
            text = f"{row.id} — déjà là, différente ({row.detail}) : rien n’est écrit"
        case RowState.REPETEE | RowState.DISPUTEE:
            text = f"{row.id} — {row.detail}"
        case RowState.ILLISIBLE:
            text = f"illisible : {row.detail}"
    notes = "".join(f" ({note})" for note in row.notes)
    return f"ligne {row.line} : {text}{notes}"


_COUNTED: Final = (
    (frozenset({RowState.NOUVELLE}), "nouvelle fiche", "nouvelles fiches"),
    (frozenset({RowState.IDENTIQUE}), "déjà là", "déjà là"),
    (frozenset({RowState.DIFFERENTE}), "différente de la fiche", "différentes de leur fiche"),
    (frozenset({RowState.REPETEE}), "répétée", "répétées"),
    (REFUSED, "à corriger dans le registre", "à corriger dans le registre"),
)


def _totals(report: ImportReport, written: bool) -> Iterable[str]:
    sums = [
        count(number, one, several)
        for states, one, several in _COUNTED
        if (number := sum(row.state in states for row in report.rows))
    ]
    if report.blank:
        sums.append(count(report.blank, "ligne vide", "lignes vides"))
    yield f"{', '.join(sums) or 'Aucune ligne'}."
    if any(UNSIGNED in row.notes for row in report.rows):
        yield (
            "Une convention dont la signature n’est pas dite paraît « en discussion » : "
            "écrivez le jour, ou « oui », dans une colonne « signature »."
        )
    if report.files:
        yield (
            "Les fiches sont écrites." if written else "Rien n’est écrit : ajoutez « --ecrire » pour écrire."
        )
