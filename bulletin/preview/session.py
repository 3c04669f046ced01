"""The site made again: it is planned, rendered in memory and handed to the server at each save.

Nothing is ever written under ``output/``: what the browser shows is held in memory.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

from bulletin.build.conductor import prepare, render_whole
from bulletin.build.prepared import Order, Prepared
from bulletin.build.rendered import FileCopy, Rendered
from bulletin.build.report import diagnostics_text, fault_text
from bulletin.build.site import read_config, theme_folder
from bulletin.content.body.limits import UnreadProse
from bulletin.content.read import Kept
from bulletin.diagnostics import BulletinError
from bulletin.preview.loop import Bad, Good, serve
from bulletin.source.tree import read_regular


class Remake:
    """Makes the site again and again; what has not changed since the last time is kept."""

    def __init__(self, root: Path, today: Callable[[], dt.date], *, drafts: bool = False) -> None:
        self._root = root
        self._today = today
        self._drafts = drafts
        self._kept: Kept = {}
        self._words: object = None
        self._made: dict[str, tuple[str, Rendered]] = {}

    def make(self) -> Good | Bad:
        """Return the site as the files are now, or what prevents it."""
        try:
            prepared = self._prepared()
            told = diagnostics_text(prepared.diagnostics) if prepared.diagnostics else ""
            if not prepared.can_be_built:
                return Bad(told)
            contents = render_whole(prepared, self._made)
        except BulletinError as fault:
            return Bad(fault_text(fault))
        except UnreadProse as fault:
            return Bad(f"{fault.message}\n{fault.hint}")
        return Good({path: _bytes(content) for path, content in contents.items()}, told)

    def _prepared(self) -> Prepared:
        words = read_config(self._root)
        if words != self._words:
            self._kept.clear()
            self._words = words
        return prepare(self._root, Order(day=self._today(), drafts=self._drafts), self._kept)


def _bytes(content: Rendered) -> bytes:
    return read_regular(content.disk) if isinstance(content, FileCopy) else content


def serve_site(
    root: Path,
    *,
    today: Callable[[], dt.date],
    drafts: bool,
    host: str,
    port: int,
    open_browser: bool,
    say: Callable[[str], None],
) -> None:
    """Serve the site until it is interrupted, making it again at each save."""
    config = read_config(root)
    serve(
        Remake(root, today, drafts=drafts).make,
        watched=(root, theme_folder(root, config.site.theme)),
        ignored=(root / "output", root / ".bulletin"),
        host=host,
        port=port,
        base_path=config.site.base_path,
        open_browser=open_browser,
        say=say,
    )
