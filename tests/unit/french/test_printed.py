"""Dates, amounts and texts as French readers see them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.partial_dates import PARTIALS, YEARS

from bulletin.french import printed
from bulletin.french.dates import Limit, Moment, Part, PartialDate, Span, last_day
from bulletin.french.printed import (
    NBSP,
    NNBSP,
    a_partir,
    clock,
    count,
    day,
    listing,
    long_day,
    money,
    month,
    no_break,
    number,
    on,
    partial,
    percent,
    period,
    plural,
    sentence,
    since,
    span,
    typography,
    until,
    within,
)
from bulletin.french.typed_amounts import parse_amount
from bulletin.french.typed_dates import parse_day, parse_partial, parse_period
from bulletin.french.typed_hours import parse_moment, parse_span

OF_MONTHS = st.sampled_from([part for part in Part if part.is_of_months])
PARTS = st.one_of(
    st.builds(lambda year, part: PartialDate(year, part=part), YEARS, st.sampled_from(Part)),
    st.builds(
        lambda year, month, part: PartialDate(year, month, part=part), YEARS, st.integers(1, 12), OF_MONTHS
    ),
)
"""« fin 2024 », « premier semestre 2025 », « mi-mars 2025 »."""
DATES = PARTIALS | PARTS
LIMITED = st.builds(lambda value, limit: replace(value, limit=limit), DATES, st.sampled_from(Limit))
PROSE = st.text(
    alphabet="ab1 05.,;:!?«»%€kMh°n'’/()\"\n\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}…é", max_size=40
)


def visible(text: str) -> str:
    """Show U+00A0 as ~ and U+202F as ^."""
    return text.replace("\N{NO-BREAK SPACE}", "~").replace("\N{NARROW NO-BREAK SPACE}", "^")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Vraiment ? Oui ! Bien ; très bien", "Vraiment^? Oui^! Bien^; très bien"),
        ("Vraiment? Oui!", "Vraiment^? Oui^!"),
        ("Quoi ?!", "Quoi^?!"),
        ("Lieu : la mairie", "Lieu~: la mairie"),
        ("Lieu:", "Lieu~:"),
        ("à 9:30", "à 9:30"),
        ("« oui »", "«~oui~»"),
        ("«oui» ?", "«~oui~»^?"),
        ("« Lieu : » dit-il", "«~Lieu~:~» dit-il"),
        ("55 % et 55%", "55~% et 55~%"),
        ("44 000 € ou 4,9 M€ ou 12k€", "44^000~€ ou 4,9~M€ ou 12~k€"),
        ("1 234 567 places", "1^234^567 places"),
        ("en 2015 300 familles", "en 2015 300 familles"),
        ("06 12 345 678", "06 12 345 678"),
        ("avenant n° 5, N°6", "avenant n°~5, N°~6"),
        ("de 14 h à 14 h 30", "de 14~h à 14~h~30"),
        ("l'enfant d'aujourd'hui", "l’enfant d’aujourd’hui"),
        ("'cité'", "'cité'"),
        ("à suivre...", "à suivre…"),
        ("a....b", "a....b"),
        ("voir https://x.fr/a?b=1;c : là", "voir https://x.fr/a?b=1;c : là"),
        ("(?) a?b ;", "(?) a?b^;"),
        ("", ""),
    ],
)
def test_typography_puts_french_spaces_and_marks(typed: str, expected: str) -> None:
    assert expected == visible(typography(typed))


@given(PROSE)
@example("a ! »")
@example("5 : %")
@example("« ; »...!")
@example("a!https://b ?")
def test_typography_twice_is_typography(text: str) -> None:
    assert typography(text) == typography(typography(text))


@given(PROSE)
def test_typography_changes_spaces_apostrophes_and_ellipses_only(text: str) -> None:
    def words(shown: str) -> str:
        return re.sub(r"[ \u00a0\u202f]", "", shown.replace("…", "...").replace("’", "'"))

    assert words(text) == words(typography(text))


@given(PROSE)
def test_a_rule_is_left_out_only_where_it_would_change_nothing(text: str) -> None:
    whole = text
    for _, pattern, replacement in printed._RULES:
        whole = pattern.sub(replacement, whole)
    for pattern, replacement in printed._HOURS:
        whole = pattern.sub(replacement, whole)
    whole = printed._GROUPS.sub(lambda found: re.sub(printed._GAP, printed.NNBSP, found.group()), whole)
    assert whole == printed._with_rules(text)


def test_days_and_hours_are_printed_in_french() -> None:
    assert day(date(2016, 7, 12)) == "12 juillet 2016"
    assert day(date(2015, 3, 1)) == "1er mars 2015"
    assert long_day(date(2016, 7, 12)) == "mardi 12 juillet 2016"
    assert month(2016, 8) == "août 2016"
    assert visible(clock(time(14))) == "14~h"
    assert visible(clock(time(9, 5))) == "9~h~05"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            PartialDate(2021),
            ("2021", "en 2021", "depuis 2021", "jusqu’à la fin de l’année 2021", "à partir de 2021"),
        ),
        (
            PartialDate(2021, 3),
            (
                "mars 2021",
                "en mars 2021",
                "depuis mars 2021",
                "jusqu’à la fin de mars 2021",
                "à partir de mars 2021",
            ),
        ),
        (
            PartialDate(2021, 4),
            (
                "avril 2021",
                "en avril 2021",
                "depuis avril 2021",
                "jusqu’à la fin d’avril 2021",
                "à partir d’avril 2021",
            ),
        ),
        (
            PartialDate(2015, quarter=1),
            (
                "premier trimestre 2015",
                "au premier trimestre 2015",
                "depuis le premier trimestre 2015",
                "jusqu’à la fin du premier trimestre 2015",
                "à partir du premier trimestre 2015",
            ),
        ),
        (
            PartialDate(2016, 7, 5),
            (
                "5 juillet 2016",
                "le 5 juillet 2016",
                "depuis le 5 juillet 2016",
                "jusqu’au 5 juillet 2016",
                "à partir du 5 juillet 2016",
            ),
        ),
    ],
)
def test_a_partial_date_prints_as_precisely_as_known(
    value: PartialDate, expected: tuple[str, str, str, str, str]
) -> None:
    assert expected == (partial(value), on(value), since(value), until(value), a_partir(value))


@pytest.mark.parametrize(
    ("debut", "fin", "expected"),
    [
        (PartialDate(2015), PartialDate(2018), "2015-2018"),
        (PartialDate(2015), PartialDate(2015), "2015"),
        (PartialDate(2015), None, "depuis 2015"),
        (PartialDate(2015, 3), PartialDate(2019, 4), "de mars 2015 à avril 2019"),
        (PartialDate(2015, 10), PartialDate(2019), "d’octobre 2015 à 2019"),
        (
            PartialDate(2015, 1, 1),
            PartialDate(2018, 12, 31),
            "du 1er janvier 2015 au 31 décembre 2018",
        ),
        (
            PartialDate(2015, quarter=1),
            PartialDate(2016, quarter=4),
            "du premier trimestre 2015 au quatrième trimestre 2016",
        ),
    ],
)
def test_a_period_prints_both_ends(debut: PartialDate, fin: PartialDate | None, expected: str) -> None:
    assert expected == period(debut, fin)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            PartialDate(2024, part=Part.FIN),
            ("fin 2024", "fin 2024", "depuis fin 2024", "jusqu’à fin 2024", "à partir de fin 2024"),
        ),
        (
            PartialDate(2025, 3, part=Part.MILIEU),
            (
                "mi-mars 2025",
                "mi-mars 2025",
                "depuis mi-mars 2025",
                "jusqu’à mi-mars 2025",
                "à partir de mi-mars 2025",
            ),
        ),
        (
            PartialDate(2025, part=Part.PREMIER_SEMESTRE),
            (
                "premier semestre 2025",
                "au premier semestre 2025",
                "depuis le premier semestre 2025",
                "jusqu’à la fin du premier semestre 2025",
                "à partir du premier semestre 2025",
            ),
        ),
        (
            PartialDate(2025, part=Part.ETE),
            (
                "été 2025",
                "à l’été 2025",
                "depuis l’été 2025",
                "jusqu’à la fin de l’été 2025",
                "à partir de l’été 2025",
            ),
        ),
    ],
)
def test_a_part_of_a_time_prints_as_it_is_said(
    value: PartialDate, expected: tuple[str, str, str, str, str]
) -> None:
    assert expected == (partial(value), on(value), since(value), until(value), a_partir(value))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (PartialDate(2025, 1, part=Part.FIN, limit=Limit.AVANT), "avant fin janvier 2025"),
        (PartialDate(2025, part=Part.ETE, limit=Limit.D_ICI), "d’ici l’été 2025"),
        (PartialDate(2025, 3, 15, limit=Limit.D_ICI), "d’ici au 15 mars 2025"),
        (PartialDate(2025, 3, limit=Limit.AU_PLUS_TARD), "au plus tard en mars 2025"),
        (PartialDate(2026, limit=Limit.AVANT), "avant 2026"),
    ],
)
def test_a_limit_prints_alike_everywhere(value: PartialDate, expected: str) -> None:
    assert [expected] * 3 == [partial(value), on(value), within(value)]


def test_what_is_planned_is_planned_for_a_time() -> None:
    assert "pour 2015" == within(PartialDate(2015))
    assert "pour le premier trimestre 2015" == within(PartialDate(2015, quarter=1))
    assert "pour fin 2024" == within(PartialDate(2024, part=Part.FIN))


@given(PARTIALS)
def test_a_printed_date_reads_back_from_its_iso_form(value: PartialDate) -> None:
    assert value == parse_partial(value.iso())


@given(DATES | LIMITED)
def test_a_printed_date_reads_back(value: PartialDate) -> None:
    assert [value] * 3 == [parse_partial(said(value)) for said in (partial, on, within)]


@given(DATES)
def test_a_date_reads_back_from_every_sentence(value: PartialDate) -> None:
    assert [value] * 3 == [parse_partial(said(value)) for said in (since, until, a_partir)]


@given(DATES, DATES | st.none())
def test_a_printed_period_reads_back(debut: PartialDate, fin: PartialDate | None) -> None:
    assert (debut, fin) == parse_period(period(debut, fin))


@given(st.dates(date(1900, 1, 1), date(2200, 12, 31)))
def test_a_printed_day_reads_back(value: date) -> None:
    assert [value] * 2 == [parse_day(day(value)), parse_day(long_day(value))]


HOURS = st.times().map(lambda heure: heure.replace(second=0, microsecond=0))


@given(HOURS)
def test_a_printed_hour_reads_back(heure: time) -> None:
    assert Moment(MONDAY, heure) == parse_moment(f"{day(MONDAY)} à {clock(heure)}")


MOMENTS = st.builds(Moment, st.dates(date(2014, 1, 1), date(2016, 12, 31)), st.none() | HOURS)


@given(MOMENTS, MOMENTS)
@example(Moment(date(2014, 12, 8), time(20)), Moment(date(2014, 12, 9), time(0)))
@example(Moment(date(2014, 12, 8), time(9)), Moment(date(2014, 12, 11), time(0)))
def test_a_printed_event_reads_back(one: Moment, other: Moment) -> None:
    debut, fin = sorted((one, other), key=lambda moment: (moment.jour, moment.heure or time.max))
    if debut.jour == fin.jour and fin.heure in {None, debut.heure}:
        assert Span(debut) == parse_span(span(debut))
        return
    assert Span(debut, fin) == parse_span(span(debut, fin))


@given(st.dates(date(2014, 1, 1), date(2016, 12, 31)), st.integers(1, 40), HOURS, st.none() | HOURS)
def test_a_printed_event_of_the_same_hours_each_day_reads_back(
    first: date, days: int, opening: time, closing: time | None
) -> None:
    debut, fin = Moment(first, opening), Moment(first + timedelta(days), closing)
    if last_day(debut, fin) == first:
        return
    assert Span(debut, fin, chaque_jour=True) == parse_span(span(debut, fin, chaque_jour=True))


MONDAY = date(2014, 12, 8)


@pytest.mark.parametrize(
    ("debut", "fin", "expected"),
    [
        (Moment(MONDAY), None, "le lundi 8 décembre 2014"),
        (Moment(MONDAY), Moment(MONDAY), "le lundi 8 décembre 2014"),
        (Moment(MONDAY, time(14)), None, "le lundi 8 décembre 2014, à 14~h"),
        (Moment(MONDAY, time(14)), Moment(MONDAY, time(17)), "le lundi 8 décembre 2014, de 14~h à 17~h"),
        (Moment(MONDAY), Moment(MONDAY, time(17)), "le lundi 8 décembre 2014, jusqu’à 17~h"),
        (Moment(date(2014, 11, 21)), Moment(date(2014, 11, 22)), "du 21 au 22 novembre 2014"),
        (Moment(date(2014, 12, 1)), Moment(date(2014, 12, 2)), "du 1er au 2 décembre 2014"),
        (Moment(date(2014, 11, 30)), Moment(date(2014, 12, 2)), "du 30 novembre au 2 décembre 2014"),
        (Moment(date(2014, 12, 30)), Moment(date(2015, 1, 2)), "du 30 décembre 2014 au 2 janvier 2015"),
        (Moment(date(2014, 12, 8)), Moment(date(2015, 12, 9)), "du 8 décembre 2014 au 9 décembre 2015"),
        (
            Moment(date(2014, 11, 21), time(9)),
            Moment(date(2014, 11, 22), time(18)),
            "du 21 novembre 2014 à 9~h au 22 novembre 2014 à 18~h",
        ),
        (
            Moment(MONDAY, time(20)),
            Moment(date(2014, 12, 9), time(0)),
            "le lundi 8 décembre 2014, de 20~h à minuit",
        ),
        (
            Moment(date(2014, 11, 21)),
            Moment(date(2014, 11, 22), time(18)),
            "du 21 au 22 novembre 2014, jusqu’à 18~h",
        ),
    ],
)
def test_the_days_and_hours_of_an_evenement_are_printed(
    debut: Moment, fin: Moment | None, expected: str
) -> None:
    assert expected == visible(span(debut, fin))


def test_an_event_of_the_same_hours_each_day_tells_them_once() -> None:
    found = span(Moment(date(2014, 11, 21), time(9)), Moment(date(2014, 11, 22), time(12)), chaque_jour=True)
    assert "du 21 au 22 novembre 2014, de 9~h à 12~h" == visible(found)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("44000", "44^000~€"),
        ("47800.2", "47^800,20~€"),
        ("0", "0~€"),
        ("0.5", "0,50~€"),
        ("999999.999", "1^000^000~€"),
        ("1000000", "1~M€"),
        ("4900000", "4,9~M€"),
        ("4910000.00", "4,91~M€"),
        ("4915000", "4^915^000~€"),
        ("2000000000", "2^000~M€"),
    ],
)
def test_money_is_short_when_that_says_it_all(value: str, expected: str) -> None:
    assert expected == visible(money(Decimal(value)))


@given(st.decimals(0, 10**12, places=2) | st.integers(0, 10**8).map(lambda cents: Decimal(cents * 10_000)))
def test_printed_money_reads_back(value: Decimal) -> None:
    assert value == parse_amount(money(value))


def test_numbers_percentages_and_counts_are_printed_in_french() -> None:
    assert visible(number(1234567)) == "1^234^567"
    assert visible(percent(Decimal("66.70"))) == "66,7~%"
    assert visible(percent(Decimal(55))) == "55~%"
    assert [plural(quantity, "un", "plusieurs") for quantity in (0, 1, Decimal("1.5"), 2)] == [
        "un",
        "un",
        "un",
        "plusieurs",
    ]
    assert count(0, "convention", "conventions") == "0 convention"
    assert count(3, "convention", "conventions") == "3 conventions"


def test_a_list_ends_with_et() -> None:
    assert [listing(items) for items in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a et b",
        "a, b et c",
    ]


def test_a_sentence_starts_with_a_capital_and_keeps_the_others() -> None:
    assert sentence("école de l’Île") == "École de l’Île"
    assert sentence("") == ""


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("« ctg » : la nature ; et ?", f"«{NBSP}ctg{NBSP}»{NBSP}: la nature{NNBSP}; et{NNBSP}?"),
        ("Écrivez « nature: CTG ».", f"Écrivez «{NBSP}nature: CTG{NBSP}»."),
        ("à 14:30, sous [caf]:", "à 14:30, sous [caf]:"),
        (f"«{NBSP}déjà{NBSP}» : là", f"«{NBSP}déjà{NBSP}»{NBSP}: là"),
    ],
)
def test_a_sentence_gets_no_break_spaces_and_nothing_else(typed: str, shown: str) -> None:
    assert shown == no_break(typed)
