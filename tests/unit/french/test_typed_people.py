"""How people are told from their offices, and several on a line from one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.french.typed_people import TypedPerson, is_name, is_office, read_people

MARTIN = TypedPerson("Anne Martin", ("maire",))
DURAND = TypedPerson("Paul Durand", ("directeur de la Caf",))


@pytest.mark.parametrize(
    "typed",
    [
        "Anne Martin, maire ; Paul Durand, directeur de la Caf",
        "Anne Martin, maire, Paul Durand, directeur de la Caf",
        "Anne Martin, maire et Paul Durand, directeur de la Caf",
        "Anne Martin, maire, et Paul Durand, directeur de la Caf",
        "Anne Martin (maire) et Paul Durand (directeur de la Caf)",
        "Anne Martin – maire ; Paul Durand – directeur de la Caf",
        "Maire : Anne Martin ; directeur de la Caf : Paul Durand",
        "Anne Martin, maire / Paul Durand, directeur de la Caf",
        "Anne Martin, maire, accompagnée de Paul Durand, directeur de la Caf",
        "Anne Martin, maire, et le directeur de la Caf, Paul Durand",
    ],
)
def test_several_people_on_a_line_are_several(typed: str) -> None:
    assert [MARTIN, DURAND] == [
        TypedPerson(one.nom, tuple(office.lower().replace("caf", "Caf") for office in one.fonctions))
        for one in read_people(typed)
    ]


@pytest.mark.parametrize(
    "typed", ["Anne Martin et Paul Durand", "Anne Martin, Paul Durand", "Anne Martin ; Paul Durand"]
)
def test_names_alone_are_people_too(typed: str) -> None:
    assert (TypedPerson("Anne Martin"), TypedPerson("Paul Durand")) == read_people(typed)


def test_a_name_in_small_letters_before_an_office_is_a_name() -> None:
    assert 2 == len(read_people("anne martin, maire ; paul durand, directeur"))


@pytest.mark.parametrize(
    ("typed", "nom", "fonctions"),
    [
        (
            "Anne Martin, maire, ancienne députée ; sénatrice",
            "Anne Martin",
            ("maire, ancienne députée", "sénatrice"),
        ),
        ("Jean Le Maire, député", "Jean Le Maire", ("député",)),
        ("A. de La Tour, préfète", "A. de La Tour", ("préfète",)),
        (
            "Paul D’Orazio, maire ; Hauts-de-Seine Habitat",
            "Paul D’Orazio",
            ("maire", "Hauts-de-Seine Habitat"),
        ),
        ("Anne Martin, adjointe, Petite Enfance", "Anne Martin", ("adjointe, Petite Enfance",)),
        (
            "Anne Martin, chargée de l’action sociale et de la famille",
            "Anne Martin",
            ("chargée de l’action sociale et de la famille",),
        ),
        ("M. et Mme Durand", "M. et Mme Durand", ()),
        ("Ville de Sceaux", "Ville de Sceaux", ()),
        ("le maire de Colombes", "", ("maire de Colombes",)),
        ("Madame la présidente du Conseil départemental", "", ("présidente du Conseil départemental",)),
        ("Représentants du Conseil général", "", ("Représentants du Conseil général",)),
        ("le maire de Colombes, Anne Martin", "Anne Martin", ("maire de Colombes",)),
        ("le maire, représenté par Anne Martin, adjointe", "Anne Martin", ("adjointe", "pour le maire")),
    ],
)
def test_a_line_is_one_person_with_offices(typed: str, nom: str, fonctions: tuple[str, ...]) -> None:
    assert (TypedPerson(nom, fonctions),) == read_people(typed)


@pytest.mark.parametrize("joint", [", ", " et ", " ; ", " / "])
def test_offices_alone_are_as_many_people(joint: str) -> None:
    found = read_people(f"le préfet{joint}la présidente du Conseil départemental")
    assert [("", ("préfet",)), ("", ("présidente du Conseil départemental",))] == [
        (person.nom, person.fonctions) for person in found
    ]


FIRST = st.sampled_from(("Anne", "Jean-Loup", "Élodie", "Paul", "Marie-Laure"))
LAST = st.sampled_from(("Martin", "Durand", "de La Tour", "D’Orazio", "Le Goff", "MARTIN", "Petit-Jean"))
NAMES = st.builds(lambda first, last: f"{first} {last}", FIRST, LAST)
OFFICES = st.sampled_from(("maire", "directeur de la Caf", "vice-présidente du Conseil", "préfet", "députée"))
JOINTS = st.sampled_from((" ; ", ", ", " et ", ", et ", ";"))


@given(st.lists(st.tuples(NAMES, OFFICES), min_size=2, max_size=4), JOINTS)
def test_no_second_name_ever_becomes_an_office(people: list[tuple[str, str]], joint: str) -> None:
    found = read_people(joint.join(f"{name}, {office}" for name, office in people))
    offices = " ".join(office for person in found for office in person.fonctions)
    assert [name for name, _ in people] == [person.nom for person in found]
    assert not any(name in offices for name, _ in people)


@given(st.lists(st.tuples(NAMES, OFFICES), min_size=1, max_size=3))
def test_a_person_written_alone_is_read_again(people: list[tuple[str, str]]) -> None:
    for person in read_people(" ; ".join(f"{name}, {office}" for name, office in people)):
        assert (person,) == read_people(person.text)


def test_a_name_has_capitals_and_is_no_body_nor_office() -> None:
    assert all(map(is_name, ("Anne Martin", "Mme Martin", "J.-L. Kloeckner", "Élise de La Tour")))
    others = ("Caf", "Ville de Sceaux", "Maire de Sceaux", "Paris Habitat", "anne martin", "Crèche n° 2", "")
    assert not any(map(is_name, others))


def test_an_office_may_have_its_article() -> None:
    assert all(map(is_office, ("maire", "le maire de Sceaux", "L’adjointe", "M. le préfet", "députée-maire")))
    assert not any(map(is_office, ("Le Maire Bruno", "Anne Martin", "la crèche", "")))
