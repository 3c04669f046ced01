"""The command line is in French and ends with the right status, whatever is typed."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date

import click
import pytest
from click.testing import CliRunner, Result
from support.checkout import child_environment

from bulletin.cli.french_click import (
    DAY,
    PORT,
    FrenchCommand,
    FrenchGroup,
    OneOf,
    WholeNumber,
    usage_fault,
    version_option,
)
from bulletin.diagnostics import MachineRefusal, UsageFault

ENGLISH = re.compile(
    r"Usage:|Options:|Commands|Positional|Show (this|the)|Error|\bTry\b|Missing|Invalid|No such|Did you mean"
    r"|unexpected|requires|does not|is not|default:|required|\bTEXT\b|\bINTEGER\b|\bPATH\b|Aborted|Traceback"
)


@click.group(cls=FrenchGroup, help="Fabrique le bulletin.")
@version_option("bulletin", "1.2.3")
def cli() -> None:
    pass


@cli.command(help="Prévisualise le site.")
@click.argument("site", required=False, help="Dossier du site.")
@click.option("--date", "jour", metavar="JOUR", type=DAY, help="Jour du site.")
@click.option("--port", type=PORT, default=8000, show_default=True, help="Port de l’aperçu.")
@click.option("--jobs", type=WholeNumber(1), help="Tâches à la fois.")
@click.option("--format", "forme", type=OneOf("text", "json", "github"), help="Forme.")
@click.option("--commune", multiple=True, help="Commune.")
@click.option("--force", is_flag=True, help="Refait tout.")
@click.option("--secret", is_flag=True, hidden=True)
def serve(jour: date | None, port: int, jobs: int | None, forme: str | None, **_: object) -> None:
    click.echo(f"{jour} {port} {jobs} {forme}")


@cli.command(help="Crée un article.")
@click.argument("titre")
@click.option("--nature", required=True, help="Nature.")
@click.option("--fois", type=int, help="Un type de click.")
def new(titre: str, nature: str, fois: int | None) -> None:
    raise UsageFault(f"{titre} {nature} {fois}", "Changez.")


@cli.command()
@click.argument("how")
def end(how: str) -> int:
    match how:
        case "status":
            return 1
        case "refusal":
            raise MachineRefusal("Le disque est plein.")
        case "disk":
            raise PermissionError(13, "Permission denied", "content/a.md")
        case "interrupted":
            raise KeyboardInterrupt
        case _:
            raise RuntimeError("oups")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments, prog_name="bulletin")


def test_help_is_french_and_lists_commands_in_the_order_of_declaration() -> None:
    result = run("--help")
    assert 0 == result.exit_code
    assert (
        "Usage : bulletin [OPTIONS] COMMANDE …\n\n"
        "  Fabrique le bulletin.\n\n"
        "Options :\n"
        "  --version  Affiche la version.\n"
        "  --help     Affiche cette aide.\n\n"
        "Commandes :\n"
        "  serve  Prévisualise le site.\n"
        "  new    Crée un article.\n"
        "  end\n"
    ) == re.sub(r" +$", "", result.stdout, flags=re.MULTILINE)


def test_the_list_of_commands_gives_each_sentence_whole() -> None:
    """click cuts a sentence off at the width of the terminal, with three points."""
    sentence = "Relit tout le contenu, et dit ce qui ne va pas, ligne à ligne, sans jamais rien construire."

    @click.group(cls=FrenchGroup)
    def group() -> None:
        pass

    @group.command(help=f"{sentence}\n\nLa suite n’est pas dans la liste.")
    def check() -> None:
        pass

    help_text = " ".join(CliRunner().invoke(group, ["--help"], prog_name="bulletin").stdout.split())
    assert help_text.endswith(f"check {sentence}")


def test_help_of_a_command_lists_its_arguments_and_options() -> None:
    help_text = run("serve", "--help").stdout
    assert "Usage : bulletin serve [OPTIONS] [SITE]\n" in help_text
    assert "Arguments :\n  [SITE]  Dossier du site.\n" in help_text
    assert "  --port PORT                Port de l’aperçu.  [par défaut : 8000]\n" in help_text
    assert "  --format text|json|github  Forme.\n" in help_text
    assert "  --commune TEXTE            Commune.\n" in help_text
    assert "--secret" not in help_text
    assert "  --nature TEXTE  Nature.  [obligatoire]\n" in run("new", "--help").stdout


def test_without_a_command_the_help_is_printed_as_a_wrong_usage() -> None:
    result = run()
    assert (2, "") == (result.exit_code, result.stdout)
    assert run("--help").stdout == result.stderr


def test_the_version_is_printed() -> None:
    assert (0, "bulletin 1.2.3\n") == (run("--version").exit_code, run("--version").stdout)


@pytest.mark.parametrize(
    ("typed", "message", "help_of"),
    [
        ("serve --foo", "Option inconnue : --foo.\n  → Vouliez-vous dire « --force » ?", "serve"),
        ("serve --secre", "Option inconnue : --secre.", "serve"),
        ("serve -x", "Option inconnue : -x.", "serve"),
        ("srve", "Commande inconnue : srve.\n  → Vouliez-vous dire « serve » ?", "COMMANDE"),
        ("zzz", "Commande inconnue : zzz.", "COMMANDE"),
        ("--", "Commande manquante.", "COMMANDE"),
        ("serve --date", "L’option --date attend une valeur : --date JOUR.", "serve"),
        ("serve --commune", "L’option --commune attend une valeur : --commune TEXTE.", "serve"),
        ("serve --force=3", "L’option --force ne prend pas de valeur.", "serve"),
        ("serve a b", "Argument en trop : b", "serve"),
        ("serve a b c", "Arguments en trop : b c", "serve"),
        ("new", "Argument manquant : TITRE.", "new"),
        ("new a", "Option manquante : --nature.", "new"),
        ("new a --nature b --fois c", "--fois : la valeur n’est pas acceptée.", "new"),
        ("serve --date demain", "--date : « demain » n’est pas une date.\n  → Écrivez", "serve"),
        ("serve --date 2015", "--date : « 2015 » n’est pas une date.", "serve"),
        ("serve --date 30/02/2016", "--date : Le 30 février 2016 n’existe pas.", "serve"),
        ("serve --date 12_juillet", "--date : il manque l’année dans « 12 juillet ».", "serve"),
        ("serve --port x", "--port : « x » n’est pas un nombre entier.", "serve"),
        (
            "serve --port 0",
            "--port : 0 est hors des bornes.\n  → Choisissez un nombre de 1 à 65 535.",
            "serve",
        ),
        ("serve --port 65536", "--port : 65536 est hors des bornes.", "serve"),
        ("serve --jobs 0", "--jobs : 0 est trop petit.\n  → Le plus petit est 1.", "serve"),
        (
            "serve --format jsn",
            "--format : « jsn » n’est pas un choix possible.\n  → Vouliez-vous dire « json » ?",
            "serve",
        ),
        ("serve --format zzzz", "Choisissez parmi : text, json, github.", "serve"),
    ],
)
def test_a_wrong_usage_is_reported_in_french_with_its_remedy_and_the_help(
    typed: str, message: str, help_of: str
) -> None:
    result = run(*(word.replace("_", " ") for word in typed.split(" ")))
    assert (2, "") == (result.exit_code, result.stdout)
    assert message in result.stderr
    assert result.stderr.endswith(f"Pour l’aide : bulletin {help_of} --help\n")
    assert ENGLISH.search(result.stderr) is None


@pytest.mark.parametrize("typed", ["--help", "serve --help", "new --help", "end --help"])
def test_no_help_has_an_english_word(typed: str) -> None:
    result = run(*typed.split(" "))
    assert 0 == result.exit_code
    assert ENGLISH.search(result.output) is None


def test_any_other_usage_error_is_french_too() -> None:
    with click.Context(FrenchCommand("essai"), info_name="essai") as context:
        refused = usage_fault(click.UsageError("Not these two.", context))
    assert "Ces arguments ne vont pas ensemble." == refused.message
    assert "Pour l’aide : essai --help" == refused.hint
    assert "" == usage_fault(click.UsageError("Not these two.")).hint


@pytest.mark.parametrize("typed", ["2016-07-12", "12/07/2016", "12 juillet 2016", "Mardi 12 JUILLET 2016"])
def test_a_day_is_read_as_writers_type_it(typed: str) -> None:
    assert "2016-07-12 8000 None None\n" == run("serve", "--date", typed).stdout


def test_bounds_are_included_and_words_fold_case() -> None:
    assert "None 1 None json\n" == run("serve", "--port", "1", "--format", "JSON").stdout
    assert "None 65535 1 None\n" == run("serve", "--port", "65535", "--jobs", "1").stdout


def test_a_day_given_as_a_default_is_kept() -> None:
    assert date(2016, 7, 12) == DAY.convert(date(2016, 7, 12), None, None)


@pytest.mark.parametrize(
    ("how", "status", "message"),
    [
        ("status", 1, ""),
        ("refusal", 4, "Le disque est plein.\n"),
        ("interrupted", 130, "\nInterrompu.\n"),
    ],
)
def test_every_way_to_end_has_its_exit_status(how: str, status: int, message: str) -> None:
    result = run("end", how)
    assert (status, message) == (result.exit_code, result.stderr)


def test_a_usage_fault_of_a_command_is_reported_with_its_remedy() -> None:
    result = run("new", "a", "--nature", "b", "--fois", "3")
    assert (2, "a b 3\n  → Changez.\n") == (result.exit_code, result.stderr)


def test_what_the_disk_refuses_is_no_internal_error() -> None:
    result = run("end", "disk")
    assert 4 == result.exit_code
    assert "content/a.md" in result.stderr
    assert "Permission" not in result.stderr


def test_an_internal_error_has_no_traceback_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BULLETIN_DEBUG", raising=False)
    quiet = run("end", "fault")
    monkeypatch.setenv("BULLETIN_DEBUG", "1")
    loud = run("end", "fault")
    assert (3, 3) == (quiet.exit_code, loud.exit_code)
    assert "C’est un défaut de bulletin, pas le vôtre (RuntimeError" in quiet.stderr
    assert "oups" not in quiet.stderr
    assert "RuntimeError: oups" in loud.stderr


def test_without_standalone_mode_exceptions_go_to_the_caller() -> None:
    with pytest.raises(click.NoSuchCommand):
        cli.main(["zzz"], prog_name="bulletin", standalone_mode=False)


@pytest.mark.slow
def test_output_is_utf8_whatever_the_locale() -> None:
    script = (
        "import click; from bulletin.cli.french_click import FrenchCommand\n"
        "@click.command(cls=FrenchCommand)\n"
        "def essai(): click.echo('S\\xe8vres \\xab'); raise RuntimeError\n"
        "essai([])"
    )
    environment = child_environment(
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], env=environment, capture_output=True, check=False, timeout=60
    )
    assert (3, "Sèvres «\n") == (ended.returncode, ended.stdout.decode("utf-8"))
    assert "C’est un défaut de bulletin, pas le vôtre" in ended.stderr.decode("utf-8")
