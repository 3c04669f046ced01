"""A test without an assertion passes whatever the program does."""

from __future__ import annotations

from pathlib import Path

from support.parsed_tests import parsed_tests


def test_every_test_asserts_something() -> None:
    """In its own body, or in a function that it calls by name."""
    found = list(parsed_tests())
    assert 1_000 < len(found)
    assert [] == [test.name for test in found if not test.asserts()]


def test_the_search_finds_a_test_without_an_assertion(tmp_path: Path) -> None:
    (tmp_path / "support").mkdir()
    (tmp_path / "support/shared.py").write_text(
        "def checked(value):\n    assert value\n\n\ndef quiet(value):\n    return value\n", encoding="utf-8"
    )
    (tmp_path / "test_some.py").write_text(
        "import pytest\n"
        "from support.shared import checked, quiet as still\n"
        "def local(value):\n    assert value\n"
        "def test_asserts():\n    assert 1\n"
        "def test_raises():\n    with pytest.raises(ValueError):\n        int('x')\n"
        "def test_calls_a_function_that_asserts():\n    local(1)\n"
        "def test_calls_an_imported_one():\n    checked(1)\n"
        "def test_calls_one_that_does_not():\n    still(1)\n"
        "class TestGroup:\n    def test_does_nothing(self):\n        pass\n",
        encoding="utf-8",
    )
    silent = [test.node.name for test in parsed_tests(tmp_path) if not test.asserts()]
    assert ["test_calls_one_that_does_not", "test_does_nothing"] == silent
