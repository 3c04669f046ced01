"""The light form of a registration: an address, a telephone number, a last day, in any order and wording.

« forum@exemple.fr, avant le 15 novembre », « au 01 41 00 00 00 jusqu’au 7 juin », « auprès du centre ».
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from bulletin.content.reading.remedies import Pairs, long_form
from bulletin.diagnostics import Unreadable
from bulletin.french.readable import readable_part
from bulletin.french.slugs import fold
from bulletin.french.typed_dates import read_day

_GAP: Final = "[ .\u00a0\u202f-]?"
_EMAIL: Final = re.compile(r"[^\s@<>\",;()]+@[^\s@<>\",;()]+\.[^\s@<>\",;()]*[^\s@<>\",;().]")
_WEB: Final = re.compile(r"(?:https?://|www\.)[^\s,;]*[^\s,;.)]", re.IGNORECASE)
_PHONE: Final = re.compile(
    rf"(?<![\w+])(?:(?:\+|00)[0-9]{{2,3}}{_GAP}(?:\(0\){_GAP})?[1-9](?:{_GAP}[0-9]{{2}}){{4}}"
    rf"|0{_GAP}[1-9](?:{_GAP}[0-9]){{8}}"
    # Short numbers: 3230, 39 39, 116 117.
    r"|3[0-9] ?[0-9]{2}|1[0-9]{2} ?[0-9]{3})(?![\w])"
)
_BARE_WEB: Final = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
"""A web address without its « https:// »."""
_DEADLINE: Final = re.compile(
    r"(?:au plus tard|jusqu['’]au|jusqu['’]à|avant|date limite|d['’]ici|closes?|clôture|fin des inscriptions)"
    r"(?: ?:)?(?: (?:le|au))?\s+(?P<day>[^,;()]+)",
    re.IGNORECASE,
)
_BESIDE: Final = re.compile(
    r"aupr[èe]s (?P<whom>(?:de la |de l['’]|du |des |de |d['’])[^,;\0]+)", re.IGNORECASE
)
_AT: Final = re.compile(r"(?P<at>à la |à l['’]|au |aux )(?P<whom>.+)", re.IGNORECASE)
_OF: Final = {"a la": "de la ", "a l": "de l’", "au": "du ", "aux": "des "}
"""The preposition after « auprès », by the one typed, folded: « au centre » gives « auprès du centre »."""
_SOMEONE: Final = re.compile(
    r"(?:M\.|Mme|Mlle|[Mm]onsieur|[Mm]adame) [A-ZÀ-ÖØ-Þ][\w’'-]*(?: [A-ZÀ-ÖØ-Þ][\w’'-]*)*"
)
"""« Mme Petit »: who answers."""
_FLAGS: Final = (
    (re.compile(r"(?:inscription |réservation )?(?:est )?obligatoire", re.IGNORECASE), "obligatoire", "oui"),
    (
        re.compile(r"(?:inscription )?(?:est )?facultative|sans inscription|entrée libre", re.IGNORECASE),
        "obligatoire",
        "non",
    ),
    (re.compile(r"(?:entrée |accès |c['’]est )?(?:est )?gratuite?s?\b", re.IGNORECASE), "gratuit", "oui"),
    (re.compile(r"(?:entrée |accès )?(?:est )?payante?\b", re.IGNORECASE), "gratuit", "non"),
)
_CONNECTING: Final = frozenset(
    {
        *("inscription", "inscriptions", "s", "inscrire", "inscrivez", "vous", "reservation", "reservations"),
        *("renseignements", "contact", "contacter", "appeler", "appelez", "ecrire", "ecrivez", "il", "faut"),
        *(
            "par",
            "au",
            "a",
            "aux",
            "le",
            "la",
            "les",
            "l",
            "en",
            "ligne",
            "sur",
            "via",
            "et",
            "ou",
            "de",
            "du",
        ),
        *("des", "d", "ici", "telephone", "tel", "mail", "e", "mel", "courriel", "internet", "formulaire"),
        *("site", "web", "numero", "n", "adresse", "suivante", "suivant", "inclus"),
    }
)
"""Words, folded, that only join what the line says and may be left unread."""
_TAKEN: Final = "\N{NULL}"
"""Replaces each character that was read, so that the others keep their offset in the line."""


@dataclass(slots=True)
class _Line:
    """A line from which pieces are taken; ``pieces`` are the offset, the key and the text of each."""

    rest: str
    pieces: list[tuple[int, str, str]] = field(default_factory=list)

    def take(self, start: int, end: int, key: str, value: str) -> None:
        self.pieces.append((start, key, value))
        self.rest = self.rest[:start] + _TAKEN * (end - start) + self.rest[end:]

    def take_all(self, pattern: re.Pattern[str], key: str, value: str = "") -> None:
        for found in list(pattern.finditer(self.rest)):
            self.take(found.start(), found.end(), key, value or found[0])


def read_registration_line(text: str) -> Pairs:
    """Return the keys that a line says; raise ``Unreadable`` for words that are of none of them."""
    line = _Line(text)
    line.take_all(_EMAIL, "courriel")
    line.take_all(_WEB, "url")
    _take_days(line)
    line.take_all(_PHONE, "telephone")
    _take_beside(line)
    for pattern, key, value in _FLAGS:
        line.take_all(pattern, key, value)
    pairs = _pairs(line)
    unread = _unread_words(line.rest)
    twice = [key for key, values in pairs.items() if len(values) > 1 and key != "telephone"]
    if unread or twice or not pairs:
        raise _unread(text, unread, twice, pairs)
    return tuple((key, " ou ".join(values)) for key, values in pairs.items())


def _take_days(line: _Line) -> None:
    for found in list(_DEADLINE.finditer(line.rest)):
        day = readable_part(found["day"], read_day)
        start = found["day"].find(day) if day else -1
        if start >= 0:
            end = found.start("day") + start + len(day)
            line.take(found.start(), end, "avant_le", day)


def _take_beside(line: _Line) -> None:
    for found in list(_BESIDE.finditer(line.rest)):
        words = found["whom"].split()
        while words and fold(words[-1]) in _CONNECTING:
            words.pop()
        whom = found["whom"][: found["whom"].rfind(words[-1]) + len(words[-1])] if words else ""
        if whom := whom.rstrip(" (:-–"):
            line.take(found.start(), found.start("whom") + len(whom), "aupres_de", whom)
    for found in list(_SOMEONE.finditer(line.rest)):
        line.take(found.start(), found.end(), "aupres_de", f"de {found[0]}")


def _pairs(line: _Line) -> dict[str, tuple[str, ...]]:
    """Return the texts of each key, in the order of the line."""
    found: dict[str, tuple[str, ...]] = {}
    for _, key, value in sorted(line.pieces):
        known = found.get(key, ())
        found[key] = known if value in known else (*known, value)
    return found


def _unread_words(rest: str) -> str:
    """Return the stretches of a line, between what was read, that say something else."""
    stretches = (one.strip(" ,;:()/-–.") for one in re.split(rf"{_TAKEN}+|[,;]", rest))
    return ", ".join(one for one in stretches if set(fold(one).split()) - _CONNECTING)


def _unread(text: str, unread: str, twice: list[str], pairs: dict[str, tuple[str, ...]]) -> Unreadable:
    """Return the refusal of a line, with the keys of what was read of it."""
    known = tuple((key, values[0]) for key, values in pairs.items())
    whose = _AT.fullmatch(unread)
    if whose and not twice:
        preposition = _OF[fold(whose["at"])]
        known = (*known, ("aupres_de", f"{preposition}{whose['whom']}"))
        return Unreadable(
            "inscription-illisible",
            f"« {unread} » dit où s’inscrire, ce qui a sa propre clé.",
            f"Écrivez la forme longue :\n{long_form('inscription', known)}",
            pairs=known,
        )
    if _BARE_WEB.fullmatch(unread) and "url" not in pairs and not twice:
        known = (("url", f"https://{unread}"), *known)
    if fold(unread) == "complet":
        message = f"« {unread} » dit l’état de la rencontre, ce qui a sa propre clé."
        return Unreadable("inscription-illisible", message, "Écrivez « etat: complet ».")
    message = f"« {unread or text} » n’est ni une adresse, ni un téléphone, ni « avant le » suivi d’un jour."
    lines = known or (("telephone", "<téléphone>"), ("avant_le", "<jour> <mois> <année>"))
    return Unreadable(
        "inscription-illisible",
        f"« {text} » donne deux fois « {twice[0]} »." if twice else message,
        "Écrivez la forme longue, et le reste dans le texte de l’article :\n"
        + long_form("inscription", lines),
    )
