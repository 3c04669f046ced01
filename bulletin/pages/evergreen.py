"""Pages without a date: evergreen pages, and the page of unknown addresses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from bulletin.content.addresses import NOT_FOUND
from bulletin.content.model.cards import Page
from bulletin.french.printed import typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.facts import external_links, updated_fact
from bulletin.pages.parts.link_resolver import LinkResolver, lead_picture
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.pages import NotFoundView, PageView


def pages(context: SiteContext) -> Iterator[Declaration]:
    """Declare the evergreen pages and the page of unknown addresses."""
    for page in context.corpus.pages:
        yield Declaration.page(
            address=page.address,
            origin=page.source,
            template="page.html",
            build=partial(_page, context, page),
        )
    yield Declaration.page(
        address=NOT_FOUND,
        origin="la page des adresses inconnues",
        template="404.html",
        build=partial(_not_found, context),
        is_listed=False,
    )


def _page(context: SiteContext, page: Page, resolver: LinkResolver) -> PageView:
    titre = typography(page.titre)
    pictures = resolver.pictures_of(page)
    body = resolver.prose(page.source, page.address, page.corps)
    image = resolver.shared(lead_picture(pictures, body), titre)
    return PageView(
        site=context.frame,
        head=context.head(titre, page.address, typography(page.resume), image=image),
        titre=titre,
        updated=updated_fact(page.mise_a_jour),
        pictures=pictures,
        body=body,
        attachments=resolver.attachments_of(page),
        links=external_links(page.liens),
    )


def _not_found(context: SiteContext, _resolver: LinkResolver) -> NotFoundView:
    head = context.head("Page introuvable", NOT_FOUND)
    return NotFoundView(site=context.frame, head=replace(head, image=None))
