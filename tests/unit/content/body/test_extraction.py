"""HTML, comments and addresses in a text: what becomes of them, and what the writer is told."""

from __future__ import annotations

import pytest
from support.bodies import codes, faults, shown, text_of


@pytest.mark.parametrize(
    ("typed", "address", "text"),
    [
        ("Voir https://exemple.fr/a.", "https://exemple.fr/a", "https://exemple.fr/a"),
        ("(www.caf.fr)", "https://www.caf.fr", "www.caf.fr"),
        ("à contact@exemple.fr !", "mailto:contact@exemple.fr", "contact@exemple.fr"),
        ("https://x.fr/a_(b)_c, suite", "https://x.fr/a_(b)_c", "https://x.fr/a_(b)_c"),
        ("**https://x.fr/a_b_c**", "https://x.fr/a_b_c", "https://x.fr/a_b_c"),
        ("« https://x.fr/?a=1&b=2 »", "https://x.fr/?a=1&amp;b=2", "https://x.fr/?a=1&amp;b=2"),
        ("<https://x.fr/a>", "https://x.fr/a", "https://x.fr/a"),
        ("<mailto:a@x.fr>", "mailto:a@x.fr", "a@x.fr"),
        ("| a |\n|---|\n| www.caf.fr |", "https://www.caf.fr", "www.caf.fr"),
        ("- www.caf.fr", "https://www.caf.fr", "www.caf.fr"),
    ],
)
def test_an_address_in_a_text_is_a_link(typed: str, address: str, text: str) -> None:
    rel = ' rel="external"' if address.startswith("http") else ""
    assert f'<a href="{address}"{rel}>{text}</a>' in shown(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "`https://x.fr`",
        "```\nhttps://x.fr\n```",
        "@caf92",
        "a@b",
        "http:// rien",
        "wwww.caf.fr",
        "ftp://x.fr/a",
    ],
)
def test_what_is_no_address_or_stands_in_code_is_no_link(typed: str) -> None:
    assert "<a" not in shown(typed)


def test_an_address_within_a_link_makes_no_link_of_its_own() -> None:
    assert 1 == shown("[https://x.fr](https://y.fr)").count("<a ")
    assert 1 == shown('<a href="https://y.fr">https://x.fr</a>').count("<a ")


def test_text_between_tildes_is_struck_out() -> None:
    assert "<p><del>12 mars</del> 15 mars ~~ et ~</p>" == shown("~~12 mars~~ 15 mars ~~ et ~")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("l'<span>enfant</span>s", "<p>l’enfants</p>"),
        ("<u>mot</u> <font color=red>rouge</font>", "<p>mot rouge</p>"),
        ("<details><summary>Plus</summary>Texte</details>", "<p>Plus Texte</p>"),
        ("<select><option>un</option><option>deux</option></select>", "<p>un deux</p>"),
        ("un<td>deux</td>", "<p>un deux</p>"),
        ("a<script>alert(1)</script>b", "<p>a b</p>"),
        ("a <iframe src=x>non</iframe> b", "<p>a b</p>"),
        ("un <table> deux", "<p>un deux</p>"),
    ],
)
def test_html_that_is_not_published_is_told_and_parts_the_words_it_parted(typed: str, expected: str) -> None:
    assert expected == " ".join(shown(typed).replace("<p> ", "<p>").replace(" </p>", "</p>").split())
    assert ("html-non-publie", 1) in codes(typed)


@pytest.mark.parametrize(
    "typed",
    ["<b>a</b>", "a<br>b", "<p>a</p>", "<h2 id=b>a</h2>", "`<iframe>`", "a < b > c", "<3", "\\<span>"],
)
def test_html_that_is_published_and_what_is_no_html_is_not_told(typed: str) -> None:
    assert [] == codes(typed)


def test_a_film_is_told_at_its_line_with_the_link_to_write() -> None:
    typed = 'Le film.\n\n<iframe src="https://video.exemple.fr/1" title="Film"></iframe>'
    (fault,) = faults(typed)
    assert ("html-non-publie", 3, 1) == (fault.code, fault.line, fault.column)
    assert "[Film](https://video.exemple.fr/1)" in fault.hint


def test_an_element_that_nothing_closes_takes_nothing_else_away() -> None:
    for tag in ("script", "iframe", "svg", "textarea", "table", "title", "style", "select"):
        assert "suite" in text_of(shown(f"avant <{tag}> après\n\nsuite"))


def test_a_block_of_html_is_left_as_typed() -> None:
    typed = "<div>\n- a\n  **b** <br> www.caf.fr\n</div>"
    assert "<div>\n- a\n  **b** <br> www.caf.fr\n</div>" == shown(typed)


def test_a_block_of_html_that_nothing_closes_ends_at_a_blank_line() -> None:
    assert "<p>a *b*</p><p><em>c</em></p>" == shown("<p>a *b*\n\n*c*").replace("\n", "")


def test_text_after_a_block_of_html_is_markdown() -> None:
    assert "<p>a</p><p><strong>b</strong></p>" == shown("<p>a</p> **b**")


@pytest.mark.parametrize(
    "typed",
    ["Avant <!-- caché --> après", "<!-- caché\n\nencore -->\n\nAvant après", "Avant <!-- a\nb --> après"],
)
def test_a_comment_is_not_published_and_is_told(typed: str) -> None:
    assert "<p>Avant après</p>" == " ".join(shown(typed).split())
    assert [("commentaire", 1)] == codes(typed)


@pytest.mark.parametrize(
    ("typed", "line"), [("Avant <!-- à revoir\n\n[le guide](g.txt)\n\n--> après", 1), ("a\n\nb <!-- c", 3)]
)
def test_a_comment_that_hides_nothing_is_published_and_told(typed: str, line: int) -> None:
    assert "&lt;!--" in shown(typed)
    assert [("commentaire-ouvert", line)] == codes(typed)


@pytest.mark.parametrize("typed", ["`<!-- a -->`", "```\n<!-- a -->\n```"])
def test_a_comment_in_code_is_shown(typed: str) -> None:
    assert "&lt;!-- a --&gt;" in shown(typed)
    assert [] == codes(typed)


def test_declarations_of_html_are_text() -> None:
    assert "<p>&lt;!DOCTYPE html&gt; &lt;?php echo 1 ?&gt; &lt;![CDATA[a]]&gt;</p>" == shown(
        "<!DOCTYPE html> <?php echo 1 ?> <![CDATA[a]]>"
    )


@pytest.mark.parametrize(
    ("typed", "line"),
    [("CAF\n\n*[CTG]: Convention", 3), ("`[r]`\n\n[r]: https://x.fr", 3)],
)
def test_a_definition_that_nothing_calls_is_told(typed: str, line: int) -> None:
    assert [("definition-sans-emploi", line)] == codes(typed)
