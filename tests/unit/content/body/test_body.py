"""A body is made into HTML once, whoever asks."""

from __future__ import annotations

from support.bodies import PAGE

from bulletin.content.body.body import Body
from bulletin.content.model.source import Corps
from bulletin.pages.views.body import Prose
from bulletin.rendering.prose import to_absolute_html, to_html
from bulletin.source.fingerprint import encode


def test_a_page_and_a_feed_show_one_and_the_same_html() -> None:
    corps = Corps(markdown="Un **mot**.")
    body = Prose(body=corps.body)
    assert corps.found is corps.body.rendered.found
    assert "<p>Un <strong>mot</strong>.</p>" == to_html(body, PAGE)
    made = corps.body.shown
    assert "<p>Un <strong>mot</strong>.</p>" == to_absolute_html(body, "https://caf.example")
    assert made is corps.body.shown


def test_the_markdown_stands_for_the_html_in_a_fingerprint() -> None:
    asked, not_asked = Body(markdown="Un **mot**."), Body(markdown="Un **mot**.")
    assert asked.shown.html
    assert encode(asked) == encode(not_asked) != encode(Body(markdown="Un mot."))


def test_a_place_of_a_body_is_that_of_its_file() -> None:
    place = Corps(markdown="un\ndeux\ntrois", line=6).place("content/pages/a.md", 2, 3, 2)
    assert ("content/pages/a.md", 7, 3, 2, "deux") == (
        place.path,
        place.line,
        place.column,
        place.length,
        place.excerpt,
    )
