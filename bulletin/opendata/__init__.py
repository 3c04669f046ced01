"""The data files of `/donnees/`, their dictionary and the page that lists them."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.opendata.files import data_files
from bulletin.opendata.page import data
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.site_context import SiteContext


def declared_data(context: SiteContext) -> Iterator[Declaration]:
    """Declare the page of the open data and every file that it lists."""
    yield data(context)
    yield from data_files(context)
