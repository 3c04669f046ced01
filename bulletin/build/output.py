"""The output folder: the built site and its manifest, which only this module writes.

All new files are first written to a temporary folder on the same disk, and recorded as pending in the
manifest; then they are renamed one by one. After a kill at any point, every file is whole, and the next build
knows those that builds made. Nothing else in the folder is ever changed, removed or followed.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from bulletin.build.artifacts import (
    NOT_A_FILE,
    blocking_orphans,
    check_path,
    parents,
    path_key,
    publication_rank,
)
from bulletin.build.caches.digests import CACHE_FOLDER, DigestCache
from bulletin.build.manifest import MANIFEST_NAME, Manifest, from_json, to_json, under_way
from bulletin.build.rendered import FileCopy, Rendered, content_digest
from bulletin.build.site_files import refusing
from bulletin.diagnostics import MachineRefusal, UsageFault
from bulletin.source.tree import NotRegularError, open_regular, read_regular, refusal

if sys.platform != "win32":
    import fcntl

STAGE_NAME = ".bulletin-tmp"
LOCK_NAME = ".bulletin-lock"

_ROOM_MARGIN = 1.1
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publication did, each sorted by path."""

    written: tuple[str, ...]
    pruned: tuple[str, ...]
    left: tuple[str, ...]
    """Orphans that were edited by hand: they stay, and are not in the manifest any more."""


def refuse_place(folder: Path, *, site: Path, home: Path) -> None:
    """Raise ``UsageFault`` for an output that contains the site or ``home``, or is inside the sources."""
    place = folder.resolve()
    protected = [site, *(site / name for name in ("content", "themes", CACHE_FOLDER, ".git")), home]
    if place.parent == place or any(item.resolve().is_relative_to(place) for item in protected):
        raise UsageFault(
            f"Le dossier de sortie {folder} contient le site ou le dossier personnel.", _ELSEWHERE
        )
    for item in protected[1:-1]:
        if place.is_relative_to(item.resolve()):
            raise UsageFault(f"Le dossier de sortie {folder} est parmi les sources du site.", _ELSEWHERE)
    if folder.exists() and not folder.is_dir():
        raise UsageFault(f"{folder} n’est pas un dossier.", _ELSEWHERE)


_ELSEWHERE = "Choisissez un autre dossier avec --output."


def read_manifest(folder: Path) -> tuple[Manifest, str]:
    """Return the manifest of an output folder, empty when there is none or when it cannot be read.

    The text is the reason why it cannot be read, in French, else ``""``.

    Raises:
        MachineRefusal: when the system refuses to read it.
    """
    try:
        text = read_regular(folder / MANIFEST_NAME).decode("utf-8")
    except FileNotFoundError:
        return Manifest(), ""
    except (NotRegularError, UnicodeDecodeError):
        return Manifest(), "le manifeste n’est pas lisible"
    except OSError as error:
        raise refusal(error, str(folder / MANIFEST_NAME)) from error
    return from_json(text)


class Output:
    """An output folder, locked: no other build writes it until it is closed.

    It is a context manager, opened by ``Output.open``.
    """

    def __init__(self, folder: Path, lock: int, cache: DigestCache) -> None:
        self._folder = folder
        self._stage = folder / STAGE_NAME
        self._lock = lock
        self._cache = cache

    @classmethod
    def open(cls, folder: Path, *, site: Path, home: Path) -> Self:
        """Return the folder, created if needed, locked, and without the temporary files of a killed build.

        Raises:
            UsageFault: for a place that cannot be an output, as ``refuse_place`` does.
            MachineRefusal: when another build has locked it, or the system refuses.
        """
        refuse_place(folder, site=site, home=home)
        with refusing(str(folder)):
            folder.mkdir(parents=True, exist_ok=True)
            real = folder.resolve()
            name = sha256(os.fsencode(real)).hexdigest()[:16]
            cache = DigestCache(site.resolve() / CACHE_FOLDER / f"sortie-{name}.json")
            output = cls(real, _take_lock(real), cache)
            try:
                output._clear_stage()
            except BaseException:
                output.close()
                raise
        return output

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Release the lock; this value cannot be used any more."""
        if self._lock < 0:
            return
        os.close(self._lock)
        self._lock = -1
        if sys.platform == "win32":
            (self._folder / LOCK_NAME).unlink()

    def manifest(self) -> tuple[Manifest, str]:
        """Return the manifest as ``read_manifest`` does."""
        return read_manifest(self._folder)

    def digests(self, paths: Iterable[str]) -> Mapping[str, str | None]:
        """Return what is at each path: a digest, ``None`` for nothing, ``NOT_A_FILE`` for anything else."""
        folders: dict[str, str | None] = {"": ""}
        return MappingProxyType({path: self._state(path, folders) for path in paths})

    def _state(self, path: str, folders: dict[str, str | None]) -> str | None:
        folder = self._folder_state(path.rpartition("/")[0], folders)
        if folder != "":
            return folder
        try:
            return self._cache(f"{self._folder}/{path}")
        except FileNotFoundError:
            return None
        except NotRegularError:
            return NOT_A_FILE
        except OSError as error:
            raise refusal(error, path) from error

    def _folder_state(self, folder: str, folders: dict[str, str | None]) -> str | None:
        """Return ``""`` for a folder, ``None`` for nothing, ``NOT_A_FILE`` for anything else there or above.

        ``folders`` holds the results so far, that of the root included.
        """
        if folder not in folders:
            above = self._folder_state(folder.rpartition("/")[0], folders)
            folders[folder] = above if above != "" else _own_state(self._folder / folder)
        return folders[folder]

    def publish(
        self,
        rendered: Mapping[str, Rendered],
        *,
        prune: Iterable[str],
        before: Manifest,
        after: Manifest,
    ) -> Published:
        """Write what was rendered, remove the orphans in ``prune``, and write the manifest last.

        ``before`` is the manifest that was read, ``after`` that of the build. A file that already has the
        right bytes is not written again.

        Raises:
            MachineRefusal: when the disk is full or the system refuses. Before the first rename the old site
                is whole; later, the next build completes the new one.
        """
        for path in rendered:
            check_path(path)
        planned = {path: content_digest(content) for path, content in rendered.items()}
        orphans = tuple(sorted(prune))
        now = self.digests({*planned, *orphans})
        self._refuse_new_files(now, planned, before)
        left = tuple(path for path in orphans if not _is_removable(path, now[path], before))
        removable = tuple(path for path in orphans if path not in left)
        to_delete = tuple(path for path in removable if now[path] is not None)
        first = blocking_orphans(removable, after.records)
        # On a case-insensitive disk, to remove « A.html » is to remove « a.html »: it is written again.
        same_names = {path_key(path) for path in first}
        writes = {
            path: content
            for path, content in rendered.items()
            if now[path] != planned[path] or path_key(path) in same_names
        }
        if writes or to_delete:
            self._replace_files(writes, first, removable, under_way(before, planned))
        self._remove_empty_folders(removable)
        self._write_manifest(after)
        with refusing(STAGE_NAME):
            self._clear_stage()
        self._cache.save()
        return Published(written=tuple(sorted(writes)), pruned=to_delete, left=left)

    def _refuse_new_files(
        self, now: Mapping[str, str | None], planned: Mapping[str, str], before: Manifest
    ) -> None:
        """Raise ``MachineRefusal`` if a file that no build made is new since the comparison."""
        for path, digest in planned.items():
            held = now[path]
            if held in {NOT_A_FILE, digest} or path in before.records or _is_removable(path, held, before):
                continue  # what is not a file is removed with the orphans, or refused when it is written
            raise MachineRefusal(f"{path} vient d’apparaître dans le dossier de sortie.", _AGAIN)

    def _replace_files(
        self,
        writes: Mapping[str, Rendered],
        first: tuple[str, ...],
        removable: tuple[str, ...],
        pending: Manifest,
    ) -> None:
        """Write all files to the temporary folder, then the manifest, then rename the files one by one."""
        order = sorted(writes, key=lambda path: (publication_rank(path), path))
        staged = self._stage_all(writes, order)
        self._write_manifest(pending)
        for path in first:
            self._remove(path)
        self._remove_empty_folders(first)
        made: set[str] = set()
        for path in order:
            with refusing(path):
                self._make_folders(path, made)
                _refuse_other(self._folder / path, stat.S_ISREG)
                staged[path].replace(self._folder / path)
        for path in removable:
            if path not in first:
                self._remove(path)

    def _stage_all(self, writes: Mapping[str, Rendered], order: Iterable[str]) -> Mapping[str, Path]:
        """Write all files to the temporary folder, on the same disk, so that only renames remain."""
        try:
            with refusing(STAGE_NAME):
                self._stage.mkdir(exist_ok=True)
                self._refuse_lack_of_room(writes.values())
            staged: dict[str, Path] = {}
            for number, path in enumerate(order):
                target = self._stage / str(number)
                with refusing(path):
                    _write(target, writes[path])
                staged[path] = target
        except MachineRefusal:
            self._clear_stage()
            raise
        return staged

    def _refuse_lack_of_room(self, contents: Iterable[Rendered]) -> None:
        needed = sum(item.size if isinstance(item, FileCopy) else len(item) for item in contents)
        if shutil.disk_usage(self._folder).free < needed * _ROOM_MARGIN:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def _make_folders(self, path: str, made: set[str]) -> None:
        for folder in parents(path):
            if folder not in made:
                _refuse_other(self._folder / folder, stat.S_ISDIR)
                (self._folder / folder).mkdir(exist_ok=True)
                made.add(folder)

    def _remove(self, path: str) -> None:
        with refusing(path):
            (self._folder / path).unlink(missing_ok=True)

    def _remove_empty_folders(self, paths: Iterable[str]) -> None:
        """Remove the folders above these files that are empty, the deepest first."""
        folders = {folder for path in paths for folder in parents(path)}
        for folder in sorted(folders, key=lambda item: (-item.count("/"), item)):
            with suppress(OSError):
                (self._folder / folder).rmdir()

    def _write_manifest(self, manifest: Manifest) -> None:
        target = self._folder / MANIFEST_NAME
        data = to_json(manifest).encode("utf-8")
        with refusing(MANIFEST_NAME):
            with suppress(FileNotFoundError, NotRegularError):
                if read_regular(target) == data:
                    return
            self._stage.mkdir(exist_ok=True)
            temporary = self._stage / "manifest"
            _write(temporary, data, durable=True)
            temporary.replace(target)

    def _clear_stage(self) -> None:
        with suppress(FileNotFoundError):
            shutil.rmtree(self._stage)


_AGAIN = "Rien n’a été écrit. Relancez la construction."


def _is_removable(path: str, state: str | None, before: Manifest) -> bool:
    """Whether there is nothing at a path, or exactly the bytes that a build wrote."""
    return state is None or before.made(path, state)


def _own_state(folder: Path) -> str | None:
    """Return ``""`` for a folder, ``None`` for nothing, ``NOT_A_FILE`` for anything else."""
    try:
        mode = folder.lstat().st_mode
    except FileNotFoundError:
        return None
    return "" if stat.S_ISDIR(mode) else NOT_A_FILE


def _refuse_other(path: Path, is_expected: Callable[[int], bool]) -> None:
    """Raise ``MachineRefusal`` for a type of file that no build writes: it is not replaced."""
    with suppress(FileNotFoundError):
        if not is_expected(path.lstat().st_mode):
            raise MachineRefusal(f"{path} n’a pas été fait par bulletin et barre le chemin.", "Déplacez-le.")


def _write(target: Path, content: Rendered, *, durable: bool = False) -> None:
    """Write a new file; with ``durable``, it is on the disk when this returns."""
    with target.open("wb") as file:
        if isinstance(content, FileCopy):
            _copy(content, file.write)
        else:
            file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def _copy(content: FileCopy, write: Callable[[bytes], object]) -> None:
    """Copy a source file; raise ``MachineRefusal`` if it has changed since the plan was made."""
    digest = sha256()
    with os.fdopen(open_regular(content.disk), "rb") as source:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            write(chunk)
    if digest.hexdigest() != content.digest:
        raise MachineRefusal(f"{content.disk} a changé pendant la construction.", _AGAIN)


def _take_lock(folder: Path) -> int:
    """Return a descriptor, whose closing releases the lock; raise ``MachineRefusal`` if it is taken."""
    busy = MachineRefusal(
        f"Une autre construction est en cours dans {folder}.", "Attendez qu’elle finisse, puis relancez."
    )
    if sys.platform == "win32":
        try:
            return os.open(folder / LOCK_NAME, os.O_CREAT | os.O_EXCL | os.O_RDWR)
        except FileExistsError:
            raise busy from None
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise busy from None
    return descriptor
