"""The plan of a build as data: its files, their fingerprints, and what changes on the disk.

Pure: no file is read or written here. An ``Artifact`` is a file of the output with its content; its
fingerprint covers all that the file shows, so that no change is missed. The ``Manifest`` records what the
last build made.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import assert_never

from bulletin.build.manifest import Manifest, Record
from bulletin.content.addresses import address_of
from bulletin.diagnostics import Diagnostic, Place
from bulletin.pages.views.contents import (
    Calendar,
    Content,
    CopiedFile,
    Feed,
    HtmlPage,
    Letter,
    LetterText,
    PlainText,
    PrintedNumero,
    RobotRules,
    ShareImage,
    SiteMap,
    SubscriptionList,
)
from bulletin.pages.views.pictures import PictureVariant
from bulletin.source.fingerprint import digest_of, encode

ENGINE = "3"
"""Incremented when the code gives other bytes for the same view: every page is then rendered again."""

RESERVED_PREFIX = ".bulletin-"
"""How the names of the build's own files at the root of the output begin: no artifact may begin so."""

NOT_A_FILE = "pas-un-fichier"
"""Used in place of a digest for a folder, a link or a device, and below a file that should be a folder."""

ENGINE_PART = "@moteur"
TEMPLATE_PART = "@gabarit"
SOURCE_PART = "@fichier"
"""Names of the parts of a fingerprint that are not fields of a view; no field begins with ``@``."""

_PART_LENGTH = 12


class Reason(StrEnum):
    """Why a file is made again, or removed."""

    NOUVEAU = "nouveau"
    """No build has made it yet."""
    CONTENU = "contenu"
    """Something that it shows has changed."""
    GABARIT = "gabarit"
    """Its template, or one that it uses, has changed."""
    MOTEUR = "moteur"
    """The program or one of its libraries has changed."""
    ABSENT = "absent"
    """It is not on the disk any more."""
    MODIFIE = "modifie"
    """It was edited by hand in the output."""
    FORCE = "force"
    """The command asks for all files (``--force``)."""
    ORPHELIN = "orphelin"
    """It is not in the plan any more: it is removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A file of the output, with the value from which it is rendered; made by ``declare``."""

    path: str
    """From the folder of the output, with ``/``."""
    origin: str
    """The path of the source file from which it is made, else a French name for it."""
    content: Content
    fingerprint: str
    """SHA-256 of all on which its bytes depend."""
    parts: str
    """Short digests as ``name:digest``, of engine, template and each field, to find what has changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependencies:
    """On what the bytes of a file depend besides its content."""

    engine: str = ENGINE
    """The versions of the program and of the libraries that render it."""
    template: str = ""
    """Digest of its template and of all that it extends, includes or imports; ``""`` without a template."""
    files: str = ""
    """Digest of the files that it includes, such as the pictures of a printed numéro."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a build has to do; every path of the plan is in ``render``, ``keep`` or ``foreign``."""

    render: tuple[tuple[Artifact, Reason], ...]
    keep: tuple[str, ...]
    prune: tuple[str, ...]
    """Orphans: in the manifest, and not in the plan."""
    foreign: tuple[str, ...]
    """Taken by something that is not a file and that no build made: they cannot be written."""
    unproven: Mapping[str, str]
    """Paths to render where there is a file of unknown origin, with its digest: see ``unowned``."""


def declare(
    *, path: str, origin: str, content: Content, dependencies: Dependencies | None = None
) -> Artifact:
    """Return the artifact of a content, with its fingerprint.

    Raises:
        ValueError: for a path that leaves the output or is reserved.
        TypeError: for a view that cannot be encoded; both are errors in the program.
    """
    check_path(path)
    digests = _digests(content, dependencies or Dependencies())
    return Artifact(
        path=path,
        origin=origin,
        content=content,
        fingerprint=_fingerprint(content, digests),
        parts=" ".join([f"{name}:{digest[:_PART_LENGTH]}" for name, digest in digests]),
    )


def _digests(content: Content, dependencies: Dependencies) -> tuple[tuple[str, str], ...]:
    parts = [(ENGINE_PART, _digest_of_texts(dependencies.engine))]
    if dependencies.template:
        name = content.template if isinstance(content, HtmlPage) else ""
        parts.append((TEMPLATE_PART, _digest_of_texts(name, dependencies.template)))
    if dependencies.files:
        parts.append((SOURCE_PART, dependencies.files))
    parts.extend([(name, digest_of(encode(value))) for name, value in _shown(content)])
    return tuple(parts)


@cache
def _digest_of_texts(*texts: str) -> str:
    """Return the digest of texts, computed once for the thousands of pages of one template."""
    return digest_of(encode(texts))


def _shown(content: Content) -> Iterator[tuple[str, object]]:
    """Yield the values that a file shows, by name: the fields of its view, else those of the content."""
    match content:
        case CopiedFile(digest=digest):
            yield (SOURCE_PART, digest)
        case PictureVariant(digest=digest):
            yield (SOURCE_PART, digest)
            yield from (
                (item.name, getattr(content, item.name))
                for item in fields(content)
                if item.name not in {"source", "digest"}
            )
        case HtmlPage() | Feed() | Calendar() | Letter() | LetterText() | PrintedNumero():
            view = content.view
            yield from ((item.name, getattr(view, item.name)) for item in fields(view))
        case SubscriptionList() | SiteMap() | RobotRules() | PlainText() | ShareImage():
            yield from ((item.name, getattr(content, item.name)) for item in fields(content))
        case _:
            assert_never(content)


def _fingerprint(content: Content, digests: tuple[tuple[str, str], ...]) -> str:
    """Return the digest of the classes of a content and of the digests of its parts.

    Of a class only the name counts, so that nothing is rendered again when it moves to another module.
    """
    view = getattr(content, "view", None)
    lines = [type(content).__qualname__, type(view).__qualname__]
    lines.extend([f"{name}:{digest}" for name, digest in digests])
    return digest_of("\n".join(lines).encode())


def check_path(path: str) -> None:
    """Raise ``ValueError`` for a path that leaves the output, or is that of a file of the build itself."""
    steps = path.split("/")
    if any(step in {"", ".", ".."} for step in steps) or any(sign in path for sign in "\\\0\n"):
        raise ValueError(f"not a path under the output: {path!r}")
    if steps[0].casefold().startswith(RESERVED_PREFIX):
        raise ValueError(f"reserved for the build itself: {path!r}")


def path_key(path: str) -> str:
    """Return a text that is equal for two paths that are one on a case-insensitive or normalising disk."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def parents(path: str) -> Iterator[str]:
    """Yield the folders above a path, the nearest last, without the root of the output."""
    end = path.find("/")
    while end != -1:
        yield path[:end]
        end = path.find("/", end + 1)


Places = Mapping[tuple[str, str], Place]
"""Where source files ask for addresses: by path of the file and address."""


def collisions(artifacts: Iterable[Artifact], places: Places | None = None) -> tuple[Diagnostic, ...]:
    """Return an erreur for each address that two artifacts have, with the origins of both.

    Addresses that differ only by case, or by the Unicode form of an accent, are one on many disks. A file
    and a folder of the same name are a collision too. The order of the artifacts does not matter. An erreur
    is at the key that asks for the address, if ``places`` has it, else at the source file.
    """
    ordered = sorted(artifacts, key=lambda item: (item.path, item.origin))
    firsts: dict[str, Artifact] = {}
    found: list[Diagnostic] = []
    for item in ordered:
        first = firsts.setdefault(path_key(item.path), item)
        if first is not item:
            found.append(_same_address(first, item, places or {}))
    found.extend(
        _blocked_address(firsts[folder], item, places or {})
        for item in ordered
        for folder in parents(path_key(item.path))
        if folder in firsts
    )
    return tuple(found)


def _same_address(first: Artifact, second: Artifact, places: Places) -> Diagnostic:
    shown = address_of(first.path)
    alike = "" if first.path == second.path else f" (l’autre s’écrit {address_of(second.path)})"
    message = f"L’adresse {shown} est demandée par {first.origin} et par {second.origin}{alike}."
    return _collision(first, second, message, places)


def _blocked_address(blocking: Artifact, item: Artifact, places: Places) -> Diagnostic:
    message = (
        f"L’adresse {address_of(item.path)} de {item.origin} passe par {address_of(blocking.path)}, "
        f"qui est déjà un fichier de {blocking.origin}."
    )
    return _collision(blocking, item, message, places)


def _collision(first: Artifact, second: Artifact, message: str, places: Places) -> Diagnostic:
    asked = ((item.origin, places.get((item.origin, address_of(item.path)))) for item in (second, first))
    written = [place or Place(path=origin) for origin, place in asked if "/" in origin]
    # A key that asks for the address comes before an address that is that of the file name.
    written.sort(key=lambda place: place.line == 1)
    return Diagnostic.of(
        "adresse-double",
        written[0] if written else Place(path=second.origin),
        message,
        "Changez le slug ou l’alias de l’un des deux.",
    )


def compare(
    artifacts: Sequence[Artifact],
    manifest: Manifest,
    on_disk: Mapping[str, str | None],
    *,
    force: bool = False,
) -> Changes:
    """Return what has to be rendered, kept and removed for the output to be as planned.

    ``on_disk`` gives, for every path of the plan and of the manifest, the digest of the file, ``None`` when
    there is nothing, ``NOT_A_FILE`` when there is something else.
    """
    planned = {item.path for item in artifacts}
    prune = tuple(sorted(manifest.paths - planned))
    removable = _removable_orphans(prune, manifest, on_disk)
    render: list[tuple[Artifact, Reason]] = []
    keep: list[str] = []
    foreign: list[str] = []
    unproven: dict[str, str] = {}
    for item in sorted(artifacts, key=attrgetter("path")):
        state = on_disk.get(item.path)
        reason = Reason.FORCE if force else reason_for(item, manifest, state)
        if state == NOT_A_FILE and not _will_be_free(item.path, removable):
            foreign.append(item.path)
        elif reason is None:
            keep.append(item.path)
        else:
            render.append((item, reason))
            if state not in {None, NOT_A_FILE} and not _owned(item.path, manifest, state):
                unproven[item.path] = str(state)
    return Changes(
        render=tuple(render), keep=tuple(keep), prune=prune, foreign=tuple(foreign), unproven=unproven
    )


def _owned(path: str, manifest: Manifest, state: str | None) -> bool:
    """Whether a build made the file at a path, even if it was edited since; see ``Manifest.pending``."""
    return path in manifest.records or (state is not None and manifest.made(path, state))


def _removable_orphans(
    prune: Iterable[str], manifest: Manifest, on_disk: Mapping[str, str | None]
) -> frozenset[str]:
    """Return the orphans that the build will remove, or that are gone: all but those edited by hand."""
    return frozenset(
        path for path in prune if (state := on_disk.get(path)) is None or manifest.made(path, state)
    )


def _will_be_free(path: str, removable: frozenset[str]) -> bool:
    """Whether what is at a path, or where a folder above it should be, goes with the orphans."""
    return any(folder in removable for folder in parents(path)) or any(
        item.startswith(f"{path}/") for item in removable
    )


def reason_for(artifact: Artifact, manifest: Manifest, state: str | None) -> Reason | None:
    """Return why an artifact has to be made again, ``None`` when it is up to date."""
    record = manifest.records.get(artifact.path)
    if record is None:
        return Reason.NOUVEAU
    if record.fingerprint != artifact.fingerprint:
        return _change_reason(frozenset(changed_parts(record, artifact)))
    if state is None:
        return Reason.ABSENT
    return None if state == record.digest else Reason.MODIFIE


def _change_reason(names: frozenset[str]) -> Reason:
    if ENGINE_PART in names:
        return Reason.MOTEUR
    return Reason.GABARIT if TEMPLATE_PART in names else Reason.CONTENU


def changed_parts(record: Record, artifact: Artifact) -> tuple[str, ...]:
    """Return the names of the parts that are different from the last build, sorted."""
    differing = set(record.parts.split()) ^ set(artifact.parts.split())
    return tuple(sorted({part.partition(":")[0] for part in differing}))


def unowned(changes: Changes, digests: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paths where the build would overwrite something that no build made, sorted.

    ``digests`` are those of the rendered bytes: a file that has exactly these bytes is accepted.
    """
    others = (path for path, held in changes.unproven.items() if digests[path] != held)
    return tuple(sorted({*changes.foreign, *others}))


def foreign_diagnostics(
    paths: Iterable[str], artifacts: Iterable[Artifact], output: str
) -> tuple[Diagnostic, ...]:
    """Return an erreur for each path of ``unowned``; ``output`` is the name of the output folder."""
    origins = {item.path: item.origin for item in artifacts}
    return tuple(
        Diagnostic.of(
            "fichier-etranger",
            Place(path=f"{output}/{path}"),
            f"{output}/{path} n’a pas été fait par bulletin, et {origins[path]} s’écrirait à cet endroit.",
            "Déplacez ou supprimez ce qui s’y trouve, ou changez l’adresse. Rien n’a été écrit.",
        )
        for path in paths
    )


def blocking_orphans(to_delete: Sequence[str], planned: Iterable[str]) -> tuple[str, ...]:
    """Return the orphans to remove before the first file is written, in their order.

    An orphan blocks a planned file that is under it, above it, or that has the same name on a
    case-insensitive disk.
    """
    if not to_delete:
        return ()
    keys = {path_key(path) for path in planned}
    folders = {folder for key in keys for folder in parents(key)}

    def blocks(key: str) -> bool:
        return key in keys or key in folders or any(folder in keys for folder in parents(key))

    return tuple(path for path in to_delete if blocks(path_key(path)))


def publication_rank(path: str) -> int:
    """Return the rank of a file in the order of writing: the target of a link comes before the link.

    0 files and data, 1 pages, 2 the front page, 3 feeds and calendars, 4 the site map.
    """
    name = path.rpartition("/")[2]
    if path == "sitemap.xml":
        return 4
    if name in {"rss.xml", "atom.xml", "feed.json"} or name.endswith((".ics", ".opml")):
        return 3
    if path == "index.html":
        return 2
    return 1 if name.endswith(".html") else 0


def recorded(artifacts: Iterable[Artifact], before: Manifest, digests: Mapping[str, str]) -> Manifest:
    """Return the manifest after a build; ``digests`` are those of the rendered bytes, by path.

    Raises:
        KeyError: for an artifact that is neither rendered nor in the manifest of before.
    """
    return Manifest(
        records={
            item.path: Record(
                fingerprint=item.fingerprint,
                digest=digests[item.path] if item.path in digests else before.records[item.path].digest,
                origin=item.origin,
                parts=item.parts,
            )
            for item in artifacts
        }
    )
