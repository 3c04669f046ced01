"""The agenda: events and inaugurations to come, the soonest first, then past ones by year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from bulletin.content.addresses import AGENDA, AGENDA_ICS
from bulletin.content.model.post import Post
from bulletin.pages.parts.agenda_lines import (
    agenda_line,
    agenda_order,
    agenda_period,
    is_in_agenda,
    report_link,
    still_to_come,
)
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.pages import AgendaView
from bulletin.pages.views.pieces import AgendaGroup, AgendaLine


def agenda(context: SiteContext) -> Iterator[Declaration]:
    """Declare the agenda."""
    yield Declaration.page(
        address=AGENDA, origin="l’agenda", template="agenda.html", build=partial(_agenda, context)
    )


def _agenda(context: SiteContext, resolver: LinkResolver) -> AgendaView:
    return AgendaView(
        site=context.frame,
        head=context.head(
            "Agenda",
            AGENDA,
            "Les rencontres et les inaugurations annoncées par la Caf, et celles qui ont eu lieu.",
            calendar=context.followed_calendar("S’abonner à l’agenda", AGENDA_ICS),
        ),
        titre="Agenda",
        events=tuple(
            _line(context, post, resolver) for post in still_to_come(context, context.corpus.listed)
        ),
        empty="Aucune rencontre annoncée pour le moment.",
        past=_past(context, resolver),
    )


def _past(context: SiteContext, resolver: LinkResolver) -> tuple[AgendaGroup, ...]:
    corpus = context.corpus
    past = [post for post in corpus.listed if is_in_agenda(post) and not corpus.is_to_come(post)]
    by_year: dict[int, list[AgendaLine]] = {}
    for post in sorted(past, key=agenda_order, reverse=True):
        debut, _ = agenda_period(post)
        by_year.setdefault(debut.jour.year, []).append(_line(context, post, resolver))
    return tuple(AgendaGroup(str(year), tuple(lines)) for year, lines in by_year.items())


def _line(context: SiteContext, post: Post, resolver: LinkResolver) -> AgendaLine:
    """Return a line of the agenda; once it is past, nothing is said of registration."""
    corpus = context.corpus
    line = agenda_line(
        post,
        is_open=corpus.takes_registrations(post),
        report=report_link(context, post, resolver.diagnostics),
    )
    return line if corpus.is_to_come(post) else replace(line, inscription="")
