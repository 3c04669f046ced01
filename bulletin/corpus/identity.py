"""Which step report belongs to which convention.

Pure. A writer seldom types an identifier: a step without one is joined to the only convention of the same
nature and territory that it can mean. All posts count, those to come too, and drafts after all others, so
that an identifier never depends on the day of the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bulletin.content.model.cards import ConventionCard
from bulletin.content.model.convention import Etape, EtapeNom
from bulletin.content.model.post import Post
from bulletin.content.model.territoire import Territoire
from bulletin.corpus.history import ConventionHistory, StepReport, step_reports
from bulletin.corpus.period import agree
from bulletin.diagnostics import Diagnostics
from bulletin.french.slugs import slug
from bulletin.territories.atlas import Atlas

SMALL_DIFFERENCE = 2
"""How many letters may differ between two identifiers before one no longer looks like a typing error."""


def identify(
    posts: Iterable[Post], cards: Iterable[ConventionCard], atlas: Atlas, diagnostics: Diagnostics
) -> Mapping[str, ConventionHistory]:
    """Return the conventions by identifier; a step that may belong to several of them is an erreur."""
    cards = tuple(sorted(cards, key=lambda card: card.source))
    by_source = {card.source: card.id for card in cards}
    histories = {
        card.id: ConventionHistory(id=card.id, nature=card.facts.nature, card=card) for card in cards
    }
    reports = step_reports(posts, cards)
    for report in reports:
        if report.post is None:
            name = by_source[report.source]
            histories[name] = _joined(histories[name], report)
    of_posts = [report for report in reports if report.post is not None]
    for report in sorted(of_posts, key=lambda one: (one.post is not None and one.post.brouillon, one.rank)):
        name = _identifier_of(report, histories, atlas, diagnostics)
        history = histories.get(name) or ConventionHistory(id=name, nature=report.etape.nature)
        histories[name] = _joined(history, report)
    _check_near_identifiers(histories, reports, diagnostics)
    _check_missing_natures(histories, diagnostics)
    return {name: histories[name] for name in sorted(histories)}


def _joined(history: ConventionHistory, report: StepReport) -> ConventionHistory:
    return replace(
        history,
        nature=history.nature or report.etape.nature,
        reports=tuple(sorted((*history.reports, report), key=lambda one: one.rank)),
    )


def _identifier_of(
    report: StepReport, histories: Mapping[str, ConventionHistory], atlas: Atlas, diagnostics: Diagnostics
) -> str:
    """Return the identifier typed, else that of the convention that a step can mean, else a computed one."""
    etape = report.etape
    if etape.id:
        return etape.id
    found = _candidates(report, histories)
    if len(found) > 1:
        names = " et ".join(f"« {history.id} »" for history in found)
        diagnostics.add(
            "convention-ambigue",
            report.place,
            f"Cette étape peut appartenir à plusieurs conventions : {names}.",
            f"Précisez laquelle : « id: {found[-1].id} ».",
        )
    return found[-1].id if found else _computed_id(report, histories, atlas)


def _candidates(
    report: StepReport, histories: Mapping[str, ConventionHistory]
) -> tuple[ConventionHistory, ...]:
    """Return the conventions that a step can mean, among those of earlier steps and of cards.

    They have its nature and its territory. When it states a begin, they began the same year; else they have
    not ended on its day. A renouvellement starts a convention: it joins one that another post already
    reports, or a negotiation without a signature, never the convention that it replaces.
    """
    etape = report.etape
    known = tuple(
        history
        for history in histories.values()
        if history.nature == etape.nature and history.is_on(report.territoire)
    )
    if etape.debut is not None:
        year = etape.debut.first.year
        return tuple(history for history in known if history.first_year == year)
    if etape.etape is EtapeNom.RENOUVELLEMENT:
        same = tuple(history for history in known if _reports_renewal(history, etape))
        known = same or tuple(
            history for history in known if history.reports and not history.is_signed(etape.jour)
        )
    return tuple(history for history in known if not history.has_ended(etape.jour))


def _reports_renewal(history: ConventionHistory, etape: Etape) -> bool:
    """Whether a convention already has this renouvellement, on a day that agrees with it."""
    return etape.quand is not None and any(
        report.etape.etape is EtapeNom.RENOUVELLEMENT
        and report.etape.quand is not None
        and agree(report.etape.quand, etape.quand)
        for report in history.reports
    )


def _computed_id(report: StepReport, histories: Mapping[str, ConventionHistory], atlas: Atlas) -> str:
    """Return nature-territory-year; with a code or a number when another convention has that identifier."""
    etape = report.etape
    year = etape.debut.first.year if etape.debut else etape.jour.year
    start = f"{etape.nature}-{_territory_name(report.territoire, atlas)}"
    name = slug(f"{start}-{year}")
    if name not in histories:
        return name
    # Two communes of the same name, or a second convention that began the same year.
    codes = sorted(code for part in report.territoire.key for code in part)
    coded = slug(f"{start}-{codes[0] if codes else ''}-{year}")
    serial = 2
    while coded in histories:
        coded, serial = f"{name}-{serial}", serial + 1
    return coded


def _territory_name(territoire: Territoire, atlas: Atlas) -> str:
    """Return the name of the first EPCI, else commune, else département, and whether there are others."""
    cited: Sequence[object] = ()
    name = ""
    if territoire.epci:
        cited, first = territoire.epci, territoire.epci[0]
        epci = atlas.epci(first.siren) if first.siren else None
        name = epci.short_name if epci else first.nom
    elif territoire.communes:
        cited = territoire.communes
        commune = atlas.commune(territoire.communes[0].code)
        name = commune.nom if commune else territoire.communes[0].ecrit
    elif territoire.departements:
        cited = territoire.departements
        departement = atlas.departement(territoire.departements[0])
        name = departement.nom if departement else territoire.departements[0]
    return f"{name}-et-autres" if len(cited) > 1 else name


# -- identifiers that look like a typing error -----------------------------------------------------------


def _check_near_identifiers(
    histories: Mapping[str, ConventionHistory], reports: tuple[StepReport, ...], diagnostics: Diagnostics
) -> None:
    """Report each typed identifier that is nearly that of another convention of the same nature."""
    stems = {name: _stem(name) for name in sorted(histories)}
    of_posts = (report for report in reversed(reports) if report.post is not None)
    first_reports = {report.etape.id: report for report in of_posts if report.etape.id}
    for typed, report in first_reports.items():
        near = next(
            (
                name
                for name, stem in stems.items()
                if histories[name].nature in {"", histories[typed].nature or histories[name].nature}
                and 0 < _distance(stem, stems[typed]) <= SMALL_DIFFERENCE
            ),
            None,
        )
        if near is not None:
            diagnostics.add(
                "identifiant-proche",
                report.etape.place("id"),
                f"« {typed} » ressemble beaucoup à « {near} ».",
                f"Si c’est la même convention, écrivez « id: {near} ».",
            )


def _stem(name: str) -> str:
    """Return an identifier without its year."""
    head, _, year = name.rpartition("-")
    return head if year.isdigit() else name


def _distance(first: str, second: str) -> int:
    """Return the Levenshtein distance of two words, ``SMALL_DIFFERENCE`` + 1 at most."""
    if abs(len(first) - len(second)) > SMALL_DIFFERENCE:
        return SMALL_DIFFERENCE + 1
    row = list(range(len(second) + 1))
    for index, letter in enumerate(first, 1):
        previous, row[0] = row[0], index
        for column, other in enumerate(second, 1):
            previous, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, previous + (letter != other)),
            )
    return min(row[-1], SMALL_DIFFERENCE + 1)


def _check_missing_natures(histories: Mapping[str, ConventionHistory], diagnostics: Diagnostics) -> None:
    for history in histories.values():
        if not history.nature and history.reports:
            diagnostics.add(
                "nature-manquante",
                history.reports[0].place,
                f"Aucun article ne dit la nature de la convention « {history.id} ».",
                "Ajoutez « nature: CTG », ou une autre.",
            )
