"""What every test shares: the browser, and the count of tests that did not run.

With `CI=true` a skipped test is a failure, since nothing was checked.
"""

from __future__ import annotations

import gc
import os
import shutil
import signal
from pathlib import Path

import pytest

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium has no sandbox as root in a container; the other flags stop its own network requests.
CHROMIUM_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# A shell starts background work with Ctrl-C ignored, which the programs that tests start would inherit.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The browser that BULLETIN_CHROMIUM names, else the first on PATH; without one the test is skipped."""
    names = (os.environ.get("BULLETIN_CHROMIUM"), *CHROMIUM_NAMES)
    found = next((path for name in names if name and (path := shutil.which(name))), None)
    if found is None:
        missing = "no Chromium: install one, or name it in BULLETIN_CHROMIUM"
        if in_ci():
            pytest.fail(missing)
        pytest.skip(missing)
    return Path(found)


@pytest.fixture(scope="session")
def chromium_flags() -> tuple[str, ...]:
    """The arguments to start it with."""
    return CHROMIUM_FLAGS


@pytest.hookimpl(tryfirst=True)  # before `-m` selects tests by their markers
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every property of hypothesis is in the slow half: it tries many examples."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Search for reference cycles less often: that took a sixth of the CPU time of the quick tests.

    Parsed modules and tables of territories live to the end of the session, and were searched each time.
    """
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI a session with a skipped test fails, even if all others passed."""
    if in_ci() and skipped_tests(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print the number of skipped tests, zero too; in CI also their names, since they fail the session."""
    skipped = skipped_tests(config)
    terminalreporter.write_line(f"skipped tests: {len(skipped)}")
    if in_ci() and skipped:
        terminalreporter.write_line("CI=true, and these tests did not run:", red=True)
        for name in skipped:
            terminalreporter.write_line(f"  {name}", red=True)


def skipped_tests(config: pytest.Config) -> tuple[str, ...]:
    """The node ids of tests, and of whole modules, that were skipped."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return () if reporter is None else tuple(report.nodeid for report in reporter.stats.get("skipped", ()))


def in_ci() -> bool:
    """True where a test that did not run must count as a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true"}
