"""A list of feeds that a reader can import whole: OPML 2.0 as a pure function.

It holds no date, so equal lists give equal bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from bulletin.pages.views.feeds import Folder
from bulletin.rendering.feed_texts import plain


def render_opml(titre: str, folders: Iterable[Folder]) -> str:
    """Return the document, its folders and feeds in the order given."""
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = plain(titre)
    body = ET.SubElement(root, "body")
    for folder in folders:
        name = plain(folder.titre)
        parent = ET.SubElement(body, "outline", text=name) if name else body
        for one in folder.subscriptions:
            title = plain(one.titre)
            ET.SubElement(
                parent, "outline", text=title, title=title, type="rss", xmlUrl=one.url, htmlUrl=one.page_url
            )
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'
