from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bulletin.pages.parts.initials import LONGEST_PART, by_initial


def cut(*names: str) -> dict[str, tuple[str, ...]]:
    return dict(by_initial(names, str))


def test_names_stand_under_their_folded_initial() -> None:
    assert cut("Évry", "Ivry", "Eu") == {"E": ("Évry", "Eu"), "I": ("Ivry",)}


def test_long_initial_is_cut_by_its_second_letter() -> None:
    many = [f"B{second}{number:02}" for second in "aeio" for number in range(25)]

    assert [(label, len(part)) for label, part in by_initial(many, str)] == [("Ba à Be", 50), ("Bi à Bo", 50)]


def test_names_that_are_all_the_same_stay_together() -> None:
    assert cut(*["Puteaux"] * 70) == {"Puteaux": ("Puteaux",) * 70}


@given(st.lists(st.text("ABé- ", max_size=4), max_size=150))
def test_nothing_is_lost_and_every_part_can_be_read(names: list[str]) -> None:
    parts = [part for _, part in by_initial(names, str)]

    assert sorted(names) == sorted(name for part in parts for name in part)
    assert all(len(part) <= LONGEST_PART or len({*map(str.casefold, part)}) == 1 for part in parts)
