from __future__ import annotations

import queue
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.checkout import child_environment
from support.folders import tree, write
from support.waiting import within

from cli.command_line import DONE, USAGE, run_in_process

pytestmark = pytest.mark.slow

_PATIENCE_SECONDS = 30.0
_STOP_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Preview:
    """A running preview, at the address that it printed."""

    process: subprocess.Popen[str]
    url: str

    def get(self, address: str) -> str:
        """The text that a browser gets there."""
        with urllib.request.urlopen(self.url + address.lstrip("/"), timeout=_STOP_SECONDS) as response:
            text: str = response.read().decode()
        return text


@pytest.fixture
def preview(site: Path) -> Iterator[Preview]:
    """`bulletin serve` on a free port, for a day after the post of the site."""
    command = (sys.executable, "-m", "bulletin", "serve", "--port", str(_free_port()), "--date", "2016-08-01")
    process = subprocess.Popen(
        command,
        cwd=site,
        env=child_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    try:
        yield Preview(process, _announced(process))
    finally:
        process.kill()
        process.communicate()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


def _announced(process: subprocess.Popen[str]) -> str:
    """The address that the command prints on stderr, which is read to the end: a full pipe would block it."""
    lines: queue.SimpleQueue[str] = queue.SimpleQueue()

    def drain() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            lines.put(line)
        lines.put("")

    threading.Thread(target=drain, daemon=True).start()
    printed = ""
    while line := lines.get(timeout=_PATIENCE_SECONDS):
        printed += line
        if found := re.search(r"http://[\w.:]+/\S*", line):
            return found[0]
    pytest.fail(f"no address was announced: {printed}")


def test_serve_shows_each_save_writes_nothing_and_stops_when_asked(preview: Preview, site: Path) -> None:
    before = tree(site / "output")
    assert "Une rencontre à Paris" in preview.get("/")

    post = site / "content/articles/2016/2016-07-12-rencontre.md"
    text = post.read_text(encoding="utf-8")
    post.write_text(text.replace("Une rencontre à Paris", "Un forum à Paris"), encoding="utf-8")
    assert within(_PATIENCE_SECONDS, lambda: "Un forum à Paris" in preview.get("/"))

    # A fault leaves the last good site in place until it is fixed.
    post.write_text(text.replace("commune: Paris", "commune: Pari"), encoding="utf-8")
    time.sleep(1)
    assert "Un forum à Paris" in preview.get("/")
    post.write_text(text.replace("Une rencontre", "Le retour"), encoding="utf-8")
    assert within(_PATIENCE_SECONDS, lambda: "Le retour à Paris" in preview.get("/"))

    preview.process.send_signal(signal.SIGTERM)
    assert DONE == preview.process.wait(timeout=_STOP_SECONDS)
    assert before == tree(site / "output")


def test_serve_starts_on_a_faulty_site_and_says_why(faulty_site: Path, preview: Preview) -> None:
    del faulty_site
    try:
        shown = preview.get("/")
    except urllib.error.HTTPError as answer:
        shown = answer.read().decode()
    assert "commune-inconnue" in shown


def test_a_port_that_is_taken_is_wrong_usage(preview: Preview, site: Path) -> None:
    port = preview.url.rstrip("/").rpartition(":")[2]
    refused = run_in_process("serve", "--port", port, cwd=site)
    assert (USAGE, "") == (refused.status, refused.out)
    assert port in refused.err


def test_serve_never_writes_a_draft_to_disk(preview: Preview, site: Path) -> None:
    write(
        site,
        "content/articles/2016-07-20-secret.md",
        "---\ntitre: Secret\nbrouillon: oui\n---\n\nConfidentiel.\n",
    )
    time.sleep(1)
    assert preview.get("/")
    assert {} == tree(site / "output")
