"""The next day on which the same sources give another site.

Pure. Candidates are all the days that any rule looks at; whether the site would really differ is
then asked of the corpus of that day, so that nothing is promised that does not happen.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bulletin.content.model.convention import Etape
from bulletin.content.model.post import Post
from bulletin.corpus.corpus import Corpus, on_day, state_of_day
from bulletin.corpus.lifecycle import Convention, alert_day
from bulletin.french.dates import add_months
from bulletin.french.printed import typography

ONE = dt.timedelta(days=1)
Reasons = dict[dt.date, list[str]]


def left_out(corpus: Corpus) -> LeftOut:
    """Return how many posts are not shown, and why."""
    coming = [post.jour for post in corpus.posts if not post.brouillon and not corpus.is_due(post)]
    return LeftOut(
        brouillons=sum(post.brouillon and not corpus.is_due(post) for post in corpus.posts),
        programmes=len(coming),
        premier=min(coming, default=None),
        expires=len(corpus.out) - len(corpus.listed),
    )


def next_change(corpus: Corpus) -> NextChange:
    """Return the first day after the corpus's own on which its sources give another site."""
    reasons = turning_days(corpus)
    today = state_of_day(corpus)
    for day in sorted(reasons):
        if state_of_day(on_day(corpus, day)) != today:
            return NextChange(date=day, why=tuple(dict.fromkeys(reasons[day])))
    return NextChange()


def public_reasons(corpus: Corpus, day: dt.date) -> tuple[str, ...]:
    """Return what changes on a later day as anyone may read it: what is not out yet is not named."""
    known = [replace(post, retire=None) for post in corpus.out]
    found = [
        typography(why)
        for when, why in (*_posts(known), *_conventions(corpus, only_known=True))
        if when == day
    ]
    if any(post.jour == day and not post.brouillon and not corpus.is_due(post) for post in corpus.posts):
        found.insert(0, "parution d’un article")
    return tuple(dict.fromkeys(found)) or ("mise à jour du bulletin",)


def turning_days(corpus: Corpus) -> Reasons:
    """Return every day after the corpus's own on which something may change, with what it is in French."""
    found: Reasons = {}
    for day, why in (*_posts(corpus.posts), *_conventions(corpus)):
        if day > corpus.day:
            found.setdefault(day, []).append(typography(why))
    return found


def _posts(posts: Iterable[Post]) -> Iterator[tuple[dt.date, str]]:
    for post in posts:
        if post.brouillon:
            continue
        name = f"« {post.titre} »"
        yield post.jour, f"parution de {name}"
        if post.expire is not None:
            yield post.expire + ONE, f"{name} n’est plus d’actualité"
        if post.retire is not None:
            yield post.retire.le, f"retrait de {name}"
        yield from _evenement(post, name)


def _evenement(post: Post, name: str) -> Iterator[tuple[dt.date, str]]:
    if post.evenement is not None:
        inscription = post.evenement.inscription
        if inscription is not None and inscription.avant_le is not None:
            yield inscription.avant_le + ONE, f"clôture des inscriptions à {name}"
        yield post.evenement.debut.jour, f"ouverture de {name}"
        yield post.evenement.fin.jour + ONE, f"{name} est passé"
    if post.inauguration is not None:
        yield post.inauguration.quand.last + ONE, f"{name} est passé"


def _conventions(corpus: Corpus, *, only_known: bool = False) -> Iterator[tuple[dt.date, str]]:
    """Yield the days of every step, of what each tells of the period, and of what they add up to today.

    With ``only_known`` the steps are those of the conventions that exist on the day, told by what is out.
    """
    alerte_mois = corpus.config.conventions.alerte_mois
    for history in corpus.histories.values():
        if only_known and history.id not in corpus.situations:
            continue
        for report in history.reports:
            if corpus.knows(report) if only_known else report.post is None or not report.post.brouillon:
                yield from _step(report.etape, history.id, alerte_mois)
    for situation in corpus.situations.values():
        yield from _period(situation.convention, alerte_mois)


def _step(etape: Etape, name: str, alerte_mois: int) -> Iterator[tuple[dt.date, str]]:
    yield etape.jour, f"étape « {etape.etape} » de « {name} »"
    for limit in (etape.fin, etape.nouvelle_fin):
        if limit is not None:
            yield add_months(limit.last, -alerte_mois), f"fin prochaine de « {name} »"
            yield limit.last + ONE, f"fin de « {name} »"
    if etape.debut is not None:
        yield etape.debut.first, f"prise d’effet de « {name} »"


def _period(convention: Convention, alerte_mois: int) -> Iterator[tuple[dt.date, str]]:
    if convention.begins is not None:
        yield convention.begins, f"prise d’effet de « {convention.id} »"
    if (alert := alert_day(convention, alerte_mois)) is not None:
        yield alert, f"fin prochaine de « {convention.id} »"
    if convention.ends is not None:
        yield convention.ends + ONE, f"fin de « {convention.id} »"
    if convention.period.is_extended and convention.period.fin_initiale is not None:
        yield convention.period.fin_initiale.last + ONE, f"première fin de « {convention.id} »"
    if convention.period.resiliation is not None:
        yield convention.period.resiliation + ONE, f"résiliation de « {convention.id} »"
    if convention.signature_prevue is not None:
        yield convention.signature_prevue.last + ONE, f"signature prévue de « {convention.id} » dépassée"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many posts are not shown, or not shown everywhere, on the day of the build."""

    brouillons: int = 0
    """Drafts."""
    programmes: int = 0
    """Posts whose day has not come."""
    premier: date | None = None
    """The day of the first of ``programmes``; None when there is none."""
    expires: int = 0
    """Posts out of date: they leave the lists and keep their page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextChange:
    """The next day on which a build of the same sources gives another site."""

    date: date | None = None
    """None when time alone will change nothing more."""
    why: tuple[str, ...] = ()
    """What changes that day, in French, each without a capital or a full stop."""
