"""The records of the open data on the day of the corpus.

Pure. Every record has all its keys: an unknown value is null, an empty list is []. Texts are as typed,
without the no-break spaces of pages; names of territories are the present official ones. Posts that are not
published on the day are in no record.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from bulletin.config.model import Noms
from bulletin.content.addresses import commune_address, convention_address, structure_address
from bulletin.content.model.convention import SIGNING
from bulletin.content.model.evenement import Evenement, Inscription, Seance
from bulletin.content.model.inauguration import Structure
from bulletin.content.model.montant import Montant
from bulletin.content.model.personne import Personne
from bulletin.content.model.post import Post
from bulletin.content.model.territoire import CommuneCitee, Lieu
from bulletin.corpus.corpus import Corpus, communes_named
from bulletin.corpus.history import StepReport
from bulletin.corpus.lifecycle import BINDING, Convention, Situation, reaching
from bulletin.corpus.turning_days import next_change, public_reasons
from bulletin.french.dates import Moment, PartialDate
from bulletin.french.slugs import fold
from bulletin.french.typed_amounts import decimal_text
from bulletin.opendata.tables import Json, Record
from bulletin.pages.parts.convention_lines import signed_text_address
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.site_context import SiteContext
from bulletin.territories.model import Commune
from bulletin.territories.names import official_spelling


def records(context: SiteContext, resolver: LinkResolver) -> Mapping[str, tuple[Record, ...]]:
    """Return the records of every dataset, by its name, sorted by identifier, articles by date.

    A signed text whose file is missing is an erreur in the diagnostics of the resolver.
    """
    corpus = context.corpus
    situations = (corpus.situations[name] for name in sorted(corpus.situations))
    found: dict[str, tuple[Record, ...]] = {
        "conventions": tuple(_convention(context, situation, resolver) for situation in situations),
        "articles": tuple(_article(context, post) for post in _by_date(context)),
        "structures": tuple(_structures(context)),
        "evenements": tuple(_evenements(context)),
        "communes": tuple(_communes(context)),
    }
    return {**found, "etat": (_etat(corpus, {name: len(known) for name, known in found.items()}),)}


def _etat(corpus: Corpus, counts: Mapping[str, int]) -> Record:
    change = next_change(corpus)
    return {
        "jour": corpus.day.isoformat(),
        "prochaine_reconstruction": change.date.isoformat() if change.date else None,
        "pourquoi": public_reasons(corpus, change.date) if change.date else (),
        "articles": counts["articles"],
        "conventions": counts["conventions"],
        "communes": counts["communes"],
        "structures": counts["structures"],
        "evenements": counts["evenements"],
    }


# -- conventions -----------------------------------------------------------------------------------------


def _convention(context: SiteContext, situation: Situation, resolver: LinkResolver) -> Record:
    convention, corpus = situation.convention, context.corpus
    period, signed = convention.period, convention.coverage.territoire
    return {
        "id": convention.id,
        "nature": convention.nature or None,
        "intitule": _intitule(context, convention),
        "statut": situation.statut.value,
        "fin_proche": situation.fin_proche,
        "debut": _iso(period.debut),
        "fin": _iso(period.fin),
        "fin_initiale": _iso(period.fin_initiale),
        "debut_jour": period.debut.first.isoformat() if period.debut else None,
        "fin_jour": period.fin.last.isoformat() if period.fin else None,
        "date_signature": _iso(period.signature),
        "communes": [_commune_citee(corpus, cited) for cited in convention.coverage.communes],
        "epci": [
            {
                "siren": cited.siren or None,
                "nom": official_spelling(epci.nom)
                if cited.siren and (epci := corpus.atlas.epci(cited.siren))
                else cited.nom,
            }
            for cited in signed.epci
        ],
        "departements": [
            {"code": code, "nom": official_spelling(departement.nom) if departement else code}
            for code in signed.departements
            for departement in (corpus.atlas.departement(code),)
        ],
        "parties": _parties(context, convention),
        "signataires": _signataires(context, convention),
        "montants": [_montant(context, montant) for montant in convention.montants],
        "axes": convention.axes,
        "remplace": sorted(convention.replaces),
        "remplacee_par": situation.replaced_by,
        "etapes": [_etape(context, report) for report in convention.known],
        "document": _document(context, convention, resolver),
        "url": context.absolute(convention_address(convention.id)),
    }


def _intitule(context: SiteContext, convention: Convention) -> str:
    """Return the ``intitule`` as typed, else « Contrat enfance jeunesse de Boulogne-Billancourt »."""
    return convention.intitule or context.phrasing.title(convention)


def _parties(context: SiteContext, convention: Convention) -> list[Json]:
    """Return the parties that steps state; when none does, the Caf of the site and the territory."""
    if convention.parties:
        return [{"nom": partie.nom, "type": partie.type or None} for partie in convention.parties]
    return [{"nom": nom, "type": None} for nom in context.phrasing.parties(convention)]


def _signataires(context: SiteContext, convention: Convention) -> list[Json]:
    """Return the people who signed the convention, each once.

    Names are given only if the configuration publishes them; a name to hide in one report is given nowhere.
    """
    signatures = (one.etape for one in convention.known if one.etape.etape in SIGNING)
    steps = [*convention.history.base, *signatures]
    people = {_who(person): person for step in steps for person in step.signataires}
    hidden = {_who(person) for step in steps for person in step.signataires if person.masquer}
    shows_names = context.config.donnees.noms is Noms.SIGNATAIRES
    found: list[Json] = []
    for who, person in people.items():
        name: Record = {"nom": person.nom} if shows_names and who not in hidden and person.nom else {}
        found.append(
            {**name, "fonctions": person.fonctions, "organisme": person.organisme or None},
        )
    return found


def _who(person: Personne) -> tuple[str, ...]:
    """Return what the reports of one person have in common: the name, else fonctions and organisme."""
    return (fold(person.nom),) if person.nom else ("", *person.fonctions, person.organisme)


def _montant(context: SiteContext, montant: Montant) -> Record:
    return {
        "valeur": decimal_text(montant.valeur),
        "estime": montant.estime,
        "financeur": montant.financeur or context.config.caf.nom,
        "beneficiaire": montant.beneficiaire or None,
        "objet": ", ".join(filter(None, (montant.objet, montant.par and f"par {montant.par}"))) or None,
        "exercice": montant.exercice or None,
        "part": _decimal(montant.part),
        "base": montant.base or None,
    }


def _decimal(value: Decimal | None) -> str | None:
    return decimal_text(value) if value is not None else None


def _etape(context: SiteContext, report: StepReport) -> Record:
    return {
        "etape": report.etape.etape.value,
        "quand": _iso(report.etape.quand),
        "article": context.absolute(report.post.address) if report.post else None,
    }


def _document(context: SiteContext, convention: Convention, resolver: LinkResolver) -> Record | None:
    """Return the latest signed text that is known, with its absolute URL; a missing file is an erreur."""
    text = convention.signed_text
    address = signed_text_address(text, convention, resolver) if text else ""
    if text is None or text.etape.document is None or not address:
        return None
    return {"titre": text.etape.document.titre or None, "url": context.absolute(address)}


# -- articles, structures, events ------------------------------------------------------------------------


def _by_date(context: SiteContext) -> list[Post]:
    return sorted(
        context.corpus.published, key=lambda post: (post.date.iso(), context.absolute(post.address))
    )


def _article(context: SiteContext, post: Post) -> Record:
    return {
        "url": context.absolute(post.address),
        "titre": post.titre,
        "type": post.type.value,
        "date": post.date.iso(),
        "communes": sorted(communes_named(post)),
        "themes": post.themes,
        "conventions": sorted(context.corpus.conventions_of.get(post.source, ())),
        "resume": post.resume or " ".join(post.corps.found.first_words.split()) or None,
    }


def _structures(context: SiteContext) -> Iterator[Record]:
    articles: dict[str, list[str]] = {}
    for post in _by_date(context):
        if post.structure is not None:
            articles.setdefault(post.structure.id, []).append(context.absolute(post.address))
    for name, structure in sorted(context.corpus.structures_shown.items()):
        yield _structure(context, structure, articles.get(name, []))


def _structure(context: SiteContext, structure: Structure, articles: list[str]) -> Record:
    commune = structure.commune
    return {
        "id": structure.id,
        "nom": structure.nom,
        "natures": structure.natures,
        "adresse": structure.adresse or None,
        "commune": _commune_citee(context.corpus, commune) if commune else None,
        "places": structure.places,
        "accueils": structure.accueils,
        "gestionnaire": structure.gestionnaire or None,
        "url": context.absolute(structure_address(structure.id)),
        "articles": articles,
    }


def _evenements(context: SiteContext) -> Iterator[Record]:
    found = [
        (f"{post.jour}-{post.slug}", post, post.evenement)
        for post in context.corpus.published
        if post.evenement
    ]
    for name, post, evenement in sorted(found, key=lambda one: one[0]):
        yield _evenement(context, name, post, evenement)


def _evenement(context: SiteContext, name: str, post: Post, evenement: Evenement) -> Record:
    moment = _moments(context)
    return {
        "id": name,
        "url": context.absolute(post.address),
        "titre": post.titre,
        "debut": moment(evenement.debut),
        "fin": moment(evenement.fin),
        "etat": evenement.etat.value,
        "lieu": _lieu(context.corpus, evenement.lieu or Lieu()),
        "communes": sorted(communes_named(post)),
        "public": evenement.public,
        "inscription": _inscription(evenement.inscription or Inscription()),
        "seances": [_seance(seance, moment) for seance in evenement.seances],
    }


def _lieu(corpus: Corpus, lieu: Lieu) -> Record:
    return {
        "nom": lieu.nom or None,
        "adresse": lieu.adresse or None,
        "code_postal": lieu.code_postal or None,
        "commune": _commune_citee(corpus, lieu.commune) if lieu.commune else None,
    }


def _inscription(inscription: Inscription) -> Record:
    return {
        "url": inscription.url or None,
        "courriel": inscription.courriel or None,
        "telephone": inscription.telephone or None,
        "avant_le": inscription.avant_le.isoformat() if inscription.avant_le else None,
    }


def _seance(seance: Seance, moment: Callable[[Moment], str]) -> Record:
    return {
        "debut": moment(seance.debut),
        "fin": moment(seance.fin),
        "public": seance.public,
        "theme": seance.theme or None,
    }


# -- communes --------------------------------------------------------------------------------------------


def _communes(context: SiteContext) -> Iterator[Record]:
    corpus = context.corpus
    counts = Counter(code for post in corpus.published for code in communes_named(post))
    for commune in sorted(corpus.communes, key=lambda one: one.code):
        binding = [one for one in corpus.situations_at(commune.code) if one.statut in BINDING]
        yield _commune(context, commune, binding, counts[commune.code])


def _commune(context: SiteContext, commune: Commune, binding: Iterable[Situation], articles: int) -> Record:
    found = reaching(binding, commune.code)
    return {
        "code": commune.code,
        "nom": official_spelling(commune.nom),
        "url": context.absolute(commune_address(commune)),
        "conventions": sorted(one.id for one in (*found["commune"], *found["groupement"])),
        "departement_conventions": sorted(one.id for one in found["departement"]),
        "articles": articles,
    }


# -- values ----------------------------------------------------------------------------------------------


def _commune_citee(corpus: Corpus, cited: CommuneCitee) -> Record:
    commune = corpus.atlas.commune(cited.code)
    return {"code": cited.code, "nom": official_spelling(commune.nom) if commune else cited.ecrit}


def _iso(value: PartialDate | None) -> str | None:
    return value.iso() if value else None


def _moments(context: SiteContext) -> Callable[[Moment], str]:
    """Return the function that writes a moment: its day, or its hour with the offset of the site's zone."""
    zone = context.config.site.zone

    def text(moment: Moment) -> str:
        if moment.heure is None:
            return moment.jour.isoformat()
        return dt.datetime.combine(moment.jour, moment.heure, tzinfo=zone).isoformat(timespec="minutes")

    return text
