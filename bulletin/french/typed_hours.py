"""Hours, moments and stretches of days as French writers type them, read into the values of ``dates``.

« 8 décembre 2014 de 14 à 17 h », « du 21 au 22 novembre, de 9 h à midi ». Hours that follow several days are
those of each day. « 24 h » and, at an end, « minuit » and « 0 h » are the end of their day: 0 h of the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Final
from zoneinfo import ZoneInfo

from bulletin.diagnostics import Unreadable
from bulletin.french.dates import MONTHS, WEEKDAYS, DayMonth, Moment, MomentSansAnnee, Span
from bulletin.french.printed import NBSP, clock, long_day
from bulletin.french.readable import readable_part
from bulletin.french.slugs import plain
from bulletin.french.typed_dates import (
    DAY_FORM,
    MONTH,
    YEAR,
    borrowing,
    in_any_year,
    no_date,
    read_day,
    same_year,
)

_LONGEST: Final = 200
"""Characters of the longest text that is read as days and hours."""
_ONE_DAY: Final = timedelta(days=1)
_MIDNIGHT: Final = time(0)
_NOON: Final = {"midi": time(12), "midi et demi": time(12, 30), "midi et demie": time(12, 30)}
_END_OF_DAY = 24

_TIME = (
    r"[0-9]{1,2} ?h(?:eures?)?(?: ?[0-9]{2}(?: ?(?:min|mn|minutes?))?)?(?![0-9a-z])"
    r"|[0-9]{1,2}:[0-9]{2}(?::00)?(?![0-9:])|midi(?: et demie?)?|minuit"
)
_BARE = r"[0-9]{1,2}"
"""An hour that leaves its « h » to the next one: « de 14 à 17 h »."""
_JOINT = r"(?:(?<=[0-9])t(?=[0-9])|,? (?:- )?|,)\(?"
"""What parts a day from an hour; the T is that of « 2014-12-08T14:00 »."""
_RANGE = rf"(?:de )?(?:{_TIME}|{_BARE}) ?(?:a|-|/|jusqu'a) ?(?:{_TIME})"
_HOURS = re.compile(
    rf"(?P<day>.+?){_JOINT}(?:(?:de )?(?P<open>{_TIME}|{_BARE}) ?(?:a|-|/|jusqu'a) ?(?P<close>{_TIME})"
    rf"|entre (?P<from>{_TIME}|{_BARE}) et (?P<to>{_TIME}))\)?"
)
_UNTIL = re.compile(rf"(?P<day>.+?){_JOINT}jusqu'a (?P<close>{_TIME})\)?")
_HOUR = re.compile(rf"(?P<day>.+?){_JOINT}(?:a partir de |a compter de |a |de |des )?(?P<open>{_TIME})\)?")
_TWO_RANGES = re.compile(
    rf"(?P<day>.+?){_JOINT}(?P<first>{_RANGE}),? ?(?:et |puis |/ ?)?(?P<second>{_RANGE})"
)
_HOURS_FIRST = re.compile(
    rf"(?P<hours>(?:a |a partir de |des )(?:{_TIME})|{_RANGE}|entre (?:{_TIME}|{_BARE}) et (?:{_TIME})),?"
    r" (?:le |du )?(?P<day>.+)"
)
_SOME_HOURS = re.compile(rf"{_RANGE}|(?:a partir de |a )?(?:{_TIME})")
_SAYS_NOTHING = re.compile(r",? ?\(?(?:toute la journee|journee entiere|precises?)\)?$")
"""What may follow a day or an hour and adds nothing to it."""
_OFFSET = re.compile(
    rf"(?P<day>{YEAR}-[0-9]{{1,2}}-[0-9]{{1,2}})[t ][0-9:.]+ ?(?:z|[+-][0-9]{{2}}:?[0-9]{{2}})"
)
_TWO_NUMBERS = re.compile(rf"({_BARE}) ?[-/] ?({_BARE} (?:{MONTH})\.?(?: {YEAR})?)")
_TO = re.compile(r"(?:du |le )?(?P<left>.+?)(?: au | - )(?P<right>.+)")
_AND = re.compile(r" et (?:le )?|, ?(?:le )?")
_DAYS_OF_WEEK = re.compile(rf"^(?:{'|'.join(WEEKDAYS)})s (?=[0-9])")

_SPAN_FORM = (
    f"{DAY_FORM}, « du <jour> au <jour> <mois> <année> » ou « <jour> <mois> <année> de <heure> à <heure> »"
)
_TIME_HINT = f"Les heures vont de 0{NBSP}h à 24{NBSP}h, les minutes de 00 à 59."


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour of the clock; ``lendemain`` puts it on the next day."""

    heure: time
    lendemain: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours that follow a day: from, to, both, or none."""

    opening: Hour | None = None
    closing: Hour | None = None

    def __bool__(self) -> bool:
        return bool(self.opening or self.closing)


_Day = date | DayMonth


def parse_moment(text: str) -> Moment | MomentSansAnnee:
    """Return the day that ``text`` names and, if it names one, the hour."""
    _refuse_offset(text)
    found = _read_moment(text)
    if found is None:
        raise no_date(text, _read_moment, f"{DAY_FORM}, avec « à <heure> » s’il y a une heure")
    return found


def parse_span(text: str) -> Span:
    """Return when what ``text`` describes starts and, if it says so, ends.

    A year or a month given once serves for both days. The hours of « du 21 au 22 novembre, de 9 h à 17 h »
    are those of each day; « du 21 novembre à 9 h au 22 novembre à 17 h » lasts without a break. Days or hours
    apart are refused with the list of sessions to write.
    """
    _refuse_offset(text)
    found = _read_span(text)
    if found is None:
        fault = no_date(text, _read_span, _SPAN_FORM)
        part = _with_hours(readable_part(text, _read_span), text)
        hint = f"Écrivez « {part} »." if part else fault.hint
        raise Unreadable(fault.code, fault.message, hint, fault.mended)
    return found


def _with_hours(part: str, text: str) -> str:
    """Return the days that could be read with the hours that stand elsewhere in the text; "" where all do."""
    _, known = split_hours(plain(part))
    hours = _SOME_HOURS.search(plain(text))
    if not part or known or hours is None:
        return ""
    _, found = split_hours(f"- {hours[0]}")
    return day_and_hours(part, found)


def is_span(text: str) -> bool:
    """Tell whether a text says one or several days, with or without hours."""
    try:
        return _read_span(text) is not None
    except Unreadable:
        return False


def settle(jour: date, heure: time, zone: ZoneInfo) -> tuple[datetime, str]:
    """Return the instant at which clocks of ``zone`` show that hour, and what had to be settled.

    An hour that the clocks skip is moved on by what they skip; of an hour that they show twice, the
    first is meant. The second value is then a French sentence, else empty.
    """
    wanted = datetime.combine(jour, heure, zone).replace(fold=0)
    shown = wanted.astimezone(UTC).astimezone(zone)
    if shown.replace(tzinfo=None) != wanted.replace(tzinfo=None):
        return shown, (
            f"Le {long_day(jour)}, les horloges avancent : {clock(heure)} n’existe pas,"
            f" {clock(shown.time())} est retenu."
        )
    if wanted.utcoffset() != wanted.replace(fold=1).utcoffset():
        return shown, (
            f"Le {long_day(jour)}, les horloges reculent : {clock(heure)} vient deux fois,"
            " la première est retenue."
        )
    return shown, ""


# -- hours -----------------------------------------------------------------------------------------------


def _refuse_offset(text: str) -> None:
    """Refuse a stamp that counts from Greenwich: which hour the clocks here show is for the writer to say."""
    match = _OFFSET.fullmatch(plain(text))
    if match is not None:
        raise Unreadable(
            "heure-illisible",
            f"« {text} » est l’heure d’une machine, comptée depuis Greenwich.",
            f"Écrivez l’heure d’ici : « {match['day']} à <heure> ».",
        )


def _hour(typed: str, *, is_end: bool = False) -> Hour:
    """Return the hour that plain text names; as an end, 0 h and midnight are those of the next day."""
    if typed in _NOON:
        return Hour(_NOON[typed])
    if typed == "minuit":
        return Hour(_MIDNIGHT, is_end)
    hour, minute = (int(figures) for figures in (*re.findall("[0-9]+", typed), "0")[:2])
    if (hour, minute) == (_END_OF_DAY, 0):
        return Hour(_MIDNIGHT, lendemain=True)
    try:
        found = time(hour, minute)
    except ValueError as error:
        raise Unreadable("heure-illisible", f"« {typed} » n’est pas une heure.", _TIME_HINT) from error
    return Hour(found, is_end and found == _MIDNIGHT)


def split_hours(typed: str) -> tuple[str, Hours]:
    """Return the text of one or several days, and the hours that follow it."""
    if match := _HOURS.fullmatch(typed):
        opening, closing = match["open"] or match["from"], match["close"] or match["to"]
        return match["day"], Hours(_hour(opening), _hour(closing, is_end=True))
    if match := _UNTIL.fullmatch(typed):
        return match["day"], Hours(None, _hour(match["close"], is_end=True))
    if match := _HOUR.fullmatch(typed):
        return match["day"], Hours(_hour(match["open"]))
    return typed, Hours()


def _read_moment(text: str) -> Moment | MomentSansAnnee | None:
    typed = plain(text)
    match = _HOUR.fullmatch(typed)
    day, hour = (match["day"], _hour(match["open"])) if match else (typed, None)
    found = read_day(day)
    return _moment(found, hour) if found else None


def _moment(jour: _Day, hour: Hour | None) -> Moment | MomentSansAnnee:
    heure, lendemain = (hour.heure, hour.lendemain) if hour else (None, False)
    if isinstance(jour, DayMonth):
        return MomentSansAnnee(jour, heure, lendemain)
    return Moment(jour + _ONE_DAY if lendemain else jour, heure)


# -- one or several days ---------------------------------------------------------------------------------


def _read_span(text: str) -> Span | None:
    """Return the stretch that a text describes, or None if it does not have the form of one."""
    if len(text) > _LONGEST:
        return None
    typed = _SAYS_NOTHING.sub("", plain(text).strip(" .").removeprefix("les "))
    if match := _HOURS_FIRST.fullmatch(typed):
        typed = f"{match['day']} {match['hours']}"
    if match := _TWO_RANGES.fullmatch(typed):
        return _refused_ranges(text, match)
    days, hours = split_hours(typed)
    days = _DAYS_OF_WEEK.sub("", days, count=1)
    if match := _TWO_NUMBERS.fullmatch(days) or _TO.fullmatch(days):
        return _from_to(match[1], match[2], hours, is_until_midnight=typed.endswith("minuit"))
    if _AND.search(days):
        return _each(text, _AND.split(days), hours)
    jour = read_day(days)
    if jour is None:
        return None
    if hours.closing is None:
        return Span(_moment(jour, hours.opening))
    return Span(_moment(jour, hours.opening), _moment(jour, hours.closing))


def _from_to(left: str, right: str, hours: Hours, *, is_until_midnight: bool) -> Span | None:
    """Return the stretch between two days, the first of which may borrow its month and year."""
    first, own = split_hours(left)
    fin = read_day(right)
    debut = read_day(first) or (fin and borrowing(first, fin))
    if debut is None or fin is None or (own and hours.closing) or own.closing:
        return None
    debut, fin = same_year(debut, fin)
    if own:
        closing = Hour(_MIDNIGHT, lendemain=True) if is_until_midnight else hours.opening
        return Span(_moment(debut, own.opening), _moment(fin, closing))
    return _lasting(debut, fin, hours)


def _each(text: str, parts: list[str], hours: Hours) -> Span | None:
    """Return the stretch of days that are named one by one and follow one another."""
    first = parts[0].removeprefix("du ").removeprefix("le ")
    *before, (last, own) = (split_hours(part) for part in (first, *parts[1:]))
    fin = read_day(last)
    if fin is None:
        return None
    days: list[tuple[_Day, Hours]] = []
    for part, hour in before:
        day = read_day(part) or borrowing(part, fin)
        if day is None:
            return None
        days.append((same_year(day, fin)[0], hour))
    days.append((same_year(days[0][0], fin)[1], own or hours))
    is_apart = any(
        in_any_year(after) - in_any_year(day) != _ONE_DAY for (day, _), (after, _) in pairwise(days)
    )
    if is_apart or any(hour for _, hour in days[:-1]):
        reason = "ces jours ne se suivent pas" if is_apart else "ces jours n’ont pas les mêmes heures"
        raise _apart(f"« {text} » : {reason}.", ((day, hour or hours) for day, hour in days))
    return _lasting(days[0][0], days[-1][0], hours)


def _lasting(debut: _Day, fin: _Day, hours: Hours) -> Span:
    """Return the stretch from a day to another, each of which has the same hours."""
    return Span(
        _moment(debut, hours.opening),
        _moment(fin, hours.closing),
        chaque_jour=hours.opening is not None and debut != fin,
    )


def _refused_ranges(text: str, match: re.Match[str]) -> Span | None:
    """Raise for a day with two ranges of hours, with both written out; return None if it is no day."""
    jour = read_day(match["day"])
    if jour is None:
        return None
    _, first = split_hours(f"- {match['first']}")
    _, second = split_hours(f"- {match['second']}")
    raise _apart(f"« {text} » dit deux horaires pour un jour.", ((jour, first), (jour, second)))


# -- remedies --------------------------------------------------------------------------------------------


def _apart(message: str, sessions: Iterable[tuple[_Day, Hours]]) -> Unreadable:
    """Return the refusal of days or hours that are apart: when it lasts in all, and each session."""
    each = tuple(sessions)
    (first, opens), (last, closes) = each[0], each[-1]
    if first == last:
        whole = day_and_hours(typed_day(first), Hours(opens.opening, closes.closing))
    else:
        whole = f"du {typed_day(first)} au {typed_day(last)}"
    items = tuple(day_and_hours(typed_day(day), hours) for day, hours in each)
    lines = "\n".join(f"  - {item}" for item in items)
    hint = f"Écrivez chaque séance sur sa ligne :\nevenement: {whole}\nseances:\n{lines}"
    return Unreadable("periode-illisible", message, hint, several=items)


def typed_day(day: date | DayMonth) -> str:
    """Return a day as one types it, with its year if it has one: « 1er mars 2015 », « 12 juillet »."""
    number = "1er" if day.day == 1 else str(day.day)
    return f"{number} {MONTHS[day.month - 1]}" + (f" {day.year}" if isinstance(day, date) else "")


def day_and_hours(day: str, hours: Hours) -> str:
    """Return a day and its hours as one types them."""
    opening, closing = (_typed_hour(hour) for hour in (hours.opening, hours.closing))
    if opening and closing:
        return f"{day} de {opening} à {closing}"
    if closing:
        return f"{day} jusqu’à {closing}"
    return f"{day} à {opening}" if opening else day


def _typed_hour(hour: Hour | None) -> str:
    if hour is None:
        return ""
    return "minuit" if hour.lendemain else hour_text(hour.heure)


def hour_text(hour: time) -> str:
    """Return an hour as one types it: « 9 h 30 », with ordinary spaces."""
    return clock(hour).replace(NBSP, " ")
