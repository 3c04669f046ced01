"""The build as data: what will be made, from what it shows, and what that changes on disk.

Pure. An ``Artifact`` is one file of the output, with the value its template sees; its
fingerprint covers all of that value, so nothing that a page shows can move unnoticed. The ``Manifest``
says what the last build made. Nothing here reads or writes a file: the store does.
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
    SiteMap,
    SubscriptionList,
)
from bulletin.source.fingerprint import digest_of, encode

ENGINE = "2"
"""Raised whenever the code gives other bytes for the same view; every page is then rendered again."""

RESERVED_PREFIX = ".bulletin-"
"""No artifact may have a name at the root of the output that begins so: they are the build's own."""

NOT_A_FILE = "pas-un-fichier"
"""Stands for a digest where the disk holds a folder, a link or a device, or a file where a folder is due."""

ENGINE_PART = "@moteur"
TEMPLATE_PART = "@gabarit"
SOURCE_PART = "@fichier"
"""Names of the parts of a fingerprint that are not fields of a view; ``@`` begins no field."""

_PART_LENGTH = 12


class Reason(StrEnum):
    """Why a file is made again, or removed: a closed list, shown to the webmaster."""

    NOUVEAU = "nouveau"
    """No build has made it yet."""
    CONTENU = "contenu"
    """Something it shows has moved."""
    GABARIT = "gabarit"
    """Its template, or one that it uses, has moved."""
    MOTEUR = "moteur"
    """The generator itself has moved."""
    ABSENT = "absent"
    """It is no longer on the disk."""
    MODIFIE = "modifie"
    """It was edited by hand in the output."""
    FORCE = "force"
    """Everything was asked for."""
    ORPHELIN = "orphelin"
    """No source claims it any more: it is removed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """One file of the output, declared before it is made; build it with ``declare``."""

    path: str
    """Under the output, with ``/`` and without a leading one."""
    origin: str
    """What claims the address, as it is named to the writer: a source file, or a generated page."""
    content: Content
    """All that the file shows."""
    fingerprint: str
    parts: str
    """Short digests as ``name:digest``, to tell what moved: engine, template, each field of the view."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependencies:
    """What decides the bytes of a file besides the values that it shows."""

    engine: str = ENGINE
    """Our version and those of the libraries that render it."""
    template: str = ""
    """Digest of its template and of all that it extends, includes or imports, empty without one."""
    files: str = ""
    """Digest of the other files that it holds, such as the pictures of a printed issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a build has to do; every path of the plan is in ``render``, ``keep`` or ``foreign``."""

    render: tuple[tuple[Artifact, Reason], ...]
    keep: tuple[str, ...]
    prune: tuple[str, ...]
    """Known to the manifest, claimed by no source."""
    foreign: tuple[str, ...]
    """Held by something that no build made, whatever is rendered."""
    unproven: Mapping[str, str]
    """Rendered paths that hold a file of unknown making, with its digest: see ``unowned``."""


def declare(
    *, path: str, origin: str, content: Content, dependencies: Dependencies | None = None
) -> Artifact:
    """Return an artifact whose fingerprint is that of what it shows.

    Raises ValueError for a path that leaves the output or is reserved, TypeError for a view that has no
    canonical form: both are faults of the caller.
    """
    check_path(path)
    digests = _digests(content, dependencies or Dependencies())
    return Artifact(
        path=path,
        origin=origin,
        content=content,
        fingerprint=_fold(content, digests),
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
    """Computed once for the thousands of pages of one template."""
    return digest_of(encode(texts))


def _shown(content: Content) -> Iterator[tuple[str, object]]:
    """Yield the values that a file shows, by name: the fields of its view, or its own."""
    match content:
        case CopiedFile(digest=digest):
            yield (SOURCE_PART, digest)
        case HtmlPage() | Feed() | Calendar() | Letter() | LetterText() | PrintedNumero():
            view = content.view
            yield from ((item.name, getattr(view, item.name)) for item in fields(view))
        case SubscriptionList() | SiteMap() | RobotRules() | PlainText():
            yield from ((item.name, getattr(content, item.name)) for item in fields(content))
        case _:
            assert_never(content)


def _fold(content: Content, digests: tuple[tuple[str, str], ...]) -> str:
    """Fold parts whose names and digests hold no line end: only one list of them gives these lines.

    Classes are told by their name alone, so that moving one to another module renders nothing again.
    """
    view = getattr(content, "view", None)
    lines = [type(content).__qualname__, type(view).__qualname__]
    lines.extend([f"{name}:{digest}" for name, digest in digests])
    return digest_of("\n".join(lines).encode())


def check_path(path: str) -> None:
    """Raise ValueError unless the path stays under the output and is none of the build's own files."""
    steps = path.split("/")
    if any(step in {"", ".", ".."} for step in steps) or any(sign in path for sign in "\\\0\n"):
        raise ValueError(f"not a path under the output: {path!r}")
    if steps[0].casefold().startswith(RESERVED_PREFIX):
        raise ValueError(f"reserved for the build itself: {path!r}")


def path_key(path: str) -> str:
    """Return the same text for two paths that a disk blind to case or accents' form would confuse."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def parents(path: str) -> Iterator[str]:
    """Give the folders above a path, the nearest last; the root of the output is not among them."""
    end = path.find("/")
    while end != -1:
        yield path[:end]
        end = path.find("/", end + 1)


Places = Mapping[tuple[str, str], Place]
"""Where a source asks for an address: by source, then address."""


def collisions(artifacts: Iterable[Artifact], places: Places | None = None) -> tuple[Diagnostic, ...]:
    """Return an erreur for each address claimed twice, naming both claims.

    ``places`` tells where a source asks for an address, by source and address; elsewhere it is the file.
    Addresses that differ by case only, or by the form of an accent, are one on many disks. A file also
    stands in the way of a folder of its name. The order of the artifacts does not matter.
    """
    ordered = sorted(artifacts, key=lambda item: (item.path, item.origin))
    firsts: dict[str, Artifact] = {}
    found: list[Diagnostic] = []
    for item in ordered:
        first = firsts.setdefault(path_key(item.path), item)
        if first is not item:
            found.append(_double_claim(first, item, places or {}))
    found.extend(
        _blocked_claim(firsts[folder], item, places or {})
        for item in ordered
        for folder in parents(path_key(item.path))
        if folder in firsts
    )
    return tuple(found)


def _double_claim(first: Artifact, second: Artifact, places: Places) -> Diagnostic:
    shown = address_of(first.path)
    alike = "" if first.path == second.path else f" (l’autre s’écrit {address_of(second.path)})"
    message = f"L’adresse {shown} est demandée par {first.origin} et par {second.origin}{alike}."
    return _claim_fault(first, second, message, places)


def _blocked_claim(blocking: Artifact, item: Artifact, places: Places) -> Diagnostic:
    message = (
        f"L’adresse {address_of(item.path)} de {item.origin} passe par {address_of(blocking.path)}, "
        f"qui est déjà un fichier de {blocking.origin}."
    )
    return _claim_fault(blocking, item, message, places)


def _claim_fault(first: Artifact, second: Artifact, message: str, places: Places) -> Diagnostic:
    asked = ((item.origin, places.get((item.origin, address_of(item.path)))) for item in (second, first))
    written = [place or Place(path=origin) for origin, place in asked if "/" in origin]
    # The key that asks for the address is the one to change; an address of the file name has none.
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
    """Return what has to be made, kept and removed for the output to be the plan.

    ``on_disk`` gives, for every path of the plan and of the manifest, the digest of the file, None where
    there is none, ``NOT_A_FILE`` where something else stands.
    """
    planned = {item.path for item in artifacts}
    prune = tuple(sorted(manifest.paths - planned))
    render: list[tuple[Artifact, Reason]] = []
    keep: list[str] = []
    foreign: list[str] = []
    unproven: dict[str, str] = {}
    for item in sorted(artifacts, key=attrgetter("path")):
        state = on_disk.get(item.path)
        reason = Reason.FORCE if force else reason_for(item, manifest, state)
        if state == NOT_A_FILE and not _makes_room(item.path, _going(prune, manifest, on_disk)):
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
    """A path once recorded stays ours when its file is edited; a pending one only with our bytes."""
    return path in manifest.records or (state is not None and manifest.made(path, state))


def _going(prune: Iterable[str], manifest: Manifest, on_disk: Mapping[str, str | None]) -> frozenset[str]:
    """Return the orphans that will not be on the disk any more: all but those edited by hand."""
    return frozenset(
        path for path in prune if (state := on_disk.get(path)) is None or manifest.made(path, state)
    )


def _makes_room(path: str, going: frozenset[str]) -> bool:
    """Whether a file of ours that is about to go is what stands where this path needs a folder or a file."""
    return any(folder in going for folder in parents(path)) or any(
        item.startswith(f"{path}/") for item in going
    )


def reason_for(artifact: Artifact, manifest: Manifest, state: str | None) -> Reason | None:
    """Return why the artifact has to be made again, None when it has not."""
    record = manifest.records.get(artifact.path)
    if record is None:
        return Reason.NOUVEAU
    if record.fingerprint != artifact.fingerprint:
        return _moved_reason(frozenset(moved(record, artifact)))
    if state is None:
        return Reason.ABSENT
    return None if state == record.digest else Reason.MODIFIE


def _moved_reason(names: frozenset[str]) -> Reason:
    if ENGINE_PART in names:
        return Reason.MOTEUR
    return Reason.GABARIT if TEMPLATE_PART in names else Reason.CONTENU


def moved(record: Record, artifact: Artifact) -> tuple[str, ...]:
    """Return the names of the parts that differ from the last build, sorted."""
    differing = set(record.parts.split()) ^ set(artifact.parts.split())
    return tuple(sorted({part.partition(":")[0] for part in differing}))


def unowned(changes: Changes, digests: Mapping[str, str]) -> tuple[str, ...]:
    """Return the paths where the plan would land on a file that no build made.

    ``digests`` are those of the rendered bytes: a file that holds exactly these is adopted.
    """
    others = (path for path, held in changes.unproven.items() if digests[path] != held)
    return tuple(sorted({*changes.foreign, *others}))


def foreign_faults(
    paths: Iterable[str], artifacts: Iterable[Artifact], output: str
) -> tuple[Diagnostic, ...]:
    """Return an erreur for each path where a page would land on what is not the build's own.

    ``output`` is the name of the output folder as the webmaster knows it.
    """
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


def in_the_way(to_delete: Sequence[str], planned: Iterable[str]) -> tuple[str, ...]:
    """Return the orphans to remove before the first write, in their order.

    An orphan is in the way where the plan has a file under it, a file that is a folder above it, or, on
    a disk blind to case, a file of the same name.
    """
    if not to_delete:
        return ()
    keys = {path_key(path) for path in planned}
    folders = {folder for key in keys for folder in parents(key)}

    def is_in_the_way(key: str) -> bool:
        return key in keys or key in folders or any(folder in keys for folder in parents(key))

    return tuple(path for path in to_delete if is_in_the_way(path_key(path)))


def publication_rank(path: str) -> int:
    """Return the turn of a file in the publication: what is pointed to stands before what points to it.

    0 files and data, 1 pages, 2 the home page, 3 feeds and calendars, 4 the site map.
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
    """Return the manifest of a build that ended: the same whether a file was rendered or kept.

    ``digests`` are those of the rendered bytes. Raises KeyError for an artifact that was neither
    rendered nor recorded.
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
