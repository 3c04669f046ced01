"""The links of a text, and relative links from one address to another."""

from __future__ import annotations

import time
from urllib.parse import urljoin

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.content.addresses import relative
from bulletin.content.body.links import Reference, references


def targets(markdown: str) -> list[str]:
    return [reference.target for reference in references(markdown)]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("[a](b.md)", ["b.md"]),
        ('[a](b.md "Le titre (long)")', ["b.md"]),
        ("[a](<b c.md> 'titre')", ["b c.md"]),
        ("[a]( b c.md )", ["b c.md"]),
        ("[a](l'ete.md)", ["l'ete.md"]),
        ("[a](page_(bis).md)", ["page_(bis).md"]),
        ("[a](x?y=1&amp;z=2) [b](c\\_d.md)", ["x?y=1&z=2", "c_d.md"]),
        ("[![alt](photo.png)](page.md)", ["photo.png", "page.md"]),
        ("[a](b.md)[c](d.md)", ["b.md", "d.md"]),
        ("[a\nb](c.md)", ["c.md"]),
        ("> [a](b.md)\n\n- [c](d.md)\n\n        [e](f.md)", ["b.md", "d.md", "f.md"]),
        ("| a | b |\n|---|---|\n| [x](y.md) | ![z](w.png) |", ["y.md", "w.png"]),
        ('[a][b]\n\n[b]: c.md "Titre"\n[d]: <e.md>', ["c.md", "e.md"]),
        ("<https://caf.fr/a_b> <mail@caf.fr>", ["https://caf.fr/a_b", "mailto:mail@caf.fr"]),
        ('<a href="b.md">x</a> <img alt=y src=c.png>', ["b.md", "c.png"]),
        ("Une note[^1].\n\n[^1]: Voir [a](b.md).", ["b.md"]),
        ("[[conventions nature=CTG]]\n\n[a](b.md)", ["b.md"]),
        ("un `[ouvert](x.md)\n\net [a](b.md)", ["x.md", "b.md"]),
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
        "Voir :\n\n    [a](b.md)\n\n    <a href='b.md'>",
        "\t[a](b.md)",
        "<!-- [a](b.md)\n\n<a href=b.md> -->",
        "\\[a](b.md)",
        "[a] (b.md)",
        "a](b.md)",
        "[a\n\nb](c.md)",
        "[Note]: voir la suite",
        "*[CAF]: Caisse",
        "[^1]: note",
        "[[articles type=edito limite=3]]",
        "[a](b.md",
    ],
)
def test_what_shows_no_link_holds_none(markdown: str) -> None:
    assert [] == targets(markdown)


def test_a_reference_knows_its_place_and_an_image_its_alternative() -> None:
    expected = (
        Reference(target="a.md", line=1, column=12, image=False, alt=""),
        Reference(target="b.png", line=3, column=15, image=True, alt="La crèche"),
        Reference(target="c.png", line=4, column=29, image=True, alt="La mairie"),
    )

    found = references('Voir [ici](a.md).\n\n![La crèche]( b.png)\n<img alt="La mairie" src = "c.png">')

    assert expected == found


def seconds(markdown: str) -> float:
    """CPU seconds that a text takes to be read, the better of two tries."""
    tries = []
    for _ in range(2):
        start = time.process_time()
        references(markdown)
        tries.append(time.process_time() - start)
    return min(tries)


@pytest.mark.parametrize(
    ("hostile", "found"),
    [
        ("[a](", 0),
        ("<!-- ", 0),
        ("![a](b '", 0),
        ('<a href="', 0),
        ("[a]:\n", 7_999),  # each line is read as the address that the line before defines
        ("[" * 9 + "](b", 0),
    ],
)
def test_links_that_nothing_closes_are_read_in_linear_time(hostile: str, found: int) -> None:
    assert found == len(references(hostile * 8_000))
    # Eight times the text takes about eight times as long; in quadratic time it would be sixty-four.
    assert seconds(hostile * 8_000) < 24 * seconds(hostile * 1_000)


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
