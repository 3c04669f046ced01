"""What was understood of a source file, and why a page would be made again. Nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from bulletin.build.artifacts import Artifact, Reason, changed_parts, reason_for
from bulletin.build.digest_cache import DigestCache
from bulletin.build.output import read_manifest
from bulletin.build.prepared import Prepared
from bulletin.content.addresses import address_of
from bulletin.content.model.cards import ConventionCard, Page
from bulletin.content.model.post import Post
from bulletin.corpus.sentences import etape_label
from bulletin.diagnostics import UsageFault
from bulletin.french.printed import day, no_break

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


def explain_file(prepared: Prepared, path: str) -> str:
    """Return what was understood of a source file, with the reason of each inferred value, in French.

    Raises:
        UsageFault: when ``path`` is not that of a text of the site.
    """
    read = next((one for one in prepared.reads if one.path == path), None)
    if read is None:
        raise UsageFault(
            f"{path} n’est pas un texte du bulletin.", "Donnez un fichier .md du dossier « content »."
        )
    lines = [path]
    match read.value:
        case Post() as post:
            lines += _post_lines(prepared, post)
        case Page(address=address):
            lines.append(f"  adresse : {address}")
        case ConventionCard(id=name) if name in prepared.corpus.histories:
            lines.append(f"  convention : {name}")
            lines += _other_sources(prepared, name, path)
        case _:
            pass
    found = [item for item in prepared.diagnostics if item.place.path == path]
    lines += [f"  ligne {item.place.line} : {item.severity}, {item.message}" for item in found]
    return no_break("\n".join(lines))


def _post_lines(prepared: Prepared, post: Post) -> list[str]:
    corpus = prepared.corpus
    lines = [f"  adresse : {post.address}", f"  parution : {day(post.jour)}"]
    lines += [
        f"  {inference.key} : « {inference.value} », supposé d’après {inference.reason}"
        for inference in post.inferences
    ]
    for name in corpus.conventions_of.get(post.source, ()):
        history = corpus.histories[name]
        steps = ", ".join(
            etape_label(report.etape) for report in history.reports if report.source == post.source
        )
        lines.append(f"  convention : {name} ({steps})")
        lines += _other_sources(prepared, name, post.source)
    return lines


def _other_sources(prepared: Prepared, name: str, path: str) -> list[str]:
    sources = dict.fromkeys(report.source for report in prepared.corpus.histories[name].reports)
    return [f"    racontée aussi par {source}" for source in sources if source != path]


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
