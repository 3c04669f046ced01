"""What a site may ask for that a plain installation does not make: printed issues.

weasyprint is looked for and loaded here and nowhere else, when the first printed issue is made: a site
that prints nothing does not need it, and does not wait for a library that takes seconds to load.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from io import StringIO
from typing import Final

from bulletin.config.model import CONFIG_FILE
from bulletin.diagnostics import UsageFault
from bulletin.french.printed import NBSP

PACKAGE: Final = "weasyprint"

Printer = Callable[[str, str, Mapping[str, Callable[[], bytes]]], bytes]
"""The signature of ``pdf.printed``: the HTML of a page, its absolute URL, its files by URL; returns a PDF."""


def printer_version() -> str:
    """Return the name and version of the package that prints issues.

    Raises UsageFault where it is not installed.
    """
    if find_spec(PACKAGE) is None:
        raise UsageFault(
            f"Il manque « {PACKAGE} » pour faire les PDF des numéros.",
            f"Installez-le par « pip install {PACKAGE} », "
            f"ou écrivez « pdf = false » sous [numeros] dans {CONFIG_FILE}.",
        )
    return f"{PACKAGE}-{version(PACKAGE)}"


def printer() -> Printer:
    """Return what prints an issue; the package is there (``printer_version``).

    Raises UsageFault where the machine lacks the C libraries, such as Pango, that weasyprint loads.
    """
    try:
        with redirect_stdout(StringIO()):  # weasyprint also prints what it lacks
            printed: Printer = import_module("bulletin.rendering.pdf").printed
            return printed
    except OSError as error:
        raise UsageFault(
            "Il manque à cette machine une bibliothèque pour faire les PDF des numéros.",
            f"Installez Pango{NBSP}: sous Debian ou Ubuntu, "
            "« sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ».",
        ) from error
