"""The elements of HTML that a body may hold, and what becomes of the others.

The sanitiser enforces this list; the reading of a body uses it to tell the writer what is not published.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS: Final = frozenset({"p", "blockquote", "pre", "hr", "div", "section", "figure", "figcaption"})
LISTS: Final = frozenset({"ul", "ol", "li", "dl", "dt", "dd"})
TABLES: Final = frozenset({"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"})
WORDS: Final = frozenset(
    {"a", "abbr", "b", "br", "code", "del", "em", "i", "img", "ins", "kbd", "s", "strike"}
    | {"strong", "sub", "sup"}
)
TAGS: Final = HEADINGS | BLOCKS | LISTS | TABLES | WORDS
"""The elements a body may hold."""
FORGOTTEN: Final = frozenset(
    {"applet", "audio", "canvas", "embed", "iframe", "math", "noembed", "noframes", "noscript", "object"}
    | {"script", "style", "svg", "template", "textarea", "title", "video", "xmp"}
)
"""Elements that go with all they hold; of the others that are not allowed, the text stays."""
EMBEDDED: Final = frozenset({"applet", "audio", "embed", "iframe", "object", "video"})
"""Elements that show what stands elsewhere: a link can lead there."""
VOID: Final = frozenset({"br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
"""Elements that have no closing tag."""
APART: Final = (
    HEADINGS
    | BLOCKS
    | LISTS
    | TABLES
    | FORGOTTEN
    | {"address", "article", "aside", "body", "button", "center", "col", "colgroup", "details", "dialog"}
    | {"fieldset", "footer", "form", "head", "header", "hgroup", "html", "input", "legend", "main", "menu"}
    | {"meta", "nav", "option", "optgroup", "output", "progress", "select", "summary"}
)
"""Elements whose text a browser shows apart from what surrounds them."""
CELLS: Final = TABLES - {"table"}
"""Elements that have a place within a table only: elsewhere HTML forgets them."""
RAW: Final = HEADINGS | BLOCKS | {"ul", "ol", "dl", "table"}
"""Elements that, at the beginning of a line, open a block of HTML where Markdown means nothing."""
ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "a": frozenset({"href", "title"}),
    "abbr": frozenset({"title"}),
    "img": frozenset({"src", "alt", "title"}),
    "ol": frozenset({"start"}),
    "td": frozenset({"align", "colspan", "rowspan"}),
    "th": frozenset({"align", "colspan", "rowspan", "scope"}),
    **{name: frozenset({"id"}) for name in (*HEADINGS, "li", "section", "sup")},
}
CLASSES: Final[Mapping[str, frozenset[str]]] = {
    "a": frozenset({"footnote-ref", "footnote-backref"}),
    "div": frozenset({"footnote"}),
}
"""Those of the Markdown library, which the steps that follow turn into ours."""
SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
