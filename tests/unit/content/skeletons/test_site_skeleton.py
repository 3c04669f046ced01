"""A new site: it builds as it stands, says whose it is, and is not public yet."""

from __future__ import annotations

import re
from datetime import date

import pytest
from support.front_matter import read_bytes

from bulletin.config.production import production_diagnostics
from bulletin.config.reader import parse_config
from bulletin.content.skeletons.new_file import NewFile
from bulletin.content.skeletons.site import SiteIdentity, checked_url, site_skeleton
from bulletin.diagnostics import UsageFault

DAY = date(2026, 3, 1)
GIRONDE = SiteIdentity(
    caf="Caf de la Gironde",
    departements=("33",),
    url="https://www.exemple.fr/bulletin/",
    titre="Nos bulletins",
)


def site_files(identity: SiteIdentity | None = None) -> dict[str, NewFile]:
    return {file.path: file for file in site_skeleton(DAY, identity or SiteIdentity())}


def test_a_new_site_has_all_that_it_needs() -> None:
    assert [
        ".gitignore",
        "LISEZMOI.md",
        "adresses.txt",
        "bulletin.toml",
        "content/articles/2026/2026-03-01-bienvenue.md",
        "content/glossaire.yml",
        "content/pages/a-propos.md",
    ] == list(site_files())


def test_the_configuration_says_who_publishes_where_and_under_what_title() -> None:
    config = parse_config(site_files(GIRONDE)["bulletin.toml"].text)

    assert ("Nos bulletins", "https://www.exemple.fr/bulletin/") == (config.site.titre, config.site.url)
    assert (("33",), "Caf de la Gironde") == (config.site.departements, config.caf.nom)
    assert "Caf de la Gironde" in site_files(GIRONDE)["content/pages/a-propos.md"].text


def test_without_a_title_the_site_is_that_of_its_caf() -> None:
    config = parse_config(site_files(SiteIdentity(caf="Caf de la Gironde"))["bulletin.toml"].text)

    assert "Le bulletin de la Caf de la Gironde" == config.site.titre


@pytest.mark.parametrize("name", ['Caf "du" Nord', "Caf de l'Aisne\\", "Caf $caf {caf}", "Caf № 1 ✓"])
def test_a_name_is_read_back_as_it_was_given(name: str) -> None:
    files = site_files(SiteIdentity(caf=name, titre=name))
    config = parse_config(files["bulletin.toml"].text)

    assert (name, name) == (config.caf.nom, config.site.titre)
    assert name in files["content/pages/a-propos.md"].text


@pytest.mark.parametrize("typed", ["www.exemple.fr", "ftp://exemple.fr", "https://", "un site"])
def test_an_address_that_is_not_whole_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(UsageFault) as caught:
        checked_url(typed)

    assert typed in caught.value.message
    assert "https://www.exemple.fr/bulletin/" in caught.value.hint


def test_the_configuration_of_a_new_site_is_valid_and_not_public() -> None:
    config = parse_config(site_files()["bulletin.toml"].text)

    assert not config.site.production
    assert config.site.demonstration


def test_a_new_site_is_not_published_by_switching_production_on() -> None:
    text = site_files()["bulletin.toml"].text.replace("production = false", "production = true")
    found = {item.code for item in production_diagnostics(parse_config(text))}

    assert {"mentions-incompletes", "identite-d-exemple"} == found


def test_the_settings_in_comments_are_valid_too() -> None:
    text = re.sub(r"^# (?=\[|\w+ = )", "", site_files()["bulletin.toml"].text, flags=re.MULTILINE)
    config = parse_config(text)

    assert config.nature("accord") is not None
    assert date(2026, 3, 12) == config.accessibilite.audit.date
    assert ["web"] == [publication.nom for publication in config.publications]


def test_the_documents_of_a_new_site_are_read_without_a_fault_and_are_published() -> None:
    documents = [file for file in site_files().values() if file.address]

    assert 2 == len(documents)
    for file in documents:
        read = read_bytes(file.text.encode(), file.path)
        assert () == read.diagnostics
        assert not read.brouillon


def test_the_addresses_of_a_new_site_are_listed_in_order() -> None:
    assert (
        "/2026/03/01/bienvenue/\tcontent/articles/2026/2026-03-01-bienvenue.md\n"
        "/a-propos/\tcontent/pages/a-propos.md\n"
    ) == site_files()["adresses.txt"].text


def test_the_first_file_that_one_opens_leads_to_the_guide() -> None:
    text = site_files()["LISEZMOI.md"].text

    assert "`bulletin guide`" in text
    assert "`bulletin guide --cles`" in text
