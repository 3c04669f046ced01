"""The list of deadlines: what is on it on a day, what is not, and its texts."""

from __future__ import annotations

import json
from datetime import date

import pytest
from support.source_files import source_file

from bulletin.config.model import Config, SiteConfig
from bulletin.content.read import read_content
from bulletin.content.reading.context import Vocabulary
from bulletin.corpus.corpus import Corpus, link
from bulletin.corpus.deadlines import Deadline, Rubrique, deadlines, deadlines_json, deadlines_text
from bulletin.diagnostics import Diagnostics
from bulletin.source.tree import SourceFile
from bulletin.territories.atlas import Atlas

ATLAS = Atlas.shipped(("92",))
CONFIG = Config(site=SiteConfig(titre="Le bulletin", url="https://bulletin.example/", departements=("92",)))
WORDS = Vocabulary(natures=CONFIG.conventions.natures, themes=(), zone=CONFIG.site.zone)

SIGNED = """\
titre: Signature d’un CEJ
resume: Deux phrases.
commune: Sceaux
convention: CEJ 2015-2018
signature: 5 juillet 2016
"""
FORUM = """\
titre: Forum à Puteaux
resume: Deux phrases.
commune: Puteaux
evenement: du 21 au 22 novembre 2014
inscription: forum@exemple.fr, avant le 15 novembre
"""
NEGOTIATION = """\
titre: Vers une CTG à Antony
resume: Deux phrases.
commune: Antony
convention: CTG
negociation: 10 novembre 2014
signature_prevue: premier trimestre 2015
"""


def corpus(day: date, **fronts: str) -> Corpus:
    """Posts named « j2016_07_11_cej », cards « ctg_x_2020 », pages « page_x », each with its front matter."""
    files = [_file(name, front) for name, front in fronts.items()]
    diagnostics = Diagnostics()
    reads = read_content(files, ATLAS, WORDS)
    found = link(reads, config=CONFIG, atlas=ATLAS, day=day, drafts=False, diagnostics=diagnostics)
    assert [] == [item.message for read in reads for item in read.diagnostics if item.stops]
    return found


def _file(name: str, front: str) -> SourceFile:
    stem = name.replace("_", "-")
    path = (
        f"content/articles/{stem[1:]}.md"
        if stem[1:5].isdigit()
        else f"content/pages/{stem}.md"
        if stem.startswith("page")
        else f"content/conventions/{stem}.md"
    )
    return source_file(path, f"---\n{front}---\n\nTexte.\n".encode())


def rows(found: Corpus, rubrique: Rubrique, mois: int | None = None) -> tuple[Deadline, ...]:
    return tuple(row for row in deadlines(found, mois).rows if row.rubrique is rubrique)


# -- conventions -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2018, 6, 29), []),
        (date(2018, 6, 30), ["cej-sceaux-2015"]),
        (date(2018, 12, 31), ["cej-sceaux-2015"]),
        (date(2019, 1, 1), []),
    ],
)
def test_an_end_is_listed_from_six_months_before_until_the_last_day(day: date, expected: list[str]) -> None:
    assert expected == [row.id for row in rows(corpus(day, j2016_07_11_cej=SIGNED), Rubrique.FIN)]


def test_the_months_asked_for_replace_those_of_the_configuration() -> None:
    found = corpus(date(2018, 1, 15), j2016_07_11_cej=SIGNED)
    assert [] == [row.id for row in rows(found, Rubrique.FIN)]
    assert ["cej-sceaux-2015"] == [row.id for row in rows(found, Rubrique.FIN, 12)]


def test_a_convention_with_a_signed_successor_is_not_listed() -> None:
    after = (
        "nature: CTG\ncommune: Sceaux\nperiode: 2019-2022\nsignature: 3 septembre 2018\n"
        "remplace: cej-sceaux-2015\n"
    )
    day = date(2018, 12, 1)
    assert 1 == len(rows(corpus(day, j2016_07_11_cej=SIGNED), Rubrique.FIN))
    assert () == rows(corpus(day, j2016_07_11_cej=SIGNED, ctg_sceaux_2019=after), Rubrique.FIN)


def test_an_end_is_listed_with_its_day_its_place_and_what_to_write() -> None:
    (row,) = rows(corpus(date(2018, 12, 1), j2016_07_11_cej=SIGNED), Rubrique.FIN)
    assert date(2018, 12, 31) == row.jour
    assert ("content/articles/2016-07-11-cej.md", 5) == (row.place.path, row.place.line)
    assert "remplace: cej-sceaux-2015" in row.remede


@pytest.mark.parametrize(("day", "expected"), [(date(2015, 3, 31), 0), (date(2015, 4, 1), 1)])
def test_an_announced_signature_is_late_after_its_last_possible_day(day: date, expected: int) -> None:
    late = rows(corpus(day, j2014_11_14_ctg=NEGOTIATION), Rubrique.SIGNATURE)
    assert expected == len(late)
    assert [date(2015, 3, 31)] * expected == [row.jour for row in late]


@pytest.mark.parametrize(("day", "expected"), [(date(2015, 11, 13), []), (date(2015, 11, 14), [14])])
def test_negotiations_are_listed_a_year_after_the_last_news(day: date, expected: list[int]) -> None:
    silent = rows(corpus(day, j2014_11_14_ctg=NEGOTIATION), Rubrique.NEGOCIATION)
    assert expected == [row.jour.day for row in silent if row.jour]


def test_a_later_post_takes_negotiations_off_the_list() -> None:
    more = NEGOTIATION.replace("negociation: 10 novembre 2014", "diagnostic: 2 juin 2015")
    found = corpus(date(2015, 12, 1), j2014_11_14_ctg=NEGOTIATION, j2015_06_05_ctg=more)
    assert () == rows(found, Rubrique.NEGOCIATION)


def test_a_card_without_a_step_is_listed_without_a_day() -> None:
    card = "nature: CTG\ncommune: Sceaux\nperiode: 2019-2022\n"
    (row,) = rows(corpus(date(2020, 1, 1), ctg_sceaux_2019=card), Rubrique.NEGOCIATION)
    assert (None, "content/conventions/ctg-sceaux-2019.md") == (row.jour, row.place.path)


# -- evenements ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2014, 10, 15), 0),
        (date(2014, 10, 16), 1),
        (date(2014, 11, 15), 1),
        (date(2014, 11, 16), 0),
    ],
)
def test_registrations_are_listed_for_thirty_days_until_they_close(day: date, expected: int) -> None:
    assert expected == len(rows(corpus(day, j2014_10_01_forum=FORUM), Rubrique.INSCRIPTION))


@pytest.mark.parametrize("etat", ["complet", "annule"])
def test_no_registration_is_listed_where_one_cannot_register(etat: str) -> None:
    found = corpus(date(2014, 11, 10), j2014_10_01_forum=f"{FORUM}etat: {etat}\n")
    assert () == rows(found, Rubrique.INSCRIPTION)


@pytest.mark.parametrize(
    ("day", "more", "expected"),
    [
        (date(2014, 11, 22), "", 0),
        (date(2014, 11, 23), "", 1),
        (date(2014, 11, 23), "etat: annule\n", 0),
        (date(2014, 11, 23), "suite: 2014-11-28-bilan\n", 0),
    ],
)
def test_a_past_evenement_without_a_report_is_listed(day: date, more: str, expected: int) -> None:
    assert expected == len(rows(corpus(day, j2014_10_01_forum=FORUM + more), Rubrique.SUITE))


def test_a_post_published_after_its_evenement_is_the_report() -> None:
    after = "titre: Retour sur le forum\nresume: Une phrase.\ncommune: Puteaux\nevenement: 21 novembre 2014\n"
    assert () == rows(corpus(date(2015, 1, 1), j2014_11_28_retour=after), Rubrique.SUITE)


# -- writing ---------------------------------------------------------------------------------------------


def test_a_post_without_summary_is_listed_at_its_title() -> None:
    found = corpus(date(2017, 1, 1), j2016_07_11_cej=SIGNED, j2016_08_01_bref="titre: En bref\n")
    (row,) = rows(found, Rubrique.RESUME)
    assert ("/2016/08/01/bref/", "En bref", 2) == (row.id, row.titre, row.place.line)


def test_drafts_and_scheduled_posts_are_not_listed() -> None:
    found = corpus(
        date(2017, 1, 1),
        j2016_08_01_bref="titre: En bref\nbrouillon: oui\n",
        j2018_08_01_bref="titre: Plus tard\n",
    )
    assert () == deadlines(found).rows


def test_each_image_without_an_author_is_listed_in_posts_and_pages() -> None:
    images = "images:\n  - fichier: a.jpg\n    alt: A\n    credit: Caf\n  - fichier: b.jpg\n    alt: B\n"
    found = corpus(
        date(2017, 1, 1),
        j2016_08_01_bref=f"titre: En bref\nresume: Une phrase.\n{images}",
        page_une=f"titre: Une page\n{images}",
    )
    listed = rows(found, Rubrique.CREDIT)
    assert ["/2016/08/01/bref/", "/page-une/"] == sorted(row.id for row in listed)
    assert all("b.jpg" in row.message for row in listed)


# -- as texts --------------------------------------------------------------------------------------------


def test_json_rows_have_the_same_seven_keys_and_can_be_written() -> None:
    found = deadlines(corpus(date(2018, 12, 1), j2016_07_11_cej=SIGNED, j2014_11_14_ctg=NEGOTIATION))
    listed = deadlines_json(found)
    assert {("rubrique", "jour", "id", "titre", "fichier", "ligne", "message")} == {
        tuple(row) for row in listed
    }
    assert "2018-12-31" == listed[0]["jour"]
    assert listed == json.loads(json.dumps(listed))


def test_rubriques_come_in_their_order_then_by_day() -> None:
    found = deadlines(
        corpus(
            date(2018, 12, 1), j2016_07_11_cej=SIGNED, j2014_11_14_ctg=NEGOTIATION, j2014_10_01_forum=FORUM
        )
    )
    assert [Rubrique.FIN, Rubrique.SIGNATURE, Rubrique.NEGOCIATION, Rubrique.SUITE] == [
        row.rubrique for row in found.rows
    ]


def test_the_text_has_a_heading_a_day_a_place_and_a_remedy() -> None:
    text = deadlines_text(deadlines(corpus(date(2018, 12, 1), j2016_07_11_cej=SIGNED)))
    assert (
        "Échéances au 1er décembre 2018 (fins de convention\u00a0: 6 mois)\n"
        "\n"
        "Conventions qui finissent bientôt, sans suite signée (1)\n"
        "  31 décembre 2018 — Contrat enfance jeunesse de Sceaux, 2015-2018\n"
        "    content/articles/2016-07-11-cej.md, ligne 5 (cej-sceaux-2015)\n"
        "    Aucune convention signée ne lui succède.\n"
        "    → Quand la suite est signée, racontez-la avec «\u00a0remplace: cej-sceaux-2015\u00a0»\u202f; "
        "si elle est prolongée, avec «\u00a0nouvelle_fin\u00a0»."
    ) == text


def test_an_empty_list_says_so() -> None:
    text = deadlines_text(deadlines(corpus(date(2017, 12, 1), j2016_07_11_cej=SIGNED)))
    assert text.endswith("\n\nRien à signaler.")
