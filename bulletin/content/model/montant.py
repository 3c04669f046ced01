"""Amounts of money."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from bulletin.french.slugs import fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Annuite:
    """A detail of an amount, in euros; never added to its total."""

    exercice: str = ""
    valeur: Decimal
    par: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Montant:
    """An amount in euros. ``part`` is a percentage (0 < part ≤ 100) of ``base``.

    ``base_article`` is what joins the share to its base in print (« du », « de la », « des », « de l’ »).
    ``financeur`` and ``beneficiaire`` are names; an empty ``financeur`` is the site's Caf. ``reserve`` is
    what makes it no exact sum, « plus de », « près de »: it is an estimate then. With ``par`` (an, place…)
    it is paid by each of these, and is no total. ``pour`` tells that « pour » introduces ``objet``, and
    not « de ».
    """

    valeur: Decimal
    reserve: str = ""
    estime: bool = False
    financeur: str = ""
    beneficiaire: str = ""
    siret: str = ""
    rna: str = ""
    nature: str = ""
    fonds: str = ""
    objet: str = ""
    pour: bool = False
    exercice: str = ""
    par: str = ""
    part: Decimal | None = None
    base: str = ""
    base_article: str = ""
    dont: tuple[Annuite, ...] = ()
    subvention: bool = False
    date_convention: dt.date | None = None
    reference: str = ""
    conditions: str = ""
    versement: str = ""
    forme: str = ""


def montant_key(montant: Montant) -> tuple[Decimal, str, str, str]:
    """Return what two reports of one amount share: value, funder, purpose, year, whatever their capitals."""
    purpose = f"{montant.objet or montant.nature} {montant.par}"
    words = (montant.financeur, purpose, montant.exercice)
    financeur, objet, exercice = map(fold, words)
    return (montant.valeur.normalize(), financeur, objet, exercice)
