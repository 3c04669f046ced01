"""How days, hours, periods and durations are read, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.spaces import NBSP

from bulletin.diagnostics import Unreadable
from bulletin.french.dates import DayMonth, Duree, Moment, MomentSansAnnee, PartialDate, Span
from bulletin.french.typed_dates import (
    parse_day,
    parse_duration,
    parse_moment,
    parse_partial,
    parse_period,
    parse_span,
    parse_time,
    settle,
)

PARIS = ZoneInfo("Europe/Paris")


@pytest.mark.parametrize(
    "typed",
    [
        "2016-07-12",
        "2016-7-12",
        "12/07/2016",
        "12/7/2016",
        "12 juillet 2016",
        "12 Juillet 2016",
        "12 juil. 2016",
        "le 12 juillet 2016",
        "mardi 12 juillet 2016",
        f"12{NBSP}juillet{NBSP}2016",
        "2016-07-12T10:00",
    ],
)
def test_a_day_is_read_in_every_usual_form(typed: str) -> None:
    assert parse_day(typed) == date(2016, 7, 12)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1er mars 2015", date(2015, 3, 1)),
        ("5 DÉC. 2014", date(2014, 12, 5)),
        ("3 aout 2014", date(2014, 8, 3)),
        ("12 juillet", DayMonth(7, 12)),
        ("le 29 février", DayMonth(2, 29)),
    ],
)
def test_months_are_words_and_a_year_may_be_missing(typed: str, expected: date | DayMonth) -> None:
    assert expected == parse_day(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2015", PartialDate(2015)),
        ("en 2022", PartialDate(2022)),
        ("année 2021", PartialDate(2021)),
        ("l’année 2021", PartialDate(2021)),
        ("2015-03", PartialDate(2015, 3)),
        ("03/2015", PartialDate(2015, 3)),
        ("mars 2015", PartialDate(2015, 3)),
        ("2015-T1", PartialDate(2015, quarter=1)),
        ("T1 2015", PartialDate(2015, quarter=1)),
        ("premier trimestre 2015", PartialDate(2015, quarter=1)),
        ("1er trimestre 2015", PartialDate(2015, quarter=1)),
        ("2e trimestre 2015", PartialDate(2015, quarter=2)),
        ("Troisième trimestre 2015", PartialDate(2015, quarter=3)),
        ("12 mars 2015", PartialDate(2015, 3, 12)),
        ("12 mars", DayMonth(3, 12)),
    ],
)
def test_a_partial_date_is_as_precise_as_typed(typed: str, expected: PartialDate | DayMonth) -> None:
    assert expected == parse_partial(typed)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_day_is_read_from_its_iso_form_and_from_figures(day: date) -> None:
    assert day == parse_day(day.isoformat())
    assert day == parse_day(f"{day.day}/{day.month}/{day.year}")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("14 h", time(14)),
        ("14h", time(14)),
        ("14 h 30", time(14, 30)),
        ("14h30", time(14, 30)),
        ("14:30", time(14, 30)),
        ("9:00", time(9)),
        ("0 h 05", time(0, 5)),
        (f"14{NBSP}h{NBSP}30", time(14, 30)),
    ],
)
def test_an_hour_is_read_in_every_usual_form(typed: str, expected: time) -> None:
    assert expected == parse_time(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("8 décembre 2014 à 14 h", Moment(date(2014, 12, 8), time(14))),
        ("8 décembre 2014 de 14 h", Moment(date(2014, 12, 8), time(14))),
        ("8 décembre 2014, 14 h 30", Moment(date(2014, 12, 8), time(14, 30))),
        ("2014-12-08T14:00", Moment(date(2014, 12, 8), time(14))),
        ("2014-12-08T14:00:00", Moment(date(2014, 12, 8), time(14))),
        ("2014-12-08 14:00", Moment(date(2014, 12, 8), time(14))),
        ("8 décembre 2014", Moment(date(2014, 12, 8))),
        ("8 décembre 14h30", MomentSansAnnee(DayMonth(12, 8), time(14, 30))),
    ],
)
def test_a_moment_is_a_day_and_perhaps_an_hour(typed: str, expected: Moment | MomentSansAnnee) -> None:
    assert expected == parse_moment(typed)


NOVEMBER_21 = Moment(date(2014, 11, 21))
NOVEMBER_22 = Moment(date(2014, 11, 22))
NINE_TO_FIVE = Span(Moment(date(2014, 11, 21), time(9)), Moment(date(2014, 11, 22), time(17)))


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("21 novembre", Span(MomentSansAnnee(DayMonth(11, 21)))),
        ("21/11/2014", Span(NOVEMBER_21)),
        ("le 21 novembre 2014", Span(NOVEMBER_21)),
        (
            "du 21 au 22 novembre",
            Span(MomentSansAnnee(DayMonth(11, 21)), MomentSansAnnee(DayMonth(11, 22))),
        ),
        ("du 21 au 22 novembre 2014", Span(NOVEMBER_21, NOVEMBER_22)),
        ("21 et 22 novembre 2014", Span(NOVEMBER_21, NOVEMBER_22)),
        ("les 21 et 22 novembre 2014", Span(NOVEMBER_21, NOVEMBER_22)),
        ("du vendredi 21 au samedi 22 novembre 2014", Span(NOVEMBER_21, NOVEMBER_22)),
        ("2014-11-21 au 2014-11-22", Span(NOVEMBER_21, NOVEMBER_22)),
        ("du 21 novembre 2014 au 22 novembre", Span(NOVEMBER_21, NOVEMBER_22)),
        ("du 30 novembre au 2 décembre 2014", Span(Moment(date(2014, 11, 30)), Moment(date(2014, 12, 2)))),
        ("du 30 décembre au 2 janvier 2015", Span(Moment(date(2014, 12, 30)), Moment(date(2015, 1, 2)))),
        ("du 30 décembre 2014 au 2 janvier", Span(Moment(date(2014, 12, 30)), Moment(date(2015, 1, 2)))),
        ("du 21 novembre à 9 h au 22 novembre 2014 à 17 h", NINE_TO_FIVE),
        ("du 21 à 9 h au 22 novembre 2014 à 17 h", NINE_TO_FIVE),
        ("du 21 au 22 novembre 2014, de 9 h à 17 h", NINE_TO_FIVE),
        ("2014-11-21T09:00 au 2014-11-22T17:00", NINE_TO_FIVE),
        (
            "8 décembre 2014 de 14 h à 17 h",
            Span(Moment(date(2014, 12, 8), time(14)), Moment(date(2014, 12, 8), time(17))),
        ),
        (
            "8 décembre, 14h-17h",
            Span(MomentSansAnnee(DayMonth(12, 8), time(14)), MomentSansAnnee(DayMonth(12, 8), time(17))),
        ),
        ("8 décembre 2014 à 14 h", Span(Moment(date(2014, 12, 8), time(14)))),
        ("2014-12-08T14:00", Span(Moment(date(2014, 12, 8), time(14)))),
    ],
)
def test_an_event_lasts_from_a_moment_to_another(typed: str, expected: Span) -> None:
    assert expected == parse_span(typed)


def test_days_typed_in_the_wrong_order_stay_in_that_order() -> None:
    expected = Span(NOVEMBER_22, NOVEMBER_21)
    assert expected == parse_span("du 22 novembre 2014 au 21 novembre")


@pytest.mark.parametrize(
    ("typed", "debut", "fin"),
    [
        ("2015-2018", PartialDate(2015), PartialDate(2018)),
        ("2015–2018", PartialDate(2015), PartialDate(2018)),
        ("2015/2018", PartialDate(2015), PartialDate(2018)),
        ("2015 à 2018", PartialDate(2015), PartialDate(2018)),
        ("de 2015 à 2018", PartialDate(2015), PartialDate(2018)),
        ("2018-2015", PartialDate(2018), PartialDate(2015)),
        ("2015", PartialDate(2015), PartialDate(2015)),
        ("2015-03", PartialDate(2015, 3), PartialDate(2015, 3)),
        ("mars 2015 à mars 2019", PartialDate(2015, 3), PartialDate(2019, 3)),
        ("d’avril 2021 à 2022", PartialDate(2021, 4), PartialDate(2022)),
        ("2015-T1 à 2016-T2", PartialDate(2015, quarter=1), PartialDate(2016, quarter=2)),
        ("1er janvier 2015 au 31 décembre 2018", PartialDate(2015, 1, 1), PartialDate(2018, 12, 31)),
        ("du 1er janvier 2015 au 31 décembre 2018", PartialDate(2015, 1, 1), PartialDate(2018, 12, 31)),
        ("01/01/2015 - 31/12/2018", PartialDate(2015, 1, 1), PartialDate(2018, 12, 31)),
        ("2017-03-14/2018-03-14", PartialDate(2017, 3, 14), PartialDate(2018, 3, 14)),
        ("du 1er janvier au 31 décembre 2015", PartialDate(2015, 1, 1), PartialDate(2015, 12, 31)),
        ("du 1er janvier 2015 au 31 décembre", PartialDate(2015, 1, 1), PartialDate(2015, 12, 31)),
        ("du 1er au 31 mars 2015", PartialDate(2015, 3, 1), PartialDate(2015, 3, 31)),
    ],
)
def test_a_period_has_two_ends(typed: str, debut: PartialDate, fin: PartialDate) -> None:
    assert (debut, fin) == parse_period(typed)


@pytest.mark.parametrize(
    ("typed", "mois"),
    [
        ("4 ans", 48),
        ("1 an", 12),
        ("une année", 12),
        ("quatre ans", 48),
        ("18 mois", 18),
        ("dix-huit mois", 18),
        ("3 ans et 6 mois", 42),
    ],
)
def test_a_duration_is_a_number_of_months(typed: str, mois: int) -> None:
    assert Duree(mois) == parse_duration(typed)


@pytest.mark.parametrize(
    ("parse", "typed", "code"),
    [
        (parse_day, "bientôt", "date-illisible"),
        (parse_day, "2015", "date-illisible"),
        (parse_day, "12/07/16", "date-illisible"),
        (parse_day, "", "date-illisible"),
        (parse_day, "2015-00-10", "date-impossible"),
        (parse_day, "0 mars 2015", "date-impossible"),
        (parse_day, "12 mars 1815", "date-impossible"),
        (parse_day, "12 mars 2201", "date-impossible"),
        (parse_day, "30 février", "date-impossible"),
        (parse_partial, "fin 2021", "date-illisible"),
        (parse_partial, "mars", "date-illisible"),
        (parse_partial, "2015-13", "date-impossible"),
        (parse_partial, "2015-T5", "date-impossible"),
        (parse_time, "14", "heure-illisible"),
        (parse_time, "14:3", "heure-illisible"),
        (parse_time, "24 h", "heure-illisible"),
        (parse_moment, "8 décembre 2014 à 14 h 75", "heure-illisible"),
        (parse_moment, "8 décembre 2014 de 14 h à 17 h", "date-illisible"),
        (parse_span, "demain", "date-illisible"),
        (parse_span, "demain au 22 novembre", "periode-illisible"),
        (parse_span, "du 21 au lendemain", "periode-illisible"),
        (parse_span, "du 31 au 30 novembre", "date-impossible"),
        (parse_period, "longtemps", "periode-illisible"),
        (parse_period, "12 mars", "periode-illisible"),
        (parse_period, "du 1er au 31 mars", "periode-illisible"),
        (parse_period, "2015-2300", "date-impossible"),
        (parse_duration, "4", "duree-illisible"),
        (parse_duration, "0 an", "duree-illisible"),
        (parse_duration, "200 ans", "duree-illisible"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_remedy(
    parse: Callable[[str], object], typed: str, code: str
) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse(typed)
    assert code == refusal.value.code
    assert refusal.value.message
    assert refusal.value.hint


@pytest.mark.parametrize(
    ("typed", "part_of_hint"),
    [
        ("30 février 2015", "Février 2015 finit le 28."),
        ("31 avril 2015", "Avril 2015 finit le 30."),
        ("lundi 12 juillet 2016", "C’est un mardi"),
        ("12 juilet 2016", "« juillet »"),
    ],
)
def test_the_remedy_names_what_was_probably_meant(typed: str, part_of_hint: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_day(typed)
    assert part_of_hint in refusal.value.hint.replace(NBSP, " ")


def test_two_days_that_do_not_follow_each_other_are_not_one_event() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_span("21 et 28 novembre")
    assert refusal.value.code == "periode-illisible"
    assert "seances" in refusal.value.hint


def test_the_remedy_writes_a_year_of_two_figures_in_full() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_period("2015-18")
    assert "2015-2018" in refusal.value.hint


def test_an_ordinary_hour_needs_no_settling() -> None:
    instant, note = settle(date(2014, 12, 8), time(14), PARIS)
    assert instant.isoformat() == "2014-12-08T14:00:00+01:00"
    assert note == ""


def test_an_hour_that_the_clocks_skip_is_moved_on() -> None:
    instant, note = settle(date(2014, 3, 30), time(2, 30), PARIS)
    assert instant.isoformat() == "2014-03-30T03:30:00+02:00"
    assert f"3{NBSP}h{NBSP}30 est retenu" in note


def test_of_an_hour_that_comes_twice_the_first_is_taken() -> None:
    instant, note = settle(date(2014, 10, 26), time(2, 30), PARIS)
    assert instant.isoformat() == "2014-10-26T02:30:00+02:00"
    assert "deux fois" in note


def test_a_day_that_a_zone_skips_is_noted() -> None:
    instant, note = settle(date(2011, 12, 30), time(10), ZoneInfo("Pacific/Apia"))
    assert instant.date() == date(2011, 12, 31)
    assert note


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.times())
def test_an_hour_that_is_settled_without_a_note_is_the_typed_one(jour: date, heure: time) -> None:
    instant, note = settle(jour, heure, PARIS)
    moved = instant.replace(tzinfo=None) - datetime.combine(jour, heure)
    assert moved in ({timedelta(), timedelta(hours=1)} if note else {timedelta()})
