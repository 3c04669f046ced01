"""Remake the territories that the package ships, from three packages of the npm registry.

    npm pack @etalab/decoupage-administratif@6.0.0   # the territories of the year
    npm pack @etalab/decoupage-administratif@0.5.0   # alone has the history of the communes since 1943
    npm pack codes-postaux@4.1.2                     # postal codes of a few streets, names of delivery
    python scripts/remake_territories.py DECOUPAGE HISTORIQUE CODES_POSTAUX --annee 2026

Each folder is that of the unpacked package, with its ``package.json``. Nothing is written unless the files
agree with one another; equal files give equal tables.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletin.territories.model import departement_of
from bulletin.territories.names import GLOSS, commune_key, epci_key
from bulletin.territories.prepositions import inferred_liaison
from bulletin.territories.tables import FOLDER, Row, pack_table

DECOUPAGE = "@etalab/decoupage-administratif"
CODES_POSTAUX = "codes-postaux"
LICENCES = {DECOUPAGE: "Licence Ouverte", CODES_POSTAUX: "MIT"}
"""Of the data, as the README of each package tells; codes-postaux has one licence for all."""
CONTRIBUTIONS = (
    "communes, arrondissements, intercommunalités, départements, codes postaux",
    "noms et codes des communes depuis 1943",
    "codes postaux de quelques rues, noms d’acheminement",
)
"""What the tables take from each folder, in the order of the command line."""
CREDIT = "Insee, DGCL, La Poste – Etalab"

USUAL_NAMES = {
    "Boulogne-sur-Seine": "92012",  # the name of Boulogne-Billancourt until 1926
    "Clichy-la-Garenne": "92024",  # in use since the Middle Ages, never official since 1943
    "Montreuil-sous-Bois": "93048",  # its name until the Second World War, still used
    "Saint-Denis-en-France": "93066",
    "Saint-Denis-de-la-Réunion": "97411",
    "Saint-Paul-de-la-Réunion": "97415",
    "Saint-Pierre-de-la-Réunion": "97416",
    "Valence-sur-Rhône": "26362",
}
"""Names that everybody uses and that no source of ours has, with the commune of today.

To be added to with care: a name of this list means its commune in all of France.
"""
ARTICLES_AT_THE_END = re.compile(r" (?:la|le|les|l)$")
"""La Poste writes « CHAPELLE RABLAIS LA »."""
NOT_A_PLACE = re.compile(r"\b(?:air|armees|cedex|principal|\d{5})\b")
"""Words of names of delivery that are no place: air bases, army post, business mail."""

LIAISONS_OF_DEPARTEMENTS = {
    "41": 0,
    "47": 0,
    "82": 0,
    "84": 0,
    "984": 4,
    "987": 3,
    "988": 3,
    "989": 5,
}
"""Where the département or the collectivité writes its own name otherwise than the source.

« Département de Lot-et-Garonne », « de Loir-et-Cher », « de Tarn-et-Garonne », like the other names in
« -et- », and « de Vaucluse »; the source gives the collectivités d'outre-mer no article at all.
"""

QUOTED = re.compile(r"''(?P<two>[^']+)''|\"(?P<one>[^\"]+)\"")
LIGATURES = re.compile(r"(?<=\b[CcSs])oeur(?=s?\b)")
"""« Coeur » and « Soeur », which the source writes without their ligature in names of EPCI; « oe » is left
alone elsewhere, for Alsace and Brittany."""

PREFIX = re.compile(r"(?:CC|CA|CU) (?:de l’|de la |du |des |de |d’)?")
ARTICLE = re.compile(r"(?:Le|La|Les|le|la|les) |[Ll]’")

Record = Mapping[str, Any]


class DisagreementError(Exception):
    """The files contradict one another, or are not what this script can read."""


@dataclass(frozen=True, slots=True)
class Package:
    """An unpacked package."""

    nom: str
    version: str
    folder: Path

    def records(self, name: str) -> list[Record]:
        """Return one of its files."""
        content: list[Record] = json.loads((self.folder / name).read_text(encoding="utf-8"))
        return content


def main() -> None:
    """Read, check, write, and print the counts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("decoupage", "historique", "codes_postaux"):
        parser.add_argument(name, type=Path)
    parser.add_argument(
        "--annee", type=int, required=True, help="context of the code, as the source's README tells"
    )
    arguments = parser.parse_args()
    decoupage = opened(arguments.decoupage, DECOUPAGE)
    historique = opened(arguments.historique, DECOUPAGE)
    codes_postaux = opened(arguments.codes_postaux, CODES_POSTAUX)
    sources = (decoupage, historique, codes_postaux)
    tables, counts = remade(*sources)
    millesime = {
        "annee": arguments.annee,
        "credit": f"{CREDIT}, {arguments.annee}",
        "sources": [
            {"nom": source.nom, "version": source.version, "licence": LICENCES[source.nom], "apport": apport}
            for source, apport in zip(sources, CONTRIBUTIONS, strict=True)
        ],
        "counts": counts,
    }
    write(Path(__file__).parents[1] / "bulletin" / FOLDER, tables, millesime)
    print(json.dumps(counts, indent=2))


def opened(folder: Path, nom: str) -> Package:
    """Return the package of a folder, which must be the one that is expected there."""
    declared = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    if declared["name"] != nom:
        raise DisagreementError(f"{folder} is {declared['name']}, not {nom}")
    return Package(nom, declared["version"], folder)


def remade(
    decoupage: Package, historique: Package, codes_postaux: Package
) -> tuple[dict[str, list[Row]], dict[str, int]]:
    """Return the tables by name, and how many territories of each kind they hold."""
    entities, epcis, epts, departements = (
        decoupage.records(f"data/{name}.json") for name in ("communes", "epci", "ept", "departements")
    )
    delivery = codes_postaux.records("codes-postaux.json")
    today = Today(entities)
    formers = former_rows(entities, historique.records("data/historique-communes.json"), today)
    official = {today.key_of(code) for code in today.communes} | {row.key for row in formers if row.key}
    formers += usual_rows(delivery, official, today)
    communes = list(today.communes.values())
    tables = {
        "departements": sorted(departement_row(record) for record in departements),
        "groupements": sorted(epci_row(record) for record in (*epcis, *epts)),
        **by_departement("communes", departements, commune_rows(communes)),
        **by_departement("anciennes", departements, former_cells(formers)),
        **by_departement("postaux", departements, postal_rows(entities, delivery, today)),
        **name_tables(communes, formers),
    }
    check(communes, formers, epcis + epts, departements)
    kinds = Counter(entity["type"] for entity in entities) + Counter(epci["type"] for epci in (*epcis, *epts))
    return tables, {
        **dict(sorted(kinds.items())),
        "anciennes": len(formers),
        "codes-postaux": sum(len(rows) for name, rows in tables.items() if name.startswith("postaux/")),
        "departements": len(departements),
    }


class Today:
    """The communes of the year, and where those of the past have gone."""

    def __init__(self, entities: Iterable[Record]) -> None:
        self.communes = {
            entity["code"]: entity for entity in entities if entity["type"] == "commune-actuelle"
        }
        self._whole = {
            entity["code"]: entity.get("chefLieu", entity.get("commune", ""))
            for entity in entities
            if entity["type"] != "commune-actuelle"
        }
        self._became = {
            code: commune["code"]
            for commune in self.communes.values()
            for code in commune.get("anciensCodes", ())
        }

    def code_of(self, code: str) -> str:
        """Return the code of the present commune of any code since 1943.

        Raises:
            DisagreementError: nothing has borne that code.
        """
        present: str = code if code in self.communes else self._became.get(code) or self._whole.get(code, "")
        if not present:
            raise DisagreementError(f"{code} led nowhere")
        return present

    def key_of(self, code: str) -> str:
        """Return the key of the name of the present commune of any code."""
        return commune_key(self.communes[self.code_of(code)]["nom"])

    def population_of(self, code: str) -> int:
        """Return the inhabitants of a present commune, 0 if unknown."""
        population: int = self.communes[self.code_of(code)].get("population", 0)
        return population


def check(
    communes: list[Record], formers: list[FormerRow], groups: list[Record], departements: list[Record]
) -> None:
    """Raise DisagreementError unless codes are unique and each one that is named exists."""
    codes = Counter(commune["code"] for commune in communes)
    names = Counter((commune["departement"], commune["nom"]) for commune in communes)
    known = {record["code"] for record in departements}
    faults = [
        *(f"commune {code} twice" for code, times in codes.items() if times > 1),
        *(f"{nom} twice in {where}" for (where, nom), times in names.items() if times > 1),
        *(f"{row.code} became {row.present}, unknown" for row in formers if row.present not in codes),
        *(
            f"{member['code']} of {group['code']} is unknown"
            for group in groups
            for member in group["membres"]
            if member["code"] not in codes
        ),
        *(
            f"{commune['code']} is not of {commune['departement']}"
            for commune in communes
            if not commune["departement"] == departement_of(commune["code"]) in known
        ),
    ]
    if faults:
        raise DisagreementError("\n".join(faults))


def by_departement(
    name: str, departements: Iterable[Record], rows: Iterable[tuple[str, Row]]
) -> dict[str, list[Row]]:
    """Return a table per département, an empty one too; « 20 » is Corsica before it was parted."""
    tables: dict[str, list[Row]] = {record["code"]: [] for record in departements}
    for departement, row in rows:
        tables.setdefault(departement, []).append(row)
    return {f"{name}/{departement}": found for departement, found in tables.items()}


def commune_rows(communes: Iterable[Record]) -> list[tuple[str, Row]]:
    """Return the communes with their département, in the order of the keys."""
    rows = []
    for commune in communes:
        nom = curled(commune["nom"])
        liaison = commune.get("typeLiaison", int(inferred_liaison(nom)))
        population = str(commune.get("population", ""))
        row = (commune["code"], nom, str(liaison), population, commune_key(nom))
        rows.append((commune["departement"], row))
    return sorted(rows, key=lambda one: (one[1][4], one[1][0]))


def name_tables(communes: Iterable[Record], formers: Iterable[FormerRow]) -> dict[str, list[Row]]:
    """Return, in a table per initial, the codes of the present and of the former communes by key."""
    present: dict[str, set[str]] = defaultdict(set)
    former: dict[str, set[str]] = defaultdict(set)
    for commune in communes:
        present[commune_key(commune["nom"])].add(commune["code"])
    for row in formers:
        if row.key:
            former[row.key].add(row.code)
    tables: dict[str, list[Row]] = {f"noms/{initial}": [] for initial in "abcdefghijklmnopqrstuvwxyz"}
    for key in sorted(present.keys() | former.keys()):
        cells = (key, " ".join(sorted(present[key])), " ".join(sorted(former[key])))
        tables[f"noms/{key[0]}"].append(cells)
    return tables


# -- communes, names and codes of the past -------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerRow:
    """A name or a code that a present commune, or a part of it, has beside its own."""

    code: str
    nom: str
    """"" where only the code differs."""
    present: str
    kind: str
    """A for an arrondissement, F for a commune united since, N for a name changed since, U for a name of
    usage, R for a code changed with the départements of 1968 and 1976."""
    last_year: str
    """In which it ended; "" while it lasts, and for what ended after the history was written."""
    key: str
    """"" where the name is found under another code."""


def former_rows(entities: Iterable[Record], history: Iterable[Record], today: Today) -> list[FormerRow]:
    """Return every commune, name and code since 1943 that is not of today, and the arrondissements.

    A former commune that kept both code and name is the present one and is left out.
    """
    rows = {(row.code, commune_key(row.nom)): row for row in historical_rows(history, today)}
    for entity in entities:
        code, nom = entity["code"], entity["nom"].replace("Arrondissement", "arrondissement")
        if entity["type"] == "commune-actuelle":
            continue
        key = commune_key(nom)
        kind = "A" if entity["type"] == "arrondissement-municipal" else "F"
        rows[code, key] = FormerRow(
            code=code, nom=curled(nom), present=today.code_of(code), kind=kind, last_year="", key=key
        )
    kept = (row for row in rows.values() if row.key != today.key_of(row.present) or row.code != row.present)
    return found_once(kept, today)


def historical_rows(history: Iterable[Record], today: Today) -> Iterator[FormerRow]:
    """Yield each name that each code has had, with the last year in which it had it.

    A commune associée or déléguée still has its name; a « COMP » is what is left of one that has not.
    """
    by_id = {record["id"]: record for record in history}
    lasting = {
        record["code"] for record in by_id.values() if record["type"] == "COM" and "dateFin" not in record
    }
    grown = {today.code_of(code) for code in lasting if today.code_of(code) != code}
    years: dict[tuple[str, str], tuple[str, Record]] = {}
    for record in (record for record in by_id.values() if record["type"] != "COMP"):
        at = (record["code"], record["nom"])
        years[at] = max(
            years.get(at, ("", record)), (record.get("dateFin", "9999"), record), key=lambda x: x[0]
        )
    for (code, nom), (day, record) in years.items():
        present = today.code_of(code)
        was_united = any(step["type"] != "COM" for step in line_of(record, by_id))
        has_grown = day == "9999" and present in grown
        yield FormerRow(
            code=code,
            nom=curled(nom),
            present=present,
            kind="F" if was_united or has_grown else "N",
            last_year="" if day == "9999" else day[:4],
            key=commune_key(nom),
        )


def line_of(record: Record, by_id: Mapping[str, Record]) -> Iterator[Record]:
    """Yield a state of a commune and all that followed; its end without a successor is a « COMP »."""
    while True:
        yield record
        if "successeur" in record:
            record = by_id[record["successeur"]]
        elif "dateFin" in record:
            yield {"type": "COMP"}
            return
        else:
            return


def found_once(rows: Iterable[FormerRow], today: Today) -> list[FormerRow]:
    """Keep one key for each name of a present commune in a département, at its last code there.

    Other codes keep no key, nor a name where the commune has it still.
    """
    rows = sorted(rows, key=lambda row: (row.last_year or "9999", row.code))
    latest = {(row.key, row.present, departement_of(row.code)): row for row in rows}
    found = []
    for row in rows:
        last = latest[row.key, row.present, departement_of(row.code)]
        if row.key == today.key_of(row.present):
            found.append(dataclasses.replace(row, nom="", kind="R", key=""))
        elif last is row or row.code != last.code:
            found.append(row if last is row else dataclasses.replace(row, key=""))
    return sorted(found, key=lambda row: (row.key, row.code, row.last_year, row.nom))


def usual_rows(delivery: Iterable[Record], official: AbstractSet[str], today: Today) -> list[FormerRow]:
    """Return the names of usage: those of our list, and those of delivery that lead to one commune.

    A name of delivery that is official somewhere, or begins an official name, is left out.

    Raises:
        DisagreementError: a name of our list is official somewhere.
    """
    if wrong := [nom for nom in USUAL_NAMES if commune_key(nom) in official]:
        raise DisagreementError(f"not names of usage: {', '.join(wrong)}")
    begun = Counter(
        " ".join(words[:end]) for key in official for words in [key.split()] for end in range(len(words))
    )
    communes: dict[str, set[str]] = defaultdict(set)
    for record in delivery:
        communes[commune_key(record["libelleAcheminement"])].add(today.code_of(record["codeCommune"]))
    usual = {
        key: min(codes)
        for key, codes in communes.items()
        if len(codes) == 1
        and key not in official
        and not begun[key]
        and not ARTICLES_AT_THE_END.search(key)
        and not NOT_A_PLACE.search(key)
    }
    usual |= {commune_key(nom): code for nom, code in USUAL_NAMES.items()}
    return [
        FormerRow(code=code, nom=key, present=code, kind="U", last_year="", key=key)
        for key, code in sorted(usual.items())
    ]


def former_cells(rows: Iterable[FormerRow]) -> Iterator[tuple[str, Row]]:
    """Yield each row at the départements where a reader would look for it."""
    for row in rows:
        cells = (row.code, row.nom, row.present, row.kind, row.last_year, row.key)
        for departement in sorted({departement_of(row.code), departement_of(row.present)}):
            yield departement, cells


# -- postal codes ------------------------------------------------------------------------------------------


def postal_rows(
    entities: Iterable[Record], delivery: Iterable[Record], today: Today
) -> list[tuple[str, Row]]:
    """Return postal codes with their communes, most populous first, and with those of a few streets only.

    Paris, Lyon and Marseille stand there as their arrondissements.
    """
    entities = list(entities)
    parted = {entity["commune"] for entity in entities if "commune" in entity}
    main: dict[str, set[str]] = defaultdict(set)
    for entity in entities:
        for code in entity.get("codesPostaux", ()) if entity["code"] not in parted else ():
            main[code].add(entity["code"])
    streets: dict[str, set[str]] = defaultdict(set)
    for record in delivery:
        streets[record["codePostal"]].add(today.code_of(record["codeCommune"]))
    rows = []
    for code in sorted(main.keys() | streets.keys()):
        codes = main[code] or streets[code]
        further = streets[code] - {today.code_of(one) for one in codes}
        cells = (code, *(" ".join(by_population(found, today)) for found in (codes, further)))
        rows.append((departement_of(code), cells))
    return rows


def by_population(codes: Iterable[str], today: Today) -> list[str]:
    """Return communes and arrondissements, the most populous commune first."""
    return sorted(codes, key=lambda code: (-today.population_of(code), code))


# -- départements and groupements --------------------------------------------------------------------------


def departement_row(departement: Record) -> Row:
    """Return code, name, liaison and région."""
    code = departement["code"]
    liaison = LIAISONS_OF_DEPARTEMENTS.get(code, departement["typeLiaison"])
    return (code, curled(departement["nom"]), str(liaison), departement["region"])


def epci_row(epci: Record) -> Row:
    """Return SIREN, type, name, short name, key and member codes."""
    nom = mended(epci["nom"])
    membres = " ".join(sorted(member["code"] for member in epci["membres"]))
    short = short_name(nom, {curled(member["nom"]) for member in epci["membres"]})
    return (epci["code"], epci["type"], nom, short, epci_key(nom), membres)


def mended(nom: str) -> str:
    """Return the name of a groupement as it is printed: quotation marks and « Cœur » as in books."""
    quoted = QUOTED.sub(
        lambda found: f"«\N{NO-BREAK SPACE}{found['two'] or found['one']}\N{NO-BREAK SPACE}»",
        " ".join(nom.split()),
    )
    return curled(LIGATURES.sub("œur", quoted))


def curled(nom: str) -> str:
    """Return a name with the apostrophe of print."""
    return nom.replace("'", "’")


def short_name(nom: str, communes: Iterable[str]) -> str:
    """Return ``nom`` without its prefix, its gloss, nor an article that is not that of a member commune."""
    bare = PREFIX.sub("", GLOSS.sub("", nom), count=1)
    if bare.startswith(tuple(communes)):
        return bare
    article = ARTICLE.match(bare)
    return bare[article.end() :] if article else bare


def write(folder: Path, tables: Mapping[str, Iterable[Row]], millesime: Mapping[str, object]) -> None:
    """Replace the tables of ``folder``, and drop those that are no more."""
    for name in tables:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    for stale in set(folder.rglob("*.tsv.gz")) - {folder / f"{name}.tsv.gz" for name in tables}:
        stale.unlink()
    for name, rows in tables.items():
        (folder / f"{name}.tsv.gz").write_bytes(pack_table(rows))
    declared = json.dumps(millesime, ensure_ascii=False, indent=2) + "\n"
    (folder / "millesime.json").write_text(declared, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
