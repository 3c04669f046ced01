"""The site made again: it is planned, rendered in memory and handed to the browsers at each save.

Nothing is ever written under ``output/``: what the browser shows is held in memory, and what is only
copied is read from the site's own files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

from werkzeug.routing import RuleFactory

from bulletin.build.conductor import prepare, render_whole
from bulletin.build.prepared import Order, Prepared
from bulletin.build.rendered import FileCopy, Rendered
from bulletin.build.report import diagnostics_text
from bulletin.build.site import read_config, theme_folder
from bulletin.content.read import Kept
from bulletin.preview.loop import Bad, Good, serve


class PreviewedSite:
    """Makes the site again and again; what has not changed since the last time is kept."""

    def __init__(self, root: Path, today: Callable[[], dt.date], *, drafts: bool = False) -> None:
        self.root = root
        self.prepared: Prepared | None = None
        """The site as it was last read; None before. Replaced whole, from another thread."""
        self._today = today
        self._drafts = drafts
        self._kept: Kept = {}
        self._words: object = None
        self._made: dict[str, tuple[str, Rendered]] = {}

    def make(self) -> Good | Bad:
        """Return the site as the files are now, or the faults of its content.

        Raises BulletinError for what prevents reading it.
        """
        self.prepared = prepared = self._read()
        told = diagnostics_text(prepared.diagnostics) if prepared.diagnostics else ""
        if not prepared.can_be_built:
            return Bad(told)
        contents = render_whole(prepared, self._made)
        folders = {item.disk.parent for item in contents.values() if isinstance(item, FileCopy)}
        return Good(
            contents,
            told,
            base_path=prepared.site.config.site.base_path,
            folders={folder: folder.resolve() for folder in folders},
        )

    def _read(self) -> Prepared:
        words = read_config(self.root)
        if words != self._words:
            self._kept.clear()
            self._words = words
        return prepare(self.root, Order(day=self._today(), drafts=self._drafts), self._kept)


def serve_site(
    root: Path,
    *,
    today: Callable[[], dt.date],
    drafts: bool,
    host: str,
    port: int,
    open_browser: bool,
    say: Callable[[str], None],
    rooms: Callable[[PreviewedSite], Iterable[RuleFactory]] = lambda _: (),
) -> None:
    """Serve the site until it is interrupted, making it again at each save.

    ``rooms`` gives the pages that other rooms add to those of the site, as Werkzeug rules whose paths begin
    with ``/_`` and whose endpoints take a ``Request`` and return a ``Response``.
    """
    site = read_config(root).site
    previewed = PreviewedSite(root, today, drafts=drafts)
    serve(
        previewed.make,
        watched=(root, theme_folder(root, site.theme)),
        ignored=(root / "output", root / ".bulletin"),
        host=host,
        port=port,
        base_path=site.base_path,
        open_browser=open_browser,
        say=say,
        rules=rooms(previewed),
    )
