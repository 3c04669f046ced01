"""The bulletin written for Pelican, and the command that builds it.

Communes are tags and types are categories. Pelican reads flat metadata, so a block is flattened: the name
of the structure of an inauguration is ``Inauguration_structure_nom``. Its caches are as by default: off.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from benchmarks.corpus import Article, Corpus, Value
from benchmarks.ours import STATIC_FILES
from benchmarks.vocabulary import RUBRIQUES

SITE = Path(__file__).parent / "pelican_site"
CONFIGURATION = "pelicanconf.py"
LAST_MINUTE = dt.time(23, 59)


class Pelican:
    """Writes and builds sites with one Pelican, installed beside the Python at ``python``."""

    name = "Pelican"
    environment: Mapping[str, str] = MappingProxyType({})
    base_template = Path("theme/templates/base.html")

    def __init__(self, python: Path) -> None:
        self.python = python

    def write_site(self, root: Path, corpus: Corpus) -> None:
        """Write the whole site of a bulletin."""
        shutil.copytree(SITE, root)
        shutil.copytree(STATIC_FILES, root / "theme" / "static")
        names = {commune.segment: commune.nom for commune in corpus.communes}
        (root / "communes.json").write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        for article in corpus.articles:
            self.write_article(root, corpus, article)

    def write_article(self, root: Path, corpus: Corpus, article: Article) -> None:
        """Write the file of an article; those of one day have hours that put them in the order of files."""
        moment = dt.datetime.combine(article.day, LAST_MINUTE) - dt.timedelta(
            minutes=corpus.ranks[article.stem]
        )
        head = [
            f"Title: {article.titre}",
            f"Date: {moment:%Y-%m-%d %H:%M}",
            f"Slug: {article.slug}",
            f"Category: {RUBRIQUES[article.rubrique]}",
            f"Tags: {', '.join(commune.segment for commune in article.communes)}",
            f"Summary: {article.resume}",
            f"Themes: {', '.join(article.themes)}",
            *_flat_lines("", article.long),
        ]
        body = re.sub(r"\(article:(\d{4})([^)]+)\)", r"({filename}/articles/\1/\1\2.md)", article.body)
        file = root / "content" / "articles" / str(article.day.year) / f"{article.stem}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(head) + f"\n\n{body}\n", encoding="utf-8")

    def command(self, root: Path, output: Path, day: dt.date) -> list[str]:
        """Return the command that builds a site for a day."""
        return [
            str(self.python),
            "-m",
            "pelican",
            str(root / "content"),
            "--output",
            str(output),
            "--settings",
            str(root / CONFIGURATION),
            "--extra-settings",
            f'BULLETIN_DAY="{day}"',
        ]


def _flat_lines(prefix: str, value: Value) -> Iterator[str]:
    """Give the lines of metadata of a block: one for each text, its name the way to it."""
    match value:
        case str():
            yield f"{prefix}: {value}"
        case Mapping():
            for key, item in value.items():
                yield from _flat_lines(f"{prefix}_{key}" if prefix else key.capitalize(), item)
        case _:
            for number, item in enumerate(value, 1):
                yield from _flat_lines(f"{prefix}_{number}", item)
