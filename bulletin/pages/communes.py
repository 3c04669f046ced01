"""The page of each commune, with the conventions that reach it, and the index of communes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from bulletin.content.addresses import (
    COMMUNES,
    calendar_address,
    commune_address,
    feed_address,
)
from bulletin.corpus.lifecycle import Situation, reaching
from bulletin.french import printed
from bulletin.french.printed import NBSP, typography
from bulletin.pages.parts.agenda_lines import agenda_lines
from bulletin.pages.parts.convention_lines import convention_groups
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.places import departement_indexes, departement_item, structure_items
from bulletin.pages.parts.post_lines import by_year
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.parts.structured_data import Node, area
from bulletin.pages.parts.timeline import time_line
from bulletin.pages.views.pages import CommunesView, CommuneView
from bulletin.pages.views.pieces import ConventionSection, Fact, Item, Link
from bulletin.territories.model import Commune, Epci, departement_of
from bulletin.territories.prepositions import a_commune, de_commune, long_name


def communes(context: SiteContext) -> Iterator[Declaration]:
    """Declare the index of communes and the page of each."""
    yield Declaration.page(
        address=COMMUNES,
        origin="l’index des communes",
        template="communes.html",
        build=partial(_index, context),
    )
    for commune in context.corpus.communes:
        yield Declaration.page(
            address=commune_address(commune),
            origin=f"la page de la commune {commune.nom}",
            template="commune.html",
            build=partial(_commune, context, commune),
        )


# -- the index -------------------------------------------------------------------------------------------


def _index(context: SiteContext, _resolver: LinkResolver) -> CommunesView:
    return CommunesView(
        site=context.frame,
        head=context.head(
            "Communes",
            COMMUNES,
            typography("Une page par commune : ce qui la lie à la Caf, et depuis quand."),
        ),
        departements=departement_indexes(context),
    )


# -- the page of a commune -------------------------------------------------------------------------------


def _commune(context: SiteContext, commune: Commune, resolver: LinkResolver) -> CommuneView:
    corpus = context.corpus
    address = commune_address(commune)
    posts = corpus.posts_by_commune.get(commune.code, ())
    by_way = reaching(corpus.situations_at(commune.code), commune.code)
    sections = _sections(context, by_way, resolver)
    card = corpus.territoires.get(commune.code)
    groupings = corpus.atlas.groupings_of(commune.code)
    return CommuneView(
        site=context.frame,
        head=context.head(
            commune.nom,
            address,
            f"Ce qui lie la Caf et la commune {de_commune(commune)}{NBSP}: conventions, actualités.",
            feed=Link(f"Suivre {commune.nom} par RSS", feed_address(address)),
            calendar=context.followed_calendar(
                f"S’abonner à l’agenda {de_commune(commune)}", calendar_address(address)
            ),
            path=(Link("Communes", COMMUNES),),
            subjects=(_area(context, commune, groupings),),
        ),
        titre=typography(card.titre) if card and card.titre else commune.nom,
        about=(
            Fact("Département", (departement_item(context, departement_of(commune.code)),)),
            *_groupings_fact(context, groupings),
        ),
        intro=resolver.card_body(card, address),
        sections=sections,
        empty="" if sections else _nothing(context, commune),
        time_line=time_line(
            context,
            [situation for found in by_way.values() for situation in found],
            f"Les conventions {de_commune(commune)}",
        ),
        structures=structure_items(context, commune),
        events=agenda_lines(context, posts),
        years=by_year(posts),
        origin=typography(f"Intercommunalités : {corpus.atlas.credit}.") if groupings else "",
    )


def _area(context: SiteContext, commune: Commune, groupings: tuple[Epci, ...]) -> Node:
    """Return the commune for search engines, within the territories to which its page links."""
    departement = departement_item(context, departement_of(commune.code))
    within = (departement, *_grouping_items(context, groupings))
    return area(
        commune.nom,
        commune_address(commune),
        context.config,
        identifier=("Code Insee", commune.code),
        within=tuple(Link(item.text, item.address) for item in within),
    )


def _grouping_items(context: SiteContext, groupings: tuple[Epci, ...]) -> tuple[Item, ...]:
    return tuple(
        Item(
            text=typography(printed.sentence(long_name(epci))),
            address=context.epci_addresses.get(epci.siren, ""),
        )
        for epci in groupings
    )


def _groupings_fact(context: SiteContext, groupings: tuple[Epci, ...]) -> tuple[Fact, ...]:
    items = _grouping_items(context, groupings)
    return (
        (Fact(printed.plural(len(items), "Intercommunalité", "Intercommunalités"), items),) if items else ()
    )


def _nothing(context: SiteContext, commune: Commune) -> str:
    """Return the sentence for a commune without a convention; a complete register makes it certain."""
    complete = context.config.conventions.complet_au
    if complete is not None:
        since = f"(registre complet au {printed.day(complete)})"
        return f"Aucune convention avec la commune {de_commune(commune)} {since}."
    return f"Aucune convention annoncée dans ce bulletin {a_commune(commune)}."


def _sections(
    context: SiteContext, by_way: Mapping[str, tuple[Situation, ...]], resolver: LinkResolver
) -> tuple[ConventionSection, ...]:
    """Return the conventions of each way of reaching a commune, without the empty ones."""
    titles = {
        "commune": "Signées par la commune",
        "groupement": "Par son intercommunalité",
        "departement": "À l’échelle du département (la commune n’est pas partie)",
    }
    return tuple(
        ConventionSection(titles[way], groups)
        for way, found in by_way.items()
        if (groups := convention_groups(context, found, resolver, with_through=way == "groupement"))
    )
