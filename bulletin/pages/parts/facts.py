"""Facts of posts, steps, inaugurations and events as pages show them: a label, and values as printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from bulletin.content.addresses import structure_address
from bulletin.content.model.convention import Deliberation, Engagement, Etape
from bulletin.content.model.evenement import Evenement, Inscription, Seance
from bulletin.content.model.inauguration import Inauguration, Structure
from bulletin.content.model.montant import Montant
from bulletin.content.model.personne import Personne
from bulletin.content.model.post import Chiffre, Lien
from bulletin.content.model.territoire import CommuneCitee, Territoire
from bulletin.corpus.sentences import (
    amount_text,
    beside,
    party_text,
    person_text,
    place_text,
    territory_names,
)
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.french.typed_amounts import decimal_text
from bulletin.pages.parts.agenda_lines import STATUS, evenement_span, moment_iso
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.pieces import Fact, Item, Link


def fact(label: str, texts: Iterable[str]) -> tuple[Fact, ...]:
    """Return one fact, or none when there is no value."""
    items = tuple(Item(text=text) for text in texts if text)
    return (Fact(label, items),) if items else ()


def commune_items(communes: Iterable[CommuneCitee], context: SiteContext) -> tuple[Item, ...]:
    """Return communes, each with a link to its page if it has one."""
    return tuple(
        Item(text=commune.ecrit, address=context.commune_addresses.get(commune.code, ""))
        for commune in communes
    )


def external_links(liens: Iterable[Lien]) -> tuple[Link, ...]:
    """Return the links of a front matter, with their titles as printed."""
    return tuple(Link(typography(lien.titre), lien.url) for lien in liens)


def updated_fact(day: dt.date | None) -> Fact | None:
    """Return the day of the last update, ``None`` when there is none."""
    if day is None:
        return None
    return Fact("Mis à jour le", (Item(text=printed.day(day), moment=day.isoformat()),))


def people_facts(signataires: tuple[Personne, ...], presents: tuple[Personne, ...]) -> tuple[Fact, ...]:
    """Return the signatories, and the people present."""
    return (
        *fact(printed.plural(len(signataires), "Signataire", "Signataires"), map(person_text, signataires)),
        *fact("En présence de", map(person_text, presents)),
    )


def amount_facts(montants: tuple[Montant, ...]) -> tuple[Fact, ...]:
    """Return the amounts one by one, never added up."""
    return fact(printed.plural(len(montants), "Montant", "Montants"), map(amount_text, montants))


def etape_facts(etape: Etape, context: SiteContext) -> tuple[Fact, ...]:
    """Return every fact of a step but its day; people have the fonctions that they had then."""
    period = ""
    if etape.debut is not None:
        period = printed.sentence(printed.period(etape.debut, etape.fin))
    elif etape.fin is not None:
        period = printed.sentence(printed.until(etape.fin))
    territoire = etape.territoire
    return (
        *fact("Période", [period]),
        *fact("Durée", [duration_text(etape.duree.mois)] if etape.duree else []),
        *fact(
            "Signature prévue",
            [printed.sentence(printed.on(etape.signature_prevue))] if etape.signature_prevue else [],
        ),
        *fact(
            "Nouvelle fin",
            [printed.sentence(printed.until(etape.nouvelle_fin))] if etape.nouvelle_fin else [],
        ),
        *_territory_facts(territoire, context),
        *fact("Parties", map(party_text, etape.parties)),
        *people_facts(etape.signataires, etape.en_presence_de),
        *fact("Lieu", [place_text(etape.lieu)] if etape.lieu else []),
        *amount_facts(etape.montants),
        *fact("Axes", map(typography, etape.axes)),
        *fact("Engagements", map(_engagement, etape.engagements)),
        *fact(
            "Instances",
            (
                typography(f"{one.nom} : {one.composition}" if one.composition else one.nom)
                for one in etape.instances
            ),
        ),
        *fact("Délibération", [_deliberation(etape.deliberation)] if etape.deliberation else []),
    )


def _territory_facts(territoire: Territoire, context: SiteContext) -> tuple[Fact, ...]:
    """Return the territory of a step, and its communes when an EPCI signs with them."""
    communes = commune_items(territoire.communes, context)
    if communes and not territoire.epci:
        return (Fact("Territoire", communes),)
    names = typography(territory_names(territoire, context.corpus.atlas))
    return (*fact("Territoire", [names]), *((Fact("Communes", communes),) if communes else ()))


def duration_text(months: int) -> str:
    """Return « 4 ans », « 18 mois »."""
    if months % 12 == 0:
        return printed.count(months // 12, "an", "ans")
    return f"{months} mois"


def _engagement(engagement: Engagement) -> str:
    text = engagement.libelle
    if engagement.nombre is not None:
        text = f"{text} ({engagement.nombre})"
    if engagement.echeance is not None:
        text = f"{text}, {printed.on(engagement.echeance)}"
    return typography(text)


def _deliberation(deliberation: Deliberation) -> str:
    parts = [f"n° {deliberation.reference}" if deliberation.reference else ""]
    parts.append(printed.on(deliberation.date) if deliberation.date else "")
    return typography(printed.sentence(", ".join(part for part in parts if part)))


# -- inaugurations and events ----------------------------------------------------------------------------


def inauguration_facts(inauguration: Inauguration, context: SiteContext) -> tuple[Fact, ...]:
    """Return every fact of an inauguration, with those of its structure."""
    structure = inauguration.structure
    facts: tuple[Fact, ...] = (Fact("Inauguration", (_opening(inauguration),)),)
    if structure is not None:
        name = Item(text=typography(structure.nom), address=structure_address(structure.id))
        facts = (*facts, Fact("Structure", (name,)), *structure_facts(structure, context))
    return (
        *facts,
        *people_facts((), inauguration.en_presence_de),
        *amount_facts(inauguration.montants),
    )


def _opening(inauguration: Inauguration) -> Item:
    """Return when an opening takes place, with its hours if they are known."""
    quand, debut, fin = inauguration.quand, inauguration.debut, inauguration.fin
    if debut is not None:
        text = printed.span(debut, fin if fin != debut else None)
        return Item(text=printed.sentence(text), moment=moment_iso(debut))
    moment = "" if quand.quarter else quand.iso()
    return Item(text=printed.sentence(printed.on(quand)), moment=moment)


def structure_facts(structure: Structure, context: SiteContext) -> tuple[Fact, ...]:
    """Return every fact of a structure but its name."""
    return (
        *fact("Nature", map(typography, structure.natures)),
        *fact("Adresse", [typography(structure.adresse)]),
        *((Fact("Commune", commune_items((structure.commune,), context)),) if structure.commune else ()),
        *fact("Capacité", [printed.count(structure.places, "place", "places")] if structure.places else []),
        *fact("Accueils", map(typography, structure.accueils)),
        *fact("Gestionnaire", [typography(structure.gestionnaire)]),
    )


def evenement_facts(evenement: Evenement) -> tuple[Fact, ...]:
    """Return every fact of an event."""
    when = Item(text=printed.sentence(evenement_span(evenement)), moment=moment_iso(evenement.debut))
    return (
        Fact("Quand", (when,)),
        *fact("État", [STATUS[evenement.etat]]),
        *fact("Lieu", [place_text(evenement.lieu)] if evenement.lieu else []),
        *fact(
            printed.plural(len(evenement.organisateurs), "Organisateur", "Organisateurs"),
            map(typography, evenement.organisateurs),
        ),
        *fact("Public", map(typography, evenement.public)),
        *((Fact("Séances", tuple(map(_seance, evenement.seances))),) if evenement.seances else ()),
        *_inscription(evenement.inscription),
    )


def _seance(seance: Seance) -> Item:
    fin = None if seance.fin == seance.debut else seance.fin
    parts = [printed.span(seance.debut, fin), printed.listing(list(seance.public))]
    text = printed.sentence(", ".join(part for part in parts if part))
    return Item(
        text=typography(f"{text} : {seance.theme}" if seance.theme else text),
        moment=moment_iso(seance.debut),
        details=tuple(Item(text=typography(sujet)) for sujet in seance.sujets),
    )


def _inscription(inscription: Inscription | None) -> tuple[Fact, ...]:
    if inscription is None:
        return ()
    items: list[Item] = []
    if inscription.avant_le is not None:
        items.append(
            Item(
                text=f"Jusqu’au {printed.day(inscription.avant_le)}", moment=inscription.avant_le.isoformat()
            )
        )
    if inscription.url:
        items.append(Item(text="S’inscrire en ligne", address=inscription.url))
    if inscription.courriel:
        items.append(Item(text=inscription.courriel, address=f"mailto:{inscription.courriel}"))
    if inscription.telephone:
        items.append(Item(text=inscription.telephone))
    if inscription.aupres_de:
        items.append(Item(text=typography(beside(inscription.aupres_de))))
    if inscription.obligatoire is not None:
        items.append(
            Item(text="Inscription obligatoire" if inscription.obligatoire else "Inscription facultative")
        )
    if inscription.gratuit is not None:
        items.append(Item(text="Gratuit" if inscription.gratuit else "Payant"))
    return (Fact("Inscription", tuple(items)),) if items else ()


def figure_facts(chiffres: tuple[Chiffre, ...]) -> tuple[Fact, ...]:
    """Return the figures of a post: statistics, never amounts of money."""
    return fact(printed.plural(len(chiffres), "Chiffre", "Chiffres"), map(_figure, chiffres))


def _figure(chiffre: Chiffre) -> str:
    whole = chiffre.valeur == chiffre.valeur.to_integral_value()
    value = printed.number(int(chiffre.valeur)) if whole else decimal_text(chiffre.valeur).replace(".", ",")
    text = " ".join(part for part in (value, chiffre.unite, chiffre.libelle) if part)
    if chiffre.approximatif:
        text = f"environ {text}"
    return typography(printed.sentence(f"{text} ({chiffre.annee})" if chiffre.annee else text))
