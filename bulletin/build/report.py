"""Diagnostics, builds and exceptions as texts for a terminal, JSON values or workflow commands of GitHub.

Pure: nothing is printed here. A diagnostic is, from top to bottom: its place, its severity, the line of the
file, what is wrong, what to do. No text ends with a line end.
"""

from __future__ import annotations

import os
import platform
import traceback
from collections.abc import Collection, Iterable, Iterator
from pathlib import PurePath
from typing import Final

from bulletin import __version__
from bulletin.build.summary import BuildSummary
from bulletin.build.terminal import marked_line, printable
from bulletin.corpus.turning_days import LeftOut, NextChange
from bulletin.diagnostics import BulletinError, Diagnostic, Place, Severity
from bulletin.french import printed
from bulletin.french.printed import NBSP, no_break

JsonObject = dict[str, object]

DEBUG_VARIABLE: Final = "BULLETIN_DEBUG"
"""The environment variable that, when it is not empty, shows the traceback of an error in the program."""
_ROOM: Final = 100
"""How many cells of a line of a file are shown."""
_REASONS: Final = 3
"""How many reasons of the next change are listed."""
_MINUTE: Final = 60

_NOT_BLOCKING: Final = "(brouillon ou article à paraître : n’empêche pas la construction)"
_PLURALS: Final = {
    Severity.ERREUR: ("erreur", "erreurs"),
    Severity.AVERTISSEMENT: ("avertissement", "avertissements"),
    Severity.INFO: ("information", "informations"),
}
_SEVERITIES: Final = tuple(_PLURALS)
_GITHUB_COMMANDS: Final = {
    Severity.ERREUR: "error",
    Severity.AVERTISSEMENT: "warning",
    Severity.INFO: "notice",
}


def diagnostic_text(diagnostic: Diagnostic) -> str:
    """Return the place, the line with a mark under what is wrong, the message and the hint."""
    place = diagnostic.place
    where = f"{_on_one_line(place.path)}, ligne {place.line}, colonne {place.column}"
    lines = [f"{where} — {diagnostic.severity} ({diagnostic.code})", *_excerpt_lines(place)]
    lines += (f"  {line}" for line in printable(no_break(diagnostic.message)).split("\n"))
    if not diagnostic.blocking:
        lines.append(no_break(f"  {_NOT_BLOCKING}"))
    return "\n".join((*lines, *_hint_lines(diagnostic.hint)))


def diagnostics_text(
    items: Iterable[Diagnostic], *, verbose: bool = False, saved: Collection[str] = ()
) -> str:
    """Return all diagnostics, then their count; erreurs come last, next to the prompt of the terminal.

    Within a severity they are in the order of files and lines, those of the files just ``saved`` last. An
    info that is in several places is shown once, with the number of places, unless ``verbose``.
    """
    listed = sorted(
        items,
        key=lambda item: (-_SEVERITIES.index(item.severity), item.place.path in saved, item.order),
    )
    if not listed:
        return "Rien à signaler."
    shown = map(diagnostic_text, listed) if verbose else _without_repeats(listed)
    return "\n\n".join((*shown, _count_text(listed)))


def diagnostics_for_page(items: Iterable[Diagnostic], saved: Collection[str]) -> str:
    """Return diagnostics as they are read from the top of a panel: erreurs, and files just saved, first."""
    listed = sorted(
        items,
        key=lambda item: (_SEVERITIES.index(item.severity), item.place.path not in saved, item.order),
    )
    return "\n\n".join((*_without_repeats(listed), *([_count_text(listed)] if listed else [])))


def _without_repeats(items: Iterable[Diagnostic]) -> Iterator[str]:
    """Yield the text of each diagnostic; infos with the same message give one text."""
    alike: dict[tuple[str, str, object], list[Diagnostic]] = {}
    for index, item in enumerate(items):
        is_info = item.severity is Severity.INFO
        alike.setdefault((item.code, item.message, None if is_info else index), []).append(item)
    for first, *others in alike.values():
        text = diagnostic_text(first)
        if others:
            places = printed.count(len(others), "autre endroit", "autres endroits")
            text += f"\n  La même information vaut à {places} (« --verbose » les montre tous)."
        yield text


def diagnostics_json(items: Iterable[Diagnostic]) -> list[JsonObject]:
    """Return diagnostics as JSON values, by file and line; ``line`` and ``column`` are from 1."""
    return [
        {
            "severity": str(item.severity),
            "code": item.code,
            "file": item.place.path,
            "line": item.place.line,
            "column": item.place.column,
            "length": item.place.length,
            "message": no_break(item.message),
            "hint": _shown_hint(item.hint),
            "fix": item.fix and {"line": item.fix.line, "end_line": item.fix.end_line, "text": item.fix.text},
            "blocking": item.stops,
        }
        for item in _sorted(items)
    ]


def diagnostics_github(items: Iterable[Diagnostic]) -> str:
    """Return diagnostics as workflow commands of GitHub, one on each line, which become annotations.

    An erreur that does not block is a warning: a job that succeeds shows no error.
    """
    return "\n".join(map(_github_command, _sorted(items)))


def fixes_text(applied: Iterable[Diagnostic]) -> str:
    """Return the fixes that were applied, each with the line before and after."""
    lines = []
    for item in _sorted(applied):
        if item.fix is None:
            continue
        after = printable(item.fix.text).replace("\n", "\n    ") or "(ligne enlevée)"
        lines.append(
            f"{no_break('Corrigé :')} {_on_one_line(item.place.path)}, ligne {item.fix.line} ({item.code})\n"
            f"  - {_on_one_line(item.place.excerpt)}\n  + {after}"
        )
    return "\n".join(lines)


def build_text(summary: BuildSummary) -> str:
    """Return the last lines of a build: its files, the posts left out and why, the next useful build.

    Its diagnostics are not in it: see ``diagnostics_text``.
    """
    lines = (_files_text(summary), *_left_out_lines(summary.left_out), _next_change_text(summary.next_change))
    return no_break("\n".join(lines))


def build_json(summary: BuildSummary) -> JsonObject:
    """Return a summary as JSON values; days are ISO or null."""
    left_out, next_change = summary.left_out, summary.next_change
    return {
        "rendered": list(summary.rendered),
        "kept": summary.kept,
        "pruned": list(summary.pruned),
        "diagnostics": diagnostics_json(summary.diagnostics),
        "left_out": {
            "brouillons": left_out.brouillons,
            "programmes": left_out.programmes,
            "premier": left_out.premier and left_out.premier.isoformat(),
            "expires": left_out.expires,
        },
        "next_change": {
            "date": next_change.date and next_change.date.isoformat(),
            "why": list(next_change.why),
        },
        "seconds": round(summary.seconds, 3),
    }


def error_text(error: BulletinError) -> str:
    """Return why a command stopped, and what to do."""
    return "\n".join((printable(no_break(error.message)), *_hint_lines(no_break(error.hint))))


def debug_asked() -> bool:
    """Return whether the environment asks for the traceback of an error in the program."""
    return bool(os.environ.get(DEBUG_VARIABLE))


def unexpected_text(error: BaseException, *, debug: bool) -> str:
    """Return the message for an error in the program, and how to report it; with ``debug``, the traceback."""
    kind = type(error).__name__
    frames = traceback.extract_tb(error.__traceback__)
    where = f", {PurePath(frames[-1].filename).name} ligne {frames[-1].lineno}" if frames else ""
    excuse = f"C’est un défaut de bulletin, pas le vôtre ({kind}{where})."
    versions = f"bulletin {__version__}, Python {platform.python_version()}, {platform.system()}"
    if debug:
        trace = printable("".join(traceback.format_exception(error))).rstrip()
        hint = f"Signalez-le à qui entretient bulletin, avec tout ce qui précède et ceci :\n{versions}"
        return "\n".join((trace, "", excuse, *_hint_lines(hint)))
    hint = (
        f"Relancez la même commande avec la variable d’environnement {DEBUG_VARIABLE}=1,\n"
        "puis signalez-le à qui entretient bulletin, avec tout ce qui s’affiche et ceci :\n"
        f"{versions}"
    )
    return "\n".join((excuse, *_hint_lines(hint)))


def _sorted(items: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(items, key=lambda item: item.order)


def _on_one_line(text: str) -> str:
    return printable(text.replace("\n", " "))


def _excerpt_lines(place: Place) -> tuple[str, ...]:
    if not place.excerpt.strip():
        return ()
    shown, mark = marked_line(place.excerpt, place.column, place.length, _ROOM)
    number = str(place.line)
    return (f"  {number} │ {shown}", f"  {' ' * len(number)} │ {mark}")


def _shown_hint(hint: str) -> str:
    """Return a hint with no-break spaces in its first line; the others are to be copied."""
    first, mark, others = hint.partition("\n")
    return f"{no_break(first)}{mark}{others}"


def _hint_lines(hint: str) -> tuple[str, ...]:
    """Return a hint after an arrow; its other lines are to be copied, and are not changed."""
    if not hint:
        return ()
    first, *others = printable(_shown_hint(hint)).split("\n")
    return (f"  → {first}", *(f"    {line}".rstrip() for line in others))


def _count_text(items: list[Diagnostic]) -> str:
    counts = []
    for severity, (un, plusieurs) in _PLURALS.items():
        found = [item for item in items if item.severity is severity]
        if found:
            harmless = sum(not item.blocking for item in found) if severity is Severity.ERREUR else 0
            note = f" (dont {printed.number(harmless)} sans effet sur la construction)" if harmless else ""
            counts.append(printed.count(len(found), un, plusieurs) + note)
    files = len({item.place.path for item in items})
    return f"{', '.join(counts)} dans {printed.count(files, 'fichier', 'fichiers')}."


def _github_command(item: Diagnostic) -> str:
    place = item.place
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "endColumn": str(place.column + max(place.length, 1)),
        "title": item.code,
    }
    is_harmless = item.severity is Severity.ERREUR and not item.blocking
    command = "warning" if is_harmless else _GITHUB_COMMANDS[item.severity]
    listed = ",".join(f"{name}={_github_property(value)}" for name, value in properties.items())
    texts = (no_break(item.message), "" if item.blocking else no_break(_NOT_BLOCKING), _shown_hint(item.hint))
    message = _github_data("\n".join(filter(None, texts)))
    return f"::{command} {listed}::{message}"


def _github_data(text: str) -> str:
    """Return a text escaped for the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


def _files_text(summary: BuildSummary) -> str:
    rendered, pruned = len(summary.rendered), len(summary.pruned)
    took = f"en {_seconds_text(summary.seconds)}"
    if not rendered and not pruned:
        kept = printed.count(summary.kept, "fichier déjà à jour", "fichiers déjà à jour")
        return f"Rien n’a changé : {kept}, {took}."
    counts = (
        printed.count(rendered, "fichier écrit", "fichiers écrits"),
        printed.count(summary.kept, "inchangé", "inchangés"),
        printed.count(pruned, "supprimé", "supprimés"),
    )
    return f"{', '.join(counts)}, {took}."


def _seconds_text(seconds: float) -> str:
    """« 0,8 s », « 2 min 5 s »."""
    minutes, rest = divmod(round(seconds), _MINUTE)
    if minutes:
        return f"{printed.number(minutes)}{NBSP}min {rest}{NBSP}s"
    return f"{seconds:.1f}".replace(".", ",") + f"{NBSP}s"


def _left_out_lines(left_out: LeftOut) -> tuple[str, ...]:
    hidden = left_out.brouillons + left_out.programmes
    if not hidden and not left_out.expires:
        return ("Aucun texte n’est laissé de côté.",)
    lines = []
    if hidden:
        unshown = printed.count(hidden, "texte n’est pas publié", "textes ne sont pas publiés")
        lines.append(f"{unshown} : {printed.listing(_hidden_reasons(left_out))}.")
    if left_out.expires:
        expired = printed.count(
            left_out.expires,
            "article expiré a quitté les listes et garde sa page",
            "articles expirés ont quitté les listes et gardent leur page",
        )
        lines.append(f"{expired}.")
    return tuple(lines)


def _hidden_reasons(left_out: LeftOut) -> tuple[str, ...]:
    reasons = []
    if left_out.brouillons:
        reasons.append(printed.count(left_out.brouillons, "brouillon", "brouillons"))
    if left_out.programmes:
        which = "" if left_out.programmes == 1 else ", le premier"
        first = "" if left_out.premier is None else f"{which} le {printed.day(left_out.premier)}"
        reasons.append(f"{printed.number(left_out.programmes)} à paraître{first}")
    return tuple(reasons)


def _next_change_text(change: NextChange) -> str:
    if change.date is None:
        return "Prochaine reconstruction utile : aucune, tant que les sources ne changent pas."
    reasons = [_on_one_line(why) for why in change.why[:_REASONS]]
    if others := len(change.why) - len(reasons):
        reasons.append(f"et {printed.count(others, 'autre changement', 'autres changements')}")
    text = f"Prochaine reconstruction utile : {printed.day(change.date)}"
    if reasons:
        text += f", {' ; '.join(reasons)}"
    return text if text.endswith((".", "…")) else f"{text}."
