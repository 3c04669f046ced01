"""The Tab key: what a real shell proposes, with the script that the command prints."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.checkout import child_environment
from support.folders import write

from bulletin.cli.commands import main
from cli.command_line import DONE, USAGE, CommandLine, run_here

_PROGRAM = "from bulletin.cli.commands import main; main(prog_name='bulletin')"
_SHELLS = ("bash", "zsh", "fish", "powershell")
_PATIENCE_SECONDS = 120
# The command line is in the arguments of the script; what is proposed goes out, a line each.
_ASKED = {
    "bash": """
source <(bulletin completion bash)
compopt() { [ "$2" = default ] && COMPREPLY=(FICHIERS); }
COMP_WORDS=(bulletin "$@"); COMP_CWORD=$#; COMPREPLY=()
_bulletin_completion bulletin
printf '%s\\n' "${COMPREPLY[@]}"
""",
    "zsh": """
compdef() { }
compadd() { print -l -- "${(@P)${@[-1]}}" }
_describe() { }
_path_files() { print FICHIERS }
source <(bulletin completion zsh)
words=(bulletin "$@"); CURRENT=$(( $# + 1 ))
_bulletin_completion
""",
    "fish": """
bulletin completion fish | source
complete -C "bulletin $argv"
""",
}


def _programs(folder: Path) -> dict[str, str]:
    """The variables of a shell that finds `bulletin`, which is this checkout."""
    file = folder / "bin" / "bulletin"
    file.parent.mkdir()
    file.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -c "{_PROGRAM}" "$@"\n', encoding="utf-8")
    file.chmod(0o755)
    return child_environment({"PATH": f"{file.parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder)})


def _proposed(shell: str, site: Path, *typed: str) -> list[str]:
    """What the shell proposes for the last word of a line, in alphabetical order."""
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    plain = {"bash": "--norc", "zsh": "-f", "fish": "--no-config"}[shell]
    marks = {"bash": ("bash",), "zsh": ("zsh",), "fish": ()}[shell]
    run = subprocess.run(
        (program, plain, "-c", _ASKED[shell], *marks, *typed),
        cwd=site,
        env=_programs(site.parent),
        capture_output=True,
        encoding="utf-8",
        timeout=_PATIENCE_SECONDS,
        check=False,
    )
    assert "" == run.stderr
    return sorted(filter(None, run.stdout.splitlines()))


def _answered(site: Path, *typed: str) -> list[str]:
    """What the command answers to a shell that asks for the last word of a line: « kind,word » each."""
    asked = {
        "_BULLETIN_COMPLETE": "bash_complete",
        "COMP_WORDS": shlex.join(("bulletin", *typed)),
        "COMP_CWORD": str(len(typed)),
    }
    with chdir(site):
        run = CliRunner().invoke(main, [], prog_name="bulletin", env=asked)
    assert (DONE, "") == (run.exit_code, run.stderr)
    return list(filter(None, run.stdout.splitlines()))


def _in(departement: str, site: Path) -> Path:
    config = (site / "bulletin.toml").read_text(encoding="utf-8")
    write(site, "bulletin.toml", config.replace('"75"', f'"{departement}"'))
    return site


@pytest.mark.slow
@pytest.mark.parametrize("shell", _ASKED)
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("new", "sig"), ["signature"]),
        (("new", "signature", "T", "--commune", "châtenois"), ["Châtenois-les-Forges"]),
    ],
    ids=["type", "commune"],
)
def test_every_shell_completes_a_type_and_a_commune(
    shell: str, typed: tuple[str, ...], expected: list[str], site: Path
) -> None:
    assert expected == _proposed(shell, _in("90", site), *typed)


@pytest.mark.slow
def test_files_are_completed_by_the_shell(site: Path) -> None:
    assert ["FICHIERS"] == _proposed("bash", site, "explain", "cont")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("compl",), ["plain,completion"]),
        (("new", "ÉD"), ["plain,edito"]),
        (("new", "signature", "T", "--commune", "delle"), ["plain,Delle"]),
        (
            ("new", "signature", "T", "--convention", "ctg"),
            ["plain,ctg-belfort-2020", "plain,ctg-delle-2021"],
        ),
        (("new", "signature", "T", "--convention", "CEJ"), ["plain,cej-belfort-2015"]),
        (("explain", "/conv"), ["plain,/conventions/cej-belfort-2015/"]),
        (("explain", "cont"), ["file,cont"]),
        (("build", "--allow"), ["plain,--allow-shrink"]),
        (("build", "cont"), ["file,cont"]),
        (("check", "--format", ""), ["plain,text", "plain,json", "plain,github"]),
        (("schema", "num"), ["plain,numero"]),
        (("import", "reg"), ["plain,registre"]),
    ],
    ids=lambda value: "" if isinstance(value, list) else " ".join(value),
)
def test_commands_options_communes_conventions_addresses_and_files_are_completed(
    typed: tuple[str, ...], expected: list[str], site: Path
) -> None:
    write(_in("90", site), "content/conventions/ctg-belfort-2020.md", "---\nnature: CTG\n---\n")
    write(site, "output/conventions/ctg-delle-2021/index.html", "")
    write(site, "adresses.txt", "/conventions/cej-belfort-2015/\tcontent/articles/x.md\n")
    assert expected == _answered(site, *typed)


def test_a_name_of_several_words_is_one_word_for_the_shell_and_is_understood(site: Path) -> None:
    (answer,) = _answered(_in("92", site), "new", "signature", "T", "--commune", "le-ples")
    name = answer.removeprefix("plain,")
    done = run_here("new", "actualite", "Une nouvelle", "--commune", name, cwd=site)
    assert DONE == done.status
    assert "\ncommune: Le Plessis-Robinson\n" in (site / done.out.strip()).read_text(encoding="utf-8")


@pytest.mark.parametrize("option", ["--commune", "--convention"])
@pytest.mark.parametrize("config", ["", "schema = "], ids=["no-site", "unreadable"])
def test_without_a_site_that_can_be_read_no_commune_is_proposed_and_nothing_is_said(
    option: str, config: str, tmp_path: Path
) -> None:
    folder = tmp_path / "ici"
    folder.mkdir()
    if config:
        write(folder, "bulletin.toml", config)
    assert [] == _answered(folder, "new", "signature", "T", option, "b")


@pytest.mark.parametrize("shell", _SHELLS)
def test_the_script_of_each_shell_is_printed(shell: str, tmp_path: Path, bulletin: CommandLine) -> None:
    answer = bulletin("completion", shell, cwd=tmp_path)
    assert (DONE, "") == (answer.status, answer.err)
    assert f"{shell}_complete" in answer.out


def test_the_script_is_that_of_the_shell_of_the_user(
    tmp_path: Path, bulletin: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHELL", "/usr/bin/fish")
    assert "fish_complete" in bulletin("completion", cwd=tmp_path).out


def test_an_unknown_shell_is_answered_with_those_that_are_known(
    tmp_path: Path, bulletin: CommandLine
) -> None:
    refused = bulletin("completion", "tcsh", cwd=tmp_path)
    assert (USAGE, "") == (refused.status, refused.out)
    assert "fish" in refused.err
