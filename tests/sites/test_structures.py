"""Structures of one name are one in a commune, and several in several communes."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from support.small_site import SmallSite


def opening(commune: str, structure: str = "Les Petits Pas, micro-crèche") -> str:
    return (
        f"---\ntitre: Une crèche à {commune}\ncommune: {commune}\n"
        f"inauguration: 4 juillet 2016\nstructure: {structure}\n---\n\nElle ouvre.\n"
    )


def structures(site: SmallSite) -> dict[str, str]:
    """The commune of each structure in the open data, by identifier."""
    site.build(dt.date(2016, 8, 1))
    found = json.loads(site.page("/donnees/structures.json"))
    return {one["id"]: one["commune"]["nom"] for one in found}


def test_two_structures_of_one_name_in_two_communes_stay_two(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, "")
    site.add("content/articles/2016-07-05-suresnes.md", opening("Suresnes"))
    site.add("content/articles/2016-07-06-colombes.md", opening("Colombes"))

    assert {"les-petits-pas": "Suresnes", "les-petits-pas-colombes": "Colombes"} == structures(site)


def test_a_structure_named_twice_in_its_commune_is_one(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, "")
    site.add("content/articles/2016-07-05-ouverture.md", opening("Suresnes"))
    site.add("content/articles/2016-07-20-retour.md", opening("Suresnes", "les petits pas"))

    assert {"les-petits-pas": "Suresnes"} == structures(site)


def test_an_identifier_names_its_structure_from_anywhere(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, "")
    site.add("content/articles/2016-07-05-suresnes.md", opening("Suresnes"))
    site.add("content/articles/2016-07-20-colombes.md", opening("Colombes", "les-petits-pas"))

    assert {"les-petits-pas": "Suresnes"} == structures(site)
