"""The fixes of diagnostics, applied to the texts of the site.

Pure. Only the lines of a fix change; the rest of a text is kept, line ends included.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.diagnostics import Diagnostic, Fix, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class FixedText:
    """A text after its fixes, and the diagnostics whose fix was applied, in the order of the lines."""

    text: str
    applied: tuple[Diagnostic, ...]


def apply_fixes(text: str, diagnostics: Iterable[Diagnostic]) -> FixedText:
    """Return a text with the fixes of its erreurs and avertissements applied.

    Of two fixes of the same line only the first is applied, since the second is for the line as it was; the
    next reading gives it again if it is still needed.
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
    return FixedText(text="\n".join(lines), applied=tuple(applied))


def _apply(lines: list[str], fix: Fix) -> None:
    """Replace the lines of a fix in place, with the line ends of the file."""
    end = "\r" if lines[fix.line - 1].endswith("\r") else ""
    new = [f"{line}{end}" for line in fix.text.split("\n")] if fix.text else []
    lines[fix.line - 1 : fix.end_line] = new
