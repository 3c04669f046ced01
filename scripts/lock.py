"""Remakes `requirements/` from `pyproject.toml`: `python3 scripts/lock.py [--upgrade]`.

Every version is pinned and every file hashed, for Python 3.11 and later on any platform; the index
they came from is not written down. Pins that are there already are kept, unless `--upgrade` is given.
Standard library only: uv is fetched into a scratch environment.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Made by scripts/lock.py from pyproject.toml: do not edit by hand.\n"
# hatchling asks for it through a build hook, which only an isolated build reads.
EDITABLE_BUILD = ("editables>=0.5",)
COMPILE = (
    "pip",
    "compile",
    "--quiet",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
)


def main(arguments: Sequence[str]) -> int:
    """The two files of `requirements/` agree with `pyproject.toml`, and with each other."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    build = (*project["build-system"]["requires"], *EDITABLE_BUILD)
    extras = project["project"]["optional-dependencies"]
    runtime = (*build, *project["project"]["dependencies"])
    dev = (*runtime, *extras["heic"], *extras["pdf"], *extras["dev"])
    with tempfile.TemporaryDirectory() as scratch:
        uv = install_uv(Path(scratch))
        lock(uv, "runtime", runtime, arguments)
        lock(uv, "dev", dev, (*arguments, "--constraint=requirements/runtime.txt"))
    return 0


def install_uv(folder: Path) -> Path:
    """The uv program, installed in that folder."""
    venv.create(folder, with_pip=True)
    subprocess.run((folder / "bin" / "python", "-m", "pip", "install", "--quiet", "uv"), check=True)
    return folder / "bin" / "uv"


def lock(uv: Path, name: str, requirements: Sequence[str], options: Sequence[str]) -> None:
    """`requirements/NAME.txt` pins those requirements and all that they need."""
    target = ROOT / "requirements" / f"{name}.txt"
    subprocess.run(
        (uv, *COMPILE, *options, f"--output-file=requirements/{name}.txt", "-"),
        cwd=ROOT,
        input="\n".join(requirements),
        text=True,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    target.write_text(HEADER + target.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
