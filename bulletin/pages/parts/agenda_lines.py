"""What posts announce, as lists show it: events and inaugurations, with the posts that report on them."""

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
from bulletin.pages.views.pieces import AgendaLine, Link

STATUS = {
    EvenementEtat.PREVU: "",
    EvenementEtat.REPORTE: "Reporté",
    EvenementEtat.ANNULE: "Annulé",
    EvenementEtat.COMPLET: "Complet",
}


def is_in_agenda(post: Post) -> bool:
    """Return whether a post is in the agenda: it has an event, or an inauguration not before its own day."""
    if post.evenement is not None:
        return True
    quand = post.inauguration.quand if post.inauguration else None
    return quand is not None and quand.day is not None and quand.first >= post.jour


def agenda_period(post: Post) -> tuple[Moment, Moment]:
    """Return the begin and the end of what a post announces; for any other post, its own day twice."""
    if post.evenement is not None:
        return post.evenement.debut, post.evenement.fin
    if post.inauguration is not None and post.inauguration.debut is not None:
        return post.inauguration.debut, post.inauguration.fin or post.inauguration.debut
    quand = post.inauguration.quand.first if post.inauguration else post.jour
    return Moment(quand), Moment(quand)


def agenda_order(post: Post) -> tuple[dt.date, dt.time, str]:
    """Return the sort key of a post in the agenda: the begin of what it announces, then its file."""
    debut, _ = agenda_period(post)
    return debut.jour, debut.heure or dt.time.min, post.source


def still_to_come(context: SiteContext, posts: Iterable[Post]) -> tuple[Post, ...]:
    """Return the posts that announce something to come, the soonest first, cancelled events included."""
    return tuple(sorted(filter(context.corpus.is_to_come, posts), key=agenda_order))


def agenda_lines(context: SiteContext, posts: Iterable[Post]) -> tuple[AgendaLine, ...]:
    """Return what posts announce that is still to come, the soonest first."""
    return tuple(
        agenda_line(post, is_open=context.corpus.takes_registrations(post))
        for post in still_to_come(context, posts)
    )


def agenda_line(post: Post, *, is_open: bool, report: Link | None = None) -> AgendaLine:
    """Return an event or an inauguration as lists show it; ``is_open`` says whether readers can register."""
    evenement = post.evenement
    if evenement is None:
        return _line_of_inauguration(post)
    return AgendaLine(
        titre=typography(post.titre),
        address=post.address,
        begins=moment_iso(evenement.debut),
        when=evenement_span(evenement),
        where=evenement_place(post),
        status=STATUS[evenement.etat],
        inscription=_registration(evenement, is_open=is_open),
        report=report,
    )


def _line_of_inauguration(post: Post) -> AgendaLine:
    debut, fin = agenda_period(post)
    return AgendaLine(
        titre=typography(post.titre),
        address=post.address,
        begins=moment_iso(debut),
        when=span(debut, fin if fin != debut else None),
        where=inauguration_town(post),
        status="",
        inscription="",
    )


def inauguration_town(post: Post) -> str:
    """Return the commune of an inauguration as typed, ``""`` when it is not known."""
    commune = post.structure.commune if post.structure else None
    return typography(commune.ecrit) if commune else ""


def evenement_span(evenement: Evenement) -> str:
    """Return when an event takes place, as printed."""
    fin = None if evenement.fin == evenement.debut else evenement.fin
    return span(evenement.debut, fin, chaque_jour=evenement.a_les_memes_heures_chaque_jour)


def evenement_place(post: Post) -> str:
    """Return where an event takes place, else the communes of its post."""
    lieu = post.evenement.lieu if post.evenement else None
    if lieu is not None:
        return place_text(lieu)
    return ", ".join(commune.ecrit for commune in post.territoire.communes)


def _registration(evenement: Evenement, *, is_open: bool) -> str:
    """Return the deadline of registration, ``""`` when the event is cancelled or full."""
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


# -- reports on past events ------------------------------------------------------------------------------


def report_link(context: SiteContext, post: Post, diagnostics: Diagnostics) -> Link | None:
    """Return the link to the post that reports on an event, ``None`` while that post is not published.

    ``suite`` names it by its address, its path or its file; a name that no other post has is an erreur.
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
    is_published = context.corpus.is_due(report) and not context.corpus.is_withdrawn(report)
    return Link(typography(report.titre), report.address) if is_published else None


def _named(context: SiteContext, post: Post, name: str) -> Post | None:
    """Return the post of that name: a file beside ``post`` first, then any other."""
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(post.source), name))
    names = (
        beside,
        f"content/{name.lstrip('/')}",
        name.lstrip("/"),
        alias_address(name, context.config.site.url),
    )
    return next((context.posts_by_name[one] for one in names if one in context.posts_by_name), None)
