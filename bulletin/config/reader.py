"""``bulletin.toml`` read into a ``Config``, with all its diagnostics at once.

Pure: the text is given. A setting that cannot be read takes its default value, and reading goes on.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bulletin.config.model import (
    CONFIG_FILE,
    DEFAULT_CAF,
    PUBLICATION_SETTINGS,
    AccessibiliteConfig,
    Audit,
    CafConfig,
    Config,
    Conformite,
    ConventionsConfig,
    DonneesConfig,
    FluxConfig,
    Hebergeur,
    MentionsConfig,
    Noms,
    NumerosConfig,
    PublicationConfig,
    PublicationType,
    RedactionConfig,
    SiteConfig,
    SubventionsConfig,
)
from bulletin.config.natures import NATURES, Genre, Nature
from bulletin.config.table_reader import TableReader, as_decimal, as_number, as_text, as_texts, no_value
from bulletin.config.toml_places import TomlError, read_toml
from bulletin.diagnostics import Diagnostic, Place, UsageFault
from bulletin.french.dates import DayMonth
from bulletin.french.siret import bare_siret
from bulletin.french.slugs import fold, slug
from bulletin.french.typed_dates import parse_day, parse_duration

SCHEMA_VERSION = 1
_WHOLE = 100
"""The highest rate, in per cent."""

_THEME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
_NATURE = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_DEPARTEMENT = re.compile(r"[0-9]{2}|2[AB]|9[78][0-9]")
_FORBIDDEN = re.compile(r"[\s<>\"\\^`{|}]")
_REGISTRE = re.compile(r"complet au (?P<day>.+)")
_GENRES: Mapping[str, Genre] = MappingProxyType(
    {"le": "m", "un": "m", "l'": "m", "l’": "m", "la": "f", "une": "f"}
)


class ConfigFault(UsageFault):
    """The configuration cannot be used; ``diagnostics`` are all the reasons, in the order of the file."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        first = diagnostics[0]
        super().__init__(
            f"La configuration a {len(diagnostics)} faute{'s' if len(diagnostics) > 1 else ''} : "
            f"{first.place.path}, ligne {first.place.line} : {first.message}",
            first.hint,
        )
        self.diagnostics = diagnostics


def parse_config(text: str, path: str = CONFIG_FILE) -> Config:
    """Return the configuration in ``text``; ``path`` is that of its diagnostics.

    Raises:
        ConfigFault: when there is at least one diagnostic.
    """
    try:
        document = read_toml(text, path)
    except TomlError as error:
        raise ConfigFault((error.diagnostic,)) from error
    diagnostics: list[Diagnostic] = []
    config = _config(TableReader(document, diagnostics, values=document.values))
    if diagnostics:
        raise ConfigFault(tuple(sorted(diagnostics, key=lambda found: found.order)))
    return config


def _config(top: TableReader) -> Config:
    _check_schema(top)
    config = Config(
        site=_site(top.table("site")),
        caf=_caf(top.table("caf")),
        mentions=_mentions(top.table("mentions")),
        accessibilite=_accessibilite(top.table("accessibilite")),
        flux=_flux(top.table("flux")),
        conventions=_conventions(top.table("conventions")),
        donnees=_donnees(top.table("donnees")),
        themes=_themes(top.table("themes")),
        redaction=_redaction(top.table("redaction")),
        numeros=_numeros(top.table("numeros")),
        publications=_publications(top.table("publication")),
        places=MappingProxyType({path: found.key for path, found in top.document.located.items()}),
    )
    top.close()
    return config


def _check_schema(top: TableReader) -> None:
    version = top.read("schema", as_number, 0)
    if "schema" not in top.keys:
        top.add(
            "reglage-manquant",
            Place(path=top.document.path),
            "Il manque « schema », la version de ce fichier.",
            f"Ajoutez en première ligne « schema = {SCHEMA_VERSION} ».",
        )
    elif version not in {0, SCHEMA_VERSION}:
        top.refuse(
            "schema",
            f"Ce fichier est de la version {version}, que ce programme ne connaît pas.",
            f"Écrivez « schema = {SCHEMA_VERSION} », ou mettez bulletin à jour.",
        )


def _site(table: TableReader) -> SiteConfig:
    site = SiteConfig(
        titre=table.required("titre", '"Le bulletin de la Caf"'),
        url=table.required("url", '"https://www.exemple.fr/bulletin/"', _as_site_url),
        description=table.text("description"),
        fuseau=table.read("fuseau", _as_time_zone, "Europe/Paris"),
        theme=table.read("theme", _as_theme, "defaut"),
        departements=table.read("departements", _as_departements, ()),
        production=table.flag("production", default=False),
        demonstration=table.text("demonstration"),
    )
    table.close()
    return site


def _as_site_url(value: object) -> str:
    """Return an absolute address that ends with « / »."""
    typed = as_text(value)
    if not typed:
        return ""
    refusal = no_value(
        f"« {typed} » n’est pas l’adresse complète d’un site.",
        'Écrivez-la depuis https:// : « {key} = "https://www.exemple.fr/bulletin/" ».',
    )
    try:
        parts = urlsplit(typed)
        has_extra = parts.query or parts.fragment or "@" in parts.netloc or parts.port == 0
    except ValueError as error:
        raise refusal from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or has_extra or _FORBIDDEN.search(typed):
        raise refusal
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}/"


def _as_time_zone(value: object) -> str:
    typed = as_text(value)
    try:
        return ZoneInfo(typed).key
    # An unknown name is a KeyError, a path a ValueError, the name of a folder of zones an OSError.
    except (KeyError, ValueError, OSError) as error:
        raise no_value(
            f"Le fuseau horaire « {typed} » n’existe pas.", 'Écrivez « {key} = "Europe/Paris" ».'
        ) from error


def _as_theme(value: object) -> str:
    typed = as_text(value)
    if _THEME.fullmatch(typed) is None:
        raise no_value(
            f"« {typed} » n’est pas le nom d’un dossier de themes/.", 'Écrivez « {key} = "defaut" ».'
        )
    return typed


def _as_departements(value: object) -> tuple[str, ...]:
    """Return codes in capitals, each once."""
    if not isinstance(value, list):
        raise no_value("« {key} » attend une liste.", 'Écrivez « {key} = ["92"] ».')
    codes = [str(item).strip().upper().zfill(2) for item in value]
    for item in value:
        if not isinstance(item, str) or _DEPARTEMENT.fullmatch(item.strip().upper()) is None:
            known = all(map(_DEPARTEMENT.fullmatch, codes))
            example = ", ".join(f'"{code}"' for code in codes) if known else '"01", "2A", "974"'
            raise no_value(
                f"« {item} » n’est pas le code d’un département, qui est un texte de deux ou trois signes.",
                f"Écrivez par exemple « {{key}} = [{example}] ».",
            )
    return tuple(dict.fromkeys(codes))


def _caf(table: TableReader) -> CafConfig:
    caf = CafConfig(
        nom=table.text("nom", DEFAULT_CAF),
        siret=bare_siret(table.text("siret")),
        adresse=table.text("adresse"),
        courriel=table.text("courriel"),
        telephone=table.text("telephone"),
    )
    table.close()
    return caf


def _mentions(table: TableReader) -> MentionsConfig:
    hebergeur = table.table("hebergeur")
    mentions = MentionsConfig(
        directeur_publication=table.text("directeur_publication"),
        responsable_redaction=table.text("responsable_redaction"),
        hebergeur=Hebergeur(
            nom=hebergeur.text("nom"),
            adresse=hebergeur.text("adresse"),
            telephone=hebergeur.text("telephone"),
        ),
        dpo=table.text("dpo"),
    )
    hebergeur.close()
    table.close()
    return mentions


def _accessibilite(table: TableReader) -> AccessibiliteConfig:
    audit = table.table("audit")
    accessibilite = AccessibiliteConfig(
        etat=table.choice("etat", Conformite.NON),
        audit=Audit(
            date=audit.read("date", _as_day, None),
            auteur=audit.text("auteur"),
            taux=audit.read("taux", _as_rate, None),
            pages=audit.texts("pages"),
            outils=audit.texts("outils"),
            environnement=audit.texts("environnement"),
        ),
        non_conformites=table.texts("non_conformites"),
        derogations=table.texts("derogations"),
        contact=table.text("contact"),
        schema_pluriannuel=table.text("schema_pluriannuel"),
    )
    audit.close()
    table.close()
    return accessibilite


def _as_day(value: object) -> dt.date | None:
    """Return a day, typed as a date of TOML or as French text."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    typed = as_text(value)
    if not typed:
        return None
    day = parse_day(typed)
    if isinstance(day, DayMonth):
        raise no_value(f"« {typed} » n’a pas d’année.", 'Écrivez « {key} = "12 mars 2026" ».')
    return day


def _as_rate(value: object) -> Decimal | None:
    rate = as_decimal(value)
    if not 0 <= rate <= _WHOLE:
        raise no_value(f"« {{key}} » vaut {rate} : un taux va de 0 à 100.", "Écrivez « {key} = 72.5 ».")
    return rate


def _flux(table: TableReader) -> FluxConfig:
    flux = FluxConfig(articles=table.number("articles", FluxConfig().articles, least=1))
    table.close()
    return flux


def _conventions(table: TableReader) -> ConventionsConfig:
    conventions = ConventionsConfig(
        alerte_mois=table.number("alerte_mois", ConventionsConfig().alerte_mois, least=0),
        complet_au=table.read("registre", _as_register_day, None),
        natures=_natures(table.table("natures")),
    )
    table.close()
    return conventions


def _as_register_day(value: object) -> dt.date | None:
    """Return the day of « complet au 1er janvier 2026 », ``None`` for « partiel »."""
    typed = as_text(value)
    if typed in {"", "partiel"}:
        return None
    found = _REGISTRE.fullmatch(typed)
    if found is None:
        raise no_value(
            f"« {{key}} » ne peut pas valoir « {typed} ».",
            "Écrivez « partiel » ou « complet au 1er janvier 2026 ».",
        )
    return _as_day(found["day"])


def _natures(table: TableReader) -> Mapping[str, Nature]:
    natures = dict(NATURES)
    seen: dict[str, str] = {}
    for name in table.keys:
        key = fold(name)
        if _NATURE.fullmatch(name) is None:
            table.refuse(
                name, f"« {name} » n’est pas un code.", "Une lettre, puis des lettres ou des chiffres."
            )
        if key in seen:
            table.refuse(
                name, f"« {name} » et « {seen[key]} » sont la même nature.", "Gardez l’une des deux."
            )
        seen.setdefault(key, name)
        natures[key] = _nature(name.upper(), table.table(name), natures.get(key))
    return MappingProxyType(natures)


def _nature(code: str, table: TableReader, known: Nature | None) -> Nature:
    """Return a nature of the site; settings that are not given are those of the ``known`` one, if any."""
    if known is None:
        known = Nature(code=code, libelle=table.required("libelle", '"accord local"'), genre="f")
    nature = Nature(
        code=code,
        libelle=table.text("libelle", known.libelle),
        genre=table.read("article", _as_genre, known.genre),
        durees=table.read("durees", _as_durations, known.durees),
    )
    table.close()
    return nature


def _as_genre(value: object) -> Genre:
    typed = as_text(value)
    if typed in _GENRES:
        return _GENRES[typed]
    raise no_value(
        f"« {{key}} » ne peut pas valoir « {typed} ».",
        "Écrivez « le » ou « la » ; devant une voyelle, « un » ou « une » dit le genre.",
    )


def _as_durations(value: object) -> tuple[int, ...]:
    """Return durations in months, ascending, each typed as a number of years or as « 18 mois »."""
    items = value if isinstance(value, list) else [value]
    return tuple(sorted({_as_duration(item) for item in items}))


def _as_duration(value: object) -> int:
    typed = value if isinstance(value, str) else f"{as_number(value)} ans"
    return parse_duration(typed).mois


def _donnees(table: TableReader) -> DonneesConfig:
    subventions = table.table("subventions")
    donnees = DonneesConfig(
        licence=table.text("licence", DonneesConfig().licence),
        noms=table.choice("noms", Noms.AUCUN),
        subventions=SubventionsConfig(
            notification_ue=subventions.flag("notification_ue", default=False),
            conditions=subventions.text("conditions"),
        ),
    )
    subventions.close()
    table.close()
    return donnees


def _themes(table: TableReader) -> Mapping[str, str]:
    themes: dict[str, str] = {}
    for key in table.keys:
        if slug(key) != key:
            table.refuse(
                key,
                f"« {key} » ne peut pas être la fin d’une adresse.",
                f'Écrivez par exemple « {slug(key) or "petite-enfance"} = "{key}" ».',
            )
        themes[key] = table.required(key, '"Petite enfance"')
    return MappingProxyType(themes)


def _redaction(table: TableReader) -> RedactionConfig:
    redaction = RedactionConfig(ignorer=table.read("ignorer", as_texts, ()))
    table.close()
    return redaction


def _numeros(table: TableReader) -> NumerosConfig:
    numeros = NumerosConfig(lettre=table.flag("lettre", default=False), pdf=table.flag("pdf", default=False))
    table.close()
    return numeros


def _publications(table: TableReader) -> tuple[PublicationConfig, ...]:
    found = (_publication(name, table.table(name)) for name in table.keys)
    return tuple(sorted(found, key=lambda publication: publication.nom))


def _publication(nom: str, table: TableReader) -> PublicationConfig:
    before = len(table.diagnostics)
    kind = table.choice("type", PublicationType.DOSSIER)
    if "type" not in table.keys:
        table.required("type", '"dossier"')
    reglages = {}
    if len(table.diagnostics) == before:
        for key, example in PUBLICATION_SETTINGS[kind].items():
            reglages[key] = table.required(key, example) if example else table.text(key)
        table.close("Un secret ne s’écrit jamais ici : il vient de l’environnement.")
    filled = {key: value for key, value in reglages.items() if value}
    return PublicationConfig(nom=nom, type=kind, reglages=MappingProxyType(filled))
