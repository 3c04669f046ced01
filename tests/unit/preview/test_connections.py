"""Which connection is closed, and when a request is whole; with real sockets, and no server."""

from __future__ import annotations

import io
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import LineTooLong

import pytest
from werkzeug.exceptions import ClientDisconnected

from bulletin.preview import connections
from bulletin.preview.connections import (
    HEAD_BYTES,
    ReceivedBody,
    ReceivedBytes,
    ReceivingConnections,
    limited,
)

LONG = 60.0


@pytest.fixture
def pairs() -> Iterator[list[tuple[socket.socket, socket.socket]]]:
    """Four connections: their end here, and the other one."""
    with ExitStack() as opened:
        made = [socket.socketpair() for _ in range(4)]
        for one in (end for pair in made for end in pair):
            one.settimeout(1)
            opened.enter_context(one)
        yield made


def is_closed(other_end: socket.socket) -> bool:
    other_end.setblocking(False)
    try:
        return other_end.recv(1) == b""
    except BlockingIOError:
        return False


def test_beyond_the_limit_the_oldest_is_closed(
    monkeypatch: pytest.MonkeyPatch, pairs: list[tuple[socket.socket, socket.socket]]
) -> None:
    monkeypatch.setattr(connections, "RECEIVING", 2)
    receiving = ReceivingConnections()
    for here, _ in pairs:
        receiving.add(here, LONG)
    assert [True, True, False, False] == [is_closed(there) for _, there in pairs]


def test_a_whole_request_is_never_closed_and_the_one_that_went_on_last_is_the_youngest(
    monkeypatch: pytest.MonkeyPatch, pairs: list[tuple[socket.socket, socket.socket]]
) -> None:
    monkeypatch.setattr(connections, "RECEIVING", 2)
    receiving = ReceivingConnections()
    (whole, _), (first, _), (second, _), (third, _) = pairs
    receiving.add(whole, LONG)
    receiving.remove(whole)
    receiving.add(first, LONG)
    receiving.add(second, LONG)
    receiving.add(first, LONG)
    receiving.add(third, LONG)
    assert [False, False, True, False] == [is_closed(there) for _, there in pairs]


def test_one_whose_time_is_over_is_closed(pairs: list[tuple[socket.socket, socket.socket]]) -> None:
    receiving = ReceivingConnections()
    receiving.add(pairs[0][0], 0)
    receiving.add(pairs[1][0], LONG)
    receiving.give_up_late_ones()
    assert [True, False] == [is_closed(there) for _, there in pairs[:2]]


def test_one_that_is_closed_already_is_no_fault(pairs: list[tuple[socket.socket, socket.socket]]) -> None:
    receiving = ReceivingConnections()
    receiving.add(pairs[0][0], 0)
    receiving.add(pairs[1][0], 0)
    pairs[0][0].close()
    receiving.give_up_late_ones()
    receiving.remove(pairs[0][0])
    assert is_closed(pairs[1][1])


def test_a_head_that_stops_in_the_middle_is_not_a_head(
    pairs: list[tuple[socket.socket, socket.socket]],
) -> None:
    here, there = pairs[0]
    lines = io.BufferedReader(ReceivedBytes(here))
    there.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
    there.shutdown(socket.SHUT_WR)
    assert [b"GET / HTTP/1.1\r\n", b"Host: x\r\n"] == [lines.readline(), lines.readline()]
    with pytest.raises(ConnectionAbortedError):
        lines.readline()


def test_a_connection_that_sends_nothing_ends_without_a_fault(
    pairs: list[tuple[socket.socket, socket.socket]],
) -> None:
    here, there = pairs[0]
    there.close()
    assert b"" == io.BufferedReader(ReceivedBytes(here)).readline()


def test_a_head_has_its_share_of_memory_and_a_body_more(
    pairs: list[tuple[socket.socket, socket.socket]],
) -> None:
    here, there = pairs[0]
    received = ReceivedBytes(here)
    taken = bytearray(HEAD_BYTES + 1)
    there.sendall(b"x" * (HEAD_BYTES + 1))
    assert len(taken) == received.readinto(taken)
    with pytest.raises(LineTooLong):
        received.readinto(taken)
    received.is_head = False
    there.sendall(b"suite")
    assert 5 == received.readinto(taken)


def test_a_body_that_stops_coming_ends_there(pairs: list[tuple[socket.socket, socket.socket]]) -> None:
    here, _ = pairs[0]
    here.settimeout(0.01)
    received = ReceivedBytes(here)
    received.is_head = False
    assert 0 == received.readinto(bytearray(10))


def test_a_body_is_whole_with_its_last_byte_and_not_before() -> None:
    calls: list[str] = []
    body = ReceivedBody(io.BytesIO(b"titre=oui et la suite"), 9, lambda: calls.append("whole"))
    assert b"titre=" == body.read(6)
    assert [] == calls
    assert b"oui" == body.read(100)
    assert ["whole"] == calls


def test_a_body_that_ends_too_early_is_no_body() -> None:
    calls: list[str] = []
    with pytest.raises(ClientDisconnected):
        ReceivedBody(io.BytesIO(b"titre"), 9, lambda: calls.append("whole")).readall()
    assert [] == calls


def test_a_failed_answer_frees_its_place() -> None:
    def failing(*_: object) -> Iterator[bytes]:
        raise ZeroDivisionError

    def refused(*_: object) -> list[bytes]:
        return [b"refused"]

    application = limited(failing, 1, refused)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            application({}, lambda *_: lambda _: None)
