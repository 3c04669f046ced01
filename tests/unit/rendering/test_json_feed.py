"""JSON Feed 1.1, compared with the rules of its specification."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from support.bodies import prose

from bulletin.pages.views.feeds import Enclosure, FeedItem, FeedView, Format
from bulletin.rendering.feed_texts import FeedFault
from bulletin.rendering.json_feed import render_json

SITE = "https://bulletin.example"
JULY = datetime(2016, 7, 11, 9, 30, tzinfo=UTC)
ITEM = FeedItem(
    titre="Signature d’un CEJ",
    url=f"{SITE}/2016/07/11/cej/",
    published=JULY,
    updated=JULY,
    resume="La ville et la Caf signent.",
    body=prose("Le maire **signe**, [voir](/c/).", {"/c/": "/c/"}),
)
VIEW = FeedView(
    titre="Bulletin",
    description="Les conventions",
    url=f"{SITE}/",
    self_url=f"{SITE}/feed.json",
    site_url=f"{SITE}/",
    updated=JULY,
    items=(ITEM,),
    format=Format.JSON,
    author="Caf des Hauts-de-Seine",
)


def item_of(item: FeedItem) -> Any:
    (found,) = json.loads(render_json(replace(VIEW, items=(item,))))["items"]
    return found


def test_feed_says_what_it_is() -> None:
    feed = json.loads(render_json(replace(VIEW, items=())))

    assert feed == {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Bulletin",
        "home_page_url": f"{SITE}/",
        "feed_url": f"{SITE}/feed.json",
        "description": "Les conventions",
        "language": "fr-FR",
        "authors": [{"name": "Caf des Hauts-de-Seine"}],
        "items": [],
    }


def test_item_has_every_key_and_absolute_addresses() -> None:
    assert item_of(ITEM) == {
        "id": ITEM.url,
        "url": ITEM.url,
        "title": ITEM.titre,
        "summary": ITEM.resume,
        "content_html": f'<p>Le maire <strong>signe</strong>, <a href="{SITE}/c/">voir</a>.</p>',
        "date_published": "2016-07-11T09:30:00+00:00",
        "date_modified": "2016-07-11T09:30:00+00:00",
    }


def test_item_gives_its_author_tags_and_files() -> None:
    item = item_of(
        replace(
            ITEM,
            author="Jean",
            categories=("a", "b", "a"),
            enclosures=(Enclosure(url=f"{SITE}/a.pdf", length=12, type="application/pdf"),),
        )
    )

    assert item["authors"] == [{"name": "Jean"}]
    assert item["tags"] == ["a", "b"]
    assert item["attachments"] == [
        {"url": f"{SITE}/a.pdf", "mime_type": "application/pdf", "size_in_bytes": 12}
    ]


@pytest.mark.parametrize(("resume", "content"), [("Un résumé.", "Un résumé."), ("", ITEM.titre)])
def test_item_without_a_text_still_has_a_content(resume: str, content: str) -> None:
    item = item_of(replace(ITEM, body=None, resume=resume))

    assert item["content_text"] == content
    assert "content_html" not in item


def test_corrections_and_later_changes_are_given() -> None:
    item = item_of(replace(ITEM, notices=("Rectificatif.",), updated=JULY + timedelta(days=2)))

    assert item["summary"] == f"Rectificatif. {ITEM.resume}"
    assert item["content_html"].startswith("<p><strong>Rectificatif.</strong></p>")
    assert item["date_modified"] == "2016-07-13T09:30:00+00:00"


def test_accents_stay_readable_and_control_characters_go() -> None:
    document = render_json(replace(VIEW, items=(replace(ITEM, titre="Fête\x0b 🎉\ud800"),)))

    assert "Fête 🎉".encode() in document


@pytest.mark.parametrize(
    "view",
    [
        replace(VIEW, titre=" \x01"),
        replace(VIEW, items=(replace(ITEM, titre=""),)),
        replace(VIEW, items=(replace(ITEM, published=JULY.replace(tzinfo=None)),)),
        replace(VIEW, url=f"{SITE}/\ud800"),
    ],
    ids=["title", "item title", "item publication", "address"],
)
def test_view_that_makes_no_feed_is_a_fault_that_names_the_feed(view: FeedView) -> None:
    with pytest.raises(FeedFault, match=re.escape(VIEW.self_url)):
        render_json(view)
