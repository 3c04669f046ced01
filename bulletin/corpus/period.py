"""The begin and the end of a convention, folded from its steps.

Pure. A later value replaces an earlier one, unless the earlier one is the same date more precisely.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bulletin.content.model.convention import SIGNING, Etape, EtapeNom
from bulletin.french.dates import Duree, PartialDate, end_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What is known of the period of a convention; ``fin`` chooses among its ends.

    ``fin_declaree`` is the end that steps state without a prolongation, ``nouvelle_fin`` the one that a
    prolongation gives, ``fin_resiliee`` the last day that a resiliation gives. ``signature`` is the day of
    signature as typed.
    """

    debut: PartialDate | None = None
    fin_declaree: PartialDate | None = None
    nouvelle_fin: PartialDate | None = None
    fin_resiliee: PartialDate | None = None
    duree: Duree | None = None
    signature: PartialDate | None = None
    is_abandoned: bool = False

    @property
    def fin(self) -> PartialDate | None:
        """The end that counts: by resiliation, else by prolongation, else the initial one."""
        return self.fin_resiliee or self.nouvelle_fin or self.fin_initiale

    @property
    def fin_initiale(self) -> PartialDate | None:
        """The end before any prolongation: the one stated, else the one that the duration gives."""
        start = self.debut or self.signature
        if self.fin_declaree is not None or self.duree is None or start is None:
            return self.fin_declaree
        return end_of(start, self.duree)

    @property
    def is_extended(self) -> bool:
        """Whether a prolongation gives it a new end."""
        return self.nouvelle_fin is not None

    @property
    def resiliation(self) -> dt.date | None:
        """The last day that a resiliation gives."""
        return self.fin_resiliee.last if self.fin_resiliee else None


def merged(old: PartialDate | None, new: PartialDate | None) -> PartialDate | None:
    """Return the more precise of two dates that agree, else the new one; an unknown one gives way."""
    if old is None or new is None:
        return new or old
    return old if new.includes(old) else new


def agree(first: PartialDate | None, second: PartialDate | None) -> bool:
    """Whether some day is within both dates; an unknown date agrees with all."""
    if first is None or second is None:
        return True
    return first.includes(second) or second.includes(first)


def period_of(steps: Iterable[Etape], announced: Iterable[Etape] = ()) -> Period:
    """Return the period that ``steps``, in order, give.

    ``announced`` are steps whose day has not come: their begin, end and duration count only where none is
    known otherwise, and they neither extend nor end the convention.
    """
    period = Period()
    for step in steps:
        period = _with_step(period, step)
    for step in announced:
        period = replace(
            period,
            debut=period.debut or step.debut,
            fin_declaree=period.fin_declaree or step.fin,
            duree=period.duree or step.duree,
        )
    return period


def _with_step(period: Period, step: Etape) -> Period:
    """Return the period with what the next step states of it."""
    signature = step.quand if step.etape in SIGNING else None
    postponed = postponed_end(step)
    if postponed is not None:
        period = _with_end(period, postponed)
    period = replace(
        period,
        debut=merged(period.debut, step.debut),
        nouvelle_fin=merged(period.nouvelle_fin, step.nouvelle_fin),
        duree=step.duree or period.duree,
        signature=merged(period.signature, signature),
        is_abandoned=_is_abandoned(period, step),
    )
    if step.fin is not None and postponed is None:
        period = _with_end(period, step.fin)
    if step.etape is EtapeNom.RESILIATION and period.fin_resiliee is None:
        period = replace(period, fin_resiliee=_last_day(step))
    return period


def postponed_end(step: Etape) -> PartialDate | None:
    """Return the end that a step postpones: that of « CTG 2017-2020 » with « nouvelle_fin: 2021 ».

    It is ``None`` when the step states one end only, or the new one twice.
    """
    return None if agree(step.fin, step.nouvelle_fin) else step.fin


def _is_abandoned(period: Period, step: Etape) -> bool:
    """Whether a convention is abandoned after a step; any step but a mere citation lifts an abandon."""
    if step.etape is EtapeNom.AUTRE and not step.libelle:
        return period.is_abandoned
    return step.etape is EtapeNom.ABANDON


def _with_end(period: Period, fin: PartialDate) -> Period:
    """Return the period with an end that a step states, as its initial end or as its new end."""
    extended, initial = period.nouvelle_fin, period.fin_initiale
    is_initial = not agree(extended, fin) and initial is not None and agree(initial, fin)
    if extended is None or is_initial:
        return replace(period, fin_declaree=merged(period.fin_declaree, fin))
    return replace(period, nouvelle_fin=merged(extended, fin))


def _last_day(step: Etape) -> PartialDate:
    """Return the end that a resiliation gives: its day as typed, or the day it counts from."""
    if step.quand is not None and step.quand.last == step.jour:
        return step.quand
    return PartialDate.of(step.jour)
