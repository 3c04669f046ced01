"""Runs the quick tests with the lowest versions that `pyproject.toml` allows: `python3 scripts/lowest.py`.

The versions are installed in a scratch environment, which is thrown away: each library that the project
names is there at its lower bound, those that these bring are of any version they accept. With `--print`
the pins are only printed. Standard library only.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# A name, the extras it is asked with, its lower bound, whatever else bounds it, and where it is wanted.
REQUIREMENT = re.compile(
    r"(?P<name>[\w.-]+(?:\[[\w,. -]+\])?)\s*>=\s*(?P<bound>[\w.]+)\s*(?:,[^;]*)?(?P<marker>;.*)?"
)
# Each of these would let another installation into the environment.
LEAKS = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT"}
QUICK = ("-m", "not slow and not browser")


def main(arguments: Sequence[str]) -> int:
    """Returns the exit status of the tests, or that of the installation that failed."""
    wanted = pins((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    if "--print" in arguments:
        print("\n".join(wanted))
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        python = empty_environment(Path(scratch) / "venv")
        pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
        print("Installing the lowest versions:", " ".join(wanted), flush=True)
        return (
            run((*pip, *wanted))
            or run((*pip, "--no-deps", "--no-build-isolation", ROOT))
            or run((python, "-m", "pip", "check", "--disable-pip-version-check"))
            or run((python, "-m", "pytest", *QUICK))
        )


def pins(project: str) -> tuple[str, ...]:
    """All that the text of a `pyproject.toml` asks for, each at its lower bound: « click==8.5 »."""
    told = tomllib.loads(project)
    extras = told["project"].get("optional-dependencies", {}).values()
    requirements = (told["build-system"]["requires"], told["project"]["dependencies"], *extras)
    return tuple(dict.fromkeys(pin(text) for group in requirements for text in group))


def pin(requirement: str) -> str:
    """A requirement at its lower bound. Ends the program if it has none."""
    found = REQUIREMENT.fullmatch(requirement.strip())
    if found is None:
        sys.exit(f"lowest.py: pyproject.toml gives no lower bound in « {requirement} »")
    return f"{found['name']}=={found['bound']}{found['marker'] or ''}"


def empty_environment(folder: Path) -> str:
    """The Python of a new environment in that folder, where only pip is installed."""
    venv.create(folder, with_pip=True)
    return str(folder / ("Scripts" if os.name == "nt" else "bin") / "python")


def run(command: Iterable[str | Path]) -> int:
    """The exit status of a command run at the root, its output shown, with no other installation in sight."""
    variables = {
        name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONHOME"}
    }
    return subprocess.run([str(word) for word in command], cwd=ROOT, env=variables, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
