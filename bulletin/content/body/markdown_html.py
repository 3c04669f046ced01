"""Markdown to HTML, by the Markdown library; the only module that knows it.

The library is given the blocks that ``structure`` has read, and does the rest: emphasis, links, tables,
notes. To save time, patterns whose sign a text does not hold are left out; a test checks that this never
changes the HTML.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from types import MappingProxyType
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, ParagraphProcessor, SetextHeaderProcessor
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.footnotes import FootnoteExtension
from markdown.extensions.tables import TableExtension, TableProcessor
from markdown.inlinepatterns import DelimiterProcessor, InlineProcessor, Pattern, SimpleTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString, Registry

from bulletin.content.body import markers
from bulletin.content.body.structure import ESCAPE, KEPT_END, Container, Structure

_MARK: Final = markers.TARGET + markers.FIGURES
_ADDRESS = rf"(?P<mark>{_MARK})(?P<address>(?:(?:https?|HTTPS?)://|www\.)[^\s<>\ufdd0-\ufdef]+)"
_MAIL = rf"(?P<mark>{_MARK})(?P<address>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
_ANGLED = rf"<(?P<mark>{_MARK})(?P<address>[A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>"
_ANGLED_MAIL = rf"<(?P<mark>{_MARK})(?:mailto:)?(?P<address>[^<>\s@]+@[^<>\s@]+)>"
_STRUCK = r"(~~)(?=[^\s~])((?:[^~]|~(?!~))+)(?<=\S)~~"
_ENDS_SENTENCE: Final = ".,;:!?…'\"’”»*_~"
_PAIRS: Final = MappingProxyType({")": "(", "]": "[", "}": "{"})

_NOT_OURS: Final = ("indent", "code", "olist", "ulist", "quote", "reference", "footnote", "abbr")
"""Blocks that ``structure`` reads instead of the library."""
_SIGNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "backtick": ("`",),
        "escape": (ESCAPE,),
        "footnote": ("[^",),
        "link": ("](",),
        "image_link": ("![",),
        "autolink": ("<",),
        "automail": ("<",),
        "bare_address": (markers.TARGET,),
        "bare_mail": (markers.TARGET,),
        "linebreak": (KEPT_END,),
        "entity": ("&",),
        "struck": ("~~",),
        "em_strong": ("*", "_"),
        "em_strong2": ("_",),
    }
)
"""A text without any of these signs has nothing for the pattern of that name."""
_REFERENCES: Final = ("reference", "image_reference", "short_reference", "short_image_ref")
"""Patterns that only a text with links defined apart has something for."""
_CALLS: Final = "["

_RENDERING = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Converted:
    """A text as HTML that nothing has sanitised, and the links defined apart that it calls, by name."""

    html: str
    called: frozenset[str]


def to_html(text: str, structure: Structure) -> Converted:
    """Return the HTML of a text, given with its blocks.

    Raises:
        RecursionError: for a text nested deeper than the limits let through.
    """
    with _RENDERING:
        library = _library()
        try:
            return library.convert(text, structure)
        except BaseException:
            # The library was stopped halfway and would read the next text as the rest of this one.
            _library.cache_clear()
            raise


@functools.cache
def _library() -> _Library:
    """Return the one instance there is, which costs more to make than to use."""
    return _Library()


class _Library:
    """The library set up for the texts of a bulletin."""

    def __init__(self) -> None:
        self._notes = FootnoteExtension(
            BACKLINK_TITLE="Retour au texte, note {}", BACKLINK_TEXT="↩\N{VARIATION SELECTOR-15}"
        )
        self._abbreviations: Any = AbbrExtension()
        tables = TableExtension(use_align_attribute=True)
        self._library = Markdown(
            extensions=[self._notes, self._abbreviations, DefListExtension(), tables], output_format="html"
        )
        self._blocks = _Blocks(self._library.parser)
        self._plain = _PlainText(self._library)
        _set_up(self._library, self._blocks, self._plain)
        self._steps: Registry[Treeprocessor] = self._library.treeprocessors
        self._inline: Any = self._steps["inline"]
        self._chosen_patterns: dict[frozenset[str], list[Pattern]] = {}
        self._chosen_steps: dict[frozenset[str], Registry[Treeprocessor]] = {}

    def convert(self, text: str, structure: Structure) -> Converted:
        """Return the HTML of a text, given with its blocks."""
        library = self._library
        library.reset()
        links = _Links(structure.links)
        library.references = links  # type: ignore[assignment]  # a title may be None
        self._abbreviations.abbrs.update(structure.abbreviations)
        for name, blocks in structure.notes.items():
            self._notes.setFootnote(name, "\n\n".join(blocks))
        self._blocks.containers = structure.containers
        self._choose(text, structure)
        return Converted(
            html=library.convert("\n\n".join(structure.blocks) or markers.PROSE),
            called=frozenset(links.called),
        )

    def _choose(self, text: str, structure: Structure) -> None:
        """Leave out the patterns and steps that have nothing to do for want of a sign in the text."""
        wanted = {sign for signs in _SIGNS.values() for sign in signs}
        signs = {sign for sign in wanted if sign in text} | structure.signs
        left_out = {name for name, wanted in _SIGNS.items() if signs.isdisjoint(wanted)}
        if not structure.links:
            left_out.update(_REFERENCES)
        steps = {
            *(() if ESCAPE in signs else ("unescape",)),
            *(() if structure.notes else ("footnote", "footnote-duplicate")),
            *(("plain",) if structure.abbreviations else ()),
        }
        self._plain.signs = (*signs, _CALLS) if structure.links else tuple(signs)
        self._inline.inlinePatterns = self._patterns(frozenset(left_out))
        self._library.treeprocessors = self._other_steps(frozenset(steps))

    def _patterns(self, left_out: frozenset[str]) -> list[Pattern]:
        if left_out not in self._chosen_patterns:
            registry = self._library.inlinePatterns
            ranks = {registry.get_index_for_name(name) for name in left_out if name in registry}
            kept = [item for rank, item in enumerate(registry) if rank not in ranks]
            self._chosen_patterns[left_out] = kept
        return self._chosen_patterns[left_out]

    def _other_steps(self, left_out: frozenset[str]) -> Registry[Treeprocessor]:
        if left_out not in self._chosen_steps:
            chosen: Registry[Treeprocessor] = Registry()
            for rank, (name, step) in enumerate(_named(self._steps)):
                if name not in left_out:
                    chosen.register(step, name, -rank)
            self._chosen_steps[left_out] = chosen
        return self._chosen_steps[left_out]


def _set_up(library: Markdown, blocks: _Blocks, plain: _PlainText) -> None:
    """Take from the library what ``structure`` and ``extraction`` do, and give it what it lacks."""
    for name in ("normalize_whitespace", "html_block"):
        library.preprocessors.deregister(name)
    processors = library.parser.blockprocessors
    for name in _NOT_OURS:
        processors.deregister(name)
    processors.register(blocks, "blocks", 110)
    processors.register(_Titles(library.parser), "setextheader", 60)
    processors.register(_Tables(library.parser, {"use_align_attribute": True}), "table", 75)
    patterns = library.inlinePatterns
    patterns.deregister("html")
    patterns.register(_Address(_ANGLED, library), "autolink", 120)
    patterns.register(_Mail(_ANGLED_MAIL, library), "automail", 110)
    patterns.register(_BareAddress(_ADDRESS, library), "bare_address", 105)
    patterns.register(_Mail(_MAIL, library), "bare_mail", 104)
    patterns.register(SimpleTagInlineProcessor(_STRUCK, "del"), "struck", 65)
    emphasis = _Emphasis("*", "strong,em", library)
    emphasis.add("_", "strong,em", smart=True)
    patterns.register(emphasis, "em_strong", 60)
    library.treeprocessors.register(plain, "plain", 25)
    library.ESCAPED_CHARS += ["<", "~"]


def _named(steps: Registry[Treeprocessor]) -> Iterator[tuple[str, Treeprocessor]]:
    names = ("footnote", "plain", "inline", "footnote-duplicate", "prettify", "abbr", "unescape")
    for name in sorted(names, key=steps.get_index_for_name):
        yield name, steps[name]


class _Links(dict[str, tuple[str, str | None]]):
    """Links defined apart, and the names by which the text has called one."""

    def __init__(self, links: Mapping[str, tuple[str, str | None]]) -> None:
        super().__init__(links)
        self.called: set[str] = set()

    def __getitem__(self, name: str) -> tuple[str, str | None]:
        self.called.add(name)
        return super().__getitem__(name)


# -- blocks ----------------------------------------------------------------------------------------------


class _Blocks(BlockProcessor):
    """Makes the lists, quotations and paragraphs that ``structure`` has read."""

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.containers: Sequence[Container] = ()
        self._paragraphs = ParagraphProcessor(parser)

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the signature is the library's
        return block.startswith((markers.PROSE, markers.CONTAINER))

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        block = blocks.pop(0)
        if block.startswith(markers.PROSE):
            self._paragraphs.run(parent, [block.removeprefix(markers.PROSE)])
            return None
        container = self.containers[markers.rank(block.removeprefix(markers.CONTAINER))]
        element = SubElement(parent, container.tag)
        if container.start != 1:
            element.set("start", str(container.start))
        for item in container.items:
            inside = element if container.tag == "blockquote" else SubElement(element, "li")
            self.parser.state.set("looselist" if container.is_loose else "list")
            self.parser.parseBlocks(inside, list(item))
            self.parser.state.reset()
        return None


class _Titles(SetextHeaderProcessor):
    """Titles underlined with « = »; with « - » it would be a rule."""

    RE = re.compile(r"^.*?\n=+[ ]*(\n|$)", re.MULTILINE)


class _Tables(TableProcessor):
    """Tables as wide as their widest row, where the library forgets the cells that have no heading."""

    def run(self, parent: Element, blocks: list[str]) -> None:
        library: Any = self  # The types that are published for the library lack what follows.
        rows = [row.strip(" ") for row in blocks[0].split("\n")]
        widest = max(len(library._split_row(row)) for row in rows)  # noqa: SLF001
        library.separator = [*library.separator, *[""] * (widest - len(library.separator))]
        super().run(parent, blocks)


# -- words -----------------------------------------------------------------------------------------------


class _PlainText(Treeprocessor):
    """Marks the texts in which no pattern can find anything, so that none is tried on them."""

    signs: tuple[str, ...] = ()

    def run(self, root: Element) -> None:
        signs = self.signs
        for element in root.iter():
            if (text := element.text) and not any(sign in text for sign in signs):
                element.text = AtomicString(text)
            if (tail := element.tail) and not any(sign in tail for sign in signs):
                element.tail = AtomicString(tail)


class _Emphasis(DelimiterProcessor):
    """Emphasis by the library, asked again where it has lost its place in the sentence.

    What it has found ahead it keeps for later, and where some signs stay alone (« _un **deux** trois
    **quatre** _cinq **six** ») it looks for it too early or too late: letters then disappear.
    """

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: N802
        is_kept = bool(self.regions)
        found = super().handleMatch(m, data)
        if is_kept and _loses_letters(found, m, data):
            self.reset()
            found = super().handleMatch(m, data)
        return found


def _loses_letters(found: tuple[Element | None, int | None, int | None], m: re.Match[str], data: str) -> bool:
    """Whether other characters than signs of emphasis have gone."""
    element, start, end = found
    if element is None or start is None or end is None:
        return False
    kept = "".join(element.itertext()).translate(_NO_EMPHASIS)
    return start < m.start() or kept != data[start:end].translate(_NO_EMPHASIS)


_NO_EMPHASIS = str.maketrans("", "", "*_")


class _Address(InlineProcessor):
    """A link of an address that stands for its own text, after the marker that ``extraction`` gave it."""

    ANCESTOR_EXCLUDES = ("a",)

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802 - the signature is the library's
        return self.link(m, m["address"], m["address"]), m.start(), m.end()

    def link(self, found: re.Match[str], address: str, text: str) -> Element:
        """Return a link of this address and text; the marker goes along."""
        element = Element("a")
        element.set("href", found["mark"] + self.unescape(address))
        element.text = AtomicString(text)
        return element


class _BareAddress(_Address):
    """An address in the middle of a sentence: the marks that end the sentence are not its own."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802
        address = _without_marks(m["address"])
        scheme = "" if "://" in address else "https://"
        return self.link(m, scheme + address, address), m.start(), m.start("address") + len(address)


class _Mail(_Address):
    """An e-mail address."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element | None, int | None, int | None]:  # type: ignore[override]  # noqa: ARG002, N802
        return self.link(m, f"mailto:{m['address']}", m["address"]), m.start(), m.end()


def _without_marks(address: str) -> str:
    """Return an address without what ends the sentence, or closes a bracket that it has not opened."""
    while address:
        last = address[-1]
        if last not in _ENDS_SENTENCE and not (
            last in _PAIRS and address.count(last) > address.count(_PAIRS[last])
        ):
            break
        address = address[:-1]
    return address
