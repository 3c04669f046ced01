"""Communes and conventions of a command line: read as in a front matter, or refused at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bulletin.config.model import Config, SiteConfig
from bulletin.content.skeletons.named import NamedConvention, named_communes, named_convention
from bulletin.diagnostics import UsageFault
from bulletin.territories.atlas import Atlas

CONFIG = Config(site=SiteConfig(titre="Le bulletin", url="https://bulletin.caf.fr/", departements=("92",)))
ATLAS = Atlas.shipped(("92",))


def names(*typed: str) -> list[str]:
    return [commune.name for commune in named_communes(typed, CONFIG, ATLAS).communes]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("sceaux", "Sceaux"),
        ("92071", "Sceaux"),
        ("92330", "Sceaux"),
        ("le plessis robinson", "Le Plessis-Robinson"),
        ("Le-Plessis-Robinson", "Le Plessis-Robinson"),
        ("Boulogne  Billancourt", "Boulogne-Billancourt"),
        # A name that only France as a whole has is written so that it is found again.
        ("Sainte-Colombe (05)", "Sainte-Colombe (05)"),
    ],
)
def test_a_commune_is_written_under_its_name(typed: str, expected: str) -> None:
    assert [expected] == names(typed)


def test_a_written_name_is_read_as_the_same_commune() -> None:
    for typed in ("05135", "Paris 16", "75116", "sceaux", "92330", "Évry (91)"):
        (found,) = named_communes([typed], CONFIG, ATLAS).communes
        assert [found.code] == [one.code for one in named_communes([found.name], CONFIG, ATLAS).communes]


def test_commas_separate_and_each_commune_is_there_once() -> None:
    assert ["Sceaux", "Antony", "Vanves"] == names("Sceaux, Antony", "Vanves", "sceaux")
    assert ["Vanves", "Sceaux"] == names("Vanves et Sceaux")
    assert [] == names("", " , ")


def test_an_unknown_commune_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageFault) as caught:
        names("Sceaux", "Sceux")
    assert "«\u00a0Sceux\u00a0»" in caught.value.message
    assert "«\u00a0Sceaux\u00a0»" in caught.value.hint


def test_a_homonym_is_refused_with_the_list() -> None:
    with pytest.raises(UsageFault) as caught:
        names("Sainte-Colombe")
    assert "Plusieurs communes" in caught.value.message
    assert "Sainte-Colombe (05)" in caught.value.hint


def test_a_commune_of_elsewhere_is_taken_and_told() -> None:
    named = named_communes(["Bordeaux"], CONFIG, ATLAS)
    assert ["33063"] == [commune.code for commune in named.communes]
    assert ["commune-eloignee"] == [item.code for item in named.told]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("CTG 2026-2030", NamedConvention(nature="CTG", periode="2026-2030")),
        ("ctg", NamedConvention(nature="CTG")),
        ("Convention territoriale globale (2026-2030)", NamedConvention(nature="CTG", periode="2026-2030")),
        (" CEJ  2015 à 2018 ", NamedConvention(nature="CEJ", periode="2015 à 2018")),
    ],
)
def test_a_convention_is_named_by_its_nature_and_period(typed: str, expected: NamedConvention) -> None:
    assert expected == named_convention(typed, CONFIG)


def test_a_nature_of_the_site_counts() -> None:
    nature = replace(CONFIG.conventions.natures["ctg"], code="ACCORD")
    conventions = replace(CONFIG.conventions, natures={"accord": nature})
    named = named_convention("accord 2026", replace(CONFIG, conventions=conventions))
    assert NamedConvention(nature="ACCORD", periode="2026") == named


@pytest.mark.parametrize(
    ("typed", "told"), [("CTJ 2026-2030", "CTG"), ("CTG demain", "CTG <année>-<année>"), ("", "CTG")]
)
def test_what_names_no_convention_is_refused_with_what_to_type(typed: str, told: str) -> None:
    with pytest.raises(UsageFault) as caught:
        named_convention(typed, CONFIG)
    assert told in caught.value.hint
