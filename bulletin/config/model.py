"""The configuration of a site as frozen values, with the defaults of ``bulletin.toml``.

``reader`` reads it; ``production`` checks what is required of a public site. An unknown text is ``""``, an
unknown value of another type is ``None``, an empty list is ``()``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bulletin.config.natures import NATURES, Nature
from bulletin.config.toml_places import KeyPath
from bulletin.diagnostics import Place
from bulletin.french.slugs import fold

CONFIG_FILE = "bulletin.toml"
DEFAULT_CAF = "Caf"
"""The name of the Caf when the configuration gives none."""


class Conformite(StrEnum):
    """Whether the site conforms to the accessibility rules (RGAA)."""

    NON = "non"
    PARTIELLE = "partielle"
    TOTALE = "totale"


class Noms(StrEnum):
    """Whose names are in the open data; those of people present never are."""

    AUCUN = "aucun"
    SIGNATAIRES = "signataires"


class PublicationType(StrEnum):
    """How the built site is published."""

    DOSSIER = "dossier"
    RSYNC = "rsync"
    GIT = "git"
    S3 = "s3"


PUBLICATION_SETTINGS: Mapping[PublicationType, Mapping[str, str]] = MappingProxyType(
    {
        PublicationType.DOSSIER: MappingProxyType({"chemin": '"/srv/www/bulletin"'}),
        PublicationType.RSYNC: MappingProxyType({"destination": '"web@serveur:/srv/www/bulletin"'}),
        PublicationType.GIT: MappingProxyType({"depot": '"git@serveur:bulletin.git"', "branche": ""}),
        PublicationType.S3: MappingProxyType(
            {"seau": '"bulletin"', "region": "", "prefixe": "", "adresse": ""}
        ),
    }
)
"""The settings of each type, with an example of each required one, else ``""``; all are texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """``[site]``: what the site is, and its address."""

    titre: str
    url: str
    """Absolute, ends with « / »."""
    description: str = ""
    fuseau: str = "Europe/Paris"
    theme: str = "defaut"
    departements: tuple[str, ...] = ()
    """Codes, in the order of the file."""
    production: bool = False
    demonstration: str = ""
    """The text of a banner on every page; when there is one, indexing is forbidden."""

    @property
    def base_path(self) -> str:
        """The path of ``url``: « / », or « /bulletin/ » for a site in a sub-folder."""
        return urlsplit(self.url).path

    @property
    def zone(self) -> ZoneInfo:
        """The time zone of ``fuseau``."""
        return ZoneInfo(self.fuseau)


@dataclass(frozen=True, slots=True, kw_only=True)
class CafConfig:
    """``[caf]``: the fund that publishes."""

    nom: str = DEFAULT_CAF
    siret: str = ""
    """Fourteen digits without spaces; its check digit is verified in production only."""
    adresse: str = ""
    courriel: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hebergeur:
    """The company that hosts the site."""

    nom: str = ""
    adresse: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionsConfig:
    """``[mentions]``: the legal notice (loi n° 2004-575 du 21 juin 2004)."""

    directeur_publication: str = ""
    responsable_redaction: str = ""
    hebergeur: Hebergeur = Hebergeur()
    dpo: str = ""
    """How to reach the data protection officer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """An accessibility audit."""

    date: dt.date | None = None
    auteur: str = ""
    taux: Decimal | None = None
    """Percentage of the criteria that are met, from 0 to 100."""
    pages: tuple[str, ...] = ()
    outils: tuple[str, ...] = ()
    environnement: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessibiliteConfig:
    """``[accessibilite]``: the accessibility statement (loi n° 2005-102 du 11 février 2005, art. 47)."""

    etat: Conformite = Conformite.NON
    audit: Audit = Audit()
    non_conformites: tuple[str, ...] = ()
    derogations: tuple[str, ...] = ()
    contact: str = ""
    schema_pluriannuel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FluxConfig:
    """``[flux]``: the feeds."""

    articles: int = 20
    """Posts in a feed, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionsConfig:
    """``[conventions]``: the register."""

    alerte_mois: int = 6
    """How many calendar months before its last day the end of a convention is near."""
    complet_au: dt.date | None = None
    """The day on which the register is declared complete; ``None`` while it is partial."""
    natures: Mapping[str, Nature] = field(default_factory=lambda: NATURES)
    """The natures of every site and those of this one, by their folded code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubventionsConfig:
    """``[donnees.subventions]``: what is the same for every subvention of the open data."""

    notification_ue: bool = False
    conditions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DonneesConfig:
    """``[donnees]``: the open data."""

    licence: str = "Licence Ouverte 2.0"
    noms: Noms = Noms.AUCUN
    subventions: SubventionsConfig = SubventionsConfig()


@dataclass(frozen=True, slots=True, kw_only=True)
class RedactionConfig:
    """``[redaction]``: what is reported to writers."""

    ignorer: tuple[str, ...] = ()
    """Codes of the avertissements that are not reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumerosConfig:
    """``[numeros]``: what is made of each numéro besides its page."""

    lettre: bool = False
    pdf: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationConfig:
    """``[publication.NOM]``: a place to which the site is published. It never holds a secret."""

    nom: str
    type: PublicationType
    reglages: Mapping[str, str]
    """The settings of its type (``PUBLICATION_SETTINGS``) that are not empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The whole of ``bulletin.toml``. The order and layout of the file do not matter to equality."""

    site: SiteConfig
    caf: CafConfig = CafConfig()
    mentions: MentionsConfig = MentionsConfig()
    accessibilite: AccessibiliteConfig = AccessibiliteConfig()
    flux: FluxConfig = FluxConfig()
    conventions: ConventionsConfig = ConventionsConfig()
    donnees: DonneesConfig = DonneesConfig()
    themes: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Labels by slug, in the order of the file."""
    redaction: RedactionConfig = RedactionConfig()
    numeros: NumerosConfig = NumerosConfig()
    publications: tuple[PublicationConfig, ...] = ()
    places: Mapping[KeyPath, Place] = field(
        default_factory=lambda: MappingProxyType({}), compare=False, repr=False
    )
    """Where each setting was typed; no page depends on it."""

    def nature(self, code: str) -> Nature | None:
        """Return the nature of a code, whatever its case; ``None`` when there is none."""
        return self.conventions.natures.get(fold(code))

    def place(self, *path: str) -> Place:
        """Return where a setting was typed, else where the nearest table around it begins, else line 1."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return Place(path=CONFIG_FILE)
