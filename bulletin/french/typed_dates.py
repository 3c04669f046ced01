"""Days, hours, periods and durations as French writers type them, read into the values of ``dates``.

Each ``parse_…`` takes the text of one value and raises ``Unreadable``, with a remedy, for what it cannot
read or what the calendar does not have. Nothing is guessed: a missing year stays missing until a rule
finds it. and ``french``.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Final
from zoneinfo import ZoneInfo

from bulletin.diagnostics import Unreadable
from bulletin.french.dates import (
    FIRST_YEAR,
    LAST_YEAR,
    MONTHS,
    WEEKDAYS,
    DayMonth,
    Duree,
    Moment,
    MomentSansAnnee,
    PartialDate,
    Span,
    last_day_of_month,
)
from bulletin.french.printed import clock, long_day, sentence
from bulletin.french.slugs import plain

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
_QUARTER_WORDS: Final = {
    "premier": 1,
    "deuxieme": 2,
    "second": 2,
    "troisieme": 3,
    "quatrieme": 4,
    "dernier": 4,
}
_NUMBER_WORDS: Final = {
    word: number
    for number, words in enumerate(
        ("un une", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
        1,
    )
    for word in words.split()
} | {"quinze": 15, "dix-huit": 18, "vingt-quatre": 24, "trente-six": 36}

_A_LEAP_YEAR = 2000
_LONGEST_DURATION = 1200
"""In months: a convention of a century is a slip of the pen."""
_HALF_A_YEAR = timedelta(days=183)

_MONTH = "|".join(sorted(_MONTH_NUMBERS, key=len, reverse=True))
_WEEKDAY = "|".join(WEEKDAYS)
_QUARTER = "|".join((*_QUARTER_WORDS, "[1-4] ?(?:er|eme|e|nd)"))
_YEAR = r"[0-9]{4}"
_TIME = r"[0-9]{1,2} ?h(?:eures?)?(?: ?[0-9]{2})?|[0-9]{1,2}:[0-9]{2}(?::00)?"
_NUMBER = r"(?P<day>[0-9]{1,2})(?: ?er)?"
_DAY_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>{_YEAR})-(?P<month>[0-9]{{1,2}})-(?P<day>[0-9]{{1,2}})",
        rf"(?P<day>[0-9]{{1,2}})([/.-])(?P<month>[0-9]{{1,2}})\2(?P<year>{_YEAR})",
        rf"(?:(?P<weekday>{_WEEKDAY}) )?{_NUMBER} (?P<month>{_MONTH})\.?(?: (?P<year>{_YEAR}))?",
    )
)
_DAY_ALONE = re.compile(rf"(?:(?P<weekday>{_WEEKDAY}) )?{_NUMBER}")
_PARTIAL_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:en |(?:l')?annee )?(?P<year>{_YEAR})",
        rf"(?P<year>{_YEAR})-(?P<month>[0-9]{{1,2}})",
        rf"(?P<month>[0-9]{{1,2}})/(?P<year>{_YEAR})",
        rf"(?:en )?(?P<month>{_MONTH})\.? (?P<year>{_YEAR})",
        rf"(?P<year>{_YEAR})[- ]?t(?P<quarter>[0-9])",
        rf"t(?P<quarter>[0-9])[- ]?(?P<year>{_YEAR})",
        rf"(?:le |au )?(?P<quarter>{_QUARTER}) trimestre (?:de )?(?P<year>{_YEAR})",
    )
)
_STAMP = re.compile(rf"(?P<day>{_YEAR}-[0-9]{{1,2}}-[0-9]{{1,2}})[t ][0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?")
_MOMENT = re.compile(rf"(?P<day>.+?)(?:(?<=[0-9])t|,? (?:a |de )?)(?P<time>{_TIME})")
_HOURS = re.compile(rf"(?P<day>.+?),? (?:de )?(?P<time>{_TIME}) ?(?:a|-) ?(?P<end>{_TIME})")
_TWO_YEARS = re.compile(rf"({_YEAR}) ?(?:-|/|a|au) ?({_YEAR})")
_SHORT_YEAR = re.compile(rf"({_YEAR}) ?[-/] ?([0-9]{{2}})")
_LENGTH = r"[0-9]+|" + "|".join(_NUMBER_WORDS)
_DURATION = re.compile(
    rf"(?P<years>{_LENGTH}) (?:ans?|annees?)(?:(?: et |,? )(?P<months>{_LENGTH}) mois)?"
    rf"|(?P<alone>{_LENGTH}) mois"
)

_DAY_HINT = "Écrivez un jour comme « 12 juillet 2016 », « 12/07/2016 » ou « 2016-07-12 »."
_PARTIAL_HINT = "Écrivez « 2015 », « mars 2015 », « premier trimestre 2015 » ou « 12 mars 2015 »."
_TIME_HINT = "Écrivez une heure comme « 14 h », « 14 h 30 » ou « 14:30 »."
_SPAN_HINT = (
    "Écrivez « 21 novembre 2014 », « du 21 au 22 novembre 2014 » ou « 8 décembre 2014 de 14 h à 17 h »."
)
_PERIOD_HINT = "Écrivez « 2015-2018 », « mars 2015 à mars 2019 » ou « 1er janvier 2015 au 31 décembre 2018 »."
_DURATION_HINT = "Écrivez « 4 ans », « 18 mois » ou « 3 ans et 6 mois »."


def parse_day(text: str) -> date | DayMonth:
    """Return the day that ``text`` names, without a year if it names none.

    The hour of an ISO day and time is left out.
    """
    found = _read_day(_without_hour(plain(text)))
    if found is None:
        raise _no_date(text, _DAY_HINT)
    return found


def parse_partial(text: str) -> PartialDate | DayMonth:
    """Return the year, quarter, month or day that ``text`` names."""
    found = _read_partial(_without_hour(plain(text)))
    if found is None:
        raise _no_date(text, _PARTIAL_HINT)
    return found


def parse_time(text: str) -> time:
    """Return the hour that ``text`` names, to the minute."""
    typed = plain(text)
    if re.fullmatch(_TIME, typed) is None:
        raise Unreadable("heure-illisible", f"« {text} » n’est pas une heure.", _TIME_HINT)
    return _read_time(typed)


def parse_moment(text: str) -> Moment | MomentSansAnnee:
    """Return the day that ``text`` names and, if it names one, the hour."""
    day, heure = _split_hour(plain(text))
    found = _read_day(day)
    if found is None:
        raise _no_date(text, _DAY_HINT)
    return _moment(found, heure)


def parse_span(text: str) -> Span:
    """Return when the event that ``text`` describes starts and, if it says so, ends.

    A year or a month given once serves for both days; the hours of « du 21 au 22 novembre, de 9 h à
    17 h » are that of the start and that of the end.
    """
    typed = plain(text).removeprefix("les ")
    for joint in (" au ", " et "):
        left, found, right = typed.partition(joint)
        if found:
            return _read_two_days(text, left, right, consecutive=joint == " et ")
    day, debut, fin = _split_hours(typed)
    jour = _read_day(day)
    if jour is None:
        raise _no_date(text, _SPAN_HINT)
    return Span(_moment(jour, debut), _moment(jour, fin) if fin else None)


def parse_period(text: str) -> tuple[PartialDate, PartialDate]:
    """Return the begin and the end that ``text`` names, as precise as they are typed.

    One date alone is both. The end may come before the begin: the caller tells.
    """
    typed = plain(text)
    if years := _TWO_YEARS.fullmatch(typed):
        return PartialDate(_year(years[1])), PartialDate(_year(years[2]))
    if (short := _SHORT_YEAR.fullmatch(typed)) and int(short[2]) > len(MONTHS):
        full = f"{short[1]}-{short[1][:2]}{short[2]}"
        raise Unreadable("periode-illisible", f"« {text} » n’est pas une période.", f"Écrivez « {full} ».")
    alone = _read_partial(typed)
    ends = _with_years(*((alone, alone) if alone else _read_two_partials(typed)))
    if ends is None:
        raise Unreadable("periode-illisible", f"« {text} » n’est pas une période.", _PERIOD_HINT)
    return ends


def parse_duration(text: str) -> Duree:
    """Return how long « 4 ans », « 18 mois » or « 3 ans et 6 mois » is."""
    match = _DURATION.fullmatch(plain(text))
    mois = 12 * _quantity(match["years"]) + _quantity(match["months"] or match["alone"]) if match else 0
    if not 0 < mois <= _LONGEST_DURATION:
        raise Unreadable("duree-illisible", f"« {text} » n’est pas une durée.", _DURATION_HINT)
    return Duree(mois)


def settle(jour: date, heure: time, zone: ZoneInfo) -> tuple[datetime, str]:
    """Return the instant at which clocks of ``zone`` show that hour, and what had to be settled.

    An hour that the clocks skip is moved on by what they skip; of an hour that they show twice, the
    first is meant. The second value is then a French sentence, else empty.
    """
    wanted = datetime.combine(jour, heure, zone).replace(fold=0)
    shown = wanted.astimezone(UTC).astimezone(zone)
    if shown.replace(tzinfo=None) != wanted.replace(tzinfo=None):
        return shown, (
            f"Le {long_day(jour)}, les horloges avancent : {clock(heure)} n’existe pas,"
            f" {clock(shown.time())} est retenu."
        )
    if wanted.utcoffset() != wanted.replace(fold=1).utcoffset():
        return shown, (
            f"Le {long_day(jour)}, les horloges reculent : {clock(heure)} vient deux fois,"
            " la première est retenue."
        )
    return shown, ""


def _no_date(text: str, hint: str) -> Unreadable:
    """Return the refusal of ``text``, with the month that it nearly names if there is one."""
    names = [plain(name) for name in MONTHS]
    for word in re.findall(r"[a-z]{3,}", plain(text)):
        near = get_close_matches(word, names, n=1, cutoff=0.75)
        if near and word not in _MONTH_NUMBERS and word not in WEEKDAYS:
            hint = f"Vouliez-vous dire « {MONTHS[_MONTH_NUMBERS[near[0]] - 1]} » ?"
    return Unreadable("date-illisible", f"« {text} » n’est pas une date.", hint)


def _without_hour(typed: str) -> str:
    stamp = _STAMP.fullmatch(typed)
    return stamp["day"] if stamp else typed


def _read_day(typed: str) -> date | DayMonth | None:
    """Return the day that plain text names, or None if it does not have the form of one."""
    bare = typed.removeprefix("le ")
    match = next(filter(None, (form.fullmatch(bare) for form in _DAY_FORMS)), None)
    if match is None:
        return None
    fields = match.groupdict()
    return _day(int(match["day"]), _month_number(match["month"]), fields["year"], fields.get("weekday"))


def _day(day: int, month: int, year: str | None, weekday: str | None) -> date | DayMonth:
    if year is None:
        _check_day(day, month, _A_LEAP_YEAR, MONTHS[month - 1])
        return DayMonth(month, day)
    return _date(day, month, _year(year), weekday)


def _date(day: int, month: int, year: int, weekday: str | None = None) -> date:
    """Return a day of the calendar; raise for one that it does not have, or on another weekday."""
    name = f"{MONTHS[month - 1]} {year}"
    _check_day(day, month, year, name)
    found = date(year, month, day)
    actual = WEEKDAYS[found.weekday()]
    if weekday not in {None, actual}:
        raise Unreadable(
            "date-impossible",
            f"Le {day} {name} n’est pas un {weekday}.",
            f"C’est un {actual} : corrigez le jour de la semaine ou la date.",
        )
    return found


def _check_day(day: int, month: int, year: int, name: str) -> None:
    last = last_day_of_month(year, month)
    if not 1 <= day <= last:
        raise Unreadable(
            "date-impossible", f"Le {day} {name} n’existe pas.", f"{sentence(name)} finit le {last}."
        )


def _read_partial(typed: str) -> PartialDate | DayMonth | None:
    """Return the date that plain text names, or None if it does not have the form of one."""
    match = next(filter(None, (form.fullmatch(typed) for form in _PARTIAL_FORMS)), None)
    if match is None:
        return _partial(_read_day(typed))
    fields = match.groupdict()
    year = _year(match["year"])
    if month := fields.get("month"):
        return PartialDate(year, _month_number(month))
    if quarter := fields.get("quarter"):
        return PartialDate(year, quarter=_quarter_number(quarter))
    return PartialDate(year)


def _year(typed: str) -> int:
    if not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise Unreadable(
            "date-impossible",
            f"L’année {typed} n’est pas vraisemblable.",
            f"Les années vont de {FIRST_YEAR} à {LAST_YEAR}.",
        )
    return int(typed)


def _month_number(typed: str) -> int:
    number = _MONTH_NUMBERS.get(typed) or int(typed)
    if not 1 <= number <= len(MONTHS):
        raise Unreadable("date-impossible", f"Il n’y a pas de mois {typed}.", _DAY_HINT)
    return number


def _quarter_number(typed: str) -> int:
    number = _QUARTER_WORDS.get(typed) or int(typed[0])
    if number not in _QUARTER_WORDS.values():
        raise Unreadable("date-impossible", f"Il n’y a pas de trimestre {typed}.", _PARTIAL_HINT)
    return number


def _read_time(typed: str) -> time:
    hour, minute = (int(figures) for figures in (*re.findall("[0-9]+", typed), "0")[:2])
    try:
        return time(hour, minute)
    except ValueError as error:
        raise Unreadable("heure-illisible", f"« {typed} » n’est pas une heure.", _TIME_HINT) from error


def _split_hour(typed: str) -> tuple[str, time | None]:
    """Return the text of a day and the hour that follows it."""
    match = _MOMENT.fullmatch(typed)
    return (match["day"], _read_time(match["time"])) if match else (typed, None)


def _split_hours(typed: str) -> tuple[str, time | None, time | None]:
    """Return the text of a day, and the hours from and to which something lasts."""
    match = _HOURS.fullmatch(typed)
    if match is None:
        return (*_split_hour(typed), None)
    return match["day"], _read_time(match["time"]), _read_time(match["end"])


def _moment(jour: date | DayMonth, heure: time | None) -> Moment | MomentSansAnnee:
    return Moment(jour, heure) if isinstance(jour, date) else MomentSansAnnee(jour, heure)


def _read_two_days(text: str, left: str, right: str, *, consecutive: bool) -> Span:
    """Return the span between two days, the first of which may borrow its month and year."""
    last_text, *hours = _split_hours(right)
    first_text, heure = _split_hour(left.removeprefix("du ").removeprefix("le "))
    fin = _read_day(last_text)
    debut = _read_day(first_text) or (fin and _borrowing(first_text, fin))
    if debut is None or fin is None:
        raise Unreadable("periode-illisible", f"« {text} » ne dit pas deux jours.", _SPAN_HINT)
    debut, fin = _same_year(debut, fin)
    if consecutive and _in_any_year(fin) - _in_any_year(debut) != timedelta(days=1):
        raise Unreadable(
            "periode-illisible",
            f"« {text} » : ces deux jours ne se suivent pas.",
            "Écrivez « du … au … », et chaque jour sous « seances ».",
        )
    opening, closing = hours
    return Span(_moment(debut, heure or (closing and opening)), _moment(fin, closing or opening))


def _borrowing(typed: str, other: date | DayMonth) -> date | DayMonth | None:
    """Return the day of the month of ``other`` that « 21 » or « vendredi 21 » names."""
    match = _DAY_ALONE.fullmatch(typed)
    if match is None:
        return None
    year = str(other.year) if isinstance(other, date) else None
    return _day(int(match["day"]), other.month, year, match["weekday"])


def _same_year(debut: date | DayMonth, fin: date | DayMonth) -> tuple[date | DayMonth, date | DayMonth]:
    """Give the year of one to the other; days around New Year's Day are in two years."""
    if isinstance(debut, DayMonth) and isinstance(fin, date):
        before = _date(debut.day, debut.month, fin.year)
        if before > fin and before - fin > _HALF_A_YEAR:
            before = _date(debut.day, debut.month, fin.year - 1)
        return before, fin
    if isinstance(debut, date) and isinstance(fin, DayMonth):
        after = _date(fin.day, fin.month, debut.year)
        if after < debut and debut - after > _HALF_A_YEAR:
            after = _date(fin.day, fin.month, debut.year + 1)
        return debut, after
    return debut, fin


def _in_any_year(found: date | DayMonth) -> date:
    """Return a date that can be compared with that of another day without a year."""
    return found if isinstance(found, date) else date(_A_LEAP_YEAR, found.month, found.day)


def _read_two_partials(typed: str) -> tuple[PartialDate | DayMonth | None, PartialDate | DayMonth | None]:
    """Return both ends of a period; the begin may borrow its month, as in « du 1er au 31 mars »."""
    bare = re.sub(r"^(?:du |de |d')", "", typed)
    for joint in (" au ", " a ", " - ", "/"):
        left, found, right = bare.partition(joint)
        if found and (fin := _read_partial(right)):
            debut = _read_partial(left)
            if debut is None and not (isinstance(fin, PartialDate) and fin.day is None):
                debut = _partial(_borrowing(left, fin.first if isinstance(fin, PartialDate) else fin))
            return debut, fin
    return None, None


def _partial(found: date | DayMonth | None) -> PartialDate | DayMonth | None:
    return PartialDate.of(found) if isinstance(found, date) else found


def _with_years(
    debut: PartialDate | DayMonth | None, fin: PartialDate | DayMonth | None
) -> tuple[PartialDate, PartialDate] | None:
    """Give the year of one end to the other, or return None if neither has one."""
    match debut, fin:
        case PartialDate(), PartialDate():
            return debut, fin
        case DayMonth(), PartialDate():
            return _with_years(_partial(_same_year(debut, fin.last)[0]), fin)
        case PartialDate(), DayMonth():
            return _with_years(debut, _partial(_same_year(debut.first, fin)[1]))
        case _:
            return None


def _quantity(typed: str | None) -> int:
    if typed is None:
        return 0
    return _NUMBER_WORDS.get(typed) or int(typed)
