"""What no text may be, refused before any rendering."""

from __future__ import annotations

import pytest

from bulletin.content.body.limits import UnreadProse, check_limits

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
    "nested quotes": ">" * 31 + " a",
    "nested items on a line": "- " * 31 + "a",
    "nested lists": "\n".join("    " * level + "- a" for level in range(40)),
    "a long line": "a" * 100_001,
}


def refusal(text: str) -> UnreadProse | None:
    """Why a text is refused, None when it is not."""
    try:
        check_limits(text)
    except UnreadProse as refused:
        return refused
    return None


@pytest.mark.parametrize("text", TOO_FAR.values(), ids=TOO_FAR.keys())
def test_a_text_that_would_take_ages_is_refused_with_a_remedy(text: str) -> None:
    found = refusal(f"Bonjour.\n\n{text}")

    assert found is not None
    assert found.message
    assert found.hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Bonjour.\n\n" + "[" * 501, 3),
        ("Bonjour.\n\n" + ">" * 31, 3),
        ("Bonjour.\n" + "a" * 100_001, 2),
        ("# a\n" * 1_001, 1_001),
        ("a\n\n" + "[^1]\n" * 501, 503),
    ],
)
def test_the_line_is_that_of_the_excess(text: str, line: int) -> None:
    found = refusal(text)

    assert found is not None
    assert line == found.line


@pytest.mark.parametrize(
    "text",
    [
        "",
        "* " * 60,
        "    " * 40 + "du code très en retrait",
        "\n".join(f"| [Commune {number}](commune-{number}.md) | oui |" for number in range(1_500)),
        "\n".join(f'- [Commune {number}](commune-{number}.md "Titre")' for number in range(1_500)),
        "Un mot. " * 10_000,
        ("Un paragraphe avec [un lien](a.md) et [un autre](b.md).\n" * 20 + "\n") * 50,
    ],
)
def test_an_ordinary_text_passes_however_long(text: str) -> None:
    assert refusal(text) is None
