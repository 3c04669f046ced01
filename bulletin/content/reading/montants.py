"""Amounts of money, in their light or long form."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from bulletin.content.model.montant import Annuite, Montant
from bulletin.content.reading.blocks import fields_of_each
from bulletin.content.reading.fields import Fields
from bulletin.french.siret import has_valid_key
from bulletin.french.slugs import one_line

ARTICLE_OF_BASE = re.compile(r"(?P<article>de la |du |des |de l[’']|de |d[’'])(?P<base>.+)", re.IGNORECASE)
RNA = re.compile(r"W\d{9}")
FULL_SHARE = 100
_FOR = re.compile(r"^pour ", re.IGNORECASE)


def read_montants(parent: Fields) -> tuple[Montant, ...]:
    """Return the amounts under ``montant``; one without a readable value is left out, and told."""
    found = (_montant(fields) for fields in fields_of_each(parent, "montant", "montant"))
    return tuple(montant for montant in found if montant)


def _montant(fields: Fields) -> Montant | None:
    if not fields.require("valeur"):
        return None
    found = fields.rough_amount("valeur")
    part, base, article = _share(fields)
    if found is None:
        return None
    valeur, reserve, is_rough = found
    objet = _line(fields, "objet")
    purpose = _FOR.sub("", objet, count=1)
    return Montant(
        valeur=valeur,
        reserve=reserve,
        estime=is_rough or fields.flag("estime") or False,
        financeur=fields.text("financeur"),
        beneficiaire=fields.text("beneficiaire"),
        siret=_siret(fields),
        rna=_matching(fields, "rna", RNA, "W et neuf chiffres"),
        nature=fields.choice("nature"),
        fonds=fields.text("fonds"),
        objet=purpose,
        pour=purpose != objet,
        exercice=fields.text("exercice"),
        par=fields.text("par"),
        part=part,
        base=base,
        base_article=article,
        dont=tuple(
            Annuite(exercice=detail.text("exercice"), valeur=value, par=detail.text("par"))
            for detail in fields_of_each(fields, "dont", "dont")
            if detail.require("valeur") and (value := detail.amount("valeur")) is not None
        ),
        subvention=fields.flag("subvention") or False,
        date_convention=fields.day("date_convention"),
        reference=fields.text("reference"),
        conditions=fields.text("conditions"),
        versement=_payment(fields),
        forme=fields.choice("forme"),
    )


def _share(fields: Fields) -> tuple[Decimal | None, str, str]:
    part = fields.decimal("part")
    if part is not None and not 0 < part <= FULL_SHARE:
        fields.context.tell(
            "part-impossible",
            fields.place_of("part"),
            "Une part est un pourcentage entre 0 et 100.",
            "Écrivez « part: <nombre de 1 à 100> ».",
        )
        return None, "", ""
    base = _line(fields, "base")
    if part is not None and not base:
        fields.context.tell(
            "part-sans-base",
            fields.place_of("part"),
            "Cette part ne dit pas de quoi elle est la part.",
            "Ajoutez une ligne « base: du <total> ».",
        )
        return None, "", ""
    found = ARTICLE_OF_BASE.fullmatch(base)
    if found is None:
        return part, base, ""
    return part, found["base"], found["article"].strip().lower().replace("’", "'")


def _line(fields: Fields, name: str) -> str:
    """Return a text with one space between its words, as the light form of an amount gives it."""
    return one_line(fields.text(name))


def _siret(fields: Fields) -> str:
    siret = re.sub(r"\s", "", fields.text("siret"))
    if siret and not has_valid_key(siret):
        fields.context.tell(
            "siret-invalide",
            fields.place_of("siret"),
            f"« {siret} » n’est pas un numéro Siret : sa clé est fausse.",
            "Recopiez les quatorze chiffres.",
        )
    return siret


def _matching(fields: Fields, name: str, form: re.Pattern[str], expected: str) -> str:
    text = fields.text(name)
    if text and not form.fullmatch(text):
        fields.context.tell(
            "forme-inattendue",
            fields.place_of(name),
            f"« {text} » n’a pas la forme attendue pour « {name} ».",
            f"Écrivez {expected}.",
        )
    return text


def _payment(fields: Fields) -> str:
    """Return the day of payment, or its first and last days with a slash between them, as ISO days."""
    text = fields.text("versement")
    try:
        days = [dt.date.fromisoformat(day) for day in text.split("/")] if text else []
    except ValueError:
        days = []
    if text and (len(days) not in {1, 2} or days != sorted(days)):
        fields.context.tell(
            "date-illisible",
            fields.place_of("versement"),
            f"« {text} » ne dit pas un ou deux jours de versement.",
            "Écrivez « versement: AAAA-MM-JJ », ou « versement: AAAA-MM-JJ/AAAA-MM-JJ ».",
        )
        return ""
    return text
