"""Pictures are published upright, light, without what they say of where and when they were taken."""

from __future__ import annotations

import struct
from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageFile
from support.pictures import (
    HEIC,
    ORIENTATION,
    animation,
    colour_at,
    drawing,
    exif_of_place,
    opened,
    photograph,
    pixels,
    written,
)

from bulletin.pages.views.pictures import Framing, PictureFormat, PictureVariant
from bulletin.rendering import pictures
from bulletin.rendering.picture_metadata import without_metadata
from bulletin.rendering.pictures import MAX_BYTES, inspect, made
from bulletin.source.picture_facts import PictureFacts, UnreadablePicture

LYING = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How the pixels of an upright picture lie in a file of each orientation."""


def variant(
    width: int,
    height: int,
    form: PictureFormat = PictureFormat.JPEG,
    framing: Framing = Framing.WHOLE,
    *,
    is_lossless: bool = False,
) -> PictureVariant:
    return PictureVariant(
        source="content/medias/a.jpg",
        digest="d",
        width=width,
        height=height,
        format=form,
        framing=framing,
        is_lossless=is_lossless,
    )


# -- what a file is --------------------------------------------------------------------------------------


def test_a_picture_is_measured_upright() -> None:
    assert PictureFacts(400, 300) == inspect(photograph(400, 300), ".jpg")
    assert PictureFacts(300, 400) == inspect(photograph(400, 300, orientation=6), ".jpg")


@pytest.mark.parametrize("form", ["PNG", "WEBP", "AVIF"])
def test_a_photograph_is_one_in_any_format(form: str) -> None:
    assert PictureFacts(400, 300) == inspect(photograph(400, 300, form=form), f".{form.lower()}")


@pytest.mark.parametrize("form", ["PNG", "GIF"])
@pytest.mark.parametrize("see_through", [False, True])
def test_a_drawing_is_known_by_its_flat_colours(form: str, *, see_through: bool) -> None:
    found = inspect(drawing(300, 200, form=form, see_through=see_through), f".{form.lower()}")

    assert PictureFacts(300, 200, is_drawing=True) == found


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_an_animation_is_known_as_one(form: str) -> None:
    found = inspect(animation(form=form), f".{form.lower()}")

    assert isinstance(found, PictureFacts)
    assert found.is_animated


def test_an_animation_under_another_suffix_is_taken_for_its_first_image() -> None:
    found = inspect(animation(), ".jpg")

    assert isinstance(found, PictureFacts)
    assert not found.is_animated


def test_what_a_picture_is_does_not_depend_on_its_name() -> None:
    assert PictureFacts(400, 300) == inspect(photograph(400, 300, form="PNG"), ".jpg")


def test_a_photograph_of_a_telephone_is_read() -> None:
    assert PictureFacts(48, 64) == inspect(HEIC, ".heic")


def test_without_what_reads_heic_the_formats_that_are_taken_are_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pictures, "reads_heic", lambda: False)

    found = inspect(HEIC, ".heic")

    assert isinstance(found, UnreadablePicture)
    assert "fichier-non-admis" == found.code
    assert "avif, gif, jpeg, jpg, png, webp" in found.hint


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "est vide"),
        (b"<!DOCTYPE html>\n<title>Page</title>", "est une page web"),
        (b"\xef\xbb\xbf\n<html>", "est une page web"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "est un dessin SVG, qui n’est pas admis"),
        (b'<?xml version="1.0"?><svg/>', "qui n’est pas admis"),
        (b"%PDF-1.7", "est un document PDF"),
        (b"PK\x03\x04mimetype", "est un document de bureautique"),
        (b"du texte", "n’est pas une image que l’on sait lire"),
        (photograph(400, 300)[:3000], "est une image coupée ou abîmée"),
        (drawing(300, 200)[:400], "est une image coupée ou abîmée"),
        (animation()[:300], "est une image coupée ou abîmée"),
        (photograph(400, 300, form="WEBP")[:3000], "est une image coupée ou abîmée"),
        (photograph(400, 300, form="AVIF")[:1000], "est une image coupée ou abîmée"),
    ],
)
def test_a_file_that_is_no_picture_is_called_what_it_is(data: bytes, fault: str) -> None:
    found = inspect(data, ".jpg")

    assert isinstance(found, UnreadablePicture)
    assert "image-illisible" == found.code
    assert fault in found.fault


def test_a_cut_file_is_refused_whatever_another_library_has_asked_of_pillow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)

    assert isinstance(inspect(photograph(400, 300)[:3000], ".jpg"), UnreadablePicture)
    assert ImageFile.LOAD_TRUNCATED_IMAGES


def test_a_damaged_photograph_of_a_telephone_is_refused_with_the_formats_that_are_taken() -> None:
    for data in (b"...", HEIC[:300]):
        found = inspect(data, ".HEIC")
        assert isinstance(found, UnreadablePicture)
        assert ("fichier-non-admis", True) == (found.code, "avif, gif, jpeg, jpg, png, webp" in found.hint)


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_an_animation_that_is_cut_after_its_first_image_is_damaged(form: str) -> None:
    assert isinstance(inspect(animation(form=form)[:-20], f".{form.lower()}"), UnreadablePicture)


@pytest.mark.parametrize("side", [11_000, 30_000])
def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_decoded(side: int) -> None:
    data = animation()
    found = inspect(data[:6] + struct.pack("<HH", side, side) + data[10:], ".gif")

    assert isinstance(found, UnreadablePicture)
    assert ("image-trop-grande", "compte plus de 120 millions de pixels") == (found.code, found.fault)


def test_a_damaged_exif_does_not_spoil_a_picture() -> None:
    data = photograph(400, 300, orientation=6)
    start = data.index(b"Exif\0\0") + 6
    damaged = data[:start] + b"II*\0\xff\xff\xff\xff" + data[start + 8 :]

    assert PictureFacts(400, 300) == inspect(damaged, ".jpg")
    assert (400, 300) == opened(made(variant(400, 300), damaged)).size


# -- what is made of it ----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", list(PictureFormat))
def test_no_place_no_date_and_no_model_is_left(form: PictureFormat) -> None:
    data = made(variant(200, 150, form), photograph(400, 300))
    image = opened(data)

    assert (form.value.upper(), (200, 150)) == (image.format, image.size)
    assert {} == dict(image.getexif())
    assert not image.info.keys() & {"exif", "xmp", "comment", "icc_profile", "XML:com.adobe.xmp"}
    assert not any(word in data for word in (b"Fabricant", b"Exif", b"Une note"))


@pytest.mark.parametrize("orientation", LYING)
def test_a_photograph_taken_on_its_side_stands_upright(orientation: int) -> None:
    upright = pixels(400, 300)
    told = Image.Exif()
    told[ORIENTATION] = orientation
    data = written(upright.transpose(LYING[orientation]), "JPEG", exif=told)

    image = opened(made(variant(200, 150), data))

    assert (200, 150) == image.size
    sides = [colour_at(image, *place) for place in ((0.5, 0.03), (0.5, 0.97), (0.03, 0.5))]
    assert ["red", "green", "blue"] == sides


def test_a_telephone_s_photograph_becomes_a_jpeg_upright() -> None:
    data = made(variant(48, 64), HEIC)

    assert ("JPEG", (48, 64)) == (opened(data).format, opened(data).size)
    assert b"Fabricant" in HEIC
    assert b"Fabricant" not in data


def test_the_same_picture_gives_the_same_bytes() -> None:
    data = photograph(500, 400)
    for form in PictureFormat:
        assert made(variant(300, 240, form), data) == made(variant(300, 240, form), data)


def test_a_heavy_photograph_becomes_a_light_one() -> None:
    noise = Image.effect_noise((4000, 3000), 90)
    heavy = written(
        Image.merge("RGB", (noise, noise.rotate(90).resize(noise.size), noise)), "JPEG", quality=98
    )

    assert MAX_BYTES < len(heavy)
    assert len(made(variant(1600, 1200), heavy)) < MAX_BYTES


def test_a_photograph_kept_as_png_loses_colours_rather_than_be_heavy() -> None:
    noise = [Image.effect_noise((1600, 1200), sigma) for sigma in (90, 80, 70)]
    heavy = written(Image.merge("RGB", noise), "PNG")

    assert MAX_BYTES < len(heavy)
    assert len(made(variant(1600, 1200, PictureFormat.PNG), heavy)) < MAX_BYTES


def test_a_drawing_keeps_its_colours_and_what_can_be_seen_through() -> None:
    data = drawing(300, 200, see_through=True)
    for form in (PictureFormat.PNG, PictureFormat.WEBP):
        image = opened(made(variant(300, 200, form, is_lossless=True), data))
        assert opened(data).convert("RGBA").getchannel("A").tobytes() == image.getchannel("A").tobytes()
        assert (0, 0x6A, 0x73, 255) == image.getpixel((80, 100))


def test_where_nothing_can_be_seen_through_no_channel_is_kept_for_it() -> None:
    opaque = written(pixels(100, 80).convert("RGBA"), "PNG")

    assert "RGB" == opened(made(variant(100, 80, PictureFormat.PNG), opaque)).mode


def test_a_jpeg_of_a_drawing_has_a_white_ground() -> None:
    image = opened(made(variant(300, 200), drawing(300, 200, see_through=True)))

    assert (255, 255, 255) == image.getpixel((2, 2))


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_a_picture_of_any_kind_of_pixels_is_published(mode: str) -> None:
    grey = pixels(100, 80).convert("L")
    image = Image.new("I;16", (100, 80), 40_000) if mode == "I;16" else grey.convert(mode)
    data = written(image, "JPEG" if mode == "CMYK" else "PNG")

    for form in PictureFormat:
        assert (50, 40) == opened(made(variant(50, 40, form), data)).size


def test_sixteen_bits_of_grey_keep_their_brightness() -> None:
    data = written(Image.new("I;16", (10, 10), 32_768), "PNG")

    assert 128 == opened(made(variant(10, 10, PictureFormat.PNG), data)).convert("L").getpixel((5, 5))


def test_colours_are_those_of_srgb_whatever_the_profile_says() -> None:
    swapped = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = swapped.index(b"rXYZ"), swapped.index(b"gXYZ")
    swapped[red : red + 4], swapped[green : green + 4] = b"gXYZ", b"rXYZ"
    data = written(Image.new("RGB", (20, 20), "red"), "PNG", icc_profile=bytes(swapped))

    assert "green" == colour_at(opened(made(variant(20, 20, PictureFormat.PNG), data)), 0.5, 0.5)


def test_an_unfit_profile_is_ignored() -> None:
    data = written(Image.new("RGB", (20, 20), "red"), "PNG", icc_profile=b"rien")

    assert "red" == colour_at(opened(made(variant(20, 20, PictureFormat.PNG), data)), 0.5, 0.5)


# -- what social networks show ---------------------------------------------------------------------------


def test_a_cropped_photograph_fills_its_frame() -> None:
    image = opened(made(variant(1200, 630, framing=Framing.CROPPED), photograph(900, 1200)))

    assert (1200, 630) == image.size
    assert "blue" == colour_at(image, 0.05, 0.5)
    red, green, _ = image.getpixel((600, 5))  # type: ignore[misc]
    assert (red < 200, green < 200) == (True, True), "the band above has not been cut"


def test_a_mounted_drawing_is_whole_and_not_enlarged() -> None:
    image = opened(
        made(
            variant(1200, 630, PictureFormat.PNG, framing=Framing.MOUNTED),
            drawing(300, 200, see_through=True),
        )
    )

    assert (1200, 630) == image.size
    paper = (0xFB, 0xFA, 0xF7)
    assert [paper] * 3 == [image.getpixel(place) for place in ((0, 0), (449, 315), (751, 315))]
    assert (0, 0x6A, 0x73) == image.getpixel((450 + 80, 215 + 100))


# -- animations ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["GIF", "PNG", "WEBP"])
def test_an_animation_keeps_its_images_and_loses_its_descriptions(form: str) -> None:
    source = animation(form=form)
    data = made(variant(200, 120, PictureFormat.GIF, Framing.UNTOUCHED), source)

    assert b"Une note" in source or b"Fabricant" in source
    assert not any(word in data for word in (b"Une note", b"Fabricant", b"Exif"))
    before, after = Image.open(BytesIO(source)), Image.open(BytesIO(data))
    for rank in range(3):
        before.seek(rank)
        after.seek(rank)
        assert before.convert("RGB").tobytes() == after.convert("RGB").tobytes()
    assert (3, 200, 0) == (after.n_frames, after.info["duration"], after.info.get("loop"))  # type: ignore[attr-defined]


def test_an_animation_that_tells_nothing_keeps_its_bytes() -> None:
    source = animation(note="")

    assert source == made(variant(200, 120, PictureFormat.GIF, Framing.UNTOUCHED), source)


def test_an_exif_after_the_pixels_is_left_out_too() -> None:
    source = written(pixels(60, 40), "WEBP", exif=exif_of_place())

    assert b"Fabricant" not in without_metadata(source)
    assert (60, 40) == opened(without_metadata(source)).size
