"""What was understood of a file is said back, key by key, from the values that were read."""

from __future__ import annotations

import pytest
from support.front_matter import PATH, WORDS, atlas
from support.source_files import source_file

from bulletin.content.read import understood_in
from bulletin.content.understood import Understood

POST = """\
---
titre: Signature d’un CEJ à Boulogne-Billancourt
commune: Boulogne-Billancourt
convention: CEJ 2015-2018
signature: 5 juillet
signataires:
  - Pierre-Christophe Baguet, maire ; vice-président du Conseil départemental
montant: environ 4,9 M€ de prestation enfance jeunesse, 55 % du reste à charge de la Ville
---

Le texte.
"""


def understood(text: str, path: str = PATH) -> dict[str, Understood]:
    """What was understood of each key of a file."""
    found = understood_in(source_file(path, text.encode()), atlas(), WORDS)
    return {one.key: one for one in found}


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("key", "line", "sentence"),
    [
        ("titre", 2, "Signature d’un CEJ à Boulogne-Billancourt"),
        ("commune", 3, "Boulogne-Billancourt (Insee 92012)"),
        ("convention", 4, "contrat enfance jeunesse, 2015-2018"),
        ("signature", 5, "le 5 juillet 2016"),
        ("signataires", 7, "Pierre-Christophe Baguet, maire et vice-président du Conseil départemental"),
        ("montant", 8, "environ 4,9 M€, prestation enfance jeunesse, 55 % du reste à charge de la Ville"),
    ],
)
def test_each_key_of_a_post_is_said_back_at_its_line(key: str, line: int, sentence: str) -> None:
    one = understood(POST)[key]
    assert (line, sentence) == (one.line, plain(one.understood))


def test_a_supposed_value_has_its_reason_and_what_was_typed() -> None:
    one = understood(POST)["signature"]
    assert ("5 juillet", True) == (one.typed, one.inferred)
    assert "parution" in one.why


def test_a_value_that_was_typed_in_full_has_none() -> None:
    one = understood(POST)["commune"]
    assert (False, "") == (one.inferred, one.why)


def test_what_no_key_gives_is_said_too() -> None:
    found = understood(POST)
    assert ("", "signature", True) == (
        found["type"].typed,
        found["type"].understood,
        found["type"].inferred,
    )
    assert "11 juillet 2016" == plain(found["date"].understood)


def test_the_keys_of_a_long_form_are_said_one_by_one() -> None:
    text = POST.replace(
        "convention: CEJ 2015-2018\nsignature: 5 juillet\n",
        "convention:\n  nature: CEJ\n  debut: 2015\n  fin: 2018\n  signature: 5 juillet\n",
    )
    found = understood(text.replace("signataires:\n  - Pierre", "auteur: Pierre"))
    assert "contrat enfance jeunesse" == found["nature"].understood
    assert ("en 2015", "en 2018") == (found["debut"].understood, found["fin"].understood)


def test_nothing_is_said_of_a_file_that_could_not_be_read() -> None:
    assert {} == understood("sans en-tête")


@pytest.mark.parametrize(
    ("front", "key", "sentence"),
    [
        (
            "evenement: 21 et 22 novembre 2026 de 9 h à 12 h",
            "evenement",
            "du 21 au 22 novembre 2026, de 9 h à 12 h",
        ),
        (
            "evenement: 3 juin 2026\ninscription: auprès du centre social avant le 1er juin 2026",
            "inscription",
            "auprès du centre social, jusqu’au 1er juin 2026",
        ),
        ("inauguration: 14 avril 2016 à 11 h", "inauguration", "le jeudi 14 avril 2016, à 11 h"),
        ("inauguration: 14 avril\nstructure: Les Lucioles\nplaces: 30 berceaux", "places", "30"),
        (
            "montant: plus de 150 000 € par an pour un poste",
            "montant",
            "plus de 150 000 € par an, pour un poste",
        ),
        ("montant: 32 000 € sur ses fonds d’action sociale", "montant", "32 000 €, fonds d’action sociale"),
    ],
)
def test_the_words_of_real_posts_are_said_back_as_they_were_understood(
    front: str, key: str, sentence: str
) -> None:
    one = understood(f"---\ntitre: Un article\ncommune: Sceaux\n{front}\n---\n\nLe texte.\n")[key]
    assert sentence == plain(one.understood)


def test_a_supposed_year_of_an_opening_with_hours_has_its_reason() -> None:
    found = understood(
        "---\ntitre: A\ncommune: Sceaux\ninauguration: 14 avril de 10 h à 11 h\n---\n\nLe texte.\n"
    )
    assert found["inauguration"].inferred
    assert not {"debut", "fin"} & set(found)
