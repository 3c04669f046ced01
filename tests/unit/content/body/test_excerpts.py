"""The first words of a text, which announce it in lists."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.spaces import NBSP, NNBSP

from bulletin.content.body.excerpts import LENGTH, cut
from bulletin.content.body.rendering import render


def first_words(markdown: str) -> str:
    return render(markdown).found.first_words


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("**La** *Caf* et ***vous*** __ici__ _là_", "La Caf et vous ici là"),
        ("snake_case_name et 2 * 3 * 4", "snake_case_name et 2 * 3 * 4"),
        ("[un **lien**](a_(b).md 'titre') et [l'autre][ref]", "un lien et [l’autre][ref]"),
        ("<https://caf.fr/a_b> <mail@caf.fr>", "https://caf.fr/a_b mail@caf.fr"),
        ("`a *b* c` \\*d\\*", "a *b* c *d*"),
        ("<b>gras</b> &amp; &lt;b&gt;", "gras & <b>"),
        ("Une note[^1] ici\n\n[^1]: Note", "Une note ici"),
        ("deux  \nlignes", "deux lignes"),
    ],
)
def test_first_words_have_no_marks(typed: str, expected: str) -> None:
    assert expected == first_words(typed)


@pytest.mark.parametrize(
    "before",
    [
        "# Titre\n\n",
        "# Titre\n",
        "Titre\n=====\n\n",
        "- une liste\n- encore\n\n",
        "1. une liste\n\n",
        "> une citation\n\n",
        "![Photo](a.png)\n\n",
        "[![Photo](a.png)](b.md)\n\n",
        "[[conventions nature=CTG]]\n\n",
        "```\ndu code\n\nencore\n```\n\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
        "a | b\n--- | ---\n1 | 2\n\n",
        "Terme\n: sa définition\n\n",
        "* * *\n\n",
        "---\n\n",
        "[vraie]: a.md\n\n",
        "[^1]: note\n\n",
        "*[suite]: Caisse\n\n",
        "<!-- caché\n\nencore -->\n\n",
        "<div>\nHTML\n</div>\n\n",
        "\n \n",
    ],
)
def test_they_are_those_of_the_first_real_paragraph(before: str) -> None:
    found = first_words(f"{before}La **[vraie]**\nsuite.\n\nFin.")
    assert "La vraie suite." == found.replace("[", "").replace("]", "")


def test_they_have_french_spaces() -> None:
    assert f"Montant{NBSP}: 44{NNBSP}000{NBSP}€{NNBSP}!" == first_words("**Montant** : 44 000 € !")


def test_a_long_text_is_cut_at_a_word() -> None:
    assert "La Caf et la Ville…" == cut("La Caf et la Ville, ensemble, ont signé", 24)


def test_a_number_is_not_cut_from_its_unit() -> None:
    assert "La Caf verse…" == cut(f"La Caf verse 44{NNBSP}000{NBSP}€ à la crèche", 20)


def test_no_paragraph_gives_no_words() -> None:
    assert "" == first_words("# Titre\n\n- liste\n\n![Photo](a.png)")


@given(st.text(alphabet="ab «»,.:\n*[](é", max_size=400))
def test_they_never_exceed_their_length(text: str) -> None:
    assert len(first_words(text)) <= LENGTH


@given(st.text(alphabet="ab «»,.: é", max_size=100), st.integers(min_value=1, max_value=60))
def test_a_cut_never_exceeds_its_limit(text: str, limit: int) -> None:
    assert len(cut(text, limit)) <= limit
