"""What two spellings of one place share, and what stands around its name."""

from __future__ import annotations

import pytest

from bulletin.territories.names import (
    commune_key,
    official_spelling,
    several_names,
    typed_place,
    without_cedex,
    without_office,
)


@pytest.mark.parametrize(
    ("typed", "nom"),
    [
        ("Ville de Vanves", "Vanves"),
        ("la ville de Vanves", "Vanves"),
        ("VILLE DE VANVES", "VANVES"),
        ("Mairie d’Agen", "Agen"),
        ("mairie du Havre", "Le Havre"),
        ("Commune des Ulis", "Les Ulis"),
        ("Commune de la Garenne-Colombes", "La Garenne-Colombes"),
        ("municipalité de l’Haÿ-les-Roses", "L’Haÿ-les-Roses"),
        ("commune nouvelle d’Arrou", "Arrou"),
        ("Villes de Sceaux", "Sceaux"),
        ("de Sceaux", "Sceaux"),
        ("Vanves", ""),
        ("Ville-d’Avray", ""),
        ("Villeneuve de Marc", ""),
        ("Ville de", ""),
    ],
)
def test_what_stands_before_a_name_is_taken_off(typed: str, nom: str) -> None:
    assert nom == without_office(typed)


@pytest.mark.parametrize("typed", ["Agen Cedex", "Agen CEDEX 9", "Agen cedex 09", "Agen, Cedex 9"])
def test_the_cedex_of_an_address_is_taken_off(typed: str) -> None:
    assert "Agen" == without_cedex(typed)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Vanves et Sceaux", ((0, "Vanves"), (10, "Sceaux"))),
        ("Vanves ET Sceaux", ((0, "Vanves"), (10, "Sceaux"))),
        ("Vanves ; Sceaux / Clamart", ((0, "Vanves"), (9, "Sceaux"), (18, "Clamart"))),
        ("Vanves & Sceaux", ((0, "Vanves"), (9, "Sceaux"))),
        ("Vanves ainsi que Sceaux", ((0, "Vanves"), (17, "Sceaux"))),
        ("Vanves", ((0, "Vanves"),)),
        ("Étables", ((0, "Étables"),)),
        (" et ", ()),
    ],
)
def test_several_names_are_found_with_their_place(typed: str, names: tuple[tuple[int, str], ...]) -> None:
    assert names == several_names(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Paris 16",
        "Paris 16e",
        "PARIS 16ème",
        "paris 16e arrondissement",
        "Paris 16e arr.",
        "Paris XVI",
        "Paris XVIe",
        "16e arrondissement de Paris",
        "XVIe arrondissement de Paris",
        "Paris (16e)",
    ],
)
def test_an_arrondissement_has_one_key(typed: str) -> None:
    assert "paris 16" == commune_key(typed)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Lyon 1er", "lyon 1"),
        ("Lyon IX", "lyon 9"),
        ("Lyon IVe", "lyon 4"),
        ("Marseille 01", "marseille 1"),
        ("Paris XX", "paris 20"),
        ("Paris 2nd", "paris 2"),
        ("Paris-l’Hôpital", "paris l hopital"),
        ("Œuilly", "oeuilly"),
        ("St-Rémy", "saint remy"),
    ],
)
def test_a_key_folds_what_writers_vary(typed: str, key: str) -> None:
    assert key == commune_key(typed)


def test_a_typed_place_takes_the_marks_of_print() -> None:
    assert "L’Haÿ-les-Roses" == typed_place("  L'Hay\u0308\u00adles-Roses ")
    assert "L'Haÿ-les-Roses" == official_spelling("L’Haÿ-les-Roses")
