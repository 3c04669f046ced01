"""The keys of front matter described for people, as a table, and for text editors, as a JSON Schema.

Pure. Both are made from ``schema.BLOCKS`` alone, so that neither can differ from what is read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import assert_never

from bulletin.diagnostics import UsageFault
from bulletin.french.nearest import did_you_mean
from bulletin.french.printed import NBSP, NNBSP, typography
from bulletin.source.schema.blocks import BLOCKS, FAMILIES, LIFTED, reading_block
from bulletin.source.schema.key import Block, Key, Kind
from bulletin.source.schema.shared import TYPES

Schema = dict[str, object]

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SCHEMA_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "article": "article",
        **dict.fromkeys(TYPES, "article"),
        **{folder.removesuffix("s"): block for folder, block in FAMILIES.items() if folder != "articles"},
    }
)
"""What ``bulletin schema`` can describe, and the block of its file: one for posts, whatever their type."""

_TYPED = ["string", "number", "boolean", "null"]
"""How YAML may read a scalar that our reader takes as text: « 01001 », « NO » and nothing at all."""
_YES_NO = ["oui", "non", True, False, None]
_OWNED = frozenset(key.name for key in BLOCKS["article"].keys)


def json_schema(name: str) -> Schema:
    """Return the JSON Schema (2020-12) of the front matter of a file of kind ``name``.

    It says which keys there are and what shape their values have; whether a commune exists or a day can be
    read, only a build checks. Raises ``UsageFault`` for a name that is not in ``SCHEMA_NAMES``.
    """
    if name not in SCHEMA_NAMES:
        hint = did_you_mean(name, SCHEMA_NAMES) or f"Choisissez parmi : {', '.join(SCHEMA_NAMES)}."
        raise UsageFault(f"« {name} » n’est pas une sorte d’article ni de fiche.", hint)
    top = reading_block(SCHEMA_NAMES[name])
    schema: Schema = {"$schema": DIALECT, "title": name, **_object(top)}
    if SCHEMA_NAMES[name] == "article":
        # A key that may be typed at the top of a post instead of in its block is required in its block only.
        schema |= _required(BLOCKS["article"])
        schema["dependentSchemas"] = _lifted_keys(top)
    schema["$defs"] = {block: _object(BLOCKS[block]) for block in sorted(_reachable(top))}
    return schema


def _reachable(top: Block) -> set[str]:
    """Return the names of the blocks that a file described by ``top`` may hold, at any depth."""
    found: set[str] = set()
    waiting = [key.block for key in top.keys if key.block]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting.extend(key.block for key in BLOCKS[name].keys if key.block)
    return found


def _object(block: Block) -> Schema:
    schema: Schema = {
        "description": typography(block.doc),
        "type": "object",
        "properties": {word: _property(key) for key in block.keys for word in _spellings(key)},
        "additionalProperties": False,
    }
    schema |= _required(block)
    rules = [rule for key in block.keys for rule in _plural_rules(key)]
    if rules:
        schema["allOf"] = rules
    return schema


def _required(block: Block) -> Schema:
    return {"required": [key.name for key in block.keys if key.required and not key.plural]}


def _spellings(key: Key) -> tuple[str, ...]:
    return (key.name, key.plural) if key.plural else (key.name,)


def _plural_rules(key: Key) -> Iterator[Schema]:
    """Yield what holds of a key with two spellings: never both, and one of them if it is required."""
    if not key.plural:
        return
    yield {"not": {"required": [key.name, key.plural]}}
    if key.required:
        yield {"anyOf": [{"required": [word]} for word in _spellings(key)]}


def _property(key: Key) -> Schema:
    one = _value(key)
    schema: Schema = {"description": typography(key.doc)}
    if key.example:
        schema["examples"] = [key.example]
    return schema | ({"anyOf": [one, {"type": "array", "items": one}]} if key.many else one)


def _value(key: Key) -> Schema:
    """Return what one value of ``key`` may be: on one line, a block of keys, or either."""
    if not key.block:
        return _scalar(key)
    reference: Schema = {"$ref": f"#/$defs/{key.block}"}
    return reference if key.kind is Kind.BLOC else {"anyOf": [_scalar(key), reference]}


def _scalar(key: Key) -> Schema:
    match key.kind:
        case Kind.CHOIX:
            return {"enum": [*key.values, None]}
        case Kind.OUI_NON:
            return {"enum": _YES_NO}
        case Kind.FICHIER | Kind.ADRESSE:
            return {"type": ["string", "null"]}
        case (
            Kind.TEXTE
            | Kind.MOT
            | Kind.JOUR
            | Kind.DATE
            | Kind.MOMENT
            | Kind.PERIODE
            | Kind.DUREE
            | Kind.NOMBRE
            | Kind.DECIMAL
            | Kind.MONTANT
            | Kind.COMMUNE
            | Kind.EPCI
            | Kind.DEPARTEMENT
            | Kind.PERSONNE
            | Kind.FORME_COURTE
            | Kind.BLOC
        ):
            return {"type": _TYPED}
        case unreachable:
            assert_never(unreachable)


def _lifted_keys(top: Block) -> Schema:
    """Return, for each key typed at the top of a post instead of in a block, the blocks it may belong to.

    One of them must be in the post: hence the shape of the ``dependentSchemas`` of JSON Schema.
    """
    owners: dict[str, list[str]] = {}
    for owner, blocks in LIFTED.items():
        for word in (word for name in blocks for key in BLOCKS[name].keys for word in _spellings(key)):
            owners.setdefault(word, []).append(owner)
    return {
        word: {"anyOf": [{"required": [owner]} for owner in owners[word]]}
        for key in top.keys
        if key.name not in _OWNED
        for word in _spellings(key)
    }


def markdown_table() -> str:
    """Return the page that lists every key, a section for each kind of file and then for each block."""
    files = tuple(dict.fromkeys(FAMILIES.values()))
    blocks = tuple(name for name in BLOCKS if name not in files)
    sections = [_INTRODUCTION]
    sections += [_section(BLOCKS[name]) for name in files]
    meaning = f"La forme longue d’une clé est un bloc{NBSP}: ses propres clés, décalées sous elle."
    sections.append(f"## Les blocs\n\n{meaning}\n")
    sections += [_section(BLOCKS[name], "###") for name in blocks]
    return "\n".join(sections)


_INTRODUCTION = f"""\
<!-- Page produite par scripts/keys.py à partir du schéma : ne la modifiez pas à la main. -->

# Les clés de l’en-tête

Chaque fichier commence par un en-tête entre deux lignes `---`{NNBSP}; chaque ligne y porte une clé et sa
valeur. Une clé suivie d’un astérisque est obligatoire. Quand une clé a un singulier et un pluriel, les deux
se valent{NBSP}: on écrit l’un ou l’autre, jamais les deux.
"""


def _section(block: Block, level: str = "##") -> str:
    rows = "\n".join(_row(key) for key in block.keys)
    return (
        f"{level} {block.name}\n\n{typography(block.doc)}\n\n"
        f"| Clé | Valeur | Ce qu’elle dit | Exemple |\n| --- | --- | --- | --- |\n{rows}\n"
    )


def _row(key: Key) -> str:
    names = ", ".join(f"`{word}`" for word in _spellings(key)) + (" *" if key.required else "")
    value = key.kind.value if not key.values else ", ".join(f"`{word}`" for word in key.values)
    if key.block:
        value += (
            f", ou bloc [{key.block}](#{key.block})"
            if key.kind is not Kind.BLOC
            else f" [{key.block}](#{key.block})"
        )
    if key.many:
        value += f"{NNBSP}; virgules ou liste" if key.words else f"{NNBSP}; un par ligne"
    example = f"`{key.example}`" if key.example else ""
    cells = (names, value, typography(key.doc), example)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
