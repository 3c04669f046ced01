"""Diagnostics, builds and refusals as texts for the terminal, as JSON and for GitHub."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.build.report import (
    build_json,
    build_text,
    diagnostic_text,
    diagnostics_github,
    diagnostics_json,
    diagnostics_text,
    error_text,
    fixes_text,
    unexpected_text,
)
from bulletin.build.summary import BuildSummary
from bulletin.build.terminal import marked_line, printable, width
from bulletin.corpus.turning_days import LeftOut, NextChange
from bulletin.diagnostics import Diagnostic, Fix, MachineRefusal, Place, Severity, UsageFault
from bulletin.french.printed import NBSP

UNKNOWN = Diagnostic(
    severity=Severity.ERREUR,
    code="commune-inconnue",
    place=Place(
        path="content/articles/2016/2016-07-11-cej.md",
        line=3,
        column=10,
        length=19,
        excerpt="commune: Boulogne-Bilancourt",
    ),
    message="La commune « Boulogne-Bilancourt » n’existe pas.",
    hint="Vouliez-vous dire « Boulogne-Billancourt » ?",
)
LATER = replace(
    UNKNOWN,
    severity=Severity.AVERTISSEMENT,
    code="resume-absent",
    place=Place(path="content/pages/a,b.md", line=12, column=1),
    message="100 % sans résumé.",
    hint="",
)


def marks(excerpt: str, column: int, length: int, room: int = 100) -> str:
    """The part of the shown line that is above the tildes, cell by cell."""
    shown, mark = marked_line(excerpt, column, length, room)
    cells = "".join(character * max(width(character), 0) for character in shown)
    return cells[len(mark) - mark.count("~") : len(mark)]


def test_a_diagnostic_shows_the_place_the_line_what_is_wrong_and_what_to_do() -> None:
    expected = (
        "content/articles/2016/2016-07-11-cej.md, ligne 3, colonne 10 — erreur (commune-inconnue)\n"
        "  3 │ commune: Boulogne-Bilancourt\n"
        "    │          ~~~~~~~~~~~~~~~~~~~\n"
        "  La commune « Boulogne-Bilancourt » n’existe pas.\n"
        "  → Vouliez-vous dire « Boulogne-Billancourt » ?"
    )
    assert expected == diagnostic_text(UNKNOWN)


def test_without_a_line_and_a_remedy_only_the_place_and_the_sentence_are_shown() -> None:
    expected = (
        "content/pages/a,b.md, ligne 12, colonne 1 — avertissement (resume-absent)\n  100 % sans résumé."
    )
    assert expected == diagnostic_text(LATER)


def test_the_lines_of_a_long_form_keep_their_indents_under_the_arrow() -> None:
    hint = "Écrivez la forme longue :\nlien:\n  titre: Le site\n\n  url: https://exemple.fr"
    shown = diagnostic_text(replace(UNKNOWN, hint=hint)).split("\n")[-5:]
    assert [
        "  → Écrivez la forme longue :",
        "    lien:",
        "      titre: Le site",
        "",
        "      url: https://exemple.fr",
    ] == shown


def test_a_fault_that_does_not_block_says_so_before_its_remedy() -> None:
    lines = diagnostic_text(replace(UNKNOWN, blocking=False)).split("\n")
    assert "  (brouillon ou article à paraître : n’empêche pas la construction)" == lines[-2]
    assert lines[-1].startswith("  → ")


def test_the_marks_of_a_long_line_number_stay_under_the_line() -> None:
    place = replace(UNKNOWN.place, line=1204)
    _, line, mark, *_ = diagnostic_text(replace(UNKNOWN, place=place)).split("\n")
    assert line.index("│") == mark.index("│")
    assert line.index("Boulogne") == mark.index("~")


@pytest.mark.parametrize(
    ("excerpt", "fault"),
    [
        ("titre: Été à Sèvres", "Sèvres"),
        ("titre: " + unicodedata.normalize("NFD", "Été à Sèvres"), "vres"),
        ("titre: 日本 et Sèvres", "Sèvres"),
        ("\ttitre: Sèvres", "Sèvres"),
        ("titre: \x1b[31mSèvres", "Sèvres"),
        ("titre:\N{ZERO WIDTH JOINER} Sèvres", "Sèvres"),
    ],
)
def test_the_mark_stands_under_the_fault_whatever_is_before_it(excerpt: str, fault: str) -> None:
    assert fault == marks(excerpt, excerpt.index(fault) + 1, len(fault))


def test_an_ideogram_is_marked_over_two_cells() -> None:
    assert ("a 日 b", "  ~~") == marked_line("a 日 b", 3, 1, 100)


def test_a_fault_after_the_end_of_its_line_has_one_tilde_there() -> None:
    assert ("titre:", "      ~") == marked_line("titre:", 7, 1, 100)
    assert ("titre:", "      ~") == marked_line("titre:", 40, 5, 100)


def test_a_long_line_is_cut_around_its_fault() -> None:
    excerpt = "avant " * 40 + "FAUTE" + " après" * 40
    shown, mark = marked_line(excerpt, 241, 5, 60)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert "FAUTE" == marks(excerpt, 241, 5, 60)
    assert 60 == width(shown)
    assert len(mark) <= 60


def test_a_long_line_whose_fault_is_near_its_start_is_cut_at_its_end_only() -> None:
    shown, mark = marked_line("FAUTE" + " après" * 40, 1, 5, 30)
    assert "FAUTE après après après après…" == shown
    assert "~~~~~" == mark


def test_a_fault_longer_than_the_width_is_marked_as_far_as_it_shows() -> None:
    shown, mark = marked_line("clé: " + "x" * 500, 6, 500, 30)
    assert 30 >= width(shown)
    assert shown.count("x") == mark.count("~")
    assert shown.count("x") > 15


@given(
    excerpt=st.text(max_size=60),
    column=st.integers(1, 70),
    length=st.integers(0, 70),
    room=st.integers(20, 80),
)
def test_a_marked_line_never_exceeds_its_width_and_always_has_its_mark(
    excerpt: str, column: int, length: int, room: int
) -> None:
    shown, mark = marked_line(excerpt, column, length, room)
    assert width(shown) <= room
    assert mark.strip(" ").strip("~") == ""
    assert mark.endswith("~")
    assert len(mark) <= width(shown) + 1


@given(st.text())
def test_no_terminal_control_sequence_is_printed(text: str) -> None:
    shown = printable(text)
    assert not [
        sign
        for sign in shown
        if sign not in "\n\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"
        and unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    ]
    assert text.count("\n") == shown.count("\n")


def test_control_characters_show_as_signs() -> None:
    assert "␛[31m    ␡ \ufffd\ufffd" == printable("\x1b[31m\t\x7f \u202e\x9b")


def test_a_diagnostic_is_safe_in_each_of_its_texts() -> None:
    control = "a\x07\x1b]0;titre\x07"
    hostile = replace(
        UNKNOWN,
        place=replace(UNKNOWN.place, path=control, excerpt=control),
        message=control,
        hint=f"{control}\n{control}",
    )
    shown = diagnostic_text(hostile)
    assert "\x07" not in shown
    assert "\x1b" not in shown


def test_all_diagnostics_are_reported_sorted_and_counted() -> None:
    draft = replace(UNKNOWN, place=replace(UNKNOWN.place, line=9), blocking=False)
    text = diagnostics_text([LATER, draft, UNKNOWN])
    parts = text.split("\n\n")
    assert [diagnostic_text(LATER), diagnostic_text(UNKNOWN), diagnostic_text(draft)] == parts[:-1]
    assert "2 erreurs (dont 1 sans effet sur la construction), 1 avertissement dans 2 fichiers." == parts[-1]


def test_an_information_with_several_places_is_reported_once_with_its_count() -> None:
    info = replace(LATER, severity=Severity.INFO, code="commune-eloignee", message="Paris, dans le 75.")
    met = [replace(info, place=replace(info.place, line=line)) for line in (3, 5, 8)]

    text = diagnostics_text([*met, UNKNOWN])

    assert text.startswith(diagnostic_text(met[0]))
    assert "à 2 autres endroits" in text
    assert 1 == text.count("Paris")
    assert 3 == diagnostics_text([*met, UNKNOWN], verbose=True).count("Paris")


def test_what_was_corrected_is_shown_before_and_after() -> None:
    fix = Fix(line=3, end_line=3, text="commune: Boulogne-Billancourt")
    assert (
        "Corrigé\u00a0: content/articles/2016/2016-07-11-cej.md, ligne 3 (commune-inconnue)\n"
        "  - commune: Boulogne-Bilancourt\n"
        "  + commune: Boulogne-Billancourt"
    ) == fixes_text([replace(UNKNOWN, fix=fix)])


def test_the_count_is_in_the_singular_for_one() -> None:
    assert diagnostics_text([UNKNOWN]).endswith("\n\n1 erreur dans 1 fichier.")
    report = diagnostics_text([replace(LATER, severity=Severity.INFO)])
    assert report.endswith("\n\n1 information dans 1 fichier.")


def test_without_diagnostics_the_report_says_so() -> None:
    assert "Rien à signaler." == diagnostics_text([])
    assert "" == diagnostics_github([])
    assert [] == diagnostics_json([])


def test_json_holds_what_programs_need_in_order() -> None:
    first, second = diagnostics_json([LATER, UNKNOWN])
    assert {
        "severity": "erreur",
        "code": "commune-inconnue",
        "file": "content/articles/2016/2016-07-11-cej.md",
        "line": 3,
        "column": 10,
        "length": 19,
        "message": "La commune « Boulogne-Bilancourt » n’existe pas.",
        "hint": "Vouliez-vous dire « Boulogne-Billancourt » ?",
        "fix": None,
        "blocking": True,
    } == json.loads(json.dumps(first))
    assert "avertissement" == second["severity"]


def test_github_gets_one_escaped_command_for_each() -> None:
    error, warning = diagnostics_github([LATER, replace(UNKNOWN, hint="Écrivez :\nepci: x")]).split("\n")
    assert (
        "::error file=content/articles/2016/2016-07-11-cej.md,line=3,col=10,endColumn=29,"
        "title=commune-inconnue::La commune « Boulogne-Bilancourt » n’existe pas.%0AÉcrivez :%0Aepci: x"
    ) == error
    assert (
        "::warning file=content/pages/a%2Cb.md,line=12,col=1,endColumn=2,title=resume-absent"
        "::100 %25 sans résumé."
    ) == warning


def test_github_sees_no_error_in_what_does_not_block_and_a_notice_in_an_info() -> None:
    idle = diagnostics_github([replace(UNKNOWN, blocking=False)])
    assert idle.startswith("::warning ")
    assert "%0A(brouillon ou article à paraître" in idle
    assert diagnostics_github([replace(LATER, severity=Severity.INFO)]).startswith("::notice ")


def test_no_text_can_forge_a_second_github_command() -> None:
    forged = replace(LATER, message="a\r\n::error::b", place=Place(path="x,line=1::\n::error::y"))
    report = diagnostics_github([forged])
    assert 1 == len(report.splitlines())
    assert "file=x%2Cline=1%3A%3A%0A%3A%3Aerror%3A%3Ay," in report


SUMMARY = BuildSummary(
    rendered=("index.html", "flux.xml"),
    kept=1340,
    pruned=("vieux/index.html",),
    diagnostics=(LATER,),
    left_out=LeftOut(brouillons=2, programmes=3, premier=date(2016, 7, 12), expires=1),
    next_change=NextChange(
        date=date(2014, 11, 16), why=("clôture des inscriptions aux « 24 heures »", "fin du CEJ de Sèvres")
    ),
    seconds=0.8349,
)


def test_a_build_ends_with_its_files_what_it_left_out_and_the_next_useful_build() -> None:
    assert (
        "2 fichiers écrits, 1 340 inchangés, 1 supprimé, en 0,8 s.\n"
        "5 textes ne sont pas publiés : 2 brouillons et 3 à paraître, le premier le 12 juillet 2016.\n"
        "1 article expiré a quitté les listes et garde sa page.\n"
        "Prochaine reconstruction utile : 16 novembre 2014, clôture des inscriptions aux « 24 heures » ;"
        " fin du CEJ de Sèvres."
    ) == build_text(SUMMARY)


def test_a_build_that_changed_nothing_says_so() -> None:
    assert (
        "Rien n’a changé : 12 fichiers déjà à jour, en 2 min 5 s.\n"
        "Aucun texte n’est laissé de côté.\n"
        "Prochaine reconstruction utile : aucune, tant que les sources ne changent pas."
    ) == build_text(BuildSummary(kept=12, seconds=125.2))


def test_the_only_scheduled_post_is_reported_with_its_day() -> None:
    left_out = LeftOut(programmes=1, premier=date(2015, 3, 1))
    assert (
        "1 texte n’est pas publié : 1 à paraître le 1er mars 2015."
        == build_text(BuildSummary(left_out=left_out)).split("\n")[1]
    )


def test_reasons_of_the_next_build_beyond_the_third_are_counted() -> None:
    change = NextChange(date=date(2015, 1, 1), why=("un", "deux", "trois", "quatre", "cinq"))
    assert build_text(BuildSummary(next_change=change)).endswith(
        " : 1er janvier 2015, un ; deux ; trois ; et 2 autres changements."
    )


def test_a_reason_that_trails_off_gets_no_full_stop() -> None:
    change = NextChange(date=date(2014, 11, 16), why=("clôture des inscriptions…",))
    report = build_text(BuildSummary(next_change=change))
    assert report.endswith("\nProchaine reconstruction utile : 16 novembre 2014, clôture des inscriptions…")


def test_the_json_of_a_build_says_all_of_it() -> None:
    assert {
        "rendered": ["index.html", "flux.xml"],
        "kept": 1340,
        "pruned": ["vieux/index.html"],
        "diagnostics": diagnostics_json([LATER]),
        "left_out": {"brouillons": 2, "programmes": 3, "premier": "2016-07-12", "expires": 1},
        "next_change": {
            "date": "2014-11-16",
            "why": ["clôture des inscriptions aux « 24 heures »", "fin du CEJ de Sèvres"],
        },
        "seconds": 0.835,
    } == json.loads(json.dumps(build_json(SUMMARY)))


def test_days_that_are_not_known_are_null_in_json() -> None:
    report = json.loads(json.dumps(build_json(BuildSummary())))
    assert None is report["left_out"]["premier"]
    assert {"date": None, "why": []} == report["next_change"]


def test_a_refusal_is_a_sentence_and_its_remedy() -> None:
    assert "Le disque est plein.\n  → Faites de la place." == error_text(
        MachineRefusal("Le disque est plein.", "Faites de la place.")
    )
    assert "Pas de bulletin.toml ici." == error_text(UsageFault("Pas de bulletin.toml ici."))


def test_a_message_has_no_break_spaces_and_the_lines_to_copy_have_none() -> None:
    hint = "Écrivez une liste : ceci.\ntitre: « a » ; b"
    item = Diagnostic.of("cle-inconnue", Place(path="a.md"), "« a » : inconnu.", hint)

    shown = diagnostic_text(item)

    assert f"  «{NBSP}a{NBSP}»{NBSP}: inconnu." in shown.split("\n")
    assert [f"  → Écrivez une liste{NBSP}: ceci.", "    titre: « a » ; b"] == shown.split("\n")[-2:]


def raised() -> Exception:
    """An exception with its traceback."""
    try:
        dict[str, str]()["clé\x1b"]
    except KeyError as fault:
        return fault
    raise AssertionError


def test_an_internal_error_says_how_to_report_it_and_shows_no_traceback() -> None:
    report = unexpected_text(raised(), debug=False)
    assert report.startswith("C’est un défaut de bulletin, pas le vôtre (KeyError, test_report.py ligne ")
    assert "BULLETIN_DEBUG=1" in report
    assert "Traceback" not in report


def test_the_traceback_is_shown_on_demand_without_control_characters() -> None:
    report = unexpected_text(raised(), debug=True)
    assert report.startswith("Traceback")
    assert "C’est un défaut de bulletin, pas le vôtre" in report
    assert "\x1b" not in report
