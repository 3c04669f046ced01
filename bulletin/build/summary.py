"""The summary of a build: what it did, which posts it left out, and when the site changes next."""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin.corpus.turning_days import LeftOut, NextChange
from bulletin.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSummary:
    """The result of a build."""

    rendered: tuple[str, ...] = ()
    """Paths written, from the output folder."""
    kept: int = 0
    """How many files were up to date."""
    pruned: tuple[str, ...] = ()
    """Paths removed, because they are not in the plan any more."""
    left: tuple[str, ...] = ()
    """Paths that are not in the plan any more, and were not removed because they were edited by hand."""
    diagnostics: tuple[Diagnostic, ...] = ()
    left_out: LeftOut = field(default_factory=LeftOut)
    next_change: NextChange = field(default_factory=NextChange)
    seconds: float = 0.0
    """How long the build took."""
