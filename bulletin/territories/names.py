"""Names of places as keys: what two spellings of one commune, EPCI or département share.

Stronger than ``fold``: the leading article, Saint and St, the prefix of a groupement do not count
either. The shipped tables hold these keys ready made, so a change here is followed by
``scripts/remake_territories.py``.
"""

from __future__ import annotations

import re
import unicodedata

from bulletin.french.slugs import fold

_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_ARTICLE = re.compile(r"(?:le|la|les|l|aux|los) (?=.)")
_LINK = re.compile(r"(?:de l|de la|du|des|de|d|le|la|les|l) (?=.)")

_CITY = r"(?:paris|lyon|marseille)"
_SUFFIX = r"(?:er|nd|de|d|e|eme|ieme)?"
_ORDINAL = re.compile(rf"^({_CITY}) (\d+|[ivx]+?){_SUFFIX}(?: arr(?:ondissement)?)?$")
_ORDINAL_FIRST = re.compile(rf"^(\d+|[ivx]+?){_SUFFIX} arr(?:ondissement)?(?: de)? ({_CITY})$")
_ROMAN = re.compile(r"(x*)(ix|iv|v?i*)")

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

SOFT_HYPHEN = "\u00ad"
_APOSTROPHES = str.maketrans({"'": "’", "‘": "’", "ʼ": "’"})

_OFFICE = (
    r"(?:villes?|communes?(?: nouvelle| déléguée| deleguee| associée| associee)?"
    r"|mairies?|municipalités?|municipalites?)"
)
_OF = re.compile(
    rf"(?:(?:l[ae]s? )?{_OFFICE} )?"
    r"(?:(?P<la>de la )|(?P<l>de l’)|(?P<le>du )|(?P<les>des )|de |d’)(?P<nom>\S.*)",
    re.IGNORECASE,
)
_ARTICLES = {"la": "La ", "l": "L’", "le": "Le ", "les": "Les "}
_CEDEX = re.compile(r"[ ,-]+cedex(?: \d{1,2})?$", re.IGNORECASE)
_SEVERAL = re.compile(r"\s+(?:et|ainsi que|&|\+)\s+|\s*[;/]\s*", re.IGNORECASE)


def typed_place(text: str) -> str:
    """Return ``text`` with the marks of the official names: composed, curly apostrophes, single spaces.

    A soft hyphen, which word processors put for one, is a hyphen.
    """
    composed = unicodedata.normalize("NFC", text).replace(SOFT_HYPHEN, "-")
    return " ".join(composed.translate(_APOSTROPHES).split())


def official_spelling(nom: str) -> str:
    """Return a name with the straight apostrophe of the official lists, for data to be joined with them."""
    return nom.replace("’", "'")


def commune_spelling(nom: str) -> str:
    """Return ``nom`` folded, Saint spelled out, an arrondissement as « paris 16 »; the article stays."""
    words = " ".join(_SAINTS.get(word, word) for word in fold(nom).split())
    if found := _ORDINAL.match(words):
        return f"{found[1]} {_arabic(found[2])}"
    if found := _ORDINAL_FIRST.match(words):
        return f"{found[2]} {_arabic(found[1])}"
    return words


def commune_key(nom: str) -> str:
    """Return what the spellings of one commune share: « le Havre » and « Havre », « St » and « Saint »."""
    return _drop(_ARTICLE, commune_spelling(nom))


def without_office(nom: str) -> str:
    """Return « Vanves » for « Ville de Vanves » or « de Vanves », « Le Havre » for « mairie du Havre ».

    It is "" when nothing stands before the name. « Ville-d’Avray » is left alone by its hyphen, but
    « D’Huison » is not: the whole text is to be tried first.
    """
    found = _OF.fullmatch(nom)
    if found is None:
        return ""
    article = next((text for group, text in _ARTICLES.items() if found[group]), "")
    return article + found["nom"]


def without_cedex(nom: str) -> str:
    """Return ``nom`` without the « Cedex 9 » of a business address."""
    return _CEDEX.sub("", nom)


def several_names(text: str) -> tuple[tuple[int, str], ...]:
    """Return the names that « et », « ; », « / », « & » or « + » separate, each after its index in ``text``.

    One name when nothing separates it. « Vanves et Sceaux » and « Bagnères-et-Luchon » cannot be told apart
    here: the whole is to be tried as one name first.
    """
    found: list[tuple[int, str]] = []
    start = 0
    for end, following in [*(match.span() for match in _SEVERAL.finditer(text)), (len(text), len(text))]:
        raw = text[start:end]
        if name := raw.strip():
            found.append((start + len(raw) - len(raw.lstrip()), name))
        start = following
    return tuple(found)


def departement_key(nom: str) -> str:
    """Return what the spellings of one département share, « département de » and the article dropped."""
    return _drop(_LINK, _drop(_DEPARTEMENT, fold(nom)))


def epci_key(nom: str) -> str:
    """Return what the spellings of one groupement share: no « CC », « communauté de communes », « de l’ ».

    An acronym or a gloss in brackets at the end does not count: « CA de l’Albigeois (C2A) ».
    """
    name = fold(GLOSS.sub("", nom))
    while (bare := _drop(_PREFIX, name)) != name:  # « CA L’Agglo Foix-Varilhes »
        name = bare
    return _drop(_LINK, name)


def epci_type(nom: str) -> str:
    """Return the kind of groupement that ``nom`` begins with (« CC », « METRO »...), "" for none."""
    found = _PREFIX.match(fold(nom))
    return _TYPE_OF_PREFIX[found[1]] if found else ""


def _drop(start: re.Pattern[str], text: str) -> str:
    found = start.match(text)
    return text[found.end() :] if found else text


def _arabic(number: str) -> str:
    """Return a number of arrondissement in figures, without leading zeros."""
    if number.isdigit():
        return str(int(number))
    roman = _ROMAN.fullmatch(number)
    if roman is None:
        return number
    units = {"ix": 9, "iv": 4}.get(roman[2], 5 * roman[2].count("v") + roman[2].count("i"))
    return str(10 * len(roman[1]) + units)
