"""The nouns of the field, as frozen values.

Floor 1. What a post says of conventions, openings and events once it has been read and validated.
Nothing here knows how it was typed, and nothing here is computed for a day: see ``lifecycle``.
Unknown text is ``""``, an unknown value of another kind is ``None``, none of many is ``()``.
``places`` and ``inferences`` tell where a value was typed or why it was supposed; they never count
when two values are compared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from bulletin.diagnostics import Place
from bulletin.french.dates import Duree, Moment, PartialDate


def no_places() -> Mapping[str, Place]:
    """Return the places of a value that no file holds."""
    return MappingProxyType({})


class PostType(StrEnum):
    """What kind of news a post is."""

    SIGNATURE = "signature"
    INAUGURATION = "inauguration"
    EVENEMENT = "evenement"
    ACTUALITE = "actualite"
    EDITO = "edito"
    DOSSIER = "dossier"


class EtapeNom(StrEnum):
    """A step in the life of a convention."""

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


class EvenementEtat(StrEnum):
    """Whether an event still stands."""

    PREVU = "prevu"
    REPORTE = "reporte"
    ANNULE = "annule"
    COMPLET = "complet"


@dataclass(frozen=True, slots=True)
class Inference:
    """A value that was supposed, not typed: the key, the value as text, the reason in French."""

    key: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class CommuneCitee:
    """A commune by its present INSEE code, with the name that the writer chose for it."""

    code: str
    ecrit: str


@dataclass(frozen=True, slots=True)
class EpciCite:
    """An EPCI or EPT by its SIREN; a group unknown to the data has no SIREN, but a name and communes."""

    siren: str
    nom: str
    communes: tuple[CommuneCitee, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Territoire:
    """Where something holds: communes, EPCI, départements, in the order in which they were typed."""

    communes: tuple[CommuneCitee, ...] = ()
    epci: tuple[EpciCite, ...] = ()
    departements: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.communes or self.epci or self.departements)

    @property
    def key(self) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
        """Equal for two territories that are the same whatever the order and spelling."""
        return (
            frozenset(commune.code for commune in self.communes),
            frozenset(epci.siren or epci.nom for epci in self.epci),
            frozenset(self.departements),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Personne:
    """Someone in office: ``fonctions`` as held that day; the name of a ``masquer`` person is never shown."""

    nom: str
    fonctions: tuple[str, ...] = ()
    organisme: str = ""
    masquer: bool = False


@dataclass(frozen=True, slots=True)
class Partie:
    """A party to a convention."""

    nom: str
    type: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lieu:
    """A place where people meet."""

    nom: str = ""
    adresse: str = ""
    code_postal: str = ""
    commune: CommuneCitee | None = None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Annuite:
    """A detail of an amount, in euros; never added to its total."""

    exercice: str = ""
    valeur: Decimal
    par: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Montant:
    """An amount in euros. ``part`` is a percentage (0 < part ≤ 100) of ``base``.

    ``base_article`` is what joins the share to its base in print (« du », « de la », « des », « de l’ »).
    ``financeur`` and ``beneficiaire`` are names; an empty ``financeur`` is the site's Caf.
    """

    valeur: Decimal
    estime: bool = False
    financeur: str = ""
    beneficiaire: str = ""
    siret: str = ""
    rna: str = ""
    nature: str = ""
    fonds: str = ""
    objet: str = ""
    exercice: str = ""
    part: Decimal | None = None
    base: str = ""
    base_article: str = ""
    dont: tuple[Annuite, ...] = ()
    subvention: bool = False
    date_convention: dt.date | None = None
    reference: str = ""
    conditions: str = ""
    versement: str = ""
    forme: str = ""

    @property
    def key(self) -> tuple[Decimal, str, str, str]:
        """Equal for two tellings of one amount: value, funder, purpose, year."""
        return (self.valeur.normalize(), self.financeur, self.objet or self.nature, self.exercice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Etape:
    """A step in a convention's life, as one source tells it, and the facts told with it.

    ``quand`` is the day as typed; ``jour`` is the day it counts from. ``debut``, ``fin`` and ``duree``
    are what this telling says of the period, and ``nouvelle_fin`` the end that this step gives.
    ``territoire`` is what the block itself states: empty when it leaves that to the post.
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
    source: str = field(default="", compare=False)
    places: Mapping[str, Place] = field(default_factory=no_places, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A crèche, a centre social: somewhere that opens its doors. ``places`` is a number of seats."""

    id: str
    nom: str
    natures: tuple[str, ...] = ()
    adresse: str = ""
    commune: CommuneCitee | None = None
    places: int | None = None
    accueils: tuple[str, ...] = ()
    gestionnaire: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inauguration:
    """The opening of a structure; ``structure_ecrite`` is its name as typed, to find a card by it."""

    quand: PartialDate
    structure: Structure | None = None
    structure_ecrite: str = field(default="", compare=False)
    en_presence_de: tuple[Personne, ...] = ()
    montants: tuple[Montant, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Seance:
    """A part of an event, for its own public. The end may be the whole of its day."""

    debut: Moment
    fin: Moment
    public: tuple[str, ...] = ()
    theme: str = ""
    sujets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inscription:
    """How to register. ``avant_le`` is the last day on which one can."""

    url: str = ""
    courriel: str = ""
    telephone: str = ""
    avant_le: dt.date | None = None
    obligatoire: bool | None = None
    gratuit: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evenement:
    """A meeting to come or past, in the site's time zone; ``fin`` is never before ``debut``."""

    debut: Moment
    fin: Moment
    lieu: Lieu | None = None
    organisateurs: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    seances: tuple[Seance, ...] = ()
    inscription: Inscription | None = None
    etat: EvenementEtat = EvenementEtat.PREVU
    revision: int = 0
    suite: str = ""
    places: Mapping[str, Place] = field(default_factory=no_places, compare=False)


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
    """A figure worth showing; a statistic, never a funding."""

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
    """A post taken back: whole until ``le``, a short notice from then on."""

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
class Corps:
    """The Markdown of a file. ``line`` is the line of the file on which ``markdown`` begins, from 1."""

    markdown: str = ""
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
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
    def address(self) -> str:
        """The site address of its page."""
        return f"/{self.jour:%Y/%m/%d}/{self.slug}/"
