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

from bulletin.content.addresses import (
    HOME,
    LETTER_STYLES,
    OPML,
    ROBOTS,
    SITEMAP,
    alias_address,
    convention_address,
    feed_address,
    path_of,
)
from bulletin.content.cards import Page
from bulletin.corpus.corpus import Corpus, on_day
from bulletin.diagnostics import Diagnostics, Place
from bulletin.rendering.optional import Extra, inliner
from bulletin.source.fingerprint import digest_of, encode
from bulletin.french.printed import NBSP, number, typography
from bulletin.pages.views.issues import LetterView
from bulletin.content.body.limits import UnreadProse
from bulletin.content.model import Post
from bulletin.opendata.files import data_addresses, data_files
from bulletin.pages.agenda import agenda
from bulletin.pages.calendars import CalendarSpec, calendars
from bulletin.pages.communes import communes
from bulletin.pages.conventions import conventions
from bulletin.opendata.page import data
from bulletin.pages.parts.edition import Edition, PageSpec
from bulletin.pages.parts.event_lines import report_link
from bulletin.pages.evergreen import pages, redirect
from bulletin.pages.following import flux, opml
from bulletin.pages.glossary import glossary
from bulletin.pages.lists import calendar, home, rubriques, themes
from bulletin.pages.live_lists import answer
from bulletin.pages.numeros import LetterSpec, PrintedSpec, letters, numeros, printed_numeros
from bulletin.pages.site_map import plan
from bulletin.pages.posts import posts
from bulletin.pages.structures import structures
from bulletin.pages.feeds import FeedSpec, feeds
from bulletin.pages.territories import territories
from bulletin.build.artifacts import Artifact, Kind, collisions, declare
from bulletin.pages.parts.shelf import Shelf
from bulletin.rendering.theme import Theme
from bulletin.source.tree import SourceFile

BesideSpec = FeedSpec | CalendarSpec | LetterSpec | PrintedSpec
"""What is made beside pages, each at an address of its own."""

LETTER_TEMPLATE = "lettre.html"
PRINTED_TEMPLATE = "imprime.html"
KILO = 1000
HEAVIEST_LETTER = 100 * KILO
"""Bytes from which a letter is too heavy: large mailboxes show no more than the first 102 kilobytes."""
HEAVIEST_TAGS = 10
"""How many times its texts a letter may weigh, tags and styles included."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What pages are made with besides the corpus: the theme, its files, the files of ``content/``.

    ``theme_files`` are by address; ``engine`` names the versions that decide the bytes of a page, and
    ``extras`` those of what makes letters and printed issues.
    """

    theme: Theme
    theme_files: Mapping[str, SourceFile]
    files: Mapping[str, SourceFile]
    engine: str
    extras: Mapping[Extra, str]

    def engine_with(self, extra: Extra) -> str:
        """Return the versions that decide the bytes of such a form of an issue."""
        return f"{self.engine} {self.extras[extra]}"


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
    by_mail, on_paper = tuple(letters(edition)), tuple(printed_numeros(edition))
    beside: tuple[BesideSpec, ...] = (*subscriptions, *agendas, *by_mail, *on_paper)
    shelf = _shelf(edition, specs, beside, material, diagnostics)
    artifacts = [
        *(_page(spec, shelf, material) for spec in specs),
        *(_feed(spec, shelf, material) for spec in subscriptions),
        *(_calendar(spec, material) for spec in agendas),
        *(artifact for spec in by_mail for artifact in _letter(spec, shelf, material)),
        *(_on_paper(spec, shelf, material) for spec in on_paper),
        *_for_robots(edition, specs, material),
    ]
    artifacts.append(_text(OPML, opml(edition), "la liste des flux", material))
    artifacts += [
        _text(file.address, file.text, file.origin, material) for file in data_files(edition, shelf)
    ]
    _check_what_is_to_come(edition, shelf, diagnostics)
    artifacts += _copies(material.theme_files, material, "le thème")
    artifacts += _copies(shelf.taken, material, "")
    ordered = tuple(sorted(artifacts, key=lambda one: (one.path, one.origin)))
    diagnostics.extend(collisions(ordered, _places_of_addresses(edition)))
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
    yield data(edition)


def lasting_addresses(corpus: Corpus, *, drafts: bool) -> frozenset[str]:
    """Return every address that the sources answer for, that day or later, those taken back included.

    A build for an earlier day loses none of them. ``drafts`` counts those of drafts too, whose addresses
    are listed when they are created.
    """
    last = Edition(corpus=on_day(corpus, dt.date.max))
    found = {spec.address for spec in (*_page_specs(last), *_aliases(last, Diagnostics()))}
    beside: tuple[BesideSpec, ...] = (*feeds(last), *calendars(last), *letters(last), *printed_numeros(last))
    found |= {spec.address for spec in beside}
    found |= set(data_addresses())
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


def _places_of_addresses(edition: Edition) -> Mapping[tuple[str, str], Place]:
    """Return where each text asks for an address with a key of its own, by file and address."""
    claimants: tuple[Post | Page, ...] = (*edition.corpus.posts, *edition.corpus.pages)
    found: dict[tuple[str, str], Place] = {}
    for value in claimants:
        if "alias" in value.places:
            old = (alias_address(text, edition.config.site.url) for text in value.alias)
            found |= dict.fromkeys(((value.source, address) for address in old), value.places["alias"])
        if "slug" in value.places:
            found[value.source, value.address] = value.places["slug"]
    return found


# -- links -----------------------------------------------------------------------------------------------


def _shelf(
    edition: Edition,
    specs: Iterable[PageSpec],
    beside: Iterable[BesideSpec],
    material: Material,
    diagnostics: Diagnostics,
) -> Shelf:
    corpus = edition.corpus
    addresses = {spec.address for spec in specs} | {spec.address for spec in beside}
    sources = {post.source: post.address for post in corpus.due}
    sources |= {page.source: page.address for page in corpus.pages}
    for card in corpus.cards:
        if card.id in corpus.situations:
            sources[card.source] = f"/conventions/{card.id}/"
    return Shelf(
        site_url=edition.config.site.url,
        addresses=frozenset({*addresses, *data_addresses(), OPML, SITEMAP, ROBOTS}),
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


def _letter(spec: LetterSpec, shelf: Shelf, material: Material) -> Iterator[Artifact]:
    view = spec.build(shelf)
    _check_weight(spec, view, material, shelf.diagnostics)
    yield declare(
        path=path_of(spec.address),
        kind=Kind.LETTER,
        origin=spec.origin,
        view=view,
        template=LETTER_TEMPLATE,
        template_digest=material.theme.digest(LETTER_TEMPLATE),
        source_digest=digest_of(letter_styles(material.theme_files).encode()),
        engine=material.engine_with(Extra.LETTRE),
    )
    yield declare(
        path=path_of(spec.text_address),
        kind=Kind.LETTER_TEXT,
        origin=spec.origin,
        view=view,
        engine=material.engine,
    )


def letter_styles(theme_files: Mapping[str, SourceFile]) -> str:
    """Return the style sheet of letters, empty when the theme has none."""
    file = theme_files.get(LETTER_STYLES)
    return file.data.decode() if file is not None and file.data is not None else ""


def _check_weight(spec: LetterSpec, view: LetterView, material: Material, diagnostics: Diagnostics) -> None:
    """Tell a letter that mailboxes would cut; only one whose texts are long is made to be weighed."""
    if len(encode((view.intro, view.editorials, view.groups))) * HEAVIEST_TAGS < HEAVIEST_LETTER:
        return
    try:
        page = material.theme.render(LETTER_TEMPLATE, view)
    except UnreadProse:
        return  # The rendering tells it.
    weight = len(inliner()(page, letter_styles(material.theme_files)))
    if weight >= HEAVIEST_LETTER:
        diagnostics.add(
            "lettre-trop-lourde",
            Place(path=spec.source or spec.origin),
            f"{spec.origin[:1].upper()}{spec.origin[1:]} pèse {number(weight // KILO)}{NBSP}ko{NBSP}: "
            f"au-delà de {HEAVIEST_LETTER // KILO}{NBSP}ko, des messageries la coupent.",
            "Raccourcissez l’édito, ou mettez-en une partie dans un dossier du numéro.",
        )


def _on_paper(spec: PrintedSpec, shelf: Shelf, material: Material) -> Artifact:
    view = spec.build(shelf)
    shown = {**material.theme_files, **{address: shelf.taken[address] for address in view.files}}
    digests = tuple((address, shown[address].digest) for address in sorted(shown))
    return declare(
        path=path_of(spec.address),
        kind=Kind.PDF,
        origin=spec.origin,
        view=view,
        template=PRINTED_TEMPLATE,
        template_digest=material.theme.digest(PRINTED_TEMPLATE),
        source_digest=digest_of(encode(digests)),
        engine=material.engine_with(Extra.PDF),
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
