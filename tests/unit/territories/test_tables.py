"""The tables of the atlas, packed and read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.territories.tables import pack_table, shipped_millesime, shipped_table, unpack_table

cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zl", "Zp")), min_size=1)
tables = st.lists(st.lists(cells, min_size=1, max_size=4).map(tuple), max_size=5).map(tuple)


@given(tables)
def test_unpacking_gives_back_what_was_packed(table: tuple[tuple[str, ...], ...]) -> None:
    assert table == unpack_table(pack_table(table))


def test_packed_bytes_carry_no_date() -> None:
    assert b"\0\0\0\0" == pack_table([("92012", "Boulogne-Billancourt")])[4:8]


@pytest.mark.parametrize("cell", ["a\tb", "a\nb", "a\u2028b"])
def test_cell_that_would_break_the_table_is_refused(cell: str) -> None:
    with pytest.raises(ValueError, match="a cell cannot hold"):
        pack_table([("92012", cell)])


def test_unknown_table_is_not_found() -> None:
    with pytest.raises(FileNotFoundError):
        shipped_table("communes/20")


def test_counts_of_the_edition_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        shipped_millesime().counts["CC"] = 0  # type: ignore[index]  # what the test is about
