"""The same sources for the same day give the same bytes, on any machine and after any other build."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.checkout import child_environment
from support.folders import tree
from support.pictures import photograph
from support.small_site import CONFIG, CONFIG_OF_PARIS, DAY, SmallSite, blocks

from bulletin.build.conductor import build
from bulletin.build.prepared import Order
from bulletin.build.renderer import WORTH_SHARING
from bulletin.diagnostics import UsageFault

SITE = """\
-- content/articles/2016-05-02-forum.md --
---
titre: Forum de l’été à Belfort
communes: Belfort, Delle
evenement: 12 juillet de 14 h à 17 h
---

Un forum.
-- content/articles/2016-05-02-guide.md --
---
titre: Un guide
commune: Belfort
image: façade.png
---

Un guide, et [le forum](2016-05-02-forum.md).
-- content/articles/été/2016-07-11-cej.md --
---
titre: Signature d'un CEJ à Belfort
commune: Belfort
convention: CEJ 2015-2018
signature: 5 juillet
signataires:
  - Camille Martin, maire
  - Claude Durand, directeur de la Caf
montant: 4,9 M€ de prestation
---

Signé.
-- content/conventions/ctg-delle-2015.md --
---
nature: CTG
commune: Delle
periode: 2015-2018
axes:
  - Petite enfance
  - Logement
---
-- content/pages/a-propos.md --
---
titre: À propos
---

Ce bulletin.
"""
FACADE = "content/articles/façade.png"
ENOUGH_COMMUNES = CONFIG.replace('"92"', '"90"')
"""A département whose 101 communes give enough files to be shared between processes."""
BUILD = """
import datetime, pathlib, sys
from bulletin.build.conductor import Order, build
root, output, home = map(pathlib.Path, sys.argv[1:4])
day = datetime.date.fromisoformat(sys.argv[4])
summary = build(root, output, Order(day=day), home=home)
assert not any(item.stops for item in summary.diagnostics), summary.diagnostics
"""


def site_in(folder: Path, text: str = SITE, config: str = CONFIG_OF_PARIS) -> SmallSite:
    """The site in a folder, with its photograph."""
    site = SmallSite(folder, text, config=config)
    site.add(FACADE, photograph(700, 500, form="PNG"))
    return site


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The whole output of the site, built in this process."""
    site = site_in(tmp_path_factory.mktemp("reference"))
    site.build()
    assert site.errors() == ()
    return tree(site.output)


@pytest.mark.slow
@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "America/New_York", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "0"},
    ],
)
def test_time_zone_locale_and_hash_seed_change_no_byte(
    tmp_path: Path, reference: Mapping[str, bytes], surroundings: Mapping[str, str]
) -> None:
    site = site_in(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", BUILD, site.root, site.output, tmp_path / "home", DAY.isoformat()],
        env=child_environment(surroundings),
        cwd=tmp_path,
        capture_output=True,
        check=False,
        text=True,
    )

    assert (0, "") == (done.returncode, done.stderr)
    assert reference == tree(site.output)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_in_which_files_were_created_changes_no_byte(
    tmp_path: Path, reference: Mapping[str, bytes], seed: int
) -> None:
    files = list(blocks(SITE).items())
    random.Random(seed).shuffle(files)
    site = site_in(tmp_path, "".join(f"-- {path} --\n{text}" for path, text in files))
    site.build()

    assert reference == tree(site.output)


def test_names_in_another_form_of_unicode_change_no_byte(
    tmp_path: Path, reference: Mapping[str, bytes]
) -> None:
    site = site_in(tmp_path)
    site.rename(FACADE, "content/articles/fac\u0327ade.png")
    site.build()

    assert reference == tree(site.output)


def test_an_output_built_for_other_days_comes_back_to_the_same_bytes(
    tmp_path: Path, reference: Mapping[str, bytes]
) -> None:
    site = site_in(tmp_path)
    site.build(dt.date(2016, 5, 2), allow_shrink=True)
    site.build(dt.date(2020, 1, 1))
    site.build(DAY)

    assert reference == tree(site.output)


@pytest.mark.slow
def test_several_processes_give_the_bytes_of_one(tmp_path: Path) -> None:
    site = site_in(tmp_path, config=ENOUGH_COMMUNES)
    one = build(site.root, tmp_path / "one", Order(day=DAY, jobs=1), home=tmp_path / "home")
    build(site.root, tmp_path / "two", Order(day=DAY, jobs=2), home=tmp_path / "home")

    assert len(one.rendered) > WORTH_SHARING
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


@pytest.mark.slow
def test_a_fault_of_the_theme_gives_the_same_message_with_several_processes(tmp_path: Path) -> None:
    site = site_in(tmp_path, config=ENOUGH_COMMUNES)
    site.edit("bulletin.toml", 'theme = "defaut"', 'theme = "mien"')
    site.add("themes/mien/theme.toml", 'nom = "Mien"\nparent = "defaut"\n')
    site.add(
        "themes/mien/templates/commune.html",
        '{% extends "layout.html" %}{% block main %}{{ view.absent.absent }}{% endblock %}',
    )
    messages = []
    for jobs in (1, 2):
        with pytest.raises(UsageFault) as caught:
            build(site.root, tmp_path / "public", Order(day=DAY, jobs=jobs), home=tmp_path / "home")
        messages.append(caught.value.message)

    assert messages[0] == messages[1]
    assert "themes/mien/templates/commune.html" in messages[0]
