"""Contradictions between files: reported at the later one, with the place of the other."""

from __future__ import annotations

import pytest
from support.small_register import register

from bulletin.diagnostics import Severity

CEJ = """
    -- 2016-07-11-cej --
    commune: Sèvres
    convention: CEJ 2015-2018
    signature: 5 juillet
"""
NEGOTIATION = """
    -- 2014-11-07-negociation --
    commune: Gennevilliers
    convention: CTG
    signature_prevue: premier trimestre 2015
"""


def test_a_whole_history_reported_without_a_fault_gives_no_diagnostic() -> None:
    conventions = register(f"""{CEJ}
    -- 2017-07-11-copil --
    commune: Sèvres
    convention: CEJ
    copil: 5 juillet 2017
    -- 2018-12-11-next --
    commune: Sèvres
    convention: CEJ 2019-2022
    renouvellement: 5 décembre 2018
    """)
    assert conventions.codes("2019-06-01") == []


# -- contradictions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("convention", "key", "line"),
    [
        ("CEJ 2015-2018\nsignature: 4 juillet", "quand", 5),
        ("CEJ 2015-2019\nsignature: 5 juillet", "fin", 4),
        ("\n  nature: CEJ\n  debut: mars 2015\n  fin: mars 2019\n  signature: 5 juillet 2016", "fin", 7),
        ("\n  nature: CEJ\n  debut: mars 2015\n  duree: 2 ans\n  signature: 5 juillet 2016", "fin", 7),
        ("\n  id: cej-sevres-2015\n  nature: CTG\n  signature: 5 juillet 2016", "nature", 6),
        ("\n  id: cej-sevres-2015\n  debut: 2014\n  signature: 5 juillet 2016", "debut", 6),
    ],
)
def test_two_signatures_that_contradict_each_other_are_reported_at_the_later_one(
    convention: str, key: str, line: int
) -> None:
    again = "\n".join(f"    {one}" for one in f"commune: Sèvres\nconvention: {convention}".split("\n"))
    conventions = register(f"{CEJ}    -- 2016-08-01-again --\n{again}\n")
    found = conventions.only("contradiction", "2016-08-01")
    assert found.severity is Severity.AVERTISSEMENT
    assert ("content/articles/2016-08-01-again.md", line) == (found.place.path, found.place.line)
    assert "content/articles/2016-07-11-cej.md, ligne 4" in found.message
    assert f"« {key} »" in found.message


@pytest.mark.parametrize("signature", ["juillet 2016", "2016", "2016-T3", "5 juillet 2016"])
def test_dates_of_other_precisions_that_agree_are_no_contradiction(signature: str) -> None:
    conventions = register(f"""{CEJ}
    -- 2016-10-01-again --
    commune: Sèvres
    convention: CEJ 2015-2018
    signature: {signature}
    """)
    assert conventions.codes("2016-10-01") == []


def test_one_step_on_one_day_reported_in_two_ways_is_a_contradiction() -> None:
    conventions = register(f"""{CEJ}
    -- 2018-10-01-longer --
    commune: Sèvres
    convention: CEJ
    prolongation: 28 septembre 2018
    nouvelle_fin: 2019
    -- 2018-10-02-much-longer --
    commune: Sèvres
    convention: CEJ
    prolongation: 28 septembre 2018
    nouvelle_fin: 2020
    """)
    assert conventions.codes("2018-10-02") == ["contradiction"]
    assert "« nouvelle_fin »" in conventions.only("contradiction", "2018-10-02").message


def test_the_same_step_on_two_days_is_two_steps() -> None:
    conventions = register(f"""{CEJ}
    -- 2017-10-01-a --
    commune: Sèvres
    convention: CEJ
    copil: 28 septembre 2017
    -- 2017-11-02-b --
    commune: Sèvres
    convention: CEJ
    copil: 30 octobre 2017
    """)
    assert conventions.codes("2018-01-01") == []


@pytest.mark.parametrize("etape", ["bilan", "copil"])
def test_a_bilan_or_a_copil_that_changes_the_end_is_a_contradiction(etape: str) -> None:
    conventions = register(f"""{CEJ}
    -- 2017-10-01-after --
    commune: Sèvres
    convention:
      nature: CEJ
      {etape}: 28 septembre 2017
      fin: 2019
    """)
    found = conventions.only("contradiction", "2017-10-01")
    assert ("content/articles/2017-10-01-after.md", 7) == (found.place.path, found.place.line)
    assert "2018 (content/articles/2016-07-11-cej.md, ligne 4)" in found.message


@pytest.mark.parametrize("fin", ["2018", "décembre 2018", "2019"])
def test_a_bilan_may_confirm_the_first_end_or_the_extended_one(fin: str) -> None:
    conventions = register(f"""{CEJ}
    -- 2018-10-01-longer --
    commune: Sèvres
    convention: CEJ
    prolongation: 28 septembre 2018
    nouvelle_fin: 2019
    -- 2018-12-01-bilan --
    commune: Sèvres
    convention:
      nature: CEJ
      bilan: 28 novembre 2018
      fin: {fin}
    """)
    assert conventions.codes("2018-12-01") == []


def test_a_withdrawn_post_contradicts_no_other() -> None:
    conventions = register(f"""{CEJ}
    -- 2016-08-01-wrong --
    commune: Sèvres
    convention: CEJ 2015-2018
    signature: 4 juillet
    retire:
      motif: erreur de date
      le: 10 août 2016
    """)
    assert conventions.codes("2016-08-09") == ["contradiction"]
    assert conventions.codes("2016-08-10") == []


def test_a_draft_that_contradicts_is_the_one_reported() -> None:
    conventions = register(f"""{CEJ}
    -- 2016-06-01-draft --
    commune: Sèvres
    brouillon: oui
    convention: CEJ 2015-2018
    signature: 4 juillet 2016
    """)
    assert (
        conventions.only("contradiction", "2016-08-01").place.path == "content/articles/2016-06-01-draft.md"
    )


# -- prolongations ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("fin", ["2018", "31 décembre 2018", "juin 2017"])
@pytest.mark.parametrize("etape", ["prolongation", "avenant"])
def test_a_prolongation_without_a_later_end_is_an_error(etape: str, fin: str) -> None:
    conventions = register(f"""{CEJ}
    -- 2018-10-01-longer --
    commune: Sèvres
    convention: CEJ
    {etape}: 28 septembre 2018
    nouvelle_fin: {fin}
    """)
    found = conventions.only("prolongation-sans-effet", "2018-10-01")
    assert found.stops
    assert ("content/articles/2018-10-01-longer.md", 6) == (found.place.path, found.place.line)


def test_a_new_end_before_the_one_that_the_same_step_reports_is_an_error() -> None:
    conventions = register("""
    -- 2020-01-09-longer --
    commune: Sèvres
    convention: CTG 2016-2019
    prolongation: 3 janvier
    nouvelle_fin: 2018
    """)
    found = conventions.only("prolongation-sans-effet", "2020-01-09")
    assert ("content/articles/2020-01-09-longer.md", 6) == (found.place.path, found.place.line)


def test_one_prolongation_reported_twice_is_no_error() -> None:
    longer = """
    commune: Sèvres
    convention: CEJ
    prolongation: 28 septembre 2018
    nouvelle_fin: 2019
    """
    conventions = register(f"{CEJ}    -- 2018-10-01-a --{longer}\n    -- 2018-10-02-b --{longer}")
    assert conventions.codes("2018-10-02") == []


def test_a_prolongation_in_a_draft_does_not_affect_a_published_one() -> None:
    conventions = register(f"""{CEJ}
    -- 2018-08-01-draft --
    commune: Sèvres
    brouillon: oui
    convention: CEJ
    prolongation: 30 juillet 2018
    nouvelle_fin: 2020
    -- 2018-10-01-longer --
    commune: Sèvres
    convention: CEJ
    prolongation: 28 septembre 2018
    nouvelle_fin: 2019
    """)
    assert conventions.codes("2018-10-01") == []


# -- successions -----------------------------------------------------------------------------------------


def test_an_unknown_remplace_is_reported_at_its_line() -> None:
    conventions = register(f"{CEJ}    remplace: cej-sevres-2011\n")
    found = conventions.only("remplace-inconnu", "2016-08-01")
    assert (Severity.AVERTISSEMENT, 6) == (found.severity, found.place.line)
    assert "« cej-sevres-2011 »" in found.message


def test_a_replaced_convention_named_by_nature_and_period_is_proposed_by_its_id() -> None:
    conventions = register("""
        -- 2015-01-10-a --
        commune: Sèvres
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2015-01-11-b --
        commune: Antony
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2019-01-10-c --
        commune: Sèvres
        convention: CTG 2019-2022
        signature: 5 janvier 2019
        remplace: CEJ 2015-2018
    """)
    found = conventions.only("remplace-inconnu", "2019-02-01")
    assert "Écrivez « remplace: cej-sevres-2015 »." == found.hint


def test_several_conventions_that_a_replaced_one_may_be_are_all_proposed() -> None:
    conventions = register("""
        -- 2011-01-10-a --
        commune: Sèvres
        convention: CEJ 2011-2014
        signature: 5 janvier 2011
        -- 2015-01-10-b --
        commune: Sèvres
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2019-01-10-c --
        commune: Sèvres
        convention: CTG 2019-2022
        signature: 5 janvier 2019
        remplace: CEJ
    """)
    found = conventions.only("remplace-inconnu", "2019-02-01")
    assert "Écrivez l’identifiant voulu parmi : cej-sevres-2011, cej-sevres-2015." == found.hint


def test_a_circle_is_an_error_that_names_all_of_it() -> None:
    conventions = register("""
        -- 2015-01-10-a --
        commune: Sèvres
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        remplace: cej-antony-2015
        -- 2015-01-11-b --
        commune: Antony
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        remplace: cej-vanves-2015
        -- 2015-01-12-c --
        commune: Vanves
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        remplace: cej-sevres-2015
    """)
    found = conventions.only("remplace-en-boucle", "2015-02-01")
    assert found.stops
    assert "cej-antony-2015 → cej-vanves-2015 → cej-sevres-2015 → cej-antony-2015" in found.message
    assert ("content/articles/2015-01-11-b.md", 6) == (found.place.path, found.place.line)


def test_a_convention_that_replaces_itself_is_a_circle() -> None:
    conventions = register(f"{CEJ}    remplace: cej-sevres-2015\n")
    assert conventions.codes("2016-08-01") == ["remplace-en-boucle"]


OVERLAP = f"""{CEJ}
    -- 2018-02-10-next --
    commune: Sèvres
    convention: CEJ 2018-2021
    signature: 5 février 2018
"""


def test_an_overlap_without_remplace_is_reported_at_the_later_convention() -> None:
    found = register(OVERLAP).only("chevauchement", "2018-03-01")
    assert (Severity.AVERTISSEMENT, "content/articles/2018-02-10-next.md") == (
        found.severity,
        found.place.path,
    )
    assert "« cej-sevres-2018 » commence avant la fin de « cej-sevres-2015 »" in found.message
    assert "« remplace: cej-sevres-2015 »" in found.hint


def test_no_overlap_with_remplace_or_on_other_territories_or_natures() -> None:
    assert register(f"{OVERLAP}    remplace: cej-sevres-2015\n").codes("2018-03-01") == []
    for old, new in (
        ("commune: Sèvres\n    convention: CEJ 2018", "commune: Antony\n    convention: CEJ 2018"),
        ("CEJ 2018-2021", "CTG 2018-2021"),
        ("CEJ 2018-2021", "CEJ 2019-2022"),
    ):
        assert "chevauchement" not in register(OVERLAP.replace(old, new)).codes("2018-03-01")


# -- what is missing -------------------------------------------------------------------------------------


def test_a_signed_convention_without_a_known_end_is_reported() -> None:
    conventions = register(CEJ.replace("CEJ 2015-2018", "CEJ"))
    assert conventions.codes("2016-08-01") == ["fin-inconnue"]


def test_negotiations_need_no_end() -> None:
    assert register(NEGOTIATION).codes("2014-12-01") == []


def test_a_signature_is_overdue_after_the_last_day_it_was_expected() -> None:
    conventions = register(NEGOTIATION)
    assert conventions.codes("2015-03-31") == []
    found = conventions.only("signature-en-retard", "2015-04-01")
    assert (Severity.AVERTISSEMENT, 5) == (found.severity, found.place.line)


LATE = """
    -- 2012-02-01-ctg --
    commune: Colombes
    convention: CTG 2012-2015
    signature: 10 janvier 2012
    -- 2016-03-01-prolongation --
    commune: Colombes
    convention: CTG
    prolongation: 10 février 2016
    nouvelle_fin: 2018
"""


def test_a_prolongation_after_the_end_is_reported_to_open_another_convention() -> None:
    found = register(LATE).only("suite-isolee", "2016-03-01")
    assert (Severity.AVERTISSEMENT, "content/articles/2016-03-01-prolongation.md") == (
        found.severity,
        found.place.path,
    )


def test_a_prolongation_after_the_end_that_names_its_convention_gives_no_diagnostic() -> None:
    assert [] == register(f"{LATE}    id: ctg-colombes-2012\n").codes("2016-03-01")


def test_an_unusual_duration_is_reported() -> None:
    assert register(CEJ.replace("2015-2018", "2015-2024")).codes("2016-08-01") == ["duree-inhabituelle"]


def test_a_duration_counts_from_the_signature_where_no_start_is_given() -> None:
    conventions = register("""
    -- 2020-02-03-ctg --
    commune: Sèvres
    convention: CTG
    signature: 2 février
    duree: 40 ans
    """)
    assert conventions.codes("2020-02-03") == ["duree-inhabituelle"]


def test_a_prolongation_is_no_unusual_duration() -> None:
    conventions = register(f"""{CEJ}
    -- 2018-10-01-longer --
    commune: Sèvres
    convention: CEJ
    prolongation: 28 septembre 2018
    nouvelle_fin: 2021
    """)
    assert conventions.codes("2018-10-01") == []


# -- negotiations that another convention follows --------------------------------------------------------

SIGNED = """
    -- 2014-11-07-negociation --
    commune: Gennevilliers
    convention: CTG 2014-2017
    negociation: 2014

    -- 2015-04-02-signed --
    commune: Gennevilliers
    convention: CTG 2015-2018
    signature: 30 mars 2015
"""


def test_negotiations_followed_by_a_signature_of_another_year_are_reported_with_the_id_to_write() -> None:
    conventions = register(SIGNED)
    assert conventions.codes("2015-04-01") == []
    found = conventions.only("negociation-sans-suite", "2015-04-02")
    assert (Severity.AVERTISSEMENT, "content/articles/2014-11-07-negociation.md") == (
        found.severity,
        found.place.path,
    )
    assert "content/articles/2015-04-02-signed.md" in found.message
    assert "« id: ctg-gennevilliers-2014 »" in found.hint


def test_the_id_in_the_signature_ends_the_warning() -> None:
    joined = SIGNED.replace(
        "convention: CTG 2015-2018", "convention:\n      id: ctg-gennevilliers-2014\n      periode: 2015-2018"
    )
    assert register(joined).codes("2015-04-02") == []


def test_negotiations_reported_since_the_signature_go_on() -> None:
    conventions = register(f"""{SIGNED}
    -- 2015-06-02-still --
    convention:
      id: ctg-gennevilliers-2014
      negociation: 1er juin 2015
    """)
    assert conventions.codes("2015-06-02") == []


def test_negotiations_of_another_nature_or_territory_go_on() -> None:
    for old, new in (
        ("convention: CTG 2014-2017\n", "convention: CEJ 2014-2017\n"),
        ("commune: Gennevilliers\n    convention: CTG 2015", "commune: Sèvres\n    convention: CTG 2015"),
    ):
        assert "negociation-sans-suite" not in register(SIGNED.replace(old, new)).codes("2016-04-02")


def test_abandoned_negotiations_give_no_diagnostic() -> None:
    conventions = register(f"""{SIGNED}
    -- 2015-01-02-stopped --
    convention:
      id: ctg-gennevilliers-2014
      abandon: 1er janvier 2015
    """)
    assert conventions.codes("2015-06-02") == []
