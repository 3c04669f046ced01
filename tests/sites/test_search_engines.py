"""The structured data of the pages of a whole site, compared with what the pages show."""

from __future__ import annotations

import datetime as dt
import json
import re
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from support.pictures import PIXEL
from support.small_site import CONFIG, SmallSite

from bulletin.rendering.theme import json_ld

HOSTILE = "</script><script>alert(1)</script> & <!-- \u2028 « fin »"
SITE = f"""\
-- content/articles/2014-11-14-forum.md --
---
titre: Forum de la famille à Puteaux
resume: Deux jours pour les familles.
commune: Puteaux
auteur: Camille Duval
fonction: chargée de mission
image:
  fichier: affiche.png
  alt: L’affiche du forum
evenement: du 21 novembre à 9 h au 22 novembre à 17 h
organisateur: Le rendez-vous des parents
public: familles
lieu:
  nom: Palais de la culture
  adresse: 19 rue Chantecoq
  code_postal: 92800
  commune: Puteaux
inscription:
  url: https://exemple.fr/inscription
  avant_le: 15 novembre
  gratuit: oui
---

Venez.
-- content/articles/2014-12-01-annule.md --
---
titre: Réunion annulée
commune: Colombes
auteur: La rédaction
evenement: 3 décembre
etat: annulé
---

Trop de neige.
-- content/articles/2015-01-05-actualite.md --
---
titre: "{HOSTILE}"
date: 2015-01-05
mise_a_jour: 2015-02-01
epci: Vallée Sud - Grand Paris
---

Le texte.
"""
DAY = dt.date(2015, 3, 1)
URL = "https://bulletin.example"
FORUM, CANCELLED, HOSTILE_PAGE = "/2014/11/14/forum/", "/2014/12/01/annule/", "/2015/01/05/actualite/"
PUTEAUX = "/communes/92062-puteaux/"
NEEDED = {
    "NewsArticle": {"headline", "datePublished", "mainEntityOfPage", "publisher", "author", "inLanguage"},
    "Event": {"name", "startDate", "endDate", "eventStatus", "location", "url"},
    "Organization": {"name", "url"},
    "AdministrativeArea": {"name", "url", "identifier"},
    "BreadcrumbList": {"itemListElement"},
}


class Scripts(HTMLParser):
    """Reads a page as a browser does: its data blocks, and every other script that has a text."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.inline: list[str] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            self._into = self.blocks if ("type", "application/ld+json") in attrs else self.inline

    def handle_data(self, data: str) -> None:
        if self._into is not None:
            self._into.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._into = None


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    site = SmallSite(tmp_path_factory.mktemp("site"), SITE)
    site.add("content/articles/affiche.png", PIXEL)
    site.build(DAY)
    assert site.errors() == ()
    return site


def scripts(page: str) -> Scripts:
    found = Scripts()
    found.feed(page)
    return found


def nodes(page: str) -> dict[str, Any]:
    """Return the nodes of a page by type; a page has one data block, or none."""
    blocks = scripts(page).blocks
    if not blocks:
        return {}
    (block,) = blocks
    data = json.loads(block)
    assert data["@context"] == "https://schema.org"
    return {node["@type"]: node for node in data["@graph"]}


def text_of(page: str, pattern: str) -> str:
    found = re.search(pattern, page, re.DOTALL)
    assert found is not None, pattern
    return unescape(re.sub(r"<[^>]+>", "", found[1])).strip()


@cache
def pages(output: Path) -> tuple[tuple[str, str], ...]:
    return tuple((str(path), path.read_text("utf-8")) for path in sorted(output.rglob("*.html")))


# -- every page ------------------------------------------------------------------------------------------


def test_every_node_of_every_page_has_what_search_engines_ask(site: SmallSite) -> None:
    seen: set[str] = set()
    for path, page in pages(site.output):
        for kind, node in nodes(page).items():
            assert NEEDED[kind] <= node.keys(), (path, kind)
            seen.add(kind)
    assert seen == NEEDED.keys()


def values(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [value, *(inner for item in value.values() for inner in values(item))]
    return [inner for item in value for inner in values(item)] if isinstance(value, list) else [value]


def test_nothing_is_empty_and_every_address_is_absolute(site: SmallSite) -> None:
    for path, page in pages(site.output):
        for node in nodes(page).values():
            assert not {"", None} & {item for item in values(node) if not isinstance(item, dict)}, path
            urls = [
                item[key]
                for item in values(node)
                if isinstance(item, dict)
                for key in item.keys() & {"url", "@id", "item"}
            ]
            assert urls
            assert all(url.startswith("https://") for url in urls), (path, urls)


def test_the_breadcrumb_is_that_of_the_page(site: SmallSite) -> None:
    compared = 0
    for path, page in pages(site.output):
        shown = re.search(r'<nav class="fil".*?</nav>', page, re.DOTALL)
        trail = nodes(page).get("BreadcrumbList")
        assert (shown is None) == (trail is None), path
        if shown is None or trail is None:
            continue
        words = [unescape(text) for text in re.findall(r"<a[^>]*>(.*?)</a>", shown[0])]
        assert words == [step["name"] for step in trail["itemListElement"]], path
        assert [*range(1, len(words) + 1)] == [step["position"] for step in trail["itemListElement"]], path
        compared += 1
    assert compared > 20


# -- posts and evenements --------------------------------------------------------------------------------


@pytest.mark.parametrize("address", [FORUM, CANCELLED, HOSTILE_PAGE])
def test_an_article_has_the_words_of_its_page(site: SmallSite, address: str) -> None:
    page = site.page(address)
    news = nodes(page)["NewsArticle"]
    assert news["headline"] == text_of(page, r"<h1>(.*?)</h1>")
    assert news["datePublished"] == text_of(page, r'<p class="reperes">\s*<time datetime="([^"]*)"')
    assert news["mainEntityOfPage"] == text_of(page, r'<link rel="canonical" href="([^"]*)"') == URL + address
    assert news["description"] == text_of(page, r'<meta name="description" content="([^"]*)"')
    assert news["publisher"] == nodes(site.page("/"))["Organization"]
    assert news["publisher"]["name"] in text_of(page, r"<header class=\"entete\">(.*?)</header>")


def test_an_article_names_its_author_pictures_and_territories(site: SmallSite) -> None:
    news = nodes(site.page(FORUM))["NewsArticle"]
    assert news["author"] == {"@type": "Person", "name": "Camille Duval", "jobTitle": "chargée de mission"}
    assert [area["url"] for area in news["about"]] == [URL + PUTEAUX]
    (picture,) = news["image"]
    assert (site.output / picture.removeprefix(f"{URL}/")).is_file()


def test_an_author_without_office_is_a_text_and_no_author_is_the_caf(site: SmallSite) -> None:
    assert nodes(site.page(CANCELLED))["NewsArticle"]["author"] == "La rédaction"
    unsigned = nodes(site.page(HOSTILE_PAGE))["NewsArticle"]
    assert unsigned["author"] == {"@id": unsigned["publisher"]["@id"]}
    assert unsigned["dateModified"] == "2015-02-01"


def test_an_evenement_has_its_hours_with_their_offset_its_place_and_its_entry(site: SmallSite) -> None:
    assert nodes(site.page(FORUM))["Event"] == {
        "@type": "Event",
        "@id": f"{URL}{FORUM}#evenement",
        "url": URL + FORUM,
        "name": "Forum de la famille à Puteaux",
        "description": "Deux jours pour les familles.",
        "inLanguage": "fr",
        "startDate": "2014-11-21T09:00+01:00",
        "endDate": "2014-11-22T17:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "location": {
            "@type": "Place",
            "name": "Palais de la culture",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "19 rue Chantecoq",
                "postalCode": "92800",
                "addressLocality": "Puteaux",
                "addressCountry": "FR",
            },
        },
        "organizer": [{"@type": "Organization", "name": "Le rendez-vous des parents"}],
        "audience": [{"@type": "Audience", "audienceType": "familles"}],
        "isAccessibleForFree": True,
        "offers": {
            "@type": "Offer",
            "url": "https://exemple.fr/inscription",
            "availabilityEnds": "2014-11-15",
        },
    }


def test_a_cancelled_evenement_says_so_and_an_evenement_without_place_names_its_commune(
    site: SmallSite,
) -> None:
    event = nodes(site.page(CANCELLED))["Event"]
    assert event["eventStatus"] == "https://schema.org/EventCancelled"
    assert (event["startDate"], event["endDate"]) == ("2014-12-03", "2014-12-03")
    assert [place["name"] for place in event["location"]] == ["Colombes"]


@pytest.mark.parametrize(
    ("etat", "status", "sold_out"),
    [
        ("prévu", "EventScheduled", False),
        ("reporté", "EventPostponed", False),
        ("complet", "EventScheduled", True),
    ],
)
def test_the_state_of_an_evenement_is_given(tmp_path: Path, etat: str, status: str, sold_out: bool) -> None:
    site = SmallSite(tmp_path, SITE.replace("etat: annulé", f"etat: {etat}"))
    site.add("content/articles/affiche.png", PIXEL)
    site.build(DAY)
    event = nodes(site.page(CANCELLED))["Event"]
    assert event["eventStatus"] == f"https://schema.org/{status}"
    assert event.get("offers", {}).get("availability") == ("https://schema.org/SoldOut" if sold_out else None)


# -- territories -----------------------------------------------------------------------------------------


def test_a_commune_stands_in_the_territories_that_its_page_leads_to(site: SmallSite) -> None:
    page = site.page(PUTEAUX)
    area = nodes(page)["AdministrativeArea"]
    assert (area["name"], area["url"], area["identifier"]["value"]) == ("Puteaux", URL + PUTEAUX, "92062")
    facts = text_of(page, r'<dl class="faits[^"]*">(.*?)</dl>')
    assert len(area["containedInPlace"]) == 3  # the département, the métropole and its territory
    for outer in area["containedInPlace"]:
        assert outer["name"] in facts
        around = nodes(site.page(outer["url"].removeprefix(URL)))["AdministrativeArea"]
        assert (around["@id"], around["url"]) == (outer["@id"], outer["url"])


# -- safety ----------------------------------------------------------------------------------------------


def test_a_hostile_title_stays_in_its_data_block(site: SmallSite) -> None:
    page = site.page(HOSTILE_PAGE)
    found = scripts(page)
    assert [text for text in found.inline if text.strip()] == []
    (block,) = found.blocks
    assert not set("<>&\u2028\u2029") & set(block)
    assert nodes(page)["NewsArticle"]["headline"].startswith("</script><script>alert(1)")


def test_the_filter_keeps_the_meaning_of_json() -> None:
    text = json.dumps({"a<b": HOSTILE, "c": ["&amp;", "\\u003c", '"']}, ensure_ascii=False)
    assert json.loads(json_ld(text)) == json.loads(text)
    assert not set("<>&\u2028\u2029") & set(json_ld(text))


def test_a_site_in_a_folder_keeps_it_in_its_addresses(tmp_path: Path) -> None:
    text = f"-- bulletin.toml --\n{CONFIG.replace('bulletin.example/', 'bulletin.example/caf/')}{SITE}"
    site = SmallSite(tmp_path, text)
    site.add("content/articles/affiche.png", PIXEL)
    site.build(DAY)
    assert nodes(site.page(FORUM))["NewsArticle"]["url"] == f"{URL}/caf{FORUM}"
