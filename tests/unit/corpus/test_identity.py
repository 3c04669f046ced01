"""Which step belongs to which convention, and what each convention is called."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.small_register import linked, register, source_files

from bulletin.corpus.identity import SMALL_DIFFERENCE, _distance, _pieces, _possible_pieces


def test_a_computed_id_is_nature_territory_and_the_year_of_the_period() -> None:
    conventions = register("""
        -- 2016-07-11-cej --
        commune: Boulogne-Billancourt
        convention: CEJ 2015-2018
        signature: 5 juillet
    """)
    assert conventions.ids == ("cej-boulogne-billancourt-2015",)


def test_without_a_period_the_year_is_that_of_the_first_step() -> None:
    conventions = register("""
        -- 2016-07-11-cej --
        commune: Boulogne-Billancourt
        convention: CEJ
        signature: 5 juillet 2014
    """)
    assert conventions.ids == ("cej-boulogne-billancourt-2014",)


@pytest.mark.parametrize(
    ("territoire", "expected"),
    [
        ("commune: 92072", "ctg-sevres-2023"),
        ("epci: CC de l'Argonne Ardennaise", "ctg-argonne-ardennaise-2023"),
        ("epci: 240800847\ncommunes: Carignan, Mouzon", "ctg-portes-du-luxembourg-2023"),
        ("departement: 47", "ctg-lot-et-garonne-2023"),
        ("communes: Sèvres, Antony, Vanves", "ctg-sevres-et-autres-2023"),
        ("communes: Antony, Sèvres, Vanves", "ctg-antony-et-autres-2023"),
        ("departements: 08, 47", "ctg-ardennes-et-autres-2023"),
    ],
)
def test_the_territory_of_an_id_is_the_commune_the_epci_the_departement_or_the_first_of_several(
    territoire: str, expected: str
) -> None:
    conventions = linked(
        source_files(f"-- 2022-12-14-ctg --\n{territoire}\nconvention: CTG 2023-2026\nsignature: 2022")
    )
    assert (expected,) == conventions.ids


def test_a_group_that_the_data_does_not_know_gives_its_name() -> None:
    conventions = register("""
        -- 2022-12-14-ctg --
        epci:
          nom: SIVOM du Val
          communes: Sèvres, Antony
        convention: CTG 2023-2026
        signature: 2022
    """)
    assert conventions.ids == ("ctg-sivom-du-val-2023",)


NEGOTIATION = """
    -- 2014-11-07-negociation --
    commune: Gennevilliers
    convention: CTG
    signature_prevue: premier trimestre 2015
"""


def test_a_step_without_a_start_joins_the_only_one_not_ended() -> None:
    conventions = register(f"""{NEGOTIATION}
    -- 2015-04-02-signed --
    commune: Gennevilliers
    convention: CTG
    signature: 30 mars 2015
    """)
    assert conventions.ids == ("ctg-gennevilliers-2014",)


def test_negotiations_without_a_start_are_joined_by_the_signature_that_follows_whatever_its_year() -> None:
    conventions = register(f"""{NEGOTIATION}
    -- 2015-04-02-signed --
    commune: Gennevilliers
    convention: CTG 2015-2018
    signature: 30 mars 2015
    """)
    assert conventions.ids == ("ctg-gennevilliers-2014",)


def test_a_step_with_a_start_joins_no_negotiations_of_another_start() -> None:
    conventions = register("""
    -- 2014-11-07-negociation --
    commune: Gennevilliers
    convention: CTG 2014-2017
    negociation: 6 novembre 2014
    -- 2015-04-02-signed --
    commune: Gennevilliers
    convention: CTG 2015-2018
    signature: 30 mars 2015
    """)
    assert conventions.ids == ("ctg-gennevilliers-2014", "ctg-gennevilliers-2015")


def test_the_same_first_year_is_preferred_to_negotiations_without_a_start() -> None:
    conventions = register("""
    -- 2022-10-05-negociation --
    commune: Gennevilliers
    convention: CTG
    negociation: 4 octobre 2022
    -- 2022-11-05-agreed --
    commune: Gennevilliers
    convention:
      id: ctg-gennevilliers-2023
      nature: CTG
      accord: 4 novembre 2022
      periode: 2023-2027
    -- 2023-02-16-signed --
    commune: Gennevilliers
    convention: CTG 2023-2027
    signature: 15 février 2023
    """)
    assert conventions.ids == ("ctg-gennevilliers-2022", "ctg-gennevilliers-2023")
    assert 2 == len(conventions.corpus.histories["ctg-gennevilliers-2023"].reports)


EPCI = """
    -- 2023-03-01-signed --
    epci: CC de l'Argonne Ardennaise
    convention: CTG 2023-2027
    signature: 28 février 2023
"""


@pytest.mark.parametrize(
    "step", ["bilan: 28 janvier 2025", "copil: 28 janvier 2025", "retrait: 28 janvier 2025", "avenant: 2025"]
)
@pytest.mark.parametrize("convention", ["CTG", "CTG 2023-2027"])
def test_a_step_reported_from_a_member_commune_joins_the_convention_of_its_epci(
    step: str, convention: str
) -> None:
    conventions = register(f"""{EPCI}
    -- 2025-02-01-later --
    commune: Vouziers
    convention: {convention}
    {step}
    """)
    assert conventions.ids == ("ctg-argonne-ardennaise-2023",)
    assert [] == [code for code in conventions.codes("2025-03-01") if code == "convention-voisine"]


def test_a_commune_that_leaves_is_covered_no_more_and_the_epci_still_signs() -> None:
    conventions = register(f"""{EPCI}
    -- 2025-02-01-leaves --
    commune: Vouziers
    convention: CTG
    retrait: 28 janvier 2025
    """)
    coverage = conventions.on("2025-03-01").situations["ctg-argonne-ardennaise-2023"].convention.coverage
    assert "08490" not in coverage.codes
    assert 1 == len(coverage.sirens)


def test_a_signature_of_a_member_commune_is_its_own_and_its_neighbour_is_named() -> None:
    conventions = register(f"""{EPCI}
    -- 2024-02-01-own --
    commune: Vouziers
    convention: CTG 2024-2027
    signature: 30 janvier 2024
    """)
    assert conventions.ids == ("ctg-argonne-ardennaise-2023", "ctg-vouziers-2024")
    found = conventions.only("convention-voisine", "2024-03-01")
    assert "« id: ctg-argonne-ardennaise-2023 »" in found.hint


def test_two_blocks_of_one_post_are_never_one_convention() -> None:
    conventions = register("""
    -- 2016-08-01-both --
    conventions:
      - nature: CTG
        signature: 8 avril 2015
        commune: Gennevilliers
      - nature: CTG
        copil: 18 mars 2016
        commune: Gennevilliers
    """)
    found = conventions.only("convention-ambigue", "2016-08-02")
    assert "« id: ctg-gennevilliers-2015 » et « id: ctg-gennevilliers-2015-2 »" in found.hint


def test_a_typed_id_equal_to_the_computed_one_is_that_convention() -> None:
    conventions = register("""
    -- 2023-03-01-signed --
    epci: CC de l'Argonne Ardennaise
    convention:
      id: ctg-argonne-ardennaise-2023
      nature: CTG
      signature: 28 février 2023
      fin: 2023-03
    -- 2023-09-01-again --
    epci: CC de l'Argonne Ardennaise
    convention: CTG
    signature: 28 août 2023
    """)
    assert conventions.ids == ("ctg-argonne-ardennaise-2023",)


def test_a_start_in_the_year_of_the_first_step_joins_while_no_start_is_known() -> None:
    conventions = register(f"""{NEGOTIATION}
    -- 2014-12-20-signed --
    commune: Gennevilliers
    convention: CTG 2014-2017
    signature: 18 décembre 2014
    """)
    assert conventions.ids == ("ctg-gennevilliers-2014",)


def test_the_start_that_a_later_step_gives_is_the_first_year() -> None:
    conventions = register(f"""{NEGOTIATION}
    -- 2014-12-20-agreed --
    commune: Gennevilliers
    convention:
      id: ctg-gennevilliers-2014
      nature: CTG
      etape: accord
      periode: 2015-2018
    -- 2015-04-02-signed --
    commune: Gennevilliers
    convention: CTG 2015-2018
    signature: 30 mars 2015
    """)
    assert conventions.ids == ("ctg-gennevilliers-2014",)


def test_a_typed_id_joins_a_computed_one() -> None:
    conventions = register(f"""{NEGOTIATION}
    -- 2015-04-02-signed --
    commune: Gennevilliers
    convention:
      id: ctg-gennevilliers-2014
      nature: CTG
      periode: 2015-2018
    signature: 30 mars 2015
    """)
    assert conventions.ids == ("ctg-gennevilliers-2014",)
    assert conventions.states("2015-03-29", "2015-04-02") == {
        "2015-03-29": "en_negociation",
        "2015-04-02": "en_vigueur",
    }


def test_a_step_without_id_joins_a_typed_one() -> None:
    conventions = register("""
        -- 2015-04-02-signed --
        commune: Gennevilliers
        convention:
          id: la-ctg
          nature: CTG
          periode: 2015-2018
        signature: 30 mars 2015
        -- 2016-04-02-copil --
        commune: Gennevilliers
        convention: CTG
        copil: 30 mars 2016
    """)
    assert conventions.ids == ("la-ctg",)


def test_an_id_alone_names_the_convention_and_needs_no_nature() -> None:
    conventions = register("""
        -- 2015-04-02-signed --
        commune: Gennevilliers
        convention: CTG 2015-2018
        signature: 30 mars 2015
        -- 2016-04-02-copil --
        convention:
          id: ctg-gennevilliers-2015
          copil: 30 mars 2016
    """)
    assert conventions.ids == ("ctg-gennevilliers-2015",)
    assert conventions.codes("2016-05-01") == []


def test_a_step_after_the_end_is_of_a_new_convention() -> None:
    conventions = register("""
        -- 2015-01-10-signed --
        commune: Sèvres
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2018-12-31-copil --
        commune: Sèvres
        convention: CEJ
        copil: 31 décembre 2018
        -- 2019-01-10-negociation --
        commune: Sèvres
        convention: CEJ
        negociation: 1er janvier 2019
    """)
    assert conventions.ids == ("cej-sevres-2015", "cej-sevres-2019")
    assert len(conventions.corpus.histories["cej-sevres-2015"].reports) == 2


def test_a_resiliation_reported_twice_is_of_one_convention() -> None:
    conventions = register("""
        -- 2015-01-10-signed --
        commune: Sèvres
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2016-07-01-over --
        commune: Sèvres
        convention: CEJ
        resiliation: 30 juin 2016
        -- 2016-07-02-over-again --
        commune: Sèvres
        convention: CEJ
        resiliation: 30 juin 2016
        -- 2016-07-05-new-negociation --
        commune: Sèvres
        convention: CEJ
        negociation: 4 juillet 2016
    """)
    assert conventions.ids == ("cej-sevres-2015", "cej-sevres-2016")


def test_abandoned_negotiations_may_be_resumed() -> None:
    conventions = register(f"""{NEGOTIATION}
    -- 2015-06-02-stopped --
    commune: Gennevilliers
    convention: CTG
    abandon: 1er juin 2015
    -- 2016-06-02-resumed --
    commune: Gennevilliers
    convention: CTG
    negociation: 1er juin 2016
    """)
    assert conventions.ids == ("ctg-gennevilliers-2014",)
    assert conventions.states("2015-05-31", "2015-06-02", "2016-06-01", "2016-06-02") == {
        "2015-05-31": "en_negociation",
        "2015-06-02": "abandonnee",
        "2016-06-01": "abandonnee",
        "2016-06-02": "en_negociation",
    }


def test_other_natures_and_other_territories_are_other_conventions() -> None:
    conventions = register("""
        -- 2015-01-10-a --
        commune: Sèvres
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2015-01-11-b --
        commune: Antony
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2015-01-12-c --
        commune: Sèvres
        convention: CTG 2015-2018
        signature: 5 janvier 2015
        -- 2015-01-13-d --
        communes: Sèvres, Antony
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
    """)
    assert set(conventions.ids) == {
        "cej-sevres-2015",
        "cej-antony-2015",
        "ctg-sevres-2015",
        "cej-sevres-et-autres-2015",
    }


def test_communes_in_another_order_are_the_same_territory() -> None:
    conventions = register("""
        -- 2015-01-10-a --
        communes: Sèvres, Antony
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2016-01-11-b --
        communes: Antony, Sèvres
        convention: CEJ
        copil: 5 janvier 2016
    """)
    assert conventions.ids == ("cej-sevres-et-autres-2015",)


ENLARGED = """
    -- 2015-01-10-a --
    commune: Sèvres
    convention: CEJ 2015-2018
    signature: 5 janvier 2015
    -- 2016-01-11-b --
    commune: Sèvres
    convention:
      nature: CEJ
      avenant: 5 janvier 2016
      territoire:
        commune: Antony
"""


@pytest.mark.parametrize("communes", ["Sèvres", "Sèvres, Antony"])
def test_after_an_avenant_the_territory_is_the_first_one_or_the_enlarged_one(communes: str) -> None:
    conventions = register(f"""{ENLARGED}
    -- 2017-01-11-c --
    communes: {communes}
    convention: CEJ
    bilan: 5 janvier 2017
    """)
    assert conventions.ids == ("cej-sevres-2015",)


def test_two_candidates_are_an_error_that_names_both() -> None:
    conventions = register("""
        -- fiche cej-a --
        nature: CEJ
        commune: Sèvres
        periode: 2015-2018
        -- fiche cej-b --
        nature: CEJ
        commune: Sèvres
        periode: 2017-2020
        -- 2017-03-10-copil --
        commune: Sèvres
        convention: CEJ
        copil: 1er mars 2017
    """)
    found = conventions.only("convention-ambigue", "2017-04-01")
    assert "« cej-a » et « cej-b »" in found.message
    assert found.place.path == "content/articles/2017-03-10-copil.md"
    assert found.stops


def test_a_card_is_a_candidate_for_every_step() -> None:
    conventions = register("""
        -- fiche notre-cej --
        nature: CEJ
        commune: Sèvres
        etape: bilan
        quand: 2019
        periode: 2015-2018
        -- 2015-01-10-signed --
        commune: Sèvres
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
    """)
    assert conventions.ids == ("notre-cej",)


RENEWED = """
    -- 2014-01-10-first --
    commune: Sèvres
    convention: CEJ 2011-2014
    signature: 5 janvier 2011
    -- 2014-12-10-second --
    commune: Sèvres
    convention: CEJ
    renouvellement: 8 décembre 2014
"""


def test_a_renouvellement_opens_its_own_convention_and_replaces_the_one_before() -> None:
    conventions = register(RENEWED)
    assert conventions.ids == ("cej-sevres-2011", "cej-sevres-2014")
    renewed = conventions.convention("2014-12-10", "cej-sevres-2014")
    assert renewed.replaces == ("cej-sevres-2011",)
    assert renewed.period.signature is not None
    assert renewed.period.signature.iso() == "2014-12-08"


def test_a_renouvellement_replaces_nothing_before_its_day() -> None:
    announced = RENEWED.replace("8 décembre 2014", "20 décembre 2014")
    assert register(announced).convention("2014-12-15", "cej-sevres-2014").replaces == ()


def test_a_renouvellement_reported_twice_is_one_convention() -> None:
    conventions = register(f"""{RENEWED}
    -- 2014-12-20-again --
    commune: Sèvres
    convention: CEJ
    renouvellement: décembre 2014
    """)
    assert conventions.ids == ("cej-sevres-2011", "cej-sevres-2014")


def test_a_renouvellement_that_concludes_negotiations_joins_them() -> None:
    conventions = register("""
        -- 2011-01-10-first --
        commune: Sèvres
        convention: CEJ 2011-2014
        signature: 5 janvier 2011
        -- 2015-02-10-negociation --
        commune: Sèvres
        convention: CEJ
        negociation: 9 février 2015
        -- 2015-12-10-second --
        commune: Sèvres
        convention: CEJ
        renouvellement: 8 décembre 2015
    """)
    assert conventions.ids == ("cej-sevres-2011", "cej-sevres-2015")
    assert conventions.convention("2015-12-10", "cej-sevres-2015").replaces == ("cej-sevres-2011",)


def test_a_renouvellement_with_an_id_or_on_a_card_replaces_the_one_before_too() -> None:
    conventions = register("""
        -- fiche cej-ancien --
        nature: CEJ
        commune: Sèvres
        periode: 2011-2014
        -- fiche cej-nouveau --
        nature: CEJ
        commune: Sèvres
        periode: 2015-2018
        renouvellement: 8 décembre 2014
        -- 2018-12-20-third --
        commune: Sèvres
        convention:
          id: cej-dernier
          nature: CEJ
          periode: 2019-2022
        renouvellement: 18 décembre 2018
    """)
    assert conventions.convention("2014-12-08", "cej-nouveau").replaces == ("cej-ancien",)
    assert conventions.convention("2018-12-20", "cej-dernier").replaces == ("cej-nouveau",)


def test_a_renouvellement_without_a_known_predecessor_replaces_nothing() -> None:
    conventions = register("""
        -- 2022-12-14-renewed --
        epci: CC des Crêtes Préardennaises
        convention: CTG
        renouvellement: 13 décembre 2022
    """)
    assert conventions.ids == ("ctg-cretes-preardennaises-2022",)
    assert conventions.convention("2022-12-14").replaces == ()


def test_a_renouvellement_never_replaces_what_only_a_draft_reports() -> None:
    conventions = register(
        RENEWED.replace("convention: CEJ 2011-2014", "brouillon: oui\n    convention: CEJ 2011-2014")
    )
    assert conventions.convention("2014-12-10", "cej-sevres-2014").replaces == ()


def test_a_typed_remplace_is_not_doubled_by_the_computed_one() -> None:
    conventions = register(RENEWED.replace("convention: CEJ\n", "convention: CEJ\n    remplace: autre-cej\n"))
    assert conventions.convention("2014-12-10", "cej-sevres-2014").replaces == ("autre-cej",)


def test_scheduled_posts_count_so_that_an_id_never_depends_on_the_day() -> None:
    conventions = register("""
        -- 2030-01-10-late --
        commune: Sèvres
        convention: CEJ
        signature: 5 janvier 2011
        -- 2014-12-10-copil --
        commune: Sèvres
        convention: CEJ
        copil: 8 décembre 2014
    """)
    assert conventions.ids == ("cej-sevres-2011",)
    assert conventions.states("2014-12-10", "2030-01-10") == {
        "2014-12-10": "en_vigueur",
        "2030-01-10": "en_vigueur",
    }


def test_drafts_come_last_so_that_they_change_no_id() -> None:
    conventions = register("""
        -- 2012-01-10-draft --
        commune: Sèvres
        brouillon: oui
        convention: CEJ
        signature: 5 janvier 2011
        -- 2014-12-10-copil --
        commune: Sèvres
        convention: CEJ
        copil: 8 décembre 2014
    """)
    assert conventions.ids == ("cej-sevres-2014",)


def test_a_computed_id_that_the_same_nature_and_territory_already_has_is_that_convention() -> None:
    conventions = register("""
        -- 2015-01-10-signed --
        commune: Sèvres
        convention: CEJ
        signature: 5 janvier 2015
        -- 2015-07-01-over --
        commune: Sèvres
        convention: CEJ
        resiliation: 30 juin 2015
        -- 2015-09-05-new --
        commune: Sèvres
        convention: CEJ
        signature: 4 septembre 2015
    """)
    assert conventions.ids == ("cej-sevres-2015",)


def test_the_order_of_files_changes_nothing() -> None:
    files = source_files(RENEWED) + source_files(NEGOTIATION)
    expected = linked(files).corpus.histories
    assert all(expected == linked(order).corpus.histories for order in itertools.permutations(files))


@pytest.mark.parametrize(
    ("typed", "is_told"),
    [
        ("cej-sevre-2019", True),
        ("cej-sevrres-2015", True),
        ("cej-sevres-2019", False),
        ("cej-clamart-2015", False),
    ],
)
def test_a_typed_id_that_differs_by_a_letter_or_two_before_the_year_is_reported(
    typed: str, *, is_told: bool
) -> None:
    conventions = register(f"""
        -- 2015-01-10-signed --
        commune: Sèvres
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2015-06-10-copil --
        commune: Antony
        convention:
          id: {typed}
          nature: CEJ
          copil: 5 juin 2015
          fin: 2018
    """)
    assert is_told is ("identifiant-proche" in conventions.codes("2016-01-01"))


def test_a_near_id_is_reported_at_its_line_with_the_other_as_the_remedy() -> None:
    conventions = register("""
        -- 2015-01-10-signed --
        commune: Sèvres
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2015-06-10-copil --
        commune: Sèvres
        convention:
          id: cej-sevre-2015
          copil: 5 juin 2015
    """)
    found = conventions.only("identifiant-proche", "2016-01-01")
    assert ("content/articles/2015-06-10-copil.md", 5) == (found.place.path, found.place.line)
    assert "« cej-sevre-2015 » ressemble beaucoup à « cej-sevres-2015 »." == found.message
    assert "« id: cej-sevres-2015 »" in found.hint


def test_former_communes_of_one_commune_keep_conventions_of_their_own() -> None:
    """Annecy and Seynod have been one commune since 2017."""
    conventions = register("""
        -- 2014-01-10-annecy --
        commune: Annecy (74)
        convention: CEJ 2014-2017
        signature: 8 janvier 2014
        -- 2014-01-11-seynod --
        commune: Seynod
        convention: CEJ 2014-2017
        signature: 9 janvier 2014
    """)
    assert ("cej-annecy-2014", "cej-seynod-2014") == conventions.ids


@given(st.text("abc-", min_size=1, max_size=12), st.text("abc-", min_size=1, max_size=12))
def test_words_two_changes_apart_share_a_piece(one: str, other: str) -> None:
    if _distance(one, other) <= SMALL_DIFFERENCE:
        assert set(_pieces(one)) & set(_possible_pieces(other))
