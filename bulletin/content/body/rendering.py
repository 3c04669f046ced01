"""A body made into HTML: read, rendered by the Markdown library, sanitised, given its French spaces.

Nothing here depends on the site: where links lead, what answers a live list and how deep headings begin is
for the page to say, in the slots that the HTML has for it.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from bulletin.content.body import html_tokens, markers
from bulletin.content.body.excerpts import cut
from bulletin.content.body.extraction import Extract, Spot, extract
from bulletin.content.body.faults import BodyFault, UnreadProse
from bulletin.content.body.html_tokens import Heading, Slot, Tag, Token
from bulletin.content.body.limits import check_limits
from bulletin.content.body.links import BodyLink, ShownLink, found_anchor, unknown_anchor
from bulletin.content.body.markdown_html import Converted, to_html
from bulletin.content.body.rendered import BodyFindings, BodyHtml, RenderedBody
from bulletin.content.body.sanitising import RANK, sanitised
from bulletin.content.body.structure import Structure, TooFar, structure
from bulletin.content.body.unpublished import idle_abbreviation, idle_link, misplaced

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TARGET = re.compile(
    r'<(?P<tag>a|img)(?P<before>(?: [a-z-]+="[^"]*")*?) (?P<name>href|src)="'
    rf'{markers.TARGET}(?P<rank>{markers.FIGURES})(?P<value>[^"]*)"'
)
_MARKED = re.compile(
    rf"<p>{markers.BLOCK}(?P<alone>{markers.FIGURES})</p>"
    rf"|{markers.BLOCK}(?P<block>{markers.FIGURES})|{markers.TAG}(?P<tag>{markers.FIGURES})"
    rf"|(?P<live>{markers.LIVE}{markers.FIGURES})"
    r"|(?P<other><[a-z][^<>]*[\ufdd0-\ufdef][^<>]*>)|[\ufdd0-\ufdef]+"
)
_RANK = re.compile(rf'{RANK}="([0-9]+)"')
_EMPTY = re.compile(rf'<p(?: {RANK}="[0-9]+")?>\s*</p>')
_LIVE = re.compile(rf"{markers.LIVE}(?P<rank>{markers.FIGURES})")
_LINK_MARK = re.compile(rf"{markers.TARGET}(?P<rank>{markers.FIGURES})")
_STRAY = re.compile(rf"(?P<live>{markers.LIVE}{markers.FIGURES})|[\ufdd0-\ufdef]")
_NESTED: Final = (
    "Ce texte est trop imbriqué pour être mis en page.",
    "Séparez les listes et les définitions par des lignes vides, et réduisez leurs niveaux.",
)


def render(markdown: str) -> RenderedBody:
    """Return a body made into HTML; one that goes too far is empty, with the fault that says so."""
    text = markers.ANY.sub(" ", _CONTROLS.sub("", markdown))
    try:
        check_limits(text)
        return _rendered(text)
    except UnreadProse as fault:
        told = BodyFault(code="texte-trop-complexe", line=fault.line, message=fault.message, hint=fault.hint)
        return RenderedBody(shown=BodyHtml(), found=BodyFindings(faults=(told,)))


def _rendered(text: str) -> RenderedBody:
    found = extract(text)
    lines = _Lines(text)
    blocks = _blocks(found, lines)
    try:
        converted = to_html(found.text, blocks)
    except RecursionError as error:
        raise UnreadProse(1, *_NESTED) from error
    whole, targets = _whole(converted.html, found)
    clean = sanitised(whole)
    tokens = _tokens(clean, found)
    headings: tuple[Heading, ...] = ()
    anchors: tuple[str, ...] = ()
    if "<h" in clean:
        tokens, headings = html_tokens.with_headings(tokens)
    if headings or ' id="' in clean:
        tokens, anchors = html_tokens.with_own_ids(tokens)
    if "<div" in clean:
        tokens = tuple(html_tokens.with_french_notes(tokens, frozenset(anchors)))
    if "<t" in clean:
        tokens = tuple(html_tokens.with_tables(tokens))
    tokens = tuple(html_tokens.with_typography(tokens))
    gathered = _Links(targets, found.places, lines)
    html_text = html_tokens.serialise(gathered.with_slots(tokens))
    links = tuple(gathered.links)
    return RenderedBody(
        shown=BodyHtml(html=html_text, links=tuple(gathered.shown), headings=headings),
        found=BodyFindings(
            links=links,
            anchors=anchors,
            first_words=cut(html_tokens.first_paragraph(tokens)),
            lists=tuple(replace(live, line=lines.place(start)[0]) for live, start in found.lists),
            code=tuple((lines.place(start)[0], lines.place(end)[0]) for start, end in found.code),
            faults=_faults(
                (
                    *_remarks(found, clean, lines),
                    *_idle_definitions(blocks, converted, found, lines),
                    *_lost_links(links, anchors),
                )
            ),
        ),
    )


def _blocks(found: Extract, lines: _Lines) -> Structure:
    breaks = frozenset(
        markers.marker(markers.TAG, rank) for rank, tag in enumerate(found.html) if tag.startswith("<br ")
    )
    try:
        return structure(found.text, breaks)
    except TooFar as fault:
        typed = found.text.split("\n")[: fault.rank]
        start = found.typed_offset(sum(len(line) + 1 for line in typed))
        raise UnreadProse(lines.place(start)[0], fault.message, fault.hint) from fault


# -- from Markdown to tokens -----------------------------------------------------------------------------


def _whole(html_text: str, found: Extract) -> tuple[str, dict[int, str]]:
    """Return HTML with what was taken out of the text, and the typed target of each link by its rank."""
    targets = {rank: tag.target for rank, tag in found.tags.items()}

    def ranked(match: re.Match[str]) -> str:
        """Return a tag that the library has made, with the rank of its target in an attribute of its own."""
        rank, value = markers.rank(match["rank"]), markers.ANY.sub("", match["value"])
        targets[rank] = html.unescape(value)
        before = markers.ANY.sub("", match["before"])
        return f'<{match["tag"]} {RANK}="{rank}"{before} {match["name"]}="{value}"'

    def restored(match: re.Match[str]) -> str:
        if figures := match["alone"] or match["block"] or match["tag"]:
            return found.html[markers.rank(figures)]
        return match["live"] or (markers.ANY.sub("", match["other"]) if match["other"] else "")

    if found.places:
        html_text = _TARGET.sub(ranked, html_text)
    if found.html or found.lists:
        html_text = _MARKED.sub(restored, html_text)
    elif markers.ANY.search(html_text):
        html_text = markers.ANY.sub("", html_text)
    return html_text, targets


def _tokens(clean: str, found: Extract) -> Sequence[Token]:
    """Return sanitised HTML as tokens, with a slot for each live list."""
    if found.html:
        clean = _EMPTY.sub("", clean)
    if not markers.ANY.search(clean):
        return html_tokens.parse(clean)
    clean = _STRAY.sub(lambda match: match["live"] or "", clean)
    return tuple(_with_live_lists(html_tokens.parse(clean), len(found.lists)))


def _with_live_lists(tokens: Sequence[Tag | str], lists: int) -> Iterator[Token]:
    """Yield tokens where the paragraph of each live list is a slot."""
    passed = -1
    for index, token in enumerate(tokens):
        if index == passed:
            continue
        if token == _PARAGRAPH and _is_live(tokens[index + 1]) and tokens[index + 2] == _END:
            passed = index + 2
        elif isinstance(token, str) and markers.LIVE in token:
            yield from _live_slots(token, lists)
        else:
            yield token


_PARAGRAPH, _END = Tag("p"), Tag("p", closing=True)


def _is_live(token: Token) -> bool:
    return isinstance(token, str) and _LIVE.fullmatch(token.strip()) is not None


def _live_slots(text: str, lists: int) -> Iterator[Token]:
    for index, piece in enumerate(_LIVE.split(text)):
        if index % 2 and (rank := markers.rank(piece)) < lists:
            yield Slot("l", rank)
        elif not index % 2 and piece:
            yield piece


# -- links -----------------------------------------------------------------------------------------------


class _Links:
    """Gathers the links and pictures of a text, and leaves slots for them."""

    def __init__(self, targets: Mapping[int, str], places: Sequence[int], lines: _Lines) -> None:
        self.links: list[BodyLink] = []
        self.shown: list[ShownLink] = []
        self._targets = targets
        self._places = places
        self._lines = lines

    def with_slots(self, tokens: Iterable[Token]) -> Iterator[Token]:
        """Yield tokens with a slot for each picture and each end of a link."""
        opened: list[int] = []
        for token in tokens:
            match token:
                case Tag(name="a", closing=True):
                    yield Slot("c", opened.pop())
                case Tag(name="a"):
                    opened.append(self._take(token, is_image=False))
                    yield Slot("a", opened[-1])
                case Tag(name="img"):
                    yield Slot("i", self._take(token, is_image=True))
                case Tag(attributes=attributes) if attributes:
                    yield token.without(RANK)
                case _:
                    yield token

    def _take(self, tag: Tag, *, is_image: bool) -> int:
        """Keep a link or picture; return its rank."""
        name = "src" if is_image else "href"
        rank = int(tag.get(RANK) or -1)
        # The library writes the links to and from notes; all others have a rank.
        target = _bare_target(self._targets[rank]) if rank in self._targets else tag.get(name) or ""
        line, column = self._lines.place(self._places[rank]) if 0 <= rank < len(self._places) else (1, 1)
        alt = tag.get("alt") or ""
        shown = tag.without(RANK, html_tokens.WORDS) if tag.get(name) is not None else tag.having((name, ""))
        self.links.append(
            BodyLink(
                target=target,
                line=line,
                column=column,
                is_image=is_image,
                alt=alt if is_image else "",
            )
        )
        attributes = shown.without(RANK, html_tokens.WORDS).attributes
        words = tag.get(html_tokens.WORDS) or ""
        self.shown.append(ShownLink(attributes=attributes, is_image=is_image, words=words))
        return len(self.links) - 1


def _bare_target(typed: str) -> str:
    """Return a target on one line; the library leaves the angles of a link next to a stray bracket."""
    target = " ".join(typed.split())
    return target[1:-1] if target.startswith("<") and target.endswith(">") else target


# -- what is told ----------------------------------------------------------------------------------------


def _faults(faults: Iterable[BodyFault]) -> tuple[BodyFault, ...]:
    return tuple(sorted(faults, key=lambda fault: (fault.line, fault.column, fault.code, fault.message)))


def _fault(code: str, spot: Spot, sentences: tuple[str, str], lines: _Lines) -> BodyFault:
    line, column = lines.place(spot.start)
    message, hint = sentences
    return BodyFault(code=code, line=line, column=column, length=spot.length, message=message, hint=hint)


def _remarks(found: Extract, clean: str, lines: _Lines) -> Iterator[BodyFault]:
    """Yield what was told of HTML, and the tags that the sanitiser has not let stand where they were."""
    for remark in found.remarks:
        yield _fault(remark.code, remark.spot, (remark.message, remark.hint), lines)
    if found.tags:
        standing = {int(rank) for rank in _RANK.findall(clean)}
        for rank, tag in found.tags.items():
            if rank not in standing:
                yield _fault("html-non-publie", tag.spot, misplaced(tag.name), lines)


def _idle_definitions(
    blocks: Structure, converted: Converted, found: Extract, lines: _Lines
) -> Iterator[BodyFault]:
    """Yield the links and abbreviations that are defined apart and that the text never calls."""
    for name, (target, _) in blocks.links.items():
        mark = _LINK_MARK.match(target)
        if mark and name not in converted.called:
            spot = Spot(start=found.places[markers.rank(mark["rank"])], length=len(target) - mark.end())
            yield _fault("definition-sans-emploi", spot, idle_link(name), lines)
    for name in blocks.abbreviations:
        if f">{html.escape(name, quote=False)}</abbr>" not in converted.html:
            spot = Spot(start=max(0, lines.text.find(f"*[{name}")), length=len(name) + 3)
            yield _fault("definition-sans-emploi", spot, idle_abbreviation(name), lines)


def _lost_links(links: Sequence[BodyLink], anchors: Sequence[str]) -> Iterator[BodyFault]:
    """Yield the links to a place of the text that is not there; « # » alone is its beginning."""
    for link in links:
        name = link.target.removeprefix("#")
        if name and link.target.startswith("#") and not found_anchor(name, anchors):
            message, hint = unknown_anchor(name, anchors)
            yield BodyFault(
                code="ancre-inconnue",
                line=link.line,
                column=link.column,
                length=len(link.target),
                message=message,
                hint=hint,
            )


class _Lines:
    """A text, and where its lines begin, found when the first place is asked for."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._starts: list[int] = []

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column, from 1, of a character given by its rank."""
        if not self._starts:
            self._starts = [0, *(found.end() for found in re.finditer("\n", self.text))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1
