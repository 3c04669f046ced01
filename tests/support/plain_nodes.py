"""The nodes of a front matter as plain texts, lists and dictionaries."""

from __future__ import annotations

from bulletin.source.nodes import Node, Scalar, Sequence, Table

Plain = str | list["Plain"] | dict[str, "Plain"]


def plain(node: Node) -> Plain:
    """Return what a node holds, without its places."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [plain(item) for item in node.items]
        case Table():
            return {entry.key: plain(entry.value) for entry in node.entries}
