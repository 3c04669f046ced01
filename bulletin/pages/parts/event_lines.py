"""Meetings and openings, as lists show them, and the posts that tell how they went."""

from __future__ import annotations

import datetime as dt
import posixpath
from collections.abc import Iterable

from bulletin.content.addresses import alias_address
from bulletin.content.model.evenement import Evenement, EvenementEtat, Inscription
from bulletin.content.model.post import Post
from bulletin.corpus.sentences import place_text
from bulletin.diagnostics import Diagnostics
from bulletin.french.dates import Moment
from bulletin.french.printed import day, span, typography
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.pieces import EventLine, Link

STATUS = {
    EvenementEtat.PREVU: "",
    EvenementEtat.REPORTE: "Reporté",
    EvenementEtat.ANNULE: "Annulé",
    EvenementEtat.COMPLET: "Complet",
}


def is_announced(post: Post) -> bool:
    """Return whether a post belongs to the agenda: it has a meeting, or an opening not before its own day."""
    if post.evenement is not None:
        return True
    quand = post.inauguration.quand if post.inauguration else None
    return quand is not None and quand.day is not None and quand.first >= post.jour


def stretch(post: Post) -> tuple[Moment, Moment]:
    """Return when what a post announces begins and ends; for any other, the day of the post."""
    if post.evenement is not None:
        return post.evenement.debut, post.evenement.fin
    quand = post.inauguration.quand.first if post.inauguration else post.jour
    return Moment(quand), Moment(quand)


def soonest_first(post: Post) -> tuple[dt.date, dt.time, str]:
    """Return what sorts posts by the begin of what they announce, then by their files."""
    debut, _ = stretch(post)
    return debut.jour, debut.heure or dt.time.min, post.source


def coming(context: SiteContext, posts: Iterable[Post]) -> tuple[Post, ...]:
    """Return those of ``posts`` that announce something to come, soonest first, cancelled ones included."""
    return tuple(sorted(filter(context.corpus.is_to_come, posts), key=soonest_first))


def event_line(post: Post, *, is_open: bool, report: Link | None = None) -> EventLine:
    """Return a meeting or an opening as lists show it; ``is_open`` tells whether one may still register."""
    evenement = post.evenement
    if evenement is None:
        return _inauguration_line(post)
    return EventLine(
        titre=typography(post.titre),
        address=post.address,
        begins=moment_iso(evenement.debut),
        when=event_span(evenement),
        where=event_place(post),
        status=STATUS[evenement.etat],
        inscription=_registration(evenement, is_open=is_open),
        report=report,
    )


def _inauguration_line(post: Post) -> EventLine:
    debut, _ = stretch(post)
    return EventLine(
        titre=typography(post.titre),
        address=post.address,
        begins=moment_iso(debut),
        when=span(debut),
        where=inauguration_town(post),
        status="",
        inscription="",
    )


def inauguration_town(post: Post) -> str:
    """Return the commune of an opening, ``""`` where it is not told."""
    commune = post.structure.commune if post.structure else None
    return typography(commune.ecrit) if commune else ""


def event_span(evenement: Evenement) -> str:
    """Return when a meeting takes place, in print."""
    fin = None if evenement.fin == evenement.debut else evenement.fin
    return span(evenement.debut, fin)


def event_place(post: Post) -> str:
    """Return where a meeting takes place, at least its commune."""
    lieu = post.evenement.lieu if post.evenement else None
    if lieu is not None:
        return place_text(lieu)
    return ", ".join(commune.ecrit for commune in post.territoire.communes)


def _registration(evenement: Evenement, *, is_open: bool) -> str:
    """Return what lists say of registration: nothing where no one can come, or no one more."""
    if evenement.etat in {EvenementEtat.ANNULE, EvenementEtat.COMPLET}:
        return ""
    return registration_text(evenement.inscription, is_open=is_open)


def registration_text(inscription: Inscription | None, *, is_open: bool) -> str:
    """Return the deadline of registration as a sentence, ``""`` when there is none."""
    if inscription is None or inscription.avant_le is None:
        return ""
    if is_open:
        return f"Inscription jusqu’au {day(inscription.avant_le)}"
    return f"Inscriptions closes depuis le {day(inscription.avant_le)}"


def moment_iso(moment: Moment) -> str:
    """Return a day, with its hour if it is known, for ``<time>``."""
    if moment.heure is None:
        return moment.jour.isoformat()
    return f"{moment.jour.isoformat()}T{moment.heure:%H:%M}"


# -- how it went -----------------------------------------------------------------------------------------


def report_link(context: SiteContext, post: Post, diagnostics: Diagnostics) -> Link | None:
    """Return the link to the post that reports a meeting, once that post is out.

    ``suite`` names it by its address, its path or its file; a name that no other post has is an erreur. A
    report that is written and not yet out is no fault: the link comes with it.
    """
    evenement = post.evenement
    if evenement is None or not evenement.suite:
        return None
    report = _named(context, post, evenement.suite)
    if report is None or report.source == post.source:
        diagnostics.add(
            "suite-inconnue",
            evenement.places.get("suite", post.place("evenement")),
            f"« {evenement.suite} » n’est le nom d’aucun autre article.",
            "Écrivez le nom du fichier du compte rendu, par exemple « 2014-12-01-retour-sur-le-forum.md ».",
        )
        return None
    is_out = context.corpus.is_due(report) and not context.corpus.is_withdrawn(report)
    return Link(typography(report.titre), report.address) if is_out else None


def _named(context: SiteContext, post: Post, name: str) -> Post | None:
    """Return the post of that name, looked for beside ``post`` first."""
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(post.source), name))
    names = (
        beside,
        f"content/{name.lstrip('/')}",
        name.lstrip("/"),
        alias_address(name, context.config.site.url),
    )
    return next((context.posts_by_name[one] for one in names if one in context.posts_by_name), None)
