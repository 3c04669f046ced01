"""The site made again: it is planned, rendered in memory and handed to the browsers at each save.

Nothing is ever written under ``output/``: what the browser shows is held in memory, and what is only
copied is read from the site's own files.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from werkzeug.routing import RuleFactory

from bulletin.build.conductor import prepare, render_whole
from bulletin.build.explain import explain_file, explanation_text
from bulletin.build.prepared import Order, Prepared
from bulletin.build.rendered import FileCopy, Rendered
from bulletin.build.report import diagnostics_for_page, diagnostics_text
from bulletin.build.site import read_config, theme_folder
from bulletin.content.read import Kept
from bulletin.diagnostics import Diagnostic
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
        self._digests: dict[str, str] = {}
        self._reported: frozenset[Diagnostic] = frozenset()

    def make(self) -> Good | Bad:
        """Return the site as the files are now, or the faults of its content.

        Raises BulletinError for what prevents reading it.
        """
        self.prepared = prepared = self._read()
        saved = self._saved(prepared)
        text = self._news(prepared.diagnostics, saved)
        understood = _understood(prepared, saved)
        if not prepared.can_be_built:
            return Bad(text, diagnostics_for_page(prepared.diagnostics, saved), understood)
        contents = render_whole(prepared, self._made)
        folders = {item.disk.parent for item in contents.values() if isinstance(item, FileCopy)}
        own = [item for item in prepared.diagnostics if item.place.path in saved]
        return Good(
            contents,
            text,
            base_path=prepared.site.config.site.base_path,
            folders={folder: folder.resolve() for folder in folders},
            advice=diagnostics_for_page(own, saved),
            understood=understood,
        )

    def _saved(self, prepared: Prepared) -> frozenset[str]:
        """Return the texts that differ from the last making; none at the first, when all are new."""
        digests = {file.path: file.digest for file in prepared.site.content}
        before, self._digests = self._digests, digests
        return frozenset(path for path, digest in digests.items() if before and before.get(path) != digest)

    def _news(self, diagnostics: tuple[Diagnostic, ...], saved: frozenset[str]) -> str:
        """Return what the terminal has not shown yet, and what the files just saved have."""
        news = [item for item in diagnostics if item not in self._reported or item.place.path in saved]
        self._reported = frozenset(diagnostics)
        return diagnostics_text(news, saved=saved) if news else ""

    def _read(self) -> Prepared:
        words = read_config(self.root)
        if words != self._words:
            self._kept.clear()
            self._words = words
        return prepare(self.root, Order(day=self._today(), drafts=self._drafts), self._kept)


def _understood(prepared: Prepared, saved: frozenset[str]) -> str:
    """Return what was understood of the file just saved, ``""`` when none or several were."""
    if len(saved) != 1:
        return ""
    return explanation_text(replace(explain_file(prepared, *saved), diagnostics=()))


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
