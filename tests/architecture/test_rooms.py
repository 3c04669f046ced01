"""Which room may import which: every import of the package is compared with the table of ARCHITECTURE.md."""

from __future__ import annotations

import ast
from graphlib import TopologicalSorter

from support.parsed_package import Module, importers, modules, parsed, rooms, steps

# Entry points, and the package itself: they are in no room.
_ENTRIES = {"bulletin", "bulletin.__main__"}
_MOST_MODULES = 20


def _room(name: str) -> str:
    """The room of a module: « french » for `bulletin.french.dates`, « diagnostics » for the module."""
    return name.split(".")[1]


def _in_rooms() -> dict[str, Module]:
    return {name: module for name, module in modules().items() if name not in _ENTRIES}


def test_every_room_is_in_the_table_of_the_architecture_page() -> None:
    assert {_room(name) for name in _in_rooms()} == set(rooms())


def test_a_room_imports_only_the_rooms_of_its_line() -> None:
    """Imports inside functions and under TYPE_CHECKING count."""
    not_allowed = {
        f"{module.short} imports {other.removeprefix('bulletin.')}"
        for name, module in _in_rooms().items()
        for other in module.own() - _ENTRIES
        if _room(other) not in {_room(name), *rooms()[_room(name)]}
    }
    assert set() == not_allowed


def test_rendering_sees_of_pages_only_the_views() -> None:
    seen = {
        f"{module.short} imports {other.removeprefix('bulletin.')}"
        for name, module in _in_rooms().items()
        if _room(name) == "rendering"
        for other in module.own()
        if _room(other) == "pages" and not other.startswith("bulletin.pages.views")
    }
    assert set() == seen


def test_views_know_nothing_of_the_pages_that_fill_them() -> None:
    assert any(name.startswith("bulletin.pages.views.") for name in modules())
    seen = {
        f"{module.short} imports {other.removeprefix('bulletin.')}"
        for name, module in _in_rooms().items()
        if name.startswith("bulletin.pages.views")
        for other in module.own()
        if _room(other) == "pages" and not other.startswith("bulletin.pages.views")
    }
    assert set() == seen


def test_no_modules_import_one_another_in_a_circle() -> None:
    """A circle raises CycleError, which names it."""
    graph = {name: module.own() - {name} for name, module in modules().items()}
    order = tuple(TopologicalSorter(graph).static_order())
    assert set(modules()) == set(order)


def test_no_folder_holds_more_modules_than_one_reads() -> None:
    sizes: dict[str, int] = {}
    for module in modules().values():
        folder = str(module.path.parent)
        sizes[folder] = sizes.get(folder, 0) + 1
    assert {} == {folder: size for folder, size in sizes.items() if size > _MOST_MODULES + 1}


def test_the_search_for_imports_finds_them_wherever_they_stand() -> None:
    module = parsed(
        "bulletin.pages.example",
        "import bulletin.french.dates\n"
        "from bulletin.config import natures\n"
        "from bulletin.source.tree import Tree\n"
        "if TYPE_CHECKING:\n    from bulletin.content.model import Post\n"
        "def later():\n    from bulletin.corpus import lifecycle\n"
        "    import_module('bulletin.rendering.pdf')\n",
    )
    assert {
        "bulletin.french.dates",
        "bulletin.config.natures",
        "bulletin.source.tree",
        "bulletin.content.model",
        "bulletin.corpus.lifecycle",
        "bulletin.rendering.pdf",
    } == module.own()


def test_every_import_is_absolute() -> None:
    assert "relative import" in {found.name for found in parsed("a", "from . import b").imports()}
    assert [] == [
        module.short
        for module in modules().values()
        if any(found.name == "relative import" for found in module.imports())
    ]


def test_each_step_of_a_post_names_types_that_its_room_defines() -> None:
    assert 11 == len(steps())
    assert 8 <= sum(len(types) for types, _ in steps())
    missing = [
        (name, room)
        for types, room in steps()
        for name in types
        if not any(
            isinstance(node, ast.ClassDef) and node.name == name
            for module in _in_rooms().values()
            if module.short == room or module.short.startswith(f"{room}.")
            for node in module.tree.body
        )
    ]
    assert [] == missing


def test_each_library_is_imported_where_the_architecture_page_says() -> None:
    found: dict[str, set[str]] = {}
    for module in modules().values():
        for library in module.third_parties():
            found.setdefault(library, set()).add(module.short)
    assert {name: set(where) for name, where in importers().items()} == found
