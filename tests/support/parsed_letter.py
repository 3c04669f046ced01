"""The HTML of a letter, parsed: its words, its links and what it would load."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})


@dataclass
class Letter:
    """What a letter holds; ``links`` gives the text of each address, ``resources`` what its head names."""

    text: str
    tags: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    resources: list[tuple[str, str]] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    words: str = ""


def read_letter(text: str) -> Letter:
    """Return what a letter holds."""
    letter = Letter(text)
    reader = _Reader(letter)
    reader.feed(text)
    reader.close()
    return letter


class _Reader(HTMLParser):
    def __init__(self, letter: Letter) -> None:
        super().__init__()
        self._letter = letter
        self._link = ""
        self._heading = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self._letter.tags.add(tag)
        if tag == "a":
            self._link = attributes.get("href", "")
            self._letter.links.setdefault(self._link, "")
        elif tag == "link":
            self._letter.resources.append((attributes["rel"], attributes["href"]))
        elif tag in _HEADINGS:
            self._heading = True
            self._letter.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link = ""
        self._heading = self._heading and tag not in _HEADINGS

    def handle_data(self, data: str) -> None:
        self._letter.words += data
        if self._link:
            self._letter.links[self._link] += data
        if self._heading:
            self._letter.headings[-1] += data
