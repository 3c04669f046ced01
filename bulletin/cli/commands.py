"""The commands: from arguments to an exit status. They have no rule of the field.

Results go to stdout, messages to stderr. Exit status: 0 done, 1 the content has errors, 2 wrong usage or
configuration, 3 an error in the program, 4 the system refuses an operation.
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
from collections.abc import Iterable
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bulletin import __version__
from bulletin.build.conductor import build, check, prepare
from bulletin.build.explain import explain_address, explain_file, explanation_json, explanation_text
from bulletin.build.fixes import apply_fixes
from bulletin.build.prepared import Order
from bulletin.build.published_addresses import completed, dump, parse
from bulletin.build.report import (
    build_json,
    build_text,
    diagnostics_github,
    diagnostics_json,
    diagnostics_text,
    fixes_text,
)
from bulletin.build.site import find_site, read_addresses, read_config
from bulletin.build.site_files import write_bytes, write_new, write_text
from bulletin.cli import completion
from bulletin.cli.asking import in_a_terminal
from bulletin.cli.french_click import (
    DAY,
    PORT,
    FrenchCommand,
    FrenchGroup,
    OneOf,
    WholeNumber,
    version_option,
)
from bulletin.cli.new_site import SiteOptions, identity_of
from bulletin.cli.new_text import TargetSite, asked_request, new_file_of, request_of
from bulletin.cli.opening import open_in_browser, open_in_editor
from bulletin.content.addresses import ADDRESSES_FILE
from bulletin.content.skeletons.new_file import NewFile
from bulletin.content.skeletons.site import TIME_ZONE, site_skeleton
from bulletin.content.skeletons.texts import NEW_KINDS
from bulletin.corpus.deadlines import deadlines, deadlines_json, deadlines_text
from bulletin.diagnostics import Diagnostic, UsageFault
from bulletin.french.printed import no_break
from bulletin.guide.writing import write_guide
from bulletin.preview.session import serve_site
from bulletin.register.importing import import_register, import_text
from bulletin.register.row import FOLDER
from bulletin.source.schema.reference import SCHEMA_NAMES, json_schema
from bulletin.source.tree import read_regular
from bulletin.territories.atlas import Atlas

OUTPUT = "output"
SITE = click.argument(
    "site", required=False, type=click.Path(path_type=Path), help="Dossier du site (celui-ci par défaut)."
)
DATE = click.option("--date", "date", type=DAY, help="Jour pour lequel le site est construit (aujourd’hui).")


@click.group(cls=FrenchGroup)
@version_option("bulletin", __version__)
def main() -> None:
    """Construit le bulletin d’une Caf : articles, conventions, une page par commune."""


def _today(root: Path) -> dt.date:
    """Return the present day in the time zone of the site."""
    return _day_in(read_config(root).site.zone)


def _day_in(zone: ZoneInfo) -> dt.date:
    """Return the present day in a time zone; nothing else reads the clock."""
    return dt.datetime.now(zone).date()


def _say(text: str) -> None:
    if text:
        click.echo(text, err=True)


@main.command("build", cls=FrenchCommand)
@SITE
@click.option("--output", type=click.Path(path_type=Path), help="Dossier à construire (output par défaut).")
@DATE
@click.option("--drafts", is_flag=True, help="Montre aussi les brouillons et les articles à paraître.")
@click.option("--jobs", type=WholeNumber(1, 64), default=os.cpu_count() or 1, help="Processus à employer.")
@click.option("--force", is_flag=True, help="Refait toutes les pages.")
@click.option("--strict", "is_strict", is_flag=True, help="Les avertissements deviennent des erreurs.")
@click.option("--allow-shrink", is_flag=True, help="Accepte que plus de la moitié des pages disparaissent.")
@click.option("--json", "as_json", is_flag=True, help="Rend compte en JSON.")
def build_command(
    *,
    site: Path | None,
    output: Path | None,
    date: dt.date | None,
    drafts: bool,
    jobs: int,
    force: bool,
    is_strict: bool,
    allow_shrink: bool,
    as_json: bool,
) -> int:
    """Construit le site."""
    root = find_site(site or Path.cwd())
    today = _today(root)
    if output is None and (drafts or (date is not None and date != today)):
        raise UsageFault(
            "Le dossier public ne reçoit ni brouillons ni un autre jour qu’aujourd’hui.",
            "Ajoutez « --output » et un autre dossier.",
        )
    order = Order(
        day=date or today,
        drafts=drafts,
        force=force,
        is_strict=is_strict,
        allow_shrink=allow_shrink,
        jobs=jobs,
    )
    summary = build(root, output or root / OUTPUT, order, home=Path.home())
    stopped = any(item.stops for item in summary.diagnostics)
    if as_json:
        click.echo(json.dumps(build_json(summary), ensure_ascii=False, indent=2))
    else:
        _say(diagnostics_text(summary.diagnostics) if summary.diagnostics else "")
        _say(
            no_break("Rien n’a été écrit : le site d’avant reste en place.")
            if stopped
            else build_text(summary)
        )
    return 1 if stopped else 0


@main.command("check", cls=FrenchCommand)
@SITE
@DATE
@click.option(
    "--format",
    "shape",
    type=OneOf("text", "json", "github"),
    default="text",
    help="Forme du compte rendu.",
    shell_complete=completion.words,
)
@click.option("--strict", "is_strict", is_flag=True, help="Les avertissements deviennent des erreurs.")
@click.option("--fix", "fixes", is_flag=True, help="Corrige ce qui n’a qu’une correction possible.")
@click.option("--fix-addresses", is_flag=True, help="Ajoute à adresses.txt les adresses nouvelles.")
@click.option("--verbose", is_flag=True, help="Montre chaque information, même répétée.")
def check_command(
    *,
    site: Path | None,
    date: dt.date | None,
    shape: str,
    is_strict: bool,
    fixes: bool,
    fix_addresses: bool,
    verbose: bool,
) -> int:
    """Relit tout le contenu et dit ce qui ne va pas, sans rien construire."""
    root = find_site(site or Path.cwd())
    order = Order(day=date or _today(root), is_strict=is_strict)
    prepared = check(root, root / OUTPUT, order)
    if fixes and (corrected := _apply_fixes(root, prepared.diagnostics)):
        _say(fixes_text(corrected))
        prepared = check(root, root / OUTPUT, order)
    if fix_addresses:
        write_text(root / ADDRESSES_FILE, completed(prepared.site.addresses, prepared.plan.artifacts))
        _say(f"{ADDRESSES_FILE} est à jour.")
    match shape:
        case "json":
            report = json.dumps(diagnostics_json(prepared.diagnostics), ensure_ascii=False, indent=2)
        case "github":
            report = diagnostics_github(prepared.diagnostics)
        case _:
            report = diagnostics_text(prepared.diagnostics, verbose=verbose)
    if report:
        click.echo(report)
    return 0 if prepared.can_be_built else 1


def _apply_fixes(root: Path, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Apply the fixes of diagnostics to the texts of the site; return those that were applied."""
    by_file: dict[str, list[Diagnostic]] = {}
    for item in diagnostics:
        if item.fix is not None and item.place.path.startswith("content/"):
            by_file.setdefault(item.place.path, []).append(item)
    applied: list[Diagnostic] = []
    for path, found in by_file.items():
        data = read_regular(root / path)
        try:
            result = apply_fixes(data.decode("utf-8"), found)
        except UnicodeDecodeError:
            continue  # An avertissement reports its encoding, to be corrected first.
        if result.applied:
            write_bytes(root / path, result.text.encode())
            applied += result.applied
    return tuple(applied)


@main.command("serve", cls=FrenchCommand)
@SITE
@click.option("--port", type=PORT, default=8000, help="Port (8000).")
@click.option("--host", default="127.0.0.1", help="Adresse d’écoute (cette machine seule).")
@DATE
@click.option("--drafts", is_flag=True, help="Montre aussi les brouillons et les articles à paraître.")
@click.option("--open", "open_browser", is_flag=True, help="Ouvre le navigateur.")
def serve_command(
    *, site: Path | None, port: int, host: str, date: dt.date | None, drafts: bool, open_browser: bool
) -> int:
    """Montre le site pendant qu’on écrit : chaque enregistrement se voit aussitôt."""
    root = find_site(site or Path.cwd())
    serve_site(
        root,
        today=lambda: date or _today(root),
        drafts=drafts,
        host=host,
        port=port,
        open_browser=open_browser,
        say=_say,
    )
    # The whole site is held in memory: without this, ending would take as long again as stopping.
    gc.freeze()
    return 0


@main.command("new", cls=FrenchCommand)
@click.argument(
    "kind",
    metavar="[TYPE]",
    type=OneOf(*NEW_KINDS),
    required=False,
    help=f"{', '.join(NEW_KINDS)}.",
    shell_complete=completion.words,
)
@click.argument("titre", required=False, default="", help="Titre.")
@click.option(
    "--commune",
    "communes",
    multiple=True,
    help="Commune concernée (plusieurs fois si besoin).",
    shell_complete=completion.communes,
)
@click.option(
    "--convention",
    default="",
    help="Pour une signature ou une fiche : l’identifiant d’une convention connue, ou « CTG 2026-2030 ».",
    shell_complete=completion.conventions,
)
@DATE
@click.option("--site", type=click.Path(path_type=Path), help="Dossier du site (celui-ci par défaut).")
@click.option("--ouvrir", is_flag=True, help="Ouvre le fichier dans l’éditeur de texte.")
def new_command(
    *,
    kind: str | None,
    titre: str,
    communes: tuple[str, ...],
    convention: str,
    date: dt.date | None,
    site: Path | None,
    ouvrir: bool,
) -> int:
    """Prépare un texte, en brouillon ; sans argument, dans un terminal, pose les questions."""
    root = find_site(site or Path.cwd())
    target = TargetSite(root=root, day=date or _today(root))
    if in_a_terminal() and not (kind or titre or communes or convention):
        request = asked_request(target)
    else:
        request = request_of(target, kind=kind or "", titre=titre, communes=communes, convention=convention)
    made = new_file_of(request, target)
    listed = parse(read_addresses(root))
    _write_new(root, made)
    write_text(root / ADDRESSES_FILE, dump({**listed, made.address: made.path}))
    click.echo(made.path)
    _say(f"Brouillon prêt. L’adresse de sa page sera {made.address}")
    if ouvrir:
        open_in_editor(root / made.path)
    return 0


@main.command("schema", cls=FrenchCommand)
@click.argument(
    "name",
    metavar="[TYPE]",
    type=OneOf(*SCHEMA_NAMES),
    default="article",
    help="Type de texte.",
    shell_complete=completion.words,
)
def schema_command(*, name: str) -> int:
    """Écrit la description des clés d’un en-tête, au format JSON Schema."""
    click.echo(json.dumps(json_schema(name), ensure_ascii=False, indent=2))
    return 0


@main.command("explain", cls=FrenchCommand)
@click.argument(
    "target",
    metavar="PAGE_OU_FICHIER",
    help="Adresse d’une page, ou fichier du contenu.",
    shell_complete=completion.pages_and_files,
)
@click.option("--site", type=click.Path(path_type=Path), help="Dossier du site (celui-ci par défaut).")
@click.option("--json", "as_json", is_flag=True, help="Rend compte en JSON (d’un fichier seulement).")
def explain_command(*, target: str, site: Path | None, as_json: bool) -> int:
    """Dit ce qui a été compris d’un fichier, ou pourquoi une page serait refaite."""
    root = find_site(site or Path.cwd())
    prepared = prepare(root, Order(day=_today(root)))
    file = next((path for path in (root / target, Path(target)) if path.is_file()), None)
    if file is None:
        click.echo(explain_address(prepared, target, root / OUTPUT))
    else:
        # The path may be typed from the folder of the site or from the current one.
        where = Path(os.path.relpath(file.resolve(), root.resolve())).as_posix()
        explained = explain_file(prepared, where)
        as_text = json.dumps(explanation_json(explained), ensure_ascii=False, indent=2)
        click.echo(as_text if as_json else explanation_text(explained))
    return 0


@main.command("echeances", cls=FrenchCommand)
@SITE
@DATE
@click.option(
    "--mois", type=WholeNumber(1, 120), help="Mois avant la fin d’une convention (réglage du site)."
)
@click.option("--json", "as_json", is_flag=True, help="Rend compte en JSON.")
def echeances_command(*, site: Path | None, date: dt.date | None, mois: int | None, as_json: bool) -> int:
    """Liste ce qui finit, tarde ou manque : conventions, inscriptions, comptes rendus, résumés, crédits."""
    root = find_site(site or Path.cwd())
    found = deadlines(prepare(root, Order(day=date or _today(root))).corpus, mois)
    if as_json:
        click.echo(json.dumps(deadlines_json(found), ensure_ascii=False, indent=2))
    else:
        click.echo(deadlines_text(found))
    return 0


@main.command("import", cls=FrenchCommand)
@click.argument(
    "kind",
    metavar="SORTE",
    type=OneOf("registre"),
    help="registre : le tableau des conventions, en CSV.",
    shell_complete=completion.words,
)
@click.argument("file", metavar="FICHIER", type=click.Path(path_type=Path), help="Fichier à reprendre.")
@click.option("--ecrire", is_flag=True, help="Écrit les fiches nouvelles ; sans elle, rien n’est écrit.")
@click.option("--site", type=click.Path(path_type=Path), help="Dossier du site (celui-ci par défaut).")
def import_command(*, kind: str, file: Path, ecrire: bool, site: Path | None) -> int:  # noqa: ARG001 - one sort so far
    """Reprend un registre de conventions : une fiche par ligne."""
    root = find_site(site or Path.cwd())
    config = read_config(root)
    if not file.is_file():
        raise UsageFault(f"{file} n’est pas un fichier.", "Donnez le registre, enregistré au format CSV.")
    existing = {
        path.stem: path.read_text(encoding="utf-8", errors="replace")
        for path in sorted((root / FOLDER).glob("*.md"))
    }
    report = import_register(file.read_bytes(), config, Atlas.shipped(config.site.departements), existing)
    if ecrire:
        for made in report.files:
            _write_new(root, made)
    click.echo(import_text(report, written=ecrire))
    return 1 if report.has_refused else 0


@main.command("init", cls=FrenchCommand)
@click.argument("folder", metavar="DOSSIER", type=click.Path(path_type=Path), help="Dossier à créer.")
@click.option("--nom", default="", help="Nom de la Caf : « Caf des Hauts-de-Seine ».")
@click.option(
    "--departement", "departements", multiple=True, help="Son département (plusieurs fois si besoin)."
)
@click.option("--adresse", default="", help="Adresse du site : « https://www.exemple.fr/bulletin/ ».")
@click.option("--titre", default="", help="Titre du site.")
def init_command(*, folder: Path, nom: str, departements: tuple[str, ...], adresse: str, titre: str) -> int:
    """Crée un site neuf, prêt à construire ; dans un terminal, demande ce qui n’est pas donné."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageFault(f"{folder} existe déjà et n’est pas vide.", "Donnez le nom d’un dossier nouveau.")
    given = SiteOptions(nom=nom, departements=departements, adresse=adresse, titre=titre)
    identity = identity_of(given, asks=in_a_terminal())
    for made in site_skeleton(_day_in(ZoneInfo(TIME_ZONE)), identity):
        _write_new(folder, made)
    _say(f"Le site est prêt\u00a0: «\u00a0bulletin serve {folder}\u00a0» le montre.")
    _say("Pour apprendre à y écrire\u00a0: «\u00a0bulletin guide\u00a0».")
    return 0


@main.command("guide", cls=FrenchCommand)
@click.option("--cles", "keys", is_flag=True, help="La liste des clés plutôt que le guide.")
def guide_command(*, keys: bool) -> int:
    """Dit où est le guide du rédacteur ; dans un terminal, l’ouvre dans le navigateur."""
    pages = write_guide(Path(click.get_app_dir("bulletin")))
    page = pages.keys if keys else pages.guide
    click.echo(page)
    if in_a_terminal() and not open_in_browser(page):
        _say("Aucun navigateur ne s’est ouvert\u00a0: ouvrez ce fichier vous-même.")
    return 0


@main.command("completion", cls=FrenchCommand)
@click.argument(
    "shell",
    metavar="[SHELL]",
    type=OneOf(*completion.SHELLS),
    required=False,
    help=f"{', '.join(completion.SHELLS)} (celui de la session par défaut).",
    shell_complete=completion.words,
)
def completion_command(*, shell: str | None) -> int:
    """Écrit le programme qui complète les commandes avec la touche Tab ; le guide dit où le mettre."""
    click.echo(completion.script(shell or completion.shell_of_the_user()))
    return 0


def _write_new(root: Path, made: NewFile) -> None:
    if not write_new(root / made.path, made.text):
        raise UsageFault(f"{made.path} existe déjà.", "Choisissez un autre titre, ou modifiez ce fichier.")
