"""Addresses never disappear, each has one source, and a build overwrites no unowned file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from support.folders import tree
from support.small_site import CONFIG_OF_PARIS, DAY, SmallSite

from bulletin.build.conductor import prepare
from bulletin.build.prepared import Order
from bulletin.build.published_addresses import completed

POSTS = "".join(
    f"-- content/articles/2016-0{month}-01-note.md --\n---\ntitre: Note {month}\n---\n\nTexte {month}.\n"
    for month in range(1, 8)
)
NOTE = "content/articles/2016-07-01-note.md"


def post(titre: str, keys: str = "") -> str:
    """A post of one line."""
    return f"---\ntitre: {titre}\n{keys}---\n\nTexte.\n"


def messages(site: SmallSite, code: str) -> list[str]:
    """The messages of the last build that have this code."""
    return [item.message for item in site.last.diagnostics if item.code == code]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """The site of ``POSTS``, built once for all tests."""
    site = SmallSite(tmp_path_factory.mktemp("built"), POSTS, config=CONFIG_OF_PARIS)
    site.build()
    assert site.errors() == ()
    return site


@pytest.fixture
def site(built: SmallSite, tmp_path: Path) -> SmallSite:
    """A copy of the built site, to be edited."""
    return built.copy(tmp_path)


# -- aliases ---------------------------------------------------------------------------------------------


def test_an_alias_that_ends_in_html_is_written_as_that_file(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, POSTS, config=CONFIG_OF_PARIS)
    site.edit(NOTE, "titre: Note 7", "titre: Note 7\nalias:\n  - /2014/11/forum.html\n  - /ancienne/adresse")
    site.build()

    assert 'href="../../2016/07/01/note/"' in site.page("/2014/11/forum.html")
    assert 'href="../../2016/07/01/note/"' in site.page("/ancienne/adresse/")
    assert "forum.html" not in site.page("/sitemap.xml")


def test_an_alias_may_be_written_with_the_address_of_the_site(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, POSTS, config=CONFIG_OF_PARIS)
    site.edit(NOTE, "titre: Note 7", "titre: Note 7\nalias: https://bulletin.example/vieux/")
    site.build()

    assert "/2016/07/01/note/" in site.page("/vieux/")


@pytest.mark.parametrize(
    "alias", ["https://ailleurs.example/x/", "//ailleurs.example/x", "/../x/", "mailto:a@b.fr"]
)
def test_an_alias_that_leaves_the_site_is_an_erreur_that_names_both(tmp_path: Path, alias: str) -> None:
    site = SmallSite(tmp_path, POSTS, config=CONFIG_OF_PARIS)
    site.edit(NOTE, "titre: Note 7", f"titre: Note 7\nalias: {alias}")
    site.build()

    assert site.errors() == ("alias-hors-du-site",)
    (fault,) = (item for item in site.last.diagnostics if item.stops)
    assert (NOTE, 3) == (fault.place.path, fault.place.line)
    assert alias in fault.message


def test_an_alias_equal_to_the_address_of_its_own_post_is_no_fault(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, POSTS, config=CONFIG_OF_PARIS)
    site.edit(NOTE, "titre: Note 7", "titre: Note 7\nalias: /2016/07/01/note/")
    site.build()

    assert site.errors() == ()
    assert "Texte 7." in site.page("/2016/07/01/note/")


# -- two sources of one address --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "text", "address", "other"),
    [
        ("content/articles/autres/2016-07-01-note.md", post("Double"), "/2016/07/01/note/", NOTE),
        (
            "content/articles/2016-07-02-x.md",
            post("Alias", "alias: /2016/07/01/note/\n"),
            "/2016/07/01/note/",
            NOTE,
        ),
        (
            "content/articles/2016-07-02-x.md",
            post("Alias", "alias: /2016/07/01/Note/\n"),
            "/2016/07/01/note/",
            NOTE,
        ),
        (
            "content/articles/2016-07-02-x.md",
            post("Alias", "alias: /communes/\n"),
            "/communes/",
            "l’index des communes",
        ),
        ("content/pages/archives.md", post("Page"), "/archives/", "la page des archives"),
        ("content/pages/2016/07.md", post("Page"), "/2016/07/", "la page « Juillet 2016 »"),
    ],
)
def test_two_sources_of_one_address_are_an_erreur_that_names_both(
    tmp_path: Path, path: str, text: str, address: str, other: str
) -> None:
    site = SmallSite(tmp_path, POSTS, config=CONFIG_OF_PARIS)
    site.add(path, text)
    site.build()

    assert site.errors() == ("adresse-double",)
    (message,) = messages(site, "adresse-double")
    assert path in message
    assert other in message
    assert address.casefold() in message.casefold()


def test_a_file_where_a_folder_must_be_is_an_erreur_that_names_both(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, POSTS, config=CONFIG_OF_PARIS)
    site.add("content/articles/2016-07-02-x.md", post("Un", "alias: /vieux.html\n"))
    site.add("content/articles/2016-07-03-y.md", post("Deux", "alias: /vieux.html/suite/\n"))
    site.build()

    (message,) = messages(site, "adresse-double")
    assert "2016-07-02-x.md" in message
    assert "2016-07-03-y.md" in message


def test_two_posts_of_one_name_on_two_days_have_two_addresses(site: SmallSite) -> None:
    assert site.errors() == ()
    assert "Texte 6." in site.page("/2016/06/01/note/")


# -- unowned files ---------------------------------------------------------------------------------------


def test_unowned_files_are_left_as_they_are(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, POSTS, config=CONFIG_OF_PARIS)
    site.output.mkdir()
    (site.output / "CNAME").write_text("bulletin.example\n", encoding="utf-8")
    (site.output / "2016").mkdir()
    (site.output / "2016" / "a-moi.txt").write_text("à moi", encoding="utf-8")
    site.build()
    site.delete(NOTE)
    site.build()

    assert site.errors() == ()
    assert (site.output / "CNAME").read_text("utf-8") == "bulletin.example\n"
    assert (site.output / "2016" / "a-moi.txt").read_text("utf-8") == "à moi"


def test_a_page_never_overwrites_an_unowned_file(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, POSTS, config=CONFIG_OF_PARIS)
    site.output.mkdir()
    (site.output / "index.html").write_text("à moi", encoding="utf-8")
    site.build()

    assert site.errors() == ("fichier-etranger",)
    (message,) = messages(site, "fichier-etranger")
    assert "public/index.html" in message
    assert "la page d’accueil" in message
    assert {"index.html"} == tree(site.output).keys()


def test_a_new_page_never_replaces_an_unowned_folder(site: SmallSite) -> None:
    (site.output / "vieux.html").mkdir()
    (site.output / "vieux.html" / "a-moi.txt").write_text("à moi", encoding="utf-8")
    site.edit(NOTE, "titre: Note 7", "titre: Note 7\nalias: /vieux.html")
    site.build()

    assert site.errors() == ("fichier-etranger",)


def test_an_orphan_edited_by_hand_stays_and_is_reported(site: SmallSite) -> None:
    page = site.output / "2016/07/01/note/index.html"
    page.write_text("corrigé à la main", encoding="utf-8")
    site.delete(NOTE)
    site.build()

    assert site.last.left == ("2016/07/01/note/index.html",)
    assert page.read_text("utf-8") == "corrigé à la main"


# -- a folder that loses its pages -----------------------------------------------------------------------


def test_a_folder_that_lost_more_than_half_of_its_pages_is_refused(site: SmallSite) -> None:
    for month in range(1, 5):
        site.delete(f"content/articles/2016-0{month}-01-note.md")
    site.build()
    assert site.errors() == ("site-retreci",)
    assert "Texte 1." in site.page("/2016/01/01/note/")

    site.build(allow_shrink=True)

    assert site.errors() == ()
    assert "2016/01/01/note/index.html" in site.pruned()


def test_a_folder_that_lost_less_than_half_is_built(site: SmallSite) -> None:
    for month in range(1, 4):
        site.delete(f"content/articles/2016-0{month}-01-note.md")
    site.build()

    assert site.errors() == ()


def test_conventions_that_no_source_reports_any_more_count_as_lost(tmp_path: Path) -> None:
    communes = ("Puteaux", "Suresnes", "Nanterre", "Colombes")
    site = SmallSite(
        tmp_path,
        "".join(
            f"-- content/conventions/ctg-{name.lower()}-2016.md --\n"
            f"---\nnature: CTG\ncommune: {name}\nperiode: 2016-2019\n---\n"
            for name in communes
        ),
        config=CONFIG_OF_PARIS,
    )
    site.build()
    for name in communes[:3]:
        site.delete(f"content/conventions/ctg-{name.lower()}-2016.md")
    site.build()

    assert site.errors() == ("site-retreci",)


def test_scheduled_posts_are_not_lost(site: SmallSite) -> None:
    site.build(dt.date(2016, 1, 1))

    assert site.errors() == ()
    assert site.last.left_out.programmes == 6


def test_posts_that_are_moved_with_an_alias_are_not_lost(site: SmallSite) -> None:
    for month in range(1, 8):
        site.edit(
            f"content/articles/2016-0{month}-01-note.md",
            f"titre: Note {month}",
            f"titre: Note {month}\nslug: note-{month}\nalias: /2016/0{month}/01/note/",
        )
    site.build()

    assert site.errors() == ()


# -- adresses.txt ----------------------------------------------------------------------------------------

IDENTITY = """\
production = true

[caf]
siret = "35600000000048"
adresse = "1 rue des Écoles, 92000 Nanterre"
telephone = "01 23 45 67 89"
courriel = "contact@bulletin-de-la-caf.fr"
"""
MENTIONS = """
[mentions]
directeur_publication = "Camille Martin"
responsable_redaction = "Claude Durand"
hebergeur = { nom = "L’Hébergeur", adresse = "2 rue du Parc, 75001 Paris", telephone = "01 98 76 54 32" }
"""
PRODUCTION = (
    "-- bulletin.toml --\n"
    + CONFIG_OF_PARIS.replace("[caf]\n", IDENTITY).replace("bulletin.example", "bulletin-de-la-caf.fr")
    + MENTIONS
)


def published(folder: Path, text: str) -> SmallSite:
    """A site in production, all of whose addresses are listed."""
    site = SmallSite(folder, PRODUCTION + text)
    artifacts = prepare(site.root, Order(day=DAY)).plan.artifacts
    site.add("adresses.txt", completed("", artifacts))
    site.build()
    assert site.errors() == ()
    return site


@pytest.fixture(scope="module")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """The site of ``POSTS`` in production, built once for all tests."""
    return published(tmp_path_factory.mktemp("published"), POSTS)


@pytest.fixture
def public(published_once: SmallSite, tmp_path: Path) -> SmallSite:
    """A copy of that site, to be edited."""
    return published_once.copy(tmp_path)


def test_in_production_an_address_that_vanishes_is_an_erreur_at_its_line(public: SmallSite) -> None:
    public.edit(NOTE, "titre: Note 7", "titre: Note 7\nslug: autre")
    public.build()

    assert public.errors() == ("adresse-perdue",)
    (fault,) = (item for item in public.last.diagnostics if item.stops)
    lines = (public.root / "adresses.txt").read_text("utf-8").splitlines()
    assert lines[fault.place.line - 1] == f"/2016/07/01/note/\t{NOTE}"


@pytest.mark.parametrize(
    "keys",
    [
        "slug: autre\nalias: /2016/07/01/note/\n",
        "retire:\n  motif: Erreur.\n  le: 2016-07-15\n",
        "expire: 2016-07-15\n",
    ],
    ids=["alias", "retire", "expire"],
)
def test_in_production_an_alias_a_withdrawal_or_an_expiry_keeps_the_address(
    public: SmallSite, keys: str
) -> None:
    public.edit(NOTE, "titre: Note 7\n", f"titre: Note 7\n{keys}")
    public.build()

    assert public.errors() == ()


def test_in_production_a_draft_keeps_the_address_that_was_listed_when_it_was_created(tmp_path: Path) -> None:
    site = published(tmp_path, POSTS + f"-- content/articles/2016-07-02-autre.md --\n{post('Autre')}")
    site.edit(NOTE, "titre: Note 7\n", "titre: Note 7\nbrouillon: oui\n")
    site.build()

    assert site.errors() == ()


def test_in_production_a_build_for_an_earlier_day_loses_no_address(public: SmallSite) -> None:
    public.build(dt.date(2016, 1, 1))

    assert public.errors() == ()


def test_in_production_a_convention_disappears_with_its_withdrawn_post(tmp_path: Path) -> None:
    path = "content/articles/2016-05-20-cej.md"
    site = published(
        tmp_path,
        POSTS
        + f"-- {path} --\n"
        + post("CEJ", "commune: Puteaux\nconvention: CEJ 2015-2018\nsignature: 5 mai\n"),
    )
    site.edit(path, "titre: CEJ", "titre: CEJ\nretire:\n  motif: Erreur.\n  le: 2016-07-15")
    site.build()

    assert site.errors() == ()
    assert not (site.output / "conventions/cej-puteaux-2015").exists()
