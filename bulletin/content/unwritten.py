"""What a skeleton left to be written and that still stands: essential keys left empty, placeholders.

A text without its essential keys, or with the words of its skeleton, must not be published.
"""

from __future__ import annotations

import re
from typing import Final

from bulletin.content.reading.context import Context
from bulletin.diagnostics import Place
from bulletin.french.slugs import fold
from bulletin.source.nodes import Entry, RawDocument, Scalar
from bulletin.source.schema.blocks import ESSENTIAL, reading_block

TITLE_TO_WRITE: Final = "Titre à écrire"
BODY_TO_WRITE: Final = "Écrivez ici le texte de l’article."
PAGE_TO_WRITE: Final = "Écrivez ici le texte de la page."
"""The texts that ``bulletin new`` writes for the writer to replace."""

_IN_BODY: Final = re.compile(r"É?crivez ici le texte de (?:l.article|la page)\b\.?")
"""What is left of them, whatever the editor makes of accents and apostrophes, and whatever stands beside."""

_OTHERWISE: Final = {"article": ", ou enlevez la ligne si elle est sans objet"}
"""What else can be done, by block: a card without its essential keys would say something else."""


def report_unwritten(document: RawDocument, block: str, context: Context) -> None:
    """Report the essential keys that are typed and empty, and the placeholders that are still there."""
    for entry in document.front.entries:
        if _is_empty_essential(entry, block):
            context.tell(
                "cle-vide",
                entry.place,
                f"« {entry.key} » attend une valeur.",
                f"Écrivez-la après « {entry.key}: »{_OTHERWISE.get(block, '')}.",
            )
        elif isinstance(entry.value, Scalar) and _is_title_to_write(entry.value.text):
            _report_placeholder(TITLE_TO_WRITE, entry.value.place, context)
    lines = document.body.split("\n") if _IN_BODY.search(document.body) else []
    for number, line in enumerate(lines, document.body_line):
        if found := _IN_BODY.search(line):
            place = document.line_place(number, found.start() + 1, len(found[0]))
            _report_placeholder(BODY_TO_WRITE if "article" in found[0] else PAGE_TO_WRITE, place, context)


def _is_title_to_write(text: str) -> bool:
    """Whether a value is the placeholder of titles; comparing first letters spares most of the folding."""
    return text.lstrip()[:5].casefold() == "titre" and fold(text) == fold(TITLE_TO_WRITE)


def _report_placeholder(placeholder: str, place: Place, context: Context) -> None:
    context.tell(
        "texte-a-ecrire",
        place,
        f"« {placeholder} » est la phrase du modèle, pas un texte.",
        "Remplacez-la par le vôtre.",
    )


def _is_empty_essential(entry: Entry, block: str) -> bool:
    key = reading_block(block).find(entry.key)
    value = entry.value
    is_empty = isinstance(value, Scalar) and not value.text.strip() and not value.is_refused
    return is_empty and key is not None and key.name in ESSENTIAL.get(block, ())
