"""Plain text of Markdown: the line and the summary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.spaces import NBSP, NNBSP

from bulletin.content.body.excerpts import plain, summary


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("**La** *Caf* et ***vous*** __ici__ _là_", "La Caf et vous ici là"),
        ("snake_case_name et 2 * 3 * 4", "snake_case_name et 2 * 3 * 4"),
        ("[un **lien**](a_(b).md 'titre') et [l'autre][ref]", "un lien et l'autre"),
        ("[![Photo](a.png)](b.md)", "Photo"),
        ("<https://caf.fr/a_b> <mail@caf.fr>", "https://caf.fr/a_b mail@caf.fr"),
        ("`a *b* c` \\*d\\*", "a *b* c *d*"),
        ("<b>gras</b> &amp; &lt;b&gt;", "gras & <b>"),
        ("Une note[^1] ici", "Une note ici"),
        ("deux  \nlignes", "deux lignes"),
    ],
)
def test_a_line_loses_its_marks(typed: str, expected: str) -> None:
    assert expected == plain(typed)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Co"))))
def test_plain_text_has_single_spaces_and_no_tag_of_a_script(text: str) -> None:
    found = plain(f"{text} <script>")

    assert " ".join(found.split()) == found


@pytest.mark.parametrize(
    "before",
    [
        "# Titre\n\n",
        "# Titre\n",
        "Titre\n=====\n\n",
        "Titre\n---\n",
        "- une liste\n- encore\n\n",
        "1. une liste\n\n",
        "> une citation\n\n",
        "![Photo](a.png)\n\n",
        "[[conventions nature=CTG]]\n\n",
        "```\ndu code\n\nencore\n```\n\n",
        "    du code\n\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n\n",
        "a | b\n--- | ---\n1 | 2\n\n",
        "Terme\n: sa définition\n\n",
        "* * *\n\n",
        "---\n\n",
        "[ref]: a.md\n\n",
        "[^1]: note\n\n",
        "*[CAF]: Caisse\n\n",
        "<!-- caché\n\nencore -->\n\n",
        "<div>\nHTML\n</div>\n\n",
        "\n \n",
    ],
)
def test_summary_is_the_first_real_paragraph(before: str) -> None:
    assert "La **vraie** suite.".replace("*", "") == summary(f"{before}La **vraie**\nsuite.\n\nFin.")


def test_summary_has_french_spaces() -> None:
    assert f"Montant{NBSP}: 44{NNBSP}000{NBSP}€{NNBSP}!" == summary("**Montant** : 44 000 € !")


def test_a_long_summary_is_cut_at_a_word() -> None:
    assert "La Caf et la Ville…" == summary("La Caf et la Ville, ensemble, ont signé", limit=24)


def test_a_number_is_not_cut_from_its_unit() -> None:
    assert "La Caf verse…" == summary("La Caf verse 44 000 € à la crèche", limit=20)


def test_no_paragraph_gives_no_summary() -> None:
    assert "" == summary("# Titre\n\n- liste\n\n![Photo](a.png)")


@given(st.text(alphabet="ab «»,.:\n*[](é", max_size=400), st.integers(min_value=1, max_value=60))
def test_a_summary_never_exceeds_its_limit(text: str, limit: int) -> None:
    assert limit >= len(summary(text, limit=limit))
