from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.build.manifest import Manifest, Record, from_json, to_json, under_way

RECORDS = st.builds(
    Record,
    fingerprint=st.text(),
    digest=st.text(),
    origin=st.text(),
    parts=st.text(),
)
MANIFESTS = st.builds(
    Manifest,
    records=st.dictionaries(st.text(), RECORDS, max_size=4),
    pending=st.dictionaries(st.text(), st.lists(st.text(), max_size=2).map(tuple), max_size=3),
)


def record(digest: str) -> Record:
    return Record(fingerprint="f", digest=digest, origin="content/a.md", parts="titre:0")


@given(MANIFESTS)
def test_a_manifest_that_is_written_is_read_back(manifest: Manifest) -> None:
    assert (manifest, "") == from_json(to_json(manifest))


def test_the_text_is_the_same_in_whatever_order_pages_were_made() -> None:
    one = Manifest(records={"a": record("1"), "b": record("2")})
    other = Manifest(records={"b": record("2"), "a": record("1")})

    assert to_json(one) == to_json(other)


def test_each_page_has_a_line_of_its_own() -> None:
    text = to_json(Manifest(records={"a": record("1"), "b": record("2")}))

    assert ['"a":["1","f","content/a.md","titre:0"],'] == [
        line for line in text.splitlines() if line.startswith('"a"')
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        "null",
        "[" * 100_000,
        '{"version":1,"pending":{}}',
        '{"version":1,"pending":{},"records":[]}',
        '{"version":1,"pending":{"a":[1]},"records":{}}',
        '{"version":1,"pending":{},"records":{"a":["1","2","3"]}}',
        '{"version":1,"pending":{},"records":{"a":[1,"2","3",""]}}',
        '{"version":1,"pending":{},"records":{"a":["1","2","3",[]]}}',
        '{"version":1,"pending":{},"records":{"a":null}}',
    ],
)
def test_a_corrupt_manifest_is_empty_and_says_so(text: str) -> None:
    manifest, why = from_json(text)

    assert Manifest() == manifest
    assert why.startswith("le manifeste n’")


def test_a_manifest_of_another_version_is_empty_and_names_it() -> None:
    assert (Manifest(), "le manifeste est d’une autre version (99)") == from_json(
        '{"version":99,"pending":{},"records":{}}'
    )


def test_a_build_that_starts_announces_only_what_will_change() -> None:
    before = Manifest(records={"same": record("1"), "other": record("1")})

    announced = under_way(before, {"same": "1", "other": "2", "new": "3"})

    assert before.records == announced.records
    assert {"other": ("2",), "new": ("3",)} == announced.pending


def test_what_a_killed_build_had_announced_stays_announced() -> None:
    before = Manifest(pending={"a": ("1",), "gone": ("9",)})

    announced = under_way(before, {"a": "2"})

    assert {"a": ("1", "2"), "gone": ("9",)} == announced.pending


def test_made_knows_the_bytes_recorded_and_those_announced_and_no_other() -> None:
    manifest = Manifest(records={"a": record("1")}, pending={"a": ("2",), "b": ("3",)})

    assert [True, True, False, True, False] == [
        manifest.made(path, digest)
        for path, digest in (("a", "1"), ("a", "2"), ("a", "3"), ("b", "3"), ("c", "1"))
    ]
    assert frozenset({"a", "b"}) == manifest.paths
