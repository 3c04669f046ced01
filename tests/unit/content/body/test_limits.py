"""Texts that are too long or too complex, which are refused at their line before they cost anything."""

from __future__ import annotations

import time

import pytest
from support.bodies import faults

TOO_FAR = {
    "unclosed brackets": "[" * 501,
    "unclosed links": "[a](" * 501,
    "nested brackets": "[" * 2_000 + "]" * 2_000,
    "unclosed titles": '[a](b "c) ' * 2_000,
    "unclosed tags": "<a " * 2_000,
    "declarations": "<![CDATA[" * 21,
    "notes": "[^1]" * 501,
    "abbreviations": "*[A]: b\n" * 501,
    "headings": "# a\n" * 1_001,
    "underlined headings": "a\n=\n" * 1_001,
    "open fences": "~~~~a\n" * 1_001,
    "definitions": "a\n: b\n" * 1_001,
    "definitions of links": "[a]:\n" * 1_001,
    "tags": "<b>\n" * 10_001,
    "signs": "*a \n" * 100_001,
    "nested quotes": ">" * 31 + " a",
    "nested items on a line": "- " * 31 + "a",
    "nested lists": "\n".join("  " * level + "- a" for level in range(40)),
    "a long line": "a" * 100_001,
    "a long paragraph": ("a" * 90_000 + "\n") * 2,
    "paragraphs": "mot\n\n" * 100_000,
    "rows": "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * 90_000,
    "items": "- a\n" * 100_000,
    "short lines": "mot\n" * 100_000,
}


@pytest.mark.parametrize("text", TOO_FAR.values(), ids=TOO_FAR.keys())
def test_a_text_that_would_take_ages_is_refused_at_once_with_a_remedy(text: str) -> None:
    started = time.process_time()
    (fault,) = faults(f"Bonjour.\n\n{text}")
    assert "texte-trop-complexe" == fault.code
    assert fault.message
    assert fault.hint
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Bonjour.\n\n" + "[" * 501, 3),
        ("Bonjour.\n\n" + ">" * 31, 3),
        ("Bonjour.\n\n```\na\nb\n```\n<!-- a\nb -->\n" + "- " * 31 + "a", 9),
        ("Bonjour.\n\n" + "\n".join("  " * level + "- a" for level in range(40)), 33),
        ("Bonjour.\n" + "a" * 100_001, 2),
        ("Bonjour.\n\n" + ("a" * 90_000 + "\n") * 2, 3),
        ("# a\n" * 1_001, 1_001),
        ("a\n\n" + "[^1]\n" * 501, 503),
        ("mot\n\n" * 20_001, 40_001),
    ],
)
def test_the_line_is_that_of_the_excess(text: str, line: int) -> None:
    assert [line] == [fault.line for fault in faults(text)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "* " * 60,
        "    " * 40 + "un texte très en retrait",
        "\n".join(f"| [Commune {number}](commune-{number}.md) | oui |" for number in range(1_500)),
        "\n".join(f'- [Commune {number}](commune-{number}.md "Titre")' for number in range(1_500)),
        "Un mot. " * 10_000,
        ("Un paragraphe avec [un lien](a.md) et [un autre](b.md).\n" * 20 + "\n") * 50,
        "mot\n\n" * 5_000,
    ],
)
def test_an_ordinary_text_passes_however_long(text: str) -> None:
    assert () == faults(text)
