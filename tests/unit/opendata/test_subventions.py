"""The file of subsidies, row by row, compared with the national format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from support.csv_tables import csv_rows, schema_faults
from support.small_register import CONFIG
from support.subsidised_site import (
    ASSOCIATION_SIRET,
    CAF_SIRET,
    CONVENTION,
    article,
    corpus_of,
    with_conditions,
)

from bulletin.corpus.corpus import Corpus
from bulletin.opendata.files import data_files, dictionary
from bulletin.opendata.subventions import NATURES, NONE_YET, payment, subventions_csv, subventions_schema
from bulletin.pages.parts.site_context import SiteContext

HEADER = (
    "nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,"
    "rnaBeneficiaire,objet,montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,"
    "pourcentageSubvention,dispositifAide"
)
DATED = """
valeur: 5 000 €
beneficiaire: Le Fil d'Ariane
rna: W920001234
objet: vacances des familles
date_convention: 2024-01-31
forme: nature
versement: 2024-02-15
subvention: oui
"""


def rows(corpus: Corpus) -> list[dict[str, str]]:
    return csv_rows(subventions_csv(corpus))


# -- a row -----------------------------------------------------------------------------------------------


def test_a_subsidy_of_a_convention_is_a_row_dated_by_the_signature() -> None:
    assert [
        {
            "nomAttribuant": "Caf des Hauts-de-Seine",
            "idAttribuant": CAF_SIRET,
            "dateConvention": "2024-03-12",
            "referenceDecision": "2024-17",
            "nomBeneficiaire": "Association Les Lucioles",
            "idBeneficiaire": ASSOCIATION_SIRET,
            "rnaBeneficiaire": "",
            "objet": "accompagnement, « local », des associations",
            "montant": "32000.5",
            "nature": "aide en numéraire",
            "conditionsVersement": "échelonné",
            "datesPeriodeVersement": "2024-04-01/2025-03-31",
            "idRAE": "",
            "notificationUE": "non",
            "pourcentageSubvention": "1",
            "dispositifAide": "",
        }
    ] == rows(corpus_of(CONVENTION))


def test_the_site_gives_what_its_subsidies_have_in_common() -> None:
    (row,) = rows(corpus_of(article(DATED), config=with_conditions("unique", notified=True)))
    assert ("unique", "oui", "aide en nature") == (
        row["conditionsVersement"],
        row["notificationUE"],
        row["nature"],
    )
    assert ("2024-01-31", "W920001234", "") == (
        row["dateConvention"],
        row["rnaBeneficiaire"],
        row["idBeneficiaire"],
    )


def test_the_conditions_of_an_amount_win_over_those_of_the_site() -> None:
    (row,) = rows(corpus_of(CONVENTION, config=with_conditions("unique")))
    assert "échelonné" == row["conditionsVersement"]


def test_the_header_stands_alone_when_there_is_no_subsidy() -> None:
    unmarked = article(DATED.replace("subvention: oui", "subvention: non"))
    assert f"{HEADER}\r\n" == subventions_csv(corpus_of("")) == subventions_csv(corpus_of(unmarked))


@pytest.mark.parametrize(
    "line", [line for line in DATED.strip().splitlines() if "valeur" not in line], ids=lambda line: line[:12]
)
def test_a_subsidy_without_a_required_column_is_no_row(line: str) -> None:
    config = with_conditions("unique")
    assert 1 == len(rows(corpus_of(article(DATED), config=config)))
    assert [] == rows(corpus_of(article(DATED.replace(f"{line}\n", "")), config=config))


def test_the_subsidy_of_another_funder_is_not_published() -> None:
    config = with_conditions("unique")
    for financeur, expected in (("La Caf", 1), ("Caf des Hauts-de-Seine", 1), ("État", 0)):
        text = article(f"{DATED}financeur: {financeur}")
        assert expected == len(rows(corpus_of(text, config=config))), financeur


def test_a_site_without_siret_publishes_no_subsidy() -> None:
    assert [] == rows(corpus_of(CONVENTION, config=CONFIG))


# -- every amount once, on its day -----------------------------------------------------------------------


def test_an_amount_reported_twice_is_one_row_with_every_fact() -> None:
    again = """
-- 2024-03-18-lucioles --
commune: Colombes
convention: CTG 2024-2027
signature: 12 mars 2024
montant:
  valeur: 32 000,50 €
  objet: Accompagnement, « local », des associations
  rna: W920001234
"""
    (row,) = rows(corpus_of(CONVENTION + again))
    assert (ASSOCIATION_SIRET, "W920001234") == (row["idBeneficiaire"], row["rnaBeneficiaire"])


def test_one_sum_given_to_two_beneficiaries_is_two_rows() -> None:
    other = DATED.replace("Le Fil d'Ariane", "La Ronde").replace("W920001234", "W920004321")
    text = article(DATED) + article(other, name="2024-03-21-autre")
    found = rows(corpus_of(text, config=with_conditions("unique")))
    assert ["La Ronde", "Le Fil d'Ariane"] == [row["nomBeneficiaire"] for row in found]


def test_one_sum_given_again_by_another_convention_is_another_row() -> None:
    text = article(DATED) + article(DATED.replace("2024-01-31", "2023-01-31"), name="2024-03-19-avant")
    found = rows(corpus_of(text, config=with_conditions("unique")))
    assert ["2023-01-31", "2024-01-31"] == [row["dateConvention"] for row in found]


def test_a_subsidy_appears_and_disappears_with_its_post() -> None:
    retired = CONVENTION.replace("commune:", "retire: {motif: erreur, le: 2024-05-01}\ncommune:", 1)
    counts = [len(rows(corpus_of(retired, day))) for day in ("2024-03-14", "2024-03-15", "2024-05-01")]
    assert [0, 1, 0] == counts


def test_a_card_reports_subsidies_too() -> None:
    card = """
-- fiche ctg-colombes-2024 --
nature: CTG
commune: Colombes
periode: 2024-2027
etapes:
  - etape: signature
    quand: 12 mars 2024
    montant:
      valeur: 1 000 €
      beneficiaire: Association Les Lucioles
      siret: 38047555800058
      objet: jouets
      forme: numéraire
      versement: 2024-04-01
      conditions: unique
      subvention: oui
"""
    (row,) = rows(corpus_of(card))
    assert ("2024-03-12", "1000") == (row["dateConvention"], row["montant"])


# -- the format ------------------------------------------------------------------------------------------


def test_the_file_is_valid_by_its_schema(tmp_path: Path) -> None:
    text = subventions_csv(corpus_of(CONVENTION + article(DATED), config=with_conditions("unique")))
    assert 3 == text.count("\r\n")
    assert [] == schema_faults(text, subventions_schema(), tmp_path)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("idAttribuant", "123"),
        ("dateConvention", "12/03/2024"),
        ("rnaBeneficiaire", "W12"),
        ("nomBeneficiaire", ""),
        ("objet", "x" * 257),
        ("montant", "32 000"),
        ("nature", "numéraire"),
        ("conditionsVersement", "x" * 257),
        ("datesPeriodeVersement", "2024-04-01_2025-03-31"),
        ("idRAE", "123456"),
        ("notificationUE", "true"),
        ("pourcentageSubvention", "80"),
    ],
)
def test_the_schema_refuses_what_the_format_does(column: str, value: str, tmp_path: Path) -> None:
    (row,) = rows(corpus_of(CONVENTION))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, row)
    writer.writeheader()
    writer.writerow({**row, column: value})
    assert [column] == [
        field for _, field, _ in schema_faults(out.getvalue(), subventions_schema(), tmp_path)
    ]


def test_the_schema_has_the_columns_of_the_header_and_four_natures() -> None:
    names = [field["name"] for field in json.loads(subventions_schema())["fields"]]
    assert HEADER == ",".join(names)
    assert (
        "aide en numéraire",
        "aide en nature",
        "aide en numéraire;aide en nature",
        "aide en nature;aide en numéraire",
    ) == NATURES


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2024-04-01", "2024-04-01"),
        ("20240401/20250331", "2024-04-01/2025-03-31"),
        ("", ""),
        ("avril", ""),
        ("2024-01-01/2024-02-01/2024-03-01", ""),
    ],
)
def test_days_of_payment_are_written_as_the_format_wants(typed: str, expected: str) -> None:
    assert expected == payment(typed)


# -- what citizens read of it ----------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "says_none"), [("", True), (CONVENTION, False)])
def test_the_dictionary_says_when_there_is_none_yet(text: str, says_none: bool) -> None:
    context = SiteContext(corpus=corpus_of(text))
    (entry,) = [one for one in dictionary(context) if "subventions" in one.address]
    assert says_none == entry.description.endswith(NONE_YET.replace(" :", "\u00a0:"))
    assert {entry.address, entry.schema} <= {one.address for one in data_files(context)}
    (notified,) = [field for field in entry.fields if field.name == "notificationUE"]
    assert "oui ou non" == notified.type
