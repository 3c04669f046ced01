"""The sample of the repository, built for several days and served over HTTP."""

from __future__ import annotations

import datetime as dt
import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright
from support.checkout import ROOT

from browser.served import Served
from bulletin.build.conductor import build
from bulletin.build.prepared import Order

_RETIRED = """\
---
titre: Un article retiré
commune: Sceaux
retire:
  motif: Cette information était inexacte.
  le: 2016-06-03
---

Ce texte n’est plus montré.
"""
_EARLY = dt.date(2016, 8, 1)
_LATE = dt.date(2026, 11, 23)


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, with the site's own page for addresses that do not exist."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the signature of the library
        """Print nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a 404 with the page of the site."""
        asked = Path(self.directory) / urlsplit(self.path).path.lstrip("/")
        page = next((file for folder in asked.parents if (file := folder / "404.html").is_file()), None)
        if code != http.HTTPStatus.NOT_FOUND or page is None:
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def _copy_of_the_sample(folder: Path, url: str) -> Path:
    """The sample at another address, with a withdrawn post, a kind of which it has none."""
    shutil.copytree(ROOT / "content", folder / "content")
    config = (ROOT / "bulletin.toml").read_text(encoding="utf-8")
    before = "https://bulletin-caf92.example/"
    assert before in config
    (folder / "bulletin.toml").write_text(config.replace(before, url), encoding="utf-8")
    shutil.copytree(ROOT / "themes", folder / "themes")
    (folder / "content/articles/2016-06-02-retire.md").write_text(_RETIRED, encoding="utf-8")
    return folder


def _built(folder: Path, url: str, base: str, day: dt.date) -> Served:
    """The site, built under `www` in the folder of the path of its address."""
    site = _copy_of_the_sample(folder / "site", url)
    output = folder / "www" / base.strip("/")
    summary = build(site, output, Order(day=day), home=folder / "home")
    assert [] == [item.message for item in summary.diagnostics if item.stops]
    assert summary.rendered
    return Served(folder=output, www=folder / "www", base=base, url=url)


@pytest.fixture(scope="session")
def early(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """The sample at the root of its host, on a day when few of its posts are published."""
    return _built(tmp_path_factory.mktemp("early"), "https://bulletin-caf92.example/", "/", _EARLY)


@pytest.fixture(scope="session")
def late(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """The sample at the root of its host, with all its posts."""
    return _built(tmp_path_factory.mktemp("late"), "https://bulletin-caf92.example/", "/", _LATE)


@pytest.fixture(params=["early", "late"])
def sample(request: pytest.FixtureRequest, early: Served, late: Served) -> Served:
    """The sample, on each of two days."""
    return early if request.param == "early" else late


@pytest.fixture(scope="session")
def sample_below(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """The sample in a sub-path of its host."""
    url = "https://caf92.example/le/bulletin/"
    return _built(tmp_path_factory.mktemp("below"), url, "/le/bulletin/", _LATE)


@pytest.fixture(scope="module")
def browser(chromium_path: Path, chromium_flags: tuple[str, ...]) -> Iterator[Browser]:
    """A real Chromium, one for each test file: a thread cannot run two instances of playwright."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=list(chromium_flags))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def served_at() -> Iterator[Callable[[Path], str]]:
    """Return the local address at which a built site is served; each site is served once."""
    servers: list[http.server.ThreadingHTTPServer] = []

    @functools.cache
    def serve(www: Path) -> str:
        handler = functools.partial(_Handler, directory=str(www))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()
