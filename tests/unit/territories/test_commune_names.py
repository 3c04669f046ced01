"""What a typed text means among the communes of France, past and present."""

from __future__ import annotations

from functools import cache

import pytest

from bulletin.territories.atlas import Atlas
from bulletin.territories.model import CommuneAnswer, Discord, Found, Homonyms, Sense, Unknown
from bulletin.territories.tables import shipped_table


@cache
def site(*departements: str) -> Atlas:
    return Atlas.shipped(departements)


def found(departement: str, typed: str) -> Found:
    answer = site(departement).resolve_commune(typed)
    assert isinstance(answer, Found), answer
    return answer


def proposed(departement: str, typed: str) -> list[str]:
    """Return the text that a diagnostic proposes."""
    atlas = site(departement)
    match atlas.resolve_commune(typed):
        case Found(others=others):
            return [atlas.exact_name(one) for one in others]
        case Homonyms(candidates=candidates):
            return [atlas.exact_name(one) for one in candidates]
        case Discord(by_name=by_name, by_code=by_code):
            return [atlas.exact_name(one) for one in (*by_name, *by_code)]
        case Unknown(suggestions=suggestions):
            return list(suggestions)


# -- postal codes ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("departement", "typed", "nom"),
    [
        ("92", "92170", "Vanves"),
        ("92", "92 170", "Vanves"),
        ("47", "47000", "Agen"),
        ("2A", "20000", "Ajaccio"),
        ("974", "97400", "Saint-Denis"),
        ("971", "97150", "Saint-Martin"),
        ("91", "91000", "Évry-Courcouronnes"),
        ("31", "31000", "Toulouse"),
    ],
)
def test_a_postal_code_of_one_commune_is_that_commune(departement: str, typed: str, nom: str) -> None:
    answer = found(departement, typed)
    assert (nom, Sense.CODE_POSTAL, ()) == (answer.commune.nom, answer.sense, answer.others)


@pytest.mark.parametrize(
    ("departement", "typed", "first", "how_many"),
    [
        ("08", "08000", "Charleville-Mézières", 6),
        ("91", "91620", "La Ville-du-Bois", 2),
        ("2B", "20200", "Bastia", 4),
        ("2A", "20167", "Ajaccio", 10),
    ],
)
def test_a_postal_code_of_several_communes_lists_them_the_largest_first(
    departement: str, typed: str, first: str, how_many: int
) -> None:
    answer = site(departement).resolve_commune(typed)
    assert isinstance(answer, Homonyms)
    assert (Sense.CODE_POSTAL, how_many) == (answer.sense, len(answer.candidates))
    assert first == answer.candidates[0].commune.nom


@pytest.mark.parametrize(
    ("departement", "typed", "nom", "first"),
    [
        ("47", "47200", "Parranquet", "Marmande"),
        ("08", "08200", "Grivy-Loisy", "Sedan"),
        ("08", "08300", "Tannay-le-Mont-Dieu", "Rethel"),
        ("91", "91080", "Boissy-le-Cutté", "Évry-Courcouronnes"),
        ("69", "69003", "Albigny-sur-Saône", "Lyon 3e arrondissement"),
        ("13", "13001", "Aix-en-Provence", "Marseille 1er arrondissement"),
        ("974", "97411", "Saint-Denis", "Saint-Paul"),
    ],
)
def test_an_insee_code_that_is_a_postal_code_too_is_read_with_the_communes_of_that_code(
    departement: str, typed: str, nom: str, first: str
) -> None:
    answer = found(departement, typed)
    assert (nom, Sense.CODE_INSEE) == (answer.commune.nom, answer.sense)
    assert first == proposed(departement, typed)[0]


def test_the_postal_codes_of_ardennes_never_become_another_commune_unsaid() -> None:
    atlas = site("08")
    answers = {row[0]: atlas.resolve_commune(row[0]) for row in shipped_table("postaux/08")}
    assert 38 == len(answers)
    # 31 are Insee codes of today, 1 of a commune united since posts exist, 2 of communes united before.
    assert 32 == sum(is_told_as_insee(answer) for answer in answers.values())
    assert 6 == sum(isinstance(answer, Homonyms) for answer in answers.values())


def is_told_as_insee(answer: CommuneAnswer) -> bool:
    return isinstance(answer, Found) and answer.sense is Sense.CODE_INSEE and bool(answer.others)


@pytest.mark.parametrize("typed", ["92025", "08105", "2A004", "2b033", "75056", "97105"])
def test_an_insee_code_that_is_no_postal_code_is_read_alone(typed: str) -> None:
    answer = found("92", typed)
    assert (typed.upper(), Sense.CODE_INSEE, ()) == (answer.commune.code, answer.sense, answer.others)


@pytest.mark.parametrize(
    ("typed", "nom"),
    [
        # Insee codes of Seine and Seine-et-Oise until 1968, of Cachan and of Bouville.
        ("75016", "Paris"),
        ("78100", "Saint-Germain-en-Laye"),
    ],
)
def test_a_code_that_no_commune_has_had_since_posts_exist_is_a_postal_code(typed: str, nom: str) -> None:
    assert (nom, Sense.CODE_POSTAL) == (found("92", typed).commune.nom, found("92", typed).sense)


@pytest.mark.parametrize(("typed", "code"), [("20004", "2A004"), ("75024", "92024")])
def test_an_old_code_that_is_no_postal_code_still_leads_to_its_commune(typed: str, code: str) -> None:
    assert code == found("92", typed).commune.code


@pytest.mark.parametrize(
    ("typed", "former"), [("75016", "Paris 16e arrondissement"), ("75116", "Paris 16e arrondissement")]
)
def test_the_postal_code_of_an_arrondissement_is_that_arrondissement(typed: str, former: str) -> None:
    assert ("75056", former) == (found("75", typed).commune.code, found("75", typed).former)


@pytest.mark.parametrize("typed", ["47916", "00000", "99999", "20999", "98999"])
def test_figures_that_are_no_code_name_nothing(typed: str) -> None:
    assert Unknown() == site("47").resolve_commune(typed)


@pytest.mark.parametrize(
    ("departement", "typed", "nom"),
    [
        ("92", "Vanves (92170)", "Vanves"),
        ("92", "vanves ( 92 170 )", "Vanves"),
        ("92", "92170 Vanves", "Vanves"),
        ("92", "Vanves 92170", "Vanves"),
        ("92", "Vanves - 92170", "Vanves"),
        ("92", "Vanves (92075)", "Vanves"),
        ("92", "Ville de Vanves (92170)", "Vanves"),
        ("92", "Sainte-Colombe (05700)", "Sainte-Colombe"),
        ("92", "75016 Paris", "Paris"),
        ("92", "Paris 75016", "Paris"),
        ("92", "69003 Lyon", "Lyon"),
        ("47", "47200 Marmande", "Marmande"),
        ("47", "47210 Parranquet", "Parranquet"),
        ("47", "47916 Agen Cedex 9", "Agen"),
        ("47", "Agen Cedex", "Agen"),
        ("2A", "20700 Ajaccio Cedex", "Ajaccio"),
        ("2B", "20200 Bastia", "Bastia"),
        ("91", "Évry (91000)", "Évry-Courcouronnes"),
        ("12", "Bozouls (12340)", "Bozouls"),
        ("12", "Bozouls (12500)", "Bozouls"),
        ("974", "97490 Saint-Denis", "Saint-Denis"),
    ],
)
def test_a_name_beside_a_code_of_its_own_is_read(departement: str, typed: str, nom: str) -> None:
    answer = found(departement, typed)
    assert (nom, ()) == (answer.commune.nom, answer.others)
    assert answer.sense is not Sense.DEBUT


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Vanves (92130)", ["Vanves", "Issy-les-Moulineaux"]),
        ("92130 Vanves", ["Vanves", "Issy-les-Moulineaux"]),
        ("Vanves (92012)", ["Vanves", "Boulogne-Billancourt"]),
        ("Agen (92170)", ["Agen (47)", "Vanves"]),
    ],
)
def test_a_name_beside_the_code_of_another_commune_is_a_discord(typed: str, names: list[str]) -> None:
    assert isinstance(site("92").resolve_commune(typed), Discord)
    assert names == proposed("92", typed)


# -- communes of the past ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("departement", "typed", "nom", "former", "sense"),
    [
        ("91", "Évry", "Évry-Courcouronnes", "Évry", Sense.REUNIE),
        ("91", "EVRY", "Évry-Courcouronnes", "Évry", Sense.REUNIE),
        ("91", "Ville d'Évry", "Évry-Courcouronnes", "Évry", Sense.REUNIE),
        ("91", "Courcouronnes", "Évry-Courcouronnes", "Courcouronnes", Sense.REUNIE),
        ("91", "Évry-Petit-Bourg", "Évry-Courcouronnes", "Évry-Petit-Bourg", Sense.REUNIE),
        ("08", "Mézières", "Charleville-Mézières", "Mézières", Sense.REUNIE),
        ("08", "Le Mont-Dieu", "Tannay-le-Mont-Dieu", "Le Mont-Dieu", Sense.REUNIE),
        ("02", "Gernicourt (02)", "Cormicy", "Gernicourt", Sense.REUNIE),
        ("51", "Châlons-sur-Marne", "Châlons-en-Champagne", "Châlons-sur-Marne", Sense.ANCIEN_NOM),
        ("93", "Saint-Ouen", "Saint-Ouen-sur-Seine", "Saint-Ouen", Sense.ANCIEN_NOM),
        ("93", "Pierrefitte-sur-Seine", "Saint-Denis", "Pierrefitte-sur-Seine", Sense.REUNIE),
        ("50", "Cherbourg-Octeville", "Cherbourg-en-Cotentin", "Cherbourg-Octeville", Sense.REUNIE),
        ("59", "Hellemmes-Lille", "Lille", "Hellemmes-Lille", Sense.REUNIE),
        ("2A", "Poggio-di-Tallano", "Sainte-Lucie-de-Tallano", "Poggio-di-Tallano", Sense.REUNIE),
        ("75", "Paris 16e", "Paris", "Paris 16e arrondissement", Sense.ARRONDISSEMENT),
        ("69", "Lyon IIIe", "Lyon", "Lyon 3e arrondissement", Sense.ARRONDISSEMENT),
    ],
)
def test_a_name_of_the_past_of_the_site_is_the_commune_of_today(
    departement: str, typed: str, nom: str, former: str, sense: Sense
) -> None:
    answer = found(departement, typed)
    assert (nom, former, sense) == (answer.commune.nom, answer.former, answer.sense)


def test_a_commune_that_was_restored_is_itself() -> None:
    # Saint-Denis-le-Gast was associated with another from 1973 to 1984.
    assert ("50463", "") == (
        found("50", "Saint-Denis-le-Gast").commune.code,
        found("50", "Saint-Denis-le-Gast").former,
    )


def test_a_past_name_of_the_site_comes_before_a_present_one_elsewhere_which_is_named() -> None:
    assert ["Évry (89)"] == proposed("91", "Évry")
    assert ["Meylan (38)"] == proposed("47", "Meylan")
    assert ["Charleville (51)"] == proposed("08", "Charleville")
    assert [] == proposed("91", "Courcouronnes")
    assert [] == proposed("91", "Évry (91)")


def test_a_past_name_that_posts_may_report_is_a_homonym_of_a_present_one_elsewhere() -> None:
    assert ["Évry (89)", "Évry (91)"] == proposed("92", "Évry")
    assert isinstance(site("92").resolve_commune("Évry"), Homonyms)


@pytest.mark.parametrize("nom", ["Avignon", "Saint-Étienne", "Saint-Quentin", "Châteauroux", "Toulouse"])
def test_a_name_given_up_by_another_commune_does_not_hide_a_town_of_today(nom: str) -> None:
    answer = found("92", nom)
    assert (nom, "") == (answer.commune.nom, answer.former)


def test_a_present_name_of_the_site_comes_first_and_a_past_one_there_is_named() -> None:
    assert ("89339", "") == (
        found("89", "Sainte-Colombe").commune.code,
        found("89", "Sainte-Colombe").former,
    )
    assert ["Treigny-Perreuse-Sainte-Colombe (89)"] == proposed("89", "Sainte-Colombe")
    assert [] == proposed("89", "Sainte-Colombe (89)")


def test_several_past_communes_of_one_name_are_a_choice_under_their_present_names() -> None:
    assert ["Fresnes-sous-Coucy (02)", "Fresnes-en-Tardenois (02)"] == proposed("02", "Fresnes (02)")


# -- names that are not official ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("departement", "typed", "nom"),
    [
        ("92", "Clichy-la-Garenne", "Clichy"),
        ("92", "clichy la garenne", "Clichy"),
        ("92", "Clichy-la-Garenne (92)", "Clichy"),
        ("92", "Ville de Clichy-la-Garenne (92110)", "Clichy"),
        ("92", "Meudon-la-Forêt", "Meudon"),
        ("92", "Boulogne-sur-Seine", "Boulogne-Billancourt"),
        ("93", "Montreuil-sous-Bois", "Montreuil"),
        ("47", "Valence d'Agen", "Valence"),
        ("974", "St-Denis de la Réunion", "Saint-Denis"),
        ("06", "Juan-les-Pins", "Antibes"),
    ],
)
def test_a_name_of_usage_is_its_commune(departement: str, typed: str, nom: str) -> None:
    answer = found(departement, typed)
    assert (nom, "", Sense.NOM_D_USAGE, ()) == (
        answer.commune.nom,
        answer.former,
        answer.sense,
        answer.others,
    )


@pytest.mark.parametrize(
    ("departement", "typed", "nom"),
    [
        ("92", "Levallois", "Levallois-Perret"),
        ("92", "Issy", "Issy-les-Moulineaux"),
        ("92", "Boulogne", "Boulogne-Billancourt"),
        ("92", "Rueil", "Rueil-Malmaison"),
        ("92", "Neuilly", "Neuilly-sur-Seine"),
        ("92", "Plessis", "Le Plessis-Robinson"),
        ("92", "la Garenne", "La Garenne-Colombes"),
        ("92", "Ville d'Issy", "Issy-les-Moulineaux"),
        ("92", "Bois", "Bois-Colombes"),
        ("92", "Issy (92130)", "Issy-les-Moulineaux"),
        ("92", "Issy (92)", "Issy-les-Moulineaux"),
        ("63", "Clermont", "Clermont-Ferrand"),
        ("69", "Villefranche", "Villefranche-sur-Saône"),
        ("973", "St Laurent", "Saint-Laurent-du-Maroni"),
    ],
)
def test_the_first_words_of_one_name_of_the_site_are_that_commune(
    departement: str, typed: str, nom: str
) -> None:
    assert (nom, Sense.DEBUT) == (found(departement, typed).commune.nom, found(departement, typed).sense)


def test_the_communes_that_have_the_first_words_for_whole_name_are_named_beside() -> None:
    assert ["Bois (17)"] == proposed("92", "Bois")
    assert [] == proposed("92", "Levallois")
    assert [] == proposed("92", "Issy (92)")


def test_the_first_words_of_several_names_of_the_site_are_a_choice() -> None:
    assert ["Vitry-en-Perthois", "Vitry-la-Ville", "Vitry-le-François"] == proposed("51", "Vitry")
    assert isinstance(site("51").resolve_commune("Vitry"), Unknown)
    assert ["Villeneuve-de-Duras", "Villeneuve-sur-Lot", "Villeneuve (01)"] == proposed("47", "Villeneuve")[
        :3
    ]
    assert ["Châlons-en-Champagne", "Châlons-sur-Vesle", "Châlons (38)"] == proposed("51", "Châlons")


@pytest.mark.parametrize("typed", ["Levall", "Nanter", "Colom"])
def test_a_word_that_is_not_whole_is_not_the_beginning_of_a_name(typed: str) -> None:
    assert isinstance(site("92").resolve_commune(typed), Unknown)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Ville de Vanves", "92075"),
        ("Mairie de Vanves", "92075"),
        ("commune de La Garenne-Colombes", "92035"),
        ("Commune du Plessis-Robinson", "92060"),
        ("Ville-d'Avray", "92077"),
        ("Ville de Ville-d'Avray", "92077"),
        ("Ville du Havre", "76351"),
        ("La Ville-du-Bois", "91665"),
        ("D'Huison-Longueville", "91198"),
        ("Mairie de Paris 16e", "75056"),
    ],
)
def test_what_stands_before_a_name_does_not_count(typed: str, code: str) -> None:
    assert code == found("92", typed).commune.code


@pytest.mark.parametrize(
    "typed", ["Boulogne\u00adBillancourt", "Boulogne\u2011Billancourt", "Bou\u00adlogne-Billancourt"]
)
def test_a_soft_hyphen_is_a_hyphen_or_nothing(typed: str) -> None:
    assert "92012" == found("92", typed).commune.code


# -- laws --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("departement", ["08", "47", "91", "2A", "974"])
def test_every_text_that_is_proposed_means_one_commune_and_needs_no_further_word(departement: str) -> None:
    atlas = site(departement)
    texts = {row[0] for row in shipped_table(f"postaux/{departement}")} if departement != "2A" else set()
    for commune in atlas.communes_of(departement):
        texts |= {commune.code, commune.nom, commune.nom.split("-")[0], f"Ville de {commune.nom}"}
    for code, nom, *_ in shipped_table(f"anciennes/{departement}"):
        texts |= {code, nom, f"{nom} ({departement})"}
    wrong = [
        (typed, text)
        for typed in sorted(texts)
        for meant in meanings(atlas.resolve_commune(typed))
        for text in [atlas.exact_name(meant)]
        if not is_exact(atlas.resolve_commune(text), meant)
    ]
    assert [] == wrong


def meanings(answer: CommuneAnswer) -> tuple[Found, ...]:
    match answer:
        case Found(others=others):
            return (answer, *others)
        case Homonyms(candidates=candidates):
            return candidates
        case Discord(by_name=by_name, by_code=by_code):
            return (*by_name, *by_code)
        case Unknown():
            return ()


def is_exact(answer: CommuneAnswer, meant: Found) -> bool:
    return (
        isinstance(answer, Found)
        and answer.commune == meant.commune
        and not answer.others
        and answer.sense is not Sense.DEBUT
    )


def test_every_commune_of_france_is_found_by_each_of_its_postal_codes() -> None:
    france = Atlas.shipped()
    lost = []
    for departement in ("01", "08", "20", "47", "75", "92", "974"):
        for code, main, streets in shipped_table(f"postaux/{departement}"):
            for commune in main.split():
                answer = france.resolve_commune(commune)
                nom = answer.commune.nom if isinstance(answer, Found) else ""
                beside = france.resolve_commune(f"{nom} ({code})")
                lost += [] if isinstance(beside, Found) and beside.commune.nom == nom else [(code, commune)]
            assert main
            assert not set(main.split()) & set(streets.split())
    assert [] == lost
