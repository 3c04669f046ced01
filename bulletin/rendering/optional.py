"""What a site may ask for that a bare installation does not make: letters and printed issues.

The two modules that need an optional library are loaded here, when the first letter or printed
issue is made, and nowhere else: a site that asks for neither needs neither library, and a build that
prints nothing does not wait for one that takes seconds to load.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from enum import StrEnum
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from io import StringIO
from typing import cast

from bulletin.config.model import CONFIG_FILE, NumerosConfig
from bulletin.diagnostics import UsageFault


class Extra(StrEnum):
    """A form of an issue that needs more, named as its setting in ``[numeros]``."""

    LETTRE = "lettre"
    PDF = "pdf"

    @property
    def package(self) -> str:
        """The package that has to be installed."""
        return "css-inline" if self is Extra.LETTRE else "weasyprint"

    @property
    def what(self) -> str:
        """What cannot be made without it, in French."""
        return "les lettres" if self is Extra.LETTRE else "les PDF des numéros"


Inliner = Callable[[str, str], bytes]
"""``letters.inlined``: a page and a style sheet to a letter."""
Printer = Callable[[str, str, Mapping[str, Callable[[], bytes]]], bytes]
"""``printing.printed``: a page, its whole address and the files it may show to a PDF."""


def engines(asked: NumerosConfig) -> Mapping[Extra, str]:
    """Return, for each form that is asked for, the name and version of the package that makes it.

    Raises UsageFault where that package is not installed.
    """
    wanted = {Extra.LETTRE: asked.lettre, Extra.PDF: asked.pdf}
    return {extra: _engine(extra) for extra, is_asked in wanted.items() if is_asked}


def _engine(extra: Extra) -> str:
    if find_spec(extra.package.replace("-", "_")) is None:
        raise UsageFault(
            f"Il manque « {extra.package} » pour faire {extra.what}.",
            f"Installez-le par « pip install {extra.package} », "
            f"ou écrivez « {extra} = false » sous [numeros] dans {CONFIG_FILE}.",
        )
    return f"{extra.package}-{version(extra.package)}"


def inliner() -> Inliner:
    """Return what sets the styles of a letter on its elements; the package is there (``engines``)."""
    return cast("Inliner", import_module("bulletin.rendering.letter_html").inlined)


def printer() -> Printer:
    """Return what prints an issue; the package is there (``engines``).

    Raises UsageFault where the machine has not the libraries, of another language, that it stands on.
    """
    try:
        with redirect_stdout(StringIO()):  # weasyprint prints there what it lacks
            return cast("Printer", import_module("bulletin.rendering.pdf").printed)
    except OSError as error:
        raise UsageFault(
            "Il manque à cette machine une bibliothèque pour faire les PDF des numéros.",
            "Installez Pango\u00a0: sous Debian ou Ubuntu, "
            "« sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 ».",
        ) from error
