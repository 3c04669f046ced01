"""A remedy is made of what was typed; applied, the fault is gone and no other of its weight has come."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.front_matter import WORDS, read_bytes

from bulletin.build.fixes import apply_fixes
from bulletin.content.read import Read
from bulletin.diagnostics import Diagnostic, Severity
from bulletin.source.schema.blocks import BLOCKS

PATH = "content/articles/2026-02-01-un-article.md"
CONVENTION = "commune: Colombes\nconvention: CTG 2023-2027\nsignature: 12 janvier\n"
EVENT = "commune: Colombes\nevenement: 12 mai\n"
OPENING = "commune: Colombes\ninauguration: 12 janvier\nstructure: Les Lutins\n"
FAULTS = (
    "title: Autre",
    "Thème: petite-enfance",
    "draft: true",
    "layout: post",
    "permalink: /a/b.html",
    "mise_a_jour: 12 juilet 2025",
    "mise_a_jour: bientôt",
    "expire: 12 mars",
    "numero: numéro 12",
    "slug: Mon Article",
    "montant: 54 300 € de la Caf, 21 700 € de la Ville",
    "montants:\n  - 54 300 € de la Caf et environ 21 700 € de la Ville\n  - 1 200 €",
    "montant: 54 300 € TTC",
    "montant: une aide de 54 300 € pour le Laep",
    "montant: 54 300 € d’aide 35 % du coût",
    "montant: 54 300 € versés à la Ville",
    "montant: beaucoup",
    "montant: 54,300 €",
    f"{CONVENTION}signataires: Anne Martin, maire ; Paul Durand, directeur",
    f"{CONVENTION}en_presence_de:\n  - Anne Martin et Paul Durand\n  - le préfet",
    f"{CONVENTION}parties: Caf, Ville de Colombes",
    f"{CONVENTION}axes: Enfance, Jeunesse",
    f"{CONVENTION}signatair: A",
    f"{CONVENTION}duree: longtemps",
    "commune: Colombes\nconvention: CTG 2023-2027 Puteaux\nsignature: 12 janvier",
    "conventions:\n  - CTG 2023-2027 Puteaux\n  - nature: CTG\n    bilan: 2025\n    commune: Colombes",
    "commune: Colombes\nconvention: CTG 2023-2027 (suite)\nsignature: 12 janvier",
    "commune: Colombes\nconvention: Contrat de ville 2024-2030\nsignature: 12 janvier",
    "commune: Colombes\nconvention: CTG 2008-11\nsignature: 12 janvier",
    "commune: Colombes\nconvention: CTG 2023-2028\nprolongation: 22 janvier",
    "commune: Colombes\nconvention: CTG\nsignature: avant fin mars 2025",
    "commune: Colombes\nevenement: tous les mardis de juin",
    "commune: Colombes\nevenement: 21 et 28 novembre de 9 h à 12 h",
    "commune: Colombes\nevenement: 5 mai de 9 h à 12 h et de 14 h à 17 h",
    "commune: Colombes\nevenement: vendredi 12 juillet",
    "commune: Colombes\nevenement: 25 janvier",
    "commune: Colombes\nevenement: 12 mai 2026 à 25 h",
    f"{EVENT}organisateurs: Caf, Ville de Colombes",
    f"{EVENT}inscription: à la mairie avant le 2 mai",
    f"{EVENT}inscription: forum@exemple.org en mairie",
    f"{EVENT}seances:\n  - demain, familles",
    f"{OPENING}places: 30 à 40",
    f"{OPENING}accueils:\n  - a: b",
)


def text_of(front: str) -> str:
    return f"---\ntitre: Un article\n{front}\n---\n\nLe texte.\n"


def reading(text: str) -> Read:
    return read_bytes(text.encode(), PATH)


def weights(found: Read, severity: Severity) -> list[tuple[str, str]]:
    return [(item.code, item.message) for item in found.diagnostics if item.severity is severity]


@pytest.mark.parametrize("front", FAULTS)
def test_a_fix_removes_its_fault_and_brings_no_other_of_its_weight(front: str) -> None:
    before = reading(text_of(front))
    for item in before.diagnostics:
        if item.fix is None or item.severity is Severity.INFO:
            continue
        after = reading(apply_fixes(text_of(front), [item]).text)
        assert (item.code, item.message) not in weights(after, item.severity)
        assert not set(weights(after, item.severity)) - set(weights(before, item.severity))


@pytest.mark.parametrize("front", FAULTS)
def test_all_fixes_at_once_leave_nothing_to_fix(front: str) -> None:
    text = text_of(front)
    for _ in range(3):
        text = apply_fixes(text, reading(text).diagnostics).text
    assert [] == [
        item for item in reading(text).diagnostics if item.fix and item.severity is not Severity.INFO
    ]


YEAR = re.compile(r"(?<![0-9])(?:19|20|21)[0-9]{2}(?![0-9])")
SUM = re.compile(r"[0-9][0-9 .,\u00a0\u202f]*(?=\s*(?:k|M)?€)")
ADDRESS = re.compile(r"[\w.-]+@[\w.-]+\w|https?://[^\s…»]+\w")
FOUND_YEARS = {"2024", "2025", "2026", "2027"}
"""The year of the post, and those beside it that a rule may find."""
EXAMPLES = frozenset(
    key.example
    for block in BLOCKS.values()
    for key in block.keys
    if len(key.example) > len("2014-11") and not key.values and key.example not in WORDS.themes
)
"""What the page of keys shows, but the themes of the site: in a remedy it would be another post's."""


def is_known_year(year: str, typed: str) -> bool:
    """Whether a year was typed, in four figures or in two as in « 2008-11 », or is one that a rule finds."""
    return year in typed or f"-{year[2:]}" in typed or year in FOUND_YEARS


def borrowed(item: Diagnostic, typed: str) -> list[str]:
    """Return the years, sums, addresses and examples of a remedy that nobody typed."""
    hint = item.hint.replace("\u00a0", " ").replace("\u202f", " ")
    figures = re.sub(r"\D", "", typed)
    return [
        *(year for year in YEAR.findall(hint) if not is_known_year(year, typed)),
        *(found for found in SUM.findall(hint) if re.sub(r"\D", "", found) not in figures),
        *(address for address in ADDRESS.findall(hint) if address not in typed),
        *(example for example in EXAMPLES if example in hint and example not in typed),
    ]


@pytest.mark.parametrize("front", FAULTS)
def test_a_remedy_holds_nothing_that_was_not_typed(front: str) -> None:
    typed = text_of(front)
    assert [] == [found for item in reading(typed).diagnostics for found in borrowed(item, typed)]


KEYS = st.sampled_from(sorted({spelling for block in BLOCKS.values() for spelling in block.spellings}))
TYPED = (
    *("bientôt", "fin mars", "vers 14 h", "{a: b}", "- a", "12 M", "a@b", "12 juilet", "x, y ; z", "non"),
    "CTG a",
)
VALUES = st.text(
    alphabet=st.sampled_from("ab é’,;:€%@/-()\n  12"), min_size=1, max_size=12
) | st.sampled_from(
    (
        "bientôt",
        "fin mars",
        "vers 14 h",
        "{a: b}",
        "- a",
        "12 M",
        "a@b",
        "12 juilet",
        "x, y ; z",
        "non",
        "CTG a",
    )
)


@settings(deadline=None, max_examples=300)  # the first example reads the tables of the territories
@given(
    st.lists(st.tuples(KEYS, VALUES), min_size=1, max_size=4),
    st.sampled_from((CONVENTION, EVENT, OPENING, "")),
)
def test_no_remedy_of_any_value_shows_an_example(lines: list[tuple[str, str]], start: str) -> None:
    typed = text_of(start + "\n".join(f"{key}: {value}" for key, value in lines))
    assert [] == [found for item in reading(typed).diagnostics for found in borrowed(item, typed)]
