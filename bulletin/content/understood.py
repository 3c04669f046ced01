"""What was understood of each key of a file, as sentences: the one list that every screen shows.

The sentences are made from the values that were read, so that what is said back is what will be published.
A value that the writer did not type in full is told with the reason why it was supposed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from bulletin.content.model.cards import (
    ConventionCard,
    Glossaire,
    NumeroCard,
    Page,
    StructureCard,
    TerritoireCard,
)
from bulletin.content.model.convention import Etape, Partie
from bulletin.content.model.evenement import Evenement, Inscription, Seance
from bulletin.content.model.inauguration import Inauguration, Structure
from bulletin.content.model.montant import Montant
from bulletin.content.model.personne import Personne
from bulletin.content.model.post import Post
from bulletin.content.model.source import Inference
from bulletin.content.model.territoire import CommuneCitee, EpciCite, Lieu
from bulletin.content.reading.context import Context
from bulletin.french import printed
from bulletin.french.dates import Duree, Moment, PartialDate
from bulletin.source.nodes import Entry, Node, RawDocument, Scalar, Sequence, Table
from bulletin.source.schema.blocks import BLOCKS, FAMILIES, reading_block
from bulletin.source.schema.key import Block, Key
from bulletin.source.schema.shared import ETAPES
from bulletin.territories.atlas import Atlas

Value = Post | ConventionCard | StructureCard | NumeroCard | TerritoireCard | Page | Glossaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was understood of one key. ``line`` counts from 1; ``typed`` is ``""`` for what was not typed."""

    key: str
    line: int
    typed: str
    understood: str
    inferred: bool = False
    why: str = ""
    """Why the value was supposed, ``""`` when it was typed in full."""


def understood_of(
    document: RawDocument, value: Value, context: Context, family: str
) -> tuple[Understood, ...]:
    """Return what was understood of each key of a file, in the order of its lines.

    Values that no key of the file gives, such as the type of a post, come first.
    """
    block = reading_block(FAMILIES[family])
    found = [
        one for entry in document.front.entries for one in _of_entry(entry, block, _nouns(value), context)
    ]
    typed = {name for one in found for name in (one.key, *_INNER.get(one.key, ()))}
    inferences = {one.key: one for one in context.inferences}
    supposed = [
        Understood(key=one.key, line=1, typed="", understood=one.value, inferred=True, why=one.reason)
        for one in inferences.values()
        if not typed & _names_of(one)
    ]
    return (*supposed, *(_with_reason(one, inferences) for one in found))


def _names_of(inference: Inference) -> set[str]:
    return {inference.key, *(name.strip() for name in inference.key.split(","))}


_INNER: Mapping[str, tuple[str, ...]] = {
    "evenement": ("debut", "fin"),
    "inauguration": ("quand", "debut", "fin"),
    "inscription": ("avant_le",),
}
"""By block, the keys whose inferences explain what its light form was understood as."""


def _with_reason(one: Understood, inferences: Mapping[str, Inference]) -> Understood:
    names = (one.key, *_INNER.get(one.key, ()))
    inference = next((inferences[name] for name in names if name in inferences), None)
    if inference is None:
        return one
    return Understood(
        key=one.key,
        line=one.line,
        typed=one.typed,
        understood=one.understood or inference.value,
        inferred=True,
        why=inference.reason,
    )


# -- from a key to its value -------------------------------------------------------------------------------


def _nouns(value: Value) -> tuple[object, ...]:
    """Return the values that may have a field for a key of the top of a file, the first to search first."""
    match value:
        case Post():
            inauguration, evenement = value.inauguration, value.evenement
            structure = inauguration.structure if inauguration else None
            lieu = evenement.lieu if evenement else None
            etapes = value.etapes if len(value.etapes) == 1 else ()
            found = (value, *etapes, inauguration, structure, evenement, lieu, value.territoire)
            return tuple(noun for noun in found if noun is not None)
        case ConventionCard():
            return (value, value.facts, value.facts.territoire)
        case StructureCard():
            return (value, value.structure)
        case _:
            return (value,)


def _of_entry(
    entry: Entry, block: Block, nouns: tuple[object, ...], context: Context
) -> Iterator[Understood]:
    key = block.find(entry.key)
    if key is None:
        return
    value = _value_of(key, nouns)
    match entry.value:
        case Table():
            inner = BLOCKS.get(key.block)
            own = value[0] if isinstance(value, tuple) and len(value) == 1 else value
            if inner is not None and own is not None:
                for one in entry.value.entries:
                    yield from _of_entry(one, inner, _inner_nouns(own), context)
        case Sequence() if isinstance(value, tuple):
            yield from _of_items(entry, key, entry.value.items, value, context)
        case _:
            sentence = say(value, context.atlas) if value is not None else ""
            if key.name in {"convention", "nature", "periode"}:
                sentence = _say_convention(key.name, nouns, context) or sentence
            yield _understood(entry.key, entry.value, sentence)


def _of_items(
    entry: Entry, key: Key, items: tuple[Node, ...], values: tuple[object, ...], context: Context
) -> Iterator[Understood]:
    """Yield what was understood of each item of a list; an item that gives several values is said once."""
    if len(items) != len(values):
        text = say(values, context.atlas)
        yield _understood(entry.key, entry.value, text)
        return
    for item, value in zip(items, values, strict=True):
        inner = BLOCKS.get(key.block)
        if isinstance(item, Table) and inner is not None:
            for one in item.entries:
                yield from _of_entry(one, inner, _inner_nouns(value), context)
        else:
            yield _understood(entry.key, item, say(value, context.atlas))


def _inner_nouns(value: object) -> tuple[object, ...]:
    return (value, value.territoire) if isinstance(value, Etape) else (value,)


def _understood(key: str, node: Node, sentence: str) -> Understood:
    return Understood(key=key, line=node.place.line, typed=_typed(node), understood=sentence)


def _typed(node: Node) -> str:
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return "\n".join(_typed(item) for item in node.items)
        case Table():
            return "\n".join(f"{entry.key}: {_typed(entry.value)}" for entry in node.entries)


_FIELD_OF = {
    "convention": "etapes",
    "commune": "communes",
    "epci": "epci",
    "departement": "departements",
    "source": "provenance",
    "id": "id",
}
"""The name of the field that holds a key, where it is neither that of the key nor of its plural."""


def _value_of(key: Key, nouns: Iterable[object]) -> object:
    """Return the value that a key gave, None when the file gives none."""
    if key.name in ETAPES and key.name != "deliberation":
        names = ["quand"]
    else:
        names = [_FIELD_OF.get(key.name, key.name), key.plural, f"{key.name}s"]
    for name in names:
        for noun in nouns:
            value = getattr(noun, name, None) if name else None
            if value not in (None, "", ()) and not isinstance(value, Mapping):
                return value
    return None


def _say_convention(key: str, nouns: tuple[object, ...], context: Context) -> str:
    """Return the nature of a convention, its period, or both where its light form gave them."""
    etape = next((noun for noun in nouns if isinstance(noun, Etape)), None)
    if etape is None:
        return ""
    natures = context.words.natures.values()
    nature = next((one.libelle for one in natures if one.code == etape.nature), etape.nature)
    period = ""
    if etape.debut is not None:
        period = printed.period(etape.debut, etape.fin)
    elif etape.fin is not None:
        period = printed.until(etape.fin)
    said = {"nature": (nature,), "periode": (period,)}.get(key, (nature, period))
    return ", ".join(filter(None, said))


# -- from a value to a sentence ----------------------------------------------------------------------------


def say(value: object, atlas: Atlas) -> str:
    """Return a value as a French text, as precise as it is known."""
    match value:
        case bool():
            return "oui" if value else "non"
        case StrEnum():
            return value.value
        case str():
            return _departement(value, atlas)
        case int() | Decimal():
            return f"{value}".replace(".", ",")
        case PartialDate():
            return printed.on(value)
        case Moment():
            return printed.span(value)
        case dt.date():
            return f"le {printed.day(value)}"
        case Duree():
            return printed.count(value.mois, "mois", "mois")
        case tuple():
            return " ; ".join(filter(None, (say(item, atlas) for item in value)))
        case _:
            return _say_noun(value, atlas)


def _departement(text: str, atlas: Atlas) -> str:
    departement = atlas.departement(text) if len(text) in {2, 3} and text[:1].isdigit() else None
    return f"{departement.nom} ({text})" if departement else text


def _say_noun(value: object, atlas: Atlas) -> str:
    match value:
        case CommuneCitee():
            return _say_commune(value, atlas)
        case EpciCite():
            epci = atlas.epci(value.siren) if value.siren else None
            return f"{epci.nom} (Siren {epci.siren})" if epci else value.nom
        case Montant():
            return _say_montant(value)
        case Inscription():
            return _say_inscription(value)
        case Evenement():
            fin = value.fin if value.fin != value.debut else None
            return printed.span(value.debut, fin, chaque_jour=value.a_les_memes_heures_chaque_jour)
        case Inauguration(debut=Moment() as debut):
            return printed.span(debut, value.fin if value.fin != debut else None)
        case Inauguration():
            return printed.on(value.quand)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return ", ".join(filter(None, _parts(value, atlas)))
        case _:
            return str(value)


def _parts(value: Any, atlas: Atlas) -> Iterable[str]:
    """Return the texts that make the sentence of a noun, in their order."""
    match value:
        case Personne():
            name = "nom masqué" if value.masquer else value.nom
            return (name, " et ".join(value.fonctions), value.organisme)
        case Partie():
            return (f"{value.nom} ({value.type})" if value.type else value.nom,)
        case Lieu():
            commune = value.commune.ecrit if value.commune else ""
            return (value.nom, value.adresse, value.code_postal, commune)
        case Structure():
            commune = f"à {value.commune.ecrit}" if value.commune else ""
            return (value.nom or value.id, *value.natures, commune)
        case Seance():
            return (printed.span(value.debut, value.fin), " et ".join(value.public), value.theme)
        case _:
            values = ((field.name, getattr(value, field.name)) for field in fields(value) if field.compare)
            return (say(one, atlas) for _, one in values if one is not None and one is not False)


def _say_commune(commune: CommuneCitee, atlas: Atlas) -> str:
    known = atlas.commune(commune.code)
    name = known.nom if known else commune.ecrit
    former = f", écrite « {commune.ecrit} »" if known and commune.ecrit != known.nom else ""
    return f"{name} (Insee {commune.code}){former}"


def _say_montant(montant: Montant) -> str:
    reserve = montant.reserve or ("environ" if montant.estime else "")
    each = f"par {montant.par}" if montant.par else ""
    first = " ".join(filter(None, (reserve, printed.money(montant.valeur), each)))
    share = ""
    if montant.part is not None:
        joint = "" if montant.base_article.endswith("'") else " "
        share = f"{printed.percent(montant.part)} {montant.base_article}{joint}{montant.base}"
    purpose = montant.objet or (montant.nature and f"de {montant.nature}")
    if montant.pour and montant.objet:
        purpose = f"pour {montant.objet}"
    payer = f"payé par {montant.financeur}" if montant.financeur else ""
    year = f"en {montant.exercice}" if montant.exercice else ""
    return ", ".join(filter(None, (first, purpose, share, montant.fonds, payer, year)))


def _say_inscription(inscription: Inscription) -> str:
    deadline = f"jusqu’au {printed.day(inscription.avant_le)}" if inscription.avant_le else ""
    flags = ("obligatoire" if inscription.obligatoire else "", "gratuit" if inscription.gratuit else "")
    beside = f"auprès de : {inscription.aupres_de}" if inscription.aupres_de else ""
    if inscription.aupres_de.startswith(("de ", "du ", "des ", "d’", "d'")):
        beside = f"auprès {inscription.aupres_de}"
    ways = (inscription.url, inscription.courriel, inscription.telephone, beside)
    return ", ".join(filter(None, (*ways, deadline, *flags)))
