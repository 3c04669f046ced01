"""The begin and the end of a convention, folded from what its steps tell.

Floor 4, pure. A later value replaces an earlier one; a more precise value completes a less precise one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bulletin.dates import Duree, PartialDate, Precision, end_of
from bulletin.model import SIGNING, Etape, EtapeNom


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What is known of a convention's time.

    ``fin_initiale`` is the end before any prolongation; ``fin`` the end that holds. ``resiliation`` is the
    last day given by one. ``signature`` is the day of signature as typed, if it is known.
    """

    debut: PartialDate | None = None
    fin: PartialDate | None = None
    fin_initiale: PartialDate | None = None
    duree: Duree | None = None
    signature: PartialDate | None = None
    is_extended: bool = False
    resiliation: dt.date | None = None
    is_abandoned: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether a resiliation or an abandonment has put an end to it."""
        return self.resiliation is not None or self.is_abandoned


def merged(old: PartialDate | None, new: PartialDate | None) -> PartialDate | None:
    """Return the more precise of two dates that agree, else the new one."""
    if old is None or new is None:
        return new or old
    return old if new.includes(old) else new


def agree(first: PartialDate | None, second: PartialDate | None) -> bool:
    """Whether some day satisfies both dates; an unknown one agrees with all."""
    if first is None or second is None:
        return True
    return first.includes(second) or second.includes(first)


def period_of(steps: Iterable[Etape], announced: Iterable[Etape] = ()) -> Period:
    """Return the period that ``steps``, in order, tell.

    ``announced`` are steps whose day has not come: what they say of the period counts only where nothing
    else is known, and they extend or end nothing.
    """
    period = Period()
    for step in steps:
        period = _told(period, step)
    for step in announced:
        period = replace(
            period,
            debut=period.debut or step.debut,
            fin=period.fin or step.fin,
            fin_initiale=period.fin_initiale or step.fin,
            duree=period.duree or step.duree,
        )
    return _with_duration(period)


def _told(period: Period, step: Etape) -> Period:
    period = replace(
        period,
        debut=merged(period.debut, step.debut),
        duree=step.duree or period.duree,
        is_abandoned=_is_abandoned(period, step),
    )
    if step.etape in SIGNING:
        period = replace(period, signature=merged(period.signature, step.quand))
    if step.fin is not None:
        period = _ended(period, step.fin)
    if step.nouvelle_fin is not None:
        period = _with_duration(period)
        period = replace(
            period,
            fin=step.nouvelle_fin,
            fin_initiale=period.fin_initiale if period.is_extended else period.fin,
            is_extended=True,
        )
    if step.etape is EtapeNom.RESILIATION:
        period = _with_duration(period)
        period = replace(period, fin=_last_day(step), resiliation=step.jour)
    return period


def _is_abandoned(period: Period, step: Etape) -> bool:
    """An abandonment holds until a later step shows that talks went on."""
    if step.etape is EtapeNom.AUTRE:
        return period.is_abandoned
    return step.etape is EtapeNom.ABANDON


def _ended(period: Period, fin: PartialDate) -> Period:
    if not period.is_extended:
        end = merged(period.fin, fin)
        return replace(period, fin=end, fin_initiale=end)
    if agree(period.fin, fin):
        return replace(period, fin=merged(period.fin, fin))
    if agree(period.fin_initiale, fin):
        return replace(period, fin_initiale=merged(period.fin_initiale, fin))
    return replace(period, fin=fin)


def _last_day(step: Etape) -> PartialDate:
    """Return the end that a resiliation gives: its day as typed, or the day it counts from."""
    if step.quand is not None and step.quand.last == step.jour:
        return step.quand
    return PartialDate.of(step.jour)


def _with_duration(period: Period) -> Period:
    """Return the period with the end that its duration gives, where no end is known."""
    start = period.debut or period.signature
    if period.fin_initiale is not None or period.duree is None or start is None:
        return period
    if period.is_extended:
        return replace(period, fin_initiale=end_of(start, period.duree))
    end = end_of(start, period.duree)
    return replace(period, fin=period.fin or end, fin_initiale=end)


def is_whole_day(value: PartialDate) -> bool:
    """Whether a date is known to the day."""
    return value.precision is Precision.JOUR
