"""Front matters as a whole site reads them: the values, or the diagnostics."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

from bulletin.config.natures import NATURES
from bulletin.content.model.post import Post
from bulletin.content.read import Read, read_content
from bulletin.content.reading.context import Vocabulary
from bulletin.diagnostics import Diagnostic
from bulletin.territories.atlas import Atlas
from support.source_files import source_file

PATH = "content/articles/2016-07-11-un-article.md"
WORDS = Vocabulary(natures=NATURES, themes=("petite-enfance", "parentalite"), zone=ZoneInfo("Europe/Paris"))


@cache
def atlas(*departements: str) -> Atlas:
    """The territories as a site of some départements sees them, Hauts-de-Seine by default."""
    return Atlas.shipped(departements or ("92",))


def read_bytes(data: bytes, path: str = PATH, *departements: str) -> Read:
    """Return the result of reading a file of these bytes, on a site of some départements."""
    (read,) = read_content((source_file(path, data),), atlas(*departements), WORDS)
    return read


def read(front: str, path: str = PATH, *, titre: str = "titre: Un article\n") -> Read:
    """Return the result of reading a front matter, to which a title is added."""
    return read_bytes(f"---\n{titre}{front}\n---\n\nLe texte.\n".encode(), path)


def post(front: str, path: str = PATH, *, titre: str = "titre: Un article\n") -> Post:
    """Return the post of a front matter, which must have no erreur."""
    found = read(front, path, titre=titre)
    faults = [item for item in found.diagnostics if item.stops]
    assert [] == faults
    assert isinstance(found.value, Post)
    return found.value


def diagnostics(
    front: str, path: str = PATH, *, titre: str = "titre: Un article\n"
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a front matter."""
    return read(front, path, titre=titre).diagnostics


def codes(front: str, path: str = PATH, *, titre: str = "titre: Un article\n") -> list[str]:
    """Return the codes of the diagnostics of a front matter, in the order of the file."""
    return [item.code for item in diagnostics(front, path, titre=titre)]


def underlined(diagnostic: Diagnostic) -> tuple[int, str]:
    """Return the line of a fault, and the text that its marker underlines."""
    place = diagnostic.place
    return place.line, place.excerpt[place.column - 1 : place.column - 1 + place.length]
