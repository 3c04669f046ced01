"""The bulletin written for Hugo, and the command that builds it.

Years, months and the years of a type are taxonomies: Hugo has no archives by date of its own. Communes and
types are taxonomies too, each with a page that gives its title. Everything else is the default.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from benchmarks.corpus import Article, Corpus, Value, yaml_lines
from benchmarks.ours import STATIC_FILES
from benchmarks.prose import abbreviations_parted
from benchmarks.vocabulary import RUBRIQUES

SITE = Path(__file__).parent / "hugo_site"
LAST_MINUTE = dt.time(23, 59)


class Hugo:
    """Writes and builds sites with one Hugo, whose program is at ``program``."""

    name = "Hugo"
    environment: Mapping[str, str] = MappingProxyType({})
    base_template = Path("layouts/_partials/header.html")

    def __init__(self, program: Path) -> None:
        self.program = program

    def write_site(self, root: Path, corpus: Corpus) -> None:
        """Write the whole site of a bulletin."""
        shutil.copytree(SITE, root)
        shutil.copytree(STATIC_FILES, root / "static" / "static")
        content = root / "content"
        _write_page(content / "communes", 'title: "Communes"')
        _write_page(content / "mois", 'title: "Archives"\nurl: "/archives/"')
        for name in ("annees", "rubriques", "volumes"):
            _write_page(content / name, "build:\n  render: never")
        for rubrique, title in RUBRIQUES.items():
            head = f'title: "{title}"\nslug: "{rubrique}s"\noutputs: ["html", "rss"]'
            _write_page(content / "rubriques" / f"{rubrique}s", head)
        for rank, commune in enumerate(corpus.communes, 1):
            head = f'title: "{commune.nom}"\nweight: {rank}\noutputs: ["html", "rss"]'
            _write_page(content / "communes" / commune.segment, head)
        for article in corpus.articles:
            self.write_article(root, corpus, article)

    def write_article(self, root: Path, corpus: Corpus, article: Article) -> None:
        """Write the file of an article; those of one day have hours that put them in the order of files."""
        moment = dt.datetime.combine(article.day, LAST_MINUTE) - dt.timedelta(
            minutes=corpus.ranks[article.stem]
        )
        year = str(article.day.year)
        front: dict[str, Value] = {
            "title": article.titre,
            "slug": article.slug,
            "communes": [commune.segment for commune in article.communes],
            "rubriques": [f"{article.rubrique}s"],
            "annees": [year],
            "mois": [f"{article.day:%Y/%m}"],
            "volumes": [f"{article.rubrique}s/{year}"],
            "params": {"resume": article.resume, "themes": list(article.themes), **article.long},
        }
        head = "\n".join([f"date: {moment.isoformat()}", *yaml_lines(front, is_quoted=True)])
        file = root / "content" / "articles" / year / f"{article.stem}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{head}\n---\n\n{_body(article)}\n", encoding="utf-8")

    def command(self, root: Path, output: Path, day: dt.date) -> list[str]:
        """Return the command that builds a site for a day."""
        clock = f"{day}T23:59:59+01:00"
        return [str(self.program), "--source", str(root), "--destination", str(output), "--clock", clock]


def _write_page(folder: Path, head: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "_index.md").write_text(f"---\n{head}\n---\n", encoding="utf-8")


def _body(article: Article) -> str:
    """Return the text with links to files and, for want of a syntax, abbreviations in HTML."""
    text, meanings = abbreviations_parted(article.body)
    for sigle, meaning in meanings.items():
        text = re.sub(rf"\b{sigle}\b", f'<abbr title="{meaning}">{sigle}</abbr>', text)
    return re.sub(r"\(article:(\d{4})([^)]+)\)", r"(/articles/\1/\1\2.md)", text)
