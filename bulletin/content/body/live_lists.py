"""Lines of a body that stand for a list: ``[[conventions nature=CTG departement=08]]``.

Pure text. A live list is alone on its line, outside code; what it asks for is read here, what
answers it is found when the page is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

LINE = re.compile(r" {0,3}\[\[(?P<inside>[^\[\]]*)\]\]\s*")
FENCE = re.compile(r" {0,3}(?P<fence>`{3,}|~{3,})")
FILTER = re.compile(r"(?:^|\s)(?P<name>[^\s=]+)=")


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveLine:
    """A live list as typed.

    ``line`` is from 1 in the body; ``starts`` gives the column of each filter's name, from 1.
    """

    line: int
    text: str
    kind: str
    filters: Mapping[str, str]
    starts: Mapping[str, int]


def live_lines(markdown: str) -> Iterator[LiveLine]:
    """Give the live lists of a body, in order."""
    if "[[" not in markdown:
        return
    closing = ""
    for number, text in enumerate(markdown.split("\n"), 1):
        fence = FENCE.match(text)
        if fence is not None:
            closing = "" if closing and fence["fence"].startswith(closing) else closing or fence["fence"]
            continue
        found = LINE.fullmatch(text)
        if found is not None and not closing:
            yield _read(number, text, found["inside"], found.start("inside"))


def _read(number: int, text: str, inside: str, offset: int) -> LiveLine:
    kind, _, rest = inside.strip().partition(" ")
    begin = offset + inside.find(rest) if rest else offset
    names = list(FILTER.finditer(rest))
    filters: dict[str, str] = {}
    starts: dict[str, int] = {}
    for index, found in enumerate(names):
        end = names[index + 1].start() if index + 1 < len(names) else len(rest)
        filters[found["name"]] = rest[found.end() : end].strip()
        starts[found["name"]] = begin + found.start("name") + 1
    if rest.strip() and not names:
        filters[rest.strip()] = ""
        starts[rest.strip()] = begin + 1
    return LiveLine(line=number, text=text, kind=kind, filters=filters, starts=starts)
