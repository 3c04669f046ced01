"""Names of places as keys: what two spellings of one commune, EPCI or département share.

Stronger than ``fold``: the leading article, Saint and St, the prefix of a groupement do not count
either. The shipped tables hold these keys ready made, so a change here is followed by
``scripts/remake_territories.py``.
"""

from __future__ import annotations

import re

from bulletin.french.slugs import fold

_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ARTICLE = re.compile(r"(?:le|la|les|l|aux|los) (?=.)")
_ORDINAL = re.compile(r"(?<=\d)(?:er|e|eme)?(?: arr(?:ondissement)?)?$")
_LINK = re.compile(r"(?:de l|de la|du|des|de|d|le|la|les|l) (?=.)")

_PREFIXES = {
    "CC": ("communaute de communes", "com com", "comcom", "cc"),
    "CA": ("communaute d agglomeration", "communaute d agglo", "agglomeration", "agglo", "ca"),
    "CU": ("communaute urbaine", "cu"),
    "EPT": ("etablissement public territorial", "ept"),
    "METRO": ("metropole", "metro"),
    "": ("epci", "communaute", "intercommunalite"),
}
"""How the kind of a groupement is written before its name, folded."""

_TYPE_OF_PREFIX = {prefix: kind for kind, prefixes in _PREFIXES.items() for prefix in prefixes}
_PREFIX = re.compile(rf"(?:(?:l|la|le) )?({'|'.join(sorted(_TYPE_OF_PREFIX, key=len, reverse=True))}) (?=.)")
GLOSS = re.compile(r"(?<=\S)\s*\([^()]*\)\s*$")
"""What follows the name of some groupements, in brackets."""
_DEPARTEMENT = re.compile(r"(?:le )?departement (?=.)")


def commune_spelling(nom: str) -> str:
    """Return ``nom`` folded, Saint spelled out, ordinals of arrondissements bare; the article stays."""
    words = " ".join(_SAINTS.get(word, word) for word in fold(nom).split())
    return _ORDINAL.sub("", words)


def commune_key(nom: str) -> str:
    """Return what the spellings of one commune share: « le Havre » and « Havre », « St » and « Saint »."""
    return _drop(_ARTICLE, commune_spelling(nom))


def departement_key(nom: str) -> str:
    """Return what the spellings of one département share, « département de » and the article dropped."""
    return _drop(_LINK, _drop(_DEPARTEMENT, fold(nom)))


def epci_key(nom: str) -> str:
    """Return what the spellings of one groupement share: no « CC », « communauté de communes », « de l’ ».

    An acronym or a gloss in brackets at the end does not count: « CA de l'Albigeois (C2A) ».
    """
    name = fold(GLOSS.sub("", nom))
    while (bare := _drop(_PREFIX, name)) != name:  # « CA L'Agglo Foix-Varilhes »
        name = bare
    return _drop(_LINK, name)


def epci_type(nom: str) -> str:
    """Return the kind of groupement that ``nom`` begins with (« CC », « METRO »...), "" for none."""
    found = _PREFIX.match(fold(nom))
    return _TYPE_OF_PREFIX[found[1]] if found else ""


def _drop(start: re.Pattern[str], text: str) -> str:
    found = start.match(text)
    return text[found.end() :] if found else text
