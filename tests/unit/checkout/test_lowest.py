"""The pins of the lowest versions are those of pyproject.toml."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from support.checkout import ROOT

import make

PROJECT = """\
[build-system]
requires = ["backend>=1.2"]

[project]
dependencies = [{}]

[project.optional-dependencies]
more = ["one>=3.1"]
"""


def lowest(script: Path) -> subprocess.CompletedProcess[str]:
    command = (sys.executable, str(script), "--print")
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def of(folder: Path, dependencies: str) -> subprocess.CompletedProcess[str]:
    """The result of the script for a project with these dependencies."""
    (folder / "pyproject.toml").write_text(PROJECT.format(dependencies), encoding="utf-8")
    (folder / "scripts").mkdir()
    return lowest(Path(shutil.copy(ROOT / "scripts" / "lowest.py", folder / "scripts")))


def test_each_requirement_of_this_project_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {*project["dependencies"], *project["optional-dependencies"]["pdf"]}
    assert {text.replace(">=", "==") for text in wanted} <= set(
        lowest(ROOT / "scripts" / "lowest.py").stdout.split()
    )


def test_a_requirement_is_pinned_at_its_lower_bound_where_it_is_wanted(tmp_path: Path) -> None:
    ended = of(tmp_path, """'one>=3.1', 'two[a,b] >= 2.0,<3', 'three>=1; python_version < "3.13"'""")
    pins = ["backend==1.2", "one==3.1", "two[a,b]==2.0", 'three==1; python_version < "3.13"']
    assert pins == ended.stdout.splitlines()


def test_a_requirement_without_a_lower_bound_is_refused(tmp_path: Path) -> None:
    ended = of(tmp_path, "'one>=3.1', 'two==2'")
    assert (1, "") == (ended.returncode, ended.stdout)
    assert "« two==2 »" in ended.stderr


def test_the_quick_tests_are_those_of_make() -> None:
    ((quick,),) = [steps for name, (_, steps) in make.COMMANDS.items() if name == "test"]
    assert quick.removeprefix("pytest -m ").strip("'") in (ROOT / "scripts" / "lowest.py").read_text("utf-8")
