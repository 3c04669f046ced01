"""Open data, field by field, on small sites written as text."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Never

import pytest
from support.csv_tables import csv_rows, schema_faults
from support.front_matter import atlas
from support.source_files import source_file

from bulletin.config.model import Config
from bulletin.config.reader import parse_config
from bulletin.content.read import read_content
from bulletin.content.reading.context import Vocabulary
from bulletin.corpus.corpus import link
from bulletin.corpus.turning_days import next_change
from bulletin.diagnostics import Diagnostics
from bulletin.opendata.fields import DATASETS, Dataset, Field, FieldType
from bulletin.opendata.files import data_files, dictionary
from bulletin.opendata.page import data
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.published_pictures import PublishedPictures
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.body import LiveList
from bulletin.pages.views.contents import HtmlPage, PlainText
from bulletin.pages.views.pages import DonneesView
from bulletin.source.tree import SourceFile

CONFIG = """
schema = 1
[site]
titre = "Bulletin"
url = "https://caf.example/bulletin/"
departements = ["92"]
[caf]
nom = "Caf des Hauts-de-Seine"
[donnees]
noms = "NOMS"
[themes]
jeunesse = "Jeunesse"
"""

CEJ_2015 = """
titre: Signature d'un CEJ à Boulogne-Billancourt
resume: La Caf et la Ville s'engagent : c'est signé.
commune: Boulogne-Billancourt
theme: jeunesse
convention: CEJ 2015-2018
signature: 5 juillet
signataires:
  - Jean-Loup Kloeckner, président de la commission d'action sociale de la Caf
  - Pierre-Christophe Baguet, maire ; vice-président du Conseil départemental
en_presence_de:
  - Marie-Laure Godin, maire adjointe
montant: environ 4,9 M€ de prestation enfance jeunesse, 55 % du reste à charge de la Ville
document: cej.pdf
"""
CEJ_2019 = """
titre: Un nouveau contrat
commune: Boulogne-Billancourt
convention: CEJ 2019-2022
signature: 16 décembre
remplace: cej-boulogne-billancourt-2015
"""
SDSF_2017 = """
nature: SDSF
departement: 92
periode: 2017-2020
parties:
  - nom: État
    type: État
  - Caf
axes: Petite enfance
etapes:
  - etape: signature
    quand: juin 2017
  - etape: prolongation
    quand: 2020
    nouvelle_fin: 2021
"""
FORUM = """
titre: Forum de la parentalité
commune: Puteaux
evenement: du 21 au 22 novembre
inscription: forum@example.org, avant le 15 novembre
seances:
  - 21 novembre, professionnels, L'enfant témoin
"""
EMPLOI = """
titre: États généraux, à Paris
commune: Paris 16
evenement: 8 décembre 2014 de 14 h à 17 h
public: salariés, employeurs
lieu:
  nom: Palais d'Iéna
  code_postal: 75116
  commune: Paris 16
"""
CRECHE = """
titre: Une micro-crèche à Colombes
commune: Colombes
inauguration: 4 novembre
structure: Pitchouns, micro-crèche parentale
adresse: 2 rue de Strasbourg
places: 9
accueils: régulier, occasionnel
"""

POSTS = {
    "articles/2016-07-11-cej.md": CEJ_2015,
    "articles/2020-12-22-cej.md": CEJ_2019,
    "articles/2014-11-14-forum.md": FORUM,
    "articles/2014-11-28-emploi.md": EMPLOI,
    "articles/2014-11-13-creche.md": CRECHE,
    "conventions/sdsf-hauts-de-seine-2017.md": SDSF_2017,
}
FILES = ("content/articles/cej.pdf",)
Records = list[dict[str, Any]]


@cache
def configuration(noms: str) -> Config:
    return parse_config(CONFIG.replace("NOMS", noms))


def context_of(
    texts: Mapping[str, str], day: date, *, noms: str = "aucun", drafts: bool = False
) -> SiteContext:
    config = configuration(noms)
    words = Vocabulary(natures=config.conventions.natures, themes=tuple(config.themes), zone=config.site.zone)
    reads = read_content([source(path, text) for path, text in texts.items()], atlas(), words)
    errors = [item for read in reads for item in read.diagnostics if item.stops]
    assert errors == []
    diagnostics = Diagnostics()
    corpus = link(reads, config=config, atlas=atlas(), day=day, drafts=drafts, diagnostics=diagnostics)
    assert not any(item.stops for item in diagnostics)
    return SiteContext(corpus=corpus)


def source(path: str, front: str) -> SourceFile:
    return source_file(f"content/{path}", f"---\n{front.strip()}\n---\n\nUn texte.\n".encode())


def no_list(*_: object) -> LiveList:
    raise AssertionError("no text of these sites has a live list")


def no_picture(*_: object) -> Never:
    raise AssertionError("no page of the open data shows a picture")


def resolver(files: Iterable[str] = FILES) -> LinkResolver:
    return LinkResolver(
        site_url="https://caf.example/bulletin/",
        addresses=frozenset(),
        sources={},
        bodies={},
        unpublished=frozenset(),
        files={path: SourceFile(path=path, disk=Path(path), digest="d", size=1) for path in files},
        diagnostics=Diagnostics(),
        live_list=no_list,
        published=PublishedPictures(files, no_picture, no_picture),
    )


def files_of(context: SiteContext, known: LinkResolver | None = None) -> dict[str, PlainText]:
    """Every file of the open data, by its name."""
    known = known or resolver()
    made = {one.address.removeprefix("/donnees/"): one.build(known) for one in data_files(context)}
    return {name: content for name, content in made.items() if isinstance(content, PlainText)}


def read(context: SiteContext, name: str) -> Any:
    return json.loads(files_of(context)[f"{name}.json"].text)


def one(context: SiteContext, name: str, key: str, field: str = "id") -> dict[str, Any]:
    found = {record[field]: record for record in read(context, name)}
    record: dict[str, Any] = found[key]
    return record


def cej(day: date, **asked: Any) -> dict[str, Any]:
    return one(context_of(POSTS, day, **asked), "conventions", "cej-boulogne-billancourt-2015")


# -- a convention ----------------------------------------------------------------------------------------


def test_a_convention_that_no_post_has_reported_yet_is_in_no_file() -> None:
    found = files_of(context_of(POSTS, date(2016, 6, 1)))
    assert "cej" not in "".join(file.text for file in found.values())


def test_a_convention_says_every_fact_of_the_day() -> None:
    url = "https://caf.example/bulletin/"
    assert cej(date(2016, 8, 1)) == {
        "id": "cej-boulogne-billancourt-2015",
        "nature": "CEJ",
        "intitule": "Contrat enfance jeunesse de Boulogne-Billancourt",
        "statut": "en_vigueur",
        "fin_proche": False,
        "debut": "2015",
        "fin": "2018",
        "fin_initiale": "2018",
        "debut_jour": "2015-01-01",
        "fin_jour": "2018-12-31",
        "date_signature": "2016-07-05",
        "communes": [{"code": "92012", "nom": "Boulogne-Billancourt"}],
        "epci": [],
        "departements": [],
        "parties": [
            {"nom": "Caf des Hauts-de-Seine", "type": None},
            {"nom": "Commune de Boulogne-Billancourt", "type": None},
        ],
        "signataires": [
            {"fonctions": ["président de la commission d'action sociale de la Caf"], "organisme": None},
            {"fonctions": ["maire", "vice-président du Conseil départemental"], "organisme": None},
        ],
        "montants": [
            {
                "valeur": "4900000",
                "estime": True,
                "financeur": "Caf des Hauts-de-Seine",
                "beneficiaire": None,
                "objet": "prestation enfance jeunesse",
                "exercice": None,
                "part": "55",
                "base": "reste à charge de la Ville",
            }
        ],
        "axes": [],
        "remplace": [],
        "remplacee_par": [],
        "etapes": [{"etape": "signature", "quand": "2016-07-05", "article": f"{url}2016/07/11/cej/"}],
        "document": {"titre": None, "url": f"{url}2016/07/11/cej/cej.pdf"},
        "url": f"{url}conventions/cej-boulogne-billancourt-2015/",
    }


@pytest.mark.parametrize(
    ("day", "statut", "fin_proche", "successors"),
    [
        (date(2018, 6, 29), "en_vigueur", False, []),
        (date(2018, 6, 30), "en_vigueur", True, []),
        (date(2018, 12, 31), "en_vigueur", True, []),
        (date(2019, 1, 1), "echue", False, []),
        (date(2020, 12, 22), "renouvelee", False, ["cej-boulogne-billancourt-2019"]),
    ],
)
def test_the_state_is_that_of_the_day(
    day: date, statut: str, fin_proche: bool, successors: list[str]
) -> None:
    found = cej(day)
    assert (statut, fin_proche, successors) == (
        found["statut"],
        found["fin_proche"],
        found["remplacee_par"],
    )


def test_a_successor_names_what_it_replaces() -> None:
    found = one(context_of(POSTS, date(2021, 1, 1)), "conventions", "cej-boulogne-billancourt-2019")
    assert found["remplace"] == ["cej-boulogne-billancourt-2015"]
    assert found["date_signature"] == "2020-12-16"


def test_a_prolongation_keeps_the_first_end() -> None:
    def schema_of(day: date) -> tuple[Any, ...]:
        found = one(context_of(POSTS, day), "conventions", "sdsf-hauts-de-seine-2017")
        return (found["statut"], found["fin"], found["fin_initiale"], found["fin_jour"])

    assert schema_of(date(2020, 12, 30)) == ("en_vigueur", "2020", "2020", "2020-12-31")
    assert schema_of(date(2020, 12, 31)) == ("en_vigueur", "2021", "2020", "2021-12-31")
    assert schema_of(date(2021, 1, 1)) == ("prolongee", "2021", "2020", "2021-12-31")


def test_a_card_gives_steps_without_article_and_its_own_parties() -> None:
    found = one(context_of(POSTS, date(2018, 1, 1)), "conventions", "sdsf-hauts-de-seine-2017")
    assert found["etapes"] == [
        {"etape": "signature", "quand": "2017-06", "article": None},
        {"etape": "prolongation", "quand": "2020", "article": None},
    ]
    assert found["parties"] == [{"nom": "État", "type": "État"}, {"nom": "Caf", "type": None}]
    assert found["departements"] == [{"code": "92", "nom": "Hauts-de-Seine"}]
    assert found["communes"] == []
    assert found["axes"] == ["Petite enfance"]
    assert found["document"] is None


ANNOUNCED = """
titre: Bientôt
commune: Sceaux
convention: CTG
signature: 20 mars 2020
"""


def test_a_signature_announced_gives_no_day_of_signature_before_it_comes() -> None:
    texts = {"articles/2020-03-02-bientot.md": ANNOUNCED}
    found = one(context_of(texts, date(2020, 3, 19)), "conventions", "ctg-sceaux-2020")
    assert (found["statut"], found["date_signature"], found["debut"], found["debut_jour"]) == (
        "en_negociation",
        None,
        None,
        None,
    )
    assert found["etapes"][0]["quand"] == "2020-03-20"
    assert one(context_of(texts, date(2020, 3, 20)), "conventions", "ctg-sceaux-2020")["date_signature"] == (
        "2020-03-20"
    )


def test_a_convention_of_an_epci_covers_its_members_and_is_found_at_each() -> None:
    front = "titre: X\nepci: Grand Paris Seine Ouest\nconvention: CTG 2020-2024\nsignature: 19 mars"
    context = context_of({"articles/2020-03-20-x.md": front}, date(2020, 4, 1))
    (found,) = read(context, "conventions")
    assert [epci["nom"] for epci in found["epci"]] == [
        epci.nom for epci in atlas().groupings_of("92072") if epci.type == "EPT"
    ]
    codes = [commune["code"] for commune in found["communes"]]
    assert "92072" in codes
    assert codes == sorted(codes)
    reached = {c["code"]: c["conventions"] for c in read(context, "communes")}
    assert {code for code, names in reached.items() if names == [found["id"]]} == set(codes)


def test_a_group_that_is_no_epci_has_no_siren() -> None:
    front = (
        "titre: Trois villes\nconvention:\n  nature: CTG\n  etape: signature\n  territoire:\n    epci:\n"
        "      nom: Les trois villes\n      communes: Sceaux, Antony"
    )
    (found,) = read(context_of({"articles/2020-03-20-x.md": front}, date(2020, 4, 1)), "conventions")
    assert found["epci"] == [{"siren": None, "nom": "Les trois villes"}]
    assert [commune["nom"] for commune in found["communes"]] == ["Antony", "Sceaux"]


def test_names_are_official_even_where_the_writer_used_an_older_one() -> None:
    found = one(context_of(POSTS, date(2015, 1, 1)), "evenements", "2014-11-28-emploi")
    assert found["lieu"]["commune"] == {"code": "75056", "nom": "Paris"}
    assert found["communes"] == ["75056"]


def test_names_beside_a_code_keep_the_apostrophe_of_the_official_lists() -> None:
    front = "titre: X\nepci: Argonne Ardennaise\nconvention: CTG 2020-2024\nsignature: 19 mars"
    context = context_of({"articles/2020-03-20-x.md": front}, date(2020, 4, 1))
    (found,) = read(context, "conventions")
    assert found["epci"] == [{"siren": "240800920", "nom": "CC de l'Argonne Ardennaise"}]
    assert {c["code"]: c["nom"] for c in read(context, "communes")}["92077"] == "Ville-d'Avray"


def test_a_missing_signed_text_is_reported_and_left_out() -> None:
    empty = resolver(files=())
    conventions = json.loads(files_of(context_of(POSTS, date(2016, 8, 1)), empty)["conventions.json"].text)
    assert [record["document"] for record in conventions] == [None]
    assert {item.code for item in empty.diagnostics} == {"fichier-introuvable"}


# -- people ----------------------------------------------------------------------------------------------


def test_names_are_published_only_where_the_site_says_so() -> None:
    named = cej(date(2016, 8, 1), noms="signataires")["signataires"]
    assert [person["nom"] for person in named] == ["Jean-Loup Kloeckner", "Pierre-Christophe Baguet"]
    silent = files_of(context_of(POSTS, date(2016, 8, 1)))
    assert "Kloeckner" not in "".join(file.text for file in silent.values())


def test_those_in_attendance_are_never_published() -> None:
    found = files_of(context_of(POSTS, date(2016, 8, 1), noms="signataires"))
    assert "Godin" not in "".join(file.text for file in found.values())


HIDDEN = """
titre: Signé
commune: Sceaux
convention: CTG 2020-2024
signature: 2 mars
signataires:
  - nom: Camille Dupont
    fonctions: directrice
    MASK
"""


@pytest.mark.parametrize("where", [0, 1])
def test_a_name_hidden_in_one_report_is_hidden_in_all(where: int) -> None:
    masks = ["organisme: Caf", "organisme: Caf"]
    masks[where] = "masquer: oui"
    texts = {
        f"articles/2020-03-0{3 + index}-x.md": HIDDEN.replace("MASK", mask)
        for index, mask in enumerate(masks)
    }
    context = context_of(texts, date(2020, 4, 1), noms="signataires")
    (found,) = read(context, "conventions")
    assert [set(person) for person in found["signataires"]] == [{"fonctions", "organisme"}]
    assert "Dupont" not in "".join(file.text for file in files_of(context).values())


# -- articles, structures, evenements, communes ----------------------------------------------------------


def test_an_article_says_its_facts_as_they_were_typed() -> None:
    url = "https://caf.example/bulletin/2016/07/11/cej/"
    assert one(context_of(POSTS, date(2016, 8, 1)), "articles", url, "url") == {
        "url": url,
        "titre": "Signature d'un CEJ à Boulogne-Billancourt",
        "type": "signature",
        "date": "2016-07-11",
        "communes": ["92012"],
        "themes": ["jeunesse"],
        "conventions": ["cej-boulogne-billancourt-2015"],
        "resume": "La Caf et la Ville s'engagent : c'est signé.",
    }


def titles(day: date, front: str) -> list[str]:
    texts = {"articles/2020-03-01-x.md": f"titre: Essai\n{front}"}
    return [record["titre"] for record in read(context_of(texts, day), "articles")]


def test_expired_articles_stay_and_scheduled_draft_and_withdrawn_ones_are_absent() -> None:
    assert titles(date(2021, 1, 1), "expire: 2020-04-01") == ["Essai"]
    assert titles(date(2020, 2, 29), "") == []
    assert titles(date(2021, 1, 1), "brouillon: oui") == []
    retired = "retire:\n  motif: Erreur\n  le: 2020-05-01"
    assert titles(date(2020, 4, 30), retired) == ["Essai"]
    assert titles(date(2020, 5, 1), retired) == []


def test_a_month_stays_a_month() -> None:
    texts = {"articles/x.md": "titre: Essai\ndate: 2017-03"}
    assert [record["date"] for record in read(context_of(texts, date(2018, 1, 1)), "articles")] == ["2017-03"]


def test_articles_are_in_the_order_of_dates() -> None:
    dates = [record["date"] for record in read(context_of(POSTS, date(2021, 1, 1)), "articles")]
    assert dates == ["2014-11-13", "2014-11-14", "2014-11-28", "2016-07-11", "2020-12-22"]


def test_a_structure_gives_its_facts_and_the_articles_on_it() -> None:
    assert read(context_of(POSTS, date(2015, 1, 1)), "structures") == [
        {
            "id": "pitchouns",
            "nom": "Pitchouns",
            "natures": ["micro-crèche parentale"],
            "adresse": "2 rue de Strasbourg",
            "commune": {"code": "92025", "nom": "Colombes"},
            "places": 9,
            "accueils": ["régulier", "occasionnel"],
            "gestionnaire": None,
            "url": "https://caf.example/bulletin/structures/pitchouns/",
            "articles": ["https://caf.example/bulletin/2014/11/13/creche/"],
        }
    ]
    assert read(context_of(POSTS, date(2014, 11, 12)), "structures") == []


def test_an_evenement_by_days_has_days() -> None:
    assert one(context_of(POSTS, date(2014, 11, 20)), "evenements", "2014-11-14-forum") == {
        "id": "2014-11-14-forum",
        "url": "https://caf.example/bulletin/2014/11/14/forum/",
        "titre": "Forum de la parentalité",
        "debut": "2014-11-21",
        "fin": "2014-11-22",
        "etat": "prevu",
        "lieu": {"nom": None, "adresse": None, "code_postal": None, "commune": None},
        "communes": ["92062"],
        "public": [],
        "inscription": {
            "url": None,
            "courriel": "forum@example.org",
            "telephone": None,
            "avant_le": "2014-11-15",
        },
        "seances": [
            {
                "debut": "2014-11-21",
                "fin": "2014-11-21",
                "public": ["professionnels"],
                "theme": "L'enfant témoin",
            }
        ],
    }


def test_an_evenement_by_hours_has_the_offset_of_its_day() -> None:
    winter = one(context_of(POSTS, date(2015, 1, 1)), "evenements", "2014-11-28-emploi")
    assert (winter["debut"], winter["fin"]) == ("2014-12-08T14:00+01:00", "2014-12-08T17:00+01:00")
    texts = {"articles/2015-06-01-x.md": "titre: Été\nevenement: 8 juillet 2015 à 9 h 30"}
    (summer,) = read(context_of(texts, date(2015, 6, 1)), "evenements")
    assert summer["debut"] == "2015-07-08T09:30+02:00"
    assert summer["fin"] is not None


def test_inaugurations_are_no_evenements() -> None:
    names = [record["id"] for record in read(context_of(POSTS, date(2015, 1, 1)), "evenements")]
    assert names == ["2014-11-14-forum", "2014-11-28-emploi"]


def test_a_commune_lists_its_conventions_and_counts_its_articles() -> None:
    context = context_of(POSTS, date(2018, 1, 1))
    assert one(context, "communes", "92012", "code") == {
        "code": "92012",
        "nom": "Boulogne-Billancourt",
        "url": "https://caf.example/bulletin/communes/92012-boulogne-billancourt/",
        "conventions": ["cej-boulogne-billancourt-2015"],
        "departement_conventions": ["sdsf-hauts-de-seine-2017"],
        "articles": 1,
    }
    codes = [record["code"] for record in read(context, "communes")]
    assert codes == sorted({*(commune.code for commune in atlas().communes_of("92")), "75056"})


def test_conventions_that_are_over_or_of_the_departement_alone_are_not_those_of_a_commune() -> None:
    texts = {**POSTS, "conventions/cpog-2018.md": SDSF_2017.replace("SDSF", "CPOG")}
    found = one(context_of(texts, date(2019, 6, 1)), "communes", "92012", "code")
    assert (found["conventions"], found["departement_conventions"]) == ([], ["sdsf-hauts-de-seine-2017"])


def test_communes_count_the_articles_that_name_them_expired_ones_too() -> None:
    texts = {**POSTS, "articles/2014-11-20-x.md": "titre: X\ncommune: Puteaux\nexpire: 2014-12-01"}
    context = context_of(texts, date(2021, 1, 1))
    articles = read(context, "articles")
    counted = {commune["code"]: commune["articles"] for commune in read(context, "communes")}
    named = {code: sum(code in record["communes"] for record in articles) for code in counted}
    assert counted == named
    assert counted["92062"] == 2


# -- the day ---------------------------------------------------------------------------------------------


def test_the_state_of_the_bulletin_says_its_day_and_counts() -> None:
    context = context_of(POSTS, date(2016, 8, 1))
    found = read(context, "etat")
    assert found == {
        "jour": "2016-08-01",
        "prochaine_reconstruction": "2017-06-30",
        "pourquoi": found["pourquoi"],
        "articles": 4,
        "conventions": 1,
        "communes": 37,
        "structures": 1,
        "evenements": 2,
    }
    assert len(found["pourquoi"]) == 1


def without_day(context: SiteContext) -> dict[str, str]:
    return {name: file.text for name, file in files_of(context).items() if name != "etat.json"}


@pytest.mark.parametrize("start", [date(2018, 1, 1), date(2018, 6, 30), date(2021, 1, 2)])
def test_no_file_changes_before_the_announced_day_and_one_does_on_it(start: date) -> None:
    context = context_of(POSTS, start)
    promised = next_change(context.corpus).date
    assert promised is not None

    def on(day: date) -> dict[str, str]:
        return without_day(SiteContext(corpus=replace(context.corpus, day=day)))

    assert on(date.fromordinal(promised.toordinal() - 1)) == on(start)
    assert on(promised) != on(start)


def test_the_day_on_which_an_end_comes_near_is_a_day_of_change() -> None:
    found = next_change(context_of(POSTS, date(2018, 1, 1)).corpus)
    assert (found.date, found.why) == (
        date(2018, 6, 30),
        ("fin prochaine de «\u00a0cej-boulogne-billancourt-2015\u00a0»",),
    )


# -- the shape of files ----------------------------------------------------------------------------------


def full() -> SiteContext:
    return context_of(POSTS, date(2021, 1, 1), noms="signataires")


def shape_faults(value: Any, fields: Iterable[Field], path: str) -> list[str]:
    fields = tuple(fields)
    optional = {"nom"} if path.endswith("signataires[]") else set()
    if set(value) | optional != {field.name for field in fields} | optional:
        return [f"{path}: {sorted(value)}"]
    return [
        fault
        for field in fields
        if field.name in value
        for fault in value_faults(value[field.name], field, f"{path}.{field.name}")
    ]


JSON_TYPES = {
    FieldType.STRING: str,
    FieldType.NUMBER: str,
    FieldType.DATE: str,
    FieldType.INTEGER: int,
    FieldType.BOOLEAN: bool,
}


def value_faults(value: Any, field: Field, path: str) -> list[str]:
    if field.many:
        single = replace(field, many=False, is_required=True)
        return [fault for item in value for fault in value_faults(item, single, f"{path}[]")]
    if value is None:
        return [f"{path}: null"] if field.is_required else []
    if field.of:
        return shape_faults(value, field.of, path)
    return [] if type(value) is JSON_TYPES[field.type] and value != "" else [f"{path}: {value!r}"]


@pytest.mark.parametrize("dataset", DATASETS, ids=lambda dataset: dataset.name)
def test_every_record_has_every_key_of_the_dictionary_and_no_other(dataset: Dataset) -> None:
    found = read(full(), dataset.name)
    records: Records = [found] if dataset.is_single else found
    assert records
    assert [fault for record in records for fault in shape_faults(record, dataset.fields, dataset.name)] == []


CSV_FILES = {
    "conventions.csv",
    "conventions-communes.csv",
    "conventions-etapes.csv",
    "conventions-montants.csv",
    "articles.csv",
    "structures.csv",
    "evenements.csv",
    "communes.csv",
    "subventions.csv",
}


def test_the_files_are_those_announced() -> None:
    jsons = {f"{dataset.name}.json" for dataset in DATASETS}
    schemas = {name.replace(".csv", ".schema.json") for name in CSV_FILES}
    assert set(files_of(full())) == jsons | CSV_FILES | schemas


@pytest.mark.parametrize("name", sorted(CSV_FILES))
@pytest.mark.parametrize("texts", [POSTS, {}], ids=["some", "none"])
def test_every_csv_is_valid_by_its_table_schema(name: str, texts: Mapping[str, str], tmp_path: Path) -> None:
    files = files_of(context_of(texts, date(2021, 1, 1)))
    schema = files[name.replace(".csv", ".schema.json")].text
    assert schema_faults(files[name].text, schema, tmp_path) == []


def rows(context: SiteContext, name: str) -> list[dict[str, str]]:
    return csv_rows(files_of(context)[name].text)


def as_cell(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


@pytest.mark.parametrize("name", ["conventions", "articles", "structures", "evenements", "communes"])
def test_a_csv_holds_the_scalars_of_its_json(name: str) -> None:
    (dataset,) = [dataset for dataset in DATASETS if dataset.name == name]
    plain = {field.name for field in dataset.fields if not field.many and not field.of}
    records: Records = read(full(), name)
    scalars = [{key: as_cell(value) for key, value in record.items() if key in plain} for record in records]
    found = rows(full(), f"{name}.csv")
    assert [{key: row[key] for key in kept} for row, kept in zip(found, scalars, strict=True)] == scalars


def test_lists_have_their_own_csv_keyed_by_id() -> None:
    records: Records = read(full(), "conventions")
    for name in ("communes", "etapes", "montants"):
        expected = [
            {"id": record["id"], **{key: as_cell(value) for key, value in item.items()}}
            for record in records
            for item in record[name]
        ]
        assert rows(full(), f"conventions-{name}.csv") == expected
        assert expected


def test_objects_become_columns() -> None:
    (row,) = rows(full(), "structures.csv")
    assert (row["commune_code"], row["commune_nom"]) == ("92025", "Colombes")


def test_csv_ends_its_lines_as_rfc_4180_says_and_json_with_a_line_feed() -> None:
    files = files_of(full())
    for name, file in files.items():
        if name.endswith(".csv"):
            assert file.text.endswith("\r\n")
            assert "\n" not in file.text.replace("\r\n", "")
        else:
            assert file.text.endswith("}\n" if name == "etat.json" or "schema" in name else "]\n")
            assert "\\u" not in file.text


def test_a_cell_that_looks_like_a_formula_stays_as_it_is() -> None:
    texts = {"articles/2020-03-01-x.md": 'titre: =1+1, "dit-on"\nresume: +33 1, @ici'}
    (row,) = rows(context_of(texts, date(2020, 4, 1)), "articles.csv")
    assert (row["titre"], row["resume"]) == ('=1+1, "dit-on"', "+33 1, @ici")


def test_the_order_of_files_changes_nothing() -> None:
    backwards = context_of(dict(reversed(POSTS.items())), date(2021, 1, 1), noms="signataires")
    assert [file.text for file in files_of(backwards).values()] == [
        file.text for file in files_of(full()).values()
    ]


# -- the page --------------------------------------------------------------------------------------------


def test_the_dictionary_explains_every_column() -> None:
    entries = {entry.address.removeprefix("/donnees/"): entry for entry in dictionary(full())}
    for name in CSV_FILES:
        header = files_of(full())[name].text.split("\r\n")[0].split(",")
        assert [field.name for field in entries[name].fields] == header
    assert all(field.description.endswith((".", "…")) for entry in entries.values() for field in entry.fields)
    (etat,) = [field for field in entries["evenements.csv"].fields if field.name == "etat"]
    assert etat.description.endswith("Valeurs\u00a0: prevu, reporte, annule, complet.")
    assert "communes[].code" in [field.name for field in entries["conventions.json"].fields]


def test_the_page_lists_every_file_with_its_licence_and_schema() -> None:
    spec = data(full())
    content = spec.build(resolver())
    assert isinstance(content, HtmlPage)
    view = content.view
    assert isinstance(view, DonneesView)
    assert spec.address == "/donnees/"
    blocks = [block for subject in view.subjects for block in subject.files]
    schemas = [block.schema.address for block in blocks if block.schema]
    assert {block.link.address for block in blocks} | set(schemas) == {
        one.address for one in data_files(full())
    }
    assert {block.licence for block in blocks} == {"Licence Ouverte 2.0"}


def test_the_page_does_not_depend_on_posts() -> None:
    empty = context_of({}, date(2014, 1, 1), noms="signataires")
    assert data(empty).build(resolver()) == data(full()).build(resolver())
