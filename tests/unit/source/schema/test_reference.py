"""The keys as a table and as JSON Schemas: complete, consistent, up to date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from support.checkout import ROOT

from bulletin.diagnostics import UsageFault
from bulletin.source.schema.blocks import BLOCKS, reading_block
from bulletin.source.schema.reference import SCHEMA_NAMES, json_schema, markdown_table

PAGE = ROOT / "docs" / "cles.md"
ANNOTATIONS = {"$schema", "title", "description", "examples"}
ASSERTIONS = {
    "$defs",
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "dependentSchemas",
    "enum",
    "items",
    "not",
    "properties",
    "required",
    "type",
}


def table_of(value: object) -> dict[str, object]:
    assert isinstance(value, dict)
    return value


def list_of(value: object) -> list[object]:
    assert isinstance(value, list)
    return value


def schemas_in(schema: object) -> Iterator[dict[str, object]]:
    """Every schema inside a schema, itself included."""
    found = table_of(schema)
    yield found
    for word in ("properties", "$defs", "dependentSchemas"):
        for inner in table_of(found.get(word, {})).values():
            yield from schemas_in(inner)
    for word in ("items", "not"):
        if word in found:
            yield from schemas_in(found[word])
    for word in ("anyOf", "allOf"):
        for inner in list_of(found.get(word, [])):
            yield from schemas_in(inner)


def test_the_page_of_keys_is_the_one_that_the_schema_makes() -> None:
    assert markdown_table() == PAGE.read_text(encoding="utf-8"), "run: python3 scripts/keys.py"


def test_every_block_has_a_section_and_every_key_a_row() -> None:
    page = markdown_table()
    sections = dict(re.findall(r"^#{2,3} (\w+)\n(.*?)(?=^#{2,3} |\Z)", page, re.MULTILINE | re.DOTALL))

    for block in BLOCKS.values():
        for word in block.spellings:
            assert f"`{word}`" in sections[block.name]


def test_every_row_of_the_page_has_four_cells() -> None:
    rows = [line for line in markdown_table().splitlines() if line.startswith("|")]

    assert len(rows) > sum(len(block.keys) for block in BLOCKS.values())
    assert {len(re.split(r"(?<!\\)\|", row)) for row in rows} == {6}


def test_every_link_of_the_page_leads_to_a_section() -> None:
    page = markdown_table()
    titles = set(re.findall(r"^#{2,3} (\w+)$", page, re.MULTILINE))

    assert set(re.findall(r"\]\(#(\w+)\)", page)) <= titles


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_a_schema_allows_the_keys_of_its_file_and_no_other(name: str) -> None:
    schema = json_schema(name)

    assert set(table_of(schema["properties"])) == set(reading_block(SCHEMA_NAMES[name]).spellings)
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_every_reference_of_a_schema_leads_somewhere_and_nothing_is_unused(name: str) -> None:
    schema = json_schema(name)
    references = {str(inner["$ref"]) for inner in schemas_in(schema) if "$ref" in inner}

    assert references == {f"#/$defs/{block}" for block in table_of(schema["$defs"])}


@pytest.mark.parametrize("name", SCHEMA_NAMES)
def test_a_schema_is_json_and_says_only_what_the_dialect_knows(name: str) -> None:
    schema = json_schema(name)

    assert json.loads(json.dumps(schema)) == schema
    for inner in schemas_in(schema):
        assert set(inner) <= ANNOTATIONS | ASSERTIONS


def test_a_post_requires_its_title_alone() -> None:
    assert json_schema("article")["required"] == ["titre"]


def test_a_territory_card_requires_nothing() -> None:
    assert json_schema("territoire")["required"] == []


def test_a_closed_list_is_an_enumeration() -> None:
    properties = table_of(json_schema("article")["properties"])

    assert table_of(properties["type"])["enum"] == [
        "signature",
        "inauguration",
        "evenement",
        "actualite",
        "edito",
        "dossier",
        None,
    ]


def test_a_list_key_takes_one_value_or_several_in_light_or_long_form() -> None:
    properties = table_of(json_schema("article")["properties"])
    one, several = list_of(table_of(properties["montant"])["anyOf"])

    assert several == {"type": "array", "items": one}
    assert {"$ref": "#/$defs/montant"} in list_of(table_of(one)["anyOf"])


def test_singular_and_plural_never_stand_together() -> None:
    assert {"not": {"required": ["commune", "communes"]}} in list_of(json_schema("article")["allOf"])


def test_a_key_of_a_block_needs_that_block() -> None:
    needs = table_of(json_schema("article")["dependentSchemas"])

    assert needs["places"] == {"anyOf": [{"required": ["inauguration"]}]}
    assert needs["lieu"] == {"anyOf": [{"required": ["convention"]}, {"required": ["evenement"]}]}
    assert "titre" not in needs


def test_every_type_of_post_has_the_same_keys() -> None:
    assert json_schema("signature") == json_schema("article") | {"title": "signature"}


def test_an_unknown_name_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageFault) as caught:
        json_schema("conventions")

    assert caught.value.hint == "Vouliez-vous dire « convention » ?"
