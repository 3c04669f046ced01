"""The begin and the end of a convention, folded from what its steps tell.

Pure. A later value replaces an earlier one; a more precise value completes a less precise one.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from bulletin.content.model.convention import SIGNING, Etape, EtapeNom
from bulletin.french.dates import Duree, PartialDate, end_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """What is known of a convention's time, each end apart: which one holds is ``fin``.

    ``fin_dite`` is the end told without any prolongation, ``nouvelle_fin`` the one that a prolongation
    gives, ``fin_resiliee`` the last day that a resiliation gives. ``signature`` is the day of signature as
    typed, if it is known.
    """

    debut: PartialDate | None = None
    fin_dite: PartialDate | None = None
    nouvelle_fin: PartialDate | None = None
    fin_resiliee: PartialDate | None = None
    duree: Duree | None = None
    signature: PartialDate | None = None
    is_abandoned: bool = False

    @property
    def fin(self) -> PartialDate | None:
        """The end that holds."""
        return self.fin_resiliee or self.nouvelle_fin or self.fin_initiale

    @property
    def fin_initiale(self) -> PartialDate | None:
        """The end before any prolongation: the one told, else the one that the duration gives."""
        start = self.debut or self.signature
        if self.fin_dite is not None or self.duree is None or start is None:
            return self.fin_dite
        return end_of(start, self.duree)

    @property
    def is_extended(self) -> bool:
        """Whether it has been prolonged."""
        return self.nouvelle_fin is not None

    @property
    def resiliation(self) -> dt.date | None:
        """The last day that a resiliation gives."""
        return self.fin_resiliee.last if self.fin_resiliee else None


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
            fin_dite=period.fin_dite or step.fin,
            duree=period.duree or step.duree,
        )
    return period


def _told(period: Period, step: Etape) -> Period:
    signature = step.quand if step.etape in SIGNING else None
    put_off = end_put_off(step)
    if put_off is not None:
        period = _ended(period, put_off)
    period = replace(
        period,
        debut=merged(period.debut, step.debut),
        nouvelle_fin=merged(period.nouvelle_fin, step.nouvelle_fin),
        duree=step.duree or period.duree,
        signature=merged(period.signature, signature),
        is_abandoned=_is_abandoned(period, step),
    )
    if step.fin is not None and put_off is None:
        period = _ended(period, step.fin)
    if step.etape is EtapeNom.RESILIATION and period.fin_resiliee is None:
        period = replace(period, fin_resiliee=_last_day(step))
    return period


def end_put_off(step: Etape) -> PartialDate | None:
    """Return the first end that a step tells beside the new one: « CTG 2017-2020 », prolonged to 2021.

    It is ``None`` when the step tells one end, or the new one twice.
    """
    return None if agree(step.fin, step.nouvelle_fin) else step.fin


def _is_abandoned(period: Period, step: Etape) -> bool:
    """An abandonment holds until a later step; an article that only cites the convention is none."""
    if step.etape is EtapeNom.AUTRE and not step.libelle:
        return period.is_abandoned
    return step.etape is EtapeNom.ABANDON


def _ended(period: Period, fin: PartialDate) -> Period:
    """Return the period with an end that a step tells, set against the end that it can mean."""
    extended, initial = period.nouvelle_fin, period.fin_initiale
    is_the_first = not agree(extended, fin) and initial is not None and agree(initial, fin)
    if extended is None or is_the_first:
        return replace(period, fin_dite=merged(period.fin_dite, fin))
    return replace(period, nouvelle_fin=merged(extended, fin))


def _last_day(step: Etape) -> PartialDate:
    """Return the end that a resiliation gives: its day as typed, or the day it counts from."""
    if step.quand is not None and step.quand.last == step.jour:
        return step.quand
    return PartialDate.of(step.jour)
