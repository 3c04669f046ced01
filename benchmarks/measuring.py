"""What one run of a command costs, and what several runs of it say together."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import measured


class CommandFailedError(Exception):
    """A command that is measured did not end well; the text holds the end of what it wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """Seconds of a run, by the clock and of processors, and the peak in bytes of its largest process."""

    seconds: float
    cpu_seconds: float
    peak: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What several runs cost: the medians of seconds with their extremes, and the highest peak."""

    seconds: float
    cpu_seconds: float
    peak: int
    fastest: float
    slowest: float


def cost_of(command: Sequence[str], scratch: Path, environment: dict[str, str]) -> Cost:
    """Return what a command costs; ``command[0]`` is the path of a program.

    ``scratch`` is a folder for what it writes to its terminal. Raises ``CommandFailedError`` when its exit
    status is not 0.
    """
    report, log = scratch / "report.json", scratch / "log.txt"
    runner = [sys.executable, "-I", "-S", measured.__file__, str(report), str(log), *command]
    subprocess.run(runner, check=True, env=_cleared() | environment)  # noqa: S603 - our own commands
    result = json.loads(report.read_text(encoding="utf-8"))
    if result["status"]:
        end = log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise CommandFailedError(f"{' '.join(command)} ended with {result['status']}:\n{end}")
    return Cost(seconds=result["seconds"], cpu_seconds=result["cpu_seconds"], peak=result["peak"])


def _cleared() -> dict[str, str]:
    """Return the environment without what would bring modules of one generator into another."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def summary_of(costs: Sequence[Cost]) -> Summary:
    """Return the summary of at least one run."""
    seconds = [cost.seconds for cost in costs]
    return Summary(
        seconds=statistics.median(seconds),
        cpu_seconds=statistics.median(cost.cpu_seconds for cost in costs),
        peak=max(cost.peak for cost in costs),
        fastest=min(seconds),
        slowest=max(seconds),
    )
