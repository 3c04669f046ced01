"""Diagnostics of the subsidies that the open data must hold."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.small_register import CONFIG
from support.subsidised_site import CONVENTION, article, corpus_of, diagnostics_of, with_conditions

from bulletin.config.model import CONFIG_FILE
from bulletin.content.model.montant import Annuite, Montant
from bulletin.opendata.subvention_checks import is_public, yearly

BIG = """
valeur: 32 000 €
beneficiaire: Association Les Lucioles
date_convention: 2024-03-12
"""


def codes(text: str, day: str = "2024-04-01") -> list[str]:
    return [item.code for item in diagnostics_of(text, day)]


# -- what is marked --------------------------------------------------------------------------------------


def test_a_complete_subsidy_gives_no_diagnostic() -> None:
    assert [] == codes(CONVENTION)


def test_all_that_a_subsidy_lacks_is_reported_at_once_with_its_place() -> None:
    (found,) = diagnostics_of(
        CONVENTION.replace("    forme: numéraire\n", "").replace("    siret: 380 475 558 00058\n", "")
    )
    assert ("subvention-incomplete", "content/articles/2024-03-15-lucioles.md") == (
        found.code,
        found.place.path,
    )
    assert "il manque « siret » ou « rna », « forme »." in found.message
    assert "« forme: numéraire »" in found.hint


def test_an_object_that_is_too_long_is_reported() -> None:
    (found,) = diagnostics_of(CONVENTION.replace("objet: ", f"objet: {'x' * 256} "))
    assert "« objet » dépasse 256 caractères" in found.message


def test_a_signature_known_by_its_month_alone_is_no_date() -> None:
    (found,) = diagnostics_of(CONVENTION.replace("signature: 12 mars 2024", "signature: mars 2024"))
    assert "il manque « date_convention »" in found.message


def test_the_conditions_of_the_site_are_enough() -> None:
    text = CONVENTION.replace("    conditions: échelonné\n", "")
    assert ["subvention-incomplete"] == [item.code for item in diagnostics_of(text)]
    assert () == diagnostics_of(text, config=with_conditions("unique"))


def test_a_site_without_siret_is_reported_once_at_its_configuration() -> None:
    (found,) = diagnostics_of(CONVENTION, config=CONFIG)
    assert ("subvention-incomplete", CONFIG_FILE) == (found.code, found.place.path)
    assert () == diagnostics_of("", config=CONFIG)


def test_an_incomplete_subsidy_of_a_scheduled_post_is_reported_in_that_post() -> None:
    (found,) = diagnostics_of(CONVENTION.replace("    forme: numéraire\n", ""), "2024-03-01")
    assert "content/articles/2024-03-15-lucioles.md" == found.place.path


def test_a_subsidy_of_another_funder_is_reported_and_not_checked_further() -> None:
    assert ["subvention-d-un-autre"] == codes(article(f"{BIG}financeur: État\nsubvention: oui"))


# -- whom it goes to -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "Ville de Nantes",
        "la Commune d’Uzès",
        "Conseil départemental",
        "CCAS de Colombes",
        "Colombes",
        "Hauts-de-Seine",
        "Département de Lot-et-Garonne",
        "Communauté de communes Ardenne Rives de Meuse",
        "Métropole du Grand Paris",
        "EPT Vallée Sud - Grand Paris",
    ],
)
def test_a_territory_is_a_public_body(name: str) -> None:
    assert is_public(Montant(valeur=Decimal(1), beneficiaire=name), corpus_of(""))


@pytest.mark.parametrize(
    "name",
    [
        "Association Les Lucioles",
        "Hauts-de-Seine Initiative",
        "Conseil et Formation",
        "Étatique",
        "Les Amis de Colombes",
        "",
    ],
)
def test_an_association_is_not(name: str) -> None:
    assert not is_public(Montant(valeur=Decimal(1), beneficiaire=name), corpus_of(""))


@pytest.mark.parametrize(("siret", "expected"), [("21920025000013", True), ("38047555800058", False)])
def test_a_siret_settles_it_whatever_the_name(siret: str, expected: bool) -> None:
    for name in ("Ville de Colombes", "Association Les Lucioles"):
        montant = Montant(valeur=Decimal(1), beneficiaire=name, siret=siret)
        assert expected == is_public(montant, corpus_of(""))


def test_a_public_body_is_reported_only_when_it_is_marked() -> None:
    public = CONVENTION.replace("380 475 558 00058", "219 200 250 00013")
    assert ["subvention-publique"] == codes(public)
    assert [] == codes(public.replace("subvention: oui", "subvention: non"))


# -- what may be missing ---------------------------------------------------------------------------------


def test_a_large_amount_to_a_private_body_that_is_not_marked_is_reported() -> None:
    assert ["subvention-a-publier"] == codes(article(BIG))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("32 000 €", "23 000 €"),
        ("32 000 €", "46 000 €\nexercice: 2024-2025"),
        ("2024-03-12", "2017-07-31"),
        ("beneficiaire: Association Les Lucioles", "objet: crèche"),
        ("Association Les Lucioles", "Ville de Colombes"),
        ("Association Les Lucioles", "Association Les Lucioles\nfinanceur: État"),
    ],
)
def test_an_amount_that_no_law_asks_for_gives_no_diagnostic(old: str, new: str) -> None:
    assert [] == codes(article(BIG.replace(old, new)))


@pytest.mark.parametrize(
    ("montant", "years", "expected"),
    [
        (Montant(valeur=Decimal(80_000)), 4, 20_000),
        (Montant(valeur=Decimal(80_000), exercice="2024"), 4, 80_000),
        (Montant(valeur=Decimal(80_000), exercice="2024-2025"), 4, 40_000),
        (
            Montant(
                valeur=Decimal(80_000),
                dont=(
                    Annuite(exercice="2024", valeur=Decimal(30_000)),
                    Annuite(exercice="2025-2026", valeur=Decimal(25_000), par="an"),
                ),
            ),
            3,
            30_000,
        ),
    ],
)
def test_what_an_amount_gives_in_a_year(montant: Montant, years: int, expected: int) -> None:
    assert expected == yearly(montant, years)


# -- what is late ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "expected"), [("2024-06-12", []), ("2024-06-13", ["subvention-en-retard"])])
def test_a_subsidy_that_waits_in_a_draft_is_late_after_three_months(day: str, expected: list[str]) -> None:
    assert expected == codes(CONVENTION.replace("commune:", "brouillon: oui\ncommune:", 1), day)


def test_a_published_subsidy_is_never_late() -> None:
    draft = CONVENTION.replace("commune:", "brouillon: oui\ncommune:", 1).replace("03-15", "03-16")
    assert [] == codes(CONVENTION + draft, "2025-01-01")
