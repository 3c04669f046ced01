"""The keys that each kind of text offers: those it cannot do without, and those it may have.

Pure data. The explanation of a key is that of the schema unless an offer has its own. An example stands in
the explanation, never after the key, so that a writer who removes the « # » does not publish the example.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

OF_DAY: Final = "\N{WHITE SQUARE}"
"""Stands for the day of the text in an example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A key with the explanation and the examples that replace those of the schema.

    Several examples make a list, one a line.
    """

    key: str
    examples: tuple[str, ...] = ()
    doc: str = ""


def _offer(key: str, *examples: str, doc: str = "") -> Offer:
    return Offer(key=key, examples=examples, doc=doc)


_PEOPLE = ("Prénom Nom, maire de la commune", "Prénom Nom, présidente de la Caf ; autre fonction")
_STRUCTURE = "Les Petits Pas, micro-crèche"
_MANAGER = _offer("gestionnaire", "Association Les Petits Pas")
COMMUNE: Final = _offer(
    "commune",
    "Colombes",
    doc="La commune. Pour une intercommunalité ou un département, mettez la clé epci ou departement.",
)
THEME: Final = _offer("theme")

ESSENTIAL_OFFERS: Final[Mapping[str, tuple[Offer, ...]]] = MappingProxyType(
    {
        "signature": (
            _offer("convention", "CTG 2026-2030", doc="La convention signée : sa nature, puis sa période."),
            _offer("signature", OF_DAY, doc="Le jour de la signature."),
        ),
        "inauguration": (
            _offer("inauguration", OF_DAY, doc="Le jour de l’inauguration."),
            _offer("structure", _STRUCTURE, doc="La structure : son nom, puis ce que c’est."),
        ),
        "evenement": (
            _offer("evenement", f"{OF_DAY} de 14 h à 17 h", doc="Le ou les jours, avec les heures."),
        ),
        "convention": (
            _offer("nature"),
            _offer("periode", "2026-2030", doc="Le début et la fin de la convention."),
        ),
        "structure": (_offer("natures", "micro-crèche", doc="Ce que c’est."),),
    }
)
"""The keys without which a text of a kind says nothing: typed, and left empty until the writer fills them."""

LOCATED: Final = frozenset(ESSENTIAL_OFFERS)
"""The kinds that happen somewhere: they ask for their commune."""

_COMMON = (
    _offer("resume", "Deux phrases qui disent l’essentiel."),
    THEME,
    _offer("image"),
    _offer("piece_jointe"),
)
OFFERS: Final[Mapping[str, tuple[Offer, ...]]] = MappingProxyType(
    {
        "signature": (
            _offer("signataires", *_PEOPLE),
            _offer("en_presence_de", *_PEOPLE[:1]),
            _offer("montant"),
            _offer("document", "convention-signee.pdf"),
            _offer("remplace", "cej-sceaux-2017"),
            *_COMMON,
        ),
        "inauguration": (
            _offer("adresse"),
            _offer("places"),
            _offer("accueils"),
            _MANAGER,
            _offer("en_presence_de", *_PEOPLE[:1]),
            _offer("montant", "44 000 € d’investissement, 80 % du coût du programme"),
            *_COMMON,
        ),
        "evenement": (
            _offer("lieu", "Hôtel de ville"),
            _offer("organisateur", "La Caf et la Ville"),
            _offer("public"),
            _offer("inscription", "inscription@exemple.fr"),
            *_COMMON,
        ),
        "actualite": (COMMUNE, *_COMMON, _offer("lien"), _offer("expire", OF_DAY)),
        "edito": (
            _offer("auteur", "Prénom Nom"),
            _offer("fonction", "directrice de la Caf"),
            COMMUNE,
            *_COMMON,
        ),
        "dossier": (
            COMMUNE,
            *_COMMON,
            _offer("mots_cles", "parentalité, petite enfance", doc="Des mots pour la recherche."),
            _offer("lien"),
        ),
        "convention": (
            _offer("signature", OF_DAY, doc="Le jour de la signature."),
            _offer("signataires", *_PEOPLE),
            _offer("axes", "Petite enfance", "Accès aux droits"),
            _offer("montant"),
            _offer("document", "convention-signee.pdf"),
            _offer("remplace", "cej-sceaux-2017"),
        ),
        "structure": (_offer("adresse"), _offer("places"), _offer("accueils"), _MANAGER),
        "numero": (_offer("date", OF_DAY), _offer("image")),
        "page": (
            _offer("resume", "Deux phrases qui disent l’essentiel."),
            _offer("mise_a_jour", OF_DAY),
            _offer("image"),
            _offer("piece_jointe"),
            _offer("lien"),
        ),
    }
)
"""What each kind may say, in the order in which a writer thinks of it."""
