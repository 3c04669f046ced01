"""Decodes the bytes of a file into clean text.

The text returned is composed Unicode (NFC) without control characters or zero-width characters, and its
lines end with a line feed alone: no later step has to check it again.
"""

from __future__ import annotations

import codecs
import re
from unicodedata import normalize

from bulletin.diagnostics import Diagnostics, Fix, Place
from bulletin.french.printed import number

MAX_BYTES = 1_000_000
INVISIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")

_EMOJI = "[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]"
WIDTHLESS = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]"
    # A zero-width joiner makes one picture of two emoji.
    f"|(?<!{_EMOJI})\u200d|\u200d(?!{_EMOJI})"
)
"""Zero-width characters: unseen, they cut a word in two for a search, or reverse the order of the text."""
_NAMES = {
    "\u00ad": "trait d’union conditionnel",
    "\u200b": "espace sans largeur",
    "\u200c": "antiliant sans largeur",
    "\u200d": "liant sans largeur",
    "\u200e": "marque de sens d’écriture",
    "\u200f": "marque de sens d’écriture",
    "\u2060": "gluon de mots",
    "\ufeff": "marque d’ordre des octets",
}


def decode(path: str, data: bytes, diagnostics: Diagnostics) -> str | None:
    """Return the text of ``data``, or ``None`` when it is no text or exceeds ``MAX_BYTES``.

    UTF-8 with or without BOM, UTF-16 with BOM, else Windows-1252. Whatever was refused, supposed or removed
    is added to ``diagnostics``.
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


SOFT_HYPHEN = "\N{SOFT HYPHEN}"
_PLACE = re.compile(r"\s*(?:-\s+)?(?:communes?|epci)\s*:")
"""A line of front matter that names places."""
_HYPHEN = re.compile(rf"(?<=[^\W\d_]){SOFT_HYPHEN}(?=[A-ZÀ-ÖØ-Þ])")
"""A soft hyphen before a capital: as words have no capital inside, it stands for the hyphen of a name."""


def _without_invisible(path: str, text: str, diagnostics: Diagnostics) -> str:
    """Return a text in NFC, with spaces for its control characters, without its zero-width characters."""
    found = INVISIBLE.search(text)
    if found is not None:
        text = INVISIBLE.sub(" ", text)
        diagnostics.add(
            "caractere-invisible",
            _place_at(path, text, found.start()),
            "Un caractère invisible, sans doute venu d’un copier-coller, a été remplacé par une espace.",
            "Effacez-le et retapez le mot.",
        )
    if WIDTHLESS.search(text):
        lines = enumerate(text.split("\n"), start=1)
        text = "\n".join([_without_widthless(path, rank, line, diagnostics) for rank, line in lines])
    return normalize("NFC", text)


def _without_widthless(path: str, rank: int, line: str, diagnostics: Diagnostics) -> str:
    """Return a line without its zero-width characters, the first of which is reported.

    A soft hyphen that a word processor wrote for the hyphen of a name becomes a hyphen, and is not reported.
    """
    line = line.replace(SOFT_HYPHEN, "-") if _PLACE.match(line) else _HYPHEN.sub("-", line)
    found = WIDTHLESS.search(line)
    if found is None:
        return line
    sign = found.group()
    clean = normalize("NFC", WIDTHLESS.sub("", line))
    column = len(normalize("NFC", line[: found.start()])) + 1
    place = Place(path=path, line=rank, column=column, excerpt=clean)
    diagnostics.add(
        "caractere-invisible",
        place,
        f"Un signe invisible ({_NAMES.get(sign, f'U+{ord(sign):04X}')}) a été retiré.",
        "Il vient sans doute d’un copier-coller : retapez le mot, rien ne change à l’écran.",
        fix=Fix.of_line(place, clean),
    )
    return clean
