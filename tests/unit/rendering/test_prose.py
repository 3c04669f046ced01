"""Markdown to HTML: safe, with French typography, with links right for their page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bodies import PAGE, codes, prose
from support.spaces import NBSP, NNBSP

from bulletin.content.body.html_names import TAGS
from bulletin.pages.views.body import LiveEntry, LiveList
from bulletin.rendering.prose import to_absolute_html, to_html

WRITTEN_TAGS = (TAGS - {"h1", "b", "i", "s", "strike"}) | {"nav"}
WRITTEN_ATTRIBUTES = frozenset(
    {"href", "title", "rel", "src", "alt", "loading", "id", "class", "start", "scope", "colspan", "rowspan"}
    | {"tabindex", "role", "aria-label"}
)
WRITTEN_CLASSES = frozenset(
    {"tableau", "notes", "sommaire", "appel-de-note", "retour-de-note", "aligne-droite", "aligne-centre"}
)
SAFE_ADDRESS = re.compile(r"(?:https?://[^/\\]|mailto:|tel:|#t-|\.\./|\./|[a-z0-9-]+[./])")


def rendered(markdown: str) -> str:
    return to_html(prose(markdown, everything_leads="/cible/"), PAGE)


def elements(fragment: str) -> Iterator[Element]:
    tree = html5lib.parseFragment(fragment, namespaceHTMLElements=False)
    return (element for element in tree.iter() if element is not tree)


HOSTILE = (
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.fr/a.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    '<img src="" onerror="alert(1)" alt="x">',
    "<img src=`x` onerror=alert(1)>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "![x](data:image/png;base64,AAAA)",
    "![x](javascript:alert(1))",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](javascript&colon;alert(1))",
    "[a](java&#9;script:alert(1))",
    "[a](java&#10;script:alert(1))",
    "[a](&#1;javascript:alert(1))",
    "[a](  javascript:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](vbscript:msgbox(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    "[a](file:///etc/passwd)",
    "[a](blob:https://x.fr/1)",
    "[a]\n\n[a]: javascript:alert(1)",
    "<javascript://x%0aalert(1)>",
    "<a href='javascript:alert(1)'>a</a>",
    "<a href=' &#x0A;javascript:alert(1)'>a</a>",
    "<a href='https://x.fr' onclick=alert(1) style='position:fixed' target=_blank ping=//x.fr>a</a>",
    '[a](https://x.fr "x\\" onmouseover=alert(1) y=\\"")',
    '[a](https://x.fr/" onmouseover="alert(1))',
    '![" onerror="alert(1)](https://x.fr/a.png)',
    '![a](https://x.fr/a.png "\\" onerror=\\"alert(1)")',
    "<svg onload=alert(1)><circle></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
    "<style>@import '//x.fr/a.css'</style>",
    "<p style='background:url(//x.fr/a.png)'>a</p>",
    "<iframe src=//x.fr></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<form action=//x.fr><input name=a><button formaction=javascript:alert(1)>b</button></form>",
    "<meta http-equiv=refresh content='0;url=//x.fr'>",
    "<base href=//x.fr><link rel=stylesheet href=//x.fr/a.css>",
    "<object data=//x.fr/a.swf></object><embed src=//x.fr/a.swf><applet code=a></applet>",
    "<video src=//x.fr/a.mp4 poster=//x.fr/a.png></video><audio src=//x.fr/a.mp3>",
    "<details open ontoggle=alert(1)>a</details>",
    "<div id=contenu class='admin' name=location>a</div>",
    "<h2 id=contenu>a</h2>",
    '```"><script>alert(1)</script>\na\n```',
    "``` { .x onclick=alert(1) #contenu }\na\n```",
    "# a {: onclick=alert(1) }",
    'a[^"><script>]\n\n[^"><script>]: <img src=x onerror=alert(1)>',
    'HTML\n\n*[HTML]: "><script>alert(1)</script>',
    "<!-- <script>alert(1)</script>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<![",
    "<!DOCTYPE html><?php echo 1 ?>",
    "<scr\x00ipt>alert(1)</scr\x00ipt>",
    "a\x02wzxhzdk:0\x03b \x02klzzwxh:0001\x03",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<textarea><script>alert(1)</script></textarea><title><img src=x onerror=alert(1)></title>",
    "<table><tr><td><script>alert(1)</script></table></div></main></body>",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "<template><script>alert(1)</script></template>",
    "<b <script>alert(1)</script>",
)


def assert_nothing_runs_or_loads(hostile: str) -> None:
    shown = rendered(f"Bonjour.\n\n{hostile}\n\nFin.")
    assert "Bonjour." in shown
    assert "Fin." in shown
    for element in elements(shown):
        assert element.tag in WRITTEN_TAGS
        assert WRITTEN_ATTRIBUTES >= set(element.attrib)
        assert WRITTEN_CLASSES >= set(element.get("class", "").split())
        assert element.get("id", "t-").startswith("t-")
        assert SAFE_ADDRESS.match(element.get("href", "#t-"))
        assert element.get("src", "../").startswith("../")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_that_runs_or_loads_passes(hostile: str) -> None:
    assert_nothing_runs_or_loads(hostile)


@settings(deadline=None)
@given(st.lists(st.sampled_from(HOSTILE), min_size=2, max_size=4).map("\n".join))
def test_hostile_texts_stay_harmless_together(hostile: str) -> None:
    assert_nothing_runs_or_loads(hostile)


def test_the_words_around_a_script_are_kept() -> None:
    assert "<p>a  b</p>" == rendered("a <script>alert(1)</script> b").strip()
    assert "<p>a b</p>" == rendered("a<script>alert(1)</script>b").strip()


def test_headings_start_at_the_level_asked_and_skip_none() -> None:
    shown = to_html(replace(prose("### A\n\n##### B\n\n# C\n\n## D\n"), heading=3), PAGE)

    assert ["h3", "h4", "h3", "h4"] == [element.tag for element in elements(shown)]


def test_headings_have_ids_of_their_own() -> None:
    shown = rendered("# L'été\n\n# L'été\n\n# …\n\n<h1 id='l-ete-2'>x</h1>\n\n# **L'été**[^1]\n\n[^1]: n")

    identifiers = [element.get("id") for element in elements(shown) if element.tag == "h2"]

    assert ["t-l-ete", "t-l-ete-3", "t-partie", "t-l-ete-2", "t-l-ete-4"] == identifiers


def test_an_empty_heading_is_dropped() -> None:
    assert "<p>a</p>" == rendered("<h2> </h2>\n\na").strip()


def test_long_texts_have_a_list_of_contents() -> None:
    long = replace(prose("# A\n\n## B\n\n### C\n\n# D :\n\n# <em>E</em>"), contents=True)

    expected = (
        '<nav class="sommaire" aria-label="Sommaire"><p>Sommaire</p><ol>'
        '<li><a href="#t-a">A</a><ol><li><a href="#t-b">B</a></li></ol></li>'
        f'<li><a href="#t-d">D{NBSP}:</a></li><li><a href="#t-e">E</a></li></ol></nav>'
    )

    assert to_html(long, PAGE).startswith(expected)
    assert "<nav" not in to_absolute_html(long, "https://caf.example")


def test_a_single_heading_needs_no_contents() -> None:
    assert "<nav" not in to_html(replace(prose("# A\n\nb"), contents=True), PAGE)


NOTES = "Un[^a] et deux[^b], puis un[^a].\n\n[^a]: Note A.\n[^b]: Note B.\n"


def test_notes_are_in_french_and_link_both_ways() -> None:
    found = list(elements(rendered(NOTES)))

    labels = [element.get("aria-label") for element in found if element.tag in {"a", "section"}]
    identifiers = [element.get("id") for element in found if element.get("id")]
    links = [element.get("href", "")[1:] for element in found if element.tag == "a"]

    assert ["Note 1", "Note 2", "Note 1", "Notes"] == labels[:4]
    assert {"Retour au texte, note 1", "Retour au texte, note 2"} == set(labels[4:])
    assert len(identifiers) == len(set(identifiers))
    assert set(links) == set(identifiers)


def test_two_bodies_on_one_page_have_ids_of_their_own() -> None:
    first = to_html(replace(prose(NOTES), prefix="a-"), PAGE)
    second = to_html(replace(prose(NOTES), prefix="b-"), PAGE)

    identifiers = [element.get("id") for element in elements(first + second) if element.get("id")]

    assert len(identifiers) == len(set(identifiers))


def test_tables_scroll_and_align_by_class() -> None:
    shown = rendered("| a | b |  |\n|:--|--:|:-:|\n| 1 | 2 | 3 |\n").replace("\n", "")

    assert (
        '<div class="tableau" tabindex="0" role="region" aria-label="Tableau"><table><thead><tr>'
        '<th scope="col">a</th><th scope="col" class="aligne-droite">b</th><td class="aligne-centre"></td>'
        '</tr></thead><tbody><tr><td>1</td><td class="aligne-droite">2</td><td class="aligne-centre">3</td>'
        "</tr></tbody></table></div>"
    ) == shown


def test_tables_have_names_of_their_own_and_rows_their_headers() -> None:
    table = "<table><tbody><tr><th>a</th><td>b</td></tr></tbody></table>"
    shown = rendered(f"{table}\n\n{table}")

    assert ["Tableau", "Tableau 2"] == re.findall(r'aria-label="([^"]*)"', shown)
    assert 2 == shown.count('<th scope="row">a</th>')


def test_links_lead_where_they_were_resolved_relative_to_the_page() -> None:
    links = {"../a.md": "/2016/07/12/a/#lieu", "photo.png": "/medias/photo.png"}
    body = prose("[a](../a.md) ![La photo](photo.png)", links)

    assert (
        '<p><a href="../../12/a/#lieu">a</a> '
        '<img alt="La photo" src="../../../../medias/photo.png" loading="lazy"></p>'
    ) == to_html(body, PAGE).strip()
    assert (
        '<p><a href="https://caf.example/b/2016/07/12/a/#lieu">a</a> '
        '<img alt="La photo" src="https://caf.example/b/medias/photo.png" loading="lazy"></p>'
    ) == to_absolute_html(body, "https://caf.example/b/").strip()


def test_links_within_the_text_follow_its_ids() -> None:
    body = prose("[ici](#la-suite)\n\n# La suite")

    assert '<a href="#t-la-suite">ici</a>' in to_html(body, PAGE)
    assert "<p>ici</p>" in to_absolute_html(body, "https://caf.example")
    assert '<a href="https://caf.example/x/#t-la-suite">' in to_absolute_html(
        body, "https://caf.example", "/x/"
    )


@pytest.mark.parametrize(
    "found", ["", "inconnu.md", "//x.fr/a", "/\\x.fr", "\\\\x.fr", "javascript:alert(1)"]
)
def test_a_link_that_leads_nowhere_safe_is_its_text(found: str) -> None:
    body = prose("[un **mot**](a.md) ![Une vue](a.md)", {"a.md": found})

    assert "<p>un <strong>mot</strong> Une vue</p>" == to_html(body, PAGE).strip()


def test_an_external_image_becomes_a_link() -> None:
    image = "![Vue](https://x.fr/a.png)"
    shown = rendered(f"{image} [{image}](https://x.fr) ![](https://x.fr/b.png)")

    assert (
        '<p><a href="https://x.fr/a.png" rel="external">Vue</a> '
        '<a href="https://x.fr" rel="external">Vue</a> '
        '<a href="https://x.fr/b.png" rel="external">Image</a></p>'
    ) == shown.strip()


def test_mail_and_telephone_addresses_are_kept() -> None:
    shown = rendered("<forum@caf.fr> [appeler](tel:+33123456789)")

    assert ["mailto:forum@caf.fr", "tel:+33123456789"] == [
        element.get("href") for element in elements(shown)
    ][1:]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("**Montant** : 44 000 € !", f"<strong>Montant</strong>{NBSP}: 44{NNBSP}000{NBSP}€{NNBSP}!"),
        ("« **Oui** » dit l'*élu*", f"«{NBSP}<strong>Oui</strong>{NBSP}» dit l’<em>élu</em>"),
        ("`a : b` ; [x](https://x.fr) ?", f"<code>a : b</code>{NNBSP}; <a href=X>x</a>{NNBSP}?"),
        ("<https://x.fr/a?b=c;d>", "<a href=X>https://x.fr/a?b=c;d</a>"),
        ("3 &lt; 4 &amp; 5", "3 &lt; 4 &amp; 5"),
        ("<b>a</b> <i>b</i>", "<strong>a</strong> <em>b</em>"),
    ],
)
def test_sentences_have_french_spaces_and_code_its_own(typed: str, expected: str) -> None:
    shown = re.sub(r'<a href="[^"]*"[^>]*>', "<a href=X>", rendered(typed).strip())

    assert f"<p>{expected}</p>" == shown


def test_code_is_shown_as_typed() -> None:
    assert '<pre><code>a ! "b" : <c>\n</code></pre>' == rendered('```\na ! "b" : <c>\n```').strip().replace(
        "&lt;", "<"
    ).replace("&gt;", ">")


def test_a_live_list_is_filled_on_a_page_and_a_link_elsewhere() -> None:
    found = LiveList(
        titre="Conventions", entries=(LiveEntry("CTG", "/conventions/a/", "en vigueur"),), empty=""
    )
    body = prose("Voir\n\n[[conventions nature=CTG]]", lists=(found,))
    link = '<a href="../../../../conventions/a/">CTG</a> <span class="note">en vigueur</span>'

    assert f'<ul class="liste-vivante" aria-label="Conventions"><li>{link}</li></ul>' in to_html(body, PAGE)
    assert '<p><a href="https://caf.example/x/">Conventions' in to_absolute_html(
        body, "https://caf.example", "/x/"
    )


def test_definitions_and_abbreviations_are_rendered() -> None:
    shown = rendered("CTG\n: Une CAF signe\n\n*[CAF]: Caisse")

    assert '<dl><dt>CTG</dt><dd>Une <abbr title="Caisse">CAF</abbr> signe</dd></dl>' == shown.replace(
        "\n", ""
    )


@pytest.mark.parametrize("text", ["[" * 2_000, "- " * 31 + "a", ">" * 5_000, "<![" * 100])
def test_a_text_that_is_too_complex_is_empty_and_told(text: str) -> None:
    assert "" == rendered(text)
    assert [("texte-trop-complexe", 1)] == codes(text)


def test_rendering_one_text_leaves_nothing_for_the_next() -> None:
    rendered("[a][r] CAF[^1]\n\n[r]: https://x.fr\n\n*[CAF]: Caisse\n\n[^1]: Note")

    assert "<p>[a][r] CAF[^1]</p>" == rendered("[a][r] CAF[^1]").strip()
