"""The values of a configuration, and the places of its faults."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.config.model import Config, Conformite, Noms, PublicationType
from bulletin.config.natures import NATURES
from bulletin.config.production import production_diagnostics
from bulletin.config.reader import ConfigFault, parse_config
from bulletin.config.toml_places import read_toml
from bulletin.diagnostics import Diagnostic, Severity
from bulletin.french.siret import has_valid_key

MINIMAL = 'schema = 1\n[site]\ntitre = "Le bulletin"\nurl = "https://bulletin.caf.fr"\n'

PUBLIC = """\
schema = 1
[site]
titre = "Le bulletin"
url = "https://bulletin.caf.fr/92/"
production = true
[caf]
nom = "Caf des Hauts-de-Seine"
siret = "732 829 320 00074"
adresse = "1 rue de la Caf, 92000 Nanterre"
telephone = "3230"
[mentions]
directeur_publication = "La directrice"
hebergeur = { nom = "Hôte", adresse = "2 rue du Serveur, 75001 Paris", telephone = "01 02 03 04 05" }
"""


def faults_of(text: str) -> tuple[Diagnostic, ...]:
    with pytest.raises(ConfigFault) as caught:
        parse_config(text)
    return caught.value.diagnostics


def located(text: str) -> list[tuple[str, int, int]]:
    return [(fault.code, fault.place.line, fault.place.column) for fault in faults_of(text)]


def public(old: str = "", new: str = "") -> Config:
    assert old in PUBLIC
    return parse_config(PUBLIC.replace(old, new, 1))


def codes(config: Config) -> list[str]:
    return [fault.code for fault in production_diagnostics(config)]


def test_what_is_not_said_has_its_default() -> None:
    config = parse_config(MINIMAL)

    assert config.site.fuseau == "Europe/Paris"
    assert config.caf.nom == "Caf"
    assert config.accessibilite.etat is Conformite.NON
    assert config.flux.articles == 20
    assert config.conventions.alerte_mois == 6
    assert config.conventions.complet_au is None
    assert config.donnees.licence == "Licence Ouverte 2.0"
    assert config.donnees.noms is Noms.AUCUN
    assert not config.site.production
    assert config.publications == ()


@pytest.mark.parametrize(
    ("typed", "url", "base_path"),
    [
        ("https://bulletin.caf.fr", "https://bulletin.caf.fr/", "/"),
        ("https://bulletin.caf.fr/", "https://bulletin.caf.fr/", "/"),
        ("http://localhost:8000/bulletin", "http://localhost:8000/bulletin/", "/bulletin/"),
        ("https://www.caf.fr/92/bulletin//", "https://www.caf.fr/92/bulletin/", "/92/bulletin/"),
    ],
)
def test_the_address_of_the_site_ends_with_a_slash(typed: str, url: str, base_path: str) -> None:
    site = parse_config(MINIMAL.replace("https://bulletin.caf.fr", typed)).site

    assert (url, base_path) == (site.url, site.base_path)


@pytest.mark.parametrize(
    "typed",
    [
        "bulletin.caf.fr",
        "/bulletin/",
        "ftp://bulletin.caf.fr",
        "https://",
        "https://caf.fr/?page=1",
        "https://caf.fr/#ancre",
        "https://moi:secret@caf.fr/",
        "https://caf.fr:99999/",
        "https://caf.fr/un bulletin/",
        "https://[caf/",
    ],
)
def test_what_is_no_absolute_address_is_refused_at_its_value(typed: str) -> None:
    assert [("reglage-invalide", 4, 7)] == located(MINIMAL.replace("https://bulletin.caf.fr", typed))


def test_every_fault_is_reported_at_once_in_the_order_of_the_file() -> None:
    text = """\
[site]
titr = "x"
url = "bulletin"
departements = [92, 1]
fuseau = "Europe/Pari"
production = "oui"
[sit]
[accessibilite]
audit = { date = "2024-13-01", taux = 300 }
[flux]
articles = 0
"""
    assert located(text) == [
        ("reglage-manquant", 1, 1),
        ("reglage-manquant", 1, 2),
        ("reglage-inconnu", 2, 1),
        ("reglage-invalide", 3, 7),
        ("reglage-invalide", 4, 16),
        ("reglage-invalide", 5, 10),
        ("reglage-invalide", 6, 14),
        ("reglage-inconnu", 7, 2),
        ("reglage-invalide", 9, 18),
        ("reglage-invalide", 9, 39),
        ("reglage-invalide", 11, 12),
    ]


def test_a_configuration_fault_is_a_wrong_usage() -> None:
    with pytest.raises(ConfigFault) as caught:
        parse_config("")

    assert caught.value.exit_status == 2
    assert all(fault.severity is Severity.ERREUR for fault in caught.value.diagnostics)
    assert "3 fautes" in caught.value.message


def test_an_unknown_setting_names_the_nearest_known_one() -> None:
    (fault,) = faults_of(MINIMAL + 'Departement = ["92"]\n')

    assert fault.hint == "Vouliez-vous dire « departements » ?"
    assert fault.place.excerpt == 'Departement = ["92"]'
    assert fault.place.length == len("Departement")


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("[92]", '["92"]'),
        ("[1, 92]", '["01", "92"]'),
        ('["1"]', '["01"]'),
        ('["Paris"]', '["01", "2A", "974"]'),
    ],
)
def test_a_departement_is_a_text_of_two_or_three_signs(typed: str, wanted: str) -> None:
    (fault,) = faults_of(MINIMAL + f"departements = {typed}\n")

    assert f"« departements = {wanted} »" in fault.hint


def test_departements_are_codes_in_capitals_each_once() -> None:
    config = parse_config(MINIMAL + 'departements = ["2a", "974", "2A"]\n')

    assert config.site.departements == ("2A", "974")


@pytest.mark.parametrize("zone", ["Europe", "../etc/passwd", "Europe/Pari", ""])
def test_a_time_zone_that_does_not_exist_is_refused(zone: str) -> None:
    assert located(MINIMAL + f'fuseau = "{zone}"\n') == [("reglage-invalide", 5, 10)]


def test_a_later_schema_asks_for_a_later_program() -> None:
    (fault,) = faults_of(MINIMAL.replace("schema = 1", "schema = 2"))

    assert fault.code == "reglage-invalide"
    assert "version 2" in fault.message


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("titre = Le bulletin", 1, "Cette valeur ne peut pas être lue."),
        ('a = 1\nb = "non fermé\n', 2, "Un guillemet n’est pas fermé, ou un caractère est interdit ici."),
        ("a = 1\na = 2\n", 2, "Ce réglage est écrit deux fois."),
        ("[site\n", 1, "Il manque un crochet « ] » à la fin du nom de la table."),
        ("[a]\n[a]\n", 2, "Cette table est ouverte deux fois."),
        ("a 1\n", 1, "Il manque le signe « = » entre le réglage et sa valeur."),
        ("a = 2026-02-30\n", 1, "Cette date n’existe pas."),
        ("a = " + "[" * 5000, 1, "Ce fichier ne peut pas être lu à partir d’ici."),
    ],
)
def test_what_is_not_toml_is_reported_in_french_at_its_line(text: str, line: int, message: str) -> None:
    (fault,) = faults_of(text)

    assert ("configuration-illisible", line, message) == (fault.code, fault.place.line, fault.message)


def test_a_value_without_quotes_is_shown_with_them() -> None:
    (text,) = faults_of("titre = Le bulletin")
    (boolean,) = faults_of("production = oui")

    assert text.hint == 'Écrivez « titre = "Le bulletin" ».'
    assert boolean.hint == "Écrivez « production = true »."


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    windows = "\ufeff" + MINIMAL.replace("\n", "\r\n")

    assert parse_config(windows) == parse_config(MINIMAL)
    assert faults_of(windows + "faute = 1\r\n")[0].place.excerpt == "faute = 1"


def test_the_accessibility_audit_is_read_exactly() -> None:
    config = parse_config(
        MINIMAL + '[accessibilite]\netat = "partielle"\nnon_conformites = "une"\n'
        '[accessibilite.audit]\ndate = "12 mars 2026"\ntaux = 72.55\npages = ["Accueil", "Agenda"]\n'
    )

    assert config.accessibilite.audit.date == date(2026, 3, 12)
    assert config.accessibilite.audit.taux == Decimal("72.55")
    assert config.accessibilite.audit.pages == ("Accueil", "Agenda")
    assert config.accessibilite.non_conformites == ("une",)


@pytest.mark.parametrize("typed", ["date = 2026-03-12", 'date = "12/03/2026"', "date = 2026-03-12T10:00:00"])
def test_a_day_is_a_toml_date_or_a_text(typed: str) -> None:
    config = parse_config(f"{MINIMAL}[accessibilite.audit]\n{typed}\n")

    assert config.accessibilite.audit.date == date(2026, 3, 12)


def test_a_register_is_partial_or_complete_on_a_day() -> None:
    register = MINIMAL + '[conventions]\nregistre = "{}"\n'

    assert parse_config(register.format("partiel")).conventions.complet_au is None
    assert parse_config(register.format("complet au 1er janvier 2026")).conventions.complet_au == date(
        2026, 1, 1
    )
    assert located(register.format("complet")) == [("reglage-invalide", 6, 12)]
    assert located(register.format("complet au 1er janvier")) == [("reglage-invalide", 6, 12)]


def test_a_nature_is_found_whatever_its_case() -> None:
    config = parse_config(MINIMAL)

    assert config.nature("Ctg") is NATURES["ctg"]
    assert config.nature("inconnue") is None


def test_a_site_adds_natures_and_completes_known_ones() -> None:
    config = parse_config(
        MINIMAL
        + '[conventions.natures.Accord]\nlibelle = "accord local"\narticle = "un"\ndurees = [4, "18 mois"]\n'
        "[conventions.natures.ctg]\ndurees = 3\n"
    )
    accord, ctg = config.nature("ACCORD"), config.nature("CTG")

    assert accord is not None
    assert (accord.code, accord.article, accord.genre, accord.durees) == ("ACCORD", "l’", "m", (18, 48))
    assert ctg is not None
    assert (ctg.libelle, ctg.article, ctg.durees) == ("convention territoriale globale", "la ", (36,))


def test_a_new_nature_needs_a_label() -> None:
    assert located(MINIMAL + "[conventions.natures.ACCORD]\n") == [("reglage-manquant", 5, 2)]


def test_two_natures_that_fold_alike_are_refused() -> None:
    natures = '[conventions.natures.pacte]\n[conventions.natures.PACTE]\nlibelle = "x"\n'

    assert [fault[0] for fault in located(MINIMAL + natures)] == ["reglage-invalide"]


def test_a_theme_is_the_end_of_an_address() -> None:
    themes = parse_config(MINIMAL + '[themes]\npetite-enfance = "Petite enfance"\n').themes
    (fault,) = faults_of(MINIMAL + '[themes]\n"Petite enfance" = "Petite enfance"\n')

    assert dict(themes) == {"petite-enfance": "Petite enfance"}
    assert "« petite-enfance = " in fault.hint


def test_a_publication_has_the_settings_of_its_type() -> None:
    config = parse_config(MINIMAL + '[publication.web]\ntype = "git"\ndepot = "git@hote:site.git"\n')
    (web,) = config.publications

    assert (web.nom, web.type, dict(web.reglages)) == (
        "web",
        PublicationType.GIT,
        {"depot": "git@hote:site.git"},
    )
    assert located(MINIMAL + '[publication.web]\ntype = "rsync"\n') == [("reglage-manquant", 5, 2)]
    assert located(MINIMAL + "[publication.web]\n") == [("reglage-manquant", 5, 2)]


def test_a_secret_is_refused_and_must_come_from_the_environment() -> None:
    (fault,) = faults_of(MINIMAL + '[publication.web]\ntype = "s3"\nseau = "b"\ncle_secrete = "x"\n')

    assert fault.code == "reglage-inconnu"
    assert fault.hint.endswith("il vient de l’environnement.")


def test_a_control_character_is_refused() -> None:
    assert located(MINIMAL + 'description = "a\\u0000b"\n') == [("reglage-invalide", 5, 15)]


def test_two_texts_of_one_meaning_give_equal_configurations() -> None:
    other = 'site.url = "https://bulletin.caf.fr/"\nsite.titre = "Le  bulletin"\nschema = 1 # version\n'

    assert parse_config(other) == parse_config(MINIMAL)


# -- places ----------------------------------------------------------------------------------------------

keys = st.from_regex(r"[a-z][a-z0-9_-]{0,6}", fullmatch=True)
scalars = st.sampled_from(
    [
        '"a # b"',
        "'c = [d'",
        '"""\nx = 1\n"e"""',
        "'''f'''",
        "1.5",
        "true",
        "2026-03-12",
        '["g", "h"]',
        "[\n1,\n2]",
    ]
)
tables = st.dictionaries(keys, scalars, min_size=1, max_size=4)


@given(st.dictionaries(keys, tables, min_size=1, max_size=4))
def test_every_key_is_found_where_it_was_typed(content: dict[str, dict[str, str]]) -> None:
    text = "".join(
        f"[{name}] # [comment]\n" + "".join(f"  {key} = {value}\n" for key, value in table.items())
        for name, table in content.items()
    )
    document = read_toml(text, "bulletin.toml")

    assert document.values == tomllib.loads(text, parse_float=Decimal)
    assert set(document.located) == {
        *((name,) for name in content),
        *((name, key) for name, table in content.items() for key in table),
    }
    lines = text.split("\n")
    for name, table in content.items():
        for key, value in table.items():
            place = document.key_place((name, key))
            first = value.partition("\n")[0]
            assert lines[place.line - 1] == f"  {key} = {first}"
            assert place.column == 3
            assert document.value_place((name, key)).column == 3 + len(f"{key} = ")


def test_keys_in_inline_tables_and_dotted_keys_have_places() -> None:
    text = 'a = { b = { "c d" = 1 }, e = 2 }\nf.g.h = 3\n'
    document = read_toml(text, "x.toml")
    columns = {path: document.key_place(path).column for path in document.located}

    assert columns == {
        ("a",): 1,
        ("a", "b"): 7,
        ("a", "b", "c d"): 13,
        ("a", "e"): 26,
        ("f",): 1,
        ("f", "g"): 1,
        ("f", "g", "h"): 1,
    }


# -- production ------------------------------------------------------------------------------------------


def test_a_complete_configuration_may_be_public() -> None:
    assert production_diagnostics(public()) == ()


def test_nothing_is_asked_before_production() -> None:
    assert production_diagnostics(parse_config(MINIMAL)) == ()


def test_each_missing_mention_is_reported_where_it_belongs() -> None:
    faults = production_diagnostics(parse_config(MINIMAL + "production = true\n[mentions]\n"))

    assert [fault.code for fault in faults] == ["mentions-incompletes"] * 7
    assert [fault.place.line for fault in faults] == [6, 6, 6, 6, 1, 1, 1]


@pytest.mark.parametrize(
    "line",
    [
        'directeur_publication = "La directrice"\n',
        'nom = "Caf des Hauts-de-Seine"\n',
        'adresse = "1 rue de la Caf, 92000 Nanterre"\n',
        'telephone = "3230"\n',
        ', telephone = "01 02 03 04 05"',
    ],
)
def test_no_mention_may_be_missing(line: str) -> None:
    assert codes(public(line)) == ["mentions-incompletes"]


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ('etat = "totale"', ["accessibilite-sans-audit"]),
        ('etat = "totale"\naudit = { taux = 99.9, date = 2026-03-12 }', ["accessibilite-sans-audit"]),
        ('etat = "totale"\naudit = { taux = 100 }', ["accessibilite-sans-audit"]),
        ('etat = "totale"\naudit = { taux = 100, date = 2026-03-12 }', []),
        ('etat = "partielle"\naudit = { taux = 72.5 }', ["accessibilite-sans-audit"]),
        ('etat = "partielle"\naudit = { taux = 72.5, date = 2026-03-12 }', []),
        ('etat = "non"', []),
    ],
)
def test_conformity_is_claimed_with_an_audit_only(settings: str, expected: list[str]) -> None:
    assert codes(parse_config(f"{PUBLIC}[accessibilite]\n{settings}\n")) == expected


def test_a_siret_has_fourteen_digits_and_a_key() -> None:
    assert codes(public("00074", "00075")) == ["siret-invalide"]
    assert codes(public("732 829 320 00074", "732 829 320")) == ["siret-invalide"]
    assert codes(public('siret = "732 829 320 00074"\n')) == []


@given(st.from_regex(r"[0-9]{13}", fullmatch=True))
def test_exactly_one_last_digit_makes_a_siret(digits: str) -> None:
    assert sum(has_valid_key(f"{digits}{last}") for last in range(10)) == 1


@pytest.mark.parametrize(
    "url",
    [
        "https://bulletin-caf92.example/",
        "https://x.invalid/",
        "http://localhost:8000/",
        "https://www.example.com/",
    ],
)
def test_an_example_address_is_not_published(url: str) -> None:
    assert codes(public("https://bulletin.caf.fr/92/", url)) == ["identite-d-exemple"]


def test_a_demonstration_is_not_published() -> None:
    assert codes(public("production = true", 'production = true\ndemonstration = "essai"')) == [
        "identite-d-exemple"
    ]
