"""The fields of each data file, with their types and their meaning in French.

The columns of the CSV files, their Table Schemas and the dictionary for readers are all made from these, so
that they always agree.
"""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from enum import StrEnum

from bulletin.content.model.convention import EtapeNom
from bulletin.content.model.evenement import EvenementEtat
from bulletin.content.model.post import PostType
from bulletin.corpus.lifecycle import Statut


class FieldType(StrEnum):
    """The type of a field, as Table Schema names it."""

    STRING = "string"
    NUMBER = "number"
    """A decimal number, written as a string in JSON so that no program reads it as a float."""
    INTEGER = "integer"
    BOOLEAN = "boolean"
    DATE = "date"
    """A day, ``2016-07-05``."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a record. ``of`` are the fields of an object; ``many`` makes a list of objects or of strings.

    A required field is never null. ``pattern`` and ``format`` are those of Table Schema, ``values`` its
    ``enum``.
    """

    name: str
    description: str
    type: FieldType = FieldType.STRING
    _: KW_ONLY
    is_required: bool = False
    pattern: str = ""
    format: str = ""
    values: tuple[str, ...] = ()
    many: bool = False
    of: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """Records of one kind. ``key`` is the name of the field that identifies a record.

    ``tables`` are the names of the lists that have a CSV file of their own. When ``is_single``, the JSON
    file is one record, not a list, and there is no CSV file.
    """

    name: str
    titre: str
    description: str
    key: str = "id"
    fields: tuple[Field, ...]
    tables: tuple[str, ...] = ()
    is_single: bool = False

    def field(self, name: str) -> Field:
        """Return the field of that name; raise ``LookupError`` when there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise LookupError(name)


PARTIAL = r"\d{4}(-(T[1-4]|\d{2}(-\d{2})?))?"
"""A date as precisely as it is known: year, quarter, month or day."""
MOMENT = r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}[+-]\d{2}:\d{2})?"
"""A day, or an hour with its offset from UTC."""
INSEE = r"\d[\dAB]\d{3}"
CODE_NOM = (
    Field("code", "Code Insee de la commune actuelle.", is_required=True, pattern=INSEE),
    Field("nom", "Nom officiel actuel de la commune.", is_required=True),
)


def _partial(name: str, description: str) -> Field:
    known = "Année, trimestre, mois ou jour, selon ce qui est connu : 2015, 2015-T1, 2015-03, 2015-03-12."
    return Field(name, f"{description} {known}", pattern=PARTIAL)


def _url(description: str, *, name: str = "url", is_required: bool = True) -> Field:
    return Field(name, description, is_required=is_required, format="uri")


def _texts(name: str, description: str) -> Field:
    return Field(name, description, many=True)


_MONTANT = (
    Field("valeur", "Montant en euros, point décimal.", FieldType.NUMBER, is_required=True),
    Field("estime", "Vrai si le montant est une estimation.", FieldType.BOOLEAN, is_required=True),
    Field("financeur", "Qui finance ; à défaut d’indication, la Caf.", is_required=True),
    Field("beneficiaire", "Qui reçoit."),
    Field("objet", "Ce que le montant paie."),
    Field("exercice", "Année ou exercice."),
    Field("part", "Part que le montant représente, en pour cent de la base.", FieldType.NUMBER),
    Field("base", "Ce dont la part est calculée. Des parts de bases différentes ne s’additionnent pas."),
)
_ETAPE = (
    Field(
        "etape",
        "Étape de la vie de la convention.",
        is_required=True,
        values=tuple(nom.value for nom in EtapeNom),
    ),
    _partial("quand", "Date de l’étape."),
    _url("Adresse de l’article qui la raconte ; rien pour une fiche.", name="article", is_required=False),
)
_PARTIES = (
    Field("nom", "Nom de la partie, tel qu’il a été écrit.", is_required=True),
    Field("type", "Type de la partie, s’il a été écrit."),
)
_SIGNATAIRE = (
    Field("nom", "Nom ; la clé n’existe que si le bulletin publie les noms, et jamais pour qui l’a refusé."),
    Field("fonctions", "Fonctions tenues ce jour-là.", many=True),
    Field("organisme", "Organisme."),
)
_DOCUMENT = (
    Field("titre", "Titre du texte signé."),
    _url("Adresse du texte signé."),
)

CONVENTIONS = Dataset(
    name="conventions",
    titre="Conventions",
    description="Les conventions connues de ce bulletin, dans leur état du jour où le site a été construit.",
    fields=(
        Field("id", "Identifiant, qui ne change jamais.", is_required=True),
        Field("nature", "Code de la nature : CTG, CEJ, SDSF…"),
        Field(
            "intitule",
            "Intitulé donné, sinon composé de la nature et du territoire.",
            is_required=True,
        ),
        Field(
            "statut",
            "État du jour : en négociation, signée, en vigueur, prolongée, renouvelée, échue…",
            is_required=True,
            values=tuple(statut.value for statut in Statut),
        ),
        Field(
            "fin_proche",
            "Vrai si la fin approche et qu’aucune convention signée ne lui succède.",
            FieldType.BOOLEAN,
            is_required=True,
        ),
        _partial("debut", "Début."),
        _partial("fin", "Fin, prolongation ou résiliation comprise."),
        _partial("fin_initiale", "Fin prévue avant toute prolongation."),
        Field("debut_jour", "Premier jour du début.", FieldType.DATE),
        Field("fin_jour", "Dernier jour de la fin.", FieldType.DATE),
        _partial("date_signature", "Date de signature, une fois qu’elle est passée."),
        Field(
            "communes",
            "Communes couvertes ce jour-là. Vide pour un département entier.",
            many=True,
            of=CODE_NOM,
        ),
        Field(
            "epci",
            "Intercommunalités qui signent.",
            many=True,
            of=(
                Field("siren", "Siren ; rien pour un groupement hors du répertoire.", pattern=r"\d{9}"),
                Field("nom", "Nom officiel actuel.", is_required=True),
            ),
        ),
        Field(
            "departements",
            "Départements qui signent.",
            many=True,
            of=(
                Field("code", "Code du département.", is_required=True),
                Field("nom", "Nom officiel.", is_required=True),
            ),
        ),
        Field("parties", "Parties ; si rien ne les dit, la Caf et le territoire.", many=True, of=_PARTIES),
        Field(
            "signataires", "Qui a signé. Les personnes présentes n’y sont jamais.", many=True, of=_SIGNATAIRE
        ),
        Field("montants", "Montants annoncés. Ils ne s’additionnent pas.", many=True, of=_MONTANT),
        _texts("axes", "Axes de la convention."),
        _texts("remplace", "Identifiants des conventions qu’elle remplace."),
        _texts("remplacee_par", "Identifiants des conventions signées qui la remplacent."),
        Field(
            "etapes",
            "Étapes : une ligne pour chaque article ou fiche qui en raconte une.",
            many=True,
            of=_ETAPE,
        ),
        Field("document", "Le texte signé ; rien s’il n’est pas publié.", of=_DOCUMENT),
        _url("Adresse de sa page."),
    ),
    tables=("communes", "etapes", "montants"),
)

ARTICLES = Dataset(
    name="articles",
    titre="Articles",
    description="Les articles parus, même ceux qui ne sont plus d’actualité, sauf ceux qui sont retirés.",
    key="url",
    fields=(
        _url("Adresse de l’article, qui ne change jamais."),
        Field("titre", "Titre.", is_required=True),
        Field("type", "Type d’article.", is_required=True, values=tuple(kind.value for kind in PostType)),
        Field("date", "Jour de parution, ou mois s’il est seul connu.", is_required=True, pattern=PARTIAL),
        _texts("communes", "Codes Insee des communes que l’article nomme."),
        _texts("themes", "Thèmes de l’article."),
        _texts("conventions", "Identifiants des conventions que l’article raconte."),
        Field("resume", "Résumé, sinon le début du premier paragraphe."),
    ),
)

STRUCTURES = Dataset(
    name="structures",
    titre="Structures",
    description="Les crèches, centres sociaux et autres lieux que ce bulletin a fait connaître.",
    fields=(
        Field("id", "Identifiant, qui ne change jamais.", is_required=True),
        Field("nom", "Nom.", is_required=True),
        _texts("natures", "Natures : micro-crèche, centre social…"),
        Field("adresse", "Adresse."),
        Field("commune", "Commune.", of=CODE_NOM),
        Field("places", "Nombre de places.", FieldType.INTEGER),
        _texts("accueils", "Types d’accueil : régulier, occasionnel, urgence."),
        Field("gestionnaire", "Qui la gère."),
        _url("Adresse de sa page."),
        _texts("articles", "Adresses des articles qui la racontent."),
    ),
)

EVENEMENTS = Dataset(
    name="evenements",
    titre="Événements",
    description="Les rencontres annoncées, passées et à venir. Les inaugurations n’y sont pas.",
    fields=(
        Field("id", "Jour de parution et nom de l’article.", is_required=True),
        _url("Adresse de l’article."),
        Field("titre", "Titre de l’article.", is_required=True),
        Field(
            "debut",
            "Début : le jour, et l’heure avec son décalage si elle est connue.",
            is_required=True,
            pattern=MOMENT,
        ),
        Field("fin", "Fin, de même ; jamais vide.", is_required=True, pattern=MOMENT),
        Field(
            "etat",
            "Prévu, reporté, annulé ou complet.",
            is_required=True,
            values=tuple(etat.value for etat in EvenementEtat),
        ),
        Field(
            "lieu",
            "Lieu.",
            is_required=True,
            of=(
                Field("nom", "Nom du lieu."),
                Field("adresse", "Adresse."),
                Field("code_postal", "Code postal."),
                Field("commune", "Commune du lieu.", of=CODE_NOM),
            ),
        ),
        _texts("communes", "Codes Insee des communes que l’article nomme."),
        _texts("public", "À qui la rencontre s’adresse."),
        Field(
            "inscription",
            "Comment s’inscrire.",
            is_required=True,
            of=(
                _url("Adresse du formulaire.", is_required=False),
                Field("courriel", "Adresse électronique."),
                Field("telephone", "Téléphone."),
                Field("avant_le", "Dernier jour d’inscription.", FieldType.DATE),
            ),
        ),
        Field(
            "seances",
            "Séances.",
            many=True,
            of=(
                Field("debut", "Début.", is_required=True, pattern=MOMENT),
                Field("fin", "Fin ; jamais vide.", is_required=True, pattern=MOMENT),
                _texts("public", "À qui la séance s’adresse."),
                Field("theme", "Thème."),
            ),
        ),
    ),
)

COMMUNES = Dataset(
    name="communes",
    titre="Communes",
    description="Chaque commune qui a une page, et ce qui la lie à la Caf.",
    key="code",
    fields=(
        *CODE_NOM,
        _url("Adresse de sa page."),
        _texts(
            "conventions",
            "Conventions signées, en vigueur ou prolongées, de la commune et de son intercommunalité.",
        ),
        _texts("departement_conventions", "De même à l’échelle du département, sans COG, CPOG ni Ideal."),
        Field("articles", "Nombre d’articles qui la nomment.", FieldType.INTEGER, is_required=True),
    ),
)

ETAT = Dataset(
    name="etat",
    titre="État du bulletin",
    description="Le jour pour lequel ces données sont établies, et celui où elles changeront.",
    is_single=True,
    fields=(
        Field("jour", "Jour pour lequel le site a été construit.", FieldType.DATE, is_required=True),
        Field("prochaine_reconstruction", "Prochain jour où le site changerait de lui-même.", FieldType.DATE),
        _texts("pourquoi", "Ce qui change ce jour-là."),
        Field("articles", "Nombre d’articles.", FieldType.INTEGER, is_required=True),
        Field("conventions", "Nombre de conventions.", FieldType.INTEGER, is_required=True),
        Field("communes", "Nombre de communes.", FieldType.INTEGER, is_required=True),
        Field("structures", "Nombre de structures.", FieldType.INTEGER, is_required=True),
        Field("evenements", "Nombre d’événements.", FieldType.INTEGER, is_required=True),
    ),
)

DATASETS = (CONVENTIONS, ARTICLES, STRUCTURES, EVENEMENTS, COMMUNES, ETAT)
"""All the datasets, in the order of the page of the open data."""
