"""What is wrong or missing in the subventions that must be in the open data.

Pure. The law requires data on subventions to bodies of private law above 23 000 € a year (loi n° 2000-321,
art. 10; décret n° 2001-495, art. 1), within three months of the signature, for conventions signed from 1
August 2017 on (décret n° 2017-779). Only what a writer can correct is reported.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from bulletin.content.model.montant import Montant
from bulletin.content.model.post import Post
from bulletin.corpus.corpus import Corpus
from bulletin.diagnostics import Diagnostics
from bulletin.french.dates import add_months
from bulletin.french.printed import day as day_text
from bulletin.french.printed import money
from bulletin.french.slugs import fold
from bulletin.opendata.subventions import (
    LONGEST,
    ReportedAmount,
    gaps,
    is_paid_by_caf,
    lacks_siret,
    reported_amounts,
)
from bulletin.territories.names import commune_key, departement_key, epci_key

THRESHOLD: Final = Decimal(23_000)
"""Euros a year above which a convention is mandatory, and therefore its data."""
IN_FORCE_FROM: Final = dt.date(2017, 8, 1)
"""The first day of signature of the conventions whose data must be open."""
MONTHS_TO_PUBLISH: Final = 3

_YEARS = re.compile(r"(\d{4})\D+(\d{4})")
_PUBLIC_SIREN = ("1", "2")
"""How the Siren of bodies of public law begin."""
_PUBLIC_NAME = re.compile(
    r"(?:les? |la |l )?(?:"
    r"villes?|communes?|mairie|departements?|region|etat|prefecture|metropole|epci|ept|ccas|cias"
    r"|conseil (?:departemental|general|regional|municipal)|caisse des ecoles"
    r"|communaute (?:d agglomeration|de communes|urbaine)|collectivite"
    r"|centre (?:communal|intercommunal) d action sociale"
    r"|etablissement public|syndicat (?:intercommunal|mixte|departemental)"
    r")\b"
)


def check_subventions(corpus: Corpus, diagnostics: Diagnostics) -> None:
    """Report what keeps subventions out of the open data, and amounts that seem to be subventions.

    Those of drafts and of posts to come are checked too.
    """
    known = reported_amounts(corpus)
    waiting = [post for post in corpus.posts if not corpus.is_due(post) and _has_amounts(post)]
    later = reported_amounts(replace(corpus, drafts=True, day=dt.date.max)) if waiting else ()
    places = frozenset(post.source for post in waiting)
    reported = (*known, *(amount for amount in later if amount.place.path in places))
    _check_siret(corpus, reported, diagnostics)
    for amount in dict.fromkeys(reported):
        if not is_paid_by_caf(amount.montant, corpus.config):
            _check_other(amount, diagnostics)
        elif amount.montant.subvention:
            _check_complete(amount, corpus, diagnostics)
            _check_private(amount, corpus, diagnostics)
        else:
            _check_unmarked(amount, corpus, diagnostics)
    _check_late(known, later, corpus, diagnostics)


def _has_amounts(post: Post) -> bool:
    steps = (amount for etape in post.etapes for amount in etape.montants)
    inauguration = post.inauguration.montants if post.inauguration else ()
    amounts = (*post.montants, *inauguration, *steps)
    return any(amount.subvention or amount.beneficiaire for amount in amounts)


def _named(montant: Montant) -> str:
    """Return an amount as a sentence names it, with its beneficiary if it is known."""
    return (
        f"{money(montant.valeur)} à « {montant.beneficiaire} »"
        if montant.beneficiaire
        else money(montant.valeur)
    )


# -- amounts marked as subventions -----------------------------------------------------------------------


def _check_siret(corpus: Corpus, reported: tuple[ReportedAmount, ...], diagnostics: Diagnostics) -> None:
    """Report that the Caf has no valid Siret, when there are subventions to publish."""
    if lacks_siret(corpus.config) and any(amount.montant.subvention for amount in reported):
        diagnostics.add(
            "subvention-incomplete",
            corpus.config.place("caf", "siret"),
            "Les subventions ne peuvent pas être publiées : le Siret de la Caf manque, ou sa clé est fausse.",
            'Écrivez « siret = "…" » sous [caf], avec les quatorze chiffres.',
        )


def _check_complete(amount: ReportedAmount, corpus: Corpus, diagnostics: Diagnostics) -> None:
    found = gaps(amount.montant, corpus.config)
    missing = ", ".join(gap.keys for gap in found if not gap.is_long)
    long = ", ".join(gap.keys for gap in found if gap.is_long)
    reasons = (
        f"il manque {missing}" if missing else "",
        f"{long} dépasse {LONGEST} caractères" if long else "",
    )
    if found:
        diagnostics.add(
            "subvention-incomplete",
            amount.place,
            f"La subvention de {_named(amount.montant)} ne peut pas être publiée : "
            f"{', '.join(filter(None, reasons))}.",
            f"Écrivez sous ce montant {', '.join(f'« {gap.line} »' for gap in found)}, "
            "ou retirez « subvention: oui ».",
        )


def _check_private(amount: ReportedAmount, corpus: Corpus, diagnostics: Diagnostics) -> None:
    if is_public(amount.montant, corpus):
        diagnostics.add(
            "subvention-publique",
            amount.place,
            f"« {amount.montant.beneficiaire} » semble être un organisme public : ce fichier est celui des "
            "subventions aux organismes de droit privé.",
            "Retirez « subvention: oui », ou vérifiez le bénéficiaire.",
        )


def _check_other(amount: ReportedAmount, diagnostics: Diagnostics) -> None:
    if amount.montant.subvention:
        diagnostics.add(
            "subvention-d-un-autre",
            amount.place,
            f"La subvention de {_named(amount.montant)} est financée par « {amount.montant.financeur} » : "
            "c’est à lui de la publier, elle n’est pas dans nos données.",
            "Retirez « subvention: oui », ou « financeur » si c’est la Caf qui paie.",
        )


def is_public(montant: Montant, corpus: Corpus) -> bool:
    """Whether a beneficiary looks like a body of public law, by its Siret or else by its name."""
    if montant.siret:
        return montant.siret.startswith(_PUBLIC_SIREN) or corpus.atlas.epci(montant.siret[:9]) is not None
    if not montant.beneficiaire or montant.rna:
        return False
    name = montant.beneficiaire
    return bool(
        _PUBLIC_NAME.match(fold(name))
        or commune_key(name) in {commune_key(one.nom) for one in corpus.communes}
        or epci_key(name) in {epci_key(one.nom) for one in corpus.epci}
        or departement_key(name) in {departement_key(one.nom) for one in corpus.departements}
    )


# -- amounts that are not marked, and late ones ----------------------------------------------------------


def _check_unmarked(amount: ReportedAmount, corpus: Corpus, diagnostics: Diagnostics) -> None:
    montant = amount.montant
    if not montant.beneficiaire or amount.jour is None or amount.jour < IN_FORCE_FROM:
        return
    if yearly(montant, amount.years) <= THRESHOLD or is_public(montant, corpus):
        return
    diagnostics.add(
        "subvention-a-publier",
        amount.place,
        f"{_named(montant)} : au-delà de {money(THRESHOLD)} par an, une subvention à un organisme de droit "
        "privé doit être publiée (décret n° 2001-495, article 1).",
        "Ajoutez « subvention: oui » et ce qui manque, si c’en est une.",
    )


def yearly(montant: Montant, years: int) -> Decimal:
    """Return the euros of an amount in a year, at most; ``years`` is how many its convention lasts."""
    by_year = [detail.valeur for detail in montant.dont if _is_of_a_year(detail.par, detail.exercice)]
    if by_year:
        return max(by_year)
    span = _YEARS.search(montant.exercice)
    if span:
        years = int(span[2]) - int(span[1]) + 1
    elif montant.exercice:
        years = 1
    return montant.valeur / max(years, 1)


def _is_of_a_year(par: str, exercice: str) -> bool:
    return fold(par) in {"an", "annee"} or (not par and re.fullmatch(r"\d{4}", exercice) is not None)


def _check_late(
    known: tuple[ReportedAmount, ...],
    later: tuple[ReportedAmount, ...],
    corpus: Corpus,
    diagnostics: Diagnostics,
) -> None:
    """Report the subventions of drafts and of posts to come that should be published already."""
    published = {_identity(amount) for amount in known if amount.montant.subvention}
    for amount in later:
        signed = amount.montant.date_convention
        if not amount.montant.subvention or signed is None or signed < IN_FORCE_FROM:
            continue
        if _identity(amount) in published or add_months(signed, MONTHS_TO_PUBLISH) >= corpus.day:
            continue
        diagnostics.add(
            "subvention-en-retard",
            amount.place,
            f"La subvention de {_named(amount.montant)}, signée le {day_text(signed)}, devait être publiée "
            "dans les trois mois (décret n° 2017-779).",
            "Faites paraître l’article qui la raconte.",
        )


def _identity(amount: ReportedAmount) -> object:
    montant = amount.montant
    return (montant.date_convention, fold(montant.beneficiaire), montant.valeur, fold(montant.objet))
