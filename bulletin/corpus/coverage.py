"""Where a convention applies: the territory that signs it, and the communes that it covers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bulletin.content.model.convention import SIGNING, EtapeNom
from bulletin.content.model.territoire import CommuneCitee, EpciCite, Territoire
from bulletin.corpus.folding import united
from bulletin.corpus.history import CHANGES_TERRITORY, ConventionHistory, StepReport
from bulletin.territories.atlas import Atlas
from bulletin.territories.model import departement_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Where a convention applies on a day.

    ``territoire`` is that of the authorities that sign it. ``communes`` are those that it covers, members
    of an EPCI included, in the order of their codes; the list is empty for a whole département.
    """

    territoire: Territoire
    communes: tuple[CommuneCitee, ...]

    @property
    def codes(self) -> frozenset[str]:
        """The INSEE codes of the communes covered."""
        return frozenset(commune.code for commune in self.communes)

    @property
    def sirens(self) -> frozenset[str]:
        """The SIREN of the groupings that sign."""
        return frozenset(cited.siren for cited in self.territoire.epci)

    @property
    def departements(self) -> frozenset[str]:
        """The codes of the départements where it applies, in whole or in part."""
        return frozenset({*self.territoire.departements, *map(departement_of, self.codes)})


def coverage_of(
    history: ConventionHistory, known: tuple[StepReport, ...], effective: tuple[StepReport, ...], atlas: Atlas
) -> Coverage:
    """Return the territory that was signed, with the avenants and retraits that follow it applied."""
    signed, since = _signed_territoire(history, known, effective)
    covered = {commune.code: commune for commune in covered_by(signed, atlas)}
    for report in effective:
        change = report.change
        if not change or report.rank <= since:
            continue
        if report.etape.etape is EtapeNom.AVENANT:
            added = change if report.etape.territoire else _not_covered(change, signed, covered)
            signed = _added(signed, added)
            covered |= {commune.code: commune for commune in covered_by(added, atlas)}
        elif report.etape.etape is EtapeNom.RETRAIT and (left := _removed(signed, change)):
            gone = {commune.code for commune in covered_by(change, atlas)}
            signed = left
            covered = {code: commune for code, commune in covered.items() if code not in gone}
    return Coverage(territoire=signed, communes=tuple(covered[code] for code in sorted(covered)))


def territory_at(
    history: ConventionHistory, report: StepReport, atlas: Atlas
) -> tuple[Territoire, frozenset[str]]:
    """Return the territory that signs a convention before another step, and the codes that it covers."""
    before = tuple(one for one in history.reports if one.etape.jour <= report.etape.jour) or history.reports
    coverage = coverage_of(history, before, before, atlas)
    return coverage.territoire, frozenset(coverage.codes)


Rank = tuple[dt.date, dt.date, str, int]


FIRST: Rank = (dt.date.min, dt.date.min, "", 0)


def _signed_territoire(
    history: ConventionHistory, known: tuple[StepReport, ...], effective: tuple[StepReport, ...]
) -> tuple[Territoire, Rank]:
    """Return the territory before avenants and retraits, and the rank of the report that gives it.

    It is read from the steps whose day has come; from all known steps only when these give none.
    """
    given = _territoire_given(history, effective) or _territoire_given(history, known)
    return given or (Territoire(), FIRST)


def _territoire_given(
    history: ConventionHistory, reports: tuple[StepReport, ...]
) -> tuple[Territoire, Rank] | None:
    """Return the territory that some reports give, with the rank of the report: the first of these.

    1. What the latest signature, renouvellement or step of a card states.
    2. What the card states outside any step.
    3. What the latest step states, among those that are not after the latest signature.
    4. The territory of the post that reports the latest signature.
    5. The territory of the post that reports the first step.

    An avenant and a retrait state a change, not a territory: 1 and 3 pass over them.
    """
    signatures = [report for report in reports if report.etape.etape in SIGNING]
    stating = [
        report
        for report in reports
        if report.etape.territoire and report.etape.etape not in CHANGES_TERRITORY
    ]
    signed = [report for report in stating if report.etape.etape in SIGNING or report.post is None]
    if signed:
        return signed[-1].etape.territoire, signed[-1].rank
    for facts in history.base:
        if facts.territoire:
            return facts.territoire, FIRST
    before = [report for report in stating if not signatures or report.rank <= signatures[-1].rank]
    if before:
        return before[-1].etape.territoire, before[-1].rank
    for report in (*reversed(signatures), *reports):
        if report.post is not None and report.post.territoire:
            return report.post.territoire, report.rank
    return None


def covered_by(territoire: Territoire, atlas: Atlas) -> tuple[CommuneCitee, ...]:
    """Return the communes that a territory covers, in the order in which it names them.

    An EPCI named alone covers all its members, in the year of the data; named with communes it covers only
    those. A département is covered as a whole, and gives no list.
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


def _not_covered(change: Territoire, signed: Territoire, covered: Mapping[str, CommuneCitee]) -> Territoire:
    """Return the communes that are not covered yet, and the EPCI that do not sign yet."""
    signing = signed.codes[1]
    return Territoire(
        communes=tuple(commune for commune in change.communes if commune.code not in covered),
        epci=tuple(cited for cited in change.epci if _epci_key(cited) not in signing),
    )


def _added(signed: Territoire, new: Territoire) -> Territoire:
    return Territoire(
        communes=united((*signed.communes, *new.communes), lambda c: c.code),
        epci=united((*signed.epci, *new.epci), _epci_key),
        departements=tuple(dict.fromkeys((*signed.departements, *new.departements))),
    )


def _removed(signed: Territoire, gone: Territoire) -> Territoire:
    communes, epci, departements = gone.codes
    return replace(
        signed,
        communes=tuple(commune for commune in signed.communes if commune.code not in communes),
        epci=tuple(cited for cited in signed.epci if _epci_key(cited) not in epci),
        departements=tuple(code for code in signed.departements if code not in departements),
    )


def _epci_key(cited: EpciCite) -> str:
    return cited.siren or cited.nom
