from __future__ import annotations

from xml.etree import ElementTree as ET

from bulletin.pages.views.feeds import Folder, Subscription
from bulletin.rendering.opml import render_opml

ALL = Subscription(titre="Bulletin", url="https://b.example/rss.xml", page_url="https://b.example/")
PUTEAUX = Subscription(
    titre="Puteaux & <Caf>", url="https://b.example/p/rss.xml?a=1&b=2", page_url="https://b.example/p/"
)
FOLDERS = (Folder(titre="", subscriptions=(ALL,)), Folder(titre="Communes", subscriptions=(PUTEAUX,)))


def outlines(titre: str = "Bulletin") -> list[ET.Element]:
    root = ET.fromstring(render_opml(titre, FOLDERS))
    assert (root.tag, root.attrib) == ("opml", {"version": "2.0"})
    return root.findall("body/outline")


def test_feed_without_a_folder_stands_at_the_top() -> None:
    assert outlines()[0].attrib == {
        "text": "Bulletin",
        "title": "Bulletin",
        "type": "rss",
        "xmlUrl": ALL.url,
        "htmlUrl": ALL.page_url,
    }


def test_folder_holds_its_feeds_whatever_their_signs() -> None:
    folder = outlines()[1]

    assert folder.attrib == {"text": "Communes"}
    assert [(one.get("text"), one.get("xmlUrl")) for one in folder] == [(PUTEAUX.titre, PUTEAUX.url)]


def test_list_is_named_and_not_dated() -> None:
    head = ET.fromstring(render_opml("Bulletin\x0b", FOLDERS)).find("head")

    assert head is not None
    assert [(child.tag, child.text) for child in head] == [("title", "Bulletin")]
