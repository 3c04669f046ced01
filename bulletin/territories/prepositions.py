"""Names of territories inside a French sentence: « du Havre », « aux Ulis », « d’Eure-et-Loir ».

The article and the elision come from the code that Insee gives with each name, here called ``Liaison``; for
a name without one they are guessed from its letters. Names keep their official spelling, apostrophe included.
"""

from __future__ import annotations

from enum import IntEnum
from typing import assert_never

from bulletin.french.slugs import fold
from bulletin.territories.model import Commune, Departement, Epci


class Liaison(IntEnum):
    """How a name joins the words before it: Insee's « type de nom en clair »."""

    CONSONNE = 0
    """No article: « de Paris »."""
    VOYELLE = 1
    """No article, elided: « d’Agen »."""
    LE = 2
    LA = 3
    LES = 4
    L = 5
    AUX = 6
    LAS = 7
    LOS = 8


_ARTICLES = {
    "le ": Liaison.LE,
    "la ": Liaison.LA,
    "les ": Liaison.LES,
    "l'": Liaison.L,
    "l’": Liaison.L,
    "aux ": Liaison.AUX,
    "las ": Liaison.LAS,
    "los ": Liaison.LOS,
}

_ASPIRATED = (
    "hae",
    "ham",
    "han",
    "heg",
    "hei",
    "hem",
    "hib",
    "hii",
    "hin",
    "hip",
    "hir",
    "hit",
    "hoc",
    "hod",
    "hoe",
    "hof",
    "hoh",
    "hol",
    "hom",
    "hot",
    "hoy",
    "hun",
    "hus",
    "hut",
)
"""Beginnings of names whose h Insee mostly treats as aspirated, counted over the communes of 2026."""

_LONG_TYPES = {
    "CC": "communauté de communes",
    "CA": "communauté d’agglomération",
    "CU": "communauté urbaine",
    "EPT": "établissement public territorial",
}


def inferred_liaison(nom: str) -> Liaison:
    """Return the likeliest liaison of a name that comes without one."""
    for article, liaison in _ARTICLES.items():
        if nom.lower().startswith(article):
            return liaison
    start = fold(nom)
    elided = start.startswith(("a", "e", "i", "o", "u", "y")) or (
        start.startswith("h") and not start.startswith(_ASPIRATED)
    )
    return Liaison.VOYELLE if elided else Liaison.CONSONNE


def de_commune(commune: Commune) -> str:
    """Return « de Boulogne-Billancourt », « du Havre », « des Ulis », « d’Asnières-sur-Seine »."""
    return _de_own_article(commune.nom, Liaison(commune.liaison))


def a_commune(commune: Commune) -> str:
    """Return « à Boulogne-Billancourt », « au Havre », « aux Ulis », « à La Rochelle »."""
    return _a_own_article(commune.nom, Liaison(commune.liaison))


def de_nom(nom: str) -> str:
    """Return what ``de_commune`` would for a name that is not of a present commune; liaison guessed."""
    return _de_own_article(nom, inferred_liaison(nom))


def de_departement(departement: Departement) -> str:
    """Return « des Hauts-de-Seine », « de Lot-et-Garonne », « de l’Ain », « du Rhône », « d’Eure-et-Loir ».

    The article is not part of the name of a département; where the département's own usage drops it, the
    data do too.
    """
    nom = departement.nom
    match Liaison(departement.liaison):
        case Liaison.CONSONNE:
            return f"de {nom}"
        case Liaison.VOYELLE:
            return f"d’{nom}"
        case Liaison.LE:
            return f"du {nom}"
        case Liaison.LA:
            return f"de la {nom}"
        case Liaison.LES | Liaison.AUX | Liaison.LAS | Liaison.LOS:
            return f"des {nom}"
        case Liaison.L:
            return f"de l’{nom}"
        case unreachable:
            assert_never(unreachable)


def de_epci(epci: Epci) -> str:
    """Return « de la CC de l'Argonne Ardennaise », « de l’EPT Est Ensemble », « de Bordeaux Métropole »."""
    match epci.type:
        case "CC" | "CA" | "CU":
            return f"de la {epci.nom}"
        case "EPT":
            return f"de l’EPT {epci.nom}"
        case _ if epci.nom.startswith("Métropole "):
            return f"de la {epci.nom}"
        case _ if epci.nom.startswith("Eurométropole "):
            return f"de l’{epci.nom}"
        case _:
            return de_nom(epci.nom)


def long_name(epci: Epci) -> str:
    """Return the name with its prefix spelled out: « communauté de communes de l'Argonne Ardennaise »."""
    if epci.type not in _LONG_TYPES:
        return epci.nom
    return f"{_LONG_TYPES[epci.type]} {epci.nom.removeprefix(epci.type + ' ')}"


def _de_own_article(nom: str, liaison: Liaison) -> str:
    """Join « de » to a name that begins with its own article."""
    match liaison:
        case Liaison.VOYELLE:
            return f"d’{nom}"
        case Liaison.LE:
            return f"du {_without_article(nom)}"
        case Liaison.LES | Liaison.AUX:
            return f"des {_without_article(nom)}"
        case Liaison.CONSONNE | Liaison.LA | Liaison.L | Liaison.LAS | Liaison.LOS:
            return f"de {nom}"
        case unreachable:
            assert_never(unreachable)


def _a_own_article(nom: str, liaison: Liaison) -> str:
    """Join « à » to a name that begins with its own article."""
    match liaison:
        case Liaison.LE:
            return f"au {_without_article(nom)}"
        case Liaison.LES | Liaison.AUX:
            return f"aux {_without_article(nom)}"
        case Liaison.CONSONNE | Liaison.VOYELLE | Liaison.LA | Liaison.L | Liaison.LAS | Liaison.LOS:
            return f"à {nom}"
        case unreachable:
            assert_never(unreachable)


def _without_article(nom: str) -> str:
    return nom.partition(" ")[2]
