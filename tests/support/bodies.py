"""Bodies as pages hold them, from the Markdown that a writer types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from xml.etree.ElementTree import Element

import html5lib

from bulletin.content.body.body import Body
from bulletin.content.body.faults import BodyFault
from bulletin.content.body.links import BodyLink, found_anchor, is_external
from bulletin.content.body.rendering import render
from bulletin.pages.views.body import LiveList, Prose
from bulletin.rendering.prose import to_html

PAGE = "/2016/07/11/x/"
NO_LINKS: Mapping[str, str] = MappingProxyType({})


def prose(
    markdown: str,
    links: Mapping[str, str] = NO_LINKS,
    *,
    lists: tuple[LiveList, ...] = (),
    everything_leads: str = "",
) -> Prose:
    """Return a body whose links lead where ``links`` says, by the target that is typed.

    External links and those to a place of the body itself lead there; the others to ``everything_leads``,
    nowhere when it is empty.
    """
    body = Body(markdown=markdown)
    findings = body.found

    def found(link: BodyLink) -> str:
        if link.target.startswith("#"):
            name = found_anchor(link.target[1:], findings.anchors)
            return f"#{name}" if name or link.target == "#" else ""
        return links.get(link.target) or (link.target if is_external(link.target) else everything_leads)

    unanswered = LiveList(titre="Liste", entries=(), empty="Rien.")
    answers = (*lists, *[unanswered] * (len(findings.lists) - len(lists)))
    return Prose(body=body, links=tuple(found(link) for link in findings.links), lists=answers)


def shown(markdown: str, links: Mapping[str, str] = NO_LINKS) -> str:
    """Return the HTML of a body on a page, without line ends between blocks."""
    return re.sub(r">\s*\n\s*<", "><", to_html(prose(markdown, links), PAGE)).strip()


def faults(markdown: str) -> tuple[BodyFault, ...]:
    """Return what is reported of a body."""
    return render(markdown).found.faults


def codes(markdown: str) -> list[tuple[str, int]]:
    """Return the code and line of each fault of a body."""
    return [(fault.code, fault.line) for fault in faults(markdown)]


def text_of(fragment: str) -> str:
    """Return the words of HTML as a reader or a screen reader meets them, blocks apart."""
    pieces: list[str] = []

    def read(element: Element) -> None:
        inline = element.tag in {"a", "abbr", "code", "del", "em", "ins", "kbd", "strong", "sub", "sup"}
        pieces.append("" if inline else " ")
        pieces.extend(f" {element.get(name)} " for name in ("alt", "title") if element.get(name))
        pieces.append(element.text or "")
        for child in element:
            read(child)
            pieces.append(child.tail or "")
        pieces.append("" if inline else " ")

    read(html5lib.parseFragment(fragment, namespaceHTMLElements=False))
    return " ".join("".join(pieces).split())
