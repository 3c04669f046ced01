"""What a build did and what it left out, as the values that its closing lines are made of.

Nothing vanishes in silence: posts that are not shown are counted with the reason, and the next day on
which time alone changes the site is known.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from bulletin.corpus.turning_days import LeftOut, NextChange
from bulletin.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildSummary:
    """What a build that ended has done."""

    rendered: tuple[str, ...] = ()
    """Paths written, relative to the output folder."""
    kept: int = 0
    """Files that were already right."""
    pruned: tuple[str, ...] = ()
    """Paths removed, because no source claims them any more."""
    left: tuple[str, ...] = ()
    """Paths that no source claims any more, but that somebody has edited: they stay."""
    diagnostics: tuple[Diagnostic, ...] = ()
    left_out: LeftOut = field(default_factory=LeftOut)
    next_change: NextChange = field(default_factory=NextChange)
    seconds: float = 0.0
    """How long it took."""
