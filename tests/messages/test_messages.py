"""The messages that writers read: each text file of this folder is a fault and its expected message.

The blocks before ``-- attendu --`` are files of a site; the last block is the text as a terminal shows it.
Reviewers read these files, so a change of a message is a change of its file.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from support.front_matter import read_bytes
from support.small_site import CONFIG, blocks
from support.spaces import plain_spaces

from bulletin.build.conductor import check
from bulletin.build.prepared import Order
from bulletin.build.report import diagnostic_text
from bulletin.diagnostics import CATALOGUE, Diagnostic

FOLDER = Path(__file__).parent
EXPECTED = "attendu"
DAY = dt.date(2016, 8, 1)
LATER = {"convention-voisine": dt.date(2024, 3, 1), "subvention-en-retard": dt.date(2018, 3, 1)}
"""The day of the build, for faults that depend on it."""
ENCODINGS = {"encodage": "cp1252"}
FOLLOWED_BY = {"identifiant-proche": {"chevauchement"}}
"""Faults that have another one as a consequence."""
MARKS = str.maketrans({"␀": "\x00", "␁": "\x01", "␂": "\x02", "␋": "\x0b", "␣": "\u200b"})
"""Characters that are not seen, by the visible sign that replaces them in these files."""
LENGTH = re.compile(r"@(\d+)@")
"""``@300@`` stands for a word of 300 letters."""
CODES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))
NOT_OF_CONTENT = re.compile(
    r"(gabarit|reglage|configuration|mentions|identite|accessibilite|site|adresse-perdue|fichier-etranger)\b.*"
    # A symbolic link or a device, which a text file cannot describe.
    r"|fichier-refuse"
)
"""The codes that only the configuration, the theme or the folders can cause."""


def files_of(code: str) -> tuple[dict[str, bytes], str]:
    """Return the files of a fault, and the expected message."""
    found = dict(blocks((FOLDER / f"{code}.txt").read_text(encoding="utf-8")))
    expected = found.pop(EXPECTED)
    return {path: bytes_of(text, code) for path, text in found.items()}, expected.rstrip("\n")


def bytes_of(text: str, code: str) -> bytes:
    long = LENGTH.sub(lambda found: "a" * int(found[1]), text.translate(MARKS))
    return long.encode(ENCODINGS.get(code, "utf-8"))


def diagnostics_of(files: dict[str, bytes], code: str, folder: Path) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of each file alone or, if none has that code, those of the whole site."""
    found = tuple(
        item
        for path, data in files.items()
        if path.endswith(".md")
        for item in read_bytes(data, path).diagnostics
    )
    if any(item.code == code for item in found):
        return found
    for path, data in ({"bulletin.toml": CONFIG.encode()} | files).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return check(folder, folder / "output", Order(day=LATER.get(code, DAY))).diagnostics


@pytest.mark.parametrize("code", CODES)
def test_a_fault_gives_the_sentences_of_its_file_and_no_other(code: str, tmp_path: Path) -> None:
    files, expected = files_of(code)
    found = diagnostics_of(files, code, tmp_path)
    assert {code} | FOLLOWED_BY.get(code, set()) == {item.code for item in found}
    shown = "\n\n".join(diagnostic_text(item) for item in found if item.code == code)
    assert plain_spaces(expected) == plain_spaces(shown)


def test_every_code_that_content_can_cause_has_its_file() -> None:
    assert {code for code in CATALOGUE if not NOT_OF_CONTENT.fullmatch(code)} == set(CODES)


@pytest.mark.parametrize("code", CODES)
def test_every_fault_says_what_to_do(code: str) -> None:
    _, expected = files_of(code)
    assert "\n  → " in expected
