"""The first text of a post, of a card, of an issue, of a page: nothing in it can be published by mistake.

Pure: returns a path and a text, writes nothing. A skeleton is a draft. The keys without which it would say
nothing stand in it, empty; where the writer gave no title or text there is a sentence that asks for one. Both
are erreurs for as long as they stay. Every other key is in a comment, without a value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from bulletin.config.model import Config
from bulletin.content.addresses import convention_address, numero_address, structure_address
from bulletin.content.skeletons.new_file import Known, NewFile
from bulletin.content.skeletons.offers import (
    COMMUNE,
    ESSENTIAL_OFFERS,
    LOCATED,
    OF_DAY,
    OFFERS,
    THEME,
    Offer,
)
from bulletin.content.unwritten import BODY_TO_WRITE, PAGE_TO_WRITE, TITLE_TO_WRITE
from bulletin.diagnostics import Unreadable, UsageFault
from bulletin.french.dates import PartialDate, Precision
from bulletin.french.nearest import did_you_mean
from bulletin.french.printed import NBSP, typography
from bulletin.french.printed import day as french_day
from bulletin.french.slugs import one_line, slug
from bulletin.french.typed_dates import parse_partial
from bulletin.source.schema.blocks import FAMILIES, reading_block
from bulletin.source.schema.shared import TYPES
from bulletin.source.typed_text import typed_text

CARDS: Final = ("convention", "structure", "numero", "page")
NEW_KINDS: Final = (*TYPES, *CARDS)
"""What ``bulletin new`` can make."""

_TITLE_KEYS: Final[Mapping[str, str]] = MappingProxyType({"convention": "intitule", "structure": "nom"})
"""The key that holds the title of a kind; of the others it is ``titre``."""
_BODIES: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(TYPES, BODY_TO_WRITE) | {"page": PAGE_TO_WRITE}
)
_NOUNS: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(TYPES, "l’article est prêt")
    | dict.fromkeys(("convention", "structure"), "la fiche est prête")
    | {"numero": "la fiche du numéro est prête", "page": "la page est prête"}
)
_SAYS_ITS_TYPE: Final = frozenset({"edito", "dossier"})
"""The types of post that no block tells."""


def new_text(kind: str, known: Known, day: date, config: Config) -> NewFile:
    """Return the skeleton of a text of one of the ``NEW_KINDS``: a draft, which says what is ``known``.

    ``day`` is that of the name of a post, and its month that of an issue whose title tells none. Raises
    ``UsageFault`` for an unknown kind.
    """
    if kind not in NEW_KINDS:
        hint = did_you_mean(kind, NEW_KINDS) or f"Choisissez parmi\u00a0: {', '.join(NEW_KINDS)}."
        raise UsageFault(f"«\u00a0{kind}\u00a0» n’est pas une sorte d’article ni de fiche.", hint)
    titre = one_line(known.titre)
    path, address = _home(kind, titre, known.convention, day)
    groups = (
        _title_lines(kind, titre, known.communes),
        _numero_lines(path) if kind == "numero" else (),
        (*_essential_lines(kind, known, day), *_known_lines(kind, known)),
        (f"# Enlevez la ligne suivante quand {_NOUNS[kind]} à paraître.", "brouillon: oui"),
        tuple(_offered_lines(kind, known, day, config)),
    )
    head = "\n\n".join("\n".join(lines) for lines in groups if lines)
    body = f"\n{_BODIES[kind]}\n" if kind in _BODIES else ""
    return NewFile(path=path, text=f"---\n{head}\n---\n{body}", address=address)


def _home(kind: str, titre: str, convention: str, day: date) -> tuple[str, str]:
    """Return the path and the address, made from the title, or from the kind where that gives no slug."""
    stem = slug(titre) or kind
    match kind:
        case "convention":
            name = convention or stem
            return f"content/conventions/{name}.md", convention_address(name)
        case "structure":
            return f"content/structures/{stem}.md", structure_address(stem)
        case "numero":
            name = _month_of(titre) or f"{day:%Y-%m}"
            return f"content/numeros/{name}.md", numero_address(name)
        case "page":
            return f"content/pages/{stem}.md", f"/{stem}/"
        case _:
            path = f"content/articles/{day:%Y}/{day.isoformat()}-{stem}.md"
            return path, f"/{day:%Y/%m/%d}/{stem}/"


def _month_of(titre: str) -> str:
    """Return « 2026-09 » when a title is that month, « Septembre 2026 » or « 2026-09 », else ""."""
    try:
        found = parse_partial(titre)
    except Unreadable:
        return ""
    if isinstance(found, PartialDate) and found.precision is Precision.MOIS:
        return f"{found.first:%Y-%m}"
    return ""


def _title_lines(kind: str, titre: str, communes: Sequence[str]) -> tuple[str, ...]:
    """Return the title, the type where nothing else tells it, and the communes; a structure is in one."""
    lines = [f"{_TITLE_KEYS.get(kind, 'titre')}: {typed_text(titre or TITLE_TO_WRITE)}"]
    if kind in _SAYS_ITS_TYPE:
        lines.append(f"type: {kind}")
    if kind in {"numero", "page"}:
        return tuple(lines)
    if len(communes) > 1 and kind != "structure":
        lines.append(f"communes: {', '.join(communes)}")
    elif communes:
        lines.append(f"commune: {communes[0]}")
    elif kind in LOCATED:
        lines += [_explained(COMMUNE.doc, COMMUNE.examples), "commune:"]
    return tuple(lines)


def _numero_lines(path: str) -> tuple[str, ...]:
    return (
        f"# Les articles de ce numéro portent dans leur en-tête la ligne numero: {PurePosixPath(path).stem}",
    )


def _essential_lines(kind: str, known: Known, day: date) -> tuple[str, ...]:
    """Return the essential keys, each under its explanation; one whose value is not known is empty."""
    values = {
        "convention": f"{known.nature} {known.periode}".strip(),
        "nature": known.nature,
        "periode": known.periode,
    }
    lines: list[str] = []
    for offer in ESSENTIAL_OFFERS.get(kind, ()):
        doc, examples = _told(offer, kind, day)
        lines += [_explained(doc, examples), f"{offer.key}: {values.get(offer.key, '')}".rstrip()]
    return tuple(lines)


def _known_lines(kind: str, known: Known) -> tuple[str, ...]:
    """Return what the bulletin says elsewhere of the convention: its identifier, parties and predecessor."""
    lines: list[str] = []
    if known.convention and kind != "convention":  # A card is named by its identifier.
        lines += ["# La convention, telle que le bulletin la connaît.", f"id: {known.convention}"]
    if known.remplace:
        lines += ["# La convention qu’elle remplace.", f"remplace: {known.remplace}"]
    if known.parties:
        lines += [f"# Les parties connues jusqu’ici{NBSP}: vérifiez-les.", "parties:"]
        lines += [f"  - {typed_text(partie, anywhere=True)}" for partie in known.parties]
    return tuple(lines)


def _offered_lines(kind: str, known: Known, day: date, config: Config) -> Iterator[str]:
    """Yield what may still be said: each key in a comment, under its explanation."""
    yield "# Ce qui suit est facultatif. Pour remplir une clé, enlevez le «\u00a0#\u00a0» qui la précède."
    for offer in OFFERS[kind]:
        is_said = (offer == COMMUNE and known.communes) or (offer.key == "remplace" and known.remplace)
        if is_said or (offer == THEME and not config.themes):
            continue
        doc, examples = _told(offer, kind, day)
        if offer == THEME:
            doc, examples = f"Un ou plusieurs de ces thèmes\u00a0: {', '.join(config.themes)}.", ()
        if offer.key == "signataires" and known.signataires:
            yield _explained(doc, ())
            yield f"# Les dernières fonctions que le bulletin connaît{NBSP}:"
            yield from (f"#   - {person}" for person in known.signataires)
        else:
            yield _explained(doc, examples)
        yield f"# {offer.key}:"


def _told(offer: Offer, kind: str, day: date) -> tuple[str, tuple[str, ...]]:
    """Return the explanation and the examples of an offer, those of the schema where it has none."""
    key = reading_block(FAMILIES.get(f"{kind}s", "article")).find(offer.key)
    if key is None:
        raise LookupError(offer.key)
    examples = offer.examples or ((key.example,) if key.example else ())
    return offer.doc or key.doc, tuple(example.replace(OF_DAY, french_day(day)) for example in examples)


def _explained(doc: str, examples: Sequence[str]) -> str:
    """Return the lines of comment that explain a key; several examples are written as the list to type."""
    match examples:
        case ():
            return f"# {typography(doc)}"
        case (example,):
            return f"# {typography(f'{doc} Par exemple :')} {example}"
        case _:
            return "\n".join(
                (f"# {typography(f'{doc} Par exemple :')}", *(f"#   - {one}" for one in examples))
            )
