"""The source files of a site, read once and safely.

Reads only. No link is followed and nothing but regular files is opened, so no post can show
what lies outside the site. A text is read once and its digest is that of those bytes; an image or an
attachment is only digested. A file that is refused gives a diagnostic that names it.
"""

from __future__ import annotations

import errno
import os
import stat
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from bulletin.diagnostics import Diagnostic, MachineRefusal, Place
from bulletin.french.printed import NBSP
from bulletin.source.fingerprint import digest_of

MAX_TEXT = 1_000_000
"""Bytes: above this a text is refused, for it is no post."""
MAX_DEPTH = 10
"""Levels of folders below the one that is walked."""

TEXTS = frozenset({".md", ".yml"})
HIDDEN = (".", "_", "#")
"""A source whose name begins so is left aside, as is one that ends with ``~``."""


class NotRegularError(OSError):
    """What was to be opened is a folder, a link, a pipe or a device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFile:
    """A regular file of the site.

    ``path`` is relative to the site, with ``/``, in NFC whatever the disk holds; ``disk`` opens it.
    ``data`` is None for what is only copied. ``size`` is in bytes.
    """

    path: str
    disk: Path
    digest: str
    size: int
    data: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """All the files under one folder, sorted by path, and what was refused among them."""

    files: tuple[SourceFile, ...] = ()
    faults: tuple[Diagnostic, ...] = ()


def open_regular(path: Path) -> int:
    """Return a descriptor that reads a regular file; a symbolic link is not followed.

    Raises NotRegularError for anything else, without waiting on a pipe; OSError as the system does.
    """
    flags = (
        os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    )
    if not stat.S_ISREG(path.lstat().st_mode):
        raise NotRegularError(f"not a regular file: {path}")
    descriptor = os.open(path, flags)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotRegularError(f"not a regular file: {path}")
    return descriptor


def read_regular(path: Path, limit: int = -1) -> bytes:
    """Return the bytes of a regular file, at most ``limit`` of them; raises as ``open_regular``."""
    with os.fdopen(open_regular(path), "rb") as file:
        return file.read(limit)


def hash_regular(path: Path) -> str:
    """Return the SHA-256 of a regular file in hexadecimal, read in pieces; raises as ``open_regular``."""
    with os.fdopen(open_regular(path), "rb") as file:
        return file_digest(file, "sha256").hexdigest()


def refusal(error: OSError, path: str) -> MachineRefusal:
    """Return, for the caller to raise, the sentence that says what the system refused for that file."""
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return MachineRefusal(
                f"Le disque est plein{NBSP}: {path} ne peut pas être écrit.", "Libérez de la place."
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return MachineRefusal(f"L’accès à {path} est refusé.", "Vérifiez les droits de son dossier.")
        case _:
            name = errno.errorcode.get(error.errno or 0, type(error).__name__)
            return MachineRefusal(f"La machine a refusé {path} ({name}).")


def read_tree(
    site: Path,
    folder: str,
    *,
    texts: frozenset[str] | None = TEXTS,
    hidden: tuple[str, ...] = HIDDEN,
    digest: Callable[[Path], str] = hash_regular,
) -> Tree:
    """Return the files under ``site``/``folder``; a folder that does not exist holds none.

    ``texts`` are the suffixes that are read, None for all. ``digest`` returns the SHA-256 of the others.
    Raises MachineRefusal where the disk refuses to be read.
    """
    found, faults = walk(site, folder, hidden=hidden)
    files: list[SourceFile] = []
    for path, disk in found:
        try:
            file = _read(path, disk, is_text=texts is None or disk.suffix.lower() in texts, digest=digest)
        except NotRegularError:
            faults.append(_refused(path, "n’est pas un fichier ordinaire"))
        except OSError as error:
            raise refusal(error, path) from error
        else:
            if file.data is not None and file.size > MAX_TEXT:
                faults.append(_refused(path, "dépasse un million d’octets"))
            else:
                files.append(file)
    return Tree(files=tuple(files), faults=tuple(sorted(faults, key=lambda item: item.order)))


def _read(path: str, disk: Path, *, is_text: bool, digest: Callable[[Path], str]) -> SourceFile:
    if not is_text:
        return SourceFile(path=path, disk=disk, digest=digest(disk), size=disk.lstat().st_size)
    data = read_regular(disk, MAX_TEXT + 1)
    return SourceFile(path=path, disk=disk, digest=digest_of(data), size=len(data), data=data)


def walk(
    site: Path, folder: str, *, hidden: tuple[str, ...] = HIDDEN
) -> tuple[list[tuple[str, Path]], list[Diagnostic]]:
    """Return the regular files under a folder, sorted by their path in NFC, and what was refused.

    The order does not depend on the disk. Raises MachineRefusal for a folder that cannot be listed.
    """
    found: dict[str, Path] = {}
    faults: list[Diagnostic] = []
    start = site / folder
    if start.is_symlink():
        return [], [_refused(folder, "est un lien")]
    if start.is_dir():
        for disk, fault in _entries(start, folder, hidden, depth=0):
            path = _name(disk, site)
            if fault:
                faults.append(_refused(path, fault))
            elif path in found:
                faults.append(_refused(path, "existe deux fois, écrit de deux manières"))
            else:
                found[path] = disk
    return sorted(found.items()), faults


def _entries(folder: Path, shown: str, hidden: tuple[str, ...], depth: int) -> Iterator[tuple[Path, str]]:
    """Give each entry to take with an empty text, each entry to refuse with what is wrong with it."""
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        raise refusal(error, shown) from error
    for entry in entries:
        if entry.name.startswith(hidden) or entry.name.endswith("~"):
            continue
        disk = Path(entry.path)
        fault = _fault_of(entry, depth)
        if fault or not entry.is_dir(follow_symlinks=False):
            yield disk, fault
        else:
            yield from _entries(disk, f"{shown}/{entry.name}", hidden, depth + 1)


def _fault_of(entry: os.DirEntry[str], depth: int) -> str:
    if any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in entry.name):
        return "a un nom illisible"
    if entry.is_symlink():
        return "est un lien"
    if entry.is_dir(follow_symlinks=False):
        return "est à plus de dix niveaux de dossiers" if depth >= MAX_DEPTH else ""
    return "" if entry.is_file(follow_symlinks=False) else "n’est pas un fichier ordinaire"


def _name(disk: Path, site: Path) -> str:
    """Return the path of a file in the site, in NFC, with « � » for what no terminal can print."""
    text = unicodedata.normalize("NFC", disk.relative_to(site).as_posix())
    return "".join("�" if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in text)


def _refused(path: str, fault: str) -> Diagnostic:
    return Diagnostic.of(
        "fichier-refuse",
        Place(path=path),
        f"{path} {fault}.",
        "Remplacez-le par un fichier ordinaire, ou retirez-le du dossier.",
    )
