"""The event stream that tells open pages to load again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from queue import Empty, SimpleQueue

STREAMS = 32
"""Streams at a time: a page opens one, while it can be seen."""
PING_SECONDS = 15.0
"""Silence after which a stream is written to, which also finds out whether somebody still reads it."""
_RELOAD = b"event: reload\ndata: reload\n\n"
_PING = b": ping\n\n"
_RECONNECT = b"retry: 1000\n\n"

_Wake = SimpleQueue[bool]
"""Takes True for an event to send, False when the stream must end."""


class ReloadEvents:
    """Those who wait for the next version of the site. Carries no content: « reload », and no more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._subscribers: dict[_Wake, None] = {}  # in the order in which they came
        self._is_closed = False

    def stream(self) -> Iterator[bytes]:
        """Yield an event after each ``publish``, until ``close``, or until too many others came later."""
        wake: _Wake = SimpleQueue()
        self._subscribe(wake)
        try:
            yield _RECONNECT
            while True:
                try:
                    goes_on = wake.get(timeout=PING_SECONDS)
                except Empty:
                    yield _PING
                    continue
                if not goes_on:
                    return
                yield _RELOAD
        finally:
            with self._lock:
                self._subscribers.pop(wake, None)

    def _subscribe(self, wake: _Wake) -> None:
        with self._lock:
            self._subscribers[wake] = None
            if self._is_closed:
                wake.put(False)
            elif len(self._subscribers) > STREAMS:
                # The oldest is the likeliest to have nobody at its other end.
                oldest = next(iter(self._subscribers))
                del self._subscribers[oldest]
                oldest.put(False)

    def publish(self) -> None:
        """Send an event to every subscriber."""
        self._wake(goes_on=True)

    def close(self) -> None:
        """End every stream, later ones too."""
        self._is_closed = True
        self._wake(goes_on=False)

    def _wake(self, *, goes_on: bool) -> None:
        with self._lock:
            for wake in self._subscribers:
                wake.put(goes_on)
