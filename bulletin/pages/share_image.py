"""What social networks show of the pages that have no picture and no title of their own worth drawing."""

from __future__ import annotations

from functools import partial

from bulletin.content.addresses import SHARE_IMAGE
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.contents import ShareImage


def share_image(context: SiteContext) -> Declaration:
    """Declare the share image of the site, which lists, communes and conventions have in common."""
    return Declaration(
        address=SHARE_IMAGE, origin="l’image de partage du site", build=partial(_share_image, context)
    )


def _share_image(context: SiteContext, _resolver: LinkResolver) -> ShareImage:
    return ShareImage(titre=context.frame.titre, kind="", date="", site="", caf=context.publisher)
