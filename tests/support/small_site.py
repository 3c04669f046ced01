"""A whole site in one text, for tests that build it, edit it and count the work.

``SmallSite`` writes ``-- path --`` blocks, the form of Hugo's tests, into a folder. Three
things are checked around every build, so that no test has to: ``check`` reports beforehand what ``build``
reports, a second build does nothing, and a build over older output gives the bytes of a build into an empty
folder.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from bulletin.build.conductor import build, check
from bulletin.build.manifest import MANIFEST_NAME
from bulletin.build.prepared import Order
from bulletin.build.summary import BuildSummary
from support.folders import tree, write

CONFIG = """\
schema = 1

[site]
titre = "Le bulletin de la Caf"
url = "https://bulletin.example/"
description = "Les conventions de la Caf, commune par commune."
theme = "defaut"
departements = ["92"]

[caf]
nom = "Caf des Hauts-de-Seine"

[themes]
petite-enfance = "Petite enfance"
"""
"""The configuration of a site whose text holds none."""
CONFIG_OF_PARIS = CONFIG.replace('"92"', '"75"')
"""The same for a département of one commune: half the files, for tests that look at no other."""
DAY = dt.date(2016, 8, 1)
SITE_FEEDS = {"rss.xml", "atom.xml", "feed.json"}
"""The feeds of the whole site."""
DAILY = "donnees/etat.json"
"""The only file that says for which day the site was built."""
_BLOCK = re.compile(r"^-- (?P<path>\S+) --\n", re.MULTILINE)


def blocks(text: str) -> Mapping[str, str]:
    """Return the files of a text of ``-- path --`` blocks, in their order."""
    _, *pieces = _BLOCK.split(text)
    return dict(zip(pieces[::2], pieces[1::2], strict=True))


class SmallSite:
    """A site in a folder of its own, built into ``output`` beside it."""

    def __init__(self, folder: Path, text: str, *, config: str = CONFIG) -> None:
        self.root = folder / "site"
        self.output = folder / "public"
        self.last = BuildSummary()
        self._clean = folder / "clean"
        self._home = folder / "home"
        for path, content in ({"bulletin.toml": config} | dict(blocks(text))).items():
            self.add(path, content)

    def copy(self, folder: Path) -> SmallSite:
        """Return the same site in another folder, its output with it."""
        copied = SmallSite(folder, "")
        shutil.copytree(self.root, copied.root, dirs_exist_ok=True)
        shutil.copytree(self.output, copied.output)
        copied.last = self.last
        return copied

    # -- what a writer does ------------------------------------------------------------------------------

    def add(self, path: str, content: str | bytes) -> None:
        """Write a source file, whether it is there or not."""
        write(self.root, path, content)

    def edit(self, path: str, old: str, new: str) -> None:
        """Replace the only occurrence of ``old`` in a source file."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def delete(self, path: str) -> None:
        """Remove a source file."""
        (self.root / path).unlink()

    def rename(self, path: str, new: str) -> None:
        """Move a source file."""
        (self.root / new).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / new)

    # -- what the build does -----------------------------------------------------------------------------

    def build(
        self,
        day: dt.date = DAY,
        *,
        drafts: bool = False,
        force: bool = False,
        is_strict: bool = False,
        allow_shrink: bool = False,
        jobs: int = 1,
    ) -> BuildSummary:
        """Return what a build did, once it has been checked against `check`, a second and a clean build."""
        order = Order(
            day=day, drafts=drafts, force=force, is_strict=is_strict, allow_shrink=allow_shrink, jobs=jobs
        )
        before = tree(self.output)
        expected = check(self.root, self.output, order).diagnostics
        assert before == tree(self.output), "`check` has written to the output"
        self.last = build(self.root, self.output, order, home=self._home)
        assert self.last.diagnostics == expected, "`check` and `build` report different diagnostics"
        if self.errors():
            assert before == tree(self.output), "a build with an erreur has written to the output"
            return self.last
        order = Order(day=day, drafts=drafts, is_strict=is_strict)
        made = tree(self.output)
        self._assert_second_build_does_nothing(order, made)
        if before:  # else this build was a clean one
            self._assert_equal_to_clean_build(order, made)
        return self.last

    def _assert_second_build_does_nothing(self, order: Order, made: Mapping[str, bytes]) -> None:
        again = build(self.root, self.output, order, home=self._home)
        assert again.rendered == (), "a second build renders"
        assert again.pruned == (), "a second build prunes"
        assert len(made.keys() - {MANIFEST_NAME}) >= again.kept > 0, "a second build keeps too few files"
        assert made == tree(self.output), "a second build writes"

    def _assert_equal_to_clean_build(self, order: Order, made: Mapping[str, bytes]) -> None:
        shutil.rmtree(self._clean, ignore_errors=True)
        clean = build(self.root, self._clean, order, home=self._home)
        wanted = tree(self._clean)
        assert set(clean.rendered) == wanted.keys() - {MANIFEST_NAME}
        extra = made.keys() - wanted.keys()
        assert not extra & set(self.last.rendered), f"rendered here and not by a clean build: {extra}"
        differing = [path for path in wanted if wanted[path] != made.get(path)]
        assert differing == [], f"these differ from a clean build: {differing}"

    def errors(self) -> tuple[str, ...]:
        """Return the codes of what stopped the last build."""
        return tuple(item.code for item in self.last.diagnostics if item.stops)

    def rendered(self) -> set[str]:
        """Return what the last build rendered for people: all but the open data, which hold every fact."""
        return {path for path in self.last.rendered if not path.startswith("donnees/")}

    def pruned(self) -> set[str]:
        """Return what the last build removed, but for the open data."""
        return {path for path in self.last.pruned if not path.startswith("donnees/")}

    def page(self, address: str) -> str:
        """Return the text of the page, or of the file, at an address."""
        path = address.removeprefix("/")
        return (self.output / (f"{path}index.html" if address.endswith("/") else path)).read_text("utf-8")

    def on(self, day: dt.date) -> Mapping[str, bytes]:
        """Return every file of the site of a day, but the one that names the day."""
        folder = self._clean.with_name("days")
        summary = build(self.root, folder, Order(day=day, allow_shrink=True), home=self._home)
        assert not any(item.stops for item in summary.diagnostics)
        return {path: content for path, content in tree(folder).items() if path not in {DAILY, MANIFEST_NAME}}


# -- the files that show a post, by what leads to it -----------------------------------------------------


def rubrique(kind: str, year: int = 2016) -> set[str]:
    """Return the lists and the feed of a type."""
    return {f"{kind}/index.html", f"{kind}/{year}/index.html", f"{kind}/rss.xml"}


def calendar(month: str, year: int = 2016) -> set[str]:
    """Return the lists by calendar of a month."""
    return {f"{year}/index.html", f"{year}/{month}/index.html"}


def post_of(address: str) -> set[str]:
    """Return the page of a post without picture, and its share image, where its title is drawn."""
    return {f"{address}/index.html", f"{address}/partage.png"}


def followed(folder: str) -> set[str]:
    """Return a page and the feed beside it: a commune, a convention, a theme."""
    return {f"{folder}/index.html", f"{folder}/rss.xml"}
