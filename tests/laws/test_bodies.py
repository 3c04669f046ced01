"""Laws of bodies: no word is lost without being told, and `check` and `build` see one and the same text.

Texts are made of pieces that people type or paste, in any order, closed or not. Each word is a number of its
own, so that one that is lost, broken or moved is seen.
"""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions.tables import TableExtension
from support.bodies import PAGE, prose, text_of
from support.small_site import CONFIG_OF_PARIS, SmallSite

from bulletin.content.body import markers
from bulletin.content.body.extraction import extract
from bulletin.content.body.faults import BodyFault
from bulletin.content.body.markdown_html import to_html as convert
from bulletin.content.body.rendering import render
from bulletin.content.body.structure import structure
from bulletin.rendering.prose import to_html

HIDING = frozenset({"commentaire", "html-non-publie", "definition-sans-emploi", "texte-trop-complexe"})
"""The codes of what is not published."""
PIECES = r"""
§ § § **§** *§␣§* __§__ _§␣§_ ~~§~~ `§` ``§`§`` \*§ \<§> &amp; &nbsp;§ « §! §... §'§ 44§000 §@ex.fr
www.§.fr https://§.fr/a_b <https://§.fr> <§@ex.fr> [§](https://x.fr) [§](b.md␣'§') ![§](https://x.fr/a.png)
[![§](c.png)](d.md) [§␣**§**](#t) [§][r] [§] ![§][r] [^1] [ ] ( ) < > | * ** _ __ ` `` ~~ \ # : - ! [§](
<b>§</b> <i>§ §<br> <u>§</u> <span␣class=a>§</span> <td>§ <tr> <table> </table> <p> </p> <div> </div> <ul>
<li>§ </ul> <pre>§ <h2>§</h2> <a␣href='https://x.fr'>§ </a> <iframe␣src=x>§</iframe> <script>§ </script>
<svg>§ <textarea>§ <select><option>§ <o:p>§</o:p> <!--␣§␣--> <!--␣§ --> <!DOCTYPE␣§> <?php␣§␣?>
<![CDATA[§]]> <details><summary>§</summary>§
"""
"""Pieces of a line; « § » stands for a word, « ␣ » for a space."""
BEGINNINGS = (
    "",
    "",
    "",
    *(
        "# ",
        "## ",
        "> ",
        ">",
        "> > ",
        "> - ",
        "- ",
        "* ",
        "+ ",
        "• ",
        "· ",
        "– ",
        "1. ",
        "2) ",
        "2016. ",
        "- - ",
    ),
    *(
        "  - ",
        "    - ",
        "   1. ",
        "  ",
        "    ",
        "\t",
        "      ",
        ": ",
        "| ",
        "[^1]: ",
        "[^2]: ",
        "[r]: ",
        "*[§]: ",
    ),
    *("=", "--", "---", "***", "<div>", "</div>", "<p>", "<table>", "<!--", "-->", "[[articles]]"),
    *("|---|---|", "| § | § |", "§ | §", "--- | ---", "<blockquote>", "<ul>", "<li>"),
)
FENCES = ("```", "~~~", "```python", "  ```", "> ```")

inline = st.lists(
    st.sampled_from(PIECES.replace("\n", " ").split()).map(lambda piece: piece.replace("␣", " ")), max_size=5
).map(" ".join)
lines = st.builds(lambda begin, rest: begin + rest, st.sampled_from(BEGINNINGS), inline) | st.sampled_from(
    FENCES
)
texts = st.lists(st.tuples(lines, st.sampled_from(("\n", "\n", "\n\n"))), min_size=1, max_size=10).map(
    lambda parts: "".join(line + end for line, end in parts)
)


def numbered(text: str) -> str:
    """Return a text whose signs « § » are words, each met once."""
    numbers = itertools.count(1000)
    return re.sub("§", lambda _: f"m{next(numbers)}", text)


def words_of(text: str) -> list[str]:
    return re.findall(r"m\d{4}", text)


def shown_words(markdown: str) -> list[str]:
    """The words that a page shows of a body, in order, and those of the addresses that it leads to."""
    html = to_html(prose(markdown, everything_leads="/cible/"), PAGE)
    return words_of(text_of(html)) + words_of(" ".join(re.findall(r'(?:href|src)="([^"]*)"', html)))


def told_before(faults: tuple[BodyFault, ...], line: int) -> bool:
    return any(fault.code in HIDING and fault.line <= line for fault in faults)


def untold(markdown: str) -> list[str]:
    """The words of a body that are neither on its page nor told to be missing."""
    findings = render(markdown).found
    found = {*shown_words(markdown), *words_of(" ".join(link.target for link in findings.links))}
    return [
        word[0]
        for word in re.finditer(r"m\d{4}", markdown)
        if word[0] not in found
        and not told_before(findings.faults, markdown.count("\n", 0, word.start()) + 1)
    ]


@settings(max_examples=300, deadline=None)
@given(texts.map(numbered))
@example("_m1000 **m1001** m1002 **m1003**\n_m1004 **m1005**")
@example("<table> m1000\n\nm1001")
@example("a <script> m1000\n\nm1001")
def test_every_word_is_on_the_page_or_told(markdown: str) -> None:
    assert [] == untold(markdown)


MOVED = ("[^", "<t", "</t", ": ", "*[", "](", "][", "<a", "www", "http", "@")
"""Notes go to the end, HTML moves what stands in a table and in no cell, titles come with their links."""


@settings(max_examples=300, deadline=None)
@given(texts.filter(lambda text: not any(sign in text for sign in MOVED)).map(numbered))
def test_words_keep_their_order(markdown: str) -> None:
    found = shown_words(markdown)
    assert sorted(found) == found


@settings(max_examples=200, deadline=None)
@given(texts.map(numbered))
def test_a_page_holds_no_sign_of_how_it_was_made(markdown: str) -> None:
    html = to_html(prose(markdown, everything_leads="/cible/"), PAGE)
    assert not re.search("[\x02\x03\ufdd0-\ufdef]|data-n|klzzwxh|wzxhzdk", html)


# -- texts pasted from elsewhere -------------------------------------------------------------------------

PASTED = Path(__file__).parent / "pasted"
"""Texts as they arrive from a word processor, a mail, an old blog, a spreadsheet."""
TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>", re.DOTALL)
MARK = re.compile(r"^[ \t>]*(?:\d+\)|[-•–])\s", re.MULTILINE)


@pytest.mark.parametrize("origin", ["word", "mail", "blogger", "spreadsheet"])
def test_a_pasted_text_keeps_its_words_in_order(origin: str) -> None:
    pasted = (PASTED / f"{origin}.txt").read_text(encoding="utf-8")
    html = to_html(prose(pasted), PAGE)
    typed = re.findall(r"\w+", TAG.sub(" ", MARK.sub("", pasted)).replace("&nbsp;", " "))
    shown = re.findall(r"\w+", text_of(html))
    assert typed == [word for word in shown if word != "Image"]


# -- one truth -------------------------------------------------------------------------------------------


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=texts.map(numbered))
@example(body="Avant <!-- à revoir\n\n[le guide](guide.txt)\n\n--> après")
@example(body="[[conventions nature=RIEN]]\n\n![](a.png) [a](#b)")
def test_check_refuses_exactly_what_build_refuses_and_names_a_line(tmp_path: Path, body: str) -> None:
    site = SmallSite(tmp_path, "", config=CONFIG_OF_PARIS)
    path = "content/articles/2016-06-20-note.md"
    site.add(path, f"---\ntitre: Une note\n---\n\nUne note.\n\n{body}\n")
    summary = site.build()  # Compares what `check` and `build` report, and whether anything is written.
    lines = body.count("\n") + 9
    assert all(
        item.place.path == path and 6 < item.place.line < lines for item in summary.diagnostics if item.stops
    )


# -- the short cuts --------------------------------------------------------------------------------------

PLAIN_PIECES = r"""
mot l'été **gras** *penché* __gras__ _penché_ `code` ``a`b`` [lien](https://x.fr) [l](b.md␣'Titre')
![vue](a.png) &amp; &eacute; \* \_ \[ * ** _ a_b_c 2*3 [seul] [a][b] « » ! https
***deux*** **a␣*b*␣c** | # 3. -
"""
PLAIN_WORDS = [piece.replace("␣", " ") for piece in PLAIN_PIECES.replace("\n", " ").split()]
plain_paragraphs = st.lists(st.sampled_from(PLAIN_WORDS), min_size=8, max_size=14).map(
    lambda words: "Voici une phrase assez longue pour être une ligne " + " ".join(words)
)
plain_items = st.lists(st.sampled_from(PLAIN_WORDS[:12]), min_size=1, max_size=4).map(" ".join)
plain_lists = st.lists(st.tuples(st.booleans(), plain_items), min_size=1, max_size=4).map(
    lambda items: "\n".join(
        f"{'    - ' if nested and rank else '- '}{text}" for rank, (nested, text) in enumerate(items)
    )
)
plain_tables = st.lists(st.tuples(plain_items, plain_items), min_size=1, max_size=3).map(
    lambda rows: "\n".join(["| a | b |", "|---|--:|", *(f"| {one} | {two} |" for one, two in rows)])
)
plain_titles = plain_items.map(lambda text: f"## {text}")
plain_numbers = st.lists(plain_items, min_size=1, max_size=3).map(
    lambda items: "\n".join(f"{rank}. {text}" for rank, text in enumerate(items, 3))
)
plain_texts = st.lists(
    plain_paragraphs | plain_lists | plain_tables | plain_titles | plain_numbers | st.just("* * *"),
    min_size=1,
    max_size=5,
).map("\n\nEntre deux blocs, une phrase assez longue pour que sa ligne ne soit pas courte.\n\n".join)


def by_the_library(markdown: str) -> str:
    """The HTML of a text that needs none of our reading, by the library as it comes."""
    library = Markdown(
        extensions=["def_list", "footnotes", "sane_lists", "abbr", TableExtension(use_align_attribute=True)],
        output_format="html",
    )
    return library.convert(markdown)


def by_our_reading(markdown: str) -> str:
    """The same by our reading of its blocks and with the patterns that its signs call for."""
    found = extract(markdown)
    return markers.ANY.sub("", convert(found.text, structure(found.text)).html)


def without_emphasis(html: str) -> str:
    return re.sub(r"[*_]|</?(?:em|strong)>", "", html)


@settings(max_examples=200, deadline=None)
@given(plain_texts)
def test_a_text_as_the_manual_asks_is_what_the_library_makes_of_it(markdown: str) -> None:
    """But where the library loses letters, among signs of emphasis that nothing closes."""
    plain, ours = by_the_library(markdown), by_our_reading(markdown)
    assume(without_emphasis(plain) == without_emphasis(ours))
    assert plain == ours
