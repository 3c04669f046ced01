"""A convention as files report it, whatever the day: its step reports, in order."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.content.model.cards import ConventionCard
from bulletin.content.model.convention import PROVING, SIGNING, Etape, EtapeNom
from bulletin.content.model.post import Post
from bulletin.content.model.territoire import Territoire
from bulletin.corpus.period import period_of
from bulletin.diagnostics import Place

NEVER = dt.date.min


CHANGES_TERRITORY = frozenset({EtapeNom.AVENANT, EtapeNom.RETRAIT})
"""The steps that state what is added to a territory or removed from it, not the territory itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReport:
    """A step as one file reports it. ``post`` is ``None`` when the file is a card.

    ``rank`` is the order in which reports are folded: the day of the step, then that of the post, then the
    path, then the index in the file, from 0.
    """

    etape: Etape
    post: Post | None
    rank: tuple[dt.date, dt.date, str, int]

    @property
    def territoire(self) -> Territoire:
        """The territory on which the step is: that which it states, else that of its post.

        What an avenant or a retrait states is a change: theirs is that of their post first.
        """
        if self.post is None:
            return self.etape.territoire
        if self.etape.etape in CHANGES_TERRITORY:
            return self.post.territoire or self.etape.territoire
        return self.etape.territoire or self.post.territoire

    @property
    def change(self) -> Territoire:
        """What an avenant adds or a retrait removes: what it states, else the territory of its post.

        A retrait that states nothing removes the communes of its post, or the EPCI when there is no commune.
        """
        if self.etape.territoire or self.post is None:
            return self.etape.territoire
        own = self.post.territoire
        if self.etape.etape is EtapeNom.RETRAIT and own.communes:
            return Territoire(communes=own.communes)
        return Territoire(communes=own.communes, epci=own.epci)

    @property
    def source(self) -> str:
        """The path of the file, from the folder of the site."""
        return self.etape.source

    @property
    def place(self) -> Place:
        """Where its block begins."""
        return self.etape.place()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionHistory:
    """A convention: its identity, its card if it has one, and all its step reports in the order of ``rank``.

    Reports of drafts and of posts to come are among them: nothing here depends on a day.
    """

    id: str
    nature: str
    card: ConventionCard | None = None
    reports: tuple[StepReport, ...] = ()

    @property
    def first_year(self) -> int:
        """The year of its begin when a step or the card states one, else that of its first step."""
        debut = period_of(self.facts).debut
        if debut is not None:
            return debut.first.year
        return min((report.etape.jour.year for report in self.reports), default=NEVER.year)

    @property
    def base(self) -> tuple[Etape, ...]:
        """The facts that the card states outside any step: one value or none."""
        return () if self.card is None or self.card.facts in self.card.etapes else (self.card.facts,)

    @property
    def facts(self) -> tuple[Etape, ...]:
        """The facts that the card states outside any step, then every step in order."""
        return (*self.base, *(report.etape for report in self.reports))

    def is_on(self, territoire: Territoire) -> bool:
        """Whether it has had exactly that territory at some time."""
        return territoire.key in territories_of(self.base, self.reports)

    def has_ended(self, day: dt.date) -> bool:
        """Whether its end was past on ``day``, by the steps until that day; an abandon gives no end."""
        fin = period_of((*self.base, *self._steps_until(day))).fin
        return fin is not None and fin.last < day

    def is_signed(self, day: dt.date) -> bool:
        """Whether a step proves a signature on ``day``."""
        return any(etape.etape in PROVING for etape in self._steps_until(day))

    def is_negotiated_without_begin(self, day: dt.date) -> bool:
        """Whether nothing proves a signature on ``day`` and no step or card states a begin."""
        return not self.is_signed(day) and period_of(self.facts).debut is None

    def _steps_until(self, day: dt.date) -> tuple[Etape, ...]:
        return tuple(report.etape for report in self.reports if report.etape.jour <= day)


TerritoireKey = tuple[frozenset[str], frozenset[str], frozenset[str]]


def territories_of(base: Iterable[Etape], reports: Iterable[StepReport]) -> frozenset[TerritoireKey]:
    """Return the keys of the territories that a convention has had: as stated, and after each change."""
    found = {etape.territoire.key for etape in base if etape.territoire}
    current: TerritoireKey = next(iter(found), Territoire().key)
    for report in reports:
        stated = report.change.key
        own = report.territoire.key
        match report.etape.etape:
            case EtapeNom.AVENANT:
                current = (current[0] | stated[0], current[1] | stated[1], current[2] | stated[2])
            case EtapeNom.RETRAIT:
                current = (current[0] - stated[0], current[1] - stated[1], current[2] - stated[2])
            case name if any(own) and (name in SIGNING or not any(current)):
                current = own
        found |= {current, own}
    return frozenset(key for key in found if any(key))


def step_reports(posts: Iterable[Post], cards: Iterable[ConventionCard]) -> tuple[StepReport, ...]:
    """Return the step reports of posts and cards, in the order of their rank."""
    found = [
        StepReport(etape=etape, post=post, rank=(etape.jour, post.jour, post.source, index))
        for post in posts
        for index, etape in enumerate(post.etapes)
    ]
    found += [
        StepReport(etape=etape, post=None, rank=(etape.jour, NEVER, card.source, index))
        for card in cards
        for index, etape in enumerate(card.etapes)
    ]
    return tuple(sorted(found, key=lambda report: report.rank))
