"""The preview: makes the site at each save and shows it, in memory, to the browsers of this machine.

Knows nothing of how a site is made: it is given a function. The last good site stays while the sources
are at fault, and open pages say what is wrong. Makings follow one another in a thread of their own.
"""

from __future__ import annotations

import secrets
import signal
import threading
import traceback
import webbrowser
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from types import FrameType, MappingProxyType
from typing import assert_never

from bulletin.diagnostics import BulletinError
from bulletin.preview.answers import Shown
from bulletin.preview.server import PreviewServer, listen, running
from bulletin.preview.watching import settle, watching

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_WAIT_SECONDS = 0.2
"""A wait without end could not be interrupted on Windows."""


@dataclass(frozen=True, slots=True)
class Good:
    """A site that was made whole."""

    files: Mapping[str, bytes]
    """Bytes by path under the root of the site: « index.html », « 2016/07/11/titre/index.html »."""
    notes: str
    """What the terminal is told of it, in French."""


@dataclass(frozen=True, slots=True)
class Bad:
    """Why there is no site: the faults, in French, for the terminal and for the browser."""

    text: str


Outcome = Good | Bad
Make = Callable[[], Outcome]
Say = Callable[[str], None]
Stop = SimpleQueue[BaseException | None]
"""Takes None when the preview is asked to stop, an exception when it cannot go on."""


def serve(
    make: Make,
    *,
    watched: tuple[Path, ...],
    ignored: tuple[Path, ...],
    host: str,
    port: int,
    base_path: str,
    open_browser: bool,
    say: Say,
) -> None:
    """Show what ``make`` makes, again at each change under ``watched``, until SIGINT or SIGTERM.

    ``base_path`` begins and ends with « / »; ``port`` 0 takes a free one. ``make`` is called from one
    thread, never twice at a time, and may be left unfinished when the preview stops. Called from the main
    thread, which receives signals.

    Raises:
        UsageFault: the port is taken, or the host is not of this machine.
        MachineRefusal: the system reserves the port.
    """
    server = listen(host, port, base_path=base_path, say=say)
    wanted = threading.Event()
    stop: Stop = SimpleQueue()
    with _told_to_stop(stop), running(server), watching(watched, ignored=ignored, changed=wanted.set):
        work = _Work(make=make, server=server, wanted=wanted, open_browser=open_browser, say=say)
        threading.Thread(target=_until_fault, args=(work, stop), name="fabrication", daemon=True).start()
        fault = _awaited(stop)
    if fault is not None:
        raise fault


@contextmanager
def _told_to_stop(stop: Stop) -> Iterator[None]:
    """Within it a signal to end is put in ``stop``, the one queue that a signal handler may fill."""

    def told(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.put(None)

    before = {number: signal.signal(number, told) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _awaited(stop: Stop) -> BaseException | None:
    while True:
        with suppress(Empty):
            return stop.get(timeout=_WAIT_SECONDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Work:
    make: Make
    server: PreviewServer
    wanted: threading.Event
    """Set by a change of the sources, cleared before they are read: a change during a making counts."""
    open_browser: bool
    say: Say


def _until_fault(work: _Work, stop: Stop) -> None:
    try:
        _keep_making(work)
    except BaseException as fault:  # noqa: BLE001 -- the roof of a thread: serve raises it in the main one
        stop.put(fault)


def _keep_making(work: _Work) -> None:
    shown = Shown(token="", files=MappingProxyType({}))
    shown = _show_next(work, shown)
    _announce(work)
    while True:
        settle(work.wanted)
        shown = _show_next(work, shown)


def _show_next(work: _Work, shown: Shown) -> Shown:
    outcome = _outcome(work.make)
    following = after(shown, outcome, token=secrets.token_hex(8))
    work.server.show(following)
    text = outcome.notes if isinstance(outcome, Good) else outcome.text
    if text:
        work.say(text)
    return following


def _outcome(make: Make) -> Outcome:
    """What ``make`` returned; what it raised is a fault to show, and the next save may mend it."""
    try:
        return make()
    except BulletinError as error:
        return Bad("\n".join(filter(None, (error.message, error.hint))))
    except Exception:  # noqa: BLE001 -- the roof of one making: the preview outlives it
        return Bad(f"Le programme a échoué, ce n’est pas votre faute\u00a0:\n{traceback.format_exc()}")


def after(shown: Shown, outcome: Outcome, *, token: str) -> Shown:
    """Return what is shown after ``outcome``; ``token`` is used if open pages should be loaded again.

    They should when a file differs, and at each fault while there is no site, whose page tells the fault.
    """
    match outcome:
        case Good(files=files):
            same = files == shown.files and bool(files)
            return Shown(token=shown.token if same else token, files=files)
        case Bad(text=text):
            return replace(shown, fault=text, token=shown.token if shown.files else token)
        case _:
            assert_never(outcome)


def _announce(work: _Work) -> None:
    server = work.server
    work.say(f"Aperçu\u00a0: {server.url} (Ctrl-C pour arrêter)")
    if server.is_open_to_others:
        work.say("Attention\u00a0: toute machine du réseau peut lire cet aperçu, brouillons compris.")
    if work.open_browser:
        # A browser of the terminal would not return.
        threading.Thread(target=webbrowser.open, args=(server.url,), name="navigateur", daemon=True).start()
