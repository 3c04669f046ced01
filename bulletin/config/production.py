"""What a configuration lacks before its site may be public.

Pure. While ``production`` is false nothing is asked: a site is tried out before its legal notice
is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from bulletin.config.model import DEFAULT_CAF, Config, Conformite
from bulletin.diagnostics import Diagnostic
from bulletin.french.siret import has_valid_key

_FULL_RATE = 100
_RESERVED = (".example", ".invalid", ".test", ".localhost", ".example.com", ".example.net", ".example.org")
"""Ends of the names that no public site can have (RFC 2606, RFC 6761)."""


def production_faults(config: Config) -> tuple[Diagnostic, ...]:
    """Return every reason why the site may not be public, as erreurs; none unless ``production`` is true.

    A legal notice (loi n° 2004-575 du 21 juin 2004), an accessibility statement backed by an audit, a
    Siret that satisfies its key, an identity of its own.
    """
    if not config.site.production:
        return ()
    checks = (_mentions, _accessibilite, _siret, _identite)
    return tuple(fault for check in checks for fault in check(config))


def _fault(config: Config, code: str, path: tuple[str, ...], message: str, hint: str) -> Diagnostic:
    return Diagnostic.of(code, config.place(*path), message, hint)


def _mentions(config: Config) -> Iterator[Diagnostic]:
    caf, mentions = config.caf, config.mentions
    wanted = (
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
    for path, value, what in wanted:
        if not value:
            yield _fault(
                config,
                "mentions-incompletes",
                path,
                f"Les mentions légales sont incomplètes : il manque {what}.",
                f'Écrivez « {path[-1]} = "…" » dans [{".".join(path[:-1])}].',
            )


def _accessibilite(config: Config) -> Iterator[Diagnostic]:
    etat, audit = config.accessibilite.etat, config.accessibilite.audit
    if etat is Conformite.TOTALE and audit.taux != _FULL_RATE:
        yield _fault(
            config,
            "accessibilite-sans-audit",
            ("accessibilite", "etat"),
            "Une conformité totale demande un audit dont le taux est 100.",
            'Écrivez « etat = "partielle" », ou « taux = 100 » dans [accessibilite.audit].',
        )
    if audit.taux is not None and audit.date is None:
        yield _fault(
            config,
            "accessibilite-sans-audit",
            ("accessibilite", "audit", "taux"),
            "Ce taux est celui d’un audit dont le jour n’est pas dit.",
            "Ajoutez « date = 2026-03-12 » dans [accessibilite.audit], ou enlevez le taux.",
        )


def _siret(config: Config) -> Iterator[Diagnostic]:
    if config.caf.siret and not has_valid_key(config.caf.siret):
        yield _fault(
            config,
            "siret-invalide",
            ("caf", "siret"),
            f"« {config.caf.siret} » n’est pas un Siret : quatorze chiffres, dont le dernier est une clé.",
            "Recopiez-le de l’avis de situation de l’Insee.",
        )


def _identite(config: Config) -> Iterator[Diagnostic]:
    host = (urlsplit(config.site.url).hostname or "").rstrip(".")
    if f".{host}".endswith(_RESERVED) or host in {"127.0.0.1", "::1"}:
        yield _fault(
            config,
            "identite-d-exemple",
            ("site", "url"),
            f"« {config.site.url} » est une adresse d’exemple, que personne ne peut ouvrir.",
            "Écrivez l’adresse où le site sera publié.",
        )
    if config.site.demonstration:
        yield _fault(
            config,
            "identite-d-exemple",
            ("site", "demonstration"),
            "Le site se présente encore comme une démonstration.",
            "Enlevez la ligne « demonstration ».",
        )
