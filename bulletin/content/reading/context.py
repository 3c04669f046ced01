"""What the reading of one file needs to know, and where it tells what it finds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from zoneinfo import ZoneInfo

from bulletin.config.model import Config
from bulletin.config.natures import Nature
from bulletin.content.model.source import Inference
from bulletin.diagnostics import Diagnostics, Fix, Place
from bulletin.territories.atlas import Atlas


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What the site's configuration adds to the words that a front matter may use."""

    natures: Mapping[str, Nature]
    themes: tuple[str, ...]
    zone: ZoneInfo

    @classmethod
    def of(cls, config: Config) -> Self:
        """Return the words of a site."""
        return cls(natures=config.conventions.natures, themes=tuple(config.themes), zone=config.site.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What reading one file needs, and where it records what it finds.

    ``diagnostics`` and ``inferences`` are added to as the file is read.
    """

    path: str
    atlas: Atlas
    words: Vocabulary
    diagnostics: Diagnostics
    inferences: list[Inference] = field(default_factory=list)

    def tell(self, code: str, place: Place, message: str, hint: str = "", *, fix: Fix | None = None) -> None:
        """Add a diagnostic of this file; its severity is that of ``code``."""
        self.diagnostics.add(code, place, message, hint, fix=fix)

    def suppose(self, key: str, value: str, reason: str) -> None:
        """Record a value that was not typed, for whoever asks why it is there."""
        self.inferences.append(Inference(key, value, reason))
