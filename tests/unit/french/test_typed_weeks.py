"""What comes back every week is no event, but a list of sessions to write."""

from __future__ import annotations

from datetime import date

import pytest

from bulletin.french.typed_weeks import weekly_remedy

MAY_2 = date(2026, 5, 2)


def test_the_days_of_a_month_are_written_out_one_by_one() -> None:
    expected = (
        "evenement: du 2 juin 2026 au 30 juin 2026\nseances:\n"
        "  - 2 juin 2026 de 9 h à 12 h\n  - 9 juin 2026 de 9 h à 12 h\n  - 16 juin 2026 de 9 h à 12 h\n"
        "  - 23 juin 2026 de 9 h à 12 h\n  - 30 juin 2026 de 9 h à 12 h"
    )
    assert expected == weekly_remedy("tous les mardis de juin, de 9 h à midi", MAY_2)


@pytest.mark.parametrize(
    ("typed", "first", "count"),
    [
        ("chaque mercredi de mars", "3 mars 2027", 5),
        ("les mardis et jeudis du 2 au 30 juin 2026", "2 juin 2026", 9),
        ("tous les lundis de mai 2026 à 14 h", "4 mai 2026 à 14 h", 4),
    ],
)
def test_the_year_that_is_not_told_is_the_one_to_come(typed: str, first: str, count: int) -> None:
    lines = weekly_remedy(typed, MAY_2).split("\n")
    assert (f"  - {first}", count) == (lines[2], len(lines) - 2)


@pytest.mark.parametrize("typed", ["tous les mardis", "chaque mardi", "tous les mardis de 2026 à 2030"])
def test_days_that_are_not_told_are_left_to_the_writer(typed: str) -> None:
    assert "  - mardi <jour> <mois> <année>" == weekly_remedy(typed, MAY_2).split("\n")[2]


@pytest.mark.parametrize("typed", ["mardi 5 mai 2026", "le mardi 5 mai à Sceaux", "bientôt"])
def test_what_does_not_come_back_is_none_of_it(typed: str) -> None:
    assert "" == weekly_remedy(typed, MAY_2)
