"""Lines of a body that stand for a list: ``[[conventions nature=CTG departement=08]]``.

Pure text. A live list is alone on its line, outside code; what it asks for is read here, what answers it is
found when the page is made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

LINE = re.compile(r"[ \t>]*\[\[(?P<inside>[^\[\]]*)\]\]\s*")
FILTER = re.compile(r"(?:^|\s)(?P<name>[^\s=]+)=")


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveLine:
    """A live list as typed.

    ``line`` is from 1 in the body; ``starts`` gives the column of each filter's name, from 1.
    """

    text: str
    kind: str
    filters: Mapping[str, str]
    starts: Mapping[str, int]
    line: int = 1


def live_line(text: str) -> LiveLine:
    """Return what a line asks for, which holds a live list and nothing else; its number is not known here."""
    found = LINE.fullmatch(text)
    inside, offset = (found["inside"], found.start("inside")) if found else ("", 0)
    kind, _, rest = inside.strip().partition(" ")
    begin = offset + inside.find(rest) if rest else offset
    names = list(FILTER.finditer(rest))
    filters: dict[str, str] = {}
    starts: dict[str, int] = {}
    for index, name in enumerate(names):
        end = names[index + 1].start() if index + 1 < len(names) else len(rest)
        filters[name["name"]] = rest[name.end() : end].strip()
        starts[name["name"]] = begin + name.start("name") + 1
    if rest.strip() and not names:
        filters[rest.strip()] = ""
        starts[rest.strip()] = begin + 1
    return LiveLine(text=text, kind=kind, filters=filters, starts=starts)
