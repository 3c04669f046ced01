"""The sample of the repository and the two example sites, built for several days."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from collections.abc import Callable
from functools import cache

import pytest
from support.checkout import ROOT
from support.folders import tree

from bulletin.build.conductor import build
from bulletin.build.prepared import Order

SITES = {
    "hauts-de-seine": ROOT,
    "ardennes": ROOT / "exemples" / "ardennes",
    "lot-et-garonne": ROOT / "exemples" / "lot-et-garonne",
}
BOULOGNE = "communes/92012-boulogne-billancourt/index.html"


PagesOn = Callable[[str, dt.date], dict[str, str]]


@pytest.fixture(scope="module")
def pages_on(tmp_path_factory: pytest.TempPathFactory) -> PagesOn:
    """Return the text of every page of a site on a day; asked twice, built once.

    The sites are copied into a folder of their own: a build keeps its caches among the sources.
    """
    folder = tmp_path_factory.mktemp("sites")
    for name, root in SITES.items():
        (folder / name).mkdir()
        shutil.copy(root / "bulletin.toml", folder / name)
        shutil.copytree(root / "content", folder / name / "content")

    @cache
    def pages(name: str, day: dt.date) -> dict[str, str]:
        output = folder / f"{name}-{day}"
        summary = build(folder / name, output, Order(day=day), home=folder / "home")
        assert [item for item in summary.diagnostics if item.stops] == []
        return {path: data.decode() for path, data in tree(output).items() if path.endswith(".html")}

    return pages


def main(page: str) -> str:
    """Return the text of the main part of a page, without tags, with ordinary spaces."""
    _, _, rest = page.partition("<main")
    inside, _, _ = rest.partition("</main>")
    return " ".join(re.sub(r"<[^>]*>", " ", f"<{inside}").replace("\u202f", " ").split())


@pytest.mark.parametrize(
    "name",
    [
        "hauts-de-seine",
        pytest.param("ardennes", marks=pytest.mark.slow),
        pytest.param("lot-et-garonne", marks=pytest.mark.slow),
    ],
)
@pytest.mark.parametrize("day", [dt.date(2016, 8, 1), dt.date(2026, 11, 23)])
def test_each_site_builds_without_erreur(pages_on: PagesOn, name: str, day: dt.date) -> None:
    pages = pages_on(name, day)

    assert len(pages) > 36
    assert all(page.rstrip().endswith("</html>") for page in pages.values())


def test_the_contract_of_boulogne_billancourt_is_not_known_before_a_post_announces_it(
    pages_on: PagesOn,
) -> None:
    text = main(pages_on("hauts-de-seine", dt.date(2016, 6, 1))[BOULOGNE])

    assert "Aucune convention annoncée dans ce bulletin" in text
    assert "enfance jeunesse" not in text


def test_the_contract_of_boulogne_billancourt_is_in_force_after_its_signature(pages_on: PagesOn) -> None:
    text = main(pages_on("hauts-de-seine", dt.date(2016, 8, 1))[BOULOGNE])

    assert "Signées par la commune" in text
    assert "En vigueur" in text
    assert "jusqu’à la fin de l’année 2018" in text
    assert "Passées" not in text
    assert "aucune convention" not in text.casefold()


def test_the_contract_of_boulogne_billancourt_is_past_after_its_end(pages_on: PagesOn) -> None:
    text = main(pages_on("hauts-de-seine", dt.date(2019, 1, 1))[BOULOGNE])

    assert "Passées" in text
    assert "jusqu’à la fin de l’année 2018" not in text


def test_no_page_shows_the_day_of_the_build(pages_on: PagesOn) -> None:
    pages = pages_on("hauts-de-seine", dt.date(2017, 3, 9))

    assert [path for path, page in pages.items() if "9 mars 2017" in page or "2017-03-09" in page] == []
