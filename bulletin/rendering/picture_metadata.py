"""Animated pictures without what they say of where, when and with what they were made.

Pure. Pixels are not decoded: the file is cut into the blocks of its format, and those that hold descriptions
are left out. GIF: GIF89a of CompuServe; PNG: the W3C recommendation; WebP: RFC 9649.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_LEFT_OUT: Final = frozenset({b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME", b"dSIG"})
_WEBP_LEFT_OUT: Final = frozenset({b"EXIF", b"XMP "})
_WEBP_FLAGS: Final = 0xFF ^ 0x08 ^ 0x04
"""The bits of the first byte of VP8X, without those that announce EXIF and XMP."""
_GIF_LOOPS: Final = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
"""The application extensions that say how often an animation is played."""
_IMAGE, _EXTENSION, _TRAILER = b",", b"!", b";"
_APPLICATION, _COMMENT = b"\xff", b"\xfe"


def without_metadata(data: bytes) -> bytes:
    """Return a GIF, PNG or WebP without its descriptions, its images unchanged.

    Raises ValueError for a file that is cut, or is none of these.
    """
    try:
        if data.startswith((b"GIF87a", b"GIF89a")):
            return b"".join(_gif(data))
        if data.startswith(_PNG):
            return _PNG + b"".join(_png(data))
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            body = b"WEBP" + b"".join(_webp(data))
            return b"RIFF" + struct.pack("<I", len(body)) + body
    except (struct.error, IndexError) as error:
        raise ValueError("the picture is cut") from error
    raise ValueError("not a picture that can be animated")


def _slice(data: bytes, start: int, end: int) -> bytes:
    if end > len(data):
        raise ValueError("the picture is cut")
    return data[start:end]


# -- PNG and WebP: a sequence of chunks ------------------------------------------------------------------


def _png(data: bytes) -> Iterator[bytes]:
    position = len(_PNG)
    name = b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", data, position)
        chunk = _slice(data, position, position + length + 12)
        if name not in _PNG_LEFT_OUT:
            yield chunk
        position += len(chunk)


def _webp(data: bytes) -> Iterator[bytes]:
    (length,) = struct.unpack_from("<I", data, 4)
    position, end = 12, length + 8
    while position < end:
        name, size = struct.unpack_from("<4sI", data, position)
        chunk = _slice(data, position, position + 8 + size + size % 2)
        if name == b"VP8X":
            chunk = chunk[:8] + bytes([chunk[8] & _WEBP_FLAGS]) + chunk[9:]
        if name not in _WEBP_LEFT_OUT:
            yield chunk
        position += len(chunk)


# -- GIF -------------------------------------------------------------------------------------------------


def _gif(data: bytes) -> Iterator[bytes]:
    position = 13 + _colours(data[10])
    yield _slice(data, 0, position)
    while (kind := _slice(data, position, position + 1)) != _TRAILER:
        if kind == _IMAGE:
            end = _end_of_blocks(data, position + 11 + _colours(data[position + 9]))
            is_kept = True
        elif kind == _EXTENSION:
            label = _slice(data, position + 1, position + 2)
            end = _end_of_blocks(data, position + 2)
            is_loop = _slice(data, position + 3, position + 14) in _GIF_LOOPS
            is_kept = label != _COMMENT and (label != _APPLICATION or is_loop)
        else:
            raise ValueError("not a block of a GIF")
        if is_kept:
            yield data[position:end]
        position = end
    yield _TRAILER


def _colours(flags: int) -> int:
    """Return how many bytes a table of colours takes, none where its first bit says that there is none."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _end_of_blocks(data: bytes, position: int) -> int:
    """Return where the blocks that begin at ``position`` end: each says its length, the last is empty."""
    while length := _slice(data, position, position + 1)[0]:
        position += length + 1
    return position + 1
