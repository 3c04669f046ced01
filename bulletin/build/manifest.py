"""The manifest of an output folder: the files that builds have made in it, as a value and as text.

Pure. The manifest is not a cache: by it a build knows its own files from those that people put beside them.
Equal manifests have the same text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

MANIFEST_NAME = ".bulletin-manifest.json"
MANIFEST_VERSION = 1
"""Incremented when older manifests cannot be read any more."""

_MANIFEST_KEYS = frozenset({"version", "pending", "records"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A file that a build made."""

    fingerprint: str
    digest: str
    """SHA-256 of the bytes that were written."""
    origin: str
    parts: str = ""
    """The ``parts`` of its artifact: short digests as ``name:digest``, with a space between two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The files that builds have made in one output folder.

    ``pending`` are the digests that each path may have while a build is writing, or after it was killed. It
    is empty after a build that has ended.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    pending: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def paths(self) -> frozenset[str]:
        """The paths that a build has written, or was about to write."""
        return frozenset(self.records) | frozenset(self.pending)

    def made(self, path: str, digest: str) -> bool:
        """Whether a build wrote a file with this digest at this path."""
        record = self.records.get(path)
        return (record is not None and record.digest == digest) or digest in self.pending.get(path, ())


def under_way(before: Manifest, digests: Mapping[str, str]) -> Manifest:
    """Return the manifest to write before the first file: that of before, with what is about to be written.

    What a killed build was about to write stays in it, since it may be on the disk.
    """
    pending = {path: set(held) for path, held in before.pending.items()}
    for path, digest in digests.items():
        record = before.records.get(path)
        if record is None or record.digest != digest:
            pending.setdefault(path, set()).add(digest)
    return Manifest(
        records=before.records, pending={path: tuple(sorted(held)) for path, held in pending.items()}
    )


def to_json(manifest: Manifest) -> str:
    """Return the manifest as JSON, sorted, one path on each line; equal manifests give the same text."""
    pending = (f"{_dump(path)}:{_dump(manifest.pending[path])}" for path in sorted(manifest.pending))
    records = (
        f"{_dump(path)}:{_dump([record.digest, record.fingerprint, record.origin, record.parts])}"
        for path, record in sorted(manifest.records.items())
    )
    return (
        f'{{"version":{MANIFEST_VERSION},\n'
        f'"pending":{{{_lines(pending)}}},\n'
        f'"records":{{{_lines(records)}}}}}\n'
    )


_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _lines(items: Iterable[str]) -> str:
    text = ",\n".join(items)
    return f"\n{text}\n" if text else ""


def from_json(text: str) -> tuple[Manifest, str]:
    """Return the manifest and ``""``, else an empty manifest and the reason, in French."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError):
        return Manifest(), "le manifeste n’est pas lisible"
    if not isinstance(data, dict) or set(data) != _MANIFEST_KEYS:
        return Manifest(), "le manifeste n’a pas la forme attendue"
    if data["version"] != MANIFEST_VERSION:
        return Manifest(), f"le manifeste est d’une autre version ({data['version']})"
    try:
        return Manifest(
            records={path: _record(value) for path, value in data["records"].items()},
            pending={path: tuple(map(_text, value)) for path, value in data["pending"].items()},
        ), ""
    except (AttributeError, TypeError, ValueError):
        return Manifest(), "le manifeste n’a pas la forme attendue"


def _record(value: Any) -> Record:
    digest, fingerprint, origin, parts = value
    return Record(
        digest=_text(digest),
        fingerprint=_text(fingerprint),
        origin=_text(origin),
        parts=_text(parts),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value
