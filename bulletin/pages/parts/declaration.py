"""A file of the site, declared before its content is made: a page, a feed, a calendar, a data file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Self

from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.views.contents import Content, HtmlPage
from bulletin.pages.views.numeros import NumeroView
from bulletin.pages.views.pages import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A file to be made."""

    address: str
    """Its address on the site."""
    origin: str
    """The path of the source file from which it is made, else a French name for it."""
    build: Callable[[LinkResolver], Content]
    """Makes its content; called once every address of the site is known."""
    is_listed: bool = False
    """Whether it is in the site map for search engines."""
    source: str = ""
    """The source file at which diagnostics on the content stand, when ``origin`` is not one."""

    @classmethod
    def page(
        cls,
        *,
        address: str,
        origin: str,
        template: str,
        build: Callable[[LinkResolver], View | NumeroView],
        is_listed: bool = True,
    ) -> Self:
        """Return the declaration of an HTML page made by a template."""
        return cls(address=address, origin=origin, build=partial(_html, template, build), is_listed=is_listed)


def _html(
    template: str, build: Callable[[LinkResolver], View | NumeroView], resolver: LinkResolver
) -> HtmlPage:
    return HtmlPage(template, build(resolver))
