from __future__ import annotations

import pytest
from support.front_matter import underlined
from support.plain_nodes import Plain, plain

from bulletin.diagnostics import Diagnostic, Diagnostics
from bulletin.source.block_style import BlockReader, Line
from bulletin.source.nodes import Scalar, Sequence, Table
from bulletin.source.schema.blocks import reading_block


def parsed(text: str) -> tuple[Table, list[Diagnostic]]:
    """The nodes of a front matter whose first line is line 2 of its file."""
    diagnostics = Diagnostics()
    lines = [Line(number, row) for number, row in enumerate(text.split("\n"), 2)]
    table = BlockReader(path="a.md", diagnostics=diagnostics).read(lines, reading_block("article"))
    assert table is not None
    return table, list(diagnostics)


def values(text: str) -> Plain:
    table, found = parsed(text)
    assert [] == found
    return plain(table)


def faults(text: str) -> list[tuple[str, int, str]]:
    """Code, line and underlined text of each fault."""
    _, found = parsed(text)
    return [(item.code, *underlined(item)) for item in found]


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("titre: Signature : le CEJ # 2 de la Ville", "Signature : le CEJ # 2 de la Ville"),
        ("titre : Une crèche", "Une crèche"),
        ("titre\xa0: Une crèche", "Une crèche"),
        ("titre:    Une crèche   ", "Une crèche"),
        ('titre: "Une crèche"', "Une crèche"),
        ("titre: 'L''accueil'", "L'accueil"),
        ('titre: "Une \\"crèche\\""', 'Une "crèche"'),
        ('titre: "Bien vivre" à Colombes', '"Bien vivre" à Colombes'),
        ("titre: 'L'accueil'", "'L'accueil'"),
        ("titre: 'Ouvert", "'Ouvert"),
        ("titre: [Vidéo] Une crèche", "[Vidéo] Une crèche"),
        ("titre: {ouvert}", "{ouvert}"),
        ("titre: > 3 ans", "> 3 ans"),
        ("titre: #MoisDeLaParentalité", "#MoisDeLaParentalité"),
        ("titre: - 3 %", "- 3 %"),
        ("titre: *important* pour tous", "*important* pour tous"),
        ("titre: 01001", "01001"),
        ("titre: NO", "NO"),
        ("titre: 14:00", "14:00"),
        ("titre: « Caf » : suite", "« Caf » : suite"),
        ("titre: ~", "~"),
        ("titre:", ""),
        ('"titre": A', "A"),
    ],
)
def test_a_text_is_what_was_typed_to_the_end_of_its_line(line: str, value: str) -> None:
    assert {"titre": value} == values(line)


@pytest.mark.parametrize("key", ["commune", "date", "convention", "montant", "signataires", "brouillon"])
def test_after_any_other_value_a_hash_starts_a_comment(key: str) -> None:
    assert {key: "x"} == values(f"{key}: x # à vérifier")
    assert {key: "a#b"} == values(f"{key}: a#b")
    assert {key: ""} == values(f"{key}: # à compléter")


def test_a_line_that_starts_with_a_hash_is_a_comment() -> None:
    assert {"titre": "A", "commune": "B"} == values("# un\ntitre: A\n  # deux\ncommune: B\n#trois")


def test_a_comment_may_stand_between_a_key_and_its_list() -> None:
    assert {"axes": ["Un", "Deux"]} == values("axes: # deux axes\n  - Un\n  # entre\n  - Deux")
    assert {"structure": {"nom": "A"}} == values("structure: # connue\n  nom: A")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("|\n  Un\n  deux\n\n    trois", "Un\ndeux\n\n  trois"),
        (">\n  Un\n  deux\n\n  trois", "Un deux\ntrois"),
        ("|-\n  # un titre\n  a: b", "# un titre\na: b"),
        ("\n  Un\n  deux", "Un deux"),
        ("Un\n  deux : trois\n  # sauf ceci\n  quatre", "Un deux : trois quatre"),
        ('"Un\n  deux"', "Un deux"),
    ],
)
def test_a_text_may_run_over_several_lines(text: str, value: str) -> None:
    assert {"resume": value, "auteur": "A"} == values(f"resume: {text}\nauteur: A")


@pytest.mark.parametrize(
    "text",
    [
        "communes:\n  - Colombes\n  - Puteaux",
        "communes:\n- Colombes\n- Puteaux",
        "communes:\n\n  -   Colombes\n  -\xa0Puteaux # ici",
        "communes: [Colombes, Puteaux]",
        "communes: [\n  Colombes,\n  Puteaux\n]",
        "communes:\n  - Colombes\n  -\n    Puteaux",
        '"communes":\n  - "Colombes"\n  - \'Puteaux\'',
    ],
)
def test_a_list_may_be_written_in_every_way(text: str) -> None:
    assert {"communes": ["Colombes", "Puteaux"]} == values(text)


def test_an_item_is_a_mapping_only_if_it_starts_with_a_known_key_of_its_list() -> None:
    text = "seances:\n  - debut: 21 novembre\n    theme: La vie : un fleuve\n  - Objet : la vie\n  - nom: A"
    expected = [{"debut": "21 novembre", "theme": "La vie : un fleuve"}, "Objet : la vie", "nom: A"]
    assert {"seances": expected} == values(text)
    assert {"axes": ["nom: A", "[1] un"]} == values("axes:\n  - nom: A\n  - [1] un")


def test_a_dash_alone_may_stand_above_its_mapping() -> None:
    assert {"montants": [{"valeur": "1"}, ""]} == values("montants:\n  -\n    valeur: 1\n  -")


def test_no_break_spaces_indent_like_spaces() -> None:
    assert {"structure": {"nom": "A"}} == values("structure:\n\xa0\xa0nom: A")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("titre: &a Une crèche", ("ancre", 2, "&a Une crèche")),
        ("commune: *a", ("ancre", 2, "*a")),
        ("titre: !!str A", ("ancre", 2, "!!str A")),
        ("communes:\n  - &a Colombes", ("ancre", 3, "&a Colombes")),
        ("communes: [&a Colombes]", ("ancre", 2, "&a Colombes")),
        ("<<: *a", ("ancre", 2, "<<: *a")),
        ("titre: A\ntitre: B", ("cle-en-double", 3, "titre")),
        ("structure:\n  nom: A\n  nom: B", ("cle-en-double", 4, "nom")),
        ("titre:\tA", ("tabulation", 2, "\t")),
        ("structure:\n\tnom: A", ("tabulation", 3, "\t")),
        ("titre:Une crèche", ("espace-apres-deux-points", 2, "titre:Une crèche")),
        ("titre: A\nUne phrase", ("ligne-sans-cle", 3, "Une phrase")),
        ("  titre: A\nauteur: B", ("retrait", 2, "titre: A")),
        ("titre: A\n   auteur: B", ("retrait", 3, "auteur: B")),
        ("titre: A\n- B", ("liste-inattendue", 3, "- B")),
        ("axes:\n  • Un\n  • Deux", ("liste-inattendue", 3, "• Un")),
        ('auteur: "Un', ("guillemet-non-ferme", 2, '"Un')),
        ("communes: [A, B", ("crochets-mal-fermes", 2, "[")),
        ("communes: [A] B", ("crochets-mal-fermes", 2, "B")),
        (
            "a:\n b:\n  c:\n   d:\n    e:\n     f:\n      g:\n       h:\n        i: j",
            ("trop-imbrique", 10, "i: j"),
        ),
    ],
)
def test_a_fault_is_reported_once_at_what_was_typed(text: str, fault: tuple[str, int, str]) -> None:
    assert [fault] == faults(text)


def test_a_key_without_space_is_read_all_the_same() -> None:
    table, _ = parsed("titre:Signature : le CEJ")
    assert {"titre": "Signature : le CEJ"} == plain(table)


def test_reading_goes_on_after_a_fault() -> None:
    text = "titre: &a A\nUne phrase\n  avec: suite\nauteur: B\nauteur: C\ncommune: Colombes"
    table, found = parsed(text)
    assert ["ancre", "ligne-sans-cle", "cle-en-double"] == [item.code for item in found]
    assert {"titre": "", "auteur": "B", "commune": "Colombes"} == plain(table)


def test_the_excerpt_of_an_item_is_the_line_as_typed() -> None:
    table, _ = parsed("montants:\n  - valeur: 1\n    valeur: 2")
    (montants,) = table.entries
    assert isinstance(montants.value, Sequence)
    (item,) = montants.value.items
    assert ("  - valeur: 1", 5) == (item.place.excerpt, item.place.column)


def test_a_word_of_a_continued_line_has_its_own_place() -> None:
    table, _ = parsed("communes: Colombes,\n   Puteaux")
    value = table.entries[0].value
    assert isinstance(value, Scalar)
    place = value.stretch(value.text.index("Puteaux"), 7)
    assert (3, 4, 7) == (place.line, place.column, place.length)


def test_a_block_stands_at_the_line_of_its_key() -> None:
    table, _ = parsed("titre: A\n\nstructure:\n\n  nom: B")
    assert 4 == table.entries[1].value.place.line
