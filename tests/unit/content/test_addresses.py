"""The addresses that telephones, pages and posts have."""

from __future__ import annotations

import pytest

from bulletin.content.addresses import phone_address


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("01 40 97 00 00", "tel:+33140970000"),
        ("+33 1 40 97 00 00", "tel:+33140970000"),
        ("+33 (0)1 40 97 00 00", "tel:+33140970000"),
        ("+33(0)1.40.97.00.00", "tel:+33140970000"),
        ("32 30", "tel:3230"),
        ("à l’accueil", ""),
    ],
)
def test_a_telephone_number_is_dialled_from_anywhere(typed: str, address: str) -> None:
    assert address == phone_address(typed)
