"""The files of ``content/`` to values, each on its own.

Pure. What one file says never depends on another: ``corpus`` links them. So the value of a
file can be kept for as long as its bytes, the words of the site and the data of the territories stay.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath

from bulletin.content.model.cards import (
    ConventionCard,
    Glossaire,
    NumeroCard,
    Page,
    StructureCard,
    TerritoireCard,
)
from bulletin.content.model.post import Post
from bulletin.content.reading.cards import (
    read_convention_card,
    read_numero_card,
    read_page,
    read_structure_card,
    read_territoire_card,
)
from bulletin.content.reading.context import Context, Vocabulary
from bulletin.content.reading.fields import YES
from bulletin.content.reading.glossary import GLOSSARY_FILE, read_glossary
from bulletin.content.reading.post import read_post
from bulletin.content.understood import Understood, understood_of
from bulletin.content.unwritten import report_unwritten
from bulletin.diagnostics import Diagnostic, Diagnostics, Place, Unreadable
from bulletin.french.dates import PartialDate
from bulletin.french.typed_dates import parse_partial
from bulletin.source.document import read_document
from bulletin.source.nodes import RawDocument, Scalar, entries_by_key
from bulletin.source.schema.blocks import FAMILIES, reading_block
from bulletin.source.tree import SourceFile
from bulletin.territories.atlas import Atlas

Value = Post | ConventionCard | StructureCard | NumeroCard | TerritoireCard | Page | Glossaire


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One file, read: its value unless it is faulty, and what was told of it.

    ``jour`` is what could be known of the day of a post, faulty or not, and ``brouillon`` whether a text of
    any kind says that it is a draft.
    """

    path: str
    value: Value | None
    diagnostics: tuple[Diagnostic, ...]
    jour: dt.date | None = None
    brouillon: bool = False


Kept = dict[tuple[str, str], Read]
"""Files already read, by path and digest; valid for one vocabulary and one atlas."""


def read_content(
    files: Iterable[SourceFile], atlas: Atlas, words: Vocabulary, kept: Kept | None = None
) -> tuple[Read, ...]:
    """Return every text of ``content/``, read, in the order of paths; one that is in no folder is told.

    Files that are in ``kept`` are not read again; the others are added to it.
    """
    found = []
    for file in files:
        if file.data is None:
            continue
        key = (file.path, file.digest)
        read = kept.get(key) if kept is not None else None
        if read is None:
            read = _read(file.path, file.data, atlas, words)
            if kept is not None:
                kept[key] = read
        found.append(read)
    return tuple(found)


def family_of(path: str) -> str | None:
    """Return the folder of ``content/`` that a file is in, when it is one that holds front matter."""
    match PurePosixPath(path).parts:
        case ("content", family, _, *_) if family in FAMILIES:
            return family
        case _:
            return None


def _read(path: str, data: bytes, atlas: Atlas, words: Vocabulary) -> Read:
    family = family_of(path)
    if path == GLOSSARY_FILE:
        return _read_glossary(path, data, atlas, words)
    if family is None or not path.endswith(".md"):
        return _passed_over(path)
    diagnostics = Diagnostics()
    document = read_document(path, data, reading_block(FAMILIES[family]), diagnostics)
    if document is None:
        return Read(path=path, value=None, diagnostics=tuple(diagnostics), jour=_named_day(path))
    context = Context(path=path, atlas=atlas, words=words, diagnostics=diagnostics)
    value = _value(family, document, context)
    report_unwritten(document, FAMILIES[family], context)
    told = tuple(diagnostics)
    is_draft = _typed_text(document, "brouillon").casefold() in YES
    if isinstance(value, Post):
        is_draft = is_draft or value.brouillon
    jour = value.jour if isinstance(value, Post) else None
    if family == "articles" and value is None:
        jour = _typed_day(document) or _named_day(path)
    return Read(path=path, value=value, diagnostics=told, jour=jour, brouillon=is_draft)


def understood_in(file: SourceFile, atlas: Atlas, words: Vocabulary) -> tuple[Understood, ...]:
    """Return what was understood of each key of a file, in the order of its lines; () for a faulty one.

    It is not kept with what a build reads: only those who look at one file ask for it.
    """
    family = family_of(file.path)
    if family is None or file.data is None:
        return ()
    diagnostics = Diagnostics()
    document = read_document(file.path, file.data, reading_block(FAMILIES[family]), diagnostics)
    if document is None:
        return ()
    context = Context(path=file.path, atlas=atlas, words=words, diagnostics=diagnostics)
    value = _value(family, document, context)
    return understood_of(document, value, context, family) if value is not None else ()


def _read_glossary(path: str, data: bytes, atlas: Atlas, words: Vocabulary) -> Read:
    diagnostics = Diagnostics()
    context = Context(path=path, atlas=atlas, words=words, diagnostics=diagnostics)
    return Read(path=path, value=read_glossary(data, context), diagnostics=tuple(diagnostics))


def _passed_over(path: str) -> Read:
    diagnostics = Diagnostics()
    diagnostics.add(
        "fichier-ignore",
        Place(path=path),
        f"{path} n’est dans aucun dossier du bulletin : il n’est pas publié.",
        f"Déplacez-le dans un de ces dossiers : {', '.join(f'content/{name}' for name in FAMILIES)}.",
    )
    return Read(path=path, value=None, diagnostics=tuple(diagnostics))


def _value(family: str, document: RawDocument, context: Context) -> Value | None:
    match family:
        case "articles":
            return read_post(document, context)
        case "conventions":
            return read_convention_card(document, context)
        case "structures":
            return read_structure_card(document, context)
        case "numeros":
            return read_numero_card(document, context)
        case "territoires":
            return read_territoire_card(document, context)
        case _:
            return read_page(document, context)


def _typed_text(document: RawDocument, key: str) -> str:
    entry = entries_by_key(document.front).get(key)
    return entry.value.text.strip() if entry and isinstance(entry.value, Scalar) else ""


def _typed_day(document: RawDocument) -> dt.date | None:
    try:
        found = parse_partial(_typed_text(document, "date"))
    except Unreadable:
        return None
    return found.first if isinstance(found, PartialDate) else None


def _named_day(path: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(PurePosixPath(path).name[:10])
    except ValueError:
        return None
