"""Acronyms that are not spelled as the glossary spells them."""

from __future__ import annotations

from pathlib import Path

from support.small_site import CONFIG_OF_PARIS, SmallSite

GLOSSARY = "-- content/glossaire.yml --\nCEJ:\n  sens: contrat enfance jeunesse\n  variantes: Cej\n"


def reported(tmp_path: Path, body: str) -> list[int]:
    """The lines of a body, from 1, where a spelling is reported."""
    site = SmallSite(tmp_path, GLOSSARY, config=CONFIG_OF_PARIS)
    site.add("content/articles/2016-06-20-note.md", f"---\ntitre: Une note\n---\n{body}")
    return [item.place.line - 3 for item in site.build().diagnostics if item.code == "graphie"]


def test_the_first_of_a_text_is_reported(tmp_path: Path) -> None:
    assert [2] == reported(tmp_path, "Le CEJ.\nUn Cej, deux Cej.\n")


def test_what_stands_in_code_is_not(tmp_path: Path) -> None:
    assert [] == reported(tmp_path, "Un `Cej`.\n\n  ```\n  Cej\n  ```\n\n~~~\nCej\n~~~~\n")


def test_a_fence_that_nothing_closes_hides_nothing(tmp_path: Path) -> None:
    assert [3] == reported(tmp_path, "Un texte.\n```\nUn Cej.\n")
