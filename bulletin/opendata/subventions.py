"""The subventions of the open data: ``subventions.csv`` and its Table Schema.

Pure. The file follows ``scdl/subventions`` 2.1.1, the format of the arrêté du 17 novembre 2017: sixteen
columns, one row for each beneficiary. An amount has a row only if its writer marks it as a subvention and
every required column is known, so that no row is invalid.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Final

from bulletin.config.model import Config
from bulletin.content.model.convention import Etape
from bulletin.content.model.montant import Montant, montant_key
from bulletin.content.model.post import Post
from bulletin.corpus.corpus import Corpus
from bulletin.corpus.period import period_of
from bulletin.diagnostics import Place
from bulletin.french.printed import typography
from bulletin.french.siret import has_valid_key
from bulletin.french.slugs import fold, one_line
from bulletin.french.typed_amounts import decimal_text
from bulletin.opendata.fields import Field, FieldType
from bulletin.opendata.tables import Column, Record, Schema, Table, csv_text, json_text, schema_field

LONGEST: Final = 256
"""How many characters a purpose, or the conditions of payment, may have."""
WHOLE: Final = "1"
"""The share of the only beneficiary in the subvention; it is not ``part``, the funder's share of a cost."""
FORMES: Final = {"numéraire": "aide en numéraire", "nature": "aide en nature"}
NATURES: Final = (*FORMES.values(), ";".join(FORMES.values()), ";".join(reversed(FORMES.values())))
NONE_YET: Final = "Aucune subvention n’est publiée à ce jour : le fichier n’a que sa ligne de titres."

_SIRET = r"^\d{14}$"
_RNA = r"^W\d{9}$"
_PERIOD = r"^[0-9]{4}\-[0-9]{2}\-[0-9]{2}(\/[0-9]{4}\-[0-9]{2}\-[0-9]{2})?$"


def _required(name: str, description: str, kind: FieldType = FieldType.STRING, *, pattern: str = "") -> Field:
    return Field(name, description, kind, is_required=True, pattern=pattern)


_FIELDS: Final = (
    _required("nomAttribuant", "Qui accorde la subvention."),
    _required("idAttribuant", "Siret de qui l’accorde.", pattern=_SIRET),
    _required("dateConvention", "Jour où la convention a été signée.", FieldType.DATE),
    Field("referenceDecision", "Référence de la décision."),
    _required("nomBeneficiaire", "Qui la reçoit."),
    Field("idBeneficiaire", "Siret de qui la reçoit ; à défaut, son numéro RNA est donné.", pattern=_SIRET),
    Field("rnaBeneficiaire", "Numéro de l’association au répertoire national (RNA).", pattern=_RNA),
    _required("objet", "Ce que la subvention paie."),
    _required("montant", "Montant total en euros, point décimal.", FieldType.NUMBER),
    Field("nature", "En argent ou en nature.", is_required=True, values=NATURES),
    _required("conditionsVersement", "Conditions de versement : unique, échelonné ou autre."),
    _required("datesPeriodeVersement", "Jour du versement, ou premier et dernier jours.", pattern=_PERIOD),
    Field("idRAE", "Numéro au répertoire des aides aux entreprises ; toujours vide."),
    _required("notificationUE", "Si l’aide a été notifiée à l’Union européenne.", FieldType.BOOLEAN),
    _required("pourcentageSubvention", "Part du bénéficiaire ; 1 : il est seul.", FieldType.NUMBER),
    Field("dispositifAide", "Identifiant du dispositif d’aide ; toujours vide."),
)
_BOUNDS: Final[Mapping[str, Schema]] = {
    "objet": {"maxLength": LONGEST},
    "conditionsVersement": {"maxLength": LONGEST},
    "idRAE": {"maxLength": 5},
    "pourcentageSubvention": {"minimum": 0.01, "maximum": 1},
}
"""Constraints of columns in the national schema which the other tables do not have."""

TABLE: Final = Table(
    name="subventions",
    titre="Subventions",
    description="Les subventions à des organismes de droit privé, au format national scdl/subventions 2.1.1.",
    columns=tuple(Column((field.name,), field, field.is_required) for field in _FIELDS),
)


# -- the files -------------------------------------------------------------------------------------------


def subventions_csv(corpus: Corpus) -> str:
    """Return the text of ``subventions.csv``: the header, then a row for each subvention known on the day."""
    return csv_text(TABLE, subvention_records(corpus))


def subventions_schema() -> str:
    """Return the Table Schema of ``subventions.csv``."""
    schema = {
        "name": TABLE.name,
        "title": TABLE.titre,
        "description": typography(TABLE.description),
        "version": "2.1.1",
        "homepage": "https://schema.data.gouv.fr/scdl/subventions/",
        "fields": [_schema_field(column) for column in TABLE.columns],
        "missingValues": [""],
    }
    return json_text(schema)


def _schema_field(column: Column) -> Schema:
    """Return a column in the Table Schema; the national format writes booleans as « oui » and « non »."""
    is_boolean = column.field.type is FieldType.BOOLEAN
    words: Schema = {"trueValues": ["oui"], "falseValues": ["non"]} if is_boolean else {}
    return schema_field(column, bounds=_BOUNDS.get(column.name, {}), words=words)


def subvention_records(corpus: Corpus) -> tuple[Record, ...]:
    """Return the rows of a day, by date then beneficiary; an amount reported twice gives one row."""
    config = corpus.config
    if lacks_siret(config):
        return ()
    montants = (amount.montant for amount in reported_amounts(corpus))
    found = (
        _record(montant, config)
        for montant in montants
        if montant.subvention and is_paid_by_caf(montant, config) and not gaps(montant, config)
    )
    return tuple(sorted(found, key=lambda row: tuple(map(str, row.values()))[2:]))


def _record(montant: Montant, config: Config) -> Record:
    common = config.donnees.subventions
    cells = (
        one_line(config.caf.nom),
        config.caf.siret,
        montant.date_convention.isoformat() if montant.date_convention else "",
        one_line(montant.reference),
        one_line(montant.beneficiaire),
        montant.siret,
        montant.rna,
        one_line(montant.objet),
        decimal_text(montant.valeur),
        FORMES[montant.forme],
        _conditions(montant, config),
        payment(montant.versement),
        "",
        "oui" if common.notification_ue else "non",
        WHOLE,
        "",
    )
    return {column.name: cell for column, cell in zip(TABLE.columns, cells, strict=True)}


def _conditions(montant: Montant, config: Config) -> str:
    return one_line(montant.conditions or config.donnees.subventions.conditions)


def payment(versement: str) -> str:
    """Return the day or the two days of payment in ISO 8601, ``""`` when they are not days."""
    try:
        days = [dt.date.fromisoformat(day).isoformat() for day in versement.split("/")]
    except ValueError:
        return ""
    text = "/".join(days)
    return text if re.fullmatch(_PERIOD, text) else ""


# -- what a row needs ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gap:
    """Why a subvention has no row in the file."""

    keys: str
    """The keys that are missing, as a French sentence names them."""
    line: str
    """A line to write in the front matter."""
    is_long: bool = False
    """Whether the text is given, and is longer than the format allows."""


def gaps(montant: Montant, config: Config) -> tuple[Gap, ...]:
    """Return the values that are missing or too long for an amount to have a row."""
    conditions = _conditions(montant, config)
    has_identity = has_valid_key(montant.siret) or re.fullmatch(_RNA, montant.rna)
    missing = (
        (montant.beneficiaire, Gap("« beneficiaire »", "beneficiaire: Nom de l’association")),
        (has_identity, Gap("« siret » ou « rna »", "siret: les quatorze chiffres")),
        (montant.objet, Gap("« objet »", "objet: ce que l’argent paie")),
        (montant.date_convention, Gap("« date_convention »", "date_convention: 2026-03-14")),
        (montant.forme in FORMES, Gap("« forme »", "forme: numéraire")),
        (payment(montant.versement), Gap("« versement »", "versement: 2026-03-14/2027-03-14")),
        (conditions, Gap("« conditions »", "conditions: unique")),
        (_is_short(montant.objet), Gap("« objet »", "objet: en moins de mots", is_long=True)),
        (_is_short(conditions), Gap("« conditions »", "conditions: échelonné", is_long=True)),
    )
    return tuple(gap for is_given, gap in missing if not is_given)


def _is_short(text: str) -> bool:
    return len(one_line(text)) <= LONGEST


def lacks_siret(config: Config) -> bool:
    """Whether the configuration has no valid Siret of the Caf, without which there is no row."""
    return not has_valid_key(config.caf.siret)


def is_paid_by_caf(montant: Montant, config: Config) -> bool:
    """Whether the Caf of the site pays an amount; another funder publishes its own."""
    return fold(montant.financeur) in {"", "caf", "la caf", fold(config.caf.nom)}


# -- amounts reported several times ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ReportedAmount:
    """An amount, with what all its reports state of it."""

    montant: Montant
    """Its ``date_convention`` is the one typed, else the day of the signature."""
    place: Place
    """The place of its first report."""
    years: int = 1
    """How many years the convention lasts; 1 when its period is not known."""
    jour: dt.date | None = None
    """The day of the signature, else that of the first step or post that reports it."""


AmountReport = tuple[Montant, Place, dt.date]
"""An amount as one file reports it, its place, and the day of the step or of the post."""


def reported_amounts(corpus: Corpus) -> tuple[ReportedAmount, ...]:
    """Return the amounts that count on the day and have a beneficiary or are marked as subventions.

    Amounts of the steps of a convention, and of the posts that report steps of that convention alone,
    belong to the convention: an amount reported several times for it is returned once.
    """
    found: dict[object, ReportedAmount] = {}
    for name, reports in _by_origin(corpus).items():
        if not any(montant.subvention or montant.beneficiaire for montant, _, _ in reports):
            continue
        for amount in _joined(reports, corpus, name):
            montant = amount.montant
            key = (montant.date_convention, fold(montant.beneficiaire), montant_key(montant))
            known = found.get(key)
            found[key] = replace(known, montant=_completed(known.montant, montant)) if known else amount
    return tuple(found.values())


def _by_origin(corpus: Corpus) -> dict[str, list[AmountReport]]:
    """Return the reports of amounts, by identifier of convention, else by path of post."""
    found: dict[str, list[AmountReport]] = {}
    for name in corpus.situations:
        found[name] = [
            (montant, etape.place("montant"), etape.jour)
            for etape in _known_steps(corpus, name)
            for montant in etape.montants
        ]
    for post in corpus.published:
        names = corpus.conventions_of.get(post.source, ())
        found.setdefault(names[0] if len(names) == 1 else post.source, []).extend(_of_post(post))
    return found


def _known_steps(corpus: Corpus, name: str) -> tuple[Etape, ...]:
    history = corpus.histories[name]
    return (*history.base, *(report.etape for report in history.reports if corpus.knows(report)))


def _of_post(post: Post) -> Iterator[AmountReport]:
    for montant in post.montants:
        yield montant, post.place("montant"), post.jour
    for montant in post.inauguration.montants if post.inauguration else ():
        yield montant, post.place("inauguration"), post.jour


def _joined(reports: Iterable[AmountReport], corpus: Corpus, name: str) -> Iterator[ReportedAmount]:
    """Yield the amounts of one convention or post, each once, with the years and day of the convention."""
    found: list[AmountReport] = []
    for montant, place, jour in reports:
        same = next((index for index, known in enumerate(found) if _is_same(known[0], montant)), None)
        if same is None:
            found.append((montant, place, jour))
        else:
            found[same] = (_completed(found[same][0], montant), *found[same][1:])
    period = period_of(_known_steps(corpus, name)) if name in corpus.situations else None
    signature = period.signature.first if period and period.signature and period.signature.day else None
    years = (
        period.fin.last.year - period.debut.first.year + 1 if period and period.debut and period.fin else 1
    )
    for montant, place, jour in found:
        day = montant.date_convention or signature
        yield ReportedAmount(replace(montant, date_convention=day), place, years, day or jour)


def _is_same(one: Montant, other: Montant) -> bool:
    """Whether two reports of one convention are of the same amount: what both state is equal."""
    pairs = (
        (fold(one.beneficiaire), fold(other.beneficiaire)),
        (one.siret, other.siret),
        (one.date_convention, other.date_convention),
        (one.reference, other.reference),
    )
    return montant_key(one) == montant_key(other) and all(
        not left or not right or left == right for left, right in pairs
    )


def _completed(old: Montant, new: Montant) -> Montant:
    """Return ``new`` with its empty fields filled from ``old``; one of them may mark a subvention."""
    missing = {item.name: getattr(old, item.name) for item in fields(new) if not getattr(new, item.name)}
    return replace(new, **missing)
