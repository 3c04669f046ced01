"""A register of conventions written in a few lines of text, read and linked as a whole site is.

Each part begins with ``-- 2016-07-11-cej --`` (a post) or ``-- fiche cej-sevres-2015 --`` (a card); what
follows is its front matter, without fences. A post without a title gets one.
"""

from __future__ import annotations

import datetime as dt
import re
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.config.model import CafConfig, Config, ConventionsConfig, SiteConfig
from bulletin.content.read import Kept, Read, read_content
from bulletin.content.reading.context import Vocabulary
from bulletin.corpus.contradictions import check_conventions
from bulletin.corpus.corpus import Corpus, link, on_day
from bulletin.corpus.lifecycle import Convention, Situation
from bulletin.diagnostics import Diagnostic, Diagnostics
from bulletin.source.tree import SourceFile
from bulletin.territories.atlas import Atlas
from support.source_files import source_file

ATLAS = Atlas.shipped(("92", "08", "47"))
CONFIG = Config(
    site=SiteConfig(titre="Bulletin", url="https://bulletin.example.fr/", departements=("92", "08", "47")),
    caf=CafConfig(nom="Caf des Hauts-de-Seine"),
)
WORDS = Vocabulary(natures=CONFIG.conventions.natures, themes=(), zone=CONFIG.site.zone)
KEPT: Kept = {}
ANY_DAY = dt.date(2016, 8, 1)

_PART = re.compile(r"^-- (?P<name>.+) --\n", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Register:
    """The conventions that some texts report. Days are written ``2016-08-01``."""

    reads: tuple[Read, ...]
    corpus: Corpus
    linking: tuple[Diagnostic, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The identifiers of all conventions, whatever the day."""
        return tuple(self.corpus.histories)

    def on(self, day: str) -> Corpus:
        """The bulletin of a day."""
        return on_day(self.corpus, dt.date.fromisoformat(day))

    def situation(self, day: str, name: str = "") -> Situation:
        """A convention and its state on a day; without a name, the only one."""
        situations = self.on(day).situations
        return situations[name] if name else next(iter(situations.values()))

    def convention(self, day: str, name: str = "") -> Convention:
        """A convention on a day."""
        return self.situation(day, name).convention

    def statut(self, day: str, name: str = "") -> str:
        """The state of a convention on a day, ``""`` when it does not exist."""
        situations = self.on(day).situations
        found = situations.get(name) if name else next(iter(situations.values()), None)
        return found.statut.value if found else ""

    def states(self, *days: str, name: str = "") -> dict[str, str]:
        """The state of a convention on each of several days."""
        return {day: self.statut(day, name) for day in days}

    def diagnostics(self, day: str) -> tuple[Diagnostic, ...]:
        """Every diagnostic of the bulletin of a day."""
        diagnostics = Diagnostics()
        diagnostics.extend(item for read in self.reads for item in read.diagnostics)
        diagnostics.extend(self.linking)
        check_conventions(self.on(day), diagnostics)
        return tuple(diagnostics)

    def codes(self, day: str) -> list[str]:
        """The codes of these diagnostics."""
        return [item.code for item in self.diagnostics(day)]

    def only(self, code: str, day: str) -> Diagnostic:
        """The one diagnostic of a code."""
        (found,) = (item for item in self.diagnostics(day) if item.code == code)
        return found


def register(text: str, *, alerte_mois: int = 6) -> Register:
    """Return the conventions that ``text`` reports."""
    return linked(source_files(text), alerte_mois=alerte_mois)


def linked(files: Iterable[SourceFile], *, alerte_mois: int = 6) -> Register:
    """Return the conventions that files report, in any order."""
    config = Config(site=CONFIG.site, caf=CONFIG.caf, conventions=ConventionsConfig(alerte_mois=alerte_mois))
    reads = read_content(files, ATLAS, WORDS, KEPT)
    diagnostics = Diagnostics()
    corpus = link(reads, config=config, atlas=ATLAS, day=ANY_DAY, drafts=False, diagnostics=diagnostics)
    return Register(reads=reads, corpus=corpus, linking=tuple(diagnostics))


def source_files(text: str) -> tuple[SourceFile, ...]:
    """Return the files that a text holds."""
    _, *pieces = _PART.split(textwrap.dedent(text))
    return tuple(post_or_card(name, front) for name, front in zip(pieces[::2], pieces[1::2], strict=True))


def post_or_card(name: str, front: str) -> SourceFile:
    """Return one file: a post by its name, or a card."""
    is_card = name.startswith("fiche ")
    path = f"content/conventions/{name[6:]}.md" if is_card else f"content/articles/{name}.md"
    title = "" if is_card or front.startswith("titre:") else f"titre: {name}\n"
    data = f"---\n{title}{front.strip()}\n---\n".encode()
    return source_file(path, data)
