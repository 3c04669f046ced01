"""The wheel, installed in an empty environment, away from this checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.checkout import ROOT

pytestmark = pytest.mark.slow

# Each of these would let this checkout, or its environment, be used instead of the wheel.
_LEAKS = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"}
_PATIENCE_SECONDS = 300

pytestmark = pytest.mark.slow


def _run(command: Sequence[str | Path], cwd: Path, **variables: str) -> str:
    environment = {name: value for name, value in os.environ.items() if name not in _LEAKS} | variables
    run = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    assert run.returncode == 0, f"{command}\n{run.stdout}\n{run.stderr}"
    return run.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with the locked build backend of this environment."""
    folder = tmp_path_factory.mktemp("dist")
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT)
    _run(build, cwd=folder)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`bulletin` in an environment that holds the wheel and its dependencies, and nothing else."""
    venv = tmp_path_factory.mktemp("empty") / "venv"
    _run((sys.executable, "-m", "venv", venv), cwd=venv.parent)
    scripts = venv / ("Scripts" if os.name == "nt" else "bin")
    locked = ROOT / "requirements" / "runtime.txt"
    pip = (scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _run((*pip, "--require-hashes", "-r", locked), cwd=venv.parent)
    _run((*pip, "--no-deps", wheel), cwd=venv.parent)
    _run((scripts / "python", "-m", "pip", "check", "--disable-pip-version-check"), cwd=venv.parent)
    return scripts / "bulletin"


def test_the_wheel_holds_its_data_and_nothing_of_the_sample(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {
        "bulletin/py.typed",
        "bulletin/territories/data/millesime.json",
        "bulletin/territories/data/communes/92.tsv.gz",
        "bulletin/themes/defaut/theme.toml",
        "bulletin/themes/defaut/templates/layout.html",
        "bulletin/themes/defaut/static/style.css",
        "bulletin/guide/guide-du-redacteur.md",
        "bulletin/guide/cles.md",
        "bulletin/guide/page.css",
    } <= names
    tops = {name.split("/")[0] for name in names}
    assert {"bulletin"} == {top for top in tops if not top.endswith(".dist-info")}


def test_the_installed_program_makes_a_new_site_and_builds_it(program: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    _run((program, "init", tmp_path / "mon-site"), cwd=elsewhere)
    _run((program, "check", tmp_path / "mon-site", "--strict"), cwd=elsewhere)
    _run((program, "build", tmp_path / "mon-site"), cwd=elsewhere)
    output = tmp_path / "mon-site" / "output"
    home = (output / "index.html").read_text(encoding="utf-8")
    assert "Le bulletin est ouvert" in home
    assert "Boulogne-Billancourt" in (output / "communes/index.html").read_text(encoding="utf-8")
    assert (output / "communes/92012-boulogne-billancourt/index.html").is_file()
    assert (output / "static/style.css").is_file()


def test_the_installed_program_carries_the_guide_and_the_list_of_keys(program: Path, tmp_path: Path) -> None:
    for arguments, words in ((("guide",), "Raconter une convention"), (("guide", "--cles"), "signataire")):
        page = Path(_run((program, *arguments), cwd=tmp_path, HOME=str(tmp_path)).strip())
        assert words in page.read_text(encoding="utf-8")


def test_a_plain_installation_builds_the_sample_and_its_letters(program: Path, tmp_path: Path) -> None:
    site = tmp_path / "sample"
    shutil.copytree(ROOT / "content", site / "content")
    for name in ("bulletin.toml", "adresses.txt"):
        shutil.copy(ROOT / name, site)
    assert "lettre = true" in (site / "bulletin.toml").read_text(encoding="utf-8")
    _run((program, "build", site), cwd=tmp_path)
    letters = list((site / "output").rglob("lettre.html"))
    assert letters
    assert all(' style="' in letter.read_text(encoding="utf-8") for letter in letters)


def test_the_installed_program_looks_at_no_folder_of_themes_beside_it(
    program: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    asked = (program.parent / "python", "-c", "import bulletin; print(bulletin.__path__[0])")
    beside = Path(_run(asked, cwd=tmp_path).strip()).parent / "themes"
    request.addfinalizer(lambda: shutil.rmtree(beside))
    for name in ("defaut", "autre"):
        (beside / name).mkdir(parents=True)
        (beside / name / "theme.toml").write_text("nom = 3\n", encoding="utf-8")
    site = tmp_path / "mon-site"
    _run((program, "init", site), cwd=tmp_path)
    _run((program, "build", site), cwd=tmp_path)
    settings = (site / "bulletin.toml").read_text(encoding="utf-8")
    (site / "bulletin.toml").write_text(
        settings.replace('theme = "defaut"', 'theme = "autre"'), encoding="utf-8"
    )
    refused = subprocess.run(
        (program, "build", site), cwd=tmp_path, capture_output=True, encoding="utf-8", check=False
    )
    assert 2 == refused.returncode
    assert "n’existe pas" in refused.stderr


def test_the_installed_program_finds_the_site_around_it(program: Path, tmp_path: Path) -> None:
    _run((program, "init", "mon-site"), cwd=tmp_path)
    output = _run((program, "check"), cwd=tmp_path / "mon-site" / "content")
    assert "Rien à signaler.\n" == output


def test_the_installed_program_is_of_the_version_that_it_says(program: Path, wheel: Path) -> None:
    version = wheel.name.split("-")[1]
    assert f"bulletin {version}\n" == _run((program, "--version"), cwd=program.parent)
