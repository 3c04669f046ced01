"""The pictures of a site: what is published of them, what pages, lists and feeds show, what is done again."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image
from support.folders import tree
from support.pictures import HEIC, animation, colour_at, drawing, opened, photograph, pixels, written
from support.small_site import CONFIG_OF_PARIS, SmallSite

from bulletin.rendering import pictures

ARTICLES = "content/articles"
POST = f"{ARTICLES}/2016-07-11-creche.md"
FOLDER = "2016/07/11/creche"
HEAD = "---\ntitre: Une crèche ouvre à Colombes\n"
IMAGE = "image:\n  fichier: photo.jpg\n  alt: La façade\n  legende: La façade de la crèche\n  credit: Ville\n"
OTHER = "-- content/articles/2016-06-20-note.md --\n---\ntitre: Une note\n---\n\nUne note.\n"


def site_of(
    folder: Path, keys: str = IMAGE, body: str = "Elle ouvre.", files: Mapping[str, bytes] | None = None
) -> SmallSite:
    """A site with a post of these keys and this body, another without picture, and files beside the first."""
    site = SmallSite(folder, OTHER, config=CONFIG_OF_PARIS)
    site.add(POST, f"{HEAD}{keys}---\n\n{body}\n")
    for name, data in (files or {"photo.jpg": photograph(1700, 1275)}).items():
        site.add(f"{ARTICLES}/{name}", data)
    return site


def published(site: SmallSite, folder: str = FOLDER) -> dict[str, bytes]:
    """Every picture beside a page."""
    found = sorted((site.output / folder).iterdir())
    return {path.name: path.read_bytes() for path in found if path.suffix not in {".html", ".xml", ".ics"}}


class _Images(HTMLParser):
    """The attributes of the images of a page, each with those of its sources."""

    def __init__(self) -> None:
        super().__init__()
        self.images: list[dict[str, str]] = []
        self._source: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "source":
            self._source = told
        elif tag == "img":
            self.images.append({**told, **{f"source-{name}": value for name, value in self._source.items()}})
            self._source = {}


def images_of(page: str) -> list[dict[str, str]]:
    reader = _Images()
    reader.feed(page)
    return reader.images


def shared_image(page: str) -> tuple[str, str, str, str]:
    """The address, the width, the height and the alternative of what social networks show of a page."""
    found = dict(re.findall(r'<meta property="(og:image[^"]*)" content="([^"]*)">', page))
    return (found["og:image"], *(found[f"og:image:{name}"] for name in ("width", "height", "alt")))


# -- what is published -----------------------------------------------------------------------------------


def test_a_photograph_is_published_upright_reduced_and_without_its_place(tmp_path: Path) -> None:
    site = site_of(tmp_path, files={"photo.jpg": photograph(1800, 2400, orientation=6)})
    site.build()

    found = published(site)
    sizes = {name: opened(data).size for name, data in found.items()}
    assert sizes == {
        "photo.jpg": (1600, 1200),
        "photo-320.webp": (320, 240),
        "photo-480.webp": (480, 360),
        "photo-960.webp": (960, 720),
        "photo-1600.webp": (1600, 1200),
        "photo-partage.jpg": (1200, 630),
    }
    assert "blue" == colour_at(opened(found["photo.jpg"]), 0.5, 0.05)
    for data in found.values():
        assert {} == dict(opened(data).getexif())
        assert not any(word in data for word in (b"Exif", b"Fabricant", b"Une note"))


def test_a_picture_is_never_enlarged(tmp_path: Path) -> None:
    site = site_of(tmp_path, files={"photo.jpg": photograph(700, 500)})
    site.build()

    widths = {opened(data).width for name, data in published(site).items() if "partage" not in name}
    assert {320, 480, 700} == widths


def test_a_heavy_photograph_becomes_a_light_one(tmp_path: Path) -> None:
    noise = [Image.effect_noise((3000, 2200), sigma) for sigma in (90, 80, 70)]
    heavy = written(Image.merge("RGB", noise), "JPEG", quality=100, subsampling=0)
    site = site_of(tmp_path, files={"photo.jpg": heavy})
    summary = site.build()

    assert () == summary.diagnostics
    assert len(heavy) > 10_000_000
    assert all(len(data) < 3_000_000 for data in published(site).values())


def test_a_drawing_stays_a_drawing(tmp_path: Path) -> None:
    site = site_of(
        tmp_path, "", "![Un plan](plan.png)", files={"plan.png": drawing(900, 600, see_through=True)}
    )
    site.build()

    found = published(site)
    assert {"plan.png", "plan-320.webp", "plan-480.webp", "plan-900.webp", "plan-partage.jpg"} == found.keys()
    for name in ("plan.png", "plan-900.webp"):
        image = opened(found[name])
        assert ((900, 600), 0, (0, 0x6A, 0x73, 255)) == (
            image.size,
            image.convert("RGBA").getpixel((5, 5))[3],  # type: ignore[index]
            image.convert("RGBA").getpixel((200, 300)),
        )


def test_an_animation_moves_and_tells_nothing(tmp_path: Path) -> None:
    site = site_of(tmp_path, "", "![Trois couleurs](anime.gif)", files={"anime.gif": animation(400, 250)})
    site.build()

    found = published(site)["anime.gif"]
    assert 3 == Image.open(site.output / FOLDER / "anime.gif").n_frames  # type: ignore[attr-defined]
    assert b"Une note" not in found
    (image,) = images_of(site.page(f"/{FOLDER}/"))
    assert ("anime.gif", "400", "250") == (image["src"], image["width"], image["height"])
    assert "source-srcset" not in image


@pytest.mark.parametrize("name", ["photo.avif", "photo.HEIC"])
def test_a_format_that_some_browsers_do_not_read_becomes_a_jpeg(tmp_path: Path, name: str) -> None:
    data = HEIC if name.endswith("HEIC") else photograph(640, 480, form="AVIF")
    site = site_of(tmp_path, f"image:\n  fichier: {name}\n  alt: La façade\n", files={name: data})
    site.build()

    assert site.errors() == ()
    assert "JPEG" == opened(published(site)["photo.jpg"]).format
    assert not any(path.endswith((".avif", ".HEIC")) for path in tree(site.output))


def test_two_pictures_of_one_name_do_not_meet(tmp_path: Path) -> None:
    keys = "images:\n  - fichier: photo.jpg\n    alt: A\n  - fichier: photo.png\n    alt: B\n"
    both = {"photo.jpg": photograph(400, 300), "photo.png": drawing(400, 300)}
    site = site_of(tmp_path, keys, files=both)
    site.build()

    assert site.errors() == ()
    assert {"photo.jpg", "photo.png", "photo-jpg-400.webp", "photo-png-400.webp"} <= published(site).keys()


def test_a_linked_picture_is_published_like_a_shown_one(tmp_path: Path) -> None:
    keys = "piece_jointe:\n  fichier: photo.jpg\n  titre: L’affiche\n"
    site = site_of(tmp_path, keys, "[L’affiche](photo.jpg)", files={"photo.jpg": photograph(1700, 1275)})
    site.build()

    found = published(site)["photo.jpg"]
    assert (1600, 1200) == opened(found).size
    assert b"Fabricant" not in found
    assert f"(JPG, {round(len(found) / 1000)}\u00a0ko)" in site.page(f"/{FOLDER}/")


def test_the_pictures_of_a_draft_are_checked_and_not_published(tmp_path: Path) -> None:
    site = site_of(tmp_path, f"brouillon: oui\n{IMAGE}", files={"photo.jpg": photograph(400, 300)[:2000]})
    summary = site.build()

    assert ("image-illisible",) == tuple(item.code for item in summary.diagnostics)
    assert site.errors() == ()
    assert not (site.output / FOLDER).exists()


# -- what pages show -------------------------------------------------------------------------------------


def test_a_page_lets_the_browser_choose_and_keeps_the_room(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    site.build()

    (image,) = images_of(site.page(f"/{FOLDER}/"))
    assert ("photo.jpg", "La façade", "1600", "1200") == tuple(
        image[name] for name in ("src", "alt", "width", "height")
    )
    assert "photo-480.webp 480w, photo-960.webp 960w, photo-1600.webp 1600w" == image["source-srcset"]
    assert ("image/webp", "async") == (image["source-type"], image["decoding"])
    assert "100vw" in image["source-sizes"]
    page = site.page(f"/{FOLDER}/")
    assert re.search(r"<figcaption>\s*La façade de la crèche\s*<span[^>]*>Crédit\u00a0: Ville<", page)


def test_the_first_picture_is_loaded_at_once_and_the_others_when_they_come_near(tmp_path: Path) -> None:
    keys = "images:\n" + "".join(f"  - fichier: {name}.jpg\n    alt: {name}\n" for name in "abc")
    files = {f"{name}.jpg": photograph(400, 300, seed=rank) for rank, name in enumerate("abcd")}
    site = site_of(tmp_path, keys, "![d](d.jpg)", files=files)
    site.build()

    images = images_of(site.page(f"/{FOLDER}/"))
    assert [("a", ""), ("b", "lazy"), ("c", "lazy"), ("d", "lazy")] == [
        (image["alt"], image.get("loading", "")) for image in images
    ]


def test_a_picture_of_a_text_goes_through_the_same_variants(tmp_path: Path) -> None:
    site = site_of(tmp_path, "", "Voici ![La façade](photo.jpg).")
    site.build()

    (image,) = images_of(site.page(f"/{FOLDER}/"))
    assert ("photo.jpg", "La façade", "1600", "1200", "lazy", "async") == tuple(
        image[name] for name in ("src", "alt", "width", "height", "loading", "decoding")
    )
    assert "photo-480.webp 480w, photo-960.webp 960w, photo-1600.webp 1600w" == image["source-srcset"]


def test_a_blank_or_a_comma_in_a_name_parts_no_address_of_srcset(tmp_path: Path) -> None:
    name = "Salle des fêtes, 1.jpg"
    site = site_of(
        tmp_path, f"image:\n  fichier: {name}\n  alt: La salle\n", files={name: photograph(600, 400)}
    )
    site.build()

    (image,) = images_of(site.page(f"/{FOLDER}/"))
    assert (
        "Salle%20des%20f%C3%AAtes%2C%201-480.webp 480w, Salle%20des%20f%C3%AAtes%2C%201-600.webp 600w"
        == image["source-srcset"]
    )


@pytest.mark.parametrize("address", ["/", "/actualites/", "/actualites/2016/", "/2016/", "/2016/07/"])
def test_lists_show_a_small_picture_that_the_title_names(tmp_path: Path, address: str) -> None:
    site = site_of(tmp_path)
    site.build()

    (image,) = images_of(site.page(address))
    assert image["src"].endswith("creche/photo-320.webp")
    assert ("", "320", "240", "lazy") == tuple(image[name] for name in ("alt", "width", "height", "loading"))
    assert "source-srcset" not in image


def test_a_text_is_known_in_lists_by_its_first_picture_that_is_no_sign(tmp_path: Path) -> None:
    files = {"signe.png": drawing(100, 100), "vue.jpg": photograph(400, 300)}
    site = site_of(tmp_path, "", "![Signe](signe.png)\n\n![Vue](vue.jpg)", files=files)
    site.build()

    assert ["vue-320.webp"] == [image["src"].rpartition("/")[2] for image in images_of(site.page("/"))]


# -- what other sites show -------------------------------------------------------------------------------


def test_a_post_with_a_picture_is_shared_by_it(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    site.build()

    address = f"https://bulletin.example/{FOLDER}/photo-partage.jpg"
    assert (address, "1200", "630", "La façade") == shared_image(site.page(f"/{FOLDER}/"))
    assert not (site.output / FOLDER / "partage.png").exists()


def test_a_text_is_shared_by_the_picture_in_it(tmp_path: Path) -> None:
    site = site_of(tmp_path, "", "Un mot.\n\n![La façade](photo.jpg)")
    site.build()

    address = f"https://bulletin.example/{FOLDER}/photo-partage.jpg"
    assert (address, "1200", "630", "La façade") == shared_image(site.page(f"/{FOLDER}/"))


def test_a_post_without_picture_is_shared_by_its_title_drawn(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    site.build()

    address = "https://bulletin.example/2016/06/20/note/partage.png"
    assert (address, "1200", "630", "Une note") == shared_image(site.page("/2016/06/20/note/"))
    image = opened((site.output / "2016/06/20/note/partage.png").read_bytes())
    assert ("PNG", (1200, 630)) == (image.format, image.size)


def test_every_page_but_that_of_wrong_addresses_has_an_image_of_this_site(tmp_path: Path) -> None:
    site = site_of(tmp_path, f"{IMAGE}alias: /ancienne/\ncommune: Colombes\nnumero: 2016-07\n")
    site.build()

    found = tree(site.output)
    pages = {path: data.decode() for path, data in found.items() if path.endswith(".html")}
    assert "og:image" not in pages.pop("404.html")
    assert {"index.html", "ancienne/index.html", "numeros/2016-07/index.html"} <= pages.keys()
    for page in pages.values():
        address, width, height, _ = shared_image(page)
        image = opened(found[address.removeprefix("https://bulletin.example/")])
        assert (width, height) == (str(image.width), str(image.height)) == ("1200", "630")
        assert image.format in {"JPEG", "PNG"}


def test_feeds_give_the_published_picture(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    site.build()

    address, size = f"https://bulletin.example/{FOLDER}/photo.jpg", len(published(site)["photo.jpg"])
    (enclosure,) = ET.fromstring(site.page("/rss.xml")).iter("enclosure")
    assert {"url": address, "length": str(size), "type": "image/jpeg"} == enclosure.attrib
    item = _item(site)
    assert address == item["image"]
    assert [{"url": address, "mime_type": "image/jpeg", "size_in_bytes": size}] == item["attachments"]


def test_the_text_of_a_feed_keeps_the_room_of_its_pictures(tmp_path: Path) -> None:
    site = site_of(tmp_path, "", "![La façade](photo.jpg)")
    site.build()

    (image,) = images_of(_item(site)["content_html"])
    assert (f"https://bulletin.example/{FOLDER}/photo.jpg", "1600", "1200") == tuple(
        image[name] for name in ("src", "width", "height")
    )
    assert f"https://bulletin.example/{FOLDER}/photo.jpg" == _item(site)["image"]


def _item(site: SmallSite) -> Any:
    return next(item for item in json.loads(site.page("/feed.json"))["items"] if FOLDER in item["url"])


def test_search_engines_are_given_the_published_picture(tmp_path: Path) -> None:
    avif = photograph(640, 480, form="AVIF")
    site = site_of(tmp_path, "image:\n  fichier: photo.avif\n  alt: A\n", files={"photo.avif": avif})
    site.build()

    assert f'"image":["https://bulletin.example/{FOLDER}/photo.jpg"]' in site.page(f"/{FOLDER}/")


# -- what is wrong with a picture ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "body", "line"),
    [
        ("image:\n  fichier: photo.jpg\n  alt: A\n", "Texte.", 3),
        ("", "Un mot.\n\n![A](photo.jpg)", 7),
        ("", "Un mot, [la photo](photo.jpg).", 5),
        ("piece_jointe:\n  fichier: photo.jpg\n  titre: A\n", "Texte.", 3),
    ],
)
def test_a_file_that_is_no_picture_is_reported_where_it_is_named(
    tmp_path: Path, keys: str, body: str, line: int
) -> None:
    site = site_of(tmp_path, keys, body, files={"photo.jpg": b"<!doctype html>\n<p>Connexion"})
    site.build()

    (fault,) = site.last.diagnostics
    assert ("image-illisible", POST, line) == (fault.code, fault.place.path, fault.place.line)
    assert "« photo.jpg » est une page web enregistrée sous le nom d’une image." == fault.message


def test_a_heavy_animation_is_published_and_its_weight_is_reported(tmp_path: Path) -> None:
    frames = [Image.effect_noise((1000, 900), sigma) for sigma in (50, 60, 70, 80, 90)]
    heavy = written(frames[0], "GIF", save_all=True, append_images=frames[1:])
    site = site_of(tmp_path, "", "![Neige](neige.gif)", files={"neige.gif": heavy})
    summary = site.build()

    (fault,) = summary.diagnostics
    assert ("image-lourde", POST, 5) == (fault.code, fault.place.path, fault.place.line)
    assert f"{len(heavy) / 1_000_000:.1f}\u00a0Mo".replace(".", ",") in fault.message
    assert (site.output / FOLDER / "neige.gif").exists()


# -- what is done again ----------------------------------------------------------------------------------


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pictures that are made, by the path of their source; those that are kept are not among them."""
    found: list[str] = []
    make = pictures.made

    def counted(variant: Any, data: bytes) -> bytes:
        found.append(variant.source)
        return make(variant, data)

    monkeypatch.setattr(pictures, "made", counted)
    return found


def test_a_picture_is_made_once_for_all_outputs(tmp_path: Path, made: list[str]) -> None:
    site = site_of(tmp_path)
    site.build()  # three times, one of them into another folder
    assert [f"{ARTICLES}/photo.jpg"] * 6 == made

    shutil.rmtree(site.output)
    site.build()

    assert 6 == len(made)


def test_deleting_the_cache_changes_no_byte_and_writes_nothing(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    site.build()
    before = tree(site.output)
    shutil.rmtree(site.root / ".bulletin")

    site.build()

    assert site.last.rendered == ()
    assert before == tree(site.output)


def test_another_picture_of_the_same_size_renders_no_page(tmp_path: Path) -> None:
    site = site_of(tmp_path, keys=IMAGE.replace("photo", "vue"), files={"vue.jpg": photograph(400, 300)})
    site.build()
    site.add(f"{ARTICLES}/vue.jpg", photograph(400, 300, seed=7))
    site.build()

    pictures_of_post = {f"{FOLDER}/{name}" for name in published(site)}
    assert pictures_of_post == {path for path in site.rendered() if not path.endswith((".xml", ".json"))}


def test_a_picture_that_no_page_shows_any_more_goes_with_all_its_variants(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    site.build()
    gone = {f"{FOLDER}/{name}" for name in published(site)}
    site.edit(POST, IMAGE, "")
    site.build()

    assert gone == site.pruned()
    assert ["partage.png"] == list(published(site))


def test_a_picture_that_is_replaced_leaves_nothing_in_the_cache(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    site.build()
    kept = {path.name for path in (site.root / ".bulletin/images").iterdir()}
    site.add(f"{ARTICLES}/photo.jpg", photograph(1700, 1275, seed=3))
    site.build()

    left = {path.name for path in (site.root / ".bulletin/images").iterdir()}
    assert (6, set()) == (len(left), left & kept)


def test_several_processes_make_the_same_pictures(tmp_path: Path) -> None:
    files = {f"{name}.jpg": photograph(700, 500, seed=rank) for rank, name in enumerate("abc")}
    keys = "images:\n" + "".join(f"  - fichier: {name}\n    alt: A\n" for name in files)
    one, two = (site_of(tmp_path / name, keys, files=files) for name in ("one", "two"))
    one.build(jobs=1)
    two.build(jobs=2)

    assert tree(one.output) == tree(two.output)


def test_the_day_of_the_build_changes_no_picture(tmp_path: Path) -> None:
    site = site_of(tmp_path)
    site.build()
    site.build(dt.date(2020, 1, 1))

    assert not [path for path in site.last.rendered if path.endswith((".jpg", ".png", ".webp"))]


def test_pixels_of_the_tests_are_those_of_a_photograph() -> None:
    """Without this the tests above would look at drawings."""
    found = pictures.inspect(written(pixels(400, 300), "PNG"), ".png")

    assert not getattr(found, "is_drawing", True)
