"""The site maps: the page for readers, with every page by kind, and the files for search engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from bulletin.content.addresses import (
    ACCESSIBILITE,
    AGENDA,
    ARCHIVES,
    COMMUNES,
    CONVENTIONS,
    DONNEES_PERSONNELLES,
    HOME,
    MENTIONS,
    NUMEROS,
    PLAN,
    ROBOTS,
    SITEMAP,
    THEMES,
    convention_address,
    rubrique_address,
)
from bulletin.content.model.post import Post, PostType
from bulletin.french.printed import typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.post_lines import newest_first
from bulletin.pages.parts.site_context import RUBRIQUES, SiteContext
from bulletin.pages.views.contents import RobotRules, SiteMap
from bulletin.pages.views.pages import LinkGroup, PlanView
from bulletin.pages.views.pieces import Link


def plan(context: SiteContext) -> Iterator[Declaration]:
    """Declare the plan of the site."""
    yield Declaration.page(
        address=PLAN, origin="le plan du site", template="plan.html", build=partial(_plan, context)
    )


def _plan(context: SiteContext, _resolver: LinkResolver) -> PlanView:
    groups = (
        LinkGroup("Rubriques", _main(context)),
        LinkGroup("Territoires", _territories(context)),
        LinkGroup("Conventions", _conventions(context)),
        LinkGroup("Pages", _pages(context)),
        *_years(context),
    )
    return PlanView(
        site=context.frame,
        head=context.head("Plan du site", PLAN, "Tout ce que l’on peut lire dans ce bulletin."),
        titre="Plan du site",
        groups=tuple(group for group in groups if group.links),
    )


def _main(context: SiteContext) -> tuple[Link, ...]:
    themes = (Link("Thèmes", THEMES),) if context.config.themes else ()
    return (
        Link("Accueil", HOME),
        Link("Agenda", AGENDA),
        *(Link(RUBRIQUES[kind], rubrique_address(kind)) for kind in PostType),
        Link("Archives", ARCHIVES),
        Link("Numéros", NUMEROS),
        *themes,
    )


def _territories(context: SiteContext) -> tuple[Link, ...]:
    departements = context.corpus.departements
    return (
        Link("Communes", COMMUNES),
        *(Link(one.nom, context.departement_addresses[one.code]) for one in departements),
        *(Link(typography(one.nom), context.epci_addresses[one.siren]) for one in context.corpus.epci),
    )


def _conventions(context: SiteContext) -> tuple[Link, ...]:
    found = [
        Link(context.phrasing.name(situation.convention), convention_address(situation.id))
        for situation in context.corpus.situations.values()
    ]
    return (Link("Registre des conventions", CONVENTIONS), *sorted(found, key=lambda one: one.text))


def _pages(context: SiteContext) -> tuple[Link, ...]:
    return (
        *(Link(typography(page.titre), page.address) for page in context.corpus.pages),
        Link("Mentions légales", MENTIONS),
        Link("Accessibilité", ACCESSIBILITE),
        Link("Données personnelles", DONNEES_PERSONNELLES),
    )


def _years(context: SiteContext) -> Iterator[LinkGroup]:
    by_year: dict[int, list[Post]] = {}
    for post in newest_first(context.corpus.published):
        by_year.setdefault(post.jour.year, []).append(post)
    for year, posts in by_year.items():
        yield LinkGroup(
            f"Articles de {year}", tuple(Link(typography(post.titre), post.address) for post in posts)
        )


# -- for search engines ----------------------------------------------------------------------------------


def for_search_engines(context: SiteContext, declared: Iterable[Declaration]) -> Iterator[Declaration]:
    """Declare ``sitemap.xml`` and ``robots.txt``; a demonstration site forbids indexing."""
    listed = sorted(one.address for one in declared if one.is_listed)
    urls = tuple(map(context.absolute, listed))
    rules = RobotRules(closed=HOME if context.frame.noindex else "", site_map=context.absolute(SITEMAP))
    yield Declaration(
        address=ROBOTS, origin="les règles pour les moteurs de recherche", build=lambda _resolver: rules
    )
    yield Declaration(
        address=SITEMAP,
        origin="le plan du site pour les moteurs de recherche",
        build=lambda _resolver: SiteMap(urls),
    )
