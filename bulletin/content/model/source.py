"""What ties a value to the file that tells it: places, inferences, the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

from bulletin.content.body.body import Body
from bulletin.content.body.rendered import BodyFindings
from bulletin.diagnostics import Place


def no_places() -> Mapping[str, Place]:
    """Return the places of a value that no file holds."""
    return MappingProxyType({})


class Placed:
    """A value read from a file, and the place in that file of each key that it comes from.

    The place of the whole is under the key ``""``.
    """

    __slots__ = ()
    source: str
    places: Mapping[str, Place]

    def place(self, *keys: str) -> Place:
        """Return where the first of these keys that was typed stands, else the place of the whole."""
        found = next((self.places[key] for key in keys if key in self.places), None)
        return found or self.places.get("", Place(path=self.source))


@dataclass(frozen=True, slots=True)
class Inference:
    """A value that was supposed, not typed: the key, the value as text, the reason in French."""

    key: str
    value: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Corps:
    """The Markdown of a file. ``line`` is the line of the file on which ``markdown`` begins, from 1."""

    markdown: str = ""
    line: int = field(default=1, compare=False)

    @cached_property
    def body(self) -> Body:
        """The same text, which is made into HTML when it is asked for."""
        return Body(markdown=self.markdown)

    @property
    def found(self) -> BodyFindings:
        """What was found in the body, by lines of ``markdown``."""
        return self.body.found

    @cached_property
    def _lines(self) -> tuple[str, ...]:
        return tuple(self.markdown.split("\n"))

    def place(self, path: str, line: int, column: int = 1, length: int = 1) -> Place:
        """Return the place in the file at ``path`` of a line of ``markdown``, from 1."""
        excerpt = self._lines[line - 1] if 0 < line <= len(self._lines) else ""
        return Place(
            path=path, line=self.line + line - 1, column=column, length=max(1, length), excerpt=excerpt
        )
