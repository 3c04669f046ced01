"""Diagnostics as values: a code and its severity, a place, a message, a hint.

What is wrong in the files of a site is a ``Diagnostic``: all are collected, then shown together. What stops a
command is a ``BulletinError``. Codes never change: sites ignore them by name (``[redaction] ignorer``) and
scripts look for them. Messages and hints are in French, with ordinary spaces:
``build.report`` shows them with no-break ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Self


class Severity(StrEnum):
    """The severity of a diagnostic."""

    ERREUR = "erreur"
    """The site cannot be built."""
    AVERTISSEMENT = "avertissement"
    """The site is built, but something is probably wrong; an erreur with ``--strict``."""
    INFO = "info"
    """The program chose a value for the writer."""


_ERREURS = """
    accessibilite-sans-audit adresse-double adresse-illisible adresse-perdue alias-hors-du-site
    ancre annee-manquante bloc-absent cle-ambigue cle-en-double cle-hors-liste cle-inconnue
    cle-manquante cle-vide code-postal commune-homonyme commune-inconnue configuration-illisible
    convention-ambigue convention-illisible crochets-mal-fermes date-illisible date-impossible
    date-imprecise departement-inconnu deux-etapes document-incomplet duree-illisible entete-absent
    entete-en-liste entete-non-ferme entete-trop-long epci-homonyme epci-inconnu
    espace-apres-deux-points fichier-etranger fichier-illisible fichier-introuvable
    fichier-non-admis fichier-refuse fichier-trop-gros fin-avant-debut forme-inattendue
    gabarit-absent gabarit-dynamique gabarit-echappement gabarit-fautif gabarit-illisible
    gabarit-variable guillemet-non-ferme heure-illisible identifiant-differe identite-d-exemple
    image-illisible image-trop-grande inscription-apres-debut inscription-illisible jour-manquant
    lien-a-paraitre lien-brise
    lien-refuse ligne-sans-cle liste-filtre-inconnu liste-inattendue liste-inconnue
    liste-valeur-inconnue mentions-incompletes montant-illisible nature-inconnue nature-manquante
    nombre-illisible nouvelle-fin-hors-prolongation part-impossible part-sans-base periode-illisible
    prolongation-sans-effet prolongation-sans-fin reglage-inconnu reglage-invalide reglage-manquant
    remplace-en-boucle retrait seance-hors-evenement siret-invalide site-retreci slug-invalide
    subvention-incomplete suite-inconnue tabulation territoire-inconnu territoire-manquant
    texte-a-ecrire texte-trop-complexe theme-inconnu titre-trop-long trop-imbrique valeur-inconnue
    virgule-dans-accolades
"""
_AVERTISSEMENTS = """
    ancre-inconnue annee-lointaine caractere-invisible chevauchement code-postal-ou-insee
    commentaire-ouvert contradiction convention-voisine date-differe definition-sans-emploi
    duree-contradictoire duree-inhabituelle encodage etape-absente fichier-ignore fin-inconnue graphie
    html-non-publie identifiant-proche image-lourde image-sans-alt lettre-trop-lourde
    negociation-sans-suite numero-sans-article plusieurs-personnes remplace-inconnu
    signature-en-retard subvention-a-publier subvention-d-un-autre subvention-en-retard
    subvention-publique suite-isolee type-sans-bloc virgule-en-liste
"""


_INFOS = """
    annee-d-apres-le-jour commentaire commune-eloignee commune-supposee heure-reglee heures-chaque-jour
    une-seule-convention
"""


CATALOGUE: Mapping[str, Severity] = MappingProxyType(
    {
        code: severity
        for codes, severity in (
            (_ERREURS, Severity.ERREUR),
            (_AVERTISSEMENTS, Severity.AVERTISSEMENT),
            (_INFOS, Severity.INFO),
        )
        for code in codes.split()
    }
)
"""The severity of each code."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Place:
    """A part of a line of a file, as an editor shows it.

    ``line`` and ``column`` are from 1; ``column`` and ``length`` are in characters. ``path`` is from the
    folder of the site, with ``/``. ``excerpt`` is the whole line, without its line end.
    """

    path: str
    line: int = 1
    column: int = 1
    length: int = 1
    excerpt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """A remedy that is certainly right: whole lines of the file, and the text that they become.

    ``line`` and ``end_line`` count from 1, both included; ``text`` may hold several lines, or none where the
    lines go.
    """

    line: int
    end_line: int
    text: str

    @classmethod
    def of_stretch(cls, place: Place, text: str) -> Fix:
        """Return the fix that writes ``text`` in place of what was typed there, on the same line."""
        before, after = place.excerpt[: place.column - 1], place.excerpt[place.column - 1 + place.length :]
        return cls(line=place.line, end_line=place.line, text=f"{before}{text}{after}")

    @classmethod
    def of_line(cls, place: Place, text: str) -> Fix:
        """Return the fix that makes the whole line ``text``, which may be several lines."""
        return cls(line=place.line, end_line=place.line, text=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """Something wrong at a place: ``message`` says what, ``hint`` what to do.

    A diagnostic in a draft or in a post to come is not ``blocking``: it is shown, and the site is built.
    """

    severity: Severity
    code: str
    place: Place
    message: str
    hint: str = ""
    fix: Fix | None = None
    blocking: bool = True

    @classmethod
    def of(cls, code: str, place: Place, message: str, hint: str = "", *, fix: Fix | None = None) -> Self:
        """Return a diagnostic with the severity of its code."""
        return cls(severity=CATALOGUE[code], code=code, place=place, message=message, hint=hint, fix=fix)

    @property
    def stops(self) -> bool:
        """Whether it prevents the site from being built."""
        return self.blocking and self.severity is Severity.ERREUR

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        """The sort key: by file, then by line and column."""
        return (self.place.path, self.place.line, self.place.column, self.code, self.message)


class Unreadable(ValueError):
    """What was typed does not have the form its key asks for; all its texts are in French."""

    def __init__(
        self,
        code: str,
        message: str,
        hint: str = "",
        mended: str = "",
        *,
        several: tuple[str, ...] = (),
        pairs: tuple[tuple[str, str], ...] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        """Code of the diagnostic, in kebab-case."""
        self.message = message
        """What is wrong, as a sentence."""
        self.hint = hint
        """What to type instead, as a sentence."""
        self.mended = mended
        """The value to type instead where one is certainly right, else ``""``."""
        self.several = several
        """The values to type instead, each on a line of a list, where they are certainly right."""
        self.pairs = pairs
        """The keys and values to type in a block instead, where they are certainly right."""


class BulletinError(Exception):
    """The command stops with a French sentence and ``exit_status``; no site was changed."""

    exit_status = 3

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageFault(BulletinError):
    """The arguments of the command or the configuration are wrong."""

    exit_status = 2


class MachineRefusal(BulletinError):
    """The system refuses an operation: a lock, a full disk, a permission."""

    exit_status = 4


@dataclass(slots=True)
class Diagnostics:
    """A collection of diagnostics, without repeats, read in the order of files and lines."""

    _items: list[Diagnostic] = field(default_factory=list)

    def add(self, code: str, place: Place, message: str, hint: str = "", *, fix: Fix | None = None) -> None:
        """Add a diagnostic, with the severity of its code."""
        self._items.append(Diagnostic.of(code, place, message, hint, fix=fix))

    def extend(self, items: Iterable[Diagnostic]) -> None:
        """Add diagnostics made elsewhere."""
        self._items.extend(items)

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(sorted(set(self._items), key=lambda item: item.order))

    def __len__(self) -> int:
        return len(self._items)


def strict(items: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return the same diagnostics with every avertissement turned into an erreur."""
    return tuple(
        replace(item, severity=Severity.ERREUR) if item.severity is Severity.AVERTISSEMENT else item
        for item in items
    )
