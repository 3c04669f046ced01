"""What a convention is on a day: the fold of its steps, its coverage and its state.

Pure; the heart of the field. A build for day D reads the posts out on D and every card. A step
dated after D is shown as announced, but signs, extends, replaces or ends nothing before its day: so it
never changes the state on D.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from typing import TypeVar

from bulletin.content.model.convention import (
    PROVING,
    SIGNING,
    Etape,
    EtapeNom,
    Instance,
    Partie,
)
from bulletin.content.model.montant import Montant, montant_key
from bulletin.content.model.post import Post
from bulletin.content.model.territoire import CommuneCitee, EpciCite, Territoire
from bulletin.corpus.identity import ConventionHistory, StepReport, territories_of
from bulletin.corpus.period import Period, period_of
from bulletin.french.dates import PartialDate, add_months
from bulletin.french.slugs import fold
from bulletin.territories.atlas import Atlas, departement_of

T = TypeVar("T")
Knows = Callable[[StepReport], bool]
"""Whether the build reads a report: its post is out that day, and not taken back."""
NOT_TOLD: tuple[object, ...] = ("", None, ())
"""The values of a field of which nothing is known."""


class Statut(StrEnum):
    """The state of a convention on a day; every day has exactly one."""

    RESILIEE = "resiliee"
    """Ended before its time."""
    ABANDONNEE = "abandonnee"
    """Talks have stopped."""
    EN_NEGOCIATION = "en_negociation"
    """No signature is known."""
    SIGNEE = "signee"
    """Signed, not yet begun."""
    RENOUVELEE = "renouvelee"
    """A successor is signed, and has begun or this one has ended."""
    PROLONGEE = "prolongee"
    """Past its first end, not past the extended one."""
    ECHUE = "echue"
    """Past its end."""
    EN_VIGUEUR = "en_vigueur"
    """Holds; also when no end is known."""


BINDING = frozenset({Statut.SIGNEE, Statut.EN_VIGUEUR, Statut.PROLONGEE})
"""The states in which a convention binds its parties, today or soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Where a convention holds on a day.

    ``territoire`` is who signs for it. ``communes`` are those it covers, members of an EPCI included, by
    code; a convention of a whole département covers no list of communes.
    """

    territoire: Territoire
    communes: tuple[CommuneCitee, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The codes of the communes covered."""
        return frozenset(commune.code for commune in self.communes)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedText:
    """The text of a convention: the step or the card that gives it, and the post that tells this step."""

    etape: Etape
    post: Post | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """A convention on a day, without its state, which depends on others.

    ``known`` are all reports that the build reads, in order; ``come`` those whose day has come.
    ``signed_on`` is the day from which a signature is proved, ``None`` while none is.
    ``replaces`` are the identifiers that it replaces from that day on.
    """

    history: ConventionHistory
    day: dt.date
    known: tuple[StepReport, ...]
    come: tuple[StepReport, ...]
    period: Period
    coverage: Coverage
    signed_on: dt.date | None
    intitule: str = ""
    parties: tuple[Partie, ...] = ()
    montants: tuple[Montant, ...] = ()
    axes: tuple[str, ...] = ()
    instances: tuple[Instance, ...] = ()
    signature_prevue: PartialDate | None = None
    replaces: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Its identifier."""
        return self.history.id

    @property
    def nature(self) -> str:
        """The code of its nature."""
        return self.history.nature

    @property
    def begins(self) -> dt.date | None:
        """The first day on which it holds; an unknown begin counts from the signature."""
        return self.period.debut.first if self.period.debut else self.signed_on

    @property
    def ends(self) -> dt.date | None:
        """The last day on which it holds, if an end is known."""
        return self.period.fin.last if self.period.fin else None

    @property
    def signed_text(self) -> SignedText | None:
        """The latest signed text that is known: that of a step, else that of the card."""
        told = [
            *(SignedText(etape=facts, post=None) for facts in self.history.base),
            *(SignedText(etape=report.etape, post=report.post) for report in self.known),
        ]
        return next((one for one in reversed(told) if one.etape.document is not None), None)

    @property
    def announced(self) -> tuple[StepReport, ...]:
        """The reports whose day has not come."""
        return tuple(report for report in self.known if report.etape.jour > self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A convention on a day, with its state and what it gave way to."""

    convention: Convention
    statut: Statut
    fin_proche: bool
    replaced_by: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """Its identifier."""
        return self.convention.id


def situations_on(
    day: dt.date, histories: Mapping[str, ConventionHistory], knows: Knows, atlas: Atlas, alerte_mois: int
) -> Mapping[str, Situation]:
    """Return every convention that exists on ``day``, with its state, by identifier."""
    known = {
        name: convention
        for name, history in histories.items()
        if (convention := convention_on(day, history, knows, atlas)) is not None
    }
    found = {name: _renewing(convention, known.values()) for name, convention in known.items()}
    successors: dict[str, list[Convention]] = {}
    for convention in found.values():
        if convention.signed_on is not None:
            for name in convention.replaces:
                successors.setdefault(name, []).append(convention)
    return {
        name: _situation(convention, successors.get(name, ()), alerte_mois)
        for name, convention in found.items()
    }


def _situation(convention: Convention, successors: Iterable[Convention], alerte_mois: int) -> Situation:
    successors = tuple(successors)
    statut = statut_of(convention, successors)
    return Situation(
        convention=convention,
        statut=statut,
        fin_proche=statut in BINDING and not successors and is_near_end(convention, alerte_mois),
        replaced_by=tuple(sorted(successor.id for successor in successors)),
    )


def statut_of(convention: Convention, successors: Iterable[Convention]) -> Statut:
    """Return the state of a convention on its day; ``successors`` are those signed that replace it."""
    day, period, begins, ends = convention.day, convention.period, convention.begins, convention.ends
    first_end = period.fin_initiale
    has_ended = ends is not None and day > ends
    in_order = (
        (Statut.RESILIEE, period.resiliation is not None and day > period.resiliation),
        (Statut.ABANDONNEE, period.is_abandoned),
        (Statut.EN_NEGOCIATION, convention.signed_on is None),
        (Statut.SIGNEE, begins is not None and day < begins),
        (Statut.RENOUVELEE, any(has_ended or _has_begun(successor) for successor in successors)),
        (Statut.PROLONGEE, period.is_extended and not has_ended and _is_past(first_end, day)),
        (Statut.ECHUE, has_ended),
    )
    return next((statut for statut, holds in in_order if holds), Statut.EN_VIGUEUR)


def _is_past(end: PartialDate | None, day: dt.date) -> bool:
    return end is not None and day > end.last


def _has_begun(convention: Convention) -> bool:
    return convention.begins is not None and convention.begins <= convention.day


def alert_day(convention: Convention, alerte_mois: int) -> dt.date | None:
    """Return the first day of the warning: ``alerte_mois`` calendar months before the last day."""
    return add_months(convention.ends, -alerte_mois) if convention.ends else None


def is_near_end(convention: Convention, alerte_mois: int) -> bool:
    """Whether the day is within the warning before the end, the last day included."""
    first, last = alert_day(convention, alerte_mois), convention.ends
    return first is not None and last is not None and first <= convention.day <= last


# -- the fold --------------------------------------------------------------------------------------------


def convention_on(day: dt.date, history: ConventionHistory, knows: Knows, atlas: Atlas) -> Convention | None:
    """Return what is known of a convention on ``day``, or ``None`` when it does not exist that day.

    It exists when a post that the build reads tells it, or a step of its card has come, or its card has
    no step.
    """
    known = tuple(report for report in history.reports if report.post is None or knows(report))
    come = tuple(report for report in known if report.etape.jour <= day)
    if not _exists(history, known, come):
        return None
    announced = tuple(report.etape for report in known if report.etape.jour > day)
    said = (*history.base, *(report.etape for report in come))
    everything = (*said, *announced)
    proofs = [report.etape.jour for report in come if report.etape.etape in PROVING]
    return Convention(
        history=history,
        day=day,
        known=known,
        come=come,
        # Once it is signed its period decides its state, which no step to come may change.
        period=period_of(said, () if proofs else announced),
        coverage=_coverage_of(history, known, come, atlas),
        signed_on=min(proofs) if proofs else None,
        intitule=_last(step.intitule for step in everything),
        parties=_parties(said, announced),
        montants=_united((m for step in everything for m in step.montants), montant_key),
        axes=_united((axe for step in everything for axe in step.axes), fold),
        instances=_united((i for step in everything for i in step.instances), lambda i: fold(i.nom)),
        signature_prevue=next(
            (step.signature_prevue for step in reversed(everything) if step.signature_prevue), None
        ),
        replaces=tuple(dict.fromkeys(name for step in said for name in step.remplace)),
    )


def _exists(history: ConventionHistory, known: tuple[StepReport, ...], come: tuple[StepReport, ...]) -> bool:
    if any(report.post is not None for report in known):
        return True
    if any(report.post is None for report in come):
        return True
    return history.card is not None and not history.card.etapes


def _last(texts: Iterable[str]) -> str:
    return next((text for text in reversed(tuple(texts)) if text), "")


def _united(values: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    """Return the values in order, one for each key; a later report completes the earlier in its place."""
    found: dict[object, T] = {}
    for value in values:
        name = key(value)
        found[name] = _completed(found[name], value) if name in found else value
    return tuple(found.values())


def _completed(old: T, new: T) -> T:
    """Return the later report of one thing, with what only the earlier one says of it."""
    if not is_dataclass(new) or isinstance(new, type):
        return new
    untold = {
        field.name: getattr(old, field.name) for field in fields(new) if getattr(new, field.name) in NOT_TOLD
    }
    return replace(new, **untold)


def _parties(said: tuple[Etape, ...], announced: tuple[Etape, ...]) -> tuple[Partie, ...]:
    told = _united((partie for step in said for partie in step.parties), lambda p: fold(p.nom))
    if told:
        return told
    return _united((partie for step in announced for partie in step.parties), lambda p: fold(p.nom))


def _renewing(convention: Convention, others: Iterable[Convention]) -> Convention:
    """Return the convention with what its renouvellement replaces, where its writer did not say.

    That is the last one begun before it of the same nature and territory, held by a signature or known by
    a card alone.
    """
    renewal = next((one for one in convention.come if one.etape.etape is EtapeNom.RENOUVELLEMENT), None)
    if renewal is None or convention.replaces:
        return convention
    own = {renewal.territoire.key, convention.coverage.territoire.key}
    before = [
        (other.begins or dt.date.min, other.id)
        for other in others
        if other.nature == convention.nature
        and (other.signed_on is not None or not other.known)
        and (other.begins or dt.date.min) < (convention.begins or renewal.etape.jour)
        and own & territories_of(other.history.base, other.known)
    ]
    return replace(convention, replaces=(max(before)[1],)) if before else convention


# -- coverage -----------------------------------------------------------------------------------------------


def _coverage_of(
    history: ConventionHistory, known: tuple[StepReport, ...], come: tuple[StepReport, ...], atlas: Atlas
) -> Coverage:
    base, since = _stated(history, known, come)
    covered = {commune.code: commune for commune in covered_by(base, atlas)}
    signed = base
    for report in come:
        step = report.etape
        if not step.territoire or report.rank <= since:
            continue
        if step.etape is EtapeNom.AVENANT:
            signed = _added(signed, step.territoire)
            covered |= {commune.code: commune for commune in covered_by(step.territoire, atlas)}
        elif step.etape is EtapeNom.RETRAIT:
            gone = {commune.code for commune in covered_by(step.territoire, atlas)}
            signed = _removed(signed, step.territoire)
            covered = {code: commune for code, commune in covered.items() if code not in gone}
    return Coverage(territoire=signed, communes=tuple(covered[code] for code in sorted(covered)))


Rank = tuple[dt.date, dt.date, str, int]
FIRST: Rank = (dt.date.min, dt.date.min, "", 0)


def _stated(
    history: ConventionHistory, known: tuple[StepReport, ...], come: tuple[StepReport, ...]
) -> tuple[Territoire, Rank]:
    """Return the territory before avenants and retraits, and the rank of the report that gives it.

    That of the latest signature, renouvellement or card that states one; else of the latest step before
    that does; else the own territory of the latest signature's post, or of the first step's. An announced
    step counts only when no earlier one is known.
    """
    for reports in (come, known):
        stating = [report for report in reports if report.etape.territoire]
        strong = [
            report
            for report in stating
            if (report.etape.etape in SIGNING or report.post is None) and not _is_addition(report)
        ]
        if strong:
            return strong[-1].etape.territoire, strong[-1].rank
        card = history.card
        if card is not None and card.facts.territoire and card.facts not in card.etapes:
            return card.facts.territoire, FIRST
        signatures = [report for report in reports if report.etape.etape in SIGNING]
        weak = [
            report
            for report in stating
            if not _is_addition(report) and (not signatures or report.rank <= signatures[-1].rank)
        ]
        if weak:
            return weak[-1].etape.territoire, weak[-1].rank
        told = [
            report
            for report in (*reversed(signatures), *reports)
            if report.post is not None and report.post.territoire
        ]
        if told and told[0].post is not None:
            return told[0].post.territoire, told[0].rank
    return Territoire(), FIRST


def _is_addition(report: StepReport) -> bool:
    return report.etape.etape in {EtapeNom.AVENANT, EtapeNom.RETRAIT}


def covered_by(territoire: Territoire, atlas: Atlas) -> tuple[CommuneCitee, ...]:
    """Return the communes that a territory covers.

    An EPCI alone covers its members in the data's year; with communes it signs and covers only those. A
    département alone is covered as a whole: no list.
    """
    if territoire.communes:
        return territoire.communes
    covered: list[CommuneCitee] = []
    for cited in territoire.epci:
        epci = atlas.epci(cited.siren) if cited.siren else None
        codes = epci.membres if epci else ()
        covered += cited.communes
        covered += [
            CommuneCitee(code, commune.nom) for code in codes if (commune := atlas.commune(code)) is not None
        ]
    return tuple(covered)


def _added(signed: Territoire, new: Territoire) -> Territoire:
    return Territoire(
        communes=_united((*signed.communes, *new.communes), lambda c: c.code),
        epci=_united((*signed.epci, *new.epci), _epci_key),
        departements=tuple(dict.fromkeys((*signed.departements, *new.departements))),
    )


def _removed(signed: Territoire, gone: Territoire) -> Territoire:
    communes, epci, departements = gone.key
    return replace(
        signed,
        communes=tuple(commune for commune in signed.communes if commune.code not in communes),
        epci=tuple(cited for cited in signed.epci if _epci_key(cited) not in epci),
        departements=tuple(code for code in signed.departements if code not in departements),
    )


def _epci_key(cited: EpciCite) -> str:
    return cited.siren or cited.nom


DEPARTEMENT_ONLY = frozenset({"COG", "CPOG", "IDEAL"})
"""The natures that are shown on the département's page alone."""


def reached_through(convention: Convention, code: str) -> str:
    """Return how a convention reaches a commune: ``commune``, ``groupement``, ``departement`` or ``""``."""
    coverage = convention.coverage
    if code in coverage.codes:
        return "groupement" if coverage.territoire.epci else "commune"
    is_whole = bool(coverage.territoire.departements) and not coverage.communes
    if (
        is_whole
        and departement_of(code) in coverage.territoire.departements
        and convention.nature not in DEPARTEMENT_ONLY
    ):
        return "departement"
    return ""
