"""Names of territories to their codes: groupings, départements, and the territory of a block.

Every name is looked up in the current official data; between homonyms, none is chosen.
"""

from __future__ import annotations

from bulletin.content.model.territoire import CommuneCitee, EpciCite, Territoire
from bulletin.content.reading.commune import read_communes, read_named, suggestion
from bulletin.content.reading.context import Context
from bulletin.content.reading.fields import Fields
from bulletin.source.nodes import Node, Scalar, Table
from bulletin.source.schema.blocks import BLOCKS
from bulletin.territories.model import Departement, Epci, Homonyms, Unknown, is_whole_name

TERRITORY = ("commune", "epci", "departement", "territoire")
"""The keys that state a territory."""


def read_epci(node: Node, context: Context) -> EpciCite | None:
    """Return an EPCI, ``None`` with an erreur where it cannot be read.

    A text is its SIREN or name; a table gives the name and communes of one that the data does not have.
    """
    if isinstance(node, Table):
        fields = Fields(BLOCKS["groupement"], node.entries, node.place, context)
        if not (fields.require("nom") and fields.require("commune")):
            return None
        return EpciCite("", fields.text("nom"), read_communes(fields))
    if not isinstance(node, Scalar):
        context.tell("forme-inattendue", node.place, "Un nom d’intercommunalité est attendu ici.", "")
        return None
    match context.atlas.resolve_epci(node.text):
        case Epci() as epci:
            return EpciCite(epci.siren, epci.nom)
        case Homonyms(candidates=candidates):
            names = ", ".join(f"{epci.siren} ({epci.nom})" for epci in candidates)
            context.tell(
                "epci-homonyme",
                node.place,
                f"Plusieurs intercommunalités s’appellent « {node.text} ».",
                f"Écrivez le numéro Siren de la bonne : {names}.",
            )
        case Unknown(suggestions=suggestions):
            context.tell(
                "epci-inconnu",
                node.place,
                f"L’intercommunalité « {node.text} » n’existe pas dans la liste officielle.",
                suggestion(
                    suggestions,
                    f"Si c’est un groupe de communes, écrivez :\nepci:\n  nom: {node.text}\n  communes: …",
                ),
            )
    return None


def read_departement(scalar: Scalar, context: Context) -> str:
    """Return the code of a département, or ``""`` with an erreur."""
    match context.atlas.resolve_departement(scalar.text):
        case Departement(code=code):
            return code
        case Unknown(suggestions=suggestions):
            context.tell(
                "departement-inconnu",
                scalar.place,
                f"Le département « {scalar.text} » n’existe pas.",
                suggestion(suggestions, "Écrivez son numéro ou son nom."),
            )
    return ""


def read_territoire(fields: Fields) -> Territoire:
    """Return what the keys ``commune``, ``epci`` and ``departement`` of a block state."""
    context = fields.context
    epci = (read_epci(node, context) for node in _epci_nodes(fields))
    departements = (read_departement(scalar, context) for scalar in fields.scalars("departement"))
    return Territoire(
        communes=read_communes(fields),
        epci=tuple(found for found in epci if found),
        departements=tuple(dict.fromkeys(code for code in departements if code)),
    )


def states_territory(fields: Fields) -> bool:
    """Whether a block states a territory, readable or not."""
    return any(key in fields for key in TERRITORY)


def read_block_territoire(fields: Fields) -> Territoire:
    """Return the territory of a convention's block: ``territoire``, or its keys in the block itself."""
    own = read_territoire(fields)
    entry = fields.entry("territoire")
    if entry is None:
        return own
    if own:
        fields.context.tell(
            "cle-en-double",
            entry.place,
            "Le territoire est donné deux fois : sous « territoire » et dans le bloc.",
            "Gardez « territoire », avec ses communes, son epci ou son departement.",
        )
    if isinstance(entry.value, Table):
        inner = Fields(BLOCKS["territoire"], entry.value.entries, entry.value.place, fields.context)
        return read_territoire(inner)
    found = [item for node in fields.items("territoire") for item in _read_any(node, fields)]
    return Territoire(
        communes=tuple(item for item in found if isinstance(item, CommuneCitee)),
        epci=tuple(item for item in found if isinstance(item, EpciCite)),
        departements=tuple(item for item in found if isinstance(item, str) and item),
    )


def _read_any(node: Node, fields: Fields) -> tuple[CommuneCitee | EpciCite | str | None, ...]:
    """Return the communes, the grouping or the département that a text alone names."""
    context = fields.context
    if not isinstance(node, Scalar):
        return (read_epci(node, context),)
    if not is_whole_name(context.atlas.resolve_commune(node.text)):
        if isinstance(context.atlas.resolve_epci(node.text), Epci):
            return (read_epci(node, context),)
        if isinstance(context.atlas.resolve_departement(node.text), Departement):
            return (read_departement(node, context),)
    return read_named(node, context)


def _epci_nodes(fields: Fields) -> tuple[Node, ...]:
    return fields.items("epci")
