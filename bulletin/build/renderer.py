"""Artifacts to bytes: one rule for each kind.

Floor 12, pure but for the reading of files to be copied. Rendering one artifact never depends on another,
so several processes may share the work and give the same bytes.
"""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Mapping, Sequence
from typing import assert_never, cast

from bulletin.content.addresses import path_of
from bulletin.rendering.calendars import (render_calendar)
from bulletin.pages.views.calendars import (CalendarView)
from bulletin.diagnostics import BulletinError
from bulletin.rendering.optional import inliner, printer
from bulletin.pages.views.feeds import FeedView, Format
from bulletin.rendering.rss_atom import render_atom, render_rss
from bulletin.pages.views.issues import LetterView, PrintedView
from bulletin.rendering.json_feed import render_json
from bulletin.rendering.letter_text import letter_text
from bulletin.content.body.limits import UnreadProse
from bulletin.pages.views.pages import View
from bulletin.build.artifacts import Artifact, Kind
from bulletin.build.site_plan import SitePlan, letter_styles
from bulletin.build.site import SiteFolder
from bulletin.build.store import Content, FileCopy
from bulletin.rendering.theme import absolute
from bulletin.source.tree import read_regular

WORTH_SHARING = 200
"""Artifacts from which starting other processes costs less than it spares."""


class Renderer:
    """Renders the artifacts of one plan."""

    def __init__(self, site: SiteFolder, plan: SitePlan) -> None:
        self._theme = site.material.theme
        self._theme_files = site.material.theme_files
        self._copies = plan.copies

    def render(self, artifact: Artifact) -> Content:
        """Return the content of an artifact; raise ``BulletinError`` or ``UnreadProse`` when it has none."""
        match artifact.kind:
            case Kind.PAGE:
                return self._theme.render(artifact.template, cast("View", artifact.view)).encode()
            case Kind.FEED:
                return render_feed(cast("FeedView", artifact.view))
            case Kind.CALENDAR:
                return render_calendar(cast("CalendarView", artifact.view))
            case Kind.LETTER | Kind.LETTER_TEXT | Kind.PDF:
                return self._issue(artifact)
            case Kind.TEXT:
                return str(artifact.view).encode()
            case Kind.COPY:
                file = self._copies[artifact.path]
                return FileCopy(disk=file.disk, digest=file.digest, size=file.size)
            case _:
                assert_never(artifact.kind)

    def _issue(self, artifact: Artifact) -> bytes:
        """Return an issue in another form than its page."""
        match artifact.view:
            case LetterView() as letter if artifact.kind is Kind.LETTER:
                page = self._theme.render(artifact.template, letter)
                return inliner()(page, letter_styles(self._theme_files))
            case LetterView() as letter:
                return letter_text(letter).encode()
            case view:
                return self._printed(artifact, cast("PrintedView", view))

    def _printed(self, artifact: Artifact, view: PrintedView) -> bytes:
        """Return an issue as a PDF; it may show the theme's files and its own pictures."""
        copies = {address: self._copies[path_of(address)] for address in view.files}
        files = {
            absolute(address, view): functools.partial(read_regular, file.disk)
            for address, file in {**self._theme_files, **copies}.items()
        }
        page = self._theme.render(artifact.template, view)
        return printer()(page, absolute(view.head.address, view), files)


def render_feed(view: FeedView) -> bytes:
    """Return the feed in the format that its view asks for."""
    match view.format:
        case Format.RSS:
            return render_rss(view)
        case Format.ATOM:
            return render_atom(view)
        case Format.JSON:
            return render_json(view)
        case _:
            assert_never(view.format)


_shared: list[Renderer] = []
"""The renderer of a process that shares the work: set before it is forked, since a theme cannot be sent."""


def render_all(artifacts: Sequence[Artifact], renderer: Renderer, jobs: int) -> Mapping[str, Content]:
    """Return the content of every artifact by path, rendered by ``jobs`` processes where that is worth it."""
    if jobs < 2 or len(artifacts) < WORTH_SHARING or "fork" not in multiprocessing.get_all_start_methods():  # noqa: PLR2004
        return {item.path: renderer.render(item) for item in artifacts}
    _shared[:] = [renderer]
    try:
        with multiprocessing.get_context("fork").Pool(jobs) as pool:
            contents = pool.map(_render_shared, artifacts, chunksize=max(1, len(artifacts) // (jobs * 8)))
    finally:
        _shared.clear()
    return {
        item.path: renderer.render(item) if content is None else content
        for item, content in zip(artifacts, contents, strict=True)
    }


def _render_shared(artifact: Artifact) -> Content | None:
    """Return the content, or None for a fault: its exception cannot be sent, so the caller meets it again."""
    try:
        return _shared[0].render(artifact)
    except (UnreadProse, BulletinError):
        return None
