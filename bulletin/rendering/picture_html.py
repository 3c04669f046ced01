"""The HTML attributes of a picture, the same in a template of the theme and in the body of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import quote

from bulletin.pages.views.pictures import PictureFile
from bulletin.pages.views.pieces import Picture

BODY_SIZES: Final = "(min-width: 60rem) 54rem, 100vw"
"""The ``sizes`` of a picture in a body: as wide as the column of text, or as the screen when it is narrow."""

_KEPT: Final = "/:?#[]@!$&'()*+;=%~"
"""Not escaped in an address of ``srcset``; blanks and commas are, since they separate addresses there."""

Attributes = tuple[tuple[str, str], ...]
"""Names and values of attributes, the values not yet escaped."""


def srcset(variants: Iterable[PictureFile], link: Callable[[str], str]) -> str:
    """Return variants as ``srcset`` lists them; ``link`` makes the link to an address of the site."""
    return ", ".join(f"{quote(link(one.address), safe=_KEPT)} {one.width}w" for one in variants)


def source_attributes(picture: Picture, link: Callable[[str], str]) -> Attributes:
    """Return the attributes of the ``<source>`` that goes before an ``<img>``; none without variants."""
    if not picture.variants:
        return ()
    return (("type", "image/webp"), ("srcset", srcset(picture.variants, link)), ("sizes", BODY_SIZES))


def size_attributes(picture: Picture) -> Attributes:
    """Return the attributes that keep room for an ``<img>``, and load it only when it nears the screen."""
    return (
        ("width", str(picture.width)),
        ("height", str(picture.height)),
        ("loading", "lazy"),
        ("decoding", "async"),
    )
