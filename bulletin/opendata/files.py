"""The data files, and the dictionary that explains them to readers.

Pure. Each dataset has a JSON file, a CSV file of its scalars, and a CSV file for each of its main lists; each
CSV file has a Table Schema beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from bulletin.content.addresses import DONNEES
from bulletin.french.printed import typography
from bulletin.opendata.fields import DATASETS, Dataset, Field, FieldType
from bulletin.opendata.records import records
from bulletin.opendata.subventions import (
    NONE_YET,
    TABLE,
    subvention_records,
    subventions_csv,
    subventions_schema,
)
from bulletin.opendata.tables import Column, Record, Table, csv_text, json_text, schema_text, tables_of
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.contents import PlainText


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A line of the dictionary: a column, or a key such as ``communes[].code``."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file in the dictionary. ``sujet`` is the heading of its group; ``schema`` is an address or ``""``."""

    address: str
    sujet: str
    titre: str
    description: str
    licence: str
    schema: str
    fields: tuple[FieldEntry, ...]


def data_files(context: SiteContext) -> Iterator[Declaration]:
    """Declare every data file; a missing signed text is reported when their content is made."""
    known = _KnownRecords(context)
    for dataset in DATASETS:
        yield Declaration(
            address=f"{DONNEES}{dataset.name}.json",
            origin=f"les données « {dataset.titre} »",
            build=partial(_json_file, known, dataset),
        )
        for table in tables_of(dataset):
            yield Declaration(
                address=f"{DONNEES}{table.name}.csv",
                origin=f"les données « {table.titre} »",
                build=partial(_csv_file, known, dataset, table),
            )
            yield _schema_file(table, schema_text(table))
    yield Declaration(
        address=f"{DONNEES}{TABLE.name}.csv",
        origin=f"les données « {TABLE.titre} »",
        build=lambda _resolver: PlainText(subventions_csv(context.corpus)),
    )
    # The schema of subventions.csv is that of a national format.
    yield _schema_file(TABLE, subventions_schema())


class _KnownRecords:
    """The records of every dataset, made once, when the first file asks for them."""

    def __init__(self, context: SiteContext) -> None:
        self._context = context
        self._records: Mapping[str, tuple[Record, ...]] | None = None

    def of(self, dataset: Dataset, resolver: LinkResolver) -> tuple[Record, ...]:
        """Return the records of a dataset, sorted."""
        if self._records is None:
            self._records = records(self._context, resolver)
        return self._records[dataset.name]


def _json_file(known: _KnownRecords, dataset: Dataset, resolver: LinkResolver) -> PlainText:
    found = known.of(dataset, resolver)
    return PlainText(json_text(found[0] if dataset.is_single else found))


def _csv_file(known: _KnownRecords, dataset: Dataset, table: Table, resolver: LinkResolver) -> PlainText:
    return PlainText(csv_text(table, known.of(dataset, resolver), dataset.key))


def _schema_file(table: Table, text: str) -> Declaration:
    return Declaration(
        address=_schema_address(table.name),
        origin=f"le schéma des données « {table.titre} »",
        build=lambda _resolver: PlainText(text),
    )


def dictionary(context: SiteContext) -> tuple[FileEntry, ...]:
    """Return the dictionary: for each file, its meaning, its licence and its fields."""
    has_subventions = bool(subvention_records(context.corpus))
    return tuple(_entries(typography(context.config.donnees.licence), has_subventions=has_subventions))


def _entries(licence: str, *, has_subventions: bool = False) -> Iterator[FileEntry]:
    for dataset in DATASETS:
        yield FileEntry(
            address=f"{DONNEES}{dataset.name}.json",
            sujet=typography(dataset.titre),
            titre=typography(dataset.titre),
            description=typography(dataset.description),
            licence=licence,
            schema="",
            fields=tuple(_key_entries(dataset.fields)),
        )
        for table in tables_of(dataset):
            yield _table_entry(table, dataset.titre, table.description, licence)
    description = TABLE.description if has_subventions else f"{TABLE.description} {NONE_YET}"
    yield _table_entry(TABLE, TABLE.titre, description, licence)


def _table_entry(table: Table, sujet: str, description: str, licence: str) -> FileEntry:
    return FileEntry(
        address=f"{DONNEES}{table.name}.csv",
        sujet=typography(sujet),
        titre=typography(table.titre),
        description=typography(description),
        licence=licence,
        schema=_schema_address(table.name),
        fields=tuple(FieldEntry(one.name, _type_of(table, one), _sens(one.field)) for one in table.columns),
    )


def _type_of(table: Table, column: Column) -> str:
    """Return the type of a column in French; the national format writes booleans as « oui » and « non »."""
    is_national = table is TABLE and column.field.type is FieldType.BOOLEAN
    return "oui ou non" if is_national else TYPES[column.field.type]


TYPES: Mapping[FieldType, str] = {
    FieldType.STRING: "texte",
    FieldType.NUMBER: "nombre décimal",
    FieldType.INTEGER: "nombre entier",
    FieldType.BOOLEAN: "true ou false",
    FieldType.DATE: "jour (AAAA-MM-JJ)",
}
"""The types of fields in French."""


def _key_entries(fields: Iterable[Field], before: str = "") -> Iterator[FieldEntry]:
    for field in fields:
        kind = TYPES[field.type]
        if field.of:
            kind = "objet"
        elif field.type is FieldType.NUMBER:
            kind = "nombre décimal, écrit comme un texte"
        if field.many:
            kind = "liste d’objets" if field.of else "liste de textes"
        name = f"{before}{field.name}{'[]' if field.many else ''}"
        yield FieldEntry(name, kind, _sens(field))
        yield from _key_entries(field.of, f"{name}.")


def _sens(field: Field) -> str:
    """Return the meaning of a field, with the values of a closed list."""
    values = f" Valeurs : {', '.join(field.values)}." if field.values else ""
    return typography(f"{field.description}{values}")


def _schema_address(name: str) -> str:
    return f"{DONNEES}{name}.schema.json"
