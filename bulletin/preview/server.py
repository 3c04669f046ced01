"""The sockets of the preview: who may connect, for how long, how much is read, who is told to reload.

What is answered is the business of ``preview``. A connection serves one request, so that its deadline
and its share of memory are those of one head. Nothing here touches a file.
"""

from __future__ import annotations

import errno
import io
import ipaddress
import os
import selectors
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http import HTTPStatus
from http.client import HTTPException, LineTooLong
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import TCPServer
from typing import Any

from bulletin.diagnostics import BulletinError, MachineRefusal, UsageFault
from bulletin.preview.answers import Door, Request, Response, Shown, answer, refusal

HEAD_SECONDS = 10.0
"""A head that is not whole by then is not waited for, however steadily it drips."""
WRITE_SECONDS = 60.0
HEAD_BYTES = 64 * 1024
CONNECTIONS = 64
PING_SECONDS = 15.0
"""Silence after which an event stream says that it is alive."""
_STOP_POLL_SECONDS = 0.1
_HTTP_PORT = 80
_LAST_PORT = 65535
_RELOAD = b"event: reload\ndata: reload\n\n"
_PING = b": ping\n\n"
_RECONNECT = b"retry: 1000\n\n"
_OUR_NAMES = ("localhost", "127.0.0.1", "[::1]")

Say = Callable[[str], None]


class PreviewServer(ThreadingHTTPServer):
    """A server that shows a site held in memory; a request waits until there is something to show."""

    daemon_threads = True
    request_queue_size = CONNECTIONS
    # On Windows the option would let two servers share a port.
    allow_reuse_address = os.name == "posix"

    def __init__(
        self, family: socket.AddressFamily, address: str, port: int, *, host: str, base_path: str, say: Say
    ) -> None:
        self.address_family = family
        self.base_path = base_path
        self.host = _bracketed(host)
        self.news = News()
        self._say = say
        self._shown: Shown | None = None
        self._ready = threading.Event()
        self._seats = threading.BoundedSemaphore(CONNECTIONS)
        super().__init__((address, port), _Handler)

    def server_bind(self) -> None:
        """Bind without the name look-up of ``HTTPServer``, which can wait for a far resolver."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    @property
    def url(self) -> str:
        """The address to open in a browser of this machine."""
        anywhere = {"0.0.0.0": "127.0.0.1", "[::]": "[::1]"}  # noqa: S104 -- compared, not bound
        return f"http://{anywhere.get(self.host, self.host)}:{self.server_port}{self.base_path}"

    @property
    def is_open_to_others(self) -> bool:
        """Whether other machines can connect."""
        return not ipaddress.ip_address(self.server_name).is_loopback

    def show(self, shown: Shown) -> None:
        """Every request from now on is answered with ``shown``, and open pages are told."""
        self._shown = shown
        self._ready.set()
        self.news.tell()

    def shown(self) -> Shown:
        """What is shown now; waits for the first ``show``."""
        while self._shown is None:
            self._ready.wait()
        return self._shown

    def door(self, local: str) -> Door:
        """The addresses that lead here for a connection received on the IP address ``local``.

        An address in figures cannot be another site's name, so the one that was reached is always good.
        """
        names = {*_OUR_NAMES, self.host.lower(), _bracketed(local)}
        hosts = {f"{name}:{self.server_port}" for name in names}
        # A browser leaves out the port that HTTP implies.
        bare = names if self.server_port == _HTTP_PORT else set()
        return Door(base_path=self.base_path, hosts=frozenset(hosts | bare))

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread of its own, or say at once that there are too many."""
        if self._seats.acquire(blocking=False):
            super().process_request(request, client_address)
            return
        request.setblocking(False)
        with suppress(OSError):
            # Unread bytes at the close would take the answer back.
            request.recv(HEAD_BYTES)
        with suppress(OSError):
            request.sendall(_encoded(refusal(HTTPStatus.SERVICE_UNAVAILABLE, {"Retry-After": "1"})))
        self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Answer, then leave the seat."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._seats.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 -- the base's signature
        """Say what failed, unless it is a browser that left before the end."""
        fault = sys.exc_info()[1]
        if not isinstance(fault, OSError | HTTPException):
            self._say(f"L’aperçu n’a pas su répondre\u00a0: {fault!r}")


def listen(host: str, port: int, *, base_path: str, say: Say) -> PreviewServer:
    """Return a server that holds the port and answers nobody yet; ``port`` 0 takes a free one.

    Raises:
        UsageFault: the port is taken or out of range, the host is not an address of this machine.
        MachineRefusal: the system reserves the port.
    """
    if not 0 <= port <= _LAST_PORT:
        raise UsageFault(f"Il n’y a pas de port {port}.", f"Choisissez un port entre 1024 et {_LAST_PORT}.")
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        return PreviewServer(family, str(place[0]), port, host=host, base_path=base_path, say=say)
    except OSError as error:
        raise _fault(error, host, port) from error


def _fault(error: OSError, host: str, port: int) -> BulletinError:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return UsageFault(
            f"«\u00a0{host}\u00a0» n’est pas une adresse de cette machine.",
            "Laissez --host de côté, ou donnez-lui 127.0.0.1.",
        )
    if error.errno == errno.EADDRINUSE:
        return UsageFault(
            f"Le port {port} est déjà pris, peut-être par un autre aperçu.",
            f"Fermez l’autre programme, ou choisissez un autre port\u00a0: --port {port % _LAST_PORT + 1}",
        )
    return MachineRefusal(
        f"Le système ne laisse pas ouvrir le port {port}\u00a0: {error}.",
        "Sous 1024, les ports sont réservés\u00a0: choisissez-en un plus grand.",
    )


@contextmanager
def running(server: PreviewServer) -> Iterator[None]:
    """Within it the server answers; after it the port is free and no stream is left."""
    work = threading.Thread(
        target=server.serve_forever, args=(_STOP_POLL_SECONDS,), name="apercu", daemon=True
    )
    work.start()
    try:
        yield
    finally:
        server.news.close()
        server.shutdown()
        server.server_close()


class News:
    """Wakes the event streams; a stream is woken through a socket, which it can await with its own."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._bells: set[socket.socket] = set()
        self._closed = False

    @contextmanager
    def subscribed(self) -> Iterator[socket.socket]:
        """A socket that has bytes to read after each ``tell``, and its end after ``close``."""
        heard, bell = socket.socketpair()
        bell.setblocking(False)
        with heard, bell:
            with self._lock:
                if self._closed:
                    bell.shutdown(socket.SHUT_RDWR)
                else:
                    self._bells.add(bell)
            try:
                yield heard
            finally:
                with self._lock:
                    self._bells.discard(bell)

    def tell(self) -> None:
        """Wake every subscriber."""
        with self._lock:
            for bell in self._bells:
                with suppress(BlockingIOError):
                    bell.send(b"!")

    def close(self) -> None:
        """Send every subscriber away, later ones too."""
        with self._lock:
            self._closed = True
            for bell in self._bells:
                bell.shutdown(socket.SHUT_RDWR)


class _Head(io.RawIOBase):
    """The bytes that a connection sends, until its deadline and its share are used up."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._until = time.monotonic() + HEAD_SECONDS
        self._received = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Raises TimeoutError or LineTooLong when the connection has had enough."""
        if self._received > HEAD_BYTES:
            raise LineTooLong("head")
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("head")
        self._connection.settimeout(left)
        received = self._connection.recv_into(buffer)
        self._received += received
        return received


class _Handler(BaseHTTPRequestHandler):
    """One request: its head is read and put into a ``Request``, its answer is written."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self.rfile = io.BufferedReader(_Head(self.connection))

    def parse_request(self) -> bool:
        """Answer every method here: the base would look each up by its name."""
        if super().parse_request():
            self._answer()
        return False

    def _answer(self) -> None:
        request = Request(
            method=self.command,
            target=self.path,
            hosts=tuple(self.headers.get_all("Host", ())),
            origin=self.headers.get("Origin"),
            fetch_site=self.headers.get("Sec-Fetch-Site"),
        )
        self._drop_body()
        door = self.server.door(self.connection.getsockname()[0])
        response = answer(request, self.server.shown(), door)
        self._write(response)
        if response.body is None and self.command == "GET":
            self._stream()

    def _drop_body(self) -> None:
        """Read what comes after the head: bytes left unread at the close would take the answer back."""
        size = self.headers.get("Content-Length", "")
        if size.isascii() and size.isdigit():
            with suppress(OSError, HTTPException):
                self.rfile.read(min(int(size), HEAD_BYTES))

    def _write(self, response: Response) -> None:
        self.close_connection = True
        self.connection.settimeout(WRITE_SECONDS)
        self.wfile.write(_encoded(response, with_body=self.command != "HEAD"))

    def _stream(self) -> None:
        """Send « reload » at each change until the browser leaves or the server stops."""
        self.wfile.write(_RECONNECT)
        with self.server.news.subscribed() as news, selectors.DefaultSelector() as awaited:
            awaited.register(self.connection, selectors.EVENT_READ)
            awaited.register(news, selectors.EVENT_READ)
            while True:
                ready = {key.fileobj for key, _ in awaited.select(PING_SECONDS)}
                if self.connection in ready:
                    return
                if news in ready and not news.recv(CONNECTIONS):
                    return
                self.wfile.write(_RELOAD if ready else _PING)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse in the words of ``refusal``: those of the base repeat what was sent."""
        del message, explain
        self._write(refusal(HTTPStatus(code)))

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 -- the base's name
        """The terminal is for the writer: a line per request would hide the faults."""


def _encoded(response: Response, *, with_body: bool = True) -> bytes:
    status = response.status
    body = response.body
    lengths = {} if body is None else {"Content-Length": str(len(body))}
    headers = {**response.headers, **lengths, "Connection": "close"}
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{key}: {text}" for key, text in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + (body if body and with_body else b"")


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
