"""Pages without a date: evergreen pages, those that the law requires, the page of unknown addresses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bulletin.config.model import Audit, Conformite
from bulletin.content.addresses import ACCESSIBILITE, DONNEES_PERSONNELLES, MENTIONS, NOT_FOUND
from bulletin.content.model.cards import Page
from bulletin.french import printed
from bulletin.french.printed import percent, typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.facts import external_links, fact, updated_fact
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.site_context import CONFORMITE, SiteContext
from bulletin.pages.views.pages import LegalView, NotFoundView, PageView, Passage
from bulletin.pages.views.pieces import Fact, Item

DEFENSEUR = "https://formulaire.defenseurdesdroits.fr/"


def pages(context: SiteContext) -> Iterator[Declaration]:
    """Declare the evergreen pages, those that the law requires, and the page of unknown addresses."""
    for page in context.corpus.pages:
        yield Declaration.page(
            address=page.address,
            origin=page.source,
            template="page.html",
            build=partial(_page, context, page),
        )
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
    yield Declaration.page(
        address=NOT_FOUND,
        origin="la page des adresses inconnues",
        template="404.html",
        build=partial(_not_found, context),
        is_listed=False,
    )


def _page(context: SiteContext, page: Page, resolver: LinkResolver) -> PageView:
    titre = typography(page.titre)
    return PageView(
        site=context.frame,
        head=context.head(titre, page.address, typography(page.resume)),
        titre=titre,
        updated=updated_fact(page.mise_a_jour),
        pictures=resolver.pictures_of(page),
        body=resolver.prose(page.source, page.address, page.corps),
        attachments=resolver.attachments_of(page),
        links=external_links(page.liens),
    )


def _not_found(context: SiteContext, _resolver: LinkResolver) -> NotFoundView:
    return NotFoundView(site=context.frame, head=context.head("Page introuvable", NOT_FOUND))


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
                *fact("Téléphone", [_or_missing(caf.telephone)]),
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
                *fact("Téléphone", [_or_missing(host.telephone)]),
            ),
        ),
        Passage(
            "Réutilisation",
            (
                typography(
                    "Les textes et les données de ce bulletin peuvent être réutilisés sous "
                    f"{context.config.donnees.licence}, en citant leur source et leur date. Les "
                    "photographies restent à leurs auteurs."
                ),
                typography(f"Communes et intercommunalités : {context.corpus.atlas.credit}."),
            ),
        ),
    )


def _mail(label: str, address: str) -> tuple[Fact, ...]:
    if not address:
        return ()
    return (Fact(label, (Item(text=address, address=f"mailto:{address}" if "@" in address else ""),)),)


def _accessibilite(context: SiteContext) -> tuple[Passage, ...]:
    """Return the statement that article 47 of the loi n° 2005-102 and its décret require."""
    statement = context.config.accessibilite
    return (
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
    state = f"Ce site est {etat} avec le référentiel général d’amélioration de l’accessibilité (RGAA){rate}."
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
    dpo = context.config.mentions.dpo
    return (
        Passage(
            "Ce que ce site enregistre",
            (
                "Ce site ne dépose aucun cookie, ne mesure pas la navigation et n’appelle aucun autre site.",
                "Il ne contient ni formulaire ni compte : vous n’y laissez aucune donnée personnelle.",
            ),
        ),
        Passage(
            "Les personnes citées",
            (
                (
                    "Les personnes citées le sont dans l’exercice de leur fonction publique ou de leur "
                    "mandat, à la date de l’événement raconté."
                ),
                "Toute personne citée peut demander la rectification ou l’effacement de ce qui la concerne.",
            ),
        ),
        Passage(
            "Vos droits",
            (
                typography(
                    "Vous pouvez exercer vos droits auprès du délégué à la protection des données, puis, en "
                    "cas de désaccord, saisir la Cnil."
                ),
            ),
            (
                *_mail("Délégué à la protection des données", dpo or context.config.caf.courriel),
                Fact("Cnil", (Item(text="www.cnil.fr", address="https://www.cnil.fr/"),)),
            ),
        ),
    )
