"""What a convention is on a day: its facts, folded from its steps, its coverage and its state.

Pure. A build for day D reads the posts published on D and every card. A step dated after D is announced: it
is shown, and it never changes the state on D, for it signs, extends, replaces or ends nothing before its day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from bulletin.content.model.convention import (
    PROVING,
    Etape,
    EtapeNom,
    Instance,
    Partie,
)
from bulletin.content.model.montant import Montant, montant_key
from bulletin.content.model.post import Post
from bulletin.corpus.coverage import Coverage, coverage_of
from bulletin.corpus.folding import united
from bulletin.corpus.history import ConventionHistory, StepReport, territories_of
from bulletin.corpus.period import Period, period_of
from bulletin.french.dates import PartialDate, add_months
from bulletin.french.slugs import fold
from bulletin.territories.atlas import Atlas
from bulletin.territories.model import departement_of

Knows = Callable[[StepReport], bool]
"""Whether a step report counts on the day of the build: its post is published that day."""


class Statut(StrEnum):
    """The state of a convention on a day: always one, and only one."""

    RESILIEE = "resiliee"
    """Ended before its time."""
    ABANDONNEE = "abandonnee"
    """Its negotiation has been given up."""
    EN_NEGOCIATION = "en_negociation"
    """No signature is known."""
    SIGNEE = "signee"
    """Signed, not yet begun."""
    RENOUVELEE = "renouvelee"
    """Its successor is signed, and either the successor has begun or this one has ended."""
    PROLONGEE = "prolongee"
    """Its first end has passed, its extended end has not."""
    ECHUE = "echue"
    """Its end has passed."""
    EN_VIGUEUR = "en_vigueur"
    """It has begun and has not ended; also when no end is known."""


BINDING = frozenset({Statut.SIGNEE, Statut.EN_VIGUEUR, Statut.PROLONGEE})
"""The states in which a convention binds its parties, today or soon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedText:
    """The signed text of a convention: the step that gives it, and the post that reports this step.

    ``post`` is ``None`` when a card gives it.
    """

    etape: Etape
    post: Post | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Convention:
    """A convention on a day, without its state, which depends on other conventions.

    ``known`` are the step reports that count on the day, in order; ``effective`` are those of them whose
    own day has come. ``signed_on`` is the first day on which a step proves a signature, ``None`` while none
    does. ``replaces`` are the identifiers of the conventions that it replaces.
    """

    history: ConventionHistory
    day: dt.date
    known: tuple[StepReport, ...]
    effective: tuple[StepReport, ...]
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
        """The first day on which it applies: that of its period, else the day of signature."""
        return self.period.debut.first if self.period.debut else self.signed_on

    @property
    def ends(self) -> dt.date | None:
        """The last day on which it applies, if an end is known."""
        return self.period.fin.last if self.period.fin else None

    @property
    def signed_text(self) -> SignedText | None:
        """The latest signed text that is known: that of a step, else that of the card."""
        texts = [
            *(SignedText(etape=facts, post=None) for facts in self.history.base),
            *(SignedText(etape=report.etape, post=report.post) for report in self.known),
        ]
        return next((text for text in reversed(texts) if text.etape.document is not None), None)

    @property
    def announced(self) -> tuple[StepReport, ...]:
        """The reports of steps whose day has not come."""
        return tuple(report for report in self.known if report.etape.jour > self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """A convention on a day, with its state.

    ``replaced_by`` are the identifiers of the signed conventions that replace it, sorted. ``fin_proche`` says
    that its end is near and that none replaces it.
    """

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
    """Return the state of a convention on its day; ``successors`` are the signed ones that replace it."""
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
    """Return the day from which the end is near: ``alerte_mois`` calendar months before the last day."""
    return add_months(convention.ends, -alerte_mois) if convention.ends else None


def is_near_end(convention: Convention, alerte_mois: int) -> bool:
    """Whether the end is near on its day: from ``alert_day`` to the last day, both included."""
    first, last = alert_day(convention, alerte_mois), convention.ends
    return first is not None and last is not None and first <= convention.day <= last


# -- the fold --------------------------------------------------------------------------------------------


def convention_on(day: dt.date, history: ConventionHistory, knows: Knows, atlas: Atlas) -> Convention | None:
    """Return what is known of a convention on ``day``, or ``None`` when it does not exist that day.

    It exists when a published post reports one of its steps, when the day of a step of its card has come, or
    when its card has no step.
    """
    known = tuple(report for report in history.reports if report.post is None or knows(report))
    effective = tuple(report for report in known if report.etape.jour <= day)
    if not _exists(history, known, effective):
        return None
    announced = tuple(report.etape for report in known if report.etape.jour > day)
    facts = (*history.base, *(report.etape for report in effective))
    all_facts = (*facts, *announced)
    proofs = [report.etape.jour for report in effective if report.etape.etape in PROVING]
    return Convention(
        history=history,
        day=day,
        known=known,
        effective=effective,
        # Once it is signed its state depends on its period, which no step to come may change.
        period=period_of(facts, () if proofs else announced),
        coverage=coverage_of(history, known, effective, atlas),
        signed_on=min(proofs) if proofs else None,
        intitule=_last(step.intitule for step in all_facts),
        parties=_parties(facts) or _parties(announced),
        montants=united((m for step in all_facts for m in step.montants), montant_key),
        axes=united((axe for step in all_facts for axe in step.axes), fold),
        instances=united((i for step in all_facts for i in step.instances), lambda i: fold(i.nom)),
        signature_prevue=next(
            (step.signature_prevue for step in reversed(all_facts) if step.signature_prevue), None
        ),
        replaces=tuple(dict.fromkeys(name for step in facts for name in step.remplace)),
    )


def _exists(
    history: ConventionHistory, known: tuple[StepReport, ...], effective: tuple[StepReport, ...]
) -> bool:
    if any(report.post is not None for report in known) or effective:
        return True
    return history.card is not None and not history.card.etapes


def _last(texts: Iterable[str]) -> str:
    return next((text for text in reversed(tuple(texts)) if text), "")


def _parties(steps: tuple[Etape, ...]) -> tuple[Partie, ...]:
    return united((partie for step in steps for partie in step.parties), lambda p: fold(p.nom))


def _renewing(convention: Convention, others: Iterable[Convention]) -> Convention:
    """Return the convention with what its renouvellement replaces, when no step states it.

    It replaces the last convention of the same nature and territory that began before it, among those that
    are signed or described by a card without a step.
    """
    renewal = next((one for one in convention.effective if one.etape.etape is EtapeNom.RENOUVELLEMENT), None)
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


DEPARTEMENT_ONLY = frozenset({"COG", "CPOG", "IDEAL"})
"""The natures that are shown on the page of the département, not on those of its communes."""


def reached_through(convention: Convention, code: str) -> str:
    """Return how a convention reaches a commune, by its INSEE code.

    ``commune``: it signs or is named; ``groupement``: its EPCI signs; ``departement``: the convention is
    that of the whole département; ``""``: it is not reached.
    """
    coverage = convention.coverage
    if code in coverage.codes:
        return "groupement" if coverage.territoire.epci else "commune"
    is_departemental = not coverage.communes and convention.nature not in DEPARTEMENT_ONLY
    if is_departemental and departement_of(code) in coverage.territoire.departements:
        return "departement"
    return ""


def reaching(situations: Iterable[Situation], code: str) -> Mapping[str, tuple[Situation, ...]]:
    """Return the conventions that reach a commune, under the three values of ``reached_through``."""
    found: dict[str, list[Situation]] = {"commune": [], "groupement": [], "departement": [], "": []}
    for situation in situations:
        found[reached_through(situation.convention, code)].append(situation)
    return {way: tuple(reached) for way, reached in found.items() if way}
