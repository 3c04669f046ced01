"""Bytes of a file to clean text.

Floor 1. What passes this door is Unicode without control characters, with ``\\n`` alone at line ends:
nothing downstream, feed or page, has to care.
"""

from __future__ import annotations

import codecs
import re

from bulletin.diagnostics import Diagnostics, Place

MAX_BYTES = 1_000_000
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")


def decode(path: str, data: bytes, diagnostics: Diagnostics) -> str | None:
    """Return the text of ``data``, or ``None`` when it is no text; whatever was settled is told.

    UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252 with an avertissement.
    """
    place = Place(path=path)
    if len(data) > MAX_BYTES:
        diagnostics.add(
            "fichier-trop-gros",
            place,
            f"Ce fichier pèse {len(data) // 1000} ko : un article ne dépasse pas 1 000 ko.",
            "Placez les images et les documents à côté de l’article, pas dedans.",
        )
        return None
    text = _text_of(path, data, diagnostics)
    if text is None:
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n")
    if "\x00" in text:
        diagnostics.add(
            "fichier-illisible",
            place,
            "Ce fichier n’est pas un texte : il contient des caractères nuls.",
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
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        text = data.decode("cp1252", errors="replace")
        diagnostics.add(
            "encodage",
            Place(path=path, line=line, excerpt=text.split("\n")[line - 1].rstrip("\r")),
            "Ce fichier n’est pas en UTF-8 ; il a été lu comme du Windows-1252.",
            "Vérifiez les accents, puis enregistrez le fichier en UTF-8.",
        )
        return text


def _without_invisible(path: str, text: str, diagnostics: Diagnostics) -> str:
    found = INVISIBLE.search(text)
    if found is None:
        return text
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - (text.rfind("\n", 0, found.start()) + 1) + 1
    clean = INVISIBLE.sub(" ", text)
    diagnostics.add(
        "caractere-invisible",
        Place(path=path, line=line, column=column, excerpt=clean.split("\n")[line - 1]),
        "Un caractère invisible, sans doute venu d’un copier-coller, a été remplacé par une espace.",
        "Effacez-le et retapez le mot.",
    )
    return clean
