"""A theme is checked whole before the first page, and shows nothing but its view."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.bodies import prose
from support.checkout import DEFAULT_THEME

from bulletin.content.addresses import NOT_FOUND
from bulletin.diagnostics import UsageFault
from bulletin.pages.views.body import Prose
from bulletin.rendering.theme import Theme, ThemeFault, ThemeSource, href, parse_settings, whole

SETTINGS = 'nom = "Essai"\n'
POST = "/2016/07/12/cej/"
BODY = prose("Un **mot**.")


@dataclass(frozen=True, slots=True)
class Site:
    url: str = "https://exemple.invalid/bulletin/"


@dataclass(frozen=True, slots=True)
class Head:
    address: str = POST


@dataclass(frozen=True, slots=True)
class View:
    titre: str = "Un titre"
    target: str = "/communes/92062-puteaux/"
    body: Prose = BODY
    items: tuple[str, ...] = ("un", "deux")
    site: Site = Site()
    head: Head = Head()


def source(name: str = "essai", settings: str = SETTINGS, **templates: str) -> ThemeSource:
    files = {f"{stem}.html": text for stem, text in templates.items()}
    return ThemeSource(name=name, settings=settings, templates=files)


def load(**templates: str) -> Theme:
    return Theme.load((source(**templates),))


def render(text: str, view: View | None = None) -> str:
    return load(page=text).render("page.html", view or View())


def faults(**templates: str) -> list[tuple[str, str, int]]:
    with pytest.raises(ThemeFault) as caught:
        load(**templates)
    return [(fault.code, fault.place.path, fault.place.line) for fault in caught.value.diagnostics]


# -- what a template shows ------


@settings(deadline=None)
@given(st.text())
def test_a_text_is_always_escaped(text: str) -> None:
    printed = render("{{ view.titre }}", View(titre=text))
    assert not set("<>\"'") & set(printed)
    assert text == html.unescape(printed)


@pytest.mark.parametrize("name", ["page.txt", "page", "page.svg"])
def test_a_text_is_escaped_whatever_the_name_of_the_template(name: str) -> None:
    theme = Theme.load((ThemeSource(name="essai", settings=SETTINGS, templates={name: "{{ view.titre }}"}),))
    assert "&lt;b&gt;" == theme.render(name, View(titre="<b>"))


def test_a_body_is_printed_as_html() -> None:
    assert "<p>Un <strong>mot</strong>.</p>" in render("{{ view.body | prose(view) }}")


def test_the_same_view_gives_the_same_page() -> None:
    text = "{% for item in view.items %}{{ item }} {% endfor %}"
    assert render(text) == render(text) == "un deux "


# -- links ------


def test_a_link_is_relative_to_its_page() -> None:
    assert "../../../../communes/92062-puteaux/" == render("{{ view.target | href(view) }}")


@given(st.lists(st.text(alphabet="az09-", min_size=1), max_size=4), st.sampled_from(["/", "/a/", POST]))
def test_a_relative_link_leads_to_its_address(steps: list[str], page: str) -> None:
    address = "/" + "".join(f"{step}/" for step in steps)
    root = "https://exemple.invalid/bulletin"
    assert root + address == urljoin(root + page, href(address, View(head=Head(page))))


def test_the_page_of_wrong_addresses_links_from_the_root_of_the_host() -> None:
    assert "/bulletin/communes/" == href("/communes/", View(head=Head(NOT_FOUND)))


@pytest.mark.parametrize(
    "address",
    [
        "https://www.caf.fr/",
        "http://a.fr/x",
        "mailto:a@b.fr",
        "tel:+33100000000",
        "webcal://a.fr/x.ics",
        "#note",
    ],
)
def test_an_address_elsewhere_is_unchanged(address: str) -> None:
    assert address == href(address, View())


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " javascript:alert(1)", "data:text/html,x", "//autre.fr/", "communes/", ""],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ThemeFault, match="n’est pas une adresse"):
        render('<a href="{{ view.target | href(view) }}">', View(target=address))


def test_an_absolute_address_keeps_the_folder_of_the_site() -> None:
    assert "https://exemple.invalid/bulletin/medias/a.png" == whole("/medias/a.png", View())


# -- what is refused before the first page ------


def test_a_syntax_fault_has_its_file_and_line() -> None:
    assert [("gabarit-illisible", "themes/essai/templates/page.html", 2)] == faults(page="<p>\n{% if %}\n")


def test_an_unknown_filter_is_named() -> None:
    with pytest.raises(ThemeFault, match="Le filtre «\u00a0upper\u00a0» n’existe pas"):
        load(page="{{ view.titre | upper }}")


@pytest.mark.parametrize("filter_", ["safe", "random", "map", "xmlattr"])
def test_no_filter_undoes_the_escaping_or_is_random(filter_: str) -> None:
    assert "gabarit-illisible" == faults(page=f"{{{{ view.items | {filter_} }}}}")[0][0]


def test_escaping_cannot_be_switched_off() -> None:
    text = "{% autoescape false %}{{ view.titre }}{% endautoescape %}"
    assert [("gabarit-echappement", "themes/essai/templates/page.html", 1)] == faults(page=text)


@pytest.mark.parametrize("name", ["site", "range", "lipsum", "now", "config", "cycler"])
def test_only_the_view_is_known(name: str) -> None:
    expected = [("gabarit-variable", "themes/essai/templates/page.html", 3)]
    assert expected == faults(page=f"<p>\n\n{{{{ {name} }}}}")


def test_a_block_sees_the_macros_that_its_template_imports() -> None:
    theme = load(
        macros="{% macro strong(text) %}<b>{{ text }}</b>{% endmacro %}",
        layout="<p>{% block main %}{% endblock %}</p>",
        page='{% extends "layout.html" %}{% import "macros.html" as m %}'
        '{% from "macros.html" import strong as fort %}'
        "{% block main %}{{ m.strong(view.titre) }}{{ fort(1) }}{% endblock %}",
    )
    assert "<p><b>Un titre</b><b>1</b></p>" == theme.render("page.html", View())


def test_a_template_that_is_not_there_is_named_before_any_page() -> None:
    assert [("gabarit-absent", "themes/essai/templates/page.html", 2)] == faults(
        page='<p>\n{% include "ailleurs.html" %}'
    )


@pytest.mark.parametrize("tag", ["extends", "include"])
def test_the_name_of_a_template_cannot_be_computed(tag: str) -> None:
    assert [("gabarit-dynamique", "themes/essai/templates/page.html", 1)] == faults(
        page=f"{{% {tag} view.titre %}}"
    )


def test_all_the_faults_of_all_the_templates_are_reported_at_once() -> None:
    found = faults(home="{{ site }}{{ caf }}", page="{% if %}")
    assert ["gabarit-variable", "gabarit-variable", "gabarit-illisible"] == [code for code, _, _ in found]


def test_a_theme_fault_is_a_wrong_usage() -> None:
    with pytest.raises(UsageFault) as caught:
        load(page="{% if %}")
    assert 2 == caught.value.exit_status


# -- what only a page shows ------


def test_a_missing_value_has_the_file_and_line_of_the_innermost_template() -> None:
    theme = load(
        macros="{% macro show(view) %}\n<p>\n{{ view.soustitre }}</p>{% endmacro %}",
        page='\n\n{% import "macros.html" as m %}\n{{ m.show(view) }}',
    )
    with pytest.raises(ThemeFault, match="«\u00a0soustitre\u00a0» n’existe pas dans View") as caught:
        theme.render("page.html", View())
    place = caught.value.diagnostics[0].place
    assert ("themes/essai/templates/macros.html", 3) == (place.path, place.line)
    assert "{{ view.soustitre }}</p>{% endmacro %}" == place.excerpt


@pytest.mark.parametrize("text", ["{% if view.rien %}{% endif %}", "{% for x in view.rien %}{% endfor %}"])
def test_a_missing_value_is_refused_in_a_condition_or_a_loop(text: str) -> None:
    with pytest.raises(ThemeFault, match="rien"):
        render(text)


@pytest.mark.parametrize("text", ["{{ view.titre + 1 }}", "{{ view.site | length }}", "{{ 1 / 0 }}"])
def test_a_line_that_cannot_be_filled_is_a_theme_fault(text: str) -> None:
    with pytest.raises(ThemeFault) as caught:
        render(f"\n{text}")
    assert 2 == caught.value.diagnostics[0].place.line


def test_a_macro_without_its_value_is_a_theme_fault() -> None:
    with pytest.raises(ThemeFault, match="Il manque une valeur"):
        render("{% macro show(text) %}{{ text }}{% endmacro %}{{ show() }}")


def test_a_template_that_includes_itself_is_a_theme_fault() -> None:
    with pytest.raises(ThemeFault, match="s’appelle lui-même"):
        render('{% include "page.html" %}')


def test_a_page_without_template_is_a_theme_fault() -> None:
    with pytest.raises(ThemeFault, match=r"pas de gabarit «\u00a0home\.html\u00a0»"):
        load(page="").render("home.html", View())


# -- digests ------


def test_a_digest_changes_with_every_template_that_is_used() -> None:
    files = {
        "layout": "{% block main %}{% endblock %}",
        "deep": "profond",
        "near": '{% include "deep.html" %}',
        "page": '{% extends "layout.html" %}{% block main %}{% include "near.html" %}{% endblock %}',
        "alone": "seul",
    }
    before = load(**files)
    for changed in ("layout", "deep", "near", "page"):
        after = load(**files | {changed: files[changed] + " "})
        assert before.digest("page.html") != after.digest("page.html"), changed
        assert before.digest("alone.html") == after.digest("alone.html"), changed


def test_a_digest_stays_when_another_template_changes() -> None:
    before, after = (load(page="a", home=text) for text in ("b", "c"))
    assert before.digest("page.html") == after.digest("page.html")


def test_templates_that_include_one_another_have_digests() -> None:
    theme = load(
        page='{% if view.items %}{% include "home.html" %}{% endif %}', home='{% include "page.html" %}'
    )
    assert theme.digest("page.html") != theme.digest("home.html")


# -- a theme that extends another ------

CHILD = 'nom = "Fille"\nparent = "mere"\n'
MOTHER = source(
    "mere", layout="<p>{% block main %}mère{% endblock %}</p>", page='{% extends "layout.html" %}'
)


def test_a_child_theme_takes_what_it_lacks_from_its_parent() -> None:
    theme = Theme.load((source("fille", CHILD), MOTHER))
    assert "<p>mère</p>" == theme.render("page.html", View())


def test_a_child_template_replaces_its_parent_for_the_templates_of_the_parent_too() -> None:
    theme = Theme.load((source("fille", CHILD, layout="<b>{% block main %}{% endblock %}</b>"), MOTHER))
    assert "<b></b>" == theme.render("page.html", View())


def test_a_child_template_may_extend_the_one_it_replaces() -> None:
    layout = '{% extends "mere/layout.html" %}{% block main %}fille{% endblock %}'
    theme = Theme.load((source("fille", CHILD, layout=layout), MOTHER))
    assert "<p>fille</p>" == theme.render("page.html", View())


def test_a_child_fault_names_the_folder_of_the_child() -> None:
    with pytest.raises(ThemeFault) as caught:
        Theme.load((source("fille", CHILD, page="{{ site }}"), MOTHER))
    assert "themes/fille/templates/page.html" == caught.value.diagnostics[0].place.path


@pytest.mark.parametrize("settings", ["", 'nom = "Fille"\n'])
def test_a_fault_of_a_child_theme_has_its_template_and_line_whether_the_theme_has_a_name_or_not(
    settings: str,
) -> None:
    child = source("fille", settings + 'parent = "mere"\n', page="<p>\n{{ view.rien }}</p>")
    with pytest.raises(ThemeFault) as caught:
        Theme.load((child, MOTHER)).render("page.html", View())
    assert "themes/fille/templates/page.html, ligne 2" in str(caught.value)


@pytest.mark.parametrize(("text", "nom"), [("", "essai"), ('nom = ""\n', "essai"), (SETTINGS, "Essai")])
def test_a_theme_without_a_name_has_that_of_its_folder(text: str, nom: str) -> None:
    assert nom == parse_settings("essai", text).nom


@pytest.mark.parametrize("chain", [(source("fille", CHILD),), (source("fille"), MOTHER)])
def test_a_chain_of_themes_other_than_the_declared_one_is_refused(chain: tuple[ThemeSource, ...]) -> None:
    with pytest.raises(ThemeFault) as caught:
        Theme.load(chain)
    assert "themes/fille/theme.toml" == caught.value.diagnostics[0].place.path


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ('nom = "A"\nparents = "b"\n', "reglage-inconnu", 2),
        ("nom = 3\n", "reglage-invalide", 1),
        ("nom = \n", "", 1),
    ],
)
def test_a_wrong_setting_has_its_line(text: str, code: str, line: int) -> None:
    with pytest.raises(ThemeFault) as caught:
        parse_settings("essai", text)
    fault = caught.value.diagnostics[0]
    assert ("themes/essai/theme.toml", line) == (fault.place.path, fault.place.line)
    assert code in fault.code


# -- the theme that comes with the program ------


def test_the_default_theme_is_valid() -> None:
    templates = {path.name: path.read_text("utf-8") for path in (DEFAULT_THEME / "templates").iterdir()}
    settings = (DEFAULT_THEME / "theme.toml").read_text("utf-8")
    theme = Theme.load((ThemeSource(name="defaut", settings=settings, templates=templates),))
    assert "defaut" == theme.name


def test_the_default_theme_holds_no_inline_script_no_inline_style_and_no_other_host() -> None:
    texts = {path.name: path.read_text("utf-8") for path in (DEFAULT_THEME / "templates").iterdir()}
    scripts = [
        (name, script) for name, text in texts.items() for script in re.findall(r"<script[^>]*>", text)
    ]
    assert scripts
    assert [] == [
        (name, script)
        for name, script in scripts
        if 'src="{{ "/static/' not in script and 'type="application/ld+json"' not in script
    ]
    assert [] == [
        (name, found[0])
        for name, text in texts.items()
        if (found := re.search(r"<style|\sstyle=|\son\w+=|https?://|[\"'(]//", text))
    ]
    style = (DEFAULT_THEME / "static" / "style.css").read_text("utf-8")
    assert "http" not in style.replace('href^="http"', "")
    assert "@import" not in style


def test_every_file_that_the_style_sheet_names_is_there() -> None:
    static = DEFAULT_THEME / "static"
    named = [part.partition('"')[0] for part in (static / "style.css").read_text("utf-8").split('url("')[1:]]
    assert named
    assert [] == [name for name in named if not (static / name).is_file()]
