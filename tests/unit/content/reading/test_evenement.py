from __future__ import annotations

import datetime as dt

import pytest
from support.front_matter import codes, diagnostics, post, underlined

from bulletin.content.model.evenement import Evenement
from bulletin.content.model.inauguration import Inauguration
from bulletin.french.dates import Moment, PartialDate
from bulletin.french.printed import partial

PATH = "content/articles/2014-10-20-forum.md"
PLACE = "commune: Puteaux\n"


def evenement(front: str, path: str = PATH) -> Evenement:
    found = post(PLACE + front, path).evenement
    assert found is not None
    return found


def inauguration(front: str, path: str = "content/articles/2014-11-06-creche.md") -> Inauguration:
    found = post(PLACE + front, path).inauguration
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("typed", "debut", "fin"),
    [
        ("21 novembre", Moment(dt.date(2014, 11, 21)), Moment(dt.date(2014, 11, 21))),
        ("du 21 au 22 novembre", Moment(dt.date(2014, 11, 21)), Moment(dt.date(2014, 11, 22))),
        (
            "8 décembre 2014 de 14 h à 17 h",
            Moment(dt.date(2014, 12, 8), dt.time(14)),
            Moment(dt.date(2014, 12, 8), dt.time(17)),
        ),
        (
            "8 décembre 2014 à 14h30",
            Moment(dt.date(2014, 12, 8), dt.time(14, 30)),
            Moment(dt.date(2014, 12, 8), dt.time(14, 30)),
        ),
    ],
)
def test_an_evenement_has_a_start_and_an_end(typed: str, debut: Moment, fin: Moment) -> None:
    found = evenement(f"evenement: {typed}")
    assert (debut, fin) == (found.debut, found.fin)


@pytest.mark.parametrize(
    "typed", ["2014-12-08T14:00", "2014-12-08 14:00", "8 décembre 2014 à 14 h", "8 décembre 2014 14h00"]
)
def test_an_hour_follows_its_day_in_every_form(typed: str) -> None:
    assert Moment(dt.date(2014, 12, 8), dt.time(14)) == evenement(f"evenement:\n  debut: {typed}").debut


def test_a_day_without_a_year_is_the_first_from_the_day_of_the_post() -> None:
    assert dt.date(2014, 10, 20) == evenement("evenement: 20 octobre").debut.jour
    assert dt.date(2015, 2, 3) == evenement("evenement: 3 février").debut.jour
    assert ["annee-lointaine"] == codes(PLACE + "evenement: 19 octobre", PATH)


def test_an_hour_that_the_clocks_skip_or_double_is_settled_and_reported() -> None:
    (skipped,) = diagnostics(PLACE + "evenement: 29 mars 2026 à 2 h 30", "content/articles/2026-03-01-a.md")
    (doubled,) = diagnostics(
        PLACE + "evenement: 25 octobre 2026 à 2 h 30", "content/articles/2026-10-01-a.md"
    )
    assert [("heure-reglee", "info")] * 2 == [(one.code, one.severity) for one in (skipped, doubled)]
    assert (4, "29 mars 2026 à 2 h 30") == underlined(skipped)
    assert (
        dt.time(3, 30)
        == evenement("evenement: 29 mars 2026 à 2 h 30", "content/articles/2026-03-01-a.md").debut.heure
    )


def test_the_whole_light_example_is_read() -> None:
    found = evenement(
        "evenement: du 21 au 22 novembre\n"
        "organisateur: Le rendez-vous des parents\n"
        "inscription: forum_puteaux@lerendezvousdesparents.com, avant le 15 novembre\n"
        "seances:\n"
        "  - 21 novembre, professionnels, L'enfant témoin, victime ou acteur de violences\n"
        "  - 22 novembre, de 9 h à 12 h, familles de Puteaux, La vie en famille, un long fleuve tranquille"
    )
    assert found.inscription is not None
    assert ("Le rendez-vous des parents",) == found.organisateurs
    assert "forum_puteaux@lerendezvousdesparents.com" == found.inscription.courriel
    assert dt.date(2014, 11, 15) == found.inscription.avant_le
    assert [("professionnels",), ("familles de Puteaux",)] == [seance.public for seance in found.seances]
    assert "L'enfant témoin, victime ou acteur de violences" == found.seances[0].theme
    assert Moment(dt.date(2014, 11, 22), dt.time(12)) == found.seances[1].fin


def test_a_deadline_without_a_year_is_the_last_before_the_start() -> None:
    found = evenement("evenement: 5 janvier\ninscription: avant le 20 décembre")
    assert found.inscription is not None
    assert dt.date(2014, 12, 20) == found.inscription.avant_le


def test_the_keys_of_a_place_stand_beside_its_name() -> None:
    found = evenement(
        "evenement: 21 novembre\nlieu: Salle des fêtes, 1er étage\nadresse: 2 rue A\ncode_postal: 01001"
    )
    assert found.lieu is not None
    assert ("Salle des fêtes, 1er étage", "2 rue A", "01001") == (
        found.lieu.nom,
        found.lieu.adresse,
        found.lieu.code_postal,
    )


@pytest.mark.parametrize(
    ("front", "code", "place"),
    [
        ("evenement:\n  debut: 22 novembre\n  fin: 2014-11-21", "fin-avant-debut", (6, "2014-11-21")),
        (
            "evenement: 8 décembre 2014 de 17 h à 14 h",
            "fin-avant-debut",
            (4, "8 décembre 2014 de 17 h à 14 h"),
        ),
        (
            "evenement: 21 novembre\ninscription: avant le 22 novembre 2014",
            "inscription-apres-debut",
            (5, "22 novembre 2014"),
        ),
        (
            "evenement: 21 novembre\nseances:\n  - 23 novembre, familles",
            "seance-hors-evenement",
            (6, "23 novembre"),
        ),
        ("evenement: 21 novembre\ninscription: à la mairie", "inscription-illisible", (5, "à la mairie")),
        ("evenement: 21 novembre à 25 h", "heure-illisible", (4, "21 novembre à 25 h")),
        (
            "evenement: 21 novembre\ninscription:\n  courriel: la mairie",
            "adresse-illisible",
            (6, "la mairie"),
        ),
        ("evenement: du 21 et 25 novembre", "periode-illisible", (4, "du 21 et 25 novembre")),
        ("evenement:\n  lieu: Salle", "cle-manquante", (4, "evenement:")),
    ],
)
def test_a_faulty_evenement_is_reported_where_it_stands(
    front: str, code: str, place: tuple[int, str]
) -> None:
    (fault,) = diagnostics(PLACE + front, PATH)
    assert (code, place) == (fault.code, underlined(fault))


def test_the_whole_light_example_of_an_inauguration_is_read() -> None:
    found = inauguration(
        "inauguration: 4 novembre\n"
        "structure: Pitchouns, micro-crèche parentale\n"
        "adresse: 2 rue de Strasbourg\n"
        "places: 9\n"
        "accueils: régulier, occasionnel, urgence\n"
        "en_presence_de:\n  - Alexis Bachelay, député des Hauts-de-Seine\n"
        "montant: 44 000 € d'investissement, 80 % du coût du programme"
    )
    assert found.structure is not None
    assert PartialDate(2014, 11, 4) == found.quand
    assert ("pitchouns", "Pitchouns", ("micro-crèche parentale",)) == (
        found.structure.id,
        found.structure.nom,
        found.structure.natures,
    )
    assert (9, ("régulier", "occasionnel", "urgence")) == (found.structure.places, found.structure.accueils)
    assert found.structure.commune is not None
    assert "92062" == found.structure.commune.code
    assert ["investissement"] == [montant.nature for montant in found.montants]
    assert ["Alexis Bachelay"] == [personne.nom for personne in found.en_presence_de]


def test_the_keys_of_a_structure_need_one() -> None:
    (fault,) = diagnostics(PLACE + "inauguration: 4 juillet\nplaces: 9")
    assert ("cle-manquante", 4) == (fault.code, fault.place.line)
    assert "« structure »" in fault.message


def test_an_inauguration_without_a_day_has_that_of_the_post() -> None:
    found = inauguration("inauguration:\n  structure: Pitchouns")
    assert PartialDate(2014, 11, 6) == found.quand


# -- days without a year, and weekdays -------------------------------------------------------------------

FEBRUARY = "content/articles/2026-02-01-un-article.md"


def test_a_day_just_past_is_the_next_one_and_both_years_are_offered() -> None:
    (fault,) = diagnostics(PLACE + "evenement: 25 janvier", FEBRUARY)
    assert ("annee-lointaine", "avertissement") == (fault.code, fault.severity)
    assert dt.date(2027, 1, 25) == evenement("evenement: 25 janvier", FEBRUARY).debut.jour
    hint = fault.hint
    assert "« 25 janvier 2026 » ou « 25 janvier 2027 »" in hint


def test_a_weekday_that_the_year_found_has_says_nothing_more() -> None:
    assert [] == codes(PLACE + "evenement: dimanche 12 juillet", FEBRUARY)


def test_a_weekday_that_no_near_year_has_is_an_erreur() -> None:
    (fault,) = diagnostics(PLACE + "evenement: vendredi 12 juillet de 9 h à 12 h", FEBRUARY)
    assert ("date-impossible", "erreur") == (fault.code, fault.severity)
    assert "Le 12 juillet 2026 n’est pas un vendredi." == fault.message
    assert "« dimanche 12 juillet 2026 »" in fault.hint


def test_a_weekday_of_the_year_beside_finds_that_year_and_says_it() -> None:
    front = "evenement: samedi 10 janvier"
    (info,) = diagnostics(PLACE + front, FEBRUARY)
    assert ("annee-d-apres-le-jour", "info") == (info.code, info.severity)
    assert dt.date(2026, 1, 10) == evenement(front, FEBRUARY).debut.jour
    assert "« samedi 10 janvier 2026 »" in info.hint


def test_each_day_of_a_stretch_has_its_own_weekday() -> None:
    assert [] == codes(PLACE + "evenement: du vendredi 12 au samedi 13 juin", FEBRUARY)
    assert ["date-impossible"] == codes(PLACE + "evenement: du vendredi 12 au lundi 13 juin", FEBRUARY)


# -- hours -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("closing", ["0 h", "24 h", "minuit"])
def test_an_evening_ends_with_its_day(closing: str) -> None:
    light = evenement(f"evenement: 5 mai 2026 de 20 h à {closing}", FEBRUARY)
    long = evenement(f"evenement:\n  debut: 5 mai 2026 à 20 h\n  fin: 5 mai 2026 à {closing}", FEBRUARY)
    assert light == long
    assert (Moment(dt.date(2026, 5, 6), dt.time(0)), dt.date(2026, 5, 5)) == (light.fin, light.dernier_jour)


def test_hours_of_several_days_are_those_of_a_session_each_day() -> None:
    front = "evenement: 21 et 22 novembre 2026 de 9h à 12h"
    (info,) = diagnostics(PLACE + front, FEBRUARY)
    assert ("heures-chaque-jour", "info") == (info.code, info.severity)
    light = evenement(front, FEBRUARY)
    long = evenement(
        "evenement:\n  debut: 21 novembre 2026 à 9 h\n  fin: 22 novembre 2026 à 12 h\n  seances:\n"
        "    - 21 novembre 2026 de 9 h à 12 h\n    - 22 novembre 2026 de 9 h à 12 h",
        FEBRUARY,
    )
    assert light == long
    assert ["", ""] == [seance.theme for seance in light.seances]
    assert light.a_les_memes_heures_chaque_jour


def test_one_hour_of_several_days_is_that_of_a_session_each_day() -> None:
    found = evenement("evenement: du 21 au 23 novembre 2026 à 9 h", FEBRUARY)
    assert [21, 22, 23] == [seance.debut.jour.day for seance in found.seances]
    assert all(seance.debut == seance.fin for seance in found.seances)


def test_evenings_until_midnight_are_sessions_of_their_own_day() -> None:
    found = evenement("evenement: 21 et 22 novembre 2026 de 20 h à minuit", FEBRUARY)
    assert [(21, 22), (22, 23)] == [(one.debut.jour.day, one.fin.jour.day) for one in found.seances]
    assert dt.date(2026, 11, 22) == found.dernier_jour


def test_sessions_that_are_typed_stand_alone() -> None:
    front = "evenement: 21 et 22 novembre 2026 de 9 h à 12 h\nseances:\n  - 22 novembre, familles, La vie"
    (seance,) = evenement(front, FEBRUARY).seances
    assert "La vie" == seance.theme
    assert [] == codes(PLACE + front, FEBRUARY)


def test_hours_of_each_day_for_years_are_a_slip() -> None:
    front = "evenement: du 1er janvier 2026 au 31 décembre 2036 de 9 h à 12 h"
    assert ["periode-illisible"] == codes(PLACE + front, FEBRUARY)


@pytest.mark.parametrize(
    ("typed", "lines"),
    [
        (
            "tous les mardis de mars à 14 h",
            ["evenement: du 3 mars 2026 au 31 mars 2026", "seances:", "  - 3 mars 2026 à 14 h"],
        ),
        (
            "21 et 28 novembre de 9 h à 12 h",
            ["evenement: du 21 novembre au 28 novembre", "seances:", "  - 21 novembre de 9 h à 12 h"],
        ),
    ],
)
def test_days_apart_are_written_out_as_sessions(typed: str, lines: list[str]) -> None:
    (fault,) = diagnostics(PLACE + f"evenement: {typed}", FEBRUARY)
    assert ("periode-illisible", (4, typed)) == (fault.code, underlined(fault))
    assert fault.fix is not None
    assert lines == fault.fix.text.split("\n")[:3]
    assert [] == codes(PLACE + fault.fix.text, FEBRUARY)


def test_an_end_of_the_next_morning_is_written_out() -> None:
    (fault,) = diagnostics(PLACE + "evenement: 5 mai 2026 de 22 h à 2 h", FEBRUARY)
    assert "du 5 mai 2026 à 22 h au 6 mai 2026 à 2 h" in fault.hint


@pytest.mark.parametrize("quand", ["14 avril à 11 h", "2026-04-14T11:00", "mardi 14 avril 11h"])
def test_an_opening_keeps_its_hour(quand: str) -> None:
    path = "content/articles/2026-04-01-un-article.md"
    at_eleven = Moment(dt.date(2026, 4, 14), dt.time(11))
    for front in (f"inauguration: {quand}", f"inauguration:\n  quand: {quand}"):
        found = inauguration(f"{front}\nstructure: A" if front.count("\n") == 0 else front, path)
        assert (at_eleven, at_eleven) == (found.debut, found.fin)
        assert dt.date(2026, 4, 14) == found.quand.first


def test_an_opening_has_two_hours() -> None:
    found = inauguration("inauguration: 14 avril 2026 de 11 h à 13 h\nstructure: A", FEBRUARY)
    assert Moment(dt.date(2026, 4, 14), dt.time(13)) == found.fin


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("14 avril à 25 h", "heure-illisible"),
        ("14 et 21 avril à 11 h", "periode-illisible"),
        ("bientôt", "date-illisible"),
    ],
)
def test_a_faulty_opening_is_told(typed: str, code: str) -> None:
    assert [code] == codes(PLACE + f"inauguration: {typed}\nstructure: A", FEBRUARY)


def test_a_vague_opening_has_no_hour() -> None:
    found = inauguration("inauguration: fin mars 2026\nstructure: A", FEBRUARY)
    assert ("fin mars 2026", None) == (partial(found.quand), found.debut)
