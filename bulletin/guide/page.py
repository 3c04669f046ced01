"""A page of the guide that comes with the program: Markdown of ours to one HTML file that needs no other.

The text is the program's own, so nothing is sanitised.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Final

import markdown as python_markdown
from markdown.extensions.toc import TocExtension

from bulletin.content.body import html_tokens

_COMMENT: Final = re.compile("<!--.*?-->\\s*", re.DOTALL)


def guide_html(text: str, *, links: Mapping[str, str], with_contents: bool) -> str:
    """Return the page of a text, whose title is its first line « # … ».

    ``links`` give the file that a link to another text leads to. Headings have the ids that forges give them,
    to which the texts link. ``with_contents`` puts a list of the headings of the second level at the top.
    """
    converter = python_markdown.Markdown(
        extensions=[
            "fenced_code",
            "sane_lists",
            "tables",
            TocExtension(slugify=_heading_id, toc_depth="2-2"),
        ],
        output_format="html",
    )
    body = _typeset(converter.convert(_COMMENT.sub("", text)))
    for written, file in links.items():
        body = body.replace(f'href="{written}', f'href="{file}')
    body = body.replace("<table>", '<div class="tableau"><table>').replace("</table>", "</table></div>")
    if with_contents:
        contents = f'</h1>\n<nav aria-label="Sommaire">{_contents(converter)}</nav>'
        body = body.replace("</h1>", contents, 1)
    return (
        '<!doctype html>\n<html lang="fr">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{html.escape(_title(text))}</title>\n<style>\n{_style()}</style>\n</head>\n<body>\n"
        f"<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _style() -> str:
    return (files("bulletin.guide") / "page.css").read_text(encoding="utf-8")


def _title(text: str) -> str:
    found = re.search(r"^# (.+)$", text, re.MULTILINE)
    return found[1] if found else "Guide"


def _contents(converter: python_markdown.Markdown) -> str:
    contents: str = converter.toc  # type: ignore[attr-defined]  # set by the extension
    return contents


def _typeset(body: str) -> str:
    return html_tokens.serialise(tuple(html_tokens.with_typography(html_tokens.parse(body))))


def _heading_id(text: str, separator: str) -> str:
    """Return the id that forges give to a heading: no punctuation, a hyphen for each space."""
    return re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", separator)
