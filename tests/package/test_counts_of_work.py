"""How many files a build makes again after each kind of change, on the bulletin of the benchmarks.

Counts of work and never seconds: they are the same on every machine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from benchmarks.agreement import Expected, expected_output
from benchmarks.corpus import DAY, Article, invent
from benchmarks.ours import Bulletin
from benchmarks.scenarios import SCENARIOS, Bench
from bulletin.build.conductor import build
from bulletin.build.prepared import Order
from bulletin.content.addresses import path_of

POSTS = 300
COMMUNES = 36
FIRST = "first"


@dataclass(frozen=True, kw_only=True)
class Work:
    """The files that a build made again, what lists and feeds held before it, and what they hold after it."""

    rendered: frozenset[str]
    kept: int
    before: Expected
    after: Expected

    @property
    def posts(self) -> frozenset[str]:
        """The pages of posts that were made again."""
        return self.rendered & {path_of(address) for address in self.after.posts}


@pytest.fixture(scope="module")
def works(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Work]:
    """The work of a first build and of one after each change, in one site."""
    folder = tmp_path_factory.mktemp("counts")
    bench = Bench(Bulletin(), invent(POSTS, COMMUNES), folder / "bulletin")

    def work(before: Expected) -> Work:
        summary = build(bench.root, bench.output, Order(day=bench.day, jobs=2), home=folder / "home")
        after = expected_output(bench.corpus, bench.day)
        return Work(rendered=frozenset(summary.rendered), kept=summary.kept, before=before, after=after)

    done = {FIRST: work(Expected(posts={}, lists={}, feeds={}))}
    for scenario in SCENARIOS:
        before = expected_output(bench.corpus, bench.day)
        shown = scenario.change(bench, 0)
        done[scenario.name] = work(before)
        if shown is not None:
            bench.check_shown(*shown)
    return done


def _middle() -> Article:
    return invent(POSTS, COMMUNES).out(DAY)[POSTS // 2]


def _moved(work: Work) -> set[str]:
    """Return the files of lists and feeds that hold something else than before."""
    before = {**work.before.lists, **work.before.feeds}
    after = {**work.after.lists, **work.after.feeds}
    return {path_of(address) for address, held in after.items() if before.get(address) != held}


def _listed(work: Work) -> set[str]:
    return {path_of(address) for address in (*work.after.lists, *work.after.feeds)}


def test_a_first_build_makes_every_file(works: Mapping[str, Work]) -> None:
    assert 0 == works[FIRST].kept
    assert {path_of(address) for address in works[FIRST].after.addresses} <= works[FIRST].rendered


def test_nothing_changed_makes_nothing(works: Mapping[str, Work]) -> None:
    assert frozenset() == works["nothing changed"].rendered
    assert len(works[FIRST].rendered) == works["nothing changed"].kept


def test_a_body_edit_makes_its_page_and_the_feed_of_its_convention(works: Mapping[str, Work]) -> None:
    article = _middle()
    assert "convention" in article.long
    others = works["body edit"].rendered - {path_of(article.address)}
    assert [("conventions", "rss.xml")] == [(path.split("/")[0], path.split("/")[-1]) for path in others]


@pytest.mark.parametrize("name", ["body edit", "title edit"])
def test_a_list_is_made_again_only_when_what_it_lists_has_moved(works: Mapping[str, Work], name: str) -> None:
    assert _moved(works[name]) == works[name].rendered & _listed(works[name])


@pytest.mark.parametrize("name", ["new post", "next day"])
def test_a_post_more_makes_the_lists_that_show_it_and_the_years_of_its_type(
    works: Mapping[str, Work], name: str
) -> None:
    work = works[name]
    (address,) = work.after.posts.keys() - work.before.posts.keys()
    rubrique = work.after.posts[address].rubrique
    # The first post of a year and type adds a link to the pages of the other years of the type.
    siblings = {path for path in _listed(work) if path.startswith(f"{rubrique}s/")}
    assert _moved(work) == (work.rendered & _listed(work)) - (siblings - _moved(work))


@pytest.mark.parametrize(
    ("name", "posts", "files"), [("title edit", 8, 20), ("new post", 5, 50), ("next day", 5, 50)]
)
def test_few_pages_follow_a_change(works: Mapping[str, Work], name: str, posts: int, files: int) -> None:
    assert 0 < len(works[name].posts) <= posts
    assert len(works[name].rendered) <= files


def test_a_template_edit_makes_every_page_and_no_feed(works: Mapping[str, Work]) -> None:
    work = works["template edit"]
    pages = {path_of(address) for address in (*work.after.posts, *work.after.lists)}
    assert pages <= work.rendered
    assert set() == {path for path in work.rendered if not path.endswith(".html")}
