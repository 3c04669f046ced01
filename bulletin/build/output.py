"""The only module that writes the built site, its manifest and the cache of digests.

A publication is staged whole on the disk of the output before the first page moves, and
announced in the manifest: a kill at any point leaves whole pages, and the next build knows its own.
What no build made is never changed, removed or written through.
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

from bulletin.build.artifacts import NOT_A_FILE, check_path, in_the_way, parents, path_key, publication_rank
from bulletin.build.digest_cache import CACHE_FOLDER, DigestCache
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
    """Orphans that somebody has edited: they stay, and are no longer the build's."""


def refuse_place(folder: Path, *, site: Path, home: Path) -> None:
    """Raise UsageFault for an output that would sit on, above or among what must not be lost."""
    place = folder.resolve()
    precious = [site, *(site / name for name in ("content", "themes", CACHE_FOLDER, ".git")), home]
    if place.parent == place or any(item.resolve().is_relative_to(place) for item in precious):
        raise UsageFault(
            f"Le dossier de sortie {folder} contient le site ou le dossier personnel.", _ELSEWHERE
        )
    for item in precious[1:-1]:
        if place.is_relative_to(item.resolve()):
            raise UsageFault(f"Le dossier de sortie {folder} est parmi les sources du site.", _ELSEWHERE)
    if folder.exists() and not folder.is_dir():
        raise UsageFault(f"{folder} n’est pas un dossier.", _ELSEWHERE)


_ELSEWHERE = "Choisissez un autre dossier avec --output."


def read_manifest(folder: Path) -> tuple[Manifest, str]:
    """Return the manifest of an output folder, and in French why it had to be done without.

    The text is empty when all is well, a folder without manifest included.
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
    """An output folder that this build alone may write, until it is closed.

    Open it with ``Output.open``; it is a context manager.
    """

    def __init__(self, folder: Path, lock: int, cache: DigestCache) -> None:
        self._folder = folder
        self._stage = folder / STAGE_NAME
        self._lock = lock
        self._cache = cache

    @classmethod
    def open(cls, folder: Path, *, site: Path, home: Path) -> Self:
        """Return the folder, made if needed, locked, and rid of what a killed build had staged.

        Raises UsageFault for a place that cannot be an output, MachineRefusal when another build holds
        it or the disk refuses.
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
        """Let other builds write; the folder cannot be used any more through this value."""
        if self._lock < 0:
            return
        os.close(self._lock)
        self._lock = -1
        if sys.platform == "win32":
            (self._folder / LOCK_NAME).unlink()

    def manifest(self) -> tuple[Manifest, str]:
        """Return what ``read_manifest`` does for this folder."""
        return read_manifest(self._folder)

    def digests(self, paths: Iterable[str]) -> Mapping[str, str | None]:
        """Return what stands at each path: a digest, None for nothing, ``NOT_A_FILE`` for anything else."""
        folders: dict[str, str | None] = {"": ""}
        return MappingProxyType({path: self._state(path, folders) for path in paths})

    def _state(self, path: str, folders: dict[str, str | None]) -> str | None:
        holder = self._folder_state(path.rpartition("/")[0], folders)
        if holder != "":
            return holder
        try:
            return self._cache(f"{self._folder}/{path}")
        except FileNotFoundError:
            return None
        except NotRegularError:
            return NOT_A_FILE
        except OSError as error:
            raise refusal(error, path) from error

    def _folder_state(self, folder: str, folders: dict[str, str | None]) -> str | None:
        """Return an empty text for a real folder, None for nothing, ``NOT_A_FILE`` for what bars the way.

        ``folders`` holds the answers already given, the root among them.
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
        """Make the folder hold what was rendered and rid it of orphans, the manifest last.

        ``before`` is the manifest that was read, ``after`` the one to leave. A file that already holds
        the bytes is not touched. Raises MachineRefusal with the old site whole when the disk is full or
        refuses before the first page has moved; later, the next build mends the rest.
        """
        for path in rendered:
            check_path(path)
        planned = {path: content_digest(content) for path, content in rendered.items()}
        orphans = tuple(sorted(prune))
        now = self.digests({*planned, *orphans})
        self._refuse_newcomers(now, planned, before)
        left = tuple(path for path in orphans if not _is_going(path, now[path], before))
        going = tuple(path for path in orphans if path not in left)
        to_delete = tuple(path for path in going if now[path] is not None)
        first = in_the_way(going, after.records)
        recased = {path_key(path) for path in first}
        writes = {
            path: content
            for path, content in rendered.items()
            if now[path] != planned[path] or path_key(path) in recased
        }
        if writes or to_delete:
            self._switch(writes, first, going, under_way(before, planned))
        self._drop_folders(going)
        self._write_manifest(after)
        with refusing(STAGE_NAME):
            self._clear_stage()
        self._cache.save()
        return Published(written=tuple(sorted(writes)), pruned=to_delete, left=left)

    def _refuse_newcomers(
        self, now: Mapping[str, str | None], planned: Mapping[str, str], before: Manifest
    ) -> None:
        """Stop before the first write if a file that is not ours has come since the plan was compared."""
        for path, digest in planned.items():
            held = now[path]
            if held in {NOT_A_FILE, digest} or path in before.records or _is_going(path, held, before):
                continue  # what is no file either makes room or is refused when its turn comes
            raise MachineRefusal(f"{path} vient d’apparaître dans le dossier de sortie.", _AGAIN)

    def _switch(
        self,
        writes: Mapping[str, Rendered],
        first: tuple[str, ...],
        going: tuple[str, ...],
        announced: Manifest,
    ) -> None:
        """Stage everything, announce it, then move the files one by one."""
        order = sorted(writes, key=lambda path: (publication_rank(path), path))
        staged = self._stage_all(writes, order)
        self._write_manifest(announced)
        for path in first:
            self._remove(path)
        self._drop_folders(first)
        made: set[str] = set()
        for path in order:
            with refusing(path):
                self._make_folders(path, made)
                _refuse_other(self._folder / path, stat.S_ISREG)
                staged[path].replace(self._folder / path)
        for path in going:
            if path not in first:
                self._remove(path)

    def _stage_all(self, writes: Mapping[str, Rendered], order: Iterable[str]) -> Mapping[str, Path]:
        """Write everything beside the site, on the same disk, so that only renames remain."""
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

    def _drop_folders(self, paths: Iterable[str]) -> None:
        """Remove the folders of these files that hold nothing any more, the deepest first."""
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


def _is_going(path: str, state: str | None, before: Manifest) -> bool:
    """Whether the path holds nothing, or exactly what a build has put there."""
    return state is None or before.made(path, state)


def _own_state(folder: Path) -> str | None:
    try:
        mode = folder.lstat().st_mode
    except FileNotFoundError:
        return None
    return "" if stat.S_ISDIR(mode) else NOT_A_FILE


def _refuse_other(path: Path, due: Callable[[int], bool]) -> None:
    """Stop before a link, a device, a file where a folder is due: nothing is written over or through them."""
    with suppress(FileNotFoundError):
        if not due(path.lstat().st_mode):
            raise MachineRefusal(f"{path} n’a pas été fait par bulletin et barre le chemin.", "Déplacez-le.")


def _write(target: Path, content: Rendered, *, durable: bool = False) -> None:
    """Write a whole new file; with ``durable``, it is on the disk and not only on its way there."""
    with target.open("wb") as file:
        if isinstance(content, FileCopy):
            _copy(content, file.write)
        else:
            file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def _copy(content: FileCopy, write: Callable[[bytes], object]) -> None:
    """Copy a source, and raise MachineRefusal if it is no longer what the plan was made of."""
    digest = sha256()
    with os.fdopen(open_regular(content.disk), "rb") as source:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            write(chunk)
    if digest.hexdigest() != content.digest:
        raise MachineRefusal(f"{content.disk} a changé pendant la construction.", _AGAIN)


def _take_lock(folder: Path) -> int:
    """Return a descriptor whose closing ends the lock; raises MachineRefusal when it is held."""
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


# -- files of the site itself ------------------------------------------------------------------------------
