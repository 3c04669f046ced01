"""Questions asked in a terminal: a real one, in which someone types."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from support.folders import tree, write

from cli.command_line import DONE, USAGE, small_site

if sys.platform == "win32":
    pytest.skip("a pseudo-terminal is a matter of Unix", allow_module_level=True)

from bulletin.config.reader import parse_config
from cli.terminal import terminal

pytestmark = pytest.mark.slow

_INTERRUPTED = 130
_CEJ = """\
titre: Un CEJ à Belfort
commune: Belfort
convention: CEJ 2015-2018
signature: 5 juillet
signataires:
  - Anne Martin, maire de Belfort"""
_TALKS = """\
titre: Vers une CTG à Belfort
commune: Belfort
convention: CTG
negociation: 2 mai
parties:
  - Caf du Territoire de Belfort
  - Ville de Belfort"""
_DAY = ("--date", "2019-01-10")


@pytest.fixture
def known_site(tmp_path: Path) -> Path:
    """A site with a convention that is over, and another in talks."""
    site = small_site(tmp_path / "site")
    config = (site / "bulletin.toml").read_text(encoding="utf-8")
    write(site, "bulletin.toml", config.replace('"75"', '"90"'))
    write(site, "content/articles/2016-07-11-cej.md", f"---\n{_CEJ}\n---\n\nTexte.\n")
    write(site, "content/articles/2018-05-03-ctg.md", f"---\n{_TALKS}\n---\n\nTexte.\n")
    return site


def written(site: Path, path: str) -> str:
    return (site / path).read_text(encoding="utf-8")


def test_a_signature_begins_with_what_the_bulletin_knows_of_its_convention(known_site: Path) -> None:
    with terminal("new", *_DAY, cwd=known_site) as screen:
        screen.answer("Numéro ou mot", "1")
        screen.answer("Titre", "Belfort signe sa CTG")
        screen.answer("Commune", "belfort")
        screen.wait_for("ctg-belfort-2018")
        screen.wait_for("en discussion")
        screen.wait_for("cej-belfort-2015")
        screen.answer("Laquelle", "1")
        screen.answer("Remplace-t-elle", "oui")
        assert DONE == screen.end()
    path = "content/articles/2019/2019-01-10-belfort-signe-sa-ctg.md"
    assert f"\n{path}\n" in screen.screen
    assert "/2019/01/10/belfort-signe-sa-ctg/" in screen.screen
    text = written(known_site, path)
    assert "\ncommune: Belfort\n" in text
    assert "\nconvention: CTG\n" in text
    assert "\nid: ctg-belfort-2018\n" in text
    assert "\nremplace: cej-belfort-2015\n" in text
    assert "\nparties:\n  - Caf du Territoire de Belfort\n  - Ville de Belfort\n" in text
    assert "\n#   - Anne Martin, maire de Belfort\n" in text
    assert "\nsignature:\n" in text


def test_a_new_convention_is_asked_for_and_replaces_nothing_unless_one_says_so(known_site: Path) -> None:
    with terminal("new", *_DAY, cwd=known_site) as screen:
        screen.answer("Numéro ou mot", "signature")
        screen.answer("Titre", "")
        screen.answer("Commune", "Belfort")
        screen.answer("Laquelle", "")
        screen.answer("Nature et période", "CTG 2019-2023")
        screen.answer("Remplace-t-elle", "")
        assert DONE == screen.end()
    text = written(known_site, "content/articles/2019/2019-01-10-signature.md")
    assert "\nconvention: CTG 2019-2023\n" in text
    assert "\nid:" not in text
    assert "\nremplace:" not in text


def test_an_answer_that_cannot_be_read_is_asked_again(known_site: Path) -> None:
    with terminal("new", *_DAY, cwd=known_site) as screen:
        screen.answer("Numéro ou mot", "99")
        screen.answer("Numéro ou mot", "convantion")
        screen.wait_for("Vouliez-vous dire")
        screen.answer("Numéro ou mot", "convention")
        screen.answer("Titre", "CTG de Belfort")
        screen.answer("Commune", "Belfor")
        screen.wait_for("Vouliez-vous dire")
        screen.answer("Commune", "Delle")
        screen.answer("Nature et période", "CTG pour toujours")
        screen.answer("Nature et période", "")
        assert DONE == screen.end()
    text = written(known_site, "content/conventions/ctg-de-belfort.md")
    assert "\ncommune: Delle\n" in text
    assert "\nnature:\n" in text


def test_a_text_without_a_place_asks_for_none(known_site: Path) -> None:
    with terminal("new", cwd=known_site) as screen:
        screen.answer("Numéro ou mot", "page")
        screen.answer("Titre", "Nous joindre")
        assert DONE == screen.end()
    assert "Commune" not in screen.screen
    assert "titre: Nous joindre\n" in written(known_site, "content/pages/nous-joindre.md")


@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["interrupt", "end-of-input"])
def test_leaving_writes_nothing(key: bytes, known_site: Path) -> None:
    before = tree(known_site)
    with terminal("new", cwd=known_site) as screen:
        screen.answer("Numéro ou mot", "1")
        screen.wait_for("Titre")
        screen.press(key)
        assert _INTERRUPTED == screen.end()
    assert "Interrompu" in screen.screen
    assert before == tree(known_site)


def test_with_arguments_nothing_is_asked_even_in_a_terminal(known_site: Path) -> None:
    with terminal("new", "signature", *_DAY, cwd=known_site) as screen:
        assert DONE == screen.end()
    assert "Titre" not in screen.screen
    assert (known_site / "content/articles/2019/2019-01-10-signature.md").is_file()


def test_ouvrir_edits_in_the_terminal_what_was_just_asked_for(known_site: Path) -> None:
    with terminal("new", "--ouvrir", cwd=known_site, variables={"VISUAL": "", "EDITOR": "cat"}) as screen:
        screen.answer("Numéro ou mot", "page")
        screen.answer("Titre", "Nous joindre")
        assert DONE == screen.end()
    assert "Écrivez ici le texte de la page." in screen.screen


# -- init ------------------------------------------------------------------------------------------------


def test_init_asks_for_the_caf_its_departement_its_address_and_its_title(tmp_path: Path) -> None:
    with terminal("init", "site", cwd=tmp_path) as screen:
        screen.answer("Nom de la Caf", "Caf de la Gironde")
        screen.answer("[33]", "Girond")
        screen.wait_for("Vouliez-vous dire")
        screen.answer("Département", "Gironde, 40")
        screen.answer("Adresse", "www.exemple.fr")
        screen.wait_for("n’est pas l’adresse complète")
        screen.answer("Adresse", "https://www.exemple.fr/bulletin/")
        screen.answer("[Le bulletin de la Caf de la Gironde]", "")
        assert DONE == screen.end()
    config = parse_config(written(tmp_path, "site/bulletin.toml"))
    assert ("Caf de la Gironde", ("33", "40")) == (config.caf.nom, config.site.departements)
    assert "https://www.exemple.fr/bulletin/" == config.site.url
    assert "Le bulletin de la Caf de la Gironde" == config.site.titre


def test_init_asks_only_for_what_was_not_given(tmp_path: Path) -> None:
    given = ("--nom", "Caf du Nord", "--departement", "59", "--titre", "Le bulletin")
    with terminal("init", "site", *given, cwd=tmp_path) as screen:
        screen.answer("Adresse", "")
        assert DONE == screen.end()
    assert "Nom de la Caf" not in screen.screen
    assert ("59",) == parse_config(written(tmp_path, "site/bulletin.toml")).site.departements


def test_init_asks_nothing_for_a_folder_that_it_would_refuse(tmp_path: Path) -> None:
    write(tmp_path, "site/lettre.txt", "")
    with terminal("init", "site", cwd=tmp_path) as screen:
        assert USAGE == screen.end()
    assert "Nom de la Caf" not in screen.screen
