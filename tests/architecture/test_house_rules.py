"""Sizes, docstrings, and which modules alone may write to disk or read the clock."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from support.parsed_package import Function, Module, modules, parsed

_LONGEST_FUNCTION = 50
_WRITERS = {"build.caches.digests", "build.caches.pictures", "build.output", "build.site_files"}
_CLOCK = "cli.commands"
_WRITING_CALLS = frozenset(
    {"write_text", "write_bytes", "mkdir", "makedirs", "unlink", "remove", "rename", "replace", "rmdir"}
    | {"rmtree", "removedirs", "symlink", "symlink_to", "hardlink_to", "link", "touch", "chmod", "truncate"}
    | {"copy", "copy2", "copyfile", "copytree", "move", "utime"}
)
# What these names are on strings, mappings, dataclasses and sets, and never on files.
_ALSO_HARMLESS = frozenset({"replace", "remove", "copy", "link"})
_FILE_MODULES = frozenset({"os", "shutil", "pathlib", "tempfile"})
_TEMPORARY = frozenset({"NamedTemporaryFile", "TemporaryDirectory", "TemporaryFile", "mkstemp", "mkdtemp"})
_WRITING_MODE = re.compile(r"[rbt]*[wxa+][rwxabt+]*")
_TODAY = frozenset({"now", "utcnow", "today"})
_TIME = frozenset({"time", "time_ns", "localtime", "gmtime", "ctime", "strftime"})
_BANNED_NAMES = re.compile(r"(^|_)(utils?|helpers?|common|core|managers?|handlers?|misc)(_|$)")


def _functions(module: Module) -> Iterator[Function]:
    return (node for node in ast.walk(module.tree) if isinstance(node, Function))


def test_no_function_is_longer_than_fifty_lines() -> None:
    assert [] == [name for module in modules().values() for name in _long_functions(module)]


def test_the_search_finds_a_long_function() -> None:
    body = "    a = 1\n" * _LONGEST_FUNCTION
    module = parsed(
        "bulletin.example", f"def long():\n{body}\nclass A:\n    def short(self):\n        pass\n"
    )
    assert ["example.long"] == _long_functions(module)


def _long_functions(module: Module) -> list[str]:
    return [
        f"{module.short}.{node.name}"
        for node in _functions(module)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > _LONGEST_FUNCTION
    ]


def test_no_module_is_named_for_everything() -> None:
    assert [] == [name for name in modules() if _BANNED_NAMES.search(name.rpartition(".")[2])]
    assert _BANNED_NAMES.search("date_helpers")


def test_everything_public_has_a_docstring() -> None:
    assert [] == [name for module in modules().values() for name in _undocumented(module)]


def test_the_search_finds_what_has_no_docstring() -> None:
    module = parsed(
        "bulletin.example", "class A:\n    def b(self): ...\n    def _c(self): ...\ndef d(): ...\n"
    )
    assert ["example", "A", "A.b", "example.d"] == _undocumented(module)


def _undocumented(module: Module) -> list[str]:
    return [name for name, node in _public(module.tree, module.short) if not ast.get_docstring(node)]


def _public(
    node: ast.Module | ast.ClassDef, name: str
) -> Iterator[tuple[str, ast.Module | ast.ClassDef | Function]]:
    """Yield a module or class and all that is public in it; magic methods say what they do by their name."""
    yield name, node
    for child in node.body:
        match child:
            case ast.ClassDef(name=own) if not own.startswith("_"):
                yield from _public(child, own)
            case ast.FunctionDef(name=own) | ast.AsyncFunctionDef(name=own) if not own.startswith("_"):
                yield f"{name}.{own}", child
            case _:
                pass


def test_only_four_modules_of_the_build_write_to_disk() -> None:
    writers = {
        f"{module.short}:{line}"
        for module in modules().values()
        if module.short not in _WRITERS
        for line in _writes(module)
    }
    assert set() == writers


def test_the_search_for_writes_finds_those_of_each_writer() -> None:
    found = {name for name in _WRITERS if list(_writes(modules()[f"bulletin.{name}"]))}
    assert _WRITERS == found


def _writes(module: Module) -> Iterator[int]:
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Name(id="open") | ast.Attribute(attr="open")) if _opens_to_write(node):
                yield node.lineno
            case ast.Call(func=ast.Attribute(value=owner, attr=name)) if name in _WRITING_CALLS:
                if name not in _ALSO_HARMLESS or (isinstance(owner, ast.Name) and owner.id in _FILE_MODULES):
                    yield node.lineno
            case ast.ImportFrom(module=("os" | "shutil"), names=names):
                if any(alias.name in _WRITING_CALLS for alias in names):
                    yield node.lineno
            case ast.Attribute(attr=name) | ast.Name(id=name) if name in _TEMPORARY:
                yield node.lineno
            case _:
                pass


def _opens_to_write(call: ast.Call) -> bool:
    """Whether a mode among the arguments, or a flag of `os.open`, allows writing."""
    given = [*call.args, *(keyword.value for keyword in call.keywords if keyword.arg in {"mode", "flags"})]
    modes = [value.value for value in given if isinstance(value, ast.Constant)]
    flags = {node.attr for value in given for node in ast.walk(value) if isinstance(node, ast.Attribute)}
    by_mode = any(isinstance(mode, str) and _WRITING_MODE.fullmatch(mode) for mode in modes)
    return by_mode or bool(flags & {"O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "O_TRUNC"})


def test_only_the_command_line_reads_the_clock() -> None:
    """`time.monotonic` measures how long something took, and is no clock."""
    readers = {
        f"{module.short}:{line}"
        for module in modules().values()
        if module.short != _CLOCK
        for line in _clock_readings(module)
    }
    assert set() == readers


def test_the_search_for_clocks_finds_that_of_the_command_line() -> None:
    assert [] != list(_clock_readings(modules()[f"bulletin.{_CLOCK}"]))


def _clock_readings(module: Module) -> Iterator[int]:
    for node in ast.walk(module.tree):
        match node:
            case ast.Call(func=ast.Attribute(attr=name)) if name in _TODAY:
                yield node.lineno
            case ast.Attribute(value=ast.Name(id="time"), attr=name) if name in _TIME:
                yield node.lineno
            case ast.ImportFrom(module="time", names=names) if {alias.name for alias in names} & _TIME:
                yield node.lineno
            case _:
                pass
