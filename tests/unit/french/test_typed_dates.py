"""How days, partial dates, periods and durations are read, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.spaces import NBSP

from bulletin.diagnostics import Unreadable
from bulletin.french.dates import DayMonth, Duree, Limit, MonthAlone, Part, PartialDate
from bulletin.french.typed_dates import parse_day, parse_duration, parse_partial, parse_period


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
        "12/07/16",
        "12.07.2016",
        "mar. 12 juillet 2016",
        "2016-07-12T10:00",
        "2016-07-12T10:00:00Z",
        "2016-07-12 10:00:00.000 +0200",
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
        ("vendredi 12 juillet", DayMonth(7, 12, weekday=4)),
        ("12/02/98", date(1998, 2, 12)),
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
        ("mars", MonthAlone(3)),
        ("12/03/15", PartialDate(2015, 3, 12)),
        ("novembre-2014", PartialDate(2014, 11)),
    ],
)
def test_a_partial_date_is_as_precise_as_typed(typed: str, expected: PartialDate | DayMonth) -> None:
    assert expected == parse_partial(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fin 2024", PartialDate(2024, part=Part.FIN)),
        ("à la fin de l’année 2024", PartialDate(2024, part=Part.FIN)),
        ("début 2024", PartialDate(2024, part=Part.DEBUT)),
        ("mi-2024", PartialDate(2024, part=Part.MILIEU)),
        ("courant 2025", PartialDate(2025, part=Part.COURANT)),
        ("premier semestre 2025", PartialDate(2025, part=Part.PREMIER_SEMESTRE)),
        ("au cours du premier semestre 2025", PartialDate(2025, part=Part.PREMIER_SEMESTRE)),
        ("2e semestre 2025", PartialDate(2025, part=Part.SECOND_SEMESTRE)),
        ("S1 2025", PartialDate(2025, part=Part.PREMIER_SEMESTRE)),
        ("l’été 2025", PartialDate(2025, part=Part.ETE)),
        ("fin mars 2025", PartialDate(2025, 3, part=Part.FIN)),
        ("à la mi-mars 2025", PartialDate(2025, 3, part=Part.MILIEU)),
        ("fin mars", MonthAlone(3, Part.FIN)),
        ("avant fin janvier 2025", PartialDate(2025, 1, part=Part.FIN, limit=Limit.AVANT)),
        ("avant le 15 mars", DayMonth(3, 15, limit=Limit.AVANT)),
        ("d'ici l'été 2025", PartialDate(2025, part=Part.ETE, limit=Limit.D_ICI)),
        ("fin janvier 2025 au plus tard", PartialDate(2025, 1, part=Part.FIN, limit=Limit.AU_PLUS_TARD)),
        ("jusqu’en 2027", PartialDate(2027)),
        ("jusqu’à la fin de mars 2021", PartialDate(2021, 3)),
        ("à partir du 1er mars 2021", PartialDate(2021, 3, 1)),
    ],
)
def test_the_part_of_a_time_that_writers_name_is_kept(
    typed: str, expected: PartialDate | DayMonth | MonthAlone
) -> None:
    assert expected == parse_partial(typed)


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_day_is_read_from_its_iso_form_and_from_figures(day: date) -> None:
    assert day == parse_day(day.isoformat())
    assert day == parse_day(f"{day.day}/{day.month}/{day.year}")


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
        ("(2023-2027)", PartialDate(2023), PartialDate(2027)),
        ("2023-27", PartialDate(2023), PartialDate(2027)),
        ("2023 2027", PartialDate(2023), PartialDate(2027)),
        ("pour la période 2023-2027", PartialDate(2023), PartialDate(2027)),
        ("entre 2023 et 2027", PartialDate(2023), PartialDate(2027)),
        ("de 2023 jusqu’en 2027", PartialDate(2023), PartialDate(2027)),
        ("début 2023 à fin 2026", PartialDate(2023, part=Part.DEBUT), PartialDate(2026, part=Part.FIN)),
        ("de mars à juin 2016", PartialDate(2016, 3), PartialDate(2016, 6)),
        ("jusqu’en 2027", None, PartialDate(2027)),
        ("depuis mars 2023", PartialDate(2023, 3), None),
    ],
)
def test_a_period_has_two_ends_or_says_which(
    typed: str, debut: PartialDate | None, fin: PartialDate | None
) -> None:
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
        (parse_day, "", "date-illisible"),
        (parse_day, "2015-00-10", "date-impossible"),
        (parse_day, "0 mars 2015", "date-impossible"),
        (parse_day, "12 mars 1815", "date-impossible"),
        (parse_day, "12 mars 2201", "date-impossible"),
        (parse_day, "30 février", "date-impossible"),
        (parse_partial, "fin d’année", "date-illisible"),
        (parse_partial, "hiver 2025", "date-illisible"),
        (parse_partial, "quatrième semestre 2025", "date-impossible"),
        (parse_partial, "2015-13", "date-impossible"),
        (parse_partial, "2015-T5", "date-impossible"),
        (parse_period, "longtemps", "periode-illisible"),
        (parse_period, "12 mars", "periode-illisible"),
        (parse_period, "du 1er au 31 mars", "periode-illisible"),
        (parse_period, "2015-2300", "date-impossible"),
        (parse_period, "2008-11", "periode-illisible"),
        (parse_period, "avant 2015", "periode-illisible"),
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
        ("12 juilet 2016", "« 12 juillet 2016 »"),
        ("juilet", "« juillet »"),
        ("le 12 juillet 2016 à la mairie", "« le 12 juillet 2016 »"),
        ("lundi 12 juillet 2016", "« mardi 12 juillet 2016 »"),
        ("bientôt", "« <jour> <mois> <année> »"),
        ("12 mai matin", "« 12 mai »"),
    ],
)
def test_the_remedy_names_what_was_probably_meant(typed: str, part_of_hint: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_day(typed)
    assert part_of_hint in refusal.value.hint.replace(NBSP, " ")


def test_a_word_that_is_nearly_a_month_is_mended() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_day("12 juilet 2016")
    assert "12 juillet 2016" == refusal.value.mended


def test_a_period_that_may_be_a_month_is_refused_with_both_written_out() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_period("2008-11")
    assert "« 2008-2011 »" in refusal.value.hint.replace(NBSP, " ")
    assert "« novembre 2008 »" in refusal.value.hint.replace(NBSP, " ")


@pytest.mark.parametrize("typed", ["fin d’année", "avant l’été", "au premier trimestre"])
def test_a_time_without_its_year_asks_for_it(typed: str) -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_partial(typed)
    assert f"« {typed} <année> »" in refusal.value.hint.replace(NBSP, " ")


def test_a_duration_is_no_period() -> None:
    with pytest.raises(Unreadable) as refusal:
        parse_period("5 ans")
    assert "duree: 5 ans" in refusal.value.hint
