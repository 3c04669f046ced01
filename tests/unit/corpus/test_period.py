"""The start and the end of a convention, as steps report them one after the other."""

from __future__ import annotations

import datetime as dt

import pytest

from bulletin.content.model.convention import Etape, EtapeNom
from bulletin.corpus.period import Period, agree, merged, period_of
from bulletin.french.dates import PartialDate
from bulletin.french.typed_dates import parse_duration, parse_partial


def date(text: str) -> PartialDate:
    found = parse_partial(text)
    assert isinstance(found, PartialDate)
    return found


def step(name: str, day: str, **typed: str) -> Etape:
    """A step on a day; its dates are typed as in a front matter."""
    dates = {key: date(value) for key, value in typed.items() if key not in {"libelle", "duree"}}
    return Etape(
        nature="CTG",
        etape=EtapeNom(name),
        libelle=typed.get("libelle", ""),
        quand=dates.get("quand", date(day)),
        jour=dt.date.fromisoformat(day),
        debut=dates.get("debut"),
        fin=dates.get("fin"),
        duree=parse_duration(typed["duree"]) if "duree" in typed else None,
        nouvelle_fin=dates.get("nouvelle_fin"),
    )


def after(*steps: Etape) -> Period:
    return period_of(steps)


SIGNED = step("signature", "2017-01-10", debut="2017", fin="2020")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2021", "2021-06", "2021-06"),
        ("2021-06", "2021", "2021-06"),
        ("2021-T2", "2021-06-30", "2021-06-30"),
        ("2021-06-30", "2021-T2", "2021-06-30"),
        ("2021", "2022", "2022"),
        ("2021-06-30", "2021-07-01", "2021-07-01"),
        ("2021-T1", "2021-06", "2021-06"),
    ],
)
def test_a_more_precise_date_completes_and_another_replaces(old: str, new: str, expected: str) -> None:
    assert date(expected) == merged(date(old), date(new))


def test_an_unknown_date_neither_replaces_nor_contradicts() -> None:
    assert merged(date("2021"), None) == date("2021") == merged(None, date("2021"))
    assert agree(None, date("2021"))


def test_two_dates_agree_when_a_day_satisfies_both() -> None:
    assert agree(date("2021"), date("2021-12-31"))
    assert agree(date("2021-T4"), date("2021-10"))
    assert not agree(date("2021-T1"), date("2021-04"))


def test_a_later_end_replaces_an_earlier_one_and_so_does_a_later_start() -> None:
    period = after(SIGNED, step("bilan", "2018-01-10", debut="2016", fin="2019"))
    assert (date("2016"), date("2019")) == (period.debut, period.fin)
    assert date("2019") == period.fin_initiale


def test_a_prolongation_keeps_the_first_end_apart() -> None:
    period = after(SIGNED, step("prolongation", "2020-11-02", nouvelle_fin="2021"))
    assert (date("2021"), date("2020"), True) == (period.fin, period.fin_initiale, period.is_extended)


def test_a_prolongation_that_also_gives_the_first_end_extends_it() -> None:
    period = after(step("prolongation", "2015-03-01", debut="2011", fin="2014", nouvelle_fin="2015-12-31"))
    assert (date("2015-12-31"), date("2014"), True) == (period.fin, period.fin_initiale, period.is_extended)


def test_a_prolongation_that_gives_the_new_end_twice_keeps_the_first_one() -> None:
    period = after(SIGNED, step("prolongation", "2020-11-02", debut="2017", fin="2021", nouvelle_fin="2021"))
    assert (date("2021"), date("2020")) == (period.fin, period.fin_initiale)


def test_a_second_prolongation_keeps_the_very_first_end() -> None:
    period = after(
        SIGNED,
        step("prolongation", "2020-11-02", nouvelle_fin="2021"),
        step("avenant", "2021-11-02", nouvelle_fin="2022-06"),
    )
    assert (date("2022-06"), date("2020")) == (period.fin, period.fin_initiale)


def test_a_prolongation_reported_again_less_precisely_loses_nothing() -> None:
    period = after(
        SIGNED,
        step("prolongation", "2020-11-02", nouvelle_fin="2021-06-30"),
        step("prolongation", "2020-11-02", nouvelle_fin="2021"),
    )
    assert date("2021-06-30") == period.fin


@pytest.mark.parametrize(
    ("fin", "end", "first_end"),
    [
        ("2020-12-31", "2021", "2020-12-31"),  # the first end, reported again more precisely
        ("2021-06-30", "2021-06-30", "2020"),  # the extended end, more precisely
        ("2023", "2023", "2020"),  # neither: the later report wins
    ],
)
def test_an_end_reported_after_a_prolongation_is_compared_with_the_end_it_can_mean(
    fin: str, end: str, first_end: str
) -> None:
    extended = step("prolongation", "2020-11-02", nouvelle_fin="2021")
    period = after(SIGNED, extended, step("bilan", "2021-02-01", fin=fin))
    assert (date(end), date(first_end)) == (period.fin, period.fin_initiale)


def test_the_first_end_may_stay_unknown_under_a_prolongation() -> None:
    period = after(
        step("signature", "2017-01-10"),
        step("prolongation", "2020-11-02", nouvelle_fin="2021"),
        step("bilan", "2021-02-01", fin="2022"),
    )
    assert (date("2022"), None) == (period.fin, period.fin_initiale)


def test_a_resiliation_gives_the_last_day_whatever_is_reported_after() -> None:
    period = after(SIGNED, step("resiliation", "2018-06-30"), step("bilan", "2018-09-01", fin="2020-12-31"))
    assert (date("2018-06-30"), dt.date(2018, 6, 30)) == (period.fin, period.resiliation)
    assert date("2020-12-31") == period.fin_initiale


def test_a_resiliation_known_to_the_year_keeps_its_precision_and_counts_as_its_last_day() -> None:
    period = after(SIGNED, step("resiliation", "2018-12-31", quand="2018"))
    assert (date("2018"), dt.date(2018, 12, 31)) == (period.fin, period.resiliation)


def test_a_resiliation_in_the_year_of_an_earlier_article_ends_on_the_day_of_the_article() -> None:
    period = after(SIGNED, step("resiliation", "2018-06-15", quand="2018"))
    assert date("2018-06-15") == period.fin


def test_a_resiliation_reported_twice_ends_on_the_first_day() -> None:
    period = after(SIGNED, step("resiliation", "2018-06-30"), step("resiliation", "2018-07-10"))
    assert date("2018-06-30") == period.fin


@pytest.mark.parametrize(
    ("signature", "debut", "expected"),
    [
        ("2016-07-05", "2015", "2018"),
        ("2016-07-05", "2015-03", "2019-02"),
        ("2016-07-05", "2015-T2", "2019-T1"),
        ("2016-07-05", "2015-03-12", "2019-03-11"),
        ("2016-07-05", None, "2020-07-04"),
        ("2016", None, "2019"),
    ],
)
def test_a_duration_counts_from_the_start_else_from_the_signature(
    signature: str, debut: str | None, expected: str
) -> None:
    signed = {"quand": signature, "duree": "4 ans"} | ({"debut": debut} if debut else {})
    period = after(step("signature", "2016-07-05", **signed))
    assert date(expected) == period.fin == period.fin_initiale


def test_a_duration_waits_for_a_start_and_yields_to_an_end() -> None:
    assert after(step("negociation", "2014-11-07", duree="4 ans")).fin is None
    assert date("2016") == after(step("signature", "2014-11-07", debut="2014", duree="4 ans", fin="2016")).fin


def test_a_prolongation_extends_the_end_that_a_duration_gives() -> None:
    period = after(
        step("signature", "2017-01-10", debut="2017", duree="4 ans"),
        step("prolongation", "2020-11-02", nouvelle_fin="2021"),
    )
    assert (date("2021"), date("2020")) == (period.fin, period.fin_initiale)


def test_only_a_signature_or_a_renouvellement_gives_the_day_of_signature() -> None:
    assert after(step("copil", "2017-03-01"), step("avenant", "2018-03-01")).signature is None
    assert date("2017-06-13") == after(step("renouvellement", "2017-06-13")).signature


def test_an_announced_step_gives_a_period_only_where_none_is_known() -> None:
    announced = step("signature", "2015-03-31", debut="2015", fin="2018")
    assert (date("2015"), date("2018")) == (
        period_of((), (announced,)).debut,
        period_of((), (announced,)).fin,
    )
    known = step("negociation", "2014-11-07", debut="2016", fin="2019")
    assert (date("2016"), date("2019")) == (
        period_of((known,), (announced,)).debut,
        period_of((known,), (announced,)).fin,
    )


@pytest.mark.parametrize("name", ["prolongation", "resiliation", "abandon"])
def test_an_announced_step_extends_ends_and_stops_nothing(name: str) -> None:
    nouvelle_fin = {"nouvelle_fin": "2021"} if name == "prolongation" else {}
    assert after(SIGNED) == period_of((SIGNED,), (step(name, "2019-05-05", **nouvelle_fin),))


@pytest.mark.parametrize(
    ("later", "expected"),
    [
        (step("negociation", "2016-01-05"), False),
        (step("signature", "2016-01-05"), False),
        (step("autre", "2016-01-05", libelle="Reprise des discussions"), False),
        (step("autre", "2016-01-05"), True),
        (step("abandon", "2016-01-05"), True),
    ],
)
def test_an_abandon_holds_until_a_later_step_which_a_mere_mention_is_not(
    later: Etape, *, expected: bool
) -> None:
    assert expected is after(step("abandon", "2015-06-01"), later).is_abandoned
