"""Mistakes as values: a place, a code, a sentence, a remedy.

Floor 0, above ``catalogue``. What a writer or webmaster can cause is a ``Diagnostic``, collected
and shown with all the others; what the machine or the command line refuses is a ``BulletinError``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from bulletin.catalogue import CATALOGUE, Severity


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A stretch of a file, as the writer sees it in an editor.

    ``line`` and ``column`` count from 1, in characters; ``length`` is in characters. ``path`` is
    relative to the site, with ``/``. ``excerpt`` is the whole line, without its line end.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1
    excerpt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One fault, with the sentence that says it and the one that says what to do.

    A fault that is not ``blocking`` stands in a draft or in a post that is not yet due: it is shown, and
    the site is built.
    """

    severity: Severity
    code: str
    place: Place
    message: str
    hint: str = ""
    blocking: bool = True

    @property
    def stops(self) -> bool:
        """Whether the site cannot be built with it."""
        return self.blocking and self.severity is Severity.ERREUR

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """Files in alphabetical order, then as one reads."""
        return (self.place.path, self.place.line, self.place.column, self.code, self.message)


class BulletinError(Exception):
    """The command stops with one French sentence and ``exit_status``; no site was changed."""

    exit_status = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageFault(BulletinError):
    """Wrong arguments or configuration."""

    exit_status = 2


class MachineRefusal(BulletinError):
    """The machine said no: a lock, a full disk, a permission."""

    exit_status = 4


@dataclass(slots=True)
class Diagnostics:
    """A collector: what is added is kept, in any order, and told sorted."""

    _items: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, place: Place, message: str, hint: str = "") -> None:
        """Keep a diagnostic whose severity is that of ``code`` in the catalogue."""
        self._items.append(
            Diagnostic(severity=CATALOGUE[code], code=code, place=place, message=message, hint=hint)
        )

    def extend(self, items: Iterable[Diagnostic]) -> None:
        """Keep diagnostics made elsewhere."""
        self._items.extend(items)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(set(self._items), key=lambda item: item.order))

    def __len__(self) -> int:
        return len(self._items)

    @property
    def has_errors(self) -> bool:
        """Whether at least one of them stops the build."""
        return any(item.stops for item in self._items)


def strict(items: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the same diagnostics with every avertissement turned into an erreur."""
    return tuple(
        replace(item, severity=Severity.ERREUR) if item.severity is Severity.AVERTISSEMENT else item
        for item in items
    )
