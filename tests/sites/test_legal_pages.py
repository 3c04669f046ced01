"""The pages that the law requires say all that it asks, and nothing that the site does not do."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from support.small_site import CONFIG, SmallSite

CONFIGURED = CONFIG.replace(
    'nom = "Caf des Hauts-de-Seine"',
    'nom = "Caf des Hauts-de-Seine"\nadresse = "70 rue Paul Lescop"\n'
    'telephone = "01 40 97 00 00"\ncourriel = "contact@caf.example"',
)


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    found = SmallSite(tmp_path, "", config=CONFIGURED)
    found.build()
    return found


def words(site: SmallSite, address: str) -> str:
    return html.unescape(site.page(address)).replace("\u00a0", " ").replace("\u202f", " ")


def test_the_accessibility_statement_says_its_scope_its_rules_and_the_way_to_complain(
    site: SmallSite,
) -> None:
    page = words(site, "/accessibilite/")
    for text in ("https://bulletin.example/", "RGAA 4.1", "non conforme", "Défenseur des droits", "Contact"):
        assert text in page, text


def test_personal_data_names_the_controller_the_purpose_the_basis_and_the_logs(site: SmallSite) -> None:
    page = words(site, "/donnees-personnelles/")
    for text in ("Caf des Hauts-de-Seine", "70 rue Paul Lescop", "intérêt public", "journaux", "Cnil"):
        assert text in page, text
    assert "formulaire" not in page


def test_texts_data_and_pictures_have_rules_of_their_own(site: SmallSite) -> None:
    page = words(site, "/mentions-legales/")
    assert "L. 321-1" in page
    assert "Licence Ouverte 2.0" in page
    assert "leur accord est nécessaire" in page


def test_every_page_says_how_to_reach_the_caf(site: SmallSite) -> None:
    for address in ("/", "/communes/", "/mentions-legales/", "/404.html"):
        assert 'href="tel:+33140970000"' in site.page(address), address
        assert 'href="mailto:contact@caf.example"' in site.page(address), address
