"""What is said of conventions, amounts and people, in computed French.

Floor 7, pure. Articles, elisions, agreements, partial dates as typed: a reader never meets a date made
more precise than it was, nor a sum of unlike things.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bulletin.config import Config
from bulletin.dates import PartialDate
from bulletin.french import (
    NBSP,
    a_partir,
    listing,
    money,
    on,
    partial,
    percent,
    period,
    sentence,
    since,
    typography,
    until,
)
from bulletin.liaisons import de_commune, de_departement, de_epci, de_nom
from bulletin.lifecycle import Convention, Situation, Statut
from bulletin.model import Annuite, EpciCite, Etape, EtapeNom, Lieu, Montant, Partie, Personne, Territoire
from bulletin.natures import Nature
from bulletin.territories import Atlas

SPOKEN_CODES = frozenset({"CTG", "CEJ", "SDSF", "COG", "CPOG", "COF"})
"""The natures called by their letters in a sentence; the others are called by their name."""
NAMED_AT_MOST = 3
"""Communes named one by one in a title; beyond, the first « et autres communes »."""

ETAPES = {
    EtapeNom.PROPOSITION: "Proposition",
    EtapeNom.NEGOCIATION: "Négociation",
    EtapeNom.DIAGNOSTIC: "Diagnostic partagé",
    EtapeNom.ACCORD: "Accord",
    EtapeNom.DELIBERATION: "Délibération",
    EtapeNom.SIGNATURE: "Signature",
    EtapeNom.RENOUVELLEMENT: "Renouvellement",
    EtapeNom.AVENANT: "Avenant",
    EtapeNom.PROLONGATION: "Prolongation",
    EtapeNom.RETRAIT: "Retrait",
    EtapeNom.COPIL: "Comité de pilotage",
    EtapeNom.BILAN: "Bilan",
    EtapeNom.ABANDON: "Abandon",
    EtapeNom.RESILIATION: "Résiliation",
}


def etape_label(etape: Etape) -> str:
    """Return the name of a step: its own words for one that has no name."""
    if etape.etape is EtapeNom.AUTRE:
        return sentence(typography(etape.libelle)) or "Article"
    return ETAPES[etape.etape]


def territory_complement(territoire: Territoire, atlas: Atlas) -> str:
    """Return « de Boulogne-Billancourt », « de la CC … », « des Hauts-de-Seine », or ``""``."""
    if territoire.epci:
        return listing([_de_epci(cited, atlas) for cited in territoire.epci])
    if territoire.communes:
        names = [
            de_commune(commune)
            if (commune := atlas.commune(cited.code)) and commune.nom == cited.ecrit
            else de_nom(cited.ecrit)
            for cited in territoire.communes
        ]
        return listing(names) if len(names) <= NAMED_AT_MOST else f"{names[0]} et d’autres communes"
    known = (atlas.departement(code) for code in territoire.departements)
    return listing([de_departement(departement) for departement in known if departement])


def _de_epci(cited: EpciCite, atlas: Atlas) -> str:
    epci = atlas.epci(cited.siren) if cited.siren else None
    return de_epci(epci) if epci else f"du groupement « {cited.nom} »"


def territory_names(territoire: Territoire, atlas: Atlas) -> str:
    """Return the names alone: « Boulogne-Billancourt », « CC de l’Argonne Ardennaise »."""
    if territoire.epci:
        return listing([cited.nom for cited in territoire.epci])
    if territoire.communes:
        names = [cited.ecrit for cited in territoire.communes]
        return listing(names) if len(names) <= NAMED_AT_MOST else f"{names[0]} et d’autres communes"
    known = (atlas.departement(code) for code in territoire.departements)
    return listing([departement.nom for departement in known if departement])


class Speaker:
    """Speaks of the conventions of one site."""

    def __init__(self, config: Config, atlas: Atlas) -> None:
        self._config = config
        self._atlas = atlas

    def nature(self, convention: Convention) -> Nature:
        """Return the nature of a convention."""
        found = self._config.nature(convention.nature) or self._config.nature("AUTRE")
        if found is None:
            raise LookupError(convention.nature)
        return found

    def title(self, convention: Convention) -> str:
        """Return its title: the one given, else « Contrat enfance jeunesse de Boulogne-Billancourt »."""
        if convention.intitule:
            return typography(convention.intitule)
        of = territory_complement(convention.reach.territoire, self._atlas)
        return typography(sentence(f"{self.nature(convention).libelle} {of}".strip()))

    def name(self, convention: Convention) -> str:
        """Return its title with its period, which tells it from those before and after it."""
        period = self.period(convention)
        title = self.title(convention)
        if not period or period in title:
            return title
        return f"{title}, {period[:1].lower()}{period[1:]}"

    def subject(self, convention: Convention) -> str:
        """Return what a sentence says of it: « Le CEJ de Boulogne-Billancourt »."""
        nature = self.nature(convention)
        of = territory_complement(convention.reach.territoire, self._atlas)
        if nature.code in SPOKEN_CODES:
            name = f"{'le' if nature.genre == 'm' else 'la'} {nature.code}"
        else:
            name = f"{nature.article}{nature.libelle}"
        return typography(sentence(f"{name} {of}".strip()))

    def _agreed(self, convention: Convention, word: str) -> str:
        return f"{word}e" if self.nature(convention).genre == "f" else word

    def statut(self, situation: Situation) -> str:
        """Return the state in one or two words, agreed with the nature."""
        agreed = self._agreed
        convention = situation.convention
        match situation.statut:
            case Statut.EN_VIGUEUR:
                return "En vigueur"
            case Statut.EN_NEGOCIATION:
                return "En discussion"
            case Statut.SIGNEE:
                return agreed(convention, "Signé")
            case Statut.PROLONGEE:
                return agreed(convention, "Prolongé")
            case Statut.RENOUVELEE:
                return agreed(convention, "Renouvelé")
            case Statut.ECHUE:
                return "Échue" if self.nature(convention).genre == "f" else "Échu"
            case Statut.RESILIEE:
                return agreed(convention, "Résilié")
            case Statut.ABANDONNEE:
                return agreed(convention, "Abandonné")

    def phrase(self, situation: Situation) -> str:
        """Return the state with its limit, as a sentence."""
        return f"{self.subject(situation.convention)} {self._predicate(situation)}."

    def _predicate(self, situation: Situation) -> str:
        convention, agreed = situation.convention, self._agreed
        fin, signature = convention.period.fin, convention.period.signature
        signed = f"{agreed(convention, 'signé')} {on(signature)}" if signature else ""
        match situation.statut:
            case Statut.EN_NEGOCIATION:
                expected = convention.signature_prevue
                return "est en discussion" + (
                    f" ; sa signature est prévue {on(expected)}".replace(" ;", "\u202f;") if expected else ""
                )
            case Statut.SIGNEE:
                begins = convention.period.debut
                starts = f" et prend effet {_when_begins(begins)}" if begins else ""
                return f"est {signed or agreed(convention, 'signé')}{starts}"
            case Statut.EN_VIGUEUR if fin is None:
                return (
                    f"est en vigueur, {signed or 'signature de jour inconnu'}\u202f; "
                    "sa fin n’est pas connue de ce bulletin"
                )
            case Statut.EN_VIGUEUR if fin is not None:
                return f"est en vigueur {until(fin)}"
            case Statut.PROLONGEE if fin is not None:
                return f"est {agreed(convention, 'prolongé')} {until(fin)}"
            case Statut.RENOUVELEE:
                return (
                    f"est {agreed(convention, 'renouvelé')}\u202f: une autre convention lui succède".replace(
                        "\u202f:", f"{NBSP}:"
                    )
                )
            case Statut.RESILIEE if fin is not None:
                return f"a été {agreed(convention, 'résilié')}\u202f; elle a couru {until(fin)}".replace(
                    "elle", "elle" if self.nature(convention).genre == "f" else "il"
                )
            case Statut.ABANDONNEE:
                return f"n’est pas {agreed(convention, 'signé')}{NBSP}: les discussions ont été abandonnées"
            case _:
                return f"a pris fin {_when_ended(fin)}" if fin else "a pris fin"

    def period(self, convention: Convention) -> str:
        """Return the period in print, ``""`` when nothing of it is known."""
        debut, fin = convention.period.debut, convention.period.fin
        if debut is not None:
            return sentence(period(debut, fin))
        return sentence(until(fin)) if fin else ""

    def parties(self, convention: Convention) -> tuple[str, ...]:
        """Return the parties; where no step tells any, the site's Caf and the territory."""
        if convention.parties:
            return tuple(party_text(partie) for partie in convention.parties)
        names = [cited.nom for cited in convention.reach.territoire.epci]
        if not names:
            names += [f"Commune {de_nom(cited.ecrit)}" for cited in convention.reach.territoire.communes]
        for code in convention.reach.territoire.departements:
            departement = self._atlas.departement(code)
            names += [f"Département {de_departement(departement)}"] if departement else []
        return (self._config.caf.nom, *names)


def _when_begins(debut: PartialDate) -> str:
    first = PartialDate.of(debut.first)
    return f"{on(first)}" if debut.day else f"au début {_of(debut)}"


def _of(value: PartialDate) -> str:
    return (
        "de " + partial(value)
        if value.month is None and value.quarter is None
        else a_partir(value).removeprefix("à partir ")
    )


def _when_ended(fin: PartialDate) -> str:
    """Return « à la fin de l’année 2018 », « le 12 mars 2021 »."""
    limit = until(fin)
    return limit.replace("jusqu’à", "à", 1) if limit.startswith("jusqu’à ") else on(fin)


def since_text(value: PartialDate) -> str:
    """Return « depuis le 5 juillet 2016 »."""
    return since(value)


# -- people, places, money -------------------------------------------------------------------------------


def party_text(partie: Partie) -> str:
    """Return a party as printed."""
    return typography(f"{partie.nom} ({partie.type})" if partie.type else partie.nom)


def person_text(person: Personne) -> str:
    """Return « Nom, fonction et autre fonction »; the name of a hidden person is nowhere."""
    offices = listing(list(person.fonctions))
    if person.organisme:
        offices = f"{offices} ({person.organisme})" if offices else person.organisme
    if person.masquer:
        return typography(sentence(offices))
    return typography(f"{person.nom}, {offices}" if offices else person.nom)


def place_text(lieu: Lieu) -> str:
    """Return a place on one line."""
    town = " ".join(part for part in (lieu.code_postal, lieu.commune.ecrit if lieu.commune else "") if part)
    return typography(", ".join(part for part in (lieu.nom, lieu.adresse, town) if part))


def amount_text(montant: Montant) -> str:
    """Return an amount with what it is for and its share, as firm or as uncertain as it was told."""
    text = money(montant.valeur)
    purpose = montant.objet or (montant.nature if montant.nature != "autre" else "")
    if purpose:
        text += f" {_de(purpose)}"
    if montant.exercice:
        text += f" pour {montant.exercice}"
    if montant.part is not None:
        text += f", soit {percent(montant.part)} {_base(montant)}"
    if montant.estime:
        text += " (montant estimé)"
    if montant.dont:
        text += f", dont {listing([_detail(detail) for detail in montant.dont])}"
    who = [f"financé par {montant.financeur}"] if montant.financeur else []
    who += [f"versé à {montant.beneficiaire}"] if montant.beneficiaire else []
    who += [montant.fonds] if montant.fonds else []
    if who:
        text += f" ({', '.join(who)})"
    return typography(text)


def _de(purpose: str) -> str:
    text = purpose[:1].lower() + purpose[1:] if purpose[1:2].islower() else purpose
    return de_nom(text) if text[:1].lower() in "aeéèêiîoôuyhâà" and not text[:3].isupper() else f"de {text}"


def _base(montant: Montant) -> str:
    article = montant.base_article
    if not article:
        return f"({montant.base})"
    joint = "" if article.endswith(("’", "'")) else " "
    return f"{article}{joint}{montant.base}"


def _detail(detail: Annuite) -> str:
    text = money(detail.valeur)
    if detail.par:
        text += f" par {detail.par}"
    return f"{text} ({detail.exercice})" if detail.exercice else text


def amount_texts(montants: Iterable[Montant]) -> tuple[str, ...]:
    """Return each amount as printed."""
    return tuple(amount_text(montant) for montant in montants)


def territory_count(names: Sequence[str]) -> str:
    """Return how many communes are covered."""
    return f"{len(names)} commune{'s' if len(names) > 1 else ''}"
