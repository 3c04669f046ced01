"""How amounts are read, to the cent, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.spaces import NBSP, NNBSP

from bulletin.diagnostics import Unreadable
from bulletin.french.typed_amounts import decimal_text, parse_amount, parse_rough_amount


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("44000", "44000"),
        ("44 000 €", "44000"),
        (f"44{NNBSP}000{NBSP}€", "44000"),
        ("44000€", "44000"),
        ("44.000,50 €", "44000.50"),
        ("1.234.567 €", "1234567"),
        ("1 234,56", "1234.56"),
        ("1234.5", "1234.50"),
        ("1 234.56 €", "1234.56"),
        ("32 000 euros", "32000"),
        ("0,50 €", "0.5"),
        ("12 k€", "12000"),
        ("5 milliers d'euros", "5000"),
        ("4,9 M€", "4900000"),
        ("4.9 M€", "4900000"),
        ("4,125 M€", "4125000"),
        ("0.125 M€", "125000"),
        ("4,9 millions d'euros", "4900000"),
        ("4,9 millions d’euros", "4900000"),
        ("1 million", "1000000"),
        ("2 Md€", "2000000000"),
        ("2,5 milliards d'euros", "2500000000"),
        ("44.000 €", "44000"),
        ("4.900", "4900"),
        ("44'000 €", "44000"),
        ("44’000,50 €", "44000.5"),
        ("4.9M", "4900000"),
        ("12 k", "12000"),
        ("1,2 million d'euros", "1200000"),
        ("500 mille euros", "500000"),
    ],
)
def test_an_amount_is_read_in_every_usual_form(typed: str, expected: str) -> None:
    assert Decimal(expected) == parse_amount(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "beaucoup",
        "-5",
        "−5 €",
        "1,234,567",
        "4.900 M€",
        "44,000 €",
        "44 00",
        "1.234.56",
        "12 m",
        "0,001 €",
        "1,234567899 M€",
        "10000000000000 €",
        "1e6",
        "٤٤",
        "44 000 $",
    ],
)
def test_what_is_no_amount_or_two_is_refused_with_a_remedy(typed: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_amount(typed)
    assert refusal.value.code == "montant-illisible"
    assert refusal.value.hint


def test_both_readings_of_an_ambiguous_amount_are_shown() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_amount("4.900 M€")
    assert "4 900 M€" in refusal.value.hint
    assert "4,9 M€" in refusal.value.hint


def test_the_sum_that_can_be_read_is_the_remedy() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_amount("44 000 € TTC")
    assert "« 44 000 € »" in refusal.value.hint.replace(NBSP, " ")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("44 000 €", (Decimal(44000), "", False)),
        ("environ 4,9 M€", (Decimal(4900000), "", True)),
        ("de l’ordre de 12 k€", (Decimal(12000), "", True)),
        ("plus de 4 M€", (Decimal(4000000), "plus de", True)),
        ("Près de 12 000 €", (Decimal(12000), "près de", True)),
        ("jusqu’à 3 M€", (Decimal(3000000), "au plus", True)),
    ],
)
def test_a_sum_may_be_told_to_be_no_exact_one(typed: str, expected: tuple[Decimal, str, bool]) -> None:
    assert expected == parse_rough_amount(typed)


def test_a_negative_amount_is_refused_for_what_it_is() -> None:
    with pytest.raises(Unreadable, match="lisible") as refusal:
        parse_amount("-12 €")
    assert "négatif" in refusal.value.hint


@given(st.decimals(0, 10**12, places=2))
def test_amounts_are_exact_to_the_cent(amount: Decimal) -> None:
    assert amount == parse_amount(f"{amount:f} €")
    assert amount == parse_amount(f"{amount:f}".replace(".", ","))


@given(st.integers(0, 10**6), st.integers(0, 99))
def test_thousands_of_euros_are_exact(whole: int, hundredths: int) -> None:
    assert Decimal(whole * 1000 + hundredths * 10) == parse_amount(f"{whole},{hundredths:02} k€")


@pytest.mark.parametrize(
    ("value", "expected"),
    [("4900000", "4900000"), ("66.70", "66.7"), ("4.9E+6", "4900000"), ("0", "0"), ("100.00", "100")],
)
def test_machines_get_the_shortest_decimal(value: str, expected: str) -> None:
    assert expected == decimal_text(Decimal(value))


@given(st.decimals(0, 10**12, places=4))
def test_the_shortest_decimal_is_the_same_number(value: Decimal) -> None:
    assert value == Decimal(decimal_text(value))
