"""How one registers, in whatever order and words it is typed."""

from __future__ import annotations

import datetime as dt

import pytest
from support.front_matter import codes, diagnostics, post

from bulletin.content.model.evenement import Inscription

EVENT = "commune: Puteaux\nevenement: 21 novembre\ninscription: "
PHONE = "01 41 00 00 00"
NOVEMBER_5 = dt.date(2016, 11, 5)


def inscription(typed: str) -> Inscription:
    evenement = post(EVENT + typed).evenement
    assert evenement is not None
    assert evenement.inscription is not None
    return evenement.inscription


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (f"{PHONE} avant le 5 novembre", Inscription(telephone=PHONE, avant_le=NOVEMBER_5)),
        (f"jusqu’au 5 novembre au {PHONE}", Inscription(telephone=PHONE, avant_le=NOVEMBER_5)),
        (
            "forum@exemple.fr jusqu'au 5 novembre",
            Inscription(courriel="forum@exemple.fr", avant_le=NOVEMBER_5),
        ),
        ("par mail à forum@exemple.fr.", Inscription(courriel="forum@exemple.fr")),
        (f"forum@exemple.fr ou {PHONE}", Inscription(courriel="forum@exemple.fr", telephone=PHONE)),
        (f"{PHONE} ou 06 12 34 56 78", Inscription(telephone=f"{PHONE} ou 06 12 34 56 78")),
        ("3230", Inscription(telephone="3230")),
        ("32 30", Inscription(telephone="32 30")),
        ("+33 1 41 00 00 00", Inscription(telephone="+33 1 41 00 00 00")),
        ("01.41.00.00.00", Inscription(telephone="01.41.00.00.00")),
        ("0590 12 34 56", Inscription(telephone="0590 12 34 56")),
        ("https://exemple.fr/a", Inscription(url="https://exemple.fr/a")),
        ("en ligne sur https://exemple.fr/a?b=1", Inscription(url="https://exemple.fr/a?b=1")),
        ("auprès du centre social", Inscription(aupres_de="du centre social")),
        (
            f"auprès de Mme Petit au {PHONE}, avant le 5 novembre",
            Inscription(aupres_de="de Mme Petit", telephone=PHONE, avant_le=NOVEMBER_5),
        ),
        (
            f"auprès de la Maison des familles ({PHONE})",
            Inscription(aupres_de="de la Maison des familles", telephone=PHONE),
        ),
        (f"{PHONE} (Mme Petit)", Inscription(telephone=PHONE, aupres_de="de Mme Petit")),
        ("a@b.fr, jusqu’au 5 novembre inclus", Inscription(courriel="a@b.fr", avant_le=NOVEMBER_5)),
        ("inscriptions closes le 5 novembre", Inscription(avant_le=NOVEMBER_5)),
        ("inscription obligatoire, entrée gratuite", Inscription(obligatoire=True, gratuit=True)),
        ("entrée libre", Inscription(obligatoire=False)),
    ],
)
def test_a_registration_is_read_as_one_says_it(typed: str, expected: Inscription) -> None:
    assert expected == inscription(typed)


@pytest.mark.parametrize("typed", ["en mairie", "avant la fin du mois", "a@b.fr, c@d.fr", "en ligne"])
def test_what_says_no_way_to_register_is_refused(typed: str) -> None:
    assert ["inscription-illisible"] == codes(EVENT + typed)


def test_the_remedy_keeps_what_was_typed_and_nothing_else() -> None:
    (fault,) = diagnostics(f"{EVENT}{PHONE} en mairie avant le 5 novembre")
    lines = fault.hint.split("\n")[1:]
    assert ["inscription:", f"  telephone: {PHONE}", "  avant_le: 5 novembre"] == lines
    assert fault.fix is None


def test_where_to_register_has_a_key_of_its_own() -> None:
    (fault,) = diagnostics(f"{EVENT}{PHONE}, à la mairie")
    assert fault.fix is not None
    assert f"inscription:\n  telephone: {PHONE}\n  aupres_de: de la mairie" == fault.fix.text


def test_an_address_without_its_scheme_is_written_out() -> None:
    (fault,) = diagnostics(f"{EVENT}exemple.fr/rencontre, avant le 5 novembre")
    lines = fault.hint.split("\n")[1:]
    assert ["inscription:", "  url: https://exemple.fr/rencontre", "  avant_le: 5 novembre"] == lines
    assert fault.fix is None


def test_a_full_meeting_is_told_by_its_own_key() -> None:
    (fault,) = diagnostics(f"{EVENT}complet")
    assert "Écrivez « etat: complet »." == fault.hint
