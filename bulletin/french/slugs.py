"""Names as addresses and as keys: what two spellings of one name have in common.

``fold`` is for comparing names (case, accents, hyphens and ligatures do not count); ``plain`` is for
reading what keeps its punctuation, such as days and amounts; ``slug`` is for file names and
addresses, safe on every file system a site may be copied to.
"""

from __future__ import annotations

import re
import unicodedata

SLUG_LIMIT = 80
"""Longest slug, in bytes; slugs are ASCII, so in characters too."""

DEVICE_NAMES = frozenset(
    {"aux", "con", "nul", "prn"} | {f"{port}{number}" for port in ("com", "lpt") for number in range(10)}
)
"""File names that Windows keeps for itself, whatever the extension."""

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"})
"""Latin letters that Unicode does not decompose, in lower case; ß is already ss once casefolded."""

_SEPARATORS = re.compile(r"[\W_]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")
_DASHES = re.compile("[\N{HYPHEN}-\N{HORIZONTAL BAR}\N{MINUS SIGN}]")
_APOSTROPHES = re.compile("[‘’ʼ]")


def fold(text: str) -> str:
    """Return what two spellings of one name share: « Saint-Rémy » and « saint remy » fold alike.

    Compatibility forms are unified, case and accents dropped, ligatures opened, and every run of
    characters that are neither letters nor digits becomes one space, none at the ends. Letters of
    other scripts are kept. Folding twice changes nothing.
    """
    folded = text
    while (once := _fold_once(folded)) != folded:
        folded = once
    return folded


def one_line(text: str) -> str:
    """Return ``text`` with every run of white space, line ends included, as one space, none at the ends."""
    return " ".join(text.split())


def plain(text: str) -> str:
    """Return ``text`` with nothing left but what is read: no accents, no capitals, one kind of each mark.

    Every run of white space, non-breaking or not, is one space, none at the ends; every dash is ``-``
    and every apostrophe ``'``.
    """
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return " ".join(_APOSTROPHES.sub("'", _DASHES.sub("-", bare)).split())


def _fold_once(text: str) -> str:
    """Fold once; a decomposition may bring out capitals or letters that another turn has to fold."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).casefold().translate(_LIGATURES)
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SEPARATORS.sub(" ", bare).strip()


def slug(text: str) -> str:
    """Return ``text`` as one segment of an address: ``[a-z0-9-]``, at most 80 bytes, cut at a hyphen.

    It is empty only if no letter or digit of ``text`` has a Latin form. A name that Windows reserves
    gets the suffix ``-page``. The slug of a slug is itself.
    """
    whole = _NOT_SLUG.sub("-", fold(text)).strip("-")
    short = _cut_at_hyphen(whole)
    return f"{short}-page" if short in DEVICE_NAMES else short


def _cut_at_hyphen(whole: str) -> str:
    """Drop the last words of a slug that is too long; a single endless word is cut where it must."""
    if len(whole) <= SLUG_LIMIT:
        return whole
    words, _, _ = whole[: SLUG_LIMIT + 1].rpartition("-")
    return words or whole[:SLUG_LIMIT]
