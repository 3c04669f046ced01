from __future__ import annotations

import pytest
from support.plain_nodes import Plain, plain

from bulletin.diagnostics import Place
from bulletin.source.flow_style import FlowFault, parse_flow
from bulletin.source.nodes import Node, Table
from bulletin.source.schema.blocks import reading_block
from bulletin.source.schema.key import Key


def flow(text: str, key: str) -> Node:
    found: Key | None = reading_block("article").find(key)
    assert found is not None
    places = (Place(path="a.md", column=column, excerpt=text) for column in range(1, len(text) + 1))
    return parse_flow(tuple(zip(text, places, strict=True)), found)


def fault(text: str, key: str) -> FlowFault:
    with pytest.raises(FlowFault) as caught:
        flow(text, key)
    return caught.value


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("[Colombes, Puteaux]", "communes", ["Colombes", "Puteaux"]),
        ("[Colombes, Puteaux,]", "communes", ["Colombes", "Puteaux"]),
        ("[92025,92062]", "communes", ["92025", "92062"]),
        ("[]", "communes", []),
        ("{}", "montant", {}),
        ("[A # b]", "axes", ["A # b"]),
        ("{valeur: 44 000 €, objet: une crèche}", "montant", {"valeur": "44 000 €", "objet": "une crèche"}),
        ('{valeur: "4,9 M€"}', "montant", {"valeur": "4,9 M€"}),
        ("{'valeur': 1, \"objet\": 'l''art'}", "montant", {"valeur": "1", "objet": "l'art"}),
        ("{nom: , fonction: maire}", "signataires", {"nom": "", "fonction": "maire"}),
        ("{url: https://a.fr/b}", "lien", {"url": "https://a.fr/b"}),
        ("{nom: A, communes: [B, C]}", "epci", {"nom": "A", "communes": ["B", "C"]}),
        ("[{valeur: 1}, {valeur: 2}] # fin", "montants", [{"valeur": "1"}, {"valeur": "2"}]),
        (
            "[\"Jean Dupont, maire\", 'Anne Roy, députée']",
            "signataires",
            ["Jean Dupont, maire", "Anne Roy, députée"],
        ),
        ("[Jean Dupont]", "signataires", ["Jean Dupont"]),
    ],
)
def test_braces_and_brackets_are_read_as_in_yaml(text: str, key: str, value: Plain) -> None:
    assert value == plain(flow(text, key))


@pytest.mark.parametrize(
    ("text", "key", "block_form"),
    [
        ("{valeur: 4,9 M€}", "montant", "montant:\n  valeur: 4,9 M€"),
        ("{valeur: 4,9 M€, objet: x}", "montant", "montant:\n  valeur: 4,9 M€\n  objet: x"),
        ("[{valeur: 4,9 M€}]", "montants", "montant:\n  valeur: 4,9 M€"),
        ("[4,9 M€]", "montants", "montants:\n  - 4,9 M€"),
        ("[Jean Dupont, maire]", "signataires", "signataires:\n  - Jean Dupont, maire"),
        (
            "{nom: Jean Dupont, maire de Sceaux}",
            "signataires",
            "signataire:\n  nom: Jean Dupont, maire de Sceaux",
        ),
        (
            "{nature: CTG, signataires: [Jean Dupont, maire]}",
            "convention",
            "signataires:\n  - Jean Dupont, maire",
        ),
    ],
)
def test_a_value_cut_at_its_comma_is_shown_in_block_form(text: str, key: str, block_form: str) -> None:
    found = fault(text, key)
    assert "virgule-dans-accolades" == found.code
    assert block_form in found.hint


@pytest.mark.parametrize(
    ("text", "key", "code", "column"),
    [
        ("[A, [B", "axes", "crochets-mal-fermes", 1),
        ("[A] B", "axes", "crochets-mal-fermes", 5),
        ("[[A] B]", "axes", "crochets-mal-fermes", 5),
        ('["A]', "axes", "crochets-mal-fermes", 1),
        ("[A, *b]", "axes", "ancre", 5),
        ("{valeur: !!str 4}", "montant", "ancre", 10),
        ("[[[[[[[A]]]]]]]", "axes", "trop-imbrique", 7),
    ],
)
def test_a_fault_is_reported_at_its_column(text: str, key: str, code: str, column: int) -> None:
    found = fault(text, key)
    assert (code, column) == (found.code, found.place.column)


def test_each_value_has_its_own_place() -> None:
    node = flow("{valeur: 1, objet: deux}", "montant")
    assert isinstance(node, Table)
    places = [
        (entry.place.column, entry.value.place.column, entry.value.place.length) for entry in node.entries
    ]
    assert [(2, 10, 1), (13, 20, 4)] == places
