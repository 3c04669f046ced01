"""Where a site withholds names from its data, no way of typing several people lets one through."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from support.small_site import CONFIG, SmallSite

WAYS = (
    "Anne Martin, maire ; Paul Durand, directeur",
    "Anne Martin, maire, Paul Durand, directeur",
    "Anne Martin, maire et Paul Durand, directeur",
    "Anne Martin ; Paul Durand",
    "le maire, représenté par Anne Martin ; Paul Durand",
    "\n  - le maire de Colombes, Anne Martin\n  - nom: X Y\n    fonctions: maire ; Paul Durand, directeur",
)


@pytest.mark.parametrize("typed", WAYS)
def test_no_name_is_in_the_data(tmp_path: Path, typed: str) -> None:
    front = f"titre: Une CTG\ncommune: Colombes\nconvention: CTG\nsignature: 5 juillet\nsignataires: {typed}"
    site = SmallSite(tmp_path, f"-- content/articles/2016-07-11-ctg.md --\n---\n{front}\n---\n\nVoilà.\n")
    site.add("bulletin.toml", CONFIG + '\n[donnees]\nnoms = "aucun"\n')
    site.build(dt.date(2016, 8, 1))

    data = site.page("/donnees/conventions.json")
    assert "fonctions" in data
    assert "Martin" not in data
    assert "Durand" not in data
