"""What subscribers receive: the feed of the site, and one beside each commune."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from bulletin.addresses import HOME, RSS, commune_address, feed_address
from bulletin.feeds import Enclosure, FeedItem, FeedView
from bulletin.french import typography
from bulletin.liaisons import de_commune
from bulletin.media_types import media_type
from bulletin.model import Post
from bulletin.pages.edition import RUBRIQUE, Edition
from bulletin.pages.post_lines import newest_first, resume
from bulletin.shelf import Shelf
from bulletin.territories import Commune


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSpec:
    """A feed to be made: its address, the page it follows, and how its view is made."""

    address: str
    origin: str
    build: Callable[[Shelf], FeedView]


def feeds(edition: Edition) -> Iterator[FeedSpec]:
    """Declare the feed of the site, in full, and that of each commune, with summaries."""
    yield FeedSpec(address=RSS, origin="le flux du bulletin", build=partial(_site, edition))
    for commune in edition.corpus.communes:
        yield FeedSpec(
            address=feed_address(commune_address(commune)),
            origin=f"le flux de la commune {commune.nom}",
            build=partial(_commune, edition, commune),
        )


def _site(edition: Edition, shelf: Shelf) -> FeedView:
    return _feed(
        edition,
        titre=edition.frame.titre,
        description=edition.frame.description or edition.frame.titre,
        page=HOME,
        address=RSS,
        items=[_item(edition, post, shelf, is_full=True) for post in _latest(edition, edition.corpus.listed)],
    )


def _commune(edition: Edition, commune: Commune, shelf: Shelf) -> FeedView:
    posts = edition.corpus.posts_by_commune.get(commune.code, ())
    page = commune_address(commune)
    return _feed(
        edition,
        titre=f"{commune.nom} – {edition.frame.titre}",
        description=f"Les actualités de la Caf qui concernent la commune {de_commune(commune)}.",
        page=page,
        address=feed_address(page),
        items=[_item(edition, post, shelf, is_full=False) for post in _latest(edition, posts)],
    )


def _latest(edition: Edition, posts: Iterable[Post]) -> tuple[Post, ...]:
    return newest_first(posts)[: edition.config.flux.articles]


def _feed(
    edition: Edition, *, titre: str, description: str, page: str, address: str, items: list[FeedItem]
) -> FeedView:
    return FeedView(
        titre=titre,
        description=description,
        url=edition.absolute(page),
        self_url=edition.absolute(address),
        site_url=edition.config.site.url,
        updated=max((item.updated for item in items), default=None),
        items=tuple(items),
    )


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
