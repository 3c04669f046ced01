"""Where a theme is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.checkout import ROOT

from bulletin.build.site import bundled_themes, theme_folder
from bulletin.diagnostics import UsageFault


def package_in(folder: Path, project: str | None) -> Path:
    """A package in a folder that holds a `themes` too, and a `pyproject.toml` if there is text for one."""
    (folder / "bulletin").mkdir()
    (folder / "themes" / "defaut").mkdir(parents=True)
    if project is not None:
        (folder / "pyproject.toml").write_text(project, encoding="utf-8")
    return folder / "bulletin"


def test_in_a_checkout_the_themes_stand_beside_the_package(tmp_path: Path) -> None:
    assert tmp_path / "themes" == bundled_themes(package_in(tmp_path, '[project]\nname = "bulletin"\n'))


@pytest.mark.parametrize("project", [None, "", '[project]\nname = "another"\n', "[project\n"])
def test_what_stands_beside_an_installed_package_is_not_looked_at(
    tmp_path: Path, project: str | None
) -> None:
    package = package_in(tmp_path, project)
    assert package / "themes" == bundled_themes(package)


def test_the_theme_of_the_site_comes_before_the_one_of_the_program(tmp_path: Path) -> None:
    assert ROOT / "themes" / "defaut" == theme_folder(tmp_path, "defaut")
    own = tmp_path / "themes" / "defaut"
    own.mkdir(parents=True)
    assert own == theme_folder(tmp_path, "defaut")


def test_a_theme_that_is_nowhere_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="inconnu") as caught:
        theme_folder(tmp_path, "inconnu")
    assert "themes/inconnu" in caught.value.hint
