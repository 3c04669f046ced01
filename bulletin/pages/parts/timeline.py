"""The time line of conventions: a bar for each period on a scale of years, and the same in words.

Positions do not depend on the day of the build; only the words of a state do.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from bulletin.corpus.lifecycle import Convention, Situation
from bulletin.french import printed
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.pieces import Bar, Item, TimeLine, Year

WIDTH = 1000
"""Width of the drawing, in its own units; it is scaled to the width of the page."""
LABELS_AT_MOST = 12
"""How many years have a label at most."""
UNKNOWN = "Non connue"
"""What the table shows for a period that is not known."""
OPEN_YEARS = 1
"""How many years are drawn after the begin of a period whose end is not known."""


def time_line(context: SiteContext, situations: Sequence[Situation], titre: str) -> TimeLine | None:
    """Return the time line of conventions, the earliest first; ``None`` when no begin is known.

    Positions are in thousandths of the width, from 1 January of the first year.
    """
    dated = sorted(
        (one for one in situations if one.convention.begins is not None),
        key=lambda one: (str(one.convention.begins), one.id),
    )
    if not dated:
        return None
    first = min(_first(one.convention) for one in dated).year
    last = max(_last(one.convention) for one in dated).year + 1
    bars = tuple(_bar(context, one, first, last) for one in dated)
    return TimeLine(
        titre=titre,
        description=" ".join(_sentence(bar) for bar in bars),
        width=WIDTH,
        years=_years(first, last),
        bars=bars,
    )


def _sentence(bar: Bar) -> str:
    """Return a bar as a sentence: its convention, its dates when they are known, its state."""
    dates = [] if bar.dates == UNKNOWN else [bar.dates[:1].lower() + bar.dates[1:]]
    return f"{', '.join([bar.label, *dates, bar.etat.lower()])}."


def _first(convention: Convention) -> dt.date:
    days = [day for day in (convention.begins, convention.signed_on) if day is not None]
    return min(days)


def _last(convention: Convention) -> dt.date:
    if convention.ends is not None:
        return convention.ends
    begins = _first(convention)
    return begins.replace(year=begins.year + OPEN_YEARS, day=1)


def _place(day: dt.date, first: int, last: int) -> int:
    start = dt.date(first, 1, 1)
    whole = (dt.date(last, 1, 1) - start).days
    return round(WIDTH * (day - start).days / whole)


def _bar(context: SiteContext, situation: Situation, first: int, last: int) -> Bar:
    convention, phrasing = situation.convention, context.phrasing
    begins = convention.begins or _first(convention)
    start, end = _place(begins, first, last), _place(_last(convention) + dt.timedelta(days=1), first, last)
    initial = convention.period.fin_initiale
    extended = _place(initial.last, first, last) if convention.period.is_extended and initial else end
    signature = convention.period.signature
    return Bar(
        label=phrasing.title(convention),
        nature=convention.nature,
        dates=phrasing.period(convention) or UNKNOWN,
        etat=phrasing.statut(situation),
        etat_code=situation.statut.value,
        start=start,
        width=max(4, min(extended, end) - start),
        extension=max(0, end - extended),
        is_open=convention.ends is None,
        signature=Item(text=printed.sentence(printed.on(signature))) if signature else None,
        # A proof of signature is no day of signature.
        mark=_place(convention.signed_on, first, last) if convention.signed_on and signature else -1,
    )


def _years(first: int, last: int) -> tuple[Year, ...]:
    """Return the years that have a label: all, or one in several when there are too many."""
    step = max(1, -(-(last - first) // LABELS_AT_MOST))
    return tuple(
        Year(label=str(year), start=_place(dt.date(year, 1, 1), first, last))
        for year in range(first, last, step)
    )
