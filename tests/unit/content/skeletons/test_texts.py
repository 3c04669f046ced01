"""New posts and cards: drafts that say only what was given, and that cannot be published as they are."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.front_matter import read_bytes

from bulletin.config.model import Config, SiteConfig
from bulletin.content.model.post import Post
from bulletin.content.read import Read
from bulletin.content.skeletons.new_file import Known, NewFile
from bulletin.content.skeletons.texts import CARDS, NEW_KINDS, new_text
from bulletin.diagnostics import UsageFault
from bulletin.source.schema.blocks import ESSENTIAL, FAMILIES, reading_block
from bulletin.source.schema.key import Block
from bulletin.source.schema.shared import TYPES

DAY = date(2026, 3, 1)
CONFIG = Config(
    site=SiteConfig(titre="Le bulletin", url="https://bulletin.caf.fr/", departements=("92",)),
    themes={"petite-enfance": "Petite enfance", "parentalite": "Parentalité"},
)
NOTHING = Known()
NEWS = Known(titre="Une nouvelle", communes=("Sceaux",))
OFFERED = re.compile(r"^# (?P<key>[a-z_]+):$", re.MULTILINE)
LIVE = re.compile(r"^(?P<key>[a-z_]+):(?: (?P<value>.*))?$", re.MULTILINE)
ESSENTIAL_KEYS = {
    "signature": {"convention", "signature"},
    "inauguration": {"inauguration", "structure"},
    "evenement": {"evenement"},
    "convention": {"nature", "periode"},
    "structure": {"natures"},
}


def made(kind: str, known: Known = NEWS) -> NewFile:
    return new_text(kind, known, DAY, CONFIG)


def head(file: NewFile) -> str:
    return file.text.split("---\n")[1]


def live(file: NewFile) -> dict[str, str]:
    """The keys of a text that are not in a comment, with what follows them on their line."""
    return {found["key"]: found["value"] or "" for found in LIVE.finditer(head(file))}


def block_of(file: NewFile) -> Block:
    return reading_block(FAMILIES[file.path.split("/")[1]])


def read(file: NewFile, text: str = "") -> Read:
    return read_bytes((text or file.text).encode(), file.path)


def codes(file: NewFile, text: str = "") -> list[str]:
    return [item.code for item in read(file, text).diagnostics]


def without_draft(file: NewFile) -> NewFile:
    assert 1 == file.text.count("brouillon: oui\n")
    return replace(file, text=file.text.replace("brouillon: oui\n", ""))


# -- what cannot be published ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_a_new_text_is_a_draft(kind: str) -> None:
    assert read(made(kind)).brouillon
    assert read(made(kind, NOTHING)).brouillon


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_a_text_left_as_it_was_made_is_an_erreur_once_it_is_no_draft(kind: str) -> None:
    told = read(without_draft(made(kind, NOTHING))).diagnostics

    assert [] != [item for item in told if item.stops]
    assert {item.code for item in told} <= {"cle-vide", "texte-a-ecrire"}


@pytest.mark.parametrize("kind", ESSENTIAL_KEYS)
def test_the_keys_without_which_a_text_says_nothing_are_there_and_empty(kind: str) -> None:
    file = made(kind)
    empty = {key for key, value in live(file).items() if not value}
    told = {
        item.place.excerpt.rstrip(":")
        for item in read(without_draft(file)).diagnostics
        if item.code == "cle-vide"
    }

    assert ESSENTIAL_KEYS[kind] == empty
    assert ESSENTIAL_KEYS[kind] == told


def test_every_essential_key_of_the_schema_is_asked_for() -> None:
    asked = {(block_of(made(kind)).name, key) for kind, keys in ESSENTIAL_KEYS.items() for key in keys}
    known = {(name, reading_block(name).find(key)) for name, keys in ESSENTIAL.items() for key in keys}

    assert known == {(name, reading_block(name).find(key)) for name, key in asked}


@pytest.mark.parametrize("kind", [*TYPES, "page"])
def test_the_sentence_that_asks_for_a_text_is_an_erreur_as_long_as_it_is_there(kind: str) -> None:
    file = without_draft(made(kind))
    beside = file.text.replace("Écrivez ici", "Bonjour. Ecrivez ici").replace("l’article", "l'article")

    assert "texte-a-ecrire" in codes(file)
    assert "texte-a-ecrire" in codes(file, beside)
    assert "texte-a-ecrire" not in codes(file, re.sub(r"Écrivez ici .*", "Le texte.", file.text))


@pytest.mark.parametrize("kind", NEW_KINDS)
@pytest.mark.parametrize("known", [NOTHING, NEWS], ids=["nothing", "news"])
def test_a_key_out_of_its_comment_says_nothing_until_it_is_filled_in(kind: str, known: Known) -> None:
    file = made(kind, known)
    uncommented = OFFERED.sub(r"\g<key>:", file.text)
    before, after = read(file), read(file, uncommented)

    assert len(OFFERED.findall(file.text)) >= 2
    assert [item.code for item in before.diagnostics] == [item.code for item in after.diagnostics]
    if isinstance(before.value, Post) and isinstance(after.value, Post):
        assert before.value == replace(after.value, corps=before.value.corps)
    else:
        assert type(before.value) is type(after.value)


# -- what is offered -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", NEW_KINDS)
@pytest.mark.parametrize("communes", [(), ("Sceaux",), ("Sceaux", "Antony")])
def test_every_key_of_a_skeleton_is_known_and_stands_there_once(kind: str, communes: tuple[str, ...]) -> None:
    file = made(kind, replace(NEWS, communes=communes))
    keys = [*live(file), *OFFERED.findall(head(file))]

    assert [] == [key for key in keys if block_of(file).find(key) is None]
    assert sorted(set(keys)) == sorted(keys)


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_every_offered_key_comes_after_an_explanation(kind: str) -> None:
    lines = head(made(kind)).splitlines()
    offered = [number for number, line in enumerate(lines) if OFFERED.match(line)]

    for number in offered:
        assert re.match(r"# [A-ZÀÉ]|#   - ", lines[number - 1])


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_a_skeleton_needs_no_braces_brackets_or_quotes(kind: str) -> None:
    assert re.search(r"[{}\[\]\"']", made(kind).text) is None


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_the_examples_of_a_skeleton_are_read_when_they_are_copied(kind: str) -> None:
    file = made(kind)
    example = re.compile(
        r"^(?P<line># .* Par exemple.*: (?P<value>.+)\n)(?:# )?(?P<key>[a-z_]+):$", re.MULTILINE
    )
    filled = example.sub(r"\g<line>\g<key>: \g<value>", file.text)

    assert len(example.findall(file.text)) >= 2
    assert [] == [
        item for item in read(file, filled).diagnostics if item.stops and item.code != "texte-a-ecrire"
    ]


def test_the_themes_offered_are_those_of_the_site() -> None:
    without = Config(site=CONFIG.site)

    assert "petite-enfance, parentalite.\n# theme:\n" in made("actualite").text
    assert "# theme:" not in new_text("actualite", NEWS, DAY, without).text


# -- what is known ---------------------------------------------------------------------------------------


def test_one_commune_is_singular_and_several_are_plural() -> None:
    assert "Sceaux" == live(made("signature"))["commune"]
    assert (
        "Sceaux, Antony" == live(made("signature", replace(NEWS, communes=("Sceaux", "Antony"))))["communes"]
    )
    assert "" == live(made("signature", NOTHING))["commune"]
    assert "commune" not in live(made("actualite", NOTHING))


def test_a_structure_stands_in_one_commune() -> None:
    assert "Sceaux" == live(made("structure", replace(NEWS, communes=("Sceaux", "Antony"))))["commune"]


def test_only_what_has_no_block_of_its_own_says_its_type() -> None:
    assert {"edito", "dossier"} == {kind for kind in TYPES if "type" in live(made(kind))}


@pytest.mark.parametrize(
    ("kind", "key"),
    [("signature", "titre"), ("convention", "intitule"), ("structure", "nom"), ("page", "titre")],
)
def test_without_a_title_one_is_asked_for(kind: str, key: str) -> None:
    assert "Titre à écrire" == live(made(kind, NOTHING))[key]
    assert "texte-a-ecrire" in codes(made(kind, NOTHING))


def test_no_nature_is_guessed_from_a_title() -> None:
    assert "" == live(made("convention", replace(NEWS, titre="Le bilan de la CTG")))["nature"]


def test_a_new_convention_is_written_as_it_was_named() -> None:
    known = replace(NEWS, nature="CTG", periode="2026-2030", remplace="cej-sceaux-2017")

    assert "CTG 2026-2030" == live(made("signature", known))["convention"]
    assert "cej-sceaux-2017" == live(made("signature", known))["remplace"]
    card = live(made("convention", known))
    assert ("CTG", "2026-2030") == (card["nature"], card["periode"])


def test_a_known_convention_gives_its_identifier_its_parties_and_the_last_offices() -> None:
    known = replace(
        NEWS,
        nature="CTG",
        convention="ctg-sceaux-2025",
        parties=("Caf des Hauts-de-Seine", "Ville de Sceaux"),
        signataires=("Prénom Nom, maire de Sceaux",),
    )
    file = made("signature", known)

    assert ("CTG", "ctg-sceaux-2025", "") == tuple(
        live(file)[key] for key in ("convention", "id", "signature")
    )
    assert "parties:\n  - Caf des Hauts-de-Seine\n  - Ville de Sceaux\n" in file.text
    assert "#   - Prénom Nom, maire de Sceaux\n# signataires:\n" in file.text
    filled = file.text.replace("signature:\n", "signature: 27 février\n").replace("Écrivez ici", "Voici")
    (etape,) = post_of(read(file, filled)).etapes
    assert ("ctg-sceaux-2025", ()) == (etape.id, etape.signataires)


def post_of(found: Read) -> Post:
    assert [] == [item for item in found.diagnostics if item.stops]
    assert isinstance(found.value, Post)
    return found.value


# -- where it goes ---------------------------------------------------------------------------------------


def test_a_post_is_filed_by_year_under_its_day_and_title() -> None:
    file = made("signature", Known(titre="Signature d’un CEJ à Boulogne-Billancourt"))

    assert "content/articles/2026/2026-03-01-signature-d-un-cej-a-boulogne-billancourt.md" == file.path
    assert "/2026/03/01/signature-d-un-cej-a-boulogne-billancourt/" == file.address


@pytest.mark.parametrize(
    ("kind", "path", "address"),
    [
        ("convention", "content/conventions/ctg-sceaux-2026.md", "/conventions/ctg-sceaux-2026/"),
        ("structure", "content/structures/ctg-sceaux-2026.md", "/structures/ctg-sceaux-2026/"),
        ("page", "content/pages/ctg-sceaux-2026.md", "/ctg-sceaux-2026/"),
    ],
)
def test_a_card_is_filed_under_its_name(kind: str, path: str, address: str) -> None:
    file = made(kind, Known(titre="CTG Sceaux 2026"))

    assert (path, address) == (file.path, file.address)


def test_the_card_of_a_known_convention_is_filed_under_its_identifier() -> None:
    file = made("convention", replace(NEWS, convention="ctg-sceaux-2025", nature="CTG"))

    assert "content/conventions/ctg-sceaux-2025.md" == file.path
    assert "id" not in live(file)


@pytest.mark.parametrize(
    ("titre", "path"),
    [
        ("Septembre 2026", "content/numeros/2026-09.md"),
        ("2026-09", "content/numeros/2026-09.md"),
        ("Le numéro de la rentrée", "content/numeros/2026-03.md"),
        ("", "content/numeros/2026-03.md"),
    ],
)
def test_an_issue_is_filed_under_its_month(titre: str, path: str) -> None:
    file = made("numero", Known(titre=titre))

    assert path == file.path
    assert f"numero: {path[-10:-3]}\n" in file.text


@pytest.mark.parametrize("titre", ["!!!", "", "  "])
def test_a_title_without_letters_is_filed_under_its_kind(titre: str) -> None:
    assert "content/articles/2026/2026-03-01-edito.md" == made("edito", Known(titre=titre)).path
    assert "content/conventions/convention.md" == made("convention", Known(titre=titre)).path


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(UsageFault) as caught:
        made("évènements")

    assert "Vouliez-vous dire « evenement » ?" == caught.value.hint


def test_posts_and_cards_can_be_made() -> None:
    assert (*TYPES, *CARDS) == NEW_KINDS
    assert {"convention", "structure", "numero", "page"} == set(CARDS)


LETTERS = st.characters(categories=["L", "N", "P", "S", "Zs"])
BEGINNINGS = st.sampled_from(
    ["", '"', "'", "| ", ">", "&a ", "*a", "!a ", "- ", "# ", "[", "{", ": ", "? ", "null "]
)


@given(st.builds("{}{}".format, BEGINNINGS, st.text(LETTERS, min_size=1)))
def test_a_title_is_read_back_as_it_was_given(titre: str) -> None:
    # A text is read in its composed form, which replaces some signs by others that mean the same.
    given_title = normalize("NFC", " ".join(titre.split()))
    if given_title and given_title != "~":
        found = read(made("actualite", Known(titre=titre))).value
        assert isinstance(found, Post)
        assert given_title == found.titre
