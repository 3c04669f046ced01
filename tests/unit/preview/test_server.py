"""The preview behind real sockets of this machine."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, suppress

import pytest

from bulletin.diagnostics import UsageFault
from bulletin.preview import server as module
from bulletin.preview.answers import Shown
from bulletin.preview.server import PreviewServer, listen, running

LIMIT_SECONDS = 5.0
SITE = Shown(token="a1", files={"index.html": b"<body>accueil</body>", "rss.xml": b"<rss/>"})


@contextmanager
def preview(shown: Shown | None = SITE) -> Iterator[PreviewServer]:
    said: list[str] = []
    server = listen("127.0.0.1", 0, base_path="/", say=said.append)
    with running(server):
        if shown is not None:
            server.show(shown)
        yield server
    assert said == []


def connected(server: PreviewServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.server_port), timeout=LIMIT_SECONDS)


def received(connection: socket.socket) -> bytes:
    """All that comes until the other end closes."""
    parts: list[bytes] = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def exchange(server: PreviewServer, sent: bytes) -> bytes:
    with connected(server) as connection:
        connection.sendall(sent)
        return received(connection)


def status_line(answered: bytes) -> bytes:
    return answered.split(b"\r\n", 1)[0]


def head(server: PreviewServer, *more: str, method: str = "GET", path: str = "/") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{server.server_port}", *more, "", ""]
    return "\r\n".join(lines).encode()


def test_a_page_is_read_by_an_ordinary_client() -> None:
    with preview() as server, closing(http.client.HTTPConnection("127.0.0.1", server.server_port)) as client:
        client.request("GET", "/rss.xml")
        response = client.getresponse()
        assert (200, b"<rss/>") == (response.status, response.read())


def test_head_gives_the_length_of_the_page_and_no_page() -> None:
    with preview() as server:
        answered = exchange(server, head(server, method="HEAD", path="/rss.xml"))
        assert status_line(answered) == b"HTTP/1.1 200 OK"
        assert b"\r\nContent-Length: 6\r\n" in answered
        assert answered.endswith(b"\r\n\r\n")


def test_head_of_the_stream_ends() -> None:
    with preview() as server:
        answered = exchange(server, head(server, method="HEAD", path="/__bulletin/recharger"))
        assert status_line(answered) == b"HTTP/1.1 200 OK"


@pytest.mark.parametrize("method", ["POST", "PROPFIND"])
def test_a_sent_body_is_refused_and_the_refusal_is_read(method: str) -> None:
    with preview() as server, closing(http.client.HTTPConnection("127.0.0.1", server.server_port)) as client:
        client.request(method, "/", body=b"x" * 50_000)
        assert 405 == client.getresponse().status


def test_the_name_of_another_site_is_misdirected() -> None:
    with preview() as server:
        port = server.server_port
        assert b"421" in status_line(
            exchange(server, f"GET / HTTP/1.1\r\nHost: pirate.fr:{port}\r\n\r\n".encode())
        )
        assert b"421" in status_line(exchange(server, b"GET / HTTP/1.1\r\n\r\n"))
        assert b"200" in status_line(
            exchange(server, f"GET / HTTP/1.1\r\nHost: [::1]:{port}\r\n\r\n".encode())
        )


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", b"414"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", b"431"),
        (
            b"GET / HTTP/1.1\r\n" + b"".join(b"X: " + b"a" * 2000 + b"\r\n" for _ in range(60)) + b"\r\n",
            b"431",
        ),
        (b"\x16\x03\x01 \x02 \x00 \x01\r\n", b"400"),
    ],
)
def test_a_head_that_is_too_long_or_makes_no_sense_is_refused(sent: bytes, status: bytes) -> None:
    with preview() as server, connected(server) as connection:
        connection.sendall(sent)
        assert status in status_line(connection.recv(4096))


def test_a_head_that_drips_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HEAD_SECONDS", 0.3)
    with preview() as server, connected(server) as connection:
        began = time.monotonic()
        with suppress(OSError):
            while time.monotonic() - began < LIMIT_SECONDS:
                connection.sendall(b"G")
                time.sleep(0.05)
        assert time.monotonic() - began < LIMIT_SECONDS


def test_beyond_the_last_seat_one_is_asked_to_come_again_and_a_seat_left_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "CONNECTIONS", 2)
    with preview() as server:
        with ExitStack() as seated:
            for _ in range(2):
                stream = seated.enter_context(connected(server))
                stream.sendall(head(server, path="/__bulletin/recharger"))
                assert b"200" in status_line(stream.recv(4096))
            assert b"503" in status_line(exchange(server, head(server)))
        until = time.monotonic() + LIMIT_SECONDS
        while b"503" in (line := status_line(exchange(server, head(server)))) and time.monotonic() < until:
            time.sleep(0.01)
        assert line == b"HTTP/1.1 200 OK"


def test_a_request_waits_for_the_first_site() -> None:
    with preview(shown=None) as server, connected(server) as connection:
        connection.sendall(head(server, path="/rss.xml"))
        threading.Timer(0.1, server.show, [SITE]).start()
        assert received(connection).endswith(b"<rss/>")


def test_every_stream_hears_of_each_change_and_of_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PING_SECONDS", 0.2)
    with preview() as server, connected(server) as one, connected(server) as other:
        for stream in (one, other):
            stream.sendall(head(server, path="/__bulletin/recharger"))
            lines = stream.makefile("rb")
            while lines.readline() != b"retry: 1000\n":
                pass
            assert lines.readline() == b"\n"
            assert lines.readline() == b": ping\n"
        server.show(Shown(token="b2", files=SITE.files, fault="secret"))
        for stream in (one, other):
            heard = b""
            while b"reload" not in heard:
                heard += stream.recv(4096)
            assert b"secret" not in heard
            assert b"event: reload\ndata: reload\n\n" in heard


def test_a_stream_ends_when_the_server_stops() -> None:
    with ExitStack() as stack:
        with preview() as server:
            stream = stack.enter_context(connected(server))
            stream.sendall(head(server, path="/__bulletin/recharger"))
            assert b"200" in status_line(stream.recv(4096))
        received(stream)


def test_a_browser_that_leaves_in_the_middle_is_not_a_fault() -> None:
    with preview(Shown(token="a1", files={"gros.bin": b"x" * 20_000_000})) as server:
        with connected(server) as connection:
            connection.sendall(head(server, path="/gros.bin"))
            connection.recv(10)
        with connected(server) as connection:
            connection.sendall(b"GET / HT")
        assert b"404" in status_line(exchange(server, head(server)))


def test_a_fault_of_ours_is_said() -> None:
    said: list[str] = []
    server = listen("127.0.0.1", 0, base_path="/", say=said.append)
    with running(server):
        server.show(Shown(token="a1", files={"index.html": 3}))  # type: ignore[dict-item]  # the fault
        assert exchange(server, head(server)) == b""
    assert 1 == len(said)
    assert "L’aperçu n’a pas su répondre" in said[0]


def test_a_port_that_is_taken_is_a_usage_fault_that_names_it() -> None:
    with preview() as server, pytest.raises(UsageFault, match=f"{server.server_port} est déjà pris"):
        listen("127.0.0.1", server.server_port, base_path="/", say=print)


@pytest.mark.parametrize(
    ("host", "port", "sentence"),
    [
        ("127.0.0.1", 70_000, "pas de port 70000"),
        ("127.0.0.1", -1, "pas de port -1"),
        ("192.0.2.1", 0, "pas une adresse de cette machine"),
        ("pas un nom", 0, "pas une adresse de cette machine"),
    ],
)
def test_an_address_that_cannot_be_had_is_a_usage_fault(host: str, port: int, sentence: str) -> None:
    with pytest.raises(UsageFault, match=sentence):
        listen(host, port, base_path="/", say=print)


@pytest.mark.parametrize(
    ("host", "url", "open_to_others"),
    [
        ("127.0.0.1", "http://127.0.0.1:{port}/bulletin/", False),
        ("localhost", "http://localhost:{port}/bulletin/", False),
        ("0.0.0.0", "http://127.0.0.1:{port}/bulletin/", True),
    ],
)
def test_the_address_to_open_is_one_of_this_machine(host: str, url: str, open_to_others: bool) -> None:
    server = listen(host, 0, base_path="/bulletin/", say=print)
    with running(server):
        assert url.format(port=server.server_port) == server.url
        assert open_to_others is server.is_open_to_others


def test_a_door_knows_the_given_name_the_reached_address_and_the_implied_port() -> None:
    server = listen("localhost", 0, base_path="/", say=print)
    with running(server):
        port = server.server_port
        names = {"localhost", "127.0.0.1", "[::1]", "192.168.1.5"}
        assert {f"{name}:{port}" for name in names} == server.door("192.168.1.5").hosts
        server.server_port = 80
        assert {*names, *(f"{name}:80" for name in names)} == server.door("192.168.1.5").hosts
