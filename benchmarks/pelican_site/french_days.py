"""Days in French, whatever the locales of the machine."""

import datetime as dt

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def day(moment: dt.datetime) -> str:
    """Return « 12 juillet 2016 »."""
    return f"{moment.day} {month(moment)}"


def long_day(moment: dt.datetime) -> str:
    """Return « mardi 12 juillet 2016 »."""
    return f"{WEEKDAYS[moment.weekday()]} {day(moment)}"


def month(moment: dt.datetime) -> str:
    """Return « juillet 2016 »."""
    return f"{MONTHS[moment.month - 1]} {moment.year}"
