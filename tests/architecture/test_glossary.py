from __future__ import annotations

import ast
import re

from support.checkout import ROOT
from support.parsed_package import modules

# Technical terms of software or of publishing, which need no definition.
_TECHNICAL = {"Inference", "Page", "Placed", "PostType", "Provenance"}
_ENTRY = re.compile(r"^- \*\*(?P<term>[^*]+)\*\*(?: \((?P<names>[^)]*)\))? : (?P<meaning>.+)$")


def _entries() -> list[re.Match[str]]:
    lines = (ROOT / "GLOSSAIRE.md").read_text(encoding="utf-8").splitlines()
    field = lines[: lines.index("## Les mots du programme")]
    listed = [line for line in field if line.startswith("- ")]
    entries = [match for line in listed if (match := _ENTRY.match(line))]
    assert len(listed) == len(entries), "an entry is not « - **terme** (`Nom`) : sens »"
    assert len(entries) > 20, "the entries were not found"
    return entries


def _names() -> set[str]:
    return {name for entry in _entries() for name in re.findall(r"`(\w+)", entry["names"] or "")}


def test_every_noun_of_the_model_is_in_the_glossary() -> None:
    nouns = {
        node.name
        for name, module in modules().items()
        if name.startswith("bulletin.content.model")
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
    }
    assert "Etape" in nouns
    assert _TECHNICAL <= nouns
    assert set() == nouns - _TECHNICAL - _names()


def test_every_name_of_the_glossary_is_in_the_code() -> None:
    written = "\n".join(module.text for module in modules().values())
    assert set() == {name for name in _names() if not re.search(rf"\b{name}\b", written)}


def test_the_glossary_is_in_the_order_of_a_dictionary() -> None:
    terms = [entry["term"].casefold().translate(str.maketrans("éèêç", "eeec")) for entry in _entries()]
    assert sorted(terms) == terms


def test_every_word_of_the_program_is_a_class() -> None:
    text = (ROOT / "GLOSSAIRE.md").read_text(encoding="utf-8").partition("## Les mots du programme")[2]
    words = re.findall(r"^- \*\*(\w+)\*\* : ", text, re.MULTILINE)
    classes = {
        node.name
        for module in modules().values()
        for node in module.tree.body
        if isinstance(node, ast.ClassDef)
    }
    assert 0 < len(words)
    assert [] == [word for word in words if word not in classes]
