"""After one edit of a built site, exactly these files are rendered."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from support.folders import tree
from support.small_site import CONFIG_OF_PARIS, SITE_FEEDS, SmallSite, calendar, followed, post_of, rubrique

GUIDE = "content/articles/2016-05-02-guide.md"
EDITO = "content/articles/2016-06-20-edito.md"
CEJ = "content/articles/2016-07-11-cej-puteaux.md"
SITE = f"""\
-- content/articles/2016-04-01-villes.md --
---
titre: Trois villes
communes: Puteaux, Suresnes, Nanterre
epci: Paris Ouest La Défense
---

Trois villes, qui ont ainsi chacune leur page.
-- {GUIDE} --
---
titre: Un guide pour les familles
theme: petite-enfance
---

Un guide présente les aides aux familles.

Il se retire à l’accueil.
-- {EDITO} --
---
titre: Le mot du directeur
type: edito
---

L’été commence.
-- {CEJ} --
---
titre: Signature d'un CEJ à Puteaux
commune: Puteaux
convention: CEJ 2015-2018
signature: 5 juillet
---

La Ville et la Caf ont signé.

La suite du texte.
"""
CEJ_PAGE = "2016/07/11/cej-puteaux/index.html"
CITIES_PAGE = "2016/04/01/villes/index.html"
EDITO_PAGE = "2016/06/20/edito/index.html"
CONVENTION = followed("conventions/cej-puteaux-2015")
CONVENTION_PAGE = {"conventions/cej-puteaux-2015/index.html"}
FULL_FEEDS = SITE_FEEDS | {"signatures/rss.xml", "conventions/cej-puteaux-2015/rss.xml"}
"""The feeds that hold the whole text of the signature."""
FOLLOWED = {"flux/index.html", "flux.opml"}
"""They list every feed."""
REGISTER = {"conventions/index.html"}
GROUPINGS_OF_PUTEAUX = {
    "epci/200054781-metropole-du-grand-paris/index.html",
    "epci/200057982-paris-ouest-la-defense/index.html",
}
"""Their pages show the conventions of their communes."""


HOME = {"index.html"}
COUNTS = {"archives/index.html"}
TITLES = {"plan-du-site/index.html"}
SITE_PLAN = TITLES | {"sitemap.xml"}
PUTEAUX = followed("communes/92062-puteaux")
SURESNES = followed("communes/92073-suresnes")
NANTERRE = followed("communes/92050-nanterre")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> SmallSite:
    """The site before any edit, built once for all tests."""
    site = SmallSite(tmp_path_factory.mktemp("built"), SITE, config=CONFIG_OF_PARIS)
    site.build()
    assert site.errors() == ()
    return site


@pytest.fixture
def site(built: SmallSite, tmp_path: Path) -> SmallSite:
    """A copy of the built site, to be edited."""
    return built.copy(tmp_path)


def test_without_an_edit_nothing_is_rendered(site: SmallSite) -> None:
    site.build()

    assert site.last.rendered == ()
    assert site.last.pruned == ()


def test_a_typo_in_a_body_reaches_the_post_and_the_feeds_alone(site: SmallSite) -> None:
    site.edit(CEJ, "La suite du texte.", "La fin du texte.")
    site.build()

    assert site.rendered() == {CEJ_PAGE} | FULL_FEEDS


def test_a_typo_in_the_first_paragraph_also_reaches_the_lists_that_quote_it(site: SmallSite) -> None:
    site.edit(CEJ, "ont signé.", "ont signé hier.")
    site.build()

    assert site.rendered() == (
        {CEJ_PAGE} | HOME | FULL_FEEDS | calendar("07") | rubrique("signatures") | PUTEAUX
    )


def test_a_title_reaches_the_neighbour_the_convention_the_lists_and_the_feeds(site: SmallSite) -> None:
    site.edit(CEJ, "Signature d'un CEJ", "Un CEJ")
    site.build()

    assert site.rendered() == (
        post_of("2016/07/11/cej-puteaux")
        | {EDITO_PAGE}
        | CONVENTION
        | TITLES
        | HOME
        | SITE_FEEDS
        | calendar("07")
        | rubrique("signatures")
        | PUTEAUX
    )


def test_a_new_post_reaches_its_neighbour_its_lists_and_its_commune(site: SmallSite) -> None:
    site.add("content/articles/2016-07-20-neuf.md", "---\ntitre: Du neuf\ncommune: Suresnes\n---\n\nTexte.\n")
    site.build()

    assert site.pruned() == set()
    assert site.rendered() == (
        post_of("2016/07/20/neuf")
        | {CEJ_PAGE}
        | HOME
        | SITE_FEEDS
        | SITE_PLAN
        | COUNTS
        | calendar("07")
        | rubrique("actualites")
        | SURESNES
    )


def test_a_deleted_post_removes_its_page_and_its_convention(site: SmallSite) -> None:
    site.delete(CEJ)
    site.build()

    lists = {"2016/07/index.html", "signatures/2016/index.html"}
    assert site.pruned() == post_of("2016/07/11/cej-puteaux") | lists | CONVENTION
    assert site.rendered() == (
        {EDITO_PAGE, "2016/index.html", "signatures/index.html", "signatures/rss.xml"}
        | HOME
        | SITE_FEEDS
        | SITE_PLAN
        | COUNTS
        | FOLLOWED
        | REGISTER
        | PUTEAUX
        | GROUPINGS_OF_PUTEAUX
    )


def test_a_renamed_post_answers_at_its_old_address_through_an_alias(site: SmallSite) -> None:
    site.rename(GUIDE, "content/articles/2016-05-02-aides.md")
    site.edit("content/articles/2016-05-02-aides.md", "theme:", "alias: /2016/05/02/guide/\ntheme:")
    site.build()

    assert site.pruned() == {"2016/05/02/guide/partage.png"}
    assert site.rendered() == (
        post_of("2016/05/02/aides")
        | {"2016/05/02/guide/index.html", CITIES_PAGE, EDITO_PAGE}
        | followed("themes/petite-enfance")
        | HOME
        | SITE_FEEDS
        | SITE_PLAN
        | calendar("05")
        | rubrique("actualites")
    )
    assert 'href="../aides/"' in site.page("/2016/05/02/guide/")


def test_a_new_day_moves_the_post_through_the_calendar(site: SmallSite) -> None:
    site.edit(EDITO, "type: edito", "type: edito\ndate: 25 juin 2016")
    site.build()

    assert site.pruned() == post_of("2016/06/20/edito")
    assert site.rendered() == (
        post_of("2016/06/25/edito")
        | {"2016/05/02/guide/index.html", CEJ_PAGE}
        | HOME
        | SITE_FEEDS
        | SITE_PLAN
        | calendar("06")
        | rubrique("editos")
    )


def test_another_commune_moves_the_post_from_a_page_to_the_other(site: SmallSite) -> None:
    site.edit(GUIDE, "theme:", "commune: Suresnes\ntheme:")
    site.build()
    site.edit(GUIDE, "Suresnes", "Nanterre")
    site.build()

    assert site.rendered() == (
        {"2016/05/02/guide/index.html"}
        | followed("themes/petite-enfance")
        | HOME
        | SITE_FEEDS
        | calendar("05")
        | rubrique("actualites")
        | SURESNES
        | NANTERRE
    )


def test_another_period_reaches_what_shows_the_convention(site: SmallSite) -> None:
    site.edit(CEJ, "2015-2018", "2015-2019")
    site.build()

    assert site.rendered() == (
        {CEJ_PAGE, "communes/92062-puteaux/index.html"}
        | CONVENTION
        | TITLES
        | FOLLOWED
        | REGISTER
        | GROUPINGS_OF_PUTEAUX
    )


def test_the_end_of_a_convention_reaches_what_shows_its_state(site: SmallSite) -> None:
    site.build(dt.date(2018, 12, 31))
    assert site.rendered() == set()

    site.build(dt.date(2019, 1, 1))

    assert site.rendered() == (
        {"communes/92062-puteaux/index.html"} | CONVENTION_PAGE | REGISTER | GROUPINGS_OF_PUTEAUX
    )


def test_the_label_of_a_theme_reaches_the_posts_that_have_it(site: SmallSite) -> None:
    site.edit("bulletin.toml", "Petite enfance", "Tout-petits")
    site.build()

    assert site.rendered() == (
        {"2016/05/02/guide/index.html", "themes/index.html", "actualites/rss.xml"}
        | followed("themes/petite-enfance")
        | SITE_FEEDS
        | FOLLOWED
    )


def pages_of(site: SmallSite) -> set[str]:
    """Every page of the output, but for the open data, which ``rendered`` leaves out."""
    found = {path.relative_to(site.output).as_posix() for path in site.output.rglob("*.html")}
    return {path for path in found if not path.startswith("donnees/")}


def feeds_of(site: SmallSite) -> set[str]:
    """Every feed and calendar of the output, and the list of feeds."""
    return {
        path
        for path in tree(site.output)
        if path in SITE_FEEDS or path.endswith(("/rss.xml", ".ics", ".opml"))
    }


def test_the_title_of_the_site_reaches_every_page_feed_and_drawn_image_and_no_more(site: SmallSite) -> None:
    site.edit("bulletin.toml", "Le bulletin de la Caf", "Le journal de la Caf")
    site.build()

    drawn = {path for path in tree(site.output) if path.endswith("partage.png")}
    assert site.rendered() == pages_of(site) | feeds_of(site) | drawn


def test_the_address_of_the_site_reaches_all_but_copied_files(site: SmallSite) -> None:
    site.edit("bulletin.toml", "https://bulletin.example/", "https://caf.example/bulletin/")
    site.build()

    assert site.rendered() == pages_of(site) | feeds_of(site) | {"sitemap.xml", "robots.txt"}


def test_a_setting_that_no_page_shows_renders_nothing(site: SmallSite) -> None:
    site.edit("bulletin.toml", "schema = 1", "schema = 1\n# une remarque")
    site.add(
        "bulletin.toml",
        (site.root / "bulletin.toml").read_text("utf-8") + "\n[conventions]\nalerte_mois = 3\n",
    )
    site.build()

    assert site.rendered() == set()


THEMED_CONFIG = CONFIG_OF_PARIS.replace('theme = "defaut"', 'theme = "mien"')
THEMED = (
    SITE
    + """\
-- themes/mien/theme.toml --
nom = "Le mien"
parent = "defaut"
-- themes/mien/static/style.css --
body { color: black; }
-- themes/mien/templates/archives.html --
{% extends "layout.html" %}
{% block main %}
<h1>Tous les mois</h1>
{% endblock %}
"""
)


def test_a_style_sheet_is_copied_and_renders_no_page(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, THEMED, config=THEMED_CONFIG)
    site.build()
    site.edit("themes/mien/static/style.css", "black", "navy")
    site.build()

    assert site.rendered() == {"static/style.css"}


def test_a_template_reaches_the_pages_made_with_it(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, THEMED, config=THEMED_CONFIG)
    site.build()
    site.edit("themes/mien/templates/archives.html", "Tous les mois", "Mois par mois")
    site.build()

    assert site.rendered() == {"archives/index.html"}
    assert "Mois par mois" in site.page("/archives/")


def test_a_template_that_others_extend_reaches_every_page(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, THEMED, config=THEMED_CONFIG)
    site.build()
    site.add(
        "themes/mien/templates/layout.html",
        '{% extends "defaut/layout.html" %}\n{% block kind %}article{% endblock %}\n',
    )
    site.build()

    assert site.rendered() == pages_of(site)


def test_force_renders_everything_and_changes_nothing(site: SmallSite) -> None:
    before = tree(site.output)
    site.build(force=True)

    assert site.last.kept == 0
    assert before == tree(site.output)


def test_a_file_edited_by_hand_in_the_output_is_rewritten(site: SmallSite) -> None:
    (site.output / EDITO_PAGE).write_text("abîmé", encoding="utf-8")
    (site.output / CEJ_PAGE).unlink()
    site.build()

    assert set(site.last.rendered) == {EDITO_PAGE, CEJ_PAGE}


def test_without_its_manifest_an_output_is_adopted_file_by_file(site: SmallSite) -> None:
    (site.output / ".bulletin-manifest.json").unlink()
    site.build()

    assert site.errors() == ()


def test_deleting_the_caches_is_safe(site: SmallSite) -> None:
    site.build()
    caches = list((site.root / ".bulletin").iterdir())
    assert caches
    for cache in caches:
        cache.unlink()
    site.build()

    assert site.last.rendered == ()
