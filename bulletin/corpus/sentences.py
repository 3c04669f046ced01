"""French sentences about conventions, amounts and people, with their articles, elisions and agreements.

Pure. A date is printed as precisely as it was typed, never more; amounts are never added up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import assert_never

from bulletin.config.model import Config
from bulletin.config.natures import Nature
from bulletin.content.model.convention import SIGNING, Etape, EtapeNom, Partie
from bulletin.content.model.montant import Annuite, Montant
from bulletin.content.model.personne import Personne
from bulletin.content.model.territoire import CommuneCitee, EpciCite, Lieu, Territoire
from bulletin.corpus.lifecycle import Convention, Situation, Statut
from bulletin.corpus.period import Period
from bulletin.french.dates import PartialDate, Precision
from bulletin.french.printed import (
    NBSP,
    NNBSP,
    a_partir,
    listing,
    money,
    on,
    percent,
    period,
    sentence,
    since,
    typography,
    until,
    within,
)
from bulletin.french.slugs import fold
from bulletin.territories.atlas import Atlas
from bulletin.territories.prepositions import de_commune, de_departement, de_epci, de_nom

NATURES_BY_CODE = frozenset({"CTG", "CEJ", "SDSF", "COG", "CPOG", "COF"})
"""The natures that a sentence names by their code; the others are named in full."""
NAMED_AT_MOST = 3
"""How many communes a title names; when there are more, it names the first « et d’autres communes »."""
ACRONYMS = frozenset(
    {
        *("alsh", "bafa", "bafd", "caf", "ccas", "cej", "cesu", "chrs", "clas", "cnaf", "cof", "cog", "cpam"),
        *("cpog", "ctg", "dla", "eaje", "ess", "evs", "fepem", "fjt", "ideal", "laep", "mam", "msa", "pmi"),
        *("psej", "psu", "ram", "reaap", "rpe", "rsa", "sdsf", "senacs", "udaf"),
    }
)
"""The acronyms of the field that are often written « Bafa »: their capital is kept inside a sentence."""
_OF = re.compile(r"(?:de |du |des |d['’])")
ASPIRATED = ("halt", "hameau", "hand", "hangar", "haus", "haut", "heros", "hors", "huit")
"""How the common nouns in h begin before which « de » is not elided (« h aspiré »)."""

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


STATUTS = {
    Statut.RESILIEE: "Résilié",
    Statut.ABANDONNEE: "Abandonné",
    Statut.EN_NEGOCIATION: "En discussion",
    Statut.SIGNEE: "Signé",
    Statut.RENOUVELEE: "Renouvelé",
    Statut.PROLONGEE: "Prolongé",
    Statut.ECHUE: "Échu",
    Statut.EN_VIGUEUR: "En vigueur",
}
"""The states in one or two words; a single word is in the masculine, to be made to agree."""


def etape_label(etape: Etape) -> str:
    """Return the name of a step; an « autre » step is named by its ``libelle``."""
    if etape.etape is EtapeNom.AUTRE:
        return sentence(typography(etape.libelle)) or "Article"
    return ETAPES[etape.etape]


def territory_complement(territoire: Territoire, atlas: Atlas) -> str:
    """Return « de Boulogne-Billancourt », « de la CC … », « des Hauts-de-Seine », or ``""``."""
    if territoire.epci:
        return listing([_de_epci(cited, atlas) for cited in territoire.epci])
    if territoire.communes:
        return _short_listing([_de_cited(cited, atlas) for cited in territoire.communes])
    known = (atlas.departement(code) for code in territoire.departements)
    return listing([de_departement(departement) for departement in known if departement])


def _de_cited(cited: CommuneCitee, atlas: Atlas) -> str:
    """Return « du Plessis-Robinson »; for a former name the letters decide on the preposition."""
    commune = atlas.commune(cited.code)
    return de_commune(commune) if commune and commune.nom == cited.ecrit else de_nom(cited.ecrit)


def _de_epci(cited: EpciCite, atlas: Atlas) -> str:
    epci = atlas.epci(cited.siren) if cited.siren else None
    return de_epci(epci) if epci else f"du groupement « {cited.nom} »"


def territory_names(territoire: Territoire, atlas: Atlas) -> str:
    """Return the names alone: « Boulogne-Billancourt », « CC de l’Argonne Ardennaise »."""
    if territoire.epci:
        return listing([cited.nom for cited in territoire.epci])
    if territoire.communes:
        return _short_listing([cited.ecrit for cited in territoire.communes])
    known = (atlas.departement(code) for code in territoire.departements)
    return listing([departement.nom for departement in known if departement])


def _short_listing(communes: list[str]) -> str:
    if len(communes) > NAMED_AT_MOST:
        return f"{communes[0]} et d’autres communes"
    return listing(communes)


class Phrasing:
    """Makes the French sentences about the conventions of one site."""

    def __init__(self, config: Config, atlas: Atlas) -> None:
        self._config = config
        self._atlas = atlas

    def nature(self, convention: Convention) -> Nature:
        """Return the nature of a convention: the one configured under its code, else ``AUTRE``."""
        found = self._config.nature(convention.nature) or self._config.nature("AUTRE")
        if found is None:
            raise LookupError(convention.nature)
        return found

    def title(self, convention: Convention) -> str:
        """Return its ``intitule``, else « Contrat enfance jeunesse de Boulogne-Billancourt »."""
        if convention.intitule:
            return typography(convention.intitule)
        of = territory_complement(convention.coverage.territoire, self._atlas)
        return typography(sentence(f"{self.nature(convention).libelle} {of}".strip()))

    def name(self, convention: Convention) -> str:
        """Return its title with its period: no other convention of the territory has the same name."""
        period = self.period(convention)
        title = self.title(convention)
        if not period or period in title:
            return title
        return f"{title}, {period[:1].lower()}{period[1:]}"

    def subject(self, convention: Convention) -> str:
        """Return the subject of a sentence about it: « Le CEJ de Boulogne-Billancourt »."""
        nature = self.nature(convention)
        of = territory_complement(convention.coverage.territoire, self._atlas)
        if nature.code in NATURES_BY_CODE:
            name = f"{'le' if nature.genre == 'm' else 'la'} {nature.code}"
        else:
            name = f"{nature.article}{nature.libelle}"
        return typography(sentence(f"{name} {of}".strip()))

    def _agreed(self, convention: Convention, word: str) -> str:
        return f"{word}e" if self.nature(convention).genre == "f" else word

    def statut(self, situation: Situation) -> str:
        """Return the state in one or two words, agreed with the nature."""
        word = STATUTS[situation.statut]
        return word if " " in word else self._agreed(situation.convention, word)

    def phrase(self, situation: Situation) -> str:
        """Return its state as a sentence: « Le CEJ de … est en vigueur jusqu’à la fin de l’année 2018. »."""
        return f"{self.subject(situation.convention)} {self._predicate(situation)}."

    def _predicate(self, situation: Situation) -> str:
        convention = situation.convention
        known = convention.period

        def agreed(word: str) -> str:
            return self._agreed(convention, word)

        match situation.statut:
            case Statut.EN_NEGOCIATION:
                return f"est en discussion{_expected(expected_signature(convention))}"
            case Statut.SIGNEE:
                return self._signed(convention)
            case Statut.EN_VIGUEUR:
                return f"est en vigueur{_until(known.fin) or _without_end(known, agreed('signé'))}"
            case Statut.PROLONGEE:
                return f"a été {agreed('prolongé')}{_until(known.fin)}"
            case Statut.RENOUVELEE:
                return f"a été {agreed('renouvelé')}{NBSP}: une autre convention lui succède"
            case Statut.RESILIEE:
                return f"a été {agreed('résilié')} et s’est {agreed('appliqué')}{_until(known.fin)}"
            case Statut.ABANDONNEE:
                return self._abandoned(convention)
            case Statut.ECHUE:
                return f"est {agreed('arrivé')} à échéance{_at_end_of(known.fin)}"
            case unreachable:
                assert_never(unreachable)

    def _abandoned(self, convention: Convention) -> str:
        if convention.signed_on is not None:
            return f"a été {self._agreed(convention, 'abandonné')}"
        signed = self._agreed(convention, "signé")
        return f"n’a pas été {signed}{NBSP}: les discussions ont été abandonnées"

    def _signed(self, convention: Convention) -> str:
        signature, debut = convention.period.signature, convention.period.debut
        signed = self._agreed(convention, "signé")
        done = f"a été {signed} {on(signature)}" if signature else f"est {signed}"
        return f"{done} et s’applique {a_partir(debut)}" if debut else done

    def period(self, convention: Convention) -> str:
        """Return the period as printed, ``""`` when neither begin nor end is known."""
        debut, fin = convention.period.debut, convention.period.fin
        if debut is not None:
            # « Depuis » would be wrong before the begin, and the words of a page do not depend on the day.
            return sentence(period(debut, fin) if fin else a_partir(debut))
        return sentence(until(fin)) if fin else ""

    def parties(self, convention: Convention) -> tuple[str, ...]:
        """Return the parties; when no step states any, the Caf of the site and the territory."""
        if convention.parties:
            return tuple(party_text(partie) for partie in convention.parties)
        names = [cited.nom for cited in convention.coverage.territoire.epci]
        if not names:
            names += [
                f"Commune {_de_cited(cited, self._atlas)}"
                for cited in convention.coverage.territoire.communes
            ]
        for code in convention.coverage.territoire.departements:
            departement = self._atlas.departement(code)
            names += [f"Département {de_departement(departement)}"] if departement else []
        return (self._config.caf.nom, *names)


def expected_signature(convention: Convention) -> PartialDate | None:
    """Return when a signature is expected: the day of an announced one, else ``signature_prevue``."""
    days = (report.etape.quand for report in convention.announced if report.etape.etape in SIGNING)
    return next(days, None) or convention.signature_prevue


def _expected(value: PartialDate | None) -> str:
    """Return « ; sa signature a été annoncée pour mars 2015 »: true before that day and after."""
    return f"{NNBSP}; sa signature a été annoncée {within(value)}" if value else ""


def _without_end(known: Period, signed: str) -> str:
    """Return since when it applies, if that is known, and that its end is not known."""
    begun = ""
    if known.debut is not None:
        begun = f" {since(known.debut)}"
    elif known.signature is not None:
        begun = f", {signed} {on(known.signature)}"
    return f"{begun}{NNBSP}; sa fin n’est pas connue de ce bulletin"


def _until(fin: PartialDate | None) -> str:
    return f" {until(fin)}" if fin else ""


def _at_end_of(fin: PartialDate | None) -> str:
    """Return « à la fin de l’année 2018 », « le 12 mars 2021 », with a space before it."""
    if fin is None or fin.precision is Precision.JOUR:
        return f" {on(fin)}" if fin else ""
    said = until(fin)
    return f" {said.replace('jusqu’à', 'à', 1)}" if said.startswith("jusqu’à la fin") else f" {on(fin)}"


# -- people, places, money -------------------------------------------------------------------------------


def party_text(partie: Partie) -> str:
    """Return a party as printed."""
    return typography(f"{partie.nom} ({partie.type})" if partie.type else partie.nom)


def person_text(person: Personne) -> str:
    """Return « Nom, fonction et autre fonction »; of a person to hide, the fonctions only."""
    offices = listing(list(person.fonctions))
    if person.organisme:
        offices = f"{offices} ({person.organisme})" if offices else person.organisme
    if person.masquer or not person.nom:
        return typography(sentence(offices))
    return typography(f"{person.nom}, {offices}" if offices else person.nom)


def place_text(lieu: Lieu) -> str:
    """Return a place on one line: name, street, postal code and commune."""
    town = " ".join(part for part in (lieu.code_postal, lieu.commune.ecrit if lieu.commune else "") if part)
    return typography(", ".join(part for part in (lieu.nom, lieu.adresse, town) if part))


def beside(whom: str) -> str:
    """Return « auprès du centre social », for « du centre social » or « le centre social », as a sentence."""
    return f"Auprès {whom if _OF.match(whom) else _de(whom)}"


def amount_text(montant: Montant) -> str:
    """Return an amount with its purpose, its share and its notes; an estimate is said to be one."""
    text = f"{montant.reserve} {money(montant.valeur)}".strip()
    text += f" par {montant.par}" if montant.par else ""
    text += _purpose(montant)
    if montant.exercice:
        text += f" pour {montant.exercice}"
    if montant.part is not None:
        text += f", soit {percent(montant.part)} {_base(montant)}"
    notes = ["montant estimé"] if montant.estime and not montant.reserve else []
    notes += [f"financé par {montant.financeur}"] if montant.financeur else []
    notes += [f"versé à {montant.beneficiaire}"] if montant.beneficiaire else []
    notes += [montant.fonds] if montant.fonds else []
    if notes:
        text += f" ({', '.join(notes)})"
    if montant.dont:
        text += f", dont {listing([_detail(detail) for detail in montant.dont])}"
    return typography(text)


def _purpose(montant: Montant) -> str:
    """Return « de prestation enfance jeunesse », « d’investissement », with a space before it, or ``""``."""
    if montant.objet:
        objet = _inside_a_sentence(montant.objet)
        return f" pour {objet}" if montant.pour else f" {_de(objet)}"
    match montant.nature:
        case "" | "autre":
            return ""
        case "poste":
            return " pour un poste"
        case nature:
            return f" {_de(nature)}"


def _inside_a_sentence(text: str) -> str:
    """Return a text without its first capital, unless its first word is an acronym: « Bafa », « DLA »."""
    first = re.split(r"[\s'’-]", text, maxsplit=1)[0]
    if first[1:] != first[1:].lower() or len(first) == 1 or first.lower() in ACRONYMS:
        return text
    return text[:1].lower() + text[1:]


def _de(text: str) -> str:
    """Return a noun after « de »: « de DLA », « d’investissement », « du fonctionnement »."""
    for article, joined in (("le ", "du "), ("les ", "des ")):
        if text.startswith(article):
            return joined + text.removeprefix(article)
    start = fold(text)
    is_elided = start.startswith(tuple("aeiou")) or (
        start.startswith("h") and not text[:2].isupper() and not start.startswith(ASPIRATED)
    )
    return f"d’{text}" if is_elided and not start.startswith("onz") else f"de {text}"


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
