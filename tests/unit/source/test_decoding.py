from __future__ import annotations

import codecs

import pytest

from bulletin.diagnostics import Diagnostic, Diagnostics, Fix
from bulletin.source.decoding import MAX_BYTES, decode

PATH = "content/articles/2014-11-04-creche.md"


def decoded(data: bytes) -> tuple[str | None, list[Diagnostic]]:
    diagnostics = Diagnostics()
    return decode(PATH, data, diagnostics), list(diagnostics)


@pytest.mark.parametrize(
    "data",
    [
        "été\nœuvre\n".encode(),
        codecs.BOM_UTF8 + "été\nœuvre\n".encode(),
        codecs.BOM_UTF16_LE + "été\nœuvre\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "été\nœuvre\n".encode("utf-16-be"),
        "été\r\nœuvre\r\n".encode(),
        "été\rœuvre\r".encode(),
    ],
    ids=["utf-8", "bom", "utf-16-le", "utf-16-be", "crlf", "cr"],
)
def test_every_unicode_file_gives_the_same_text_and_no_diagnostic(data: bytes) -> None:
    assert ("été\nœuvre\n", []) == decoded(data)


def test_windows_1252_is_read_with_an_avertissement_at_its_first_accent() -> None:
    text, (fault,) = decoded("titre: A\r\nauteur: Œuvre d’été\r\n".encode("cp1252"))
    assert "titre: A\nauteur: Œuvre d’été\n" == text
    assert ("encodage", "avertissement") == (fault.code, fault.severity)
    assert (2, 9, "auteur: Œuvre d’été") == (fault.place.line, fault.place.column, fault.place.excerpt)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_the_line_of_an_encoding_does_not_depend_on_line_ends(end: bytes) -> None:
    _, (fault,) = decoded(end.join([b"a", b"b", "é".encode("cp1252")]))
    assert (3, 1, "é") == (fault.place.line, fault.place.column, fault.place.excerpt)


def test_a_byte_that_windows_1252_does_not_have_is_replaced() -> None:
    text, (fault,) = decoded(b"a\x81b")
    assert "a�b" == text
    assert "encodage" == fault.code


def test_invisible_characters_become_spaces_and_the_first_is_reported() -> None:
    text, (fault,) = decoded(b"un\ndeux\x0b trois\x1f")
    assert "un\ndeux  trois " == text
    assert ("caractere-invisible", 2, 5) == (fault.code, fault.place.line, fault.place.column)


def test_an_old_next_line_character_does_not_end_a_line() -> None:
    text, (fault,) = decoded("un\x85deux".encode())
    assert "un deux" == text
    assert "caractere-invisible" == fault.code


@pytest.mark.parametrize(
    "sign",
    ["\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\u2060", "\u2066", "\ufeff", "\u034f"],
)
def test_signs_of_no_width_are_dropped_with_the_line_to_write(sign: str) -> None:
    text, (fault,) = decoded(f"un\nde{sign}ux {sign}trois\n".encode())
    assert "un\ndeux trois\n" == text
    assert ("caractere-invisible", 2, 3) == (fault.code, fault.place.line, fault.place.column)
    assert Fix(line=2, end_line=2, text="deux trois") == fault.fix


def test_each_line_with_signs_of_no_width_is_reported_once() -> None:
    _, found = decoded("a\u200bb\u200b\nc\nd\u00ad\n".encode())
    assert [1, 3] == [fault.place.line for fault in found]


def test_a_joiner_that_makes_one_picture_of_two_is_kept() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert (family, []) == decoded(family.encode())


def test_letters_and_their_accents_are_composed() -> None:
    assert ("été à Orly", []) == decoded("e\u0301te\u0301 a\u0300 Orly".encode())


def test_tabs_and_no_break_spaces_are_kept() -> None:
    assert ("a\tb\xa0:", []) == decoded("a\tb\xa0:".encode())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"a\x00b", "fichier-illisible"),
        (codecs.BOM_UTF16_LE + b"a", "fichier-illisible"),
        ("titre".encode("utf-16-le"), "fichier-illisible"),
        (b"x" * (MAX_BYTES + 1), "fichier-trop-gros"),
    ],
    ids=["nul", "half a character", "utf-16 without bom", "too big"],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    text, (fault,) = decoded(data)
    assert text is None
    assert (code, 1) == (fault.code, fault.place.line)


def test_the_largest_text_is_read() -> None:
    text, faults = decoded(b"x" * MAX_BYTES)
    assert (MAX_BYTES, []) == (len(text or ""), faults)
