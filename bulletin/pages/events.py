"""Meetings and openings to come, as lists show them."""

from __future__ import annotations

from bulletin.dates import Moment
from bulletin.french import day, span, typography
from bulletin.model import Evenement, EvenementEtat, Inscription, Post
from bulletin.views import EventLine
from bulletin.wording import place_text

STATUS = {
    EvenementEtat.PREVU: "",
    EvenementEtat.REPORTE: "Reporté",
    EvenementEtat.ANNULE: "Annulé",
    EvenementEtat.COMPLET: "Complet",
}


def event_line(post: Post, *, is_open: bool) -> EventLine:
    """Return a meeting or an opening as lists show it; ``is_open`` tells whether one may still register."""
    evenement = post.evenement
    if evenement is None:
        return _opening_line(post)
    return EventLine(
        titre=typography(post.titre),
        address=post.address,
        begins=moment_iso(evenement.debut),
        when=event_span(evenement),
        where=event_place(post),
        status=STATUS[evenement.etat],
        inscription=registration_text(evenement.inscription, is_open=is_open),
    )


def _opening_line(post: Post) -> EventLine:
    quand = post.inauguration.quand.first if post.inauguration else post.jour
    structure = post.inauguration.structure if post.inauguration else None
    where = structure.commune.ecrit if structure and structure.commune else ""
    return EventLine(
        titre=typography(post.titre),
        address=post.address,
        begins=quand.isoformat(),
        when=span(Moment(quand)),
        where=typography(where),
        status="",
        inscription="",
    )


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
