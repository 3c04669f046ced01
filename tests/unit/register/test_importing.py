"""Registers as spreadsheets save them: the result of each row, without any guess."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import PurePosixPath

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.spaces import plain_spaces

from bulletin.config.model import Config, SiteConfig
from bulletin.content.model.cards import ConventionCard
from bulletin.content.model.convention import EtapeNom
from bulletin.content.read import Read
from bulletin.diagnostics import UsageFault
from bulletin.french.dates import PartialDate
from bulletin.register.columns import column_of
from bulletin.register.importing import ImportReport, RowState, import_register, import_text
from bulletin.register.row import read_card
from bulletin.register.spreadsheet import cell_date, is_formula_error
from bulletin.territories.atlas import Atlas

ATLAS = Atlas.shipped(("08",))
CONFIG = Config(site=SiteConfig(titre="Le bulletin", url="https://bulletin.example/", departements=("08",)))

EXCEL = """\
Nature;Commune;Date d'effet;Date de fin;Date de signature;Montant total (€);Signataires;Observations
CTG;Aiglemont;01/01/2023;31/12/2026;15/12/2022;150 000,50;"Jean Dupont, maire ; adjoint
Anne Le Goff, présidente de la Caf";Priorité à la « petite enfance »
CEJ;Sedan;01/01/2015;31/12/2018;12/07/2016;;;
"""
"""What Excel saves on a French machine: semicolons, quoted cells with lines."""


def imported(text: str | bytes, existing: dict[str, str] | None = None) -> ImportReport:
    data = text.encode() if isinstance(text, str) else text
    return import_register(data, CONFIG, ATLAS, existing or {})


def states(report: ImportReport) -> list[RowState]:
    return [row.state for row in report.rows]


def cards(report: ImportReport) -> dict[str, str]:
    return {PurePosixPath(file.path).stem: file.text for file in report.files}


def reading(report: ImportReport) -> dict[str, Read]:
    return {name: read_card(name, text, CONFIG, ATLAS) for name, text in cards(report).items()}


def one(header: str, row: str) -> ConventionCard:
    """The card of a register of one row."""
    report = imported(f"{header}\n{row}\n")
    assert [("", RowState.NOUVELLE)] == [(found.detail, found.state) for found in report.rows]
    (read,) = reading(report).values()
    assert isinstance(read.value, ConventionCard)
    return read.value


def fault(header: str, row: str) -> str:
    """Why the only row of a register cannot be read."""
    report = imported(f"{header}\n{row}\n")
    assert ([RowState.ILLISIBLE], ()) == (states(report), report.files)
    return plain_spaces(report.rows[0].detail)


# -- files -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        EXCEL.encode(),
        EXCEL.encode("utf-8-sig"),
        EXCEL.encode("cp1252"),
        EXCEL.encode("utf-16"),
        EXCEL.replace("\n", "\r\n").encode("cp1252"),
        f"sep=;\r\n{EXCEL}".encode("cp1252"),
        EXCEL.replace(",50;", ".50;").replace(";", "\t").replace("maire \t", "maire ;").encode("utf-16"),
    ],
    ids=["utf-8", "bom", "cp1252", "utf-16", "crlf", "sep", "tabs"],
)
def test_every_way_of_saving_a_sheet_gives_the_same_cards(data: bytes) -> None:
    report = imported(data)
    assert ["cej-sedan-2015", "ctg-aiglemont-2023"] == list(cards(report))
    assert (
        "---\n"
        "nature: CTG\n"
        "commune: Aiglemont\n"
        "debut: 1er janvier 2023\n"
        "fin: 31 décembre 2026\n"
        "signature: 15 décembre 2022\n"
        "signataires:\n"
        "  - Jean Dupont, maire ; adjoint\n"
        "  - Anne Le Goff, présidente de la Caf\n"
        "montant: 150 000,50 €\n"
        "---\n"
        "\n"
        "Priorité à la « petite enfance »\n"
    ) == cards(report)["ctg-aiglemont-2023"]


def test_commas_part_columns_too() -> None:
    report = imported('nature,commune,période,signature\nCTG,"Sedan, Donchery",2023-2026,15 mai 2023\n')
    assert ["ctg-sedan-et-autres-2023"] == list(cards(report))


def test_what_stands_above_the_titles_is_left_aside_and_rows_keep_their_numbers() -> None:
    report = imported(
        "Registre de la Caf;;\n;;\nNature;Commune;Début;Fin\nCTG;Sedan;2023;2026\nCTG;;2023;2026\n"
    )
    assert [4, 5] == [row.line for row in report.rows]


def test_empty_rows_between_others_are_counted_and_those_below_are_not() -> None:
    report = imported("nature;commune;période\nCTG;Sedan;2023-2026\n;;\n\nCTG;Donchery;2023-2026\n;;\n;;\n")
    assert (2, [2, 5]) == (report.blank, [row.line for row in report.rows])


def test_columns_without_a_place_in_a_card_are_listed_once() -> None:
    report = imported("nature;commune;période;Agent;Agent;Visa\nCTG;Sedan;2023-2026;A;B;C\n")
    assert ("Agent", "Visa") == report.unknown


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"PK\x03\x04classeur", "classeur"),
        (b"", "titres"),
        (b"bonjour;tout;le monde\n", "titres"),
        ("commune;début;fin\nSedan;2015;2018\n".encode(), "nature"),
        ("nature;commune;intitulé;objet\nCTG;Sedan;A;B\n".encode(), "« intitulé » et « objet »"),
        ('nature;commune;début\nCTG;"Sedan;2015\nCEJ;Donchery;2016\n'.encode(), "guillemet"),
    ],
)
def test_a_file_that_is_no_register_is_refused_with_a_reason(data: bytes, word: str) -> None:
    with pytest.raises(UsageFault) as caught:
        imported(data)
    assert word in plain_spaces(caught.value.message)
    assert caught.value.hint


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    """Nothing else is raised, whatever the bytes."""
    with suppress(UsageFault):
        report = imported("nature;commune;début\n".encode() + data)
        assert all(row.state is not RowState.NOUVELLE or row.id for row in report.rows)


# -- running again ---------------------------------------------------------------------------------------


def test_importing_twice_changes_nothing() -> None:
    first = imported(EXCEL)
    again = imported(EXCEL, cards(first))
    assert ([RowState.IDENTIQUE, RowState.IDENTIQUE], ()) == (states(again), again.files)


def test_a_card_that_only_looks_different_is_the_same() -> None:
    existing = cards(imported(EXCEL))
    existing["cej-sedan-2015"] = existing["cej-sedan-2015"].replace(
        "debut: 1er janvier 2015", "# noté\ndebut: 2015-01-01"
    )
    assert [RowState.IDENTIQUE, RowState.IDENTIQUE] == states(imported(EXCEL, existing))


def test_a_card_that_says_something_else_stays_and_what_differs_is_named() -> None:
    existing = cards(imported(EXCEL))
    existing["cej-sedan-2015"] = existing["cej-sedan-2015"].replace("2018", "2019")
    report = imported(EXCEL, existing)
    assert ([RowState.IDENTIQUE, RowState.DIFFERENTE], ()) == (states(report), report.files)
    assert "fin" == report.rows[1].detail


def test_a_faulty_card_is_never_written_over() -> None:
    report = imported(EXCEL, {"cej-sedan-2015": "---\nnature: CEJ\ncouleur: bleue\n"})
    assert [RowState.NOUVELLE, RowState.DIFFERENTE] == states(report)


def test_two_rows_for_one_card_are_reported_and_neither_is_taken() -> None:
    report = imported("nature;commune;période;montant\nCTG;Sedan;2023-2026;10\nCTG;Sedan;2023-2026;20\n")
    assert ([RowState.DISPUTEE, RowState.DISPUTEE], ()) == (states(report), report.files)
    assert "la ligne 3" in report.rows[0].detail


def test_a_row_written_twice_makes_one_card() -> None:
    report = imported("nature;commune;période\nCTG;Sedan;2023-2026\nctg;SEDAN;2023-2026\n")
    assert [RowState.NOUVELLE, RowState.REPETEE] == states(report)
    assert ["ctg-sedan-2023"] == list(cards(report))


# -- days ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("01/01/2015", PartialDate(2015, 1, 1)),
        ("2015-01-01 00:00:00", PartialDate(2015, 1, 1)),
        ("01/01/2015 00:00", PartialDate(2015, 1, 1)),
        ("42005", PartialDate(2015, 1, 1)),
        ("42005.0", PartialDate(2015, 1, 1)),
        ("2015", PartialDate(2015)),
        ("2015.0", PartialDate(2015)),
        ("mars 2015", PartialDate(2015, 3)),
        ("1er mars 2015", PartialDate(2015, 3, 1)),
    ],
)
def test_a_cell_is_the_day_that_the_spreadsheet_means(cell: str, expected: PartialDate) -> None:
    assert expected == cell_date(cell)
    assert expected == one("nature;commune;début;fin", f"CTG;Sedan;{cell};2018").facts.debut


@given(st.dates(min_value=date(1955, 1, 1), max_value=date(2118, 12, 31)))
def test_the_number_of_a_day_counts_from_the_last_days_of_1899(day: date) -> None:
    assert PartialDate.of(day) == cell_date(str(day.toordinal() - date(1899, 12, 30).toordinal()))


def test_a_number_read_as_a_day_is_noted() -> None:
    report = imported("nature;commune;début;fin;signé\nCTG;Sedan;42005;2018;oui\n")
    assert ("« 42005 », sous « début », a été lu comme le 1er janvier 2015",) == tuple(
        map(plain_spaces, report.rows[0].notes)
    )


@pytest.mark.parametrize("cell", ["2015-13-45", "45/01/15", "12 mars", "bientôt", "31/02/2015", "123456"])
def test_a_day_that_cannot_be_read_is_reported_with_its_column(cell: str) -> None:
    reason = fault("nature;commune;Date d’effet;fin", f"CTG;Sedan;{cell};2018")
    assert reason.startswith("colonne « Date d’effet » ")
    assert cell in reason


def test_a_period_and_its_ends_may_stand_side_by_side_if_they_agree() -> None:
    header = "nature;commune;période;début;fin"
    card = one(header, "CTG;Sedan;2015-2018;01/03/2015;")
    assert (PartialDate(2015, 3, 1), PartialDate(2018)) == (card.facts.debut, card.facts.fin)
    assert "contredit" in fault(header, "CTG;Sedan;2015-2018;01/03/2016;")


@pytest.mark.parametrize(
    ("title", "cell", "months"),
    [("durée (années)", "4", 48), ("durée en mois", "18", 18), ("durée", "4 ans", 48)],
)
def test_a_duration_takes_the_unit_of_its_title(title: str, cell: str, months: int) -> None:
    duree = one(f"nature;commune;début;{title}", f"CTG;Sedan;2015;{cell}").facts.duree
    assert duree is not None
    assert months == duree.mois


def test_a_bare_number_of_unknown_unit_is_no_duration() -> None:
    assert "durée" in fault("nature;commune;début;durée", "CTG;Sedan;2015;4")


# -- signatures ------------------------------------------------------------------------------------------


def test_a_day_of_signature_is_a_step() -> None:
    card = one("nature;commune;période;date de signature", "CTG;Sedan;2015-2018;12/07/2016")
    assert [(EtapeNom.SIGNATURE, PartialDate(2016, 7, 12))] == [(e.etape, e.quand) for e in card.etapes]


def test_yes_is_a_signature_without_a_day() -> None:
    card = one("nature;commune;période;signée", "CTG;Sedan;2015-2018;Oui")
    assert [(EtapeNom.SIGNATURE, None)] == [(e.etape, e.quand) for e in card.etapes]


@pytest.mark.parametrize("cell", ["", "non", "-"])
def test_without_a_signature_none_is_inferred_and_it_is_noted(cell: str) -> None:
    text = f"nature;commune;période;signée\nCTG;Sedan;2015-2018;{cell}\n"
    report = imported(text)
    assert ("le registre ne dit pas qu’elle est signée",) == report.rows[0].notes
    assert "signature" not in cards(report)["ctg-sedan-2015"]
    assert "« en discussion »" in plain_spaces(import_text(report, written=False))


# -- territories -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "row", "name"),
    [
        ("nature;territoire;période", "CTG;aiglemont;2023-2026", "ctg-aiglemont-2023"),
        ("nature;territoire;période", "CTG;Ardenne Métropole;2023-2026", "ctg-ardenne-metropole-2023"),
        ("nature;territoire;période", "SDSF;Ardennes;2023-2026", "sdsf-ardennes-2023"),
        ("nature;code insee;période", "CTG;8003;2023-2026", "ctg-aiglemont-2023"),
        ("nature;code insee;commune;période", "CTG;08003;AIGLEMONT;2023-2026", "ctg-aiglemont-2023"),
        ("nature;collectivité;code insee;période", "CTG;Aiglemont;8003;2023-2026", "ctg-aiglemont-2023"),
        ("nature;siren;période", "CTG;200041630;2023-2026", "ctg-ardenne-metropole-2023"),
        ("nature;département;commune;période", "CTG;8;Aiglemont;2023-2026", "ctg-aiglemont-2023"),
        ("nature;département;période", "SDSF;8;2023-2026", "sdsf-ardennes-2023"),
        ("nature;commune;département;période", "CTG;Sainte-Colombe;05;2023-2026", "ctg-sainte-colombe-2023"),
        ("nature;commune;période", "CTG;Ville de Sedan;2023-2026", "ctg-sedan-2023"),
        (
            "nature;collectivité;période",
            "CTG;Commune de Vrigne-aux-Bois;2023-2026",
            "ctg-vrigne-aux-bois-2023",
        ),
        ("nature;code insee;période", "CTG;8200;2023-2026", "ctg-grivy-loisy-2023"),
    ],
)
def test_a_territory_is_a_name_or_a_code(header: str, row: str, name: str) -> None:
    assert name == one(header, row).id


def test_the_departement_beside_a_homonym_settles_it_and_is_not_the_territory() -> None:
    territoire = one("nature;commune;département;période", "CTG;Sainte-Colombe;05;2023-2026").facts.territoire
    assert (["05135"], ()) == ([commune.code for commune in territoire.communes], territoire.departements)


@pytest.mark.parametrize(
    ("header", "row", "reason"),
    [
        ("nature;commune;période", "CTG;Sainte-Colombe;2023-2026", "« Sainte-Colombe (05) »"),
        ("nature;commune;période", "CTG;Aiglemon;2023-2026", "« Aiglemont »"),
        ("nature;commune;code insee;période", "CTG;Sedan;08003;2023-2026", "08003"),
        ("nature;code insee;période", "CTG;99999;2023-2026", "aucune commune"),
        ("nature;code insee;période", "CTG;92170;2023-2026", "aucune commune"),
        ("nature;siren;période", "CTG;999999999;2023-2026", "aucune intercommunalité"),
        ("nature;epci;siren;période", "CTG;CC du Pays Rethélois;200041630;2023-2026", "Ardenne Métropole"),
        ("nature;commune;epci;période", "CTG;Sedan;Ardenne Métropole;2023-2026", "laquelle signe"),
        ("nature;commune;département;période", "CTG;Aiglemont;92;2023-2026", "Hauts-de-Seine"),
        ("nature;territoire;département;période", "SDSF;Ardennes;51;2023-2026", "contredit"),
        ("nature;territoire;commune;période", "CTG;Ardenne;Sedan;2023-2026", "deux fois"),
        ("nature;commune;période", "CTG;;2023-2026", "aucun territoire"),
        ("nature;commune;période", ";Sedan;2023-2026", "nature"),
        ("nature;commune;période", "Avenant CTG;Sedan;2023-2026", "Natures connues"),
        ("nature;commune;montant", "CTG;Sedan;10", "aucune année"),
        ("nature;commune;période", "CTG;Sedan;#REF!", "formule"),
        ("nature;commune;période", "CTG;Sedan;2023-2026;perdu", "séparateur"),
        ("nature;commune;début;fin", "CTG;Sedan;2023;2020", "avant son début"),
    ],
)
def test_what_cannot_be_read_or_can_be_read_in_two_ways_is_reported(
    header: str, row: str, reason: str
) -> None:
    assert reason in fault(header, row)


def test_several_communes_and_their_grouping_sign_for_those_communes() -> None:
    territoire = one(
        "nature;communes;epci;période", "CTG;Sedan, Donchery;Ardenne Métropole;2023-2026"
    ).facts.territoire
    assert (2, ["200041630"]) == (len(territoire.communes), [epci.siren for epci in territoire.epci])


def test_several_groupings_make_a_list() -> None:
    row = "CTG;Ardenne Métropole ; CC du Pays Rethélois;2023-2026"
    with_quotes = row.replace("Ardenne", '"Ardenne').replace("Rethélois", 'Rethélois"')
    assert 2 == len(one("nature;epci;période", with_quotes).facts.territoire.epci)


# -- natures, amounts, people, texts ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "CTG",
        "ctg",
        "Convention territoriale globale",
        "Convention territoriale globale (CTG)",
        "CTG - convention territoriale globale",
    ],
)
def test_a_nature_is_its_code_or_its_name(cell: str) -> None:
    assert "CTG" == one("dispositif;commune;période", f"{cell};Sedan;2023-2026").facts.nature


@pytest.mark.parametrize(
    ("title", "cell", "euros"),
    [
        ("Montant", "150000", "150000"),
        ("Montant", "150 000,50 €", "150000.50"),
        ("Montant", "1234.56", "1234.56"),
        ("Montant", "4,9 M€", "4900000"),
        ("Montant (k€)", "150", "150000"),
        ("Montant total en milliers d’euros", "12,5", "12500"),
        ("Montant (k€)", "150 €", "150"),
        ("Montant CAF", "150", "150"),
        ("Montant", "environ 10 000 € d’investissement", "10000"),
    ],
)
def test_an_amount_is_exact_and_takes_the_unit_of_its_title(title: str, cell: str, euros: str) -> None:
    (montant,) = one(f"nature;commune;période;{title}", f"CTG;Sedan;2023-2026;{cell}").facts.montants
    assert Decimal(euros) == montant.valeur


@pytest.mark.parametrize("cell", ["150,000", "1,234.56", "beaucoup", "-12"])
def test_an_amount_that_can_be_read_in_two_ways_is_reported(cell: str) -> None:
    assert "« Montant »" in fault("nature;commune;période;Montant", f"CTG;Sedan;2023-2026;{cell}")


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        (
            "Jean Dupont, maire ; Anne Le Goff, directrice",
            [("Jean Dupont", ("maire",)), ("Anne Le Goff", ("directrice",))],
        ),
        ("Jean Dupont, maire ; vice-président", [("Jean Dupont", ("maire", "vice-président"))]),
        ("Jean Dupont, maire\nAnne Le Goff", [("Jean Dupont", ("maire",)), ("Anne Le Goff", ())]),
    ],
)
def test_signatories_are_people_with_their_offices(
    cell: str, people: list[tuple[str, tuple[str, ...]]]
) -> None:
    found = one("nature;commune;période;signataires", f'CTG;Sedan;2023-2026;"{cell}"').facts.signataires
    assert people == [(person.nom, person.fonctions) for person in found]


@pytest.mark.parametrize(
    "cell", ["Jean Dupont, maire ; vice-président, chargé de la famille", "Ville de Sedan, Caf"]
)
def test_an_ambiguous_cell_of_people_is_reported(cell: str) -> None:
    reason = fault("nature;commune;période;signataires", f'CTG;Sedan;2023-2026;"{cell}"')
    assert "Nom, fonction" in reason


def test_parties_are_parted_and_keep_their_names() -> None:
    card = one(
        "nature;commune;période;partenaires", 'CTG;Sedan;2023-2026;"Caf des Ardennes, Ville de Sedan ; MSA"'
    )
    assert ["Caf des Ardennes", "Ville de Sedan", "MSA"] == [partie.nom for partie in card.facts.parties]


@pytest.mark.parametrize("cell", ["CTG-2023-045", "ctg 2023 045"])
def test_an_identifier_of_the_register_names_the_card(cell: str) -> None:
    assert "ctg-2023-045" == one("référence;nature;commune;période", f"{cell};CTG;Sedan;2023-2026").id


@settings(max_examples=80)
@given(st.text(alphabet="aÉ0 :#-[]{}'\"|>&*!%@`~,?«»", min_size=1, max_size=30))
def test_any_title_of_a_convention_is_read_back_as_it_was(text: str) -> None:
    assume(not is_formula_error(text))  # « ## » is what a spreadsheet shows for a column too narrow
    quoted = text.replace('"', '""')
    report = imported(f'nature;commune;période;intitulé\nCTG;Sedan;2023-2026;"{quoted}"\n')
    (read,) = reading(report).values()
    assert isinstance(read.value, ConventionCard)
    typed = " ".join(text.split())
    assert ("" if typed in {"-", "~"} else typed) == read.value.facts.intitule


def test_observations_are_paragraphs_of_the_body() -> None:
    card = one("nature;commune;période;observations", 'CTG;Sedan;2023-2026;"Un.\nDeux."')
    assert "Un.\n\nDeux." == card.corps.markdown.strip()


@pytest.mark.parametrize(
    ("title", "key"),
    [
        ("NATURE DE LA CONVENTION", "nature"),
        ("Code INSEE", "insee"),
        ("Intercommunalité", "epci"),
        ("Dép.", "departement"),
        ("Date d’effet", "debut"),
        ("Échéance", "fin"),
        ("N° de convention", "id"),
        ("Montant total (en €)", "montant"),
        ("Remarques", "observations"),
    ],
)
def test_titles_are_known_by_their_variants(title: str, key: str) -> None:
    column = column_of(title)
    assert column is not None
    assert key == column.key


@pytest.mark.parametrize("title", ["Montant annuel", "Date de fin des travaux", "Fin (mois)", ""])
def test_a_title_that_only_looks_like_one_is_not_taken(title: str) -> None:
    assert column_of(title) is None


# -- the report ------------------------------------------------------------------------------------------


def test_the_report_has_a_line_for_each_row_and_sums() -> None:
    text = (
        "nature;commune;période;signature;Agent\n"
        "CTG;Aiglemont;2023-2026;oui;X\n"
        "CTG;Sedan;2023-2026;oui;X\n"
        "CTG;Donchery;2023-2026;oui;X\n"
        ";;;;\n"
        "CTG;Nouzonville;2015-13-45;oui;X\n"
    )
    existing = cards(imported(text))
    existing["ctg-donchery-2023"] = existing["ctg-donchery-2023"].replace("2026", "2027")
    del existing["ctg-aiglemont-2023"]

    report = imported(text, existing)

    assert (
        "Colonnes lues : nature → nature, commune → commune, période → periode, signature → signature.\n"
        "Colonnes laissées de côté : Agent.\n"
        "\n"
        "ligne 2 : ctg-aiglemont-2023 — nouvelle fiche\n"
        "ligne 3 : ctg-sedan-2023 — déjà là, identique\n"
        "ligne 4 : ctg-donchery-2023 — déjà là, différente (fin) : rien n’est écrit\n"
        "ligne 6 : illisible : colonne « période » « 2015-13-45 » : Il n’y a pas de mois 13. "
        "Écrivez le mois en lettres, ou de 1 à 12.\n"
        "\n"
        "1 nouvelle fiche, 1 déjà là, 1 différente de la fiche, 1 à corriger dans le registre, "
        "1 ligne vide.\n"
        "Rien n’est écrit : ajoutez « --ecrire » pour écrire."
    ) == plain_spaces(import_text(report, written=False))
    assert import_text(report, written=True).endswith("\nLes fiches sont écrites.")
    assert report.has_refused
