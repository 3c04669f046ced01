"""Communes and conventions named on a command line, checked before anything is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.config.model import Config
from bulletin.content.model.territoire import CommuneCitee
from bulletin.content.reading.commune import read_named
from bulletin.content.reading.context import Context, Vocabulary
from bulletin.content.reading.light_convention import find_nature, split_nature
from bulletin.diagnostics import Diagnostic, Diagnostics, Place, Severity, Unreadable, UsageFault
from bulletin.french.nearest import nearest, question
from bulletin.french.readable import readable_part
from bulletin.french.slugs import one_line
from bulletin.french.typed_dates import read_period
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
    """The communes that a writer named, each once, and the diagnostics that refuse none of them."""

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


def named_convention(text: str, config: Config) -> NamedConvention:
    """Return the nature and the period that « CTG 2026-2030 » or « CTG » names.

    Raises ``UsageFault`` for what is neither.
    """
    typed = one_line(text)
    natures = Vocabulary.of(config).natures
    found = split_nature(typed, natures)
    nature = find_nature(found[0], natures) if found else None
    if found is None or nature is None:
        raise _unknown_nature(typed, config)
    if found[1] and not _is_period(found[1]):
        raise UsageFault(
            f"« {found[1]} » n’est pas une période.",
            f"Écrivez la nature, puis la période : « {found[0]} <année>-<année> ».",
        )
    return NamedConvention(nature=nature.code, periode=found[1])


def _is_period(text: str) -> bool:
    try:
        return read_period(text) is not None
    except Unreadable:
        return False


def _unknown_nature(typed: str, config: Config) -> UsageFault:
    if not typed:
        return UsageFault(
            "Aucune convention n’est nommée.", "Écrivez sa nature, puis sa période : « CTG <année>-<année> »."
        )
    period = readable_part(typed, read_period)
    name = typed.replace(period, "", 1).strip() if period else typed
    codes = sorted(known.code for known in config.conventions.natures.values())
    near = nearest(name, codes)
    hint = f"{question(near)} " if near else ""
    return UsageFault(
        f"« {name} » n’est pas une nature de convention.", f"{hint}Natures connues : {', '.join(codes)}."
    )
