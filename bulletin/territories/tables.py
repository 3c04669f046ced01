"""The tables of the code officiel géographique that the package ships: how they are packed and read.

A table is tab-separated UTF-8 lines under gzip: one per département for its communes, its former ones and
its postal codes, one per initial for the names of all France, one each for groupements and départements.
What the rows mean is the business of ``gazetteer`` and ``atlas``; ``scripts/remake_territories.py`` makes
them.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

Row = tuple[str, ...]
Table = tuple[Row, ...]
Reader = Callable[[str], Table]
"""From the name of a table (« groupements », « communes/92 ») to its rows; FileNotFoundError for none."""

FOLDER = "territories/data"
"""Where the tables live inside the package."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A published package that the tables are made of."""

    nom: str
    """As its registry, that of npm, names it."""
    version: str
    licence: str
    """Of its data."""
    apport: str
    """What the tables take from it, in French."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Millesime:
    """Which year of the code officiel géographique the tables hold, and who published it."""

    annee: int
    """Year whose 1 January the communes and groupements are those of."""
    credit: str
    """What a page that shows the data prints."""
    sources: tuple[Source, ...]
    """At least one; the first is that of the territories of the year."""
    counts: Mapping[str, int]
    """Rows by kind of territory."""


def pack_table(rows: Iterable[Row]) -> bytes:
    """Return ``rows`` packed; equal rows give equal bytes, whatever the day.

    Raises:
        ValueError: a cell holds a tab or a line end.
    """
    lines: list[str] = []
    for row in rows:
        line = "\t".join(row)
        if line.count("\t") != len(row) - 1 or len(line.splitlines()) != 1:
            raise ValueError(f"a cell cannot hold a tab or a line end: {row!r}")
        lines.append(line)
    return gzip.compress("\n".join(lines).encode(), compresslevel=9, mtime=0)


def unpack_table(packed: bytes) -> Table:
    """Return the rows that ``pack_table`` was given."""
    text = gzip.decompress(packed).decode()
    return tuple(tuple(line.split("\t")) for line in text.splitlines())


def shipped_table(name: str) -> Table:
    """Return a table of the package; FileNotFoundError if the package has none of that name."""
    return unpack_table(files("bulletin").joinpath(f"{FOLDER}/{name}.tsv.gz").read_bytes())


def shipped_millesime() -> Millesime:
    """Return the year and the sources of the package's tables."""
    text = files("bulletin").joinpath(f"{FOLDER}/millesime.json").read_text(encoding="utf-8")
    declared = json.loads(text)
    return Millesime(
        annee=declared["annee"],
        credit=declared["credit"],
        sources=tuple(Source(**source) for source in declared["sources"]),
        counts=MappingProxyType(declared["counts"]),
    )
