"""New posts, new cards and new sites: valid as they are made, and once their comments are filled in."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.config.model import Config, SiteConfig
from bulletin.config.production import production_diagnostics
from bulletin.config.reader import parse_config
from bulletin.content.skeletons import NEW_KINDS, NewFile, new_post, site_skeleton
from bulletin.diagnostics import Diagnostics, UsageFault
from bulletin.source.document import read_document
from bulletin.source.nodes import Entry, RawDocument, Scalar, Sequence, Table, entries_by_key
from bulletin.source.schema.blocks import BLOCKS, FAMILIES, reading_block
from bulletin.source.schema.key import Block
from bulletin.source.schema.shared import TYPES

DAY = date(2026, 3, 1)
CONFIG = Config(
    site=SiteConfig(titre="Le bulletin", url="https://bulletin.caf.fr/", departements=("92",)),
    themes={"petite-enfance": "Petite enfance", "jeunesse": "Jeunesse"},
)
COMMENTED_KEY = re.compile(r"^# (?=[a-z_]+:(?: \S|$)|  - )", re.MULTILINE)


def block_of(file: NewFile) -> Block:
    return reading_block(FAMILIES[file.path.split("/")[1]])


def read(file: NewFile, text: str = "") -> RawDocument:
    diagnostics = Diagnostics()
    document = read_document(file.path, (text or file.text).encode(), block_of(file), diagnostics)
    assert list(diagnostics) == []
    assert document is not None
    return document


def made(kind: str, titre: str = "Une nouvelle", *communes: str) -> NewFile:
    return new_post(kind, titre, communes, DAY, CONFIG)


def value(file: NewFile, key: str) -> str:
    node = entries_by_key(read(file).front)[key].value
    assert isinstance(node, Scalar)
    return node.text


def keys(file: NewFile) -> set[str]:
    return set(entries_by_key(read(file).front))


def unknown_keys(table: Table, block: Block) -> list[str]:
    """The keys of ``table``, at any depth, that ``block`` does not know."""
    unknown: list[str] = []
    for entry in table.entries:
        known = block.find(entry.key)
        if known is None:
            unknown.append(entry.key)
        elif known.block:
            unknown += [key for inner in tables_in(entry) for key in unknown_keys(inner, BLOCKS[known.block])]
    return unknown


def tables_in(entry: Entry) -> list[Table]:
    nodes = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
    return [node for node in nodes if isinstance(node, Table)]


@pytest.mark.parametrize("kind", NEW_KINDS)
@pytest.mark.parametrize("communes", [(), ("Sceaux",), ("Sceaux", "Antony")])
def test_every_key_of_a_skeleton_is_known_even_in_comments(kind: str, communes: tuple[str, ...]) -> None:
    file = made(kind, "Une nouvelle", *communes)
    filled = read(file, COMMENTED_KEY.sub("", file.text))

    assert unknown_keys(filled.front, block_of(file)) == []
    assert len(filled.front.entries) > len(read(file).front.entries)


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_every_offered_key_comes_with_an_explanation_and_an_example(kind: str) -> None:
    lines = made(kind).text.split("---")[1].splitlines()
    offered = [number for number, line in enumerate(lines) if COMMENTED_KEY.match(line) and " - " not in line]

    for number in offered:
        assert lines[number - 1].startswith("# ")
        assert lines[number].partition(": ")[2] or lines[number + 1].startswith("#   - ")
    assert len(offered) >= 3


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_a_skeleton_needs_no_braces_brackets_or_quotes(kind: str) -> None:
    assert re.search(r"[{}\[\]\"']", made(kind, "Une nouvelle", "Sceaux").text) is None


@pytest.mark.parametrize("kind", TYPES)
def test_a_new_post_is_a_draft(kind: str) -> None:
    assert value(made(kind), "brouillon") == "oui"


@pytest.mark.parametrize("kind", NEW_KINDS)
def test_every_required_key_is_filled(kind: str) -> None:
    file = made(kind)
    required = {key.name for key in BLOCKS[FAMILIES[file.path.split("/")[1]]].keys if key.required}

    assert required <= keys(file)


def test_a_post_is_filed_by_year_under_its_day_and_title() -> None:
    file = made("signature", "Signature d’un CEJ à Boulogne-Billancourt")

    assert file.path == "content/articles/2026/2026-03-01-signature-d-un-cej-a-boulogne-billancourt.md"
    assert file.address == "/2026/03/01/signature-d-un-cej-a-boulogne-billancourt/"


@pytest.mark.parametrize(
    ("kind", "path", "address"),
    [
        ("convention", "content/conventions/ctg-sceaux-2026.md", "/conventions/ctg-sceaux-2026/"),
        ("structure", "content/structures/ctg-sceaux-2026.md", "/structures/ctg-sceaux-2026/"),
        ("page", "content/pages/ctg-sceaux-2026.md", "/ctg-sceaux-2026/"),
    ],
)
def test_a_card_is_filed_under_its_name(kind: str, path: str, address: str) -> None:
    file = made(kind, "CTG Sceaux 2026")

    assert (path, address) == (file.path, file.address)


def test_a_title_without_letters_is_filed_under_its_kind() -> None:
    assert made("edito", "!!!").path == "content/articles/2026/2026-03-01-edito.md"


def test_without_a_title_one_is_asked_for() -> None:
    assert value(made("actualite", "  "), "titre") == "Titre à écrire"


def test_one_commune_is_singular_and_several_are_plural() -> None:
    assert value(made("signature", "x", "Sceaux"), "commune") == "Sceaux"
    assert value(made("signature", "x", "Sceaux", "Antony"), "communes") == "Sceaux, Antony"
    assert "commune" not in keys(made("signature"))
    assert "# commune: " in made("signature").text
    assert "# commune: " not in made("signature", "x", "Sceaux").text


def test_a_structure_stands_in_one_commune() -> None:
    assert value(made("structure", "x", "Sceaux", "Antony"), "commune") == "Sceaux"


def test_a_convention_card_has_a_nature_and_a_territory() -> None:
    known, unknown = made("convention", "Cej de Sceaux", "Sceaux"), made("convention", "Un accord")

    assert value(known, "nature") == "CEJ"
    assert value(unknown, "nature") == "AUTRE"
    assert value(unknown, "departement") == "92"


def test_only_what_has_no_block_of_its_own_says_its_type() -> None:
    typed = {kind for kind in TYPES if "type" in keys(made(kind))}

    assert typed == {"edito", "dossier"}


def test_the_theme_offered_is_one_of_the_site() -> None:
    without = Config(site=CONFIG.site)

    assert "# theme: petite-enfance\n" in made("actualite").text
    assert "# theme:" not in new_post("actualite", "x", (), DAY, without).text


def test_an_unknown_kind_names_the_nearest() -> None:
    with pytest.raises(UsageFault) as caught:
        made("évènements")

    assert caught.value.hint == "Vouliez-vous dire « evenement » ?"


LETTERS = st.characters(categories=["L", "N", "P", "S", "Zs"])
BEGINNINGS = st.sampled_from(
    ["", '"', "'", "| ", ">", "&a ", "*a", "!a ", "- ", "# ", "[", "{", ": ", "? ", "null "]
)


@given(st.builds("{}{}".format, BEGINNINGS, st.text(LETTERS, min_size=1)))
def test_a_title_is_read_back_as_it_was_given(titre: str) -> None:
    given_title = " ".join(titre.split())
    if given_title and given_title != "~":
        assert value(made("actualite", titre), "titre") == given_title


# -- a new site ------------------------------------------------------------------------------------------


def site_files() -> dict[str, NewFile]:
    return {file.path: file for file in site_skeleton(DAY)}


def test_a_new_site_has_all_that_it_needs() -> None:
    assert list(site_files()) == [
        ".gitignore",
        "LISEZMOI.md",
        "adresses.txt",
        "bulletin.toml",
        "content/articles/2026/2026-03-01-bienvenue.md",
        "content/glossaire.yml",
        "content/pages/a-propos.md",
    ]


def test_the_configuration_of_a_new_site_is_valid_and_not_public() -> None:
    config = parse_config(site_files()["bulletin.toml"].text)

    assert not config.site.production
    assert config.site.demonstration


def test_a_new_site_is_not_published_by_switching_production_on() -> None:
    text = site_files()["bulletin.toml"].text.replace("production = false", "production = true")
    found = {fault.code for fault in production_diagnostics(parse_config(text))}

    assert found == {"mentions-incompletes", "identite-d-exemple"}


def test_the_settings_in_comments_are_valid_too() -> None:
    text = re.sub(r"^# (?=\[|\w+ = )", "", site_files()["bulletin.toml"].text, flags=re.MULTILINE)
    config = parse_config(text)

    assert config.nature("accord") is not None
    assert config.accessibilite.audit.date == date(2026, 3, 12)
    assert [publication.nom for publication in config.publications] == ["web"]


def test_the_documents_of_a_new_site_are_read_without_a_fault() -> None:
    documents = [file for file in site_skeleton(DAY) if file.path.startswith("content/") and file.address]

    assert len(documents) == 2
    for file in documents:
        assert unknown_keys(read(file).front, block_of(file)) == []
        assert "brouillon" not in keys(file)


def test_the_addresses_of_a_new_site_are_listed_in_order() -> None:
    assert site_files()["adresses.txt"].text == (
        "/2026/03/01/bienvenue/\tcontent/articles/2026/2026-03-01-bienvenue.md\n"
        "/a-propos/\tcontent/pages/a-propos.md\n"
    )
