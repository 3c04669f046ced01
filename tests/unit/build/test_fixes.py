"""Fixes change their own lines and nothing else."""

from __future__ import annotations

from bulletin.build.fixes import apply_fixes
from bulletin.diagnostics import Diagnostic, Fix, Place

PATH = "content/articles/2016-07-11-cej.md"
TEXT = "---\ntitre: Une signature\ncomune: Sceaux\nsignature: 5 julliet\n---\n\nLe texte.\n"


def fault(line: int, text: str, *, end_line: int = 0, code: str = "cle-inconnue") -> Diagnostic:
    fix = Fix(line=line, end_line=end_line or line, text=text)
    return Diagnostic.of(code, Place(path=PATH, line=line), "Une faute.", fix=fix)


def test_every_fix_changes_its_own_lines() -> None:
    found = apply_fixes(TEXT, [fault(4, "signature: 5 juillet"), fault(3, "commune: Sceaux")])

    expected = "---\ntitre: Une signature\ncommune: Sceaux\nsignature: 5 juillet\n---\n\nLe texte.\n"
    assert expected == found.text
    assert [3, 4] == [item.place.line for item in found.applied]


def test_a_fix_may_be_several_lines_or_none() -> None:
    assert (
        TEXT.replace("comune: Sceaux", "communes:\n  - Sceaux")
        == apply_fixes(TEXT, [fault(3, "communes:\n  - Sceaux")]).text
    )
    assert TEXT.replace("comune: Sceaux\n", "") == apply_fixes(TEXT, [fault(3, "")]).text


def test_of_two_fixes_on_one_line_the_first_is_applied() -> None:
    found = apply_fixes(
        TEXT, [fault(3, "communes: Sceaux"), fault(3, "epci: Sceaux", code="valeur-inconnue")]
    )

    assert "communes: Sceaux" in found.text
    assert 1 == len(found.applied)


def test_the_line_ends_of_the_file_are_kept() -> None:
    windows = TEXT.replace("\n", "\r\n")
    assert windows.replace("comune", "commune") == apply_fixes(windows, [fault(3, "commune: Sceaux")]).text


def test_an_information_and_a_fix_of_a_missing_line_are_not_applied() -> None:
    info = fault(3, "commune: Sceaux", code="heure-reglee")
    assert (TEXT, ()) == (apply_fixes(TEXT, [info]).text, apply_fixes(TEXT, [info]).applied)
    assert TEXT == apply_fixes(TEXT, [fault(40, "x")]).text


def test_a_fix_may_replace_a_part_of_its_line() -> None:
    place = Place(path=PATH, line=3, column=1, length=6, excerpt="comune: Sceaux")
    assert Fix(line=3, end_line=3, text="commune: Sceaux") == Fix.of_stretch(place, "commune")
