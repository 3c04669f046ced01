"""Slugs and folded names."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.french.slugs import DEVICE_NAMES, SLUG_LIMIT, fold, plain, slug


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Pouru-Saint-Rémy", "pouru saint remy"),
        ("CC de l’Argonne  Ardennaise", "cc de l argonne ardennaise"),
        ("Œuvre Æthuse Straße", "oeuvre aethuse strasse"),
        ("  « L'Haÿ-les-Roses » ", "l hay les roses"),
        ("_a_b_", "a b"),
        ("ﬁn\N{NO-BREAK SPACE}2021", "fin 2021"),
        ("…", ""),
    ],
)
def test_fold_drops_case_accents_ligatures_and_punctuation(typed: str, folded: str) -> None:
    assert folded == fold(typed)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (
            "Une micro-crèche parentale inaugurée à Colombes",
            "une-micro-creche-parentale-inauguree-a-colombes",
        ),
        ("CEJ 2015–2018", "cej-2015-2018"),
        ("Con", "con-page"),
        ("COM1", "com1-page"),
        ("console", "console"),
        ("日本", ""),
        ("", ""),
    ],
)
def test_slug_of_a_title(typed: str, expected: str) -> None:
    assert expected == slug(typed)


def test_a_long_slug_is_cut_between_words() -> None:
    words = "convention territoriale globale " * 4
    assert slug(words) == "convention-territoriale-globale-convention-territoriale-globale-convention"


def test_a_slug_that_just_fits_is_whole() -> None:
    fitting = "a" * 39 + "-" + "b" * 40
    assert fitting == slug(fitting)
    assert fitting == slug(fitting + " c")


def test_a_word_without_hyphen_is_cut_at_the_limit() -> None:
    assert slug("a" * 200) == "a" * SLUG_LIMIT


@given(st.text())
@example("ĳ ﬀ Ⅻ ㎏ ϒ ℌ ẞ")
@example("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}")
def test_fold_twice_is_fold(text: str) -> None:
    assert fold(text) == fold(fold(text))


@given(st.text())
def test_case_does_not_count(text: str) -> None:
    assert fold(text) == fold(text.casefold())


@given(
    st.text()
    | st.text(alphabet="abCÉœ -'", min_size=60, max_size=200)
    | st.sampled_from(sorted(DEVICE_NAMES))
)
def test_slug_is_a_safe_file_name_and_stays_itself(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", made)
    assert len(made) <= SLUG_LIMIT
    assert made not in DEVICE_NAMES
    assert made == slug(made)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x7E), min_size=1))
def test_slug_is_empty_only_if_nothing_is_left(text: str) -> None:
    assert slug(text)


def test_plain_keeps_the_punctuation_that_is_read() -> None:
    typed = " Du 1er\N{NO-BREAK SPACE}Août 2015\N{EN DASH}2018, jusqu’à 14:30 "
    expected = "du 1er aout 2015-2018, jusqu'a 14:30"
    assert expected == plain(typed)
