"""What binds the Caf and a commune: the page that the whole exists for, and the index that leads to it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bulletin.content.addresses import (
    COMMUNES,
    calendar_address,
    commune_address,
    feed_address,
)
from bulletin.content.model.source import Corps
from bulletin.corpus.lifecycle import Situation, reach_of
from bulletin.french import printed
from bulletin.french.printed import NBSP, typography
from bulletin.pages.parts.convention_lines import convention_groups
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.edition import Edition
from bulletin.pages.parts.event_lines import coming, event_line
from bulletin.pages.parts.places import departement_indexes, departement_item, structure_items
from bulletin.pages.parts.post_lines import by_year
from bulletin.pages.parts.shelf import Shelf
from bulletin.pages.parts.structured_data import Node, area
from bulletin.pages.parts.timeline import time_line
from bulletin.pages.views.body import Prose
from bulletin.pages.views.pages import CommunesView, CommuneView
from bulletin.pages.views.pieces import ConventionSection, Fact, Item, Link
from bulletin.territories.atlas import Commune, Epci, departement_of
from bulletin.territories.prepositions import a_commune, de_commune, long_name


def communes(edition: Edition) -> Iterator[Declaration]:
    """Declare the index of communes and the page of each."""
    yield Declaration.page(
        address=COMMUNES,
        origin="l’index des communes",
        template="communes.html",
        build=partial(_index, edition),
    )
    for commune in edition.corpus.communes:
        yield Declaration.page(
            address=commune_address(commune),
            origin=f"la page de la commune {commune.nom}",
            template="commune.html",
            build=partial(_commune, edition, commune),
        )


# -- the index -------------------------------------------------------------------------------------------


def _index(edition: Edition, _shelf: Shelf) -> CommunesView:
    return CommunesView(
        site=edition.frame,
        head=edition.head(
            "Communes",
            COMMUNES,
            "Une page par commune : ce qui la lie à la Caf, et depuis quand.".replace(" :", "\u00a0:"),
        ),
        departements=departement_indexes(edition),
    )


# -- the page of a commune -------------------------------------------------------------------------------


def _commune(edition: Edition, commune: Commune, shelf: Shelf) -> CommuneView:
    corpus = edition.corpus
    address = commune_address(commune)
    posts = corpus.posts_by_commune.get(commune.code, ())
    sections = _sections(edition, commune, shelf)
    card = corpus.territoires.get(commune.code)
    groupings = corpus.atlas.groupings_of(commune.code)
    return CommuneView(
        site=edition.frame,
        head=edition.head(
            commune.nom,
            address,
            f"Ce qui lie la Caf et la commune {de_commune(commune)}{NBSP}: conventions, actualités.",
            feed=Link(f"Suivre {commune.nom} par RSS", feed_address(address)),
            calendar=edition.followed_calendar(
                f"S’abonner à l’agenda {de_commune(commune)}", calendar_address(address)
            ),
            path=(Link("Communes", COMMUNES),),
            subjects=(_area(edition, commune, groupings),),
        ),
        titre=typography(card.titre) if card and card.titre else commune.nom,
        about=(
            Fact("Département", (departement_item(edition, departement_of(commune.code)),)),
            *_groupings_fact(edition, groupings),
        ),
        intro=shelf.prose(card.source, address, card.corps) if card else Prose(markdown=Corps().markdown),
        sections=sections,
        empty="" if sections else _nothing(edition, commune),
        time_line=time_line(edition, _situations(edition, commune), f"Les conventions {de_commune(commune)}"),
        structures=structure_items(edition, commune),
        events=tuple(
            event_line(post, is_open=corpus.takes_registrations(post)) for post in coming(edition, posts)
        ),
        years=by_year(posts),
        origin=f"Intercommunalités : {corpus.atlas.credit}.".replace(" :", "\u00a0:") if groupings else "",
    )


def _area(edition: Edition, commune: Commune, groupings: tuple[Epci, ...]) -> Node:
    """Return the commune as search engines know it, within the territories that its page leads to."""
    departement = departement_item(edition, departement_of(commune.code))
    within = (departement, *_grouping_items(edition, groupings))
    return area(
        commune.nom,
        commune_address(commune),
        edition.config,
        identifier=("Code Insee", commune.code),
        within=tuple(Link(item.text, item.address) for item in within),
    )


def _grouping_items(edition: Edition, groupings: tuple[Epci, ...]) -> tuple[Item, ...]:
    return tuple(
        Item(
            text=typography(printed.sentence(long_name(epci))),
            address=edition.epci_addresses.get(epci.siren, ""),
        )
        for epci in groupings
    )


def _groupings_fact(edition: Edition, groupings: tuple[Epci, ...]) -> tuple[Fact, ...]:
    items = _grouping_items(edition, groupings)
    return (
        (Fact(printed.plural(len(items), "Intercommunalité", "Intercommunalités"), items),) if items else ()
    )


def _nothing(edition: Edition, commune: Commune) -> str:
    """Say that nothing is known; only a register declared complete may say that there is nothing."""
    complete = edition.config.conventions.complet_au
    if complete is not None:
        since = f"(registre complet au {printed.day(complete)})"
        return f"Aucune convention avec la commune {de_commune(commune)} {since}."
    return f"Aucune convention annoncée dans ce bulletin {a_commune(commune)}."


def _situations(edition: Edition, commune: Commune) -> list[Situation]:
    """Return the conventions that reach a commune, however they do."""
    return [
        situation
        for situation in edition.corpus.situations.values()
        if reach_of(situation.convention, commune.code)
    ]


def _sections(edition: Edition, commune: Commune, shelf: Shelf) -> tuple[ConventionSection, ...]:
    by_reach: dict[str, list[Situation]] = {"commune": [], "groupement": [], "departement": []}
    for situation in edition.corpus.situations.values():
        reach = reach_of(situation.convention, commune.code)
        if reach:
            by_reach[reach].append(situation)
    titles = {
        "commune": "Signées par la commune",
        "groupement": "Par son intercommunalité",
        "departement": "À l’échelle du département (la commune n’est pas partie)",
    }
    return tuple(
        ConventionSection(titles[reach], groups)
        for reach, found in by_reach.items()
        if (groups := convention_groups(edition, found, shelf, with_through=reach == "groupement"))
    )
