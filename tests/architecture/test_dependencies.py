from __future__ import annotations

import re
import tomllib
from typing import Any

from support.checkout import ROOT
from support.parsed_package import modules

# Packages whose name is not that of the module they install.
_IMPORTED_AS = {
    "css-inline": "css_inline",
    "pi-heif": "pi_heif",
    "pillow": "PIL",
    "python-frontmatter": "frontmatter",
}
# Time zones for machines that have none: `zoneinfo` reads it, nothing imports it.
_READ_BY_THE_STANDARD_LIBRARY = {"tzdata"}
# Installed with jinja2, whose strings are of its types.
_PART_OF_ANOTHER = {"markupsafe"}
# Programs that the checks run, and types that only mypy reads.
_CALLED = {"build", "coverage", "mypy", "ruff", "types-Markdown"}

_NAME = re.compile(r"^[A-Za-z0-9_.-]+")


def _project() -> Any:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def _declared(requirements: list[str]) -> set[str]:
    return {match[0] for text in requirements if (match := _NAME.match(text))}


def _imported_in_the_package() -> set[str]:
    return {library for module in modules().values() for library in module.third_parties()}


def _imported_in_tests() -> set[str]:
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py")]
    return {name for text in texts for name in re.findall(r"^\s*(?:from|import) (\w+)", text, re.MULTILINE)}


def test_what_is_declared_is_imported_and_what_is_imported_is_declared() -> None:
    project = _project()
    extras = [
        text for name, texts in project["optional-dependencies"].items() if name != "dev" for text in texts
    ]
    declared = {_IMPORTED_AS.get(name, name) for name in _declared([*project["dependencies"], *extras])}
    assert _READ_BY_THE_STANDARD_LIBRARY <= declared
    assert _PART_OF_ANOTHER <= _imported_in_the_package()
    assert declared - _READ_BY_THE_STANDARD_LIBRARY == _imported_in_the_package() - _PART_OF_ANOTHER


def test_the_tools_of_development_are_used() -> None:
    declared = _declared(_project()["optional-dependencies"]["dev"])
    assert _CALLED <= declared
    assert set() == declared - _CALLED - _imported_in_tests()


def test_every_declared_library_is_locked() -> None:
    locked = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8").lower()
    declared = _declared(_project()["dependencies"])
    assert "click" in declared
    assert set() == {name for name in declared if f"\n{name.lower()}==" not in f"\n{locked}"}
