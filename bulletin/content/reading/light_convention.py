"""The light form of a convention: its nature, by its code or in full, then its period.

« CTG 2023-2027 », « Convention territoriale globale (2023-2027) », « CEJ jusqu’en 2018 ».
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from bulletin.config.natures import Nature
from bulletin.content.model.convention import ConventionCitee
from bulletin.content.reading.context import Context
from bulletin.content.reading.remedies import Pairs, long_form
from bulletin.diagnostics import Unreadable
from bulletin.french.readable import readable_part
from bulletin.french.slugs import fold
from bulletin.french.typed_dates import is_duration, read_period
from bulletin.territories.model import Departement, Epci, Found, Homonyms, Sense

_NO_NAME: Final = "autre"
"""The code, folded, of the nature for all others: its name, « convention », does not tell which it is."""
_GENERIC: Final = ("convention", "contrat", "schema", "pacte")
"""What may stand before a code: « convention CTG »."""
_NO_TERRITORY: Final = frozenset(
    {
        "ville",
        "commune",
        "mairie",
        "departement",
        "region",
        "etat",
        "agglomeration",
        "metropole",
        "communaute",
    }
)
"""Words that name a kind of territory, though a commune may be called so."""
_MARKS: Final = " ,;:()-–—"
_JOINT: Final = re.compile(
    r"^(?:(?:de la|des|du|de|à|avec|pour|par|la|le) |de l['’]|d['’]|l['’])+", re.IGNORECASE
)


def find_nature(text: str, natures: Mapping[str, Nature]) -> Nature | None:
    """Return the nature that a text names, by its code, its full name or both, whatever its capitals."""
    word = _bare(text)
    for nature in natures.values():
        if word in _names(nature):
            return nature
    return None


@lru_cache(maxsize=64)
def _names(nature: Nature) -> frozenset[str]:
    """Return every way to name a nature, folded."""
    code, name = fold(nature.code), _bare(nature.libelle)
    generic = {f"{one} {code}" for one in _GENERIC}
    full = set() if code == _NO_NAME else {name, f"{name} {code}", f"{code} {name}"}
    return frozenset({code, " ".join(code)} | generic | full)


def _bare(text: str) -> str:
    """Return a name folded, without the « et » of « contrat enfance et jeunesse » and its first article."""
    return fold(text).replace(" et ", " ").removeprefix("la ").removeprefix("le ").removeprefix("l ")


def read_convention_line(text: str, context: Context) -> Pairs:
    """Return the nature and the period that a line says; raise ``Unreadable`` for words that are neither."""
    found = split_nature(text, context.words.natures)
    if found is not None:
        nature, rest = found
        if not rest:
            return (("nature", nature),)
        if read_period(rest) is not None:
            return (("nature", nature), ("periode", rest))
        raise _unread(text, nature, rest, context)
    period = readable_part(text, read_period)
    nature = text.replace(period, "", 1).strip(_MARKS) if period else text
    if not nature:
        raise _without_nature(text)
    return (("nature", nature), *((("periode", period),) if period else ()))


def cited_convention(text: str, natures: Mapping[str, Nature]) -> ConventionCitee | None:
    """Return the convention that « CEJ 2019-2022 » names, ``None`` for what does not name one so."""
    found = split_nature(text, natures)
    nature = find_nature(found[0], natures) if found else None
    if found is None or nature is None:
        return None
    try:
        period = read_period(found[1]) if found[1] else (None, None)
    except Unreadable:
        return None
    return ConventionCitee(text.strip(), nature.code, *period) if period else None


def split_nature(text: str, natures: Mapping[str, Nature]) -> tuple[str, str] | None:
    """Return the nature with which a text begins, as typed, and what follows it; None without a nature."""
    words = text.split()
    for count in range(len(words), 0, -1):
        nature = " ".join(words[:count])
        if find_nature(nature, natures) is not None:
            return nature, " ".join(words[count:]).strip(_MARKS)
    return None


def _without_nature(text: str) -> Unreadable:
    pairs = (("nature", "<nature>"), ("periode", text.strip(_MARKS)))
    return Unreadable(
        "convention-illisible",
        f"« {text} » ne dit pas de quelle convention il s’agit.",
        f"Écrivez d’abord sa nature :\n{long_form('convention', pairs)}",
    )


def _unread(text: str, nature: str, rest: str, context: Context) -> Unreadable:
    """Return the refusal of what stands beside a nature, with the keys that it belongs to."""
    period = readable_part(rest, read_period)
    words = _JOINT.sub("", rest.replace(period, "", 1).strip(_MARKS)) if period else _JOINT.sub("", rest)
    other = readable_part(words, read_period) if period else ""
    if other:
        return Unreadable(
            "convention-illisible",
            f"« {text} » dit deux périodes : une convention n’en a qu’une.",
            f"Écrivez « {nature} {period} » ou « {nature} {other} ».",
        )
    key = _key_of(words, context)
    pairs = (
        ("nature", nature),
        *((("periode", period),) if period else ()),
        (key, words) if key else ("intitule", text),
    )
    return Unreadable(
        "convention-illisible",
        f"« {text} » ne se lit pas : après la nature, seule une période est attendue.",
        f"Écrivez la forme longue :\n{long_form('convention', pairs)}",
        pairs=pairs,
    )


def _key_of(words: str, context: Context) -> str:
    """Return the key of the territory that some words name, or of a duration, ``""`` for neither."""
    if not words or fold(words) in _NO_TERRITORY:
        return ""
    if is_duration(words):
        return "duree"
    answer = context.atlas.resolve_commune(words)
    if isinstance(answer, Homonyms) or (isinstance(answer, Found) and answer.sense is not Sense.DEBUT):
        return "commune"
    if isinstance(context.atlas.resolve_epci(words), Epci):
        return "epci"
    return "departement" if isinstance(context.atlas.resolve_departement(words), Departement) else ""
