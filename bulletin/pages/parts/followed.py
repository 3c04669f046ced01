"""The pages that readers can follow because they have a feed, in groups."""

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
from bulletin.corpus.sentences import territory_names
from bulletin.french.printed import NBSP, typography
from bulletin.french.slugs import fold
from bulletin.pages.parts.places import (
    communes_by_departement,
    departement_name,
    posts_around,
    posts_of_departement,
)
from bulletin.pages.parts.site_context import RUBRIQUES, SiteContext
from bulletin.pages.views.feeds import Format
from bulletin.territories.prepositions import de_commune

SITE_FEEDS = {Format.RSS: (RSS, "RSS"), Format.ATOM: (ATOM, "Atom"), Format.JSON: (JSON_FEED, "JSON Feed")}
"""The feeds of the whole site, equal but for their format: the address and the name of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A page that can be followed by its feed.

    ``sort_name`` is the name by which lists are sorted. A full feed (``is_full``) holds the whole text of
    posts, any other their summary. A complete feed (``is_complete``) holds every post, any other the newest
    ones.
    """

    page: str
    titre: str
    sort_name: str
    description: str
    posts: tuple[Post, ...]
    is_full: bool = False
    is_complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedGroup:
    """Pages of one kind that can be followed, by name; ``contents`` says to readers what their feeds hold."""

    titre: str
    anchor: str
    contents: str
    members: tuple[Followed, ...]


def followed_site(context: SiteContext) -> Followed:
    """Return the whole site, as it can be followed."""
    return Followed(
        page=HOME,
        titre=context.frame.titre,
        sort_name=context.frame.titre,
        description=context.frame.description or context.frame.titre,
        posts=context.corpus.listed,
        is_full=True,
    )


def followed_groups(context: SiteContext) -> tuple[FollowedGroup, ...]:
    """Return the pages that can be followed besides the whole site, by kind, without the empty groups."""
    groups = (
        FollowedGroup(
            titre="Par rubrique",
            anchor="rubriques",
            contents="Les articles d’une rubrique, en entier.",
            members=_rubriques(context),
        ),
        FollowedGroup(
            titre="Par thème",
            anchor="themes",
            contents="Les articles d’un thème, en résumé.",
            members=_themes(context),
        ),
        *_communes(context),
        FollowedGroup(
            titre="Par intercommunalité",
            anchor="intercommunalites",
            contents="Les articles qui concernent une intercommunalité, en résumé.",
            members=_epci(context),
        ),
        FollowedGroup(
            titre="Par département",
            anchor="departements",
            contents="Les articles qui concernent tout un département, en résumé.",
            members=_departements(context),
        ),
        FollowedGroup(
            titre="Par convention",
            anchor="conventions",
            contents="Chaque étape d’une convention, de la négociation au bilan : l’article entier.",
            members=_conventions(context),
        ),
    )
    return tuple(replace(group, contents=typography(group.contents)) for group in groups if group.members)


def _rubriques(context: SiteContext) -> tuple[Followed, ...]:
    return tuple(
        Followed(
            page=rubrique_address(kind),
            titre=RUBRIQUES[kind],
            sort_name=RUBRIQUES[kind],
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
            sort_name=label,
            description=typography(f"Les articles du thème « {label} »."),
            posts=tuple(post for post in context.corpus.listed if name in post.themes),
        )
        for name, label in context.config.themes.items()
    )
    return _by_name(found)


def _communes(context: SiteContext) -> Iterator[FollowedGroup]:
    """Yield the communes of each département; the feed of one holds the posts of its groupings too."""
    for code, communes in communes_by_departement(context).items():
        page = context.departement_addresses.get(code, "")
        of_departement = f" Pour tout le département{NBSP}: {context.absolute(page)}" if page else ""
        yield FollowedGroup(
            titre=f"Par commune{NBSP}: {departement_name(context, code)}",
            anchor=f"communes-{code.lower()}",
            contents="Les articles qui concernent une commune ou ses intercommunalités, en résumé.",
            members=tuple(
                Followed(
                    page=commune_address(commune),
                    titre=commune.nom,
                    sort_name=commune.nom,
                    description=f"Les actualités de la Caf qui concernent la commune {de_commune(commune)}."
                    + of_departement,
                    posts=posts_around(context.corpus, commune),
                )
                for commune in communes
            ),
        )


def _epci(context: SiteContext) -> tuple[Followed, ...]:
    found = (
        Followed(
            page=epci_address(epci),
            titre=typography(epci.nom),
            sort_name=epci.nom,
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
            sort_name=departement.nom,
            description=f"Les actualités de la Caf à l’échelle du département ({departement.nom}).",
            posts=posts_of_departement(context, departement),
        )
        for departement in context.corpus.departements
    )
    return _by_name(found)


def _conventions(context: SiteContext) -> tuple[Followed, ...]:
    """Return the conventions, sorted by territory, since most of their names begin in the same way."""
    by_source = {post.source: post for post in context.corpus.listed}
    found = []
    for situation in context.corpus.situations.values():
        convention = situation.convention
        reporting = (by_source.get(report.source) for report in convention.known)
        name = context.phrasing.name(convention)
        found.append(
            Followed(
                page=convention_address(situation.id),
                titre=name,
                sort_name=territory_names(convention.coverage.territoire, context.corpus.atlas) or name,
                description=typography(f"Chaque étape de la convention : {name}."),
                posts=tuple({post.source: post for post in reporting if post}.values()),
                is_full=True,
                is_complete=True,
            )
        )
    return _by_name(found)


def _by_name(found: Iterable[Followed]) -> tuple[Followed, ...]:
    return tuple(sorted(found, key=lambda one: (fold(one.sort_name), one.page)))


def feed_title(context: SiteContext, followed: Followed) -> str:
    """Return the title of a feed, with that of the site, since readers see it among those of other sites."""
    return context.frame.titre if followed.page == HOME else f"{followed.titre} – {context.frame.titre}"
