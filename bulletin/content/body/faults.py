"""What is told of a body, at its place in the body."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFault:
    """A diagnostic before it is known which file holds the body.

    ``line`` and ``column`` count from 1 in the body, in characters, as ``length`` does; the severity is that
    of ``code`` in the catalogue.
    """

    code: str
    line: int
    message: str
    hint: str
    column: int = 1
    length: int = 1


class UnreadProse(Exception):
    """A text that cannot become a page: ``line``, from 1, what is wrong, and what to do."""

    def __init__(self, line: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.hint = hint
