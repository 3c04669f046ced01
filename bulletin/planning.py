"""The corpus of a day to the plan of its site.

Floor 10, pure. Every page and feed is declared first; then links and files are checked against all the
addresses that answer that day, views are made, and each becomes an artifact with its fingerprint.
"""

from __future__ import annotations

import datetime as dt
import functools
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from bulletin.addresses import (
    HOME,
    OPML,
    ROBOTS,
    SITEMAP,
    alias_address,
    convention_address,
    feed_address,
    path_of,
)
from bulletin.corpus import Corpus, on_day
from bulletin.diagnostics import Diagnostics, Place
from bulletin.french import typography
from bulletin.model import Page, Post
from bulletin.pages.agenda import agenda
from bulletin.pages.calendars import CalendarSpec, calendars
from bulletin.pages.communes import communes
from bulletin.pages.conventions import conventions
from bulletin.pages.edition import Edition, PageSpec
from bulletin.pages.events import report_link
from bulletin.pages.evergreen import pages, redirect
from bulletin.pages.flux import flux, opml
from bulletin.pages.glossary import glossary
from bulletin.pages.lists import calendar, home, numeros, rubriques, themes
from bulletin.pages.live import answer
from bulletin.pages.plan import plan
from bulletin.pages.posts import posts
from bulletin.pages.structures import structures
from bulletin.pages.subscriptions import FeedSpec, feeds
from bulletin.pages.territories import territories
from bulletin.plan import Artifact, Kind, collisions, declare
from bulletin.shelf import Shelf
from bulletin.theme import Theme
from bulletin.tree import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What pages are made with besides the corpus: the theme, its files, the files of ``content/``.

    ``theme_files`` are by address; ``engine`` names the versions that decide the bytes of a page.
    """

    theme: Theme
    theme_files: Mapping[str, SourceFile]
    files: Mapping[str, SourceFile]
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """Every file of the site in the order of paths, and the source of each that is copied, by its path."""

    artifacts: tuple[Artifact, ...]
    copies: Mapping[str, SourceFile]


def plan_site(corpus: Corpus, material: Material, diagnostics: Diagnostics) -> SitePlan:
    """Return the plan of the whole site of a day; every fault is told."""
    edition = Edition(corpus=corpus)
    specs = tuple(_page_specs(edition))
    specs = (*specs, *_aliases(edition, diagnostics))
    subscriptions = tuple(feeds(edition))
    agendas = tuple(calendars(edition))
    shelf = _shelf(edition, specs, (*subscriptions, *agendas), material, diagnostics)
    artifacts = [
        *(_page(spec, shelf, material) for spec in specs),
        *(_feed(spec, shelf, material) for spec in subscriptions),
        *(_calendar(spec, material) for spec in agendas),
        *_for_robots(edition, specs, material),
    ]
    artifacts.append(_text(OPML, opml(edition), "la liste des flux", material))
    _check_what_is_to_come(edition, shelf, diagnostics)
    artifacts += _copies(material.theme_files, material, "le thème")
    artifacts += _copies(shelf.taken, material, "")
    ordered = tuple(sorted(artifacts, key=lambda one: (one.path, one.origin)))
    diagnostics.extend(collisions(ordered))
    copied = {**material.theme_files, **shelf.taken}
    return SitePlan(artifacts=ordered, copies={_file_path(address): file for address, file in copied.items()})


def _page_specs(edition: Edition) -> Iterator[PageSpec]:
    yield home(edition)
    yield from posts(edition)
    yield from calendar(edition)
    yield from rubriques(edition)
    yield from themes(edition)
    yield from numeros(edition)
    yield from communes(edition)
    yield from conventions(edition)
    yield from territories(edition)
    yield from structures(edition)
    yield from agenda(edition)
    yield from pages(edition)
    yield from plan(edition)
    yield glossary(edition)
    yield from flux(edition)


def lasting_addresses(corpus: Corpus, *, drafts: bool) -> frozenset[str]:
    """Return every address that the sources answer for, that day or later, those taken back included.

    A build for an earlier day loses none of them. ``drafts`` counts those of drafts too, whose addresses
    are listed when they are created.
    """
    last = Edition(corpus=on_day(corpus, dt.date.max))
    found = {spec.address for spec in (*_page_specs(last), *_aliases(last, Diagnostics()))}
    found |= {spec.address for spec in feeds(last)} | {spec.address for spec in calendars(last)}
    found |= {post.address for post in corpus.posts if drafts or not post.brouillon}
    withdrawn = {post.source for post in corpus.posts if post.retire is not None}
    for life in corpus.lives.values():
        if any(telling.source in withdrawn for telling in life.tellings):
            page = convention_address(life.id)
            found |= {page, feed_address(page)}
    return frozenset(found)


# -- old addresses ---------------------------------------------------------------------------------------


def _aliases(edition: Edition, diagnostics: Diagnostics) -> Iterator[PageSpec]:
    """Declare the page of each old address; one that no page can have is told, in a draft too."""
    claimants: tuple[Post | Page, ...] = (*edition.corpus.posts, *edition.corpus.pages)
    for value in claimants:
        is_due = not isinstance(value, Post) or edition.corpus.is_due(value)
        for text in value.alias:
            found = alias_address(text, edition.config.site.url)
            if found:
                if is_due and found != value.address:
                    yield redirect(edition, found, typography(value.titre), value.address, value.source)
                continue
            diagnostics.add(
                "alias-hors-du-site",
                value.places.get("alias", Place(path=value.source)),
                f"« {text} » n’est pas une ancienne adresse de ce site.",
                "Écrivez le chemin seul, à partir de la barre : « /2014/11/forum-de-puteaux.html ».",
            )


# -- links -----------------------------------------------------------------------------------------------


def _shelf(
    edition: Edition,
    specs: Iterable[PageSpec],
    subscriptions: Iterable[FeedSpec | CalendarSpec],
    material: Material,
    diagnostics: Diagnostics,
) -> Shelf:
    corpus = edition.corpus
    addresses = {spec.address for spec in specs} | {spec.address for spec in subscriptions}
    sources = {post.source: post.address for post in corpus.due}
    sources |= {page.source: page.address for page in corpus.pages}
    for card in corpus.cards:
        if card.id in corpus.situations:
            sources[card.source] = f"/conventions/{card.id}/"
    return Shelf(
        site_url=edition.config.site.url,
        addresses=frozenset(addresses | {OPML, SITEMAP, ROBOTS}),
        sources=sources,
        coming=frozenset(post.source for post in corpus.posts if not corpus.is_due(post)),
        files=material.files,
        diagnostics=diagnostics,
        answer=functools.partial(answer, edition),
    )


def _check_what_is_to_come(edition: Edition, shelf: Shelf, diagnostics: Diagnostics) -> None:
    """Tell the broken links and files of drafts and of posts to come; what they show is not copied."""
    corpus = edition.corpus
    waiting = [post for post in corpus.posts if not corpus.is_due(post)]
    if not waiting:
        return
    rehearsal = Shelf(
        site_url=shelf.site_url,
        addresses=shelf.addresses | {post.address for post in waiting},
        sources={**shelf.sources, **{post.source: post.address for post in waiting}},
        coming=frozenset(),
        files=shelf.files,
        diagnostics=diagnostics,
        answer=shelf.answer,
    )
    for post in waiting:
        top = post.places.get("", Place(path=post.source))
        report_link(edition, post, diagnostics)
        rehearsal.prose(post.source, post.address, post.corps)
        rehearsal.pictures(post.source, post.address, post.images, post.places.get("image", top))
        rehearsal.attachments(
            post.source, post.address, post.pieces_jointes, post.places.get("piece_jointe", top)
        )


# -- artifacts -------------------------------------------------------------------------------------------


def _page(spec: PageSpec, shelf: Shelf, material: Material) -> Artifact:
    return declare(
        path=path_of(spec.address),
        kind=Kind.PAGE,
        origin=spec.origin,
        view=spec.build(shelf),
        template=spec.template,
        template_digest=material.theme.digest(spec.template),
        engine=material.engine,
    )


def _feed(spec: FeedSpec, shelf: Shelf, material: Material) -> Artifact:
    return declare(
        path=path_of(spec.address),
        kind=Kind.FEED,
        origin=spec.origin,
        view=spec.build(shelf),
        engine=material.engine,
    )


def _calendar(spec: CalendarSpec, material: Material) -> Artifact:
    return declare(
        path=path_of(spec.address),
        kind=Kind.CALENDAR,
        origin=spec.origin,
        view=spec.build(),
        engine=material.engine,
    )


def _copies(files: Mapping[str, SourceFile], material: Material, origin: str) -> list[Artifact]:
    return [
        declare(
            path=_file_path(address),
            kind=Kind.COPY,
            origin=origin or file.path,
            source_digest=file.digest,
            engine=material.engine,
        )
        for address, file in files.items()
    ]


def _file_path(address: str) -> str:
    return posixpath.normpath(address.lstrip("/"))


def _for_robots(edition: Edition, specs: Iterable[PageSpec], material: Material) -> Iterator[Artifact]:
    """Declare the site plan and the rules for search engines; a demonstration asks them to stay away."""
    hidden = edition.frame.noindex
    listed = sorted(spec.address for spec in specs if spec.is_listed)
    rules = f"Disallow: {HOME}" if hidden else "Disallow:"
    robots = f"User-agent: *\n{rules}\nSitemap: {edition.absolute(SITEMAP)}\n"
    urls = "".join(f"  <url><loc>{escape(edition.absolute(address))}</loc></url>\n" for address in listed)
    sitemap = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{urls}</urlset>\n'
    )
    for address, text, origin in (
        (ROBOTS, robots, "les règles pour les moteurs de recherche"),
        (SITEMAP, sitemap, "le plan du site pour les moteurs de recherche"),
    ):
        yield _text(address, text, origin, material)


def _text(address: str, text: str, origin: str, material: Material) -> Artifact:
    return declare(path=path_of(address), kind=Kind.TEXT, origin=origin, view=text, engine=material.engine)
