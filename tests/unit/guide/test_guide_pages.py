"""The guide as pages that a browser opens from the disk: whole, and with every link leading somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bulletin.build.site import is_checkout
from bulletin.guide.page import guide_html
from bulletin.guide.writing import guide_folder, write_guide

_LINK = re.compile(r'<a [^>]*href="([^"]+)"')
_ID = re.compile(r' id="([^"]+)"')


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The two pages, by the name of their file."""
    folder = tmp_path_factory.mktemp("guide")
    write_guide(folder / "pages")
    return {file.name: file.read_text(encoding="utf-8") for file in (folder / "pages").iterdir()}


def test_the_guide_and_the_list_of_keys_are_written(pages: dict[str, str]) -> None:
    assert {"guide-du-redacteur.html", "cles.html"} == set(pages)
    assert "<title>Guide du rédacteur</title>" in pages["guide-du-redacteur.html"]
    assert "Raconter une convention" in pages["guide-du-redacteur.html"]
    assert "<code>signataire</code>" in pages["cles.html"]


def test_every_link_of_a_page_leads_somewhere(pages: dict[str, str]) -> None:
    for name, text in pages.items():
        for target in _LINK.findall(text):
            file, _, anchor = target.partition("#")
            if not target.startswith("https://"):
                assert (file or name) in pages, target
                assert not anchor or anchor in _ID.findall(pages[file or name]), target


def test_a_page_needs_no_other_file(pages: dict[str, str]) -> None:
    for text in pages.values():
        assert [] == re.findall(r"<(?:link|script|img)\b|url\(|@import", text)


def test_writing_the_pages_again_changes_nothing(tmp_path: Path) -> None:
    first = write_guide(tmp_path).guide.read_bytes()
    assert first == write_guide(tmp_path).guide.read_bytes()


def test_a_text_is_set_in_french_and_its_examples_are_left_as_they_are() -> None:
    page = guide_html(
        "# Le titre\n\nAinsi : « oui » ?\n\n```yaml\ntitre : oui ?\n```\n", links={}, with_contents=False
    )
    assert "Ainsi\u00a0: «\u00a0oui\u00a0»\u202f?" in page
    assert "titre : oui ?" in page


def test_a_comment_of_the_text_is_on_no_page(pages: dict[str, str]) -> None:
    assert [] == [name for name, text in pages.items() if "!--" in text]


def test_the_contents_list_the_headings_of_the_second_level() -> None:
    page = guide_html("# Le titre\n\n## L’un\n\n### Dessous\n\n## L’autre\n", links={}, with_contents=True)
    contents = page.partition("</h1>\n<nav")[2].partition("</nav>")[0]
    assert ["#lun", "#lautre"] == _LINK.findall(contents)


def test_the_texts_of_a_checkout_are_its_own() -> None:
    assert is_checkout(guide_folder().parent)
    assert (guide_folder() / "cles.md").is_file()
