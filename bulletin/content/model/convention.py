"""A step in the history of a convention, and the facts told with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bulletin.content.model.montant import Montant
from bulletin.content.model.personne import Personne
from bulletin.content.model.source import Placed, no_places
from bulletin.content.model.territoire import Lieu, Territoire
from bulletin.diagnostics import Place
from bulletin.french.dates import Duree, PartialDate


class EtapeNom(StrEnum):
    """A step in the history of a convention."""

    PROPOSITION = "proposition"
    NEGOCIATION = "negociation"
    DIAGNOSTIC = "diagnostic"
    ACCORD = "accord"
    DELIBERATION = "deliberation"
    SIGNATURE = "signature"
    RENOUVELLEMENT = "renouvellement"
    AVENANT = "avenant"
    PROLONGATION = "prolongation"
    RETRAIT = "retrait"
    COPIL = "copil"
    BILAN = "bilan"
    ABANDON = "abandon"
    RESILIATION = "resiliation"
    AUTRE = "autre"


SIGNING = frozenset({EtapeNom.SIGNATURE, EtapeNom.RENOUVELLEMENT})
"""The steps that are themselves the signature of a convention."""


PROVING = SIGNING | {
    EtapeNom.AVENANT,
    EtapeNom.PROLONGATION,
    EtapeNom.RETRAIT,
    EtapeNom.COPIL,
    EtapeNom.BILAN,
    EtapeNom.RESILIATION,
}
"""The steps that can only follow a signature, and so prove one from their own day on."""


@dataclass(frozen=True, slots=True)
class Partie:
    """A party to a convention."""

    nom: str
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """Something promised: ``nombre`` of it, by ``echeance``."""

    libelle: str
    echeance: PartialDate | None = None
    nombre: int | None = None


@dataclass(frozen=True, slots=True)
class Instance:
    """A body that steers a convention."""

    nom: str
    composition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A file of the site (``fichier``, as typed) or an address elsewhere (``url``)."""

    titre: str = ""
    fichier: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliberation:
    """The vote of an assembly."""

    reference: str = ""
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class ConventionCitee:
    """A convention named by its nature and, if that was said, its period: « CEJ 2019-2022 », as ``ecrit``."""

    ecrit: str
    nature: str
    debut: PartialDate | None = None
    fin: PartialDate | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Etape(Placed):
    """A step in a convention's history, as one source tells it, and the facts told with it.

    ``quand`` is the day as typed; ``jour`` is the day it counts from. ``debut``, ``fin`` and ``duree``
    are what this report says of the period, and ``nouvelle_fin`` the end that this step gives.
    ``territoire`` is what the block itself states: empty when it leaves that to the post.
    ``remplace_cites`` are those of ``remplace`` that name a convention otherwise than by its id.
    ``source`` is the file that tells it.
    """

    id: str = ""
    nature: str
    etape: EtapeNom
    libelle: str = ""
    quand: PartialDate | None
    jour: dt.date
    debut: PartialDate | None = None
    fin: PartialDate | None = None
    duree: Duree | None = None
    signature_prevue: PartialDate | None = None
    nouvelle_fin: PartialDate | None = None
    intitule: str = ""
    territoire: Territoire = Territoire()
    parties: tuple[Partie, ...] = ()
    signataires: tuple[Personne, ...] = ()
    en_presence_de: tuple[Personne, ...] = ()
    lieu: Lieu | None = None
    axes: tuple[str, ...] = ()
    engagements: tuple[Engagement, ...] = ()
    instances: tuple[Instance, ...] = ()
    montants: tuple[Montant, ...] = ()
    document: Document | None = None
    deliberation: Deliberation | None = None
    remplace: tuple[str, ...] = ()
    remplace_cites: tuple[ConventionCitee, ...] = ()
    source: str = field(default="", compare=False)
    places: Mapping[str, Place] = field(default_factory=no_places, compare=False)
