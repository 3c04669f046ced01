"""The acronyms of ``content/glossaire.yml``, from its bytes."""

from __future__ import annotations

from bulletin.content.model.cards import Glossaire, Sigle
from bulletin.content.reading.blocks import fields_of
from bulletin.content.reading.context import Context
from bulletin.french.slugs import fold
from bulletin.source.block_style import BlockReader, Line
from bulletin.source.decoding import decode
from bulletin.source.nodes import Entry
from bulletin.source.schema.key import OpenBlock

GLOSSARY_FILE = "content/glossaire.yml"
GLOSSARY = OpenBlock("glossaire", "Les sigles de la maison.", (), "sigle")


def read_glossary(data: bytes, context: Context) -> Glossaire | None:
    """Return the glossary, its faulty entries left out and told; ``None`` when it cannot be read."""
    text = decode(context.path, data, context.diagnostics)
    if text is None:
        return None
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    table = BlockReader(path=context.path, diagnostics=context.diagnostics).read(lines, GLOSSARY)
    if table is None:
        return None
    found = (_sigle(entry, context) for entry in table.entries)
    sigles = sorted((sigle for sigle in found if sigle), key=lambda one: (fold(one.sigle), one.sigle))
    return Glossaire(source=context.path, sigles=tuple(sigles))


def _sigle(entry: Entry, context: Context) -> Sigle | None:
    fields = fields_of("sigle", entry.value, context, place=entry.place)
    if fields is None or not fields.require("sens"):
        return None
    return Sigle(
        sigle=entry.key,
        sens=fields.text("sens"),
        texte=fields.text("texte"),
        du=fields.partial("du"),
        au=fields.partial("au"),
        variantes=fields.texts("variante"),
    )
