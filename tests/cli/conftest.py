from __future__ import annotations

from pathlib import Path

import pytest

from cli.command_line import small_site, write


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
        "---\ntitre: Une faute\ncommune: Belfor\n---\n\nTexte.\n",
    )
    return site
