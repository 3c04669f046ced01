"""Names of territories in French sentences, with their prepositions and articles."""

from __future__ import annotations

import pytest

from bulletin.territories.atlas import Atlas
from bulletin.territories.prepositions import (
    Liaison,
    a_commune,
    de_commune,
    de_departement,
    de_epci,
    de_nom,
    inferred_liaison,
    long_name,
)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return Atlas.shipped()


@pytest.mark.parametrize(
    ("code", "de", "a"),
    [
        ("92012", "de Boulogne-Billancourt", "à Boulogne-Billancourt"),
        ("92004", "d’Asnières-sur-Seine", "à Asnières-sur-Seine"),
        ("76351", "du Havre", "au Havre"),
        ("17300", "de La Rochelle", "à La Rochelle"),
        ("91692", "des Ulis", "aux Ulis"),
        ("94038", "de L’Haÿ-les-Roses", "à L’Haÿ-les-Roses"),
        ("60703", "des Marais", "aux Marais"),
        ("66104", "de Los Masos", "à Los Masos"),
        ("62427", "d’Hénin-Beaumont", "à Hénin-Beaumont"),
        ("14333", "de Honfleur", "à Honfleur"),
        ("98817", "du Mont-Dore", "au Mont-Dore"),
    ],
)
def test_commune_contracts_or_elides_as_its_article_wants(atlas: Atlas, code: str, de: str, a: str) -> None:
    commune = atlas.commune(code)
    assert commune is not None
    assert (de, a) == (de_commune(commune), a_commune(commune))


@pytest.mark.parametrize(
    ("nom", "de"),
    [
        ("Arbignieu", "d’Arbignieu"),
        ("Cordieux", "de Cordieux"),
        ("Œuilly", "d’Œuilly"),
        ("Héricourt", "d’Héricourt"),
        ("Ham", "de Ham"),
        ("Le Petit-Quevilly", "du Petit-Quevilly"),
        ("Les Loges", "des Loges"),
        ("Lesquin", "de Lesquin"),
        ("L’Isle", "de L’Isle"),
    ],
)
def test_name_without_a_known_article_gets_the_likeliest_one(nom: str, de: str) -> None:
    assert de == de_nom(nom)


def test_the_inferred_article_agrees_with_insee_except_before_an_h(atlas: Atlas) -> None:
    wrong = [
        commune.nom
        for departement in ("08", "13", "47", "92")
        for commune in atlas.communes_of(departement)
        if not commune.nom.startswith("H") and inferred_liaison(commune.nom) is not Liaison(commune.liaison)
    ]
    assert [] == wrong


@pytest.mark.parametrize(
    ("code", "de"),
    [
        ("92", "des Hauts-de-Seine"),
        ("47", "de Lot-et-Garonne"),
        ("41", "de Loir-et-Cher"),
        ("01", "de l’Ain"),
        ("69", "du Rhône"),
        ("50", "de la Manche"),
        ("28", "d’Eure-et-Loir"),
        ("84", "de Vaucluse"),
        ("75", "de Paris"),
        ("974", "de La Réunion"),
        ("976", "de Mayotte"),
        ("987", "de la Polynésie française"),
    ],
)
def test_departement_takes_the_article_of_its_own_usage(atlas: Atlas, code: str, de: str) -> None:
    departement = atlas.departement(code)
    assert departement is not None
    assert de == de_departement(departement)


def test_departement_in_et_never_takes_an_article(atlas: Atlas) -> None:
    phrases = [de_departement(found) for code in range(1, 96) if (found := atlas.departement(f"{code:02}"))]
    joined = [phrase for phrase in phrases if "-et-" in phrase]
    assert 10 == len(joined)
    assert [] == [phrase for phrase in joined if phrase.startswith(("du ", "de la ", "de l’"))]


@pytest.mark.parametrize(
    ("siren", "de", "long"),
    [
        (
            "240800920",
            "de la CC de l’Argonne Ardennaise",
            "communauté de communes de l’Argonne Ardennaise",
        ),
        ("200041630", "de la CA Ardenne Métropole", "communauté d’agglomération Ardenne Métropole"),
        (
            "200057990",
            "de l’EPT Boucle Nord de Seine",
            "établissement public territorial Boucle Nord de Seine",
        ),
        ("200054781", "de la Métropole du Grand Paris", "Métropole du Grand Paris"),
        ("243300316", "de Bordeaux Métropole", "Bordeaux Métropole"),
        ("244500468", "d’Orléans Métropole", "Orléans Métropole"),
        ("246700488", "de l’Eurométropole de Strasbourg", "Eurométropole de Strasbourg"),
        ("247200132", "de la CU Le Mans Métropole", "communauté urbaine Le Mans Métropole"),
    ],
)
def test_groupement_is_named_short_and_long(atlas: Atlas, siren: str, de: str, long: str) -> None:
    epci = atlas.epci(siren)
    assert epci is not None
    assert (de, long) == (de_epci(epci), long_name(epci))
