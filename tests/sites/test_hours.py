"""Hours and vague dates as they were typed, from the front matter to every exit of the site."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from support.small_site import SmallSite

SITE = """\
-- content/articles/2026-04-01-creche.md --
---
titre: Une crèche ouvre
commune: Colombes
inauguration: 14 avril à 11 h
structure: Les Lutins, crèche
---

Venez.
-- content/articles/2026-04-02-veillee.md --
---
titre: Une veillée
commune: Puteaux
evenement: 5 mai 2026 de 20 h à minuit
---

Venez.
-- content/articles/2026-04-03-salon.md --
---
titre: Un salon
commune: Puteaux
evenement: 21 et 22 novembre 2026 de 9h à 12h
---

Venez.
-- content/articles/2026-04-04-ctg.md --
---
titre: Une CTG
commune: Sceaux
convention: CTG
negociation: 4 mars
signature_prevue: avant fin janvier 2027
---

Venez.
-- content/articles/2026-04-05-cej.md --
---
titre: Un CEJ
commune: Vanves
convention: CEJ début 2023 à fin 2026
signature: fin mars
---

Venez.
"""
DAY = dt.date(2026, 4, 10)


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    built = SmallSite(tmp_path, SITE)
    built.build(DAY)
    return built


def said(site: SmallSite, address: str) -> str:
    """The words of a page, with ordinary spaces."""
    _, _, inside = site.page(address).partition("<main")
    return " ".join(re.sub(r"<[^>]*>", " ", inside).replace("\u202f", " ").split())


def test_an_opening_keeps_its_hour_everywhere(site: SmallSite) -> None:
    assert "Le mardi 14 avril 2026, à 11 h" in said(site, "/2026/04/01/creche/")
    assert "le mardi 14 avril 2026, à 11 h" in said(site, "/agenda/")
    for calendar in ("/agenda.ics", "/communes/92025-colombes/agenda.ics", "/2026/04/01/creche/creche.ics"):
        assert "DTSTART;TZID=Europe/Paris:20260414T110000" in site.page(calendar)


def test_an_evening_until_midnight_is_of_one_day(site: SmallSite) -> None:
    assert "de 20 h à minuit" in said(site, "/2026/04/02/veillee/")
    assert "DTEND;TZID=Europe/Paris:20260506T000000" in site.page("/2026/04/02/veillee/veillee.ics")
    (veillee, _) = json.loads(site.page("/donnees/evenements.json"))
    assert "2026-05-06T00:00+02:00" == veillee["fin"]

    site.build(dt.date(2026, 5, 6))
    assert "Rencontres passées" in said(site, "/agenda/").partition("Une veillée")[0]


def test_hours_of_two_days_are_two_sessions(site: SmallSite) -> None:
    assert "du 21 au 22 novembre 2026, de 9 h à 12 h" in said(site, "/agenda/")
    (_, salon) = json.loads(site.page("/donnees/evenements.json"))
    assert [
        ("2026-11-21T09:00+01:00", "2026-11-21T12:00+01:00", None),
        ("2026-11-22T09:00+01:00", "2026-11-22T12:00+01:00", None),
    ] == [(one["debut"], one["fin"], one["theme"]) for one in salon["seances"]]


def test_a_vague_date_is_printed_as_typed_and_exact_in_the_data(site: SmallSite) -> None:
    assert "Signature prévue Avant fin janvier 2027" in said(site, "/2026/04/04/ctg/")
    assert "est en vigueur jusqu’à fin 2026" in said(site, "/conventions/cej-vanves-2023/")
    (cej, _) = json.loads(site.page("/donnees/conventions.json"))
    assert ("2023", "2026", "2023-01-01", "2026-12-31", "2026-03") == tuple(
        cej[key] for key in ("debut", "fin", "debut_jour", "fin_jour", "date_signature")
    )
