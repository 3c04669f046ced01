"""What stops a build that would lose pages, or land on files that it did not make."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from bulletin.build.artifacts import NOT_A_FILE, compare, foreign_faults, unowned
from bulletin.build.manifest import Manifest, Record
from bulletin.build.prepared import Order, Prepared
from bulletin.build.published_addresses import lasting_addresses
from bulletin.build.rendered import content_digest
from bulletin.build.renderer import Renderer
from bulletin.content.addresses import CONVENTIONS, address_of, path_of
from bulletin.diagnostics import Diagnostic, Place
from bulletin.source.tree import hash_regular

A_FEW = 2
"""Pages that may always go: to delete or to move a post of a small site is no accident."""


def landing_faults(prepared: Prepared, before: Manifest, output: Path) -> tuple[Diagnostic, ...]:
    """Return an erreur for each new file that would land on one that no build made."""
    artifacts = prepared.plan.artifacts
    held: dict[str, str | None] = {path: record.digest for path, record in before.records.items()}
    held |= {item.path: _standing(output / item.path) for item in artifacts if item.path not in held}
    changes = compare(artifacts, before, held)
    renderer = Renderer(prepared.site.material, prepared.plan)
    digests = {
        item.path: content_digest(renderer.render(item))
        for item, _ in changes.render
        if item.path in changes.unproven
    }
    return foreign_faults(unowned(changes, digests), artifacts, output.name)


def _standing(file: Path) -> str | None:
    try:
        return hash_regular(file)
    except FileNotFoundError:
        return None
    except OSError:
        return NOT_A_FILE


def shrink_faults(prepared: Prepared, before: Manifest, order: Order) -> tuple[Diagnostic, ...]:
    """Return an erreur when more than half of the pages that were published would go.

    The pages that the writers' files asked for are also counted by themselves: those that are always there,
    one for each commune, would hide their loss. Posts to come on that day count as present.
    """
    published = {path for path in before.records if path.endswith(".html")}
    lost = published - {item.path for item in prepared.plan.artifacts}
    if order.allow_shrink or not lost:
        return ()
    lost -= {path_of(address) for address in lasting_addresses(prepared.corpus, drafts=False)}
    asked = {path for path in published if _is_asked_for(path, before.records[path])}
    for pages, gone in ((published, lost), (asked, lost & asked)):
        if len(gone) > A_FEW and 2 * len(gone) > len(pages):
            return (_shrunk(pages, gone),)
    return ()


def _is_asked_for(path: str, record: Record) -> bool:
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
