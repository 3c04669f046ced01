"""What readers' calendars receive: the site's events, those of each commune, and each event alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import urlsplit

from bulletin.content.addresses import (
    AGENDA,
    AGENDA_ICS,
    calendar_address,
    commune_address,
    event_calendar_address,
)
from bulletin.content.model.evenement import Evenement, EvenementEtat, Inscription
from bulletin.content.model.post import Post
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.event_lines import (
    STATUS,
    event_place,
    inauguration_town,
    is_announced,
    soonest_first,
    stretch,
)
from bulletin.pages.parts.facts import evenement_facts, inauguration_facts
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.post_lines import resume
from bulletin.pages.parts.site_context import RUBRIQUE, SiteContext
from bulletin.pages.views.calendars import CalendarEntry, CalendarView
from bulletin.pages.views.contents import Calendar
from bulletin.pages.views.pieces import Fact, Item
from bulletin.territories.model import Commune

REMINDER_HOUR = dt.time(9)
"""When a reader is told that registrations close: the day before, if the event was announced by then."""
SHOWN_ELSEWHERE = frozenset({"Quand", "État", "Lieu", "Inauguration", "Montant", "Montants"})
"""The facts that a calendar shows in a place of their own, or that no one needs in an agenda."""


def calendars(context: SiteContext) -> Iterator[Declaration]:
    """Declare the calendar of the site, one beside each commune, and one beside each event.

    A commune's calendar holds the events of its groupings too, as its feed holds their news. What is past
    stays in them; a post that has expired leaves those that are followed and keeps its own.
    """
    corpus = context.corpus
    yield _followed(context, corpus.listed, titre="Agenda", page=AGENDA, address=AGENDA_ICS)
    for commune in corpus.communes:
        page = commune_address(commune)
        yield _followed(
            context,
            _posts_of(context, commune),
            titre=commune.nom,
            page=page,
            address=calendar_address(page),
        )
    for post in corpus.published:
        if is_announced(post):
            yield Declaration(
                address=event_calendar_address(post),
                origin=post.source,
                build=partial(_single, context, post),
            )


def _posts_of(context: SiteContext, commune: Commune) -> tuple[Post, ...]:
    corpus = context.corpus
    found = list(corpus.posts_by_commune.get(commune.code, ()))
    for epci in corpus.atlas.groupings_of(commune.code):
        found += corpus.posts_by_epci.get(epci.siren, ())
    return tuple({post.source: post for post in found}.values())


def _followed(
    context: SiteContext, posts: Iterable[Post], *, titre: str, page: str, address: str
) -> Declaration:
    announced = sorted(filter(is_announced, posts), key=soonest_first)
    return Declaration(
        address=address,
        origin=f"le calendrier « {titre} »",
        build=partial(_calendar, context, titre, page, address, tuple(announced)),
    )


def _calendar(
    context: SiteContext,
    titre: str,
    page: str,
    address: str,
    posts: tuple[Post, ...],
    _resolver: LinkResolver,
) -> Calendar:
    view = CalendarView(
        titre=f"{titre} – {context.frame.titre}",
        url=context.absolute(page),
        self_url=context.absolute(address),
        fuseau=context.config.site.fuseau,
        entries=tuple(_entry(context, post) for post in posts),
    )
    return Calendar(view)


def _single(context: SiteContext, post: Post, _resolver: LinkResolver) -> Calendar:
    view = CalendarView(
        titre="",
        url=context.absolute(post.address),
        self_url="",
        fuseau=context.config.site.fuseau,
        entries=(_entry(context, post),),
    )
    return Calendar(view)


# -- one event -------------------------------------------------------------------------------------------


def _entry(context: SiteContext, post: Post) -> CalendarEntry:
    """Return a post as calendars show it.

    Some programs hide a state, and some do not show one: a title says it too. The identifier holds the
    address, which is for ever, and never the title.
    """
    evenement = post.evenement
    etat = evenement.etat if evenement else EvenementEtat.PREVU
    debut, fin = stretch(post)
    corrected = post.rectificatif.le if post.rectificatif else None
    changed = [day for day in (post.jour, post.mise_a_jour, corrected) if day is not None]
    titre = f"{STATUS[etat]} : {post.titre}" if STATUS[etat] else post.titre
    return CalendarEntry(
        uid=f"{post.jour}-{post.slug}@{urlsplit(context.config.site.url).hostname}",
        titre=typography(titre),
        url=context.absolute(post.address),
        debut=debut,
        fin=fin,
        etat=etat,
        revision=evenement.revision if evenement else 0,
        published=_instant(context, post.jour),
        updated=_instant(context, max(changed)),
        lieu=event_place(post) if evenement else _inauguration_place(post),
        description=_description(context, post),
        contact=_contact(evenement) if evenement else "",
        categories=_categories(context, post),
        reminder=_reminder(context, post),
        reminder_text=_reminder_text(post),
    )


def _instant(context: SiteContext, day: dt.date, hour: dt.time = dt.time.min) -> dt.datetime:
    return dt.datetime.combine(day, hour, context.config.site.zone)


def _inauguration_place(post: Post) -> str:
    structure = post.structure
    if structure is None:
        return ", ".join(commune.ecrit for commune in post.territoire.communes)
    return typography(
        ", ".join(part for part in (structure.nom, structure.adresse, inauguration_town(post)) if part)
    )


def _contact(evenement: Evenement) -> str:
    inscription = evenement.inscription or Inscription()
    organisers = map(typography, evenement.organisateurs)
    return ", ".join(part for part in (*organisers, inscription.courriel, inscription.telephone) if part)


def _categories(context: SiteContext, post: Post) -> tuple[str, ...]:
    labels = (context.config.themes[name] for name in post.themes if name in context.config.themes)
    return tuple(map(typography, (RUBRIQUE[post.type], *labels)))


def _reminder(context: SiteContext, post: Post) -> dt.datetime | None:
    """Return when to recall the deadline of what still takes registrations; None where there is none."""
    evenement = post.evenement
    inscription = evenement.inscription if evenement else None
    if evenement is None or inscription is None or inscription.avant_le is None:
        return None
    if evenement.etat is not EvenementEtat.PREVU or post.jour > inscription.avant_le:
        return None
    eve = inscription.avant_le - dt.timedelta(days=1)
    return _instant(context, max(eve, post.jour), REMINDER_HOUR)


def _reminder_text(post: Post) -> str:
    inscription = post.evenement.inscription if post.evenement else None
    if inscription is None or inscription.avant_le is None:
        return ""
    return typography(f"Inscription jusqu’au {printed.day(inscription.avant_le)} : {post.titre}")


# -- what it says ----------------------------------------------------------------------------------------


def _description(context: SiteContext, post: Post) -> str:
    """Return the summary, the facts with the sessions, and the address for programs that show no link."""
    facts: tuple[Fact, ...] = ()
    if post.evenement is not None:
        facts = evenement_facts(post.evenement)
    elif post.inauguration is not None:
        facts = inauguration_facts(post.inauguration, context)
    correction = typography(f"Rectificatif : {post.rectificatif.texte}") if post.rectificatif else ""
    told = "\n".join(_fact_text(fact) for fact in facts if fact.label not in SHOWN_ELSEWHERE)
    parts = (correction, resume(post), told, context.absolute(post.address))
    return "\n\n".join(part for part in parts if part)


def _fact_text(fact: Fact) -> str:
    if len(fact.items) == 1 and not fact.items[0].details:
        return typography(f"{fact.label} : {_item_text(fact.items[0])}")
    lines = [typography(f"{fact.label} :")]
    for item in fact.items:
        lines += [f"– {_item_text(item)}", *(f"   · {detail.text}" for detail in item.details)]
    return "\n".join(lines)


def _item_text(item: Item) -> str:
    """Return a fact with the address behind it, where that is on another site."""
    return f"{item.text} ({item.address})" if item.address.startswith("http") else item.text
