"""Pictures that have been read and made, kept between builds by content; deleting them is always safe.

Reading a picture whole takes a tenth of a second, making its variants some seconds: both are done once for
the bytes of a source, whatever its name. The name of a kept variant holds its size and digest (``_signed``):
a file that was cut, changed or renamed no longer agrees with its name, and is made again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path, PurePosixPath
from typing import Final

from bulletin.build.caches.digests import CACHE_FOLDER
from bulletin.build.rendered import FileCopy, Rendered
from bulletin.diagnostics import MachineRefusal
from bulletin.pages.views.pictures import PictureVariant
from bulletin.source.fingerprint import digest_of, encode
from bulletin.source.picture_facts import PictureFacts, UnreadablePicture
from bulletin.source.tree import SourceFile, read_regular, refusal

SETTINGS: Final = "1"
"""Increase it when the code comes to give other bytes or facts for a picture; all are then made again."""
FACTS_FILE: Final = "images.json"
VARIANTS_FOLDER: Final = "images"

_PART: Final = 24
"""Hexadecimal digits kept of each digest in the name of a file."""


def picture_engine() -> str:
    """Return the versions on which the bytes of a picture depend, besides its source and its variant."""
    try:
        heic = version("pi-heif")
    except PackageNotFoundError:
        heic = "none"
    return f"{SETTINGS} pillow-{version('pillow')} heif-{heic}"


class PictureCache:
    """What is known of the pictures of a site, and what has been made of them.

    A cache that cannot be read counts as empty; one that cannot be written is not kept.
    """

    def __init__(self, site: Path, engine: str) -> None:
        self._folder = site / CACHE_FOLDER
        self._engine = engine
        self._facts = _read_facts(self._folder / FACTS_FILE, engine)
        self._saved = dict(self._facts)
        self._names: dict[str, str] | None = None
        self._made: dict[str, Rendered] = {}

    def facts(self, file: SourceFile) -> PictureFacts | UnreadablePicture:
        """Return what is known of a picture; raises MachineRefusal where it can no longer be read."""
        key = _facts_key(file)
        known = self._facts.get(key)
        if known is not None:
            return known
        from bulletin.rendering.pictures import inspect  # noqa: PLC0415 - Pillow is slow to load

        found = inspect(_read(file), _suffix(file))
        if isinstance(found, PictureFacts):
            self._facts[key] = found
        return found

    def made(self, variant: PictureVariant, file: SourceFile) -> Rendered:
        """Return a variant of a picture: a file of the cache, or its bytes where none could be kept.

        Raises MachineRefusal where the source can no longer be read, or is not the one that was planned.
        """
        key = self._key(variant)
        found = self._made.get(key) or self._kept(key)
        if found is None:
            from bulletin.rendering.pictures import made  # noqa: PLC0415 - as above

            found = self._keep(key, made(variant, _read(file)))
        self._made[key] = found
        return found

    def weight(self, variant: PictureVariant, file: SourceFile) -> int:
        """Return the size of a variant in bytes, which is made if it is not kept; raises as ``made`` does."""
        kept = self._kept_size(self._key(variant))
        if kept is not None:
            return kept
        found = self.made(variant, file)
        return found.size if isinstance(found, FileCopy) else len(found)

    def save(self, digests: Collection[str]) -> None:
        """Keep what is known of the pictures of these digests, and no other."""
        wanted = frozenset(digests)
        kept = {key: self._facts[key] for key in sorted(self._facts) if key.partition(".")[0] in wanted}
        if kept == self._saved:
            return
        with suppress(OSError):
            _write(self._folder / FACTS_FILE, _facts_text(kept, self._engine).encode())
            self._saved = kept

    def prune(self, digests: Collection[str]) -> None:
        """Remove what was made of pictures of other digests than these, or by other versions."""
        current = {self._beginning(digest) for digest in digests}
        with suppress(OSError):
            for file in (self._folder / VARIANTS_FOLDER).iterdir():
                if file.name.rpartition("-")[0].rsplit("-", 2)[0] not in current:
                    with suppress(OSError):
                        file.unlink()

    # -- variants ----------------------------------------------------------------------------------------

    def _key(self, variant: PictureVariant) -> str:
        """Return the beginning of the name of a variant: the same for the same bytes, whatever their path."""
        shown = (variant.width, variant.height, variant.format, variant.framing, variant.is_lossless)
        made = digest_of(encode((self._engine, variant.digest, *shown)))
        return f"{self._beginning(variant.digest)}-{made[:_PART]}-"

    def _beginning(self, digest: str) -> str:
        """Return how the names of all that this engine makes of a source begin."""
        return f"{digest_of(self._engine.encode())[:8]}-{digest[:_PART]}"

    def _kept(self, key: str) -> Rendered | None:
        name = self._listed().get(key)
        if name is None:
            return None
        disk = self._folder / VARIANTS_FOLDER / name
        with suppress(OSError):
            data = read_regular(disk)
            if name == _signed(key, data):
                return FileCopy(disk=disk, digest=digest_of(data), size=len(data))
        return None

    def _kept_size(self, key: str) -> int | None:
        """Return the size in the name of a kept file, None where the file has another."""
        name = self._listed().get(key)
        if name is None:
            return None
        with suppress(OSError, ValueError):
            size = int(name.removeprefix(key).partition("-")[0])
            if (self._folder / VARIANTS_FOLDER / name).lstat().st_size == size:
                return size
        return None

    def _listed(self) -> dict[str, str]:
        """Return the names of the files that are kept, each by its beginning; the folder is read once."""
        if self._names is None:
            self._names = {}
            with suppress(OSError):
                for file in sorted((self._folder / VARIANTS_FOLDER).iterdir()):
                    self._names[f"{file.name.rsplit('-', 2)[0]}-"] = file.name
        return self._names

    def _keep(self, key: str, data: bytes) -> Rendered:
        disk = self._folder / VARIANTS_FOLDER / _signed(key, data)
        try:
            _write(disk, data)
        except OSError:
            return data
        return FileCopy(disk=disk, digest=digest_of(data), size=len(data))


def _signed(key: str, data: bytes) -> str:
    """Return the name under which these bytes are kept: no other bytes, and no other variant, have it."""
    return f"{key}{len(data)}-{digest_of(key.encode() + data)[:_PART]}"


def _read(file: SourceFile) -> bytes:
    try:
        data = read_regular(file.disk)
    except OSError as error:
        raise refusal(error, file.path) from error
    if digest_of(data) != file.digest:
        raise MachineRefusal(
            f"{file.path} a changé pendant la construction.",
            "Rien n’a été écrit. Relancez la construction.",
        )
    return data


def _write(file: Path, data: bytes) -> None:
    """Make a file hold these bytes, whole or not at all; raises OSError."""
    temporary = file.with_name(f"tmp-{os.getpid()}-{file.name}")
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        temporary.write_bytes(data)
        temporary.replace(file)
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


# -- facts -------------------------------------------------------------------------------------------------


def _suffix(file: SourceFile) -> str:
    return PurePosixPath(file.path).suffix.casefold()


def _facts_key(file: SourceFile) -> str:
    """Return what facts depend on: the bytes, and the suffix, as a GIF named ``.jpg`` does not move."""
    return f"{file.digest}{_suffix(file)}"


def _facts_text(facts: dict[str, PictureFacts], engine: str) -> str:
    """Return the facts as JSON after a line with its SHA-256, by which an edited file is detected."""
    listed = {
        key: [found.width, found.height, found.is_drawing, found.is_animated] for key, found in facts.items()
    }
    text = json.dumps({"engine": engine, "facts": listed}, indent=0)
    return f"{digest_of(text.encode())}\n{text}"


def _read_facts(file: Path, engine: str) -> dict[str, PictureFacts]:
    """Return the facts that the last build kept, none where the file is not one that a build wrote."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        seal, _, text = read_regular(file).decode().partition("\n")
        kept = json.loads(text)
        if seal == digest_of(text.encode()) and kept["engine"] == engine:
            return dict(_facts(kept["facts"]))
    return {}


def _facts(kept: dict[str, list[int]]) -> Iterator[tuple[str, PictureFacts]]:
    for key, (width, height, is_drawing, is_animated) in kept.items():
        yield key, PictureFacts(width, height, is_drawing=bool(is_drawing), is_animated=bool(is_animated))
