"""Whether an output is the bulletin: the addresses, the lists and the feeds that every generator has to make.

What is expected is computed from the invented bulletin alone, so outputs that hold it agree with one another.
Titles are compared with one kind of space and of apostrophe, since one generator sets French typography.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import groupby
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree as ET

from benchmarks.corpus import SITE_URL, TITLE, Article, Corpus
from benchmarks.prose import abbreviations_parted
from benchmarks.vocabulary import MONTHS, RUBRIQUES

LATEST = 20
"""Posts on the front page, at the head of a type, and in a feed."""
READ_IN_FULL = 200
"""Posts whose text is compared, spread over the whole bulletin."""
COUNTED = ("table", "abbr", "sup", "blockquote", "h2", "a")
"""Elements of a text that are counted; each note is a ``sup`` and two more links."""
REPORTED = 5
"""Differences of one kind that are reported."""

Line = tuple[str, str]
"""An address and the title that leads there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of links: its title, and what it lists in order."""

    titre: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: its items in order, and whether there are some and all hold the whole text."""

    items: tuple[Line, ...]
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What the output of a day holds, by address."""

    posts: Mapping[str, Article]
    lists: Mapping[str, Listing]
    feeds: Mapping[str, Feed]

    @property
    def addresses(self) -> frozenset[str]:
        """Every address that is expected."""
        return frozenset({*self.posts, *self.lists, *self.feeds})


# -- what is expected ----------------------------------------------------------------------------------------


def expected_output(corpus: Corpus, day: dt.date) -> Expected:
    """Return what every generator has to make of a bulletin on a day."""
    newest = _newest_first(corpus.out(day))
    lists: dict[str, Listing] = {"/": _listing(TITLE, newest[:LATEST])}
    feeds = {"/rss.xml": _feed(newest, is_whole=True)}
    lists["/archives/"] = Listing(titre="Archives", lines=tuple(_month_links(newest)))
    for year, of_year in _parts(newest, lambda one: one.day.year):
        lists[f"/{year}/"] = _listing(f"Articles de {year}", of_year)
        for month, of_month in _parts(of_year, lambda one: one.day.month):
            lists[f"/{year}/{month:02}/"] = _listing(f"{MONTHS[month - 1].capitalize()} {year}", of_month)
    for rubrique, titre in RUBRIQUES.items():
        posts = [post for post in newest if post.rubrique == rubrique]
        address = f"/{rubrique}s/"
        lists[address] = _listing(titre, posts[:LATEST])
        feeds[f"{address}rss.xml"] = _feed(posts, is_whole=True)
        for year, of_year in _parts(posts, lambda one: one.day.year):
            lists[f"{address}{year}/"] = _listing(f"{titre} de {year}", of_year)
    links = ((f"/communes/{commune.segment}/", commune.nom) for commune in corpus.communes)
    lists["/communes/"] = Listing(titre="Communes", lines=tuple(links))
    by_commune: dict[str, list[Article]] = {commune.segment: [] for commune in corpus.communes}
    for post in newest:
        for commune in post.communes:
            by_commune[commune.segment].append(post)
    for commune in corpus.communes:
        address, posts = f"/communes/{commune.segment}/", by_commune[commune.segment]
        lists[address] = _listing(commune.nom, posts)
        feeds[f"{address}rss.xml"] = _feed(posts, is_whole=False)
    return Expected(posts={post.address: post for post in newest}, lists=lists, feeds=feeds)


def _newest_first(posts: Iterable[Article]) -> list[Article]:
    in_order = sorted(posts, key=lambda one: f"{one.stem}.md")
    return sorted(in_order, key=lambda one: one.day, reverse=True)


def _parts(posts: list[Article], key: Callable[[Article], int]) -> Iterator[tuple[int, list[Article]]]:
    return ((name, list(found)) for name, found in groupby(posts, key))


def _listing(titre: str, posts: Iterable[Article]) -> Listing:
    return Listing(titre=titre, lines=tuple((post.address, post.titre) for post in posts))


def _feed(posts: list[Article], *, is_whole: bool) -> Feed:
    items = tuple((post.address, post.titre) for post in posts[:LATEST])
    return Feed(items=items, is_whole=is_whole and bool(items))


def _month_links(newest: list[Article]) -> Iterator[Line]:
    """Give the links of the archives: years from the last to the first, the months of each in their order."""
    for year, of_year in _parts(newest, lambda one: one.day.year):
        for month, of_month in reversed(list(_parts(of_year, lambda one: one.day.month))):
            yield f"/{year}/{month:02}/", f"{MONTHS[month - 1]} {year} ({len(of_month)})"


# -- what is there ---------------------------------------------------------------------------------------


def differences(output: Path, expected: Expected, *, has_more: bool) -> Iterator[str]:
    """Give a sentence for each thing that an output lacks, tells otherwise or, unless ``has_more``, adds."""
    found = _addresses(output)
    yield from _some_of("is missing", expected.addresses - found)
    if not has_more:
        yield from _some_of("is not expected", found - expected.addresses)
    wrong: list[str] = []
    for address, listing in expected.lists.items():
        if address in found:
            wrong += _unlike(address, listing, _read_listing(output, address))
    for address, feed in expected.feeds.items():
        if address in found:
            wrong += _unlike(address, feed, _read_feed(output, address))
    step = max(1, len(expected.posts) // READ_IN_FULL)
    for address in list(expected.posts)[::step]:
        if address in found:
            wrong += _text_differences(output, address, expected.posts[address])
    yield from wrong[:REPORTED]
    if len(wrong) > REPORTED:
        yield f"and {len(wrong) - REPORTED} more"


def _some_of(what: str, addresses: Iterable[str]) -> Iterator[str]:
    ordered = sorted(addresses)
    yield from (f"{address} {what}" for address in ordered[:REPORTED])
    if len(ordered) > REPORTED:
        yield f"and {len(ordered) - REPORTED} more"


def _addresses(output: Path) -> frozenset[str]:
    """Return the addresses of the pages and RSS feeds of an output."""
    paths = (path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file())
    return frozenset(
        f"/{path.removesuffix('index.html')}"
        for path in paths
        if path.endswith(".html") or path.rpartition("/")[2] == "rss.xml"
    )


def _unlike(address: str, due: Listing | Feed, found: Listing | Feed) -> list[str]:
    if due == found:
        return []
    due_lines = due.lines if isinstance(due, Listing) else due.items
    found_lines = found.lines if isinstance(found, Listing) else found.items
    for number, (one, other) in enumerate(zip(due_lines, found_lines, strict=False), 1):
        if one != other:
            return [f"{address}, line {number}: {other} instead of {one}"]
    if len(due_lines) != len(found_lines):
        return [f"{address} has {len(found_lines)} lines instead of {len(due_lines)}"]
    return [f"{address}: {found} instead of {due}"]


def _text_differences(output: Path, address: str, post: Article) -> Iterator[str]:
    page = _read_page(output, address)
    if page.titre != post.titre:
        yield f"{address} is titled {page.titre} instead of {post.titre}"
    body, meanings = abbreviations_parted(post.body)
    notes = body.count("[^1]:")
    due = {
        "table": body.count("| ---: |\n"),
        "abbr": sum(len(re.findall(rf"\b{sigle}\b", body)) for sigle in meanings),
        "sup": notes,
        "blockquote": body.count("\n> "),
        "h2": body.count("\n## "),
        "a": body.count("(article:") + 2 * notes,
    }
    found = {name: page.counts[name] for name in COUNTED}
    if found != due:
        yield f"the text of {address} holds {found} instead of {due}"


# -- reading pages and feeds -----------------------------------------------------------------------------


def spaced(text: str) -> str:
    """Return a text with every run of white space, non-breaking or not, as one space, and one apostrophe."""
    return " ".join(text.split()).replace("'", "’")


def _page_file(output: Path, address: str) -> Path:
    return output / address.lstrip("/") / "index.html"


def _read_page(output: Path, address: str) -> _PageReader:
    reader = _PageReader(address)
    reader.feed(_page_file(output, address).read_text(encoding="utf-8"))
    reader.close()
    return reader


def _read_listing(output: Path, address: str) -> Listing:
    page = _read_page(output, address)
    return Listing(titre=page.titre, lines=tuple(page.lines))


def _read_feed(output: Path, address: str) -> Feed:
    tree = ET.parse(output / address.lstrip("/"))  # noqa: S314 - a file that was just made here
    items = tree.findall("./channel/item")
    texts = ["".join(item.itertext()) for item in items]
    return Feed(
        items=tuple(
            (_on_site(item.findtext("link", ""), address), spaced(item.findtext("title", "")))
            for item in items
        ),
        is_whole=bool(texts) and all("<h2" in text for text in texts),
    )


def _on_site(link: str, page: str) -> str:
    """Return the address of the site that a link of a page leads to."""
    return urlsplit(urljoin(urljoin(SITE_URL, page), link)).path


class _PageReader(HTMLParser):
    """Reads the title of a page, what it lists, and how many elements of each name its text holds.

    A line is the link in the heading of an ``article.ligne``, or in a ``ul`` with the class ``colonnes`` or
    ``jetons``; a text is a ``div.texte``.
    """

    def __init__(self, address: str) -> None:
        super().__init__()
        self.titre = ""
        self.lines: list[Line] = []
        self.counts: Counter[str] = Counter()
        self._address = address
        self._open: list[tuple[str, frozenset[str]]] = []
        self._target = ""
        self._words: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        attributes = dict(attrs)
        if self._is_in("div", "texte"):
            self.counts[tag] += 1
        self._open.append((tag, frozenset((attributes.get("class") or "").split())))
        if tag == "h1" or (tag == "a" and self._is_line()):
            self._target = attributes.get("href") or ""
            self._words = []

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        while self._open and self._open.pop()[0] != tag:
            pass
        if self._words is None or tag not in {"h1", "a"}:
            return
        text = spaced("".join(self._words))
        if tag == "h1":
            self.titre = text
        else:
            self.lines.append((_on_site(self._target, self._address), text))
        self._words = None

    def handle_data(self, data: str) -> None:
        if self._words is not None:
            self._words.append(data)

    def _is_in(self, tag: str, name: str) -> bool:
        return any(tag == opened and name in names for opened, names in self._open)

    def _is_line(self) -> bool:
        heads = [tag for tag, _ in self._open if tag in {"h2", "h3", "h4"}]
        if heads and self._is_in("article", "ligne"):
            return True
        return self._is_in("ul", "colonnes") or self._is_in("ul", "jetons")


_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "path", "rect", "circle", "source", "wbr"})
