"""Whole numbers as French writers type them: in figures, in letters, or before what they count."""

from __future__ import annotations

import re
from typing import Final

from bulletin.french.slugs import plain

_UNITS: Final = (
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf"),
    *("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
_TENS: Final = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_HUNDRED = 100
_MOST_DIGITS = 9
_LONGEST_WORD = len("cinquantaine")


def _below_a_hundred() -> dict[str, int]:
    words = {word: number for number, word in enumerate(_UNITS)} | _TENS
    words |= {f"dix-{_UNITS[unit]}": 10 + unit for unit in (7, 8, 9)}
    words |= {"septante": 70, "octante": 80, "huitante": 80, "nonante": 90}
    teens = {number: word for word, number in words.items() if number < min(_TENS.values())}
    for ten, tens in _TENS.items():
        count = 19 if ten == "soixante" else 9
        words |= {f"{ten}-{teens[unit]}": tens + unit for unit in range(2, count + 1) if unit in teens}
        words |= {f"{ten}-et-un": tens + 1, f"{ten}-un": tens + 1}
    words |= {"soixante-et-onze": 71, "quatre-vingts": 80, "quatre-vingt": 80}
    words |= {f"quatre-vingt-{word}": 80 + unit for unit, word in teens.items() if unit}
    return words | {"une": 1}


def _below_a_thousand() -> dict[str, int]:
    small = _below_a_hundred()
    words = dict(small)
    for count in range(1, 10):
        hundred = "cent" if count == 1 else f"{_UNITS[count]}-cent"
        words |= {hundred: _HUNDRED * count, f"{hundred}s": _HUNDRED * count}
        words |= {f"{hundred}-{word}": _HUNDRED * count + unit for word, unit in small.items() if unit}
    return words | {"mille": 1000}


NUMBER_WORDS: Final = {word: number for word, number in _below_a_hundred().items() if number}
"""The numbers from 1 to 99, in plain letters joined by hyphens."""
_WORDS: Final = _below_a_thousand()

_COUNTED = re.compile(r"(?P<figures>[0-9]{1,3}(?:[ '.][0-9]{3})+|[0-9]+)(?: (?P<what>[^0-9].*))?")
_OTHER = re.compile(
    r"(?:a|ou|et|/|-|\+|pour cent|%|millions?|milliers?|milliards?|mille|k|m)(?![a-z]).*"
    r"|(?:dix|douz|quinz|vingt|trent|quarant|cinquant|soixant|cent)aines?\b.*"
)
"""What makes another number, or a doubtful one, of the number that stands before it."""

_ABOUT: Final = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
}
"""The number near which each of these words tells to be."""


def read_number(text: str) -> int | None:
    """Return the number that « 30 », « 1 674 », « trente » or « 30 berceaux dont 5 » says, else None.

    What counts is the number before the first word; « 30 à 40 », « 12,5 » and « environ 30 » say none.
    """
    typed = plain(text)
    if match := _COUNTED.fullmatch(typed):
        figures = re.sub("[ '.]", "", match["figures"])
        is_one = match["what"] is None or _OTHER.fullmatch(match["what"]) is None
        return int(figures) if is_one and len(figures) <= _MOST_DIGITS else None
    return _in_letters(typed)


def numbers_in(text: str) -> tuple[int, ...]:
    """Return the numbers that a text may mean, in their order: 30 and 35 for « 30 à 35 ».

    « une trentaine » may mean 30. They are what to offer for a text that says no exact number.
    """
    words = re.findall(r"[0-9]+|[a-z]+", plain(text))
    found = (
        int(word) if word.isdigit() else _ABOUT.get(word) for word in words if len(word) <= _LONGEST_WORD
    )
    return tuple(dict.fromkeys(number for number in found if number is not None))


def spelled_number(text: str) -> int | None:
    """Return the number that a whole text spells in letters, None for any other text."""
    return _WORDS.get("-".join(plain(text).split()))


def _in_letters(typed: str) -> int | None:
    """Return the number that the first words spell; the longest spelling wins, words may follow it."""
    words = typed.split()
    for length in range(min(len(words), 6), 0, -1):
        found = _WORDS.get("-".join(words[:length]))
        if found is not None:
            rest = " ".join(words[length:])
            return found if not rest or _OTHER.fullmatch(rest) is None else None
    return None
