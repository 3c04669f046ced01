"""`bulletin new`, run as a user runs it: what it writes, what it refuses, and what is never published."""

from __future__ import annotations

import re
import stat
from pathlib import Path

import pytest
from support.folders import tree, write
from support.spaces import plain_spaces

from bulletin.content.skeletons.texts import NEW_KINDS
from cli.command_line import CONTENT, DONE, MACHINE, USAGE, CommandLine, run_here, run_in_process

_DAY = ("--date", "2016-08-05")
_CEJ = """\
titre: Un CEJ à Belfort
commune: Belfort
convention: CEJ 2015-2018
signature: 5 juillet
parties:
  - Caf du Territoire de Belfort
  - Ville de Belfort
signataires:
  - Anne Martin, maire de Belfort ; conseillère départementale
  - Paul Durand, directeur de la Caf"""


@pytest.fixture
def belfort(site: Path) -> Path:
    """The small site, in a département of a hundred communes."""
    config = (site / "bulletin.toml").read_text(encoding="utf-8")
    write(site, "bulletin.toml", config.replace('"75"', '"90"'))
    return site


@pytest.fixture
def cej_site(belfort: Path) -> Path:
    """The same, with a convention that is signed."""
    site = belfort
    write(site, "content/articles/2016-07-11-cej.md", f"---\n{_CEJ}\n---\n\nTexte.\n")
    return site


def made(bulletin: CommandLine, site: Path, *arguments: str) -> Path:
    """The file that the command has written, whose path it has printed."""
    done = bulletin("new", *arguments, cwd=site)
    assert DONE == done.status, done.err
    return site / done.out.strip()


def publish(file: Path) -> str:
    """The text no longer says that it is a draft."""
    text = file.read_text(encoding="utf-8").replace("brouillon: oui\n", "")
    file.write_text(text, encoding="utf-8")
    return text


def editor(folder: Path, body: str) -> Path:
    """A program that one can name as an editor."""
    file = write(folder, "editeur", f"#!/bin/sh\n{body}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


# -- nothing false is published --------------------------------------------------------------------------


def test_the_card_of_a_convention_that_nobody_has_filled_in_says_nothing(
    site: Path, bulletin: CommandLine
) -> None:
    card = made(bulletin, site, "convention", "CTG de Paris", "--commune", "Paris")
    built = bulletin("build", cwd=site)
    assert DONE == built.status
    assert "1 brouillon" in built.err
    assert [] == [path for path, data in tree(site / "output").items() if b"CTG de Paris" in data]
    assert not (site / "output/conventions/ctg-de-paris").exists()
    publish(card)
    before = tree(site / "output")
    refused = bulletin("build", cwd=site)
    assert CONTENT == refused.status
    for key in ("nature", "periode"):
        assert f"« {key} » attend une valeur" in plain_spaces(refused.err)
    assert before == tree(site / "output")


def test_a_signature_is_an_erreur_until_its_keys_and_its_text_are_written(
    site: Path, bulletin: CommandLine
) -> None:
    file = made(bulletin, site, "signature", "Paris signe", "--commune", "Paris", *_DAY)
    assert DONE == bulletin("build", cwd=site).status
    text = publish(file)
    refused = bulletin("check", cwd=site)
    assert CONTENT == refused.status
    assert ["cle-vide", "cle-vide", "texte-a-ecrire"] == re.findall(r"erreur \((.+?)\)", refused.out)
    text = text.replace("convention:\n", "convention: CTG 2016-2020\n").replace(
        "signature:\n", "signature: 4 août\n"
    )
    file.write_text(re.sub(r"Écrivez ici .+", "La Ville a signé.", text), encoding="utf-8")
    assert DONE == bulletin("build", cwd=site).status
    page = (site / "output/conventions/ctg-paris-2016/index.html").read_text(encoding="utf-8")
    assert "4 août 2016" in plain_spaces(page)


@pytest.mark.slow
def test_no_text_is_published_as_it_was_made_draft_or_not(site: Path) -> None:
    files = [made(run_here, site, kind, "--commune", "Paris", *_DAY) for kind in NEW_KINDS]
    assert DONE == run_here("build", cwd=site).status
    shown = b"\n".join(tree(site / "output").values()).decode(errors="replace")
    assert [] == [word for word in ("à écrire", "Écrivez ici", "Prénom Nom") if word in shown]
    for file in files:
        kept = file.read_text(encoding="utf-8")
        publish(file)
        assert CONTENT == run_here("build", cwd=site).status, file
        file.write_text(kept, encoding="utf-8")


def test_the_address_of_a_draft_is_no_address_that_a_public_site_has_lost(
    site: Path, bulletin: CommandLine
) -> None:
    config = site / "bulletin.toml"
    public = config.read_text(encoding="utf-8").replace("[caf]", "production = true\n\n[caf]")
    config.write_text(public, encoding="utf-8")
    made(bulletin, site, "convention", "CTG de Paris", "--commune", "Paris")
    made(bulletin, site, "signature", "--commune", "Paris", *_DAY)
    answer = bulletin("check", cwd=site)
    assert "mentions-incompletes" in answer.out
    assert "adresse-perdue" not in answer.out


# -- what is written -------------------------------------------------------------------------------------


def test_the_path_is_the_result_and_the_address_is_said(site: Path, bulletin: CommandLine) -> None:
    done = bulletin("new", "page", "Nous joindre", cwd=site)
    assert (DONE, "content/pages/nous-joindre.md\n") == (done.status, done.out)
    assert "/nous-joindre/" in done.err
    assert "/nous-joindre/\tcontent/pages/nous-joindre.md" in (site / "adresses.txt").read_text(
        encoding="utf-8"
    )


def test_an_issue_is_filed_under_the_month_of_its_title_or_of_the_day(
    site: Path, bulletin: CommandLine
) -> None:
    assert site / "content/numeros/2016-09.md" == made(bulletin, site, "numéro", "Septembre 2016", *_DAY)
    assert site / "content/numeros/2016-08.md" == made(bulletin, site, "numero", "La rentrée", *_DAY)


def test_communes_are_written_under_their_names_and_commas_separate_them(
    belfort: Path, bulletin: CommandLine
) -> None:
    text = made(bulletin, belfort, "actualite", "Une nouvelle", "--commune", "90010, delle").read_text(
        encoding="utf-8"
    )
    assert "\ncommunes: Belfort, Delle\n" in text


def test_what_a_text_cannot_say_is_left_out_and_told(site: Path, bulletin: CommandLine) -> None:
    done = bulletin("new", "page", "Nous joindre", "--commune", "Belfort", cwd=site)
    assert DONE == done.status
    assert "n’a pas de commune" in done.err
    assert "Belfort" not in (site / "content/pages/nous-joindre.md").read_text(encoding="utf-8")


def test_a_known_convention_gives_what_the_bulletin_says_of_it(cej_site: Path, bulletin: CommandLine) -> None:
    arguments = ("signature", "Un avenant", "--convention", "cej-belfort-2015", *_DAY)
    text = made(bulletin, cej_site, *arguments).read_text(encoding="utf-8")
    assert "\ncommune: Belfort\n" in text
    assert "\nconvention: CEJ\n" in text
    assert "\nid: cej-belfort-2015\n" in text
    assert "\nparties:\n  - Caf du Territoire de Belfort\n  - Ville de Belfort\n" in text
    assert "\n#   - Anne Martin, maire de Belfort ; conseillère départementale\n" in text


def test_a_new_convention_is_named_by_its_nature_and_period(site: Path, bulletin: CommandLine) -> None:
    text = made(bulletin, site, "convention", "Fiche", "--convention", "ctg 2026-2030").read_text(
        encoding="utf-8"
    )
    assert "\nnature: CTG\n" in text
    assert "\nperiode: 2026-2030\n" in text


# -- what is refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("signature", "Un titre", "--commune", "Belfor"), "Belfort"),
        (("signature", "Un titre", "--commune", "Belfort", "--commune", "Nullepart"), "Nullepart"),
        (("signature", "Un titre", "--commune", "Sainte-Colombe"), "Sainte-Colombe (05)"),
        (("signatur", "Un titre"), "signature"),
        (("signature", "Un titre", "--convention", "cej-belfort-2016"), "cej-belfort-2015"),
        (("signature", "Un titre", "--convention", "CTJ 2026-2030"), "CTG"),
        (("actualite", "Un titre", "--convention", "cej-belfort-2015"), "signature"),
    ],
)
def test_what_is_wrong_is_refused_at_once_with_what_was_meant(
    arguments: tuple[str, ...], meant: str, cej_site: Path, bulletin: CommandLine
) -> None:
    before = tree(cej_site)
    refused = bulletin("new", *arguments, cwd=cej_site)
    assert (USAGE, "") == (refused.status, refused.out)
    assert meant in refused.err
    assert before == tree(cej_site)


def test_a_commune_of_elsewhere_is_taken_and_told(site: Path, bulletin: CommandLine) -> None:
    done = bulletin("new", "actualite", "Une nouvelle", "--commune", "Bordeaux", cwd=site)
    assert DONE == done.status
    assert "Gironde" in done.err


def test_it_never_asks_when_nobody_is_there_to_answer(site: Path, bulletin: CommandLine) -> None:
    done = bulletin("new", *_DAY, cwd=site)
    assert (DONE, "content/articles/2016/2016-08-05-actualite.md\n") == (done.status, done.out)


# -- the editor ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_ouvrir_opens_the_file_in_the_editor_of_the_user(site: Path, tmp_path: Path) -> None:
    chosen = editor(tmp_path, 'echo "Vu." >> "$1"')
    arguments = ("new", "edito", "Édito", "--ouvrir", *_DAY)
    opened = run_in_process(*arguments, cwd=site, variables={"VISUAL": str(chosen), "EDITOR": "false"})
    assert (DONE, "content/articles/2016/2016-08-05-edito.md\n") == (opened.status, opened.out)
    assert (site / opened.out.strip()).read_text(encoding="utf-8").endswith("\nVu.\n")


@pytest.mark.slow
@pytest.mark.parametrize("named", ["/nulle/part", "false"])
def test_an_editor_that_does_not_open_is_told_and_the_file_is_there(named: str, site: Path) -> None:
    refused = run_in_process(
        "new", "edito", "Édito", "--ouvrir", *_DAY, cwd=site, variables={"VISUAL": named}
    )
    assert MACHINE == refused.status
    assert "Ouvrez-le vous-même" in refused.err
    assert (site / refused.out.strip()).is_file()


@pytest.mark.slow
def test_without_an_editor_or_a_terminal_nothing_waits_for_a_keyboard(site: Path) -> None:
    nothing = {"VISUAL": "", "EDITOR": "", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
    refused = run_in_process("new", "edito", "Édito", "--ouvrir", *_DAY, cwd=site, variables=nothing)
    assert MACHINE == refused.status
    assert (site / refused.out.strip()).is_file()
