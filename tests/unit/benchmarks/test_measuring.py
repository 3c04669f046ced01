"""What a run costs, and the tables made of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.measuring import CommandFailedError, Cost, Summary, cost_of, summary_of
from benchmarks.report import resource_table, time_table

MIB = 1024 * 1024
LARGE = 60


def _python(code: str) -> list[str]:
    return [sys.executable, "-I", "-S", "-c", code]


def test_the_peak_is_that_of_the_command_and_not_of_who_measures_it(tmp_path: Path) -> None:
    ballast = bytearray(LARGE * MIB)
    small = cost_of(_python("pass"), tmp_path, {})
    large = cost_of(_python(f"bytearray({LARGE} * {MIB})"), tmp_path, {})
    assert small.peak < LARGE * MIB < large.peak
    assert len(ballast) == LARGE * MIB


def test_processor_time_counts_the_processes_that_the_command_waits_for(tmp_path: Path) -> None:
    work = "sum(range(2_000_000))"
    alone = cost_of(_python(work), tmp_path, {})
    twice = f"import os\nfor _ in range(3):\n  if not os.fork():\n    {work}; os._exit(0)\n  os.wait()"
    assert 1.5 * alone.cpu_seconds < cost_of(_python(twice), tmp_path, {}).cpu_seconds


def test_a_command_that_fails_is_said_with_the_end_of_what_it_wrote(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match="ended with 3:\nno such thing"):
        cost_of(_python("print('no such thing'); raise SystemExit(3)"), tmp_path, {})


def test_the_environment_of_one_generator_does_not_reach_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    code = "import os; raise SystemExit(os.environ.get('PYTHONPATH', '') != '/ours')"
    cost_of(_python(code), tmp_path, {"PYTHONPATH": "/ours"})
    with pytest.raises(CommandFailedError):
        cost_of(_python(code), tmp_path, {})


def test_a_summary_is_made_of_medians_and_the_highest_peak() -> None:
    costs = [Cost(seconds=seconds, cpu_seconds=2 * seconds, peak=int(9 - seconds)) for seconds in (5, 1, 2)]
    assert Summary(seconds=2, cpu_seconds=4, peak=8, fastest=1, slowest=5) == summary_of(costs)


def test_a_ratio_above_one_says_that_we_are_faster() -> None:
    ours = Summary(seconds=0.5, cpu_seconds=0.4, peak=50 * MIB, fastest=0.4, slowest=0.6)
    hugo = Summary(seconds=2, cpu_seconds=3, peak=150 * MIB, fastest=2, slowest=2)
    rows = [("body edit", (ours, hugo))]
    expected = [
        "| build | bulletin, s | Hugo, s | Hugo / bulletin |",
        "| --- | ---: | ---: | ---: |",
        "| body edit | 0.50 (0.40-0.60) | 2.00 (2.00-2.00) | 4.00 |",
    ]
    assert expected == time_table(("bulletin", "Hugo"), rows).splitlines()
    resources = resource_table(("bulletin", "Hugo"), rows).splitlines()
    assert "| body edit | 0.40 | 3.00 | 7.50 | 50 | 150 |" == resources[2]
