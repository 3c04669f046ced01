"""The command line as a user runs it: `python -m bulletin …` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DONE, CONTENT, USAGE, MACHINE = 0, 1, 2, 4

_CONFIG = """\
schema = 1

[site]
titre = "Le bulletin d’essai"
url = "https://bulletin.example/"
description = "Un site pour les essais."
theme = "defaut"
departements = ["90"]

[caf]
nom = "Caf du Territoire de Belfort"

[themes]
jeunesse = "Jeunesse"
"""
_POST = """\
---
titre: Une rencontre à Belfort
commune: Belfort
---

Le texte de la rencontre.
"""


@dataclass(frozen=True, slots=True)
class Finished:
    """How a command ended."""

    status: int
    out: str
    err: str


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """The variables of a child, which imports this checkout wherever it runs."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **(extra or {})}


def bulletin(*arguments: str, cwd: Path, variables: Mapping[str, str] | None = None) -> Finished:
    """The command has run; whatever it was given, it ended without a traceback or a fault of ours."""
    run = subprocess.run(
        (sys.executable, "-m", "bulletin", *arguments),
        cwd=cwd,
        env=environment(variables),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert "Traceback" not in run.stderr
    assert run.returncode in {DONE, CONTENT, USAGE, MACHINE}, run.stderr
    return Finished(run.returncode, run.stdout, run.stderr)


def write(site: Path, path: str, text: str) -> Path:
    """The file is there, with its folders."""
    file = site / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def small_site(folder: Path) -> Path:
    """A site without faults, of one post."""
    write(folder, "bulletin.toml", _CONFIG)
    write(folder, "content/articles/2016/2016-07-12-rencontre.md", _POST)
    write(folder, "adresses.txt", "")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, by its path; empty when there is no folder."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
