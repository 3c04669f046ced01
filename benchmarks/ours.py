"""The bulletin written for us, and the command that builds it."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from benchmarks.corpus import DESCRIPTION, SITE_URL, TITLE, Article, Corpus, Value, yaml_lines
from benchmarks.vocabulary import SIGLES, THEMES

ROOT = Path(__file__).resolve().parent.parent
THEME = Path("themes/defaut")
STATIC_FILES = ROOT / THEME / "static"
"""The styles, fonts and scripts, which every generator copies."""


class Bulletin:
    """Writes and builds sites with this checkout, on as many processes as it takes by itself."""

    name = "bulletin"
    environment: Mapping[str, str] = MappingProxyType({"PYTHONPATH": str(ROOT)})
    base_template = THEME / "templates" / "layout.html"

    def write_site(self, root: Path, corpus: Corpus) -> None:
        """Write the whole site of a bulletin, with a theme of its own that can be edited."""
        root.mkdir(parents=True)
        (root / "bulletin.toml").write_text(_configuration(corpus), encoding="utf-8")
        shutil.copytree(ROOT / THEME, root / THEME)
        glossary = "".join(f"{sigle}:\n  sens: {meaning}\n" for sigle, meaning in SIGLES.items())
        (root / "content").mkdir()
        (root / "content" / "glossaire.yml").write_text(glossary, encoding="utf-8")
        for article in corpus.articles:
            self.write_article(root, corpus, article)

    def write_article(self, root: Path, corpus: Corpus, article: Article) -> None:  # noqa: ARG002 - as peers
        """Write an article; one in two has its block in the light form, the others in the long one."""
        file = root / "content" / "articles" / str(article.day.year) / f"{article.stem}.md"
        front: dict[str, Value] = {"titre": article.titre}
        if article.says_type:
            front["type"] = article.rubrique
        front["resume"] = article.resume
        names = [commune.ecrit for commune in article.communes]
        front |= {"commune": names[0]} if len(names) == 1 else {"communes": names}
        front["themes"] = ", ".join(article.themes)
        front |= article.light if article.number % 2 else article.long
        head = "\n".join(yaml_lines(front, is_quoted=False))
        body = re.sub(r"\(article:([^)]+)\)", r"(\1.md)", article.body)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\n{head}\n---\n\n{body}\n", encoding="utf-8")

    def command(self, root: Path, output: Path, day: dt.date) -> list[str]:
        """Return the command that builds a site for a day."""
        return [
            sys.executable,
            "-m",
            "bulletin",
            "build",
            str(root),
            "--output",
            str(output),
            "--date",
            str(day),
        ]


def _configuration(corpus: Corpus) -> str:
    departements = ", ".join(f'"{code}"' for code in corpus.departements)
    themes = "\n".join(f'{name} = "{label}"' for name, label in THEMES.items())
    return f"""schema = 1
[site]
titre = "{TITLE}"
url = "{SITE_URL}"
description = "{DESCRIPTION}"
departements = [{departements}]
[caf]
nom = "Caf de démonstration"
[themes]
{themes}
"""
