"""The configuration of a site as frozen values: what ``bulletin.toml`` holds, with its defaults.

 ``config_toml`` reads it; what only matters once the site is public is checked
by ``production``.
An unknown text is ``""``, an unknown value of another kind is ``None``, none of many is ``()``.
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
"""What the Caf is called until the site names it."""


class Conformite(StrEnum):
    """How far the site follows the accessibility rules, as its audit found."""

    NON = "non"
    PARTIELLE = "partielle"
    TOTALE = "totale"


class Noms(StrEnum):
    """Whose names go into the open data; those in attendance never do."""

    AUCUN = "aucun"
    SIGNATAIRES = "signataires"


class PublicationType(StrEnum):
    """How the built site is handed over."""

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
"""The settings of each type with, for those that it cannot do without, an example; all are texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteConfig:
    """``[site]``: what the site is and where it histories."""

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
    """A banner for every page; not empty, it also keeps search engines away."""

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
    """Without spaces; its key is checked in production only."""
    adresse: str = ""
    courriel: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hebergeur:
    """Who hosts the site."""

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
    """Share of the criteria that are met, in per cent."""
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
    """Calendar months before the last day of a convention from which its end is near."""
    complet_au: dt.date | None = None
    """The day on which the register is declared complete; None while it is partial."""
    natures: Mapping[str, Nature] = field(default_factory=lambda: NATURES)
    """Those that every site knows and the site's own, by their code folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubventionsConfig:
    """``[donnees.subventions]``: what every subsidy of the open data has in common."""

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
    """``[redaction]``: what writers are told."""

    ignorer: tuple[str, ...] = ()
    """Codes of the avertissements that this site does not want to hear of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumerosConfig:
    """``[numeros]``: what is made of each issue besides its page."""

    lettre: bool = False
    pdf: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationConfig:
    """``[publication.NOM]``: one place to hand the site over to. Secrets are never here."""

    nom: str
    type: PublicationType
    reglages: Mapping[str, str]
    """The settings of its type (``PUBLICATION_SETTINGS``) that are not empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All of ``bulletin.toml``. Two of them are equal whatever the order and layout of their texts."""

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
    """Where each setting was typed; never part of what a page shows."""

    def nature(self, code: str) -> Nature | None:
        """Return the nature that ``code`` names, whatever its case, or None."""
        return self.conventions.natures.get(fold(code))

    def place(self, *path: str) -> Place:
        """Return where a setting was typed, else the nearest table around it, else line 1."""
        for length in range(len(path), 0, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return Place(path=CONFIG_FILE)
