"""Blocks typed in their light form (one line) or long form (one key a line), as fields of the latter."""

from __future__ import annotations

from collections.abc import Iterable

from bulletin.content.reading.context import Context
from bulletin.content.reading.fields import LONGEST, Fields, is_absent
from bulletin.content.reading.light import FORMS, expand
from bulletin.content.reading.remedies import block_remedy, fix_of_value, list_remedy, pairs_remedy
from bulletin.diagnostics import Place, Unreadable
from bulletin.source.nodes import Entry, Node, Scalar, Sequence, Table
from bulletin.source.schema.blocks import BLOCKS
from bulletin.source.schema.key import TEXT_FORMS


def fields_of(
    name: str, node: Node, context: Context, lifted: Iterable[Entry] = (), place: Place | None = None
) -> Fields | None:
    """Return the fields of block ``name`` written as ``node``, or ``None`` when it cannot be read.

    ``lifted`` are entries typed at the top of the file that belong to this block. ``place`` is where
    diagnostics say that the block begins, by default where ``node`` does.
    """
    entries = _entries(name, node, context)
    if entries is None:
        return None
    return Fields(BLOCKS[name], (*entries, *lifted), place or node.place, context)


def _entries(name: str, node: Node, context: Context) -> tuple[Entry, ...] | None:
    match node:
        case Table():
            return node.entries
        case Sequence(items=(only,)):
            return _entries(name, only, context)
        case Sequence():
            context.tell(
                "forme-inattendue",
                node.place,
                "Une seule valeur est attendue ici, et non une liste.",
                "Gardez un seul élément, sans tiret.",
            )
            return None
        case Scalar():
            return _light_entries(name, node, context)


def _light_entries(name: str, node: Scalar, context: Context) -> tuple[Entry, ...] | None:
    """Return the entries of a light form, ``None`` with a diagnostic where it cannot be read."""
    if is_absent(node):
        return ()
    is_long = name not in TEXT_FORMS and len(node.text) > LONGEST
    if name not in FORMS or is_long:
        context.tell(
            "forme-inattendue",
            node.place,
            "Cette ligne est trop longue." if is_long else f"« {node.text} » ne suffit pas ici.",
            f"Écrivez chaque élément sur sa ligne, en retrait :\n{block_remedy(BLOCKS[name], ())}",
        )
        return None
    try:
        return expand(name, node, context)
    except Unreadable as fault:
        _tell(name, fault, node, context)
        return None


def _tell(name: str, fault: Unreadable, node: Scalar, context: Context) -> None:
    """Tell a light form that cannot be read, with the list or the block to write where that is certain."""
    hint, fix = fault.hint, fix_of_value(node, fault.mended)
    intro = hint.partition("\n")[0]
    if fault.several and name != "evenement":
        lines, fix = list_remedy(node, name, fault.several)
        hint = f"{intro}\n{lines}"
    if fault.pairs:
        lines, fix = pairs_remedy(node, name, fault.pairs)
        hint = f"{intro}\n{lines}"
    context.tell(fault.code, node.place, fault.message, hint, fix=fix)


def fields_of_each(parent: Fields, key: str, block: str) -> tuple[Fields, ...]:
    """Return the fields of each of the one or several blocks under ``key``; unreadable ones are told."""
    found = (fields_of(block, node, parent.context) for node in parent.items(key))
    return tuple(fields for fields in found if fields is not None)


def fields_of_one(parent: Fields, key: str, block: str, lifted: Iterable[Entry] = ()) -> Fields | None:
    """Return the fields of the block under ``key``, or ``None`` when there is neither it nor ``lifted``."""
    lifted = tuple(lifted)
    entry = parent.entry(key)
    if entry is None:
        return Fields(BLOCKS[block], lifted, lifted[0].place, parent.context) if lifted else None
    return fields_of(block, entry.value, parent.context, lifted)
