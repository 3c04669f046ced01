"""Light forms rewritten into the entries of their long form.

What one line says of a convention, an amount or a person becomes the keys that the block would hold, each
at its own place in the line. So light and long forms give equal values, and the remedy for a line that
cannot be read is its long form, filled in as far as it goes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from bulletin.diagnostics import Place, Unreadable
from bulletin.french.dates import MONTHS, Moment, MomentSansAnnee
from bulletin.french.slugs import fold
from bulletin.french.typed_amounts import decimal_text, parse_light_amount
from bulletin.french.typed_dates import parse_day, parse_period, parse_span
from bulletin.source.nodes import Entry, Scalar

Pairs = tuple[tuple[str, str], ...]
"""Keys of the long form with their texts, in the order in which one would write them."""

WEB = re.compile(r"(https?://|www\.)\S+", re.IGNORECASE)
PHONE = re.compile(r"\+?[\d\s.\u00a0\u202f]{8,20}")
DEADLINE = re.compile(r"(?:avant|jusqu[’']au|au plus tard)\s+(?:le\s+)?(?P<day>.+)", re.IGNORECASE)
FLAGS = {"obligatoire": "obligatoire", "gratuit": "gratuit", "gratuite": "gratuit"}


def expand(block: str, scalar: Scalar) -> tuple[Entry, ...]:
    """Return the entries that a light form stands for; raise ``Unreadable`` when it says nothing readable."""
    return tuple(
        Entry(key, place, Scalar(text, place))
        for key, text in LIGHT[block](scalar.text.strip())
        for place in (_place_of(text, scalar),)
    )


def _place_of(text: str, scalar: Scalar) -> Place:
    """Return where a light form says ``text``, or the whole of it where it says it in other words."""
    start = scalar.text.find(text)
    return scalar.place if start < 0 else scalar.stretch(start, len(text))


def long_form(key: str, pairs: Pairs) -> str:
    """Return a block as one would type it, to be shown as a remedy."""
    return "\n".join((f"{key}:", *(f"  {name}: {text}" for name, text in pairs)))


def _convention(text: str) -> Pairs:
    nature, *words = text.split()
    rest = " ".join(words)
    if not rest:
        return (("nature", nature),)
    try:
        parse_period(rest)
    except Unreadable:
        raise Unreadable(
            "convention-illisible",
            f"« {text} » ne se lit pas : après la nature, seule une période est attendue.",
            "Écrivez la forme longue :\n"
            + long_form("convention", (("nature", nature), ("periode", "2015-2018"), ("intitule", text))),
        ) from None
    return (("nature", nature), ("periode", rest))


def _moment(moment: Moment | MomentSansAnnee) -> str:
    jour = (
        moment.jour.isoformat()
        if isinstance(moment, Moment)
        else (f"{moment.jour.day} {MONTHS[moment.jour.month - 1]}")
    )
    return jour if moment.heure is None else f"{jour} à {moment.heure:%H:%M}"


def _evenement(text: str) -> Pairs:
    span = parse_span(text)
    debut = (("debut", _moment(span.debut)),)
    return debut if span.fin is None else (*debut, ("fin", _moment(span.fin)))


def _seance(text: str) -> Pairs:
    when, _, rest = text.partition(",")
    hours, _, after = rest.partition(",")
    if _is_span(f"{when},{hours}"):
        when, rest = f"{when},{hours}", after
    public, _, theme = rest.partition(",")
    try:
        pairs = _evenement(when)
    except Unreadable as fault:
        raise Unreadable(
            fault.code,
            fault.message,
            "Écrivez « jour, public, thème », ou la forme longue :\n"
            + long_form("seances", (("- debut", when.strip()), ("  public", public.strip() or "…"))),
        ) from None
    return pairs + tuple(
        (key, value.strip()) for key, value in (("public", public), ("theme", theme)) if value.strip()
    )


def _is_span(text: str) -> bool:
    try:
        parse_span(text)
    except Unreadable:
        return False
    return True


def _inscription(text: str) -> Pairs:
    pairs: list[tuple[str, str]] = []
    for piece in (part.strip() for part in text.split(",")):
        deadline = DEADLINE.fullmatch(piece)
        if not piece:
            continue
        if deadline:
            pairs.append(("avant_le", deadline["day"]))
        elif WEB.fullmatch(piece):
            pairs.append(("url", piece))
        elif "@" in piece and " " not in piece:
            pairs.append(("courriel", piece))
        elif PHONE.fullmatch(piece):
            pairs.append(("telephone", piece))
        elif (word := fold(piece)) in FLAGS:
            pairs.append((FLAGS[word], "oui"))
        else:
            raise Unreadable(
                "inscription-illisible",
                f"« {piece} » n’est ni une adresse, ni un téléphone, ni « avant le » suivi d’un jour.",
                "Écrivez la forme longue :\n"
                + long_form("inscription", (*pairs, ("url", "https://…"), ("avant_le", "15 novembre"))),
            )
    return tuple(pairs)


def _personne(text: str) -> Pairs:
    nom, _, fonctions = text.partition(",")
    return (("nom", nom.strip()), *(("fonctions", fonctions.strip()),) * bool(fonctions.strip()))


def _structure(text: str) -> Pairs:
    nom, _, nature = text.partition(",")
    return (("nom", nom.strip()), *(("nature", nature.strip()),) * bool(nature.strip()))


def _montant(text: str) -> Pairs:
    amount = parse_light_amount(text)
    pairs = [("valeur", decimal_text(amount.valeur))]
    if amount.estime:
        pairs.append(("estime", "oui"))
    if amount.nature:
        pairs.append(("nature", amount.nature.value))
    if amount.objet:
        pairs.append(("objet", amount.objet))
    if amount.part is not None:
        joint = "" if amount.base_article.endswith(("’", "'")) else " "
        pairs += [("part", decimal_text(amount.part)), ("base", f"{amount.base_article}{joint}{amount.base}")]
    return tuple(pairs)


def _lien(text: str) -> Pairs:
    titre, _, url = text.rpartition(" ")
    if WEB.fullmatch(url) is None:
        known = (titre, f"https://{url}") if titre and "." in url else (text, "https://…")
        raise Unreadable(
            "adresse-illisible",
            f"« {text} » n’est pas une adresse web.",
            "Écrivez la forme longue :\n" + long_form("lien", (("titre", known[0]), ("url", known[1]))),
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
        "convention": _convention,
        "inauguration": _one("quand"),
        "evenement": _evenement,
        "seance": _seance,
        "inscription": _inscription,
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
"""The light form of each block that has one."""
