"""What the files of a site are made with besides its corpus."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bulletin.content.addresses import LETTER_STYLES
from bulletin.rendering.theme import Theme
from bulletin.source.tree import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What pages are made with besides the corpus: the theme, its files, the files of ``content/``.

    ``theme_files`` are by address. The engines name the versions that decide the bytes of a page, of a
    letter and of a printed issue; one that the site does not ask for is "".
    """

    theme: Theme
    theme_files: Mapping[str, SourceFile]
    files: Mapping[str, SourceFile]
    engine: str
    letter_engine: str
    print_engine: str

    @property
    def letter_styles(self) -> str:
        """The style sheet of letters, empty when the theme has none."""
        file = self.theme_files.get(LETTER_STYLES)
        return file.data.decode() if file is not None and file.data is not None else ""
