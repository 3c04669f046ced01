"""Remake the territories that the package ships, from the JSON files of @etalab/decoupage-administratif.

    python scripts/remake_territories.py DATA_DIR --annee 2026

``DATA_DIR`` is the ``data`` folder of the unpacked npm package. Nothing is written unless the files
agree with one another; equal files give equal tables.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bulletin.territories.atlas import departement_of
from bulletin.territories.names import GLOSS, commune_key, epci_key
from bulletin.territories.prepositions import inferred_liaison
from bulletin.territories.tables import FOLDER, Row, pack_table

SOURCE = "@etalab/decoupage-administratif"
LICENCE = "Licence Ouverte"
CREDIT = "Insee, DGCL, La Poste – Etalab"

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

PREFIX = re.compile(r"(?:CC|CA|CU) (?:de l'|de la |du |des |de |d')?")
ARTICLE = re.compile(r"(?:Le|La|Les|le|la|les) |[Ll]'")

Record = Mapping[str, Any]


class DisagreementError(Exception):
    """The files contradict one another, or are not what this script can read."""


def main() -> None:
    """Read, check, write, and print the counts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data_dir", type=Path)
    parser.add_argument(
        "--annee", type=int, required=True, help="context of the code, as the source's README tells"
    )
    arguments = parser.parse_args()
    package = json.loads((arguments.data_dir.parent / "package.json").read_text(encoding="utf-8"))
    if package["name"] != SOURCE:
        raise DisagreementError(f"{arguments.data_dir} is not the data of {SOURCE}")
    tables, counts = remade(
        *(records(arguments.data_dir, name) for name in ("communes", "epci", "ept", "departements"))
    )
    millesime = {
        "annee": arguments.annee,
        "version": package["version"],
        "source": SOURCE,
        "licence": LICENCE,
        "credit": f"{CREDIT}, {arguments.annee}",
        "counts": counts,
    }
    write(Path(__file__).parents[1] / "bulletin" / FOLDER, tables, millesime)
    print(json.dumps(counts, indent=2))


def records(folder: Path, name: str) -> list[Record]:
    """Return one file of the source."""
    content: list[Record] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return content


def remade(
    entities: list[Record], epcis: list[Record], epts: list[Record], departements: list[Record]
) -> tuple[dict[str, list[Row]], dict[str, int]]:
    """Return the tables by name, and how many territories of each kind they hold."""
    communes = [entity for entity in entities if entity["type"] == "commune-actuelle"]
    formers = former_rows(entities, communes)
    tables = {
        "departements": sorted(departement_row(record) for record in departements),
        "groupements": sorted(epci_row(record) for record in (*epcis, *epts)),
        "anciennes": formers,
        "noms": name_rows(communes),
        **commune_tables(communes),
    }
    check(communes, formers, epcis + epts, departements)
    kinds = Counter(entity["type"] for entity in entities) + Counter(epci["type"] for epci in (*epcis, *epts))
    return tables, {
        **dict(sorted(kinds.items())),
        "anciennes": len(formers),
        "departements": len(departements),
    }


def check(
    communes: list[Record], formers: list[Row], groups: list[Record], departements: list[Record]
) -> None:
    """Raise DisagreementError unless codes are unique and each one that is named exists."""
    codes = Counter(commune["code"] for commune in communes)
    names = Counter((commune["departement"], commune["nom"]) for commune in communes)
    known = {record["code"] for record in departements}
    faults = [
        *(f"commune {code} twice" for code, times in codes.items() if times > 1),
        *(f"{nom} twice in {where}" for (where, nom), times in names.items() if times > 1),
        *(f"{row[0]} became {row[1]}, unknown" for row in formers if row[1] not in codes),
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


def commune_tables(communes: Iterable[Record]) -> dict[str, list[Row]]:
    """Return a table per département, in the order of the keys."""
    tables: dict[str, list[Row]] = defaultdict(list)
    for commune in communes:
        nom, key = commune["nom"], commune_key(commune["nom"])
        liaison = commune.get("typeLiaison", int(inferred_liaison(nom)))
        row = (commune["code"], nom, str(liaison), str(commune.get("population", "")), key)
        tables[f"communes/{commune['departement']}"].append(row)
    return {name: sorted(rows, key=lambda row: (row[4], row[0])) for name, rows in tables.items()}


def name_rows(communes: Iterable[Record]) -> list[Row]:
    """Return the codes of the present communes of all France by key."""
    codes: dict[str, list[str]] = defaultdict(list)
    for commune in communes:
        codes[commune_key(commune["nom"])].append(commune["code"])
    return sorted((key, " ".join(sorted(found))) for key, found in codes.items())


def former_rows(entities: Iterable[Record], communes: Iterable[Record]) -> list[Row]:
    """Return former communes and arrondissements, with the commune that each is part of today.

    Of many an old commune only the code is known. A former commune that kept both code and name is the
    present one and is left out.
    """
    present = {commune["code"]: commune_key(commune["nom"]) for commune in communes}
    rows = {
        (entity["code"], entity.get("chefLieu", entity.get("commune", ""))): entity["nom"]
        for entity in entities
        if entity["type"] != "commune-actuelle"
    }
    named = {code for code, _ in rows}
    for commune in communes:
        for code in commune.get("anciensCodes", ()):
            if code not in named and code not in present:
                rows[code, commune["code"]] = ""
    return sorted(
        (code, today, nom.replace("Arrondissement", "arrondissement"), commune_key(nom))
        for (code, today), nom in rows.items()
        if (code, commune_key(nom)) != (today, present.get(today))
    )


def departement_row(departement: Record) -> Row:
    """Return code, name, liaison and région."""
    code = departement["code"]
    liaison = LIAISONS_OF_DEPARTEMENTS.get(code, departement["typeLiaison"])
    return (code, departement["nom"], str(liaison), departement["region"])


def epci_row(epci: Record) -> Row:
    """Return SIREN, type, name, short name, key and member codes."""
    nom = " ".join(epci["nom"].split())
    membres = " ".join(sorted(member["code"] for member in epci["membres"]))
    short = short_name(nom, {member["nom"] for member in epci["membres"]})
    return (epci["code"], epci["type"], nom, short, epci_key(nom), membres)


def short_name(nom: str, communes: Iterable[str]) -> str:
    """Return ``nom`` without its prefix, its gloss, nor an article that is not that of a member commune."""
    bare = PREFIX.sub("", GLOSS.sub("", nom), count=1)
    if bare.startswith(tuple(communes)):
        return bare
    article = ARTICLE.match(bare)
    return bare[article.end() :] if article else bare


def write(folder: Path, tables: Mapping[str, Iterable[Row]], millesime: Mapping[str, object]) -> None:
    """Replace the tables of ``folder``, and drop those that are no more."""
    (folder / "communes").mkdir(parents=True, exist_ok=True)
    for stale in set(folder.rglob("*.tsv.gz")) - {folder / f"{name}.tsv.gz" for name in tables}:
        stale.unlink()
    for name, rows in tables.items():
        (folder / f"{name}.tsv.gz").write_bytes(pack_table(rows))
    declared = json.dumps(millesime, ensure_ascii=False, indent=2) + "\n"
    (folder / "millesime.json").write_text(declared, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
