"""Says when a source was saved: which folders are followed, and which comings and goings do not count.

The only module that imports watchdog. Reading a file is an event too, for the system: only what changes
a file counts, or a making that reads its sources would call for the next one.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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
_CHECK_SECONDS = 0.5
"""How often it is looked whether the folders are still those that are followed."""
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

Paths = tuple[Path, ...]


def counts(path: Path, *, watched: Paths, ignored: Paths) -> bool:
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
def watching(watched: Paths, *, ignored: Paths, changed: Callable[[], None]) -> Iterator[None]:
    """Within it ``changed`` is called, from another thread, after each change of a source.

    ``watched`` are folders, with all that they hold, and files; what is not there yet counts when it comes,
    and a folder that is deleted, moved or replaced is followed again once it is there. Where the system
    cannot follow so many folders they are read again each second.
    """
    watch = _Watch(watched, ignored, changed)
    watch.start()
    stopped = threading.Event()
    work = threading.Thread(target=watch.check, args=(stopped,), name="surveillance", daemon=True)
    work.start()
    try:
        yield
    finally:
        stopped.set()
        work.join(_STOP_SECONDS)
        watch.stop()


def settle(wanted: threading.Event) -> None:
    """Wait for ``wanted``, then for a moment without a new call; ``wanted`` is clear afterwards."""
    wanted.wait()
    for _ in range(round(LONGEST_SECONDS / QUIET_SECONDS)):
        wanted.clear()
        if not wanted.wait(QUIET_SECONDS):
            return
    wanted.clear()


class _Watch:
    """The folders as they were when watchdog was last asked to follow them."""

    def __init__(self, watched: Paths, ignored: Paths, changed: Callable[[], None]) -> None:
        self._watched = watched
        self._ignored = ignored
        self._changed = changed
        self._followed: object = None
        self._observer: BaseObserver | None = None

    def start(self) -> None:
        """Follow the folders as they are now. Raises OSError where none can be followed."""
        followed = self._identities()
        roots = tuple(path.resolve() for path in self._watched)
        events = _Events(roots, tuple(path.resolve() for path in self._ignored), self._changed)
        self._observer = _started(events, roots)
        self._followed = followed

    def check(self, stopped: threading.Event) -> None:
        """Follow the folders anew whenever they are others than before, until ``stopped`` is set."""
        while not stopped.wait(_CHECK_SECONDS):
            if self._is_good():
                continue
            self.stop()
            with suppress(OSError):  # on its way out or in: the next check finds it
                self.start()
            self._changed()

    def stop(self) -> None:
        """Follow nothing any more."""
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(_STOP_SECONDS)
            self._observer = None

    def _is_good(self) -> bool:
        """A folder made again may have the number of the one before: its follower has died with that one."""
        observer = self._observer
        if observer is None or not observer.is_alive() or self._followed != self._identities():
            return False
        return all(emitter.is_alive() for emitter in observer.emitters)

    def _identities(self) -> tuple[tuple[Path, int, int] | None, ...]:
        return tuple(map(_identity, self._watched))


def _identity(path: Path) -> tuple[Path, int, int] | None:
    """What tells the folder to follow from another one of its name; None while there is none."""
    try:
        real = _place(path.resolve())[0]
        status = real.stat()
    except OSError:
        return None
    return real, status.st_dev, status.st_ino


class _Events(FileSystemEventHandler):
    def __init__(self, watched: Paths, ignored: Paths, changed: Callable[[], None]) -> None:
        self._watched = watched
        self._ignored = ignored
        self._changed = changed

    def on_any_event(self, event: FileSystemEvent) -> None:
        """A file that is moved counts where it was and where it is: editors save aside, then rename."""
        paths = (Path(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path)
        if any(counts(path, watched=self._watched, ignored=self._ignored) for path in paths):
            self._changed()


def _started(events: _Events, roots: Paths) -> BaseObserver:
    try:
        return _start(Observer(), events, roots)
    except OSError:
        # Linux gives each user so many folders to follow, and other programs follow some too.
        return _start(PollingObserver(timeout=_POLL_SECONDS), events, roots)


def _start(observer: BaseObserver, events: _Events, roots: Paths) -> BaseObserver:
    try:
        for folder, recursive in sorted({_place(root) for root in roots}):
            if folder.is_dir():
                observer.schedule(events, str(folder), recursive=recursive, event_filter=_CHANGES)
        observer.start()
    except OSError:
        observer.stop()
        raise
    return observer


def _place(root: Path) -> tuple[Path, bool]:
    """The folder to follow for ``root``, and whether with all that it holds: a file is seen by its folder."""
    return (root, True) if root.is_dir() else (root.parent, False)
