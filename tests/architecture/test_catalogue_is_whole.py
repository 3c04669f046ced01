from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from support.parsed_package import modules

from bulletin.diagnostics import CATALOGUE, Severity

_MESSAGE = "message"
_CODE = "code"


@cache
def _makers() -> dict[str, int]:
    """The functions and classes that take a code and a message, which are those that make a diagnostic.

    By name, with the position of the code among the arguments of a call.
    """
    found: dict[str, int] = {}
    for module in modules().values():
        for node in ast.walk(module.tree):
            match node:
                case ast.ClassDef(name=name, body=body):
                    fields = [
                        n.id for item in body if isinstance(n := getattr(item, "target", None), ast.Name)
                    ]
                    _note(found, name, fields)
                    for method in body:
                        if isinstance(method, ast.FunctionDef):
                            own = name if method.name == "__init__" else method.name
                            _note(found, own, [argument.arg for argument in method.args.args[1:]])
                case ast.FunctionDef(name=name, args=arguments) if "self" not in _names(arguments):
                    _note(found, name, _names(arguments))
                case _:
                    pass
    return found


def _names(arguments: ast.arguments) -> list[str]:
    return [argument.arg for argument in arguments.args]


def _note(found: dict[str, int], name: str, names: list[str]) -> None:
    if _CODE in names and _MESSAGE in names:
        found[name] = names.index(_CODE)


@cache
def _used() -> tuple[tuple[str, str], ...]:
    """Return where a code is used, and the code."""
    return tuple(_found())


def _found() -> Iterator[tuple[str, str]]:
    for module in modules().values():
        for node in ast.walk(module.tree):
            if not isinstance(node, ast.Call):
                continue
            match node.func:
                case ast.Attribute(value=owner, attr="add") if not ast.unparse(owner).endswith("diagnostics"):
                    continue  # a set, a calendar
                case ast.Name(id=name) | ast.Attribute(attr=name) if name in _makers():
                    named = {keyword.arg: keyword.value for keyword in node.keywords}
                    position = _makers()[name]
                    at = node.args[position] if position < len(node.args) else None
                    code_given = named.get(_CODE) or at
                    for code in _constants(code_given):
                        yield f"{module.short}:{node.lineno}", code
                case _:
                    pass


def _constants(node: ast.expr | None) -> Iterator[str]:
    """Yield the texts that an argument may be: itself, or either side of a condition."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=body, orelse=orelse):
            yield from _constants(body)
            yield from _constants(orelse)
        case _:
            pass


def test_every_code_that_is_used_is_in_the_catalogue() -> None:
    assert [] == [(where, code) for where, code in _used() if code not in CATALOGUE]


def test_a_diagnostic_takes_its_severity_from_the_catalogue() -> None:
    """`Diagnostic.of` looks it up; only its own module gives one to the class."""
    makers = [
        (module.name, ast.unparse(node.func))
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Diagnostic", "Diagnostic.of"}
    ]
    assert "Diagnostic.of" in {maker for _, maker in makers}
    assert [] == [name for name, maker in makers if maker == "Diagnostic" and name != Severity.__module__]


def test_every_code_of_the_catalogue_is_used_somewhere() -> None:
    """Codes kept in a table before they are used count, so every text of the package is looked at."""
    texts = {
        node.value
        for module in modules().values()
        if module.name != Severity.__module__
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant)
    }
    assert [] == sorted(code for code in CATALOGUE if code not in texts)


def test_the_search_for_codes_finds_most_of_the_catalogue() -> None:
    assert len({code for _, code in _used()} & set(CATALOGUE)) > len(CATALOGUE) / 2
