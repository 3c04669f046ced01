"""The preview: makes the site at each save and shows it, in memory, to the browsers of this machine.

Knows nothing of how a site is made: it is given a function. The last good site stays while the sources
are at fault, and open pages say what is wrong. Makings follow one another in a thread of their own.
"""

from __future__ import annotations

import secrets
import signal
import threading
import webbrowser
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from queue import Empty, SimpleQueue
from types import FrameType
from typing import assert_never

from werkzeug.routing import RuleFactory

from bulletin.build.rendered import Rendered
from bulletin.build.report import debug_asked, error_text, unexpected_text
from bulletin.diagnostics import BulletinError
from bulletin.french.printed import no_break
from bulletin.preview.application import Preview, Say
from bulletin.preview.server import PreviewServer, address, running
from bulletin.preview.shown import Shown
from bulletin.preview.watching import settle, watching
from bulletin.source.tree import refusal

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
_WAIT_SECONDS = 0.2
"""A wait without end could not be interrupted on Windows."""


@dataclass(frozen=True, slots=True)
class Good:
    """A site that was made whole."""

    files: Mapping[str, Rendered]
    """By path under the root of the site: « index.html », « 2016/07/11/titre/index.html »."""
    notes: str = ""
    """What the terminal is told of it, in French."""
    base_path: str = "/"
    """Path of the site's root; begins and ends with « / »."""
    folders: Mapping[Path, Path] = field(default_factory=dict)
    """Where each folder that holds copies really is, links resolved."""
    advice: str = ""
    """What the browser shows of the files just saved besides the site, in French."""
    understood: str = ""
    """What was understood of the file just saved, in French."""


@dataclass(frozen=True, slots=True)
class Bad:
    """Why there is no site: the faults, in French, for the terminal and for the browser."""

    text: str
    on_page: str = ""
    """The same in the order of a page, the most urgent first; that of the terminal where it is empty."""
    understood: str = ""
    """What was understood of the file just saved, in French."""


Outcome = Good | Bad
Make = Callable[[], Outcome]
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
    rules: Iterable[RuleFactory] = (),
) -> None:
    """Show what ``make`` makes, again at each change under ``watched``, until SIGINT or SIGTERM.

    ``base_path`` is that of the site before it is made once; ``port`` 0 takes a free one; ``rules`` are the
    pages of other rooms. ``make`` is called from one thread, never twice at a time, and may be left
    unfinished when the preview stops. Called from the main thread, which receives signals.

    Raises:
        UsageFault: the port is taken, or the host is not of this machine.
        MachineRefusal: the system reserves the port.
    """
    say = _without_fault(say)
    place = address(host, port)
    preview = Preview(host=host, is_read_only=place.is_open_to_others, say=say, rules=rules)
    server = PreviewServer(place, preview, say)
    wanted = threading.Event()
    stop: Stop = SimpleQueue()
    with _stopped_by_signals(stop), running(server), watching(watched, ignored=ignored, changed=wanted.set):
        work = _Work(
            make=make, preview=preview, server=server, wanted=wanted, open_browser=open_browser, say=say
        )
        first = Shown(token="", base_path=base_path, files={})
        threading.Thread(
            target=_until_fault, args=(work, first, stop), name="fabrication", daemon=True
        ).start()
        fault = _awaited(stop)
    if fault is not None:
        raise fault


def _without_fault(say: Say) -> Say:
    """Return ``say``, which loses a text rather than stop the preview: its file may be on a full disk."""

    def told(text: str) -> None:
        with suppress(OSError):
            say(text)

    return told


@contextmanager
def _stopped_by_signals(stop: Stop) -> Iterator[None]:
    """Within it a signal to end is put in ``stop``, the one queue that a signal handler may fill."""

    def received(number: int, frame: FrameType | None) -> None:
        del number, frame
        stop.put(None)

    before = {number: signal.signal(number, received) for number in _SIGNALS}
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
    preview: Preview
    server: PreviewServer
    wanted: threading.Event
    """Set by a change of the sources, cleared before they are read: a change during a making counts."""
    open_browser: bool
    say: Say


def _until_fault(work: _Work, first: Shown, stop: Stop) -> None:
    try:
        _keep_making(work, first)
    except BaseException as fault:  # noqa: BLE001 -- the end of a thread: serve raises it in the main one
        stop.put(fault)


def _keep_making(work: _Work, shown: Shown) -> None:
    shown = _show_next(work, shown)
    _announce(work, shown)
    while True:
        settle(work.wanted)
        shown = _show_next(work, shown)


def _show_next(work: _Work, shown: Shown) -> Shown:
    outcome = _outcome(work.make)
    following = after(shown, outcome, token=secrets.token_hex(8))
    work.preview.show(following)
    text = outcome.notes if isinstance(outcome, Good) else outcome.text
    if text:
        work.say(text)
    return following


def _outcome(make: Make) -> Outcome:
    """What ``make`` returned; what it raised is a fault to show, and the next save may mend it."""
    try:
        return make()
    except BulletinError as error:
        return Bad(error_text(error))
    except OSError as error:
        return Bad(error_text(refusal(error, str(error.filename or "un fichier"))))
    except Exception as error:  # noqa: BLE001 -- one making that fails does not end the preview
        return Bad(unexpected_text(error, debug=debug_asked()))


def after(shown: Shown, outcome: Outcome, *, token: str) -> Shown:
    """Return what is shown after ``outcome``; ``token`` is used if open pages should be loaded again.

    They should when a file differs, and at each fault while there is no site, whose page tells the fault.
    """
    match outcome:
        case Good(files=files, base_path=base_path, folders=folders, advice=advice, understood=understood):
            same = bool(files) and (files, base_path) == (shown.files, shown.base_path)
            token = shown.token if same else token
            return Shown(
                token=token,
                base_path=base_path,
                files=files,
                folders=folders,
                advice=advice,
                understood=understood,
            )
        case Bad(text=text, on_page=on_page, understood=understood):
            fault = on_page or text
            token = shown.token if shown.files else token
            return replace(shown, fault=fault, token=token, advice="", understood=understood)
        case _:
            assert_never(outcome)


def _announce(work: _Work, shown: Shown) -> None:
    url = work.server.url(shown.base_path)
    work.say(no_break(f"Aperçu : {url} (Ctrl-C pour arrêter)"))
    if work.server.is_open_to_others:
        work.say(no_break("Attention : toute machine du réseau peut lire cet aperçu, brouillons compris."))
    if work.open_browser:
        # A browser of the terminal would not return.
        threading.Thread(target=webbrowser.open, args=(url,), name="navigateur", daemon=True).start()
