"""The next day on which the same sources give another site.

Pure. The candidates are all the days on which some rule may change a page. The corpus of each one is compared
with that of today, so that only a day on which the site really changes is announced.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from bulletin.content.model.convention import Etape
from bulletin.content.model.post import Post
from bulletin.corpus.corpus import Corpus, is_same_situation, on_day, state_of_day
from bulletin.corpus.lifecycle import Convention, alert_day
from bulletin.french.dates import add_months
from bulletin.french.printed import typography

ONE_DAY = dt.timedelta(days=1)


class Turn(NamedTuple):
    """A day on which something may change, and what would change, in French."""

    day: dt.date
    why: str
    convention: str = ""
    """The identifier of the convention that changes, ``""`` for a post."""
    is_alert: bool = False
    """Whether it is the day from which the end of a convention is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """How many posts are not shown, or are not in the lists, on the day of the build."""

    brouillons: int = 0
    """Drafts: posts, cards and pages."""
    programmes: int = 0
    """Posts whose day has not come."""
    premier: dt.date | None = None
    """The day of the first of ``programmes``; None when there is none."""
    expires: int = 0
    """Expired posts: they leave the lists and keep their page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextChange:
    """The next day on which a build of the same sources gives another site."""

    date: dt.date | None = None
    """None when time alone will change nothing more."""
    why: tuple[str, ...] = ()
    """What changes that day, in French, each without a capital or a full stop."""


def left_out(corpus: Corpus) -> LeftOut:
    """Return how many posts are not shown, and why."""
    coming = [post.jour for post in corpus.posts if not post.brouillon and not corpus.is_due(post)]
    return LeftOut(
        brouillons=corpus.drafts_left_out
        + sum(post.brouillon and not corpus.is_due(post) for post in corpus.posts),
        programmes=len(coming),
        premier=min(coming, default=None),
        expires=len(corpus.published) - len(corpus.listed),
    )


def next_change(corpus: Corpus) -> NextChange:
    """Return the first day after the corpus's own on which its sources give another site."""
    turns = turning_days(corpus)
    today = state_of_day(corpus)
    for day in sorted({turn.day for turn in turns}):
        then = on_day(corpus, day)
        if state_of_day(then) != today:
            return NextChange(date=day, why=_true_reasons(turns, day, corpus, then))
    return NextChange()


def public_reasons(corpus: Corpus, day: dt.date) -> tuple[str, ...]:
    """Return what changes on a later day, in French, for the public data: an unpublished post is not named.

    The withdrawal of a post is not announced either.
    """
    known = [replace(post, retire=None) for post in corpus.published]
    turns = (*_posts(known), *_conventions(corpus, only_known=True))
    found = _true_reasons(turns, day, corpus, on_day(corpus, day))
    if any(post.jour == day and not post.brouillon and not corpus.is_due(post) for post in corpus.posts):
        found = ("parution d’un article", *found)
    return found or ("mise à jour du bulletin",)


def turning_days(corpus: Corpus) -> tuple[Turn, ...]:
    """Return every day after the corpus's own on which something may change."""
    turns = (*_posts(corpus.posts), *_conventions(corpus))
    return tuple(turn for turn in turns if turn.day > corpus.day)


def _true_reasons(turns: Iterable[Turn], day: dt.date, today: Corpus, then: Corpus) -> tuple[str, ...]:
    """Return what changes on a day, in French, each once; a turn that changes nothing is left out."""
    return tuple(
        dict.fromkeys(
            typography(turn.why) for turn in turns if turn.day == day and _happens(turn, today, then)
        )
    )


def _happens(turn: Turn, today: Corpus, then: Corpus) -> bool:
    if not turn.convention:
        return True
    before, after = today.situations.get(turn.convention), then.situations.get(turn.convention)
    if turn.is_alert:
        return after is not None and after.fin_proche and not (before is not None and before.fin_proche)
    return not is_same_situation(before, after)


def _posts(posts: Iterable[Post]) -> Iterator[Turn]:
    for post in posts:
        if post.brouillon:
            continue
        name = f"« {post.titre} »"
        yield Turn(post.jour, f"parution de {name}")
        if post.expire is not None:
            yield Turn(post.expire + ONE_DAY, f"{name} n’est plus d’actualité")
        if post.retire is not None:
            yield Turn(post.retire.le, f"retrait de {name}")
        yield from _evenement(post, name)


def _evenement(post: Post, name: str) -> Iterator[Turn]:
    if post.evenement is not None:
        inscription = post.evenement.inscription
        if inscription is not None and inscription.avant_le is not None:
            yield Turn(inscription.avant_le + ONE_DAY, f"clôture des inscriptions à {name}")
        yield Turn(post.evenement.debut.jour, f"ouverture de {name}")
        yield Turn(post.evenement.dernier_jour + ONE_DAY, f"{name} est passé")
    if post.inauguration is not None:
        yield Turn(post.inauguration.dernier_jour + ONE_DAY, f"{name} est passé")


def _conventions(corpus: Corpus, *, only_known: bool = False) -> Iterator[Turn]:
    """Yield the days on which conventions may change: by each step, then by the period known today.

    Steps in drafts are left out; with ``only_known``, so are all that do not count on the day.
    """
    alerte_mois = corpus.config.conventions.alerte_mois
    for history in corpus.histories.values():
        if only_known and history.id not in corpus.situations:
            continue
        for report in history.reports:
            is_draft = report.post is not None and report.post.brouillon
            if corpus.knows(report) if only_known else not is_draft:
                yield from _step(report.etape, history.id, alerte_mois)
    for situation in corpus.situations.values():
        yield from _period(situation.convention, alerte_mois)


def _step(etape: Etape, name: str, alerte_mois: int) -> Iterator[Turn]:
    yield Turn(etape.jour, f"étape « {etape.etape} » de « {name} »", name)
    for limit in (etape.fin, etape.nouvelle_fin):
        if limit is not None:
            yield Turn(
                add_months(limit.last, -alerte_mois), f"fin prochaine de « {name} »", name, is_alert=True
            )
            yield Turn(limit.last + ONE_DAY, f"fin de « {name} »", name)
    if etape.debut is not None:
        yield Turn(etape.debut.first, f"prise d’effet de « {name} »", name)


def _period(convention: Convention, alerte_mois: int) -> Iterator[Turn]:
    if convention.begins is not None:
        yield Turn(convention.begins, f"prise d’effet de « {convention.id} »", convention.id)
    if (alert := alert_day(convention, alerte_mois)) is not None:
        yield Turn(alert, f"fin prochaine de « {convention.id} »", convention.id, is_alert=True)
    if convention.ends is not None:
        yield Turn(convention.ends + ONE_DAY, f"fin de « {convention.id} »", convention.id)
    if convention.period.is_extended and convention.period.fin_initiale is not None:
        yield Turn(
            convention.period.fin_initiale.last + ONE_DAY,
            f"première fin de « {convention.id} »",
            convention.id,
        )
    if convention.period.resiliation is not None:
        yield Turn(
            convention.period.resiliation + ONE_DAY, f"résiliation de « {convention.id} »", convention.id
        )
    if convention.signature_prevue is not None:
        yield Turn(
            convention.signature_prevue.last + ONE_DAY,
            f"signature prévue de « {convention.id} » dépassée",
            convention.id,
        )
