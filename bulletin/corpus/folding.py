"""Values of several steps put together, so that each thing is there once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

T = TypeVar("T")

UNKNOWN_VALUES: tuple[object, ...] = ("", None, ())
"""The values of a field whose content is not known."""


def united(values: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    """Return one value for each key, in order; a later value replaces the earlier one, and completes it."""
    found: dict[object, T] = {}
    for value in values:
        name = key(value)
        found[name] = _completed(found[name], value) if name in found else value
    return tuple(found.values())


def _completed(old: T, new: T) -> T:
    """Return ``new`` with the fields that are unknown in it filled from ``old``."""
    if not is_dataclass(new) or isinstance(new, type):
        return new
    unknown = [field.name for field in fields(new) if getattr(new, field.name) in UNKNOWN_VALUES]
    return replace(new, **{name: getattr(old, name) for name in unknown})
