"""The agenda: what is announced, soonest first, and what has taken place, by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from bulletin.content.addresses import AGENDA, AGENDA_ICS
from bulletin.content.model.post import Post
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.edition import Edition
from bulletin.pages.parts.event_lines import (
    coming,
    event_line,
    is_announced,
    report_link,
    soonest_first,
    stretch,
)
from bulletin.pages.parts.shelf import Shelf
from bulletin.pages.views.pages import AgendaView
from bulletin.pages.views.pieces import EventGroup, EventLine


def agenda(edition: Edition) -> Iterator[Declaration]:
    """Declare the agenda."""
    yield Declaration.page(
        address=AGENDA, origin="l’agenda", template="agenda.html", build=partial(_agenda, edition)
    )


def _agenda(edition: Edition, shelf: Shelf) -> AgendaView:
    return AgendaView(
        site=edition.frame,
        head=edition.head(
            "Agenda",
            AGENDA,
            "Les rencontres et les inaugurations annoncées par la Caf, et celles qui ont eu lieu.",
            calendar=edition.followed_calendar("S’abonner à l’agenda", AGENDA_ICS),
        ),
        titre="Agenda",
        events=tuple(_line(edition, post, shelf) for post in coming(edition, edition.corpus.listed)),
        empty="Aucune rencontre annoncée pour le moment.",
        past=_past(edition, shelf),
    )


def _past(edition: Edition, shelf: Shelf) -> tuple[EventGroup, ...]:
    corpus = edition.corpus
    past = [post for post in corpus.listed if is_announced(post) and not corpus.is_to_come(post)]
    by_year: dict[int, list[EventLine]] = {}
    for post in sorted(past, key=soonest_first, reverse=True):
        debut, _ = stretch(post)
        by_year.setdefault(debut.jour.year, []).append(_line(edition, post, shelf))
    return tuple(EventGroup(str(year), tuple(lines)) for year, lines in by_year.items())


def _line(edition: Edition, post: Post, shelf: Shelf) -> EventLine:
    """Return a meeting; what it says of registration ends with it."""
    corpus = edition.corpus
    line = event_line(
        post,
        is_open=corpus.takes_registrations(post),
        report=report_link(edition, post, shelf.diagnostics),
    )
    return line if corpus.is_to_come(post) else replace(line, inscription="")
