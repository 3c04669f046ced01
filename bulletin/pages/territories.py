"""The pages of EPCI and départements: their conventions, their communes, their posts."""

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
from bulletin.corpus.lifecycle import BINDING, Situation, Statut
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.agenda_lines import agenda_lines
from bulletin.pages.parts.convention_lines import convention_groups
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.facts import fact
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.places import departement_item, initial_groups, posts_of_departement
from bulletin.pages.parts.post_lines import by_year
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.parts.structured_data import area
from bulletin.pages.views.body import Prose
from bulletin.pages.views.pages import CoverageRow, CoverageTable, TerritoryView
from bulletin.pages.views.pieces import ConventionSection, Fact, Link
from bulletin.territories.model import Departement, Epci, departement_of
from bulletin.territories.prepositions import de_departement, de_epci, long_name

FRAMEWORK = "CTG"
"""The nature whose coverage is counted: the framework convention of a territory."""
ENDED = frozenset({Statut.RESILIEE, Statut.RENOUVELEE, Statut.ECHUE})
"""The states of conventions that were signed and do not apply any more."""


def territories(context: SiteContext) -> Iterator[Declaration]:
    """Declare the page of each grouping and département."""
    for epci in context.corpus.epci:
        yield Declaration.page(
            address=epci_address(epci),
            origin=f"la page de l’intercommunalité {epci.nom}",
            template="territoire.html",
            build=partial(_epci, context, epci),
        )
    for departement in context.corpus.departements:
        yield Declaration.page(
            address=departement_address(departement),
            origin=f"la page du département {departement.nom}",
            template="territoire.html",
            build=partial(_departement, context, departement),
        )


def _intro(context: SiteContext, code: str, address: str, resolver: LinkResolver) -> Prose:
    card = context.corpus.territoires.get(code)
    return resolver.card_body(card, address)


def _titre(context: SiteContext, code: str, otherwise: str) -> str:
    card = context.corpus.territoires.get(code)
    return typography(card.titre) if card and card.titre else typography(otherwise)


def _nothing(context: SiteContext) -> str:
    complete = context.config.conventions.complet_au
    if complete is not None:
        return f"Aucune convention (registre complet au {printed.day(complete)})."
    return "Aucune convention annoncée dans ce bulletin."


# -- groupings -------------------------------------------------------------------------------------------


def _epci(context: SiteContext, epci: Epci, resolver: LinkResolver) -> TerritoryView:
    corpus = context.corpus
    address = epci_address(epci)
    sections = _epci_sections(context, epci, resolver)
    posts = corpus.posts_by_epci.get(epci.siren, ())
    titre = _titre(context, epci.siren, printed.sentence(long_name(epci)))
    return TerritoryView(
        site=context.frame,
        head=context.head(
            titre,
            address,
            typography(f"Ce qui lie la Caf et les communes {de_epci(epci)} : conventions et actualités."),
            feed=Link(typography(f"Suivre {epci.nom} par RSS"), feed_address(address)),
            path=(Link("Communes", COMMUNES),),
            subjects=(area(titre, address, context.config, identifier=("Siren", epci.siren)),),
        ),
        titre=titre,
        about=(
            *fact("Communes membres", [str(len(epci.membres))]),
            *_departement_fact(context, {departement_of(code) for code in epci.membres}),
        ),
        intro=_intro(context, epci.siren, address, resolver),
        sections=sections,
        empty="" if sections else _nothing(context),
        coverage=None,
        communes=initial_groups(
            epci.siren, [one for one in corpus.communes if one.code in frozenset(epci.membres)]
        ),
        events=agenda_lines(context, posts),
        years=by_year(posts),
        origin=typography(f"Communes membres en {corpus.atlas.annee} : {corpus.atlas.credit}."),
    )


def _departement_fact(context: SiteContext, codes: set[str]) -> tuple[Fact, ...]:
    items = tuple(departement_item(context, code) for code in sorted(codes))
    return (Fact(printed.plural(len(items), "Département", "Départements"), items),) if items else ()


def _epci_sections(context: SiteContext, epci: Epci, resolver: LinkResolver) -> tuple[ConventionSection, ...]:
    own: list[Situation] = []
    members: list[Situation] = []
    for situation in context.corpus.situations.values():
        coverage = situation.convention.coverage
        if epci.siren in coverage.sirens:
            own.append(situation)
        elif not coverage.sirens and coverage.codes & frozenset(epci.membres):
            members.append(situation)
    return tuple(
        ConventionSection(titre, groups)
        for titre, found in (
            ("Signées par l’intercommunalité", own),
            ("Signées par des communes membres", members),
        )
        if (groups := convention_groups(context, found, resolver))
    )


# -- départements ----------------------------------------------------------------------------------------


def _departement(context: SiteContext, departement: Departement, resolver: LinkResolver) -> TerritoryView:
    corpus = context.corpus
    address = departement_address(departement)
    own = [
        situation
        for situation in corpus.situations.values()
        if departement.code in situation.convention.coverage.territoire.departements
    ]
    groups = convention_groups(context, own, resolver)
    posts = posts_of_departement(context, departement)
    is_home = departement.code in context.config.site.departements
    return TerritoryView(
        site=context.frame,
        head=context.head(
            departement.nom,
            address,
            typography(
                f"Les conventions de la Caf à l’échelle {de_departement(departement)}, et ses communes."
            ),
            feed=Link(f"Suivre le département par RSS ({departement.nom})", feed_address(address)),
            subjects=(
                area(departement.nom, address, context.config, identifier=("Code Insee", departement.code)),
            ),
        ),
        titre=_titre(context, departement.code, departement.nom),
        about=fact("Numéro", [departement.code]),
        intro=_intro(context, departement.code, address, resolver),
        sections=(ConventionSection("À l’échelle du département", groups),) if groups else (),
        empty="" if groups else _nothing(context),
        coverage=_coverage(context, departement) if is_home else None,
        communes=initial_groups(
            departement.code,
            [one for one in corpus.communes if departement_of(one.code) == departement.code],
        ),
        events=agenda_lines(context, posts),
        years=by_year(posts),
        origin=typography(f"Communes et intercommunalités : {corpus.atlas.credit}."),
    )


def _coverage(context: SiteContext, departement: Departement) -> CoverageTable:
    """Return the framework convention of each commune: the one that ``_rank`` puts last."""
    corpus = context.corpus
    communes = corpus.atlas.communes_of(departement.code)
    best: dict[str, Situation] = {}
    for situation in sorted(corpus.situations.values(), key=_rank):
        if situation.convention.nature == FRAMEWORK:
            for code in situation.convention.coverage.codes:
                best[code] = situation
    reached = [commune for commune in communes if commune.code in best]
    rows = tuple(
        _coverage_row(context, best[one.code], Link(one.nom, commune_address(one))) for one in reached
    )
    return CoverageTable(
        titre="Les communes et la convention territoriale globale",
        figures=_figures(context, len(communes), tuple(best[commune.code] for commune in reached)),
        rows=rows,
    )


def _rank(situation: Situation) -> tuple[bool, bool, bool, str]:
    """Return a sort key that puts binding conventions last, before them ended ones, then negotiations."""
    return (
        situation.statut in BINDING,
        situation.statut in ENDED,
        situation.statut is Statut.EN_NEGOCIATION,
        str(situation.convention.begins or ""),
    )


def _figures(context: SiteContext, total: int, best: tuple[Situation, ...]) -> tuple[str, ...]:
    """Return how many of ``total`` communes are in each case; ``best`` is the situation of each commune."""
    complete = context.config.conventions.complet_au
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
    """Yield a sentence for each year of end: « 148 communes ont une convention qui finit en 2026. »."""
    years = Counter(one.convention.ends.year if one.convention.ends else None for one in held)
    for year in sorted(years, key=lambda one: one or dt.MAXYEAR):
        communes = printed.count(years[year], "commune", "communes")
        have = printed.plural(years[year], "a", "ont")
        end = f"qui finit en {year}" if year else "dont la fin n’est pas connue de ce bulletin"
        yield f"{communes} {have} une convention {end}."


def _coverage_row(context: SiteContext, situation: Situation, territoire: Link) -> CoverageRow:
    convention, phrasing = situation.convention, context.phrasing
    return CoverageRow(
        territoire=territoire,
        convention=Link(phrasing.name(convention), convention_address(convention.id)),
        etat=phrasing.statut(situation),
        etat_code=situation.statut.value,
        fin=printed.partial(convention.period.fin) if convention.period.fin else "non connue",
    )
