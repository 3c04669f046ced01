"""What holds for the life of any convention, however it is told.

Lives are made of talks, a proved signature, a prolongation, an end and a successor, each there or not,
their days known to the year, the quarter, the month or the day. The law is worth what the lives are: how
many of them hold each of these is counted.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_register import linked, source_file

from bulletin.dates import PartialDate, Precision
from bulletin.lifecycle import Statut
from bulletin.tree import SourceFile
from bulletin.turning_days import turning_days

START = dt.date(2015, 1, 1)
DAYS = st.integers(0, 1400).map(lambda count: START + dt.timedelta(days=count))
MAYBE = st.sampled_from((True, False))
COMMON = settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
WANTED = ("signature", "prolongation", "successor", *Precision)
"""What at least one life in ten must hold."""


@dataclass(frozen=True)
class Step:
    """A step as a file tells it: ``jour`` is the day the post is out."""

    jour: dt.date
    front: str
    what: str


@dataclass(frozen=True)
class Told:
    """A register of generated lives."""

    steps: tuple[Step, ...]
    precisions: frozenset[Precision]

    def files(self) -> tuple[SourceFile, ...]:
        """One post for each step."""
        return tuple(
            source_file(f"{step.jour}-etape-{index}", step.front) for index, step in enumerate(self.steps)
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
def registers(draw: st.DrawFn) -> Told:
    """One convention through its life, told by posts in any order, with what follows it."""
    steps: list[Step] = []
    precisions: set[Precision] = set()
    names_itself = draw(MAYBE)

    def date(days: st.SearchStrategy[dt.date]) -> str:
        found = draw(partial_dates(days))
        precisions.add(found.precision)
        return found.iso()

    def tell(what: str, *lines: str, name: str = "la-ctg") -> None:
        told = draw(DAYS)
        quand = date(st.integers(-90, 90).map(lambda count: told + dt.timedelta(days=count)))
        named = [f"id: {name}"] if names_itself else []
        block = "\n".join(f"  {line}" for line in (*named, "nature: CTG", f"{what}: {quand}", *lines))
        steps.append(Step(told, f"commune: Sèvres\nconvention:\n{block}", what))

    begins = draw(DAYS)
    after = st.integers(200, 900).map(lambda count: begins + dt.timedelta(days=count))
    period = [f"debut: {date(st.just(begins))}"] if draw(MAYBE) else []
    period += draw(st.sampled_from(([], ["duree: 1 an"], [f"fin: {date(after)}"])))
    if draw(MAYBE):
        tell(draw(st.sampled_from(("negociation", "deliberation", "accord"))))
    if draw(MAYBE):
        tell("signature", *period)
    if draw(MAYBE):
        tell(draw(st.sampled_from(("copil", "bilan", "avenant", "abandon", "resiliation"))))
    if draw(MAYBE):
        tell("prolongation", f"nouvelle_fin: {date(after.map(lambda day: day + dt.timedelta(days=300)))}")
    if draw(MAYBE):
        what = draw(st.sampled_from(("signature", "renouvellement")))
        remplace = ["remplace: la-ctg"] if what == "signature" else []
        tell(what, *remplace, f"debut: {date(after)}", name="la-suivante")
        steps[-1] = Step(steps[-1].jour, steps[-1].front, "successor")
    return Told(tuple(draw(st.permutations(steps))), frozenset(precisions))


def checked(law: Callable[[Told, st.DataObject], None]) -> None:
    """Run a law on many registers, then look at what they held."""
    seen: Counter[str] = Counter()

    @COMMON
    @given(registers(), st.data())
    def run(told: Told, data: st.DataObject) -> None:
        seen["lives"] += 1
        seen.update({step.what for step in told.steps} | told.precisions)
        law(told, data)

    run()
    assert {wanted: True for wanted in WANTED} == {
        wanted: seen[wanted] * 10 >= seen["lives"] for wanted in WANTED
    }


def states(files: tuple[SourceFile, ...], day: dt.date) -> dict[str, Statut]:
    """The state of each convention that exists on a day."""
    situations = linked(files).on(day.isoformat()).situations
    return {name: situation.statut for name, situation in situations.items()}


def test_the_order_of_files_changes_nothing() -> None:
    def law(told: Told, data: st.DataObject) -> None:
        files = told.files()
        shuffled = tuple(data.draw(st.permutations(files)))
        day = data.draw(DAYS).isoformat()
        first, second = linked(files), linked(shuffled)
        assert first.corpus.lives == second.corpus.lives
        assert first.on(day).situations == second.on(day).situations
        assert first.told(day) == second.told(day)

    checked(law)


def test_a_step_dated_after_a_day_changes_no_state_on_it() -> None:
    def law(told: Told, data: st.DataObject) -> None:
        files = told.files()
        day = data.draw(DAYS)
        later = {
            telling.source
            for life in linked(files).corpus.lives.values()
            for telling in life.tellings
            if telling.etape.jour > day
        }
        whole, without = (
            states(files, day),
            states(tuple(file for file in files if file.path not in later), day),
        )
        assert without == {name: whole.get(name) for name in without}
        # What only announced steps tell is in talks: no step of it has come.
        assert {Statut.EN_NEGOCIATION} >= {whole[name] for name in whole.keys() - without.keys()}

    checked(law)


def test_every_day_has_one_state_and_it_changes_on_listed_days_only() -> None:
    def law(told: Told, data: st.DataObject) -> None:
        bulletin = linked(told.files())
        day = data.draw(DAYS)
        corpus = bulletin.on(day.isoformat())
        following = min(turning_days(corpus), default=day + dt.timedelta(days=3000))
        days = st.integers(0, (following - day).days - 1).map(lambda count: day + dt.timedelta(days=count))
        for other in (data.draw(days), following - dt.timedelta(days=1)):
            on_other = bulletin.on(other.isoformat()).situations
            assert {name: one.statut for name, one in corpus.situations.items()} == {
                name: one.statut for name, one in on_other.items()
            }

    checked(law)


def test_each_state_is_met_so_that_the_laws_speak_of_all() -> None:
    met: Counter[Statut] = Counter()

    def law(told: Told, data: st.DataObject) -> None:
        files = told.files()
        met.update(states(files, data.draw(DAYS)).values())
        met.update(states(files, START + dt.timedelta(days=3000)).values())

    checked(law)
    assert set(Statut) == set(met)
