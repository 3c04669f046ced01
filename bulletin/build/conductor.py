"""The order of the steps of a build: read, link, plan, compare, render, write.

Everything is read and checked before anything is written; with an erreur in what is due, nothing is written.
Each step has its own module.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from bulletin.build.artifacts import compare, foreign_diagnostics, recorded, unowned
from bulletin.build.guards import overwrite_diagnostics, shrink_diagnostics
from bulletin.build.output import Output, read_manifest, refuse_place
from bulletin.build.prepared import Order, Prepared
from bulletin.build.published_addresses import check_addresses, lasting_addresses
from bulletin.build.rendered import FileCopy, Rendered, content_digest
from bulletin.build.renderer import Renderer, render_all
from bulletin.build.site import read_site
from bulletin.build.site_plan import plan_site
from bulletin.build.summary import BuildSummary
from bulletin.config.production import production_diagnostics
from bulletin.content.read import Kept, Read, read_content
from bulletin.corpus.contradictions import check_conventions, check_numeros
from bulletin.corpus.corpus import link
from bulletin.corpus.spelling import check_spelling
from bulletin.corpus.turning_days import left_out, next_change
from bulletin.diagnostics import Diagnostic, Diagnostics, Severity, strict
from bulletin.opendata.subvention_checks import check_subventions


def prepare(root: Path, order: Order, kept: Kept | None = None) -> Prepared:
    """Return the plan of a site for a day, with all its diagnostics; nothing is written."""
    site = read_site(root)
    diagnostics = Diagnostics()
    diagnostics.extend(site.diagnostics)
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
    site.material.pictures.save(site.material.digests)
    if site.config.site.production:
        diagnostics.extend(production_diagnostics(site.config))
        lasting = lasting_addresses(corpus, drafts=True)
        waiting = frozenset(read.path for read in reads if _is_waiting(read, order))
        check_addresses(site.addresses, plan.artifacts, lasting, diagnostics, waiting)
    reported = _reported(diagnostics, reads, order, site.config.redaction.ignorer)
    return Prepared(site=site, corpus=corpus, plan=plan, reads=reads, diagnostics=reported)


def _reported(
    diagnostics: Iterable[Diagnostic], reads: Iterable[Read], order: Order, ignored: tuple[str, ...]
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics to report, with their severity for this build.

    Those with an ignored code are left out, except erreurs; those in a text that is not due do not block.
    """
    waiting = {read.path for read in reads if not order.drafts and _is_waiting(read, order)}
    reported = tuple(
        replace(item, blocking=False) if item.place.path in waiting else item
        for item in diagnostics
        if item.severity is Severity.ERREUR or item.code not in ignored
    )
    return strict(reported) if order.is_strict else reported


def _is_waiting(read: Read, order: Order) -> bool:
    """Whether a text is a draft, or is to be out after the day of the build."""
    return read.brouillon or (read.jour is not None and read.jour > order.day)


def check(root: Path, output: Path, order: Order) -> Prepared:
    """Return the plan of a site with the diagnostics that ``build`` into that folder would give."""
    prepared = prepare(root, order)
    before, _ = read_manifest(output)
    refusals = shrink_diagnostics(prepared, before, order)
    if prepared.can_be_built:
        refusals = (*refusals, *overwrite_diagnostics(prepared, before, output))
    return replace(prepared, diagnostics=(*prepared.diagnostics, *refusals))


def build(root: Path, output: Path, order: Order, *, home: Path) -> BuildSummary:
    """Build a site into a folder and return what was done; with an erreur nothing is written.

    ``home`` is the home directory of the user, which may not be inside the output.

    Raises:
        UsageFault: for a wrong configuration, theme or output folder.
        MachineRefusal: when the system refuses to read or write.
    """
    started = time.monotonic()
    refuse_place(output, site=root, home=home)
    prepared = prepare(root, order)
    refusals = shrink_diagnostics(prepared, read_manifest(output)[0], order)
    if refusals or not prepared.can_be_built:
        return _summary(prepared, refusals, started)
    with Output.open(output, site=root, home=home) as folder:
        before, _ = folder.manifest()
        artifacts = prepared.plan.artifacts
        on_disk = folder.digests({item.path for item in artifacts} | before.paths)
        changes = compare(artifacts, before, on_disk, force=order.force)
        rendered = render_all(
            [item for item, _ in changes.render],
            Renderer(prepared.site.material, prepared.plan),
            order.jobs,
        )
        digests = {path: content_digest(content) for path, content in rendered.items()}
        foreign = unowned(changes, digests)
        if foreign:
            return _summary(prepared, foreign_diagnostics(foreign, artifacts, output.name), started)
        done = folder.publish(
            rendered, prune=changes.prune, before=before, after=recorded(artifacts, before, digests)
        )
    prepared.site.material.pictures.prune(prepared.site.material.digests)
    summary = _summary(prepared, (), started)
    return replace(
        summary,
        rendered=tuple(sorted(rendered)),
        kept=len(changes.keep),
        pruned=done.pruned,
        left=done.left,
    )


def render_whole(prepared: Prepared, made: dict[str, tuple[str, Rendered]]) -> Mapping[str, Rendered]:
    """Return every file of a planned site.

    ``made`` holds the files rendered before, with their fingerprints: those with an unchanged one are
    reused. It is brought up to date.
    """
    renderer = Renderer(prepared.site.material, prepared.plan)
    for item in prepared.plan.artifacts:
        known = made.get(item.path)
        if known is None or known[0] != item.fingerprint or _is_gone(known[1]):
            made[item.path] = (item.fingerprint, renderer.render(item))
    planned = {item.path for item in prepared.plan.artifacts}
    for path in tuple(made):
        if path not in planned:
            del made[path]
    return {path: content for path, (_, content) in made.items()}


def _is_gone(content: Rendered) -> bool:
    """Return whether the file that is to be copied is no longer there: a cache may be deleted at any time."""
    return isinstance(content, FileCopy) and not content.disk.is_file()


def _summary(prepared: Prepared, refusals: Iterable[Diagnostic], started: float) -> BuildSummary:
    return BuildSummary(
        diagnostics=(*prepared.diagnostics, *refusals),
        left_out=left_out(prepared.corpus),
        next_change=next_change(prepared.corpus),
        seconds=time.monotonic() - started,
    )
