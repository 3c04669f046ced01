"""Names of communes, groupings and départements to their codes.

Every name is resolved against the data of the year; a homonym is never guessed.
"""

from __future__ import annotations

import re

from bulletin.content.model.territoire import CommuneCitee, EpciCite, Territoire
from bulletin.content.reading.context import Context
from bulletin.content.reading.fields import Fields
from bulletin.french.printed import count
from bulletin.french.slugs import fold
from bulletin.source.nodes import Node, Scalar, Table
from bulletin.source.schema.blocks import BLOCKS
from bulletin.territories.atlas import Commune, Departement, Epci, Found, Homonyms, Unknown
from bulletin.territories.prepositions import de_departement

MAX_CANDIDATES = 6
TERRITORY = ("commune", "epci", "departement", "territoire")
"""The keys that state a territory."""
BARE_NAME = re.compile(r"\D[^()]*")
"""A name without the département that tells it apart, and no code."""


def read_commune(scalar: Scalar, context: Context) -> CommuneCitee | None:
    """Return the present commune that a text names, with the name to show; an unknown one is an erreur."""
    match context.atlas.resolve_commune(scalar.text):
        case Found(commune=commune, former=former):
            if former:
                context.suppose(
                    "commune", commune.nom, f"« {scalar.text} » fait aujourd’hui partie de cette commune"
                )
            _tell_if_far(commune, scalar, context)
            return CommuneCitee(commune.code, _written(scalar.text, former) if former else commune.nom)
        case Homonyms(candidates=candidates):
            names = ", ".join(f"« {commune.nom_precis} »" for commune in candidates[:MAX_CANDIDATES])
            others = len(candidates) - MAX_CANDIDATES
            names += f" et {count(others, 'autre', 'autres')}" if others > 0 else ""
            context.tell(
                "commune-homonyme",
                scalar.place,
                f"Plusieurs communes s’appellent « {scalar.text} ».",
                f"Précisez le département, comme dans : {names}.",
            )
        case Unknown(suggestions=suggestions):
            context.tell(
                "commune-inconnue",
                scalar.place,
                f"La commune « {scalar.text} » n’existe pas.",
                _suggestion(suggestions, "Écrivez son nom officiel ou son code Insee."),
            )
    return None


def _tell_if_far(commune: Commune, scalar: Scalar, context: Context) -> None:
    """Tell a bare name that only another département than the site's own has: it may be a slip."""
    here = context.atlas.departements
    if not here or commune.departement in here or not BARE_NAME.fullmatch(scalar.text.strip()):
        return
    departement = context.atlas.departement(commune.departement)
    whose = de_departement(departement) if departement else "d’ailleurs"
    typed = scalar.text.strip()
    # « Paris 16 » stays as typed: it is how the commune is printed.
    precise = commune.nom_precis if fold(typed) == fold(commune.nom) else f"{typed} ({commune.departement})"
    context.tell(
        "commune-eloignee",
        scalar.place,
        f"« {scalar.text} » a été compris comme une commune {whose} ({commune.departement}),"
        " hors des départements du bulletin.",
        f"Si c’est bien elle, écrivez « {precise} » pour que cela soit sûr.",
    )


def read_epci(node: Node, context: Context) -> EpciCite | None:
    """Return a grouping by SIREN or name, or one that the data does not know by its name and communes."""
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
                _suggestion(
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
                _suggestion(suggestions, "Écrivez son numéro ou son nom."),
            )
    return ""


def read_communes(fields: Fields) -> tuple[CommuneCitee, ...]:
    """Return the communes of a block, each once."""
    found = (read_commune(scalar, fields.context) for scalar in fields.scalars("commune"))
    return tuple({commune.code: commune for commune in found if commune}.values())


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
    found = [_read_any(node, fields.context) for node in fields.items("territoire")]
    return Territoire(
        communes=tuple(item for item in found if isinstance(item, CommuneCitee)),
        epci=tuple(item for item in found if isinstance(item, EpciCite)),
        departements=tuple(item for item in found if isinstance(item, str) and item),
    )


def _read_any(node: Node, context: Context) -> CommuneCitee | EpciCite | str | None:
    """Return the commune, grouping or département that a text alone names."""
    if not isinstance(node, Scalar):
        return read_epci(node, context)
    if isinstance(context.atlas.resolve_commune(node.text), Unknown):
        if isinstance(context.atlas.resolve_epci(node.text), Epci):
            return read_epci(node, context)
        if isinstance(context.atlas.resolve_departement(node.text), Departement):
            return read_departement(node, context)
    return read_commune(node, context)


def _epci_nodes(fields: Fields) -> tuple[Node, ...]:
    return fields.items("epci")


def _written(text: str, former: str) -> str:
    """Return the name of a former commune as typed, without the département that tells it apart."""
    written = text.strip()
    return former if written[:1].isdigit() else written.partition("(")[0].strip() or former


def _suggestion(suggestions: tuple[str, ...], otherwise: str) -> str:
    if not suggestions:
        return otherwise
    return f"Vouliez-vous dire {' ou '.join(f'« {name} »' for name in suggestions)} ?"
