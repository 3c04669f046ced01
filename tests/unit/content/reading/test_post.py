from __future__ import annotations

import datetime as dt

import pytest
from support.front_matter import codes, diagnostics, post, read, underlined

from bulletin.content.model.post import Post, PostType
from bulletin.french.dates import PartialDate, Precision

PLACE = "commune: Colombes\n"
EVENT = "content/articles/2016-07-01-a.md"


def test_title_and_day_are_all_that_is_needed() -> None:
    found = post("")
    assert ("Un article", dt.date(2016, 7, 11), "un-article") == (found.titre, found.jour, found.slug)
    assert PostType.ACTUALITE == found.type
    assert "/2016/07/11/un-article/" == found.address


def test_the_key_date_wins_over_the_name_of_the_file_and_is_reported() -> None:
    (differs,) = diagnostics("date: 12 juillet 2016")
    assert ("date-differe", "avertissement", (3, "12 juillet 2016")) == (
        differs.code,
        differs.severity,
        underlined(differs),
    )
    assert dt.date(2016, 7, 12) == post("date: 12 juillet 2016").jour
    assert [] == codes("date: 11/07/2016")


def test_a_post_is_published_on_its_day_whatever_its_hour() -> None:
    for typed in ("2016-07-11T14:00", "2016-07-11 14:00", "11 juillet 2016 à 14 h"):
        assert dt.date(2016, 7, 11) == post(f"date: {typed}").jour


def test_a_month_is_a_day_in_the_address_and_a_month_in_print() -> None:
    found = post("date: mars 2017", "content/articles/ancien-article.md")
    assert (dt.date(2017, 3, 1), Precision.MOIS) == (found.jour, found.date.precision)
    assert "/2017/03/01/ancien-article/" == found.address
    assert [] == codes("date: juillet 2016")


@pytest.mark.parametrize(
    ("front", "path", "code", "line"),
    [
        ("", "content/articles/sans-jour.md", "jour-manquant", 1),
        ("", "content/articles/2016-13-45-a.md", "date-impossible", 1),
        ("", "content/articles/0001-01-01-a.md", "date-impossible", 1),
        ("", "content/articles/2016-07-11.md", "slug-invalide", 1),
        ("", "content/articles/2016-07-11-…….md", "slug-invalide", 1),
        ("date: 2016", "content/articles/a.md", "date-imprecise", 3),
        ("date: 12 juillet", "content/articles/a.md", "annee-manquante", 3),
        ("slug: Mon Article", "content/articles/2016-07-11-a.md", "slug-invalide", 3),
        ("slug: con", "content/articles/2016-07-11-a.md", "slug-invalide", 3),
    ],
)
def test_a_post_without_a_valid_day_or_address_is_an_erreur(
    front: str, path: str, code: str, line: int
) -> None:
    found = read(front, path)
    assert found.value is None
    assert [(code, line)] == [(one.code, one.place.line) for one in found.diagnostics]


def test_a_missing_title_is_reported_at_line_one() -> None:
    (missing,) = diagnostics(PLACE, titre="")
    assert ("cle-manquante", 1) == (missing.code, missing.place.line)
    (empty,) = diagnostics(PLACE, titre="titre: ~\n")
    assert ("cle-manquante", 1) == (empty.code, empty.place.line)
    assert ["titre-trop-long"] == codes(PLACE, titre=f"titre: {'a ' * 150}\n")


def test_a_faulty_post_still_gives_its_day_and_whether_it_is_a_draft() -> None:
    found = read("brouillon: oui\ndate: 3 mars 2017", titre="")
    assert (None, dt.date(2017, 3, 3), True) == (found.value, found.jour, found.brouillon)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("", PostType.ACTUALITE),
        ("type: edito", PostType.EDITO),
        ("convention: CTG\nsignature: 5 juillet", PostType.SIGNATURE),
        ("convention: CTG\nrenouvellement: 5 juillet", PostType.SIGNATURE),
        ("convention: CTG\navenant: 5 juillet", PostType.SIGNATURE),
        ("convention: CTG\nnegociation: 5 juillet", PostType.ACTUALITE),
        ("inauguration: 4 juillet", PostType.INAUGURATION),
        ("evenement: 14 juillet", PostType.EVENEMENT),
        ("evenement: 14 juillet\nconvention: CTG\nsignature: 5 juillet", PostType.EVENEMENT),
        ("type: dossier\nconvention: CTG\nsignature: 5 juillet", PostType.DOSSIER),
    ],
)
def test_the_type_is_the_typed_one_else_that_of_the_blocks(front: str, expected: PostType) -> None:
    assert expected == post(PLACE + front).type


@pytest.mark.parametrize("typed", ["signature", "inauguration", "evenement"])
def test_a_type_without_its_block_is_an_avertissement(typed: str) -> None:
    (missing,) = diagnostics(f"type: {typed}")
    assert ("type-sans-bloc", "avertissement", (3, typed)) == (
        missing.code,
        missing.severity,
        underlined(missing),
    )


def test_keys_of_a_block_stand_at_the_top_or_in_it() -> None:
    lifted = PLACE + "convention: CTG\nsignature: 5 juillet\naxes:\n  - Un\nlieu: Mairie"
    inside = PLACE + "convention:\n  nature: CTG\n  signature: 5 juillet\n  axes: Un\n  lieu: Mairie"
    assert post(lifted) == post(inside)


@pytest.mark.parametrize(
    ("front", "code", "place"),
    [
        (
            PLACE + "convention:\n  nature: CTG\n  signature: 5 juillet\nnature: CEJ",
            "cle-en-double",
            (7, "nature"),
        ),
        (PLACE + "places: 9", "bloc-absent", (4, "places")),
        (PLACE + "signature: 5 juillet", "bloc-absent", (4, "signature")),
        (
            PLACE + "evenement: 14 juillet\nconvention: CTG\nsignature: 5 juillet\nlieu: Mairie",
            "cle-ambigue",
            (7, "lieu"),
        ),
        (
            "conventions:\n  - nature: CTG\n    signature: 5 juillet\n    commune: Colombes\naxes: Un",
            "cle-hors-liste",
            (7, "axes"),
        ),
        (
            PLACE + "convention: CTG\nconventions: CEJ",
            "cle-en-double",
            (5, "conventions"),
        ),
        (PLACE + "inauguration:\n  - 4 juillet\n  - 5 juillet", "forme-inattendue", (5, "- 4 juillet")),
    ],
)
def test_a_key_that_could_belong_elsewhere_is_an_erreur(
    front: str, code: str, place: tuple[int, str]
) -> None:
    faults = [item for item in diagnostics(front) if item.stops]
    assert [(code, place)] == [(item.code, underlined(item)) for item in faults]


def test_a_key_without_its_block_names_the_block() -> None:
    (fault,) = diagnostics("places: 9")
    assert "« inauguration »" in fault.message


def amounts(found: Post) -> tuple[int, int]:
    """How many amounts are the post's own, and how many its conventions'."""
    return len(found.montants), sum(len(etape.montants) for etape in found.etapes)


def test_an_amount_belongs_to_the_only_block() -> None:
    assert (0, 1) == amounts(post(PLACE + "convention: CTG\nsignature: 5 juillet\nmontant: 5 €"))
    assert (1, 0) == amounts(post(PLACE + "montant: 5 €"))


def test_an_amount_beside_conventions_or_two_blocks_is_the_posts_own() -> None:
    conventions = "conventions:\n  - nature: CTG\n    signature: 5 juillet\n    commune: Colombes\n"
    assert (1, 0) == amounts(post(f"{conventions}montant: 5 €"))
    two = PLACE + "convention: CTG\nsignature: 5 juillet\ninauguration: 4 juillet\nmontant: 5 €"
    assert (1, 0) == amounts(post(two))


def test_the_keys_of_every_post_are_read() -> None:
    found = post(
        "resume: Deux phrases : en tout # 2\nauteur: Anne Roy\nfonction: directrice\n"
        "mots_cles: crèche, parents\nnumero: 2014-11\nalias: /vieux/article.html\n"
        "mise_a_jour: 3 mars 2017\nexpire: 31 décembre 2021\n"
        "rectificatif:\n  texte: Quatre ans : pas cinq\n  le: 1er août 2016\n"
        "retire:\n  motif: À la demande de la Ville\n  le: 1er janvier 2018\n"
        "chiffre:\n  valeur: 66,7\n  unite: %\n"
        "piece_jointe: guide.pdf\nlien: La Caf https://www.caf.fr/a#b\n"
        "source:\n  url: https://blog.example/\n  vues: 1 674",
    )
    assert "Deux phrases : en tout # 2" == found.resume
    assert ("crèche", "parents") == found.mots_cles
    assert found.rectificatif is not None
    assert ("Quatre ans : pas cinq", dt.date(2016, 8, 1)) == (found.rectificatif.texte, found.rectificatif.le)
    assert found.retire is not None
    assert dt.date(2018, 1, 1) == found.retire.le
    assert ("La Caf", "https://www.caf.fr/a#b") == (found.liens[0].titre, found.liens[0].url)
    assert found.provenance is not None
    assert 1674 == found.provenance.vues
    assert "66.7" == str(found.chiffres[0].valeur)


@pytest.mark.parametrize("missing", ["motif: À la demande", "le: 1er janvier 2018"])
def test_a_post_is_withdrawn_for_a_reason_and_from_a_day(missing: str) -> None:
    (fault,) = diagnostics(f"retire:\n  {missing}")
    assert ("cle-manquante", 3) == (fault.code, fault.place.line)


def test_what_was_inferred_is_given_with_its_reason() -> None:
    found = post(PLACE + "inauguration: 4 juillet\nstructure: Pitchouns")
    supposed = {one.key: (one.value, bool(one.reason)) for one in found.inferences}
    assert {
        "date": ("11 juillet 2016", True),
        "type": ("inauguration", True),
        "quand": ("4 juillet 2016", True),
        "structure, commune": ("Colombes", True),
    } == supposed


def test_a_month_dated_post_dates_its_step_by_the_month() -> None:
    found = post(PLACE + "date: mars 2017\nconvention: CTG\netape: signature", "content/articles/ancien.md")
    assert PartialDate(2017, 3) == found.etapes[0].quand
