from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.source.fingerprint import digest_of, encode


class Etat(StrEnum):
    SIGNEE = "signee"


class Html(str):
    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    title: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLine:
    title: str
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Empty:
    pass


@dataclass
class Mutable:
    title: str


class Extended(Line):
    pass


SCALARS: st.SearchStrategy[object] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.binary()
    | st.dates()
    | st.decimals()
    | st.times()
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(st.text(), inner, max_size=4)
        | st.builds(Line, title=st.text(), day=st.none() | st.dates())
    ),
    max_leaves=12,
)


def printed(value: object) -> object:
    """What distinguishes two values in print: their class and their text."""
    if isinstance(value, tuple):
        return ("tuple", tuple(printed(item) for item in value))
    if isinstance(value, dict):
        return ("dict", tuple((key, printed(item)) for key, item in value.items()))
    return (type(value).__name__, repr(value))


@given(VALUES, VALUES)
def test_two_values_have_the_same_bytes_exactly_when_they_print_alike(first: object, second: object) -> None:
    assert (printed(first) == printed(second)) == (encode(first) == encode(second))


@given(st.lists(st.text(), max_size=5), st.lists(st.text(), max_size=5))
def test_texts_side_by_side_cannot_be_cut_otherwise(first: list[str], second: list[str]) -> None:
    assert (first == second) == (encode(tuple(first)) == encode(tuple(second)))


@given(st.builds(Line, title=st.text(), day=st.dates()), st.text())
def test_equal_views_have_equal_bytes_and_one_changed_field_changes_them(line: Line, title: str) -> None:
    assert encode(line) == encode(Line(title=line.title, day=line.day))
    assert (title == line.title) == (encode(replace(line, title=title)) == encode(line))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (1, True),
        (0, False),
        (None, "None"),
        ("1", 1),
        (b"a", "a"),
        (Decimal("1.0"), Decimal("1.00")),
        (Etat.SIGNEE, "signee"),
        (Html("<p>"), "<p>"),
        (date(2016, 7, 12), datetime(2016, 7, 12)),  # noqa: DTZ001 - a naive datetime is the point
        (datetime(2016, 7, 12, tzinfo=UTC), datetime(2016, 7, 12)),  # noqa: DTZ001 - same
        (time(2, 30), time(2, 30, fold=1)),
        (Line(title="a"), OtherLine(title="a")),
        ((("a",), "b"), ("a", ("b",))),
        ((), None),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
    ],
)
def test_values_that_print_otherwise_have_other_bytes(first: object, second: object) -> None:
    assert encode(first) != encode(second)


def test_a_read_only_mapping_is_written_as_the_mapping_it_shows() -> None:
    assert encode({"a": 1}) == encode(MappingProxyType({"a": 1}))


def test_a_view_without_fields_still_has_its_name() -> None:
    assert encode(Empty()) != encode(())


@pytest.mark.parametrize(
    "make",
    [
        lambda: {1, 2},
        lambda: [1],
        lambda: 1.5,
        lambda: Mutable("a"),
        lambda: Extended(title="a"),
        object,
        lambda: (1, ["a"]),
        lambda: {"a": {1}},
    ],
)
def test_what_may_change_or_has_no_order_is_refused(make: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        encode(make())


def test_digest_is_the_sha_256_of_the_bytes() -> None:
    assert digest_of(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
