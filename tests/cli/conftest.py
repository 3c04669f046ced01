from __future__ import annotations

from pathlib import Path

import pytest
from support.folders import write

from cli.command_line import CommandLine, run_here, run_in_process, small_site


@pytest.fixture(params=["here", pytest.param("process", marks=pytest.mark.slow)])
def bulletin(request: pytest.FixtureRequest) -> CommandLine:
    """The command line, called in this process and, in the slow half, started in one of its own."""
    return run_here if request.param == "here" else run_in_process


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site without faults, of one post."""
    return small_site(tmp_path / "site")


@pytest.fixture
def faulty_site(site: Path) -> Path:
    """The same with a commune that does not exist, on line 3 of its second post."""
    write(
        site,
        "content/articles/2016-08-01-faute.md",
        "---\ntitre: Une faute\ncommune: Pari\n---\n\nTexte.\n",
    )
    return site
