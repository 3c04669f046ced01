"""Long lists cut by initial into parts short enough to read: communes in their index, feeds on their page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypeVar

from bulletin.french.slugs import fold

LONGEST_PART: Final = 60
"""How many names a part holds at most."""

Named = TypeVar("Named")


def by_initial(
    found: Sequence[Named], name: Callable[[Named], str]
) -> Iterator[tuple[str, tuple[Named, ...]]]:
    """Yield the label and the values of each part, by initial of the folded names, in alphabetical order.

    An initial with more than ``LONGEST_PART`` names is cut by its second letter, then by its third: « Ba à
    Be ». Inside a part the order of ``found`` is kept.
    """
    by_start = _starts(found, name, 1)
    for initial in sorted(by_start):
        yield from _cut(initial, by_start[initial], name)


def _starts(found: Sequence[Named], name: Callable[[Named], str], length: int) -> dict[str, list[Named]]:
    starts: dict[str, list[Named]] = {}
    for one in found:
        starts.setdefault(fold(name(one))[:length], []).append(one)
    return starts


def _cut(
    start: str, found: Sequence[Named], name: Callable[[Named], str]
) -> Iterator[tuple[str, tuple[Named, ...]]]:
    """Yield the label and the values of each part of the names that begin with ``start``."""
    by_start = _starts(found, name, len(start) + 1)
    # Names that are all equal cannot be parted.
    if len(found) <= LONGEST_PART or set(by_start) == {start}:
        yield _label(start), tuple(found)
        return
    starts: list[str] = []
    part: list[Named] = []
    for longer in sorted(by_start):
        if part and len(part) + len(by_start[longer]) > LONGEST_PART:
            yield _range(starts), tuple(part)
            starts, part = [], []
        if len(by_start[longer]) > LONGEST_PART:
            yield from _cut(longer, by_start[longer], name)
            continue
        starts.append(longer)
        part.extend(by_start[longer])
    if part:
        yield _range(starts), tuple(part)


def _label(start: str) -> str:
    return "-".join(word.capitalize() for word in start.split())


def _range(starts: list[str]) -> str:
    first, last = _label(starts[0]), _label(starts[-1])
    return first if first == last else f"{first} à {last}"
