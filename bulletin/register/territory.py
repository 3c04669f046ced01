"""The territory of a row of a register: names and codes, which may stand side by side and must agree.

Pure. Spreadsheets drop the zero that begins « 08105 »; it is put back. A département beside a
commune or an intercommunalité only says which of its homonyms is meant; alone, it is the territory.
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

Told = tuple[str, tuple[str, ...], Cell]
"""A key of the card, the names under it, and the cell that says them."""

_NAMES: Final = re.compile(r"\s*[\n,;|/]\s*")
_GROUPINGS: Final = re.compile(r"\s*[\n;|]\s*")
_INSEE_DIGITS: Final = 5


def territory_lines(cells: Cells, atlas: Atlas, faults: list[str]) -> tuple[Told, ...]:
    """Return what a card says of the territory; what contradicts itself is added to ``faults``.

    A name that no territory bears is left as it is: reading the card tells it, with the nearest names.
    """
    typed, cells = cells.get("departement"), _sorted_out(cells, atlas)
    home = cells.get("departement")
    if typed is not None and home is not None and not _are_one(typed, home, atlas):
        faults.append(
            home.refused(f"« {home.text} » contredit « {typed.text} ».", "Videz l’une des cellules.")
        )
        return ()
    free, given = cells.get("territoire"), cells.get("commune") or cells.get("epci")
    if free is not None and given is not None:
        faults.append(
            free.refused(
                f"le territoire est dit deux fois, ici et sous « {given.column.title} ».",
                "Videz l’une des deux cellules.",
            )
        )
        return ()
    return tuple(_told(cells, atlas, faults))


def _sorted_out(cells: Cells, atlas: Atlas) -> Cells:
    """Return the cells with the free one under the key of the kind of territory that it names, if known."""
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


def _told(cells: Cells, atlas: Atlas, faults: list[str]) -> Iterator[Told]:
    home = _home(cells, atlas, faults)
    communes = _communes(cells, atlas, home, faults)
    groupings = _groupings(cells, atlas, home, faults)
    if faults:
        return
    if communes and groupings and len(communes[1]) == 1:
        faults.append(
            communes[0].refused(
                f"la commune et l’intercommunalité (« {groupings[0].column.title} ») sont remplies : "
                "on ne sait pas laquelle signe.",
                "Videz l’une des deux cellules.",
            )
        )
    elif communes or groupings:
        for key, told in (("epci", groupings), ("commune", communes)):
            if told:
                cell, names = told
                yield key, names, cell
    elif home is not None:
        yield "departement", (home.nom,), cells["departement"]
    else:
        faults.append("aucun territoire : remplissez la commune, l’intercommunalité ou le département.")


def _home(cells: Cells, atlas: Atlas, faults: list[str]) -> Departement | None:
    cell = cells.get("departement")
    if cell is None:
        return None
    found = atlas.resolve_departement(_padded(cell.text))
    if isinstance(found, Departement):
        return found
    faults.append(
        cell.refused(f"« {cell.text} » n’est pas un département.", "Écrivez son numéro ou son nom.")
    )
    return None


def _are_one(first: Cell, second: Cell, atlas: Atlas) -> bool:
    one, other = (atlas.resolve_departement(_padded(cell.text)) for cell in (first, second))
    return one == other


def _padded(text: str) -> str:
    """Return the code of a département with the zero that a spreadsheet drops."""
    number = whole_number(text)
    return number.zfill(2) if number.isdigit() else text


# -- communes --------------------------------------------------------------------------------------------


def _communes(
    cells: Cells, atlas: Atlas, home: Departement | None, faults: list[str]
) -> tuple[Cell, tuple[str, ...]] | None:
    """Return the communes as a card names them; a code decides, and the name beside it must agree."""
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
            faults.append(coded.refused(f"« {coded.text} » n’est le code Insee d’aucune commune."))
        elif names and not _are_same(names, present, atlas):
            title = named.column.title if named else ""
            faults.append(coded.refused(f"« {coded.text} » n’est pas le code de ce que dit « {title} »."))
        if names:
            pairs = zip(names, present, strict=False)
            return cell, tuple(_name_of(commune, name, atlas) for name, commune in pairs)
        return cell, tuple(_name_of(commune, commune.nom, atlas) for commune in present)
    return cell, tuple(_name_at(name, home, atlas, cell, faults) for name in names)


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
    """Return a name that means that commune and no other: as it is written if that is enough."""
    for name in (written, commune.nom, commune.nom_precis):
        if _codes(name, atlas) == {commune.code} and "," not in name:
            return name
    return commune.code


def _name_at(name: str, home: Departement | None, atlas: Atlas, cell: Cell, faults: list[str]) -> str:
    """Return the name of a commune, with its département where only that settles a homonym."""
    if name[:1].isdigit():
        return _insee(name)
    if home is None:
        return name
    match atlas.resolve_commune(f"{name} ({home.code})"):
        case Found(commune=commune):
            qualified = f"{name} ({home.code})"
            return name if _codes(name, atlas) == {commune.code} else qualified
        case _ if any(departement_of(code) != home.code for code in _codes(name, atlas)):
            faults.append(cell.refused(f"« {name} » n’est pas dans le département « {home.nom} »."))
    return name


# -- intercommunalités -----------------------------------------------------------------------------------


def _groupings(
    cells: Cells, atlas: Atlas, home: Departement | None, faults: list[str]
) -> tuple[Cell, tuple[str, ...]] | None:
    named, coded = cells.get("epci"), cells.get("siren")
    cell = named or coded
    if cell is None:
        return None
    names = tuple(filter(None, _GROUPINGS.split(named.text))) if named else ()
    if coded is None:
        return cell, tuple(_grouping_at(name, home, atlas) for name in names)
    siren = whole_number(coded.text).replace(" ", "")
    epci = atlas.epci(siren)
    if epci is None:
        faults.append(coded.refused(f"« {coded.text} » n’est le Siren d’aucune intercommunalité."))
        return None
    if names and (len(names) > 1 or siren not in _sirens(names[0], atlas)):
        faults.append(coded.refused(f"« {siren} » est le Siren de « {epci.nom} », pas de « {names[0]} »."))
    return cell, (epci.nom if _sirens(epci.nom, atlas) == {siren} else siren,)


def _sirens(name: str, atlas: Atlas) -> frozenset[str]:
    match atlas.resolve_epci(name):
        case Epci(siren=siren):
            return frozenset({siren})
        case Homonyms(candidates=candidates):
            return frozenset(epci.siren for epci in candidates)
        case _:
            return frozenset()


def _grouping_at(name: str, home: Departement | None, atlas: Atlas) -> str:
    if home is not None and len(_sirens(name, atlas)) > 1:
        qualified = f"{name} ({home.code})"
        return qualified if len(_sirens(qualified, atlas)) == 1 else name
    return name
