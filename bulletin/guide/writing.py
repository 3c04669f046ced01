"""The pages of the guide, written from its texts."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from bulletin.build.site import is_checkout
from bulletin.build.site_files import write_page
from bulletin.guide.page import guide_html

GUIDE: Final = "guide-du-redacteur"
KEYS: Final = "cles"
_IN_CHECKOUT, _IN_PACKAGE = "docs", "guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuidePages:
    """The two pages of the guide, on the disk."""

    guide: Path
    keys: Path


def write_guide(folder: Path) -> GuidePages:
    """Write the guide and the list of keys into ``folder``, which is made; raises MachineRefusal."""
    links = {f"{name}.md": f"{name}.html" for name in (GUIDE, KEYS)}
    texts = guide_folder()
    pages = GuidePages(guide=folder / f"{GUIDE}.html", keys=folder / f"{KEYS}.html")
    for file, has_own_contents in ((pages.guide, True), (pages.keys, False)):
        text = (texts / f"{file.stem}.md").read_text(encoding="utf-8")
        write_page(file, guide_html(text, links=links, with_contents=not has_own_contents))
    return pages


def guide_folder() -> Path:
    """Return the folder of the texts: that of the checkout of this project, else that of the package."""
    package = Path(str(files("bulletin")))
    return package.parent / _IN_CHECKOUT if is_checkout(package.parent) else package / _IN_PACKAGE
