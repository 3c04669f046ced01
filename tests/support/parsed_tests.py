"""The test functions of `tests/`, parsed, and whether each checks something."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from support.parsed_package import Function

TESTS = Path(__file__).resolve().parents[1]
# Calls that fail a test, beside `assert`; `expect` is that of playwright.
_CHECKS = frozenset({"pytest.raises", "pytest.warns", "pytest.fail", "expect"})


@dataclass(frozen=True, slots=True)
class ParsedTest:
    """A test function, and the functions that its module defines or imports from the other test files."""

    path: Path
    node: Function
    helpers: Mapping[str, Function]

    @property
    def name(self) -> str:
        """The name as pytest prints it: file, line and function."""
        return f"{self.path.name}:{self.node.lineno} {self.node.name}"

    def asserts(self) -> bool:
        """Return whether the test, or a function that it calls by name, can fail by itself."""
        called = {call.func.id for call in _calls(self.node) if isinstance(call.func, ast.Name)}
        return _asserts(self.node) or any(
            _asserts(helper) for name, helper in self.helpers.items() if name in called
        )


def parsed_tests(folder: Path = TESTS) -> Iterator[ParsedTest]:
    """Yield every test function of the files of a folder, those in classes too."""
    for path in sorted(folder.rglob("test_*.py")):
        tree = _parsed(path)
        helpers = {**_imported(tree, folder), **_defined(tree)}
        for node in ast.walk(tree):
            if isinstance(node, Function) and node.name.startswith("test"):
                yield ParsedTest(path, node, helpers)


def _asserts(function: Function) -> bool:
    return any(isinstance(node, ast.Assert) for node in ast.walk(function)) or any(
        ast.unparse(call.func) in _CHECKS for call in _calls(function)
    )


def _calls(function: Function) -> Iterator[ast.Call]:
    return (node for node in ast.walk(function) if isinstance(node, ast.Call))


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _defined(tree: ast.Module) -> dict[str, Function]:
    return {node.name: node for node in tree.body if isinstance(node, Function)}


def _imported(tree: ast.Module, folder: Path) -> dict[str, Function]:
    """Return the functions that a module imports from other test files, by the name it gives them."""
    found: dict[str, Function] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            path = (folder / node.module.replace(".", "/")).with_suffix(".py")
            defined = _defined(_parsed(path)) if path.is_file() else {}
            found |= {
                alias.asname or alias.name: defined[alias.name]
                for alias in node.names
                if alias.name in defined
            }
    return found
