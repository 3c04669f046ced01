"""Bytes of a file to clean text.

What passes this door is Unicode without control characters, with line feeds alone at line ends:
nothing downstream, feed or page, has to care.
"""

from __future__ import annotations

import codecs
import re

from bulletin.diagnostics import Diagnostics, Place
from bulletin.french.printed import number

MAX_BYTES = 1_000_000
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def decode(path: str, data: bytes, diagnostics: Diagnostics) -> str | None:
    """Return the text of ``data``, or ``None`` when it is no text; whatever was settled is told.

    UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252 with an avertissement.
    """
    place = Place(path=path)
    if len(data) > MAX_BYTES:
        diagnostics.add(
            "fichier-trop-gros",
            place,
            f"Ce fichier pèse {number(-(-len(data) // 1000))} ko : un article ne dépasse pas 1 000 ko.",
            "Placez les images et les documents à côté de l’article, pas dedans.",
        )
        return None
    text = _text_of(path, data, diagnostics)
    if text is None:
        return None
    text = _with_line_feeds(text)
    if "\x00" in text:
        diagnostics.add(
            "fichier-illisible",
            place,
            "Ce fichier n’est pas un texte : il contient des caractères nuls.",
            "Enregistrez-le de nouveau au format texte, en UTF-8.",
        )
        return None
    return _without_invisible(path, text, diagnostics)


def _text_of(path: str, data: bytes, diagnostics: Diagnostics) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            diagnostics.add(
                "fichier-illisible",
                Place(path=path),
                "Ce fichier commence comme de l’UTF-16 mais n’en est pas.",
                "Enregistrez-le de nouveau en UTF-8.",
            )
            return None
    bare = data.removeprefix(codecs.BOM_UTF8)
    try:
        return bare.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = _with_line_feeds(bare[: fault.start].decode("cp1252", errors="replace"))
        text = _with_line_feeds(bare.decode("cp1252", errors="replace"))
        diagnostics.add(
            "encodage",
            _place_at(path, text, len(before)),
            "Ce fichier n’est pas en UTF-8 ; il a été lu comme du Windows-1252.",
            "Vérifiez les accents, puis enregistrez le fichier en UTF-8.",
        )
        return text


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place_at(path: str, text: str, index: int) -> Place:
    """Return the place of one character of a text whose lines end with a line feed."""
    line = text.count("\n", 0, index) + 1
    start = text.rfind("\n", 0, index) + 1
    return Place(path=path, line=line, column=index - start + 1, excerpt=text[start:].partition("\n")[0])


def _without_invisible(path: str, text: str, diagnostics: Diagnostics) -> str:
    found = INVISIBLE.search(text)
    if found is None:
        return text
    clean = INVISIBLE.sub(" ", text)
    diagnostics.add(
        "caractere-invisible",
        _place_at(path, clean, found.start()),
        "Un caractère invisible, sans doute venu d’un copier-coller, a été remplacé par une espace.",
        "Effacez-le et retapez le mot.",
    )
    return clean
