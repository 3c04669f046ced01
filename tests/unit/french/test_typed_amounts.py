"""How amounts are read, to the cent, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.spaces import NBSP, NNBSP

from bulletin.diagnostics import Unreadable
from bulletin.french.typed_amounts import (
    LightAmount,
    NatureMontant,
    decimal_text,
    parse_amount,
    parse_light_amount,
)


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
        "4.900",
        "4.900 M€",
        "44,000 €",
        "44 00",
        "1.234.56",
        "12 M",
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
        parse_amount("4.900")
    assert "4 900" in refusal.value.hint
    assert "4,9" in refusal.value.hint


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
    ("typed", "expected"),
    [
        (
            "environ 4,9 M€ de prestation enfance jeunesse, 55 % du reste à charge de la Ville",
            LightAmount(
                valeur=Decimal(4900000),
                estime=True,
                objet="prestation enfance jeunesse",
                part=Decimal(55),
                base="reste à charge de la Ville",
                base_article="du",
            ),
        ),
        (
            "44 000 € d'investissement, 80 % du coût du programme",
            LightAmount(
                valeur=Decimal(44000),
                nature=NatureMontant.INVESTISSEMENT,
                part=Decimal(80),
                base="coût du programme",
                base_article="du",
            ),
        ),
        (
            "4,9 millions d'euros d'investissement",
            LightAmount(valeur=Decimal(4900000), nature=NatureMontant.INVESTISSEMENT),
        ),
        ("44000", LightAmount(valeur=Decimal(44000))),
        ("44 000 €", LightAmount(valeur=Decimal(44000))),
        ("Estimé 12 k€", LightAmount(valeur=Decimal(12000), estime=True)),
        ("44000 de Poste", LightAmount(valeur=Decimal(44000), nature=NatureMontant.POSTE)),
        ("12 k€ d’aide au poste", LightAmount(valeur=Decimal(12000), objet="aide au poste")),
        (
            "4,9 M€ d'aide, pour tous, 5,5% des dépenses",
            LightAmount(
                valeur=Decimal(4900000),
                objet="aide, pour tous",
                part=Decimal("5.5"),
                base="dépenses",
                base_article="des",
            ),
        ),
    ],
)
def test_a_line_says_all_of_an_amount(typed: str, expected: LightAmount) -> None:
    assert expected == parse_light_amount(typed)


@pytest.mark.parametrize(
    ("typed", "article", "base"),
    [
        ("du coût", "du", "coût"),
        ("de la dépense", "de la", "dépense"),
        ("des dépenses", "des", "dépenses"),
        ("de l’opération", "de l'", "opération"),
        ("de l'opération", "de l'", "opération"),
        ("de 55 000 €", "de", "55 000 €"),
        ("d’un total", "d'", "un total"),
    ],
)
def test_a_base_keeps_its_article_apart(typed: str, article: str, base: str) -> None:
    amount = parse_light_amount(f"1 000 €, 30 % {typed}")
    assert (article, base) == (amount.base_article, amount.base)


@pytest.mark.parametrize(
    "typed",
    [
        "beaucoup",
        "environ",
        "-5 € d'aide",
        "44 000 €, 30 %",
        "44 000 €, 0 % du coût",
        "44 000 €, 100,5 % du coût",
        "44 000 € 30 % du coût",
        "44 000 € d'aide 30 % du coût",
        "12,5 % du coût",
        "44 000 € pour le Laep",
        "4.900 € d'aide",
        "44 000 €, 30 % à peu près",
    ],
)
def test_a_line_that_says_something_else_is_refused_with_a_remedy(typed: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_light_amount(typed)
    assert refusal.value.code == "montant-illisible"
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("value", "expected"),
    [("4900000", "4900000"), ("66.70", "66.7"), ("4.9E+6", "4900000"), ("0", "0"), ("100.00", "100")],
)
def test_machines_get_the_shortest_decimal(value: str, expected: str) -> None:
    assert expected == decimal_text(Decimal(value))


@given(st.decimals(0, 10**12, places=4))
def test_the_shortest_decimal_is_the_same_number(value: Decimal) -> None:
    assert value == Decimal(decimal_text(value))
