"""How numbers are read: in figures, in letters, before what they count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.french.printed import number
from bulletin.french.typed_numbers import numbers_in, read_number


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("30", 30),
        ("1 674", 1674),
        ("1.674", 1674),
        ("trente", 30),
        ("Trente berceaux", 30),
        ("30 berceaux", 30),
        ("30 places dont 5", 30),
        ("vingt et un", 21),
        ("soixante-et-onze", 71),
        ("quatre-vingts", 80),
        ("quatre-vingt-dix-neuf places", 99),
        ("cent vingt", 120),
        ("deux cents", 200),
        ("une", 1),
        ("zéro", 0),
    ],
)
def test_a_number_is_read_in_figures_and_in_letters(typed: str, expected: int) -> None:
    assert expected == read_number(typed)


@pytest.mark.parametrize(
    "typed",
    ["", "30 à 40", "30 ou 40", "environ 30", "une trentaine", "12,5", "9 + 3", "30 %", "-3", "2 mille"],
)
def test_what_may_be_another_number_is_none(typed: str) -> None:
    assert read_number(typed) is None


@given(st.integers(0, 10**9 - 1))
def test_a_printed_number_reads_back(value: int) -> None:
    assert value == read_number(number(value))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("30 à 35", (30, 35)),
        ("une trentaine", (30,)),
        ("une douzaine de places, puis 20", (12, 20)),
        ("12/12", (12,)),
        ("quelques", ()),
    ],
)
def test_the_numbers_that_may_be_meant_are_found(typed: str, expected: tuple[int, ...]) -> None:
    assert expected == numbers_in(typed)
