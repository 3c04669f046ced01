"""Partial dates and the arithmetic of the calendar."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.partial_dates import DAYS, PARTIALS

from bulletin.french.dates import (
    DayMonth,
    Duree,
    Limit,
    Moment,
    MonthAlone,
    Part,
    PartialDate,
    Precision,
    add_months,
    end_of,
    first_not_before,
    last_day,
    last_day_of_month,
    latest_not_after,
)

DAY_MONTHS = DAYS.map(lambda day: DayMonth(day.month, day.day))


@pytest.mark.parametrize(
    ("partial", "precision", "iso", "first", "last"),
    [
        (PartialDate(2015), Precision.ANNEE, "2015", date(2015, 1, 1), date(2015, 12, 31)),
        (PartialDate(2015, quarter=1), Precision.TRIMESTRE, "2015-T1", date(2015, 1, 1), date(2015, 3, 31)),
        (PartialDate(2015, quarter=4), Precision.TRIMESTRE, "2015-T4", date(2015, 10, 1), date(2015, 12, 31)),
        (PartialDate(2016, 2), Precision.MOIS, "2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        (PartialDate(2015, 3, 12), Precision.JOUR, "2015-03-12", date(2015, 3, 12), date(2015, 3, 12)),
    ],
)
def test_a_partial_date_stands_for_all_its_days(
    partial: PartialDate, precision: Precision, iso: str, first: date, last: date
) -> None:
    assert (precision, iso, first, last) == (partial.precision, partial.iso(), partial.first, partial.last)


@pytest.mark.parametrize(
    ("partial", "iso", "first", "last"),
    [
        (PartialDate(2024, part=Part.DEBUT), "2024", date(2024, 1, 1), date(2024, 3, 31)),
        (PartialDate(2024, part=Part.FIN), "2024", date(2024, 10, 1), date(2024, 12, 31)),
        (PartialDate(2025, part=Part.PREMIER_SEMESTRE), "2025", date(2025, 1, 1), date(2025, 6, 30)),
        (PartialDate(2025, 2, part=Part.FIN), "2025-02", date(2025, 2, 21), date(2025, 2, 28)),
        (PartialDate(2025, 2, part=Part.COURANT), "2025-02", date(2025, 2, 1), date(2025, 2, 28)),
        (PartialDate(2025, limit=Limit.D_ICI), "2025", date(1900, 1, 1), date(2025, 12, 31)),
        (PartialDate(2025, limit=Limit.AVANT), "2025", date(1900, 1, 1), date(2024, 12, 31)),
        (
            PartialDate(2025, 1, part=Part.FIN, limit=Limit.AVANT),
            "2025-01",
            date(1900, 1, 1),
            date(2025, 1, 31),
        ),
        (PartialDate(2025, 3, 15, limit=Limit.AVANT), "2025-03-15", date(1900, 1, 1), date(2025, 3, 14)),
    ],
)
def test_a_part_of_a_time_stands_for_some_of_its_days(
    partial: PartialDate, iso: str, first: date, last: date
) -> None:
    assert (iso, first, last) == (partial.iso(), partial.first, partial.last)


@pytest.mark.parametrize(
    ("month", "day", "quarter", "part"),
    [(3, 12, None, Part.FIN), (None, None, 1, Part.FIN), (3, None, None, Part.ETE)],
    ids=["of a day", "of a quarter", "season of a month"],
)
def test_only_years_and_months_have_parts(
    month: int | None, day: int | None, quarter: int | None, part: Part
) -> None:
    with pytest.raises(ValueError, match="precision"):
        PartialDate(2015, month, day, quarter, part)


def test_an_end_at_midnight_belongs_to_the_day_that_it_ends() -> None:
    debut = Moment(date(2014, 12, 8), time(20))
    assert date(2014, 12, 8) == last_day(debut, Moment(date(2014, 12, 9), time(0)))
    assert date(2014, 12, 9) == last_day(debut, Moment(date(2014, 12, 9), time(1)))
    assert date(2014, 12, 9) == last_day(debut, Moment(date(2014, 12, 9)))


def test_a_month_without_a_year_is_a_month_of_any() -> None:
    assert PartialDate(2025, 3, part=Part.FIN) == MonthAlone(3, Part.FIN).in_year(2025)


def test_a_typed_weekday_holds_in_some_years_only() -> None:
    friday = DayMonth(7, 12, weekday=4)
    assert [2019, 2024] == [year for year in range(2018, 2026) if friday.is_on_its_weekday(date(year, 7, 12))]
    assert DayMonth(7, 12).is_on_its_weekday(date(2025, 7, 12))


@pytest.mark.parametrize(
    ("month", "day", "quarter"),
    [(None, 3, None), (3, None, 1)],
    ids=["day without month", "month and quarter"],
)
def test_a_partial_date_has_one_precision(month: int | None, day: int | None, quarter: int | None) -> None:
    with pytest.raises(ValueError, match="precision"):
        PartialDate(2015, month, day, quarter)


def test_a_year_includes_its_months_and_not_the_other_way_round() -> None:
    assert PartialDate(2015).includes(PartialDate(2015, 12))
    assert not PartialDate(2015, 12).includes(PartialDate(2015))
    assert not PartialDate(2015, quarter=1).includes(PartialDate(2015, 4))
    assert PartialDate(2015, quarter=1).includes(PartialDate(2015, 3, 31))


@given(PARTIALS, DAYS)
def test_a_date_includes_a_day_if_and_only_if_it_is_between_its_ends(partial: PartialDate, day: date) -> None:
    assert (partial.first <= day <= partial.last) == partial.includes(PartialDate.of(day))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2018, 12, 31), -6, date(2018, 6, 30)),
        (date(2016, 1, 31), 1, date(2016, 2, 29)),
        (date(2015, 11, 30), 3, date(2016, 2, 29)),
        (date(2015, 1, 15), -1, date(2014, 12, 15)),
        (date(2015, 1, 15), 0, date(2015, 1, 15)),
    ],
)
def test_months_are_calendar_months(day: date, months: int, expected: date) -> None:
    assert expected == add_months(day, months)


@given(DAYS, st.integers(-1200, 1200))
def test_adding_months_keeps_the_day_or_takes_the_last_of_a_shorter_month(day: date, months: int) -> None:
    moved = add_months(day, months)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months
    assert moved.day == min(day.day, last_day_of_month(moved.year, moved.month))


@pytest.mark.parametrize(
    ("debut", "mois", "expected"),
    [
        (PartialDate(2015), 48, PartialDate(2018)),
        (PartialDate(2015, 3), 48, PartialDate(2019, 2)),
        (PartialDate(2015, quarter=1), 48, PartialDate(2018, quarter=4)),
        (PartialDate(2015, 4, 8), 48, PartialDate(2019, 4, 7)),
        (PartialDate(2015), 18, PartialDate(2016, 6)),
        (PartialDate(2015, quarter=1), 4, PartialDate(2015, 4)),
        (PartialDate(2015, 1, 1), 12, PartialDate(2015, 12, 31)),
        (PartialDate(2016, 2, 29), 12, PartialDate(2017, 2, 28)),
        (PartialDate(2016, 2, 29), 48, PartialDate(2020, 2, 28)),
    ],
)
def test_a_convention_ends_the_day_before_the_anniversary(
    debut: PartialDate, mois: int, expected: PartialDate
) -> None:
    assert expected == end_of(debut, Duree(mois))


@given(PARTIALS, st.integers(1, 240))
def test_the_end_is_the_last_day_before_another_such_stretch_would_start(
    debut: PartialDate, mois: int
) -> None:
    after = end_of(debut, Duree(mois)).last + timedelta(days=1)
    assert after in {add_months(debut.first, mois), add_months(debut.first, mois) + timedelta(days=1)}


def test_the_latest_and_the_first_such_day_may_be_the_day_itself() -> None:
    july = DayMonth(7, 12)
    assert date(2016, 7, 12) == latest_not_after(july, date(2016, 7, 12))
    assert date(2015, 7, 12) == latest_not_after(july, date(2016, 7, 11))
    assert date(2016, 7, 12) == first_not_before(july, date(2016, 7, 12))
    assert date(2017, 7, 12) == first_not_before(july, date(2016, 7, 13))


def test_a_29_february_is_looked_for_across_a_century_without_one() -> None:
    leap_day = DayMonth(2, 29)
    assert date(2096, 2, 29) == latest_not_after(leap_day, date(2103, 12, 31))
    assert date(2104, 2, 29) == first_not_before(leap_day, date(2096, 3, 1))


@given(DAY_MONTHS, DAYS)
def test_no_such_day_lies_between_the_one_found_and_the_day(found: DayMonth, day: date) -> None:
    before, after = latest_not_after(found, day), first_not_before(found, day)
    assert before <= day <= after
    assert all(
        (other := found.in_year(year)) is None or other in {before, after} or not before < other < after
        for year in range(before.year, after.year + 1)
    )
    assert (found.month, found.day) == (before.month, before.day) == (after.month, after.day)
