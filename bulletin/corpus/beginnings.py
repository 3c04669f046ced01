"""What the bulletin already says that a new text can begin with: conventions of a place, parties, offices.

Pure. Everything comes from what is published on the day of the corpus; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from bulletin.content.model.personne import Personne
from bulletin.corpus.corpus import Corpus
from bulletin.corpus.history import StepReport
from bulletin.corpus.lifecycle import Situation, Statut, reached_through
from bulletin.french.slugs import fold

LISTED_PEOPLE: Final = 8
"""How many people are listed, at most."""
_SUCCEEDS: Final[Mapping[str, frozenset[str]]] = MappingProxyType({"CTG": frozenset({"CEJ", "CTG"})})
"""The natures that a convention may succeed, besides its own."""
_OF_THE_PLACE: Final = frozenset({"commune", "groupement"})
_NEVER_REPLACED: Final = frozenset({Statut.EN_NEGOCIATION, Statut.ABANDONNEE, Statut.RENOUVELEE})


def conventions_of(corpus: Corpus, codes: Iterable[str]) -> tuple[Situation, ...]:
    """Return the conventions that communes, or their EPCI, sign: those in talks first, then the latest."""
    places = tuple(codes)
    found = (one for one in corpus.situations.values() if _reaches(one, places))
    return tuple(sorted(found, key=_order))


def _reaches(situation: Situation, codes: tuple[str, ...]) -> bool:
    return any(reached_through(situation.convention, code) in _OF_THE_PLACE for code in codes)


def _order(situation: Situation) -> tuple[bool, int, str]:
    begins = situation.convention.begins
    return (situation.statut is not Statut.EN_NEGOCIATION, -begins.toordinal() if begins else 0, situation.id)


def predecessor_of(
    nature: str, conventions: Iterable[Situation], chosen: Situation | None = None
) -> Situation | None:
    """Return the latest signed convention that a new one of ``nature`` may replace, ``None`` without any.

    ``conventions`` are those of the place. One that a signed convention replaces already is none, and there
    is nothing to ask where the ``chosen`` convention already replaces another.
    """
    if chosen is not None and chosen.convention.replaces:
        return None
    natures = _SUCCEEDS.get(nature, frozenset({nature}))
    found = (
        one
        for one in conventions
        if one.convention.nature in natures
        and one.statut not in _NEVER_REPLACED
        and not one.replaced_by
        and (chosen is None or one.id != chosen.id)
    )
    return min(found, key=_order, default=None)


def parties_of(situation: Situation) -> tuple[str, ...]:
    """Return the names of the parties that steps state; none where no step states any."""
    return tuple(partie.nom for partie in situation.convention.parties)


def last_offices(corpus: Corpus, codes: Iterable[str]) -> tuple[str, ...]:
    """Return those who signed for communes, or for a Caf, with the offices of their latest signature.

    The latest come first, as « Nom, fonction ; autre fonction ». Someone whose name is hidden is not listed.
    """
    places = tuple(codes)
    found: dict[str, str] = {}
    for report in _latest_first(corpus):
        is_near = _reaches(corpus.situations[report[0]], places)
        for person in report[1].etape.signataires:
            if not person.masquer and person.nom and (is_near or _is_of_a_caf(person)):
                found.setdefault(fold(person.nom), _typed(person))
    return tuple(found.values())[:LISTED_PEOPLE]


def _latest_first(corpus: Corpus) -> list[tuple[str, StepReport]]:
    reports = [
        (name, report)
        for name, situation in corpus.situations.items()
        for report in situation.convention.effective
    ]
    return sorted(reports, key=lambda pair: pair[1].rank, reverse=True)


def _is_of_a_caf(person: Personne) -> bool:
    return any("caf" in fold(text).split() for text in (*person.fonctions, person.organisme))


def _typed(person: Personne) -> str:
    offices = " ; ".join(person.fonctions) or person.organisme
    return f"{person.nom}, {offices}" if offices else person.nom
