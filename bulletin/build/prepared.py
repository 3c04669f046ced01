"""What is asked of a build, and a site that is ready to be built."""

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
    """What is asked of a build. ``day`` is the day the site is built for."""

    day: dt.date
    drafts: bool = False
    force: bool = False
    is_strict: bool = False
    allow_shrink: bool = False
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A site that has been read, linked and planned, with all that was told of it."""

    site: SiteFolder
    corpus: Corpus
    plan: SitePlan
    reads: tuple[Read, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def can_be_built(self) -> bool:
        """Whether no diagnostic stops the build."""
        return not any(item.stops for item in self.diagnostics)
