"""CSV files as other programs read them: their rows, and their faults by a public validator."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from frictionless import Dialect, Resource, Schema, formats


def csv_rows(text: str) -> list[dict[str, str]]:
    """Return the rows of a CSV file by the names of its columns."""
    return list(csv.DictReader(io.StringIO(text, newline="")))


def schema_faults(text: str, schema: str, folder: Path) -> list[list[object]]:
    """Return the row, the column and the type of each fault of a CSV file by its Table Schema."""
    (folder / "table.csv").write_bytes(text.encode())
    resource = Resource(
        "table.csv",
        basepath=str(folder),
        schema=Schema.from_descriptor(json.loads(schema)),
        dialect=Dialect(controls=[formats.CsvControl(delimiter=",", line_terminator="\r\n")]),
        encoding="utf-8",
    )
    return list(resource.validate().flatten(["rowNumber", "fieldName", "type"]))
