"""RSS 2.0 and Atom as pure functions: a frozen view in, bytes out.

Full articles stand in ``content:encoded`` or ``content`` with whole addresses, summaries in ``description``
or ``summary``. Nothing is dated by the clock, so equal views give equal bytes; and every document is
parsed once more, as a check, before it is returned. The only module that knows feedgen.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final
from xml.parsers import expat

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from bulletin.pages.views.feeds import FeedItem, FeedView, Format
from bulletin.rendering.feed_texts import (
    GENERATOR,
    FeedFault,
    category_texts,
    content_html,
    plain,
    summary_text,
    title_text,
)

NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When an Atom feed without items was last changed: it has to give a date, and has none to give."""

_ATOM = "{http://www.w3.org/2005/Atom}"


def render_rss(view: FeedView) -> bytes:
    """Return the feed as a well-formed RSS 2.0 document in UTF-8, its items in the order of the view.

    The choices that RSS 2.0 leaves open are those of the RSS Advisory Board's best practices profile.

    Raises:
        FeedFault: if a moment has no time zone, the feed or an item no title, or the result is not XML.
    """
    try:
        channel = _channel(view)
        for item in view.items:
            _fill_item(channel.add_entry(order="append"), item, view.site_url)
        return _checked(channel.rss_str(pretty=True))
    except (ValueError, expat.ExpatError) as error:
        raise FeedFault(f"{view.self_url}: {error}") from error


def render_atom(view: FeedView) -> bytes:
    """Return the feed as a well-formed Atom document (RFC 4287) in UTF-8, its entries in the order given.

    Raises:
        FeedFault: if a moment has no time zone, the feed or an item no title, or the result is not XML.
    """
    try:
        feed = _feed(view)
        for item in view.items:
            _fill_entry(feed.add_entry(order="append"), item, view.site_url)
        return _checked(feed.atom_str(pretty=True))
    except (ValueError, expat.ExpatError) as error:
        raise FeedFault(f"{view.self_url}: {error}") from error


def _checked(document: bytes) -> bytes:
    """Return the document; raise ExpatError unless it is XML whose prefixes are all declared."""
    expat.ParserCreate(namespace_separator=" ").Parse(document, True)
    return document


def _common(view: FeedView, format_: Format) -> FeedGenerator:
    """Return what both formats say of the whole feed."""
    feed = FeedGenerator()
    feed.title(plain(view.titre))
    feed.description(plain(view.description) or plain(view.titre))
    feed.link(href=view.self_url, rel="self", type=format_.media_type)
    feed.language(view.language)
    feed.generator(GENERATOR)
    if rights := plain(view.rights):
        feed.rights(rights)
    return feed


# -- RSS -------------------------------------------------------------------------------------------------


def _channel(view: FeedView) -> FeedGenerator:
    feed = _common(view, Format.RSS)
    # The library takes the last link for the channel's own.
    feed.link(href=view.url, rel="alternate")
    feed.docs("")
    feed.load_extension("dc")
    if view.updated is None:
        feed.register_extension("undated", partial(_Adjustment, _remove_build_date))
    else:
        feed.updated(view.updated)
    return feed


def _fill_item(entry: FeedEntry, item: FeedItem, site_url: str) -> None:
    title = title_text(item)
    entry.title(title)
    entry.link(href=item.url, rel="alternate")
    entry.guid(item.url, permalink=True)
    entry.published(item.published)
    # Readers take a description for HTML, even where it is plain text.
    entry.description(html.escape(summary_text(item) or title, quote=False))
    if content := content_html(item, site_url):
        entry.content(content, type="CDATA")
    for category in category_texts(item):
        entry.category(term=category)
    if author := plain(item.author):
        # The <author> of RSS asks for an e-mail address, which no one here has to publish.
        entry.dc.dc_creator(author)
    for enclosure in item.enclosures[:1]:
        entry.enclosure(enclosure.url, enclosure.length, enclosure.type)
    if item.updated > item.published:
        moment = item.updated.isoformat(timespec="seconds")
        entry.register_extension("updated", partial(_Adjustment, partial(_add_updated, moment)))


# -- Atom ------------------------------------------------------------------------------------------------


def _feed(view: FeedView) -> FeedGenerator:
    feed = _common(view, Format.ATOM)
    feed.id(view.self_url)
    feed.link(href=view.url, rel="alternate", type="text/html")
    # The library would date a feed without items by the clock.
    feed.updated(view.updated or NEVER)
    feed.author(name=plain(view.author) or plain(view.titre))
    return feed


def _fill_entry(entry: FeedEntry, item: FeedItem, site_url: str) -> None:
    entry.title(title_text(item))
    entry.guid(item.url)
    entry.published(item.published)
    entry.updated(max(item.published, item.updated))
    links = [
        {"href": item.url, "rel": "alternate", "type": "text/html"},
        *(
            {"href": one.url, "rel": "enclosure", "type": one.type, "length": str(one.length)}
            for one in item.enclosures
        ),
    ]
    entry.link(links)
    entry.register_extension("links", partial(_Adjustment, partial(_complete_links, links)))
    if summary := summary_text(item):
        entry.summary(summary)
    if content := content_html(item, site_url):
        entry.content(content, type="html")
    for category in category_texts(item):
        entry.category(term=category)
    if author := plain(item.author):
        entry.author(name=author)


# -- what the library does not say -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Adjustment:
    """What feedgen calls an extension: it may change an element before it is written."""

    change: Callable[[Any], None]

    def extend_ns(self) -> Mapping[str, str]:
        """Declare no name space."""
        return {}

    def extend_rss(self, element: Any) -> Any:
        """Return the element, changed."""
        self.change(element)
        return element

    def extend_atom(self, element: Any) -> Any:
        """Return the element, changed."""
        self.change(element)
        return element


def _remove_build_date(root: Any) -> None:
    """Take out the date of the feed, which the library fills from the clock where it is given none."""
    channel = root.find("channel")
    channel.remove(channel.find("lastBuildDate"))


def _add_updated(moment: str, item: Any) -> None:
    """Say when an item changed, for which RSS has no element of its own."""
    element = item.makeelement(f"{_ATOM}updated")
    element.text = moment
    item.append(element)


def _complete_links(links: list[dict[str, str]], entry: Any) -> None:
    """Give the links of an entry all that the library leaves out: what they are, their type, their length."""
    for element, link in zip(entry.findall("link"), links, strict=True):
        element.attrib.update(link)
