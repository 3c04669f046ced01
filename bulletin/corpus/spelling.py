"""Acronyms that are not spelled as the glossary of the site spells them: each is reported once in each file.

Pure. Imported posts are not checked; an acronym is checked only in the posts of the days on which it was in
use.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bulletin.content.model.cards import Page, Sigle
from bulletin.content.model.post import Post
from bulletin.corpus.corpus import Corpus
from bulletin.diagnostics import Diagnostics, Place

ADDRESS = re.compile(r"(?:https?://|www\.)\S+|`[^`]*`|\]\([^)]*\)")


def check_spelling(corpus: Corpus, diagnostics: Diagnostics) -> None:
    """Report the acronyms that are not spelled as in the glossary."""
    sigles = corpus.glossaire.sigles
    if not sigles:
        return
    for post in corpus.posts:
        if post.provenance is None:
            _check(post, [sigle for sigle in sigles if sigle.holds_on(post.jour)], diagnostics)
    for page in corpus.pages:
        _check(page, [sigle for sigle in sigles if sigle.holds_on(corpus.day)], diagnostics)


def _check(value: Post | Page, sigles: list[Sigle], diagnostics: Diagnostics) -> None:
    preferred = {variante: sigle.sigle for sigle in sigles for variante in sigle.variantes}
    if not preferred:
        return
    words = "|".join(re.escape(word) for word in sorted(preferred, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w/@.-])(?:{words})(?![\w@-])")
    reported: set[str] = set()
    for place, text in _texts(value):
        for found in pattern.finditer(ADDRESS.sub(lambda one: " " * len(one[0]), text)):
            word = found[0]
            if word in reported:
                continue
            reported.add(word)
            diagnostics.add(
                "graphie",
                _within(place, found.start(), len(word)),
                f"Ce bulletin écrit « {preferred[word]} », et non « {word} ».",
                f"Remplacez par « {preferred[word]} », ici et dans la suite du texte.",
            )


def _texts(value: Post | Page) -> Iterator[tuple[Place, str]]:
    """Yield each text of a file with its place: title, summary, then the lines of its body outside code."""
    for key, text in (("titre", value.titre), ("resume", value.resume)):
        if key in value.places and "\n" not in text:
            yield value.places[key], text
    code = {number for first, last in value.corps.found.code for number in range(first, last + 1)}
    for number, line in enumerate(value.corps.markdown.split("\n"), start=1):
        if number not in code:
            yield value.corps.place(value.source, number), line


def _within(place: Place, start: int, length: int) -> Place:
    return Place(
        path=place.path, line=place.line, column=place.column + start, length=length, excerpt=place.excerpt
    )
