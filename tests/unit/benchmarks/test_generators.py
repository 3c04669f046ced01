"""What is written for each generator says the same post."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpus import Article, Corpus, invent
from benchmarks.hugo import Hugo
from benchmarks.ours import Bulletin
from benchmarks.pelican import Pelican
from benchmarks.scenarios import SKIP_LINK, Generator

GENERATORS: tuple[Generator, ...] = (Bulletin(), Hugo(Path("/hugo")), Pelican(Path("/python")))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return invent(60, 36)


def _written(generator: Generator, corpus: Corpus, article: Article, folder: Path) -> str:
    generator.write_article(folder, corpus, article)
    (file,) = folder.rglob(f"{article.stem}.md")
    return file.read_text(encoding="utf-8")


def _texts(value: object) -> set[str]:
    match value:
        case str():
            return {value}
        case dict():
            return set().union(*map(_texts, value.values()))
        case _:
            return set().union(*map(_texts, list(value)))  # type: ignore[call-overload]  # a sequence


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda one: one.name)
def test_every_fact_of_a_post_is_in_its_file(generator: Generator, corpus: Corpus, tmp_path: Path) -> None:
    for article in corpus.articles:
        is_light = generator.name == "bulletin" and article.number % 2
        written = _written(generator, corpus, article, tmp_path)
        facts = _texts(dict(article.light if is_light else article.long)) | {article.titre, article.resume}
        assert set() == {fact for fact in facts if fact not in written}


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda one: one.name)
def test_links_lead_to_files_that_are_there(generator: Generator, corpus: Corpus, tmp_path: Path) -> None:
    article = next(one for one in corpus.articles if "(article:" in one.body)
    target = article.body.partition("(article:")[2].partition(")")[0]
    written = _written(generator, corpus, article, tmp_path)
    assert "article:" not in written
    assert f"{target}.md)" in written


@pytest.mark.parametrize("generator", GENERATORS, ids=lambda one: one.name)
def test_the_template_to_edit_says_the_words_that_every_page_begins_with(
    generator: Generator, corpus: Corpus, tmp_path: Path
) -> None:
    generator.write_site(tmp_path / "site", corpus)
    template = (tmp_path / "site" / generator.base_template).read_text(encoding="utf-8")
    assert 1 == template.count(f">{SKIP_LINK}<")
    written = list((tmp_path / "site" / "content" / "articles").rglob("*.md"))
    assert len(corpus.articles) == len(written)


def test_hugo_and_pelican_put_the_first_file_of_a_day_last_in_its_hours(
    corpus: Corpus, tmp_path: Path
) -> None:
    first, second = [one for one in corpus.articles if one.day == corpus.articles[0].day][:2]
    hugo, pelican = GENERATORS[1:]
    assert f"date: {first.day}T23:59:00\n" in _written(hugo, corpus, first, tmp_path / "hugo")
    assert f"date: {first.day}T23:58:00\n" in _written(hugo, corpus, second, tmp_path / "hugo")
    assert f"Date: {first.day} 23:58\n" in _written(pelican, corpus, second, tmp_path / "pelican")


def test_abbreviations_are_html_for_hugo_which_has_no_syntax_for_them(corpus: Corpus, tmp_path: Path) -> None:
    article = next(one for one in corpus.articles if "*[RPE]:" in one.body)
    written = _written(GENERATORS[1], corpus, article, tmp_path)
    assert '<abbr title="relais petite enfance">RPE</abbr>' in written
    assert "*[RPE]" not in written
