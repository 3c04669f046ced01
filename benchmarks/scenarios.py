"""What happens to a bulletin between two builds, and the rounds in which each generator builds after it."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from benchmarks.agreement import spaced
from benchmarks.corpus import DAY, Article, Corpus, new_article, with_more_text, with_title
from benchmarks.measuring import Cost, Summary, cost_of, summary_of


class Generator(Protocol):
    """A generator that is measured: how a bulletin is written for it, and how it is asked to build."""

    name: str
    base_template: Path
    """The template of every page that says ``SKIP_LINK``, under the site."""
    environment: Mapping[str, str]

    def write_site(self, root: Path, corpus: Corpus) -> None:
        """Write the whole site of a bulletin in a folder that does not exist."""

    def write_article(self, root: Path, corpus: Corpus, article: Article) -> None:
        """Write the file of an article of the bulletin."""

    def command(self, root: Path, output: Path, day: dt.date) -> list[str]:
        """Return the command that builds a site for a day."""


SKIP_LINK = "Aller au contenu"
"""The first words of every page, which the template edit changes."""


class EditNotShownError(Exception):
    """A build did not show what had been changed before it: its time means nothing."""


class Bench:
    """One generator and its site, built again and again in the same two folders."""

    def __init__(self, generator: Generator, corpus: Corpus, folder: Path) -> None:
        self.generator = generator
        self.corpus = corpus
        self.day = DAY
        self.root = folder / "site"
        self.output = folder / "output"
        self._first = corpus
        self._folder = folder
        folder.mkdir()
        generator.write_site(self.root, corpus)
        shutil.copytree(self.root, folder / "untouched")

    def build(self) -> Cost:
        """Build the site as it is now and return what it cost."""
        return self._cost(self.root, self.output)

    def build_cold(self) -> Cost:
        """Build a new copy of the first site into a new folder, and forget both."""
        new = self._folder / "cold"
        shutil.copytree(self._folder / "untouched", new / "site")
        cost = self._cost(new / "site", new / "output")
        shutil.rmtree(new)
        return cost

    def _cost(self, root: Path, output: Path) -> Cost:
        command = self.generator.command(root, output, self.day)
        return cost_of(command, self._folder, dict(self.generator.environment))

    def write(self, article: Article) -> None:
        """Write an article, new or changed."""
        self.corpus = self.corpus.having(article)
        self.generator.write_article(self.root, self.corpus, article)

    def check_shown(self, address: str, text: str) -> None:
        """Raise ``EditNotShownError`` unless the page at an address says a text."""
        page = self.output / address.lstrip("/") / "index.html"
        if text not in spaced(page.read_text(encoding="utf-8")):
            raise EditNotShownError(f"{self.generator.name}: {address} does not say « {text} »")


Shown = tuple[str, str]
"""The address of a page and a text that it must say after the build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A change made before each round; ``change`` is given the number of the round, from 0."""

    name: str
    change: Callable[[Bench, int], Shown | None]


def _nothing(_bench: Bench, _number: int) -> None:
    return None


def _middle(bench: Bench, number: int) -> Article:
    out = bench.corpus.out(DAY)
    return out[(len(out) // 2 + number) % len(out)]


def _body_edit(bench: Bench, number: int) -> Shown:
    article = with_more_text(_middle(bench, number), number)
    bench.write(article)
    return article.address, f"Correction {number + 1} apportée à la relecture de l’article {article.number}."


def _title_edit(bench: Bench, number: int) -> Shown:
    article = with_title(_middle(bench, number), number)
    bench.write(article)
    return f"/communes/{article.communes[0].segment}/", article.titre


def _new_post(bench: Bench, number: int) -> Shown:
    article = new_article(bench.corpus, number)
    bench.write(article)
    return "/", article.titre


def _template_edit(bench: Bench, number: int) -> Shown:
    template = bench.root / bench.generator.base_template
    before = f"{SKIP_LINK} {number}" if number else SKIP_LINK
    after = f"{SKIP_LINK} {number + 1}"
    template.write_text(
        template.read_text(encoding="utf-8").replace(f">{before}<", f">{after}<"), encoding="utf-8"
    )
    return bench.corpus.articles[0].address, f">{after}<"


def _next_day(bench: Bench, _number: int) -> Shown:
    bench.day += dt.timedelta(days=1)
    return "/", next(article.titre for article in bench.corpus.articles if article.day == bench.day)


SCENARIOS = (
    Scenario(name="nothing changed", change=_nothing),
    Scenario(name="body edit", change=_body_edit),
    Scenario(name="title edit", change=_title_edit),
    Scenario(name="new post", change=_new_post),
    Scenario(name="next day", change=_next_day),
    Scenario(name="template edit", change=_template_edit),
)
COLD = "cold, new folder"


def measure(
    benches: Sequence[Bench], rounds: int, say: Callable[[str], None]
) -> Iterator[tuple[str, tuple[Summary, ...]]]:
    """Give the name of each measure with the summary of each bench, in the order of the benches.

    Every bench must have been built once. The generators take turns in each round, so that what else the
    machine does falls on all of them.
    """
    say(COLD)
    colds = [[bench.build_cold() for bench in benches] for _ in range(rounds)]
    yield COLD, _summaries(colds)
    for scenario in SCENARIOS:
        say(scenario.name)
        costs: list[list[Cost]] = []
        for number in range(rounds):
            costs.append([])
            for bench in benches:
                shown = scenario.change(bench, number)
                costs[-1].append(bench.build())
                if shown is not None:
                    bench.check_shown(*shown)
        yield scenario.name, _summaries(costs)


def _summaries(rounds: Sequence[Sequence[Cost]]) -> tuple[Summary, ...]:
    return tuple(summary_of(costs) for costs in zip(*rounds, strict=True))
