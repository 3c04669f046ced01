"""What to write instead of a value, in the words that were typed: as text for a hint, and as a fix."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from bulletin.diagnostics import Fix, Place
from bulletin.source.nodes import Scalar
from bulletin.source.schema.key import Block, Key, Kind
from bulletin.source.typed_text import typed_text

Pairs = tuple[tuple[str, str], ...]
"""Keys of a block with their texts, in the order in which one would write them."""

_BEFORE: Final = re.compile(r"(?P<indent> *)(?:(?P<dash>- +)?(?P<key>[^\s:#\"'-][^:\"']*): +|(?P<item>- +))")
"""What stands on a line before a value: a key, the dash of a list, or a dash and a key."""

_FORMS: Final = {
    Kind.TEXTE: "<texte>",
    Kind.MOT: "<mot>",
    Kind.ADRESSE: "<adresse web>",
    Kind.FICHIER: "<nom du fichier>",
    Kind.JOUR: "<jour> <mois> <année>",
    Kind.DATE: "<jour> <mois> <année>",
    Kind.MOMENT: "<jour> <mois> <année> à <heure>",
    Kind.PERIODE: "<année>-<année>",
    Kind.DUREE: "<nombre> ans",
    Kind.NOMBRE: "<nombre>",
    Kind.DECIMAL: "<nombre>",
    Kind.MONTANT: "<montant> €",
    Kind.OUI_NON: "oui",
    Kind.CHOIX: "<mot de la liste>",
    Kind.COMMUNE: "<commune>",
    Kind.EPCI: "<intercommunalité>",
    Kind.DEPARTEMENT: "<département>",
    Kind.PERSONNE: "<nom>, <fonction>",
    Kind.BLOC: "…",
}
_BLOCK_FORMS: Final = {
    "convention": "<nature> <année>-<année>",
    "inauguration": "<jour> <mois> <année>",
    "evenement": "<jour> <mois> <année>",
    "structure": "<nom>, <nature>",
    "montant": "<montant> €",
    "lien": "<adresse web>",
    "document": "<nom du fichier>",
    "image": "<nom du fichier>",
    "piece_jointe": "<nom du fichier>",
}


def placeholder(key: Key) -> str:
    """Return what stands for a value that nobody typed: « <jour> <mois> <année> », never a likely one."""
    return _BLOCK_FORMS.get(key.block) or _FORMS.get(key.kind, "<texte>")


def long_form(key: str, pairs: Pairs) -> str:
    """Return a block as one would type it, to be read as a remedy."""
    return "\n".join((f"{key}:", *(f"  {name}: {text}" for name, text in pairs)))


def block_remedy(block: Block, pairs: Pairs) -> str:
    """Return the first keys of a block with what is known of them, to be read as a remedy."""
    known = dict(pairs)
    rest = tuple((key.name, placeholder(key)) for key in block.keys[:3] if key.name not in known)
    return long_form(block.name, (*pairs, *rest))


def list_remedy(scalar: Scalar, key: str, items: Iterable[str]) -> tuple[str, Fix | None]:
    """Return the list to write for a value that holds several items, and the fix that writes it."""
    lines = [f"- {typed_text(item, anywhere=True)}" for item in items]
    before = _before(scalar)
    if before is not None and before["item"]:
        return "\n".join(lines), _fix(scalar.place, [f"{before['indent']}{line}" for line in lines])
    shown = "\n".join((f"{before['key'] if before else key}:", *(f"  {line}" for line in lines)))
    return shown, _fix_below(scalar, before, lines)


def pairs_remedy(scalar: Scalar, key: str, pairs: Pairs) -> tuple[str, Fix | None]:
    """Return the block to write for a value that no light form can read, and the fix that writes it."""
    lines = [f"{name}: {text}" for name, text in pairs]
    before = _before(scalar)
    if before is not None and before["item"]:
        shown = [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]
        return "\n".join(shown), _fix(scalar.place, [f"{before['indent']}{line}" for line in shown])
    shown_below = "\n".join((f"{before['key'] if before else key}:", *(f"  {line}" for line in lines)))
    return shown_below, _fix_below(scalar, before, lines)


def fix_of_value(scalar: Scalar, text: str) -> Fix | None:
    """Return the fix that writes ``text`` in place of a value, None where it runs over several lines."""
    return None if not text or scalar.rows else Fix.of_stretch(scalar.place, text)


def _before(scalar: Scalar) -> re.Match[str] | None:
    """Return what stands before a value that fills the rest of its line, None for any other."""
    place = scalar.place
    after = place.excerpt[place.column - 1 + place.length :].strip()
    return None if scalar.rows or after else _BEFORE.fullmatch(place.excerpt[: place.column - 1])


def _fix_below(scalar: Scalar, before: re.Match[str] | None, lines: list[str]) -> Fix | None:
    if before is None:
        return None
    indent = " " * (len(before["indent"]) + len(before["dash"] or "") + 2)
    return _fix(scalar.place, [before[0].rstrip(), *(f"{indent}{line}" for line in lines)])


def _fix(place: Place, lines: Iterable[str]) -> Fix:
    return Fix.of_line(place, "\n".join(lines))
