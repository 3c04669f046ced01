"""Pages of each kind in a real browser: accessible, without requests to other hosts, without overflow."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page
from support.checkout import ROOT

from browser.served import LETTER, Served

pytestmark = pytest.mark.browser

_AXE = ROOT / "tests" / "vendor" / "axe-core"
_WIDE, _NARROW = 1280, 320
"""In CSS pixels; the narrow one is what WCAG 2.1, criterion 1.4.10, asks pages to reflow to."""
_HEIGHT = 800
_RUN_AXE = "async locale => { axe.configure({locale}); return (await axe.run()).violations; }"
_WATCH_POLICY = """
window.__refused = [];
addEventListener("securitypolicyviolation", e => __refused.push(e.violatedDirective + " " + e.blockedURI));
"""
_OVERFLOW = """
() => document.scrollingElement.scrollWidth > innerWidth
  ? [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1)
      .slice(0, 3).map(e => e.tagName + "." + e.className)
  : []
"""
_PAGES = (
    "/",
    "/2014/11/14/forum-parentalite-puteaux/",
    "/2014/11/13/micro-creche-parentale-colombes/",
    "/2014/11/14/edito/",
    "/2016/07/11/cej-boulogne-billancourt/",
    "/2016/06/02/retire/",
    "/communes/92012-boulogne-billancourt/",
    "/communes/",
    "/conventions/cej-boulogne-billancourt-2015/",
    "/conventions/",
    "/signatures/",
    "/2014/11/",
    "/2014/",
    "/archives/",
    "/themes/petite-enfance/",
    "/numeros/2014-11/",
    "/a-propos/",
    "/mentions-legales/",
    "/accessibilite/",
    "/donnees-personnelles/",
    "/404.html",
)
_CHANGED_BY_TIME = (
    "/",
    "/2016/07/11/cej-boulogne-billancourt/",
    "/communes/92012-boulogne-billancourt/",
    "/conventions/cej-boulogne-billancourt-2015/",
    "/conventions/",
)
Scheme = Literal["light", "dark"]


@dataclass
class Visit:
    """A page open in a browser, with every fault met since it was opened."""

    page: Page
    faults: list[str] = field(default_factory=list)

    def record(self, kind: str, found: list[str]) -> None:
        """Add faults, each with its kind."""
        self.faults += [f"{kind}: {item}" for item in found]


@contextmanager
def _visit(browser: Browser, base: str, address: str, scheme: Scheme = "light") -> Iterator[Visit]:
    """Open a page with the site's own security policy in force."""
    context = browser.new_context(
        locale="fr-FR", color_scheme=scheme, viewport={"width": _WIDE, "height": _HEIGHT}
    )
    context.add_init_script(_WATCH_POLICY)
    page = context.new_page()
    visit = Visit(page)
    page.on(
        "console", lambda message: visit.record("console", [message.text] if message.type == "error" else [])
    )
    page.on("pageerror", lambda fault: visit.record("script", [str(fault)]))
    page.on("requestfailed", lambda asked: visit.record("request failed", [asked.url]))
    page.on(
        "request",
        lambda asked: visit.record("foreign", [] if asked.url.startswith((base, "data:")) else [asked.url]),
    )
    page.goto(base + address, wait_until="load")
    yield visit
    context.close()


@cache
def _axe() -> tuple[str, Any]:
    script = (_AXE / "axe.min.js").read_text(encoding="utf-8")
    return script, json.loads((_AXE / "fr.json").read_text(encoding="utf-8"))


def _inspect(visit: Visit, width: int) -> None:
    """Record what axe, the policy and the layout report on the page shown that wide."""
    page = visit.page
    page.set_viewport_size({"width": width, "height": _HEIGHT})
    script, locale = _axe()
    # The developer tools of the browser may run scripts that the policy of the page forbids.
    if not page.evaluate("'axe' in window"):
        page.evaluate(script)
    violations = page.evaluate(_RUN_AXE, locale)
    found = [f"{v['id']} ({v['help']}) {node['target']}" for v in violations for node in v["nodes"]]
    visit.record(f"axe at {width} px", found)
    visit.record("policy", page.evaluate("__refused"))
    visit.record(f"overflows at {width} px", page.evaluate(_OVERFLOW))


@pytest.mark.parametrize("address", _PAGES)
def test_a_page_is_accessible_self_contained_and_fits(
    address: str, late: Served, browser: Browser, served_at: Callable[[Path], str]
) -> None:
    with _visit(browser, served_at(late.www), address) as visit:
        _inspect(visit, _WIDE)
        _inspect(visit, _NARROW)
        assert 1 == visit.page.locator("h1").count()
        assert [] == visit.faults


@pytest.mark.parametrize("address", _CHANGED_BY_TIME)
def test_a_page_that_changes_with_time_is_accessible_on_an_earlier_day_too(
    address: str, early: Served, browser: Browser, served_at: Callable[[Path], str]
) -> None:
    with _visit(browser, served_at(early.www), address) as visit:
        _inspect(visit, _WIDE)
        _inspect(visit, _NARROW)
        assert [] == visit.faults


def test_one_page_of_every_other_kind_is_accessible_too(
    late: Served, browser: Browser, served_at: Callable[[Path], str]
) -> None:
    faults = []
    for address in _one_of_each_other_kind(late):
        with _visit(browser, served_at(late.www), address) as visit:
            _inspect(visit, _WIDE)
            _inspect(visit, _NARROW)
            faults += [f"{address} {fault}" for fault in visit.faults]
    assert [] == faults


def _one_of_each_other_kind(site: Served) -> list[str]:
    """The first page of each first folder and depth that `_PAGES` leaves out."""
    kinds: dict[tuple[str, int], str] = {}
    for address, file in site.html():
        if file.name == LETTER:
            continue
        parts = address.strip("/").split("/")
        first = "AAAA" if parts[0].isdigit() else parts[0]
        kinds.setdefault((first, len(parts)), address)
    return sorted(set(kinds.values()) - set(_PAGES))


@pytest.mark.parametrize("address", ["/", "/communes/92012-boulogne-billancourt/", "/conventions/"])
def test_the_dark_scheme_is_as_accessible(
    address: str, late: Served, browser: Browser, served_at: Callable[[Path], str]
) -> None:
    with _visit(browser, served_at(late.www), address, scheme="dark") as visit:
        _inspect(visit, _WIDE)
        assert [] == visit.faults


def test_axe_finds_a_fault_where_there_is_one(
    late: Served, browser: Browser, served_at: Callable[[Path], str]
) -> None:
    with _visit(browser, served_at(late.www), "/") as visit:
        visit.page.evaluate("document.querySelector('main').innerHTML += '<img src=\"/static/favicon.svg\">'")
        _inspect(visit, _WIDE)
        assert any("image-alt" in fault for fault in visit.faults)


def test_a_site_in_a_sub_path_loads_all_its_files(
    sample_below: Served, browser: Browser, served_at: Callable[[Path], str]
) -> None:
    base = served_at(sample_below.www)
    with _visit(browser, base, sample_below.base) as visit:
        assert [] == visit.faults
        font = visit.page.evaluate("getComputedStyle(document.body).fontFamily")
        assert "Atkinson" in font
        visit.page.get_by_role("link", name="Conventions", exact=True).first.click()
        assert f"{base}{sample_below.base}conventions/" == visit.page.url
        assert [] == visit.faults


def test_an_address_that_does_not_exist_shows_the_page_of_the_site_at_any_depth(
    sample_below: Served, browser: Browser, served_at: Callable[[Path], str]
) -> None:
    base, home = served_at(sample_below.www), sample_below.base
    with _visit(browser, base, f"{home}2014/n-existe/pas/") as visit:
        # The only fault is that the page itself was not found.
        assert ["console"] == [fault.partition(":")[0] for fault in visit.faults]
        assert "Atkinson" in visit.page.evaluate("getComputedStyle(document.body).fontFamily")
        visit.page.get_by_role("link", name="Conventions", exact=True).first.click()
        assert f"{base}{home}conventions/" == visit.page.url


def test_the_way_to_a_commune_works_without_scripts(
    late: Served, browser: Browser, served_at: Callable[[Path], str]
) -> None:
    base = served_at(late.www)
    context = browser.new_context(java_script_enabled=False, viewport={"width": _NARROW, "height": _HEIGHT})
    page = context.new_page()
    page.goto(base + "/")
    page.locator("a[href$='communes/']").first.click()
    page.get_by_role("link", name="Boulogne-Billancourt", exact=True).first.click()
    assert f"{base}/communes/92012-boulogne-billancourt/" == page.url
    assert "Signées par la commune" in page.inner_text("main")
    context.close()
