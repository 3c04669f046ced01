"""What ``bulletin new`` is asked to write: from its arguments, or from questions in a terminal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Final

from bulletin.build.conductor import prepare
from bulletin.build.prepared import Order
from bulletin.build.site import read_config
from bulletin.cli.asking import ask, ask_until, choose, confirm, say
from bulletin.config.model import Config
from bulletin.content.skeletons.named import (
    NamedCommune,
    NamedConvention,
    named_communes,
    named_convention,
)
from bulletin.content.skeletons.new_file import Known, NewFile
from bulletin.content.skeletons.texts import new_text
from bulletin.corpus.beginnings import conventions_of, last_offices, parties_of, predecessor_of
from bulletin.corpus.corpus import Corpus
from bulletin.corpus.lifecycle import Situation
from bulletin.corpus.sentences import Phrasing
from bulletin.diagnostics import UsageFault
from bulletin.french.nearest import did_you_mean
from bulletin.territories.atlas import Atlas

DEFAULT_KIND: Final = "actualite"
SIGNED: Final = frozenset({"signature", "convention"})
"""The kinds that are about one convention."""
NEW: Final = "nouvelle"
_LATER: Final = "Entrée\u00a0: plus tard"
_NOWHERE: Final[Mapping[str, str]] = MappingProxyType({"numero": "Un numéro", "page": "Une page"})
_KINDS: Final = (
    ("signature", "une convention est signée"),
    ("inauguration", "une structure ouvre ses portes"),
    ("evenement", "une rencontre est annoncée, ou racontée"),
    ("actualite", "toute autre nouvelle"),
    ("edito", "un mot de la direction"),
    ("dossier", "un texte long, avec des intertitres"),
    ("convention", "la fiche d’une convention, pour ce qu’aucun article ne raconte"),
    ("structure", "la fiche d’une structure"),
    ("numero", "la fiche d’un numéro du bulletin"),
    ("page", "une page permanente"),
)


@dataclass(frozen=True, kw_only=True)
class TargetSite:
    """The site that a new text joins, on a day; its texts are read only when a question needs them."""

    root: Path
    day: dt.date

    @cached_property
    def config(self) -> Config:
        """The configuration of the site."""
        return read_config(self.root)

    @cached_property
    def atlas(self) -> Atlas:
        """The territories, seen from the site's départements."""
        return Atlas.shipped(self.config.site.departements)

    @cached_property
    def corpus(self) -> Corpus:
        """All that the site says on the day."""
        return prepare(self.root, Order(day=self.day)).corpus

    def communes(self, names: Sequence[str]) -> tuple[NamedCommune, ...]:
        """Return the communes named, after saying what deserves a look. Raises ``UsageFault``."""
        named = named_communes(names, self.config, self.atlas)
        for item in named.told:
            say(f"{item.message}\n  → {item.hint}")
        return named.communes


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is to be written. ``situation`` is a convention that the bulletin knows, ``named`` a new one."""

    kind: str
    titre: str = ""
    communes: tuple[NamedCommune, ...] = ()
    situation: Situation | None = None
    named: NamedConvention | None = None
    remplace: str = ""


def new_file_of(request: Request, site: TargetSite) -> NewFile:
    """Return the file of a request, with what the bulletin already says of its convention."""
    known = Known(
        titre=request.titre, communes=tuple(one.name for one in request.communes), remplace=request.remplace
    )
    if request.named is not None:
        known = replace(known, nature=request.named.nature, periode=request.named.periode)
    if request.situation is not None:
        known = _with_convention(known, request.situation)
    if request.situation is not None or request.named is not None:
        codes = tuple(one.code for one in request.communes) or _codes_of(request.situation)
        known = replace(known, signataires=last_offices(site.corpus, codes))
    return new_text(request.kind, known, site.day, site.config)


def _with_convention(known: Known, situation: Situation) -> Known:
    convention = situation.convention
    communes = tuple(one.ecrit for one in convention.coverage.territoire.communes)
    return replace(
        known,
        convention=convention.id,
        nature=convention.nature,
        communes=known.communes or communes,
        parties=parties_of(situation),
    )


def _codes_of(situation: Situation | None) -> tuple[str, ...]:
    return tuple(situation.convention.coverage.codes) if situation else ()


# -- from arguments --------------------------------------------------------------------------------------


def request_of(
    site: TargetSite, *, kind: str, titre: str, communes: Sequence[str], convention: str
) -> Request:
    """Return what arguments ask for. Raises ``UsageFault`` for a commune or a convention that is unknown."""
    kind = kind or DEFAULT_KIND
    named = site.communes(communes)
    if communes and kind in _NOWHERE:
        say(f"{_NOWHERE[kind]} n’a pas de commune\u00a0: «\u00a0--commune\u00a0» est laissé de côté.")
    request = Request(kind=kind, titre=titre, communes=named)
    if not convention:
        return request
    if kind not in SIGNED:
        raise UsageFault(
            f"«\u00a0--convention\u00a0» ne va pas avec «\u00a0{kind}\u00a0».",
            "Elle va avec «\u00a0signature\u00a0» et avec «\u00a0convention\u00a0».",
        )
    situation = site.corpus.situations.get(convention)
    if situation is not None:
        return replace(request, situation=situation)
    if " " not in convention and "-" in convention:
        hint = did_you_mean(convention, site.corpus.situations)
        raise UsageFault(
            f"Aucune convention n’a l’identifiant «\u00a0{convention}\u00a0».",
            hint or "Une convention nouvelle se donne par sa nature et sa période\u00a0: CTG 2026-2030.",
        )
    return replace(request, named=named_convention(convention, site.config))


# -- from questions --------------------------------------------------------------------------------------


def asked_request(site: TargetSite) -> Request:
    """Return what someone in a terminal asks for: kind, title, communes, and the convention if it has one."""
    say("Que voulez-vous écrire\u202f?")
    kind = choose("Numéro ou mot", _KINDS)
    request = Request(kind=kind, titre=ask(f"Titre ({_LATER})"))
    if kind in _NOWHERE:
        return request
    question = "Commune, ou plusieurs séparées par des virgules (Entrée\u00a0: aucune)"
    communes = ask_until(question, lambda typed: site.communes([typed]))
    request = replace(request, communes=communes)
    return _with_asked_convention(request, site) if kind in SIGNED else request


def _with_asked_convention(request: Request, site: TargetSite) -> Request:
    """Ask which convention it is, among those of the communes or a new one, and which one it replaces."""
    codes = [one.code for one in request.communes]
    known = conventions_of(site.corpus, codes)
    without_card = [one for one in known if one.convention.history.card is None]
    situation = _asked_situation(without_card if request.kind == "convention" else known, site)
    named = None if situation else _asked_convention(site)
    nature = situation.convention.nature if situation else named.nature if named else ""
    before = predecessor_of(nature, known, situation) if nature else None
    replaces = before is not None and confirm(f"Remplace-t-elle «\u00a0{_name(before, site)}\u00a0»\u202f?")
    return replace(
        request, situation=situation, named=named, remplace=before.id if before and replaces else ""
    )


def _asked_situation(known: Sequence[Situation], site: TargetSite) -> Situation | None:
    if not known:
        return None
    say("Les conventions que le bulletin connaît ici\u00a0:")
    phrasing = Phrasing(site.config, site.atlas)
    rows = [(one.id, f"{_name(one, site)} ({phrasing.statut(one).lower()})") for one in known]
    chosen = choose("Laquelle", (*rows, (NEW, "une autre, que le bulletin ne connaît pas encore")), NEW)
    return next((one for one in known if one.id == chosen), None)


def _name(situation: Situation, site: TargetSite) -> str:
    return Phrasing(site.config, site.atlas).name(situation.convention)


def _asked_convention(site: TargetSite) -> NamedConvention | None:
    """Ask for the nature and the period; both may wait, and their keys are then left empty."""
    question = f"Nature et période, comme CTG 2026-2030 ({_LATER})"
    return ask_until(question, lambda typed: named_convention(typed, site.config) if typed else None)
