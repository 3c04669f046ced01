"""The feeds of a whole site, and how pages announce them."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import feedparser
import pytest
from support.folders import tree
from support.small_site import CONFIG, SmallSite

URL = "https://bulletin.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
JSON_VERSION = "https://jsonfeed.org/version/1.1"
SITE = """\
-- content/articles/2016-05-02-guide.md --
---
titre: Un guide « familles » & parents
theme: petite-enfance
rectificatif:
  texte: le guide paraît en juin.
  le: 2016-06-03
piece_jointe: guide.pdf
---

Un guide présente les aides.

[[conventions nature=CEJ]]

Il se [retire à la Caf](2016-07-11-cej-puteaux.md).
-- content/articles/guide.pdf --
%PDF-1.4
-- content/articles/2016-06-20-grand-paris.md --
---
titre: La métropole et les familles
epci: Métropole du Grand Paris
---

Une réunion.

La suite.
-- content/articles/2016-06-25-departement.md --
---
titre: Le schéma du département
departement: 92
---

Le schéma.
-- content/articles/2016-07-11-cej-puteaux.md --
---
titre: Signature d'un CEJ à Puteaux
commune: Puteaux
convention: CEJ 2015-2018
signature: 5 juillet
---

La Ville et la Caf ont signé.

La suite du texte.
"""
PUTEAUX = "communes/92062-puteaux/"
SURESNES = "communes/92073-suresnes/"
CEJ = "conventions/cej-puteaux-2015/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    built = SmallSite(tmp_path_factory.mktemp("abonnements"), SITE)
    built.build()
    assert built.errors() == ()
    return built


def read(site: SmallSite, path: str) -> Any:
    """A feed, parsed as feed readers do."""
    parsed = feedparser.parse((site.output / path).read_bytes())
    assert not parsed.bozo, (path, parsed.bozo_exception)
    return parsed


def titles(site: SmallSite, path: str) -> list[str]:
    return [entry.title for entry in read(site, path).entries]


def feeds_of(site: SmallSite) -> list[str]:
    return [path for path in tree(site.output) if path.rpartition("/")[2] in {"rss.xml", "atom.xml"}]


# -- what feeds hold -------------------------------------------------------------------------------------


def test_every_feed_reads_without_a_fault_and_names_its_own_address(site: SmallSite) -> None:
    found = feeds_of(site)

    assert {"rss.xml", "atom.xml", f"{PUTEAUX}rss.xml", f"{CEJ}rss.xml"} <= set(found)
    for path in found:
        feed = read(site, path).feed
        assert [f"{URL}{path}"] == [link.href for link in feed.links if link.rel == "self"]
        assert (site.output / feed.link.removeprefix(URL) / "index.html").is_file()


def test_the_feeds_of_the_site_say_the_same_in_every_format(site: SmallSite) -> None:
    rss, atom = read(site, "rss.xml").entries, read(site, "atom.xml").entries
    items = json.loads(site.page("/feed.json"))["items"]

    assert len(rss) == 4
    entries = [(one.id, one.title, one.content[0].value) for one in rss]
    assert entries == [(one.id, one.title, one.content[0].value) for one in atom]
    assert entries == [(one["id"], one["title"], one["content_html"]) for one in items]
    assert [one.published_parsed for one in rss] == [one.published_parsed for one in atom]


def test_atom_keeps_the_rules_of_its_rfc(site: SmallSite) -> None:
    """RFC 4287, 4.1: required elements, one alternate link, known persons, one identifier each."""
    feed = ET.fromstring(site.page("/atom.xml"))
    entries = feed.findall(f"{ATOM}entry")
    moment = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")

    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "Caf des Hauts-de-Seine"
    identifiers = [element.findtext(f"{ATOM}id", "") for element in (feed, *entries)]
    assert len(identifiers) == len(set(identifiers)) == 5
    for element in (feed, *entries):
        for name in ("id", "title", "updated"):
            assert [1] == [len(element.findall(f"{ATOM}{name}"))]
        links = [link.attrib for link in element.findall(f"{ATOM}link")]
        assert [("text/html", True)] == [
            (link["type"], link["href"].startswith(URL)) for link in links if link["rel"] == "alternate"
        ]
        assert moment.fullmatch(element.findtext(f"{ATOM}updated", ""))
    assert all(element.findall(f"{ATOM}content[@type='html']") for element in entries)


def test_json_keeps_the_rules_of_its_specification(site: SmallSite) -> None:
    feed = json.loads(site.page("/feed.json"))

    assert (JSON_VERSION, f"{URL}feed.json", URL) == (
        feed["version"],
        feed["feed_url"],
        feed["home_page_url"],
    )
    assert all({"id", "url", "content_html", "date_published"} <= item.keys() for item in feed["items"])
    assert all(dt.datetime.fromisoformat(item["date_published"]).tzinfo for item in feed["items"])


def test_a_correction_appears_in_every_format_with_its_day(site: SmallSite) -> None:
    words = "Rectificatif\u00a0: le guide paraît en juin."
    (rss,) = [one for one in read(site, "rss.xml").entries if "guide" in one.link]
    (atom,) = [one for one in read(site, "atom.xml").entries if "guide" in one.link]
    (item,) = [one for one in json.loads(site.page("/feed.json"))["items"] if "guide" in one["url"]]

    for summary, content, updated in (
        (rss.summary, rss.content[0].value, rss.updated),
        (atom.summary, atom.content[0].value, atom.updated),
        (item["summary"], item["content_html"], item["date_modified"]),
    ):
        assert summary.startswith(words)
        assert words in content
        assert updated == "2016-06-03T00:00:00+02:00"


def test_a_live_list_is_a_link_and_every_link_is_absolute(site: SmallSite) -> None:
    page = site.page("/2016/05/02/guide/")
    (entry,) = [one for one in read(site, "atom.xml").entries if "guide" in one.link]
    text = entry.content[0].value
    links = re.findall(r'href="([^"]*)"', text)

    assert "conventions/cej-puteaux-2015" in page
    assert "cej-puteaux-2015" not in text
    assert links == [f"{URL}2016/05/02/guide/", f"{URL}2016/07/11/cej-puteaux/"]


def test_a_file_comes_with_its_length_and_type(site: SmallSite) -> None:
    (entry,) = [one for one in read(site, "atom.xml").entries if "guide" in one.link]

    (file,) = entry.enclosures
    assert (file.type, file.length) == ("application/pdf", "9")
    assert (site.output / file.href.removeprefix(URL)).stat().st_size == 9


def test_a_commune_brings_its_news_and_those_of_its_groupings_in_short(site: SmallSite) -> None:
    assert titles(site, f"{PUTEAUX}rss.xml") == [
        "Signature d’un CEJ à Puteaux",
        "La métropole et les familles",
    ]
    assert titles(site, f"{SURESNES}rss.xml") == ["La métropole et les familles"]
    feed = read(site, f"{PUTEAUX}rss.xml")
    assert all("content" not in entry and "La suite" not in entry.summary for entry in feed.entries)
    assert f"{URL}departements/92-hauts-de-seine/" in feed.feed.subtitle


def test_a_departement_brings_what_is_about_all_of_it(site: SmallSite) -> None:
    assert titles(site, "departements/92-hauts-de-seine/rss.xml") == ["Le schéma du département"]


def test_a_convention_brings_every_step_in_full_however_many(tmp_path: Path) -> None:
    steps = "".join(
        f"-- content/articles/2016-07-{day}-copil.md --\n---\ntitre: Comité {day}\ncommune: Puteaux\n"
        "convention:\n  id: cej-puteaux-2015\n  nature: CEJ\n  etape: copil\n---\n\n"
        f"Le comité.\n\nLa suite {day}.\n"
        for day in range(20, 25)
    )
    config = f"-- bulletin.toml --\n{CONFIG}\n[flux]\narticles = 2\n"
    site = SmallSite(tmp_path, config + SITE + steps)
    site.build()
    assert site.errors() == ()

    entries = read(site, f"{CEJ}rss.xml").entries
    assert len(entries) == 6
    assert all("La suite" in one.content[0].value for one in entries)
    assert [2, 2] == [len(titles(site, "rss.xml")), len(titles(site, f"{PUTEAUX}rss.xml"))]


def test_a_site_without_posts_has_feeds_that_can_be_read(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, "-- content/pages/aide.md --\n---\ntitre: Aide\n---\n\nTexte.\n")
    site.build()

    assert [0, 0] == [len(titles(site, "rss.xml")), len(titles(site, "atom.xml"))]
    assert json.loads(site.page("/feed.json"))["items"] == []


# -- how they are found ----------------------------------------------------------------------------------


def discovered(site: SmallSite, address: str) -> dict[str, str]:
    """The feeds that a page announces: their addresses and types."""
    tags = re.findall(
        r'<link rel="alternate" type="(application/[^"]+)"[^>]*href="([^"]+)"', site.page(address)
    )
    return {urljoin(address, href): kind for kind, href in tags}


def test_the_front_page_announces_the_feed_of_the_site_in_every_format(site: SmallSite) -> None:
    assert discovered(site, "/") == {
        "/rss.xml": "application/rss+xml",
        "/atom.xml": "application/atom+xml",
        "/feed.json": "application/feed+json",
    }


@pytest.mark.parametrize(
    "folder", [PUTEAUX, CEJ, "themes/petite-enfance/", "signatures/", "departements/92-hauts-de-seine/"]
)
def test_a_page_that_can_be_followed_announces_its_own_feed_first(site: SmallSite, folder: str) -> None:
    assert list(discovered(site, f"/{folder}")) == [f"/{folder}rss.xml", "/rss.xml"]


def test_every_page_leads_to_the_page_of_feeds(site: SmallSite) -> None:
    for address in ("/", "/flux/", f"/{PUTEAUX}", "/2016/07/11/cej-puteaux/"):
        links = re.findall(r'<a href="([^"]+)"[^>]*>Suivre le bulletin</a>', site.page(address))
        assert ["/flux/"] == [urljoin(address, link) for link in links]


def test_the_page_of_feeds_leads_to_every_feed(site: SmallSite) -> None:
    page = site.page("/flux/").partition("<main")[2]
    links = {urljoin("/flux/", link).removeprefix("/") for link in re.findall(r'<a href="([^"]+)"', page)}

    assert {*feeds_of(site), "feed.json", "flux.opml"} <= links
    assert f"<code>{URL}rss.xml</code>" in page
    assert "Les 20 articles les plus récents" in page


def test_the_page_of_feeds_cuts_long_lists_by_initial(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, "-- bulletin.toml --\n" + CONFIG.replace('["92"]', '["92", "90"]'))
    site.build()
    page = site.page("/flux/").partition("<main")[2]

    assert 'id="communes-92"' in page
    assert 'href="#communes-90-a"' in page
    assert 'id="communes-90-a"' in page
    assert max(part.count("<li>") for part in page.split("</ul>")) <= 60
    identifiers = re.findall(r'\bid="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))


def test_the_list_of_feeds_names_each_once_and_each_is_there(site: SmallSite) -> None:
    body = ET.fromstring(site.page("/flux.opml")).find("body")
    assert body is not None
    feeds = [outline.attrib for outline in body.iter("outline") if "xmlUrl" in outline.attrib]

    assert sorted(one["xmlUrl"].removeprefix(URL) for one in feeds) == [
        path for path in sorted(feeds_of(site)) if path != "atom.xml"
    ]
    assert all(one["text"] == read(site, one["xmlUrl"].removeprefix(URL)).feed.title for one in feeds)
    assert all((site.output / one["htmlUrl"].removeprefix(URL) / "index.html").is_file() for one in feeds)
