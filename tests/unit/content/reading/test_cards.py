from __future__ import annotations

import pytest
from support.front_matter import codes, read

from bulletin.content.model.cards import ConventionCard, NumeroCard, Page, StructureCard, TerritoireCard
from bulletin.french.dates import PartialDate

CARD = "content/conventions/ctg-colombes-2020.md"


def card(front: str) -> ConventionCard:
    found = read(front, CARD, titre="")
    assert () == found.diagnostics
    assert isinstance(found.value, ConventionCard)
    return found.value


def test_a_card_may_give_facts_alone() -> None:
    found = card("nature: CTG\nperiode: 2020-2023\ncommune: Colombes\naxes: Petite enfance")
    assert ("ctg-colombes-2020", ()) == (found.id, found.etapes)
    assert (PartialDate(2020), ("Petite enfance",)) == (found.facts.debut, found.facts.axes)


def test_a_card_may_report_one_step() -> None:
    for step in ("etape: signature\nquand: 2020-01-15", "signature: 15 janvier 2020"):
        (etape,) = card(f"nature: CTG\ncommune: Colombes\n{step}").etapes
        assert ("signature", PartialDate(2020, 1, 15)) == (etape.etape, etape.quand)


def test_a_card_may_report_several_steps_which_have_its_nature() -> None:
    steps = "etapes:\n  - etape: signature\n    quand: 2020-01-15\n  - bilan: 2023\n"
    found = card(f"nature: CTG\ncommune: Colombes\n{steps}")
    assert [("signature", "CTG"), ("bilan", "CTG")] == [(one.etape, one.nature) for one in found.etapes]


def test_a_vote_on_a_card_is_no_step() -> None:
    found = card("nature: CTG\ncommune: Colombes\ndeliberation: 2019-12-3, 3 décembre 2019")
    assert () == found.etapes
    assert found.facts.deliberation is not None


@pytest.mark.parametrize(
    ("front", "path", "code"),
    [
        ("nature: CTG\nid: autre", CARD, "identifiant-differe"),
        ("nature: CTG\nsignature: 5 juillet", CARD, "annee-manquante"),
        ("nature: CTG\netape: signature\nquand: 2020\netapes:\n  - bilan: 2023", CARD, "deux-etapes"),
        ("nature: CTG\netapes:\n  - etape: signature", CARD, "jour-manquant"),
        ("nature: CTG\netapes:\n  - signature 12 décembre 2019", CARD, "forme-inattendue"),
        ("nature: CTG", "content/conventions/Ma fiche.md", "slug-invalide"),
        ("places: 9", "content/structures/pitchouns.md", "cle-manquante"),
        ("titre: A", "content/territoires/00000.md", "territoire-inconnu"),
        ("resume: A", "content/pages/contact.md", "cle-manquante"),
        ("titre: A\nslug: Mon Contact", "content/pages/contact.md", "slug-invalide"),
        ("titre: A\ndate: 2016", "content/pages/contact.md", "cle-inconnue"),
    ],
)
def test_a_faulty_card_is_reported(front: str, path: str, code: str) -> None:
    assert code in codes(front, path, titre="")


def test_the_other_cards_are_read() -> None:
    structure = read(
        "nom: Pitchouns\nplaces: 9\nnature: micro-crèche", "content/structures/pitchouns.md", titre=""
    )
    assert isinstance(structure.value, StructureCard)
    assert ("pitchouns", 9) == (structure.value.structure.id, structure.value.structure.places)
    numero = read("titre: Novembre\ndate: novembre 2014", "content/numeros/2014-11.md", titre="")
    assert isinstance(numero.value, NumeroCard)
    assert ("2014-11", PartialDate(2014, 11)) == (numero.value.id, numero.value.date)
    for code in ("92025", "200057982", "92"):
        territoire = read("", f"content/territoires/{code}.md", titre="")
        assert isinstance(territoire.value, TerritoireCard)
        assert code == territoire.value.code
    page = read("titre: Nous écrire", "content/pages/aide/contact.md", titre="")
    assert isinstance(page.value, Page)
    assert "/aide/contact/" == page.value.address
