"""Amounts of money as French writers type them, read into exact decimals, never floats.

``parse_amount`` reads « 4,9 M€ »; ``parse_light_amount`` reads a whole line, « environ 4,9 M€ de
prestation enfance jeunesse, 55 % du reste à charge de la Ville ». What can be understood in two ways
is refused with both written out. How amounts are printed is told by ``french``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from bulletin.diagnostics import Unreadable
from bulletin.french.slugs import plain

_MOST_DIGITS = 13
"""Of whole euros: no allowance fund spends ten thousand billions."""
_CENTS = 2
_WHOLE = 100

_SCALES: Final = {"": 0, "k": 3, "millier": 3, "m": 6, "million": 6, "md": 9, "mrd": 9, "milliard": 9}
"""Powers of ten, by what is typed before the currency, in lower case and the singular."""

_FIGURES = r"[0-9][0-9 .,]*[0-9]|[0-9]"
_UNIT = (
    r"(?:(?P<scale>k|m|mds?|mrds?) ?(?:d['’ ]?euros?|€|eur\b)"
    r"|(?P<word>milliers?|millions?|milliards?)\b(?: d['’]euros?\b| ?€)?"
    r"|€|euros?\b|eur\b)"
)
_AMOUNT = re.compile(rf"(?P<figures>{_FIGURES}) ?{_UNIT}?", re.IGNORECASE)
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([ .])[0-9]{3})(?:\1[0-9]{3})*(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?")
_POINT = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?: [0-9]{3})+)\.[0-9]+")
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")

_ESTIMATED = re.compile(r"(?:environ|estimée?s?(?: à)?) +", re.IGNORECASE)
_SHARE = re.compile(r"(?P<rest>.*?)(?:, | ?(?<=[^0-9]),)(?P<part>[0-9]+(?:[.,][0-9]+)?) ?%(?: (?P<of>.*))?")
_OF_WHAT = re.compile(r"(?:de |d['’])(?P<what>.+)", re.IGNORECASE)
_BASE = re.compile(r"(?P<article>du |des |de la |de l['’]|de |d['’])(?P<base>.+)", re.IGNORECASE)

_AMOUNT_HINT = "Écrivez un montant comme « 44 000 € », « 1 234,56 € » ou « 4,9 M€ »."
_LINE_HINT = (
    "Écrivez « 44 000 € d’investissement, 80 % du coût du programme »,"
    " ou la forme longue : « valeur », « nature », « objet », « part », « base », chacun sur sa ligne."
)


class NatureMontant(StrEnum):
    """What an amount is spent on."""

    FONCTIONNEMENT = "fonctionnement"
    """The running of a service."""
    INVESTISSEMENT = "investissement"
    """Works and equipment."""
    PRESTATION = "prestation"
    """A benefit paid to a service for what it did."""
    POSTE = "poste"
    """Somebody's wage."""
    AUTRE = "autre"
    """None of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightAmount:
    """What one line says of an amount."""

    valeur: Decimal
    """In euros."""
    estime: bool = False
    """Whether it is an estimate."""
    nature: NatureMontant | None = None
    """The nature, if the line names one."""
    objet: str = ""
    """What it pays for, as typed, if the line says anything but a nature."""
    part: Decimal | None = None
    """The share of ``base`` that it is, in per cent, above 0 and at most 100."""
    base: str = ""
    """What it is a share of, as typed, without its article."""
    base_article: str = ""
    """What introduces the base: du, des, de la, de l', de or d'."""


def parse_amount(text: str) -> Decimal:
    """Return the amount in euros that ``text`` names, to the cent at most."""
    typed = " ".join(text.split())
    match = _AMOUNT.fullmatch(typed)
    if match is None:
        if plain(typed).startswith("-"):
            raise _no_amount(text, "Un montant ne peut pas être négatif.")
        raise _no_amount(text)
    return _value(match)


def parse_light_amount(text: str) -> LightAmount:
    """Return what a line says: ``[environ] <amount> [de <what>][, <n> % du <base>]``."""
    typed = " ".join(text.split())
    share = _SHARE.fullmatch(typed)
    rest = share["rest"] if share else typed
    certain = _ESTIMATED.sub("", rest, count=1) if _ESTIMATED.match(rest) else rest
    amount = _AMOUNT.match(certain)
    if amount is None:
        parse_amount(certain)
        raise _no_amount(text, _LINE_HINT)
    what = certain[amount.end() :].strip()
    of_what = _OF_WHAT.fullmatch(what)
    if (what and of_what is None) or "%" in what:
        raise _no_amount(text, _LINE_HINT)
    nature, objet = _nature_or_objet(of_what["what"] if of_what else "")
    part, base_article, base = _share(share["part"], share["of"] or "") if share else (None, "", "")
    return LightAmount(
        valeur=_value(amount),
        estime=certain != rest,
        nature=nature,
        objet=objet,
        part=part,
        base=base,
        base_article=base_article,
    )


def decimal_text(value: Decimal) -> str:
    """Return the shortest text of ``value`` for machines: ``4900000``, ``66.7``."""
    whole, _, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def _value(match: re.Match[str]) -> Decimal:
    """Return the euros of an amount of the right form; raise if its figures can be read in two ways."""
    figures = match["figures"]
    unit = (match["scale"] or match["word"] or "").lower().removesuffix("s")
    if _TWO_WAYS.fullmatch(figures) and (not unit or "." in figures):
        whole, rest = figures.replace(",", ".").split(".")
        decimals = rest.rstrip("0") or "0"
        raise _no_amount(
            match[0],
            f"Écrivez « {whole} {rest} » pour des milliers, « {whole},{decimals} » pour des décimales.",
        )
    if _GROUPED.fullmatch(figures):
        number = re.sub("[ .]", "", figures).replace(",", ".")
    elif _POINT.fullmatch(figures):
        number = figures.replace(" ", "")
    else:
        raise _no_amount(match[0])
    return _shifted(number, _SCALES[unit], match[0])


def _shifted(number: str, scale: int, text: str) -> Decimal:
    """Return ``number`` times ten to the ``scale``; exact, as it moves the point of a text."""
    whole, _, decimals = number.partition(".")
    decimals = decimals.rstrip("0").ljust(scale, "0")
    euros, cents = (whole + decimals[:scale]).lstrip("0"), decimals[scale:]
    if len(cents) > _CENTS:
        raise _no_amount(text, "Un montant a deux décimales au plus ; un espace sépare les milliers.")
    if len(euros) > _MOST_DIGITS:
        raise _no_amount(text, "Ce montant n’est pas vraisemblable.")
    return Decimal(f"{euros or '0'}.{cents}" if cents else euros or "0")


def _nature_or_objet(what: str) -> tuple[NatureMontant | None, str]:
    word = plain(what)
    return (NatureMontant(word), "") if word in set(NatureMontant) else (None, what)


def _share(figures: str, of: str) -> tuple[Decimal, str, str]:
    """Return the share in per cent, the article of its base and the base."""
    part = Decimal(figures.replace(",", "."))
    if not 0 < part <= _WHOLE:
        raise _no_amount(f"{figures} %", "Une part est un nombre de 1 à 100.")
    match = _BASE.fullmatch(of)
    if match is None:
        raise _no_amount(f"{figures} % {of}".strip(), "Dites de quoi : « 80 % du coût du programme ».")
    return part, match["article"].lower().replace("’", "'").strip(), match["base"]


def _no_amount(text: str, hint: str = _AMOUNT_HINT) -> Unreadable:
    return Unreadable("montant-illisible", f"« {text} » n’est pas un montant lisible.", hint)
