"""What a convention is on each day: whether it exists, its state, its coverage and its facts."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from support.small_register import Register, register

from bulletin.corpus.lifecycle import reached_through

CEJ = """
    -- 2016-07-11-cej --
    commune: Boulogne-Billancourt
    convention: CEJ 2015-2018
    signature: 5 juillet
"""
SDSF = """
    -- 2017-06-20-signed --
    departement: 08
    convention: SDSF 2017-2020
    signature: juin 2017
    -- 2020-11-10-extended --
    departement: 08
    convention: SDSF
    prolongation: 2 novembre 2020
    nouvelle_fin: 2021
"""
RENEWAL = """
    -- 2022-01-25-renewed --
    departement: 08
    convention: SDSF 2022-2025
    renouvellement: 20 janvier 2022
"""


def communes_of(conventions: Register, day: str, name: str = "") -> set[str]:
    return {commune.ecrit for commune in conventions.convention(day, name).coverage.communes}


# -- existence -------------------------------------------------------------------------------------------


def test_a_convention_exists_from_the_day_on_which_a_post_reports_it() -> None:
    conventions = register(CEJ)
    assert conventions.states("2016-07-10", "2016-07-11") == {"2016-07-10": "", "2016-07-11": "en_vigueur"}


def test_a_convention_of_which_a_post_announces_a_step_exists_and_is_in_negotiation() -> None:
    conventions = register("""
        -- 2016-07-01-cej --
        commune: Boulogne-Billancourt
        convention: CEJ 2015-2018
        signature: 5 juillet 2016
    """)
    assert conventions.states("2016-06-30", "2016-07-01", "2016-07-04", "2016-07-05") == {
        "2016-06-30": "",
        "2016-07-01": "en_negociation",
        "2016-07-04": "en_negociation",
        "2016-07-05": "en_vigueur",
    }


def test_a_card_with_a_step_exists_from_its_day() -> None:
    conventions = register("""
        -- fiche cej-sevres-2015 --
        nature: CEJ
        commune: Sèvres
        periode: 2015-2018
        signature: 5 juillet 2016
    """)
    assert conventions.states("2016-07-04", "2016-07-05") == {"2016-07-04": "", "2016-07-05": "en_vigueur"}


def test_a_card_with_several_steps_exists_from_the_first() -> None:
    conventions = register("""
        -- fiche ctg-sevres-2023 --
        nature: CTG
        commune: Sèvres
        etapes:
          - etape: negociation
            quand: mars 2022
          - etape: signature
            quand: 13 décembre 2022
            periode: 2023-2026
    """)
    assert conventions.states(
        "2022-03-30", "2022-03-31", "2022-12-12", "2022-12-13", "2023-01-01", "2027-01-01"
    ) == {
        "2022-03-30": "",
        "2022-03-31": "en_negociation",
        "2022-12-12": "en_negociation",
        "2022-12-13": "signee",
        "2023-01-01": "en_vigueur",
        "2027-01-01": "echue",
    }


def test_a_card_of_facts_alone_always_exists_and_proves_no_signature() -> None:
    conventions = register("""
        -- fiche cpog-92-2013 --
        nature: CPOG
        departement: 92
        periode: 2013-2017
    """)
    assert conventions.states("1990-01-01", "2015-01-01", "2030-01-01") == dict.fromkeys(
        ("1990-01-01", "2015-01-01", "2030-01-01"), "en_negociation"
    )


def test_a_step_of_a_card_without_a_day_counts_from_the_first_day_of_its_period() -> None:
    conventions = register("""
        -- fiche ctg-sevres-2023 --
        nature: CTG
        commune: Sèvres
        etape: signature
        periode: 2023-2026
    """)
    assert conventions.states("2022-12-31", "2023-01-01") == {"2022-12-31": "", "2023-01-01": "en_vigueur"}
    assert conventions.convention("2023-01-01").period.signature is None


def test_a_step_of_a_card_without_a_day_nor_a_period_is_an_error() -> None:
    conventions = register("""
        -- fiche ctg-sevres-2023 --
        nature: CTG
        commune: Sèvres
        etape: signature
    """)
    assert conventions.only("jour-manquant", "2023-01-01").stops


def test_the_facts_of_a_withdrawn_post_disappear() -> None:
    conventions = register("""
        -- 2016-07-11-cej --
        commune: Boulogne-Billancourt
        convention: CEJ 2015-2018
        signature: 5 juillet
        retire:
          motif: annonce erronée
          le: 1er août 2016
    """)
    assert conventions.states("2016-07-31", "2016-08-01") == {"2016-07-31": "en_vigueur", "2016-08-01": ""}


def test_a_draft_gives_no_convention() -> None:
    assert not register(CEJ.replace("commune:", "brouillon: oui\n    commune:")).statut("2020-01-01")


# -- days of steps ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quand", "first_signed"),
    [
        ("2022", "2022-12-20"),  # the post is published before the last day of the year
        ("2022-T3", "2022-09-30"),
        ("septembre 2022", "2022-09-30"),
        ("12 septembre 2022", "2022-09-12"),
    ],
)
def test_a_partial_day_counts_as_its_last_or_as_the_day_of_its_post_if_that_is_earlier(
    quand: str, first_signed: str
) -> None:
    conventions = register(f"""
        -- 2022-03-10-negociation --
        commune: Sèvres
        convention: CTG
        negociation: 1er mars 2022
        -- 2022-12-20-signed --
        commune: Sèvres
        convention:
          id: ctg-sevres-2022
          periode: 2022-2025
          signature: {quand}
    """)
    convention = conventions.convention("2022-12-20")
    assert convention.signed_on == dt.date.fromisoformat(first_signed)


@pytest.mark.parametrize(
    ("debut", "first_day"),
    [
        ("2023", "2023-01-01"),
        ("2023-T2", "2023-04-01"),
        ("mai 2023", "2023-05-01"),
        ("12/05/2023", "2023-05-12"),
    ],
)
def test_a_start_counts_from_its_first_day(debut: str, first_day: str) -> None:
    conventions = register(f"""
        -- 2022-12-20-signed --
        commune: Sèvres
        convention:
          nature: CTG
          debut: {debut}
          fin: 2026
          signature: 2022
    """)
    begins = dt.date.fromisoformat(first_day)
    before = (begins - dt.timedelta(days=1)).isoformat()
    assert conventions.states(before, first_day) == {before: "signee", first_day: "en_vigueur"}


@pytest.mark.parametrize(
    ("fin", "last_day"),
    [
        ("2026", "2026-12-31"),
        ("2026-T1", "2026-03-31"),
        ("février 2028", "2028-02-29"),
        ("12/05/2026", "2026-05-12"),
    ],
)
def test_an_end_counts_to_its_last_day(fin: str, last_day: str) -> None:
    conventions = register(f"""
        -- 2022-12-20-signed --
        commune: Sèvres
        convention:
          nature: CTG
          debut: 2022
          fin: {fin}
          signature: 2022
    """)
    after = (dt.date.fromisoformat(last_day) + dt.timedelta(days=1)).isoformat()
    assert conventions.states(last_day, after) == {last_day: "en_vigueur", after: "echue"}


def test_an_unknown_start_counts_from_the_signature() -> None:
    conventions = register("""
        -- 2016-07-11-cej --
        commune: Sèvres
        convention:
          nature: CEJ
          fin: 2018
        signature: 5 juillet
    """)
    assert conventions.convention("2016-07-11").begins == dt.date(2016, 7, 5)


# -- states ----------------------------------------------------------------------------------------------


def test_a_prolongation_then_a_renewal_day_by_day() -> None:
    conventions = register(SDSF + RENEWAL)
    days = {
        "2017-06-19": "",
        "2017-06-20": "en_vigueur",
        "2020-11-02": "en_vigueur",
        "2020-12-31": "en_vigueur",
        "2021-01-01": "prolongee",
        "2021-12-31": "prolongee",
        "2022-01-01": "echue",
        "2022-01-24": "echue",
        "2022-01-25": "renouvelee",
        "2030-01-01": "renouvelee",
    }
    assert days == conventions.states(*days, name="sdsf-ardennes-2017")
    assert conventions.situation("2022-01-25", "sdsf-ardennes-2017").replaced_by == ("sdsf-ardennes-2022",)


def test_an_announced_prolongation_extends_nothing_before_its_day() -> None:
    conventions = register("""
        -- 2017-06-20-signed --
        departement: 08
        convention: SDSF 2017-2020
        signature: juin 2017
        -- 2020-06-10-extended --
        convention:
          id: sdsf-ardennes-2017
          prolongation: 15 janvier 2021
          nouvelle_fin: 2021
    """)
    assert conventions.states("2020-12-31", "2021-01-14", "2021-01-15") == {
        "2020-12-31": "en_vigueur",
        "2021-01-14": "echue",
        "2021-01-15": "prolongee",
    }


def test_an_avenant_may_extend_too() -> None:
    conventions = register(SDSF.replace("prolongation:", "avenant:"))
    assert conventions.statut("2021-01-01") == "prolongee"


def test_a_successor_signed_before_the_end_waits_for_it_or_for_its_own_start() -> None:
    conventions = register("""
        -- 2019-01-10-old --
        commune: Sèvres
        convention: CTG 2019-2022
        signature: 5 janvier 2019
        -- 2022-10-10-new --
        commune: Sèvres
        convention: CTG 2023-2026
        signature: 5 octobre 2022
        remplace: ctg-sevres-2019
        -- 2022-10-11-elsewhere --
        commune: Antony
        convention:
          nature: CTG
          debut: juillet 2022
          fin: 2025
          id: ctg-antony-2022
          remplace: ctg-sevres-2019
          negociation: 2022
    """)
    assert conventions.states("2022-10-09", "2022-12-31", "2023-01-01", name="ctg-sevres-2019") == {
        "2022-10-09": "en_vigueur",
        "2022-12-31": "en_vigueur",
        "2023-01-01": "renouvelee",
    }
    assert conventions.situation("2022-12-31", "ctg-sevres-2019").replaced_by == ("ctg-sevres-2023",)


def test_a_successor_that_has_begun_renews_before_the_end() -> None:
    conventions = register("""
        -- 2019-01-10-old --
        commune: Sèvres
        convention: CTG 2019-2022
        signature: 5 janvier 2019
        -- 2021-10-10-new --
        commune: Sèvres
        convention: CTG 2021-2025
        signature: 5 octobre 2021
        remplace: ctg-sevres-2019
    """)
    assert conventions.states("2021-10-09", "2021-10-10", name="ctg-sevres-2019") == {
        "2021-10-09": "en_vigueur",
        "2021-10-10": "renouvelee",
    }


def test_one_convention_may_replace_several_and_several_may_replace_one() -> None:
    conventions = register("""
        -- 2015-01-10-a --
        commune: Sèvres
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2015-01-11-b --
        commune: Antony
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2018-12-10-c --
        communes: Sèvres, Antony
        convention: CTG 2019-2022
        signature: 5 décembre 2018
        remplace:
          - cej-sevres-2015
          - cej-antony-2015
        -- 2018-12-11-d --
        departement: 92
        convention: CTG 2019-2022
        signature: 5 décembre 2018
        remplace: cej-antony-2015
    """)
    assert (
        conventions.statut("2019-01-01", "cej-sevres-2015")
        == conventions.statut("2019-01-01", "cej-antony-2015")
        == "renouvelee"
    )
    assert conventions.situation("2019-01-01", "cej-sevres-2015").replaced_by == (
        "ctg-sevres-et-autres-2019",
    )
    assert conventions.situation("2019-01-01", "cej-antony-2015").replaced_by == (
        "ctg-hauts-de-seine-2019",
        "ctg-sevres-et-autres-2019",
    )


def test_a_resiliation_is_the_last_day_and_the_end() -> None:
    conventions = register(f"""{CEJ}
    -- 2017-05-10-over --
    commune: Boulogne-Billancourt
    convention: CEJ
    resiliation: 30 juin 2017
    """)
    assert conventions.states("2017-06-29", "2017-06-30", "2017-07-01", "2030-01-01") == {
        "2017-06-29": "en_vigueur",
        "2017-06-30": "en_vigueur",
        "2017-07-01": "resiliee",
        "2030-01-01": "resiliee",
    }
    assert conventions.convention("2017-06-29").ends == dt.date(2018, 12, 31)
    assert conventions.convention("2017-06-30").ends == dt.date(2017, 6, 30)


def test_no_known_end_keeps_a_convention_in_force() -> None:
    conventions = register("""
        -- 2016-07-11-cej --
        commune: Sèvres
        convention: CEJ
        signature: 5 juillet
    """)
    assert conventions.statut("2050-01-01") == "en_vigueur"


@pytest.mark.parametrize(
    "etape",
    ["signature", "renouvellement", "avenant", "prolongation", "retrait", "copil", "bilan", "resiliation"],
)
def test_some_steps_prove_a_signature_from_their_own_day(etape: str) -> None:
    conventions = register(f"""
        -- 2015-07-11-negociation --
        commune: Sèvres
        convention: CEJ 2015-2018
        negociation: 5 juillet 2015
        -- 2016-07-11-proof --
        commune: Sèvres
        convention: CEJ 2015-2018
        {etape}: 20 juillet 2016
        {"nouvelle_fin: 2019" if etape == "prolongation" else ""}
    """)
    assert conventions.states("2016-07-19", "2016-07-20") == {
        "2016-07-19": "en_negociation",
        "2016-07-20": "en_vigueur",
    }
    is_signature = etape in {"signature", "renouvellement"}
    assert is_signature is (conventions.convention("2016-07-20").period.signature is not None)


@pytest.mark.parametrize(
    "etape", ["proposition", "negociation", "diagnostic", "accord", "deliberation", "autre"]
)
def test_the_other_steps_prove_nothing(etape: str) -> None:
    conventions = register(f"""
        -- 2016-07-11-step --
        commune: Sèvres
        convention:
          nature: CEJ
          periode: 2015-2018
          etape: {etape}
          libelle: {etape}
    """)
    assert conventions.statut("2020-01-01") == "en_negociation"


def test_a_mere_mention_proves_nothing() -> None:
    conventions = register("""
        -- 2016-07-11-a --
        commune: Sèvres
        convention: CEJ 2015-2018
        -- 2016-07-12-b --
        commune: Sèvres
        convention: CEJ 2015-2018
    """)
    assert conventions.statut("2016-07-12") == "en_negociation"
    assert conventions.codes("2016-07-12") == ["etape-absente", "etape-absente"]


def test_several_posts_on_one_step_are_one_convention_and_its_day_is_the_most_precise() -> None:
    conventions = register(f"""{CEJ}
    -- 2016-09-01-again --
    commune: Boulogne-Billancourt
    convention: CEJ 2015-2018
    signature: juillet 2016
    """)
    signature = conventions.convention("2016-09-01").period.signature
    assert signature is not None
    assert signature.iso() == "2016-07-05"
    assert conventions.codes("2016-09-01") == []


def test_an_announced_step_does_not_change_the_state_even_where_it_gives_the_period() -> None:
    conventions = register("""
        -- 2016-01-11-signed --
        commune: Sèvres
        convention: CEJ
        signature: 5 janvier 2016
        -- 2016-02-01-announced --
        commune: Sèvres
        convention:
          id: cej-sevres-2016
          copil: 1er décembre 2016
          debut: juin 2016
          fin: septembre 2016
    """)
    assert conventions.states("2016-03-01", "2016-11-30", "2016-12-01") == {
        "2016-03-01": "en_vigueur",
        "2016-11-30": "en_vigueur",
        "2016-12-01": "echue",
    }


def test_the_period_of_an_announced_signature_is_shown() -> None:
    conventions = register("""
        -- 2022-11-01-announced --
        commune: Sèvres
        convention: CTG 2023-2026
        signature: 15 décembre 2022
    """)
    period = conventions.convention("2022-11-01").period
    assert period.debut is not None
    assert period.debut.iso() == "2023"


# -- the end comes near ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fin", "months", "first", "last"),
    [
        ("2018", 6, "2018-06-30", "2018-12-31"),
        ("août 2018", 6, "2018-02-28", "2018-08-31"),
        ("15/03/2018", 6, "2017-09-15", "2018-03-15"),
        ("2018", 3, "2018-09-30", "2018-12-31"),
    ],
)
def test_the_end_is_near_from_so_many_calendar_months_before_to_the_last_day(
    fin: str, months: int, first: str, last: str
) -> None:
    conventions = register(
        f"""
        -- 2016-07-11-cej --
        commune: Sèvres
        convention:
          nature: CEJ
          debut: 2015
          fin: {fin}
        signature: 5 juillet
        """,
        alerte_mois=months,
    )
    one = dt.timedelta(days=1)
    before = (dt.date.fromisoformat(first) - one).isoformat()
    after = (dt.date.fromisoformat(last) + one).isoformat()
    assert [False, True, True, False] == [
        conventions.situation(day).fin_proche for day in (before, first, last, after)
    ]


def test_the_end_is_not_near_once_a_successor_is_signed_nor_in_negotiation() -> None:
    conventions = register(
        SDSF + RENEWAL.replace("2022-01-25", "2021-11-25").replace("20 janvier 2022", "20 novembre 2021")
    )
    assert conventions.situation("2021-11-24", "sdsf-ardennes-2017").fin_proche
    assert not conventions.situation("2021-11-25", "sdsf-ardennes-2017").fin_proche
    negotiation = register(CEJ.replace("signature:", "accord:"))
    assert not negotiation.situation("2018-12-01").fin_proche


# -- coverage --------------------------------------------------------------------------------------------


def test_an_epci_alone_covers_its_members() -> None:
    conventions = register("""
        -- 2022-12-14-ctg --
        epci: CC de l'Argonne Ardennaise
        convention: CTG 2023-2026
        signature: 2022
    """)
    covered = communes_of(conventions, "2023-01-01")
    assert "Vouziers" in covered
    assert len(covered) > 80
    convention = conventions.convention("2023-01-01")
    assert reached_through(convention, "08490") == "groupement"
    assert not reached_through(convention, "08105")


def test_an_epci_with_communes_signs_and_covers_only_those() -> None:
    conventions = register("""
        -- 2022-12-14-ctg --
        epci: CC de l'Argonne Ardennaise
        communes: Vouziers, Grandpré
        convention: CTG 2023-2026
        signature: 2022
    """)
    assert communes_of(conventions, "2023-01-01") == {"Vouziers", "Grandpré"}
    assert reached_through(conventions.convention("2023-01-01"), "08490") == "groupement"


def test_a_departement_alone_covers_it_as_a_whole_without_a_list() -> None:
    conventions = register(SDSF)
    convention = conventions.convention("2018-01-01")
    assert convention.coverage.communes == ()
    assert (reached_through(convention, "08105"), reached_through(convention, "92012")) == ("departement", "")


@pytest.mark.parametrize("nature", ["COG", "CPOG", "IDEAL"])
def test_some_natures_stay_on_the_page_of_the_departement(nature: str) -> None:
    conventions = register(SDSF.replace("SDSF", nature))
    assert not reached_through(conventions.convention("2018-01-01"), "08105")


def test_several_communes_each_sign() -> None:
    conventions = register("""
        -- 2015-01-10-a --
        communes: Sèvres, Antony
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
    """)
    assert {reached_through(conventions.convention("2015-01-10"), code) for code in ("92072", "92002")} == {
        "commune"
    }


ENLARGED = """
    -- 2015-01-10-signed --
    commune: Sèvres
    convention: CEJ 2015-2018
    signature: 5 janvier 2015
    -- 2016-01-11-avenant --
    commune: Sèvres
    convention:
      nature: CEJ
      avenant: 1er février 2016
      territoire:
        communes: Antony, Vanves
    -- 2016-12-11-retrait --
    commune: Sèvres
    convention:
      nature: CEJ
      retrait: 31 décembre 2016
      territoire:
        commune: Vanves
    -- 2017-01-11-copil --
    convention:
      id: cej-sevres-2015
      copil: 10 janvier 2017
      territoire:
        commune: Clamart
"""


def test_avenants_add_communes_and_retraits_take_them_from_their_day() -> None:
    conventions = register(ENLARGED)
    assert [
        {"Sèvres"},
        {"Sèvres", "Antony", "Vanves"},
        {"Sèvres", "Antony", "Vanves"},
        {"Sèvres", "Antony"},
    ] == [communes_of(conventions, day) for day in ("2016-01-31", "2016-02-01", "2016-12-30", "2016-12-31")]


def test_other_steps_after_the_signature_leave_the_territory() -> None:
    assert communes_of(register(ENLARGED), "2017-02-01") == {"Sèvres", "Antony"}


def test_the_latest_signature_that_states_a_territory_gives_it() -> None:
    conventions = register("""
        -- 2014-01-10-negociation --
        commune: Sèvres
        convention:
          id: cej-92
          nature: CEJ
          negociation: 5 janvier 2014
          territoire:
            communes: Sèvres, Vanves, Antony
        -- 2015-01-10-signed --
        commune: Clamart
        convention:
          id: cej-92
          signature: 5 janvier 2015
          territoire:
            communes: Sèvres, Vanves
    """)
    assert communes_of(conventions, "2014-06-01") == {"Sèvres", "Vanves", "Antony"}
    assert communes_of(conventions, "2015-06-01") == {"Sèvres", "Vanves"}


def test_without_one_the_latest_earlier_step_that_states_one_gives_it() -> None:
    conventions = register("""
        -- 2014-01-10-negociation --
        commune: Clamart
        convention:
          id: cej-92
          nature: CEJ
          negociation: 5 janvier 2014
          territoire:
            communes: Sèvres, Vanves
        -- 2015-01-10-signed --
        commune: Clamart
        convention:
          id: cej-92
          signature: 5 janvier 2015
    """)
    assert communes_of(conventions, "2015-06-01") == {"Sèvres", "Vanves"}


def test_without_any_the_own_territory_of_the_signatures_post_gives_it_else_of_the_first() -> None:
    conventions = register("""
        -- 2014-01-10-negociation --
        communes: Sèvres, Vanves
        convention:
          id: cej-92
          nature: CEJ
          negociation: 5 janvier 2014
        -- 2014-02-10-deliberation --
        commune: Antony
        convention:
          id: cej-92
          deliberation: 5 février 2014
        -- 2015-01-10-signed --
        commune: Sèvres
        convention:
          id: cej-92
          signature: 5 janvier 2015
    """)
    assert communes_of(conventions, "2014-06-01") == {"Sèvres", "Vanves"}
    assert communes_of(conventions, "2015-06-01") == {"Sèvres"}


def test_an_announced_steps_territory_counts_only_when_no_earlier_one_is_known() -> None:
    announced = """
        -- 2014-12-10-announced --
        communes: Sèvres, Vanves
        convention:
          id: cej-92
          nature: CEJ
          signature: 5 janvier 2015
    """
    assert communes_of(register(announced), "2014-12-15") == {"Sèvres", "Vanves"}
    conventions = register(f"""{announced}
        -- 2014-01-10-negociation --
        commune: Sèvres
        convention:
          id: cej-92
          negociation: 5 janvier 2014
    """)
    assert communes_of(conventions, "2014-12-15") == {"Sèvres"}
    assert communes_of(conventions, "2015-01-05") == {"Sèvres", "Vanves"}


@pytest.mark.parametrize(
    ("own", "expected"), [("", {"Sèvres", "Vanves"}), ("  territoire: Antony", {"Antony"})]
)
def test_a_signature_that_states_no_territory_leaves_that_of_the_card(own: str, expected: set[str]) -> None:
    conventions = register(f"""
        -- fiche cej-92 --
        nature: CEJ
        communes: Sèvres, Vanves
        -- 2015-01-10-signed --
        commune: Clamart
        convention:
          id: cej-92
          signature: 5 janvier 2015
        {own}
    """)
    assert expected == communes_of(conventions, "2015-01-10")


# -- facts -----------------------------------------------------------------------------------------------

FACTS = """
    -- 2015-01-10-signed --
    commune: Sèvres
    convention:
      nature: CEJ
      periode: 2015-2018
      signature: 5 janvier 2015
      intitule: Contrat enfance
      axes:
        - Petite enfance
        - Jeunesse
      parties:
        - Caf des Hauts-de-Seine
        - nom: Ville de Sèvres
          type: commune
      montants:
        - environ 4,9 M€ de prestation enfance jeunesse, 55 % du reste à charge de la Ville
        - 10 000 € de formation
    -- 2016-01-11-bilan --
    commune: Sèvres
    convention:
      nature: CEJ
      bilan: 5 janvier 2016
      intitule: Contrat enfance et jeunesse
      axes:
        - jeunesse
        - Parentalité
      parties:
        - Ville de Sèvres
        - MSA
      montants:
        - 4 900 000 € de Prestation enfance jeunesse
        - 20 000 € de formation
"""


def test_a_later_text_replaces_an_earlier_one() -> None:
    conventions = register(FACTS)
    assert conventions.convention("2015-01-10").intitule == "Contrat enfance"
    assert conventions.convention("2016-01-11").intitule == "Contrat enfance et jeunesse"


def test_lists_are_united_in_the_order_of_the_first_report() -> None:
    convention = register(FACTS).convention("2016-01-11")
    assert convention.axes == ("Petite enfance", "jeunesse", "Parentalité")
    assert [(one.nom, one.type) for one in convention.parties] == [
        ("Caf des Hauts-de-Seine", ""),
        ("Ville de Sèvres", "commune"),
        ("MSA", ""),
    ]


def test_two_reports_of_one_amount_are_one_that_loses_nothing() -> None:
    amounts = register(FACTS).convention("2016-01-11").montants
    assert [Decimal(4_900_000), Decimal(10_000), Decimal(20_000)] == [one.valeur for one in amounts]
    assert (Decimal(55), "reste à charge de la Ville", False) == (
        amounts[0].part,
        amounts[0].base,
        amounts[0].estime,
    )


def test_the_parties_of_an_announced_step_count_only_when_no_earlier_ones_are_known() -> None:
    announced = FACTS.replace("2016-01-11-bilan", "2015-06-11-bilan")
    names = {one.nom for one in register(announced).convention("2015-12-01").parties}
    assert names == {"Caf des Hauts-de-Seine", "Ville de Sèvres"}
    alone = announced.replace("2015-01-10-signed", "2014-12-10-signed").replace(
        "2015-06-11-bilan", "2016-01-11-bilan"
    )
    assert {one.nom for one in register(alone).convention("2014-12-10").parties} == names


def test_remplace_counts_from_the_day_of_the_step_that_states_it() -> None:
    conventions = register("""
        -- 2015-01-10-old --
        commune: Sèvres
        convention: CEJ 2015-2018
        signature: 5 janvier 2015
        -- 2018-01-10-new --
        commune: Sèvres
        convention: CTG 2018-2021
        signature: 5 janvier 2018
        -- 2018-03-01-bilan --
        commune: Sèvres
        convention:
          nature: CTG
          bilan: 15 mars 2018
          remplace: cej-sevres-2015
    """)
    assert conventions.states("2018-03-14", "2018-03-15", name="cej-sevres-2015") == {
        "2018-03-14": "en_vigueur",
        "2018-03-15": "renouvelee",
    }
