"""How hours, moments and stretches of days are read, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.spaces import NBSP

from bulletin.diagnostics import Unreadable
from bulletin.french.dates import DayMonth, Moment, MomentSansAnnee, Span
from bulletin.french.typed_hours import parse_moment, parse_span, settle

PARIS = ZoneInfo("Europe/Paris")


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
        ("14 heures", time(14)),
        ("14 h 30 min", time(14, 30)),
        ("midi", time(12)),
        ("midi et demi", time(12, 30)),
        ("minuit", time(0)),
    ],
)
def test_an_hour_is_read_in_every_usual_form(typed: str, expected: time) -> None:
    assert Moment(date(2014, 12, 8), expected) == parse_moment(f"8 décembre 2014 à {typed}")


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
EACH_DAY = replace(NINE_TO_FIVE, chaque_jour=True)


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
        ("du 21 au 22 novembre 2014, de 9 h à 17 h", EACH_DAY),
        ("21 et 22 novembre 2014 de 9h à 17h", EACH_DAY),
        ("21-22 novembre 2014, 9 h-17 h", EACH_DAY),
        ("21, 22 et 23 novembre 2014", Span(NOVEMBER_21, Moment(date(2014, 11, 23)))),
        (
            "du 21 au 22 novembre 2014 à 9 h",
            Span(Moment(date(2014, 11, 21), time(9)), NOVEMBER_22, chaque_jour=True),
        ),
        (
            "du 21 au 22 novembre 2014, jusqu’à 17 h",
            Span(NOVEMBER_21, Moment(date(2014, 11, 22), time(17))),
        ),
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


MAY_5 = date(2026, 5, 5)


@pytest.mark.parametrize(
    ("hours", "opening", "closing"),
    [
        ("de 14 à 17 h 00", time(14), time(17)),
        ("de 9 à 11 h 30", time(9), time(11, 30)),
        ("de 9 h à midi", time(9), time(12)),
        ("9h-12h", time(9), time(12)),
        ("14h/17h", time(14), time(17)),
        ("entre 14 h et 17 h", time(14), time(17)),
        ("(14 h – 17 h)", time(14), time(17)),
        (", 14:00 - 17:00", time(14), time(17)),
    ],
)
def test_hours_of_a_day_are_read_in_every_usual_form(hours: str, opening: time, closing: time) -> None:
    expected = Span(Moment(MAY_5, opening), Moment(MAY_5, closing))
    assert expected == parse_span(f"mardi 5 mai 2026 {hours}")


@pytest.mark.parametrize(
    "typed", ["5 mai 2026 à partir de 14h30", "dès 14 h 30 le 5 mai 2026", "5/5/26 14h30"]
)
def test_an_hour_alone_is_the_begin(typed: str) -> None:
    assert Span(Moment(MAY_5, time(14, 30))) == parse_span(typed)


@pytest.mark.parametrize("typed", ["5 mai 2026, toute la journée", "5 mai 2026 (journée entière)"])
def test_a_whole_day_is_the_day(typed: str) -> None:
    assert Span(Moment(MAY_5)) == parse_span(typed)


@pytest.mark.parametrize("closing", ["0 h", "24 h", "minuit", "00:00"])
def test_midnight_as_an_end_is_the_end_of_the_day(closing: str) -> None:
    expected = Span(Moment(MAY_5, time(20)), Moment(date(2026, 5, 6), time(0)))
    assert expected == parse_span(f"5 mai 2026 de 20 h à {closing}")
    without_year = parse_span(f"5 mai de 20 h à {closing}")
    assert MomentSansAnnee(DayMonth(5, 5), time(0), lendemain=True) == without_year.fin


def test_the_end_of_a_day_is_the_begin_of_the_next() -> None:
    assert Moment(date(2026, 5, 6), time(0)) == parse_moment("5 mai 2026 à 24 h")


def test_a_weekday_is_kept_until_a_year_is_found() -> None:
    expected = Span(MomentSansAnnee(DayMonth(7, 12, weekday=4), time(14)))
    assert expected == parse_span("vendredi 12 juillet à 14 h")


@pytest.mark.parametrize(
    ("parse", "typed", "code"),
    [
        (parse_moment, "8 décembre 2014 à 14 h 75", "heure-illisible"),
        (parse_moment, "8 décembre 2014 de 14 h à 17 h", "date-illisible"),
        (parse_moment, "2014-12-08T14:00:00Z", "heure-illisible"),
        (parse_span, "8 décembre à 24 h 30", "heure-illisible"),
        (parse_span, "demain", "date-illisible"),
        (parse_span, "14 h", "date-illisible"),
        (parse_span, "demain au 22 novembre", "date-illisible"),
        (parse_span, "du 21 au lendemain", "date-illisible"),
        (parse_span, "du 21 à 9 h au 22 novembre de 9 h à 12 h", "date-illisible"),
        (parse_span, "du 31 au 30 novembre", "date-impossible"),
        (parse_span, "21 et 28 novembre", "periode-illisible"),
        (parse_span, "21 novembre à 9 h et 22 novembre à 14 h", "periode-illisible"),
        (parse_span, "5 mai de 9 h à 12 h et de 14 h à 17 h", "periode-illisible"),
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
    ("typed", "days"),
    [
        (
            "21 et 28 novembre de 9 h à midi",
            ["du 21 novembre au 28 novembre", "21 novembre de 9 h à 12 h", "28 novembre de 9 h à 12 h"],
        ),
        (
            "5 mai 2026 de 9 h à 12 h et de 14 h à minuit",
            ["5 mai 2026 de 9 h à minuit", "5 mai 2026 de 9 h à 12 h", "5 mai 2026 de 14 h à minuit"],
        ),
    ],
)
def test_days_and_hours_apart_are_written_out_as_sessions(typed: str, days: list[str]) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_span(typed)
    whole, *sessions = days
    lines = [f"evenement: {whole}", "seances:", *(f"  - {session}" for session in sessions)]
    assert lines == refusal.value.hint.split("\n")[1:]
    assert tuple(sessions) == refusal.value.several


def test_the_remedy_keeps_the_hour_that_stands_elsewhere() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_span("mardi 5 mai 2026 à Sceaux de 9 h à 12 h")
    assert "« mardi 5 mai 2026 de 9 h à 12 h »" in refusal.value.hint.replace(NBSP, " ")


def test_an_ordinary_hour_needs_no_settling() -> None:
    instant, said = settle(date(2014, 12, 8), time(14), PARIS)
    assert instant.isoformat() == "2014-12-08T14:00:00+01:00"
    assert said == ""


def test_an_hour_that_the_clocks_skip_is_moved_on() -> None:
    instant, said = settle(date(2014, 3, 30), time(2, 30), PARIS)
    assert instant.isoformat() == "2014-03-30T03:30:00+02:00"
    assert f"3{NBSP}h{NBSP}30 est retenu" in said


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    instant, said = settle(date(2014, 10, 26), time(2, 30), PARIS)
    assert instant.isoformat() == "2014-10-26T02:30:00+02:00"
    assert "deux fois" in said


def test_a_day_that_a_zone_skips_is_told() -> None:
    instant, said = settle(date(2011, 12, 30), time(10), ZoneInfo("Pacific/Apia"))
    assert instant.date() == date(2011, 12, 31)
    assert said


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.times())
def test_what_is_settled_without_a_word_is_what_was_typed(jour: date, heure: time) -> None:
    instant, said = settle(jour, heure, PARIS)
    moved = instant.replace(tzinfo=None) - datetime.combine(jour, heure)
    assert moved in ({timedelta(), timedelta(hours=1)} if said else {timedelta()})
