"""Links lead to pages, files are copied beside the pages that show them, and nothing else is copied."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from PIL import Image
from support.pictures import PIXEL, written
from support.small_site import CONFIG_OF_PARIS, SmallSite

NOTE = "content/articles/2016-06-20-note.md"
GUIDE = "content/articles/2016-05-02-guide.md"
LATER = "content/articles/2016-09-01-rentree.md"


def site_of(tmp_path: Path, body: str, keys: str = "") -> SmallSite:
    """A site whose post has this body, with another published post and a scheduled one."""
    site = SmallSite(tmp_path, "", config=CONFIG_OF_PARIS)
    site.add(NOTE, f"---\ntitre: Une note\n{keys}---\n\nUne note.\n\n{body}\n")
    site.add(GUIDE, "---\ntitre: Un guide\n---\n\nUn guide.\n\n## Où le trouver\n\nÀ l’accueil.\n")
    site.add(LATER, "---\ntitre: La rentrée\n---\n\nBientôt.\n")
    return site


LINKS = {
    "2016-05-02-guide.md": "../../../05/02/guide/",
    "/content/articles/2016-05-02-guide.md": "../../../05/02/guide/",
    "/2016/05/02/guide/": "../../../05/02/guide/",
    "/2016/05/02/guide": "../../../05/02/guide/",
    "https://bulletin.example/2016/05/02/guide/": "../../../05/02/guide/",
    "2016-05-02-guide.md#où-le-trouver": "../../../05/02/guide/#t-ou-le-trouver",
    "/communes/75056-paris/": "../../../../communes/75056-paris/",
    "/rss.xml": "../../../../rss.xml",
    "https://www.caf.fr/": "https://www.caf.fr/",
}
"""Links as writers type them, and the addresses in the page."""


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """A site whose post has all these links, built once."""
    body = "\n\n".join(f"[Lien {number}]({typed})." for number, typed in enumerate(LINKS))
    site = site_of(tmp_path_factory.mktemp("linked"), body)
    site.build()
    assert site.errors() == ()
    return site


@pytest.mark.parametrize(("number", "found"), list(enumerate(LINKS.values())), ids=list(LINKS))
def test_a_link_leads_to_the_page_that_was_meant(linked: SmallSite, number: int, found: str) -> None:
    assert re.search(
        rf'<a href="{re.escape(found)}"[^>]*>Lien {number}</a>', linked.page("/2016/06/20/note/")
    )


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("rien.md", "lien-brise"),
        ("/nulle/part/", "lien-brise"),
        ("www.caf.fr", "lien-brise"),
        ("../../bulletin.toml", "lien-brise"),
        ("javascript:alert(1)", "lien-refuse"),
        ("file:///etc/passwd", "lien-refuse"),
        ("//ailleurs.example/", "lien-refuse"),
        ("2016-09-01-rentree.md", "lien-a-paraitre"),
    ],
)
def test_a_link_that_leads_nowhere_is_an_erreur_at_its_line(tmp_path: Path, typed: str, code: str) -> None:
    site = site_of(tmp_path, f"Voir [ici]({typed}).")
    site.build()

    assert site.errors() == (code,)
    (fault,) = (item for item in site.last.diagnostics if item.stops)
    assert (NOTE, 7) == (fault.place.path, fault.place.line)
    assert typed in fault.place.excerpt


def test_a_link_to_no_place_of_a_page_is_an_avertissement_and_leads_to_the_page(tmp_path: Path) -> None:
    site = site_of(tmp_path, "Voir [ici](2016-05-02-guide.md#nulle-part) et [là](#nulle-part).")
    summary = site.build()

    assert [("ancre-inconnue", NOTE, 7)] * 2 == [
        (item.code, item.place.path, item.place.line) for item in summary.diagnostics
    ]
    assert "« #ou-le-trouver »" in summary.diagnostics[0].hint
    assert '<a href="../../../05/02/guide/">ici</a> et là.' in site.page("/2016/06/20/note/")


@pytest.mark.parametrize(
    ("body", "codes"),
    [
        ("Avant <!-- à revoir\n\n[le guide](guide.txt)\n\n--> après", {("lien-brise", 9)}),
        ("<!-- à revoir\n\n[le guide](guide.txt)\n\n-->", set()),
        ("`[a](b.md)` [a](b.md)", {("lien-brise", 7)}),
        ("<a href='b.md'>x", {("lien-brise", 7)}),
        ("[le guide](guide.txt 'Le guide de l'été')", {("lien-brise", 7)}),
        ("<iframe src='b.md' title='Film'></iframe>", set()),
    ],
)
def test_a_link_is_an_erreur_where_a_page_shows_it_and_only_there(
    tmp_path: Path, body: str, codes: set[tuple[str, int]]
) -> None:
    site = site_of(tmp_path, body)
    site.build()

    assert codes == {(item.code, item.place.line) for item in site.last.diagnostics if item.stops}


def test_a_link_to_a_scheduled_post_is_no_fault_once_it_is_published(tmp_path: Path) -> None:
    site = site_of(tmp_path, "Voir [ici](2016-09-01-rentree.md).")
    site.build(dt.date(2016, 9, 1))

    assert site.errors() == ()


def test_a_scheduled_post_may_link_to_another(tmp_path: Path) -> None:
    site = site_of(tmp_path, "Rien.")
    site.add(
        "content/articles/2016-09-02-suite.md", f"---\ntitre: Suite\n---\n\n[Avant]({Path(LATER).name}).\n"
    )
    summary = site.build()

    assert summary.diagnostics == ()


def test_a_title_in_a_link_changes_only_the_page_that_types_it(tmp_path: Path) -> None:
    site = site_of(tmp_path, "Voir [le guide](2016-05-02-guide.md).")
    site.build()
    site.edit(GUIDE, "À l’accueil.", "À l’accueil de la Caf.")
    site.build()

    assert "2016/06/20/note/index.html" not in site.rendered()


# -- files -----------------------------------------------------------------------------------------------

PNG = PIXEL


def test_an_image_beside_the_post_is_published_beside_its_page(tmp_path: Path) -> None:
    site = site_of(tmp_path, "![Une crèche](creche.png)", "image:\n  fichier: photo.png\n  alt: La façade\n")
    site.add("content/articles/creche.png", PNG)
    site.add("content/articles/photo.png", PNG)
    site.add("content/articles/autre.png", PNG)
    site.build()

    folder = site.output / "2016/06/20/note"
    made = {path.name for path in folder.iterdir()}
    assert {"creche.png", "index.html", "photo.png", "photo-partage.jpg", "photo-1.webp"} == made
    assert 'src="creche.png"' in site.page("/2016/06/20/note/")


def test_a_file_of_the_common_folder_is_copied_once(tmp_path: Path) -> None:
    site = site_of(tmp_path, "![Logo](logo.png)", "piece_jointe:\n  fichier: guide.pdf\n  titre: Le guide\n")
    site.add("content/medias/logo.png", PNG)
    site.add("content/medias/guide.pdf", b"%PDF-1.7")
    site.add("content/medias/inutile.pdf", b"%PDF-1.4")
    site.build()

    assert {"guide.pdf", "logo.png"} == {path.name for path in (site.output / "medias").iterdir()}
    assert "(PDF, 1\u00a0ko)" in site.page("/2016/06/20/note/")


def test_other_bytes_of_an_image_of_the_same_size_render_no_page(tmp_path: Path) -> None:
    site = site_of(tmp_path, "![Une crèche](creche.png)")
    site.add("content/articles/creche.png", PNG)
    site.build()
    site.add("content/articles/creche.png", written(Image.new("RGB", (1, 1), "red"), "PNG"))
    site.build()

    assert {"2016/06/20/note/creche.png"} == site.rendered()


def test_an_image_that_no_page_shows_any_more_is_removed(tmp_path: Path) -> None:
    site = site_of(tmp_path, "![Une crèche](creche.png)")
    site.add("content/articles/creche.png", PNG)
    site.build()
    site.edit(NOTE, "![Une crèche](creche.png)", "Sans image.")
    site.build()

    assert {"2016/06/20/note/creche.png"} == site.pruned()


def test_the_files_of_a_draft_are_not_copied(tmp_path: Path) -> None:
    site = site_of(tmp_path, "![Une crèche](creche.png)", "brouillon: oui\npiece_jointe: guide.pdf\n")
    site.add("content/articles/creche.png", PNG)
    site.add("content/articles/guide.pdf", b"%PDF-1.7")
    site.build()

    assert not list(site.output.rglob("creche.png"))
    assert not list(site.output.rglob("guide.pdf"))


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ("image: absente.png\n", "fichier-introuvable"),
        ("image: guide.pdf\n", "fichier-non-admis"),
        ("piece_jointe: script.exe\n", "fichier-non-admis"),
        ("piece_jointe: ../../bulletin.toml\n", "fichier-introuvable"),
        ("piece_jointe: /etc/passwd\n", "fichier-introuvable"),
    ],
)
def test_a_file_that_cannot_be_shown_is_an_erreur(tmp_path: Path, keys: str, code: str) -> None:
    site = site_of(tmp_path, "Texte.", keys)
    site.add("content/articles/guide.pdf", b"%PDF-1.7")
    site.add("content/articles/script.exe", b"MZ")
    site.build()

    assert site.errors() == (code,)


@pytest.mark.parametrize(
    ("body", "name", "admitted"),
    [
        ("![Une crèche](photo.heic)", "photo.heic", "webp"),
        ("![Une crèche](guide.pdf)", "guide.pdf", "webp"),
        ("[la note](note.doc)", "note.doc", "docx"),
    ],
)
def test_a_file_of_a_kind_that_is_not_taken_is_an_erreur_with_the_kinds_that_are(
    tmp_path: Path, body: str, name: str, admitted: str
) -> None:
    site = site_of(tmp_path, body)
    site.add(f"content/articles/{name}", b"...")
    site.build()

    (fault,) = (item for item in site.last.diagnostics if item.stops)
    assert ("fichier-non-admis", NOTE, 7) == (fault.code, fault.place.path, fault.place.line)
    assert admitted in fault.hint


def test_the_title_of_a_link_may_hold_an_apostrophe(tmp_path: Path) -> None:
    site = site_of(tmp_path, "[le guide](guide.txt 'Le guide de l'été')")
    site.add("content/articles/guide.txt", b"Le guide.")
    site.build()

    assert '<a href="guide.txt" title="Le guide de l&#x27;été">le guide</a>' in site.page("/2016/06/20/note/")


def test_a_missing_image_of_a_text_is_reported_as_a_file(tmp_path: Path) -> None:
    site = site_of(tmp_path, "![Une crèche](absente.png)")
    site.build()

    assert site.errors() == ("fichier-introuvable",)


def test_an_image_of_a_text_without_a_description_is_reported_at_its_line(tmp_path: Path) -> None:
    site = site_of(tmp_path, "![](creche.png)")
    site.add("content/articles/creche.png", PNG)
    site.build()

    (fault,) = site.last.diagnostics
    assert ("image-sans-alt", NOTE, 7) == (fault.code, fault.place.path, fault.place.line)


def test_the_signed_text_is_a_link_of_the_post_that_gives_it(tmp_path: Path) -> None:
    keys = "commune: Puteaux\nconvention: CTG 2016-2019\nsignature: 20 juin\ndocument: ctg.pdf\n"
    site = site_of(tmp_path, "Signée.", keys)
    site.add("content/articles/ctg.pdf", b"%PDF-1.7")
    site.build()

    assert 'href="ctg.pdf"' in site.page("/2016/06/20/note/")


def test_an_old_address_names_the_present_one_to_search_engines(tmp_path: Path) -> None:
    site = site_of(tmp_path, "Texte.", "alias: /ancienne/\n")
    site.build()

    assert '<link rel="canonical" href="https://bulletin.example/2016/06/20/note/">' in site.page(
        "/ancienne/"
    )


def test_a_link_out_of_the_content_is_never_followed(tmp_path: Path) -> None:
    site = site_of(tmp_path, "![Secret](secret.png)")
    (tmp_path / "secret.png").write_bytes(PNG)
    (site.root / "content/articles/secret.png").symlink_to(tmp_path / "secret.png")
    site.build()

    assert "fichier-refuse" in site.errors()


# -- the severity of diagnostics -------------------------------------------------------------------------


def test_strict_makes_an_avertissement_stop_the_build(tmp_path: Path) -> None:
    site = site_of(tmp_path, "Texte.", "image: photo.png\n")
    site.add("content/articles/photo.png", PNG)
    assert ("image-sans-alt",) == tuple(item.code for item in site.build().diagnostics)
    assert site.errors() == ()

    site.build(is_strict=True)

    assert ("image-sans-alt",) == site.errors()


def test_an_avertissement_that_the_site_ignores_is_not_reported_even_with_strict(tmp_path: Path) -> None:
    site = site_of(tmp_path, "Texte.", "image: photo.png\n")
    site.add("content/articles/photo.png", PNG)
    config = (site.root / "bulletin.toml").read_text("utf-8")
    site.add("bulletin.toml", config + '\n[redaction]\nignorer = ["image-sans-alt"]\n')
    summary = site.build(is_strict=True)

    assert summary.diagnostics == ()


def test_all_the_faults_of_all_the_files_are_reported_at_once(tmp_path: Path) -> None:
    site = site_of(
        tmp_path, "[Rien](rien.md) et [rien](autre.md).", "commune: Nulle Part\nimage: absente.png\n"
    )
    site.edit(GUIDE, "titre: Un guide", "tire: Un guide")
    site.build()

    assert {"commune-inconnue", "cle-inconnue", "lien-brise"} <= set(site.errors())
    assert {NOTE, GUIDE} == {item.place.path for item in site.last.diagnostics}


def test_with_an_erreur_the_site_that_was_there_stays(tmp_path: Path) -> None:
    site = site_of(tmp_path, "Texte.")
    site.build()
    site.edit(NOTE, "Texte.", "[Rien](rien.md)")
    site.build()

    assert site.errors() == ("lien-brise",)
    assert "Texte." in site.page("/2016/06/20/note/")


def test_with_an_erreur_no_output_folder_is_made(tmp_path: Path) -> None:
    site = site_of(tmp_path, "[Rien](rien.md)")
    site.build()

    assert not site.output.exists()
