"""What the preview says after a save: the file just saved first, nothing old twice, what was understood."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from support.small_site import SmallSite

from bulletin.preview.loop import Bad, Good
from bulletin.preview.session import PreviewedSite

POST = "content/articles/2016-07-11-accord.md"
OLD = "content/articles/2016-07-01-ancien.md"
TEXT = (
    "---\ntitre: Un accord\ncommune: Sceaux\nconvention: CEJ 2015-2018\nsignature: 5 juillet\n---\n\nTexte.\n"
)


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    found = SmallSite(tmp_path, "")
    found.add(POST, TEXT)
    found.add(OLD, "---\ntitre: Ancien\n---\n\nTexte.\n")
    return found


def previewed(site: SmallSite) -> PreviewedSite:
    """The preview of a site, which has been made once."""
    made = PreviewedSite(site.root, lambda: dt.date(2016, 8, 1))
    made.make()
    return made


def test_what_was_understood_of_the_file_just_saved_is_shown(site: SmallSite) -> None:
    preview = previewed(site)
    site.edit(POST, "5 juillet", "6 juillet")

    outcome = preview.make()

    assert isinstance(outcome, Good)
    assert "signature" in outcome.understood
    assert "6 juillet 2016" in outcome.understood.replace("\u00a0", " ")


def test_nothing_is_said_where_nothing_was_saved(site: SmallSite) -> None:
    outcome = previewed(site).make()
    assert isinstance(outcome, Good)
    assert ("", "", "") == (outcome.notes, outcome.advice, outcome.understood)


def test_an_avertissement_alone_is_shown_with_the_site(site: SmallSite) -> None:
    preview = previewed(site)
    site.edit(POST, "signature: 5 juillet\n", "")

    outcome = preview.make()

    assert isinstance(outcome, Good)
    assert "etape-absente" in outcome.advice


def test_the_erreurs_of_the_file_just_saved_come_first(site: SmallSite) -> None:
    site.edit(OLD, "titre: Ancien", "titre: Ancien\ncomune: Sceaux")
    preview = previewed(site)
    site.edit(POST, "commune: Sceaux", "commune: Seaux")

    outcome = preview.make()

    assert isinstance(outcome, Bad)
    assert outcome.on_page.index(POST) < outcome.on_page.index(OLD)


def test_the_terminal_repeats_nothing_old(site: SmallSite) -> None:
    site.edit(OLD, "titre: Ancien", "titre: Ancien\ncomune: Sceaux")
    preview = previewed(site)
    site.edit(POST, "commune: Sceaux", "commune: Seaux")

    outcome = preview.make()

    assert isinstance(outcome, Bad)
    assert POST in outcome.text
    assert OLD not in outcome.text
