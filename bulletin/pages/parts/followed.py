"""What readers can follow: every page of the site that has a feed, in groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from bulletin.content.addresses import (
    ATOM,
    HOME,
    JSON_FEED,
    RSS,
    commune_address,
    convention_address,
    departement_address,
    epci_address,
    rubrique_address,
    theme_address,
)
from bulletin.content.model.post import Post, PostType
from bulletin.corpus.corpus import Corpus
from bulletin.corpus.sentences import territory_names
from bulletin.french.printed import NBSP, typography
from bulletin.french.slugs import fold
from bulletin.pages.parts.places import communes_by_departement, departement_name, posts_of_departement
from bulletin.pages.parts.site_context import RUBRIQUES, SiteContext
from bulletin.pages.views.feeds import Format
from bulletin.territories.model import Commune
from bulletin.territories.prepositions import de_commune

SITE_FEEDS = {Format.RSS: (RSS, "RSS"), Format.ATOM: (ATOM, "Atom"), Format.JSON: (JSON_FEED, "JSON Feed")}
"""The feeds of the whole site, which say the same: their addresses and the names of their formats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A page that can be followed: what its feed is called, what it brings, and how whole.

    ``filed`` is the name under which it is found in a long list. ``is_complete`` brings every post,
    however many there are.
    """

    page: str
    titre: str
    filed: str
    description: str
    posts: tuple[Post, ...]
    is_full: bool = False
    is_complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedGroup:
    """Pages of one kind that can be followed, by name; ``brings`` says to readers what their feeds hold."""

    titre: str
    anchor: str
    brings: str
    members: tuple[Followed, ...]


def followed_site(context: SiteContext) -> Followed:
    """Return the whole site, as it can be followed."""
    return Followed(
        page=HOME,
        titre=context.frame.titre,
        filed=context.frame.titre,
        description=context.frame.description or context.frame.titre,
        posts=context.corpus.listed,
        is_full=True,
    )


def followed_groups(context: SiteContext) -> tuple[FollowedGroup, ...]:
    """Return all that can be followed besides the whole site, by kind; there is no empty group."""
    groups = (
        FollowedGroup(
            titre="Par rubrique",
            anchor="rubriques",
            brings="Les articles d’une rubrique, en entier.",
            members=_rubriques(context),
        ),
        FollowedGroup(
            titre="Par thème",
            anchor="themes",
            brings="Les articles d’un thème, en résumé.",
            members=_themes(context),
        ),
        *_communes(context),
        FollowedGroup(
            titre="Par intercommunalité",
            anchor="intercommunalites",
            brings="Les articles qui concernent une intercommunalité, en résumé.",
            members=_epci(context),
        ),
        FollowedGroup(
            titre="Par département",
            anchor="departements",
            brings="Les articles qui concernent tout un département, en résumé.",
            members=_departements(context),
        ),
        FollowedGroup(
            titre="Par convention",
            anchor="conventions",
            brings="Chaque étape d’une convention, de la négociation au bilan : l’article entier.",
            members=_conventions(context),
        ),
    )
    return tuple(replace(group, brings=typography(group.brings)) for group in groups if group.members)


def _rubriques(context: SiteContext) -> tuple[Followed, ...]:
    return tuple(
        Followed(
            page=rubrique_address(kind),
            titre=RUBRIQUES[kind],
            filed=RUBRIQUES[kind],
            description=f"{RUBRIQUES[kind]} du bulletin, en entier.",
            posts=tuple(post for post in context.corpus.listed if post.type is kind),
            is_full=True,
        )
        for kind in PostType
    )


def _themes(context: SiteContext) -> tuple[Followed, ...]:
    found = (
        Followed(
            page=theme_address(name),
            titre=typography(label),
            filed=label,
            description=typography(f"Les articles du thème « {label} »."),
            posts=tuple(post for post in context.corpus.listed if name in post.themes),
        )
        for name, label in context.config.themes.items()
    )
    return _by_name(found)


def _communes(context: SiteContext) -> Iterator[FollowedGroup]:
    """Give the communes of each département: each brings its own news and those of its groupings."""
    corpus = context.corpus
    for code, communes in communes_by_departement(context).items():
        above = context.departement_addresses.get(code, "")
        whole = f" Pour tout le département{NBSP}: {context.absolute(above)}" if above else ""
        yield FollowedGroup(
            titre=f"Par commune{NBSP}: {departement_name(context, code)}",
            anchor=f"communes-{code.lower()}",
            brings="Les articles qui concernent une commune ou ses intercommunalités, en résumé.",
            members=tuple(
                Followed(
                    page=commune_address(commune),
                    titre=commune.nom,
                    filed=commune.nom,
                    description=f"Les actualités de la Caf qui concernent la commune {de_commune(commune)}."
                    + whole,
                    posts=_posts_of(corpus, commune),
                )
                for commune in communes
            ),
        )


def _posts_of(corpus: Corpus, commune: Commune) -> tuple[Post, ...]:
    """Return the posts that name a commune, then those that name one of its groupings; each once."""
    shared = (
        post
        for epci in corpus.atlas.groupings_of(commune.code)
        for post in corpus.posts_by_epci.get(epci.siren, ())
    )
    own = corpus.posts_by_commune.get(commune.code, ())
    return tuple({post.source: post for post in (*own, *shared)}.values())


def _epci(context: SiteContext) -> tuple[Followed, ...]:
    found = (
        Followed(
            page=epci_address(epci),
            titre=typography(epci.nom),
            filed=epci.nom,
            description=typography(f"Les actualités de la Caf qui concernent {epci.nom}."),
            posts=context.corpus.posts_by_epci.get(epci.siren, ()),
        )
        for epci in context.corpus.epci
    )
    return _by_name(found)


def _departements(context: SiteContext) -> tuple[Followed, ...]:
    found = (
        Followed(
            page=departement_address(departement),
            titre=departement.nom,
            filed=departement.nom,
            description=f"Les actualités de la Caf à l’échelle du département ({departement.nom}).",
            posts=posts_of_departement(context, departement),
        )
        for departement in context.corpus.departements
    )
    return _by_name(found)


def _conventions(context: SiteContext) -> tuple[Followed, ...]:
    """Return the conventions, filed by territory: their names nearly all begin alike."""
    by_source = {post.source: post for post in context.corpus.listed}
    found = []
    for situation in context.corpus.situations.values():
        convention = situation.convention
        told = (by_source.get(report.source) for report in convention.known)
        name = context.phrasing.name(convention)
        found.append(
            Followed(
                page=convention_address(situation.id),
                titre=name,
                filed=territory_names(convention.coverage.territoire, context.corpus.atlas) or name,
                description=typography(f"Chaque étape de la convention : {name}."),
                posts=tuple({post.source: post for post in told if post}.values()),
                is_full=True,
                is_complete=True,
            )
        )
    return _by_name(found)


def _by_name(found: Iterable[Followed]) -> tuple[Followed, ...]:
    return tuple(sorted(found, key=lambda one: (fold(one.filed), one.page)))


def feed_title(context: SiteContext, followed: Followed) -> str:
    """Return the name of a feed in a reader, where it stands among those of other sites."""
    return context.frame.titre if followed.page == HOME else f"{followed.titre} – {context.frame.titre}"
