"""Errors of the user and refusals of the machine end with a status, a French sentence and a remedy."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.checkout import child_environment
from support.folders import tree, write
from support.spaces import plain_spaces

from bulletin.build.output import Output
from cli.command_line import (
    CONTENT,
    DONE,
    MACHINE,
    USAGE,
    CommandLine,
    run_in_process,
)

_CONTENT = ("build", "check", "serve", "new", "schema", "explain", "echeances", "import")
_COMMANDS = (*_CONTENT, "init", "guide", "completion")
# English words that no French sentence holds; options and formats keep their English names.
_ENGLISH = re.compile(
    r"\b(?:the|this|that|is|are|and|not|error|errors|missing|invalid|such|unknown|file|directory|help|show|exit"
    r"|required|requires|try|got|unexpected|extra|default|must|should|with|for|from|value|commands|cannot)\b",
    re.IGNORECASE,
)
_TECHNICAL = re.compile(r"--[\w-]+|\b(?:text\|json\|github|JSON Schema|python -m bulletin)\b|« [^»]* »")


def _english(text: str) -> list[str]:
    return _ENGLISH.findall(_TECHNICAL.sub("", text))


@pytest.mark.parametrize("command", _COMMANDS)
def test_the_help_of_a_command_is_in_french_on_stdout(
    command: str, tmp_path: Path, bulletin: CommandLine
) -> None:
    answer = bulletin(command, "--help", cwd=tmp_path)
    assert (DONE, "") == (answer.status, answer.err)
    assert answer.out.startswith("Usage\u00a0: ")
    assert [] == _english(answer.out)


def test_the_help_lists_every_command(tmp_path: Path, bulletin: CommandLine) -> None:
    answer = bulletin("--help", cwd=tmp_path)
    assert [] == _english(answer.out)
    assert set(_COMMANDS) <= set(re.findall(r"^  (\w+)  ", answer.out, re.MULTILINE))


@pytest.mark.parametrize(
    "arguments",
    [
        ("bulid",),
        ("build", "--nope"),
        ("build", "--date", "hier"),
        ("build", "--date", "12 juillet"),
        ("build", "--date", "2016-02-30"),
        ("build", "--date"),
        ("build", "--jobs", "0"),
        ("build", "un", "deux"),
        ("build", "--drafts"),
        ("build", "--date", "2016-01-01"),
        ("build", "--output", "."),
        ("build", "--output", "content"),
        ("build", "--output", "bulletin.toml"),
        ("build", "/n-existe-pas"),
        ("check", "--format", "xml"),
        ("serve", "--port", "99999"),
        ("serve", "--port", "huit"),
        ("new", "poeme"),
        ("new", "signature", "--commune", "Belfor"),
        ("new", "signature", "--convention", "CTJ"),
        ("schema", "poeme"),
        ("explain",),
        ("explain", "/nulle-part/"),
        ("explain", "bulletin.toml"),
        ("explain", __file__),
        ("echeances", "--mois", "0"),
        ("import", "registre"),
        ("import", "registre", "n-existe-pas.csv"),
        ("import", "poeme", "bulletin.toml"),
        ("init",),
        ("init", "."),
        ("init", "nouveau", "--departement", "Girond"),
        ("init", "nouveau", "--adresse", "www.exemple.fr"),
        ("completion", "tcsh"),
    ],
    ids=" ".join,
)
def test_wrong_usage_is_reported_in_french_on_stderr_and_changes_no_file(
    arguments: tuple[str, ...], site: Path, bulletin: CommandLine
) -> None:
    before = tree(site)
    refused = bulletin(*arguments, cwd=site)
    assert (USAGE, "") == (refused.status, refused.out)
    assert "→" in refused.err
    assert [] == _english(refused.err.replace(__file__, ""))
    assert before == tree(site)


def test_an_unknown_command_or_option_is_answered_with_the_nearest(site: Path, bulletin: CommandLine) -> None:
    assert "Vouliez-vous dire « build » ?" in plain_spaces(bulletin("bulid", cwd=site).err)
    assert "Vouliez-vous dire « --strict » ?" in plain_spaces(bulletin("check", "--strit", cwd=site).err)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("schema = 1", "schema = ", "bulletin.toml"),
        ('titre = "Le bulletin', 'titer = "Le bulletin', "titre"),
        ('["75"]', '["9999"]', "9999"),
        ('theme = "defaut"', 'theme = "absent"', "absent"),
        ("https://bulletin.example/", "bulletin.example", "url"),
    ],
)
def test_a_wrong_configuration_is_wrong_usage_and_names_its_place(
    old: str, new: str, named: str, site: Path, bulletin: CommandLine
) -> None:
    config = site / "bulletin.toml"
    text = config.read_text(encoding="utf-8")
    assert old in text
    config.write_text(text.replace(old, new), encoding="utf-8")
    refused = bulletin("build", cwd=site)
    assert USAGE == refused.status
    assert named in refused.err
    assert {} == tree(site / "output")


@pytest.mark.parametrize("name", ["bulletin.toml", "adresses.txt"])
def test_a_file_of_the_webmaster_that_is_not_utf_8_is_named(
    name: str, site: Path, bulletin: CommandLine
) -> None:
    (site / name).write_bytes("# été\n".encode("cp1252"))
    refused = bulletin("build", cwd=site)
    assert USAGE == refused.status
    assert f"{name} n’est pas en UTF-8." in refused.err


def test_a_build_is_refused_while_another_one_runs(site: Path, bulletin: CommandLine) -> None:
    with Output.open(site / "output", site=site, home=site.parent / "maison"):
        refused = bulletin("build", cwd=site)
    assert (MACHINE, "") == (refused.status, refused.out)
    assert DONE == bulletin("build", cwd=site).status


def test_an_output_that_the_system_refuses_ends_with_the_status_of_the_machine(
    site: Path, bulletin: CommandLine
) -> None:
    refused = bulletin("build", "--output", str(site / "bulletin.toml" / "dedans"), cwd=site)
    assert MACHINE == refused.status
    assert [] == _english(refused.err)


def test_an_unowned_file_is_never_overwritten(site: Path, bulletin: CommandLine) -> None:
    write(site, "output/index.html", "à moi")
    refused = bulletin("build", cwd=site)
    assert CONTENT == refused.status
    assert "index.html" in refused.err
    assert {"index.html": "à moi".encode()} == {
        k: v for k, v in tree(site / "output").items() if ".html" in k
    }


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\x00",
        b"---\n",
        b"",
        b"---\ncommune: [\n---\n",
        b"---\n" + b"a: &a [*a]\n" + b"---\n",
        b"\x00" * 50,
    ],
    ids=["utf-16", "unclosed", "empty", "bracket", "anchor", "zeros"],
)
def test_no_content_causes_an_internal_error(content: bytes, site: Path, bulletin: CommandLine) -> None:
    (site / "content/articles/2016-08-01-abime.md").write_bytes(content)
    assert CONTENT == bulletin("check", cwd=site).status


@pytest.mark.slow
def test_a_pipe_that_is_closed_early_is_no_error(site: Path) -> None:
    program = f"{sys.executable} -m bulletin schema | head -1"
    run = subprocess.run(
        ("sh", "-c", program), cwd=site, env=child_environment(), capture_output=True, text=True, check=False
    )
    assert ("{\n", "") == (run.stdout, run.stderr)


@pytest.mark.slow
def test_a_terminal_without_accents_still_gets_an_answer(site: Path) -> None:
    variables = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    answer = run_in_process("check", cwd=site, variables=variables)
    assert DONE == answer.status
    assert "signaler" in answer.out
