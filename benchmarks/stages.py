"""Where the time of one of our builds goes, by stage of the build and by room of the package.

    python -m benchmarks.stages SITE OUTPUT DAY [LINES]

Builds with one process, and looks every few milliseconds of processor time at what is being done. The
stage is what the conductor called, whatever it is named; the room, or the library, is the innermost one
at work. With ``LINES`` that many lines of code are named too. Nothing of the package is imported before
the build: all its imports are under « imports », what else comes before the conductor under « start ».
Prints Markdown.
"""

from __future__ import annotations

import contextlib
import io
import runpy
import signal
import sys
from collections import Counter
from pathlib import Path
from types import FrameType
from typing import Self

PERIOD = 0.002
"""Seconds of processor time between two looks; the system may make them more."""
PACKAGE = str(Path(__file__).resolve().parent.parent / "bulletin")
CONDUCTOR = f"{PACKAGE}/build/conductor.py"
LIBRARIES = "site-packages/"
IMPORTS = "<frozen importlib"
LEAST = 0.05
"""The least share, in per cent, that is worth a line."""
START, IMPORTING, ELSEWHERE = "start", "imports", "Python"


class Sampler:
    """Counts what is being done, within ``with``."""

    def __init__(self) -> None:
        self.stages: Counter[str] = Counter()
        self.rooms: Counter[str] = Counter()
        self.lines: Counter[str] = Counter()

    def __enter__(self) -> Self:
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, PERIOD, PERIOD)
        return self

    def __exit__(self, *_: object) -> None:
        signal.setitimer(signal.ITIMER_PROF, 0)

    def _look(self, _signal: int, frame: FrameType | None) -> None:
        inner_first: list[FrameType] = []
        while frame is not None:
            inner_first.append(frame)
            frame = frame.f_back
        self.stages[_stage(inner_first)] += 1
        self.rooms[_room(inner_first)] += 1
        self.lines[_line(inner_first)] += 1


def _file(frame: FrameType) -> str:
    return frame.f_code.co_filename


def _stage(inner_first: list[FrameType]) -> str:
    """Return what the conductor called, itself if it is at work, ``START`` outside it."""
    if any(_file(frame).startswith(IMPORTS) for frame in inner_first):
        return IMPORTING
    for index, frame in enumerate(inner_first):
        if _file(frame) == CONDUCTOR:
            return _name(inner_first[index - 1]) if index else "conductor"
    return START


def _room(inner_first: list[FrameType]) -> str:
    """Return the innermost room of the package or library that is at work."""
    if any(_file(frame).startswith(IMPORTS) for frame in inner_first):
        return IMPORTING
    for frame in inner_first:
        file = _file(frame)
        if file.startswith(PACKAGE):
            return f"bulletin/{Path(file).relative_to(PACKAGE).parts[0]}"
        if LIBRARIES in file:
            return file.partition(LIBRARIES)[2].partition("/")[0].removesuffix(".py")
    return ELSEWHERE


def _line(inner_first: list[FrameType]) -> str:
    """Return the innermost function and line of the package."""
    for frame in inner_first:
        if _file(frame).startswith(PACKAGE):
            return f"{_name(frame)}:{frame.f_lineno}"
    return ELSEWHERE


def _name(frame: FrameType) -> str:
    file = _file(frame)
    module = Path(file).relative_to(PACKAGE).with_suffix("").as_posix() if file.startswith(PACKAGE) else ""
    return f"{module} {frame.f_code.co_qualname}".strip()


def _table(what: str, counts: Counter[str], most: int) -> str:
    """Return a table of the greatest shares, at most ``most`` and none that would read « 0.0 % »."""
    total = max(1, counts.total())
    shares = [(name, 100 * count / total) for name, count in counts.most_common(most)]
    rows = [f"| {name} | {share:.1f} % |" for name, share in shares if share >= LEAST]
    return "\n".join([f"| {what} | of the time |", "| --- | ---: |", *rows, ""])


def main(root: str, output: str, day: str, lines: str = "0") -> None:
    """Build a site under the sampler and print what it saw."""
    sys.argv = ["bulletin", "build", root, "--output", output, "--date", day, "--jobs", "1"]
    sampler = Sampler()
    messages = io.StringIO()
    with sampler, contextlib.redirect_stderr(messages), contextlib.suppress(SystemExit):
        runpy.run_module("bulletin", run_name="__main__", alter_sys=True)
    print(_table("stage", sampler.stages, 20))
    print(_table("room or library", sampler.rooms, 16))
    if int(lines):
        print(_table("line", sampler.lines, int(lines)))


if __name__ == "__main__":
    main(*sys.argv[1:])
