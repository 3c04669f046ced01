from __future__ import annotations

import datetime as dt

import pytest
from support.front_matter import codes, diagnostics, post, underlined

from bulletin.content.model.convention import Etape, EtapeNom
from bulletin.french.dates import Limit, Part, PartialDate
from bulletin.source.schema.shared import ETAPES

PLACE = "commune: Colombes\n"


def etape(front: str, path: str = "content/articles/2016-07-11-cej.md") -> Etape:
    (found,) = post(PLACE + front, path).etapes
    return found


@pytest.mark.parametrize("name", [name for name in ETAPES if name not in {"prolongation", "autre"}])
def test_a_step_may_be_written_as_a_key_with_its_day(name: str) -> None:
    found = etape(f"convention: CTG\n{name}: 5 juillet")
    assert (name, PartialDate(2016, 7, 5), dt.date(2016, 7, 5)) == (found.etape, found.quand, found.jour)
    assert found == etape(f"convention:\n  nature: CTG\n  etape: {name}\n  quand: 2016-07-05")


def test_a_prolongation_gives_a_new_end() -> None:
    found = etape("convention: SDSF\nprolongation: 5 juillet\nnouvelle_fin: 2021")
    assert (EtapeNom.PROLONGATION, PartialDate(2021)) == (found.etape, found.nouvelle_fin)


def test_a_new_end_alone_is_a_prolongation_and_a_date_of_signature_a_negotiation() -> None:
    assert EtapeNom.PROLONGATION == etape("convention: SDSF\nnouvelle_fin: 2021").etape
    assert EtapeNom.NEGOCIATION == etape("convention: CTG\nsignature_prevue: 2017-T1").etape


def test_another_step_needs_a_name() -> None:
    assert "installation" == etape("convention: CTG\nautre: 5 juillet\nlibelle: installation").libelle
    assert ["cle-manquante"] == codes(PLACE + "convention: CTG\nautre: 5 juillet")


def test_the_day_of_a_step_is_by_default_that_of_the_post_and_it_is_reported() -> None:
    found = post(PLACE + "convention: CTG\netape: signature")
    assert PartialDate(2016, 7, 11) == found.etapes[0].quand
    assert ("quand", "11 juillet 2016") in [(one.key, one.value) for one in found.inferences]


@pytest.mark.parametrize(
    ("typed", "jour"),
    [("2016", dt.date(2016, 7, 11)), ("juin 2016", dt.date(2016, 6, 30)), ("2015", dt.date(2015, 12, 31))],
)
def test_a_partial_day_counts_as_its_last_or_as_that_of_the_post_if_earlier(
    typed: str, jour: dt.date
) -> None:
    assert jour == etape(f"convention: CTG\nsignature: {typed}").jour


@pytest.mark.parametrize(
    ("published", "typed", "year"),
    [
        ("2016-07-11", "5 juillet", 2016),
        ("2016-07-11", "11 juillet", 2016),
        ("2016-07-11", "12 décembre", 2015),
        ("2016-07-11", "11 septembre", 2015),
        ("2016-07-11", "9 septembre", 2016),
        ("2016-07-11", "14 juillet", 2016),
        ("2016-01-05", "20 décembre", 2015),
        ("2016-12-20", "5 janvier", 2017),
        ("2016-07-11", "29 février", 2016),
    ],
)
def test_a_day_without_a_year_is_the_latest_unless_old_and_the_next_is_near(
    published: str, typed: str, year: int
) -> None:
    found = etape(f"convention: CTG\nsignature: {typed}", f"content/articles/{published}-ctg.md")
    assert found.quand is not None
    assert year == found.quand.year


def test_an_inferred_year_is_always_reported() -> None:
    found = post(PLACE + "convention: CTG\nsignature: 5 juillet")
    assert ("signature", "5 juillet 2016") in [(one.key, one.value) for one in found.inferences]


def test_a_day_inferred_more_than_300_days_away_is_an_avertissement() -> None:
    front = PLACE + "convention: CTG\nsignature: {}"
    assert [] == codes(front.format("15 septembre"))
    (far,) = diagnostics(front.format("14 septembre"))
    assert ("annee-lointaine", "avertissement", "14 septembre") == (
        far.code,
        far.severity,
        underlined(far)[1],
    )
    assert "2015" in far.message


def test_the_nature_alone_is_a_convention_and_its_case_is_folded() -> None:
    found = etape("convention: ctg\nsignature: 5 juillet")
    assert ("CTG", None, None) == (found.nature, found.debut, found.fin)
    assert "CEJ" == etape("convention: CEJ\u00a02015-2018\nsignature: 5 juillet").nature


def test_a_duration_stands_beside_the_day_from_which_it_counts() -> None:
    found = etape("convention: CTG\nsignature: 5 juillet\nduree: 4 ans\ndebut: 2016")
    assert found.duree is not None
    assert (48, PartialDate(2016), None) == (found.duree.mois, found.debut, found.fin)


def test_one_or_several_conventions_are_replaced() -> None:
    front = "convention: CTG\nrenouvellement: 5 juillet\nremplace: {}"
    assert ("ctg-a-2012",) == etape(front.format("ctg-a-2012")).remplace
    assert ("ctg-a-2012", "cej-a-2011") == etape(front.format("ctg-a-2012, cej-a-2011")).remplace
    assert ("ctg-a-2012", "cej-a-2011") == etape(front.format("\n  - ctg-a-2012\n  - cej-a-2011")).remplace


def test_a_deliberation_is_a_step_or_a_vote_reported_with_another() -> None:
    assert EtapeNom.DELIBERATION == etape("convention: CTG\ndeliberation: 5 juillet").etape
    found = etape("convention: CTG\nsignature: 5 juillet\ndeliberation: 2016-06-12, 30 juin 2016")
    assert EtapeNom.SIGNATURE == found.etape
    assert found.deliberation is not None
    assert ("2016-06-12", PartialDate(2016, 6, 30)) == (found.deliberation.reference, found.deliberation.date)


def test_parties_are_names_or_names_with_a_type() -> None:
    found = etape(
        "convention: CTG\nsignature: 5 juillet\n"
        "parties:\n  - Ville : la mairie\n  - nom: HLM\n    type: bailleur"
    )
    assert [("Ville : la mairie", ""), ("HLM", "bailleur")] == [(one.nom, one.type) for one in found.parties]


def test_several_conventions_each_state_their_territory() -> None:
    first = "conventions:\n  - nature: CTG\n    signature: 5 juillet\n    commune: Colombes\n"
    second = "  - nature: CEJ\n    signature: 5 juillet\n"
    assert 2 == len(post(f"{first}{second}    commune: Puteaux").etapes)
    (fault,) = diagnostics(PLACE + first + second)
    assert ("territoire-manquant", (8, "nature: CEJ")) == (fault.code, underlined(fault))


@pytest.mark.parametrize(
    ("front", "code", "place"),
    [
        ("convention: CXJ 2015-2018\nsignature: 5 juillet", "nature-inconnue", (4, "CXJ")),
        ("convention: CTG de la Ville\nsignature: 5 juillet", "convention-illisible", (4, "CTG de la Ville")),
        ("convention: CTG 2018-2015\nsignature: 5 juillet", "fin-avant-debut", (4, "2018-2015")),
        ("convention: CTG\nprolongation: 5 juillet", "prolongation-sans-fin", (4, "CTG")),
        (
            "convention: CTG\nsignature: 5 juillet\nnouvelle_fin: 2021",
            "nouvelle-fin-hors-prolongation",
            (6, "2021"),
        ),
        ("convention: CTG\nsignature: 5 juillet\nbilan: 6 juillet", "deux-etapes", (6, "6 juillet")),
        ("convention: CTG\netape: bilan\nsignature: 5 juillet", "deux-etapes", (6, "5 juillet")),
        ("convention: CTG\nsignature: 5 juillet\nquand: 6 juillet", "cle-en-double", (6, "6 juillet")),
        ("convention: CTG 2015\nsignature: 5 juillet\nfin: 2016", "cle-en-double", (6, "2016")),
        ("convention: CTG\netape: signatur", "valeur-inconnue", (5, "signatur")),
        ("convention: CTG\nsignature: 30 février", "date-impossible", (5, "30 février")),
        ("convention: CTG", "etape-absente", (4, "CTG")),
        ("convention: CTG\nsignature: 5 juillet\nid: Ma CTG", "slug-invalide", (6, "Ma CTG")),
        ("convention: CTG\nsignature: 5 juillet\nduree: longtemps", "duree-illisible", (6, "longtemps")),
        (
            "convention: CTG 2015-2018\nsignature: 5 juillet\nduree: 3 ans",
            "duree-contradictoire",
            (6, "3 ans"),
        ),
        (
            "convention: CTG\nsignature: 5 juillet\ndocument:\n  titre: Le texte",
            "document-incomplet",
            (6, "document:"),
        ),
        ("convention:\n  etape: signature", "cle-manquante", (4, "convention:")),
    ],
)
def test_a_faulty_convention_is_reported_where_it_stands(
    front: str, code: str, place: tuple[int, str]
) -> None:
    (fault,) = diagnostics(PLACE + front)
    assert (code, place) == (fault.code, underlined(fault))


def test_what_no_light_form_can_read_shows_the_long_form_filled_in() -> None:
    (fault,) = diagnostics(PLACE + "convention: CTG de la Ville\nsignature: 5 juillet")
    assert "convention:\n  nature: CTG\n  intitule: CTG de la Ville" in fault.hint
    assert fault.fix is not None
    assert "convention:\n  nature: CTG\n  intitule: CTG de la Ville" == fault.fix.text


@pytest.mark.parametrize(
    ("typed", "nature", "debut", "fin"),
    [
        ("Convention territoriale globale 2026-2029", "CTG", 2026, 2029),
        ("convention territoriale globale (CTG) 2026-2029", "CTG", 2026, 2029),
        ("Contrat enfance et jeunesse 2015-2018", "CEJ", 2015, 2018),
        ("la CTG 2023-2027", "CTG", 2023, 2027),
        ("CTG (2023-2027)", "CTG", 2023, 2027),
        ("CTG 2023-27", "CTG", 2023, 2027),
        ("CTG 2023 à 2027", "CTG", 2023, 2027),
        ("CTG pour la période 2023-2027", "CTG", 2023, 2027),
        ("2023-2027 CTG", "CTG", 2023, 2027),
        ("CTG jusqu’en 2027", "CTG", None, 2027),
        ("CTG à partir de 2023", "CTG", 2023, None),
    ],
)
def test_a_convention_is_its_nature_and_its_period_as_one_says_them(
    typed: str, nature: str, debut: int | None, fin: int | None
) -> None:
    found = etape(f"convention: {typed}\nsignature: 5 juillet")
    years = (found.debut and found.debut.year, found.fin and found.fin.year)
    assert (nature, (debut, fin)) == (found.nature, years)


def test_a_nature_in_full_is_read_in_the_long_form_too() -> None:
    assert (
        "CTG"
        == etape("convention:\n  nature: Convention territoriale globale\n  signature: 5 juillet").nature
    )


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("CTG 2023-2026 Puteaux", "commune: Puteaux"),
        ("CTG de Puteaux 2023-2026", "commune: Puteaux"),
        ("CTG 2023-2026 Paris Ouest La Défense", "epci: Paris Ouest La Défense"),
        ("CTG 2023-2026 des Hauts-de-Seine", "departement: Hauts-de-Seine"),
        ("CTG 2023-2026 (renouvelée)", "intitule: CTG 2023-2026 (renouvelée)"),
        ("CTG 2023-2026 pour 4 ans", "duree: 4 ans"),
    ],
)
def test_words_beside_a_nature_are_written_under_their_key(typed: str, line: str) -> None:
    (fault,) = diagnostics(PLACE + f"convention: {typed}\nsignature: 5 juillet")
    assert fault.fix is not None
    assert f"convention:\n  nature: CTG\n  periode: 2023-2026\n  {line}" == fault.fix.text


def test_two_periods_are_each_offered() -> None:
    (fault,) = diagnostics(PLACE + "convention: CTG 2019-2022 et 2023-2026\nsignature: 5 juillet")
    assert "Écrivez « CTG 2019-2022 » ou « CTG 2023-2026 »." == fault.hint
    assert fault.fix is None


def test_an_item_of_a_list_is_written_out_as_an_item() -> None:
    front = (
        "conventions:\n  - CTG 2023-2026 Puteaux\n  - nature: CTG\n    signature: 2016\n    commune: Colombes"
    )
    (fault,) = diagnostics(front)
    assert fault.fix is not None
    assert "  - nature: CTG\n    periode: 2023-2026\n    commune: Puteaux" == fault.fix.text


def test_an_unknown_nature_is_told_with_its_own_words() -> None:
    (fault,) = diagnostics(PLACE + "convention: Contrat de ville 2024-2030\nsignature: 5 juillet")
    assert ("nature-inconnue", (4, "Contrat de ville")) == (fault.code, underlined(fault))
    assert "intitule: Contrat de ville" in fault.hint


def test_a_period_alone_asks_for_the_nature() -> None:
    (fault,) = diagnostics(PLACE + "convention: 2024-2030\nsignature: 5 juillet")
    assert "nature: <nature>\n  periode: 2024-2030" in fault.hint


def test_a_prolongation_without_its_new_end_proposes_the_end_that_was_typed() -> None:
    (fault,) = diagnostics(PLACE + "convention: CTG 2013-2018\nprolongation: 22 avril")
    assert "nouvelle_fin: 2018" in fault.hint
    (fault,) = diagnostics(PLACE + "convention: CTG\nprolongation: 22 avril")
    assert "nouvelle_fin: <année>" in fault.hint


def test_a_convention_replaced_may_be_named_by_nature_and_period() -> None:
    found = etape("convention: CTG\nrenouvellement: 5 juillet\nremplace: CEJ 2011-2014, ctg-a-2012")
    assert ("CEJ 2011-2014", "ctg-a-2012") == found.remplace
    (cited,) = found.remplace_cites
    assert ("CEJ", PartialDate(2011), PartialDate(2014)) == (cited.nature, cited.debut, cited.fin)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("fin 2016", PartialDate(2016, part=Part.FIN)),
        ("avant fin janvier 2017", PartialDate(2017, 1, part=Part.FIN, limit=Limit.AVANT)),
        ("fin septembre", PartialDate(2016, 9, part=Part.FIN)),
        ("mars", PartialDate(2017, 3)),
        ("15 mars", PartialDate(2017, 3, 15)),
        ("d’ici le 15 mars", PartialDate(2017, 3, 15, limit=Limit.D_ICI)),
    ],
)
def test_what_is_planned_comes_after_the_post(typed: str, expected: PartialDate) -> None:
    assert expected == etape(f"convention: CTG\nsignature_prevue: {typed}").signature_prevue


def test_a_limit_is_no_day_of_a_step() -> None:
    (fault,) = diagnostics(PLACE + "convention: CTG\nsignature: avant fin mars 2016")
    assert "date-illisible" == fault.code
    assert "« fin mars 2016 »" in fault.hint.replace("\u00a0", " ")


def test_a_step_of_a_month_without_a_year_is_the_latest_such_month() -> None:
    assert PartialDate(2016, 6) == etape("convention: CTG\nsignature: juin").quand
    assert PartialDate(2015, 9, part=Part.FIN) == etape("convention: CTG\nsignature: fin septembre").quand


def test_a_signature_of_several_communes_is_said_to_be_one_convention() -> None:
    (info,) = diagnostics("communes: Colombes, Puteaux\nconvention: CTG 2016-2019\nsignature: 5 juillet")
    assert ("une-seule-convention", "info") == (info.code, info.severity)
    item = "  - nature: CTG\n    periode: 2016-2019\n    signature: 5 juillet 2016\n    commune: {}"
    assert f"conventions:\n{item.format('Colombes')}\n{item.format('Puteaux')}" in info.hint


@pytest.mark.parametrize(
    "front",
    [
        "communes: Colombes, Puteaux\nconvention: CTG\nbilan: 5 juillet",
        "communes: Colombes, Puteaux\nepci: Paris Ouest La Défense\nconvention: CTG\nsignature: 5 juillet",
        "commune: Colombes\nconvention: CTG\nsignature: 5 juillet",
    ],
)
def test_nothing_is_said_where_one_signs_for_all(front: str) -> None:
    assert [] == codes(front)
