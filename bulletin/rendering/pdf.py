"""An issue on sheets of paper: a page of HTML in, a tagged PDF out.

Pure. The only module that knows weasyprint, whose import takes seconds: it is loaded by
``optional`` alone, when an issue has to be printed. Nothing is dated by the clock and nothing is random, so
equal pages give equal bytes; nothing is fetched but the files that are given.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from bulletin.source.media_types import media_type

VARIANT = "pdf/ua-1"
"""ISO 14289-1: a PDF that a screen reader can follow, with its structure, language and title."""

Read = Callable[[], bytes]

_MOMENT = "SOURCE_DATE_EPOCH"
"""The environment variable that tools read in place of the clock (reproducible-builds.org)."""


class NotGivenError(ValueError):
    """A page to be printed shows a file that it was not given; the file is left out."""


class _GivenFiles(URLFetcher):  # type: ignore[misc] # weasyprint is not typed
    """Answers for the files that a page was given, by their whole address, and for nothing else."""

    def __init__(self, files: Mapping[str, Read]) -> None:
        super().__init__(allowed_protocols=())
        self._files = files

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Return a given file; raise ``NotGivenError`` for any other."""
        del headers
        read = self._files.get(unquote(url))
        if read is None:
            raise NotGivenError(url)
        return URLFetcherResponse(url, read(), {"Content-Type": _media_type(url)})


def _media_type(url: str) -> str:
    return "text/css" if url.endswith(".css") else media_type(url)


def printed(page: str, url: str, files: Mapping[str, Read]) -> bytes:
    """Return a page as a PDF/UA-1 document, its links leading where they lead from ``url``.

    ``files`` are the style sheets, fonts and pictures that it may show, by their whole addresses as they
    are typed; they are read when they are needed.
    """
    document = HTML(string=page, base_url=url, url_fetcher=_GivenFiles(files))
    with _timeless():
        made: bytes = document.write_pdf(
            pdf_variant=VARIANT, pdf_identifier=url.encode(), font_config=FontConfiguration()
        )
    return made


@contextmanager
def _timeless() -> Iterator[None]:
    """Set the clock of fontTools to 0: it dates every font that it makes of one weight of a variable one."""
    before = os.environ.get(_MOMENT)
    os.environ[_MOMENT] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ[_MOMENT]
        else:
            os.environ[_MOMENT] = before
