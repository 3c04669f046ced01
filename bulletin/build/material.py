"""What the files of a site are made from, besides its corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bulletin.build.caches.pictures import PictureCache
from bulletin.content.addresses import LETTER_STYLES
from bulletin.rendering.theme import Theme
from bulletin.source.tree import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The theme, its files by address, and the files of ``content/`` that are not texts, by path.

    The engines are the versions of the program and of the libraries that make a page, a letter, a PDF and a
    picture; ``""`` for what the configuration does not ask for.
    """

    theme: Theme
    theme_files: Mapping[str, SourceFile]
    files: Mapping[str, SourceFile]
    engine: str
    letter_engine: str
    print_engine: str
    picture_engine: str
    pictures: PictureCache

    @property
    def digests(self) -> frozenset[str]:
        """The digests of the files of ``content/``, whether a page shows them or not."""
        return frozenset(file.digest for file in self.files.values())

    @property
    def letter_styles(self) -> str:
        """The style sheet of letters, ``""`` when the theme has none."""
        file = self.theme_files.get(LETTER_STYLES)
        return file.data.decode() if file is not None and file.data is not None else ""
