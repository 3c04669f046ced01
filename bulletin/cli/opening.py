"""Opening a text in an editor, a page in a browser."""

from __future__ import annotations

import os
import sys
import webbrowser
from pathlib import Path
from typing import Final

import click

from bulletin.cli.asking import in_a_terminal
from bulletin.diagnostics import MachineRefusal

EDITORS: Final = ("VISUAL", "EDITOR")
"""The variables that name the editor of the user, the first that is set."""
_SCREENS: Final = ("DISPLAY", "WAYLAND_DISPLAY")


def open_in_editor(file: Path) -> None:
    """Open a text in the editor that the user has chosen, else in the one that the system opens texts with.

    Raises ``MachineRefusal`` where none opens, or where the editor ends with a failure.
    """
    is_chosen = any(os.environ.get(name) for name in EDITORS)
    if not is_chosen and _has_a_screen() and click.launch(str(file)) == 0:
        return
    if not is_chosen and not in_a_terminal():
        raise _refusal(file)  # The editors that click knows would wait for a keyboard.
    try:
        click.edit(filename=str(file))
    except click.ClickException as fault:
        raise _refusal(file) from fault


def _refusal(file: Path) -> MachineRefusal:
    return MachineRefusal(
        "L’éditeur de texte ne s’est pas ouvert, ou a échoué\u202f; le fichier, lui, est écrit.",
        f"Ouvrez-le vous-même\u00a0: {file}",
    )


def _has_a_screen() -> bool:
    """Whether windows can be shown; asked on Linux only, where a terminal may have none."""
    return not sys.platform.startswith("linux") or any(os.environ.get(name) for name in _SCREENS)


def open_in_browser(file: Path) -> bool:
    """Return whether a browser was found for a page of the disk."""
    return webbrowser.open(file.resolve().as_uri())
