"""A dated post, and what stands in its front matter besides its blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from bulletin.content.addresses import post_address
from bulletin.content.model.convention import Etape
from bulletin.content.model.evenement import Evenement
from bulletin.content.model.inauguration import Inauguration, Structure
from bulletin.content.model.montant import Montant
from bulletin.content.model.source import Corps, Inference, Placed, no_places
from bulletin.content.model.territoire import Territoire
from bulletin.diagnostics import Place
from bulletin.french.dates import PartialDate


class PostType(StrEnum):
    """What kind of news a post is."""

    SIGNATURE = "signature"
    INAUGURATION = "inauguration"
    EVENEMENT = "evenement"
    ACTUALITE = "actualite"
    EDITO = "edito"
    DOSSIER = "dossier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture beside the post or in ``medias``; ``decorative`` says that it needs no description."""

    fichier: str
    alt: str = ""
    legende: str = ""
    credit: str = ""
    decorative: bool = False


@dataclass(frozen=True, slots=True)
class PieceJointe:
    """A file to download."""

    fichier: str
    titre: str = ""


@dataclass(frozen=True, slots=True)
class Lien:
    """An address elsewhere."""

    titre: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chiffre:
    """A key figure to show: a statistic, never an amount that is paid (see ``Montant``)."""

    valeur: Decimal
    unite: str = ""
    libelle: str = ""
    annee: str = ""
    approximatif: bool = False


@dataclass(frozen=True, slots=True)
class Rectificatif:
    """A correction, shown on the page and in feeds."""

    texte: str
    le: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Retire:
    """A post that is withdrawn: shown whole before ``le``, as a short notice from that day on."""

    motif: str
    le: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where an imported post was first published."""

    url: str = ""
    editeur: str = ""
    vues: int | None = None
    commentaires: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Placed):
    """A dated post. It is out on ``jour`` and after; ``date`` is that day as precisely as it was given."""

    source: str = field(compare=False)
    slug: str
    titre: str
    jour: dt.date
    date: PartialDate
    type: PostType
    resume: str = ""
    auteur: str = ""
    fonction: str = ""
    territoire: Territoire = Territoire()
    themes: tuple[str, ...] = ()
    mots_cles: tuple[str, ...] = ()
    numero: str = ""
    images: tuple[Image, ...] = ()
    pieces_jointes: tuple[PieceJointe, ...] = ()
    liens: tuple[Lien, ...] = ()
    chiffres: tuple[Chiffre, ...] = ()
    montants: tuple[Montant, ...] = ()
    alias: tuple[str, ...] = ()
    mise_a_jour: dt.date | None = None
    rectificatif: Rectificatif | None = None
    expire: dt.date | None = None
    retire: Retire | None = None
    brouillon: bool = False
    provenance: Provenance | None = None
    etapes: tuple[Etape, ...] = ()
    inauguration: Inauguration | None = None
    evenement: Evenement | None = None
    corps: Corps = Corps()
    places: Mapping[str, Place] = field(default_factory=no_places, compare=False)
    inferences: tuple[Inference, ...] = field(default=(), compare=False)

    @property
    def structure(self) -> Structure | None:
        """The structure whose inauguration it reports, if it names one."""
        return self.inauguration.structure if self.inauguration else None

    @property
    def address(self) -> str:
        """The site address of its page."""
        return post_address(self.jour, self.slug)
