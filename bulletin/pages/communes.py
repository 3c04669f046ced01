"""What binds the Caf and a commune: the page that the whole exists for, and the index that leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from operator import attrgetter

from bulletin.content.addresses import (
    COMMUNES,
    calendar_address,
    commune_address,
    convention_address,
    feed_address,
)
from bulletin.content.model import Corps, Etape
from bulletin.corpus.lifecycle import Convention, Situation, Statut
from bulletin.diagnostics import Place
from bulletin.french import printed
from bulletin.french.printed import NBSP, typography
from bulletin.french.slugs import slug
from bulletin.pages.edition import Edition, PageSpec
from bulletin.pages.event_lines import coming, event_line
from bulletin.pages.facts import amount_facts, fact
from bulletin.pages.initials import by_initial
from bulletin.pages.post_lines import by_year
from bulletin.pages.shelf import ATTACHMENTS, Shelf
from bulletin.pages.structured_data import Node, area
from bulletin.pages.structures import structure_items
from bulletin.pages.timeline import time_line
from bulletin.pages.views.pages import CommunesView, CommuneView, DepartementIndex, InitialGroup
from bulletin.pages.views.pieces import ConventionGroup, ConventionLine, ConventionSection, Fact, Item, Link
from bulletin.rendering.prose import Prose
from bulletin.territories.atlas import Commune, Epci, departement_of
from bulletin.territories.prepositions import a_commune, de_commune, long_name

IN_FORCE = frozenset({Statut.SIGNEE, Statut.EN_VIGUEUR, Statut.PROLONGEE})
IN_TALKS = frozenset({Statut.EN_NEGOCIATION})
DEPARTEMENT_ONLY = frozenset({"COG", "CPOG", "IDEAL"})
"""The natures that are shown on the département's page alone."""

MOMENTS = (
    ("En vigueur", IN_FORCE),
    ("En discussion", IN_TALKS),
    ("Passées", frozenset(Statut) - IN_FORCE - IN_TALKS),
)


def communes(edition: Edition) -> Iterator[PageSpec]:
    """Declare the index of communes and the page of each."""
    yield PageSpec(
        address=COMMUNES,
        origin="l’index des communes",
        template="communes.html",
        build=partial(_index, edition),
    )
    for commune in edition.corpus.communes:
        yield PageSpec(
            address=commune_address(commune),
            origin=f"la page de la commune {commune.nom}",
            template="commune.html",
            build=partial(_commune, edition, commune),
        )


# -- the index -------------------------------------------------------------------------------------------


def departement_indexes(edition: Edition) -> tuple[DepartementIndex, ...]:
    """Return the communes that have a page, by département and initial; the site's own come first."""
    return tuple(
        DepartementIndex(departement_name(edition, code), f"dep-{code.lower()}", initial_groups(code, found))
        for code, found in communes_by_departement(edition).items()
    )


def communes_by_departement(edition: Edition) -> dict[str, tuple[Commune, ...]]:
    """Return the communes that have a page by the code of their département, the site's own first."""
    found: dict[str, list[Commune]] = {code: [] for code in edition.config.site.departements}
    for commune in edition.corpus.communes:
        found.setdefault(departement_of(commune.code), []).append(commune)
    return {code: tuple(communes) for code, communes in found.items() if communes}


def initial_groups(prefix: str, found: Iterable[Commune]) -> tuple[InitialGroup, ...]:
    """Return communes by initial, each group with an anchor that begins with ``prefix``.

    An initial with too many communes is cut by its second letter: « Ba à Be ».
    """
    return tuple(
        InitialGroup(
            label,
            f"{prefix.lower()}-{slug(label)}",
            tuple(Link(commune.nom, commune_address(commune)) for commune in part),
        )
        for label, part in by_initial(tuple(found), attrgetter("nom"))
    )


def departement_name(edition: Edition, code: str) -> str:
    """Return the name of a département with its code: « Ardennes (08) »."""
    departement = edition.corpus.atlas.departement(code)
    return f"{departement.nom} ({code})" if departement else code


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


def departement_item(edition: Edition, code: str) -> Item:
    """Return a département, leading to its page if it has one."""
    return Item(text=departement_name(edition, code), address=edition.departement_addresses.get(code, ""))


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


def reach_of(convention: Convention, code: str) -> str:
    """Return how a convention reaches a commune: ``commune``, ``groupement``, ``departement`` or ``""``."""
    reach = convention.reach
    if code in reach.codes:
        return "groupement" if reach.territoire.epci else "commune"
    is_whole = bool(reach.territoire.departements) and not reach.communes
    if (
        is_whole
        and departement_of(code) in reach.territoire.departements
        and convention.nature not in DEPARTEMENT_ONLY
    ):
        return "departement"
    return ""


def convention_groups(
    edition: Edition, situations: list[Situation], shelf: Shelf, *, with_through: bool = False
) -> tuple[ConventionGroup, ...]:
    """Return conventions by the moment of their life, only those that hold something."""
    ordered = sorted(situations, key=lambda one: (str(one.convention.begins or ""), one.id), reverse=True)
    return tuple(
        ConventionGroup(
            titre,
            tuple(convention_line(edition, one, shelf, with_through=with_through) for one in found),
        )
        for titre, statuts in MOMENTS
        if (found := [one for one in ordered if one.statut in statuts])
    )


def convention_line(
    edition: Edition, situation: Situation, shelf: Shelf, *, with_through: bool = False
) -> ConventionLine:
    """Return a convention as the page of a territory shows it."""
    convention, speaker = situation.convention, edition.speaker
    through: tuple[Link, ...] = ()
    if with_through:
        through = tuple(
            Link(typography(cited.nom), edition.epci_addresses.get(cited.siren, ""))
            for cited in convention.reach.territoire.epci
        )
    return ConventionLine(
        intitule=speaker.name(convention),
        address=convention_address(convention.id),
        etat=speaker.statut(situation),
        etat_code=situation.statut.value,
        phrase=speaker.phrase(situation),
        facts=_line_facts(edition, situation, shelf),
        through=through,
    )


def _line_facts(edition: Edition, situation: Situation, shelf: Shelf) -> tuple[Fact, ...]:
    convention, speaker = situation.convention, edition.speaker
    period = convention.period
    signature: tuple[Fact, ...] = ()
    if period.signature is not None:
        text = printed.sentence(printed.on(period.signature))
        signature = (Fact("Signature", (Item(text=text, moment=_moment(period.signature.iso())),)),)
    after = tuple(
        Item(text=speaker.name(edition.corpus.situations[name].convention), address=convention_address(name))
        for name in situation.replaced_by
        if name in edition.corpus.situations
    )
    return (
        *fact("Période", [speaker.period(convention)]),
        *signature,
        *fact("Parties", map(typography, speaker.parties(convention))),
        *amount_facts(convention.montants),
        *end_facts(situation),
        *((Fact("Suivie de", after),) if after else ()),
        *document_facts(convention, shelf),
    )


def end_facts(situation: Situation) -> tuple[Fact, ...]:
    """Return the end that holds; while the convention binds, it is the limit of what the page says."""
    fin = situation.convention.period.fin
    if fin is None:
        return ()
    is_limit = situation.statut in IN_FORCE
    moment = fin.last.isoformat() if is_limit else _moment(fin.iso())
    return (
        Fact("Fin", (Item(text=printed.sentence(printed.partial(fin)), moment=moment, is_limit=is_limit),)),
    )


def document_facts(convention: Convention, shelf: Shelf) -> tuple[Fact, ...]:
    """Return the latest signed text that is known, with the link to it."""
    for telling in reversed(convention.known):
        if telling.etape.document is not None:
            home = telling.post.address if telling.post else convention_address(convention.id)
            return signed_text_facts(telling.etape, home, shelf)
    return ()


def signed_text_facts(etape: Etape, home: str, shelf: Shelf) -> tuple[Fact, ...]:
    """Return the signed text that a step gives, with the link to it; its file goes beside ``home``."""
    document = etape.document
    if document is None:
        return ()
    place = etape.places.get("document", etape.places.get("", Place(path=etape.source)))
    address = document.url or shelf.file(etape.source, home, document.fichier, place, ATTACHMENTS)
    text = typography(document.titre) or "Lire le texte signé"
    return (Fact("Texte signé", (Item(text=text, address=address),)),) if address else ()


def _moment(iso: str) -> str:
    """Return what ``<time>`` accepts: a quarter has no form there."""
    return "" if "T" in iso else iso
