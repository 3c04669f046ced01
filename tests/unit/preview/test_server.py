"""The server of the preview, through real sockets."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress

import pytest
from werkzeug.routing import Rule
from werkzeug.wrappers import Response

from bulletin.build.rendered import Rendered
from bulletin.diagnostics import UsageFault
from bulletin.preview import connections, reload_events
from bulletin.preview import server as module
from bulletin.preview.application import Preview
from bulletin.preview.request import Request
from bulletin.preview.server import PreviewServer, address, running
from bulletin.preview.shown import Shown

pytestmark = pytest.mark.slow

pytestmark = pytest.mark.slow

LIMIT_SECONDS = 5.0
AT_ONCE_SECONDS = 0.1
"""What a request may take while others hold their connections half-open."""
SITE = Shown(token="a1", files={"index.html": b"<body>accueil</body>", "rss.xml": b"<rss/>"})


def made(
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    say: Callable[[str], None] = print,
    rules: tuple[Rule, ...] = (),
) -> PreviewServer:
    """A server that holds its port and answers nobody yet."""
    place = address(host, port)
    preview = Preview(host=host, is_read_only=place.is_open_to_others, say=say, rules=rules)
    return PreviewServer(place, preview, say)


@contextmanager
def served(shown: Shown | None = SITE, rules: tuple[Rule, ...] = ()) -> Iterator[PreviewServer]:
    """A server that answers, and has nothing to say in the terminal."""
    said: list[str] = []
    server = made(say=said.append, rules=rules)
    with running(server):
        if shown is not None:
            server.preview.show(shown)
        yield server
    assert [] == said


def connected(server: PreviewServer) -> socket.socket:
    return socket.create_connection(("127.0.0.1", server.port), timeout=LIMIT_SECONDS)


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


def status(answered: bytes) -> bytes:
    return answered.split(b" ", 2)[1]


def head(server: PreviewServer, *more: str, method: str = "GET", path: str = "/") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{server.port}", *more, "", ""]
    return "\r\n".join(lines).encode()


def eventually(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + LIMIT_SECONDS
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(0.01)
    return True


def test_a_page_is_read_by_an_ordinary_client() -> None:
    with served() as server, closing(http.client.HTTPConnection("127.0.0.1", server.port)) as client:
        client.request("GET", "/rss.xml")
        response = client.getresponse()
        assert (200, b"<rss/>", "close") == (
            response.status,
            response.read(),
            response.headers["Connection"],
        )


def test_head_gives_the_length_of_the_page_and_no_page() -> None:
    with served() as server:
        answered = exchange(server, head(server, method="HEAD", path="/rss.xml"))
        assert b"200" == status(answered)
        assert b"\r\nContent-Length: 6\r\n" in answered
        assert answered.endswith(b"\r\n\r\n")


def test_head_of_the_stream_ends() -> None:
    with served() as server:
        assert b"200" == status(exchange(server, head(server, method="HEAD", path="/__bulletin/recharger")))


@pytest.mark.parametrize("method", ["POST", "PROPFIND"])
def test_a_sent_body_is_refused_and_the_refusal_is_read(method: str) -> None:
    with served() as server, closing(http.client.HTTPConnection("127.0.0.1", server.port)) as client:
        client.request(method, "/", body=b"x" * 5_000_000)
        assert 405 == client.getresponse().status


def test_the_name_of_another_site_is_misdirected() -> None:
    with served() as server:
        port = server.port
        assert b"421" == status(
            exchange(server, f"GET / HTTP/1.1\r\nHost: pirate.fr:{port}\r\n\r\n".encode())
        )
        assert b"421" == status(
            exchange(server, f"GET http://pirate.fr/ HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n".encode())
        )
        assert b"421" == status(exchange(server, head(server, "Host: pirate.fr")))
        assert b"421" == status(exchange(server, b"GET / HTTP/1.1\r\n\r\n"))
        assert b"200" == status(exchange(server, f"GET / HTTP/1.1\r\nHost: [::1]:{port}\r\n\r\n".encode()))


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n", "414"),
        (b"GET / HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", "431"),
        (
            b"GET / HTTP/1.1\r\n" + b"".join(b"X: " + b"a" * 2000 + b"\r\n" for _ in range(60)) + b"\r\n",
            "431",
        ),
        (b"\x16\x03\x01 \x02 \x00 \x01\r\n", "400"),
    ],
)
def test_a_head_that_is_too_long_or_makes_no_sense_is_refused_in_french(sent: bytes, expected: str) -> None:
    with served() as server, connected(server) as connection:
        connection.sendall(sent)
        answered = received(connection).decode()
        assert answered.startswith(f"HTTP/1.1 {expected} ")
        assert "adresse" in answered or "demande" in answered
        assert "\\x16" not in answered


# -- connections that do not end -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "sent",
    [
        "",
        "G",
        "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n",
        "POST / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 100\r\n\r\ntitre=",
        "POST /_atelier/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: 100\r\n\r\ntitre=",
    ],
    ids=["nothing", "a letter", "half a head", "half a body", "half a form"],
)
def test_two_hundred_half_open_connections_give_way_to_a_new_one(sent: str) -> None:
    def read_form(request: Request) -> Response:
        return Response(request.form.get("titre", ""))

    rules = (Rule("/_atelier/", endpoint=read_form, methods=["POST"]),)
    with served(rules=rules) as server, ExitStack() as opened:
        for _ in range(200):
            half = opened.enter_context(connected(server))
            half.sendall(sent.format(port=server.port).encode())
        took = []
        for _ in range(5):
            began = time.monotonic()
            assert b"200" == status(exchange(server, head(server)))
            took.append(time.monotonic() - began)
        assert sorted(took)[2] < AT_ONCE_SECONDS


def test_a_head_that_is_cut_off_is_no_request() -> None:
    with served() as server, connected(server) as connection:
        connection.sendall(head(server, path="/rss.xml").removesuffix(b"\r\n"))
        connection.shutdown(socket.SHUT_WR)
        assert b"" == received(connection)


def test_a_head_that_comes_too_slowly_times_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HEAD_SECONDS", 0.3)
    with served() as server, connected(server) as connection:
        began = time.monotonic()
        with suppress(OSError):
            while time.monotonic() - began < LIMIT_SECONDS:
                connection.sendall(b"G")
                time.sleep(0.05)
        assert time.monotonic() - began < LIMIT_SECONDS


def test_a_form_that_does_not_end_leaves_its_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "BODY_SECONDS", 0.3)
    ended = threading.Event()

    def read_form(request: Request) -> Response:
        try:
            return Response(request.form.get("titre", ""))
        finally:
            ended.set()

    rules = (Rule("/_atelier/", endpoint=read_form, methods=["POST"]),)
    with served(rules=rules) as server, connected(server) as connection:
        kind = "Content-Type: application/x-www-form-urlencoded"
        connection.sendall(
            head(server, "Content-Length: 9", kind, method="POST", path="/_atelier/") + b"titre"
        )
        assert ended.wait(LIMIT_SECONDS)


def test_a_form_that_has_come_whole_is_given_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the page does with it may last: it is neither late nor in the way."""
    monkeypatch.setattr(module, "BODY_SECONDS", 0.1)
    monkeypatch.setattr(connections, "RECEIVING", 2)
    at_work = threading.Event()

    def work(request: Request) -> Response:
        typed = request.form["titre"]
        at_work.set()
        time.sleep(0.5)
        return Response(typed)

    rules = (Rule("/_atelier/", endpoint=work, methods=["POST"]),)
    with served(rules=rules) as server, ExitStack() as opened:
        kind = "Content-Type: application/x-www-form-urlencoded"
        asking = opened.enter_context(connected(server))
        asking.sendall(
            head(server, "Content-Length: 9", kind, method="POST", path="/_atelier/") + b"titre=oui"
        )
        assert at_work.wait(LIMIT_SECONDS)
        for _ in range(5):
            opened.enter_context(connected(server))
        assert received(asking).endswith(b"oui")


def test_beyond_the_limit_one_is_asked_to_come_again_and_a_place_left_is_free(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "ANSWERING", 2)
    monkeypatch.setattr(module, "STREAMS", 0)
    with served() as server:
        with ExitStack() as opened:
            for _ in range(2):
                stream = opened.enter_context(connected(server))
                stream.sendall(head(server, path="/__bulletin/recharger"))
                assert b"200" == status(stream.recv(4096))
            refused = exchange(server, head(server))
            assert b"503" == status(refused)
            assert b"\r\nRetry-After: 1\r\n" in refused
            server.preview.close()
        assert eventually(lambda: b"200" == status(exchange(server, head(server))))


def test_streams_take_no_place_of_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ANSWERING", 1)
    with served() as server, ExitStack() as opened:
        for _ in range(reload_events.STREAMS):
            stream = opened.enter_context(connected(server))
            stream.sendall(head(server, path="/__bulletin/recharger"))
            assert b"200" == status(stream.recv(4096))
        assert b"200" == status(exchange(server, head(server)))


def test_a_stream_too_many_ends_the_oldest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reload_events, "STREAMS", 1)
    with served() as server, connected(server) as one, connected(server) as other:
        one.sendall(head(server, path="/__bulletin/recharger"))
        assert b"200" == status(one.recv(4096))
        other.sendall(head(server, path="/__bulletin/recharger"))
        assert received(one).endswith(b"0\r\n\r\n")
        server.preview.show(SITE)
        data = b""
        while b"reload" not in data:
            data += other.recv(4096)


# -- events, and the end -------------------------------------------------------------------------------------


def test_a_request_waits_for_the_first_site() -> None:
    with served(shown=None) as server, connected(server) as connection:
        connection.sendall(head(server, path="/rss.xml"))
        threading.Timer(0.1, server.preview.show, [SITE]).start()
        assert received(connection).endswith(b"<rss/>")


def test_every_stream_receives_each_change_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reload_events, "PING_SECONDS", 0.2)
    with served() as server, connected(server) as one, connected(server) as other:
        for stream in (one, other):
            stream.sendall(head(server, path="/__bulletin/recharger"))
            data = b""
            while b": ping\n\n" not in data:
                data += stream.recv(4096)
            assert b"retry: 1000\n\n" in data
            assert b"reload" not in data
        server.preview.show(Shown(token="b2", files=SITE.files, fault="secret"))
        for stream in (one, other):
            data = b""
            while b"reload" not in data:
                data += stream.recv(4096)
            assert b"secret" not in data
            assert b"event: reload\ndata: reload\n\n" in data


def test_a_stream_ends_when_the_server_stops_and_its_port_is_free() -> None:
    with ExitStack() as stack:
        with served() as server:
            stream = stack.enter_context(connected(server))
            stream.sendall(head(server, path="/__bulletin/recharger"))
            assert b"200" == status(stream.recv(4096))
            began = time.monotonic()
        assert time.monotonic() - began < 1
        received(stream)
    with running(made(port=server.port)):
        pass


def test_a_browser_that_leaves_in_the_middle_is_not_a_fault() -> None:
    large: dict[str, Rendered] = {"gros.bin": b"x" * 20_000_000}
    with served(Shown(token="a1", files=large)) as server:
        with connected(server) as connection:
            connection.sendall(head(server, path="/gros.bin"))
            connection.recv(10)
        with connected(server) as connection:
            connection.sendall(b"GET / HT")
        assert b"404" == status(exchange(server, head(server)))


def test_an_answer_that_is_cut_off_is_said_in_a_line() -> None:
    def cut_off(request: Request) -> Response:
        del request
        return Response(b"x" * int(1 / (size - 1)) for size in (2, 1))

    said: list[str] = []
    server = made(say=said.append, rules=(Rule("/_atelier/", endpoint=cut_off),))
    with running(server):
        server.preview.show(SITE)
        exchange(server, head(server, path="/_atelier/"))
        assert b"200" == status(exchange(server, head(server)))
    assert ["L’aperçu n’a pas su répondre\u00a0: ZeroDivisionError: division by zero"] == said


# -- addresses -----------------------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_a_usage_fault_that_names_it(capfd: pytest.CaptureFixture[str]) -> None:
    with served() as server, pytest.raises(UsageFault, match=f"{server.port} est déjà pris"):
        made(port=server.port)
    assert ("", "") == capfd.readouterr()


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
        made(host, port)


@pytest.mark.parametrize(
    ("host", "url", "open_to_others"),
    [
        ("127.0.0.1", "http://127.0.0.1:{port}/bulletin/", False),
        ("localhost", "http://localhost:{port}/bulletin/", False),
        ("0.0.0.0", "http://127.0.0.1:{port}/bulletin/", True),
    ],
)
def test_the_address_to_open_is_one_of_this_machine(host: str, url: str, open_to_others: bool) -> None:
    server = made(host)
    with running(server):
        assert url.format(port=server.port) == server.url("/bulletin/")
        assert open_to_others is server.is_open_to_others


def test_the_address_that_a_connection_has_reached_is_a_name_of_ours() -> None:
    server = made("0.0.0.0")
    with running(server):
        server.preview.show(SITE)
        with socket.create_connection(("127.0.0.2", server.port), timeout=LIMIT_SECONDS) as connection:
            connection.sendall(f"GET /rss.xml HTTP/1.1\r\nHost: 127.0.0.2:{server.port}\r\n\r\n".encode())
            assert b"200" == status(received(connection))
