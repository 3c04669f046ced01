"""How the whole line of an amount is read, and what is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest
from support.spaces import NBSP

from bulletin.diagnostics import Unreadable
from bulletin.french.typed_amount_lines import LightAmount, NatureMontant, parse_light_amount


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
        (
            "1 291 000 € en 2017",
            LightAmount(valeur=Decimal(1291000), exercice="2017"),
        ),
        ("44 000 € (2017-2018)", LightAmount(valeur=Decimal(44000), exercice="2017-2018")),
        ("44 000 €, au titre de l’année 2017", LightAmount(valeur=Decimal(44000), exercice="2017")),
        (
            "44 000 € d'investissement en 2017",
            LightAmount(valeur=Decimal(44000), nature=NatureMontant.INVESTISSEMENT, exercice="2017"),
        ),
        (
            "44 000 € pour un accueil ouvert en 2017",
            LightAmount(valeur=Decimal(44000), objet="un accueil ouvert en 2017", pour=True),
        ),
        (
            "32 000 € sur ses fonds d'action sociale",
            LightAmount(valeur=Decimal(32000), fonds="fonds d'action sociale"),
        ),
        (
            "10 000 € du Fonds publics et territoires pour le Laep",
            LightAmount(
                valeur=Decimal(10000), fonds="Fonds publics et territoires", objet="le Laep", pour=True
            ),
        ),
        ("24 000 € pour un poste", LightAmount(valeur=Decimal(24000), objet="un poste", pour=True)),
        ("24 000 € pour poste", LightAmount(valeur=Decimal(24000), nature=NatureMontant.POSTE)),
        ("150 000 euros par an", LightAmount(valeur=Decimal(150000), par="an")),
        ("5 000 €/place d'aide", LightAmount(valeur=Decimal(5000), par="place", objet="aide")),
        ("44 000 € de la Caf", LightAmount(valeur=Decimal(44000))),
        (
            "12 000 € de la Ville de Sceaux pour le Laep",
            LightAmount(valeur=Decimal(12000), financeur="la Ville de Sceaux", objet="le Laep", pour=True),
        ),
        ("18 000 € versés par la Caf", LightAmount(valeur=Decimal(18000))),
        ("18 000 € financés par la MSA", LightAmount(valeur=Decimal(18000), financeur="la MSA")),
        (
            "25 000 € au titre du fonds publics et territoires",
            LightAmount(valeur=Decimal(25000), fonds="fonds publics et territoires"),
        ),
        ("12 000 € par place créée", LightAmount(valeur=Decimal(12000), par="place créée")),
        ("4 M€ environ", LightAmount(valeur=Decimal(4000000), estime=True)),
        ("44 000 € (montant estimé)", LightAmount(valeur=Decimal(44000), estime=True)),
        ("quatre millions d’euros", LightAmount(valeur=Decimal(4000000))),
        (
            "12 000 €, soit 60 % du coût",
            LightAmount(valeur=Decimal(12000), part=Decimal(60), base="coût", base_article="du"),
        ),
        ("12 000 € de l’État", LightAmount(valeur=Decimal(12000), financeur="l’État")),
        ("un montant total de 44 000 €", LightAmount(valeur=Decimal(44000))),
        (
            "plus de 4 M€ d'aide",
            LightAmount(valeur=Decimal(4000000), estime=True, reserve="plus de", objet="aide"),
        ),
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
        "4.900 M€ d'aide",
        "44 000 € TTC",
        "24 000 € versés au Département",
        "44 000 € de la Caf, 12 000 € de la Ville",
        "44 000 €, 30 % à peu près",
    ],
)
def test_a_line_that_says_something_else_is_refused_with_a_remedy(typed: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_light_amount(typed)
    assert refusal.value.code == "montant-illisible"
    assert refusal.value.hint


def refusal_of(typed: str) -> Unreadable:
    with pytest.raises(Unreadable) as refusal:
        parse_light_amount(typed)
    return refusal.value


@pytest.mark.parametrize(
    ("typed", "several"),
    [
        (
            "44 000 € de la Caf, 12 000 € de la Ville",
            ("44 000 € de la Caf", "12 000 € de la Ville"),
        ),
        (
            "30 000 € d’aide et environ 12 000 € de la Ville, 80 % du coût",
            ("30 000 € d’aide", "environ 12 000 € de la Ville, 80 % du coût"),
        ),
        ("1 M€ + 2 M€ + 3 M€", ("1 M€", "2 M€", "3 M€")),
    ],
)
def test_a_second_sum_is_refused_with_each_on_its_line(typed: str, several: tuple[str, ...]) -> None:
    fault = refusal_of(typed)
    assert several == fault.several
    assert [f"  - {one}" for one in several] == fault.hint.split("\n")[2:]
    assert all(parse_light_amount(one) for one in several)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("12 000 €/an pendant 4 ans", "12 000 €/an"),
        ("12 000 euros par an pendant quatre ans", "12 000 euros par an"),
        ("12 000 € sur 3 ans", "12 000 €"),
    ],
)
def test_how_long_a_sum_is_paid_is_for_the_text(typed: str, kept: str) -> None:
    assert f"Écrivez « {kept} », et sa durée dans le texte de l’article." == refusal_of(typed).hint
    assert parse_light_amount(kept).valeur == Decimal(12000)


def test_a_sum_that_is_a_share_s_base_is_no_second_sum() -> None:
    assert "55 000 €" == parse_light_amount("44 000 €, 80 % de 55 000 €").base


def test_a_detail_is_written_under_its_total() -> None:
    fault = refusal_of("4,9 M€ dont 1,2 M€ en 2017")
    expected = "montant:\n  valeur: 4,9 M€\n  dont:\n    - valeur: 1,2 M€\n      exercice: 2017"
    assert expected == fault.hint.partition("\n")[2]


@pytest.mark.parametrize(
    ("typed", "pairs"),
    [
        ("44 000 € TTC", (("valeur", "44 000 €"), ("objet", "TTC"))),
        ("une subvention de 44 000 €", (("valeur", "44 000 €"), ("objet", "une subvention"))),
        (
            "une aide de 12 000 € pour le Laep en 2025",
            (("valeur", "12 000 €"), ("objet", "une aide, pour le Laep en 2025")),
        ),
        (
            "une aide de 12 000 € en 2025",
            (("valeur", "12 000 €"), ("objet", "une aide"), ("exercice", "2025")),
        ),
        ("24 000 € versés à la Ville", (("valeur", "24 000 €"), ("beneficiaire", "la Ville"))),
    ],
)
def test_words_beside_the_sum_are_kept_in_the_long_form(
    typed: str, pairs: tuple[tuple[str, str], ...]
) -> None:
    assert pairs == refusal_of(typed).pairs


def test_a_share_without_its_comma_gets_it() -> None:
    assert "44 000 € d’aide, 30 % du coût" == refusal_of("44 000 € d’aide 30 % du coût").mended


def test_a_share_without_its_sum_asks_for_it() -> None:
    hint = refusal_of("12,5 % du coût").hint.replace(NBSP, " ")
    assert "« <montant> €, 12,5 % du coût »" in hint


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("60 % du coût, soit 12 000 €", "« 12 000 €, 60 % du coût »"),
        ("entre 10 000 et 12 000 €", "« plus de 10 000 € » ou « au plus 12 000 € »"),
        ("4 à 5 M€", "« plus de 4 M€ » ou « au plus 5 M€ »"),
        ("2 x 5 000 €", "un montant par ligne"),
        ("200 000 francs", "« <montant> € »"),
        ("4,9 M€ dont 1,2 M€ pour un poste", "« 4,9 M€ »"),
    ],
)
def test_the_remedy_is_made_of_the_sums_that_were_typed(typed: str, hint: str) -> None:
    assert hint in refusal_of(typed).hint.replace(NBSP, " ")
