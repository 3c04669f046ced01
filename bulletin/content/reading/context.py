"""What the reading of one file needs to know, and where it tells what it finds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Self
from zoneinfo import ZoneInfo

from bulletin.config.model import Config
from bulletin.config.natures import Nature
from bulletin.content.model.source import Inference
from bulletin.diagnostics import Diagnostics, Fix, Place
from bulletin.french.dates import DayMonth, first_not_before, latest_not_after
from bulletin.french.printed import day as day_text
from bulletin.territories.atlas import Atlas

FAR_DAYS = 300
"""A day without a year that is supposed further away than this deserves a look."""
SOON_DAYS = 60


@dataclass(frozen=True, slots=True)
class YearRule:
    """How the year of a day without one is found: the rule, and its reason in French.

    ``reference`` is the day that the rule looks from, ``origin`` what happens on it.
    """

    find: Callable[[DayMonth], dt.date]
    reason: str
    reference: dt.date
    origin: str = "la parution"


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
    """The reading of one file: its words, the territories, and what it tells and supposes."""

    path: str
    atlas: Atlas
    words: Vocabulary
    diagnostics: Diagnostics
    inferences: list[Inference] = field(default_factory=list)

    def tell(self, code: str, place: Place, message: str, hint: str = "", *, fix: Fix | None = None) -> None:
        """Add a diagnostic of this file."""
        self.diagnostics.add(code, place, message, hint, fix=fix)

    def suppose(self, key: str, value: str, reason: str) -> None:
        """Record a value that was not typed, for whoever asks why it is there."""
        self.inferences.append(Inference(key, value, reason))

    def settle_year(self, found: DayMonth, rule: YearRule, key: str, place: Place) -> dt.date:
        """Return the day that ``rule`` supposes; far from its reference it is also an avertissement."""
        day = rule.find(found)
        self.suppose(key, day_text(day), rule.reason)
        if abs((day - rule.reference).days) > FAR_DAYS:
            self.tell(
                "annee-lointaine",
                place,
                f"Sans année, ce jour a été compris comme le {day_text(day)}, à plus de 300 jours"
                f" de {rule.origin}.",
                f"Écrivez l’année : « {day_text(day)} » si c’est bien elle.",
            )
        return day


def past_rule(reference: dt.date) -> YearRule:
    """Return the rule of steps and openings: the latest such day, unless the next one is near.

    The latest day not after ``reference``; but when it is more than 300 days back and the next such day
    is within 60 days, the next one.
    """

    def find(found: DayMonth) -> dt.date:
        past = latest_not_after(found, reference)
        coming = first_not_before(found, reference)
        is_old = (reference - past).days > FAR_DAYS
        return coming if is_old and (coming - reference).days <= SOON_DAYS else past

    return YearRule(find, "le dernier jour de ce nom avant la parution de l’article", reference)


def coming_rule(reference: dt.date) -> YearRule:
    """Return the rule of meetings: the first such day not before ``reference``."""
    return YearRule(
        lambda found: first_not_before(found, reference),
        "le premier jour de ce nom à partir de la parution de l’article",
        reference,
    )


def deadline_rule(start: dt.date) -> YearRule:
    """Return the rule of deadlines: the last such day not after the start of the meeting."""
    return YearRule(
        lambda found: latest_not_after(found, start),
        "le dernier jour de ce nom avant la rencontre",
        start,
        "la rencontre",
    )
