"""`bulletin serve`, as a writer runs it."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.folders import tree, write
from support.preview_process import PreviewProcess, previewed
from support.waiting import within

from cli.command_line import DONE, USAGE, run_in_process

pytestmark = pytest.mark.slow

LIMIT_SECONDS = 30.0


@pytest.fixture
def preview(site: Path) -> Iterator[PreviewProcess]:
    """`bulletin serve` on a free port, for a day after the post of the site."""
    with previewed(site, "--date", "2016-08-01") as process:
        yield process


def test_serve_shows_each_save_writes_nothing_and_stops_when_asked(
    preview: PreviewProcess, site: Path
) -> None:
    before = tree(site / "output")
    assert preview.shows("Une rencontre à Paris")

    post = site / "content/articles/2016/2016-07-12-rencontre.md"
    text = post.read_text(encoding="utf-8")
    post.write_text(text.replace("Une rencontre à Paris", "Un forum à Paris"), encoding="utf-8")
    assert preview.shows("Un forum à Paris")

    # A fault leaves the last good site in place until it is fixed.
    post.write_text(text.replace("commune: Paris", "commune: Pari"), encoding="utf-8")
    assert within(LIMIT_SECONDS, lambda: "commune-inconnue" in preview.fault())
    assert "Un forum à Paris" in preview.get()[1]
    post.write_text(text.replace("Une rencontre", "Le retour"), encoding="utf-8")
    assert preview.shows("Le retour à Paris")

    assert DONE == preview.stop(signal.SIGTERM)
    assert before == tree(site / "output")


def test_serve_starts_on_a_faulty_site_and_says_why(faulty_site: Path, preview: PreviewProcess) -> None:
    assert "commune: Pari\n" in (faulty_site / "content/articles/2016-08-01-faute.md").read_text("utf-8")
    assert preview.shows("commune-inconnue")


def test_a_port_that_is_taken_is_wrong_usage(preview: PreviewProcess, site: Path) -> None:
    port = preview.url.rstrip("/").rpartition(":")[2]
    refused = run_in_process("serve", "--port", port, cwd=site)
    assert (USAGE, "") == (refused.status, refused.out)
    assert port in refused.err


def test_serve_never_writes_a_draft_to_disk(preview: PreviewProcess, site: Path) -> None:
    assert preview.shows("Une rencontre à Paris")
    draft = "---\ntitre: Secret\nbrouillon: oui\n---\n\nConfidentiel.\n"
    write(site, "content/articles/2016-07-20-secret.md", draft)
    write(site, "content/articles/2016-07-21-suivant.md", "---\ntitre: Le suivant\n---\n\nTexte.\n")
    assert preview.shows("Le suivant")  # so a build has read the draft
    assert {} == tree(site / "output")
