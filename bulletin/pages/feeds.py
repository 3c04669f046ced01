"""What subscribers receive: the feed of the site, and one beside each list, territory and convention."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial

from bulletin.content.addresses import (
    feed_address,
)
from bulletin.content.model.post import Post
from bulletin.french.printed import typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.followed import SITE_FEEDS, Followed, feed_title, followed_groups, followed_site
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.post_lines import newest_first, resume
from bulletin.pages.parts.site_context import RUBRIQUE, SiteContext
from bulletin.pages.views.contents import Feed
from bulletin.pages.views.feeds import Enclosure, FeedItem, FeedView, Format
from bulletin.source.media_types import media_type


def feeds(context: SiteContext) -> Iterator[Declaration]:
    """Declare the feeds of the site, and one beside each list, territory and convention."""
    site = followed_site(context)
    for format_, (address, name) in SITE_FEEDS.items():
        yield Declaration(
            address=address,
            origin=f"le flux du bulletin ({name})",
            build=partial(_feed, context, site, address, format_),
        )
    for group in followed_groups(context):
        for followed in group.members:
            address = feed_address(followed.page)
            yield Declaration(
                address=address,
                origin=f"le flux « {followed.titre} »",
                build=partial(_feed, context, followed, address, Format.RSS),
            )


def _feed(
    context: SiteContext, followed: Followed, address: str, format_: Format, resolver: LinkResolver
) -> Feed:
    posts = newest_first(followed.posts)
    kept = posts if followed.is_complete else posts[: context.config.flux.articles]
    items = tuple(_item(context, post, resolver, is_full=followed.is_full) for post in kept)
    view = FeedView(
        titre=feed_title(context, followed),
        description=followed.description,
        url=context.absolute(followed.page),
        self_url=context.absolute(address),
        site_url=context.config.site.url,
        updated=max((item.updated for item in items), default=None),
        items=items,
        format=format_,
        author=context.frame.caf,
    )
    return Feed(view)


def _item(context: SiteContext, post: Post, resolver: LinkResolver, *, is_full: bool) -> FeedItem:
    corrected = post.rectificatif.le if post.rectificatif else None
    changed = [day for day in (post.jour, post.mise_a_jour, corrected) if day is not None]
    notice = typography(post.rectificatif.texte) if post.rectificatif else ""
    return FeedItem(
        titre=typography(post.titre),
        url=context.absolute(post.address),
        published=_moment(context, post.jour),
        updated=_moment(context, max(changed)),
        resume=resume(post),
        body=resolver.prose(post.source, post.address, post.corps) if is_full else None,
        categories=_categories(context, post),
        author=typography(post.auteur),
        enclosures=_enclosures(context, post, resolver) if is_full else (),
        notices=(f"Rectificatif\u00a0: {notice}",) if notice else (),
    )


def _moment(context: SiteContext, day: dt.date) -> dt.datetime:
    """Return the first instant of a day: a post is out on its day whatever the hour."""
    return dt.datetime.combine(day, dt.time(), context.config.site.zone)


def _categories(context: SiteContext, post: Post) -> tuple[str, ...]:
    labels = [context.config.themes[name] for name in post.themes if name in context.config.themes]
    places = [commune.ecrit for commune in post.territoire.communes]
    return tuple(typography(text) for text in (RUBRIQUE[post.type], *labels, *places))


def _enclosures(context: SiteContext, post: Post, resolver: LinkResolver) -> tuple[Enclosure, ...]:
    # The page tells the same faults at the same places: they are told once.
    attached, pictured = post.place("piece_jointe"), post.place("image")
    found = [
        *(
            one.address
            for one in resolver.attachments(post.source, post.address, post.pieces_jointes, attached)
        ),
        *(one.address for one in resolver.pictures(post.source, post.address, post.images, pictured)),
    ]
    return tuple(
        Enclosure(
            url=context.absolute(address), length=resolver.taken[address].size, type=media_type(address)
        )
        for address in found
    )
