"""People as French writers type them: « Nom, fonction ; autre fonction », several on a line, an office alone.

A name is told from an office by its words: « Anne Martin » is a name, « maire de Sceaux » an office, « Ville
de Sceaux » a body. What looks like a second name never becomes an office: data that withhold names print
offices.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from bulletin.french.slugs import plain


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_OFFICES: Final = _words(
    "adjoint adjointe administrateur administratrice agent agente agents ancien ancienne animateur",
    "animatrice charge chargee chef cheffe commissaire conseiller conseillere coordinateur",
    "coordinatrice coordonnateur coordonnatrice delegue deleguee depute deputee directeur directeurs",
    "directrice educateur educatrice elu elue elues elus fondateur fondatrice gerant gerante inspecteur",
    "inspectrice maire maire-adjoint maire-adjointe maires medecin membre membres ministre prefet",
    "prefete premier premiere president presidente presidents proviseur proviseure puericultrice",
    "rapporteur rapporteure recteur rectrice referent referente representant representante",
    "representantes representants responsable responsables secretaire senateur senatrice sous-prefet",
    "sous-prefete technicien technicienne tresorier tresoriere vice-president vice-presidente",
)
"""Words with which the name of an office begins."""
_BODIES: Final = _words(
    "academie agence agglomeration association ca caf caisse carsat cc ccas centre cias cnaf collectif",
    "college comite commission communaute commune communes conseil cooperative cpam creche croix-rouge",
    "cu departement direction ecole education ept espace etat federation fondation grand grande groupe",
    "hauts-de-seine hopital institut lycee mairie maison metropole micro-creche ministere mission msa",
    "multi-accueil mutualite mutuelle office pays prefecture rectorat region relais reseau residence",
    "saint-denis secours service sivom sivu societe syndicat udaf union urssaf ville villes",
)
"""Words with which the name of a body or of a place begins, and that of a person does not."""
_NO_NAMES: Final = _words(
    "autrement citoyenne culture departemental departementale droits enfance famille familles general",
    "generale habitat handicap insertion jeunesse locale locales logement metropole municipal",
    "municipale numerique parentalite regional regionale sante service services social sociale sociales",
    "sociaux solidarite solidarites sport sports",
)
"""Words that make the name of a body or of a charge of a run of capitals."""
_TITLES: Final = _words("m mme mlle mm mmes monsieur madame mesdames messieurs dr me")
_ARTICLES: Final = re.compile(
    r"^(?:(?:m|mme)\. |(?:mme|monsieur|madame) )?(?:les |le |la |l['’]|une |un |des |son |sa |ses )",
    re.IGNORECASE,
)
"""What stands before an office: « le », « M. le », « Madame la », « son »."""
_CAPITAL: Final = r"(?:[A-ZÀ-ÖØ-Þ][\w.’'-]*|[dD]['’][A-ZÀ-ÖØ-Þ][\w’'-]*)"
_PARTICLE: Final = r"(?:de|du|des|la|le|les|van|von|der|den|ben|el|al)"
_NAME: Final = re.compile(rf"{_CAPITAL}(?: (?:{_CAPITAL}|{_PARTICLE}))* {_CAPITAL}")
_AND: Final = re.compile(r"\s+(?:et|&)\s+")
_LEADING_AND: Final = re.compile(r"^(?:et|&)\s+")
_STOOD_FOR: Final = re.compile(
    r"(?P<office>.*?),?\s*représentée?s? par\s+(?P<name>[^,]+)(?P<rest>.*)", re.IGNORECASE
)
_WITH: Final = re.compile(
    r"\s*(?:accompagnée?s?|assistée?s?|entourée?s?|secondée?s?)\s+(?:de |d['’]|par )\s*", re.IGNORECASE
)
"""What joins someone else to a person."""
_PIECES: Final = re.compile(r";|\s/\s|\s\|\s")
_NAME_AND_OFFICE: Final = re.compile(r"(?P<first>.+?)\s*(?:\s[-–—]\s|:\s|\()\s*(?P<second>[^()]+?)\)?")
"""« Anne Martin (maire) », « Anne Martin – maire », « Maire : Anne Martin »."""


@dataclass(frozen=True, slots=True)
class TypedPerson:
    """One person of a line; ``nom`` is ``""`` where an office alone was typed."""

    nom: str
    fonctions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the person as one types it."""
        return ", ".join(part for part in (self.nom, " ; ".join(self.fonctions)) if part)


def read_people(text: str) -> tuple[TypedPerson, ...]:
    """Return the people that one line names, in order; more than one is for the caller to tell.

    The name runs to the first comma and « ; » parts the offices. What follows « ; », a comma or « et » and
    looks like a name begins another person, or names the office that came before it: « le maire de Colombes,
    Anne Martin ». « le maire de Colombes » alone is an office without a name.
    """
    people: list[TypedPerson] = []
    segments = list(_segments(text))
    for position, (joint, segment) in enumerate(segments):
        following = segments[position + 1][1] if position + 1 < len(segments) else ""
        people = _with(people, joint, segment, is_of_next=_is_of_next(segment, following))
    return tuple(people)


def _is_of_next(segment: str, following: str) -> bool:
    """Whether a stretch is the office of who is named after it: « son adjointe, Anne Martin »."""
    return is_office(segment) and _without_article(segment) != segment and is_name(following)


def is_name(text: str) -> bool:
    """Tell whether a text looks like a person's name: two words with capitals, none of a body or office."""
    words = text.split()
    has_title = bool(words) and plain(words[0]).strip(".") in _TITLES
    bare = words[1:] if has_title else words
    if not bare or any(character.isdigit() for character in text):
        return False
    folded = [plain(word) for word in bare]
    if folded[0] in _BODIES | _OFFICES or _NO_NAMES.intersection(folded):
        return False
    name = " ".join(bare)
    return _NAME.fullmatch(name) is not None or (has_title and re.fullmatch(_CAPITAL, name) is not None)


def is_office(text: str) -> bool:
    """Tell whether a text is the name of an office, with or without its article."""
    bare = _without_article(text)
    word = plain(re.split(r"[\s,]", bare, maxsplit=1)[0]) if bare else ""
    if bare != text.strip() and bare[:1].isupper() and not re.match(r"\S+(?: (?:de|du|des|d['’])|$)", bare):
        return False
    return word.removeprefix("ex-") in _OFFICES or word.split("-")[0] in _OFFICES


def _without_article(text: str) -> str:
    return _ARTICLES.sub("", text.strip(), count=1)


def _segments(text: str) -> Iterator[tuple[str, str]]:
    """Yield each stretch between marks, with the mark before it: "", « ; », « , » or « et » before a name.

    What stands before an office after « ; » is a name whatever its letters, and has the mark « nom »; an
    office that a colon joins to its name has the mark « avant ».
    """
    for number, piece in enumerate(_PIECES.split(_stood_for(_WITH.sub(" et ", text)))):
        parts = [part for one in piece.split(",") if (part := one.strip())]
        for position, part in enumerate(parts):
            joint = "," if position else ";" if number else ""
            if joint == ";" and _is_before_an_office(parts):
                joint = "nom"
            yield from _cut_at_and(joint, _LEADING_AND.sub("", part, count=1))


def _is_before_an_office(parts: list[str]) -> bool:
    return (
        len(parts) > 1
        and is_office(parts[1])
        and not is_office(parts[0])
        and plain(parts[0].split(" ")[0]) not in _BODIES
    )


def _stood_for(text: str) -> str:
    """Return « Anne Martin ; pour le maire » for « le maire, représenté par Anne Martin »."""
    found = _STOOD_FOR.fullmatch(text)
    if found is None or not is_name(found["name"].strip()):
        return text
    office, name, rest = found["office"], found["name"].strip(), found["rest"]
    others = f"pour {office}" if office and not is_name(office.split(",")[0]) else office
    return f"{name}{rest} ; {others}" if others else f"{name}{rest}"


def _cut_at_and(joint: str, part: str) -> Iterator[tuple[str, str]]:
    """Yield a stretch, cut where « et » joins a person to it; « M. et Mme Durand » stays whole."""
    for found in _AND.finditer(part):
        before, after = part[: found.start()], part[found.end() :]
        following = _AND.split(after)[0]
        if plain(before).strip(".") in _TITLES:
            continue
        if _begins_someone(following) or _are_two_offices(before, following):
            yield from _cut_at_office(joint, before)
            yield from _cut_at_and("et", after)
            return
    yield from _cut_at_office(joint, part)


def _begins_someone(text: str) -> bool:
    found = _NAME_AND_OFFICE.fullmatch(text)
    return is_name(text) or (found is not None and is_name(found["first"]))


def _are_two_offices(before: str, after: str) -> bool:
    """Whether « le préfet et la présidente » are two people: each office has its article."""
    return all(is_office(one) and _without_article(one) != one.strip() for one in (before, after))


def _cut_at_office(joint: str, part: str) -> Iterator[tuple[str, str]]:
    """Yield a name and its office, or an office and its name, that a dash, a colon or brackets join."""
    found = _NAME_AND_OFFICE.fullmatch(part)
    if found is not None:
        first, second = found["first"].strip(), found["second"].strip()
        if is_office(first) and is_name(second):
            yield "avant", first
            yield ",", second
            return
        if is_name(first) and is_office(second):
            yield joint, first
            yield ",", second
            return
    yield joint, part


def _with(people: list[TypedPerson], joint: str, segment: str, *, is_of_next: bool) -> list[TypedPerson]:
    """Add a stretch of a line: another person, the name of an office, an office, or the rest of one."""
    office = TypedPerson("", (_without_article(segment),))
    if not people:
        return [office if is_office(segment) else TypedPerson(segment)]
    *before, last = people
    if is_name(segment) or joint == "nom":
        if not last.nom and joint not in {";", "nom"}:
            return [*before, replace(last, nom=segment)]
        return [*people, TypedPerson(segment)]
    has_article = is_office(segment) and _without_article(segment) != segment
    if is_of_next or joint == "avant" or (has_article and (not last.nom or joint == "et")):
        return [*people, office]
    if joint == "," and last.fonctions:
        *offices, told = last.fonctions
        return [*before, replace(last, fonctions=(*offices, f"{told}, {segment}"))]
    return [*before, replace(last, fonctions=(*last.fonctions, segment))]
