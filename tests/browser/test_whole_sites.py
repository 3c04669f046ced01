"""Every page and every feed of the sample, read without a browser."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import html5lib
import pytest

from browser.served import LETTER, Page, Served, read

pytestmark = pytest.mark.slow

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_CSS_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)")


def test_every_internal_link_leads_to_a_page_and_a_place_in_it(sample: Served) -> None:
    assert [] == _broken(sample)


def test_every_internal_link_leads_to_a_page_in_a_sub_path_too(sample_below: Served) -> None:
    assert [] == _broken(sample_below)


def _broken(site: Served) -> list[str]:
    found = []
    for address, file in site.html():
        for link in dict.fromkeys(read(file).links):
            target = site.target(address, link)
            if target is None:
                continue
            reached, fragment = site.file_of(target), unquote(urlsplit(target).fragment)
            if reached is None:
                found.append(f"{address} -> {link}")
            elif fragment and reached.suffix == ".html" and fragment not in site.identifiers[reached]:
                found.append(f"{address} -> {link} (no such place)")
    return found


def test_the_search_for_broken_links_finds_one(sample: Served) -> None:
    assert sample.file_of("/n-existe-pas/") is None
    assert sample.target("/", "https://ailleurs.example/") is None
    assert "/2016/#haut" == sample.target("/2016/07/", "../#haut")
    assert 1_000 < sum(len(read(file).links) for _, file in sample.html())


def test_no_page_loads_anything_from_another_host(sample: Served) -> None:
    loads = [(address, load) for address, file in sample.html() for load in read(file).loads]
    assert 100 < len(loads)
    assert [] == [
        f"{address}: {load}"
        for address, load in loads
        if sample.target(address, load) is None and not load.startswith("data:")
    ]


def test_style_sheets_load_files_of_the_site(sample: Served) -> None:
    sheets = sorted(sample.folder.rglob("*.css"))
    named = [
        (sheet, address)
        for sheet in sheets
        for address in _CSS_ADDRESS.findall(sheet.read_text(encoding="utf-8"))
        if not address.startswith("data:")
    ]
    assert named
    assert [] == [
        f"{sheet.name}: {address}" for sheet, address in named if not (sheet.parent / address).is_file()
    ]


def test_every_page_is_valid_html(sample: Served) -> None:
    faults = []
    for address, file in sample.html():
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(file.read_text(encoding="utf-8"))
        faults += [f"{address} {place}: {code}" for place, code, _ in parser.errors]
    assert [] == faults


def test_every_page_keeps_the_rules_that_a_parser_does_not_check(sample: Served) -> None:
    assert [] == [
        f"{address}: {fault}"
        for address, file in sample.html()
        for fault in _faults(read(file))
        # Mail programs apply inline styles only.
        if not (file.name == LETTER and fault.startswith("inline style"))
    ]


def _faults(page: Page) -> list[str]:
    found = list(page.faults)
    found += [f"id twice: {name}" for name in set(page.identifiers) if page.identifiers.count(name) > 1]
    if page.headings.count("h1") != 1:
        found.append(f"{page.headings.count('h1')} h1")
    if page.lang != "fr":
        found.append(f"lang is {page.lang!r}")
    levels = [int(heading[1]) for heading in page.headings]
    found += [f"h{a} then h{b}" for a, b in pairwise(levels) if b > a + 1]
    return found


def test_every_feed_is_well_formed_and_its_links_lead_to_pages(sample: Served) -> None:
    feeds = sorted([*sample.folder.rglob("rss.xml"), *sample.folder.rglob("atom.xml")])
    assert sample.folder / "rss.xml" in feeds
    faults = []
    entries = 0
    for file in feeds:
        feed = feedparser.parse(file.read_bytes())
        entries += len(feed.entries)
        name = file.relative_to(sample.folder).as_posix()
        if feed.bozo:
            faults.append(f"{name}: {feed.bozo_exception}")
        faults += [f"{name}: {entry.link}" for entry in feed.entries if not _is_page(sample, entry.link)]
    assert [] == faults
    assert entries > len(feeds)


def _is_page(site: Served, url: str) -> bool:
    target = site.target("/", url)
    return target is not None and site.file_of(target) is not None


def test_every_json_file_is_json(sample: Served) -> None:
    texts = {
        path.relative_to(sample.folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sample.folder.rglob("*.json")
    }
    assert {"feed.json", "donnees/etat.json", "donnees/conventions.json"} <= texts.keys()
    assert [] == [path for path, text in texts.items() if not _is_json(text)]


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def test_the_site_map_lists_pages_that_exist_once_each(sample: Served) -> None:
    root = ET.parse(sample.folder / "sitemap.xml").getroot()
    places = [element.text or "" for element in root.iter(f"{_SITEMAP}loc")]
    assert f"{_SITEMAP}urlset" == root.tag
    assert sorted(set(places)) == sorted(places)
    assert [] == [
        place for place in places if not place.startswith(sample.url) or not _is_page(sample, place)
    ]
    assert f"{sample.url}communes/92012-boulogne-billancourt/" in places


def test_a_withdrawn_post_shows_its_reason_and_not_its_text(sample: Served) -> None:
    page = (sample.folder / "2016/06/02/retire/index.html").read_text(encoding="utf-8")
    assert "inexacte" in page
    assert [] == [
        path for path in _texts(sample) if "Ce texte n’est plus montré" in path.read_text(encoding="utf-8")
    ]


def _texts(site: Served) -> list[Path]:
    return [
        path for path in site.folder.rglob("*") if path.suffix in {".html", ".xml", ".json", ".csv", ".ics"}
    ]


@pytest.mark.parametrize("name", ["robots.txt", "404.html", "sitemap.xml", "rss.xml", "index.html"])
def test_a_web_server_finds_the_files_it_looks_for(name: str, sample: Served) -> None:
    assert (sample.folder / name).is_file()
