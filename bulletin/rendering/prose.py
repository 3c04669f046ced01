"""The body of a post or page: Markdown to HTML that cannot run, load or read anything.

Markdown is rendered, then sanitised against an allow-list, and only then finished by the steps of
``fragments``: what they add is chosen here, what the writer typed has been through the sanitiser.
Templates are given nothing else. The only module that knows markdown and nh3.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Final

import markdown as python_markdown
import nh3

from bulletin.content.addresses import relative
from bulletin.content.body.limits import UnreadProse, check_limits
from bulletin.content.body.links import references
from bulletin.content.body.live_lists import live_lines
from bulletin.french.printed import typography
from bulletin.pages.views.body import LiveEntry, LiveList, Prose
from bulletin.rendering import html_tokens

HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS: Final = ("p", "blockquote", "pre", "hr", "div", "section", "figure", "figcaption")
LISTS: Final = ("ul", "ol", "li", "dl", "dt", "dd")
TABLES: Final = ("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td")
WORDS: Final = ("a", "abbr", "b", "br", "code", "del", "em", "i", "img", "ins", "kbd", "s", "strike")
MARKS: Final = ("strong", "sub", "sup")
TAGS: Final = frozenset({*HEADINGS, *BLOCKS, *LISTS, *TABLES, *WORDS, *MARKS})
"""The elements a body may hold."""
FORGOTTEN: Final = frozenset(
    {"applet", "audio", "canvas", "embed", "iframe", "math", "noembed", "noframes", "noscript", "object"}
    | {"script", "style", "svg", "template", "textarea", "title", "video", "xmp"}
)
"""Elements that go with all they hold; of the others that are not allowed, the text stays."""
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

_EXTERNAL = re.compile(r"(?:https?://[^\s/\\]|mailto:|tel:)", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_RENDERING = Lock()
_MARK: Final = "\ue0f0"
"""A character of private use, which stands for a live list while its body is rendered."""


def to_html(prose: Prose, address: str) -> str:
    """Return the HTML of a body for the page at ``address``; its internal links are relative to that page.

    Raises:
        UnreadProse: if the text goes past the limits, or links to what ``prose.links`` does not know.
    """
    return _finished(
        prose,
        internal=lambda target: relative(target, address),
        fragment=lambda name: f"#{html_tokens.anchor(name, prose.prefix)}",
        listing=lambda found: _list_html(found, address),
        with_contents=prose.contents,
    )


def to_absolute_html(prose: Prose, site_url: str, address: str = "", *, with_images: bool = True) -> str:
    """Return the HTML of a body for feeds: every link holds ``site_url``, and there is no list of contents.

    Without images, as a letter needs, each becomes a link to it that says what it shows.

    Links to a place of the text itself lead to the page at ``address``, or are plain text without it. A
    live list becomes a link to that page, where it is up to date.

    Raises:
        UnreadProse: as ``to_html`` does.
    """
    base = site_url.rstrip("/")
    return _finished(
        prose,
        internal=lambda target: base + target,
        fragment=lambda name: f"{base}{address}#{html_tokens.anchor(name, prose.prefix)}" if address else "",
        listing=lambda found: _list_link(found, base + address if address else ""),
        with_contents=False,
        with_images=with_images,
    )


def _finished(
    prose: Prose,
    *,
    internal: Callable[[str], str],
    fragment: Callable[[str], str],
    listing: Callable[[LiveList], str],
    with_contents: bool,
    with_images: bool = True,
) -> str:
    known = dict(prose.links)

    def link(typed: str) -> html_tokens.Attributes:
        if typed.startswith("#"):
            found = fragment(typed[1:])
            return (("href", found),) if found else ()
        found = _destination(typed, known, prose.markdown)
        if found.startswith("/"):
            return (("href", internal(found)),)
        rel = (("rel", "external"),) if found.lower().startswith("http") else ()
        return (("href", found), *rel) if found else ()

    def image(typed: str) -> html_tokens.Attributes:
        if typed.startswith("#") or not with_images:
            return ()
        found = _destination(typed, known, prose.markdown)
        return (("src", internal(found)),) if found.startswith("/") else ()

    tokens, headings = html_tokens.with_headings(_sanitised(_without_lists(prose)), prose.heading)
    if with_contents:
        tokens = (*html_tokens.contents(headings), *tokens)
    tokens = tuple(html_tokens.with_own_ids(tokens, prose.prefix))
    tokens = tuple(html_tokens.with_french_notes(tokens))
    tokens = tuple(html_tokens.with_links(tokens, link, image))
    tokens = tuple(html_tokens.with_tables(tokens))
    return _with_lists(html_tokens.serialise(html_tokens.with_typography(tokens)), prose, listing)


# -- live lists ------------------------------------------------------------------------------------------


def _without_lists(prose: Prose) -> str:
    """Return the Markdown with a mark, which no writer can type unnoticed, for each live list."""
    if not prose.lists:
        return prose.markdown
    lines = prose.markdown.split("\n")
    for index, live in enumerate(live_lines(prose.markdown)):
        lines[live.line - 1] = f"\n{_MARK}{index}{_MARK}\n"
    return "\n".join(lines)


def _with_lists(html_text: str, prose: Prose, listing: Callable[[LiveList], str]) -> str:
    for index, found in enumerate(prose.lists):
        html_text = html_text.replace(f"<p>{_MARK}{index}{_MARK}</p>", listing(found))
    return html_text


def _list_html(found: LiveList, address: str) -> str:
    if not found.entries:
        return f'<p class="vide">{html.escape(found.empty)}</p>'
    items = "".join(
        f"<li>{_entry_link(entry, address)}"
        + (f' <span class="note">{html.escape(entry.note)}</span>' if entry.note else "")
        + "</li>"
        for entry in found.entries
    )
    return f'<ul class="liste-vivante" aria-label="{html.escape(found.titre)}">{items}</ul>'


def _entry_link(entry: LiveEntry, address: str) -> str:
    return f'<a href="{html.escape(relative(entry.address, address))}">{html.escape(entry.text)}</a>'


def _list_link(found: LiveList, page: str) -> str:
    text = html.escape(typography(f"{found.titre} : la liste à jour est sur le site"))
    return f'<p><a href="{html.escape(page)}">{text}</a></p>' if page else f"<p>{text}</p>"


def _destination(typed: str, known: Mapping[str, str], markdown: str) -> str:
    """Return where a target leads, nothing for no target; an address of the site begins with one ``/``."""
    target = " ".join(typed.split())
    if target.startswith("<") and target.endswith(">"):
        target = target[1:-1]  # The library leaves the angles of a link next to a stray bracket.
    if not target:
        return ""
    found = known.get(target, "" if target.startswith("/") else target)
    if (found.startswith("/") and not found.startswith(("//", "/\\"))) or _EXTERNAL.match(found):
        return found
    line = next((item.line for item in references(markdown) if item.target == target), 1)
    message = f"Le lien vers « {target} » n’a pas pu être lu."
    raise UnreadProse(line, message, "Écrivez-le [texte](adresse).")


def _sanitised(markdown: str) -> tuple[html_tokens.Token, ...]:
    check_limits(markdown)
    try:
        rendered = _rendered(_CONTROLS.sub("", markdown))
    except (RecursionError, AssertionError) as error:
        message = "Ce texte est trop imbriqué pour être mis en page."
        hint = "Séparez les listes et les définitions par des lignes vides, et réduisez leurs niveaux."
        raise UnreadProse(1, message, hint) from error
    clean = nh3.clean(
        rendered,
        tags=TAGS,
        clean_content_tags=FORGOTTEN,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        url_schemes=SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
    return html_tokens.parse(clean)


def _rendered(markdown: str) -> str:
    """Render with the one instance there is, which costs more to make than to use."""
    with _RENDERING:
        renderer = _renderer()
        try:
            return renderer.reset().convert(markdown)
        except BaseException:
            # The library was stopped halfway and would read the next text as the rest of this one.
            _renderer.cache_clear()
            raise


@functools.cache
def _renderer() -> python_markdown.Markdown:
    """Return the library with what posts need; ``attr_list`` and ``md_in_html`` would let HTML through."""
    return python_markdown.Markdown(
        extensions=["abbr", "def_list", "fenced_code", "footnotes", "sane_lists", "tables"],
        extension_configs={
            "footnotes": {"BACKLINK_TITLE": "Retour au texte, note {}", "BACKLINK_TEXT": "↩\ufe0e"},
            "tables": {"use_align_attribute": True},
        },
        output_format="html",
    )
