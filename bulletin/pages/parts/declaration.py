"""A file of the site, declared before it is made: the one shape for pages, feeds, calendars and data."""

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
    """A file to be made: its address, what claims it, and how what it holds is made."""

    address: str
    origin: str
    """A source file, or the French name of what is generated."""
    build: Callable[[LinkResolver], Content]
    """Makes the content once every address of the site is known."""
    is_listed: bool = False
    """Whether search engines are told of it."""
    source: str = ""
    """The file to change when what is made is at fault, where ``origin`` names none."""

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
        """Return the declaration of a page that a template shows."""
        return cls(address=address, origin=origin, build=partial(_html, template, build), is_listed=is_listed)


def _html(
    template: str, build: Callable[[LinkResolver], View | NumeroView], resolver: LinkResolver
) -> HtmlPage:
    return HtmlPage(template, build(resolver))
