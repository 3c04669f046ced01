"""The files of open data, and the dictionary that explains them to citizens.

Floor 9, pure. Each dataset is a JSON file, its scalars are a CSV file, and the lists that matter most
have a CSV file of their own; a Table Schema stands beside each CSV.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from bulletin.content.addresses import DONNEES
from bulletin.french.printed import typography
from bulletin.opendata.fields import DATASETS, Field, FieldType
from bulletin.opendata.records import records
from bulletin.opendata.subventions import NONE_YET, TABLE, subsidies_csv, subsidies_schema, subsidy_records
from bulletin.opendata.tables import Column, Table, csv_text, json_text, schema_text, tables_of
from bulletin.pages.parts.edition import Edition
from bulletin.pages.parts.shelf import Shelf

"""The page that explains every file, and the folder that holds them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFile:
    """A file of open data; ``origin`` names it in French where two files claim one address."""

    address: str
    origin: str
    text: str
    titre: str
    description: str


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A line of the dictionary: a column, or a key such as ``communes[].code``."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """What the dictionary says of a file. ``sujet`` groups files, ``schema`` is an address or ``""``."""

    address: str
    sujet: str
    titre: str
    description: str
    licence: str
    schema: str
    fields: tuple[FieldEntry, ...]


def data_files(edition: Edition, shelf: Shelf) -> Iterator[DataFile]:
    """Yield every file of open data; a signed text that is missing is told to the shelf."""
    known = records(edition, shelf)
    for dataset in DATASETS:
        found = known[dataset.name]
        yield DataFile(
            address=f"{DONNEES}{dataset.name}.json",
            origin=f"les données « {dataset.titre} »",
            text=json_text(found[0] if dataset.is_single else found),
            titre=typography(dataset.titre),
            description=typography(dataset.description),
        )
        for table in tables_of(dataset):
            yield DataFile(
                address=f"{DONNEES}{table.name}.csv",
                origin=f"les données « {table.titre} »",
                text=csv_text(table, found, dataset.key),
                titre=typography(table.titre),
                description=typography(table.description),
            )
            yield DataFile(
                address=_schema_address(table.name),
                origin=f"le schéma des données « {table.titre} »",
                text=schema_text(table),
                titre=f"Schéma de {table.name}.csv",
                description=f"Les colonnes de {table.name}.csv (Table Schema).",
            )

    yield from _subsidy_files(edition)


def _subsidy_files(edition: Edition) -> Iterator[DataFile]:
    """Yield the file of subsidies and its schema, whose form is national and not this bulletin's."""
    yield DataFile(
        address=f"{DONNEES}{TABLE.name}.csv",
        origin=f"les données « {TABLE.titre} »",
        text=subsidies_csv(edition.corpus),
        titre=typography(TABLE.titre),
        description=typography(TABLE.description),
    )
    yield DataFile(
        address=_schema_address(TABLE.name),
        origin=f"le schéma des données « {TABLE.titre} »",
        text=subsidies_schema(),
        titre=f"Schéma de {TABLE.name}.csv",
        description=f"Les colonnes de {TABLE.name}.csv (Table Schema).",
    )


def data_addresses() -> tuple[str, ...]:
    """Return the address of every file of open data, known before any of them is made."""
    return tuple(address for entry in _entries("") for address in (entry.address, entry.schema) if address)


def dictionary(edition: Edition) -> tuple[FileEntry, ...]:
    """Return what citizens are told of every file: its meaning, its licence, its fields."""
    has_subsidies = bool(subsidy_records(edition.corpus))
    return tuple(_entries(typography(edition.config.donnees.licence), has_subsidies=has_subsidies))


def _entries(licence: str, *, has_subsidies: bool = False) -> Iterator[FileEntry]:
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
    description = TABLE.description if has_subsidies else f"{TABLE.description} {NONE_YET}"
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
    """Return what citizens call the type of a column; the national format has its own « oui » and « non »."""
    is_national = table is TABLE and column.field.type is FieldType.BOOLEAN
    return "oui ou non" if is_national else TYPES[column.field.type]


TYPES: Mapping[FieldType, str] = {
    FieldType.STRING: "texte",
    FieldType.NUMBER: "nombre décimal",
    FieldType.INTEGER: "nombre entier",
    FieldType.BOOLEAN: "true ou false",
    FieldType.DATE: "jour (AAAA-MM-JJ)",
}
"""What citizens call the types of fields."""


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
    """Return the meaning of a field, with the values that it can take where they are few."""
    values = f" Valeurs : {', '.join(field.values)}." if field.values else ""
    return typography(f"{field.description}{values}")


def _schema_address(name: str) -> str:
    return f"{DONNEES}{name}.schema.json"
