"""What was understood of a source file, and why a page would be made again. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bulletin.build.artifacts import Artifact, Reason, changed_parts, reason_for
from bulletin.build.caches.digests import DigestCache
from bulletin.build.output import read_manifest
from bulletin.build.prepared import Prepared
from bulletin.content.addresses import address_of, convention_address
from bulletin.content.model.cards import ConventionCard, Page
from bulletin.content.model.post import Post
from bulletin.content.read import Read, understood_in
from bulletin.content.understood import Understood
from bulletin.corpus.sentences import etape_label
from bulletin.diagnostics import Diagnostic, UsageFault
from bulletin.french import printed
from bulletin.french.printed import NBSP, no_break, typography

REASONS = {
    Reason.NOUVEAU: "aucune construction ne l’a encore faite",
    Reason.CONTENU: "ce qu’elle montre a changé",
    Reason.GABARIT: "son gabarit a changé",
    Reason.MOTEUR: "le générateur a changé",
    Reason.ABSENT: "elle n’est plus dans le dossier de sortie",
    Reason.MODIFIE: "elle a été modifiée à la main dans le dossier de sortie",
    Reason.FORCE: "tout a été redemandé",
    Reason.ORPHELIN: "plus rien ne la demande",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileExplained:
    """What is known of a source file: its page, ``""`` without one, and what was understood of its keys."""

    file: str
    page: str
    understood: tuple[Understood, ...]
    others: tuple[str, ...]
    """The other files that report the same conventions."""
    diagnostics: tuple[Diagnostic, ...]


def explain_file(prepared: Prepared, path: str) -> FileExplained:
    """Return what was understood of a source file, the conventions that it joins or opens included.

    Raises:
        UsageFault: when ``path`` is not that of a text of the site.
    """
    read = next((one for one in prepared.reads if one.path == path), None)
    file = next((one for one in prepared.site.content if one.path == path), None)
    if read is None or file is None:
        raise UsageFault(
            f"{path} n’est pas un texte du bulletin.", "Donnez un fichier .md du dossier « content »."
        )
    names = _conventions_of(prepared, read)
    return FileExplained(
        file=path,
        page=_page_of(prepared, read),
        understood=(
            *understood_in(file, prepared.site.atlas, prepared.site.words),
            *(_joined(prepared, path, name) for name in names),
        ),
        others=tuple(dict.fromkeys(source for name in names for source in _sources(prepared, name, path))),
        diagnostics=tuple(item for item in prepared.diagnostics if item.place.path == path),
    )


def _page_of(prepared: Prepared, read: Read) -> str:
    match read.value:
        case Post(address=address) | Page(address=address):
            return address
        case ConventionCard(id=name) if name in prepared.corpus.histories:
            return convention_address(name)
        case _:
            return ""


def _conventions_of(prepared: Prepared, read: Read) -> tuple[str, ...]:
    match read.value:
        case Post(source=source):
            return tuple(prepared.corpus.conventions_of.get(source, ()))
        case ConventionCard(id=name) if name in prepared.corpus.histories:
            return (name,)
        case _:
            return ()


def _joined(prepared: Prepared, path: str, name: str) -> Understood:
    """Return the convention that a file joins or opens, at the line of the block that does."""
    history = prepared.corpus.histories[name]
    own = [report for report in history.reports if report.source == path]
    others = _sources(prepared, name, path)
    steps = printed.listing([etape_label(report.etape).lower() for report in own])
    told = f" ({steps})" if steps else ""
    what = "rejoint" if others and history.reports[0].source != path else "ouvre"
    names_itself = any(report.etape.id for report in own) or history.card is not None
    return Understood(
        key="convention",
        line=own[0].place.line if own else 1,
        typed=name if names_itself else "",
        understood=typography(f"{what} la convention « {name} »{told}"),
        inferred=not names_itself,
        why="" if names_itself else "la nature, le territoire et le jour de l’étape",
    )


def _sources(prepared: Prepared, name: str, path: str) -> tuple[str, ...]:
    sources = dict.fromkeys(report.source for report in prepared.corpus.histories[name].reports)
    return tuple(source for source in sources if source != path)


def explanation_text(explained: FileExplained) -> str:
    """Return what was understood of a file, a key after the other, in French."""
    lines = [explained.file]
    if explained.page:
        lines.append(f"  page{NBSP}: {explained.page}")
    for one in explained.understood:
        why = f", supposé d’après {one.why}" if one.inferred else ""
        lines.append(f"  ligne {one.line}, {one.key}{NBSP}: {one.understood or '—'}{why}")
    lines += [f"  raconté aussi par {source}" for source in explained.others]
    lines += [
        f"  ligne {item.place.line}{NBSP}: {item.severity}, {item.message}" for item in explained.diagnostics
    ]
    return "\n".join(lines)


def explanation_json(explained: FileExplained) -> dict[str, object]:
    """Return the same as JSON values: the file, its page, and what was understood of each key."""
    return {
        "file": explained.file,
        "page": explained.page or None,
        "understood": [
            {
                "key": one.key,
                "line": one.line,
                "typed": one.typed,
                "understood": one.understood,
                "inferred": one.inferred,
                "why": one.why,
            }
            for one in explained.understood
        ],
    }


def explain_address(prepared: Prepared, address: str, output: Path) -> str:
    """Return why the page at an address would, or would not, be made again, in French.

    Raises:
        UsageFault: when the site has no page at that address.
    """
    known = artifacts_by_address(prepared.plan.artifacts)
    site_url = prepared.site.config.site.url
    wanted = "/" + address.removeprefix(site_url).strip("/")
    artifact = known.get(f"{wanted.rstrip('/')}/") or known.get(wanted)
    if artifact is None:
        raise UsageFault(
            f"Aucune page à l’adresse {address}.", "Donnez une adresse du site, comme « /communes/ »."
        )
    return no_break("\n".join(_page_lines(artifact, output)))


def _page_lines(artifact: Artifact, output: Path) -> list[str]:
    manifest, _ = read_manifest(output)
    file = output / artifact.path
    digest = DigestCache(Path())(file) if file.is_file() else None
    reason = reason_for(artifact, manifest, digest)
    lines = [f"{artifact.path}", f"  demandée par {artifact.origin}"]
    if reason is None:
        return [*lines, "  à jour : elle ne serait pas refaite"]
    lines.append(f"  serait refaite : {REASONS[reason]} ({reason})")
    record = manifest.records.get(artifact.path)
    if record is not None:
        lines += [f"    a changé : {name.lstrip('@')}" for name in changed_parts(record, artifact)]
    return lines


def artifacts_by_address(artifacts: Iterable[Artifact]) -> Mapping[str, Artifact]:
    """Return artifacts by their address on the site."""
    return {address_of(item.path): item for item in artifacts}
