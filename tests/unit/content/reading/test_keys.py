"""A key that is not of its block is told once, with the right one."""

from __future__ import annotations

import pytest
from support.front_matter import codes, diagnostics, read

from bulletin.diagnostics import Diagnostic


def only(front: str) -> Diagnostic:
    """The one fault of a front matter."""
    (fault,) = diagnostics(front)
    assert "cle-inconnue" == fault.code
    return fault


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("Thème: petite-enfance", "theme: petite-enfance"),
        ("RESUME: Deux phrases", "resume: Deux phrases"),
        ("Mots-clés: a, b", "mots_cles: a, b"),
        ("mise à jour: 3 mars 2017", "mise_a_jour: 3 mars 2017"),
        ("draft: true", "brouillon: true"),
        ("published: false", "brouillon: oui"),
        ("status: draft", "brouillon: oui"),
        ("author: Anne Martin", "auteur: Anne Martin"),
        ("tags: a, b", "mots_cles: a, b"),
        ("categories: parentalité", "theme: parentalité"),
        ("categories: divers", "mots_cles: divers"),
        ("publie_le: 11 juillet 2016", "date: 11 juillet 2016"),
        ("description: Deux phrases", "resume: Deux phrases"),
        ("permalink: /2016/07/a.html", "alias: /2016/07/a.html"),
        ("permalink: un-article", "slug: un-article"),
        ("lastmod: 2016-07-12", "mise_a_jour: 2016-07-12"),
        ("ville: Colombes", "commune: Colombes"),
    ],
)
def test_a_key_of_another_tool_or_with_an_accent_has_a_right_one(typed: str, line: str) -> None:
    fault = only(typed)
    assert line in fault.hint
    assert fault.fix is not None
    assert line == fault.fix.text
    assert [] == codes(line)


@pytest.mark.parametrize(
    "typed", ["layout: post", "lang: fr", "weight: 3", "published: true", "status: publish"]
)
def test_a_key_that_nothing_here_needs_goes_with_its_line(typed: str) -> None:
    assert "Enlevez cette ligne" in only(typed).hint


def test_a_key_that_only_looks_like_one_is_a_question() -> None:
    fault = only("signatair: A")
    assert "« signataire » ?" in fault.hint.replace("\u00a0", " ").replace("\u202f", " ")
    assert fault.fix is None


def test_a_key_that_was_typed_as_well_is_to_be_removed() -> None:
    assert "« titre » est déjà donné" in only("title: Autre").hint.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("titre", "code"),
    [
        ("Titre: A\n", "cle-inconnue"),
        ("title: A\n", "cle-inconnue"),
        ("titel: A\n", "cle-inconnue"),
        ("titre: !Attention\n", "ancre"),
        ("titre: &a\n", "ancre"),
    ],
)
def test_a_title_that_was_told_is_not_said_to_be_missing(titre: str, code: str) -> None:
    assert [code] == codes("", titre=titre)


def test_a_title_that_begins_like_yaml_stands_in_quotes() -> None:
    (fault,) = diagnostics("", titre="titre: !Attention\n")
    assert fault.fix is not None
    assert 'titre: "!Attention"' == fault.fix.text


def test_all_that_a_post_says_under_wrong_keys_is_read_at_once() -> None:
    front = "Commune: Colombes\nConvention: CTG 2018-2015\nSignature: 5 juillet\n"
    assert ["cle-inconnue", "cle-inconnue", "fin-avant-debut", "cle-inconnue"] == codes(front)


def test_a_draft_of_another_tool_is_a_draft() -> None:
    assert read("draft: true").brouillon


def test_a_key_inside_a_block_is_of_that_block() -> None:
    (fault,) = diagnostics("image:\n  fichier: a.jpg\n  description: Une crèche")
    assert "alt: Une crèche" in fault.hint
    (fault,) = diagnostics("lien:\n  url: https://exemple.fr\n  title: A")
    assert "titre: A" in fault.hint
