"""Sums of money as French writers type them, read into exact decimals, never floats.

``parse_amount`` reads « 4,9 M€ », ``parse_rough_amount`` « plus de 4 M€ ». What can be understood in two ways
is refused with both written out. A whole line is read by ``typed_amount_lines``; how amounts are printed is
told by ``printed``.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from bulletin.diagnostics import Unreadable
from bulletin.french.readable import readable_part
from bulletin.french.slugs import one_line, plain

_MOST_DIGITS = 13
"""Of whole euros: no allowance fund spends ten thousand billions."""
_CENTS = 2

_SCALES: Final = {
    "": 0,
    "k": 3,
    "mille": 3,
    "millier": 3,
    "m": 6,
    "million": 6,
    "md": 9,
    "mrd": 9,
    "milliard": 9,
}
"""Powers of ten, by what is typed before the currency, in lower case and the singular."""

_FIGURES = r"[0-9][0-9 .,'’]*[0-9]|[0-9]"
_EUROS = r"(?:€(?:uros?\b)?|euros?\b|eur\b)"
_UNIT = (
    rf"(?:(?P<scale>k|m|mds?|mrds?) ?(?:d['’ ]?euros?\b|{_EUROS})"
    r"|(?P<word>milliers?|mille|millions?|milliards?)\b(?: (?:d['’ ]?)?euros?\b| ?€)?"
    # Without a currency a letter is a scale only in the case in which it means nothing else.
    r"|(?P<letter>(?-i:[kK]|M|M[dD]s?|Mrds?))(?![\w€])"
    rf"|{_EUROS})"
)
AMOUNT: Final = re.compile(rf"(?P<figures>{_FIGURES}) ?{_UNIT}?", re.IGNORECASE)
"""The form of a sum, on one line."""
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([ .'’])[0-9]{3})(?:\1[0-9]{3})*(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?")
_POINT = re.compile(r"(?:[0-9]+|[1-9][0-9]{0,2}(?:[ '’][0-9]{3})+)\.[0-9]+")
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")

_RESERVES: Final = {
    "plus de": "plus de",
    "moins de": "moins de",
    "pres de": "près de",
    "presque": "près de",
    "au moins": "au moins",
    "au plus": "au plus",
    "au maximum": "au plus",
    "jusqu'a": "au plus",
}
"""What is typed before a sum that is not exactly it, and how it is printed."""
_ABOUT: Final = (
    *("environ", "autour de", "de l'ordre de", "a peu pres", "quelque", "quelques", "un peu plus de"),
    *("un peu moins de", "estimee", "estime", "estimes", "estimees", "estime a", "estimee a", "~", "env."),
)
_QUALIFIER = re.compile(
    rf"(?P<word>{'|'.join(sorted(map(re.escape, (*_RESERVES, *_ABOUT)), key=len, reverse=True))}) ?(?=[0-9])"
)

AMOUNT_FORM: Final = "Écrivez « <montant> € », « <montant> k€ » ou « <montant> M€ »."
"""How a sum is written, in a remedy that has none to show."""


def parse_amount(text: str) -> Decimal:
    """Return the amount in euros that ``text`` names, to the cent at most."""
    typed = one_line(text)
    match = AMOUNT.fullmatch(typed)
    if match is None:
        if plain(typed).startswith("-"):
            raise no_amount(text, "Un montant ne peut pas être négatif.")
        part = readable_part(typed, parse_amount_of_part)
        raise no_amount(text, f"Écrivez « {part} »." if part else AMOUNT_FORM)
    return amount_value(match)


def parse_amount_of_part(text: str) -> Decimal | None:
    """Return the amount that a part of a line names, None if it does not have the form of one."""
    match = AMOUNT.fullmatch(one_line(text))
    return amount_value(match) if match else None


def parse_rough_amount(text: str) -> tuple[Decimal, str, bool]:
    """Return an amount, the words before it that make it no exact one, and whether it is an estimate.

    The words are « plus de », « près de » and their like, as printed, ``""`` for a mere « environ ».
    """
    qualifier, bare = split_qualifier(text)
    return parse_amount(bare), reserve_of(qualifier), bool(qualifier)


def split_qualifier(text: str) -> tuple[str, str]:
    """Return « environ » or « plus de » in plain letters, ``""`` for none, and the rest on one line."""
    typed = one_line(text)
    match = _QUALIFIER.match(plain(typed))
    figures = re.search("[0-9]", typed)
    return (match["word"], typed[figures.start() :]) if match and figures else ("", typed)


def reserve_of(qualifier: str) -> str:
    """Return what is printed before a sum with that qualifier, ``""`` where it is merely an estimate."""
    return _RESERVES.get(qualifier, "")


def decimal_text(value: Decimal) -> str:
    """Return the shortest text of ``value`` for machines: ``4900000``, ``66.7``."""
    whole, _, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0")
    return f"{whole}.{decimals}" if decimals else whole


def no_amount(text: str, hint: str = AMOUNT_FORM, mended: str = "") -> Unreadable:
    """Return the refusal of what is no amount, with what to do, and to type where that is certain."""
    return Unreadable("montant-illisible", f"« {text} » n’est pas un montant lisible.", hint, mended)


def amount_value(match: re.Match[str]) -> Decimal:
    """Return the euros of an amount of the right form; raise if its figures can be read in two ways."""
    figures = match["figures"]
    unit = (match["scale"] or match["word"] or match["letter"] or "").lower().removesuffix("s")
    # After a point three figures of euros can only be thousands; of millions they may be decimals.
    if _TWO_WAYS.fullmatch(figures) and ("." if unit else ",") in figures:
        raise no_amount(match[0], _both_ways(figures, match[0][len(figures) :]))
    if _GROUPED.fullmatch(figures):
        number = re.sub("[ .'’]", "", figures).replace(",", ".")
    elif _POINT.fullmatch(figures):
        number = re.sub("[ '’]", "", figures)
    else:
        raise no_amount(match[0])
    return _shifted(number, _SCALES[unit], match[0])


def _both_ways(figures: str, unit: str) -> str:
    whole, rest = re.split("[.,]", figures)
    decimals = f",{rest.rstrip('0')}".rstrip(",")
    return (
        f"Écrivez « {whole} {rest}{unit} » pour des milliers, « {whole}{decimals}{unit} » pour des décimales."
    )


def _shifted(number: str, scale: int, text: str) -> Decimal:
    """Return ``number`` times ten to the ``scale``; exact, as it moves the point of a text."""
    whole, _, decimals = number.partition(".")
    decimals = decimals.rstrip("0").ljust(scale, "0")
    euros, cents = (whole + decimals[:scale]).lstrip("0"), decimals[scale:]
    if len(cents) > _CENTS:
        raise no_amount(text, "Un montant a deux décimales au plus ; un espace sépare les milliers.")
    if len(euros) > _MOST_DIGITS:
        raise no_amount(text, "Ce montant n’est pas vraisemblable.")
    return Decimal(f"{euros or '0'}.{cents}" if cents else euros or "0")
