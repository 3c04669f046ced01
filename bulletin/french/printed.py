"""French that readers see: dates, hours, amounts, counts and the spaces that punctuation asks for.

Sentences are written in the code with ordinary spaces. What pages show goes through ``typography``; what a
terminal shows, which may hold lines to copy, goes through ``no_break``. ``NBSP`` is for the rest, such as
units.

Each function takes values and returns text, with U+00A0 and U+202F where French typography asks for a space
at which no line is broken. Nothing here reads what writers type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final, assert_never

from bulletin.french.dates import MONTHS, WEEKDAYS, Limit, Moment, Part, PartialDate, Precision, last_day

NBSP: Final = "\N{NO-BREAK SPACE}"
NNBSP: Final = "\N{NARROW NO-BREAK SPACE}"

_QUARTERS = ("premier", "deuxième", "troisième", "quatrième")
_VOWELS = frozenset("aàâeéèêiîoôuy")
_CENT = Decimal("0.01")
_MILLION = 1_000_000
_FIRST_PLURAL = 2
"""French counts nought, one and one and a half in the singular."""

_ADDRESS = re.compile(r"(https?://\S+)")
_GAP = f"[ {NBSP}{NNBSP}]"
# Each begins with signs without one of which a text has nothing for it: to look for them costs much less.
_RULES: tuple[tuple[str, re.Pattern[str], str], ...] = (
    (".", re.compile(r"(?<!\.)\.{3}(?!\.)"), "…"),
    ("'", re.compile(r"(?<=[^\W\d_])'(?=\w)"), "’"),
    # Guillemets come before the marks, which look at the spaces that guillemets have put.
    ("«", re.compile(rf"«{_GAP}*(?=\S)"), f"«{NBSP}"),
    ("»", re.compile(rf"(?<=\S){_GAP}*»"), f"{NBSP}»"),
    (
        ";!?",
        re.compile(rf"(?<=[^\s(\[{{«“‘]){_GAP}*([;!?]+)(?=$|[\s)\]}}»”…,.])"),
        rf"{NNBSP}\1",
    ),
    (":", re.compile(rf"(?<=[\w)\]»”%€°…’]){_GAP}*:(?=\s|$)"), f"{NBSP}:"),
    ("€%", re.compile(rf"(?<=[0-9]){_GAP}*((?:k|K|M|Mds?|Mrds?)?€|%)(?!\w)"), rf"{NBSP}\1"),
    ("°", re.compile(rf"(?<!\w)([nN]°){_GAP}*(?=[0-9])"), rf"\1{NBSP}"),
)
_HOURS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"(?<=[0-9]){_GAP}+h(?!\w)"), f"{NBSP}h"),
    (re.compile(rf"(?<=[0-9]{NBSP}h){_GAP}+(?=[0-9]{{2}}(?!\w))"), NBSP),
)
_FIGURE = re.compile(r"[0-9]")
_SPACES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"« "), f"«{NBSP}"),
    (re.compile(r" »"), f"{NBSP}»"),
    (re.compile(r" ([;!?])(?=$|[\s)\]}»”,.])"), rf"{NNBSP}\1"),
    (re.compile(r" :(?=\s|$)"), f"{NBSP}:"),
)
# A number that follows another one is rather a part of it, as in a telephone number.
_GROUPS = re.compile(rf"(?<![0-9.,])(?<![0-9]{_GAP})[1-9][0-9]{{0,2}}(?:{_GAP}[0-9]{{3}})+(?![0-9])")


@lru_cache(maxsize=1 << 16)
def typography(text: str) -> str:
    """Return plain ``text`` with French spaces, apostrophes and ellipses; its words are untouched.

    Addresses that begin with ``http://`` or ``https://`` are left as they are. Doing it twice changes
    nothing.
    """
    if "://" not in text:
        return _with_rules(text)
    pieces = _ADDRESS.split(text)
    return "".join(piece if _ADDRESS.fullmatch(piece) else _with_rules(piece) for piece in pieces)


def _with_rules(text: str) -> str:
    for signs, pattern, replacement in _RULES:
        for sign in signs:
            if sign in text:
                text = pattern.sub(replacement, text)
                break
    if not _FIGURE.search(text):
        return text
    for pattern, replacement in _HOURS:
        text = pattern.sub(replacement, text)
    return _GROUPS.sub(lambda found: re.sub(_GAP, NNBSP, found.group()), text)


def no_break(sentence: str) -> str:
    """Return a sentence whose ordinary spaces inside « » and before « : ; ! ? » are no-break ones.

    Nothing else changes: what a writer copies from a message stays what can be typed.
    """
    for pattern, replacement in _SPACES:
        sentence = pattern.sub(replacement, sentence)
    return sentence


def month(year: int, number: int) -> str:
    """« juillet 2016 »."""
    return f"{MONTHS[number - 1]} {year}"


def day(value: date) -> str:
    """« 12 juillet 2016 », « 1er mars 2015 »."""
    return f"{_day_number(value)} {month(value.year, value.month)}"


def long_day(value: date) -> str:
    """« mardi 12 juillet 2016 »."""
    return f"{WEEKDAYS[value.weekday()]} {day(value)}"


def clock(value: time) -> str:
    """« 14 h », « 14 h 30 »; seconds are not told."""
    return f"{value.hour}{NBSP}h" + (f"{NBSP}{value.minute:02}" if value.minute else "")


def partial(value: PartialDate) -> str:
    """« 2015 », « premier trimestre 2015 », « mars 2015 », « 12 mars 2015 », « fin 2024 », « été 2025 »."""
    if value.limit is not None:
        return _limited(value)
    if value.part is Part.MILIEU:
        return f"mi-{_whole(value)}"
    if value.part is not None:
        return f"{value.part} {_whole(value)}"
    return _whole(value)


def _whole(value: PartialDate) -> str:
    """Return the year, quarter, month or day that ``value`` is, or is a part of."""
    match value.precision:
        case Precision.ANNEE:
            return str(value.year)
        case Precision.TRIMESTRE:
            return f"{_QUARTERS[(value.quarter or 1) - 1]} trimestre {value.year}"
        case Precision.MOIS:
            return month(value.year, value.month or 1)
        case Precision.JOUR:
            return day(date(value.year, value.month or 1, value.day or 1))
        case unknown:
            assert_never(unknown)


def _limited(value: PartialDate) -> str:
    """« avant fin janvier 2025 », « d’ici l’été 2025 », « au plus tard le 3 mars 2025 »."""
    named = replace(value, limit=None)
    if value.limit is Limit.AU_PLUS_TARD:
        return f"{value.limit} {on(named)}"
    if value.limit is Limit.D_ICI and _article(named) == "le ":
        return f"{value.limit} au {partial(named)}"
    return f"{value.limit} {_article(named)}{partial(named)}"


def on(value: PartialDate) -> str:
    """« en 2015 », « au premier trimestre 2015 », « le 5 juillet 2016 », « fin 2024 », « à l’été 2025 »."""
    if _stands_alone(value):
        return partial(value)
    match _article(value):
        case "":
            return f"en {partial(value)}"
        case "l’":
            return f"à l’{partial(value)}"
        case _ if value.precision is Precision.JOUR:
            return f"le {partial(value)}"
        case _:
            return f"au {partial(value)}"


def since(value: PartialDate) -> str:
    """« depuis 2015 », « depuis le premier trimestre 2015 », « depuis mars 2015 », « depuis fin 2024 »."""
    return f"depuis {_article(value)}{partial(value)}"


def within(value: PartialDate) -> str:
    """« pour 2015 », « pour le premier trimestre 2015 », « pour fin 2024 », « avant fin janvier 2025 »."""
    return partial(value) if value.limit else f"pour {_article(value)}{partial(value)}"


def until(value: PartialDate) -> str:
    """« jusqu’à la fin de l’année 2021 », « jusqu’au 12 mars 2021 », « jusqu’à fin 2024 »."""
    if value.part is Part.COURANT:
        return f"jusque {partial(value)}"
    if _stands_alone(value):
        return f"jusqu’à {partial(value)}"
    if value.precision is Precision.JOUR:
        return f"jusqu’au {partial(value)}"
    if value.precision is Precision.ANNEE and value.part is None:
        return f"jusqu’à la fin de l’année {value.year}"
    return f"jusqu’à la fin {_from(value)}"


def a_partir(value: PartialDate) -> str:
    """« à partir de 2023 », « à partir d’avril 2021 », « à partir du 5 juillet 2016 »."""
    return f"à partir {_from(value)}"


def period(debut: PartialDate, fin: PartialDate | None) -> str:
    """« 2015-2018 », « 2015 », « de mars 2015 à avril 2019 »; without an end, « depuis 2015 »."""
    if fin is None:
        return since(debut)
    if debut == fin:
        return partial(debut)
    if debut.precision is fin.precision is Precision.ANNEE and not (debut.part or fin.part):
        return f"{debut.year}-{fin.year}"
    return f"{_from(debut)} {_to(fin)}"


def span(debut: Moment, fin: Moment | None = None, *, chaque_jour: bool = False) -> str:
    """« le lundi 8 décembre 2014, de 14 h à 17 h » or « du 21 au 22 novembre 2014 ».

    An end at 0 h of the next day is « minuit ». With ``chaque_jour`` the hours are those of each day: « du 21
    au 22 novembre 2014, de 9 h à 12 h ».
    """
    last, closing = _closing(debut, fin)
    if last == debut.jour:
        hours = _hours(debut.heure, closing)
        return f"le {long_day(debut.jour)}" + (f", {hours}" if hours else "")
    if chaque_jour or debut.heure is None:
        first = _day_number(debut.jour)
        if debut.jour.year != last.year:
            first = day(debut.jour)
        elif debut.jour.month != last.month:
            first += f" {MONTHS[debut.jour.month - 1]}"
        hours = _hours(debut.heure, closing)
        return f"du {first} au {day(last)}" + (f", {hours}" if hours else "")
    end = f" à {closing}" if closing else ""
    return f"du {day(debut.jour)} à {clock(debut.heure)} au {day(last)}{end}"


def _closing(debut: Moment, fin: Moment | None) -> tuple[date, str]:
    """Return the last day, and the hour at which it ends: midnight belongs to the day that it ends."""
    if fin is None:
        return debut.jour, ""
    last = last_day(debut, fin)
    if last != fin.jour:
        return last, "minuit"
    return last, "" if fin.heure is None else clock(fin.heure)


def number(value: int) -> str:
    """« 44 000 »."""
    return f"{value:,}".replace(",", NNBSP)


def money(value: Decimal) -> str:
    """« 44 000 € », « 47 800,20 € », and « 4,9 M€ » when that says it all; in euros, to the cent."""
    if value >= _MILLION and not value % (_MILLION // 100):
        return f"{_decimal(value / _MILLION)}{NBSP}M€"
    cents = value.quantize(_CENT, ROUND_HALF_UP)
    whole = number(int(cents))
    return f"{whole}{NBSP}€" if cents == int(cents) else f"{whole},{f'{cents:f}'[-2:]}{NBSP}€"


def percent(value: Decimal) -> str:
    """« 55 % », « 66,7 % »."""
    return f"{_decimal(value)}{NBSP}%"


def plural(quantity: int | Decimal, un: str, plusieurs: str) -> str:
    """Return ``un`` below two, nought included, else ``plusieurs``."""
    return un if -_FIRST_PLURAL < quantity < _FIRST_PLURAL else plusieurs


def count(quantity: int, un: str, plusieurs: str) -> str:
    """« 1 convention », « 3 conventions »."""
    return f"{number(quantity)} {plural(quantity, un, plusieurs)}"


def listing(items: Sequence[str]) -> str:
    """« a », « a et b », « a, b et c »; nothing for no item."""
    *others, last = items or ("",)
    return f"{', '.join(others)} et {last}" if others else last


def sentence(text: str) -> str:
    """Return ``text`` with its first letter a capital."""
    return text[:1].upper() + text[1:]


def _day_number(value: date) -> str:
    return "1er" if value.day == 1 else str(value.day)


def _stands_alone(value: PartialDate) -> bool:
    """Tell whether it needs no « en » and no article: fin 2024, mi-mars 2025, avant 2026."""
    return value.limit is not None or (value.part is not None and value.part.is_of_months)


def _article(value: PartialDate) -> str:
    """Return what one says before it: le 5 juillet, le premier semestre 2015, l’été 2025, but mars, 2015."""
    if _stands_alone(value):
        return ""
    if value.part in {Part.ETE, Part.AUTOMNE}:
        return "l’"
    return "le " if value.part or value.precision in {Precision.JOUR, Precision.TRIMESTRE} else ""


def _from(value: PartialDate) -> str:
    """« de 2015 », « d’avril 2015 », « du 5 juillet 2016 », « de fin 2024 », « de l’été 2025 »."""
    text, article = partial(value), _article(value)
    if article == "le ":
        return f"du {text}"
    if article:
        return f"de {article}{text}"
    return f"d’{text}" if text[0] in _VOWELS else f"de {text}"


def _to(value: PartialDate) -> str:
    """« à 2015 », « au 5 juillet 2016 », « à l’été 2025 »."""
    article = _article(value)
    return f"au {partial(value)}" if article == "le " else f"à {article}{partial(value)}"


def _hours(debut: time | None, closing: str) -> str:
    if debut is None:
        return f"jusqu’à {closing}" if closing else ""
    return f"de {clock(debut)} à {closing}" if closing else f"à {clock(debut)}"


def _decimal(value: Decimal) -> str:
    """Return ``value`` with a comma and no nought that says nothing."""
    whole, _, decimals = f"{value:f}".partition(".")
    decimals = decimals.rstrip("0")
    return number(int(whole)) + (f",{decimals}" if decimals else "")
