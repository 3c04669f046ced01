"""What binds the Caf and the territories above communes: groupings and départements."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from functools import partial

from bulletin.content.addresses import (
    COMMUNES,
    commune_address,
    convention_address,
    departement_address,
    epci_address,
    feed_address,
)
from bulletin.content.model.post import Post
from bulletin.corpus.lifecycle import BINDING, Situation, Statut
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.convention_lines import convention_groups
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.edition import Edition
from bulletin.pages.parts.event_lines import coming, event_line
from bulletin.pages.parts.facts import fact
from bulletin.pages.parts.places import departement_item, initial_groups, posts_of_departement
from bulletin.pages.parts.post_lines import by_year
from bulletin.pages.parts.shelf import Shelf
from bulletin.pages.parts.structured_data import area
from bulletin.pages.views.body import Prose
from bulletin.pages.views.pages import Coverage, CoverageRow, TerritoryView
from bulletin.pages.views.pieces import ConventionSection, EventLine, Fact, Link
from bulletin.territories.atlas import Departement, Epci, departement_of
from bulletin.territories.prepositions import de_departement, de_epci, long_name

FRAMEWORK = "CTG"
"""The nature whose reach is counted: the framework convention of a territory."""
ENDED = frozenset({Statut.RESILIEE, Statut.RENOUVELEE, Statut.ECHUE})
"""The states of what was signed and no longer holds."""


def territories(edition: Edition) -> Iterator[Declaration]:
    """Declare the page of each grouping and département."""
    for epci in edition.corpus.epci:
        yield Declaration.page(
            address=epci_address(epci),
            origin=f"la page de l’intercommunalité {epci.nom}",
            template="territoire.html",
            build=partial(_epci, edition, epci),
        )
    for departement in edition.corpus.departements:
        yield Declaration.page(
            address=departement_address(departement),
            origin=f"la page du département {departement.nom}",
            template="territoire.html",
            build=partial(_departement, edition, departement),
        )


def _intro(edition: Edition, code: str, address: str, shelf: Shelf) -> Prose:
    card = edition.corpus.territoires.get(code)
    return shelf.prose(card.source, address, card.corps) if card else Prose(markdown="")


def _titre(edition: Edition, code: str, otherwise: str) -> str:
    card = edition.corpus.territoires.get(code)
    return typography(card.titre) if card and card.titre else typography(otherwise)


def _nothing(edition: Edition) -> str:
    complete = edition.config.conventions.complet_au
    if complete is not None:
        return f"Aucune convention (registre complet au {printed.day(complete)})."
    return "Aucune convention annoncée dans ce bulletin."


# -- groupings -------------------------------------------------------------------------------------------


def _epci(edition: Edition, epci: Epci, shelf: Shelf) -> TerritoryView:
    corpus = edition.corpus
    address = epci_address(epci)
    sections = _epci_sections(edition, epci, shelf)
    posts = corpus.posts_by_epci.get(epci.siren, ())
    titre = _titre(edition, epci.siren, printed.sentence(long_name(epci)))
    return TerritoryView(
        site=edition.frame,
        head=edition.head(
            titre,
            address,
            typography(f"Ce qui lie la Caf et les communes {de_epci(epci)} : conventions et actualités."),
            feed=Link(typography(f"Suivre {epci.nom} par RSS"), feed_address(address)),
            path=(Link("Communes", COMMUNES),),
            subjects=(area(titre, address, edition.config, identifier=("Siren", epci.siren)),),
        ),
        titre=titre,
        about=(
            *fact("Communes membres", [str(len(epci.membres))]),
            *_departement_fact(edition, {departement_of(code) for code in epci.membres}),
        ),
        intro=_intro(edition, epci.siren, address, shelf),
        sections=sections,
        empty="" if sections else _nothing(edition),
        coverage=None,
        communes=initial_groups(
            epci.siren, [one for one in corpus.communes if one.code in frozenset(epci.membres)]
        ),
        events=_events(edition, posts),
        years=by_year(posts),
        origin=typography(f"Communes membres en {corpus.atlas.annee} : {corpus.atlas.credit}."),
    )


def _departement_fact(edition: Edition, codes: set[str]) -> tuple[Fact, ...]:
    items = tuple(departement_item(edition, code) for code in sorted(codes))
    return (Fact(printed.plural(len(items), "Département", "Départements"), items),) if items else ()


def _epci_sections(edition: Edition, epci: Epci, shelf: Shelf) -> tuple[ConventionSection, ...]:
    own: list[Situation] = []
    members: list[Situation] = []
    for situation in edition.corpus.situations.values():
        territoire = situation.convention.reach.territoire
        if epci.siren in {cited.siren for cited in territoire.epci}:
            own.append(situation)
        elif not territoire.epci and situation.convention.reach.codes & frozenset(epci.membres):
            members.append(situation)
    return tuple(
        ConventionSection(titre, groups)
        for titre, found in (
            ("Signées par l’intercommunalité", own),
            ("Signées par des communes membres", members),
        )
        if (groups := convention_groups(edition, found, shelf))
    )


# -- départements ----------------------------------------------------------------------------------------


def _departement(edition: Edition, departement: Departement, shelf: Shelf) -> TerritoryView:
    corpus = edition.corpus
    address = departement_address(departement)
    own = [
        situation
        for situation in corpus.situations.values()
        if departement.code in situation.convention.reach.territoire.departements
    ]
    groups = convention_groups(edition, own, shelf)
    posts = posts_of_departement(edition, departement)
    is_home = departement.code in edition.config.site.departements
    return TerritoryView(
        site=edition.frame,
        head=edition.head(
            departement.nom,
            address,
            typography(
                f"Les conventions de la Caf à l’échelle {de_departement(departement)}, et ses communes."
            ),
            feed=Link(f"Suivre le département par RSS ({departement.nom})", feed_address(address)),
            subjects=(
                area(departement.nom, address, edition.config, identifier=("Code Insee", departement.code)),
            ),
        ),
        titre=_titre(edition, departement.code, departement.nom),
        about=fact("Numéro", [departement.code]),
        intro=_intro(edition, departement.code, address, shelf),
        sections=(ConventionSection("À l’échelle du département", groups),) if groups else (),
        empty="" if groups else _nothing(edition),
        coverage=_coverage(edition, departement) if is_home else None,
        communes=initial_groups(
            departement.code,
            [one for one in corpus.communes if departement_of(one.code) == departement.code],
        ),
        events=_events(edition, posts),
        years=by_year(posts),
        origin=typography(f"Communes et intercommunalités : {corpus.atlas.credit}."),
    )


def _events(edition: Edition, posts: tuple[Post, ...]) -> tuple[EventLine, ...]:
    corpus = edition.corpus
    return tuple(
        event_line(post, is_open=corpus.takes_registrations(post)) for post in coming(edition, posts)
    )


def _coverage(edition: Edition, departement: Departement) -> Coverage:
    """Return the reach of framework conventions by commune; the best state of each commune counts."""
    corpus = edition.corpus
    communes = corpus.atlas.communes_of(departement.code)
    best: dict[str, Situation] = {}
    for situation in sorted(corpus.situations.values(), key=_merit):
        if situation.convention.nature == FRAMEWORK:
            for code in situation.convention.reach.codes:
                best[code] = situation
    reached = [commune for commune in communes if commune.code in best]
    rows = tuple(
        _coverage_row(edition, best[one.code], Link(one.nom, commune_address(one))) for one in reached
    )
    return Coverage(
        titre="Les communes et la convention territoriale globale",
        figures=_figures(edition, len(communes), tuple(best[commune.code] for commune in reached)),
        rows=rows,
    )


def _merit(situation: Situation) -> tuple[bool, bool, bool, str]:
    """Order conventions so that the one that binds most, then the latest, comes last."""
    return (
        situation.statut in BINDING,
        situation.statut in ENDED,
        situation.statut is Statut.EN_NEGOCIATION,
        str(situation.convention.begins or ""),
    )


def _figures(edition: Edition, total: int, best: tuple[Situation, ...]) -> tuple[str, ...]:
    """Return how many communes are in each case; ``best`` is the situation that counts for each one."""
    complete = edition.config.conventions.complet_au
    held = [one for one in best if one.statut in BINDING]
    ended = sum(one.statut in ENDED for one in best)
    talking = sum(one.statut is Statut.EN_NEGOCIATION for one in best)
    are = printed.plural(len(held), "est couverte", "sont couvertes")
    covered = (
        f"{printed.count(len(held), 'commune', 'communes')} sur {printed.number(total)} {are} "
        "par une convention signée ou en vigueur"
    )
    figures = [f"{covered}." if complete else f"{covered}, à la connaissance de ce bulletin.", *_ends(held)]
    if ended:
        have = printed.plural(ended, "a", "ont")
        figures.append(f"{printed.count(ended, 'commune', 'communes')} {have} eu une convention, terminée.")
    if talking:
        have = printed.plural(talking, "a", "ont")
        figures.append(
            f"{printed.count(talking, 'commune', 'communes')} {have} une convention en discussion."
        )
    if complete:
        none = printed.count(total - len(held) - ended - talking, "commune", "communes")
        figures.append(f"{none} sans convention (registre complet au {printed.day(complete)}).")
    return tuple(figures)


def _ends(held: list[Situation]) -> Iterator[str]:
    """Yield the years in which conventions end: « 148 communes ont une convention qui finit en 2026. »."""
    years = Counter(one.convention.ends.year if one.convention.ends else None for one in held)
    for year in sorted(years, key=lambda one: one or dt.MAXYEAR):
        communes = printed.count(years[year], "commune", "communes")
        have = printed.plural(years[year], "a", "ont")
        end = f"qui finit en {year}" if year else "dont la fin n’est pas connue de ce bulletin"
        yield f"{communes} {have} une convention {end}."


def _coverage_row(edition: Edition, situation: Situation, territoire: Link) -> CoverageRow:
    convention, speaker = situation.convention, edition.speaker
    return CoverageRow(
        territoire=territoire,
        convention=Link(speaker.name(convention), convention_address(convention.id)),
        etat=speaker.statut(situation),
        etat_code=situation.statut.value,
        fin=printed.partial(convention.period.fin) if convention.period.fin else "non connue",
    )
