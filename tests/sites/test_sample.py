"""The sample bulletin of the repository, and the two example sites: true facts, read on several days."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from support.small_site import tree

from bulletin.build.conductor import build
from bulletin.build.prepared import Order

REPOSITORY = Path(__file__).parents[2]
SITES = {
    "hauts-de-seine": REPOSITORY,
    "ardennes": REPOSITORY / "exemples" / "ardennes",
    "lot-et-garonne": REPOSITORY / "exemples" / "lot-et-garonne",
}
BOULOGNE = "communes/92012-boulogne-billancourt/index.html"


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites in a folder of their own: a build keeps its caches among the sources."""
    folder = tmp_path_factory.mktemp("sites")
    for name, root in SITES.items():
        (folder / name).mkdir()
        shutil.copy(root / "bulletin.toml", folder / name)
        shutil.copytree(root / "content", folder / name / "content")
    return folder


def on(sources: Path, name: str, day: dt.date, output: Path) -> dict[str, str]:
    """Return the text of every page of a site on a day."""
    summary = build(sources / name, output, Order(day=day), home=sources / "home")
    assert [item for item in summary.diagnostics if item.stops] == []
    return {path: data.decode() for path, data in tree(output).items() if path.endswith(".html")}


def main(page: str) -> str:
    """Return what is said in the middle of a page, without tags, with ordinary spaces."""
    _, _, rest = page.partition("<main")
    inside, _, _ = rest.partition("</main>")
    return " ".join(re.sub(r"<[^>]*>", " ", f"<{inside}").replace("\u202f", " ").split())


@pytest.mark.parametrize("name", SITES)
@pytest.mark.parametrize("day", [dt.date(2016, 8, 1), dt.date(2026, 11, 23)])
def test_each_site_builds_without_erreur(sources: Path, tmp_path: Path, name: str, day: dt.date) -> None:
    pages = on(sources, name, day, tmp_path / "public")

    assert len(pages) > 36
    assert all(page.rstrip().endswith("</html>") for page in pages.values())


def test_the_contract_of_boulogne_billancourt_is_not_known_before_it_is_told(
    sources: Path, tmp_path: Path
) -> None:
    said = main(on(sources, "hauts-de-seine", dt.date(2016, 6, 1), tmp_path / "public")[BOULOGNE])

    assert "Aucune convention annoncée dans ce bulletin" in said
    assert "enfance jeunesse" not in said


def test_the_contract_of_boulogne_billancourt_is_in_force_after_its_signature(
    sources: Path, tmp_path: Path
) -> None:
    said = main(on(sources, "hauts-de-seine", dt.date(2016, 8, 1), tmp_path / "public")[BOULOGNE])

    assert "Signées par la commune" in said
    assert "En vigueur" in said
    assert "jusqu’à la fin de l’année 2018" in said
    assert "Passées" not in said
    assert "aucune convention" not in said.casefold()


def test_the_contract_of_boulogne_billancourt_is_past_after_its_end(sources: Path, tmp_path: Path) -> None:
    said = main(on(sources, "hauts-de-seine", dt.date(2019, 1, 1), tmp_path / "public")[BOULOGNE])

    assert "Passées" in said
    assert "jusqu’à la fin de l’année 2018" not in said


def test_no_page_says_the_day_of_the_build(sources: Path, tmp_path: Path) -> None:
    pages = on(sources, "hauts-de-seine", dt.date(2017, 3, 9), tmp_path / "public")

    assert [path for path, page in pages.items() if "9 mars 2017" in page or "2017-03-09" in page] == []
