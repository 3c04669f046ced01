"""A file's text split into front matter and body, the front matter read as a French writer types it.

A subset of YAML by lines: every scalar is the text that was typed, to the end of its line.
``python-frontmatter`` splits; the handler given to it is ours, since YAML would turn « 01001 » into 513
and refuse « Caf : une signature ».
"""

from __future__ import annotations

from dataclasses import dataclass

import frontmatter
from frontmatter.default_handlers import BaseHandler

from bulletin.diagnostics import Diagnostics, Place
from bulletin.source.block_style import BlockReader, Line
from bulletin.source.decoding import decode
from bulletin.source.nodes import RawDocument, Table
from bulletin.source.schema.key import Block

FENCE = "---"
MAX_FRONT_CHARACTERS = 64_000


@dataclass(slots=True)
class _Fences(BaseHandler):
    """The ``python-frontmatter`` handler of one file: keeps the body unstripped, and its first line.

    ``offset`` counts the blank lines before the front matter; ``body_line`` is a line of the file, from 1.
    """

    block: Block
    path: str
    diagnostics: Diagnostics
    offset: int
    body: str = ""
    body_line: int = 1

    def split(self, text: str) -> tuple[str, str]:
        """Return what stands between the two fences, and what follows."""
        lines = text.split("\n")
        closing = next(index for index in range(1, len(lines)) if _is_fence(lines[index]))
        following = lines[closing + 1 :]
        blank = next((index for index, line in enumerate(following) if line.strip()), len(following))
        self.body_line = self.offset + closing + 2 + blank
        # The library would strip the indent of the first line, which in Markdown is code.
        self.body = "\n".join(following[blank:])
        return "\n".join(lines[1:closing]), self.body

    def load(self, fm: str) -> dict[str, object]:
        """Return the nodes of the front matter under the one name ``front``."""
        lines = tuple(
            Line(number=self.offset + 2 + index, text=text) for index, text in enumerate(fm.split("\n"))
        )
        return {"front": BlockReader(path=self.path, diagnostics=self.diagnostics).read(lines, self.block)}


def read_document(path: str, data: bytes, block: Block, diagnostics: Diagnostics) -> RawDocument | None:
    """Return the nodes and body of a Markdown file, or ``None`` when its front matter cannot be found.

    Whatever is wrong is added to ``diagnostics`` at its place in the file. ``block`` describes its keys.
    """
    text = decode(path, data, diagnostics)
    if text is None:
        return None
    lines = tuple(text.split("\n"))
    offset = next((index for index, line in enumerate(lines) if line.strip()), None)
    if offset is None or not _has_fences(path, lines, offset, diagnostics):
        if offset is None:
            diagnostics.add("entete-absent", Place(path=path), "Ce fichier est vide.", _SKELETON)
        return None
    fences = _Fences(block=block, path=path, diagnostics=diagnostics, offset=offset)
    post = frontmatter.loads(text, handler=fences)
    front = post.metadata["front"]
    if not isinstance(front, Table):
        return None
    return RawDocument(path=path, front=front, body=fences.body, body_line=fences.body_line, lines=lines)


_SKELETON = "Commencez le fichier par une ligne « --- », les clés (titre: …), puis une autre ligne « --- »."


def _is_fence(line: str) -> bool:
    return line.rstrip() == FENCE


def _has_fences(path: str, lines: tuple[str, ...], offset: int, diagnostics: Diagnostics) -> bool:
    first = lines[offset]
    place = Place(path=path, line=offset + 1, length=max(1, len(first)), excerpt=first)
    if not _is_fence(first.lstrip()):
        diagnostics.add(
            "entete-absent",
            place,
            "Ce fichier ne commence pas par un en-tête : la première ligne doit être « --- ».",
            _SKELETON,
        )
        return False
    closing = next((index for index in range(offset + 1, len(lines)) if _is_fence(lines[index])), None)
    if closing is None:
        diagnostics.add(
            "entete-non-ferme",
            place,
            "L’en-tête ouvert par « --- » n’est jamais fermé.",
            "Ajoutez une ligne « --- » après la dernière clé, avant le texte.",
        )
        return False
    if sum(len(line) for line in lines[offset:closing]) > MAX_FRONT_CHARACTERS:
        diagnostics.add(
            "entete-trop-long",
            place,
            "L’en-tête dépasse 64 000 caractères.",
            "Déplacez le texte après la seconde ligne « --- ».",
        )
        return False
    return True
