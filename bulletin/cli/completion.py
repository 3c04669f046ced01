"""What the Tab key completes in a shell, and the scripts that teach it to bash, zsh, fish and PowerShell.

The scripts and the protocol are click's own. What is proposed is read from few files, however large the site:
a key is pressed and waits. Where there is no site, or one that cannot be read, nothing is proposed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import click
from click.shell_completion import CompletionItem, ShellComplete, get_completion_class

from bulletin.build.published_addresses import parse
from bulletin.build.site import find_site, read_addresses, read_config
from bulletin.cli.french_click import OneOf
from bulletin.content.addresses import CONVENTIONS
from bulletin.diagnostics import BulletinError
from bulletin.french.slugs import fold
from bulletin.territories.atlas import Atlas

PROGRAM: Final = "bulletin"
VARIABLE: Final = "_BULLETIN_COMPLETE"
"""The variable through which click recognises a shell that asks; made of the name of the program."""
SHELLS: Final = ("bash", "zsh", "fish", "powershell")
CARDS: Final = "content/conventions"
OUTPUT: Final = "output"

Items = list[CompletionItem[str]]
Completer = Callable[[click.Context, click.Parameter, str], Items]


def words(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Propose the words of an argument that takes one of a few."""
    del ctx
    return _beginning(param.type.words if isinstance(param.type, OneOf) else (), incomplete)


def communes(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Propose the communes of the site's départements.

    A hyphen stands for each space and apostrophe, which a shell would have to escape: names fold them alike.
    """
    del param
    return _beginning(_of_the_site(ctx, _commune_names), incomplete)


def conventions(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Propose the identifiers of conventions: those of the cards, of the last build, of the addresses."""
    del param
    return _beginning(_of_the_site(ctx, _convention_names), incomplete)


def pages_and_files(ctx: click.Context, param: click.Parameter, incomplete: str) -> Items:
    """Propose the addresses of the site after « / », else the files of the folder."""
    del param
    if not incomplete.startswith("/"):
        return [CompletionItem(incomplete, type="file")]
    return _beginning(_of_the_site(ctx, lambda root: parse(read_addresses(root))), incomplete)


def script(shell: str) -> str:
    """Return the program that a shell runs to complete the commands of ``bulletin``."""
    found = get_completion_class(shell)
    if found is None:
        raise LookupError(shell)
    # Bash's own ``source`` warns in English where bash is missing or old; what it prints is the same.
    return ShellComplete.source(found(click.Group(PROGRAM), {}, PROGRAM, VARIABLE))


def shell_of_the_user() -> str:
    """Return the shell that runs, as far as the environment tells, else bash; on Windows PowerShell."""
    named = Path(os.environ.get("SHELL", "")).name
    if named in SHELLS:
        return named
    return "powershell" if os.name == "nt" else "bash"


def _beginning(known: Iterable[str], incomplete: str) -> Items:
    """Return what begins as typed, whatever the case and the accents."""
    start = fold(incomplete)
    return [CompletionItem(word) for word in known if fold(word).startswith(start)]


def _of_the_site(ctx: click.Context, listed: Callable[[Path], Iterable[str]]) -> tuple[str, ...]:
    try:
        root = find_site(ctx.params.get("site") or Path.cwd())
        return tuple(dict.fromkeys(listed(root)))
    except (BulletinError, OSError):
        return ()


def _commune_names(root: Path) -> Iterator[str]:
    departements = read_config(root).site.departements
    atlas = Atlas.shipped(departements)
    for departement in departements:
        for commune in atlas.communes_of(departement):
            yield commune.nom.replace(" ", "-").replace("'", "-").replace("’", "-")


def _convention_names(root: Path) -> Iterable[str]:
    listed = (address for address in parse(read_addresses(root)) if address.startswith(CONVENTIONS))
    names = {address.removeprefix(CONVENTIONS).partition("/")[0] for address in listed}
    names |= {card.stem for card in (root / CARDS).glob("*.md")}
    names |= {folder.name for folder in (root / OUTPUT / CONVENTIONS.strip("/")).glob("*/")}
    return sorted(names - {"", "rss.xml"})
