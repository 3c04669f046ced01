"""The checks that stop a build which would lose many pages, or overwrite files that no build made."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from bulletin.build.artifacts import NOT_A_FILE, compare, foreign_diagnostics, unowned
from bulletin.build.manifest import Manifest, Record
from bulletin.build.prepared import Order, Prepared
from bulletin.build.published_addresses import lasting_addresses
from bulletin.build.rendered import content_digest
from bulletin.build.renderer import Renderer
from bulletin.content.addresses import CONVENTIONS, address_of, path_of
from bulletin.diagnostics import Diagnostic, Place
from bulletin.source.tree import hash_regular

A_FEW = 2
"""How many pages may always disappear, since on a small site one deleted post is a large share."""


def overwrite_diagnostics(prepared: Prepared, before: Manifest, output: Path) -> tuple[Diagnostic, ...]:
    """Return an erreur for each new file that would overwrite one that no build made."""
    artifacts = prepared.plan.artifacts
    on_disk: dict[str, str | None] = {path: record.digest for path, record in before.records.items()}
    on_disk |= {item.path: _state(output / item.path) for item in artifacts if item.path not in on_disk}
    changes = compare(artifacts, before, on_disk)
    renderer = Renderer(prepared.site.material, prepared.plan)
    digests = {
        item.path: content_digest(renderer.render(item))
        for item, _ in changes.render
        if item.path in changes.unproven
    }
    return foreign_diagnostics(unowned(changes, digests), artifacts, output.name)


def _state(file: Path) -> str | None:
    """Return the digest of a file, ``None`` when there is nothing, ``NOT_A_FILE`` for anything else."""
    try:
        return hash_regular(file)
    except FileNotFoundError:
        return None
    except OSError:
        return NOT_A_FILE


def shrink_diagnostics(prepared: Prepared, before: Manifest, order: Order) -> tuple[Diagnostic, ...]:
    """Return an erreur when more than half of the published pages would disappear.

    The pages made from the files of writers are also counted by themselves, since they are few beside those
    of the communes. Posts to come on the day of the build count as present.
    """
    published = {path for path in before.records if path.endswith(".html")}
    lost = published - {item.path for item in prepared.plan.artifacts}
    if order.allow_shrink or not lost:
        return ()
    lost -= {path_of(address) for address in lasting_addresses(prepared.corpus, drafts=False)}
    written = {path for path in published if _is_of_writer(path, before.records[path])}
    for pages, gone in ((published, lost), (written, lost & written)):
        if len(gone) > A_FEW and 2 * len(gone) > len(pages):
            return (_shrunk(pages, gone),)
    return ()


def _is_of_writer(path: str, record: Record) -> bool:
    """Whether a page is made from a file of ``content/``, or is that of a convention."""
    address = address_of(path)
    return record.origin.startswith("content/") or address.removeprefix(CONVENTIONS) not in {address, ""}


def _shrunk(pages: Collection[str], gone: Collection[str]) -> Diagnostic:
    example = address_of(min(gone))
    return Diagnostic.of(
        "site-retreci",
        Place(path="content"),
        f"{len(gone)} pages sur {len(pages)} disparaîtraient, dont {example}.",
        "Vérifiez que le dossier « content » est complet. Si c’est voulu, ajoutez « --allow-shrink ».",
    )
