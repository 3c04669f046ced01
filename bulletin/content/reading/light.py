"""Light forms rewritten into the entries of their long form.

What one line says of a convention, an amount or a person becomes the keys that the block would hold, each
at its own place in the line. So light and long forms give equal values, and the remedy for a line that
cannot be read is its long form, filled in as far as it goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bulletin.content.reading.context import Context
from bulletin.content.reading.light_convention import read_convention_line
from bulletin.content.reading.registration import read_registration_line
from bulletin.content.reading.remedies import Pairs, long_form
from bulletin.diagnostics import Place, Unreadable
from bulletin.french.dates import MONTHS, WEEKDAYS, DayMonth, Moment, MomentSansAnnee
from bulletin.french.typed_amount_lines import parse_light_amount
from bulletin.french.typed_amounts import decimal_text
from bulletin.french.typed_dates import parse_day
from bulletin.french.typed_hours import is_span, parse_span
from bulletin.french.typed_people import read_people
from bulletin.source.nodes import Entry, Scalar

WEB = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)


def expand(block: str, scalar: Scalar, context: Context) -> tuple[Entry, ...]:
    """Return the entries that a light form stands for; raise ``Unreadable`` when it says nothing readable."""
    text = scalar.text.strip()
    pairs = read_convention_line(text, context) if block == "convention" else LIGHT[block](text)
    return tuple(
        Entry(key, place, Scalar(text, place)) for key, text in pairs for place in (_place_of(text, scalar),)
    )


def _place_of(text: str, scalar: Scalar) -> Place:
    """Return where a light form says ``text``, or the whole of it where it says it in other words."""
    start = scalar.text.find(text)
    return scalar.place if start < 0 else scalar.stretch(start, len(text))


def _moment(moment: Moment | MomentSansAnnee) -> str:
    """Return a moment as the long form gives it; « 24:00 » is the end of its day."""
    jour = moment.jour
    if isinstance(jour, DayMonth):
        weekday = "" if jour.weekday is None else f"{WEEKDAYS[jour.weekday]} "
        day = f"{weekday}{jour.day} {MONTHS[jour.month - 1]}"
    else:
        day = jour.isoformat()
    if moment.heure is None:
        return day
    is_end = isinstance(moment, MomentSansAnnee) and moment.lendemain
    return f"{day} à 24:00" if is_end else f"{day} à {moment.heure:%H:%M}"


def _evenement(text: str) -> Pairs:
    span = parse_span(text)
    debut = (("debut", _moment(span.debut)),)
    return debut if span.fin is None else (*debut, ("fin", _moment(span.fin)))


def _seance(text: str) -> Pairs:
    when, _, rest = text.partition(",")
    hours, _, after = rest.partition(",")
    if is_span(f"{when},{hours}"):
        when, rest = f"{when},{hours}", after
    public, _, theme = rest.partition(",")
    try:
        pairs = _evenement(when)
    except Unreadable as fault:
        if fault.several:
            each = tuple(f"{one},{rest}" if rest else one for one in fault.several)
            lines = "\n".join(f"  - {one}" for one in each)
            hint = f"Écrivez chaque séance sur sa ligne :\nseances:\n{lines}"
            raise Unreadable(fault.code, fault.message, hint, several=each) from None
        hint = f"{fault.hint} Une séance s’écrit « <jour>, <public>, <thème> »."
        raise Unreadable(fault.code, fault.message, hint) from None
    return pairs + tuple(
        (key, value.strip()) for key, value in (("public", public), ("theme", theme)) if value.strip()
    )


def _personne(text: str) -> Pairs:
    """Return the first person of a line: ``read_personnes`` has parted the others."""
    people = read_people(text)
    if not people:
        raise Unreadable(
            "forme-inattendue", f"« {text} » ne nomme personne.", "Écrivez « <nom>, <fonction> »."
        )
    pairs = (("nom", people[0].nom), ("fonctions", " ; ".join(people[0].fonctions)))
    return tuple((key, value) for key, value in pairs if value)


def _structure(text: str) -> Pairs:
    nom, _, nature = text.partition(",")
    return (("nom", nom.strip()), *(("nature", nature.strip()),) * bool(nature.strip()))


def _montant(text: str) -> Pairs:
    amount = parse_light_amount(text)
    pairs = [("valeur", f"{amount.reserve} {decimal_text(amount.valeur)}".strip())]
    if amount.estime and not amount.reserve:
        pairs.append(("estime", "oui"))
    if amount.nature:
        pairs.append(("nature", amount.nature.value))
    if amount.objet:
        pairs.append(("objet", f"pour {amount.objet}" if amount.pour else amount.objet))
    told = ("financeur", "fonds", "exercice", "par")
    pairs += [(key, value) for key in told if (value := getattr(amount, key))]
    if amount.part is not None:
        joint = "" if amount.base_article.endswith(("’", "'")) else " "
        pairs += [("part", decimal_text(amount.part)), ("base", f"{amount.base_article}{joint}{amount.base}")]
    return tuple(pairs)


def _lien(text: str) -> Pairs:
    titre, _, url = text.rpartition(" ")
    if WEB.fullmatch(url) is None:
        known = (titre, f"https://{url}") if titre and "." in url else (text, "<adresse web>")
        raise Unreadable(
            "adresse-illisible",
            f"« {text} » n’est pas une adresse web.",
            "Écrivez la forme longue :\n" + long_form("lien", (("titre", known[0]), ("url", known[1]))),
        )
    return (*(("titre", titre.rstrip(" ,:")),) * bool(titre.strip()), ("url", url))


def _document(text: str) -> Pairs:
    return (("url" if WEB.fullmatch(text) else "fichier", text),)


def _deliberation(text: str) -> Pairs:
    reference, _, day = text.rpartition(",")
    for before, last in (("", text), (reference.strip(), day.strip())):
        try:
            parse_day(last)
        except Unreadable:
            continue
        return (*(("reference", before),) * bool(before), ("date", last))
    return (("reference", text),)


def _one(key: str) -> Callable[[str], Pairs]:
    return lambda text: ((key, text),)


LIGHT: Mapping[str, Callable[[str], Pairs]] = MappingProxyType(
    {
        "inauguration": _one("quand"),
        "evenement": _evenement,
        "seance": _seance,
        "inscription": read_registration_line,
        "personne": _personne,
        "structure": _structure,
        "montant": _montant,
        "lien": _lien,
        "document": _document,
        "deliberation": _deliberation,
        "lieu": _one("nom"),
        "partie": _one("nom"),
        "engagement": _one("libelle"),
        "instance": _one("nom"),
        "image": _one("fichier"),
        "piece_jointe": _one("fichier"),
        "rectificatif": _one("texte"),
    }
)
"""The light form of each block that has one, but that of a convention, which needs the site's own natures."""
FORMS = frozenset({*LIGHT, "convention"})
"""The blocks that have a light form."""
