"""The register of conventions, and the page of each through its whole life."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

from bulletin.content.addresses import CONVENTIONS, convention_address, feed_address
from bulletin.content.model.convention import SIGNING, Etape
from bulletin.content.model.source import Corps
from bulletin.content.model.territoire import CommuneCitee
from bulletin.corpus.identity import Telling
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
from bulletin.pages.parts.edition import Edition
from bulletin.pages.parts.facts import amount_facts, etape_facts, fact
from bulletin.pages.parts.shelf import Shelf
from bulletin.pages.parts.timeline import time_line
from bulletin.pages.views.pages import ConventionView, RegisterRow, RegisterView
from bulletin.pages.views.pieces import Fact, Link, StepBlock


def conventions(edition: Edition) -> Iterator[Declaration]:
    """Declare the register and the page of each convention that exists on the day."""
    yield Declaration.page(
        address=CONVENTIONS,
        origin="le registre des conventions",
        template="conventions.html",
        build=partial(_register, edition),
    )
    for situation in edition.corpus.situations.values():
        yield Declaration.page(
            address=convention_address(situation.id),
            origin=f"la page de la convention {situation.id}",
            template="convention.html",
            build=partial(_convention, edition, situation),
        )


# -- the register ----------------------------------------------------------------------------------------


def _register(edition: Edition, _shelf: Shelf) -> RegisterView:
    rows = [_row(edition, situation) for situation in edition.corpus.situations.values()]
    rows.sort(key=lambda row: (fold(row.territoire), row.nature, row.periode, row.intitule.address))
    complete = edition.config.conventions.complet_au
    return RegisterView(
        site=edition.frame,
        head=edition.head(
            "Conventions", CONVENTIONS, "Toutes les conventions du bulletin, leur période et leur état."
        ),
        rows=tuple(rows),
        scope=(
            f"Registre déclaré complet au {printed.day(complete)}."
            if complete
            else f"Ces conventions sont celles que ce bulletin a annoncées{NNBSP}; d’autres peuvent exister."
        ),
    )


def _row(edition: Edition, situation: Situation) -> RegisterRow:
    convention, speaker = situation.convention, edition.speaker
    return RegisterRow(
        intitule=Link(speaker.name(convention), convention_address(convention.id)),
        nature=convention.nature,
        territoire=typography(territory_names(convention.reach.territoire, edition.corpus.atlas)),
        periode=speaker.period(convention),
        etat=speaker.statut(situation),
        etat_code=situation.statut.value,
        parties=tuple(map(typography, speaker.parties(convention))),
        montants=amount_texts(convention.montants),
        years=_year_span(convention),
        amount=decimal_text(max((one.valeur for one in convention.montants), default=Decimal(0))),
    )


def _year_span(convention: Convention) -> str:
    """Return the first and the last year, ``""`` where the first is not known."""
    years = [day.year for day in (convention.begins, convention.ends) if day is not None]
    return " ".join(map(str, years)) if convention.begins is not None else ""


# -- a convention ----------------------------------------------------------------------------------------


def _convention(edition: Edition, situation: Situation, shelf: Shelf) -> ConventionView:
    convention, speaker = situation.convention, edition.speaker
    address = convention_address(convention.id)
    card = convention.life.card
    return ConventionView(
        site=edition.frame,
        head=edition.head(
            speaker.name(convention),
            address,
            speaker.phrase(situation),
            feed=Link("Suivre cette convention par RSS", feed_address(address)),
            path=(Link("Conventions", CONVENTIONS),),
        ),
        titre=speaker.name(convention),
        etat=speaker.statut(situation),
        etat_code=situation.statut.value,
        phrase=speaker.phrase(situation),
        facts=_facts(edition, situation, shelf),
        body=shelf.prose(card.source, address, card.corps) if card else shelf.prose("", address, Corps()),
        time_line=time_line(edition, [situation], "Période de la convention"),
        steps=_steps(edition, convention),
        before=_links(edition, tuple(convention.replaces)),
        after=_links(edition, situation.replaced_by),
        communes=_communes(edition, convention),
        coverage=_coverage(edition, convention),
    )


def _links(edition: Edition, names: tuple[str, ...]) -> tuple[Link, ...]:
    known = edition.corpus.situations
    return tuple(
        Link(edition.speaker.name(known[name].convention), convention_address(name))
        for name in sorted(names)
        if name in known
    )


def _facts(edition: Edition, situation: Situation, shelf: Shelf) -> tuple[Fact, ...]:
    convention, speaker = situation.convention, edition.speaker
    period = convention.period
    initial = period.fin_initiale if period.is_extended or period.resiliation else None
    expected = expected_signature(convention) if convention.signed_on is None else None
    return (
        *fact("Nature", [typography(printed.sentence(speaker.nature(convention).libelle))]),
        *fact(
            "Territoire",
            [typography(territory_names(convention.reach.territoire, edition.corpus.atlas))],
        ),
        *fact("Période", [speaker.period(convention)]),
        *end_facts(situation),
        *fact("Fin prévue à l’origine", [printed.sentence(printed.partial(initial))] if initial else []),
        *fact("Signature", [printed.sentence(printed.on(period.signature))] if period.signature else []),
        *fact("Signature prévue", [printed.sentence(printed.on(expected))] if expected else []),
        *fact("Parties", map(typography, speaker.parties(convention))),
        *amount_facts(convention.montants),
        *fact("Axes", map(typography, convention.axes)),
        *fact("Instances", (typography(instance.nom) for instance in convention.instances)),
        *document_facts(convention, shelf),
    )


def _steps(edition: Edition, convention: Convention) -> tuple[StepBlock, ...]:
    """Return the steps in order of day; several tellings of one step are one, with all its sources."""
    blocks: dict[object, StepBlock] = {}
    days: dict[object, PartialDate | None] = {}
    card = convention.life.card
    if card is not None and card.facts not in card.etapes:
        found = etape_facts(card.facts, edition)
        blocks["fiche"] = StepBlock(
            titre="Ce que dit la fiche", day="", date="", announced=False, facts=found, sources=()
        )
    for telling in convention.known:
        etape = telling.etape
        key = _step_key(etape, convention.known)
        source: tuple[Link, ...] = (
            (Link(typography(telling.post.titre), telling.post.address),) if telling.post else ()
        )
        known = blocks.get(key)
        facts = etape_facts(etape, edition)
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


def _step_key(etape: Etape, known: tuple[Telling, ...]) -> tuple[str, str, dt.date]:
    """Return what two tellings of one step share: what it is, and its day as the first of them knows it.

    A convention is signed once: « avril 2017 » and « 12 avril 2017 » are one signature.
    """
    same = (
        told.etape.jour
        for told in known
        if etape.etape in SIGNING and told.etape.etape is etape.etape and agree(told.etape.quand, etape.quand)
    )
    return etape.etape.value, etape.libelle, min(same, default=etape.jour)


def _day(quand: PartialDate | None) -> str:
    if quand is None or quand.quarter is not None:
        return ""
    return quand.iso()


def _communes(edition: Edition, convention: Convention) -> tuple[Link, ...]:
    def named(commune: CommuneCitee) -> Link:
        return Link(commune.ecrit, edition.commune_addresses.get(commune.code, ""))

    ordered = sorted(convention.reach.communes, key=lambda commune: fold(commune.ecrit))
    return tuple(named(commune) for commune in ordered)


def _coverage(edition: Edition, convention: Convention) -> str:
    """Say whom it covers, and by which data when that comes from a grouping."""
    reach = convention.reach
    atlas = edition.corpus.atlas
    if reach.territoire.epci and not reach.territoire.communes and reach.communes:
        return f"Communes membres en {atlas.annee} ({atlas.credit})."
    if reach.communes:
        return ""
    names = territory_names(reach.territoire, atlas)
    return typography(f"Tout le département : {names}.") if names and reach.territoire.departements else ""
