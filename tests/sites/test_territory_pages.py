"""The pages of territories and conventions, for conventions of which few facts are known."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path

import pytest
from support.small_site import SmallSite

CONVENTIONS = """\
-- content/articles/2017-05-03-nanterre.md --
---
titre: Une convention à Nanterre
commune: Nanterre
convention: CTG
signature: avril 2017
---

La Ville et la Caf ont signé.
-- content/articles/2017-06-03-retour.md --
---
titre: Retour sur une signature
commune: Nanterre
convention: CTG
signature: 12 avril 2017
---

Le récit du jour.
-- content/articles/2018-03-01-groupement.md --
---
titre: Une convention de groupement
convention:
  nature: CTG
  quand: 20 février 2018
  etape: signature
  fin: 2021
  territoire:
    epci: CC de l'Argonne Ardennaise
    communes: Vouziers
---

Le groupement signe.
-- content/conventions/ctg-puteaux-2015.md --
---
nature: CTG
commune: Puteaux
periode: 2015-2016
etape: signature
quand: 2015
---
-- content/conventions/ctg-sceaux-2016.md --
---
nature: CTG
commune: Sceaux
etapes:
  - etape: negociation
    quand: mars 2016
  - etape: abandon
    quand: juin 2016
---
-- content/conventions/ctg-sceaux-2018.md --
---
nature: CTG
commune: Sceaux
etape: negociation
quand: janvier 2018
---
-- content/articles/2018-05-02-bientot.md --
---
titre: Bientôt une signature
commune: Antony
convention: CTG 2019-2022
signature: 4 juillet 2018
---

Elle aura lieu en juillet.
-- content/conventions/ctg-clamart-2015.md --
---
nature: CTG
commune: Clamart
etape: bilan
quand: 2016
debut: 2015
fin: 2019
---
"""
DAY = dt.date(2018, 6, 1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """A site of conventions of which little is known, built once."""
    built = SmallSite(tmp_path_factory.mktemp("territories"), CONVENTIONS)
    built.build(DAY)
    assert built.errors() == ()
    return built


def words(page: str) -> str:
    """Return the text of a page, without tags."""
    return re.sub(r"[ \n]+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def test_two_reports_of_a_signature_are_one_step_with_the_more_precise_day(site: SmallSite) -> None:
    page = words(site.page("/conventions/ctg-nanterre-2017/"))

    assert "Signature le 12 avril 2017 Raconté dans" in page
    assert "Retour sur une signature" in page
    assert "Une convention à Nanterre" in page
    assert "en avril 2017" not in page


def test_a_period_without_a_start_keeps_its_end_in_the_table_of_the_timeline(site: SmallSite) -> None:
    page = site.page("/conventions/ctg-argonne-ardennaise-2018/")

    assert "<td>Jusqu’à la fin de l’année 2021</td>" in page
    assert "Début non connu" not in page


def test_a_timeline_marks_a_known_signature_and_no_other_proof_of_it(site: SmallSite) -> None:
    assert "frise-signature" in site.page("/conventions/ctg-nanterre-2017/")
    assert "frise-signature" not in site.page("/conventions/ctg-clamart-2015/")


def test_parties_are_printed_with_a_typographic_apostrophe(site: SmallSite) -> None:
    page = words(site.page("/conventions/ctg-argonne-ardennaise-2018/"))

    assert "CC de l’Argonne Ardennaise" in page
    assert "CC de l'Argonne" not in page


def test_a_departement_counts_each_commune_once_by_its_strongest_convention(site: SmallSite) -> None:
    page = words(site.page("/departements/92-hauts-de-seine/"))

    assert "2 communes sur 36 sont couvertes par une convention signée ou en vigueur" in page
    assert "1 commune a une convention qui finit en 2019." in page
    assert "1 commune a une convention dont la fin n’est pas connue de ce bulletin." in page
    assert "1 commune a eu une convention, terminée." in page
    assert "2 communes ont une convention en discussion." in page


def test_an_announced_signature_is_shown_with_its_day(site: SmallSite) -> None:
    page = words(site.page("/conventions/ctg-antony-2019/"))

    assert (
        "La CTG d’Antony est en discussion\u202f; sa signature a été annoncée pour le 4 juillet 2018." in page
    )


def test_a_grouping_that_signs_with_some_communes_is_shown_with_each_of_them(site: SmallSite) -> None:
    page = words(site.page("/conventions/ctg-argonne-ardennaise-2018/"))

    assert "Territoire CC de l’Argonne Ardennaise Communes Vouziers" in page


def test_a_live_list_of_evenements_can_be_that_of_a_grouping(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, CONVENTIONS)
    site.add("content/pages/venir.md", "---\ntitre: À venir\n---\n\n[[evenements epci=Argonne Ardennaise]]\n")
    site.build(DAY)

    assert site.errors() == ()
    assert "Aucune rencontre annoncée." in site.page("/venir/")


def test_a_limit_that_is_no_number_is_an_erreur(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, CONVENTIONS)
    site.add("content/pages/liste.md", "---\ntitre: Liste\n---\n\n[[conventions limite=²]]\n")
    site.build(DAY)

    assert site.errors() == ("liste-valeur-inconnue",)


def test_no_page_has_a_straight_apostrophe_in_the_name_of_a_place(site: SmallSite) -> None:
    pages = {
        path: words(site.page(path))
        for path in ("/communes/", "/conventions/", "/communes/92077-ville-d-avray/")
    }
    assert "Ville-d’Avray" in pages["/communes/"]
    assert [] == [path for path, page in pages.items() if re.search(r"\w'\w", page)]
