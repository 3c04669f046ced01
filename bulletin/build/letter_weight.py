"""The weight of letters, which some mail programs cut when they are too heavy."""

from __future__ import annotations

from bulletin.build.material import Material
from bulletin.diagnostics import Diagnostics, Place
from bulletin.french.printed import NBSP, number, sentence
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.views.numeros import LetterView
from bulletin.rendering.letter_html import inlined
from bulletin.rendering.theme import LETTER_TEMPLATE
from bulletin.source.fingerprint import encode

KILO = 1000
HEAVIEST_LETTER = 100 * KILO
"""Bytes from which a letter is too heavy: some mail programs show only the first 102 kilobytes."""
HEAVIEST_TAGS = 10
"""How many times the bytes of its texts a letter may have, with its tags and styles."""


def check_weight(
    declaration: Declaration, view: LetterView, material: Material, diagnostics: Diagnostics
) -> None:
    """Report a letter that is too heavy; a letter with short texts is not rendered to be weighed."""
    if len(encode((view.intro, view.editorials, view.groups))) * HEAVIEST_TAGS < HEAVIEST_LETTER:
        return
    page = material.theme.render(LETTER_TEMPLATE, view)
    weight = len(inlined(page, material.letter_styles))
    if weight >= HEAVIEST_LETTER:
        diagnostics.add(
            "lettre-trop-lourde",
            Place(path=declaration.source or declaration.origin),
            f"{sentence(declaration.origin)} pèse {number(weight // KILO)}{NBSP}ko : "
            f"au-delà de {HEAVIEST_LETTER // KILO}{NBSP}ko, des messageries la coupent.",
            "Raccourcissez l’édito, ou mettez-en une partie dans un dossier du numéro.",
        )
