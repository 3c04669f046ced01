"""JSON Feed 1.1 as a pure function: a frozen view in, bytes out.

It says what the RSS and the Atom of the same view say, under the names of https://www.jsonfeed.org. The
format has no place for the date of a feed, so nothing here could be dated by the clock.
"""

from __future__ import annotations

import json
from typing import Final

from bulletin.pages.views.feeds import FeedItem, FeedView
from bulletin.rendering.feed_texts import (
    FeedFault,
    category_texts,
    content_html,
    plain,
    summary_text,
    title_text,
)

VERSION: Final = "https://jsonfeed.org/version/1.1"


def render_json(view: FeedView) -> bytes:
    """Return the feed as a JSON Feed 1.1 in UTF-8, its items in the order of the view.

    Raises:
        FeedFault: if a moment has no time zone, or the feed or an item no title.
    """
    try:
        return f"{json.dumps(_document(view), ensure_ascii=False, indent=2)}\n".encode()
    except ValueError as error:
        raise FeedFault(f"{view.self_url}: {error}") from error


def _document(view: FeedView) -> dict[str, object]:
    title = plain(view.titre)
    if not title:
        raise ValueError("the feed has no title")
    return {
        "version": VERSION,
        "title": title,
        "home_page_url": view.url,
        "feed_url": view.self_url,
        "description": plain(view.description) or title,
        "language": view.language,
        "authors": [{"name": plain(view.author) or title}],
        "items": [_item(item, view.site_url) for item in view.items],
    }


def _item(item: FeedItem, site_url: str) -> dict[str, object]:
    title = title_text(item)
    summary = summary_text(item)
    content = content_html(item, site_url)
    author = plain(item.author)
    found: dict[str, object] = {
        "id": item.url,
        "url": item.url,
        "title": title,
        "summary": summary,
        "image": item.image,
        "content_html": content,
        # The format requires one of content_html and content_text.
        "content_text": "" if content else summary or title,
        "date_published": item.published.isoformat(timespec="seconds"),
        "date_modified": max(item.published, item.updated).isoformat(timespec="seconds"),
        "authors": [{"name": author}] if author else [],
        "tags": category_texts(item),
        "attachments": [
            {"url": one.url, "mime_type": one.type, "size_in_bytes": one.length} for one in item.enclosures
        ],
    }
    return {name: value for name, value in found.items() if value}
