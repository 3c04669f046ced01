"""The modules of `bulletin`, parsed once, and the tables of ARCHITECTURE.md that say what each may do."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from support.checkout import ROOT

PACKAGE = "bulletin"
_ROOM_ROW = re.compile(r"^\| `([a-z_]+)` \| ([^|]*) \| [^|]+ \|$")
_LIBRARY_ROW = re.compile(r"^\| `([\w-]+)` \| ([^|]+) \|$")
_STEP_ROW = re.compile(r"^\| (?:[a-z]+) \| ([^|]+) \| `([\w.]+)` \| [^|]+ \|$")
_TYPE = re.compile(r"`([A-Z]\w+)`")
_QUOTED = re.compile(r"`([\w.]+)`")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Import:
    """An import, wherever it stands in the file: at the top, in a function, under TYPE_CHECKING."""

    name: str
    line: int


@dataclass(frozen=True, slots=True)
class Module:
    """A parsed module; ``name`` is « bulletin.content.reading.post »."""

    name: str
    path: Path
    text: str
    tree: ast.Module

    @property
    def short(self) -> str:
        """The name as ARCHITECTURE.md writes it: without the package, but for the package itself."""
        return self.name.removeprefix(f"{PACKAGE}.")

    def imports(self) -> Iterator[Import]:
        """Yield every name imported; `from a import b` gives both `a` and `a.b`."""
        for node in ast.walk(self.tree):
            match node:
                case ast.Import(names=names):
                    yield from (Import(alias.name, node.lineno) for alias in names)
                case ast.ImportFrom(module=str(module), names=names, level=0):
                    yield Import(module, node.lineno)
                    yield from (Import(f"{module}.{alias.name}", node.lineno) for alias in names)
                case ast.ImportFrom():
                    yield Import("relative import", node.lineno)

    def own(self) -> frozenset[str]:
        """The modules of the package it imports; the package itself counts only for a name of its own."""
        known = modules()
        found: set[str] = set()
        for node in ast.walk(self.tree):
            match node:
                case ast.Import(names=names):
                    found.update(alias.name for alias in names)
                case ast.ImportFrom(module=str(module), names=names):
                    inner = {f"{module}.{alias.name}" for alias in names}
                    submodules = inner & known.keys()
                    found |= submodules
                    if len(submodules) < len(inner):
                        found.add(module)
                case ast.Call(func=ast.Name(id="import_module"), args=[ast.Constant(value=str(name))]):
                    found.add(name)  # loaded at first use, and a dependency all the same
        return frozenset(found & known.keys())

    def third_parties(self) -> frozenset[str]:
        """The top names of what is neither ours nor of the standard library."""
        tops = {item.name.split(".")[0] for item in self.imports()}
        return frozenset(tops - {PACKAGE} - set(sys.stdlib_module_names))


@cache
def modules() -> Mapping[str, Module]:
    """Every module of the package, by its name."""
    found = {module.name: module for module in map(_read, sorted((ROOT / PACKAGE).rglob("*.py")))}
    assert len(found) > 100, "the package was not found: every rule would hold for nothing"
    return found


def _read(path: Path) -> Module:
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = ".".join(parts).removesuffix(".__init__")
    return parsed(name, path.read_text(encoding="utf-8"), path)


def parsed(name: str, text: str, path: Path = Path("no-file.py")) -> Module:
    """Return a module of this text."""
    return Module(name=name, path=path, text=text, tree=ast.parse(text))


@cache
def rooms() -> Mapping[str, frozenset[str]]:
    """The rooms that each room may import, as the table of ARCHITECTURE.md gives them."""
    return {row[1]: frozenset(_QUOTED.findall(row[2])) for row in _rows(_ROOM_ROW)}


@cache
def importers() -> Mapping[str, frozenset[str]]:
    """The modules that may import each library, as the table of ARCHITECTURE.md gives them."""
    return {row[1]: frozenset(_QUOTED.findall(row[2])) for row in _rows(_LIBRARY_ROW)}


@cache
def steps() -> tuple[tuple[frozenset[str], str], ...]:
    """The types and the room of each step of a post, as ARCHITECTURE.md gives them."""
    return tuple((frozenset(_TYPE.findall(row[1])), row[2]) for row in _rows(_STEP_ROW))


def _rows(pattern: re.Pattern[str]) -> list[re.Match[str]]:
    lines = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8").splitlines()
    rows = [row for line in lines if (row := pattern.match(line))]
    assert len(rows) > 5, f"a table of ARCHITECTURE.md has another form than {pattern.pattern}"
    return rows
