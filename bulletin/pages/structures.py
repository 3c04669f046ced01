"""The page of each structure: its facts, its card, and the posts about it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bulletin.content.addresses import COMMUNES, commune_address, structure_address
from bulletin.content.model.inauguration import Structure
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.facts import structure_facts
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.post_lines import by_year
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.pages import StructureView
from bulletin.pages.views.pieces import Link


def structures(context: SiteContext) -> Iterator[Declaration]:
    """Declare the page of each structure of a card or of a published post."""
    for structure in context.corpus.structures_shown.values():
        yield Declaration.page(
            address=structure_address(structure.id),
            origin=f"la page de la structure {structure.nom}",
            template="structure.html",
            build=partial(_structure, context, structure),
        )


def _structure(context: SiteContext, structure: Structure, resolver: LinkResolver) -> StructureView:
    corpus = context.corpus
    address = structure_address(structure.id)
    card = corpus.structure_cards.get(structure.id)
    nom = typography(structure.nom)
    commune = corpus.atlas.commune(structure.commune.code) if structure.commune else None
    path: tuple[Link, ...] = (Link("Communes", COMMUNES),)
    if commune is not None and commune.code in context.commune_addresses:
        path = (*path, Link(commune.nom, commune_address(commune)))
    natures = printed.listing(list(structure.natures))
    return StructureView(
        site=context.frame,
        head=context.head(
            nom, address, typography(", ".join(filter(None, (structure.nom, natures)))), path=path
        ),
        titre=nom,
        facts=structure_facts(structure, context),
        body=resolver.card_body(card, address),
        years=by_year(corpus.posts_by_structure.get(structure.id, ())),
    )
