"""Someone at a terminal: a command in a pseudo-terminal, what it shows, and what is typed."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from support.checkout import child_environment

_PATIENCE_SECONDS = 60.0
_TAKEN = 4096


class Terminal:
    """A terminal whose screen is read in order: what has been waited for is behind."""

    def __init__(self, process: subprocess.Popen[bytes], keyboard: int) -> None:
        self._process = process
        self._keyboard = keyboard
        self._unread = b""
        self.screen = ""
        """All that was shown since the beginning, with the line ends of a text."""

    def answer(self, question: str, typed: str) -> None:
        """Wait for a question, then type a line."""
        self.wait_for(question)
        os.write(self._keyboard, f"{typed}\n".encode())

    def press(self, key: bytes) -> None:
        """Type a key: `\\x03` is Ctrl+C, `\\x04` the end of the input."""
        os.write(self._keyboard, key)

    def wait_for(self, text: str) -> None:
        """Read until a text is shown; fail with the screen when it never is."""
        wanted = text.encode()
        while wanted not in self._unread:
            assert self._read(), f"« {text} » was never shown:\n{self.screen}"
        self._unread = self._unread.partition(wanted)[2]

    def end(self) -> int:
        """Read until the command ends; return its exit status."""
        while self._read():
            pass
        return self._process.wait(timeout=_PATIENCE_SECONDS)

    def _read(self) -> bool:
        """Whether something more was shown, within the time that one waits."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            ready, _, _ = select.select([self._keyboard], [], [], 0.2)
            if ready:
                try:
                    data = os.read(self._keyboard, _TAKEN)
                except OSError:  # Linux says so that nobody holds the other end any more.
                    return False
                self._unread += data
                self.screen += data.decode(errors="replace").replace("\r\n", "\n")
                return bool(data)
        return False


@contextmanager
def terminal(*arguments: str, cwd: Path, variables: Mapping[str, str] | None = None) -> Iterator[Terminal]:
    """`bulletin` runs in a terminal of its own, and is stopped at the end."""
    keyboard, screen = pty.openpty()
    process = subprocess.Popen(
        (sys.executable, "-m", "bulletin", *arguments),
        cwd=cwd,
        env=child_environment(variables),
        preexec_fn=lambda: os.login_tty(screen),  # noqa: PLW1509  # so that Ctrl+C reaches the command
    )
    os.close(screen)
    try:
        yield Terminal(process, keyboard)
    finally:
        process.kill()
        process.wait()
        os.close(keyboard)
