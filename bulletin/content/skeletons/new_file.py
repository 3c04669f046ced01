"""A file that a command is about to make, and what is known of it before it is written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file to be made."""

    path: str
    """Relative to the site, with ``/``."""
    text: str
    address: str = ""
    """Where its page will be, « /2016/07/11/slug/ »; "" for what is no page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a new text can already say, because the writer typed it or the bulletin says it elsewhere.

    Everything is as it is typed in a front matter. What is not known is empty, and is never guessed.
    """

    titre: str = ""
    communes: tuple[str, ...] = ()
    nature: str = ""
    """The code of the nature of the convention, « CTG »."""
    periode: str = ""
    """The period of the convention, « 2026-2030 »."""
    convention: str = ""
    """The identifier of the convention, when the bulletin already knows it."""
    remplace: str = ""
    """The identifier of the convention that this one replaces."""
    parties: tuple[str, ...] = ()
    """The parties that the bulletin gives to the convention."""
    signataires: tuple[str, ...] = ()
    """People with their last known offices, « Nom, fonction ; autre fonction »; shown in a comment only."""
