"""`bulletin serve` in a process of its own, and what a browser gets of it."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30.0
_STEP_SECONDS = 0.05


@dataclass
class PreviewProcess:
    """A preview that runs; ``said`` are the lines of its terminal so far."""

    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address that it has announced."""
        assert soon(lambda: re.search(r"http://\S+", self.heard) is not None), self.heard
        found = re.search(r"http://\S+", self.heard)
        assert found is not None
        return found[0]

    @property
    def heard(self) -> str:
        """All that it has said."""
        return "".join(self.said)

    def get(self, address: str = "") -> tuple[int, str]:
        """The status and the text that a browser gets at ``address``, below the root of the site."""
        try:
            with urllib.request.urlopen(urljoin(self.url, address), timeout=PATIENCE_SECONDS) as response:
                return response.status, response.read().decode(errors="replace")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def fault(self) -> str:
        """What an open page is told of the last making."""
        found: str | None = json.loads(self.get("/__bulletin/etat")[1])["faute"]
        return found or ""

    def shows(self, text: str, address: str = "") -> bool:
        """Whether the page at ``address`` soon holds ``text``."""
        return soon(lambda: text in self.get(address)[1])

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """The exit status, after a signal to end."""
        self.process.send_signal(number)
        return self.process.wait(PATIENCE_SECONDS)

    def listen(self, stream: IO[str]) -> None:
        """Keep all that it says: a full pipe would block it."""
        self.said.extend(stream)


def soon(holds: Callable[[], bool]) -> bool:
    """Whether ``holds`` returns True before patience ends."""
    until = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        if time.monotonic() > until:
            return False
        time.sleep(_STEP_SECONDS)
    return True


def free_port() -> int:
    """A port that nobody holds now."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
    return port


@contextmanager
def previewed(site: Path, *arguments: str, prefix: tuple[str, ...] = ()) -> Iterator[PreviewProcess]:
    """Within it `bulletin serve` runs in the folder ``site``, on a free port.

    ``prefix`` is a command that starts it, such as one that sets limits.
    """
    command = (*prefix, sys.executable, "-m", "bulletin", "serve", "--port", str(free_port()), *arguments)
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    with subprocess.Popen(
        command, cwd=site, env=variables, stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        preview = PreviewProcess(process)
        assert process.stderr is not None
        threading.Thread(target=preview.listen, args=(process.stderr,), daemon=True).start()
        try:
            yield preview
        finally:
            process.kill()
