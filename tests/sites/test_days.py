"""What the day of the build decides: which posts are published, scheduled or expired, until which day."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from support.folders import tree
from support.pictures import drawing
from support.small_site import CONFIG_OF_PARIS, SITE_FEEDS, SmallSite, calendar, post_of, rubrique

ONE = dt.timedelta(days=1)
PLAIN = """\
-- content/articles/2016-05-02-guide.md --
---
titre: Un guide pour les familles
---

Un guide présente les aides.
-- content/articles/2016-06-20-note.md --
---
titre: Une note
---

Une note du service.
"""
SECRET = "Zanzibar"
"""A word that no other text of the site holds."""


def test_a_scheduled_post_appears_on_its_day(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, PLAIN, config=CONFIG_OF_PARIS)
    site.add("content/articles/2016-09-01-rentree.md", "---\ntitre: La rentrée\n---\n\nC’est la rentrée.\n")
    before = site.build(dt.date(2016, 8, 31))
    assert (1, dt.date(2016, 9, 1)) == (before.left_out.programmes, before.left_out.premier)
    assert dt.date(2016, 9, 1) == before.next_change.date
    assert ("parution de «\u00a0La rentrée\u00a0»",) == before.next_change.why

    site.build(dt.date(2016, 9, 1))

    assert site.rendered() == (
        post_of("2016/09/01/rentree")
        | {
            "2016/06/20/note/index.html",
            "archives/index.html",
            "index.html",
            "plan-du-site/index.html",
            "sitemap.xml",
        }
        | SITE_FEEDS
        | calendar("09")
        | rubrique("actualites")
    )
    assert site.last.left_out.programmes == 0


def test_an_expired_post_leaves_the_lists_and_keeps_its_page_with_a_notice(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, PLAIN, config=CONFIG_OF_PARIS)
    site.edit(
        "content/articles/2016-06-20-note.md", "titre: Une note", "titre: Une note\nexpire: 10 août 2016"
    )
    last = site.build(dt.date(2016, 8, 10))
    assert last.left_out.expires == 0
    assert dt.date(2016, 8, 11) == last.next_change.date

    site.build(dt.date(2016, 8, 11))

    assert site.rendered() == (
        {"2016/06/20/note/index.html", "index.html"} | SITE_FEEDS | rubrique("actualites")
    )
    assert site.last.left_out.expires == 1
    assert "plus d’actualité depuis le 10 août 2016" in site.page("/2016/06/20/note/")
    assert "Une note" in site.page("/2016/06/")
    assert "/2016/06/20/note/" in site.page("/sitemap.xml")


def test_a_list_keeps_its_address_when_its_only_post_expires(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, PLAIN, config=CONFIG_OF_PARIS)
    site.add(
        "content/articles/2015-03-02-appel.md",
        "---\ntitre: Appel\ntype: dossier\nnumero: 2015-03\nexpire: 2015-12-31\n---\n\nAppel à projets.\n",
    )
    site.build()

    assert "Aucun article pour le moment." in site.page("/dossiers/2015/")
    assert "Aucun article pour le moment." in site.page("/numeros/2015-03/")
    assert "Appel" in site.page("/2015/03/")


def test_a_withdrawn_post_leaves_a_notice_at_its_address(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, PLAIN, config=CONFIG_OF_PARIS)
    site.edit(
        "content/articles/2016-06-20-note.md",
        "titre: Une note",
        "titre: Une note\nretire:\n  motif: Une erreur de chiffres.\n  le: 2016-08-05",
    )
    before = site.build(dt.date(2016, 8, 4))
    assert dt.date(2016, 8, 5) == before.next_change.date
    assert "Une note du service." in site.page("/2016/06/20/note/")

    site.build(dt.date(2016, 8, 5))

    page = site.page("/2016/06/20/note/")
    assert "Une erreur de chiffres." in page
    assert "Une note du service." not in page
    assert all(b"note du service" not in content for content in tree(site.output).values())
    assert "Aucun article pour le moment." in site.page("/2016/06/")
    assert "/2016/06/20/note/" not in site.page("/sitemap.xml")


CEJ = """\
-- content/articles/2016-05-20-cej-puteaux.md --
---
titre: Signature d'un CEJ à Puteaux
commune: Puteaux
convention: CEJ 2015-2018
signature: 5 mai
---

Signé.
"""


def test_the_end_of_a_convention_is_announced_and_shown(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, CEJ, config=CONFIG_OF_PARIS)
    before = site.build(dt.date(2018, 12, 31))
    assert dt.date(2019, 1, 1) == before.next_change.date
    assert "fin de «\u00a0cej-puteaux-2015\u00a0»" in before.next_change.why

    site.build(dt.date(2019, 1, 1))

    assert "Passées" in site.page("/communes/92062-puteaux/")
    assert "En vigueur" not in site.page("/communes/92062-puteaux/")
    assert site.last.next_change.date is None


def test_the_end_of_registrations_and_of_an_evenement_are_announced_and_shown(tmp_path: Path) -> None:
    site = SmallSite(
        tmp_path,
        """\
-- content/articles/2014-11-14-forum.md --
---
titre: Forum de la famille à Puteaux
commune: Puteaux
evenement: du 21 au 22 novembre
inscription: forum@exemple.fr, avant le 15 novembre
---

Venez.
""",
        config=CONFIG_OF_PARIS,
    )
    first = site.build(dt.date(2014, 11, 14))
    assert "Inscription jusqu’au 15 novembre 2014" in site.page("/")
    assert dt.date(2014, 11, 16) == first.next_change.date
    assert (
        "clôture des inscriptions à «\u00a0Forum de la famille à Puteaux\u00a0»",
    ) == first.next_change.why

    closed = site.build(dt.date(2014, 11, 16))
    assert "Inscriptions closes depuis le 15 novembre 2014" in site.page("/")
    assert dt.date(2014, 11, 23) == closed.next_change.date

    past = site.build(dt.date(2014, 11, 23))
    assert "closes depuis" not in site.page("/")
    assert past.next_change.date is None


# -- what is not published -------------------------------------------------------------------------------

HIDDEN = f"""\
titre: {SECRET}
resume: Un résumé de {SECRET}.
commune: Sarlat-la-Canéda
theme: petite-enfance
mots_cles: {SECRET}
numero: 2031-07
auteur: {SECRET}
image:
  fichier: zanzibar.png
  alt: {SECRET}
piece_jointe:
  fichier: zanzibar.pdf
  titre: {SECRET}
alias: /zanzibar/
convention:
  nature: CEJ
  etape: avenant
  id: cej-puteaux-2015
  intitule: {SECRET}
  axes:
    - {SECRET}
  signataires:
    - {SECRET}, maire
inauguration:
  quand: 2016-05-01
  structure:
    nom: Les Pitchouns
    adresse: {SECRET}
    gestionnaire: {SECRET}
"""
INAUGURATION = """\
-- content/articles/2016-07-14-pitchouns.md --
---
titre: Les Pitchouns ouvrent à Puteaux
commune: Puteaux
inauguration: 12 juillet
structure: Les Pitchouns
---

Une crèche de plus.
"""


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("content/articles/2016-04-01-zanzibar.md", "brouillon: oui\n"),
        ("content/articles/2016-08-02-zanzibar.md", ""),
    ],
    ids=["draft", "scheduled"],
)
def test_what_is_not_published_leaks_into_no_byte_of_the_output(tmp_path: Path, path: str, keys: str) -> None:
    site = SmallSite(tmp_path, PLAIN + CEJ + INAUGURATION, config=CONFIG_OF_PARIS)
    site.build()
    clean = {name: data for name, data in site.on(dt.date(2016, 8, 1)).items() if "etat" not in name}
    site.add(path, f"---\n{HIDDEN}{keys}---\n\nLe corps de {SECRET}.\n")
    site.add("content/articles/zanzibar.png", drawing())
    site.add("content/articles/zanzibar.pdf", b"%PDF zanzibar")
    site.build()

    assert site.errors() == ()
    for name, content in tree(site.output).items():
        assert SECRET.casefold().encode() not in name.casefold().encode() + content.lower()
    assert "2031" not in "".join(tree(site.output))
    assert clean == {name: data for name, data in site.on(dt.date(2016, 8, 1)).items() if "etat" not in name}


def test_what_a_withdrawn_post_said_of_a_structure_disappears(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, INAUGURATION, config=CONFIG_OF_PARIS)
    keys = f"structure: Les Pitchouns\nadresse: {SECRET}\nretire:\n  motif: Erreur.\n  le: 2016-07-20\n"
    site.add(
        "content/articles/2016-07-01-avant.md",
        f"---\ntitre: Annonce\ncommune: Puteaux\ninauguration: 12 juillet 2016\n{keys}---\n\nTexte.\n",
    )
    site.build()

    assert site.errors() == ()
    assert all(SECRET.encode() not in content for content in tree(site.output).values())


def test_the_drafts_are_shown_where_they_are_asked_for(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, PLAIN, config=CONFIG_OF_PARIS)
    site.add("content/articles/2016-07-01-essai.md", "---\ntitre: Un essai\nbrouillon: oui\n---\n\nEssai.\n")
    assert site.build().left_out.brouillons == 1

    shown = site.build(drafts=True)

    assert shown.left_out.brouillons == 0
    assert "Un essai" in site.page("/")


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("content/articles/2016-04-01-faux.md", "brouillon: oui\n"),
        ("content/articles/2016-08-02-faux.md", ""),
    ],
    ids=["draft", "scheduled"],
)
def test_a_fault_in_what_is_not_published_is_reported_and_does_not_block(
    tmp_path: Path, path: str, keys: str
) -> None:
    site = SmallSite(tmp_path, PLAIN, config=CONFIG_OF_PARIS)
    site.add(
        path,
        f"---\ntitre: Faux\n{keys}commune: Nulle Part\nalias: http://ailleurs.example/\n"
        "image: absente.png\n---\n\nUn [lien](rien.md).\n",
    )
    summary = site.build()

    assert site.errors() == ()
    assert {"commune-inconnue"} <= {item.code for item in summary.diagnostics}
    assert {path} == {item.place.path for item in summary.diagnostics}


# -- the next change -------------------------------------------------------------------------------------

FACTS = """\
-- content/articles/2016-01-10-cej.md --
---
titre: Signature d'un CEJ à Paris
commune: Paris
convention: CEJ
signature: 8 janvier
fin: 2016-02-20
---

Signé.
-- content/articles/2016-01-12-forum.md --
---
titre: Forum
commune: Paris
evenement: du 28 au 29 janvier
inscription: forum@exemple.fr, avant le 24 janvier
---

Venez.
-- content/articles/2016-01-14-appel.md --
---
titre: Appel
expire: 2016-02-02
---

Appel à projets.
-- content/articles/2016-02-05-ouverture.md --
---
titre: Ouverture d'une crèche
commune: Paris
inauguration: 9 février
structure: La Ruche
---

Une crèche.
-- content/articles/2016-01-16-prolongation.md --
---
titre: Le CEJ est prolongé
commune: Paris
convention: CEJ
prolongation: 12 février 2016
nouvelle_fin: 2016-03-03
---

Prolongé.
-- content/articles/2016-01-18-note.md --
---
titre: Une note
retire:
  motif: Erreur.
  le: 2016-02-25
---

Une note.
-- content/conventions/ctg-paris-2016.md --
---
nature: CTG
commune: Paris
periode: 2016-02-15 au 2016-02-28
etape: signature
quand: 2016-01-30
---
"""
FIRST, LAST = dt.date(2016, 1, 19), dt.date(2016, 3, 10)


@pytest.mark.slow
def test_the_next_change_is_the_next_day_on_which_a_build_differs(tmp_path: Path) -> None:
    site = SmallSite(tmp_path, FACTS, config=CONFIG_OF_PARIS)
    days = [FIRST + ONE * number for number in range((LAST - FIRST).days + 1)]
    files = {day: site.on(day) for day in days}
    differing = [day for day in days[1:] if files[day] != files[day - ONE]]

    found: list[dt.date] = []
    day: dt.date | None = site.build(FIRST).next_change.date
    while day is not None:
        found.append(day)
        day = site.build(day).next_change.date

    assert found == differing
    assert len(found) >= 10


def test_the_end_of_a_convention_that_is_not_signed_is_never_said_to_be_near(tmp_path: Path) -> None:
    site = SmallSite(
        tmp_path,
        """\
-- content/articles/2016-05-02-projet.md --
---
titre: Une convention se prépare
commune: Sceaux
convention: CTG 2014-2017
negociation: 2 mai 2016
---

Les services se rencontrent.
-- content/articles/2017-06-30-fete.md --
---
titre: La fête
---

C’est la fête.
""",
    )
    last = site.build(dt.date(2017, 6, 1))
    assert (dt.date(2017, 6, 30), ("parution de «\u00a0La fête\u00a0»",)) == (
        last.next_change.date,
        last.next_change.why,
    )
    assert "fin prochaine" not in site.page("/donnees/etat.json")
