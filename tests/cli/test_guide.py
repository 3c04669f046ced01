"""`bulletin guide`: where the guide is, and the guide itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.folders import write

from cli.command_line import DONE, MACHINE, CommandLine


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of the user is a folder of the test."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "words"),
    [((), "Votre premier article en cinq minutes"), (("--cles",), "fiche_convention")],
    ids=["guide", "keys"],
)
def test_the_guide_is_a_page_whose_path_is_printed(
    arguments: tuple[str, ...], words: str, home: Path, bulletin: CommandLine
) -> None:
    answer = bulletin("guide", *arguments, cwd=home)
    assert (DONE, "") == (answer.status, answer.err)
    page = Path(answer.out.strip())
    assert page.is_relative_to(home)
    assert words in page.read_text(encoding="utf-8")


def test_a_folder_that_cannot_be_written_is_named(home: Path, bulletin: CommandLine) -> None:
    write(home, "config", "")
    refused = bulletin("guide", cwd=home)
    assert MACHINE == refused.status
    assert "config" in refused.err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo-terminal is a matter of Unix")
def test_in_a_terminal_it_opens_in_the_browser(home: Path) -> None:
    from cli.terminal import terminal  # noqa: PLC0415  # there is no pseudo-terminal on Windows

    browser = write(home, "navigateur", f'#!/bin/sh\necho "$1" > {home}/ouvert\n')
    browser.chmod(0o755)
    variables = {"BROWSER": str(browser)}
    with terminal("guide", cwd=home, variables=variables) as screen:
        assert DONE == screen.end()
    opened = (home / "ouvert").read_text(encoding="utf-8").strip()
    assert opened.startswith("file://")
    assert opened.removeprefix("file://") in screen.screen
