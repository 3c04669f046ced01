"""How to follow the bulletin: the page that explains its feeds, and the list of them for feed readers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import attrgetter

from bulletin.content.addresses import FLUX, OPML, RSS, feed_address
from bulletin.french import printed
from bulletin.french.slugs import slug
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.followed import (
    SITE_FEEDS,
    Followed,
    FollowedGroup,
    feed_title,
    followed_groups,
    followed_site,
)
from bulletin.pages.parts.initials import LONGEST_PART, by_initial
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.contents import SubscriptionList
from bulletin.pages.views.feeds import Folder, Subscription
from bulletin.pages.views.pages import FeedList, FeedSection, FluxView
from bulletin.pages.views.pieces import Link

TITRE = "Suivre le bulletin"


def flux(context: SiteContext) -> Iterator[Declaration]:
    """Declare the page that explains the feeds, and the list that readers' programs import."""
    yield Declaration.page(
        address=FLUX, origin="la page des flux", template="flux.html", build=partial(_flux, context)
    )
    yield Declaration(address=OPML, origin="la liste des flux", build=partial(_subscriptions, context))


def _flux(context: SiteContext, _resolver: LinkResolver) -> FluxView:
    kept = context.config.flux.articles
    return FluxView(
        site=context.frame,
        head=context.head(
            TITRE,
            FLUX,
            "Suivre une commune, un thème, une convention ou tout le bulletin dans un lecteur de flux.",
            feed=Link("Tous les articles", RSS),
        ),
        titre=TITRE,
        formats=tuple(Link(name, address) for address, name in SITE_FEEDS.values()),
        opml=OPML,
        kept=printed.count(kept, "article", "articles"),
        sections=tuple(_section(group) for group in followed_groups(context)),
    )


def _section(group: FollowedGroup) -> FeedSection:
    parts = (
        (("", group.members),)
        if len(group.members) <= LONGEST_PART
        else by_initial(group.members, attrgetter("sort_name"))
    )
    return FeedSection(
        titre=group.titre,
        anchor=group.anchor,
        brings=group.contents,
        lists=tuple(
            FeedList(
                initial=label,
                anchor=f"{group.anchor}-{slug(label)}" if label else "",
                feeds=tuple(Link(one.titre, feed_address(one.page)) for one in part),
            )
            for label, part in parts
        ),
    )


def _subscriptions(context: SiteContext, _resolver: LinkResolver) -> SubscriptionList:
    """Return all RSS feeds: that of the whole site first, then a folder for each kind."""

    def subscription(followed: Followed) -> Subscription:
        return Subscription(
            titre=feed_title(context, followed),
            url=context.absolute(feed_address(followed.page)),
            page_url=context.absolute(followed.page),
        )

    site = Folder(titre="", subscriptions=(subscription(followed_site(context)),))
    folders = (
        Folder(titre=group.titre, subscriptions=tuple(map(subscription, group.members)))
        for group in followed_groups(context)
    )
    return SubscriptionList(context.frame.titre, (site, *folders))
