"""Communes, groupements and départements of France, and what a written name of one means.

An ``Atlas`` answers from the shipped tables, each read when a question first needs it: a site lives in
its own départements, the rest of France is read only for a name they do not have. No sentence for writers
is made here: an answer is a value of ``model``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from bulletin.territories.commune_names import SUGGESTED, exact_name, near_keys, resolve_commune
from bulletin.territories.gazetteer import Gazetteer, grouped
from bulletin.territories.model import (
    Commune,
    CommuneAnswer,
    Departement,
    Epci,
    Found,
    Homonyms,
    Unknown,
    departement_of,
)
from bulletin.territories.names import departement_key, epci_key, epci_type, typed_place
from bulletin.territories.tables import Millesime, Reader, shipped_millesime, shipped_table

_SIREN = re.compile(r"\d{9}")
_QUALIFIED = re.compile(r"(?P<nom>.+?) ?\((?P<departement>[^()]+)\)")


class Atlas:
    """All the territories of one year of the code officiel géographique, for a site of ``departements``.

    The same question always has the same answer; a table that has been read is kept, never changed.
    """

    def __init__(self, departements: Iterable[str], millesime: Millesime, reader: Reader) -> None:
        self.departements = tuple(departements)
        self.millesime = millesime
        self._gazetteer = Gazetteer(reader)
        self._answers: dict[str, CommuneAnswer] = {}

    @classmethod
    def shipped(cls, departements: Iterable[str] = ()) -> Atlas:
        """Return the atlas of the package's own tables; names are looked up in ``departements`` first."""
        return cls(departements, shipped_millesime(), shipped_table)

    @property
    def annee(self) -> int:
        """The year of the code: the territories are those of its 1 January."""
        return self.millesime.annee

    @property
    def version(self) -> str:
        """The version of the first source, the package that holds the territories of the year."""
        return self.millesime.sources[0].version

    @property
    def credit(self) -> str:
        """What a page that shows these data prints."""
        return self.millesime.credit

    @property
    def tables_read(self) -> frozenset[str]:
        """Names of the tables that questions have needed so far."""
        return self._gazetteer.tables_read

    def commune(self, code: str) -> Commune | None:
        """Return the present commune of that Insee code; None for a former one too."""
        return self._gazetteer.commune(code)

    def epci(self, siren: str) -> Epci | None:
        """Return the groupement of that SIREN, nine digits; None for an unknown one."""
        return self._epcis.get(siren)

    def departement(self, code: str) -> Departement | None:
        """Return the département of that code; None for an unknown one."""
        return self._gazetteer.departements.get(code)

    def communes_of(self, departement: str) -> tuple[Commune, ...]:
        """Return the communes of a département by name, articles aside; none for an unknown code."""
        return tuple(self._gazetteer.communes_of(departement).values())

    def groupings_of(self, code_commune: str) -> tuple[Epci, ...]:
        """Return the EPCI and, in Grand Paris, the EPT that a commune belongs to, in that order."""
        return self._groupings.get(code_commune, ())

    def resolve_commune(self, text: str) -> CommuneAnswer:
        """Return the present commune that a name, an Insee code or a postal code means.

        Case, accents, hyphens, Saint or St, the article and « Ville de » do not count. The site's
        départements are asked before all of France, present communes before former ones; « Nom (05) » or
        « Nom (Hautes-Alpes) » asks that département only.
        """
        if text not in self._answers:
            self._answers[text] = resolve_commune(text, self._gazetteer, self.departements)
        return self._answers[text]

    def exact_name(self, found: Found) -> str:
        """Return the shortest text that means that commune, former or present, and nothing else."""
        return exact_name(found, self._gazetteer, self.departements)

    def resolve_epci(self, text: str) -> Epci | Homonyms[Epci] | Unknown:
        """Return the groupement that a SIREN or a name means, with or without its prefix and article.

        Among homonyms the written prefix settles, then having a commune in the site's départements, or
        in the one that « Nom (74) » names.
        """
        written = typed_place(text)
        if _SIREN.fullmatch(siren := written.replace(" ", "")):
            return self._epcis.get(siren) or Unknown()
        nom, departement = self._qualified(written)
        key = epci_key(nom)
        found = self._epcis_by_key.get(key, ())
        here = self.departements if departement is None else (departement.code,)
        for narrower in (
            [epci for epci in found if epci.type[:3] == epci_type(nom)[:3]],
            [epci for epci in found if _touches(epci, here)],
        ):
            found = tuple(narrower) or found
        if len(found) > 1:
            return Homonyms(found)
        return found[0] if found else self._unknown_epci(key)

    def resolve_departement(self, text: str) -> Departement | Unknown:
        """Return the département that a code or a name means, article or not."""
        written = typed_place(text)
        if found := self._gazetteer.departement(written):
            return found
        by_key = self._gazetteer.departements_by_key
        return Unknown(tuple(by_key[match].nom for match in near_keys(departement_key(written), by_key)))

    def _qualified(self, written: str) -> tuple[str, Departement | None]:
        """Split « Nom (05) »; brackets that hold no département belong to the name."""
        parts = _QUALIFIED.fullmatch(written)
        departement = self._gazetteer.departement(parts["departement"]) if parts else None
        return (parts["nom"], departement) if parts and departement else (written, None)

    def _unknown_epci(self, key: str) -> Unknown:
        """Suggest groupements of the site's départements, else of France."""
        by_key = self._epcis_by_key
        here = [
            key for key, found in by_key.items() if any(_touches(epci, self.departements) for epci in found)
        ]
        near = near_keys(key, here) or near_keys(key, by_key)
        return Unknown(tuple(epci.nom for match in near for epci in by_key[match])[:SUGGESTED])

    @cached_property
    def _epcis(self) -> Mapping[str, Epci]:
        return {
            siren: Epci(siren, nom, kind, tuple(membres.split()), short_name)
            for siren, kind, nom, short_name, _, membres in self._gazetteer.table("groupements")
        }

    @cached_property
    def _epcis_by_key(self) -> Mapping[str, tuple[Epci, ...]]:
        return grouped((row[4], self._epcis[row[0]]) for row in self._gazetteer.table("groupements"))

    @cached_property
    def _groupings(self) -> Mapping[str, tuple[Epci, ...]]:
        """Groupements by commune; an EPT, inside its métropole, comes after it."""
        inward = sorted(self._epcis.values(), key=lambda epci: (epci.type == "EPT", epci.siren))
        return grouped((code, epci) for epci in inward for code in epci.membres)


def _touches(epci: Epci, departements: tuple[str, ...]) -> bool:
    return any(departement_of(code) in departements for code in epci.membres)
