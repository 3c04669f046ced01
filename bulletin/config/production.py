"""What is missing in a configuration before its site may be public.

Pure. Nothing is required while ``production`` is false, so that a site can be tried out before its legal
notice is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from bulletin.config.model import DEFAULT_CAF, Config, Conformite
from bulletin.diagnostics import Diagnostic
from bulletin.french.siret import has_valid_key

_FULL_RATE = 100
_RESERVED = (".example", ".invalid", ".test", ".localhost", ".example.com", ".example.net", ".example.org")
"""The ends of host names that no public site can have (RFC 2606, RFC 6761)."""


def production_diagnostics(config: Config) -> tuple[Diagnostic, ...]:
    """Return an erreur for each reason why the site may not be public; none unless ``production`` is true.

    Required are a legal notice (loi n° 2004-575 du 21 juin 2004), an audit behind what is stated of
    accessibility, a valid Siret if one is given, and an address and texts that are not examples.
    """
    if not config.site.production:
        return ()
    checks = (_mentions, _accessibilite, _siret, _identite)
    return tuple(found for check in checks for found in check(config))


def _diagnostic(config: Config, code: str, path: tuple[str, ...], message: str, hint: str) -> Diagnostic:
    return Diagnostic.of(code, config.place(*path), message, hint)


def _mentions(config: Config) -> Iterator[Diagnostic]:
    caf, mentions = config.caf, config.mentions
    required = (
        (
            ("mentions", "directeur_publication"),
            mentions.directeur_publication,
            "le directeur de la publication",
        ),
        (("mentions", "hebergeur", "nom"), mentions.hebergeur.nom, "le nom de l’hébergeur"),
        (("mentions", "hebergeur", "adresse"), mentions.hebergeur.adresse, "l’adresse de l’hébergeur"),
        (("mentions", "hebergeur", "telephone"), mentions.hebergeur.telephone, "le téléphone de l’hébergeur"),
        (("caf", "nom"), "" if caf.nom == DEFAULT_CAF else caf.nom, "le nom de la Caf"),
        (("caf", "adresse"), caf.adresse, "l’adresse de la Caf"),
        (("caf", "telephone"), caf.telephone, "le téléphone de la Caf"),
    )
    for path, value, what in required:
        if not value:
            yield _diagnostic(
                config,
                "mentions-incompletes",
                path,
                f"Les mentions légales sont incomplètes : il manque {what}.",
                f'Écrivez « {path[-1]} = "…" » dans [{".".join(path[:-1])}].',
            )


def _accessibilite(config: Config) -> Iterator[Diagnostic]:
    etat, audit = config.accessibilite.etat, config.accessibilite.audit
    if etat is Conformite.TOTALE and audit.taux != _FULL_RATE:
        yield _diagnostic(
            config,
            "accessibilite-sans-audit",
            ("accessibilite", "etat"),
            "Une conformité totale demande un audit dont le taux est 100.",
            'Écrivez « etat = "partielle" », ou « taux = 100 » dans [accessibilite.audit].',
        )
    if audit.taux is not None and audit.date is None:
        yield _diagnostic(
            config,
            "accessibilite-sans-audit",
            ("accessibilite", "audit", "taux"),
            "Ce taux est celui d’un audit dont le jour n’est pas dit.",
            "Ajoutez « date = 2026-03-12 » dans [accessibilite.audit], ou enlevez le taux.",
        )


def _siret(config: Config) -> Iterator[Diagnostic]:
    if config.caf.siret and not has_valid_key(config.caf.siret):
        yield _diagnostic(
            config,
            "siret-invalide",
            ("caf", "siret"),
            f"« {config.caf.siret} » n’est pas un Siret : quatorze chiffres, dont le dernier est une clé.",
            "Recopiez-le de l’avis de situation de l’Insee.",
        )


def _identite(config: Config) -> Iterator[Diagnostic]:
    host = (urlsplit(config.site.url).hostname or "").rstrip(".")
    if f".{host}".endswith(_RESERVED) or host in {"127.0.0.1", "::1"}:
        yield _diagnostic(
            config,
            "identite-d-exemple",
            ("site", "url"),
            f"« {config.site.url} » est une adresse d’exemple, que personne ne peut ouvrir.",
            "Écrivez l’adresse où le site sera publié.",
        )
    if config.site.demonstration:
        yield _diagnostic(
            config,
            "identite-d-exemple",
            ("site", "demonstration"),
            "Le site se présente encore comme une démonstration.",
            "Enlevez la ligne « demonstration ».",
        )
