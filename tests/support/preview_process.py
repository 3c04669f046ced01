"""`bulletin serve` in a process of its own, and the pages that a browser gets from it."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import urljoin

from support.checkout import child_environment
from support.waiting import within

LIMIT_SECONDS = 30.0


@dataclass
class PreviewProcess:
    """A running preview; ``lines`` are those that it has printed so far."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        """The address that it has announced."""
        assert within(LIMIT_SECONDS, lambda: re.search(r"http://\S+", self.printed) is not None), self.printed
        found = re.search(r"http://\S+", self.printed)
        assert found is not None
        return found[0]

    @property
    def printed(self) -> str:
        """All that it has printed."""
        return "".join(self.lines)

    def get(self, address: str = "") -> tuple[int, str]:
        """The status and the text that a browser gets at ``address``, below the root of the site."""
        try:
            with urllib.request.urlopen(urljoin(self.url, address), timeout=LIMIT_SECONDS) as response:
                return response.status, response.read().decode(errors="replace")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.read().decode()

    def fault(self) -> str:
        """The fault that an open page shows, "" without one."""
        found: str | None = json.loads(self.get("/__bulletin/etat")[1])["faute"]
        return found or ""

    def shows(self, text: str, address: str = "") -> bool:
        """Whether the page at ``address`` soon holds ``text``."""
        return within(LIMIT_SECONDS, lambda: text in self.get(address)[1])

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        """The exit status, after a signal to end."""
        self.process.send_signal(number)
        return self.process.wait(LIMIT_SECONDS)

    def listen(self, stream: IO[str]) -> None:
        """Read all that it prints: a full pipe would block it."""
        self.lines.extend(stream)


def free_port() -> int:
    """A port that is free now."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
    return port


@contextmanager
def previewed(site: Path, *arguments: str, prefix: tuple[str, ...] = ()) -> Iterator[PreviewProcess]:
    """Within it `bulletin serve` runs in the folder ``site``, on a free port.

    ``prefix`` is a command that starts it, such as one that sets limits.
    """
    command = (*prefix, sys.executable, "-m", "bulletin", "serve", "--port", str(free_port()), *arguments)
    with subprocess.Popen(
        command, cwd=site, env=child_environment(), stderr=subprocess.PIPE, encoding="utf-8"
    ) as process:
        preview = PreviewProcess(process)
        assert process.stderr is not None
        threading.Thread(target=preview.listen, args=(process.stderr,), daemon=True).start()
        try:
            yield preview
        finally:
            process.kill()
