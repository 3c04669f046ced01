"""The links and pictures of a body, and the places of a text that a link may lead to."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from bulletin.content.body.html_tokens import Attributes, anchor
from bulletin.french.nearest import nearest
from bulletin.french.slugs import slug

BODY_PREFIX: Final = "t-"
"""What every id of a body begins with on a page of its own, so that none hides one of that page."""
_EXTERNAL = re.compile(r"(?:https?://[^\s/\\]|mailto:|tel:)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyLink:
    """A link or picture as the page has it; ``line`` and ``column``, from 1, are those of its target."""

    target: str
    """As typed, without the escapes of Markdown and HTML; an e-mail address begins with ``mailto:``."""
    line: int
    column: int
    is_image: bool
    alt: str
    """The alternative of a picture, as typed; empty for a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownLink:
    """A link or picture as HTML, but for where it leads."""

    attributes: Attributes
    """Among them ``href`` or ``src``, whose value the page gives."""
    is_image: bool = False
    words: str = ""
    """What stands for a picture that is not shown."""


def is_external(target: str) -> bool:
    """Whether an address leads out of the site, by a scheme that is safe to follow."""
    return _EXTERNAL.match(target) is not None


def found_anchor(name: str, anchors: Collection[str]) -> str:
    """Return the id of a text that a link names as typed or folded as ids are, ``""`` when it has none."""
    for typed in (name, unquote(name), unquote(name).removeprefix(BODY_PREFIX)):
        for candidate in (anchor(typed), slug(typed)):
            if candidate in anchors:
                return candidate
    return ""


def unknown_anchor(name: str, anchors: Collection[str]) -> tuple[str, str]:
    """Return what is told of a link to a place that a text has not, and what to do."""
    shown = [one for one in anchors if ":" not in one]
    near = nearest(name, shown) or next(iter(shown), "")
    return (
        f"Aucun titre du texte visé ne répond à « #{name} » : le lien ne mènera pas à cet endroit.",
        f"Écrivez après « # » le titre visé, comme « #{near} »."
        if near
        else "Le texte visé n’a pas de titre : retirez « # » et ce qui suit.",
    )
