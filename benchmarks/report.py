"""The tables of a run, in Markdown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from benchmarks.measuring import Summary

MIB = 1024 * 1024
Row = tuple[str, tuple[Summary, ...]]


def time_table(names: Sequence[str], rows: Iterable[Row]) -> str:
    """Return the medians of seconds, and how many times faster the first generator is than each other.

    In parentheses the fastest and the slowest. A ratio is that of medians of the same run of the benchmark.
    """
    first, *others = names
    heads = [*(f"{name}, s" for name in names), *(f"{name} / {first}" for name in others)]
    return _table("build", heads, ((name, list(_times(summaries))) for name, summaries in rows))


def _times(summaries: Sequence[Summary]) -> Iterator[str]:
    for one in summaries:
        yield f"{one.seconds:.2f} ({one.fastest:.2f}-{one.slowest:.2f})"
    for other in summaries[1:]:
        yield f"{other.seconds / summaries[0].seconds:.2f}"


def resource_table(names: Sequence[str], rows: Iterable[Row]) -> str:
    """Return the medians of processor seconds, their ratios, and the highest peaks of memory of a process.

    What else a machine does falls less on processor seconds than on those by the clock.
    """
    first, *others = names
    heads = [*(f"{name}, CPU s" for name in names), *(f"{name} / {first}" for name in others)]
    heads += [f"{name}, MiB" for name in names]
    return _table("build", heads, ((name, list(_resources(summaries))) for name, summaries in rows))


def _resources(summaries: Sequence[Summary]) -> Iterator[str]:
    yield from (f"{one.cpu_seconds:.2f}" for one in summaries)
    yield from (f"{other.cpu_seconds / summaries[0].cpu_seconds:.2f}" for other in summaries[1:])
    yield from (f"{one.peak / MIB:.0f}" for one in summaries)


def _table(first: str, heads: Sequence[str], rows: Iterable[tuple[str, list[str]]]) -> str:
    lines = [f"| {first} | {' | '.join(heads)} |", f"| --- |{' ---: |' * len(heads)}"]
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows]
    return "\n".join(lines)
