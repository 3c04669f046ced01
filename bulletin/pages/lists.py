"""Lists of posts: the front page, the archives by year and month, the lists of each type and theme.

Long lists are cut by year or month, never after a number of posts, so that a new post changes only the pages
that show it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from bulletin.content.addresses import (
    AGENDA_ICS,
    ARCHIVES,
    COMMUNES,
    HOME,
    RSS,
    THEMES,
    feed_address,
    month_address,
    rubrique_address,
    theme_address,
    year_address,
)
from bulletin.content.model.post import PostType
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.agenda_lines import agenda_lines
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.places import departement_indexes
from bulletin.pages.parts.post_lines import Thumbnail, by_day, by_month, by_year, newest_first
from bulletin.pages.parts.site_context import RUBRIQUES, SiteContext, index_page
from bulletin.pages.parts.structured_data import organization
from bulletin.pages.views.pages import ArchivesView, HomeView, InitialIndex, ListView, YearIndex
from bulletin.pages.views.pieces import Link, PostGroup

LATEST = 20
"""How many posts the front page and the list of a type show."""


# -- the front page --------------------------------------------------------------------------------------


def home(context: SiteContext) -> Declaration:
    """Declare the front page."""
    return Declaration.page(
        address=HOME, origin="la page d’accueil", template="home.html", build=partial(_home, context)
    )


def _home(context: SiteContext, resolver: LinkResolver) -> HomeView:
    corpus = context.corpus
    return HomeView(
        site=context.frame,
        head=context.head(
            context.frame.titre,
            HOME,
            feed=Link("Tous les articles", RSS),
            calendar=context.followed_calendar("S’abonner à l’agenda", AGENDA_ICS),
            subjects=(organization(context.config),),
        ),
        days=by_day(newest_first(corpus.listed)[:LATEST], resolver.thumbnail),
        events=agenda_lines(context, corpus.listed),
        territories=tuple(
            InitialIndex(
                index.nom,
                tuple(Link(group.initial, f"{COMMUNES}#{group.anchor}") for group in index.initials),
            )
            for index in departement_indexes(context)
        ),
    )


# -- lists -----------------------------------------------------------------------------------------------


def _list(
    context: SiteContext,
    address: str,
    titre: str,
    groups: Callable[[Thumbnail], tuple[PostGroup, ...]],
    *,
    path: tuple[Link, ...] = (),
    siblings: tuple[Link, ...] = (),
    description: str = "",
    has_feed: bool = False,
) -> Declaration:
    def build(resolver: LinkResolver) -> ListView:
        return ListView(
            site=context.frame,
            head=context.head(
                titre,
                address,
                description or typography(f"{titre} : les articles du bulletin."),
                path=path,
                feed=Link(f"Suivre « {titre} » par RSS", feed_address(address)) if has_feed else None,
            ),
            titre=titre,
            siblings=siblings,
            groups=groups(resolver.thumbnail),
            empty="Aucun article pour le moment.",
        )

    return Declaration.page(address=address, origin=f"la page « {titre} »", template="list.html", build=build)


def rubriques(context: SiteContext) -> Iterator[Declaration]:
    """Declare the list of each type and those of its years; the page of a year stays, even without a post."""
    for kind in PostType:
        posts = [post for post in context.corpus.listed if post.type is kind]
        address, titre = rubrique_address(kind), RUBRIQUES[kind]
        years = sorted({post.jour.year for post in context.corpus.due if post.type is kind}, reverse=True)
        siblings = tuple(Link(str(year), rubrique_address(kind, year)) for year in years)
        latest = partial(by_year, newest_first(posts)[:LATEST])
        yield _list(context, address, titre, latest, siblings=siblings, has_feed=True)
        for year in years:
            of_year = [post for post in posts if post.jour.year == year]
            yield _list(
                context,
                rubrique_address(kind, year),
                f"{titre} de {year}",
                partial(by_month, of_year),
                path=(Link(titre, address),),
                siblings=siblings,
            )


def calendar(context: SiteContext) -> Iterator[Declaration]:
    """Declare the archives, and a page for each year and month of a due post; expired posts stay in them.

    A year or a month keeps its page when its posts are withdrawn.
    """
    posts = context.corpus.published
    months = sorted({(post.jour.year, post.jour.month) for post in context.corpus.due})
    years = sorted({year for year, _ in months}, reverse=True)
    yield Declaration.page(
        address=ARCHIVES,
        origin="la page des archives",
        template="archives.html",
        build=partial(_archives, context),
    )
    archives = Link("Archives", ARCHIVES)
    for year in years:
        of_year = [post for post in posts if post.jour.year == year]
        yield _list(
            context, year_address(year), f"Articles de {year}", partial(by_month, of_year), path=(archives,)
        )
        for month in (month for in_year, month in months if in_year == year):
            yield _list(
                context,
                month_address(year, month),
                printed.sentence(printed.month(year, month)),
                partial(by_day, [post for post in of_year if post.jour.month == month]),
                path=(archives, Link(str(year), year_address(year))),
            )


def _archives(context: SiteContext, _resolver: LinkResolver) -> ArchivesView:
    counts: dict[int, dict[int, int]] = {}
    for post in context.corpus.published:
        months = counts.setdefault(post.jour.year, {})
        months[post.jour.month] = months.get(post.jour.month, 0) + 1
    return ArchivesView(
        site=context.frame,
        head=context.head("Archives", ARCHIVES, "Tous les articles du bulletin, par année et par mois."),
        years=tuple(
            YearIndex(
                Link(str(year), year_address(year)),
                tuple(
                    Link(f"{printed.month(year, month)} ({number})", month_address(year, month))
                    for month, number in sorted(counts[year].items())
                ),
            )
            for year in sorted(counts, reverse=True)
        ),
    )


def themes(context: SiteContext) -> Iterator[Declaration]:
    """Declare the index of themes and a page for each theme of the configuration."""
    labels = context.config.themes
    if not labels:
        return
    links = tuple(Link(typography(label), theme_address(name)) for name, label in sorted(labels.items()))
    yield index_page(context, THEMES, "Thèmes", links)
    for name, label in labels.items():
        posts = [post for post in context.corpus.listed if name in post.themes]
        yield _list(
            context,
            theme_address(name),
            typography(label),
            partial(by_year, posts),
            path=(Link("Thèmes", THEMES),),
            has_feed=True,
        )
