"""A numero as a page, as an e-mail (its letter) and as a printed file, all from the same posts."""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import html5lib
import pytest
from pypdf import PdfReader
from support.checkout import DEFAULT_THEME
from support.folders import tree
from support.parsed_letter import Letter, read_letter
from support.pictures import PIXEL
from support.small_site import CONFIG_OF_PARIS, DAY, SmallSite

from bulletin.diagnostics import UsageFault
from bulletin.rendering import optional

EDITO = "content/articles/2016-07-01-edito.md"
PAGE = "/numeros/2016-07/"
LETTER = "/numeros/2016-07/lettre.html"
TEXT = "/numeros/2016-07/lettre.txt"
PDF = "numeros/2016-07/2016-07.pdf"
POSTS = """\
-- content/articles/2016-07-01-edito.md --
---
titre: Édito : un été bien rempli
type: edito
auteur: Caroline Gugenheim
fonction: directeur
numero: 2016-07
---

Un **mot** d'abord, et [un article](2016-07-02-creche.md), et [un autre site](https://www.caf.fr/).

![Un arbre](arbre.png)

## Ce qui vient

- la rentrée
- les vacances, avec un item assez long pour qu'une seule ligne de soixante-douze caractères n'y suffise pas

| Ville | Places |
| --- | --- |
| Puteaux | 9 |

Voir [plus haut](#ce-qui-vient).
-- content/articles/2016-07-02-creche.md --
---
titre: Une crèche à Puteaux
type: dossier
commune: Puteaux
resume: Neuf places de plus.
numero: 2016-07
images:
  - fichier: arbre.png
    alt: Un arbre devant la crèche
    credit: Caf
---

## Une cour

Le texte entier du dossier.
-- content/articles/2016-07-03-breve.md --
---
titre: Une brève
numero: 2016-07
---

Le texte de la brève.
-- content/articles/2016-05-01-ancien.md --
---
titre: Un ancien article
numero: 2016-05
---

Du mois de mai.
-- content/numeros/2016-07.md --
---
titre: Un numéro d'été
date: 2016-07
---

Bienvenue dans ce numéro.
"""


def config(*, lettre: bool = False, pdf: bool = False) -> str:
    made = f"[numeros]\nlettre = {str(lettre).lower()}\npdf = {str(pdf).lower()}\n"
    return f"-- bulletin.toml --\n{CONFIG_OF_PARIS}\n{made}"


def numero_site(folder: Path, *, lettre: bool = False, pdf: bool = False) -> SmallSite:
    site = SmallSite(folder, config(lettre=lettre, pdf=pdf) + POSTS)
    site.add("content/articles/arbre.png", PIXEL)
    site.build()
    assert () == site.errors()
    return site


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    return numero_site(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    return numero_site(tmp_path_factory.mktemp("mailed"), lettre=True)


@pytest.fixture(scope="module")
def letter(mailed: SmallSite) -> Letter:
    return read_letter(mailed.page(LETTER))


# -- the page --------------------------------------------------------------------------------------------


def test_the_page_gives_the_editorial_in_full_then_the_contents(plain: SmallSite) -> None:
    page = plain.page(PAGE)

    expected = [
        "Un numéro d’été",
        "Bienvenue",
        "Édito",
        "Ce qui vient",
        "Dans ce numéro",
        "Dossiers",
        "Neuf places",
    ]
    places = [page.index(text, page.index("<main")) for text in expected]
    assert sorted(places) == places
    assert "Le texte entier du dossier" not in page
    assert '<h3 id="e1-ce-qui-vient">' in page


def test_numeros_link_to_one_another(plain: SmallSite) -> None:
    assert re.search(r'href="../2016-05/" rel="prev"', plain.page(PAGE))
    assert 'rel="next"' not in plain.page(PAGE)
    assert re.search(r'href="../2016-07/" rel="next"', plain.page("/numeros/2016-05/"))


def test_letters_and_printed_files_are_made_only_if_the_site_asks_for_them(plain: SmallSite) -> None:
    made = {path for path in tree(plain.output) if path.startswith("numeros/")}
    assert {f"numeros/{name}index.html" for name in ("", "2016-05/", "2016-07/")} == made
    assert "lettre.html" not in plain.page(PAGE)


def test_the_page_leads_to_the_forms_that_are_made(mailed: SmallSite) -> None:
    page = mailed.page(PAGE)

    assert 'href="lettre.html"' in page
    assert 'href="lettre.txt"' in page
    assert ".pdf" not in page


# -- the letter ------------------------------------------------------------------------------------------


def test_a_letter_is_valid_html(mailed: SmallSite) -> None:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(mailed.page(LETTER))
    assert [] == [code for _, code, _ in parser.errors]


def test_a_letter_loads_nothing_and_runs_nothing(letter: Letter) -> None:
    assert set() == letter.tags & {"img", "script", "iframe", "object", "video", "audio", "form"}
    assert [("canonical", "https://bulletin.example/numeros/2016-07/")] == letter.resources
    assert "url(" not in letter.text
    assert "@import" not in letter.text


def test_every_link_of_a_letter_is_absolute(letter: Letter) -> None:
    assert [] == [link for link in letter.links if not link.startswith(("https://", "mailto:"))]
    assert "https://bulletin.example/2016/07/02/creche/" in letter.links
    assert "https://bulletin.example/numeros/2016-07/" in letter.links


def test_a_picture_in_the_text_becomes_a_link_that_says_what_it_shows(letter: Letter) -> None:
    assert letter.links["https://bulletin.example/2016/07/01/edito/arbre.png"] == "Un arbre"


def test_styles_stand_on_the_elements_and_the_dark_scheme_in_the_head(mailed: SmallSite) -> None:
    page = mailed.page(LETTER)

    assert re.search(r'<body style="[^"]*color', page)
    assert re.search(r'<h1 style="', page)
    assert "prefers-color-scheme: dark" in page
    assert ".feuille" not in page


def test_a_letter_starts_with_what_a_mailbox_shows_beside_its_subject(mailed: SmallSite) -> None:
    body = mailed.page(LETTER).partition("<body")[2]
    assert re.match(r'[^>]*>\s*<div class="apercu" style="[^"]*display: none[^"]*">Un mot d’abord', body)


def test_a_letter_has_the_editorial_in_full_and_the_summaries_of_the_rest(letter: Letter) -> None:
    assert "la rentrée" in letter.words
    assert "Neuf places de plus." in letter.words
    assert "Le texte entier du dossier" not in letter.words


def test_a_letter_is_made_twice_with_the_same_bytes(mailed: SmallSite) -> None:
    again = mailed.on(DAY)
    for address in (LETTER, TEXT):
        assert mailed.page(address).encode() == again[address.removeprefix("/")]


def test_a_letter_is_light(mailed: SmallSite) -> None:
    assert len(mailed.page(LETTER).encode()) < 100_000


# -- its plain text --------------------------------------------------------------------------------------


def test_the_text_says_all_that_the_letter_says(mailed: SmallSite, letter: Letter) -> None:
    text = " ".join(mailed.page(TEXT).split())
    assert [] == [title for title in letter.headings if " ".join(title.split()) not in text]
    for words in ("Bienvenue dans ce numéro.", "- la rentrée", "Puteaux | 9", "Neuf places de plus."):
        assert words in text


def test_lines_of_the_text_are_short_and_links_stand_alone(mailed: SmallSite) -> None:
    lines = mailed.page(TEXT).splitlines()
    assert [] == [line for line in lines if len(line) > 72 and "https://" not in line]
    assert [] == [line for line in lines if "https://" in line and len(line.split()) > 1]
    assert [] == [line for line in lines if "<" in line or "**" in line]


def test_the_text_has_the_links_of_the_letter(mailed: SmallSite, letter: Letter) -> None:
    found = set(mailed.page(TEXT).split())
    legal = ("/mentions-legales/", "/donnees-personnelles/", "/accessibilite/")
    wanted = {link for link in letter.links if not link.endswith(legal)}
    assert set() == wanted - found


# -- what changes them -----------------------------------------------------------------------------------


def test_the_text_of_an_article_changes_no_letter_and_its_title_does(
    mailed: SmallSite, tmp_path: Path
) -> None:
    site = mailed.copy(tmp_path)
    files = {"index.html", "lettre.html", "lettre.txt"}

    site.edit("content/articles/2016-07-02-creche.md", "Le texte entier", "Tout le texte")
    site.build()
    assert set() == {path for path in site.rendered() if path.startswith("numeros/")}

    site.edit("content/articles/2016-07-02-creche.md", "Une crèche à Puteaux", "Une autre crèche")
    site.build()
    assert {f"numeros/2016-07/{name}" for name in files} == {
        path for path in site.rendered() if path.startswith("numeros/")
    }


def test_the_styles_of_letters_change_letters_alone(mailed: SmallSite, tmp_path: Path) -> None:
    site = mailed.copy(tmp_path)
    for path, content in tree(DEFAULT_THEME).items():
        site.add(f"themes/defaut/{path}", content)
    site.build()
    assert set() == site.rendered()

    site.edit("themes/defaut/static/lettre.css", "font-size: 28px", "font-size: 30px")
    site.build()

    letters = {"numeros/2016-05/lettre.html", "numeros/2016-07/lettre.html"}
    assert letters | {"static/lettre.css"} == site.rendered()


# -- the printed file ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    try:
        optional.printer()
    except UsageFault as fault:
        pytest.skip(f"{fault.message} {fault.hint}")
    return numero_site(tmp_path_factory.mktemp("printed"), pdf=True)


@pytest.fixture(scope="module")
def reader(printed: SmallSite) -> PdfReader:
    return PdfReader(BytesIO((printed.output / PDF).read_bytes()))


@pytest.mark.slow
def test_a_numero_is_printed_twice_with_the_same_bytes(printed: SmallSite) -> None:
    assert (printed.output / PDF).read_bytes() == printed.on(DAY)[PDF]


@pytest.mark.slow
def test_what_is_printed_is_tagged_and_says_its_language_and_title(reader: PdfReader) -> None:
    catalogue: Any = reader.root_object
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/StructTreeRoot"]["/K"]
    assert "fr" == catalogue["/Lang"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b'pdfuaid:part="1"' in catalogue["/Metadata"].get_data()
    assert reader.metadata is not None
    assert "Un numéro d’été – Le bulletin de la Caf" == reader.metadata.title


@pytest.mark.slow
def test_what_is_printed_is_a4_and_holds_the_whole_of_every_article(reader: PdfReader) -> None:
    assert {(595, 842)} == {
        (round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages
    }
    text = " ".join("".join(page.extract_text() for page in reader.pages).split())
    for words in ("Bienvenue dans ce numéro.", "la rentrée", "Le texte entier du dossier.", "de la brève"):
        assert words in text


@pytest.mark.slow
def test_what_is_printed_has_a_bookmark_for_every_article(reader: PdfReader) -> None:
    assert {"Édito\u00a0: un été bien rempli", "Une crèche à Puteaux", "Une brève"} <= set(
        _bookmarks(reader.outline)
    )


def _bookmarks(outline: object) -> list[str]:
    if isinstance(outline, list):
        return [title for one in outline for title in _bookmarks(one)]
    return [str(getattr(outline, "title", ""))]


@pytest.mark.slow
def test_fonts_are_those_of_the_theme_and_are_embedded(reader: PdfReader) -> None:
    resources: list[Any] = [page["/Resources"] for page in reader.pages]
    fonts = {font.get_object()["/BaseFont"] for each in resources for font in each["/Font"].values()}
    assert fonts
    assert [] == [name for name in fonts if "Atkinson" not in name]


@pytest.mark.slow
def test_a_picture_is_printed_with_its_alternative(reader: PdfReader) -> None:
    assert 2 == len({image.name for page in reader.pages for image in page.images})
    assert {"Un arbre", "Un arbre devant la crèche"} == _alternatives(reader.root_object)


def _alternatives(node: object) -> set[str]:
    found: set[str] = set()
    if isinstance(node, list):
        for one in node:
            found |= _alternatives(one.get_object())
    elif isinstance(node, dict):
        if "/Alt" in node:
            found.add(str(node["/Alt"]))
        for name in ("/StructTreeRoot", "/K"):
            if name in node:
                found |= _alternatives(node[name].get_object())
    return found


@pytest.mark.slow
def test_a_file_that_was_not_given_is_not_read(printed: SmallSite) -> None:
    """Neither from the disk nor from another host, which the fingerprint does not cover."""
    secret = printed.root / "secret.css"
    secret.write_text("h1 { display: none }", encoding="utf-8")
    page = '<html lang="fr"><title>T</title>{}<h1>Un titre</h1>'
    url = "https://bulletin.example/n.pdf"
    asked: list[str] = []

    def read() -> bytes:
        asked.append("given")
        return b"h1 { color: red }"

    made = optional.printer()(page.format(f'<link rel=stylesheet href="{secret.as_uri()}">'), url, {})
    given = {"https://bulletin.example/a.css": read}
    optional.printer()(page.format('<link rel=stylesheet href="a.css">'), url, given)

    assert "Un titre" in PdfReader(BytesIO(made)).pages[0].extract_text()
    assert ["given"] == asked


# -- without the libraries -------------------------------------------------------------------------------


def test_a_missing_library_is_named_before_anything_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(optional, "find_spec", lambda _: None)
    site = SmallSite(tmp_path, config(pdf=True) + POSTS)

    with pytest.raises(UsageFault) as caught:
        site.build()

    assert 2 == caught.value.exit_status
    assert "pip install weasyprint" in caught.value.hint
    assert "pdf = false" in caught.value.hint
    assert {} == tree(site.output)


def test_a_site_that_prints_nothing_does_not_need_the_library_of_the_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(optional, "find_spec", lambda _: None)
    monkeypatch.setattr(optional, "import_module", lambda name: pytest.fail(f"{name} was loaded"))
    assert (numero_site(tmp_path, lettre=True).output / "numeros").is_dir()


def test_a_site_without_letters_does_not_load_what_inlines_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "css_inline", None)
    assert (numero_site(tmp_path).output / "numeros").is_dir()
    with pytest.raises(ImportError):
        numero_site(tmp_path / "letters", lettre=True)


def test_without_pango_the_package_to_install_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise OSError(f"cannot load library of {name}")

    monkeypatch.setattr(optional, "import_module", broken)
    with pytest.raises(UsageFault, match="bibliothèque") as caught:
        optional.printer()
    assert "libpango-1.0-0" in caught.value.hint
