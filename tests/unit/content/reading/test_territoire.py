from __future__ import annotations

import pytest
from support.desk import codes, pointed, post, told


@pytest.mark.parametrize(
    "typed",
    ["Colombes", "COLOMBES", "colombes", "92025", "Colombes (92)", "Colombes (Hauts-de-Seine)"],
)
def test_a_commune_is_a_name_or_a_code(typed: str) -> None:
    (commune,) = post(f"commune: {typed}").territoire.communes
    assert ("92025", "Colombes") == (commune.code, commune.ecrit)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("boulogne billancourt", "92012"),
        ("Asnieres sur Seine", "92004"),
        ("St-Cloud", "92064"),
        ("Plessis-Robinson", "92060"),
        ("Le Plessis Robinson", "92060"),
    ],
)
def test_case_accents_hyphens_saint_and_the_article_do_not_count(typed: str, code: str) -> None:
    (commune,) = post(f"commune: {typed}").territoire.communes
    assert code == commune.code


def test_communes_keep_their_order_and_come_once() -> None:
    found = post("communes: Puteaux, Colombes, 92062, puteaux").territoire.communes
    assert ["92062", "92025"] == [commune.code for commune in found]


def test_a_homonym_is_an_erreur_that_lists_candidates() -> None:
    (fault,) = told("communes: Colombes, Sainte-Colombe")
    assert ("commune-homonyme", (3, "Sainte-Colombe")) == (fault.code, pointed(fault))
    assert "« Sainte-Colombe (05) »" in fault.hint


@pytest.mark.parametrize("typed", ["Sainte-Colombe (05)", "Sainte-Colombe (Hautes-Alpes)", "05135"])
def test_a_departement_or_a_code_settles_a_homonym_and_nothing_is_told(typed: str) -> None:
    assert [] == codes(f"commune: {typed}")
    (commune,) = post(f"commune: {typed}").territoire.communes
    assert ("05135", "Sainte-Colombe") == (commune.code, commune.ecrit)


def test_a_bare_name_found_in_another_departement_is_told_as_info() -> None:
    (told_far,) = told("commune: Aiglemont")
    assert ("commune-eloignee", "info", (3, "Aiglemont")) == (
        told_far.code,
        told_far.severity,
        pointed(told_far),
    )
    assert "des Ardennes (08)" in told_far.message
    assert "« Aiglemont (08) »" in told_far.hint
    assert [] == codes("commune: 08003")


def test_an_arrondissement_told_as_far_keeps_its_name_in_the_remedy() -> None:
    (told_far,) = told("commune: Paris 16")
    assert "Paris 16 (75)" in told_far.hint
    assert [] == codes("commune: Paris 16 (75)")


def test_an_arrondissement_is_its_commune_and_keeps_its_written_name() -> None:
    (commune,) = post("commune: Paris 16").territoire.communes
    assert ("75056", "Paris 16") == (commune.code, commune.ecrit)


def test_a_former_commune_is_the_present_one_and_keeps_its_written_name() -> None:
    (commune,) = post("commune: Annecy-le-Vieux (74)").territoire.communes
    assert ("74010", "Annecy-le-Vieux") == (commune.code, commune.ecrit)


@pytest.mark.parametrize(
    "typed",
    ["240800920", "CC de l'Argonne Ardennaise", "CC de l’Argonne Ardennaise", "argonne ardennaise"],
)
def test_an_epci_is_a_siren_or_a_name_with_or_without_its_prefix(typed: str) -> None:
    (epci,) = post(f"epci: {typed}").territoire.epci
    assert "240800920" == epci.siren


def test_an_ept_is_written_like_an_epci() -> None:
    (ept,) = post("epci: Paris Ouest La Défense").territoire.epci
    assert "200057982" == ept.siren


@pytest.mark.parametrize(
    "front",
    [
        "epci:\n  nom: Communes du fleuve\n  communes: Colombes, Puteaux",
        "epci:\n  - nom: Communes du fleuve\n    commune:\n      - Colombes\n      - Puteaux",
        "epci: {nom: Communes du fleuve, communes: [Colombes, Puteaux]}",
    ],
)
def test_an_unknown_group_is_a_name_and_communes(front: str) -> None:
    (epci,) = post(front).territoire.epci
    assert ("", "Communes du fleuve", ["92025", "92062"]) == (
        epci.siren,
        epci.nom,
        [commune.code for commune in epci.communes],
    )


def test_an_unknown_epci_is_told_with_the_form_of_a_group() -> None:
    (fault,) = told("epci: Communes du fleuve")
    assert ("epci-inconnu", (3, "Communes du fleuve")) == (fault.code, pointed(fault))
    assert "epci:\n  nom: Communes du fleuve\n  communes: " in fault.hint


@pytest.mark.parametrize("typed", ["92", "Hauts-de-Seine", "hauts de seine", "les Hauts-de-Seine"])
def test_a_departement_is_a_number_or_a_name(typed: str) -> None:
    assert ("92",) == post(f"departement: {typed}").territoire.departements


def test_an_unknown_departement_is_an_erreur() -> None:
    (fault,) = told("departement: Haute-de-Seine")
    assert "departement-inconnu" == fault.code
    assert "« Hauts-de-Seine »" in fault.hint


@pytest.mark.parametrize(
    "territoire",
    [
        "communes: Colombes, Puteaux",
        "territoire:\n  communes: Colombes, Puteaux",
        "territoire:\n  - Colombes\n  - Puteaux",
    ],
)
def test_a_convention_may_state_its_own_territory(territoire: str) -> None:
    block = "\n".join(f"  {line}" for line in f"nature: CTG\nsignature: 5 juillet\n{territoire}".split("\n"))
    (etape,) = post(f"convention:\n{block}").etapes
    assert ["92025", "92062"] == [commune.code for commune in etape.territoire.communes]


def test_a_convention_without_any_territory_is_an_erreur_at_its_line() -> None:
    (fault,) = told("convention: CTG 2015-2018\nsignature: 5 juillet")
    assert ("territoire-manquant", 3) == (fault.code, fault.place.line)
    (fault,) = told("convention: CTG 2015-2018\nsignature: 5 juillet\nevenement: 14 juillet")
    assert ("territoire-manquant", 3) == (fault.code, fault.place.line)
