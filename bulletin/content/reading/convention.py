"""The steps of conventions, as posts and cards tell them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from bulletin.content.model.convention import SIGNING, ConventionCitee, Etape, EtapeNom
from bulletin.content.model.territoire import Territoire
from bulletin.content.reading.blocks import fields_of
from bulletin.content.reading.commas import tell_commas
from bulletin.content.reading.context import Context
from bulletin.content.reading.details import (
    read_deliberation,
    read_document,
    read_engagements,
    read_instances,
    read_lieu,
    read_parties,
)
from bulletin.content.reading.fields import IDENTIFIER, Fields
from bulletin.content.reading.light_convention import cited_convention, find_nature
from bulletin.content.reading.montants import read_montants
from bulletin.content.reading.personnes import read_personnes
from bulletin.content.reading.territoire import TERRITORY, read_block_territoire, states_territory
from bulletin.content.reading.years import coming_rule, past_rule
from bulletin.diagnostics import Place, Unreadable
from bulletin.french.dates import PartialDate, Precision, end_of
from bulletin.french.nearest import nearest, question
from bulletin.french.printed import partial, until
from bulletin.french.printed import period as period_text
from bulletin.french.typed_dates import read_partial
from bulletin.source.nodes import Entry, Node, Scalar, Sequence
from bulletin.source.schema.shared import ETAPES

MOST_LISTED = 12
"""How many communes have their own convention written out in a hint; the others are written likewise."""
ENDING = frozenset({EtapeNom.PROLONGATION, EtapeNom.AVENANT})


@dataclass(frozen=True, slots=True)
class Teller:
    """The file that reports a step: its path, and for a post its publication day, type and date.

    ``jour`` is ``None`` for a card.
    """

    source: str
    jour: dt.date | None
    type: str = ""
    date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class _Step:
    etape: EtapeNom
    quand: PartialDate | None


def read_conventions(
    node: Node, lifted: tuple[Entry, ...], teller: Teller, context: Context
) -> tuple[Etape, ...]:
    """Return the steps under ``convention`` or ``conventions``; several must each state their territory."""
    if isinstance(node, Sequence) and len(node.items) > 1:
        steps = []
        for item in node.items:
            fields = fields_of("convention", item, context)
            step = read_etape(fields, teller) if fields else None
            if step is None or fields is None:
                continue
            if not states_territory(fields) and "id" not in fields:
                _tell_no_territory(context, fields.place, "Chaque convention d’une liste dit son territoire.")
            steps.append(step)
        return tuple(steps)
    fields = fields_of("convention", node, context, lifted)
    step = read_etape(fields, teller) if fields else None
    return (step,) if step else ()


def tell_without_territory(etapes: tuple[Etape, ...], context: Context) -> None:
    """Tell the steps of a post without territory of its own that state none and name no convention."""
    for etape in etapes:
        if not etape.territoire and not {"id", *TERRITORY} & etape.places.keys():
            _tell_no_territory(
                context,
                etape.places[""],
                "Cette convention n’a pas de territoire : ni elle ni l’article n’en dit.",
            )


def tell_one_convention(etapes: tuple[Etape, ...], territoire: Territoire, context: Context) -> None:
    """Tell that a signature of several communes is one convention, with what to write if each signs its own.

    ``territoire`` is that of the post. An EPCI or a département signs for all: nothing is told then.
    """
    if len(etapes) != 1 or etapes[0].etape not in SIGNING:
        return
    etape = etapes[0]
    reach = etape.territoire or territoire
    if len(reach.communes) <= 1 or reach.epci or reach.departements:
        return
    items = "\n".join(_own_convention(etape, commune.ecrit) for commune in reach.communes[:MOST_LISTED])
    context.tell(
        "une-seule-convention",
        etape.places[""],
        f"Cette signature de {len(reach.communes)} communes est comprise comme une seule convention.",
        f"Si chaque commune signe la sienne, écrivez :\nconventions:\n{items}",
    )


def _own_convention(etape: Etape, commune: str) -> str:
    """Return the item of a list that tells the same step for one commune."""
    period = ""
    if etape.debut is not None:
        period = period_text(etape.debut, etape.fin)
    elif etape.fin is not None:
        period = until(etape.fin)
    texts = {
        "nature": etape.nature,
        "periode": period,
        etape.etape.value: partial(etape.quand) if etape.quand else "",
        "commune": commune,
    }
    lines = [f"{key}: {text}" for key, text in texts.items() if text]
    return "\n".join(f"  {'  ' if number else '- '}{line}" for number, line in enumerate(lines))


def _tell_no_territory(context: Context, place: Place, message: str) -> None:
    context.tell(
        "territoire-manquant",
        place,
        message,
        "Ajoutez « commune: … », « epci: … » ou « departement: … ».",
    )


def read_etape(fields: Fields, teller: Teller, *, facts_only: bool = False) -> Etape | None:
    """Return a step as one block reports it, or ``None`` when its nature, step or day cannot be known.

    With ``facts_only`` the block may have no step and no day: it gives facts alone, and ``jour`` is then
    ``date.min``.
    """
    nature = _nature(fields)
    step = _step(fields, teller, facts_only=facts_only)
    debut, fin = _period(fields)
    jour = _counting_day(step.quand, teller) if step else None
    etape = _etape(fields, teller, step or _Step(EtapeNom.AUTRE, None), (debut, fin))
    if nature is None or step is None:
        return None
    if jour is None:
        jour = debut.first if debut else None
    if jour is None and not facts_only:
        fields.context.tell(
            "jour-manquant",
            fields.place,
            "Le jour de cette étape manque.",
            "Ajoutez une ligne « quand: » avec le jour, le mois ou l’année.",
        )
        return None
    return replace(etape, nature=nature, jour=jour or dt.date.min)


def _etape(
    fields: Fields, teller: Teller, step: _Step, period: tuple[PartialDate | None, PartialDate | None]
) -> Etape:
    """Return the step, fully read but for ``nature`` and ``jour``, which the caller fills in."""
    tell_commas(fields, "axe", only_alone=True)
    if step.quand is None and teller.date is not None:
        fields.context.suppose("quand", partial(teller.date), "la date de l’article")
    etape = Etape(
        id=fields.identifier("id"),
        nature="",
        etape=step.etape,
        libelle=fields.text("libelle"),
        quand=step.quand or teller.date,
        jour=dt.date.min,
        debut=period[0],
        fin=period[1],
        duree=fields.duration("duree"),
        signature_prevue=_signature_prevue(fields, teller),
        nouvelle_fin=_nouvelle_fin(fields, step.etape, period[1]),
        intitule=fields.text("intitule"),
        territoire=read_block_territoire(fields),
        parties=read_parties(fields),
        signataires=read_personnes(fields, "signataire"),
        en_presence_de=read_personnes(fields, "en_presence_de"),
        lieu=read_lieu(fields, "lieu"),
        axes=fields.texts("axe"),
        engagements=read_engagements(fields),
        instances=read_instances(fields),
        montants=read_montants(fields),
        document=read_document(fields),
        deliberation=None if _deliberation_is_step(fields) else read_deliberation(fields),
        remplace=fields.texts("remplace"),
        remplace_cites=_remplace_cites(fields),
        source=teller.source,
        places=fields.places(),
    )
    _check_duration(etape, fields)
    return etape


def _nature(fields: Fields) -> str | None:
    """Return the code of the nature, ``""`` when an id stands for it, ``None`` when it is unknown."""
    scalar = fields.scalar("nature")
    if scalar is None:
        if "id" not in fields:
            fields.require("nature")
            return None
        return ""
    natures = fields.context.words.natures
    nature = find_nature(scalar.text, natures)
    if nature is not None:
        return nature.code
    known = tuple(sorted(found.code for found in natures.values()))
    near = nearest(scalar.text, known)
    fields.context.tell(
        "nature-inconnue",
        scalar.place,
        f"« {scalar.text} » n’est pas une nature de convention.",
        f"{question(near)} Natures connues : {', '.join(known)}."
        if near
        else f"Choisissez parmi : {', '.join(known)} ; pour une autre convention, écrivez « nature: AUTRE »"
        f" et « intitule: {scalar.text} ».",
    )
    return None


def _remplace_cites(fields: Fields) -> tuple[ConventionCitee, ...]:
    """Return those of the conventions replaced that are named by nature and period, and not by their id."""
    found = []
    for scalar in fields.scalars("remplace"):
        cited = cited_convention(scalar.text, fields.context.words.natures)
        if cited is not None and IDENTIFIER.fullmatch(scalar.text.strip()) is None:
            found.append(cited)
    return tuple(found)


def _signature_prevue(fields: Fields, teller: Teller) -> PartialDate | None:
    rule = coming_rule(teller.jour) if teller.jour else None
    return fields.partial("signature_prevue", rule, has_limit=True)


# -- the step and its day --------------------------------------------------------------------------------


def _step(fields: Fields, teller: Teller, *, facts_only: bool) -> _Step | None:
    named = [
        name
        for name in ETAPES
        if name in fields and (name != "deliberation" or _deliberation_is_step(fields))
    ]
    if len(named) > 1:
        fields.context.tell(
            "deux-etapes",
            fields.place_of(named[1]),
            f"Deux étapes sont données à la même convention : « {named[0]} » et « {named[1]} ».",
            "Écrivez une liste « conventions: » avec une étape chacune, ou un article par étape.",
        )
        return None
    typed = fields.choice("etape")
    if "etape" in fields and not typed:
        return None
    if named and typed and named[0] != typed:
        fields.context.tell(
            "deux-etapes",
            fields.place_of(named[0]),
            f"L’étape est « {typed} », et « {named[0]} » en donne une autre.",
            f"Écrivez « quand: » à la place de « {named[0]}: », ou enlevez « etape ».",
        )
        return None
    name = typed or (named[0] if named else "")
    if not name:
        return _supposed_step(fields, teller, facts_only=facts_only)
    if named and "quand" in fields:
        fields.context.tell(
            "cle-en-double",
            fields.place_of("quand"),
            f"Le jour est donné deux fois, par « {named[0]} » et par « quand ».",
            "Gardez une seule des deux lignes.",
        )
    if name == EtapeNom.AUTRE:
        fields.require("libelle")
    return _Step(EtapeNom(name), _day(fields, named[0] if named else "quand", teller))


def _day(fields: Fields, key: str, teller: Teller) -> PartialDate | None:
    return fields.partial(key, past_rule(teller.jour) if teller.jour else None)


def _supposed_step(fields: Fields, teller: Teller, *, facts_only: bool) -> _Step:
    quand = _day(fields, "quand", teller)
    if "signature_prevue" in fields:
        fields.context.suppose("etape", EtapeNom.NEGOCIATION, "une signature est prévue")
        return _Step(EtapeNom.NEGOCIATION, quand)
    if "nouvelle_fin" in fields:
        fields.context.suppose("etape", EtapeNom.PROLONGATION, "une nouvelle fin est donnée")
        return _Step(EtapeNom.PROLONGATION, quand)
    if teller.type == EtapeNom.SIGNATURE:
        fields.context.suppose("etape", EtapeNom.SIGNATURE, "l’article est de type « signature »")
        return _Step(EtapeNom.SIGNATURE, quand)
    if not facts_only:
        fields.context.tell(
            "etape-absente",
            fields.place,
            "L’article cite une convention sans dire quelle étape il raconte ; elle est seulement citée.",
            "Ajoutez l’étape et son jour : « signature: <jour> <mois> <année> »,"
            " ou « negociation: <mois> <année> ».",
        )
    return _Step(EtapeNom.AUTRE, quand)


def tells_step(fields: Fields) -> bool:
    """Whether a block says which step it tells."""
    return "etape" in fields or any(
        name in fields and (name != "deliberation" or _deliberation_is_step(fields)) for name in ETAPES
    )


def _deliberation_is_step(fields: Fields) -> bool:
    """Whether ``deliberation`` names the step: a day alone, where no other step is given."""
    entry = fields.entry("deliberation")
    if entry is None or not isinstance(entry.value, Scalar) or "etape" in fields:
        return False
    if any(name in fields for name in ETAPES if name != "deliberation"):
        return False
    try:
        return read_partial(entry.value.text) is not None
    except Unreadable:
        return False


def _counting_day(quand: PartialDate | None, teller: Teller) -> dt.date | None:
    """Return the day a step counts from: the last of a partial day, or its post's if that is earlier."""
    if quand is None:
        return teller.jour
    if quand.precision is Precision.JOUR or teller.jour is None:
        return quand.last
    return min(quand.last, teller.jour)


# -- the period ------------------------------------------------------------------------------------------


def _period(fields: Fields) -> tuple[PartialDate | None, PartialDate | None]:
    if "periode" in fields:
        for key in ("debut", "fin"):
            if key in fields:
                fields.context.tell(
                    "cle-en-double",
                    fields.place_of(key),
                    f"« {key} » est déjà donné par « periode ».",
                    "Gardez « periode », ou « debut » et « fin ».",
                )
        debut, fin = fields.period("periode")
        place = fields.place_of("periode")
    else:
        debut, fin = fields.partial("debut"), fields.partial("fin")
        place = fields.place_of("fin")
    if debut and fin and fin.last < debut.first:
        fields.context.tell(
            "fin-avant-debut",
            place,
            "La fin de cette convention vient avant son début.",
            "Vérifiez les deux dates.",
        )
        return debut, None
    return debut, fin


def _check_duration(etape: Etape, fields: Fields) -> None:
    if etape.duree is None or etape.debut is None or etape.fin is None:
        return
    computed = end_of(etape.debut, etape.duree)
    if not (computed.includes(etape.fin) or etape.fin.includes(computed)):
        fields.context.tell(
            "duree-contradictoire",
            fields.place_of("duree"),
            "La durée ne donne pas la fin qui est écrite.",
            "Gardez la fin, ou la durée, celle des deux qui est juste.",
        )


def _nouvelle_fin(fields: Fields, etape: EtapeNom, fin: PartialDate | None) -> PartialDate | None:
    """Return the end that a prolongation gives; ``fin`` is the end that the same block tells."""
    if "nouvelle_fin" not in fields:
        if etape is EtapeNom.PROLONGATION:
            fields.context.tell(
                "prolongation-sans-fin",
                fields.place,
                "Une prolongation donne une nouvelle fin.",
                f"Ajoutez une ligne « nouvelle_fin: {partial(fin) if fin else '<année>'} ».",
            )
        return None
    if etape not in ENDING:
        fields.context.tell(
            "nouvelle-fin-hors-prolongation",
            fields.place_of("nouvelle_fin"),
            "« nouvelle_fin » ne va qu’avec une prolongation ou un avenant.",
            "Écrivez « fin », ou changez l’étape en « prolongation ».",
        )
        return None
    return fields.partial("nouvelle_fin")
