"""The conductor: read, link, plan, compare, render, write.

Everything is read and checked before anything is written; with an erreur in what is due, nothing
is. Each step is a module of its own: this one only says their order.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from bulletin.build.artifacts import compare, foreign_faults, recorded, unowned
from bulletin.build.guards import landing_faults, shrink_faults
from bulletin.build.output import Output, read_manifest, refuse_place
from bulletin.build.prepared import Order, Prepared
from bulletin.build.published_addresses import check_addresses, lasting_addresses
from bulletin.build.rendered import Rendered, content_digest
from bulletin.build.renderer import Renderer, render_all
from bulletin.build.site import read_site
from bulletin.build.site_plan import plan_site
from bulletin.build.summary import BuildSummary
from bulletin.config.production import production_diagnostics
from bulletin.content.body.limits import UnreadProse
from bulletin.content.read import Kept, Read, read_content
from bulletin.corpus.contradictions import check_conventions, check_numeros
from bulletin.corpus.corpus import link
from bulletin.corpus.spelling import check_spelling
from bulletin.corpus.turning_days import left_out, next_change
from bulletin.diagnostics import Diagnostic, Diagnostics, Place, Severity, strict
from bulletin.opendata.subvention_checks import check_subventions


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
    check_subventions(corpus, diagnostics)
    plan = plan_site(corpus, site.material, diagnostics)
    if site.config.site.production:
        diagnostics.extend(production_diagnostics(site.config))
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
    faults = shrink_faults(prepared, before, order)
    if prepared.can_be_built:
        faults = (*faults, *landing_faults(prepared, before, output))
    return replace(prepared, diagnostics=(*prepared.diagnostics, *faults))


def build(root: Path, output: Path, order: Order, *, home: Path) -> BuildSummary:
    """Build a site into a folder and return what was done; with an erreur nothing is written.

    Raises ``UsageFault`` and ``MachineRefusal`` as the steps do.
    """
    started = time.monotonic()
    refuse_place(output, site=root, home=home)
    prepared = prepare(root, order)
    faults = shrink_faults(prepared, read_manifest(output)[0], order)
    if faults or not prepared.can_be_built:
        return _summary(prepared, faults, started)
    with Output.open(output, site=root, home=home) as folder:
        before, _ = folder.manifest()
        artifacts = prepared.plan.artifacts
        held = folder.digests({item.path for item in artifacts} | before.paths)
        changes = compare(artifacts, before, held, force=order.force)
        try:
            rendered = render_all(
                [item for item, _ in changes.render],
                Renderer(prepared.site.material, prepared.plan),
                order.jobs,
            )
        except UnreadProse as fault:
            return _summary(prepared, [_prose_fault(fault)], started)
        digests = {path: content_digest(content) for path, content in rendered.items()}
        foreign = unowned(changes, digests)
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


def render_whole(prepared: Prepared, made: dict[str, tuple[str, Rendered]]) -> Mapping[str, Rendered]:
    """Return every file of a planned site; ``made`` spares those whose fingerprint has not moved."""
    renderer = Renderer(prepared.site.material, prepared.plan)
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
    return Diagnostic.of(
        "texte-trop-complexe", Place(path="content", line=fault.line), fault.message, fault.hint
    )
