"""All that is known on a day: every post and every card, linked to one another.

Pure. Every file of the site is in the corpus, whatever the day; the properties of the corpus say which posts
and conventions exist on its day. A draft or a post to come is never among the published posts.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from bulletin.config.model import Config
from bulletin.content.model.cards import (
    ConventionCard,
    Glossaire,
    NumeroCard,
    Page,
    StructureCard,
    TerritoireCard,
)
from bulletin.content.model.inauguration import Structure
from bulletin.content.model.post import Post
from bulletin.content.read import Read, Value
from bulletin.corpus.history import ConventionHistory, StepReport
from bulletin.corpus.identity import identify
from bulletin.corpus.lifecycle import Situation, situations_on
from bulletin.corpus.structures import completed, linked_structures
from bulletin.diagnostics import Diagnostics
from bulletin.french.slugs import fold
from bulletin.territories.atlas import Atlas
from bulletin.territories.model import Commune, Departement, Epci, departement_of

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """The bulletin on ``day``.

    ``posts`` are all the posts, in the order of their day, then of their path. With ``drafts``, drafts and
    posts to come count as due. Mappings are by identifier, ``territoires`` by code.
    """

    config: Config
    atlas: Atlas
    day: dt.date
    drafts: bool
    posts: tuple[Post, ...]
    cards: tuple[ConventionCard, ...]
    pages: tuple[Page, ...]
    numeros: Mapping[str, NumeroCard]
    territoires: Mapping[str, TerritoireCard]
    structures: Mapping[str, Structure]
    structure_cards: Mapping[str, StructureCard]
    glossaire: Glossaire
    histories: Mapping[str, ConventionHistory]
    drafts_left_out: int = 0
    """How many drafts are not in this corpus: cards, pages, and texts that are too faulty to be read."""

    def is_due(self, post: Post) -> bool:
        """Whether a post has a page on the day; that of a withdrawn post is a notice."""
        return self.drafts or (post.jour <= self.day and not post.brouillon)

    def is_withdrawn(self, post: Post) -> bool:
        """Whether a post is withdrawn on the day."""
        return post.retire is not None and post.retire.le <= self.day

    def is_to_come(self, post: Post) -> bool:
        """Whether what a post announces ends on the day or later, even when it is cancelled."""
        last = last_day(post)
        return last is not None and last >= self.day

    def takes_registrations(self, post: Post) -> bool:
        """Whether readers can still register, on the day, for what a post announces."""
        inscription = post.evenement.inscription if post.evenement else None
        return inscription is None or inscription.avant_le is None or self.day <= inscription.avant_le

    def knows(self, report: StepReport) -> bool:
        """Whether a step report counts on the day: its post is published, or it is on a card."""
        post = report.post
        return post is None or (self.is_due(post) and not self.is_withdrawn(post))

    @cached_property
    def due(self) -> tuple[Post, ...]:
        """The posts that have a page, withdrawn posts included."""
        return tuple(post for post in self.posts if self.is_due(post))

    @cached_property
    def published(self) -> tuple[Post, ...]:
        """The posts that can be read in full."""
        return tuple(post for post in self.due if not self.is_withdrawn(post))

    @cached_property
    def listed(self) -> tuple[Post, ...]:
        """The posts of lists and feeds: those published that have not expired."""
        return tuple(post for post in self.published if post.expire is None or self.day <= post.expire)

    @cached_property
    def situations(self) -> Mapping[str, Situation]:
        """The conventions that exist on the day, by identifier."""
        return situations_on(
            self.day, self.histories, self.knows, self.atlas, self.config.conventions.alerte_mois
        )

    @cached_property
    def situations_by_place(self) -> Mapping[str, tuple[Situation, ...]]:
        """The conventions by the codes of the communes that they cover, or of a whole département."""
        return _grouped(
            (code, situation)
            for situation in self.situations.values()
            for code in (
                situation.convention.coverage.codes or situation.convention.coverage.territoire.departements
            )
        )

    def situations_at(self, commune: str) -> tuple[Situation, ...]:
        """Return the conventions that cover a commune or its whole département, by their identifier."""
        found = (
            *self.situations_by_place.get(commune, ()),
            *self.situations_by_place.get(departement_of(commune), ()),
        )
        return tuple(sorted(found, key=lambda situation: situation.id))

    @cached_property
    def published_numeros(self) -> frozenset[str]:
        """The numéros that have a page: those that a due post belongs to, even one expired or withdrawn."""
        return frozenset(post.numero for post in self.due if post.numero)

    @cached_property
    def listed_by_source(self) -> Mapping[str, Post]:
        """The posts that lists show, by the path of their file."""
        return {post.source: post for post in self.listed}

    @cached_property
    def by_source(self) -> Mapping[str, Post]:
        """Every post by its file."""
        return {post.source: post for post in self.posts}

    @cached_property
    def conventions_of(self) -> Mapping[str, tuple[str, ...]]:
        """The identifiers of the conventions of which each post reports a step, by file."""
        reported = (
            (report.source, history.id)
            for history in self.histories.values()
            for report in history.reports
            if report.post is not None
        )
        return _grouped(dict.fromkeys(reported))

    @cached_property
    def posts_by_commune(self) -> Mapping[str, tuple[Post, ...]]:
        """The listed posts that name each commune, by code."""
        return _grouped((code, post) for post in self.listed for code in communes_named(post))

    @cached_property
    def structures_shown(self) -> Mapping[str, Structure]:
        """The structures of the cards and of the published posts, by identifier."""
        found = {name: card.structure for name, card in self.structure_cards.items()}
        for post in self.published:
            if post.structure is not None:
                known = found.get(post.structure.id)
                found[post.structure.id] = completed(post.structure, known) if known else post.structure
        return {name: found[name] for name in sorted(found)}

    @cached_property
    def posts_by_structure(self) -> Mapping[str, tuple[Post, ...]]:
        """The listed posts that are about each structure, by identifier."""
        return _grouped((post.structure.id, post) for post in self.listed if post.structure is not None)

    @cached_property
    def epci(self) -> tuple[Epci, ...]:
        """The groupings that have a page: those of the site's communes, and any other that is named."""
        sirens = {
            epci.siren
            for code in self.config.site.departements
            for commune in self.atlas.communes_of(code)
            for epci in self.atlas.groupings_of(commune.code)
        }
        sirens |= {cited.siren for post in self.published for cited in post.territoire.epci}
        for situation in self.situations.values():
            sirens |= {cited.siren for cited in situation.convention.coverage.territoire.epci}
        found = (self.atlas.epci(siren) for siren in sirens if siren)
        return tuple(sorted((epci for epci in found if epci), key=lambda one: (fold(one.nom), one.siren)))

    @cached_property
    def departements(self) -> tuple[Departement, ...]:
        """The départements that have a page: the site's own, and any other that is named."""
        codes = dict.fromkeys(self.config.site.departements)
        codes |= dict.fromkeys(code for post in self.published for code in post.territoire.departements)
        for situation in self.situations.values():
            codes |= dict.fromkeys(situation.convention.coverage.territoire.departements)
        found = (self.atlas.departement(code) for code in codes)
        return tuple(departement for departement in found if departement)

    @cached_property
    def posts_by_epci(self) -> Mapping[str, tuple[Post, ...]]:
        """The listed posts that name each grouping, by SIREN."""
        return _grouped((siren, post) for post in self.listed for siren in _epci_named(post))

    @cached_property
    def communes(self) -> tuple[Commune, ...]:
        """The communes that have a page: all of the site's départements, and any other that is named."""
        found = {
            commune.code: commune
            for code in self.config.site.departements
            for commune in self.atlas.communes_of(code)
        }
        named = {code for post in self.due for code in communes_named(post)}
        for situation in self.situations.values():
            territoire = situation.convention.coverage.territoire
            named |= {commune.code for commune in territoire.communes}
        for code in named - found.keys():
            commune = self.atlas.commune(code)
            if commune is not None:
                found[code] = commune
        return tuple(
            sorted(found.values(), key=lambda one: (departement_of(one.code), fold(one.nom), one.code))
        )


def last_day(post: Post) -> dt.date | None:
    """Return the last day of the event of a post, or of its inauguration when its day is known."""
    if post.evenement is not None:
        return post.evenement.dernier_jour
    if post.inauguration is not None and post.inauguration.quand.day:
        return post.inauguration.dernier_jour
    return None


def communes_named(post: Post) -> tuple[str, ...]:
    """Return the codes of the communes that a post is about, each once."""
    codes = [commune.code for commune in post.territoire.communes]
    codes += [commune.code for etape in post.etapes for commune in etape.territoire.communes]
    if post.structure is not None and post.structure.commune is not None:
        codes.append(post.structure.commune.code)
    return tuple(dict.fromkeys(codes))


def _epci_named(post: Post) -> frozenset[str]:
    """Return the SIREN of the groupings that a post or its steps name."""
    named = (post.territoire, *(etape.territoire for etape in post.etapes))
    return frozenset(cited.siren for territoire in named for cited in territoire.epci if cited.siren)


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    """Return the values of each key, in the order of the pairs."""
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def link(
    reads: Iterable[Read],
    *,
    config: Config,
    atlas: Atlas,
    day: dt.date,
    drafts: bool,
    diagnostics: Diagnostics,
) -> Corpus:
    """Return the corpus of what was read; steps that cannot be joined to one convention are reported."""
    reads = tuple(reads)
    read_values = [read.value for read in reads if read.value is not None]
    values = [value for value in read_values if drafts or not _is_draft_card(value)]
    unread_drafts = sum(read.brouillon and read.value is None for read in reads)
    posts = tuple(sorted((value for value in values if isinstance(value, Post)), key=_order))
    cards = tuple(value for value in values if isinstance(value, ConventionCard))
    structure_cards = {value.structure.id: value for value in values if isinstance(value, StructureCard)}
    structures, posts = linked_structures(posts, structure_cards.values())
    return Corpus(
        config=config,
        atlas=atlas,
        day=day,
        drafts=drafts,
        posts=posts,
        cards=cards,
        pages=tuple(value for value in values if isinstance(value, Page)),
        numeros={value.id: value for value in values if isinstance(value, NumeroCard)},
        territoires={value.code: value for value in values if isinstance(value, TerritoireCard)},
        structures=structures,
        structure_cards=structure_cards,
        glossaire=next((value for value in values if isinstance(value, Glossaire)), Glossaire(source="")),
        histories=identify(posts, cards, atlas, diagnostics),
        drafts_left_out=len(read_values) - len(values) + unread_drafts,
    )


def _is_draft_card(value: Value) -> bool:
    """Whether a card or a page is a draft. Draft posts are kept: with ``drafts`` they are due."""
    return not isinstance(value, Post | Glossaire) and value.brouillon


def on_day(corpus: Corpus, day: dt.date) -> Corpus:
    """Return the same corpus on another day."""
    return replace(corpus, day=day)


def state_of_day(corpus: Corpus) -> object:
    """Return what pages show that depends on the day: equal on two days, the site is the same on both."""
    return (
        tuple(post.source for post in corpus.due),
        tuple(post.source for post in corpus.published),
        tuple(post.source for post in corpus.listed),
        tuple(
            (post.source, corpus.takes_registrations(post))
            for post in corpus.listed
            if corpus.is_to_come(post)
        ),
        tuple((name, _dayless(situation)) for name, situation in corpus.situations.items()),
    )


def is_same_situation(one: Situation | None, other: Situation | None) -> bool:
    """Whether a convention is shown in the same way on two days; ``None`` when it does not exist that day."""
    if one is None or other is None:
        return one is other
    return _dayless(one) == _dayless(other)


def _dayless(situation: Situation) -> tuple[Situation, int]:
    """Return a situation without its day, and the number of its steps that are still to come."""
    timeless = replace(situation, convention=replace(situation.convention, day=dt.date.min))
    return (timeless, len(situation.convention.announced))


def _order(post: Post) -> tuple[dt.date, str]:
    return (post.jour, post.source)
