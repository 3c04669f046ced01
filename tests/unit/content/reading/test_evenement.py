from __future__ import annotations

import datetime as dt

import pytest
from support.front_matter import codes, diagnostics, post, underlined

from bulletin.content.model.evenement import Evenement
from bulletin.content.model.inauguration import Inauguration
from bulletin.french.dates import Moment, PartialDate

PATH = "content/articles/2014-10-20-forum.md"
PLACE = "commune: Puteaux\n"


def evenement(front: str, path: str = PATH) -> Evenement:
    found = post(PLACE + front, path).evenement
    assert found is not None
    return found


def inauguration(front: str) -> Inauguration:
    found = post(PLACE + front, "content/articles/2014-11-06-creche.md").inauguration
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
    assert "« structure »" in fault.message


def test_an_inauguration_without_a_day_has_that_of_the_post() -> None:
    found = inauguration("inauguration:\n  structure: Pitchouns")
    assert PartialDate(2014, 11, 6) == found.quand
