"""The picture that stands for a page without one: its title, in the design of the site."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from support.pictures import opened

from bulletin.pages.views.contents import ShareImage
from bulletin.rendering import share_image
from bulletin.rendering.share_image import drawn

CEJ = ShareImage(
    titre="Signature d’un CEJ à Boulogne-Billancourt",
    kind="Signature",
    date="11 juillet 2016",
    site="Le bulletin",
    caf="Caf des Hauts-de-Seine",
)
INK = (0x22, 0x17, 0x2C)
LONG = "Des crèches pour les familles de toutes les communes du département, " * 3


def box_of_difference(first: ShareImage, second: ShareImage) -> tuple[int, int, int, int]:
    """Return the edges of what differs between two drawings."""
    images = [opened(drawn(one)).convert("RGB") for one in (first, second)]
    found = ImageChops.difference(*images).getbbox()
    assert found is not None
    return found


def test_it_is_a_light_png_of_the_size_that_social_networks_ask_for() -> None:
    image = opened(drawn(CEJ))

    assert ("PNG", (1200, 630)) == (image.format, image.size)
    assert len(drawn(CEJ)) < 25_000


def test_the_same_texts_give_the_same_bytes() -> None:
    first = drawn(CEJ)
    share_image._ground.cache_clear()

    assert first == drawn(CEJ)


@pytest.mark.parametrize(
    ("changed", "rows"),
    [
        (replace(CEJ, kind="Dossier"), (70, 120)),
        (replace(CEJ, date="12 mars 2020"), (70, 120)),
        (replace(CEJ, titre="Un guide"), (130, 400)),
        (replace(CEJ, site="Le journal"), (525, 600)),
        (replace(CEJ, caf="Caf du Nord"), (525, 600)),
    ],
)
def test_each_text_has_its_place(changed: ShareImage, rows: tuple[int, int]) -> None:
    _, top, _, bottom = box_of_difference(CEJ, changed)

    assert rows[0] <= top < bottom <= rows[1]


@pytest.mark.parametrize("titre", [CEJ.titre, LONG, "Anticonstitutionnellement" * 8, "Un guide"])
def test_a_title_never_reaches_the_rings_nor_the_rule(titre: str) -> None:
    left, top, right, bottom = box_of_difference(replace(CEJ, titre=""), replace(CEJ, titre=titre))

    assert (60 <= left, 130 <= top, right <= 700, bottom <= 420) == (True,) * 4


def test_a_title_is_cut_at_its_spaces_and_after_its_hyphens() -> None:
    lines, size, _ = share_image._title(CEJ.titre)

    assert (("Signature d’un CEJ", "à Boulogne-", "Billancourt"), 70) == (lines, size)


def test_a_title_that_is_too_long_ends_with_dots() -> None:
    lines, size, _ = share_image._title(LONG)

    assert (4, 54) == (len(lines), size)
    assert lines[-1].endswith("…")
    assert LONG.startswith(" ".join(lines).removesuffix("…"))


def test_no_line_begins_after_a_no_break_space() -> None:
    lines, _, _ = share_image._title("Une signature, quatre communes\u00a0: la CTG de la vallée de la Seine")

    assert not any(line.startswith(":") for line in lines)


def test_a_sign_that_the_faces_have_not_is_written_without_its_mark_or_left_out() -> None:
    assert "Sibiu, ódz, 2 " == share_image._known("Șibiu, Łódz, ② 🎉")


def test_every_sign_that_is_said_to_be_known_can_be_drawn() -> None:
    for name in (share_image._SERIF, share_image._PLAIN, share_image._BOLD):
        font = share_image._font(name, 40)
        absent = bytes(font.getmask("\uffff"))
        assert [] == [sign for sign in share_image._SIGNS if bytes(font.getmask(sign)) == absent]


def test_letters_are_kerned() -> None:
    font = share_image._font(share_image._SERIF, 70)

    assert font.getlength("AV") < font.getlength("A") + font.getlength("V")


def test_a_page_without_texts_has_the_mark_alone() -> None:
    image = opened(drawn(ShareImage(titre="", kind="", date="", site="", caf="")))

    assert (0x43, 0x20, 0x5C) == image.convert("RGB").getpixel((1066, 315))
    assert (0xFB, 0xFA, 0xF7) == image.convert("RGB").getpixel((100, 200))


def test_the_title_is_in_ink_on_paper() -> None:
    image = Image.open(BytesIO(drawn(CEJ))).convert("RGB").crop((60, 130, 700, 420))
    colours = {colour for _, colour in image.getcolors(64) or ()}

    assert {INK, (0xFB, 0xFA, 0xF7)} <= colours
