"""The territories of France as values, and the answers to « which one does this text name? ».

Values only: ``gazetteer`` reads them from the tables, ``commune_names`` and ``atlas`` find which one a text
means. No sentence for writers is made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

T = TypeVar("T")

CORSICA: Final = "20"
"""What the postal codes of Corsica begin with, and its Insee codes did until 1976: no département."""


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune of the present day."""

    code: str
    """Insee code, five characters: « 01004 », « 2A004 »."""
    nom: str
    """Official name, article included, as it is printed: « Le Havre », « L’Haÿ-les-Roses »."""
    departement: str
    liaison: int
    """How the name joins a sentence, as Insee codes it (``prepositions``)."""
    population: int | None = None
    """Municipal population, in inhabitants; None where no census gives it."""

    @property
    def nom_precis(self) -> str:
        """The name that no homonym shares: « Sainte-Colombe (05) »."""
        return f"{self.nom} ({self.departement})"


@dataclass(frozen=True, slots=True)
class Epci:
    """A groupement: an EPCI à fiscalité propre, or an établissement public territorial of Grand Paris."""

    siren: str
    nom: str
    """Official name, with its prefix if it has one, as it is printed: « CC de l’Argonne Ardennaise »."""
    type: str
    """CC, CA, CU, METRO, MET69 or EPT."""
    membres: tuple[str, ...]
    """Codes of present communes, in order."""
    short_name: str
    """Without prefix and article, for ids and titles: « Argonne Ardennaise »."""


@dataclass(frozen=True, slots=True)
class Departement:
    """A département, or a collectivité d'outre-mer that has a code of the same kind."""

    code: str
    nom: str
    liaison: int
    region: str
    """Code of the région; of the collectivité itself outside them."""


class Sense(StrEnum):
    """In what way a text names a commune: by its name, a code or a former name, say."""

    NOM = "nom"
    """By its name of today."""
    CODE_INSEE = "code Insee"
    CODE_POSTAL = "code postal"
    ARRONDISSEMENT = "arrondissement"
    """As an arrondissement of Paris, Lyon or Marseille."""
    REUNIE = "commune réunie"
    """As a commune that has been united with it since."""
    ANCIEN_NOM = "ancien nom"
    """By a name that it has changed since."""
    NOM_D_USAGE = "nom d’usage"
    """By a name that is not official and never was."""
    DEBUT = "début du nom"
    """By the first words of its name, which no other commune of the site's départements shares."""


@dataclass(frozen=True, slots=True)
class Found:
    """The commune that a text names today."""

    commune: Commune
    former: str = ""
    """Name of the former commune or arrondissement that the text named; "" for a present name."""
    sense: Sense = Sense.NOM
    former_code: str = ""
    """Insee code of ``former``."""
    is_united: bool = False
    """Whether ``former`` was a commune of its own, now united with others in the present one."""
    is_of_posts: bool = True
    """Whether a post may name it so: False for what ended before posts exist."""
    others: tuple[Found, ...] = ()
    """What else the text may mean, which a writer should be told: for a number that is an Insee code, the
    communes that have it as postal code; for a name, homonyms that come after. Usually empty."""

    @property
    def named_code(self) -> str:
        """The Insee code of what was named, former or present."""
        return self.former_code or self.commune.code

    @property
    def departement(self) -> str:
        """The département where a reader would look for what was named: a few mergers crossed a border."""
        departement = departement_of(self.named_code)
        return self.commune.departement if departement == CORSICA else departement


@dataclass(frozen=True, slots=True)
class Homonyms(Generic[T]):
    """Several territories bear the name; at least two, in the order in which they are proposed."""

    candidates: tuple[T, ...]
    sense: Sense = Sense.NOM
    """NOM where they share a name, DEBUT where that of some only begins so, CODE_POSTAL where they share
    a postal code."""


@dataclass(frozen=True, slots=True)
class Discord:
    """A name and a code that do not belong together: « Vanves (92130) »."""

    nom: str
    code: str
    by_name: tuple[Found, ...]
    """The communes of that name; at least one."""
    by_code: tuple[Found, ...]
    """The communes of that code, none of which has the name; at least one."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """No territory bears the name."""

    suggestions: tuple[str, ...] = ()
    """Names near to it, best first; outside the départements of the site, with their own."""


CommuneAnswer = Found | Homonyms[Found] | Discord | Unknown


def is_whole_name(answer: CommuneAnswer) -> bool:
    """Whether the text of an answer is a name or a code of communes, not merely the beginning of a name."""
    match answer:
        case Unknown():
            return False
        case Found(sense=sense) | Homonyms(sense=sense):
            return sense is not Sense.DEBUT
        case Discord():
            return True


def departement_of(code_commune: str) -> str:
    """Return the département that an Insee or postal code begins with: « 92 », « 2A », « 974 ».

    The postal codes of Corsica, and its Insee codes until 1976, begin with « 20 », which is none.
    """
    return code_commune[:3] if code_commune.startswith(("97", "98")) else code_commune[:2]
