"""The pages that redirect from old addresses to present ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bulletin.content.addresses import alias_address
from bulletin.content.model.cards import Page
from bulletin.content.model.post import Post
from bulletin.diagnostics import Diagnostics, Place
from bulletin.french.printed import typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.pages import RedirectView
from bulletin.pages.views.pieces import Link


def aliases(context: SiteContext, diagnostics: Diagnostics) -> Iterator[Declaration]:
    """Declare the page of each old address; one that no page can have is an erreur, in a draft too."""
    for value in _with_address(context):
        is_due = not isinstance(value, Post) or context.corpus.is_due(value)
        for text in value.alias:
            found = alias_address(text, context.config.site.url)
            if found:
                if is_due and found != value.address:
                    yield _redirect(context, found, typography(value.titre), value.address, value.source)
                continue
            diagnostics.add(
                "alias-hors-du-site",
                value.place("alias"),
                f"« {text} » n’est pas une ancienne adresse de ce site.",
                "Écrivez le chemin seul, à partir de la barre : « /2014/11/forum-de-puteaux.html ».",
            )


def places_of_addresses(context: SiteContext) -> Mapping[tuple[str, str], Place]:
    """Return where an ``alias`` or a ``slug`` asks for an address, by path of the file and address."""
    found: dict[tuple[str, str], Place] = {}
    for value in _with_address(context):
        if "alias" in value.places:
            old = (alias_address(text, context.config.site.url) for text in value.alias)
            found |= dict.fromkeys(((value.source, address) for address in old), value.places["alias"])
        if "slug" in value.places:
            found[value.source, value.address] = value.places["slug"]
    return found


def _with_address(context: SiteContext) -> tuple[Post | Page, ...]:
    """Return the posts and pages, whose front matter may ask for an address."""
    return (*context.corpus.posts, *context.corpus.pages)


def _redirect(context: SiteContext, alias: str, titre: str, target: str, origin: str) -> Declaration:
    """Declare the page that redirects from an old address to the present one."""

    def build(_resolver: LinkResolver) -> RedirectView:
        return RedirectView(
            site=context.frame,
            # Search engines keep the canonical address of a page: here, the present one.
            head=replace(
                context.head(titre, alias, "Cette page a changé d’adresse."),
                canonical=context.absolute(target),
            ),
            target=Link(titre, target),
        )

    return Declaration.page(
        address=alias, origin=origin, template="redirect.html", build=build, is_listed=False
    )
