"""The people of a step or of an opening, with the offices that they held that day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bulletin.content.model.personne import Personne
from bulletin.content.reading.blocks import fields_of
from bulletin.content.reading.fields import LONGEST, Fields
from bulletin.content.reading.remedies import list_remedy
from bulletin.french.typed_people import is_name, read_people
from bulletin.source.nodes import Node, Scalar


def read_personnes(parent: Fields, key: str) -> tuple[Personne, ...]:
    """Return the people under ``key``, in the order typed; each has a name or an office.

    Several on one line are each read, and told: a second name never becomes an office of the first.
    """
    people = []
    for node in (one for typed in parent.items(key) for one in _each(typed, parent, key)):
        fields = fields_of("personne", node, parent.context)
        if fields is None or not ("fonction" in fields or fields.require("nom")):
            continue
        people.append(
            Personne(
                nom=fields.text("nom"),
                fonctions=_offices(fields),
                organisme=fields.text("organisme"),
                masquer=fields.flag("masquer") or False,
            )
        )
    return tuple(people)


def _each(node: Node, parent: Fields, key: str) -> Iterator[Node]:
    """Yield a node for each of the people that one line names."""
    people = read_people(node.text) if isinstance(node, Scalar) and len(node.text) <= LONGEST else ()
    if not isinstance(node, Scalar) or len(people) <= 1:
        yield node
        return
    lines, fix = list_remedy(node, key, (person.text for person in people))
    parent.context.tell(
        "plusieurs-personnes",
        node.place,
        f"Cette ligne nomme {len(people)} personnes.",
        f"Écrivez une personne par ligne :\n{lines}",
        fix=fix,
    )
    yield from (replace(node, text=person.text) for person in people)


def _offices(fields: Fields) -> tuple[str, ...]:
    """Return the offices, which « ; » part; what looks like the name of someone else is told and left out."""
    offices: list[str] = []
    for scalar in fields.scalars("fonction"):
        for piece in filter(None, (one.strip() for one in scalar.text.split(";"))):
            if not is_name(piece.partition(",")[0].strip()):
                offices.append(piece)
                continue
            fields.context.tell(
                "plusieurs-personnes",
                scalar.place,
                f"« {piece} » nomme une autre personne, et n’est pas une fonction.",
                f"Écrivez-la sur une ligne à elle :\n- {piece}",
            )
    return tuple(offices)
