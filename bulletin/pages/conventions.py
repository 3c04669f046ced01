"""The register of conventions, and the page of each convention with its whole history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from bulletin.content.addresses import CONVENTIONS, convention_address, feed_address
from bulletin.content.model.convention import SIGNING, Etape
from bulletin.content.model.territoire import CommuneCitee
from bulletin.corpus.history import StepReport
from bulletin.corpus.lifecycle import Convention, Situation
from bulletin.corpus.period import agree, merged
from bulletin.corpus.sentences import amount_texts, etape_label, expected_signature, territory_names
from bulletin.french import printed
from bulletin.french.dates import PartialDate
from bulletin.french.printed import NNBSP, typography
from bulletin.french.slugs import fold
from bulletin.french.typed_amounts import decimal_text
from bulletin.pages.parts.convention_lines import document_facts, end_facts
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.facts import amount_facts, etape_facts, fact
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.parts.timeline import time_line
from bulletin.pages.views.pages import ConventionView, RegisterRow, RegisterView
from bulletin.pages.views.pieces import Fact, Link, StepBlock


def conventions(context: SiteContext) -> Iterator[Declaration]:
    """Declare the register and the page of each convention that exists on the day."""
    yield Declaration.page(
        address=CONVENTIONS,
        origin="le registre des conventions",
        template="conventions.html",
        build=partial(_register, context),
    )
    for situation in context.corpus.situations.values():
        yield Declaration.page(
            address=convention_address(situation.id),
            origin=f"la page de la convention {situation.id}",
            template="convention.html",
            build=partial(_convention, context, situation),
        )


# -- the register ----------------------------------------------------------------------------------------


def _register(context: SiteContext, _resolver: LinkResolver) -> RegisterView:
    rows = [_row(context, situation) for situation in context.corpus.situations.values()]
    rows.sort(key=lambda row: (fold(row.territoire), row.nature, row.periode, row.intitule.address))
    complete = context.config.conventions.complet_au
    return RegisterView(
        site=context.frame,
        head=context.head(
            "Conventions", CONVENTIONS, "Toutes les conventions du bulletin, leur période et leur état."
        ),
        rows=tuple(rows),
        scope=(
            f"Registre déclaré complet au {printed.day(complete)}."
            if complete
            else f"Ces conventions sont celles que ce bulletin a annoncées{NNBSP}; d’autres peuvent exister."
        ),
    )


def _row(context: SiteContext, situation: Situation) -> RegisterRow:
    convention, phrasing = situation.convention, context.phrasing
    return RegisterRow(
        intitule=Link(phrasing.name(convention), convention_address(convention.id)),
        nature=convention.nature,
        territoire=typography(territory_names(convention.coverage.territoire, context.corpus.atlas)),
        periode=phrasing.period(convention),
        etat=phrasing.statut(situation),
        etat_code=situation.statut.value,
        parties=tuple(map(typography, phrasing.parties(convention))),
        montants=amount_texts(convention.montants),
        years=_year_span(convention),
        amount=decimal_text(max((one.valeur for one in convention.montants), default=Decimal(0))),
    )


def _year_span(convention: Convention) -> str:
    """Return the first and the last year, separated by a space; ``""`` when the first is not known."""
    years = [day.year for day in (convention.begins, convention.ends) if day is not None]
    return " ".join(map(str, years)) if convention.begins is not None else ""


# -- a convention ----------------------------------------------------------------------------------------


def _convention(context: SiteContext, situation: Situation, resolver: LinkResolver) -> ConventionView:
    convention, phrasing = situation.convention, context.phrasing
    address = convention_address(convention.id)
    return ConventionView(
        site=context.frame,
        head=context.head(
            phrasing.name(convention),
            address,
            phrasing.phrase(situation),
            feed=Link("Suivre cette convention par RSS", feed_address(address)),
            path=(Link("Conventions", CONVENTIONS),),
        ),
        titre=phrasing.name(convention),
        etat=phrasing.statut(situation),
        etat_code=situation.statut.value,
        phrase=phrasing.phrase(situation),
        facts=_facts(context, situation, resolver),
        body=resolver.card_body(convention.history.card, address),
        time_line=time_line(context, [situation], "Période de la convention"),
        steps=_steps(context, convention),
        before=_links(context, tuple(convention.replaces)),
        after=_links(context, situation.replaced_by),
        communes=_communes(context, convention),
        coverage=_coverage(context, convention),
    )


def _links(context: SiteContext, names: tuple[str, ...]) -> tuple[Link, ...]:
    known = context.corpus.situations
    return tuple(
        Link(context.phrasing.name(known[name].convention), convention_address(name))
        for name in sorted(names)
        if name in known
    )


def _facts(context: SiteContext, situation: Situation, resolver: LinkResolver) -> tuple[Fact, ...]:
    convention, phrasing = situation.convention, context.phrasing
    period = convention.period
    initial = period.fin_initiale if period.is_extended or period.resiliation else None
    expected = expected_signature(convention) if convention.signed_on is None else None
    return (
        *fact("Nature", [typography(printed.sentence(phrasing.nature(convention).libelle))]),
        *fact(
            "Territoire",
            [typography(territory_names(convention.coverage.territoire, context.corpus.atlas))],
        ),
        *fact("Période", [phrasing.period(convention)]),
        *end_facts(situation),
        *fact("Fin prévue à l’origine", [printed.sentence(printed.partial(initial))] if initial else []),
        *fact("Signature", [printed.sentence(printed.on(period.signature))] if period.signature else []),
        *fact("Signature prévue", [printed.sentence(printed.on(expected))] if expected else []),
        *fact("Parties", map(typography, phrasing.parties(convention))),
        *amount_facts(convention.montants),
        *fact("Axes", map(typography, convention.axes)),
        *fact("Instances", (typography(instance.nom) for instance in convention.instances)),
        *document_facts(convention, resolver),
    )


def _steps(context: SiteContext, convention: Convention) -> tuple[StepBlock, ...]:
    """Return the steps in order of day; several reports of one step are one, with all its sources."""
    blocks: dict[object, StepBlock] = {}
    days: dict[object, PartialDate | None] = {}
    for undated in convention.history.base:
        found = etape_facts(undated, context)
        blocks["fiche"] = StepBlock(
            titre="Ce que dit la fiche", day="", date="", announced=False, facts=found, sources=()
        )
    for report in convention.known:
        etape = report.etape
        key = _step_key(etape, convention.known)
        source: tuple[Link, ...] = (
            (Link(typography(report.post.titre), report.post.address),) if report.post else ()
        )
        known = blocks.get(key)
        facts = etape_facts(etape, context)
        if known is not None:
            facts = (*known.facts, *(one for one in facts if one not in known.facts))
            source = (*known.sources, *(one for one in source if one not in known.sources))
        quand = days[key] = merged(days.get(key), etape.quand)
        blocks[key] = StepBlock(
            titre=etape_label(etape),
            day=_day(quand),
            date=printed.on(quand) if quand else "à une date que ce bulletin ne connaît pas",
            announced=etape.jour > convention.day,
            facts=facts,
            sources=source,
        )
    return tuple(block for block in blocks.values() if block.date or block.facts)


def _step_key(etape: Etape, known: tuple[StepReport, ...]) -> tuple[str, str, dt.date]:
    """Return what the reports of one step have in common: its name, and the earliest of its days.

    A convention is signed once: « avril 2017 » and « 12 avril 2017 » are one signature.
    """
    same = (
        report.etape.jour
        for report in known
        if etape.etape in SIGNING
        and report.etape.etape is etape.etape
        and agree(report.etape.quand, etape.quand)
    )
    return etape.etape.value, etape.libelle, min(same, default=etape.jour)


def _day(quand: PartialDate | None) -> str:
    if quand is None or quand.quarter is not None:
        return ""
    return quand.iso()


def _communes(context: SiteContext, convention: Convention) -> tuple[Link, ...]:
    def named(commune: CommuneCitee) -> Link:
        return Link(commune.ecrit, context.commune_addresses.get(commune.code, ""))

    ordered = sorted(convention.coverage.communes, key=lambda commune: fold(commune.ecrit))
    return tuple(named(commune) for commune in ordered)


def _coverage(context: SiteContext, convention: Convention) -> str:
    """Return the origin of the list of members of a grouping, or the département that stands for a list."""
    coverage = convention.coverage
    atlas = context.corpus.atlas
    if coverage.territoire.epci and not coverage.territoire.communes and coverage.communes:
        return f"Communes membres en {atlas.annee} ({atlas.credit})."
    if coverage.communes:
        return ""
    names = territory_names(coverage.territoire, atlas)
    return typography(f"Tout le département : {names}.") if names and coverage.territoire.departements else ""
