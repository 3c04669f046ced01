"""The preview as a whole: a process of its own, a real folder, real signals, and a real browser."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from support.checkout import ROOT
from support.waiting import within

from bulletin.preview.loop import Bad, Good, after
from bulletin.preview.shown import Shown

pytestmark = pytest.mark.slow

LIMIT_SECONDS = 10.0
# A tiny generator: one page that shows the text of one source, whose first word selects an error.
PROGRAM = """
import sys
from pathlib import Path
from bulletin.diagnostics import BulletinError, UsageFault
from bulletin.preview.loop import Bad, Good, serve

folder, host, port, opened = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4] == "open"
builds = 0
PAGE = '''<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'">
<title>x</title></head>
<body><h1>%s</h1></body></html>'''

def make():
    global builds
    builds += 1
    text = (folder / "billet.md").read_text(encoding="utf-8")
    (folder / ".bulletin").mkdir(exist_ok=True)
    (folder / ".bulletin" / "cache").write_text(text, encoding="utf-8")
    match text.split(maxsplit=1)[0]:
        case "FAUTE":
            return Bad(f"billet.md:1 <b>{text}</b>")
        case "PANNE":
            raise ZeroDivisionError(text)
        case "REGLAGE":
            raise UsageFault("bulletin.toml est illisible.", "Corrigez-le.")
    advice = "billet.md:1 un AVIS" if "AVIS" in text else ""
    understood = "titre : compris" if "AVIS" in text else ""
    return Good({"index.html": (PAGE % text).encode()}, f"fabrication {builds}", base_path="/bulletin/",
                advice=advice, understood=understood)

try:
    serve(make, watched=(folder,), ignored=(folder / ".bulletin",), host=host, port=port,
          base_path="/bulletin/", open_browser=opened, say=lambda text: print(text, flush=True))
except BulletinError as error:
    print(error.message, file=sys.stderr)
    sys.exit(error.exit_status)
"""


@dataclass
class Preview:
    source: Path
    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def listen(self) -> None:
        assert self.process.stdout is not None
        self.lines.extend(self.process.stdout)

    @property
    def printed(self) -> str:
        return "".join(self.lines)

    @property
    def url(self) -> str:
        assert within(LIMIT_SECONDS, lambda: "Aperçu" in self.printed)
        found = re.search(r"Aperçu\u00a0: (\S+)", self.printed)
        assert found is not None
        return found[1]

    def save(self, text: str) -> None:
        self.source.write_text(text, encoding="utf-8")

    def page(self) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(self.url, timeout=LIMIT_SECONDS) as response:
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def fault(self) -> str:
        with urllib.request.urlopen(urljoin(self.url, "/__bulletin/etat"), timeout=LIMIT_SECONDS) as response:
            return json.load(response)["faute"] or ""

    def shows(self, text: str) -> bool:
        return within(LIMIT_SECONDS, lambda: text in self.page()[1])


@contextmanager
def previewed(
    folder: Path, text: str, *, host: str = "127.0.0.1", port: int = 0, browser: Path | None = None
) -> Iterator[Preview]:
    source = folder / "billet.md"
    source.write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", PROGRAM, str(folder), host, str(port), "open" if browser else ""]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "BROWSER": f"{browser} %s", "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        preview = Preview(source, process)
        Thread(target=preview.listen, daemon=True).start()
        try:
            yield preview
        finally:
            process.kill()


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_preview_at_once_with_status_0(tmp_path: Path, number: signal.Signals) -> None:
    with previewed(tmp_path, "un") as preview:
        stream = urllib.request.urlopen(urljoin(preview.url, "/__bulletin/recharger"), timeout=LIMIT_SECONDS)
        began = time.monotonic()
        preview.process.send_signal(number)
        assert 0 == preview.process.wait(LIMIT_SECONDS)
        assert time.monotonic() - began < 1
        stream.close()
        assert preview.process.stderr is not None
        assert preview.process.stderr.read() == ""


@pytest.mark.slow
def test_a_port_that_is_taken_ends_with_status_2_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with previewed(tmp_path, "un", port=port) as preview:
            assert 2 == preview.process.wait(LIMIT_SECONDS)
            assert preview.process.stderr is not None
            assert f"Le port {port} est déjà pris" in preview.process.stderr.read()
            assert not (tmp_path / ".bulletin").exists()


@pytest.mark.slow
def test_the_browser_is_opened_when_asked_and_a_preview_open_to_others_says_so(tmp_path: Path) -> None:
    browser = tmp_path / ".navigateur"
    browser.write_text('#!/bin/sh\necho "$1" > "$0.ouvert"\n', encoding="utf-8")
    browser.chmod(0o755)
    opened = tmp_path / ".navigateur.ouvert"
    with previewed(tmp_path, "un", host="0.0.0.0", browser=browser) as preview:
        assert preview.url.startswith("http://127.0.0.1:")
        assert within(LIMIT_SECONDS, lambda: opened.exists() and opened.read_text() == f"{preview.url}\n")
        assert within(
            LIMIT_SECONDS, lambda: "toute machine du réseau peut lire cet aperçu" in preview.printed
        )


@pytest.mark.slow
def test_a_save_is_shown_and_reported_once(tmp_path: Path) -> None:
    with previewed(tmp_path, "un") as preview:
        assert 200 == preview.page()[0]
        for text in ("d", "de", "deux"):
            preview.save(text)
        assert preview.shows("<h1>deux</h1>")
        time.sleep(0.5)  # if a build triggered the next one, there would be many by now
        assert ["fabrication 1\n", "fabrication 2\n"] == [
            line for line in preview.lines if "fabrication" in line
        ]


@pytest.mark.slow
def test_the_last_good_site_stays_while_the_sources_are_at_fault(tmp_path: Path) -> None:
    with previewed(tmp_path, "un") as preview:
        assert preview.shows("<h1>un</h1>")
        preview.save("FAUTE de frappe")
        assert within(LIMIT_SECONDS, lambda: preview.fault() == "billet.md:1 <b>FAUTE de frappe</b>")
        assert "<h1>un</h1>" in preview.page()[1]
        assert within(LIMIT_SECONDS, lambda: "billet.md:1 <b>FAUTE de frappe</b>\n" in preview.lines)
        preview.save("deux")
        assert preview.shows("<h1>deux</h1>")
        assert preview.fault() == ""


@pytest.mark.slow
def test_a_fault_in_the_first_build_is_shown_in_the_page_until_a_save_fixes_it(tmp_path: Path) -> None:
    with previewed(tmp_path, "FAUTE de frappe") as preview:
        status, page = preview.page()
        assert 503 == status
        assert "billet.md:1 &lt;b&gt;FAUTE de frappe&lt;/b&gt;" in page
        preview.save("deux")
        assert preview.shows("<h1>deux</h1>")


@pytest.mark.slow
def test_a_site_that_is_gone_is_reported_and_shown_again_once_it_is_back(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    with previewed(folder, "un") as preview:
        assert preview.shows("<h1>un</h1>")
        for text in ("deux", "trois"):
            shutil.rmtree(folder)
            assert within(LIMIT_SECONDS, lambda: "La machine a refusé" in preview.fault())
            folder.mkdir()
            preview.save(text)
            assert preview.shows(f"<h1>{text}</h1>")
            assert "" == preview.fault()
        assert "Traceback" not in preview.printed


@pytest.mark.slow
def test_a_build_that_raises_is_reported_and_the_preview_goes_on(tmp_path: Path) -> None:
    with previewed(tmp_path, "un") as preview:
        assert preview.shows("<h1>un</h1>")
        preview.save("PANNE sèche")
        ours = "C’est un défaut de bulletin, pas le vôtre (ZeroDivisionError"
        assert within(LIMIT_SECONDS, lambda: ours in preview.fault())
        assert within(LIMIT_SECONDS, lambda: ours in preview.printed)
        assert "Traceback" not in preview.fault() + preview.printed
        preview.save("REGLAGE")
        expected = "bulletin.toml est illisible.\n  → Corrigez-le."
        assert within(LIMIT_SECONDS, lambda: preview.fault() == expected)
        preview.save("deux")
        assert preview.shows("<h1>deux</h1>")


def test_an_open_page_is_loaded_again_only_when_a_file_differs() -> None:
    shown = Shown(token="a", files={"index.html": b"un"})
    assert "a" == after(shown, Good({"index.html": b"un"}), token="b").token
    assert "b" == after(shown, Good({"index.html": b"deux"}), token="b").token
    assert "b" == after(shown, Good({"index.html": b"un"}, base_path="/sous/"), token="b").token
    assert Shown(token="a", files=shown.files, fault="x") == after(shown, Bad("x"), token="b")


def test_a_page_without_a_site_is_loaded_again_at_each_fault() -> None:
    nothing = Shown(token="a", files={})
    assert Shown(token="b", files={}, fault="x") == after(nothing, Bad("x"), token="b")


def test_a_fixed_site_shows_no_fault() -> None:
    faulty = Shown(token="a", files={"index.html": b"un"}, fault="x")
    assert Shown(token="a", files=faulty.files) == after(faulty, Good(faulty.files), token="b")


@pytest.fixture
def page(chromium_path: Path, chromium_flags: tuple[str, ...]) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=list(chromium_flags))
        yield browser.new_page()
        browser.close()


@pytest.mark.browser
@pytest.mark.slow
def test_an_open_page_follows_the_saves_and_shows_the_faults(tmp_path: Path, page: Page) -> None:
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text) if "Policy" in message.text else None)
    panel = page.get_by_role("alert")
    with previewed(tmp_path, "FAUTE initiale") as preview:
        page.goto(preview.url)
        expect(panel).to_have_text("billet.md:1 <b>FAUTE initiale</b>")
        preview.save("FAUTE suivante")
        expect(panel).to_have_text("billet.md:1 <b>FAUTE suivante</b>")
        preview.save("un")
        expect(page.get_by_role("heading", name="un", exact=True)).to_be_visible()
        preview.save("FAUTE de frappe")
        expect(panel).to_contain_text("billet.md:1 <b>FAUTE de frappe</b>")
        expect(panel).to_have_css("position", "fixed")
        expect(page.get_by_role("heading", name="un", exact=True)).to_be_visible()
        page.get_by_role("button", name="Masquer").click()
        expect(panel).to_have_count(0)
        preview.save("FAUTE encore")
        expect(panel).to_contain_text("FAUTE encore")
        preview.save("un")
        expect(panel).to_have_count(0)
        preview.save("deux")
        expect(page.get_by_role("heading", name="deux", exact=True)).to_be_visible()
        preview.save("AVIS trois")
        expect(page.get_by_role("heading", name="AVIS trois")).to_be_visible()
        expect(page.get_by_role("status")).to_contain_text("billet.md:1 un AVIS")
        page.get_by_text("Ce qui a été compris du fichier enregistré").click()
        expect(page.get_by_text("titre : compris")).to_be_visible()
        expect(panel).to_have_count(0)
        preview.save("quatre")
        expect(page.get_by_role("status")).to_have_count(0)
    assert [] == complaints
