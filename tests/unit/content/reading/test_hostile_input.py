"""Whatever a file holds, reading it soon gives a value or diagnostics, and never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.front_matter import PATH, read, read_bytes

from bulletin.content.read import Read

PATHS = (
    PATH,
    "content/articles/0001-01-01-a.md",
    "content/articles/a.md",
    "content/conventions/ctg-a.md",
    "content/structures/pitchouns.md",
    "content/numeros/2014-11.md",
    "content/territoires/92025.md",
    "content/pages/a/b.md",
)
CONVENTION = """\
commune: Colombes
convention: CEJ 2015-2018
signature: 5 juillet
signataires:
  - Jean Petit, président
  - nom: Anne Roy
    fonctions: maire ; députée
montant: environ 4,9 M€ de prestation, 55 % du reste à charge
deliberation: 2016-06-12, 30 juin 2016
"""
EVENEMENT = """\
commune: Puteaux
evenement: du 21 au 22 novembre
inscription: a@b.fr, avant le 15 novembre
seances:
  - 21 novembre de 9 h à 12 h, tous, La vie
  - debut: 22 novembre
    theme: La vie
"""
INAUGURATION = """\
communes: [Colombes, Puteaux]
epci: {nom: A, communes: [Colombes]}
inauguration: 4 juillet
structure: Pitchouns, crèche
places: 9
image:
  fichier: a.jpg
  alt: |
    Une
    crèche
"""
SEEDS = (CONVENTION, EVENEMENT, INAUGURATION)
PIECES = (
    *("\n", "  ", "- ", ": ", ":", ", ", "#", " # ", '"', "'", "[", "]", "{", "}", "|", ">", "&a ", "*a"),
    *("<<: *a", "~", "null", "oui", "\t", "\xa0", "\u2028", "\ufeff", "---\n", "%", "€", "29 février"),
    *(
        "0000-01-01",
        "9999-12-31",
        "9" * 5000,
        "duree: ",
        "etape: ",
        "conventions:\n",
        "quand: ",
        "territoire:\n",
    ),
)


def has_value_or_fault(found: Read) -> bool:
    """Whether the file has a value, or a reason for having none."""
    return found.value is not None or any(item.stops for item in found.diagnostics)


@settings(deadline=None)  # the first example reads the tables of the territories
@given(st.binary(max_size=300), st.sampled_from(PATHS))
def test_random_bytes_give_a_value_or_a_fault(data: bytes, path: str) -> None:
    assert has_value_or_fault(read_bytes(data, path))


@settings(deadline=None)  # the first example reads the tables of the territories
@given(st.text(max_size=300), st.sampled_from(PATHS))
def test_random_front_matter_gives_a_value_or_a_fault(text: str, path: str) -> None:
    assert has_value_or_fault(read(text, path))


@settings(deadline=None)  # the first example reads the tables of the territories
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 300), st.integers(0, 30), st.sampled_from(PIECES)), max_size=6),
    st.sampled_from(PATHS),
)
def test_valid_posts_with_random_edits_give_a_value_or_a_fault(
    front: str, edits: list[tuple[int, int, str]], path: str
) -> None:
    for start, cut, piece in edits:
        front = front[:start] + piece + front[start + cut :]
    found = read(front, path)
    assert has_value_or_fault(found)
    for item in found.diagnostics:
        assert item.place.line >= 1
        assert item.place.column >= 1


MANY = 15_000


@pytest.mark.parametrize(
    "front",
    [
        "communes: " + "[" * MANY,
        "montant: " + "{valeur: " * 3_000,
        "\n".join(" " * depth + "a:" for depth in range(300)),
        "a:\n" + "\n".join(" " * depth + "- # b" for depth in range(1, 300)),
        "a" + " " * 4 * MANY,
        'auteur: "' + "a\n  " * MANY,
        "signataires:\n" + '  - "a\n' * 5_000,
        "signataires:\n" + "  - nom: a\n" * 5_000,
        "communes: [\n" + " a,\n" * MANY,
        "a: &a [b]\n" + "\n".join(f"c{number}: *a" for number in range(2_000)),
        "places: " + "9" * 5_000 + "\ninauguration: 4 juillet",
        "duree: " + "9" * 1_900 + " ans\nconvention: CTG",
        "montant: " + "1 " * 900 + "x",
        "evenement: " + "1 h " * 450,
        "evenement: " + " au " * 450,
        "commune: " + "x" * 1_999,
        "commune: " + "x" * 4 * MANY,
        "x" * 4 * MANY + ": a",
    ],
    ids=range(18),
)
def test_a_file_made_to_exhaust_the_reader_is_a_fault(front: str) -> None:
    found = read(front)
    assert [] != [item for item in found.diagnostics if item.stops]
