"""Nothing in the tree belongs to the machine on which it was written."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.checkout import ROOT

_HOME = re.compile(rb"(?<![\w.])/(?:home|root|Users|work|tmp)/[\w.-]+")
_INDEX = re.compile(rb"--(?:extra-)?index-url|--find-links|files\.pythonhosted|/simple/?\b|registry\.npmjs")
_BINARY = {".gz", ".png", ".woff2", ".ico", ".jpg", ".jpeg", ".webp", ".pdf"}
_THIRD_PARTY = Path("tests/vendor")
# Files that must name a path of a machine, or an option of pip for an index.
_ABOUT_SUCH_PATHS = {
    Path(__file__).resolve().relative_to(ROOT),
    Path("scripts/lock.py"),
    Path("tests/unit/checkout/test_make.py"),
}
_IGNORED = {".git", ".venv", ".bulletin", ".hypothesis", "__pycache__", "output"}


def _files() -> Iterator[Path]:
    """Yield the files that git tracks or would add; without git, all but generated ones."""
    command = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
        paths = [Path(name) for name in listed.split("\0") if name]
    except (OSError, subprocess.CalledProcessError):
        paths = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
    for path in paths:
        kept = (
            not (set(path.parts) & _IGNORED)
            and path.parts[0] not in {"build", "dist"}
            and not any(part.endswith("_cache") for part in path.parts)
        )
        if kept and not path.is_relative_to(_THIRD_PARTY) and (ROOT / path).is_file():
            yield path


@pytest.mark.parametrize(("what", "pattern"), [("a path", _HOME), ("an index", _INDEX)])
def test_no_file_names_this_machine(what: str, pattern: re.Pattern[bytes]) -> None:
    del what
    found = {
        f"{path}: {match[0].decode()}"
        for path in _files()
        if path.suffix not in _BINARY and path not in _ABOUT_SUCH_PATHS
        for match in pattern.finditer((ROOT / path).read_bytes())
    }
    assert set() == found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (_HOME, b"see /home/someone/site"),
        (_HOME, b'"/work/site"'),
        (_INDEX, b"pip install --index-url x"),
        (_INDEX, b"https://example.org/simple/"),
    ],
)
def test_the_search_finds_what_it_looks_for(pattern: re.Pattern[bytes], text: bytes) -> None:
    assert pattern.search(text)


def test_the_search_reads_the_files_of_the_package() -> None:
    assert set() == {path for path in _ABOUT_SUCH_PATHS if not (ROOT / path).is_file()}
    assert {Path("bulletin/cli/commands.py"), Path("README.md"), Path("content/glossaire.yml")} <= set(
        _files()
    )
