"""The feeds that readers follow: those of the site, and one beside each list, territory and convention."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bulletin.content.addresses import feed_address
from bulletin.content.model.post import Post
from bulletin.french.printed import typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.followed import SITE_FEEDS, Followed, feed_title, followed_groups, followed_site
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.post_lines import correction, last_changed, newest_first, resume
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
    notice = correction(post)
    places = (typography(commune.ecrit) for commune in post.territoire.communes)
    return FeedItem(
        titre=typography(post.titre),
        url=context.absolute(post.address),
        published=context.instant(post.jour),
        updated=context.instant(last_changed(post)),
        resume=resume(post),
        body=resolver.prose(post.source, post.address, post.corps) if is_full else None,
        categories=(RUBRIQUE[post.type], *context.theme_labels(post), *places),
        author=typography(post.auteur),
        image=_image(context, post, resolver) if is_full else "",
        enclosures=_enclosures(context, post, resolver) if is_full else (),
        notices=(notice,) if notice else (),
    )


def _image(context: SiteContext, post: Post, resolver: LinkResolver) -> str:
    lead = resolver.lead(post)
    return context.absolute(lead.address) if lead else ""


def _enclosures(context: SiteContext, post: Post, resolver: LinkResolver) -> tuple[Enclosure, ...]:
    """Return the attachments, then the pictures; the page gives the same diagnostics, which are kept once."""
    files = [one.address for one in resolver.attachments_of(post)]
    files += [one.address for one in resolver.pictures_of(post)]
    return tuple(
        Enclosure(url=context.absolute(address), length=resolver.size(address), type=media_type(address))
        for address in files
    )
