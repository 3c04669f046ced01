"""The server of the preview: Werkzeug's, with a port of its own, bounded in connections and in time.

A connection serves one request, so that what it may take is what one request may take.
"""

from __future__ import annotations

import _thread
import errno
import io
import ipaddress
import os
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from socketserver import TCPServer
from typing import Any
from wsgiref.types import WSGIEnvironment

from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler
from werkzeug.wsgi import get_content_length

from bulletin.diagnostics import BulletinError, MachineRefusal, UsageFault
from bulletin.french.printed import no_break
from bulletin.preview.application import SENTENCES, Preview, Say, TooManyRequests, refusal_page
from bulletin.preview.connections import (
    ANSWERING,
    BODY_SECONDS,
    HEAD_SECONDS,
    STALL_SECONDS,
    ReceivedBody,
    ReceivedBytes,
    ReceivingConnections,
    limited,
)
from bulletin.preview.reload_events import STREAMS
from bulletin.preview.request import bracketed
from bulletin.preview.site_pages import PLAIN

_POLL_SECONDS = 0.1
"""How often the server looks whether to stop, and whose time is over."""
_LAST_PORT = 65535


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the preview listens."""

    host: str
    """As given on the command line."""
    ip: str
    port: int
    """0 takes a free one."""

    @property
    def is_open_to_others(self) -> bool:
        """Whether other machines can connect."""
        return not ipaddress.ip_address(self.ip).is_loopback


def address(host: str, port: int) -> Address:
    """Return the address of this machine that ``host`` names.

    Raises:
        UsageFault: the port is out of range, the host is not an address of this machine.
    """
    if not 0 <= port <= _LAST_PORT:
        raise UsageFault(f"Il n’y a pas de port {port}.", f"Choisissez un port entre 1024 et {_LAST_PORT}.")
    try:
        *_, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError as error:
        raise _fault(error, host, port) from error
    return Address(host=host, ip=str(place[0]), port=port)


class PreviewServer(ThreadedWSGIServer):
    """Holds the port from its making on, and answers within ``running``.

    Raises:
        UsageFault: the port is taken, or the host is not an address of this machine.
        MachineRefusal: the system reserves the port.
    """

    request_queue_size = 1024
    # On Windows the option would let two servers share a port.
    allow_reuse_address = os.name == "posix"

    def __init__(self, address: Address, preview: Preview, say: Say) -> None:
        self._address = address
        self.is_open_to_others = address.is_open_to_others
        self._say = say
        self.preview = preview
        self.receiving = ReceivingConnections()
        application = limited(preview, ANSWERING + STREAMS, _too_many)
        super().__init__(address.ip, address.port, application, _Handler)

    def server_bind(self) -> None:
        """Bind without the name look-up of ``HTTPServer``, which can wait for a far resolver."""
        with self._refusing():
            TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), self.server_address[1]

    def server_activate(self) -> None:
        """Listen: the system may find only now that the port is taken."""
        with self._refusing():
            super().server_activate()

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise _fault(error, self._address.host, self._address.port) from error

    def url(self, base_path: str) -> str:
        """Return the address to open in a browser of this machine."""
        anywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- compared, not bound
        host = anywhere.get(self._address.host, self._address.host)
        return f"http://{bracketed(host)}:{self.port}{base_path}"

    def process_request(self, request: Any, client_address: Any) -> None:
        """Receive it in a thread of its own, where it may have to give way to newer ones.

        ``Thread.start`` would wait for the thread to run, and a burst of connections would keep a page
        waiting three times as long.
        """
        self.receiving.add(request, HEAD_SECONDS)
        _thread.start_new_thread(self.process_request_thread, (request, client_address))

    def shutdown_request(self, request: Any) -> None:
        """Close the connection, and forget it."""
        self.receiving.remove(request)
        super().shutdown_request(request)

    def service_actions(self) -> None:
        """Called by the base between two connections, at least every ``_POLL_SECONDS``."""
        self.receiving.give_up_late_ones()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ARG002 -- the base's signature
        """Say what failed, unless it is a browser that left, or was not waited for."""
        fault = sys.exc_info()[1]
        if not isinstance(fault, OSError | HTTPException):
            self.log("error", "%r", fault)

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 -- the base's name
        """Say that an answer was cut off; requests are not told: a line for each would hide the faults."""
        if type == "error":
            last_line = (message % args if args else message).strip().rpartition("\n")[2]
            self._say(no_break(f"L’aperçu n’a pas su répondre : {last_line}"))


@contextmanager
def running(server: PreviewServer) -> Iterator[None]:
    """Within it the server answers; after it the port is free and no stream is left."""
    work = threading.Thread(target=server.serve_forever, args=(_POLL_SECONDS,), name="apercu", daemon=True)
    work.start()
    try:
        yield
    finally:
        server.preview.close()
        server.shutdown()
        work.join()


class _Handler(WSGIRequestHandler):
    """One connection: its bytes are counted, and it is known when its request is whole."""

    server: PreviewServer
    protocol_version = "HTTP/1.1"
    timeout = STALL_SECONDS
    error_content_type = PLAIN
    error_message_format = "%(explain)s\n"

    def setup(self) -> None:
        super().setup()
        self.rfile.close()
        self._received = ReceivedBytes(self.connection)
        self.rfile = io.BufferedReader(self._received)

    def run_wsgi(self) -> None:
        """The head is whole; a body may still have to come."""
        self._received.is_head = False
        super().run_wsgi()

    def make_environ(self) -> WSGIEnvironment:
        environ = super().make_environ()
        environ["SERVER_NAME"] = self.connection.getsockname()[0]
        length = get_content_length(environ)
        if length:
            self.server.receiving.add(self.connection, BODY_SECONDS)
            environ["wsgi.input"] = ReceivedBody(self.rfile, length, self._is_whole)
            environ["wsgi.input_terminated"] = True
        else:
            self._is_whole()
        return environ

    def _is_whole(self) -> None:
        self.server.receiving.remove(self.connection)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Refuse a head in French: the words of the base are English, and repeat what was sent."""
        del message, explain
        # Until a first line is understood the version is one that has no status.
        self.request_version = self.protocol_version
        super().send_error(code, explain=SENTENCES.get(code, SENTENCES[400]))

    def version_string(self) -> str:
        return "bulletin"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""

    def log_error(self, format: str, *args: Any) -> None:  # noqa: A002 -- the base's name
        """Say nothing: what comes in is not the writer's doing."""


def _too_many(environ: WSGIEnvironment, start_response: Any) -> Any:
    return refusal_page(TooManyRequests())(environ, start_response)


def _fault(error: OSError, host: str, port: int) -> BulletinError:
    if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
        return UsageFault(
            f"« {host} » n’est pas une adresse de cette machine.",
            "Laissez --host de côté, ou donnez-lui 127.0.0.1.",
        )
    if error.errno == errno.EADDRINUSE:
        return UsageFault(
            f"Le port {port} est déjà pris, peut-être par un autre aperçu.",
            f"Fermez l’autre programme, ou choisissez un autre port : --port {port % _LAST_PORT + 1}",
        )
    return MachineRefusal(
        f"Le système ne laisse pas ouvrir le port {port} : {error}.",
        "Sous 1024, les ports sont réservés : choisissez-en un plus grand.",
    )
