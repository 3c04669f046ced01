"""Records of open data as the text of files: JSON, CSV, Table Schema.

Pure. JSON keeps its accents and ends with a line feed. CSV follows RFC 4180: comma, CRLF, quotes only where
they are needed, no BOM; a null is an empty cell. A cell is exactly the value of the JSON, even if a
spreadsheet may read it as a formula: the page of the open data asks readers to import columns as text.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from bulletin.french.printed import typography
from bulletin.opendata.fields import Dataset, Field

Json: TypeAlias = "str | int | bool | Sequence[Json] | Mapping[str, Json] | None"
Record: TypeAlias = Mapping[str, Json]
Schema: TypeAlias = Mapping[str, object]
"""A Table Schema, or a part of one: it may hold floats, which no record does."""
NOTHING: Schema = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a CSV file: the scalar at ``path`` in a record; two keys give ``commune_code``."""

    path: tuple[str, ...]
    field: Field
    is_required: bool

    @property
    def name(self) -> str:
        """The name in the header."""
        return "_".join(self.path)


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: its name without extension, its columns, and the names of its primary key."""

    name: str
    titre: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    source: str = ""
    """The key of the list whose items are its rows; ``""`` when its rows are the records themselves."""


def tables_of(dataset: Dataset) -> tuple[Table, ...]:
    """Return the CSV files of a dataset: that of its scalars, then that of each list in ``tables``."""
    if dataset.is_single:
        return ()
    whole = Table(
        name=dataset.name,
        titre=dataset.titre,
        description=dataset.description,
        columns=tuple(_columns(dataset.fields)),
        key=(dataset.key,),
    )
    return (whole, *(_inner_table(dataset, name) for name in dataset.tables))


def _inner_table(dataset: Dataset, name: str) -> Table:
    inner = dataset.field(name)
    key = dataset.field(dataset.key)
    return Table(
        name=f"{dataset.name}-{name}",
        titre=f"{dataset.titre} : {name}",
        description=f"{inner.description} La colonne « {key.name} » renvoie à {dataset.name}.csv.",
        columns=(Column((key.name,), key, is_required=True), *_columns(inner.of)),
        source=name,
    )


def _columns(
    fields: Iterable[Field], path: tuple[str, ...] = (), *, is_there: bool = True
) -> Iterator[Column]:
    """Yield a column for each scalar; those of an object that may be null are never required."""
    for field in fields:
        if field.many:
            continue
        here = (*path, field.name)
        if field.of:
            yield from _columns(field.of, here, is_there=is_there and field.is_required)
        else:
            yield Column(here, field, is_required=is_there and field.is_required)


# -- JSON ------------------------------------------------------------------------------------------------


def json_text(value: Json | Schema) -> str:
    """Return a value as the text of a JSON file."""
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


# -- CSV -------------------------------------------------------------------------------------------------


def csv_text(table: Table, records: Iterable[Record], key: str = "id") -> str:
    """Return a table as CSV: its header, then its rows, if any. ``key`` is the key of the records."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    for row in _rows(table, records, key):
        writer.writerow([_cell(row, column.path) for column in table.columns])
    return out.getvalue()


def _rows(table: Table, records: Iterable[Record], key: str) -> Iterator[Record]:
    if not table.source:
        yield from records
        return
    for record in records:
        inner = record[table.source]
        if isinstance(inner, Sequence):
            yield from ({key: record[key], **item} for item in inner if isinstance(item, Mapping))


def _cell(record: Record, path: tuple[str, ...]) -> str:
    value: Json = record
    for step in path:
        value = value[step] if isinstance(value, Mapping) else None
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case _:
            return str(value)


# -- Table Schema ----------------------------------------------------------------------------------------


def schema_text(table: Table) -> str:
    """Return the Table Schema of a CSV file (Frictionless Data, Table Schema 1)."""
    fields = [schema_field(column) for column in table.columns]
    schema: dict[str, object] = {
        "name": table.name,
        "title": typography(table.titre),
        "description": typography(table.description),
        "fields": fields,
        "missingValues": [""],
    }
    if table.key:
        schema["primaryKey"] = list(table.key)
    return json_text(schema)


def schema_field(column: Column, bounds: Schema = NOTHING, words: Schema = NOTHING) -> Schema:
    """Return a column in a Table Schema, with more constraints and the words of its booleans, if any."""
    field = column.field
    constraints: dict[str, object] = {"required": column.is_required, **bounds}
    if field.pattern:
        constraints["pattern"] = field.pattern
    if field.values:
        constraints["enum"] = list(field.values)
    found: dict[str, object] = {"name": column.name, "type": field.type.value}
    if field.format:
        found["format"] = field.format
    return {**found, **words, "description": typography(field.description), "constraints": constraints}
