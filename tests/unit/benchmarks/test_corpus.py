"""The invented bulletin: always the same, with all that makes builds cost."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from support.checkout import child_environment

from benchmarks.corpus import (
    DAY,
    DAYS_AHEAD,
    Corpus,
    invent,
    new_article,
    with_more_text,
    with_title,
    yaml_lines,
)
from benchmarks.ours import Bulletin
from benchmarks.prose import abbreviations_parted
from benchmarks.vocabulary import RUBRIQUES
from bulletin.build.conductor import prepare
from bulletin.build.prepared import Order

POSTS = 300
COMMUNES = 36
_DIGEST = """
from hashlib import sha256
from benchmarks.corpus import invent
print(sha256(repr(invent(60, 36)).encode()).hexdigest())
"""


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return invent(POSTS, COMMUNES)


def _digest(hash_seed: str) -> str:
    environment = child_environment({"PYTHONHASHSEED": hash_seed})
    command = [sys.executable, "-c", _DIGEST]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout


def test_the_same_numbers_give_the_same_bulletin_in_every_process() -> None:
    assert _digest("1") == _digest("2")


def test_as_many_posts_are_out_as_asked_and_one_comes_out_each_day_after(corpus: Corpus) -> None:
    assert POSTS == len(corpus.out(DAY))
    to_come = [article.day for article in corpus.articles if article.day > DAY]
    assert list(range(1, DAYS_AHEAD + 1)) == [(day - DAY).days for day in to_come]


def test_every_post_has_a_block_and_every_type_and_commune_has_posts(corpus: Corpus) -> None:
    blocks = {"convention", "inauguration", "evenement"}
    assert blocks == {name for article in corpus.articles for name in article.long}
    assert all(len(article.long) == 1 for article in corpus.articles)
    out = corpus.out(DAY)
    assert set(RUBRIQUES) == {article.rubrique for article in out}
    assert set(corpus.communes) == {commune for article in out for commune in article.communes}


def test_texts_hold_tables_notes_abbreviations_and_links_to_earlier_posts(corpus: Corpus) -> None:
    bodies = [article.body for article in corpus.articles]
    for sign in ("| --- |", "[^1]:", "*[", "(article:", "\n> ", "\n- "):
        share = sum(sign in body for body in bodies) / len(bodies)
        assert 0.1 < share, sign


def test_addresses_differ_and_two_posts_of_one_day_are_in_the_order_of_their_files(corpus: Corpus) -> None:
    assert len(corpus.articles) == len({article.address for article in corpus.articles})
    pairs = [(one, two) for one, two in pairwise(corpus.articles) if one.day == two.day]
    assert pairs
    assert all((one.stem, corpus.ranks[one.stem]) < (two.stem, corpus.ranks[two.stem]) for one, two in pairs)


def test_bulletin_has_nothing_to_say_against_it(corpus: Corpus, tmp_path: Path) -> None:
    Bulletin().write_site(tmp_path / "site", corpus)
    assert () == prepare(tmp_path / "site", Order(day=DAY)).diagnostics


def test_homonyms_are_named_with_their_departement() -> None:
    communes = {commune.ecrit for commune in invent(10, 3000).communes}
    assert "Saint-Aubin (47)" in communes
    assert "Saint-Aubin" not in communes


def test_an_edit_changes_one_post_at_the_same_address(corpus: Corpus) -> None:
    article = corpus.articles[POSTS // 2]
    longer, renamed = with_more_text(article, 0), with_title(article, 0)
    assert article.address == longer.address == renamed.address
    assert article.titre == longer.titre != renamed.titre
    assert abbreviations_parted(article.body)[1] == abbreviations_parted(longer.body)[1]
    assert len(corpus.articles) == len(corpus.having(longer).articles)


def test_a_new_post_is_the_last_of_its_day_so_that_no_other_file_changes(corpus: Corpus) -> None:
    more = corpus
    for serial in range(3):
        article = new_article(more, serial)
        ranks = more.ranks
        more = more.having(article)
        assert ranks.items() <= more.ranks.items()
        assert article.stem == more.out(DAY)[-1].stem


def test_front_matter_is_in_block_style() -> None:
    values: Mapping[str, object] = {
        "titre": "Un : deux",
        "lieu": {"nom": 'La « "Halle" »'},
        "seances": [{"debut": "2014-11-21", "public": ["parents"]}, {"debut": "2014-11-22"}],
    }
    lines = [
        'titre: "Un : deux"',
        "lieu:",
        '  nom: "La « \\"Halle\\" »"',
        "seances:",
        '  - debut: "2014-11-21"',
        "    public:",
        '      - "parents"',
        '  - debut: "2014-11-22"',
    ]
    assert lines == list(yaml_lines(values, is_quoted=True))  # type: ignore[arg-type]  # object is a Value here
