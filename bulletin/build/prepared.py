"""The options of a build, and a site that is ready to be built."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from bulletin.build.site import SiteFolder
from bulletin.build.site_plan import SitePlan
from bulletin.content.read import Read
from bulletin.corpus.corpus import Corpus
from bulletin.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """The options of a build."""

    day: dt.date
    """The day for which the site is built."""
    drafts: bool = False
    """Whether drafts and posts to come are shown."""
    force: bool = False
    """Whether files that are up to date are rendered again."""
    is_strict: bool = False
    """Whether avertissements are erreurs."""
    allow_shrink: bool = False
    """Whether more than half of the pages may disappear."""
    jobs: int = 1
    """How many processes render."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A site that has been read, linked and planned, with all its diagnostics."""

    site: SiteFolder
    corpus: Corpus
    plan: SitePlan
    reads: tuple[Read, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def can_be_built(self) -> bool:
        """Whether no diagnostic prevents the build."""
        return not any(item.stops for item in self.diagnostics)
