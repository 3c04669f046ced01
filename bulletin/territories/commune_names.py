"""Which commune a text means: present names, former names, noms d’usage, Insee codes, postal codes.

The rules, in order. Figures are an Insee code, else a postal code. « Nom (05) » asks that département only,
« Nom (92170) » the communes of that code. A bare name is asked of the site's départements, present communes
before former ones, then as the beginning of a name there, then of all of France. « Ville de » and the like
count for nothing when the whole text names nothing. What is ambiguous is answered as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from bulletin.territories.gazetteer import Former, Gazetteer
from bulletin.territories.model import (
    CORSICA,
    CommuneAnswer,
    Departement,
    Discord,
    Found,
    Homonyms,
    Sense,
    Unknown,
    departement_of,
)
from bulletin.territories.names import (
    SOFT_HYPHEN,
    commune_key,
    commune_spelling,
    typed_place,
    without_cedex,
    without_office,
)

SUGGESTED = 3
"""The most names suggested for one that is unknown."""
CLOSE = 0.84
"""How alike two keys are, at least, for one to be suggested for the other (``difflib``'s ratio)."""

_FIGURES = re.compile(r"\d{5}|2[AB]\d{3}", re.IGNORECASE)
_SPACED_FIGURES = re.compile(r"(?<!\d)(\d{2}) (\d{3})(?!\d)")
_BRACKETS = re.compile(r"(?P<nom>.+?) ?\((?P<inside>[^()]+)\)")
_ADDRESS = re.compile(r"(?P<before>\d{5}) (?P<nom>\D.*)|(?P<name>\D.*)[ ,-](?P<after>\d{5})")
_NO_BEGINNING = frozenset({"", "saint", "sainte", "saints", "saintes", "ville", "villes"})
"""First words that so many names share that alone they name nothing."""
_DEPARTEMENTS_OF_CORSICA = ("2A", "2B")


def resolve_commune(text: str, gazetteer: Gazetteer, here: tuple[str, ...]) -> CommuneAnswer:
    """Return what a text means, ``here`` being the codes of the site's départements."""
    search = _Search(gazetteer, here)
    answer = search.answer(typed_place(text))
    if isinstance(answer, Unknown) and SOFT_HYPHEN in text:
        # Text copied from a justified page has soft hyphens inside words too, where they are no hyphen.
        joined = search.answer(typed_place(text.replace(SOFT_HYPHEN, "")))
        return answer if isinstance(joined, Unknown) else joined
    return answer


def exact_name(found: Found, gazetteer: Gazetteer, here: tuple[str, ...]) -> str:
    """Return the shortest text that means ``found`` and nothing else, wherever it is typed on that site."""
    names: tuple[str, ...] = (_bare_name(found), _precise(found), found.named_code)
    for name in names if found.departement in here else names[1:]:
        answer = resolve_commune(name, gazetteer, here)
        if isinstance(answer, Found) and not answer.others and _is_same(answer, found):
            return name
    return found.commune.nom_precis


def near_keys(key: str, keys: Iterable[str]) -> tuple[str, ...]:
    """Return the keys that a writer of ``key`` may have meant: itself, those it begins, those like it."""
    if not key:
        return ()
    known = tuple(keys)
    longer = sorted(name for name in known if f"{name} ".startswith(f"{key} "))
    near = dict.fromkeys([*longer, *get_close_matches(key, known, n=SUGGESTED, cutoff=CLOSE)])
    return tuple(near)[:SUGGESTED]


class _Search:
    """One question put to a gazetteer."""

    def __init__(self, gazetteer: Gazetteer, here: tuple[str, ...]) -> None:
        self._gazetteer = gazetteer
        self._here = here

    def answer(self, written: str) -> CommuneAnswer:
        """Return what a text in the marks of the official names means."""
        joined = _SPACED_FIGURES.sub(r"\1\2", written)
        if _FIGURES.fullmatch(joined):
            return self._of_figures(joined.upper())
        bare = without_cedex(joined)
        is_cedex = bare != joined
        if address := _ADDRESS.fullmatch(bare):
            nom = (address["nom"] or address["name"]).strip(" ,-")
            return self._with_code(nom, address["before"] or address["after"], is_cedex=is_cedex)
        if parts := _BRACKETS.fullmatch(bare):
            inside = parts["inside"].strip()
            if _FIGURES.fullmatch(inside):
                return self._with_code(parts["nom"], inside.upper(), is_cedex=is_cedex)
            if departement := self._gazetteer.departement(inside):
                return self._in_departement(parts["nom"], departement)
        return self._anywhere(bare)

    # -- figures -----------------------------------------------------------------------------------------

    def _of_figures(self, code: str) -> CommuneAnswer:
        """Read an Insee code that has been in use since posts exist, else a postal code."""
        commune, former = self._gazetteer.commune(code), self._gazetteer.former_of_code(code)
        posted = self._gazetteer.of_postal_code(code)
        if commune is not None or (former is not None and (former.is_of_posts or not posted)):
            found = replace(self._gazetteer.of_insee_code(code), sense=Sense.CODE_INSEE)
            others = tuple(other for other in posted if other.commune != found.commune)
            return replace(found, others=_as_postal(others))
        communes = {found.commune.code for found in posted}
        if len(communes) > 1:
            return Homonyms(_as_postal(posted), Sense.CODE_POSTAL)
        return _as_postal(posted)[0] if posted else Unknown()

    def _with_code(self, nom: str, code: str, *, is_cedex: bool) -> CommuneAnswer:
        """Read a name beside a postal or an Insee code: the commune that has both."""
        by_name = tuple(_distinct(self._every_named(nom)))
        posted = self._gazetteer.of_postal_code(code, widely=True)
        codes = {found.named_code for found in posted} | {found.commune.code for found in posted} | {code}
        both = [found for found in by_name if {found.named_code, found.commune.code} & codes]
        key = f"{commune_key(nom)} "
        if both:
            return replace(both[0], others=()) if len(both) == 1 else Homonyms(tuple(both))
        if begun := [found for found in posted if commune_key(found.commune.nom).startswith(key)]:
            return replace(begun[0], sense=Sense.DEBUT) if len(begun) == 1 else Homonyms(tuple(begun))
        commune = None if is_cedex else self._gazetteer.commune(code)
        by_code = (Found(commune),) if commune and not posted else posted
        if by_name and by_code and not is_cedex:
            return Discord(nom, code, by_name, by_code)
        # A Cedex code, given to a firm or an office, is in no list: it begins like those of the département.
        departement = departement_of(code)
        departements = _DEPARTEMENTS_OF_CORSICA if departement == CORSICA else (departement,)
        return self._named(nom, departements) or self._unknown(nom, departements)

    def _every_named(self, nom: str) -> Iterator[Found]:
        """Yield all that bears a name in France, with or without what stands before it."""
        for name in filter(None, (nom, without_office(nom))):
            yield from self._candidates(name, None)

    # -- names -------------------------------------------------------------------------------------------

    def _in_departement(self, nom: str, departement: Departement) -> CommuneAnswer:
        departements = (departement.code,)
        return self._named(nom, departements) or self._unknown(nom, departements)

    def _named(self, nom: str, departements: tuple[str, ...]) -> CommuneAnswer | None:
        """Answer from some départements: the name, without « Ville de » if need be, or its beginning."""
        names = tuple(filter(None, (nom, without_office(nom))))
        for ask in (self._within, self._beginning):
            for name in names:
                if answer := ask(name, departements):
                    return replace(answer, others=()) if isinstance(answer, Found) else answer
        return None

    def _anywhere(self, nom: str) -> CommuneAnswer:
        """Answer a name alone, from the site's départements before all of France."""
        bare = without_office(nom)
        for name in filter(None, (nom, bare)):
            if answer := self._within(name, self._here):
                return self._with_homonyms_elsewhere(answer, name)
        for name in filter(None, (nom, bare)):
            if answer := self._beginning(name, self._here) or self._in_france(name):
                return answer
        return self._unknown(bare or nom, None)

    def _within(self, nom: str, departements: tuple[str, ...]) -> Found | Homonyms[Found] | None:
        """Answer an exact name from some départements, present communes before former ones.

        A former commune of the same name as the present one, which a post may mean, goes in ``others``.
        """
        candidates = self._candidates(nom, departements)
        present = _settle(nom, [found for found in candidates if not _is_past(found)])
        past = [found for found in candidates if _is_past(found)]
        if len(present) > 1:
            return Homonyms(tuple(present))
        if present:
            return replace(present[0], others=tuple(past))
        past = _settle(nom, past)
        if len(past) > 1:
            return Homonyms(tuple(past))
        return past[0] if past else None

    def _with_homonyms_elsewhere(self, answer: Found | Homonyms[Found], nom: str) -> Found | Homonyms[Found]:
        """Add to a former name of the site's départements the present communes that bear it elsewhere."""
        if isinstance(answer, Homonyms) or answer.sense not in {Sense.REUNIE, Sense.ANCIEN_NOM}:
            return answer
        elsewhere = _with_the_written_article(nom, self._candidates(nom, None))
        return replace(answer, others=tuple(found for found in elsewhere if not _is_past(found)))

    def _beginning(self, nom: str, departements: tuple[str, ...]) -> Found | Homonyms[Found] | None:
        """Answer the first words of a name: the only commune there whose name begins so, else a choice.

        Where several begin so and a commune of France has these words for its whole name, all are proposed;
        where none has, the name is incomplete: None, so that the caller suggests names.
        """
        key = commune_key(nom)
        if key in _NO_BEGINNING:
            return None
        begun = [
            Found(commune, sense=Sense.DEBUT)
            for code in departements
            for name, communes in self._gazetteer.keyed_communes_of(code).items()
            if name.startswith(f"{key} ")
            for commune in communes
        ]
        if not begun:
            return None
        whole = _with_the_written_article(nom, self._candidates(nom, None))
        if len(begun) == 1:
            return replace(begun[0], others=tuple(found for found in whole if not _is_past(found)))
        return Homonyms((*begun, *whole), Sense.DEBUT) if whole else None

    def _in_france(self, nom: str) -> Found | Homonyms[Found] | None:
        """Answer an exact name from all of France, past and present together.

        A commune united before posts exist, or one that has changed its name, makes no homonym of a town
        of today, but is named beside the answer.
        """
        candidates = _with_the_written_article(nom, self._candidates(nom, None))
        living = [found for found in candidates if found.is_of_posts and found.sense is not Sense.ANCIEN_NOM]
        gone = [found for found in candidates if found not in living]
        if len(living) == 1:
            return replace(living[0], others=tuple(gone))
        if living or len(gone) > 1:
            return Homonyms((*living, *gone))
        return gone[0] if gone else None

    def _candidates(self, nom: str, departements: tuple[str, ...] | None) -> list[Found]:
        """Return what bears a name, each present commune once: as itself, else under its former name."""
        key = commune_key(nom)
        if not key:
            return []
        present = [Found(commune) for commune in self._gazetteer.communes_named(key, departements)]
        formers = self._gazetteer.formers_named(key, departements)
        past = [self._gazetteer.found(former) for former in sorted(formers, key=_order_of_formers)]
        return list(_distinct([*present, *past]))

    # -- names that nothing bears --------------------------------------------------------------------------

    def _unknown(self, nom: str, departements: tuple[str, ...] | None) -> Unknown:
        """Suggest names of the départements that were asked, else of France among those that begin alike."""
        key = commune_key(nom)
        codes = self._here if departements is None else departements
        known: dict[str, list[Found]] = {}
        for code in codes:
            for name, communes in self._gazetteer.keyed_communes_of(code).items():
                known.setdefault(name, []).extend(Found(commune) for commune in communes)
            for name, formers in self._gazetteer.formers_of(code).items():
                if name:
                    latest = sorted(formers, key=_order_of_formers)
                    known.setdefault(name, []).extend(self._gazetteer.found(former) for former in latest)
        here = _distinct([found for match in near_keys(key, known) for found in known[match]])
        suggested = [_bare_name(found) if departements is None else _precise(found) for found in here]
        return Unknown(tuple(dict.fromkeys(suggested))[:SUGGESTED] or self._suggestions_of_france(key))

    def _suggestions_of_france(self, key: str) -> tuple[str, ...]:
        if not key:
            return ()
        start = key[: max(3, len(key) // 2)]
        alike = [name for name in self._gazetteer.keys_like(key) if name.startswith(start)]
        communes = [
            commune
            for match in near_keys(key, alike)
            for commune in self._gazetteer.communes_named(match, None)
        ]
        return tuple(commune.nom_precis for commune in communes[:SUGGESTED])


def _settle(nom: str, candidates: list[Found]) -> list[Found]:
    """Keep the candidates with the written article if any has it, then the one spelt exactly so.

    Only inside départements: « Saint-Rémy » in the rest of France is not told from « Saint-Remy » by an
    accent that a writer may have left out.
    """
    kept = _with_the_written_article(nom, candidates)
    spelt = [found for found in kept if _bare_name(found) == nom]
    return spelt if len(spelt) == 1 else kept


def _with_the_written_article(nom: str, candidates: list[Found]) -> list[Found]:
    """Keep the candidates with the written article, unless only communes of the past have it."""
    spelling = commune_spelling(nom)
    kept = [found for found in candidates if commune_spelling(_bare_name(found)) == spelling]
    if all(_is_past(found) for found in kept) and not all(_is_past(found) for found in candidates):
        return candidates
    return kept or candidates


def _bare_name(found: Found) -> str:
    return found.former or found.commune.nom


def _is_past(found: Found) -> bool:
    return bool(found.former)


def _is_same(one: Found, other: Found) -> bool:
    return (one.commune, one.former_code) == (other.commune, other.former_code)


def _distinct(found: Iterable[Found]) -> Iterator[Found]:
    """Yield each present commune once, as it comes first."""
    seen: set[str] = set()
    for one in found:
        if one.commune.code not in seen:
            seen.add(one.commune.code)
            yield one


def _as_postal(found: Iterable[Found]) -> tuple[Found, ...]:
    return tuple(replace(one, sense=Sense.CODE_POSTAL) for one in found)


def _precise(found: Found) -> str:
    """Return a former name with its département, a present one with its own."""
    if found.former:
        return f"{found.former} ({found.departement})"
    return found.commune.nom_precis


def _order_of_formers(former: Former) -> tuple[bool, str, int]:
    """Put what posts may name first, then the names of one commune by their last code."""
    return (not former.is_of_posts, former.present, -(former.last_year or 9999))
