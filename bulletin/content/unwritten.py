"""What a skeleton left to be written and that still stands: essential keys left empty, placeholders.

A text that says nothing of its kind, or still holds the words of its skeleton, would publish a falsehood.
"""

from __future__ import annotations

from typing import Final

from bulletin.content.reading.context import Context
from bulletin.source.nodes import Entry, RawDocument, Scalar
from bulletin.source.schema.blocks import ESSENTIAL, reading_block

TITLE_TO_WRITE: Final = "Titre à écrire"
BODY_TO_WRITE: Final = "Écrivez ici le texte de l’article."
PAGE_TO_WRITE: Final = "Écrivez ici le texte de la page."
PLACEHOLDERS: Final = frozenset({TITLE_TO_WRITE, BODY_TO_WRITE, PAGE_TO_WRITE})
"""The texts that ``bulletin new`` writes for the writer to replace."""


def report_unwritten(document: RawDocument, block: str, context: Context) -> None:
    """Report the essential keys that are typed and empty, and the placeholders that are still there."""
    for entry in document.front.entries:
        if _is_empty_essential(entry, block):
            context.tell(
                "cle-vide",
                entry.place,
                f"« {entry.key} » attend une valeur.",
                f"Écrivez-la après « {entry.key}: », ou enlevez la ligne si elle est sans objet.",
            )
        elif isinstance(entry.value, Scalar) and entry.value.text.strip() in PLACEHOLDERS:
            _report_placeholder(entry.value, context)
    for number, line in enumerate(document.body.split("\n"), document.body_line):
        if line.strip() in PLACEHOLDERS:
            _report_placeholder(Scalar(line.strip(), document.line_place(number, 1, len(line))), context)


def _report_placeholder(scalar: Scalar, context: Context) -> None:
    context.tell(
        "texte-a-ecrire",
        scalar.place,
        f"« {scalar.text.strip()} » est la phrase du modèle, pas un texte.",
        "Remplacez-la par le vôtre.",
    )


def _is_empty_essential(entry: Entry, block: str) -> bool:
    key = reading_block(block).find(entry.key)
    is_empty = isinstance(entry.value, Scalar) and not entry.value.text.strip()
    return is_empty and key is not None and key.name in ESSENTIAL.get(block, ())
