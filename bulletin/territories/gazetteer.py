"""The communes of France past and present, by code, by key and by postal code, as the tables hold them.

Each table is read when a question first needs it, and kept: a name of one département makes only the tables
of that département read. What a text means among what is found here is the business of ``commune_names``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, TypeVar

from bulletin.territories.model import CORSICA, Commune, Departement, Found, Sense, departement_of
from bulletin.territories.names import departement_key
from bulletin.territories.tables import Reader, Table

T = TypeVar("T")

FIRST_YEAR_OF_POSTS: Final = 1990
"""No post bears an earlier date, so none names a commune or a code that was gone before."""
_SENSES: Final[Mapping[str, Sense]] = {
    "A": Sense.ARRONDISSEMENT,
    "F": Sense.REUNIE,
    "N": Sense.ANCIEN_NOM,
    "U": Sense.NOM_D_USAGE,
    "R": Sense.CODE_INSEE,
}
"""The kinds of rows of the tables of former communes, as ``scripts/remake_territories.py`` writes them."""


@dataclass(frozen=True, slots=True)
class Former:
    """Another name or code of a present commune, or of one that is part of it."""

    code: str
    present: str
    """Code of the present commune."""
    nom: str
    """"" where only the code is another: departments were redrawn in 1968 and in 1976."""
    sense: Sense
    last_year: int | None
    """The year in which it ended; None while it lasts, or if it ended after the history was written."""

    @property
    def departements(self) -> frozenset[str]:
        """Where a reader would look for it: a few mergers crossed a border."""
        return frozenset({departement_of(self.code), departement_of(self.present)})

    @property
    def is_of_posts(self) -> bool:
        """Whether a post may name it: it still existed in ``FIRST_YEAR_OF_POSTS``."""
        return self.last_year is None or self.last_year >= FIRST_YEAR_OF_POSTS


class Gazetteer:
    """All the tables of communes, looked up by name, Insee code or postal code."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._tables: dict[str, Table] = {}
        self._communes: dict[str, Mapping[str, Commune]] = {}
        self._communes_by_key: dict[str, Mapping[str, tuple[Commune, ...]]] = {}
        self._formers: dict[str, Mapping[str, tuple[Former, ...]]] = {}
        self._names: dict[str, Mapping[str, tuple[str, str]]] = {}

    @property
    def tables_read(self) -> frozenset[str]:
        """Names of the tables that questions have needed so far."""
        return frozenset(self._tables)

    def table(self, name: str) -> Table:
        """Return the rows of a table, read once."""
        if name not in self._tables:
            self._tables[name] = self._reader(name)
        return self._tables[name]

    # -- départements ------------------------------------------------------------------------------------

    @cached_property
    def departements(self) -> Mapping[str, Departement]:
        """All of them by code."""
        rows = self.table("departements")
        return {code: Departement(code, nom, int(liaison), region) for code, nom, liaison, region in rows}

    @cached_property
    def departements_by_key(self) -> Mapping[str, Departement]:
        """All of them by the key of their name."""
        return {departement_key(found.nom): found for found in self.departements.values()}

    def departement(self, written: str) -> Departement | None:
        """Return the département that a code or a name means, article or not."""
        return self.departements.get(written.upper()) or self.departements_by_key.get(
            departement_key(written)
        )

    # -- communes of today -------------------------------------------------------------------------------

    def communes_of(self, departement: str) -> Mapping[str, Commune]:
        """Return the communes of a département by code, in the order of their names, articles aside."""
        self._read_communes(departement)
        return self._communes[departement]

    def keyed_communes_of(self, departement: str) -> Mapping[str, tuple[Commune, ...]]:
        """Return the communes of a département by the key of their name, in that order."""
        self._read_communes(departement)
        return self._communes_by_key[departement]

    def commune(self, code: str) -> Commune | None:
        """Return the present commune of that Insee code; None for a former one too."""
        return self.communes_of(departement_of(code)).get(code)

    def communes_named(self, key: str, departements: tuple[str, ...] | None) -> tuple[Commune, ...]:
        """Return the present communes of that key in some départements, or by code in all of France."""
        if departements is None:
            return tuple(self._present(code) for code in self._names_like(key).get(key, ("", ""))[0].split())
        return tuple(
            commune for code in departements for commune in self.keyed_communes_of(code).get(key, ())
        )

    def keys_like(self, key: str) -> tuple[str, ...]:
        """Return the keys of present communes of all France that begin with the same letter."""
        return tuple(name for name, (present, _) in self._names_like(key).items() if present)

    # -- communes, names and codes of the past -------------------------------------------------------------

    def formers_of(self, departement: str) -> Mapping[str, tuple[Former, ...]]:
        """Return the former names of a département by key; those under "" have a code alone."""
        if departement not in self._formers:
            known = departement in self.departements or departement == CORSICA
            rows = self.table(f"anciennes/{departement}") if known else ()
            self._formers[departement] = grouped(
                (key, Former(code, present, nom, _SENSES[kind], int(year) if year else None))
                for code, nom, present, kind, year, key in rows
            )
        return self._formers[departement]

    def formers_named(self, key: str, departements: tuple[str, ...] | None) -> tuple[Former, ...]:
        """Return the former names of that key in some départements, or in all of France."""
        if departements is None:
            codes = self._names_like(key).get(key, ("", ""))[1].split()
            departements = tuple(dict.fromkeys(departement_of(code) for code in codes))
        found = (former for code in departements for former in self.formers_of(code).get(key, ()))
        return tuple(dict.fromkeys(found))

    def former_of_code(self, code: str) -> Former | None:
        """Return what last had that former Insee code, or None; if it had a name, the row with its name."""
        borne = [
            former
            for formers in self.formers_of(departement_of(code)).values()
            for former in formers
            if former.code == code and former.sense not in {Sense.ANCIEN_NOM, Sense.NOM_D_USAGE}
        ]
        return max(borne, key=lambda former: (former.last_year or 9999, former.nom), default=None)

    def found(self, former: Former) -> Found:
        """Return the present commune that a former name or code leads to, as such."""
        commune = self._present(former.present)
        if former.sense in {Sense.NOM_D_USAGE, Sense.CODE_INSEE}:
            return Found(commune, sense=former.sense)
        return Found(
            commune,
            former.nom,
            former.sense,
            former.code,
            is_united=former.sense is Sense.REUNIE,
            is_of_posts=former.is_of_posts,
        )

    # -- postal codes ------------------------------------------------------------------------------------

    def of_postal_code(self, code: str, *, widely: bool = False) -> tuple[Found, ...]:
        """Return the communes and arrondissements of a postal code, the most populous first.

        With ``widely`` those too of which a few streets only have it.
        """
        departement = departement_of(code)
        if departement not in self.departements and departement != CORSICA:
            return ()
        rows = {row[0]: row[1:] for row in self.table(f"postaux/{departement}")}
        main, some_streets = rows.get(code, ("", ""))
        codes = [*main.split(), *(some_streets.split() if widely else ())]
        return tuple(self.of_insee_code(code) for code in codes)

    def of_insee_code(self, code: str) -> Found:
        """Return the commune or arrondissement of a code that a table names."""
        commune, former = self.commune(code), self.former_of_code(code)
        if commune is None and former is not None:
            return self.found(former)
        return Found(self._present(code))

    # -- reading -----------------------------------------------------------------------------------------

    def _present(self, code: str) -> Commune:
        """Return a commune that another table names."""
        return self.communes_of(departement_of(code))[code]

    def _read_communes(self, departement: str) -> None:
        """Read the communes of a département; an unknown one has none."""
        if departement in self._communes:
            return
        rows = self.table(f"communes/{departement}") if departement in self.departements else ()
        keyed = [
            (key, Commune(code, nom, departement, int(liaison), int(population) if population else None))
            for code, nom, liaison, population, key in rows
        ]
        self._communes[departement] = {commune.code: commune for _, commune in keyed}
        self._communes_by_key[departement] = grouped(keyed)

    def _names_like(self, key: str) -> Mapping[str, tuple[str, str]]:
        """Return, by key, the codes of present communes and of former ones that begin with one letter."""
        initial = key[:1]
        if initial not in self._names:
            known = "a" <= initial <= "z"
            rows = self.table(f"noms/{initial}") if known else ()
            self._names[initial] = {name: (present, former) for name, present, former in rows}
        return self._names[initial]


def grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    """Gather what shares a key, in the order given."""
    groups: dict[str, list[T]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in groups.items()}
