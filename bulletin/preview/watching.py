"""Tells when a source was saved: which folders are followed, and which comings and goings do not count.

The only module that imports watchdog. Reading a file is an event too, for the system: only what changes
a file counts, or a making that reads its sources would call for the next one.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

QUIET_SECONDS = 0.15
"""Saving is several events, and « save all » is several files: they count once."""
LONGEST_SECONDS = 2.0
"""A folder that never comes to rest is shown all the same."""
_POLL_SECONDS = 1.0
_STOP_SECONDS = 0.5

_CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileDeletedEvent,
    DirCreatedEvent,
    DirMovedEvent,
    DirDeletedEvent,
]
_PASSING_NAMES = (
    ".*",  # vim, LibreOffice, Emacs locks, macOS, git
    "*~",
    "~$*",  # Word
    "#*#",
    "*.swp",
    "*.swx",
    "*.tmp",
    "*.part",
    "*.crdownload",
    "*___jb_???___",  # JetBrains
    "4913",  # the name vim creates to see whether it may write
    "Thumbs.db",
)


def counts(path: Path, *, watched: tuple[Path, ...], ignored: tuple[Path, ...]) -> bool:
    """Whether a change at ``path`` is one of a source; all are absolute and free of links."""
    if any(path.is_relative_to(place) for place in ignored):
        return False
    return any(
        path.is_relative_to(root) and not any(_is_passing(part) for part in path.relative_to(root).parts)
        for root in watched
    )


def _is_passing(name: str) -> bool:
    return any(fnmatch(name, pattern) for pattern in _PASSING_NAMES)


@contextmanager
def watching(
    watched: tuple[Path, ...],
    *,
    ignored: tuple[Path, ...],
    changed: Callable[[], None],
) -> Iterator[None]:
    """Within it ``changed`` is called, from another thread, after each change of a source.

    ``watched`` are folders, with all that they hold, and files; what is not there yet counts when it comes.
    Where the system cannot follow so many folders they are read again each second.
    """
    roots = tuple(path.resolve() for path in watched)
    ear = _Ear(roots, tuple(path.resolve() for path in ignored), changed)
    observer = _started(ear, roots)
    try:
        yield
    finally:
        observer.stop()
        observer.join(_STOP_SECONDS)


def settle(wanted: threading.Event) -> None:
    """Wait for ``wanted``, then for a moment without a new call; ``wanted`` is clear afterwards."""
    wanted.wait()
    for _ in range(round(LONGEST_SECONDS / QUIET_SECONDS)):
        wanted.clear()
        if not wanted.wait(QUIET_SECONDS):
            return
    wanted.clear()


class _Ear(FileSystemEventHandler):
    def __init__(
        self, watched: tuple[Path, ...], ignored: tuple[Path, ...], changed: Callable[[], None]
    ) -> None:
        self._watched = watched
        self._ignored = ignored
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """A file that is moved counts where it was and where it is: editors save aside, then rename."""
        paths = (Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path)
        if any(counts(path, watched=self._watched, ignored=self._ignored) for path in paths):
            self._changed()


def _started(ear: _Ear, roots: tuple[Path, ...]) -> BaseObserver:
    observer = Observer()
    try:
        return _start(observer, ear, roots)
    except OSError:
        # Linux gives each user so many folders to follow, and other programs follow some too.
        observer.unschedule_all()
        return _start(PollingObserver(timeout=_POLL_SECONDS), ear, roots)


def _start(observer: BaseObserver, ear: _Ear, roots: tuple[Path, ...]) -> BaseObserver:
    for folder, recursive in sorted({_place(root) for root in roots}):
        if folder.is_dir():
            observer.schedule(ear, str(folder), recursive=recursive, event_filter=_CHANGES)
    observer.start()
    return observer


def _place(root: Path) -> tuple[Path, bool]:
    """The folder to follow for ``root``, and whether with all that it holds: a file is seen by its folder."""
    return (root, True) if root.is_dir() else (root.parent, False)
