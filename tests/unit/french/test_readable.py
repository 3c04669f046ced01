"""The part of a value that can be read, where the whole cannot."""

from __future__ import annotations

from bulletin.diagnostics import Unreadable
from bulletin.french.readable import MOST_WORDS, readable_part


def digits(text: str) -> int | None:
    if text == "13":
        raise Unreadable("nombre-illisible", "malheur")
    return int(text) if text.replace(" ", "").isdigit() else None


def digits_apart(text: str) -> int | None:
    return digits(text.replace(" ", ""))


def test_the_longest_run_of_words_that_reads_is_found() -> None:
    assert "12 345" == readable_part("soit (12 345), au plus 7", digits_apart)


def test_nothing_that_reads_is_no_part() -> None:
    assert "" == readable_part("rien", digits)
    assert "" == readable_part("", digits)
    assert "" == readable_part("13", digits)


def test_only_the_first_words_are_looked_at() -> None:
    assert "" == readable_part("mot " * MOST_WORDS + "12", digits)
