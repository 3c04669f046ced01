"""The comparison that stops a benchmark: it passes our own output, and nothing that differs from it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from benchmarks.agreement import Expected, differences, expected_output
from benchmarks.corpus import DAY, invent
from benchmarks.ours import Bulletin
from bulletin.build.conductor import build
from bulletin.build.prepared import Order

POSTS = 48
COMMUNES = 36


@pytest.fixture(scope="module")
def expected() -> Expected:
    return expected_output(invent(POSTS, COMMUNES), DAY)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("agreement")
    Bulletin().write_site(folder / "site", invent(POSTS, COMMUNES))
    build(folder / "site", folder / "output", Order(day=DAY), home=folder / "home")
    return folder / "output"


@pytest.fixture
def output(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "output")
    return tmp_path / "output"


def _replace(file: Path, pattern: str, text: str) -> None:
    before = file.read_text(encoding="utf-8")
    after = re.sub(pattern, text, before, count=1, flags=re.DOTALL)
    assert before != after
    file.write_text(after, encoding="utf-8")


def test_our_output_holds_what_is_expected_and_more(built: Path, expected: Expected) -> None:
    assert [] == list(differences(built, expected, has_more=True))
    assert list(differences(built, expected, has_more=False))


def test_a_missing_page_is_found(output: Path, expected: Expected) -> None:
    (output / "archives" / "index.html").unlink()
    assert ["/archives/ is missing"] == list(differences(output, expected, has_more=True))


def test_another_title_in_a_list_is_found(output: Path, expected: Expected) -> None:
    _replace(output / "index.html", r'(class="ligne">\s*<h3><a [^>]*>)[^<]*', r"\1Autre chose")
    (found,) = differences(output, expected, has_more=True)
    assert found.startswith("/, line 1: ")
    assert "Autre chose" in found


def test_a_post_missing_from_a_list_is_found(output: Path, expected: Expected) -> None:
    address = next(name for name in expected.lists if re.fullmatch(r"/communes/.+/", name))
    page = output / address.lstrip("/") / "index.html"
    _replace(page, r'<article class="ligne">.*?</article>', "")
    assert [address] == [
        found.partition(",")[0].partition(" ")[0] for found in differences(output, expected, has_more=True)
    ]


def test_another_item_of_a_feed_is_found(output: Path, expected: Expected) -> None:
    _replace(output / "rss.xml", r"<item>\s*<title>[^<]*", "<item><title>Autre chose")
    (found,) = differences(output, expected, has_more=True)
    assert found.startswith("/rss.xml, line 1: ")


def test_a_feed_that_lost_its_texts_is_found(output: Path, expected: Expected) -> None:
    _replace(output / "rss.xml", r"<content:encoded>.*?</content:encoded>", "")
    (found,) = differences(output, expected, has_more=True)
    assert "is_whole=False" in found


def test_a_text_that_lost_a_table_is_found(output: Path, expected: Expected) -> None:
    address = next(name for name, post in expected.posts.items() if "| --- |" in post.body)
    page = output / address.lstrip("/") / "index.html"
    _replace(page, r"<table>.*?</table>", "")
    (found,) = differences(output, expected, has_more=True)
    assert found.startswith(f"the text of {address} holds")
