from __future__ import annotations

import codecs

import pytest

from bulletin.diagnostics import Diagnostic, Diagnostics
from bulletin.source.document import MAX_FRONT_CHARACTERS, read_document
from bulletin.source.nodes import RawDocument, Scalar, entries_by_key
from bulletin.source.schema.blocks import reading_block

PATH = "content/articles/2014-11-04-creche.md"
SIMPLE = "---\ntitre: Une crèche\n---\n\nLe texte.\n"


def document(data: str | bytes) -> tuple[RawDocument | None, list[Diagnostic]]:
    diagnostics = Diagnostics()
    raw = data.encode() if isinstance(data, str) else data
    return read_document(PATH, raw, reading_block("article"), diagnostics), list(diagnostics)


def valid(data: str | bytes) -> RawDocument:
    found, faults = document(data)
    assert [] == faults
    assert found is not None
    return found


def titre(found: RawDocument) -> Scalar:
    value = entries_by_key(found.front)["titre"].value
    assert isinstance(value, Scalar)
    return value


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (SIMPLE.encode(), 2),
        (codecs.BOM_UTF8 + SIMPLE.encode(), 2),
        (SIMPLE.replace("\n", "\r\n").encode(), 2),
        (("\n\n" + SIMPLE).encode(), 4),
        (codecs.BOM_UTF8 + ("\r\n" + SIMPLE.replace("\n", "\r\n")).encode(), 3),
    ],
    ids=["plain", "bom", "crlf", "blank lines", "all three"],
)
def test_a_value_has_the_line_and_column_at_which_an_editor_shows_it(data: bytes, line: int) -> None:
    found = valid(data)
    place = titre(found).place
    assert "Une crèche" == titre(found).text
    assert (line, 8, 10, "titre: Une crèche") == (place.line, place.column, place.length, place.excerpt)


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [
        (SIMPLE, "Le texte.", 5),
        ("---\ntitre: A\n---\nTout de suite", "Tout de suite", 4),
        ("\n\n---\ntitre: A\n---\n\n\nPlus bas", "Plus bas", 8),
        ("---\ntitre: A\n---\n", "", 4),
        ("---\ntitre: A\n---", "", 4),
        ("---\ntitre: A\n---\n\n    du code\n", "    du code", 5),
        ("---\ntitre: A\n---\nUn\n\n---\n\nDeux", "Un\n\n---\n\nDeux", 4),
    ],
)
def test_the_body_is_what_follows_the_second_fence_with_the_line_on_which_it_starts(
    text: str, body: str, line: int
) -> None:
    found = valid(text)
    assert body == found.body
    if body:
        assert line == found.body_line


def test_spaces_around_fences_do_not_matter() -> None:
    assert "A" == titre(valid("  --- \ntitre: A\n---  \n")).text


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("", "entete-absent", 1),
        ("\n \n", "entete-absent", 1),
        ("Bonjour\n", "entete-absent", 1),
        ("\nBonjour\n---\ntitre: A\n---\n", "entete-absent", 2),
        ("---\ntitre: A\n", "entete-non-ferme", 1),
        ("\n---\ntitre: A\n", "entete-non-ferme", 2),
        ("---\n- titre\n---\n", "entete-en-liste", 2),
        (f"---\nresume: {'a' * MAX_FRONT_CHARACTERS}\n---\n", "entete-trop-long", 1),
    ],
)
def test_a_front_matter_that_cannot_be_found_is_reported_at_its_line(text: str, code: str, line: int) -> None:
    found, faults = document(text)
    assert found is None
    assert [(code, line)] == [(item.code, item.place.line) for item in faults]


def test_an_empty_front_matter_has_no_keys() -> None:
    assert () == valid("---\n---\nTexte").front.entries
    assert () == valid("---\n# rien\n\n---\nTexte").front.entries
