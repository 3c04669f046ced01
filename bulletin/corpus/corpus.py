"""Everything that is known on a day, linked.

Pure. A corpus is always whole: every file is in it, every convention is folded, every question
about a day is answered from it. Nothing of a draft or of a post to come is among what is out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

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
from bulletin.corpus.identity import ConventionHistory, StepReport, identify
from bulletin.corpus.lifecycle import Situation, situations_on
from bulletin.diagnostics import Diagnostics
from bulletin.french.slugs import fold
from bulletin.territories.atlas import Atlas, Commune, Departement, Epci, departement_of


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """The bulletin on ``day``.

    ``posts`` are all posts, ``drafts`` says whether drafts and posts to come are shown too. Posts are in
    the order of their day, then of their path.
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
    draft_cards: int = 0
    """How many cards and pages are drafts, and so not in this corpus."""

    def is_due(self, post: Post) -> bool:
        """Whether a post has a page on the day."""
        return self.drafts or (post.jour <= self.day and not post.brouillon)

    def is_retired(self, post: Post) -> bool:
        """Whether a post has been taken back by the day."""
        return post.retire is not None and post.retire.le <= self.day

    def is_to_come(self, post: Post) -> bool:
        """Whether a post announces something whose last day is the day or later, cancelled ones included."""
        last = last_day(post)
        return last is not None and last >= self.day

    def takes_registrations(self, post: Post) -> bool:
        """Whether the last day of registration to what a post announces has not passed."""
        inscription = post.evenement.inscription if post.evenement else None
        return inscription is None or inscription.avant_le is None or self.day <= inscription.avant_le

    def knows(self, report: StepReport) -> bool:
        """Whether the day's build reads a report."""
        post = report.post
        return post is None or (self.is_due(post) and not self.is_retired(post))

    @cached_property
    def due(self) -> tuple[Post, ...]:
        """The posts that have a page, those taken back included."""
        return tuple(post for post in self.posts if self.is_due(post))

    @cached_property
    def out(self) -> tuple[Post, ...]:
        """The posts that can be read in full."""
        return tuple(post for post in self.due if not self.is_retired(post))

    @cached_property
    def listed(self) -> tuple[Post, ...]:
        """The posts of lists and feeds: those out that have not expired."""
        return tuple(post for post in self.out if post.expire is None or self.day <= post.expire)

    @cached_property
    def situations(self) -> Mapping[str, Situation]:
        """The conventions that exist on the day, by identifier."""
        return situations_on(
            self.day, self.histories, self.knows, self.atlas, self.config.conventions.alerte_mois
        )

    @cached_property
    def published_numeros(self) -> frozenset[str]:
        """The issues that have a page, for ever: those that a post has belonged to, even one out of date."""
        return frozenset(post.numero for post in self.due if post.numero)

    @cached_property
    def by_source(self) -> Mapping[str, Post]:
        """Every post by its file."""
        return {post.source: post for post in self.posts}

    @cached_property
    def conventions_of(self) -> Mapping[str, tuple[str, ...]]:
        """The identifiers of the conventions that each post tells, by its file."""
        found: dict[str, list[str]] = {}
        for history in self.histories.values():
            for report in history.reports:
                if report.post is not None and history.id not in found.setdefault(report.source, []):
                    found[report.source].append(history.id)
        return {source: tuple(names) for source, names in found.items()}

    @cached_property
    def posts_by_commune(self) -> Mapping[str, tuple[Post, ...]]:
        """The listed posts that name each commune, by code."""
        found: dict[str, list[Post]] = {}
        for post in self.listed:
            for code in communes_named(post):
                found.setdefault(code, []).append(post)
        return {code: tuple(posts) for code, posts in found.items()}

    @cached_property
    def structures_shown(self) -> Mapping[str, Structure]:
        """The structures that a card or a post that can be read tells, by identifier."""
        found = {name: card.structure for name, card in self.structure_cards.items()}
        for post in self.out:
            structure = post.inauguration.structure if post.inauguration else None
            if structure is not None:
                found[structure.id] = completed(structure, found.get(structure.id))
        return {name: found[name] for name in sorted(found)}

    @cached_property
    def posts_by_structure(self) -> Mapping[str, tuple[Post, ...]]:
        """The listed posts that tell of each structure, by identifier."""
        found: dict[str, list[Post]] = {}
        for post in self.listed:
            structure = post.inauguration.structure if post.inauguration else None
            if structure is not None:
                found.setdefault(structure.id, []).append(post)
        return {name: tuple(posts) for name, posts in found.items()}

    @cached_property
    def epci(self) -> tuple[Epci, ...]:
        """The groupings that have a page: those of the site's communes, and any other that is named."""
        sirens = {
            epci.siren
            for code in self.config.site.departements
            for commune in self.atlas.communes_of(code)
            for epci in self.atlas.groupings_of(commune.code)
        }
        sirens |= {cited.siren for post in self.out for cited in post.territoire.epci}
        for situation in self.situations.values():
            sirens |= {cited.siren for cited in situation.convention.coverage.territoire.epci}
        found = (self.atlas.epci(siren) for siren in sirens if siren)
        return tuple(sorted((epci for epci in found if epci), key=lambda one: (fold(one.nom), one.siren)))

    @cached_property
    def departements(self) -> tuple[Departement, ...]:
        """The départements that have a page: the site's own, and any other that is named."""
        codes = dict.fromkeys(self.config.site.departements)
        codes |= dict.fromkeys(code for post in self.out for code in post.territoire.departements)
        for situation in self.situations.values():
            codes |= dict.fromkeys(situation.convention.coverage.territoire.departements)
        found = (self.atlas.departement(code) for code in codes)
        return tuple(departement for departement in found if departement)

    @cached_property
    def posts_by_epci(self) -> Mapping[str, tuple[Post, ...]]:
        """The listed posts that name each grouping, by SIREN."""
        found: dict[str, list[Post]] = {}
        for post in self.listed:
            named = [post.territoire, *(etape.territoire for etape in post.etapes)]
            for siren in {cited.siren for territoire in named for cited in territoire.epci} - {""}:
                found.setdefault(siren, []).append(post)
        return {siren: tuple(posts) for siren, posts in found.items()}

    @cached_property
    def communes(self) -> tuple[Commune, ...]:
        """The communes that have a page: all of the site's départements, and any other that is named."""
        home = {
            commune.code: commune
            for code in self.config.site.departements
            for commune in self.atlas.communes_of(code)
        }
        named = {code for post in self.due for code in communes_named(post)}
        for situation in self.situations.values():
            territoire = situation.convention.coverage.territoire
            named |= {commune.code for commune in territoire.communes}
        for code in named - home.keys():
            commune = self.atlas.commune(code)
            if commune is not None:
                home[code] = commune
        return tuple(
            sorted(home.values(), key=lambda one: (departement_of(one.code), fold(one.nom), one.code))
        )


def last_day(post: Post) -> dt.date | None:
    """Return the last day of what a post announces: a meeting, or an opening known to the day."""
    if post.evenement is not None:
        return post.evenement.fin.jour
    if post.inauguration is not None and post.inauguration.quand.day:
        return post.inauguration.quand.last
    return None


def communes_named(post: Post) -> tuple[str, ...]:
    """Return the codes of the communes that a post is about, each once."""
    codes = [commune.code for commune in post.territoire.communes]
    codes += [commune.code for etape in post.etapes for commune in etape.territoire.communes]
    structure = post.inauguration.structure if post.inauguration else None
    if structure is not None and structure.commune is not None:
        codes.append(structure.commune.code)
    return tuple(dict.fromkeys(codes))


def link(
    reads: Iterable[Read],
    *,
    config: Config,
    atlas: Atlas,
    day: dt.date,
    drafts: bool,
    diagnostics: Diagnostics,
) -> Corpus:
    """Return the corpus of what was read; what files say against one another is told."""
    read_values = [read.value for read in reads if read.value is not None]
    values = [value for value in read_values if drafts or not _is_draft_card(value)]
    posts = tuple(sorted((value for value in values if isinstance(value, Post)), key=_order))
    cards = tuple(value for value in values if isinstance(value, ConventionCard))
    structure_cards = {value.structure.id: value for value in values if isinstance(value, StructureCard)}
    structures, posts = _linked_structures(posts, list(structure_cards.values()))
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
        draft_cards=len(read_values) - len(values),
    )


def _is_draft_card(value: Value) -> bool:
    """Whether a card or a page is a draft; a draft post has a day on which it would be out, and is kept."""
    return not isinstance(value, Post | Glossaire) and value.brouillon


def on_day(corpus: Corpus, day: dt.date) -> Corpus:
    """Return the same bulletin on another day."""
    return replace(corpus, day=day)


def state_of_day(corpus: Corpus) -> object:
    """Return all by which the day decides what pages show: equal on two days, so is the site."""
    return (
        tuple(post.source for post in corpus.due),
        tuple(post.source for post in corpus.out),
        tuple(post.source for post in corpus.listed),
        tuple(
            (post.source, corpus.takes_registrations(post))
            for post in corpus.listed
            if corpus.is_to_come(post)
        ),
        tuple((name, _dayless(situation)) for name, situation in corpus.situations.items()),
    )


def is_same_situation(one: Situation | None, other: Situation | None) -> bool:
    """Whether a convention is shown alike on two days; None is a day on which it does not exist."""
    if one is None or other is None:
        return one is other
    return _dayless(one) == _dayless(other)


def _dayless(situation: Situation) -> tuple[Situation, int]:
    """Return a situation without its day, and how many of its steps are still to come."""
    timeless = replace(situation, convention=replace(situation.convention, day=dt.date.min))
    return (timeless, len(situation.convention.announced))


def _order(post: Post) -> tuple[dt.date, str]:
    return (post.jour, post.source)


# -- structures ------------------------------------------------------------------------------------------


def _linked_structures(
    posts: tuple[Post, ...], cards: list[StructureCard]
) -> tuple[Mapping[str, Structure], tuple[Post, ...]]:
    """Return the structures by identifier, cards first, and the posts completed by what is known of theirs.

    A post only learns from cards and from posts out before it: what a draft, a post to come or one that
    is taken back tells of a structure shows nowhere else, whatever the day.
    """
    found = {card.structure.id: card.structure for card in cards}
    told: list[Post] = []
    for post in posts:
        told.append(_with_structure(post, found))
        structure = post.inauguration.structure if post.inauguration else None
        is_open = not post.brouillon and post.retire is None
        if structure is not None and is_open and _card_of(post, found) is None:
            found.setdefault(structure.id, structure)
    return found, tuple(told)


def _card_of(post: Post, structures: Mapping[str, Structure]) -> Structure | None:
    """Return the known structure that a post names, by its identifier or its folded name."""
    inauguration = post.inauguration
    if inauguration is None or inauguration.structure is None:
        return None
    if inauguration.structure.id in structures:
        return structures[inauguration.structure.id]
    written = {fold(inauguration.structure_ecrite), fold(inauguration.structure.nom)} - {""}
    return next((known for known in structures.values() if fold(known.nom) in written), None)


def _with_structure(post: Post, structures: Mapping[str, Structure]) -> Post:
    """Return the post with what it leaves out of its structure completed by what is known elsewhere."""
    known = _card_of(post, structures)
    inauguration = post.inauguration
    if known is None or inauguration is None or inauguration.structure is None:
        return post
    structure = completed(inauguration.structure, known)
    return replace(post, inauguration=replace(inauguration, structure=structure))


def completed(own: Structure, known: Structure | None) -> Structure:
    """Return a structure with what it leaves out taken from what is known of it elsewhere."""
    if known is None:
        return own
    return replace(
        own,
        id=known.id,
        nom=own.nom or known.nom,
        natures=own.natures or known.natures,
        adresse=own.adresse or known.adresse,
        commune=own.commune or known.commune,
        places=own.places if own.places is not None else known.places,
        accueils=own.accueils or known.accueils,
        gestionnaire=own.gestionnaire or known.gestionnaire,
    )
