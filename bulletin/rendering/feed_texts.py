"""The texts of feed items, which are the same in every format: plain, on one line, fit for XML."""

from __future__ import annotations

import html
import re
from typing import Final

from bulletin.pages.views.feeds import FeedItem
from bulletin.rendering.prose import to_absolute_html

GENERATOR: Final = "bulletin"


# Characters outside the production Char of XML 1.0, and the controls of U+007F to U+009F that it discourages.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


# Not \s, which would also take the no-break spaces of French punctuation.
_BLANKS = re.compile(r"[ \t\r\n]+")


class FeedFault(Exception):
    """A view that makes no feed, or a feed that cannot be read: a fault of the program, not of a writer."""


def plain(text: str) -> str:
    """Return ``text`` on one line, without what XML cannot hold."""
    return _BLANKS.sub(" ", _UNFIT.sub("", text)).strip(" ")


def title_text(item: FeedItem) -> str:
    """Return the title of an item; raise ValueError if it is empty, or a date has no time zone."""
    title = plain(item.titre)
    if not title:
        raise ValueError(f"{item.url} has no title")
    if item.published.tzinfo is None or item.updated.tzinfo is None:
        raise ValueError(f"{item.url} has a moment without time zone")
    return title


def summary_text(item: FeedItem) -> str:
    """Return the corrections (rectificatifs) of an item, then its summary, as plain text."""
    return plain(" ".join((*item.notices, item.resume)))


def content_html(item: FeedItem, site_url: str) -> str:
    """Return the corrections, then the whole text, as HTML with absolute links; empty for a mere summary."""
    if item.body is None:
        return ""
    base = site_url.rstrip("/")
    address = item.url.removeprefix(base) if item.url.startswith(f"{base}/") else ""
    notices = (f"<p><strong>{html.escape(notice, quote=False)}</strong></p>" for notice in item.notices)
    return _UNFIT.sub("", "\n".join((*notices, to_absolute_html(item.body, site_url, address))))


def category_texts(item: FeedItem) -> tuple[str, ...]:
    """Return the categories of an item, each once."""
    return tuple(dict.fromkeys(filter(None, map(plain, item.categories))))
