"""Communes and conventions named on a command line, checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.config.model import Config
from bulletin.content.model.territoire import CommuneCitee
from bulletin.content.reading.commune import read_named
from bulletin.content.reading.context import Context, Vocabulary
from bulletin.content.reading.light import expand
from bulletin.diagnostics import Diagnostic, Diagnostics, Place, Severity, Unreadable, UsageFault
from bulletin.french.nearest import nearest
from bulletin.french.slugs import one_line
from bulletin.source.nodes import Scalar
from bulletin.territories.atlas import Atlas
from bulletin.territories.model import Found, departement_of


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCommune:
    """A commune that a writer named. ``name`` is what to type in a front matter for it to be found again."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedCommunes:
    """The communes that a writer named, each once, and what is told of them without refusing any."""

    communes: tuple[NamedCommune, ...] = ()
    told: tuple[Diagnostic, ...] = ()


def named_communes(names: Iterable[str], config: Config, atlas: Atlas) -> NamedCommunes:
    """Return the communes of some names, read as a front matter reads them; commas separate names too.

    Raises ``UsageFault`` for a name that no commune bears, or that several do.
    """
    diagnostics = Diagnostics()
    context = Context(path="", atlas=atlas, words=Vocabulary.of(config), diagnostics=diagnostics)
    found: dict[str, NamedCommune] = {}
    for name in (one_line(part) for typed in names for part in typed.split(",")):
        for cited in read_named(Scalar(name, Place(path="")), context) if name else ():
            if cited is not None:
                to_type = _to_type(name, cited, atlas)
                found.setdefault(cited.code, NamedCommune(code=cited.code, name=to_type))
    for item in diagnostics:
        if item.severity is Severity.ERREUR:
            raise UsageFault(item.message, item.hint)
    return NamedCommunes(communes=tuple(found.values()), told=tuple(diagnostics))


def _to_type(typed: str, cited: CommuneCitee, atlas: Atlas) -> str:
    """Return the name that pages show, with the département where it needs one to be read as that commune."""
    precise = f"{cited.ecrit} ({departement_of(cited.ancienne or cited.code)})"
    for text in (cited.ecrit, precise):
        answer = atlas.resolve_commune(text)
        if isinstance(answer, Found) and answer.commune.code == cited.code and not answer.others:
            return text
    return typed


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedConvention:
    """A convention that a writer named by its nature and, where it is known, its period."""

    nature: str
    """Its code."""
    periode: str = ""
    """As typed."""


def _context(config: Config) -> Context:
    """Return what the reading of a front matter knows of a site, for a text that no file holds."""
    site = config.site
    words = Vocabulary(natures=config.conventions.natures, themes=tuple(config.themes), zone=site.zone)
    atlas = Atlas.shipped(site.departements)
    return Context(path="", atlas=atlas, words=words, diagnostics=Diagnostics())


def named_convention(text: str, config: Config) -> NamedConvention:
    """Return the nature and the period that « CTG 2026-2030 » or « CTG » names.

    Raises ``UsageFault`` for what is neither.
    """
    try:
        entries = expand("convention", Scalar(one_line(text), Place(path="")), _context(config))
    except (Unreadable, ValueError) as fault:
        message = fault.message if isinstance(fault, Unreadable) else "Aucune convention n’est nommée."
        raise UsageFault(
            message, "Écrivez la nature, puis la période\u00a0: «\u00a0CTG 2026-2030\u00a0»."
        ) from fault
    typed = {entry.key: entry.value.text for entry in entries if isinstance(entry.value, Scalar)}
    nature = config.nature(typed.get("nature", ""))
    if nature is None:
        codes = sorted(known.code for known in config.conventions.natures.values())
        near = nearest(typed.get("nature", ""), codes)
        hint = f"Vouliez-vous dire «\u00a0{near}\u00a0»\u202f? " if near else ""
        raise UsageFault(
            f"«\u00a0{typed.get('nature', '')}\u00a0» n’est pas une nature de convention.",
            f"{hint}Natures connues\u00a0: {', '.join(codes)}.",
        )
    return NamedConvention(nature=nature.code, periode=typed.get("periode", ""))
