"""The conductor: read, link, plan, compare, render, write.

Floor 12. Everything is read and checked before anything is written; with an erreur in what is due, nothing
is. Each step is a module of its own: this one only says their order.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bulletin.content.addresses import CONVENTIONS, path_of
from bulletin.catalogue import Severity
from bulletin.corpus.contradictions import check_conventions, check_numeros
from bulletin.content.read import Kept, Read, read_content
from bulletin.corpus.corpus import Corpus, link
from bulletin.diagnostics import Diagnostic, Diagnostics, Place, strict
from bulletin.corpus.spelling import check_spelling
from bulletin.content.body.limits import UnreadProse
from bulletin.build.manifest import Manifest, Record
from bulletin.build.artifacts import (NOT_A_FILE, Artifact, compare, foreign_faults, recorded, strangers)
from bulletin.content.addresses import (address_of)
from bulletin.build.site_plan import SitePlan, lasting_addresses, plan_site
from bulletin.config.production import production_faults
from bulletin.build.published_addresses import check_addresses
from bulletin.build.renderer import Renderer, render_all
from bulletin.build.site import SiteFolder, read_site
from bulletin.build.store import Content, Output, content_digest, read_manifest, refuse_place
from bulletin.opendata.subvention_checks import check_subsidies
from bulletin.build.summary import BuildSummary
from bulletin.source.tree import hash_regular
from bulletin.corpus.turning_days import left_out, next_change

A_FEW = 2
"""Pages that may always go: to delete or to move a post of a small site is no accident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is asked of a build. ``day`` is the day the site is built for."""

    day: dt.date
    drafts: bool = False
    force: bool = False
    is_strict: bool = False
    allow_shrink: bool = False
    jobs: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A site that has been read, linked and planned, with all that was told of it."""

    site: SiteFolder
    corpus: Corpus
    plan: SitePlan
    reads: tuple[Read, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def can_be_built(self) -> bool:
        """Whether no diagnostic stops the build."""
        return not any(item.stops for item in self.diagnostics)


def prepare(root: Path, order: Order, kept: Kept | None = None) -> Prepared:
    """Return the plan of a site for a day, and every diagnostic of it, without writing anything."""
    site = read_site(root)
    diagnostics = Diagnostics()
    diagnostics.extend(site.faults)
    reads = read_content(site.content, site.atlas, site.words, kept)
    for read in reads:
        diagnostics.extend(read.diagnostics)
    corpus = link(
        reads,
        config=site.config,
        atlas=site.atlas,
        day=order.day,
        drafts=order.drafts,
        diagnostics=diagnostics,
    )
    check_conventions(corpus, diagnostics)
    check_numeros(corpus, diagnostics)
    check_spelling(corpus, diagnostics)
    check_subsidies(corpus, diagnostics)
    plan = plan_site(corpus, site.material, diagnostics)
    if site.config.site.production:
        diagnostics.extend(production_faults(site.config))
        lasting = lasting_addresses(corpus, drafts=True)
        check_addresses(site.addresses, plan.artifacts, lasting, diagnostics)
    told = _weighed(diagnostics, reads, order, site.config.redaction.ignorer)
    return Prepared(site=site, corpus=corpus, plan=plan, reads=reads, diagnostics=told)


def _weighed(
    diagnostics: Iterable[Diagnostic], reads: Iterable[Read], order: Order, silenced: tuple[str, ...]
) -> tuple[Diagnostic, ...]:
    """Return what is told and not silenced by the site; what is in a post that is not due does not block."""
    waiting = {
        read.path
        for read in reads
        if not order.drafts and (read.brouillon or (read.jour is not None and read.jour > order.day))
    }
    told = tuple(
        replace(item, blocking=False) if item.place.path in waiting else item
        for item in diagnostics
        if item.severity is Severity.ERREUR or item.code not in silenced
    )
    return strict(told) if order.is_strict else told


def check(root: Path, output: Path, order: Order) -> Prepared:
    """Return what ``build`` into that folder would tell, without writing anything."""
    prepared = prepare(root, order)
    before, _ = read_manifest(output)
    faults = _shrink_faults(prepared, before, order)
    if prepared.can_be_built:
        faults = (*faults, *_landing_faults(prepared, before, output))
    return replace(prepared, diagnostics=(*prepared.diagnostics, *faults))


def build(root: Path, output: Path, order: Order, *, home: Path) -> BuildSummary:
    """Build a site into a folder and return what was done; with an erreur nothing is written.

    Raises ``UsageFault`` and ``MachineRefusal`` as the steps do.
    """
    started = time.monotonic()
    refuse_place(output, site=root, home=home)
    prepared = prepare(root, order)
    faults = _shrink_faults(prepared, read_manifest(output)[0], order)
    if faults or not prepared.can_be_built:
        return _summary(prepared, faults, started)
    with Output.open(output, site=root, home=home) as folder:
        before, _ = folder.manifest()
        artifacts = prepared.plan.artifacts
        held = folder.digests({item.path for item in artifacts} | before.paths)
        changes = compare(artifacts, before, held, force=order.force)
        try:
            rendered = render_all(
                [item for item, _ in changes.render], Renderer(prepared.site, prepared.plan), order.jobs
            )
        except UnreadProse as fault:
            return _summary(prepared, [_prose_fault(fault)], started)
        digests = {path: content_digest(content) for path, content in rendered.items()}
        foreign = strangers(changes, digests)
        if foreign:
            return _summary(prepared, foreign_faults(foreign, artifacts, output.name), started)
        done = folder.publish(
            rendered, prune=changes.prune, before=before, after=recorded(artifacts, before, digests)
        )
    summary = _summary(prepared, (), started)
    return replace(
        summary,
        rendered=tuple(sorted(rendered)),
        kept=len(changes.keep),
        pruned=done.pruned,
        left=done.left,
    )


def render_whole(prepared: Prepared, made: dict[str, tuple[str, Content]]) -> Mapping[str, Content]:
    """Return every file of a planned site; ``made`` spares those whose fingerprint has not moved."""
    renderer = Renderer(prepared.site, prepared.plan)
    for item in prepared.plan.artifacts:
        known = made.get(item.path)
        if known is None or known[0] != item.fingerprint:
            made[item.path] = (item.fingerprint, renderer.render(item))
    planned = {item.path for item in prepared.plan.artifacts}
    for path in tuple(made):
        if path not in planned:
            del made[path]
    return {path: content for path, (_, content) in made.items()}


def _summary(prepared: Prepared, faults: Iterable[Diagnostic], started: float) -> BuildSummary:
    return BuildSummary(
        diagnostics=(*prepared.diagnostics, *faults),
        left_out=left_out(prepared.corpus),
        next_change=next_change(prepared.corpus),
        seconds=time.monotonic() - started,
    )


def _prose_fault(fault: UnreadProse) -> Diagnostic:
    return Diagnostic(
        severity=Severity.ERREUR,
        code="texte-trop-complexe",
        place=Place(path="content", line=fault.line),
        message=fault.message,
        hint=fault.hint,
    )


# -- what stands in the output before --------------------------------------------------------------------


def _landing_faults(prepared: Prepared, before: Manifest, output: Path) -> tuple[Diagnostic, ...]:
    """Return an erreur for each new file that would land on one that no build made."""
    artifacts = prepared.plan.artifacts
    held: dict[str, str | None] = {path: record.digest for path, record in before.records.items()}
    held |= {item.path: _standing(output / item.path) for item in artifacts if item.path not in held}
    changes = compare(artifacts, before, held)
    renderer = Renderer(prepared.site, prepared.plan)
    digests = {
        item.path: content_digest(renderer.render(item))
        for item, _ in changes.render
        if item.path in changes.unproven
    }
    return foreign_faults(strangers(changes, digests), artifacts, output.name)


def _standing(file: Path) -> str | None:
    try:
        return hash_regular(file)
    except FileNotFoundError:
        return None
    except OSError:
        return NOT_A_FILE


def _shrink_faults(prepared: Prepared, before: Manifest, order: Order) -> tuple[Diagnostic, ...]:
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
    return Diagnostic(
        severity=Severity.ERREUR,
        code="site-retreci",
        place=Place(path="content"),
        message=f"{len(gone)} pages sur {len(pages)} disparaîtraient, dont {example}.",
        hint="Vérifiez que le dossier « content » est complet. Si c’est voulu, ajoutez « --allow-shrink ».",
    )


def artifacts_by_address(artifacts: Iterable[Artifact]) -> Mapping[str, Artifact]:
    """Return artifacts by the address that a reader types."""
    return {address_of(item.path): item for item in artifacts}
