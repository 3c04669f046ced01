"""The people of a step: one on a line, or told."""

from __future__ import annotations

import pytest
from support.front_matter import codes, diagnostics, post, underlined

from bulletin.content.model.personne import Personne

STEP = "commune: Colombes\nconvention: CTG\nsignature: 5 juillet\n"


def signataires(front: str) -> tuple[Personne, ...]:
    return post(STEP + front).etapes[0].signataires


TWO = (
    Personne(nom="Anne Martin", fonctions=("maire",)),
    Personne(nom="Paul Durand", fonctions=("directeur",)),
)


def test_two_people_on_a_line_are_two_and_the_list_is_written_out() -> None:
    front = "signataires: Anne Martin, maire ; Paul Durand, directeur"
    (fault,) = diagnostics(STEP + front)
    assert ("plusieurs-personnes", "avertissement") == (fault.code, fault.severity)
    assert (6, "Anne Martin, maire ; Paul Durand, directeur") == underlined(fault)
    assert fault.fix is not None
    assert "signataires:\n  - Anne Martin, maire\n  - Paul Durand, directeur" == fault.fix.text
    assert TWO == signataires(front) == signataires(fault.fix.text)


def test_two_people_in_an_item_become_two_items() -> None:
    (fault,) = diagnostics(
        STEP + "en_presence_de:\n  - Anne Martin et Paul Durand\n  - Élodie Petit, préfète"
    )
    assert fault.fix is not None
    assert (7, 7, "  - Anne Martin\n  - Paul Durand") == (fault.fix.line, fault.fix.end_line, fault.fix.text)


def test_a_second_name_among_the_offices_of_a_block_is_left_out_and_told() -> None:
    front = "signataires:\n  - nom: Anne Martin\n    fonctions: maire ; Paul Durand, directeur"
    assert ["plusieurs-personnes"] == codes(STEP + front)
    assert (TWO[0],) == signataires(front)


@pytest.mark.parametrize(
    "typed", ["le maire de Colombes", "maire de Colombes", "Monsieur le maire de Colombes"]
)
def test_an_office_alone_is_no_name(typed: str) -> None:
    assert (Personne(nom="", fonctions=("maire de Colombes",)),) == signataires(f"signataires:\n  - {typed}")


def test_an_office_before_a_name_is_that_person_s() -> None:
    expected = (Personne(nom="Anne Martin", fonctions=("maire de Colombes",)),)
    assert expected == signataires("signataires: le maire de Colombes, Anne Martin")


def test_marks_alone_name_nobody() -> None:
    (fault,) = diagnostics(f"{STEP}signataires:\n  - ','")
    assert ("forme-inattendue", "Écrivez « <nom>, <fonction> ».") == (fault.code, fault.hint)
