"""What holds for the history of any convention, however posts report it.

A generated history has negotiations, a proof of signature, a prolongation, an end and a successor, each
present or not, with days known to the year, the quarter, the month or the day. A property proves little on
histories that lack most of these, so how many have each is counted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.small_register import linked, post_or_card

from bulletin.corpus.lifecycle import Statut
from bulletin.corpus.turning_days import turning_days
from bulletin.french.dates import PartialDate, Precision
from bulletin.source.tree import SourceFile

pytestmark = pytest.mark.slow

START = dt.date(2015, 1, 1)
DAYS = st.integers(0, 1400).map(lambda count: START + dt.timedelta(days=count))
MAYBE = st.sampled_from((True, False))
COMMON = settings(
    max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
WANTED = ("signature", "prolongation", "successor", *Precision)
"""What at least one history in ten must have."""


@dataclass(frozen=True)
class Step:
    """A step as a post reports it; ``jour`` is the day on which the post is published."""

    jour: dt.date
    front: str
    what: str


@dataclass(frozen=True)
class GeneratedRegister:
    """A register of generated histories."""

    steps: tuple[Step, ...]
    precisions: frozenset[Precision]

    def files(self) -> tuple[SourceFile, ...]:
        """One post for each step."""
        return tuple(
            post_or_card(f"{step.jour}-etape-{index}", step.front) for index, step in enumerate(self.steps)
        )


@st.composite
def partial_dates(draw: st.DrawFn, days: st.SearchStrategy[dt.date]) -> PartialDate:
    """A day known to the year, the quarter, the month or the day."""
    day = draw(days)
    match draw(st.sampled_from(tuple(Precision))):
        case Precision.ANNEE:
            return PartialDate(day.year)
        case Precision.TRIMESTRE:
            return PartialDate(day.year, quarter=(day.month + 2) // 3)
        case Precision.MOIS:
            return PartialDate(day.year, day.month)
        case Precision.JOUR:
            return PartialDate.of(day)


@st.composite
def registers(draw: st.DrawFn) -> GeneratedRegister:
    """One convention through its history, reported by posts in any order, with what follows it."""
    steps: list[Step] = []
    precisions: set[Precision] = set()
    names_itself = draw(st.sampled_from((True, True, True, False)))
    # Few days, so that several steps fall on one.
    days = draw(st.lists(DAYS, min_size=2, max_size=4))
    begins = draw(DAYS)
    ends = st.integers(200, 900).map(lambda count: begins + dt.timedelta(days=count))

    def date(days: st.SearchStrategy[dt.date]) -> str:
        found = draw(partial_dates(days))
        precisions.add(found.precision)
        return found.iso()

    def period() -> list[str]:
        begin = [f"debut: {date(st.just(begins))}"] if draw(MAYBE) else []
        end = [f"fin: {date(ends)}"]
        return begin + draw(st.sampled_from(([], ["duree: 1 an"], end, end)))

    def add_step(what: str, *lines: str, name: str = "la-ctg", called: str = "") -> None:
        published = draw(st.sampled_from(days))
        near = st.sampled_from((-90, -30, -1, 0, 1, 30, 90)).map(
            lambda count: published + dt.timedelta(days=count)
        )
        named = [f"id: {name}"] if names_itself else []
        block = "\n".join(f"  {line}" for line in (*named, "nature: CTG", f"{what}: {date(near)}", *lines))
        steps.append(Step(published, f"commune: Sèvres\nconvention:\n{block}", called or what))

    if draw(MAYBE):
        add_step(draw(st.sampled_from(("negociation", "deliberation", "accord"))), *period())
    if draw(MAYBE):
        add_step("signature", *period())
    for _ in range(draw(st.integers(0, 2))):
        add_step(draw(st.sampled_from(("copil", "bilan", "avenant", "abandon", "resiliation"))), *period())
    if draw(MAYBE):
        later = ends.map(lambda day: day + dt.timedelta(days=500))
        add_step("prolongation", f"nouvelle_fin: {date(later)}")
    if draw(MAYBE):
        what = draw(st.sampled_from(("signature", "renouvellement")))
        remplace = ["remplace: la-ctg"] if what == "signature" else []
        add_step(what, *remplace, f"debut: {date(ends)}", name="la-suivante", called="successor")
    return GeneratedRegister(tuple(draw(st.permutations(steps))), frozenset(precisions))


def checked(property_holds: Callable[[GeneratedRegister, st.DataObject], None]) -> None:
    """Check a property on many registers, then that enough of them have each of ``WANTED``."""
    seen: Counter[str] = Counter()

    @COMMON
    @given(registers(), st.data())
    def run(generated: GeneratedRegister, data: st.DataObject) -> None:
        seen["histories"] += 1
        seen.update({step.what for step in generated.steps} | generated.precisions)
        property_holds(generated, data)

    run()
    assert dict.fromkeys(WANTED, True) == {
        wanted: seen[wanted] * 10 >= seen["histories"] for wanted in WANTED
    }


def days_that_matter(generated: GeneratedRegister, data: st.DataObject) -> tuple[dt.date, ...]:
    """Some of the days on which something is published, starts or ends, and of their neighbours."""
    found = {START}
    for history in linked(generated.files()).corpus.histories.values():
        for report in history.reports:
            etape = report.etape
            found |= {etape.jour, report.post.jour if report.post else START}
            found |= {limit.last for limit in (etape.fin, etape.nouvelle_fin) if limit}
            found |= {etape.debut.first} if etape.debut else set()
    beside = {day + dt.timedelta(days=count) for day in found for count in (-1, 0, 1)}
    return tuple(data.draw(st.lists(st.sampled_from(sorted(beside)), min_size=3, max_size=6, unique=True)))


def states(files: tuple[SourceFile, ...], day: dt.date) -> dict[str, Statut]:
    """The state of each convention that exists on a day."""
    situations = linked(files).on(day.isoformat()).situations
    return {name: situation.statut for name, situation in situations.items()}


def test_the_order_of_files_changes_nothing() -> None:
    def property_holds(generated: GeneratedRegister, data: st.DataObject) -> None:
        files = generated.files()
        first, second = linked(files), linked(tuple(data.draw(st.permutations(files))))
        assert first.corpus.histories == second.corpus.histories
        day = days_that_matter(generated, data)[0].isoformat()
        assert first.on(day).situations == second.on(day).situations
        assert first.diagnostics(day) == second.diagnostics(day)

    checked(property_holds)


def test_a_step_dated_after_a_day_changes_no_state_on_it() -> None:
    def property_holds(generated: GeneratedRegister, data: st.DataObject) -> None:
        files = generated.files()
        histories = linked(files).corpus.histories
        for day in days_that_matter(generated, data):
            reports = (report for history in histories.values() for report in history.reports)
            later = {report.source for report in reports if report.etape.jour > day}
            whole = states(files, day)
            without = states(tuple(file for file in files if file.path not in later), day)
            assert without == {name: whole.get(name) for name in without}
            # A convention with announced steps alone is in negotiation.
            assert {whole[name] for name in whole.keys() - without.keys()} <= {Statut.EN_NEGOCIATION}

    checked(property_holds)


def test_every_day_has_one_state_and_it_changes_on_listed_days_only() -> None:
    def property_holds(generated: GeneratedRegister, data: st.DataObject) -> None:
        bulletin = linked(generated.files())
        for day in days_that_matter(generated, data):
            corpus = bulletin.on(day.isoformat())
            listed = min((turn.day for turn in turning_days(corpus)), default=day + dt.timedelta(days=3000))
            for other in (listed - dt.timedelta(days=1), day + (listed - day) // 2):
                on_other = bulletin.on(other.isoformat()).situations
                assert {name: one.statut for name, one in corpus.situations.items()} == {
                    name: one.statut for name, one in on_other.items()
                }

    checked(property_holds)


def test_the_generated_conventions_reach_every_state() -> None:
    met: Counter[Statut] = Counter()

    def property_holds(generated: GeneratedRegister, data: st.DataObject) -> None:
        bulletin = linked(generated.files())
        for day in days_that_matter(generated, data):
            met.update(one.statut for one in bulletin.on(day.isoformat()).situations.values())

    checked(property_holds)
    assert set(Statut) == set(met)
