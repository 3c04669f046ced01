"""Communes and départements as pages name and list them, with their posts and structures."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter

from bulletin.content.addresses import commune_address, structure_address
from bulletin.content.model.post import Post
from bulletin.corpus.corpus import Corpus
from bulletin.french.printed import typography
from bulletin.french.slugs import slug
from bulletin.pages.parts.initials import by_initial
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.pages import DepartementIndex, InitialGroup
from bulletin.pages.views.pieces import Item, Link
from bulletin.territories.model import Commune, Departement, departement_of


def departement_indexes(context: SiteContext) -> tuple[DepartementIndex, ...]:
    """Return the communes that have a page, by département and initial; those of the site come first."""
    return tuple(
        DepartementIndex(departement_name(context, code), f"dep-{code.lower()}", initial_groups(code, found))
        for code, found in communes_by_departement(context).items()
    )


def communes_by_departement(context: SiteContext) -> dict[str, tuple[Commune, ...]]:
    """Return the communes that have a page by code of département; those of the site come first."""
    found: dict[str, list[Commune]] = {code: [] for code in context.config.site.departements}
    for commune in context.corpus.communes:
        found.setdefault(departement_of(commune.code), []).append(commune)
    return {code: tuple(communes) for code, communes in found.items() if communes}


def initial_groups(prefix: str, found: Iterable[Commune]) -> tuple[InitialGroup, ...]:
    """Return communes by initial, each group with an anchor that begins with ``prefix``."""
    return tuple(
        InitialGroup(
            label,
            f"{prefix.lower()}-{slug(label)}",
            tuple(Link(commune.nom, commune_address(commune)) for commune in part),
        )
        for label, part in by_initial(tuple(found), attrgetter("nom"))
    )


def departement_name(context: SiteContext, code: str) -> str:
    """Return the name of a département with its code: « Ardennes (08) »."""
    departement = context.corpus.atlas.departement(code)
    return f"{departement.nom} ({code})" if departement else code


def departement_item(context: SiteContext, code: str) -> Item:
    """Return a département, with a link to its page if it has one."""
    return Item(text=departement_name(context, code), address=context.departement_addresses.get(code, ""))


def structure_items(context: SiteContext, commune: Commune) -> tuple[Item, ...]:
    """Return the structures of a commune, each with a link to its page."""
    return tuple(
        Item(
            text=typography(", ".join([structure.nom, *structure.natures])),
            address=structure_address(structure.id),
        )
        for structure in context.corpus.structures_shown.values()
        if structure.commune is not None and structure.commune.code == commune.code
    )


def posts_around(corpus: Corpus, commune: Commune) -> tuple[Post, ...]:
    """Return the listed posts that name a commune, then those that name one of its groupings, each once."""
    of_groupings = (
        post
        for epci in corpus.atlas.groupings_of(commune.code)
        for post in corpus.posts_by_epci.get(epci.siren, ())
    )
    of_commune = corpus.posts_by_commune.get(commune.code, ())
    return tuple({post.source: post for post in (*of_commune, *of_groupings)}.values())


def posts_of_departement(context: SiteContext, departement: Departement) -> tuple[Post, ...]:
    """Return the listed posts that are about a département as a whole."""
    return tuple(post for post in context.corpus.listed if departement.code in post.territoire.departements)
