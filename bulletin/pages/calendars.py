"""The calendars that readers follow: that of the site, of each commune, and a file for each event."""

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
    post_calendar_address,
)
from bulletin.content.model.evenement import Evenement, EvenementEtat, Inscription
from bulletin.content.model.post import Post
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.agenda_lines import (
    STATUS,
    agenda_order,
    agenda_period,
    evenement_place,
    inauguration_town,
    is_in_agenda,
)
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.facts import evenement_facts, inauguration_facts
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.places import posts_around
from bulletin.pages.parts.post_lines import correction, last_changed, resume
from bulletin.pages.parts.site_context import RUBRIQUE, SiteContext
from bulletin.pages.views.calendars import CalendarEntry, CalendarView
from bulletin.pages.views.contents import Calendar
from bulletin.pages.views.pieces import Fact, Item

REMINDER_HOUR = dt.time(9)
"""The hour of the reminder that registrations close; it is on the day before, or on the day of the post."""
NOT_DESCRIBED = frozenset({"Quand", "État", "Lieu", "Inauguration", "Montant", "Montants"})
"""The facts left out of descriptions: they have a property of their own, or are not useful in an agenda."""


def calendars(context: SiteContext) -> Iterator[Declaration]:
    """Declare the calendar of the site, one beside each commune, and one beside each event.

    The calendar of a commune holds the events of its groupings too. Past events stay. An expired post
    leaves the calendars that readers follow, and keeps the file of its own event.
    """
    corpus = context.corpus
    yield _followed(context, corpus.listed, titre="Agenda", page=AGENDA, address=AGENDA_ICS)
    for commune in corpus.communes:
        page = commune_address(commune)
        yield _followed(
            context,
            posts_around(context.corpus, commune),
            titre=commune.nom,
            page=page,
            address=calendar_address(page),
        )
    for post in corpus.published:
        if is_in_agenda(post):
            yield Declaration(
                address=post_calendar_address(post.jour, post.slug),
                origin=post.source,
                build=partial(_single, context, post),
            )


def _followed(
    context: SiteContext, posts: Iterable[Post], *, titre: str, page: str, address: str
) -> Declaration:
    announced = sorted(filter(is_in_agenda, posts), key=agenda_order)
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


# -- one entry -------------------------------------------------------------------------------------------


def _entry(context: SiteContext, post: Post) -> CalendarEntry:
    """Return a post as calendars show it.

    The title says the state too, since some programs do not show it. The identifier is made of what the
    address is made of, which never changes, and not of the title.
    """
    evenement = post.evenement
    etat = evenement.etat if evenement else EvenementEtat.PREVU
    debut, fin = agenda_period(post)
    titre = f"{STATUS[etat]} : {post.titre}" if STATUS[etat] else post.titre
    return CalendarEntry(
        uid=f"{post.jour}-{post.slug}@{urlsplit(context.config.site.url).hostname}",
        titre=typography(titre),
        url=context.absolute(post.address),
        debut=debut,
        fin=fin,
        etat=etat,
        revision=evenement.revision if evenement else 0,
        published=context.instant(post.jour),
        updated=context.instant(last_changed(post)),
        lieu=evenement_place(post) if evenement else _inauguration_place(post),
        description=_description(context, post),
        contact=_contact(evenement) if evenement else "",
        categories=(RUBRIQUE[post.type], *context.theme_labels(post)),
        reminder=_reminder(context, post),
        reminder_text=_reminder_text(post),
    )


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


def _reminder(context: SiteContext, post: Post) -> dt.datetime | None:
    """Return when to remind readers that registrations close; ``None`` when they cannot register."""
    evenement = post.evenement
    inscription = evenement.inscription if evenement else None
    if evenement is None or inscription is None or inscription.avant_le is None:
        return None
    if evenement.etat is not EvenementEtat.PREVU or post.jour > inscription.avant_le:
        return None
    day_before = inscription.avant_le - dt.timedelta(days=1)
    return context.instant(max(day_before, post.jour), REMINDER_HOUR)


def _reminder_text(post: Post) -> str:
    inscription = post.evenement.inscription if post.evenement else None
    if inscription is None or inscription.avant_le is None:
        return ""
    return typography(f"Inscription jusqu’au {printed.day(inscription.avant_le)} : {post.titre}")


# -- descriptions ----------------------------------------------------------------------------------------


def _description(context: SiteContext, post: Post) -> str:
    """Return the rectificatif, the summary, the facts, and the URL, which some programs show nowhere else."""
    facts: tuple[Fact, ...] = ()
    if post.evenement is not None:
        facts = evenement_facts(post.evenement)
    elif post.inauguration is not None:
        facts = inauguration_facts(post.inauguration, context)
    described = "\n".join(_fact_text(fact) for fact in facts if fact.label not in NOT_DESCRIBED)
    parts = (correction(post), resume(post), described, context.absolute(post.address))
    return "\n\n".join(part for part in parts if part)


def _fact_text(fact: Fact) -> str:
    if len(fact.items) == 1 and not fact.items[0].details:
        return typography(f"{fact.label} : {_item_text(fact.items[0])}")
    lines = [typography(f"{fact.label} :")]
    for item in fact.items:
        lines += [f"– {_item_text(item)}", *(f"   · {detail.text}" for detail in item.details)]
    return "\n".join(lines)


def _item_text(item: Item) -> str:
    """Return a value of a fact, with its URL when it leads to another site."""
    return f"{item.text} ({item.address})" if item.address.startswith("http") else item.text
