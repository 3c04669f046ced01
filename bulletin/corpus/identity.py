"""Which report belongs to which convention.

Pure. A writer seldom types an identifier: a step is joined to the convention of the same nature
and territory that it can only mean. All posts count, scheduled ones too and drafts last, so that an
identifier never depends on the day of the build.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from bulletin.content.model.cards import ConventionCard
from bulletin.content.model.convention import PROVING, SIGNING, Etape, EtapeNom
from bulletin.content.model.post import Post
from bulletin.content.model.territoire import Territoire
from bulletin.corpus.period import agree, period_of
from bulletin.diagnostics import Diagnostics, Place
from bulletin.french.slugs import slug
from bulletin.territories.atlas import Atlas

NEVER = dt.date.min
CHANGES_TERRITORY = frozenset({EtapeNom.AVENANT, EtapeNom.RETRAIT})
SMALL_DIFFERENCE = 2
"""Letters by which two identifiers may differ and still look like one mistyped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepReport:
    """A step as one source tells it. ``post`` is ``None`` for a card.

    ``territoire`` is what the step states, else the post's own. ``rank`` is the order of the fold: the
    step's day, then publication, then path, then place in the file.
    """

    etape: Etape
    post: Post | None
    rank: tuple[dt.date, dt.date, str, int]

    @property
    def territoire(self) -> Territoire:
        """The territory that the step states, else the post's own."""
        if self.post is None:
            return self.etape.territoire
        if self.etape.etape in CHANGES_TERRITORY:
            return self.post.territoire or self.etape.territoire
        return self.etape.territoire or self.post.territoire

    @property
    def source(self) -> str:
        """The file that tells it."""
        return self.etape.source

    @property
    def place(self) -> Place:
        """Where its block begins."""
        return self.etape.place()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionHistory:
    """A convention: its identity, and all its reports in order of day, known today or not.

    ``card`` holds facts without a day, if there is one.
    """

    id: str
    nature: str
    card: ConventionCard | None = None
    reports: tuple[StepReport, ...] = ()

    @property
    def first_year(self) -> int:
        """The year of its begin, as far as any step tells one, else of its first step."""
        debut = period_of(self.facts).debut
        if debut is not None:
            return debut.first.year
        return min((report.etape.jour.year for report in self.reports), default=NEVER.year)

    @property
    def base(self) -> tuple[Etape, ...]:
        """What the card states without a day."""
        return () if self.card is None or self.card.facts in self.card.etapes else (self.card.facts,)

    @property
    def facts(self) -> tuple[Etape, ...]:
        """All that is told of it: what the card states without a day, then every step in order."""
        return (*self.base, *(report.etape for report in self.reports))

    def is_on(self, territoire: Territoire) -> bool:
        """Whether it has had that very territory: told of it, or made by an avenant or a retrait."""
        return territoire.key in territories_of(self.base, self.reports)

    def has_ended(self, day: dt.date) -> bool:
        """Whether it was over on ``day``, by the steps of before; talks that were given up may be resumed."""
        fin = period_of((*self.base, *self._steps_until(day))).fin
        return fin is not None and fin.last < day

    def is_signed(self, day: dt.date) -> bool:
        """Whether a step proves a signature on ``day``."""
        return any(etape.etape in PROVING for etape in self._steps_until(day))

    def _steps_until(self, day: dt.date) -> tuple[Etape, ...]:
        return tuple(report.etape for report in self.reports if report.etape.jour <= day)


TerritoireKey = tuple[frozenset[str], frozenset[str], frozenset[str]]


def territories_of(base: Iterable[Etape], reports: Iterable[StepReport]) -> frozenset[TerritoireKey]:
    """Return the territories that a convention has had, as keys: those told, and those that changes made."""
    told = {etape.territoire.key for etape in base if etape.territoire}
    current: TerritoireKey = next(iter(told), Territoire().key)
    for report in reports:
        stated = report.etape.territoire.key
        own = report.territoire.key
        match report.etape.etape:
            case EtapeNom.AVENANT:
                current = (current[0] | stated[0], current[1] | stated[1], current[2] | stated[2])
            case EtapeNom.RETRAIT:
                current = (current[0] - stated[0], current[1] - stated[1], current[2] - stated[2])
            case name if any(own) and (name in SIGNING or not any(current)):
                current = own
        told |= {current, own}
    return frozenset(key for key in told if any(key))


def tellings_of(posts: Iterable[Post], cards: Iterable[ConventionCard]) -> tuple[StepReport, ...]:
    """Return every report of posts and cards, in the order of the fold."""
    found = [
        StepReport(etape=etape, post=post, rank=(etape.jour, post.jour, post.source, index))
        for post in posts
        for index, etape in enumerate(post.etapes)
    ]
    found += [
        StepReport(etape=etape, post=None, rank=(etape.jour, NEVER, card.source, index))
        for card in cards
        for index, etape in enumerate(card.etapes)
    ]
    return tuple(sorted(found, key=lambda report: report.rank))


def identify(
    posts: Iterable[Post], cards: Iterable[ConventionCard], atlas: Atlas, diagnostics: Diagnostics
) -> Mapping[str, ConventionHistory]:
    """Return the conventions by identifier; a step that two of them could claim is an erreur."""
    cards = tuple(sorted(cards, key=lambda card: card.source))
    by_source = {card.source: card.id for card in cards}
    histories = {
        card.id: ConventionHistory(id=card.id, nature=card.facts.nature, card=card) for card in cards
    }
    reports = tellings_of(posts, cards)
    for report in reports:
        if report.post is None:
            name = by_source[report.source]
            histories[name] = _joined(histories[name], report)
    told = [report for report in reports if report.post is not None]
    for report in sorted(told, key=lambda one: (one.post is not None and one.post.brouillon, one.rank)):
        name = _name_of(report, histories, atlas, diagnostics)
        history = histories.get(name) or ConventionHistory(id=name, nature=report.etape.nature)
        histories[name] = _joined(history, report)
    _tell_near_identifiers(histories, reports, diagnostics)
    _tell_missing_natures(histories, diagnostics)
    return {name: histories[name] for name in sorted(histories)}


def _joined(history: ConventionHistory, report: StepReport) -> ConventionHistory:
    return replace(
        history,
        nature=history.nature or report.etape.nature,
        reports=tuple(sorted((*history.reports, report), key=lambda one: one.rank)),
    )


def _name_of(
    report: StepReport, histories: Mapping[str, ConventionHistory], atlas: Atlas, diagnostics: Diagnostics
) -> str:
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
    """Return the conventions that a step can mean, among those that a step before it or a card tells.

    They have its nature and its territory. Where it tells a begin they have begun the same year; else they
    have not ended on its day. A renouvellement opens its own: it joins the same one told before, or talks
    that it concludes, never the convention that it succeeds.
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
        told = tuple(history for history in known if _is_renewed_then(history, etape))
        known = told or tuple(
            history for history in known if history.reports and not history.is_signed(etape.jour)
        )
    return tuple(history for history in known if not history.has_ended(etape.jour))


def _is_renewed_then(history: ConventionHistory, etape: Etape) -> bool:
    """Whether another post already told this renouvellement: the same step, on a day that agrees."""
    return any(
        told.etape.etape is EtapeNom.RENOUVELLEMENT
        and told.etape.quand is not None
        and etape.quand is not None
        and agree(told.etape.quand, etape.quand)
        for told in history.reports
    )


def _computed_id(report: StepReport, histories: Mapping[str, ConventionHistory], atlas: Atlas) -> str:
    etape = report.etape
    year = etape.debut.first.year if etape.debut else etape.jour.year
    name = slug(f"{etape.nature}-{_territory_name(report.territoire, atlas)}-{year}")
    if name not in histories:
        return name
    # Another convention bears this name: homonymous communes, or a second one begun that year.
    codes = sorted(code for part in report.territoire.key for code in part)
    coded = slug(
        f"{etape.nature}-{_territory_name(report.territoire, atlas)}-{codes[0] if codes else ''}-{year}"
    )
    serial = 2
    while coded in histories:
        coded, serial = f"{name}-{serial}", serial + 1
    return coded


def _territory_name(territoire: Territoire, atlas: Atlas) -> str:
    if territoire.epci:
        first = territoire.epci[0]
        epci = atlas.epci(first.siren) if first.siren else None
        name, several = (epci.short_name if epci else first.nom), len(territoire.epci) > 1
    elif territoire.communes:
        commune = atlas.commune(territoire.communes[0].code)
        name = commune.nom if commune else territoire.communes[0].ecrit
        several = len(territoire.communes) > 1
    elif territoire.departements:
        departement = atlas.departement(territoire.departements[0])
        name = departement.nom if departement else territoire.departements[0]
        several = len(territoire.departements) > 1
    else:
        name, several = "", False
    return f"{name}-et-autres" if several else name


# -- identifiers that look mistyped ----------------------------------------------------------------------


def _tell_near_identifiers(
    histories: Mapping[str, ConventionHistory], reports: tuple[StepReport, ...], diagnostics: Diagnostics
) -> None:
    """Tell the typed identifiers that look like another's; « cej-x » and « ctg-x » name two natures."""
    stems = {name: _stem(name) for name in sorted(histories)}
    told: set[str] = set()
    for report in reports:
        typed = report.etape.id
        if not typed or typed in told or report.post is None:
            continue
        told.add(typed)
        near = next(
            (
                name
                for name, stem in stems.items()
                if name != typed
                and histories[name].nature in {"", histories[typed].nature or histories[name].nature}
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
    head, _, year = name.rpartition("-")
    return head if year.isdigit() else name


def _distance(first: str, second: str) -> int:
    """Return how many letters must change between two words, ``SMALL_DIFFERENCE`` + 1 at most."""
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


def _tell_missing_natures(histories: Mapping[str, ConventionHistory], diagnostics: Diagnostics) -> None:
    for history in histories.values():
        if not history.nature and history.reports:
            diagnostics.add(
                "nature-manquante",
                history.reports[0].place,
                f"Aucun article ne dit la nature de la convention « {history.id} ».",
                "Ajoutez « nature: CTG », ou une autre.",
            )
