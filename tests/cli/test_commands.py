"""Each command, run as a user runs it."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

from support.folders import tree, write

from cli.command_line import CONTENT, DONE, USAGE, CommandLine

_FAULT = "content/articles/2016-08-01-faute.md"


# -- build ------------------------------------------------------------------------------------------------


def test_build_makes_the_site_and_says_how_it_ends(site: Path, bulletin: CommandLine) -> None:
    made = bulletin("build", cwd=site)
    assert (DONE, "") == (made.status, made.out)
    assert "Prochaine reconstruction utile" in made.err
    assert "Une rencontre à Paris" in (site / "output/index.html").read_text(encoding="utf-8")


def test_build_finds_the_site_above_the_current_folder(site: Path, bulletin: CommandLine) -> None:
    assert DONE == bulletin("build", cwd=site / "content" / "articles").status
    assert (site / "output/index.html").is_file()


def test_a_second_build_renders_nothing(site: Path, bulletin: CommandLine) -> None:
    first = json.loads(bulletin("build", "--json", cwd=site).out)
    second = json.loads(bulletin("build", "--json", cwd=site).out)
    assert len(first["rendered"]) == second["kept"]
    assert ([], []) == (second["rendered"], second["pruned"])


def test_build_json_has_exactly_its_keys_and_nothing_else_on_stdout(
    site: Path, bulletin: CommandLine
) -> None:
    write(site, "content/articles/2099-01-01-plus-tard.md", "---\ntitre: Plus tard\n---\n\nTexte.\n")
    write(
        site,
        "content/articles/2016-09-01-brouillon.md",
        "---\ntitre: À finir\nbrouillon: oui\n---\n\nTexte.\n",
    )
    answer = json.loads(bulletin("build", "--json", cwd=site).out)
    keys = ["rendered", "kept", "pruned", "diagnostics", "left_out", "next_change", "seconds"]
    assert keys == list(answer)
    assert {"brouillons": 1, "programmes": 1, "premier": "2099-01-01", "expires": 0} == answer["left_out"]
    assert ["date", "why"] == list(answer["next_change"])
    assert "2099-01-01" == answer["next_change"]["date"]
    assert "index.html" in answer["rendered"]


def test_build_with_an_erreur_writes_nothing_and_leaves_the_site_that_was_there(
    site: Path, bulletin: CommandLine
) -> None:
    bulletin("build", cwd=site)
    before = tree(site / "output")
    write(site, _FAULT, "---\ntitre: Une faute\ncommune: Pari\n---\n\nTexte.\n")
    refused = bulletin("build", cwd=site)
    assert CONTENT == refused.status
    assert f"{_FAULT}, ligne 3, colonne 10 — erreur (commune-inconnue)" in refused.err
    assert before == tree(site / "output")


def test_a_fault_in_a_draft_is_shown_and_does_not_block(site: Path, bulletin: CommandLine) -> None:
    write(site, _FAULT, "---\ntitre: Une faute\ncommune: Pari\nbrouillon: oui\n---\n\nTexte.\n")
    made = bulletin("build", cwd=site)
    assert DONE == made.status
    assert "commune-inconnue" in made.err


def test_another_day_is_built_into_another_folder(site: Path, tmp_path: Path, bulletin: CommandLine) -> None:
    made = bulletin("build", "--date", "1er janvier 2016", "--output", str(tmp_path / "avant"), cwd=site)
    assert DONE == made.status
    assert "Une rencontre" not in (tmp_path / "avant/index.html").read_text(encoding="utf-8")
    assert {} == tree(site / "output")


def test_the_day_of_today_needs_no_output(site: Path, bulletin: CommandLine) -> None:
    # Near midnight the command may run on another day than the test: several days are tried.
    days = {dt.datetime.now(dt.UTC).date() + dt.timedelta(days=shift) for shift in (-1, 0, 1)}
    assert DONE in {bulletin("build", "--date", day.isoformat(), cwd=site).status for day in days}


def test_force_renders_every_file_again(site: Path, bulletin: CommandLine) -> None:
    first = json.loads(bulletin("build", "--json", cwd=site).out)
    assert first["rendered"] == json.loads(bulletin("build", "--json", "--force", cwd=site).out)["rendered"]


# -- check ------------------------------------------------------------------------------------------------


def test_check_of_a_site_without_faults_says_so(site: Path, bulletin: CommandLine) -> None:
    checked = bulletin("check", cwd=site)
    assert (DONE, "Rien à signaler.\n", "") == (checked.status, checked.out, checked.err)
    assert {} == tree(site / "output")


def test_check_text_shows_the_line_a_marker_and_the_remedy(faulty_site: Path, bulletin: CommandLine) -> None:
    checked = bulletin("check", cwd=faulty_site)
    assert (CONTENT, "") == (checked.status, checked.err)
    lines = checked.out.splitlines()
    assert f"{_FAULT}, ligne 3, colonne 10 — erreur (commune-inconnue)" == lines[0]
    assert ["  3 │ commune: Pari", "    │          ~~~~"] == lines[1:3]
    assert "Paris" in checked.out.partition("→")[2]


def test_check_json_has_exactly_its_keys(faulty_site: Path, bulletin: CommandLine) -> None:
    checked = bulletin("check", "--format", "json", cwd=faulty_site)
    (answer,) = json.loads(checked.out)
    assert CONTENT == checked.status
    keys = ["severity", "code", "file", "line", "column", "length", "message", "hint", "fix", "blocking"]
    assert keys == list(answer)
    assert ("erreur", "commune-inconnue", _FAULT, 3, 10) == tuple(answer[key] for key in keys[:5])


def test_check_json_of_a_site_without_faults_is_an_empty_list(site: Path, bulletin: CommandLine) -> None:
    assert [] == json.loads(bulletin("check", "--format", "json", cwd=site).out)


def test_check_github_makes_an_annotation(faulty_site: Path, bulletin: CommandLine) -> None:
    checked = bulletin("check", "--format", "github", cwd=faulty_site)
    (line,) = checked.out.splitlines()
    assert line.startswith(f"::error file={_FAULT},line=3,col=10,endColumn=14,title=commune-inconnue::")


def test_all_faults_of_all_files_are_reported_in_one_run(faulty_site: Path, bulletin: CommandLine) -> None:
    write(
        faulty_site,
        "content/articles/2016-08-02-deux.md",
        "---\ntitr: Deux\ncommune: Nancyy\n---\n\nTexte.\n",
    )
    answer = json.loads(bulletin("check", "--format", "json", cwd=faulty_site).out)
    assert {_FAULT, "content/articles/2016-08-02-deux.md"} == {item["file"] for item in answer}
    assert {"commune-inconnue", "cle-inconnue"} <= {item["code"] for item in answer}


def test_strict_turns_avertissements_into_erreurs(site: Path, bulletin: CommandLine) -> None:
    post = "---\ntitre: Sans bloc\ntype: signature\ncommune: Paris\n---\n\nTexte.\n"
    write(site, "content/articles/2016-08-03-sans-bloc.md", post)
    assert DONE == bulletin("check", cwd=site).status
    assert CONTENT == bulletin("check", "--strict", cwd=site).status


def test_check_and_build_agree_on_the_exit_status(
    faulty_site: Path, tmp_path: Path, bulletin: CommandLine
) -> None:
    for day in ("2016-07-31", "2016-08-01"):
        checked = bulletin("check", "--date", day, cwd=faulty_site)
        built = bulletin("build", "--date", day, "--output", str(tmp_path / day), cwd=faulty_site)
        assert checked.status == built.status


def test_fix_addresses_lists_every_page_sorted(site: Path, bulletin: CommandLine) -> None:
    assert DONE == bulletin("check", "--fix-addresses", cwd=site).status
    lines = (site / "adresses.txt").read_text(encoding="utf-8").splitlines()
    assert sorted(lines) == lines
    assert "/2016/07/12/rencontre/\tcontent/articles/2016/2016-07-12-rencontre.md" in lines


# -- new, schema, init, explain ---------------------------------------------------------------------------


def test_new_writes_a_post_lists_its_address_and_prints_its_path(site: Path, bulletin: CommandLine) -> None:
    asked = ("new", "signature", "CTG de Paris", "--commune", "Paris", "--date", "2016-08-05")
    made = bulletin(*asked, cwd=site)
    path = "content/articles/2016/2016-08-05-ctg-de-paris.md"
    assert (DONE, f"{path}\n") == (made.status, made.out)
    assert "commune: Paris" in (site / path).read_text(encoding="utf-8")
    assert f"/2016/08/05/ctg-de-paris/\t{path}\n" == (site / "adresses.txt").read_text(encoding="utf-8")
    assert DONE == bulletin("check", cwd=site).status


def test_new_never_overwrites_a_file(site: Path, bulletin: CommandLine) -> None:
    asked = ("new", "edito", "Édito", "--date", "2016-08-05", "--site", str(site))
    assert DONE == bulletin(*asked, cwd=site.parent).status
    assert USAGE == bulletin(*asked, cwd=site.parent).status


def test_schema_is_json_schema_of_the_keys(tmp_path: Path, bulletin: CommandLine) -> None:
    answer = json.loads(bulletin("schema", cwd=tmp_path).out)
    assert "https://json-schema.org/draft/2020-12/schema" == answer["$schema"]
    assert {"titre", "commune", "convention", "evenement"} <= set(answer["properties"])
    assert "nature" in json.loads(bulletin("schema", "convention", cwd=tmp_path).out)["properties"]


def test_init_makes_a_site_that_builds(tmp_path: Path, bulletin: CommandLine) -> None:
    assert DONE == bulletin("init", "mon-site", cwd=tmp_path).status
    checked = bulletin("check", "mon-site", cwd=tmp_path)
    assert (DONE, "Rien à signaler.\n") == (checked.status, checked.out)
    assert DONE == bulletin("build", "mon-site", cwd=tmp_path).status
    assert (tmp_path / "mon-site/output/index.html").is_file()
    assert "bienvenue" in (tmp_path / "mon-site/adresses.txt").read_text(encoding="utf-8")


def test_init_says_who_publishes_and_asks_nothing_when_nobody_is_there(
    tmp_path: Path, bulletin: CommandLine
) -> None:
    named = ("--nom", "Caf de l’Aisne", "--adresse", "https://www.exemple.fr/b", "--titre", "Nos nouvelles")
    assert DONE == bulletin("init", "mon-site", *named, cwd=tmp_path).status
    config = (tmp_path / "mon-site/bulletin.toml").read_text(encoding="utf-8")
    assert {
        'nom = "Caf de l’Aisne"',
        'url = "https://www.exemple.fr/b"',
        'titre = "Nos nouvelles"',
        'departements = ["02"]',
    } <= set(config.splitlines())
    departements = ("--departement", "Nord", "--departement", "62")
    assert DONE == bulletin("init", "autre", *departements, cwd=tmp_path).status
    assert 'departements = ["59", "62"]' in (tmp_path / "autre/bulletin.toml").read_text(encoding="utf-8")


def test_init_never_fills_a_folder_that_holds_something(site: Path, bulletin: CommandLine) -> None:
    before = tree(site)
    assert USAGE == bulletin("init", str(site), cwd=site.parent).status
    assert before == tree(site)


def test_explain_shows_what_was_inferred_from_a_file(site: Path, bulletin: CommandLine) -> None:
    head = "titre: Un accord\ncommune: Paris\nconvention: CEJ 2015-2018\nsignature: 5 juillet"
    write(site, "content/articles/2016-07-11-accord.md", f"---\n{head}\n---\n\nTexte.\n")
    answer = bulletin("explain", "content/articles/2016-07-11-accord.md", cwd=site)
    assert DONE == answer.status
    assert "cej-paris-2015" in answer.out
    assert re.search(r"2016-07-05|5 juillet 2016", answer.out)


def test_explain_json_lists_what_was_understood_of_each_key(site: Path, bulletin: CommandLine) -> None:
    answer = json.loads(
        bulletin("explain", "--json", "content/articles/2016/2016-07-12-rencontre.md", cwd=site).out
    )
    assert ["file", "page", "understood"] == list(answer)
    (commune,) = [one for one in answer["understood"] if one["key"] == "commune"]
    assert ["key", "line", "typed", "understood", "inferred", "why"] == list(commune)
    assert (3, "Paris", False) == (commune["line"], commune["typed"], commune["inferred"])


def test_explain_takes_a_path_relative_to_the_current_folder(site: Path, bulletin: CommandLine) -> None:
    folder = site / "content/articles/2016"
    answer = bulletin("explain", "2016-07-12-rencontre.md", cwd=folder)
    assert DONE == answer.status
    assert "/2016/07/12/rencontre/" in answer.out


def test_explain_shows_why_a_page_would_be_rendered_again(site: Path, bulletin: CommandLine) -> None:
    address = "/2016/07/12/rencontre/"
    assert "(nouveau)" in bulletin("explain", address, cwd=site).out
    bulletin("build", cwd=site)
    assert "à jour" in bulletin("explain", address, cwd=site).out
    post = site / "content/articles/2016/2016-07-12-rencontre.md"
    post.write_text(post.read_text(encoding="utf-8").replace("Le texte", "Le récit"), encoding="utf-8")
    assert "(contenu)" in bulletin("explain", address, cwd=site).out


# -- echeances, import ------------------------------------------------------------------------------------


def test_echeances_lists_what_ends_without_a_successor(site: Path, bulletin: CommandLine) -> None:
    head = "titre: Un CEJ\ncommune: Paris\nconvention: CEJ 2015-2018\nsignature: 5 juillet"
    write(site, "content/articles/2016-07-11-cej.md", f"---\n{head}\n---\n\nTexte.\n")
    near = bulletin("echeances", "--date", "2018-07-01", cwd=site)
    assert (DONE, "") == (near.status, near.err)
    assert "cej-paris-2015" in near.out
    far = json.loads(bulletin("echeances", "--date", "2017-01-01", "--json", cwd=site).out)
    assert [] == [item for item in far if item["id"] == "cej-paris-2015"]
    asked = ("echeances", "--date", "2017-01-01", "--mois", "24", "--json")
    assert "cej-paris-2015" in {item["id"] for item in json.loads(bulletin(*asked, cwd=site).out)}


def test_import_shows_the_cards_of_a_register_and_writes_them_when_asked(
    site: Path, bulletin: CommandLine
) -> None:
    write(site, "registre.csv", "nature;commune;debut;fin;signature\nCTG;Paris;2020;2024;12/02/2020\n")
    shown = bulletin("import", "registre", "registre.csv", cwd=site)
    assert DONE == shown.status
    assert "ctg-paris-2020" in shown.out
    assert not (site / "content/conventions").exists()
    assert DONE == bulletin("import", "registre", "registre.csv", "--ecrire", cwd=site).status
    assert (site / "content/conventions/ctg-paris-2020.md").is_file()
    assert DONE == bulletin("check", cwd=site).status
