"""Dates of every precision, for properties."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from bulletin.french.dates import PartialDate

YEARS = st.integers(1900, 2200)
DAYS = st.dates(date(1900, 1, 1), date(2200, 12, 31))
PARTIALS = st.one_of(
    st.builds(PartialDate, YEARS),
    st.builds(PartialDate, YEARS, st.integers(1, 12)),
    st.builds(lambda year, quarter: PartialDate(year, quarter=quarter), YEARS, st.integers(1, 4)),
    st.builds(PartialDate.of, DAYS),
)
