"""The HTML of a body as plain text, for a letter."""

from __future__ import annotations

import pytest

from bulletin.rendering.letter_text import prose_text


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("", "1. a"),
        (' start="3"', "3. a"),
        (' start="0"', "0. a"),
        (' start="trois"', "1. a"),
        (' start="-1"', "1. a"),
        (f' start="{"9" * 5000}"', "1. a"),
    ],
)
def test_a_numbered_list_begins_with_its_number(start: str, first: str) -> None:
    assert first == prose_text(f"<ol{start}><li>a</li></ol>")
