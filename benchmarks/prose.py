"""The text of an invented post: some 350 words, with headings, a list, and now and then a table or notes."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from benchmarks.vocabulary import (
    HEADINGS,
    ITEMS,
    LINK_TEXTS,
    MASCULINE,
    NOTES,
    OPENINGS,
    QUOTES,
    SENTENCES,
    SIGLES,
    STRONG,
    TABLE_ROWS,
)

WITH_TABLE = 0.5
WITH_NOTE = 0.25
WITH_ABBREVIATIONS = 0.25
WITH_QUOTE = 0.3
"""The share of posts that have each."""
ABBREVIATION = "*["
"""What a line that defines an abbreviation begins with."""
LONGEST_SUMMARY = 200


def text_of(draw: random.Random, a_commune: str, de_commune: str, earlier: Sequence[str]) -> tuple[str, str]:
    """Return the summary and the Markdown of a post; ``earlier`` are the stems of posts it may link to."""
    return _Text(draw, a_commune, de_commune).whole(earlier)


class _Text:
    """Draws the parts of one text; the sentences of a text are all different."""

    def __init__(self, draw: random.Random, a_commune: str, de_commune: str) -> None:
        self._draw = draw
        self._names = {"a_commune": a_commune, "de_commune": de_commune}
        self._sentences = iter(draw.sample(SENTENCES, len(SENTENCES)))
        self._sigles: set[str] = set()

    def whole(self, earlier: Sequence[str]) -> tuple[str, str]:
        draw = self._draw
        opening = draw.choice(OPENINGS).format(**self._names)
        follow = self._sentence()
        headings = iter(draw.sample(HEADINGS, 3))
        note = draw.choice(NOTES) if draw.random() < WITH_NOTE else ""
        parts = [
            f"{opening} {follow} {self._paragraph(2)}",
            f"## {next(headings)}",
            self._paragraph(4) + ("[^1]" if note else ""),
            "\n".join(f"- {item}" for item in draw.sample(ITEMS, draw.randint(3, 5))),
            f"## {next(headings)}",
            self._paragraph(3),
            *self._table(),
            self._paragraph(3) + self._link(earlier),
            *([f"> {draw.choice(QUOTES)}"] if draw.random() < WITH_QUOTE else []),
            f"## {next(headings)}",
            f"{self._paragraph(4)} {draw.choice(STRONG)}",
            self._paragraph(draw.randint(3, 6)),
            *([f"[^1]: {note}"] if note else []),
            *self._abbreviations(),
        ]
        summary = f"{opening} {follow}"
        return summary if len(summary) <= LONGEST_SUMMARY else opening, "\n\n".join(parts)

    def _sentence(self) -> str:
        text = next(self._sentences)
        sigle = self._draw.choice(MASCULINE)
        if "{sigle}" in text:
            self._sigles.add(sigle)
        return text.format(
            nombre=self._draw.randint(12, 480), annee=self._draw.randint(2008, 2024), sigle=sigle
        )

    def _paragraph(self, sentences: int) -> str:
        return " ".join(self._sentence() for _ in range(sentences))

    def _table(self) -> Iterator[str]:
        draw = self._draw
        if draw.random() >= WITH_TABLE:
            return
        rows = draw.sample(TABLE_ROWS, draw.randint(3, 5))
        lines = ["| Service | Places | Familles |", "| --- | ---: | ---: |"]
        lines += [f"| {row} | {draw.randint(8, 120)} | {draw.randint(20, 900)} |" for row in rows]
        yield "\n".join(lines)

    def _link(self, earlier: Sequence[str]) -> str:
        if not earlier:
            return ""
        return f" [{self._draw.choice(LINK_TEXTS)}](article:{self._draw.choice(earlier)})."

    def _abbreviations(self) -> Iterator[str]:
        if self._sigles and self._draw.random() < WITH_ABBREVIATIONS:
            yield "\n".join(f"{ABBREVIATION}{sigle}]: {SIGLES[sigle]}" for sigle in sorted(self._sigles))


def abbreviations_parted(body: str) -> tuple[str, dict[str, str]]:
    """Return a body without the lines that define its abbreviations, and what these say, by acronym."""
    lines = body.split("\n")
    defined = [line for line in lines if line.startswith(ABBREVIATION)]
    meanings = dict(line.removeprefix(ABBREVIATION).split("]: ", 1) for line in defined)
    return "\n".join(line for line in lines if line not in defined).rstrip(), meanings
