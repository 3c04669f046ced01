"""Days, partial dates, periods and durations as French writers type them, read into the values of ``dates``.

Each ``parse_…`` takes the text of one value and raises ``Unreadable``, with a remedy made of what was typed,
for what it cannot read or what the calendar does not have. Nothing is guessed: a missing year stays missing
until a rule finds it. Hours are read by ``typed_hours``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from bulletin.diagnostics import Unreadable
from bulletin.french.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    WEEKDAYS,
    DayMonth,
    Duree,
    Limit,
    MonthAlone,
    Part,
    PartialDate,
    last_day_of_month,
)
from bulletin.french.nearest import nearest, question
from bulletin.french.printed import sentence
from bulletin.french.readable import Reader, readable_part
from bulletin.french.slugs import plain
from bulletin.french.typed_numbers import NUMBER_WORDS

_ABBREVIATIONS = {
    "jan": 1,
    "janv": 1,
    "fev": 2,
    "fevr": 2,
    "avr": 4,
    "juil": 7,
    "sep": 9,
    "sept": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
_MONTH_NUMBERS: Final = {plain(name): number for number, name in enumerate(MONTHS, 1)} | _ABBREVIATIONS
_WEEKDAY_NUMBERS: Final = {name: number for number, name in enumerate(WEEKDAYS)} | {
    name[:3]: number for number, name in enumerate(WEEKDAYS)
}
_ORDINALS: Final = {
    "premier": 1,
    "deuxieme": 2,
    "second": 2,
    "troisieme": 3,
    "quatrieme": 4,
    "dernier": 4,
}
_QUARTERS = 4
_HALVES: Final = {
    "premier": Part.PREMIER_SEMESTRE,
    "1": Part.PREMIER_SEMESTRE,
    "second": Part.SECOND_SEMESTRE,
    "deuxieme": Part.SECOND_SEMESTRE,
    "dernier": Part.SECOND_SEMESTRE,
    "2": Part.SECOND_SEMESTRE,
}
_PARTS: Final = {
    "debut": Part.DEBUT,
    "mi": Part.MILIEU,
    "milieu": Part.MILIEU,
    "fin": Part.FIN,
    "courant": Part.COURANT,
}
_SEASONS: Final = {"printemps": Part.PRINTEMPS, "ete": Part.ETE, "automne": Part.AUTOMNE}
_LIMITS: Final = {"avant": Limit.AVANT, "d'ici": Limit.D_ICI, "au plus tard": Limit.AU_PLUS_TARD}

_LONGEST = 120
"""Characters of the longest text that is read as a date."""
_A_LEAP_YEAR = 2000
_LONGEST_DURATION = 1200
"""In months: a convention of a century is a slip of the pen."""
_HALF_A_YEAR = timedelta(days=183)
_CENTURY = 100
_LAST_SHORT_YEAR = 69
"""« 26 » is 2026 and « 98 » is 1998: a year of two figures is of this century up to this one."""

MONTH: Final = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
"""The names of months, in plain letters, as a part of a pattern."""
_WEEKDAY = "|".join(sorted(_WEEKDAY_NUMBERS, key=len, reverse=True))
YEAR: Final = r"[0-9]{4}"
"""A year, likewise."""
_ORDINAL = "|".join((*_ORDINALS, "[1-4] ?(?:ere?|eme|e|nde?|de?)"))
_OF = r"(?:de l'annee |d'annee |l'annee |annee |de l'an |du mois de |du mois d'|de |d')?"
_NUMBER = r"(?P<day>[0-9]{1,2})(?: ?er)?"
_DAY_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>{YEAR})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})",
        rf"(?P<day>[0-9]{{1,2}})([/.-])(?P<month>[0-9]{{1,2}})\2(?P<year>{YEAR})",
        r"(?P<day>[0-9]{1,2})([/.])(?P<month>[0-9]{1,2})\2(?P<year>[0-9]{2})",
        rf"(?:(?P<weekday>{_WEEKDAY})\.? )?{_NUMBER} (?P<month>{MONTH})\.?(?: (?P<year>{YEAR}))?",
    )
)
_DAY_ALONE = re.compile(rf"(?:(?P<weekday>{_WEEKDAY})\.? )?{_NUMBER}")
_PARTIAL_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:annee )?(?P<year>{YEAR})",
        rf"(?P<year>{YEAR})-(?P<month>[0-9]{{1,2}})",
        rf"(?P<month>[0-9]{{1,2}})/(?P<year>{YEAR})",
        rf"(?:mois de |mois d')?(?P<month>{MONTH})\.?(?:[ -](?P<year>{YEAR}))?",
        rf"(?P<year>{YEAR})[- ]?t(?P<quarter>[0-9])",
        rf"t(?P<quarter>[0-9])[- ]?(?P<year>{YEAR})",
        rf"(?P<quarter>{_ORDINAL}) trimestre {_OF}(?P<year>{YEAR})",
        rf"(?P<year>{YEAR})[- ]?s(?P<half>[12])",
        rf"s(?P<half>[12])[- ]?(?P<year>{YEAR})",
        rf"(?P<half>{_ORDINAL}) semestre {_OF}(?P<year>{YEAR})",
        rf"(?P<season>{'|'.join(_SEASONS)}) {_OF}(?P<year>{YEAR})",
        rf"(?P<part>{'|'.join(_PARTS)})[ -]{_OF}(?:(?P<month>{MONTH})\.? ?)?(?P<year>{YEAR})?",
    )
)
_LIMIT = re.compile(
    rf"(?P<limit>{'|'.join(_LIMITS)}) ?(?:a la |a l'|a |en |au |le |la |l')?(?P<rest>.+)"
    r"|(?P<before>.+),? au plus tard"
)
_UNTIL = re.compile(
    r"(?:jusqu'a la fin (?:de l'annee |de l'|de la |du |de |d')|jusqu'en |jusqu'au |jusqu'a |jusque )"
    r"(?P<rest>.+)"
)
_SINCE = re.compile(
    r"(?:depuis |des |(?:a partir|a compter) (?=d))(?:le |la |les |l'|de l'annee |de l'|de la |du |de |d')?"
    r"(?P<rest>.+)"
)
_WITHIN = re.compile(
    r"(?:en |(?:au cours|dans le courant) (?:de l'annee |de la |de l'|du |de |d')"
    r"|a l'|a la |au |le |la |l'|pour )"
    r"(?P<rest>.+)"
)
_WINTER = re.compile(rf"(?:l')?hiver {_OF}(?:(?P<before>{YEAR}) ?[-/] ?)?(?P<year>{YEAR})")
_ZONE = r"(?: ?(?:z|utc|gmt|[+-][0-9]{2}:?[0-9]{2}))?"
_STAMP = re.compile(
    rf"(?P<day>{YEAR}-[0-9]{{1,2}}-[0-9]{{1,2}})[t ][0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]+)?)?"
    rf"{_ZONE}"
)
_AROUND_PERIOD = re.compile(
    r"(?:(?:pour|sur|couvrant|soit) )?(?:les annees |l'annee |la periode |periode |la )?(?:de |du |d')?"
    r"(?P<rest>.+)"
)
_TWO_YEARS = re.compile(rf"({YEAR})(?: | ?(?:-|/|a|au) ?)({YEAR})")
_SHORT_YEAR = re.compile(rf"({YEAR}) ?[-/] ?([0-9]{{2}})")
_BETWEEN = re.compile(r"entre (?:le )?(.+?) et (?:le )?(.+)")
_LENGTH = r"[0-9]+|" + "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_DURATION = re.compile(
    rf"(?P<years>{_LENGTH}) (?:ans?|annees?)(?:(?: et |,? )(?P<months>{_LENGTH}) mois)?"
    rf"|(?P<alone>{_LENGTH}) mois"
)

DAY_FORM: Final = "« <jour> <mois> <année> »"
"""How a day is written, in a remedy that has none to show."""
_PARTIAL_FORM = (
    "« <année> », « fin <année> », « premier trimestre <année> », « <mois> <année> »"
    " ou « <jour> <mois> <année> »"
)
_PERIOD_FORM = "« <année>-<année> », « <mois> <année> à <mois> <année> », ou deux jours joints par « au »"
_DURATION_HINT = "Écrivez « <nombre> ans », « <nombre> mois », ou « <nombre> ans et <nombre> mois »."


def parse_day(text: str) -> date | DayMonth:
    """Return the day that ``text`` names, without a year if it names none.

    The hour of an ISO day and time is left out.
    """
    found = read_day(_without_hour(plain(text)))
    if found is None:
        raise no_date(text, read_day, DAY_FORM)
    return found


def parse_partial(text: str) -> PartialDate | DayMonth | MonthAlone:
    """Return the year, half, quarter, month or day that ``text`` names, or the part of one.

    « jusqu’en 2027 » and « à partir de 2023 » are 2027 and 2023: a begin counts from its first day, an end
    to its last. « avant fin janvier 2025 » keeps its limit.
    """
    found = read_partial(_without_hour(plain(text)))
    if found is None:
        raise no_date(text, read_partial, _PARTIAL_FORM)
    return found


def parse_period(text: str) -> tuple[PartialDate | None, PartialDate | None]:
    """Return the begin and the end that ``text`` names, as precise as they are typed.

    One date alone is both; « jusqu’en 2027 » is an end, « depuis 2023 » a begin. The end may come before
    the begin: the caller tells.
    """
    ends = read_period(text)
    if ends is None:
        raise Unreadable("periode-illisible", f"« {text} » n’est pas une période.", _period_hint(text))
    return ends


def _period_hint(text: str) -> str:
    """Return what to write for what is no period: the part that is one, else the form."""
    typed = plain(text)
    if _DURATION.fullmatch(typed):
        return f"Une durée a sa propre clé : écrivez « duree: {text.strip()} »."
    part = "" if _LIMIT.fullmatch(typed) else readable_part(text, read_period)
    return f"Écrivez « {part} »." if part else f"Écrivez {_PERIOD_FORM}."


def is_duration(text: str) -> bool:
    """Tell whether a text is a duration: « 4 ans », « 18 mois »."""
    return _DURATION.fullmatch(plain(text)) is not None


def parse_duration(text: str) -> Duree:
    """Return how long « 4 ans », « 18 mois » or « 3 ans et 6 mois » is."""
    match = _DURATION.fullmatch(plain(text))
    mois = 12 * _quantity(match["years"]) + _quantity(match["months"] or match["alone"]) if match else 0
    if not 0 < mois <= _LONGEST_DURATION:
        raise Unreadable("duree-illisible", f"« {text} » n’est pas une durée.", _DURATION_HINT)
    return Duree(mois)


# -- refusals --------------------------------------------------------------------------------------------


def no_date(text: str, read: Reader, form: str) -> Unreadable:
    """Return the refusal of ``text``, with what ``read`` can read of it, else the ``form`` to write."""
    message = f"« {text} » n’est pas une date."
    word, month = _misspelt_month(text)
    if month:
        spelt = text.replace(word, month, 1)
        if _is_readable(spelt, read):
            return Unreadable("date-illisible", message, f"Écrivez « {spelt} ».", spelt)
        return Unreadable("date-illisible", message, question(month))
    if _is_readable(f"{text} {_A_LEAP_YEAR}", read):
        return Unreadable("date-illisible", message, f"Écrivez « {text.strip()} <année> ».")
    part = readable_part(text, read)
    hint = f"Écrivez « {part} »." if part else f"Écrivez {form}."
    return Unreadable("date-illisible", message, hint)


def _is_readable(text: str, read: Reader) -> bool:
    return readable_part(text, read) == " ".join(text.split())


def _misspelt_month(text: str) -> tuple[str, str]:
    """Return the word that is nearly the name of a month, and that name; ``""`` where one is named well."""
    words = re.findall(r"[^\W\d_]{3,}", text)
    if any(plain(word) in _MONTH_NUMBERS for word in words):
        return "", ""
    for word in words:
        bare = plain(word)
        near = nearest(bare, MONTHS, cutoff=0.75)
        if near and not {bare, bare.removesuffix("s")} & _WEEKDAY_NUMBERS.keys():
            return word, near
    return "", ""


def _without_hour(typed: str) -> str:
    stamp = _STAMP.fullmatch(typed)
    return stamp["day"] if stamp else typed


# -- days ------------------------------------------------------------------------------------------------


def read_day(text: str) -> date | DayMonth | None:
    """Return the day that a text names, or None if it does not have the form of one.

    Raises ``Unreadable`` for a day that the calendar does not have.
    """
    bare = plain(text).removeprefix("le ")
    match = next(filter(None, (form.fullmatch(bare) for form in _DAY_FORMS)), None)
    if match is None:
        return None
    fields = match.groupdict()
    return _day(int(match["day"]), _month_number(match["month"]), fields["year"], fields.get("weekday"))


def weekday_number(name: str) -> int:
    """Return 0 for « lundi » to 6 for « dimanche »."""
    return _WEEKDAY_NUMBERS[name]


def _day(day: int, month: int, year: str | None, weekday: str | None) -> date | DayMonth:
    number = None if weekday is None else weekday_number(weekday)
    if year is None:
        _check_day(day, month, _A_LEAP_YEAR, MONTHS[month - 1])
        return DayMonth(month, day, number)
    return _date(day, month, _year(year), number)


def _date(day: int, month: int, year: int, weekday: int | None = None) -> date:
    """Return a day of the calendar; raise for one that it does not have, or on another weekday."""
    name = f"{MONTHS[month - 1]} {year}"
    _check_day(day, month, year, name)
    found = date(year, month, day)
    if weekday not in {None, found.weekday()}:
        raise wrong_weekday(found, weekday or 0)
    return found


def wrong_weekday(day: date, weekday: int) -> Unreadable:
    """Return the refusal of a day that falls on another weekday than the one typed."""
    number = "1er" if day.day == 1 else str(day.day)
    name, actual = f"{number} {MONTHS[day.month - 1]} {day.year}", WEEKDAYS[day.weekday()]
    return Unreadable(
        "date-impossible",
        f"Le {name} n’est pas un {WEEKDAYS[weekday]}.",
        f"C’est un {actual} : écrivez « {actual} {name} », ou corrigez la date.",
    )


def _check_day(day: int, month: int, year: int, name: str) -> None:
    last = last_day_of_month(year, month)
    if not 1 <= day <= last:
        raise Unreadable(
            "date-impossible", f"Le {day} {name} n’existe pas.", f"{sentence(name)} finit le {last}."
        )


def borrowing(typed: str, other: date | DayMonth) -> date | DayMonth | None:
    """Return the day of the month of ``other`` that « 21 » or « vendredi 21 » names."""
    match = _DAY_ALONE.fullmatch(typed)
    if match is None:
        return None
    year = str(other.year) if isinstance(other, date) else None
    return _day(int(match["day"]), other.month, year, match["weekday"])


def same_year(debut: date | DayMonth, fin: date | DayMonth) -> tuple[date | DayMonth, date | DayMonth]:
    """Give the year of one to the other; days around New Year's Day are in two years."""
    if isinstance(debut, DayMonth) and isinstance(fin, date):
        before = _date(debut.day, debut.month, fin.year)
        year = fin.year - 1 if before > fin and before - fin > _HALF_A_YEAR else fin.year
        return _date(debut.day, debut.month, year, debut.weekday), fin
    if isinstance(debut, date) and isinstance(fin, DayMonth):
        after = _date(fin.day, fin.month, debut.year)
        year = debut.year + 1 if after < debut and debut - after > _HALF_A_YEAR else debut.year
        return debut, _date(fin.day, fin.month, year, fin.weekday)
    return debut, fin


def in_any_year(found: date | DayMonth) -> date:
    """Return a date that can be compared with that of another day without a year."""
    return found if isinstance(found, date) else date(_A_LEAP_YEAR, found.month, found.day)


# -- partial dates ---------------------------------------------------------------------------------------


def read_partial(text: str) -> PartialDate | DayMonth | MonthAlone | None:
    """Return the date that a text names, or None if it does not have the form of one.

    Raises ``Unreadable`` for a day that the calendar does not have.
    """
    if len(text) > _LONGEST:
        return None
    typed = plain(text)
    for lead in (_UNTIL, _SINCE):
        if match := lead.fullmatch(typed):
            return read_partial(match["rest"])
    if match := _LIMIT.fullmatch(typed):
        return _limited(match)
    if match := _WINTER.fullmatch(typed):
        raise Unreadable(
            "date-illisible",
            f"« {text} » est dans deux années.",
            f"Écrivez « fin {match['before'] or match['year']} » ou « début {match['year']} ».",
        )
    match = next(filter(None, (form.fullmatch(typed) for form in _PARTIAL_FORMS)), None)
    if match is not None:
        return _partial_of(match.groupdict())
    if found := _partial(read_day(typed)):
        return found
    within = _WITHIN.fullmatch(typed)
    return read_partial(within["rest"]) if within else None


def _limited(match: re.Match[str]) -> PartialDate | DayMonth | MonthAlone | None:
    found = read_partial(match["rest"] or match["before"])
    limit = _LIMITS[match["limit"] or "au plus tard"]
    match found:
        case PartialDate(limit=None) | DayMonth(limit=None) | MonthAlone(limit=None):
            return replace(found, limit=limit)
        case _:
            return None


def _partial_of(fields: dict[str, str | None]) -> PartialDate | MonthAlone | None:
    month = _month_number(text) if (text := fields.get("month")) else None
    part = _part_number(fields)
    if fields["year"] is None:
        return MonthAlone(month, part) if month else None
    year = _year(fields["year"])
    if month and part:
        return PartialDate(year, month, part=part)
    if month:
        return PartialDate(year, month)
    if quarter := fields.get("quarter"):
        return PartialDate(year, quarter=_quarter_number(quarter))
    return PartialDate(year, part=part)


def _part_number(fields: dict[str, str | None]) -> Part | None:
    if word := fields.get("part"):
        return _PARTS[word]
    if word := fields.get("season"):
        return _SEASONS[word]
    if word := fields.get("half"):
        half = _HALVES.get(word) or _HALVES.get(word[0])
        if half is None:
            raise Unreadable(
                "date-impossible", f"Il n’y a pas de {word} semestre.", "Une année a deux semestres."
            )
        return half
    return None


def _year(typed: str) -> int:
    year = int(typed)
    if len(typed) < len("2000"):
        year += 20 * _CENTURY if year <= _LAST_SHORT_YEAR else 19 * _CENTURY
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Unreadable(
            "date-impossible",
            f"L’année {typed} n’est pas vraisemblable.",
            f"Les années vont de {FIRST_YEAR} à {LAST_YEAR}.",
        )
    return year


def _month_number(typed: str) -> int:
    number = _MONTH_NUMBERS.get(typed) or int(typed)
    if not 1 <= number <= len(MONTHS):
        raise Unreadable(
            "date-impossible", f"Il n’y a pas de mois {typed}.", "Écrivez le mois en lettres, ou de 1 à 12."
        )
    return number


def _quarter_number(typed: str) -> int:
    number = _ORDINALS.get(typed) or int(typed[0])
    if not 1 <= number <= _QUARTERS:
        raise Unreadable(
            "date-impossible", f"Il n’y a pas de trimestre {typed}.", "Une année a quatre trimestres."
        )
    return number


def _partial(found: date | DayMonth | None) -> PartialDate | DayMonth | None:
    return PartialDate.of(found) if isinstance(found, date) else found


# -- periods ---------------------------------------------------------------------------------------------


def read_period(text: str) -> tuple[PartialDate | None, PartialDate | None] | None:
    """Return the begin and the end that a text names, or None if it does not have the form of a period.

    Raises ``Unreadable`` for what the calendar does not have, and for what can be read in two ways.
    """
    typed = plain(text).strip("() ,;:")
    if (match := _UNTIL.fullmatch(typed)) and (fin := read_partial(match["rest"])):
        return (None, fin) if isinstance(fin, PartialDate) else None
    if (match := _SINCE.fullmatch(typed)) and (debut := read_partial(match["rest"])):
        return (debut, None) if isinstance(debut, PartialDate) else None
    if match := _BETWEEN.fullmatch(typed):
        return _with_years(read_partial(match[1]), read_partial(match[2]))
    around = _AROUND_PERIOD.fullmatch(typed)
    bare = around["rest"] if around else typed
    if years := _TWO_YEARS.fullmatch(bare):
        return PartialDate(_year(years[1])), PartialDate(_year(years[2]))
    if (short := _SHORT_YEAR.fullmatch(bare)) and (last := _short_end(short, text)):
        return PartialDate(_year(short[1])), PartialDate(last)
    alone = read_partial(bare)
    return _with_years(*((alone, alone) if alone else _read_two_partials(bare)))


def _short_end(match: re.Match[str], text: str) -> int | None:
    """Return the year that « 2023-27 » ends with, None where the two figures are a month.

    « 2008-11 » may be both, and is refused.
    """
    first, figures = int(match[1]), int(match[2])
    last = first - first % _CENTURY + figures
    if figures > len(MONTHS):
        return _year(str(last))
    if last > first and figures:
        raise Unreadable(
            "periode-illisible",
            f"« {text} » peut être des années ou un mois.",
            f"Écrivez « {first}-{last} » pour les années, « {MONTHS[figures - 1]} {first} » pour le mois.",
        )
    return None


def _read_two_partials(
    bare: str,
) -> tuple[PartialDate | DayMonth | MonthAlone | None, PartialDate | DayMonth | MonthAlone | None]:
    """Return both ends of a period; the begin may borrow its month, as in « du 1er au 31 mars »."""
    for joint in (" jusqu'", " au ", " a ", " - ", "/", "-"):
        left, found, right = bare.partition(joint)
        if joint == " jusqu'":
            right = f"jusqu'{right}"
        if found and (fin := read_partial(right)):
            debut = read_partial(left)
            if debut is None and not isinstance(fin, MonthAlone) and fin.day is not None:
                debut = _partial(borrowing(left, fin.first if isinstance(fin, PartialDate) else fin))
            return debut, fin
    return None, None


def _with_years(
    debut: PartialDate | DayMonth | MonthAlone | None, fin: PartialDate | DayMonth | MonthAlone | None
) -> tuple[PartialDate, PartialDate] | None:
    """Give the year of one end to the other, or return None if neither has one."""
    match debut, fin:
        case PartialDate(limit=None), PartialDate(limit=None):
            return debut, fin
        case DayMonth(), PartialDate():
            return _with_years(_partial(same_year(debut, fin.last)[0]), fin)
        case PartialDate(), DayMonth():
            return _with_years(debut, _partial(same_year(debut.first, fin)[1]))
        case MonthAlone(), PartialDate():
            return _with_years(debut.in_year(fin.year), fin)
        case _:
            return None


def _quantity(typed: str | None) -> int:
    if typed is None:
        return 0
    return NUMBER_WORDS.get(typed) or int(typed)
