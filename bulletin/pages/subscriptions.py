"""What subscribers receive: the feed of the site, and one beside each list, territory and convention."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from bulletin.addresses import (
    HOME,
    RSS,
    commune_address,
    convention_address,
    departement_address,
    epci_address,
    feed_address,
    rubrique_address,
    theme_address,
)
from bulletin.feeds import Enclosure, FeedItem, FeedView
from bulletin.french import NBSP, typography
from bulletin.liaisons import de_commune
from bulletin.media_types import media_type
from bulletin.model import Post, PostType
from bulletin.pages.edition import RUBRIQUE, RUBRIQUES, Edition
from bulletin.pages.post_lines import newest_first, resume
from bulletin.pages.territories import posts_of_departement
from bulletin.shelf import Shelf
from bulletin.territories import departement_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSpec:
    """A feed to be made: its address, the page it follows, and how its view is made."""

    address: str
    origin: str
    build: Callable[[Shelf], FeedView]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Followed:
    """A page that can be followed: what its feed is called, what it brings, and how whole."""

    page: str
    titre: str
    description: str
    posts: tuple[Post, ...]
    is_full: bool = False


def feeds(edition: Edition) -> Iterator[FeedSpec]:
    """Declare the feed of the site, and one beside each list, territory and convention."""
    corpus = edition.corpus
    site = _Followed(
        page=HOME,
        titre=edition.frame.titre,
        description=edition.frame.description or edition.frame.titre,
        posts=corpus.listed,
        is_full=True,
    )
    yield FeedSpec(address=RSS, origin="le flux du bulletin", build=partial(_feed, edition, site))
    for followed in (*_lists(edition), *_territories(edition), *_conventions(edition)):
        yield FeedSpec(
            address=feed_address(followed.page),
            origin=f"le flux « {followed.titre} »",
            build=partial(_feed, edition, followed),
        )


def _lists(edition: Edition) -> Iterator[_Followed]:
    posts = edition.corpus.listed
    for kind in PostType:
        yield _Followed(
            page=rubrique_address(kind),
            titre=RUBRIQUES[kind],
            description=f"{RUBRIQUES[kind]} du bulletin, en entier.",
            posts=tuple(post for post in posts if post.type is kind),
            is_full=True,
        )
    for name, label in edition.config.themes.items():
        yield _Followed(
            page=theme_address(name),
            titre=typography(label),
            description=typography(f"Les articles du thème « {label} »."),
            posts=tuple(post for post in posts if name in post.themes),
        )


def _territories(edition: Edition) -> Iterator[_Followed]:
    """A commune brings its own news and those of its groupings; a département is followed by itself."""
    corpus = edition.corpus
    for commune in corpus.communes:
        own = corpus.posts_by_commune.get(commune.code, ())
        shared = [
            post
            for epci in corpus.atlas.groupings_of(commune.code)
            for post in corpus.posts_by_epci.get(epci.siren, ())
        ]
        above = edition.departement_addresses.get(departement_of(commune.code), "")
        yield _Followed(
            page=commune_address(commune),
            titre=commune.nom,
            description=f"Les actualités de la Caf qui concernent la commune {de_commune(commune)}."
            + (f" Pour tout le département{NBSP}: {edition.absolute(above)}" if above else ""),
            posts=tuple({post.source: post for post in (*own, *shared)}.values()),
        )
    for epci in corpus.epci:
        yield _Followed(
            page=epci_address(epci),
            titre=typography(epci.nom),
            description=typography(f"Les actualités de la Caf qui concernent {epci.nom}."),
            posts=corpus.posts_by_epci.get(epci.siren, ()),
        )
    for departement in corpus.departements:
        yield _Followed(
            page=departement_address(departement),
            titre=departement.nom,
            description=f"Les actualités de la Caf à l’échelle du département ({departement.nom}).",
            posts=posts_of_departement(edition, departement),
        )


def _conventions(edition: Edition) -> Iterator[_Followed]:
    by_source = {post.source: post for post in edition.corpus.listed}
    for situation in edition.corpus.situations.values():
        told = (by_source.get(telling.source) for telling in situation.convention.known)
        name = edition.speaker.name(situation.convention)
        yield _Followed(
            page=convention_address(situation.id),
            titre=name,
            description=typography(f"Chaque étape de la convention : {name}."),
            posts=tuple({post.source: post for post in told if post}.values()),
            is_full=True,
        )


def _feed(edition: Edition, followed: _Followed, shelf: Shelf) -> FeedView:
    is_site = followed.page == HOME
    items = [
        _item(edition, post, shelf, is_full=followed.is_full) for post in _latest(edition, followed.posts)
    ]
    return FeedView(
        titre=followed.titre if is_site else f"{followed.titre} – {edition.frame.titre}",
        description=followed.description,
        url=edition.absolute(followed.page),
        self_url=edition.absolute(feed_address(followed.page)),
        site_url=edition.config.site.url,
        updated=max((item.updated for item in items), default=None),
        items=tuple(items),
    )


def _latest(edition: Edition, posts: Iterable[Post]) -> tuple[Post, ...]:
    return newest_first(posts)[: edition.config.flux.articles]


def _item(edition: Edition, post: Post, shelf: Shelf, *, is_full: bool) -> FeedItem:
    corrected = post.rectificatif.le if post.rectificatif else None
    changed = [day for day in (post.jour, post.mise_a_jour, corrected) if day is not None]
    notice = typography(post.rectificatif.texte) if post.rectificatif else ""
    return FeedItem(
        titre=typography(post.titre),
        url=edition.absolute(post.address),
        published=_moment(edition, post.jour),
        updated=_moment(edition, max(changed)),
        resume=resume(post),
        body=shelf.prose(post.source, post.address, post.corps) if is_full else None,
        categories=_categories(edition, post),
        author=typography(post.auteur),
        enclosures=_enclosures(edition, post, shelf) if is_full else (),
        notices=(f"Rectificatif\u00a0: {notice}",) if notice else (),
    )


def _moment(edition: Edition, day: dt.date) -> dt.datetime:
    """Return the first instant of a day: a post is out on its day whatever the hour."""
    return dt.datetime.combine(day, dt.time(), edition.config.site.zone)


def _categories(edition: Edition, post: Post) -> tuple[str, ...]:
    labels = [edition.config.themes[name] for name in post.themes if name in edition.config.themes]
    places = [commune.ecrit for commune in post.territoire.communes]
    return tuple(typography(text) for text in (RUBRIQUE[post.type], *labels, *places))


def _enclosures(edition: Edition, post: Post, shelf: Shelf) -> tuple[Enclosure, ...]:
    top = post.places[""]
    found = [
        *(one.address for one in shelf.attachments(post.source, post.address, post.pieces_jointes, top)),
        *(one.address for one in shelf.pictures(post.source, post.address, post.images, top)),
    ]
    return tuple(
        Enclosure(url=edition.absolute(address), length=shelf.taken[address].size, type=media_type(address))
        for address in found
    )
