"""How many connections there may be at a time, and for how long: what Werkzeug's server does not limit.

A connection whose request has not come whole gives way to newer ones; requests that are being answered
do not, and beyond their limit a request is asked to come again.
"""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from http.client import LineTooLong
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from werkzeug.wsgi import ClosingIterator, LimitedStream

RECEIVING = 64
"""Connections whose request is not whole; a browser opens a few ahead of its needs."""
ANSWERING = 64
"""Requests being answered, event streams aside."""
HEAD_SECONDS = 10.0
"""A head that is not whole by then is not waited for, however steadily it drips."""
BODY_SECONDS = 120.0
"""The same for the whole of a body, such as a photograph sent through a slow tunnel."""
STALL_SECONDS = 10.0
"""How long one piece of an answer, or of a body, may take to pass."""
HEAD_BYTES = 64 * 1024


class ReceivingConnections:
    """The connections whose request is not whole: the oldest gives way beyond ``RECEIVING``."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._deadlines: dict[socket.socket, float] = {}  # in the order in which they came

    def add(self, connection: socket.socket, seconds: float) -> None:
        """Give ``connection``, new or not, that long to send what it has to; the oldest may be closed."""
        with self._lock:
            self._deadlines.pop(connection, None)
            self._deadlines[connection] = time.monotonic() + seconds
            if len(self._deadlines) > RECEIVING:
                self._give_up(next(iter(self._deadlines)))

    def remove(self, connection: socket.socket) -> None:
        """Leave ``connection`` alone from now on: its request is whole, or it is closed."""
        with self._lock:
            self._deadlines.pop(connection, None)

    def give_up_late_ones(self) -> None:
        """Close those whose time is over."""
        now = time.monotonic()
        with self._lock:
            for connection in [one for one, deadline in self._deadlines.items() if deadline <= now]:
                self._give_up(connection)

    def _give_up(self, connection: socket.socket) -> None:
        """Wake the thread that reads ``connection``, which finds its end and closes it."""
        del self._deadlines[connection]
        with suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


class ReceivedBytes(io.RawIOBase):
    """The bytes that a connection sends: first a head, then, once ``is_head`` is set to False, a body."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._count = 0
        self.is_head = True

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read what has come. A body that stops coming ends there.

        Raises:
            LineTooLong: the head is longer than ``HEAD_BYTES``.
            OSError: the head stops in the middle, which the base would take for its end.
        """
        if not self.is_head:
            with suppress(OSError):
                return self._connection.recv_into(buffer)
            return 0
        if self._count > HEAD_BYTES:
            raise LineTooLong("head")
        received = self._connection.recv_into(buffer)
        if self._count and not received:
            raise ConnectionAbortedError
        self._count += received
        return received


class ReceivedBody(LimitedStream):
    """A body as long as its head said; ``when_whole`` is called once its last byte was read."""

    def __init__(self, stream: Any, length: int, when_whole: Callable[[], None]) -> None:
        super().__init__(stream, length)
        self._when_whole = when_whole

    def readinto(self, b: bytearray) -> int | None:  # type: ignore[override]  # as in the base
        """Read as ``LimitedStream`` does."""
        count = super().readinto(b)
        if count and self.is_exhausted:
            self._when_whole()
        return count


def limited(application: WSGIApplication, places: int, refused: WSGIApplication) -> WSGIApplication:
    """Return ``application`` with so many requests at a time; beyond, ``refused`` answers."""
    free = threading.BoundedSemaphore(places)

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not free.acquire(blocking=False):
            return refused(environ, start_response)
        try:
            body = application(environ, start_response)
        except BaseException:
            free.release()
            raise
        return ClosingIterator(body, free.release)

    return answer
