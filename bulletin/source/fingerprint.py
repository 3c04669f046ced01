"""The canonical bytes of a value, and their digest.

A page is not rendered again when the bytes of its view are those of the build before: so nothing that a
template can show is left out, and what has no fixed order is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from operator import attrgetter
from types import MappingProxyType
from typing import Any

Writer = Callable[[Any, list[bytes]], None]


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of these bytes, in hexadecimal."""
    return sha256(data).hexdigest()


def encode(value: object) -> bytes:
    """Return bytes that are equal exactly when two values print alike in every template.

    Mappings keep their order, which a template can show. ``Decimal("1.0")`` and ``Decimal("1.00")``
    differ, as do ``True`` and ``1``. Raises TypeError for what is not frozen and ordered: sets, lists,
    floats, mutable dataclasses.
    """
    out: list[bytes] = []
    _WRITERS[type(value)](value, out)
    return b"".join(out)


def _write_none(_value: None, out: list[bytes]) -> None:
    out.append(b"N")


def _write_bool(value: bool, out: list[bytes]) -> None:
    out.append(b"T" if value else b"F")


def _write_int(value: int, out: list[bytes]) -> None:
    out.append(b"i%d;" % value)


def _write_bytes(value: bytes, out: list[bytes]) -> None:
    out.append(b"b%d:%b" % (len(value), value))


def _write_str(value: str, out: list[bytes]) -> None:
    data = value.encode("utf-8", "surrogatepass")
    out.append(b"s%d:%b" % (len(data), data))


def _write_decimal(value: Decimal, out: list[bytes]) -> None:
    _write_str(str(value), out)


def _write_day(value: date, out: list[bytes]) -> None:
    out.append(value.isoformat().encode("ascii"))
    out.append(b";")


def _write_time(value: time | datetime, out: list[bytes]) -> None:
    _write_str(f"{value.isoformat()}/{value.fold}/{value.tzname() or ''}", out)


def _write_tuple(value: tuple[object, ...], out: list[bytes]) -> None:
    out.append(b"(%d:" % len(value))
    for item in value:
        _WRITERS[type(item)](item, out)


def _write_mapping(value: Mapping[object, object], out: list[bytes]) -> None:
    out.append(b"{%d:" % len(value))
    for key, item in value.items():
        _WRITERS[type(key)](key, out)
        _WRITERS[type(item)](item, out)


_PLAIN: Mapping[type, Writer] = MappingProxyType(
    {
        type(None): _write_none,
        bool: _write_bool,
        int: _write_int,
        bytes: _write_bytes,
        str: _write_str,
        tuple: _write_tuple,
        dict: _write_mapping,
        MappingProxyType: _write_mapping,
    }
)
"""Written without the name of their class: their first byte tells them apart."""

_NAMED: tuple[tuple[type, Writer], ...] = (
    (datetime, _write_time),
    (date, _write_day),
    (time, _write_time),
    (Decimal, _write_decimal),
    (str, _write_str),
    (tuple, _write_tuple),
)
"""Written after the name of their class, as are their subclasses. The first match counts: a datetime, which
is also a date, comes before it."""


class _Writers(dict[type, Writer]):
    """The function that writes values of a class, found once for each class."""

    def __missing__(self, cls: type) -> Writer:
        self[cls] = writer = _PLAIN[cls] if cls in _PLAIN else _named_writer(cls)
        return writer


_WRITERS = _Writers()


def _named_writer(cls: type) -> Writer:
    name = cls.__qualname__.encode()
    header = b"<%d:" % len(name) + name
    if issubclass(cls, Enum):
        return _after(header, lambda value, out: _WRITERS[type(value.value)](value.value, out))
    if is_dataclass(cls):
        return _dataclass_writer(cls, header)
    for base, writer in _NAMED:
        if issubclass(cls, base):
            return _after(header, writer)
    raise TypeError(f"{cls.__qualname__} has no canonical form: use frozen, ordered values in a view")


def _after(header: bytes, writer: Writer) -> Writer:
    def write(value: object, out: list[bytes]) -> None:
        out.append(header)
        writer(value, out)

    return write


def _dataclass_writer(cls: type, header: bytes) -> Writer:
    params = cls.__dict__.get("__dataclass_params__")  # of this very class, not of one that it extends
    if params is None or not params.frozen:
        raise TypeError(f"{cls.__qualname__} is not frozen: it may change after its fingerprint")
    names = [item.name for item in fields(cls)]
    if not names:
        return lambda _value, out: out.append(header)
    read = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)

    def write(value: object, out: list[bytes]) -> None:
        out.append(header)
        for item in read(value):
            _WRITERS[type(item)](item, out)

    return write
