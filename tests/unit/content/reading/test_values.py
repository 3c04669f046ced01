from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from support.front_matter import codes, diagnostics, post, underlined
from support.spaces import plain_spaces

from bulletin.french.dates import PartialDate


@pytest.mark.parametrize(
    "typed", ["2016-07-12", "12/07/2016", "12 juillet 2016", "mardi 12 juillet 2016", '"2016-07-12"']
)
def test_a_day_is_read_in_every_form(typed: str) -> None:
    assert dt.date(2016, 7, 12) == post(f"mise_a_jour: {typed}").mise_a_jour


def test_the_first_of_a_month_is_the_first() -> None:
    assert dt.date(2015, 3, 1) == post("mise_a_jour: 1er mars 2015 # à revoir").mise_a_jour


@pytest.mark.parametrize(
    ("typed", "date"),
    [
        ("2015", PartialDate(2015)),
        ("2015-03", PartialDate(2015, 3)),
        ("mars 2015", PartialDate(2015, 3)),
        ("2015-T1", PartialDate(2015, quarter=1)),
        ("premier trimestre 2015", PartialDate(2015, quarter=1)),
        ("12 mars 2015", PartialDate(2015, 3, 12)),
    ],
)
def test_a_partial_date_is_as_precise_as_typed(typed: str, date: PartialDate) -> None:
    front = f"commune: Colombes\nconvention: CTG\nnegociation: 2014\nsignature_prevue: {typed}"
    (etape,) = post(front, "content/articles/2014-11-20-ctg.md").etapes
    assert date == etape.signature_prevue


@pytest.mark.parametrize("typed", ["2015-2018", "2015 à 2018", "1er janvier 2015 au 31 décembre 2018"])
def test_a_period_is_two_years_or_two_days(typed: str) -> None:
    (etape,) = post(f"commune: Colombes\nconvention: CEJ\nsignature: 5 juillet\nperiode: {typed}").etapes
    assert etape.debut is not None
    assert etape.fin is not None
    assert (dt.date(2015, 1, 1), dt.date(2018, 12, 31)) == (etape.debut.first, etape.fin.last)


def test_one_year_is_a_whole_period() -> None:
    (etape,) = post("commune: Colombes\nconvention: CEJ 2015\nsignature: 5 juillet").etapes
    assert (PartialDate(2015), PartialDate(2015)) == (etape.debut, etape.fin)


@pytest.mark.parametrize(
    ("typed", "valeur"),
    [
        ("44000", "44000"),
        ("44 000 €", "44000"),
        ("44\u202f000\u00a0€", "44000"),
        ("4,9 M€", "4900000"),
        ("4,9 millions d'euros", "4900000"),
        ("4,9 millions d’euros", "4900000"),
        ("1 234,56 €", "1234.56"),
    ],
)
def test_an_amount_is_an_exact_decimal_in_both_forms(typed: str, valeur: str) -> None:
    (light,) = post(f"montant: {typed}").montants
    (long,) = post(f"montant:\n  valeur: {typed}").montants
    assert Decimal(valeur) == light.valeur == long.valeur


@pytest.mark.parametrize("word", ["oui", "true", "Oui", "vrai"])
def test_yes_is_true(word: str) -> None:
    assert post(f"brouillon: {word}").brouillon


@pytest.mark.parametrize("word", ["non", "false", "NON", "~", "null", ""])
def test_no_and_nothing_are_false(word: str) -> None:
    assert not post(f"brouillon: {word}").brouillon


@pytest.mark.parametrize("nothing", ["", "~", "null", '""', "\n  - ~", "[]"])
def test_an_empty_value_means_that_the_key_is_absent(nothing: str) -> None:
    assert post("") == post(f"commune: {nothing}\nmontant: {nothing}\nlien: {nothing}")


def test_a_person_is_a_name_to_the_first_comma_then_offices_between_semicolons() -> None:
    front = "commune: Colombes\nconvention: CTG\nsignature: 5 juillet\nsignataires: {}"
    typed = "Pierre-Christophe Baguet, maire, ancien député ; vice-président du Conseil départemental"
    (etape,) = post(front.format(typed)).etapes
    (baguet,) = etape.signataires
    assert "Pierre-Christophe Baguet" == baguet.nom
    assert ("maire, ancien député", "vice-président du Conseil départemental") == baguet.fonctions


def test_a_person_may_be_masked_and_keep_offices_alone() -> None:
    front = "commune: Colombes\nconvention: CTG\nsignature: 5 juillet\nsignataires:\n"
    named = "  - nom: Jean Petit\n    fonctions: maire\n    masquer: oui\n"
    (etape,) = post(front + named + "  - fonction: préfet").etapes
    assert [(True, ("maire",)), (False, ("préfet",))] == [
        (one.masquer, one.fonctions) for one in etape.signataires
    ]


def test_a_person_without_name_nor_office_is_reported() -> None:
    front = "commune: Colombes\nconvention: CTG\nsignature: 5 juillet\nsignataires:\n  - organisme: Caf"
    (missing,) = diagnostics(front)
    assert ("cle-manquante", 7) == (missing.code, missing.place.line)


@pytest.mark.parametrize(
    "front",
    [
        "theme: petite-enfance, parentalité",
        "themes: petite enfance, parentalite",
        "theme:\n  - petite-enfance\n  - parentalite",
        "themes: [petite-enfance, parentalite]",
    ],
)
def test_a_list_key_is_singular_or_plural_one_value_or_many(front: str) -> None:
    assert ("petite-enfance", "parentalite") == post(front).themes


def test_singular_and_plural_at_once_are_an_erreur() -> None:
    (fault,) = diagnostics("theme: petite-enfance\nthemes: parentalite")
    assert ("cle-en-double", (4, "themes")) == (fault.code, underlined(fault))


def test_commas_part_no_titles_nor_organisers() -> None:
    found = post(
        "commune: Colombes\nevenement: 14 juillet\norganisateur: Caf, Ville\npublic: familles, enfants"
    )
    assert found.evenement is not None
    assert ("Caf, Ville",) == found.evenement.organisateurs
    assert ("familles", "enfants") == found.evenement.public


@pytest.mark.parametrize(
    ("front", "code", "place"),
    [
        ("thème: petite-enfance", "cle-inconnue", (3, "thème")),
        ("type: signatur", "valeur-inconnue", (3, "signatur")),
        ("theme: petite-enfanc", "theme-inconnu", (3, "petite-enfanc")),
        ("brouillon: peut-être", "valeur-inconnue", (3, "peut-être")),
        ("expire: 31 avril 2017", "date-impossible", (3, "31 avril 2017")),
        ("expire: bientôt", "date-illisible", (3, "bientôt")),
        ("expire: 3 mars", "annee-manquante", (3, "3 mars")),
        ("expire: 5 juilet 2016", "date-illisible", (3, "5 juilet 2016")),
        ("montant: beaucoup", "montant-illisible", (3, "beaucoup")),
        ("montant:\n  valeur: 5 €\n  part: 55", "part-sans-base", (5, "55")),
        ("montant:\n  valeur: 5 €\n  part: 101\n  base: du coût", "part-impossible", (5, "101")),
        ("montant:\n  valeur: 5 €\n  siret: 123", "siret-invalide", (5, "123")),
        ("montant:\n  valeur: 5 €\n  versement: 2017-13-45", "date-illisible", (5, "2017-13-45")),
        ("lien: voir ici", "adresse-illisible", (3, "voir ici")),
        ("lien:\n  url: javascript:alert(1)", "adresse-illisible", (4, "javascript:alert(1)")),
        ("source: ailleurs", "forme-inattendue", (3, "ailleurs")),
        ("chiffre:\n  valeur: douze", "nombre-illisible", (4, "douze")),
        ("commune:\n  - [Colombes]", "forme-inattendue", (4, "[Colombes]")),
        ("numero: numéro 12", "slug-invalide", (3, "numéro 12")),
        ("image: creche.jpg", "image-sans-alt", (3, "creche.jpg")),
        (f"commune: {'x' * 2001}", "forme-inattendue", (3, "x" * 2001)),
    ],
)
def test_a_faulty_value_is_reported_where_it_stands(front: str, code: str, place: tuple[int, str]) -> None:
    (fault,) = diagnostics(front)
    assert (code, place) == (fault.code, underlined(fault))


@pytest.mark.parametrize(
    ("front", "near"),
    [
        ("thème: petite-enfance", "theme"),
        ("Titre: A", "titre"),
        ("Pièce jointe: a.pdf", "piece_jointe"),
        ("signatair: A", "signataire"),
        ("type: signatur", "signature"),
        ("theme: petite-enfanc", "petite-enfance"),
        ("commune: Colombess", "Colombes"),
        ("expire: 5 juilet 2016", "5 juillet 2016"),
        ("commune: Colombes\nconvention: CTGG", "CTG"),
    ],
)
def test_the_nearest_known_word_is_offered(front: str, near: str) -> None:
    (fault, *_) = (item for item in diagnostics(front) if item.stops)
    assert f"« {near} »" in plain_spaces(fault.hint)


def test_a_word_of_a_closed_list_may_have_its_accents_and_capitals() -> None:
    found = post("commune: Colombes\nevenement: 14 juillet\netat: Annulé")
    assert found.evenement is not None
    assert "annule" == found.evenement.etat


def test_several_faults_of_a_file_are_reported_in_one_run() -> None:
    front = (
        "date: jamais\ntheme: sport\ncommune: Colombess\nimage:\n  alt: A\n"
        "convention: CTG 2015-2012\nsignature: 5 juilet"
    )
    expected = ["cle-manquante", "date-illisible", "theme-inconnu", "commune-inconnue", "cle-manquante"]
    assert [*expected, "fin-avant-debut", "date-illisible"] == codes(front, titre="")


@pytest.mark.parametrize("key", ["convention", "signature", "inauguration", "structure", "evenement"])
def test_a_key_that_makes_the_kind_of_a_post_may_not_be_left_empty(key: str) -> None:
    assert "cle-vide" in codes(f"{key}:")


def test_such_a_key_may_be_said_to_be_without_object() -> None:
    assert post("") == post("convention: ~")


@pytest.mark.parametrize(
    ("typed", "numero"),
    [
        ("novembre 2014", "2014-11"),
        ("nov. 2014", "2014-11"),
        ("2014-11", "2014-11"),
        ("12", "12"),
        ("hiver", "hiver"),
    ],
)
def test_an_issue_is_a_month_or_a_word(typed: str, numero: str) -> None:
    assert numero == post(f"numero: {typed}").numero


def test_a_stamp_of_another_tool_is_read_by_its_day() -> None:
    found = post("date: 2016-07-12T10:00:00Z", "content/articles/a.md")
    assert dt.date(2016, 7, 12) == found.jour


def test_a_vague_day_is_no_day_of_a_post() -> None:
    (fault,) = diagnostics("date: fin mars 2016", "content/articles/a.md")
    assert "date-imprecise" == fault.code
    assert "date: <jour> mars 2016" in fault.hint


@pytest.mark.parametrize("typed", ["30", "trente", "30 berceaux", "30 places dont 5 d’urgence"])
def test_a_number_of_seats_is_read_as_one_says_it(typed: str) -> None:
    found = post(f"commune: Colombes\ninauguration: 4 juillet\nstructure: A\nplaces: {typed}").inauguration
    assert found is not None
    assert found.structure is not None
    assert 30 == found.structure.places


def test_a_number_that_is_not_the_one_typed_is_said() -> None:
    found = post("commune: Colombes\ninauguration: 4 juillet\nstructure: A\nplaces: trente")
    assert ("places", "30", "« trente »") in [(one.key, one.value, one.reason) for one in found.inferences]


def test_an_amount_keeps_what_makes_it_no_exact_one() -> None:
    (light,) = post("montant: plus de 4 M€").montants
    (long,) = post("montant:\n  valeur: plus de 4 M€").montants
    assert light == long
    assert (Decimal(4000000), "plus de", True) == (light.valeur, light.reserve, light.estime)


def test_an_amount_is_a_year_s_where_it_says_so() -> None:
    (light,) = post("montant: 150 000 euros par an").montants
    (long,) = post("montant:\n  valeur: 150 000 €\n  par: an").montants
    assert light == long
    assert "an" == light.par


def test_two_sums_on_a_line_are_refused_with_the_list_to_write() -> None:
    (fault,) = diagnostics("montant: 44 000 € de la Caf, 12 000 € de la Ville")
    assert ("montant-illisible", "erreur") == (fault.code, fault.severity)
    assert fault.fix is not None
    assert "montant:\n  - 44 000 € de la Caf\n  - 12 000 € de la Ville" == fault.fix.text
    caf, ville = post(fault.fix.text).montants
    assert ("", "la Ville") == (caf.financeur, ville.financeur)


def test_commas_of_names_are_told_with_the_list_to_write() -> None:
    front = "commune: Colombes\nconvention: CTG\nsignature: 5 juillet\n"
    (fault,) = diagnostics(front + "parties: Caf, Ville de Sceaux et Département")
    assert ("virgule-en-liste", "avertissement") == (fault.code, fault.severity)
    assert fault.fix is not None
    assert "parties:\n  - Caf\n  - Ville de Sceaux\n  - Département" == fault.fix.text


@pytest.mark.parametrize(
    ("key", "front"),
    [
        ("axes", "convention: CTG\nsignature: 5 juillet\n"),
        ("parties", "convention: CTG\nsignature: 5 juillet\n"),
        ("organisateur", "evenement: 14 juillet\n"),
    ],
)
def test_a_comma_is_told_where_one_item_stands_on_a_line(key: str, front: str) -> None:
    place = f"commune: Colombes\n{front}"
    assert ["virgule-en-liste"] == codes(f"{place}{key}: Famille, Ville")
    assert [] == codes(f"{place}{key}: Famille (enfants, parents)")
    assert [] == codes(f"{place}{key}:\n  - Famille\n  - Ville")


def test_a_comma_in_one_axis_of_several_is_its_own() -> None:
    front = (
        "commune: Colombes\nconvention: CTG\nsignature: 5 juillet\naxes:\n  - Enfance, jeunesse\n  - Logement"
    )
    assert [] == codes(front)
