"""Communes, groupements and départements of France, and what a written name of one means.

An ``Atlas`` answers from the tables of ``cog``, each read when a question first needs it: a site
histories in its own départements, the rest of France waits for a name they do not have. Nothing here
speaks to writers: an answer is a value (``Found``, ``Homonyms``, ``Unknown``), told elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Generic, TypeVar

from bulletin.territories.names import commune_key, commune_spelling, departement_key, epci_key, epci_type
from bulletin.territories.tables import Millesime, Reader, Table, shipped_millesime, shipped_table

T = TypeVar("T")
Named = TypeVar("Named", "Commune", "_Former")

_CODE_COMMUNE = re.compile(r"\d{5}|2[AB]\d{3}", re.IGNORECASE)
_SIREN = re.compile(r"\d{9}")
_QUALIFIED = re.compile(r"(?P<nom>.+?) ?\((?P<departement>[^()]+)\)")
SUGGESTED = 3
"""Most keys suggested for one that is unknown."""
CLOSE = 0.84
"""How alike two keys are, at least, for one to be suggested for the other (``difflib``'s ratio)."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the present day."""

    code: str
    """Insee code, five characters: « 01004 », « 2A004 »."""
    nom: str
    """Official name, article included: « Le Havre »."""
    departement: str
    liaison: int
    """How the name joins a sentence, as Insee codes it (``liaisons``)."""
    population: int | None = None
    """Municipal population; None where no census tells it."""

    @property
    def nom_precis(self) -> str:
        """The name that no homonym shares: « Sainte-Colombe (05) »."""
        return f"{self.nom} ({self.departement})"


@dataclass(frozen=True, slots=True)
class Epci:
    """A groupement: an EPCI à fiscalité propre, or an établissement public territorial of Grand Paris."""

    siren: str
    nom: str
    """Official name, with its prefix if it has one: « CC de l'Argonne Ardennaise »."""
    type: str
    """CC, CA, CU, METRO, MET69 or EPT."""
    membres: tuple[str, ...]
    """Codes of present communes, in order."""
    short_name: str
    """Without prefix and article, for ids and titles: « Argonne Ardennaise »."""


@dataclass(frozen=True, slots=True)
class Departement:
    """A département, or a collectivité d'outre-mer that has a code of the same kind."""

    code: str
    nom: str
    liaison: int
    region: str
    """Code of the région; of the collectivité itself outside them."""


@dataclass(frozen=True, slots=True)
class Found:
    """The commune that a text names today."""

    commune: Commune
    former: str = ""
    """Name of the former commune or arrondissement that the text named; "" for a present name."""


@dataclass(frozen=True, slots=True)
class Homonyms(Generic[T]):
    """Several territories bear the name; at least two, by code."""

    candidates: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """No territory bears the name."""

    suggestions: tuple[str, ...] = ()
    """Official names near to it, best first; outside the départements of the site, with their own."""


@dataclass(frozen=True, slots=True)
class _Former:
    """A former commune, or an arrondissement: its code, that of the present commune, its name if known."""

    code: str
    present: str
    nom: str

    @property
    def departements(self) -> frozenset[str]:
        """Where a reader would look for it: a few mergers crossed a border."""
        return frozenset({departement_of(self.code), departement_of(self.present)})


@dataclass(frozen=True, slots=True)
class _Gazetteer:
    """The communes of one département, by name and by key."""

    by_code: Mapping[str, Commune]
    by_key: Mapping[str, tuple[Commune, ...]]


def departement_of(code_commune: str) -> str:
    """Return the département that an Insee code begins with: « 92 », « 2A », « 974 »."""
    return code_commune[:3] if code_commune.startswith(("97", "98")) else code_commune[:2]


class Atlas:
    """All the territories of one context of the code, seen from a site's own départements.

    Equal questions get equal answers; what has been read is kept, never changed.
    """

    def __init__(self, departements: Iterable[str], millesime: Millesime, reader: Reader) -> None:
        self.departements = tuple(departements)
        self.millesime = millesime
        self._reader = reader
        self._tables: dict[str, Table] = {}
        self._gazetteers: dict[str, _Gazetteer] = {}

    @classmethod
    def shipped(cls, departements: Iterable[str] = ()) -> Atlas:
        """Return the atlas of the package's own tables; names are looked up in ``departements`` first."""
        return cls(departements, shipped_millesime(), shipped_table)

    @property
    def annee(self) -> int:
        """The year whose 1 January the territories are those of."""
        return self.millesime.annee

    @property
    def version(self) -> str:
        """The release of the source."""
        return self.millesime.version

    @property
    def credit(self) -> str:
        """What a page that shows these data prints."""
        return self.millesime.credit

    @property
    def tables_read(self) -> frozenset[str]:
        """Names of the tables that questions have needed so far."""
        return frozenset(self._tables)

    def commune(self, code: str) -> Commune | None:
        """Return the present commune of that Insee code; None for a former one too."""
        return self._gazetteer(departement_of(code)).by_code.get(code)

    def epci(self, siren: str) -> Epci | None:
        """Return the groupement of that SIREN."""
        return self._epcis.get(siren)

    def departement(self, code: str) -> Departement | None:
        """Return the département of that code."""
        return self._departements.get(code)

    def communes_of(self, departement: str) -> tuple[Commune, ...]:
        """Return the communes of a département by name, articles aside; none for an unknown code."""
        return tuple(self._gazetteer(departement).by_code.values())

    def groupings_of(self, code_commune: str) -> tuple[Epci, ...]:
        """Return the EPCI and, in Grand Paris, the EPT that a commune belongs to, in that order."""
        return self._groupings.get(code_commune, ())

    def resolve_commune(self, text: str) -> Found | Homonyms[Commune] | Unknown:
        """Return the present commune that an Insee code or a name means.

        Case, accents, hyphens, Saint or St and the article do not count. The site's départements are
        asked before all of France, present communes before former ones; « Nom (05) » or « Nom
        (Hautes-Alpes) » asks that département only.
        """
        written = _written(text)
        if _CODE_COMMUNE.fullmatch(written):
            return self._commune_of_code(written.upper())
        nom, departement = self._qualified(written)
        key = commune_key(nom)
        if departement is not None:
            return self._known(nom, key, (departement.code,)) or self._unknown_commune(key, departement.code)
        return self._known(nom, key, self.departements) or self._known(nom, key) or self._unknown_commune(key)

    def resolve_epci(self, text: str) -> Epci | Homonyms[Epci] | Unknown:
        """Return the groupement that a SIREN or a name means, with or without its prefix and article.

        Among homonyms the written prefix settles, then having a commune in the site's départements, or
        in the one that « Nom (74) » tells.
        """
        written = _written(text)
        if _SIREN.fullmatch(siren := written.replace(" ", "")):
            return self._epcis.get(siren) or Unknown()
        nom, departement = self._qualified(written)
        key = epci_key(nom)
        found = self._epcis_by_key.get(key, ())
        here = self.departements if departement is None else (departement.code,)
        for narrower in (
            [epci for epci in found if epci.type[:3] == epci_type(nom)[:3]],
            [epci for epci in found if _touches(epci, here)],
        ):
            found = tuple(narrower) or found
        if len(found) > 1:
            return Homonyms(found)
        return found[0] if found else self._unknown_epci(key)

    def resolve_departement(self, text: str) -> Departement | Unknown:
        """Return the département that a code or a name means, article or not."""
        written = _written(text)
        found = self._departements.get(written.upper()) or self._departements_by_key.get(
            key := departement_key(written)
        )
        if found is not None:
            return found
        near = _near(key, self._departements_by_key)
        return Unknown(tuple(self._departements_by_key[match].nom for match in near))

    def _qualified(self, written: str) -> tuple[str, Departement | None]:
        """Part « Nom (05) »; brackets that hold no département belong to the name."""
        if parts := _QUALIFIED.fullmatch(written):
            match self.resolve_departement(parts["departement"]):
                case Departement() as departement:
                    return parts["nom"], departement
                case Unknown():
                    pass
        return written, None

    def _commune_of_code(self, code: str) -> Found | Unknown:
        if commune := self.commune(code):
            return Found(commune)
        former = self._formers_by_code.get(code)
        return Found(self._present(former.present), former.nom) if former else Unknown()

    def _known(
        self, nom: str, key: str, departements: tuple[str, ...] | None = None
    ) -> Found | Homonyms[Commune] | None:
        """Answer from some départements, or from all of France; None where nothing has that key.

        An exact spelling settles a homonym only in départements: « Saint-Rémy » in the rest of France is
        not told from « Saint-Remy » by an accent that a writer may have left out.
        """
        exact = departements is not None
        if communes := _settle(nom, self._communes_named(key, departements), exact=exact):
            return Found(communes[0]) if len(communes) == 1 else Homonyms(communes)
        formers = _settle(nom, self._formers_named(key, departements), exact=exact)
        presents = sorted({former.present for former in formers})
        if len(presents) > 1:
            return Homonyms(tuple(self._present(code) for code in presents))
        return Found(self._present(presents[0]), formers[0].nom) if formers else None

    def _communes_named(self, key: str, departements: tuple[str, ...] | None) -> tuple[Commune, ...]:
        if departements is None:
            return tuple(self._present(code) for code in self._names.get(key, "").split())
        return tuple(
            commune for code in departements for commune in self._gazetteer(code).by_key.get(key, ())
        )

    def _formers_named(self, key: str, departements: tuple[str, ...] | None) -> tuple[_Former, ...]:
        formers = self._formers_by_key.get(key, ()) if key else ()
        if departements is None:
            return formers
        return tuple(former for former in formers if former.departements & set(departements))

    def _unknown_commune(self, key: str, departement: str | None = None) -> Unknown:
        """Suggest names of the départements that were asked, else of France among those that begin alike."""
        codes = self.departements if departement is None else (departement,)
        here = {name: found for code in codes for name, found in self._gazetteer(code).by_key.items()}
        communes = [commune for match in _near(key, here) for commune in here[match]]
        if communes and departement is None:
            return Unknown(tuple(commune.nom for commune in communes[:SUGGESTED]))
        if not communes and key:
            start = key[: max(3, len(key) // 2)]
            alike = [name for name in self._names if name.startswith(start)]
            communes = [
                commune for match in _near(key, alike) for commune in self._communes_named(match, None)
            ]
        return Unknown(tuple(commune.nom_precis for commune in communes[:SUGGESTED]))

    def _unknown_epci(self, key: str) -> Unknown:
        """Suggest groupements of the site's départements, else of France."""
        by_key = self._epcis_by_key
        here = [
            key for key, found in by_key.items() if any(_touches(epci, self.departements) for epci in found)
        ]
        near = _near(key, here) or _near(key, by_key)
        return Unknown(tuple(epci.nom for match in near for epci in by_key[match])[:SUGGESTED])

    def _present(self, code: str) -> Commune:
        """Return a commune that another table names."""
        return self._gazetteer(departement_of(code)).by_code[code]

    def _table(self, name: str) -> Table:
        if name not in self._tables:
            self._tables[name] = self._reader(name)
        return self._tables[name]

    def _gazetteer(self, departement: str) -> _Gazetteer:
        """Read the communes of a département; an unknown one has none."""
        if departement not in self._gazetteers:
            known = departement in self._departements
            self._gazetteers[departement] = _gazetteer(
                departement, self._table(f"communes/{departement}") if known else ()
            )
        return self._gazetteers[departement]

    @cached_property
    def _departements(self) -> Mapping[str, Departement]:
        rows = self._table("departements")
        return {code: Departement(code, nom, int(liaison), region) for code, nom, liaison, region in rows}

    @cached_property
    def _departements_by_key(self) -> Mapping[str, Departement]:
        return {departement_key(found.nom): found for found in self._departements.values()}

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """Codes of the present communes of all France, a space between them, by key."""
        return {row[0]: row[1] for row in self._table("noms")}

    @cached_property
    def _formers_by_code(self) -> Mapping[str, _Former]:
        return {code: _Former(code, present, nom) for code, present, nom, _ in self._table("anciennes")}

    @cached_property
    def _formers_by_key(self) -> Mapping[str, tuple[_Former, ...]]:
        named = ((key, self._formers_by_code[code]) for code, _, _, key in self._table("anciennes") if key)
        return _grouped(named)

    @cached_property
    def _epcis(self) -> Mapping[str, Epci]:
        return {
            siren: Epci(siren, nom, kind, tuple(membres.split()), short_name)
            for siren, kind, nom, short_name, _, membres in self._table("groupements")
        }

    @cached_property
    def _epcis_by_key(self) -> Mapping[str, tuple[Epci, ...]]:
        return _grouped((row[4], self._epcis[row[0]]) for row in self._table("groupements"))

    @cached_property
    def _groupings(self) -> Mapping[str, tuple[Epci, ...]]:
        """Groupements by commune; an EPT, inside its métropole, comes after it."""
        inward = sorted(self._epcis.values(), key=lambda epci: (epci.type == "EPT", epci.siren))
        return _grouped((code, epci) for epci in inward for code in epci.membres)


def _gazetteer(departement: str, rows: Table) -> _Gazetteer:
    """Read the rows of a département, which stand in the order of their keys."""
    keyed = [
        (key, Commune(code, nom, departement, int(liaison), int(population) if population else None))
        for code, nom, liaison, population, key in rows
    ]
    return _Gazetteer({commune.code: commune for _, commune in keyed}, _grouped(keyed))


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    """Gather what shares a key, in the order given."""
    groups: dict[str, list[T]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in groups.items()}


def _settle(nom: str, candidates: tuple[Named, ...], *, exact: bool) -> tuple[Named, ...]:
    """Keep the candidates with the written article if any has it, then the one spelt exactly so."""
    spelling = commune_spelling(nom)
    kept = tuple(found for found in candidates if commune_spelling(found.nom) == spelling) or candidates
    spelt = tuple(found for found in kept if found.nom == nom)
    return spelt if exact and len(spelt) == 1 else kept


def _near(key: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys that a writer of ``key`` may have meant: itself, those it begins, those like it."""
    if not key:
        return ()
    known = tuple(keys)
    longer = sorted(name for name in known if f"{name} ".startswith(f"{key} "))
    near = dict.fromkeys([*longer, *get_close_matches(key, known, n=SUGGESTED, cutoff=CLOSE)])
    return tuple(near)[:SUGGESTED]


def _touches(epci: Epci, departements: tuple[str, ...]) -> bool:
    return any(departement_of(code) in departements for code in epci.membres)


def _written(text: str) -> str:
    """Return ``text`` with the apostrophes and spaces of the official names."""
    return " ".join(unicodedata.normalize("NFC", text).replace("’", "'").split())
