from __future__ import annotations

import ast
import re
from graphlib import TopologicalSorter

from parsed_package import floors, importers, modules, travel

_SAID = re.compile(r"\bFloor (\d+)\b")


def test_every_module_stands_on_one_floor_of_the_architecture_page() -> None:
    """A new module is added to the table of ARCHITECTURE.md, a removed one leaves it."""
    assert {module.short for module in modules().values()} == set(floors())


def test_each_step_of_a_post_names_types_that_its_modules_define() -> None:
    assert 11 == len(travel())
    missing = [
        (name, sorted(where))
        for types, where in travel()
        for name in types
        if not any(f"class {name}" in modules()[f"bulletin.{module}"].text for module in where)
    ]
    assert [] == missing


def test_no_module_imports_a_higher_floor() -> None:
    upward = {
        f"{module.short} ({floors()[module.short]}) imports {other} ({floors()[other]})"
        for module in modules().values()
        for other in (modules()[name].short for name in module.own())
        if floors()[other] > floors()[module.short]
    }
    assert set() == upward


def test_no_modules_import_one_another_in_a_circle() -> None:
    """A circle raises CycleError, which names it; imports in functions and for types alone count too."""
    graph = {name: module.own() - {name} for name, module in modules().items()}
    order = tuple(TopologicalSorter(graph).static_order())
    assert set(modules()) == set(order)


def test_every_import_is_absolute_and_outside_of_functions() -> None:
    relative = [m.short for m in modules().values() if any(i.name == "relative import" for i in m.imports())]
    hidden = [
        f"{module.short}:{node.lineno}"
        for module in modules().values()
        for function in ast.walk(module.tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert ([], []) == (relative, hidden)


def test_the_docstring_of_a_module_names_its_floor_or_none() -> None:
    wrong = {
        module.short: (int(said[1]), floors()[module.short])
        for module in modules().values()
        if (said := _SAID.search(module.text.split('"""')[1])) and int(said[1]) != floors()[module.short]
    }
    assert {} == wrong


def test_each_library_is_imported_where_the_architecture_page_says() -> None:
    found: dict[str, set[str]] = {}
    for module in modules().values():
        for library in module.third_parties():
            found.setdefault(library, set()).add(module.short)
    assert {name: set(where) for name, where in importers().items()} == found
