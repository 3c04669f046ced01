"""Feeds, as feedparser and an XML parser read them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bodies import prose

from bulletin.pages.views.body import LiveEntry, LiveList, Prose
from bulletin.pages.views.feeds import Enclosure, FeedItem, FeedView, Format
from bulletin.rendering.feed_texts import FeedFault
from bulletin.rendering.rss_atom import NEVER, render_atom, render_rss

SITE = "https://convention.example.fr"
NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
}
PARIS = ZoneInfo("Europe/Paris")
JULY = datetime(2016, 7, 11, 9, 30, tzinfo=PARIS)
DECEMBER = datetime(2016, 12, 1, 14, 0, tzinfo=PARIS)

ITEM = FeedItem(
    titre="Signature d’un CEJ à Boulogne-Billancourt",
    url=f"{SITE}/2016/07/11/cej/",
    published=JULY,
    updated=JULY,
    resume="La ville et la Caf signent jusqu’en 2019.",
)
VIEW = FeedView(
    titre="Bulletin des conventions",
    description="Les conventions de la Caf et des communes",
    url=f"{SITE}/signatures/",
    self_url=f"{SITE}/signatures/rss.xml",
    site_url=f"{SITE}/",
    updated=JULY,
    items=(ITEM,),
)
EMPTY = replace(VIEW, updated=None, items=())


def of(*items: FeedItem) -> FeedView:
    return replace(VIEW, items=items)


def channel_of(view: FeedView) -> ET.Element:
    channel = ET.fromstring(render_rss(view)).find("channel")
    assert channel is not None
    return channel


def item_of(item: FeedItem) -> ET.Element:
    found = channel_of(of(item)).find("item")
    assert found is not None
    return found


def content_of(item: FeedItem) -> str:
    return item_of(item).findtext("content:encoded", "", NAMES)


def read(view: FeedView) -> Any:
    """The feed, parsed as feed readers do."""
    parsed = feedparser.parse(render_rss(view))
    assert not parsed.bozo, parsed.bozo_exception
    assert parsed.version == "rss20"
    return parsed


def names(element: ET.Element) -> list[str]:
    return [child.tag for child in element]


class Addresses(HTMLParser):
    """Every address that a text leads to."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        self.found += [value or "" for name, value in attrs if name in {"href", "src"}]


# -- the channel -----------------------------------------------------------------------------------------


def test_channel_leads_to_the_page_it_follows_and_names_its_own_address() -> None:
    channel = channel_of(VIEW)
    own = channel.findall("atom:link", NAMES)

    assert [f"{SITE}/signatures/"] == [link.text for link in channel.findall("link")]
    assert [{"href": VIEW.self_url, "rel": "self", "type": "application/rss+xml"}] == [
        link.attrib for link in own
    ]


def test_channel_says_what_it_is_in_french() -> None:
    feed = read(replace(VIEW, rights="Licence Ouverte 2.0")).feed

    assert VIEW.titre == feed.title
    assert VIEW.description == feed.subtitle
    assert feed.language == "fr-FR"
    assert feed.rights == "Licence Ouverte 2.0"
    assert feed.generator == "bulletin"


def test_channel_without_description_is_described_by_its_title() -> None:
    assert channel_of(replace(VIEW, description="")).findtext("description") == VIEW.titre


def test_channel_has_no_empty_element() -> None:
    for view in (VIEW, EMPTY):
        elements = [child for child in channel_of(view) if child.tag != f"{{{NAMES['atom']}}}link"]

        assert all((child.text or "").strip() or len(child) for child in elements)


def test_channel_is_dated_by_the_view_with_its_zone() -> None:
    assert channel_of(VIEW).findtext("lastBuildDate") == "Mon, 11 Jul 2016 09:30:00 +0200"


def test_feed_without_items_has_no_date_at_all() -> None:
    assert read(EMPTY).entries == []
    assert [
        "title",
        "link",
        "description",
        f"{{{NAMES['atom']}}}link",
        "generator",
        "language",
    ] == names(channel_of(EMPTY))


def test_nothing_is_dated_by_the_clock() -> None:
    dates = re.findall(
        rb">[^<]*\b(20[0-9]{2})\b[^<]*:[0-9]{2}[^<]*<", render_rss(of(replace(ITEM, updated=DECEMBER)))
    )

    assert dates == [b"2016", b"2016", b"2016"]


def test_equal_views_give_equal_bytes() -> None:
    item = replace(ITEM, categories=("b", "a"), author="Jean", updated=DECEMBER, body=prose("Texte."))

    assert render_rss(of(item, ITEM)) == render_rss(of(replace(item), replace(ITEM)))


def test_document_declares_utf_8_and_keeps_accents_readable() -> None:
    document = render_rss(VIEW)

    assert document.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    assert "Signature d’un CEJ à Boulogne".encode() in document


# -- an item ---------------------------------------------------------------------------------------------


def test_items_keep_the_order_of_the_view() -> None:
    newest = replace(ITEM, url=f"{SITE}/2016/12/01/b/", published=DECEMBER, updated=DECEMBER)

    entries = read(of(newest, ITEM)).entries

    assert [newest.url, ITEM.url] == [entry.link for entry in entries]
    assert entries[0].published_parsed > entries[1].published_parsed


def test_item_is_known_by_its_address() -> None:
    guid = item_of(ITEM).find("guid")

    assert guid is not None
    assert (ITEM.url, {"isPermaLink": "true"}) == (guid.text, guid.attrib)
    assert ITEM.url == read(VIEW).entries[0].id


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (JULY, "Mon, 11 Jul 2016 09:30:00 +0200"),
        (DECEMBER, "Thu, 01 Dec 2016 14:00:00 +0100"),
        (datetime(2016, 2, 29, tzinfo=UTC), "Mon, 29 Feb 2016 00:00:00 +0000"),
    ],
)
def test_publication_has_the_utc_offset_of_its_season(moment: datetime, written: str) -> None:
    date = item_of(replace(ITEM, published=moment, updated=moment)).findtext("pubDate", "")

    assert written == date
    assert moment == parsedate_to_datetime(date)


def test_later_change_is_given_and_publication_stays() -> None:
    changed = item_of(replace(ITEM, updated=DECEMBER))

    assert changed.findtext("atom:updated", "", NAMES) == "2016-12-01T14:00:00+01:00"
    assert changed.findtext("pubDate") == "Mon, 11 Jul 2016 09:30:00 +0200"
    assert item_of(ITEM).find("atom:updated", NAMES) is None
    assert item_of(replace(ITEM, updated=JULY - timedelta(days=1))).find("atom:updated", NAMES) is None


def test_title_is_text_and_not_markup() -> None:
    titre = "Petite enfance & <b>parentalité</b> : 1 < 2"

    assert titre == item_of(replace(ITEM, titre=titre)).findtext("title")


def test_summary_reads_as_text_in_readers_that_expect_html() -> None:
    described = item_of(replace(ITEM, resume="Moins de 3 ans <b> & « crèches »")).findtext("description")

    assert described == "Moins de 3 ans &lt;b&gt; &amp; « crèches »"


def test_summary_keeps_the_spaces_of_french_and_loses_line_ends() -> None:
    described = item_of(replace(ITEM, resume="«\u00a0Oui\u202f!\u00a0»\r\n  dit\tle maire ")).findtext(
        "description"
    )

    assert described == "«\u00a0Oui\u202f!\u00a0» dit le maire"


def test_item_without_summary_is_described_by_its_title() -> None:
    bare = item_of(replace(ITEM, resume="", body=prose("Texte.")))

    assert ITEM.titre == bare.findtext("description")
    assert "<p>Texte.</p>" == bare.findtext("content:encoded", "", NAMES)


def test_item_gives_each_category_once() -> None:
    item = item_of(replace(ITEM, categories=("Signatures", "Petite enfance", "Signatures", " ")))

    assert [category.text for category in item.findall("category")] == ["Signatures", "Petite enfance"]


def test_author_needs_no_address() -> None:
    signed = item_of(replace(ITEM, author="Service des conventions"))

    assert signed.findtext("dc:creator", "", NAMES) == "Service des conventions"
    assert signed.find("author") is None
    assert item_of(ITEM).find("dc:creator", NAMES) is None


def test_first_enclosure_comes_with_its_length_and_type() -> None:
    text = Enclosure(url=f"{SITE}/fichiers/cej.pdf", length=120_345, type="application/pdf")
    photo = Enclosure(url=f"{SITE}/images/a.jpg", length=9, type="image/jpeg")

    found = item_of(replace(ITEM, enclosures=(text, photo))).findall("enclosure")

    assert [{"url": text.url, "length": "120345", "type": "application/pdf"}] == [
        enclosure.attrib for enclosure in found
    ]


# -- full texts ------------------------------------------------------------------------------------------


def test_feed_of_summaries_holds_no_full_text() -> None:
    assert item_of(replace(ITEM, notices=("Rectificatif.",))).find("content:encoded", NAMES) is None


def test_empty_body_gives_no_empty_text() -> None:
    assert item_of(replace(ITEM, body=Prose())).find("content:encoded", NAMES) is None


def test_full_text_stands_beside_the_summary() -> None:
    entry = read(of(replace(ITEM, body=prose("Le maire **signe**.")))).entries[0]

    assert ITEM.resume == entry.summary
    assert [("text/html", "<p>Le maire <strong>signe</strong>.</p>")] == [
        (content.type, content.value) for content in entry.content
    ]


def test_every_address_of_a_text_is_absolute() -> None:
    body = prose(
        (
            "[la convention](/conventions/cej/) ![](photo.jpg) [plus bas](#suite) [loin](https://caf.fr/)[^1]\n\n"
            "## Suite\n\n[^1]: Une note."
        ),
        {"/conventions/cej/": "/conventions/cej/", "photo.jpg": "/images/photo.jpg"},
    )

    assert {
        f"{SITE}/conventions/cej/",
        f"{SITE}/images/photo.jpg",
        f"{ITEM.url}#t-suite",
        "https://caf.fr/",
        f"{ITEM.url}#t-fn:1",
        f"{ITEM.url}#t-fnref:1",
    } == set(Addresses(content_of(replace(ITEM, body=body))).found)


def test_places_of_a_post_that_is_elsewhere_are_plain_text() -> None:
    elsewhere = replace(ITEM, url=f"{SITE}.ailleurs.example/a/", body=prose("[là](#la)\n\n# Là"))

    assert Addresses(content_of(elsewhere)).found == []


def test_corrections_come_before_the_text_and_the_summary() -> None:
    corrected = replace(ITEM, notices=("Rectificatif : 12 M€ & non 21 M€.", "Reporté."), body=prose("Texte."))

    assert (
        "<p><strong>Rectificatif : 12 M€ &amp; non 21 M€.</strong></p>\n"
        "<p><strong>Reporté.</strong></p>\n"
        "<p>Texte.</p>"
    ) == content_of(corrected)
    assert f"Rectificatif : 12 M€ &amp; non 21 M€. Reporté. {ITEM.resume}" == item_of(corrected).findtext(
        "description"
    )


def test_text_that_holds_the_end_of_a_cdata_section_stays_whole() -> None:
    text = content_of(replace(ITEM, notices=("fin ]]>",), body=prose("Le code `]]>` & la suite")))

    assert "<strong>fin ]]&gt;</strong>" in text
    assert "<code>]]&gt;</code> &amp; la suite" in text


def test_full_text_is_legible_in_the_document() -> None:
    assert b"<![CDATA[<p>Texte.</p>]]>" in render_rss(of(replace(ITEM, body=prose("Texte."))))


def test_live_list_becomes_a_link_to_the_post() -> None:
    body = prose(
        "Avant.\n\n[[conventions nature=CTG]]\n\nAprès.",
        lists=(
            LiveList(
                titre="Les CTG", entries=(LiveEntry(text="CTG de Puteaux", address="/c/"),), empty="Aucune."
            ),
        ),
    )

    for text in (content_of(replace(ITEM, body=body)), content_in_atom(replace(ITEM, body=body))):
        assert "CTG de Puteaux" not in text
        assert [ITEM.url] == Addresses(text).found


# -- Atom ------------------------------------------------------------------------------------------------

ATOM_VIEW = replace(
    VIEW, self_url=f"{SITE}/atom.xml", url=f"{SITE}/", format=Format.ATOM, author="Caf des Hauts-de-Seine"
)
ATTACHED = (
    Enclosure(url=f"{SITE}/fichiers/cej.pdf", length=120_345, type="application/pdf"),
    Enclosure(url=f"{SITE}/images/a.jpg", length=9, type="image/jpeg"),
)


def atom_of(*items: FeedItem) -> ET.Element:
    return ET.fromstring(render_atom(replace(ATOM_VIEW, items=items)))


def entry_of(item: FeedItem) -> ET.Element:
    found = atom_of(item).find("atom:entry", NAMES)
    assert found is not None
    return found


def content_in_atom(item: FeedItem) -> str:
    return entry_of(item).findtext("atom:content", "", NAMES)


def links_of(element: ET.Element) -> list[dict[str, str]]:
    return [link.attrib for link in element.findall("atom:link", NAMES)]


def texts_of(element: ET.Element, name: str) -> list[str]:
    return [child.text or "" for child in element.findall(f"atom:{name}", NAMES)]


def test_atom_feed_is_known_by_its_address_and_leads_to_its_page() -> None:
    feed = atom_of(ITEM)

    assert texts_of(feed, "id") == [f"{SITE}/atom.xml"]
    assert links_of(feed) == [
        {"href": f"{SITE}/atom.xml", "rel": "self", "type": "application/atom+xml"},
        {"href": f"{SITE}/", "rel": "alternate", "type": "text/html"},
    ]
    assert feed.attrib == {"{http://www.w3.org/XML/1998/namespace}lang": "fr-FR"}


def test_atom_feed_has_every_required_element() -> None:
    feed = atom_of(ITEM)

    assert texts_of(feed, "title") == [VIEW.titre]
    assert texts_of(feed, "subtitle") == [VIEW.description]
    assert texts_of(feed, "updated") == ["2016-07-11T09:30:00+02:00"]
    assert [name.text for name in feed.findall("atom:author/atom:name", NAMES)] == ["Caf des Hauts-de-Seine"]


def test_atom_feed_without_author_takes_its_title_as_author() -> None:
    feed = ET.fromstring(render_atom(replace(ATOM_VIEW, author="")))

    assert feed.findtext("atom:author/atom:name", "", NAMES) == VIEW.titre


def test_atom_feed_without_items_is_not_dated_by_the_clock() -> None:
    feed = ET.fromstring(render_atom(replace(ATOM_VIEW, updated=None, items=())))

    assert texts_of(feed, "updated") == [NEVER.isoformat()]
    assert feed.findall("atom:entry", NAMES) == []


def test_links_of_an_entry_say_what_they_are() -> None:
    assert links_of(entry_of(replace(ITEM, enclosures=ATTACHED))) == [
        {"href": ITEM.url, "rel": "alternate", "type": "text/html"},
        {"href": ATTACHED[0].url, "rel": "enclosure", "type": "application/pdf", "length": "120345"},
        {"href": ATTACHED[1].url, "rel": "enclosure", "type": "image/jpeg", "length": "9"},
    ]


def test_entry_has_every_required_element() -> None:
    entry = entry_of(replace(ITEM, updated=DECEMBER, author="Jean", categories=("Signatures", "Signatures")))

    assert texts_of(entry, "id") == [ITEM.url]
    assert texts_of(entry, "title") == [ITEM.titre]
    assert texts_of(entry, "summary") == [ITEM.resume]
    assert texts_of(entry, "published") == ["2016-07-11T09:30:00+02:00"]
    assert texts_of(entry, "updated") == ["2016-12-01T14:00:00+01:00"]
    assert [one.attrib for one in entry.findall("atom:category", NAMES)] == [{"term": "Signatures"}]
    assert entry.findtext("atom:author/atom:name", "", NAMES) == "Jean"


def test_change_before_publication_is_no_change_in_atom() -> None:
    entry = entry_of(replace(ITEM, updated=JULY - timedelta(days=1)))

    assert texts_of(entry, "updated") == texts_of(entry, "published")


def test_full_text_in_atom_is_html_after_its_corrections() -> None:
    corrected = replace(ITEM, notices=("12 M€ & non 21 M€.",), body=prose("Le maire **signe**."))
    content = entry_of(corrected).find("atom:content", NAMES)

    assert content is not None
    assert content.attrib == {"type": "html"}
    assert content.text == (
        "<p><strong>12 M€ &amp; non 21 M€.</strong></p>\n<p>Le maire <strong>signe</strong>.</p>"
    )
    assert texts_of(entry_of(corrected), "summary") == [f"12 M€ & non 21 M€. {ITEM.resume}"]


def test_title_and_summary_in_atom_are_text_and_not_markup() -> None:
    entry = entry_of(replace(ITEM, titre="Moins de <b> 3 ans", resume="a & b"))

    assert (["Moins de <b> 3 ans"], ["a & b"]) == (texts_of(entry, "title"), texts_of(entry, "summary"))


def test_atom_reads_without_a_fault() -> None:
    view = replace(ATOM_VIEW, items=(replace(ITEM, body=prose("Texte."), enclosures=ATTACHED), ITEM))
    parsed = feedparser.parse(render_atom(view))

    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert [entry.link for entry in parsed.entries] == [ITEM.url, ITEM.url]
    assert [enclosure.length for enclosure in parsed.entries[0].enclosures] == ["120345", "9"]


def test_equal_views_give_equal_atom() -> None:
    item = replace(ITEM, categories=("b", "a"), enclosures=ATTACHED, body=prose("Texte."))

    assert render_atom(replace(ATOM_VIEW, items=(item,))) == render_atom(
        replace(ATOM_VIEW, items=(replace(item),))
    )


# -- texts that must not break a feed --------------------------------------------------------------------


@pytest.mark.parametrize("pasted", ["\x00", "\x0b", "\x1f", "\x7f", "\x92", "\ud800", "\ufffe", "\uffff"])
def test_pasted_control_character_is_removed_from_every_field(pasted: str) -> None:
    def soiled(text: str) -> str:
        return f"{text[:2]}{pasted}{text[2:]}"

    item = replace(ITEM, categories=("Signatures",), author="Jean", notices=("Rectificatif.",))
    dirty = replace(
        VIEW,
        titre=soiled(VIEW.titre),
        description=soiled(VIEW.description),
        rights=soiled("Licence"),
        items=(
            replace(
                item,
                titre=soiled(item.titre),
                resume=soiled(item.resume),
                categories=(soiled("Signatures"),),
                author=soiled("Jean"),
                notices=(soiled("Rectificatif."),),
            ),
        ),
    )

    clean = replace(VIEW, rights="Licence", items=(item,))
    assert render_rss(clean) == render_rss(dirty)
    assert render_atom(clean) == render_atom(dirty)


def test_control_character_in_a_body_is_removed() -> None:
    assert "<p>ab cd</p>" == content_of(replace(ITEM, body=prose("a\x0bb c&#x1;d\ufffe")))


def test_character_outside_the_basic_plane_is_kept() -> None:
    assert read(of(replace(ITEM, titre="Fête 🎉"))).entries[0].title == "Fête 🎉"


PLAIN = st.text(st.characters(codec="utf-8"), max_size=40)


@settings(max_examples=60, deadline=None)
@given(texts=st.lists(PLAIN, min_size=1, max_size=4))
def test_feed_reads_back_as_what_it_was_made_from(texts: list[str]) -> None:
    items = tuple(
        replace(ITEM, titre=f"t{text}t", resume=f"r{text}r", url=f"{SITE}/{number}/")
        for number, text in enumerate(texts)
    )

    found = channel_of(of(*items)).findall("item")
    entries = atom_of(*items).findall("atom:entry", NAMES)

    unfit = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
    expected = [re.sub("[ \t\r\n]+", " ", unfit.sub("", f"t{text}t")) for text in texts]
    assert expected == [item.findtext("title") for item in found]
    assert expected == [entry.findtext("atom:title", "", NAMES) for entry in entries]
    assert [item.url for item in items] == [item.findtext("link") for item in found]


# -- faults of the program -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "view",
    [
        replace(VIEW, titre=" \x01"),
        replace(VIEW, updated=JULY.replace(tzinfo=None)),
        replace(VIEW, self_url=f"{VIEW.self_url}\x01"),
        of(replace(ITEM, titre="\x01")),
        of(replace(ITEM, published=JULY.replace(tzinfo=None))),
        of(replace(ITEM, updated=JULY.replace(tzinfo=None))),
        of(replace(ITEM, url=f"{ITEM.url}\x01")),
    ],
    ids=["title", "date", "address", "item title", "item publication", "item change", "item address"],
)
@pytest.mark.parametrize("render", [render_rss, render_atom])
def test_view_that_makes_no_feed_is_a_fault_that_names_the_feed(
    view: FeedView, render: Callable[[FeedView], bytes]
) -> None:
    with pytest.raises(FeedFault, match=re.escape(VIEW.self_url)):
        render(view)
