"""Artifacts to bytes, by kind of content.

Pure, except that files to be included in a PDF are read. Artifacts are rendered independently, so that
several processes give the same bytes as one.
"""

from __future__ import annotations

import functools
import multiprocessing
from collections.abc import Mapping, Sequence
from typing import assert_never

from bulletin.build.artifacts import Artifact
from bulletin.build.material import Material
from bulletin.build.rendered import FileCopy, Rendered
from bulletin.build.site_plan import SitePlan
from bulletin.content.addresses import absolute, path_of
from bulletin.diagnostics import BulletinError
from bulletin.pages.views.contents import (
    Calendar,
    CopiedFile,
    Feed,
    HtmlPage,
    Letter,
    LetterText,
    PlainText,
    PrintedNumero,
    RobotRules,
    ShareImage,
    SiteMap,
    SubscriptionList,
)
from bulletin.pages.views.feeds import FeedView, Format
from bulletin.pages.views.numeros import PrintedView
from bulletin.pages.views.pictures import PictureVariant
from bulletin.rendering.calendars import render_calendar
from bulletin.rendering.json_feed import render_json
from bulletin.rendering.letter_html import inlined
from bulletin.rendering.letter_text import letter_text
from bulletin.rendering.opml import render_opml
from bulletin.rendering.optional import printer
from bulletin.rendering.rss_atom import render_atom, render_rss
from bulletin.rendering.site_map import render_robots, render_site_map
from bulletin.rendering.theme import LETTER_TEMPLATE, PRINTED_TEMPLATE
from bulletin.source.tree import read_regular

WORTH_SHARING = 200
"""From how many artifacts on several processes are faster than one."""
PICTURE_COST = 40
"""How many pages are rendered in the time that one picture takes."""


class Renderer:
    """Renders the artifacts of one plan."""

    def __init__(self, material: Material, plan: SitePlan) -> None:
        self._theme = material.theme
        self._material = material
        self._copies = plan.copies
        self._pictures = plan.pictures

    def render(self, artifact: Artifact) -> Rendered:
        """Return the bytes of an artifact, or the file to copy.

        Raises:
            BulletinError: when a template or a library fails.
        """
        match artifact.content:
            case HtmlPage(template, view):
                return self._theme.render(template, view).encode()
            case Feed(view):
                return render_feed(view)
            case Calendar(view):
                return render_calendar(view)
            case Letter(view):
                page = self._theme.render(LETTER_TEMPLATE, view)
                return inlined(page, self._material.letter_styles)
            case LetterText(view):
                return letter_text(view).encode()
            case PrintedNumero(view):
                return self._printed(view)
            case CopiedFile():
                file = self._copies[artifact.path]
                return FileCopy(disk=file.disk, digest=file.digest, size=file.size)
            case PictureVariant():
                return self._material.pictures.made(*self._pictures[artifact.path])
            case ShareImage():
                from bulletin.rendering.share_image import drawn  # noqa: PLC0415 - Pillow is slow to load

                return drawn(artifact.content)
            case _:
                return render_text(artifact.content).encode()

    def _printed(self, view: PrintedView) -> bytes:
        """Return a numéro as a PDF, which may include files of the theme and its own pictures."""
        files = {
            absolute(address, view.site.url): functools.partial(self._shown, address)
            for address in (*self._material.theme_files, *view.files)
        }
        page = self._theme.render(PRINTED_TEMPLATE, view)
        return printer()(page, absolute(view.head.address, view.site.url), files)

    def _shown(self, address: str) -> bytes:
        """Return the bytes of a file of the theme, of ``content/`` or of a picture, by its address."""
        picture = self._pictures.get(path_of(address))
        if picture is None:
            return read_regular(self._copies[path_of(address)].disk)
        made = self._material.pictures.made(*picture)
        return read_regular(made.disk) if isinstance(made, FileCopy) else made


def render_text(content: SubscriptionList | SiteMap | RobotRules | PlainText) -> str:
    """Return the text of a file that is not made by a template."""
    match content:
        case SubscriptionList(titre, folders):
            return render_opml(titre, folders)
        case SiteMap():
            return render_site_map(content)
        case RobotRules():
            return render_robots(content)
        case PlainText(text):
            return text
        case _:
            assert_never(content)


def render_feed(view: FeedView) -> bytes:
    """Return a feed in the format that its view names."""
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
"""The renderer of the child processes, set before they are forked: a theme cannot be pickled."""


def render_all(artifacts: Sequence[Artifact], renderer: Renderer, jobs: int) -> Mapping[str, Rendered]:
    """Return the bytes of every artifact by path, rendered by up to ``jobs`` processes."""
    work = sum(PICTURE_COST if isinstance(item.content, PictureVariant) else 1 for item in artifacts)
    if jobs < 2 or work < WORTH_SHARING or "fork" not in multiprocessing.get_all_start_methods():  # noqa: PLR2004
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


def _render_shared(artifact: Artifact) -> Rendered | None:
    """Return the bytes of an artifact, ``None`` when rendering fails: the caller then renders it again.

    The exception itself cannot be pickled.
    """
    try:
        return _shared[0].render(artifact)
    except BulletinError:
        return None
