"""Lines as office staff type them, and the blocks that they become."""

from __future__ import annotations

import pytest
from support.bodies import PAGE, prose, shown

from bulletin.rendering.prose import to_html


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Les axes :\n- enfance\n- jeunesse", "<p>Les axes :</p><ul><li>enfance</li><li>jeunesse</li></ul>"),
        ("* a\n+ b\n• c\n· d\n– e", "<ul><li>a</li><li>b</li><li>c</li><li>d</li><li>e</li></ul>"),
        ("•\ta\n-\tb\n–\u00a0c", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        ("1) a\n2) b", "<ol><li>a</li><li>b</li></ol>"),
        ("Suite :\n3. a\n4. b", '<p>Suite :</p><ol start="3"><li>a</li><li>b</li></ol>'),
        ("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ("   - a\n   - b", "<ul><li>a</li><li>b</li></ul>"),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("- a\n\nSuite.", "<ul><li>a</li></ul><p>Suite.</p>"),
        ("- a\n# Titre", '<ul><li>a</li></ul><h2 id="t-titre">Titre</h2>'),
    ],
)
def test_a_list_begins_with_the_signs_that_people_type(typed: str, expected: str) -> None:
    assert expected.replace(" :", "\u00a0:") == shown(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("- Axe 1\n  - action\n- Axe 2", "<ul><li>Axe 1<ul><li>action</li></ul></li><li>Axe 2</li></ul>"),
        ("1. Axe\n   - action", "<ol><li>Axe<ul><li>action</li></ul></li></ol>"),
        ("10. Axe\n  - action", '<ol start="10"><li>Axe<ul><li>action</li></ul></li></ol>'),
        ("- a\n - b", "<ul><li>a</li><li>b</li></ul>"),
        (
            "- a\n    - b\n        - c\n  - d",
            "<ul><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li></ul>",
        ),
        ("- a\n\n  suite\n\n- b", "<ul><li><p>a</p><p>suite</p></li><li><p>b</p></li></ul>"),
        ("- a\n  > cité", "<ul><li>a<blockquote><p>cité</p></blockquote></li></ul>"),
        ("> - a\n>   - b", "<blockquote><ul><li>a<ul><li>b</li></ul></li></ul></blockquote>"),
        ("- a\n  ```\n  code\n  ```", "<ul><li>a<pre><code>code\n</code></pre></li></ul>"),
    ],
)
def test_two_spaces_nest(typed: str, expected: str) -> None:
    assert expected == shown(typed).replace("a\n<", "a<")


@pytest.mark.parametrize(
    "typed",
    [
        "-a",
        "1.a",
        "12 rue des Lilas",
        "*gras*",
        "2°) a",
        "– ",
        "a) b",
        "La convention de\n2016. Puis la suite",
    ],
)
def test_what_only_looks_like_an_item_is_text(typed: str) -> None:
    assert shown(typed).startswith("<p>")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Caf\n12 rue des Lilas\n92000 Nanterre", "<p>Caf<br>12 rue des Lilas<br>92000 Nanterre</p>"),
        (f"Court\n{'long ' * 10}a\nfin", f"<p>Court {'long ' * 10}a fin</p>"),
        ("a<br>\nb", "<p>a<br>b</p>"),
        ("a  \nb", "<p>a<br>b</p>"),
        (f"{'long ' * 10}  \nfin", f"<p>{'long ' * 9}long<br>fin</p>"),
        ("- Caf\n  92000 Nanterre", "<ul><li>Caf<br>92000 Nanterre</li></ul>"),
        ("> un vers\n> un autre", "<blockquote><p>un vers<br>un autre</p></blockquote>"),
    ],
)
def test_short_lines_keep_their_ends(typed: str, expected: str) -> None:
    found = shown(typed).replace("<br>\n", "<br>").replace("\n", " ")
    assert expected == " ".join(found.split())


def test_a_line_of_fifty_characters_is_long() -> None:
    assert "<br>" in shown(f"{'a' * 49}\nb")
    assert "<br>" not in shown(f"{'a' * 50}\nb")


@pytest.mark.parametrize("rule", ["---", "-----", "--- ", "***", "___", "* * *", "- - -"])
def test_a_rule_is_never_a_title(rule: str) -> None:
    assert "<p>Un paragraphe</p><hr><p>Suite</p>" == shown(f"Un paragraphe\n{rule}\nSuite")


def test_two_dashes_are_the_signature_of_a_mail() -> None:
    assert "<p>Cordialement<br>\n--<br>\nLa Caf</p>" == shown("Cordialement\n--\nLa Caf")


def test_a_title_may_be_underlined_with_equal_signs() -> None:
    assert '<h2 id="t-titre">Titre</h2><p>Suite</p>' == shown("Titre\n===\nSuite")


@pytest.mark.parametrize("indent", ["  ", "    ", "\t", "        "])
def test_an_indented_paragraph_is_a_paragraph(indent: str) -> None:
    assert '<p>Un alinéa, <a href="https://x.fr" rel="external">ici</a>.</p>' == shown(
        f"{indent}Un alinéa, [ici](https://x.fr)."
    )


def test_code_is_shown_as_typed_in_fences_only() -> None:
    assert "<pre><code>- a\n&lt;b&gt; !\n    c\n</code></pre>" == shown("```\n- a\n<b> !\n    c\n```")
    assert "<p>```<br>\na</p>" == shown("```\na")


def test_a_table_may_follow_a_line_of_text_and_text_a_table() -> None:
    found = shown("Les sommes :\n| a | b |\n|---|---|\n| 1 | 2 |\nSuite.")
    assert found.startswith("<p>Les sommes\u00a0:</p><div")
    assert found.endswith("<td>1</td><td>2</td></tr></tbody></table></div><p>Suite.</p>")


def test_a_row_wider_than_its_table_widens_it() -> None:
    found = shown("| a | b |\n|---|---|\n| 1 | 2 | 3 |")
    assert "<td>1</td><td>2</td><td>3</td>" in found
    assert '<th scope="col">b</th><td></td>' in found


def test_terms_are_defined_one_after_another() -> None:
    found = shown("CTG\n: Convention territoriale\nCEJ\n: Contrat enfance\n\n  Jusqu'en 2021.")
    expected = (
        "<dl><dt>CTG</dt><dd>Convention territoriale</dd>"
        "<dt>CEJ</dt><dd><p>Contrat enfance</p><p>Jusqu’en 2021.</p></dd></dl>"
    )
    assert expected == found


def test_a_note_holds_paragraphs_and_lists() -> None:
    found = shown("Un[^n].\n\n[^n]: La note.\n\n  Sa suite :\n  - a\n  - b\n\nFin.")
    assert "<p>Fin.</p><section" in found
    assert "<p>La note.</p><p>Sa suite\u00a0:</p><ul><li>a</li><li>b</li></ul>" in found


def test_a_second_note_of_one_name_is_text() -> None:
    found = shown("Un[^1].\n\n[^1]: Première.\n\n[^1]: Seconde.")
    assert "<p>[^1]\u00a0: Seconde.</p>" in found
    assert "Première." in found


def test_a_note_that_nothing_calls_is_shown_and_leads_nowhere() -> None:
    found = shown("Texte.\n\n[^1]: Une note.")
    assert "Une note." in found
    assert "<a" not in found


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("[un][r]\n\n[r]: https://x.fr", '<p><a href="https://x.fr" rel="external">un</a></p>'),
        (
            "[r]\n\n[R]: <https://x.fr> 'Titre'",
            '<p><a href="https://x.fr" title="Titre" rel="external">r</a></p>',
        ),
        ("[Note]: voir", "<p>[Note]\u00a0: voir</p>"),
        (
            "[1]: https://x.fr",
            '<p>[1]\u00a0: <a href="https://x.fr" rel="external">https://x.fr</a></p>',
        ),
    ],
)
def test_a_link_is_defined_apart_only_where_the_text_calls_it(typed: str, expected: str) -> None:
    assert expected == shown(typed)


def test_a_live_list_is_a_block_by_itself() -> None:
    assert '<p>Voir\u00a0:</p><p class="vide">Rien.</p><p>Fin.</p>' == shown("Voir :\n[[conventions]]\nFin.")


@pytest.mark.parametrize("typed", ["`[[conventions]]`", "Voir [[conventions]]", "```\n[[conventions]]\n```"])
def test_a_live_list_is_alone_on_its_line_and_not_in_code(typed: str) -> None:
    assert "[[conventions]]" in to_html(prose(typed), PAGE)
