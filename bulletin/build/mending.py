"""The fixes of diagnostics, applied to the texts that they speak of.

Pure. Only the lines of a fix change; everything else stays as it was, line ends included.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.diagnostics import Diagnostic, Fix, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A text after its fixes: the diagnostics whose fix was applied, in the order of the lines."""

    text: str
    applied: tuple[Diagnostic, ...]


def mended(text: str, diagnostics: Iterable[Diagnostic]) -> Mended:
    """Return a text with the fixes of its erreurs and avertissements applied.

    Of two fixes that touch one line, only the first is applied: the second speaks of a line that is no longer
    there, and comes back at the next reading if it still holds.
    """
    lines = text.split("\n")
    applied: list[Diagnostic] = []
    last = 0
    for item in sorted(diagnostics, key=lambda one: one.order):
        fix = item.fix
        if fix is None or item.severity is Severity.INFO or not last < fix.line <= fix.end_line <= len(lines):
            continue
        applied.append(item)
        last = fix.end_line
    for item in reversed(applied):
        if item.fix is not None:
            _apply(lines, item.fix)
    return Mended(text="\n".join(lines), applied=tuple(applied))


def _apply(lines: list[str], fix: Fix) -> None:
    """Replace the lines of a fix in place; a line end that the editor of the file uses is kept."""
    end = "\r" if lines[fix.line - 1].endswith("\r") else ""
    new = [f"{line}{end}" for line in fix.text.split("\n")] if fix.text else []
    lines[fix.line - 1 : fix.end_line] = new
