"""The agenda and the calendars of a whole site, from the announcement of an evenement to its report."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from support.small_site import CONFIG_OF_PARIS, SmallSite

FORUM = "content/articles/2014-11-14-forum.md"
REPORT = "content/articles/2014-12-01-retour.md"
PUTEAUX = f"""\
-- {FORUM} --
---
titre: Forum de la famille à Puteaux
commune: Puteaux
evenement: du 21 au 22 novembre
organisateur: Le rendez-vous des parents
inscription: forum@exemple.fr, avant le 15 novembre
seances:
  - 21 novembre, professionnels, L'enfant témoin de violences
  - 22 novembre, familles de Puteaux, La vie en famille
---

Venez.
"""
EVENT = "/2014/11/14/forum/"
ICS = "/2014/11/14/forum/forum.ics"
POSTED, CLOSED, PAST = dt.date(2014, 11, 15), dt.date(2014, 11, 16), dt.date(2014, 11, 23)
CALENDARS = ("/agenda.ics", "/communes/92062-puteaux/agenda.ics", ICS)


@pytest.fixture
def site(tmp_path: Path) -> SmallSite:
    return SmallSite(tmp_path, PUTEAUX, config=CONFIG_OF_PARIS)


def lines(site: SmallSite, address: str) -> list[str]:
    """The unfolded lines of a calendar."""
    return re.sub("\n ", "", site.page(address)).splitlines()


def section(site: SmallSite, titre: str) -> str:
    """The text under a heading of the agenda, "" without that heading."""
    found = re.search(rf"<h2>{titre}</h2>(.*?)</section>", site.page("/agenda/"), re.DOTALL)
    return found[1] if found else ""


# -- the page --------------------------------------------------------------------------------------------


def test_an_evenement_goes_from_open_to_closed_to_past(site: SmallSite) -> None:
    site.build(POSTED)
    assert "Inscription jusqu’au 15 novembre 2014" in section(site, "Rencontres à venir")
    assert "Rencontres passées" not in site.page("/agenda/")

    site.build(CLOSED)
    assert "Inscriptions closes depuis le 15 novembre 2014" in section(site, "Rencontres à venir")

    site.build(PAST)
    assert "Aucune rencontre annoncée pour le moment." in section(site, "Rencontres à venir")
    assert "Forum de la famille" in section(site, "Rencontres passées")
    assert "2014</h3>" in section(site, "Rencontres passées")
    assert "nscription" not in section(site, "Rencontres passées")


@pytest.mark.parametrize(
    ("etat", "printed"), [("annule", "Annulé"), ("reporte", "Reporté"), ("complet", "Complet")]
)
def test_an_evenement_that_changes_stays_in_the_agenda_and_is_marked(
    site: SmallSite, etat: str, printed: str
) -> None:
    site.edit(FORUM, "commune: Puteaux", f"commune: Puteaux\netat: {etat}")
    site.build(POSTED)

    assert printed in section(site, "Rencontres à venir")
    assert ("nscription" in section(site, "Rencontres à venir")) == (etat == "reporte")

    site.build(PAST)
    assert printed in section(site, "Rencontres passées")


def test_an_inauguration_is_in_the_agenda_if_announced_and_not_if_reported_afterwards(
    site: SmallSite,
) -> None:
    site.add(
        "content/articles/2014-11-10-pitchouns.md",
        "---\ntitre: Une crèche va ouvrir\ncommune: Colombes\ninauguration: 2014-11-18\n"
        "structure: Pitchouns, micro-crèche\n---\n\nBientôt.\n",
    )
    site.add(
        "content/articles/2014-11-05-ruche.md",
        "---\ntitre: Une crèche a ouvert\ncommune: Colombes\ninauguration: 4 novembre\n"
        "structure: La Ruche, crèche\n---\n\nOuverte.\n",
    )
    site.build(POSTED)

    coming = section(site, "Rencontres à venir")
    assert 0 < coming.index("Une crèche va ouvrir") < coming.index("Forum de la famille")
    assert "SUMMARY:Une crèche va ouvrir" in lines(site, "/agenda.ics")
    assert "Une crèche a ouvert" not in site.page("/agenda/") + site.page("/agenda.ics")


def test_every_page_that_shows_events_leads_to_their_calendar(site: SmallSite) -> None:
    site.build(POSTED)

    for page, file, webcal in (
        ("/", "agenda.ics", "webcal://bulletin.example/agenda.ics"),
        ("/agenda/", "../agenda.ics", "webcal://bulletin.example/agenda.ics"),
        (
            "/communes/92062-puteaux/",
            "agenda.ics",
            "webcal://bulletin.example/communes/92062-puteaux/agenda.ics",
        ),
        (EVENT, "forum.ics", ""),
    ):
        text = site.page(page)
        assert re.search(rf'<link rel="alternate" type="text/calendar" [^>]*href="{file}">', text), page
        assert f'<a href="{file}" type="text/calendar">' in text.replace('class="suivre-fichier" ', "")
        assert webcal in text
    assert "webcal://" not in site.page(EVENT)
    assert 'href="../../../../agenda/"' in site.page(EVENT)


# -- calendars -------------------------------------------------------------------------------------------


def test_an_evenement_is_in_the_calendar_of_the_site_of_its_commune_and_in_its_own(site: SmallSite) -> None:
    site.build(POSTED)

    for address in CALENDARS:
        assert "UID:2014-11-14-forum@bulletin.example" in lines(site, address), address
        assert "DTEND;VALUE=DATE:20141123" in lines(site, address)
    assert "BEGIN:VEVENT" not in lines(site, "/communes/75056-paris/agenda.ics")
    assert "BEGIN:VTIMEZONE" in lines(site, "/communes/75056-paris/agenda.ics")
    description = next(line for line in lines(site, ICS) if line.startswith("DESCRIPTION:Venez"))
    assert "L’enfant témoin de violences" in description
    assert "https://bulletin.example/2014/11/14/forum/" in description


def test_the_calendars_do_not_change_with_the_day(site: SmallSite) -> None:
    site.build(POSTED)
    before = {address: site.page(address) for address in CALENDARS}

    site.build(PAST)

    assert before == {address: site.page(address) for address in CALENDARS}
    assert {path for path in site.last.rendered if path.endswith(".ics")} == set()


def test_an_event_keeps_its_identifier_when_its_title_and_its_days_change(site: SmallSite) -> None:
    site.edit(FORUM, "titre: Forum de la famille à Puteaux", "titre: Un forum\nrevision: 1")
    site.edit(FORUM, "du 21 au 22 novembre", "du 21 au 23 novembre")
    site.build(POSTED)

    assert "UID:2014-11-14-forum@bulletin.example" in lines(site, ICS)
    assert "SEQUENCE:1" in lines(site, ICS)


def test_a_cancelled_evenement_stays_in_every_calendar(site: SmallSite) -> None:
    site.edit(FORUM, "commune: Puteaux", "commune: Puteaux\netat: annule\nmise_a_jour: 2014-11-15")
    site.build(POSTED)

    for address in CALENDARS:
        found = lines(site, address)
        assert {"STATUS:CANCELLED", "SEQUENCE:1", "LAST-MODIFIED:20141114T230000Z"} <= set(found), address
        assert "SUMMARY:Annulé\u00a0: Forum de la famille à Puteaux" in found
        assert "BEGIN:VALARM" not in found


def test_a_reminder_is_set_the_day_before_the_deadline(site: SmallSite) -> None:
    site.edit(FORUM, "avant le 15 novembre", "avant le 17 novembre")
    site.build(POSTED)

    assert "TRIGGER:20141116T080000Z" in lines(site, ICS)


def test_a_withdrawn_post_leaves_the_calendars_and_one_that_expired_keeps_its_own(site: SmallSite) -> None:
    site.edit(FORUM, "commune: Puteaux", "commune: Puteaux\nexpire: 2014-11-15")
    site.build(CLOSED)
    assert "BEGIN:VEVENT" not in lines(site, "/agenda.ics")
    assert "BEGIN:VEVENT" in lines(site, ICS)

    site.edit(FORUM, "expire: 2014-11-15", "retire:\n  motif: Erreur.\n  le: 2014-11-16")
    site.build(CLOSED)
    assert "BEGIN:VEVENT" not in lines(site, "/agenda.ics")
    assert not (site.output / ICS.lstrip("/")).exists()


# -- the report ------------------------------------------------------------------------------------------


def test_a_past_evenement_leads_to_its_report_once_it_is_published(site: SmallSite) -> None:
    site.edit(FORUM, "commune: Puteaux", "commune: Puteaux\nsuite: 2014-12-01-retour.md")
    site.add(REPORT, "---\ntitre: Retour sur le forum\n---\n\nDu monde.\n")
    waiting = site.build(dt.date(2014, 11, 30))
    assert site.errors() == ()
    assert dt.date(2014, 12, 1) == waiting.next_change.date
    assert "Retour sur le forum" not in site.page("/agenda/") + site.page(EVENT)

    site.build(dt.date(2014, 12, 1))

    assert 'href="../2014/12/01/retour/">Retour sur le forum</a>' in site.page("/agenda/")
    assert 'href="../../../12/01/retour/">Retour sur le forum</a>' in site.page(EVENT)


@pytest.mark.parametrize(
    "name",
    [
        "2014-12-01-retour",
        "articles/2014-12-01-retour.md",
        REPORT,
        "/2014/12/01/retour/",
        "https://bulletin.example/2014/12/01/retour/",
    ],
)
def test_a_report_may_be_named_by_its_file_or_its_address(site: SmallSite, name: str) -> None:
    site.edit(FORUM, "commune: Puteaux", f"commune: Puteaux\nsuite: {name}")
    site.add(REPORT, "---\ntitre: Retour sur le forum\n---\n\nDu monde.\n")
    site.build(dt.date(2014, 12, 1))

    assert 'href="../../../12/01/retour/">Retour sur le forum</a>' in site.page(EVENT)


@pytest.mark.parametrize(
    "name", ["2014-12-01-retours.md", "2014-11-14-forum.md", "/agenda/", "https://x.fr/"]
)
def test_a_report_that_is_no_other_post_is_an_erreur_at_its_line(site: SmallSite, name: str) -> None:
    site.edit(FORUM, "commune: Puteaux", f"commune: Puteaux\nsuite: {name}")
    site.build(POSTED)

    assert site.errors() == ("suite-inconnue",)
    (fault,) = (item for item in site.last.diagnostics if item.stops)
    assert (FORUM, 4, 8) == (fault.place.path, fault.place.line, fault.place.column)
    assert name in fault.message
