"""The territory of a row of a register: names and codes, which must agree when both are given.

Pure. Spreadsheets remove the zero at the begin of « 08105 »; it is put back. A département beside a commune
or an EPCI only says which one of several homonyms is meant; alone, it is the territory.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from bulletin.register.columns import Cell, Cells
from bulletin.register.spreadsheet import whole_number
from bulletin.territories.atlas import Atlas
from bulletin.territories.model import (
    Commune,
    Departement,
    Epci,
    Found,
    Homonyms,
    Sense,
    departement_of,
    is_whole_name,
)

TerritoryLine = tuple[str, tuple[str, ...], Cell]
"""A key of the card, the names under it, and the cell from which they come."""

_NAMES: Final = re.compile(r"\s*[\n,;|/]\s*")
_GROUPINGS: Final = re.compile(r"\s*[\n;|]\s*")
_INSEE_DIGITS: Final = 5


def territory_lines(cells: Cells, atlas: Atlas, refusals: list[str]) -> tuple[TerritoryLine, ...]:
    """Return the lines of a card on the territory; a contradiction between cells is added to ``refusals``.

    An unknown name is left as it is: reading the card reports it, with the nearest names.
    """
    typed, cells = cells.get("departement"), _with_known_kind(cells, atlas)
    departement = cells.get("departement")
    if typed is not None and departement is not None and not _are_one(typed, departement, atlas):
        refusals.append(
            departement.refused(
                f"« {departement.text} » contredit « {typed.text} ».", "Videz l’une des cellules."
            )
        )
        return ()
    free, given = cells.get("territoire"), cells.get("commune") or cells.get("epci")
    if free is not None and given is not None:
        refusals.append(
            free.refused(
                f"le territoire est dit deux fois, ici et sous « {given.column.title} ».",
                "Videz l’une des deux cellules.",
            )
        )
        return ()
    return tuple(_lines(cells, atlas, refusals))


def _with_known_kind(cells: Cells, atlas: Atlas) -> Cells:
    """Return the cells with « territoire » under the key of what it names: commune, epci or departement."""
    free = cells.get("territoire")
    if free is None or "commune" in cells or "epci" in cells:
        return cells
    names = _NAMES.split(free.text)
    others = {key: cell for key, cell in cells.items() if key != "territoire"}
    if "siren" in cells and "insee" not in cells:
        return {**others, "epci": free}
    if "insee" in cells or any(is_whole_name(atlas.resolve_commune(name)) for name in names):
        return {**others, "commune": free}
    if isinstance(atlas.resolve_epci(_GROUPINGS.split(free.text)[0]), Epci | Homonyms):
        return {**others, "epci": free}
    if isinstance(atlas.resolve_departement(_padded(free.text)), Departement):
        return {**others, "departement": free}
    return {**others, "commune": free}


def _lines(cells: Cells, atlas: Atlas, refusals: list[str]) -> Iterator[TerritoryLine]:
    departement = _departement(cells, atlas, refusals)
    communes = _communes(cells, atlas, departement, refusals)
    groupings = _groupings(cells, atlas, departement, refusals)
    if refusals:
        return
    if communes and groupings and len(communes[1]) == 1:
        refusals.append(
            communes[0].refused(
                f"la commune et l’intercommunalité (« {groupings[0].column.title} ») sont remplies : "
                "on ne sait pas laquelle signe.",
                "Videz l’une des deux cellules.",
            )
        )
    elif communes or groupings:
        for key, found in (("epci", groupings), ("commune", communes)):
            if found:
                cell, names = found
                yield key, names, cell
    elif departement is not None:
        yield "departement", (departement.nom,), cells["departement"]
    else:
        refusals.append("aucun territoire : remplissez la commune, l’intercommunalité ou le département.")


def _departement(cells: Cells, atlas: Atlas, refusals: list[str]) -> Departement | None:
    cell = cells.get("departement")
    if cell is None:
        return None
    found = atlas.resolve_departement(_padded(cell.text))
    if isinstance(found, Departement):
        return found
    refusals.append(
        cell.refused(f"« {cell.text} » n’est pas un département.", "Écrivez son numéro ou son nom.")
    )
    return None


def _are_one(first: Cell, second: Cell, atlas: Atlas) -> bool:
    one, other = (atlas.resolve_departement(_padded(cell.text)) for cell in (first, second))
    return one == other


def _padded(text: str) -> str:
    """Return the code of a département with the zero that spreadsheets remove."""
    number = whole_number(text)
    return number.zfill(2) if number.isdigit() else text


# -- communes --------------------------------------------------------------------------------------------


def _communes(
    cells: Cells, atlas: Atlas, departement: Departement | None, refusals: list[str]
) -> tuple[Cell, tuple[str, ...]] | None:
    """Return the communes as the card will name them; a code decides, and a name beside it must agree."""
    named, coded = cells.get("commune"), cells.get("insee")
    cell = named or coded
    if cell is None:
        return None
    names = tuple(filter(None, _NAMES.split(named.text))) if named else ()
    codes = tuple(_insee(text) for text in filter(None, _NAMES.split(coded.text))) if coded else ()
    if codes and coded:
        found = [atlas.resolve_commune(code) for code in codes]
        present = [one.commune for one in found if isinstance(one, Found) and one.sense is Sense.CODE_INSEE]
        if len(present) < len(codes):
            refusals.append(coded.refused(f"« {coded.text} » n’est le code Insee d’aucune commune."))
        elif names and not _are_same(names, present, atlas):
            title = named.column.title if named else ""
            refusals.append(coded.refused(f"« {coded.text} » n’est pas le code de ce que dit « {title} »."))
        if names:
            pairs = zip(names, present, strict=False)
            return cell, tuple(_name_of(commune, name, atlas) for name, commune in pairs)
        return cell, tuple(_name_of(commune, commune.nom, atlas) for commune in present)
    return cell, tuple(_name_at(name, departement, atlas, cell, refusals) for name in names)


def _insee(text: str) -> str:
    number = whole_number(text.replace(" ", ""))
    return number.zfill(_INSEE_DIGITS) if number.isdigit() else number


def _are_same(names: tuple[str, ...], communes: list[Commune], atlas: Atlas) -> bool:
    return len(names) == len(communes) and all(
        commune.code in _codes(name, atlas) for name, commune in zip(names, communes, strict=True)
    )


def _codes(name: str, atlas: Atlas) -> frozenset[str]:
    match atlas.resolve_commune(_insee(name) if name[:1].isdigit() else name):
        case Found(commune=commune):
            return frozenset({commune.code})
        case Homonyms(candidates=candidates):
            return frozenset(found.commune.code for found in candidates)
        case _:
            return frozenset()


def _name_of(commune: Commune, written: str, atlas: Atlas) -> str:
    """Return a name of that commune only: the one typed, else a more precise one, else its code."""
    for name in (written, commune.nom, commune.nom_precis):
        if _codes(name, atlas) == {commune.code} and "," not in name:
            return name
    return commune.code


def _name_at(
    name: str, departement: Departement | None, atlas: Atlas, cell: Cell, refusals: list[str]
) -> str:
    """Return the name of a commune, with its département when there are homonyms."""
    if name[:1].isdigit():
        return _insee(name)
    if departement is None:
        return name
    match atlas.resolve_commune(f"{name} ({departement.code})"):
        case Found(commune=commune):
            qualified = f"{name} ({departement.code})"
            return name if _codes(name, atlas) == {commune.code} else qualified
        case _ if any(departement_of(code) != departement.code for code in _codes(name, atlas)):
            refusals.append(cell.refused(f"« {name} » n’est pas dans le département « {departement.nom} »."))
    return name


# -- intercommunalités -----------------------------------------------------------------------------------


def _groupings(
    cells: Cells, atlas: Atlas, departement: Departement | None, refusals: list[str]
) -> tuple[Cell, tuple[str, ...]] | None:
    named, coded = cells.get("epci"), cells.get("siren")
    cell = named or coded
    if cell is None:
        return None
    names = tuple(filter(None, _GROUPINGS.split(named.text))) if named else ()
    if coded is None:
        return cell, tuple(_grouping_at(name, departement, atlas) for name in names)
    siren = whole_number(coded.text).replace(" ", "")
    epci = atlas.epci(siren)
    if epci is None:
        refusals.append(coded.refused(f"« {coded.text} » n’est le Siren d’aucune intercommunalité."))
        return None
    if names and (len(names) > 1 or siren not in _sirens(names[0], atlas)):
        refusals.append(coded.refused(f"« {siren} » est le Siren de « {epci.nom} », pas de « {names[0]} »."))
    return cell, (epci.nom if _sirens(epci.nom, atlas) == {siren} else siren,)


def _sirens(name: str, atlas: Atlas) -> frozenset[str]:
    match atlas.resolve_epci(name):
        case Epci(siren=siren):
            return frozenset({siren})
        case Homonyms(candidates=candidates):
            return frozenset(epci.siren for epci in candidates)
        case _:
            return frozenset()


def _grouping_at(name: str, departement: Departement | None, atlas: Atlas) -> str:
    if departement is not None and len(_sirens(name, atlas)) > 1:
        qualified = f"{name} ({departement.code})"
        return qualified if len(_sirens(qualified, atlas)) == 1 else name
    return name
