"""Changes of a site’s folder under `bulletin serve`: a fault is reported, and the preview recovers."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest
from support.checkout import child_environment
from support.folders import tree, write
from support.preview_process import LIMIT_SECONDS, free_port, previewed
from support.waiting import within

pytestmark = pytest.mark.slow

POST = "content/articles/2016/2016-07-13-fete.md"
PAGE = "2016/07/13/fete/"


def save(site: Path, title: str) -> None:
    write(site, POST, f"---\ntitre: {title}\n---\n\nTexte.\n")


@pytest.fixture
def site(site: Path) -> Path:
    """The small site with one more post, which the tests save again and again."""
    save(site, "Une fête")
    return site


def test_a_configuration_that_is_removed_is_reported_and_the_site_stays_until_it_is_back(site: Path) -> None:
    config = site / "bulletin.toml"
    text = config.read_text(encoding="utf-8")
    with previewed(site) as preview:
        assert preview.shows("Une fête", PAGE)
        config.unlink()
        assert within(LIMIT_SECONDS, lambda: "Il n’y a plus de fichier bulletin.toml dans" in preview.fault())
        assert "Une fête" in preview.get(PAGE)[1]
        config.write_text(text, encoding="utf-8")
        assert within(LIMIT_SECONDS, lambda: preview.fault() == "")
        save(site, "Une autre fête")
        assert preview.shows("Une autre fête", PAGE)
        assert "Traceback" not in preview.printed


@pytest.mark.parametrize(
    ("corrupt", "sentence"),
    [
        (lambda config: config.write_bytes(b"[site]\ntitre = \xe9"), "bulletin.toml n’est pas en UTF-8."),
        (lambda config: config.write_text("[site", encoding="utf-8"), "bulletin.toml"),
        (lambda config: (config.unlink(), config.mkdir()), "La machine a refusé bulletin.toml"),
    ],
    ids=["another encoding", "no TOML", "a folder"],
)
def test_a_configuration_that_cannot_be_read_is_reported_until_it_is_fixed(
    site: Path, corrupt: Callable[[Path], object], sentence: str
) -> None:
    config = site / "bulletin.toml"
    text = config.read_text(encoding="utf-8")
    with previewed(site) as preview:
        assert preview.shows("Une fête", PAGE)
        corrupt(config)
        assert within(LIMIT_SECONDS, lambda: sentence in preview.fault())
        if config.is_dir():
            config.rmdir()
        config.write_text(text.replace("Le bulletin d’essai", "La gazette"), encoding="utf-8")
        assert preview.shows("La gazette")
        assert "Traceback" not in preview.printed


def test_a_site_that_is_deleted_and_made_again_is_shown_again_each_time(site: Path, tmp_path: Path) -> None:
    kept = tmp_path / "copie"
    shutil.copytree(site, kept)
    with previewed(site) as preview:
        assert preview.shows("Une fête", PAGE)
        for number in ("deuxième", "troisième"):
            shutil.rmtree(site)
            assert within(LIMIT_SECONDS, lambda: "Il n’y a plus de fichier bulletin.toml" in preview.fault())
            assert "Une fête" in preview.get(PAGE)[1]
            shutil.copytree(kept, site)
            assert within(LIMIT_SECONDS, lambda: preview.fault() == "")
            save(site, f"Une fête, {number} fois")
            assert preview.shows(f"{number} fois", PAGE)
        assert "Traceback" not in preview.printed
        assert 0 == preview.stop()


def test_another_path_of_the_site_is_followed_without_starting_again(site: Path) -> None:
    config = site / "bulletin.toml"
    text = config.read_text(encoding="utf-8")
    with previewed(site) as preview:
        assert preview.shows("Une fête", PAGE)
        config.write_text(text.replace("bulletin.example/", "bulletin.example/caf/"), encoding="utf-8")
        assert preview.shows("Une fête", f"/caf/{PAGE}")


def test_a_disk_that_takes_nothing_does_not_keep_the_site_from_being_shown(site: Path) -> None:
    """A limit of the system refuses every byte, as a full disk would; nothing is half written either."""
    limited = (
        f"import os, resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (0, {resource.RLIM_INFINITY}))"
    )
    run = "; os.execv(sys.argv[1], sys.argv[1:])"
    write(site, "content/articles/2016/plan.pdf", "%PDF-1.4")
    with previewed(site, prefix=(sys.executable, "-c", limited + run)) as preview:
        assert preview.shows("Une fête", PAGE)
        save(site, "Une autre fête")
        assert preview.shows("Une autre fête", PAGE)
        assert "Traceback" not in preview.printed
    assert {} == tree(site / ".bulletin")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no file that is always full here")
def test_a_terminal_that_takes_nothing_does_not_end_the_preview(site: Path) -> None:
    port = free_port()
    command = (sys.executable, "-m", "bulletin", "serve", "--port", str(port))
    with Path("/dev/full").open("w") as full:  # noqa: SIM117 -- one is opened for the other
        with subprocess.Popen(command, cwd=site, env=child_environment(), stderr=full) as process:
            try:
                assert within(LIMIT_SECONDS, lambda: _answers(port, "Une fête"))
                save(site, "Une autre fête")
                assert within(LIMIT_SECONDS, lambda: _answers(port, "Une autre fête"))
                process.send_signal(signal.SIGTERM)
                assert 0 == process.wait(10)
            finally:
                process.kill()


def _answers(port: int, text: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/{PAGE}", timeout=10) as response:
            return text in response.read().decode()
    except OSError:
        return False
