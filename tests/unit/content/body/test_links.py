"""What a text links to and where in the text, and the way from one address to another."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.bodies import codes

from bulletin.content.addresses import relative
from bulletin.content.body.links import BodyLink, found_anchor
from bulletin.content.body.rendering import render


def links(markdown: str) -> tuple[BodyLink, ...]:
    return render(markdown).found.links


def targets(markdown: str) -> list[str]:
    return [link.target for link in links(markdown)]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[a](b.md)", ["b.md"]),
        ('[a](b.md "Le titre (long)")', ["b.md"]),
        ("[a](<b c.md> 'titre')", ["b c.md"]),
        ("[a]( b c.md )", ["b c.md"]),
        ("[a](l'ete.md)", ["l'ete.md"]),
        ("[le guide](guide.txt 'Le guide de l'été')", ["guide.txt"]),
        ("[a](page_(bis).md)", ["page_(bis).md"]),
        ("[a](x?y=1&amp;z=2) [b](c\\_d.md)", ["x?y=1&z=2", "c_d.md"]),
        ("[![alt](photo.png)](page.md)", ["page.md", "photo.png"]),
        ("[a](b.md)[c](d.md)", ["b.md", "d.md"]),
        ("[a\nb](c.md)", ["c.md"]),
        ("> [a](b.md)\n\n- [c](d.md)\n\n        [e](f.md)", ["b.md", "d.md", "f.md"]),
        ("| a | b |\n|---|---|\n| [x](y.md) | ![z](w.png) |", ["y.md", "w.png"]),
        ('[a][b]\n\n[b]: c.md "Titre"', ["c.md"]),
        ("<https://caf.fr/a_b> <mail@caf.fr>", ["https://caf.fr/a_b", "mailto:mail@caf.fr"]),
        ('<a href="b.md">x</a> <img alt=y src=c.png>', ["b.md", "c.png"]),
        ("Une note[^1].\n\n[^1]: Voir [a](b.md).", ["#fn:1", "b.md", "#fnref:1"]),
        ("[[conventions nature=CTG]]\n\n[a](b.md)", ["b.md"]),
        ("un `[ouvert](x.md)\n\net [a](b.md)", ["x.md", "b.md"]),
        ("[a](javascript:alert(1))", ["javascript:alert(1)"]),
        ("\t[a](b.md)", ["b.md"]),
    ],
)
def test_links_of_every_form_are_found(markdown: str, expected: list[str]) -> None:
    assert expected == targets(markdown)


@pytest.mark.parametrize(
    "markdown",
    [
        "",
        "Un texte sans lien, 3 < 4 [sic].",
        "`[a](b.md)` et ``` [a](b.md) ` ```",
        "```\n[a](b.md)\n```",
        "~~~ html\n<a href=b.md>\n~~~",
        "<!-- [a](b.md)\n\n<a href=b.md> -->",
        "\\[a](b.md)",
        "[a] (b.md)",
        "a](b.md)",
        "[a\n\nb](c.md)",
        "[Note]: voir la suite",
        "*[CAF]: Caisse",
        "[[articles type=edito limite=3]]",
        "[a](b.md",
        "<iframe src=b.md></iframe>",
    ],
)
def test_what_shows_no_link_holds_none(markdown: str) -> None:
    assert [] == targets(markdown)


def test_a_link_knows_its_place_and_a_picture_its_alternative() -> None:
    expected = (
        BodyLink(target="a.md", line=1, column=12, is_image=False, alt=""),
        BodyLink(target="b.png", line=3, column=15, is_image=True, alt="La crèche"),
        BodyLink(target="c.png", line=4, column=29, is_image=True, alt="La mairie"),
    )

    found = links('Voir [ici](a.md).\n\n![La crèche]( b.png)\n<img alt="La mairie" src = "c.png">')

    assert expected == found


@pytest.mark.parametrize(
    ("markdown", "line", "column"),
    [
        ("<!-- [a](b.md) -->\n\n[a](b.md)", 3, 5),
        ("`[a](b.md)` [a](b.md)", 1, 17),
        ("```\n[a](b.md)\n```\n\n- x\n  - [a](b.md)", 6, 9),
        ("[a][r]\n\n[r]: b.md", 3, 6),
        ("> > [a](<b.md>)", 1, 10),
        ("<div>\n<p>\n<a href='b.md'>a</a></p></div>", 3, 10),
        ("| a | b |\n|---|---|\n| x | [a](b.md) |", 3, 11),
        ("Note[^1].\n\n[^1]: x\n\n    [a](b.md)", 5, 9),
    ],
)
def test_the_place_is_that_of_the_link_that_is_shown(markdown: str, line: int, column: int) -> None:
    (found,) = [link for link in links(markdown) if link.target == "b.md"]
    assert (line, column) == (found.line, found.column)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("details-utiles", "details-utiles"),
        ("détails-utiles", "details-utiles"),
        ("Détails utiles", "details-utiles"),
        ("d%C3%A9tails-utiles", "details-utiles"),
        ("t-details-utiles", "details-utiles"),
        ("fn:1", "fn:1"),
        ("nulle-part", ""),
    ],
)
def test_a_place_of_a_text_is_found_as_its_title_is_typed(name: str, expected: str) -> None:
    assert expected == found_anchor(name, ("details-utiles", "fn:1"))


def test_a_link_to_no_place_of_its_text_is_told_at_its_line() -> None:
    assert [("ancre-inconnue", 3)] == codes(
        "## Détails utiles\n\n[v](#nulle-part) [w](#détails-utiles) [x](#)"
    )


@pytest.mark.parametrize(
    ("target", "address", "expected"),
    [
        ("/2016/07/11/x/", "/2016/07/12/y/", "../../11/x/"),
        ("/medias/a.png", "/2016/07/12/y/", "../../../../medias/a.png"),
        ("/2016/07/11/x/#lieu", "/2016/07/11/x/", "#lieu"),
        ("/2016/07/11/x/", "/2016/07/11/x/", "./"),
        ("/", "/", "./"),
        ("/", "/archives/", "../"),
        ("/rss.xml", "/rss.xml", "rss.xml"),
        ("/rss.xml", "/404.html", "rss.xml"),
        ("/a:b/", "/", "./a:b/"),
        ("https://caf.fr/", "/x/", "https://caf.fr/"),
        ("#lieu", "/x/", "#lieu"),
    ],
)
def test_a_link_is_relative_to_the_page(target: str, address: str, expected: str) -> None:
    assert expected == relative(target, address)


steps = st.text("abc019-.:~", min_size=1, max_size=5).filter(lambda step: step.strip(".") != "")
folders = st.lists(steps, max_size=5).map(lambda names: "".join(f"/{name}" for name in names) + "/")
files = st.builds(lambda folder, name: folder + name, folders, steps)
ends = st.sampled_from(("", "#lieu", "?a=b", "?a=/b#c", "#a?b/"))


@given(target=st.builds(lambda place, end: place + end, folders | files, ends), address=folders | files)
@example(target="/a/?b", address="/a/")
def test_a_relative_link_leads_to_its_target(target: str, address: str) -> None:
    site = "https://caf.example/bulletin"

    assert site + target == urljoin(site + address, relative(target, address))
