from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.checkout import ROOT

pytestmark = pytest.mark.slow

CONFTEST = ROOT / "tests" / "conftest.py"
NO_BROWSER = {"BULLETIN_CHROMIUM": "", "PATH": ""}
SKIPPED = "import pytest\ndef test_a():\n    pytest.skip('not here')\ndef test_b():\n    pass\n"
SKIPPED_MODULE = "import pytest\npytest.skip('not here', allow_module_level=True)\n"
BROWSER = "def test_a(chromium_path):\n    assert chromium_path.is_file()\n"


def run_pytest(folder: Path, test: str, **variables: str) -> tuple[int, str]:
    (folder / "conftest.py").write_text(CONFTEST.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "test_it.py").write_text(test, encoding="utf-8")
    (folder / "test_other.py").write_text("def test_c():\n    pass\n", encoding="utf-8")
    finished = subprocess.run(
        (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", str(folder), str(folder)),
        env={
            **os.environ,
            "CI": "",
            "PYTEST_ADDOPTS": "",
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            **variables,
        },
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return finished.returncode, finished.stdout


def test_outside_ci_a_skipped_test_passes_and_is_counted(tmp_path: Path) -> None:
    status, printed = run_pytest(tmp_path, SKIPPED)
    assert status == 0
    assert "skipped tests: 1\n" in printed


@pytest.mark.parametrize(("test", "name"), [(SKIPPED, "test_it.py::test_a"), (SKIPPED_MODULE, "test_it.py")])
def test_in_ci_a_skip_fails_the_session_and_is_named(tmp_path: Path, test: str, name: str) -> None:
    status, printed = run_pytest(tmp_path, test, CI="true")
    assert status == 1
    assert f"did not run:\n  {name}\n" in printed


def test_in_ci_a_session_without_skips_passes_and_says_zero(tmp_path: Path) -> None:
    status, printed = run_pytest(tmp_path, "def test_a():\n    pass\n", CI="true")
    assert status == 0
    assert "skipped tests: 0\n" in printed


def test_without_a_browser_its_tests_are_skipped(tmp_path: Path) -> None:
    status, printed = run_pytest(tmp_path, BROWSER, **NO_BROWSER)
    assert status == 0
    assert "skipped tests: 1\n" in printed


def test_in_ci_without_a_browser_its_tests_fail(tmp_path: Path) -> None:
    status, printed = run_pytest(tmp_path, BROWSER, **NO_BROWSER, CI="true")
    assert status == 1
    assert "no Chromium" in printed


def test_the_browser_named_in_the_environment_is_taken(tmp_path: Path) -> None:
    browser = tmp_path / "my-browser"
    browser.write_text("#!/bin/sh\n", encoding="utf-8")
    browser.chmod(0o755)
    status, _ = run_pytest(tmp_path, BROWSER, PATH="", CI="true", BULLETIN_CHROMIUM=str(browser))
    assert status == 0
