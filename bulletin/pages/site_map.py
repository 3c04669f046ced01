"""The plan of the site for its readers: everything that can be read, by kind, expired posts included."""

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
from bulletin.pages.parts.edition import RUBRIQUES, Edition
from bulletin.pages.parts.post_lines import newest_first
from bulletin.pages.parts.shelf import Shelf
from bulletin.pages.views.contents import RobotRules, SiteMap
from bulletin.pages.views.pages import LinkGroup, PlanView
from bulletin.pages.views.pieces import Link


def plan(edition: Edition) -> Iterator[Declaration]:
    """Declare the plan of the site."""
    yield Declaration.page(
        address=PLAN, origin="le plan du site", template="plan.html", build=partial(_plan, edition)
    )


def _plan(edition: Edition, _shelf: Shelf) -> PlanView:
    groups = (
        LinkGroup("Rubriques", _main(edition)),
        LinkGroup("Territoires", _territories(edition)),
        LinkGroup("Conventions", _conventions(edition)),
        LinkGroup("Pages", _pages(edition)),
        *_years(edition),
    )
    return PlanView(
        site=edition.frame,
        head=edition.head("Plan du site", PLAN, "Tout ce que l’on peut lire dans ce bulletin."),
        titre="Plan du site",
        groups=tuple(group for group in groups if group.links),
    )


def _main(edition: Edition) -> tuple[Link, ...]:
    themes = (Link("Thèmes", THEMES),) if edition.config.themes else ()
    return (
        Link("Accueil", HOME),
        Link("Agenda", AGENDA),
        *(Link(RUBRIQUES[kind], rubrique_address(kind)) for kind in PostType),
        Link("Archives", ARCHIVES),
        Link("Numéros", NUMEROS),
        *themes,
    )


def _territories(edition: Edition) -> tuple[Link, ...]:
    departements = edition.corpus.departements
    return (
        Link("Communes", COMMUNES),
        *(Link(one.nom, edition.departement_addresses[one.code]) for one in departements),
        *(Link(typography(one.nom), edition.epci_addresses[one.siren]) for one in edition.corpus.epci),
    )


def _conventions(edition: Edition) -> tuple[Link, ...]:
    found = [
        Link(edition.speaker.name(situation.convention), convention_address(situation.id))
        for situation in edition.corpus.situations.values()
    ]
    return (Link("Registre des conventions", CONVENTIONS), *sorted(found, key=lambda one: one.text))


def _pages(edition: Edition) -> tuple[Link, ...]:
    return (
        *(Link(typography(page.titre), page.address) for page in edition.corpus.pages),
        Link("Mentions légales", MENTIONS),
        Link("Accessibilité", ACCESSIBILITE),
        Link("Données personnelles", DONNEES_PERSONNELLES),
    )


def _years(edition: Edition) -> Iterator[LinkGroup]:
    by_year: dict[int, list[Post]] = {}
    for post in newest_first(edition.corpus.out):
        by_year.setdefault(post.jour.year, []).append(post)
    for year, posts in by_year.items():
        yield LinkGroup(
            f"Articles de {year}", tuple(Link(typography(post.titre), post.address) for post in posts)
        )


# -- for search engines ----------------------------------------------------------------------------------


def for_search_engines(edition: Edition, declared: Iterable[Declaration]) -> Iterator[Declaration]:
    """Declare the site map and the rules for search engines; a demonstration asks them to stay away."""
    listed = sorted(one.address for one in declared if one.is_listed)
    urls = tuple(map(edition.absolute, listed))
    rules = RobotRules(closed=HOME if edition.frame.noindex else "", site_map=edition.absolute(SITEMAP))
    yield Declaration(
        address=ROBOTS, origin="les règles pour les moteurs de recherche", build=lambda _shelf: rules
    )
    yield Declaration(
        address=SITEMAP,
        origin="le plan du site pour les moteurs de recherche",
        build=lambda _shelf: SiteMap(urls),
    )
