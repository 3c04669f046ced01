"""The command line as a user runs it: `python -m bulletin …`, in a process of its own or in this one."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from click.testing import CliRunner
from support.checkout import child_environment
from support.folders import write

from bulletin.cli.commands import main

DONE, CONTENT, USAGE, MACHINE = 0, 1, 2, 4

_CONFIG = """\
schema = 1

[site]
titre = "Le bulletin d’essai"
url = "https://bulletin.example/"
description = "Un site pour les essais."
theme = "defaut"
departements = ["75"]

[caf]
nom = "Caf de Paris"

[themes]
jeunesse = "Jeunesse"
"""
_POST = """\
---
titre: Une rencontre à Paris
commune: Paris
---

Le texte de la rencontre.
"""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command ended."""

    status: int
    out: str
    err: str


class CommandLine(Protocol):
    """Runs `bulletin` with arguments in a folder."""

    def __call__(self, *arguments: str, cwd: Path) -> Finished:
        """Return how it ended. Fails on a traceback or an internal error."""
        ...


def run_in_process(*arguments: str, cwd: Path, variables: Mapping[str, str] | None = None) -> Finished:
    """Return how `python -m bulletin` ended, started as a user starts it."""
    run = subprocess.run(
        (sys.executable, "-m", "bulletin", *arguments),
        cwd=cwd,
        env=child_environment(variables),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return _checked(Finished(run.returncode, run.stdout, run.stderr))


def run_here(*arguments: str, cwd: Path) -> Finished:
    """Return how the same command ended in this process, which spares starting another."""
    with chdir(cwd):
        run = CliRunner().invoke(main, arguments, prog_name="python -m bulletin")
    return _checked(Finished(run.exit_code, run.stdout, run.stderr))


def _checked(finished: Finished) -> Finished:
    assert "Traceback" not in finished.err
    assert finished.status in {DONE, CONTENT, USAGE, MACHINE}, finished.err
    return finished


def small_site(folder: Path) -> Path:
    """A site without faults, of one post."""
    write(folder, "bulletin.toml", _CONFIG)
    write(folder, "content/articles/2016/2016-07-12-rencontre.md", _POST)
    write(folder, "adresses.txt", "")
    return folder
