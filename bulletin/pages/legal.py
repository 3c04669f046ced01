"""The pages that the law requires of a public site: legal notice, accessibility, personal data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bulletin.config.model import Audit, Conformite
from bulletin.content.addresses import ACCESSIBILITE, DONNEES_PERSONNELLES, MENTIONS, phone_address
from bulletin.french import printed
from bulletin.french.printed import percent, typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.facts import fact
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.site_context import CONFORMITE, SiteContext
from bulletin.pages.views.pages import LegalView, Passage
from bulletin.pages.views.pieces import Fact, Item

RGAA = "4.1"
"""The version of the national rules that the statement speaks of."""
DEFENSEUR = "https://formulaire.defenseurdesdroits.fr/"


def legal_pages(context: SiteContext) -> Iterator[Declaration]:
    """Declare the legal notice, the accessibility statement and the page on personal data."""
    for address, titre, passages in (
        (MENTIONS, "Mentions légales", _mentions(context)),
        (ACCESSIBILITE, "Accessibilité", _accessibilite(context)),
        (DONNEES_PERSONNELLES, "Données personnelles", _donnees(context)),
    ):
        yield Declaration.page(
            address=address,
            origin=f"la page « {titre} »",
            template="legal.html",
            build=partial(_legal, context, address, titre, passages),
        )


def _legal(
    context: SiteContext, address: str, titre: str, passages: tuple[Passage, ...], _resolver: LinkResolver
) -> LegalView:
    return LegalView(
        site=context.frame,
        head=context.head(titre, address),
        titre=titre,
        passages=passages,
    )


def _or_missing(text: str) -> str:
    """Return a text as printed, or the words that say that it is missing."""
    return typography(text) if text else "non renseigné"


def _mentions(context: SiteContext) -> tuple[Passage, ...]:
    """Return what article 1-1 of the loi n° 2004-575 requires of whoever publishes a site."""
    caf, mentions = context.config.caf, context.config.mentions
    host = mentions.hebergeur
    return (
        Passage(
            "Éditeur",
            (),
            (
                *fact("Organisme", [_or_missing(caf.nom)]),
                *fact("Adresse", [_or_missing(caf.adresse)]),
                *_phone(caf.telephone),
                *_mail("Courriel", caf.courriel),
                *fact("Siret", [caf.siret]),
                *fact(
                    "Directeur ou directrice de la publication", [_or_missing(mentions.directeur_publication)]
                ),
                *fact("Responsable de la rédaction", [typography(mentions.responsable_redaction)]),
            ),
        ),
        Passage(
            "Hébergeur",
            (),
            (
                *fact("Nom", [_or_missing(host.nom)]),
                *fact("Adresse", [_or_missing(host.adresse)]),
                *_phone(host.telephone),
            ),
        ),
        Passage("Réutilisation", _reuse(context)),
    )


def _reuse(context: SiteContext) -> tuple[str, ...]:
    """Return what may be done with the texts, with the data and with the pictures: three rules, not one."""
    sentences = (
        (
            "Les textes de ce bulletin sont des informations publiques : ils peuvent être repris, sans être "
            "altérés, en citant leur source et leur date (code des relations entre le public et "
            "l’administration, articles L. 321-1 et L. 322-1)."
        ),
        f"Les fichiers de la page « Données ouvertes » sont publiés sous {context.config.donnees.licence}.",
        "Les photographies et les dessins restent à leurs auteurs : leur accord est nécessaire.",
        f"Communes et intercommunalités : {context.corpus.atlas.credit}.",
    )
    return tuple(map(typography, sentences))


def _mail(label: str, address: str) -> tuple[Fact, ...]:
    if not address:
        return ()
    return (Fact(label, (Item(text=address, address=f"mailto:{address}" if "@" in address else ""),)),)


def _phone(number: str) -> tuple[Fact, ...]:
    return (Fact("Téléphone", (Item(text=_or_missing(number), address=phone_address(number)),)),)


def _accessibilite(context: SiteContext) -> tuple[Passage, ...]:
    """Return the statement that article 47 of the loi n° 2005-102 and its décret require."""
    statement = context.config.accessibilite
    return (
        Passage("Portée", (_scope(context),), _dated(statement.audit)),
        Passage("État de conformité", _conformity(context)),
        *_passage("Résultats des tests", _tests(statement.audit)),
        *_passage(
            "Contenus non accessibles",
            (
                *fact("Non-conformités", map(typography, statement.non_conformites)),
                *fact("Dérogations pour charge disproportionnée", map(typography, statement.derogations)),
            ),
        ),
        Passage(
            "Retour d’information et contact",
            (
                typography(
                    "Si un contenu ou un service vous est inaccessible, écrivez-nous : nous vous orienterons "
                    "vers une autre solution ou vous le donnerons sous une autre forme."
                ),
            ),
            _mail("Contact", statement.contact or context.config.caf.courriel),
        ),
        _recourse(),
        *(
            (Passage("Schéma pluriannuel", (typography(statement.schema_pluriannuel),)),)
            if statement.schema_pluriannuel
            else ()
        ),
    )


def _scope(context: SiteContext) -> str:
    site = context.config.site
    return typography(f"Cette déclaration vaut pour toutes les pages de « {site.titre} », à {site.url}.")


def _dated(audit: Audit) -> tuple[Fact, ...]:
    """Return the day of the statement, which is that of its audit: nothing else in it may be dated."""
    return fact("Déclaration établie le", [printed.day(audit.date)] if audit.date else [])


def _passage(titre: str, facts: tuple[Fact, ...]) -> tuple[Passage, ...]:
    return (Passage(titre, (), facts),) if facts else ()


def _conformity(context: SiteContext) -> tuple[str, ...]:
    """Return the sentences on conformity; a rate is given only with the day of its audit."""
    statement = context.config.accessibilite
    audit = statement.audit
    etat = CONFORMITE[statement.etat]
    rate = (
        f" : {percent(audit.taux)} des critères sont respectés"
        if audit.taux is not None and audit.date
        else ""
    )
    rules = f"le référentiel général d’amélioration de l’accessibilité (RGAA {RGAA})"
    state = f"Ce site est {etat} avec {rules}{rate}."
    if statement.etat is Conformite.NON and audit.date is None:
        state += " Il n’a pas encore été audité."
    promise = (
        f"{context.config.caf.nom} s’engage à rendre ce site accessible, conformément à l’article 47 de la "
        "loi n° 2005-102 du 11 février 2005."
    )
    return typography(promise), typography(state)


def _tests(audit: Audit) -> tuple[Fact, ...]:
    return (
        *fact("Date de l’audit", [printed.day(audit.date)] if audit.date else []),
        *fact("Réalisé par", [typography(audit.auteur)]),
        *fact("Pages vérifiées", map(typography, audit.pages)),
        *fact("Outils", map(typography, audit.outils)),
        *fact("Environnement de test", map(typography, audit.environnement)),
    )


def _recourse() -> Passage:
    return Passage(
        "Voies de recours",
        (
            typography(
                "Si vous avez signalé un défaut d’accessibilité et n’avez pas obtenu de réponse, vous pouvez "
                "saisir le Défenseur des droits."
            ),
        ),
        (
            Fact("En ligne", (Item(text="Formulaire du Défenseur des droits", address=DEFENSEUR),)),
            *fact(
                "Par courrier, sans timbre",
                ["Défenseur des droits, libre réponse 71120, 75342 Paris Cedex 07"],
            ),
        ),
    )


def _donnees(context: SiteContext) -> tuple[Passage, ...]:
    """Return what articles 13 and 14 of the règlement (UE) 2016/679 (RGPD) ask to be said."""
    return (
        Passage("Responsable du traitement", (), _controller(context)),
        Passage("Ce que ce site enregistre", tuple(map(typography, _recorded(context)))),
        Passage("Les personnes citées", tuple(map(typography, _PEOPLE))),
        Passage(
            "Vos droits",
            (
                typography(
                    "Vous pouvez demander l’accès à ce qui vous concerne, sa rectification, son effacement, "
                    "ou vous opposer à sa publication, auprès du délégué à la protection des données. "
                    "En cas de désaccord, vous pouvez saisir la Cnil."
                ),
            ),
            (
                *_mail(
                    "Délégué à la protection des données",
                    context.config.mentions.dpo or context.config.caf.courriel,
                ),
                Fact("Cnil", (Item(text="www.cnil.fr", address="https://www.cnil.fr/"),)),
            ),
        ),
    )


def _controller(context: SiteContext) -> tuple[Fact, ...]:
    caf = context.config.caf
    return (*fact("Organisme", [_or_missing(caf.nom)]), *fact("Adresse", [typography(caf.adresse)]))


def _recorded(context: SiteContext) -> tuple[str, ...]:
    host = context.config.mentions.hebergeur.nom
    name = f" ({host})" if host else ""
    return (
        (
            "Ce site ne dépose aucun cookie, ne mesure pas la navigation et n’appelle aucun autre site. Il "
            "ne demande de créer aucun compte."
        ),
        (
            f"Comme pour tout site, l’hébergeur{name} tient des journaux techniques : l’adresse du réseau, "
            "la page demandée et l’heure. Ils servent à la sécurité du service et sont gardés le temps que "
            "la loi demande."
        ),
    )


_PEOPLE = (
    (
        "Ce bulletin cite des personnes dans l’exercice de leur fonction publique ou de leur mandat, à la "
        "date de l’événement raconté, pour informer le public de ce que la Caf signe, ouvre et organise. Il "
        "relève de sa mission d’intérêt public (règlement général sur la protection des données, article 6, "
        "1, e)."
    ),
    "Ces mentions restent en ligne aussi longtemps que l’article qui les porte.",
)
