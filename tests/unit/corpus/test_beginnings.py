"""What a new text can begin with: the conventions of a place, the one that is replaced, the last offices."""

from __future__ import annotations

from datetime import date

import pytest
from support.source_files import source_file

from bulletin.config.model import Config, SiteConfig
from bulletin.content.read import read_content
from bulletin.content.reading.context import Vocabulary
from bulletin.corpus.beginnings import (
    LISTED_PEOPLE,
    conventions_of,
    last_offices,
    parties_of,
    predecessor_of,
)
from bulletin.corpus.corpus import Corpus, link
from bulletin.diagnostics import Diagnostics
from bulletin.source.tree import SourceFile
from bulletin.territories.atlas import Atlas

ATLAS = Atlas.shipped(("92",))
CONFIG = Config(site=SiteConfig(titre="Le bulletin", url="https://bulletin.example/", departements=("92",)))
DAY = date(2026, 1, 1)
SCEAUX, ANTONY = "92071", "92002"
CEJ = """\
titre: Un CEJ
commune: Sceaux
convention: CEJ 2017-2020
signature: 5 juillet 2017
signataires:
  - Anne Martin, maire de Sceaux
  - Paul Durand, directeur de la Caf
"""
CTG = """\
titre: Une CTG
commune: Sceaux
convention: CTG 2021-2025
signature: 12 mars 2021
parties:
  - Caf des Hauts-de-Seine
  - Ville de Sceaux
signataires:
  - Anne MARTIN, sénatrice ; maire de Sceaux
"""
TALKS = "titre: Vers une CTG\ncommune: Sceaux\nconvention: CTG 2026-2030\nnegociation: 10 novembre 2025\n"
GRAND_PARIS = """\
titre: Un schéma
epci: Vallée Sud Grand Paris
convention: SDSF 2022-2026
signature: 2 mai 2022
"""


def corpus(**fronts: str) -> Corpus:
    """The posts named « j2017_07_06_cej », each with its front matter."""
    files = [_file(name, front) for name, front in fronts.items()]
    reads = read_content(files, ATLAS, Vocabulary.of(CONFIG))
    assert [] == [item.message for read in reads for item in read.diagnostics if item.stops]
    return link(reads, config=CONFIG, atlas=ATLAS, day=DAY, drafts=False, diagnostics=Diagnostics())


def _file(name: str, front: str) -> SourceFile:
    path = f"content/articles/{name.removeprefix('j').replace('_', '-')}.md"
    return source_file(path, f"---\n{front}---\n\nTexte.\n".encode())


LIFE = {"j2017_07_06_cej": CEJ, "j2021_03_13_ctg": CTG, "j2025_11_11_vers": TALKS}


def test_the_conventions_in_talks_come_first_then_the_latest() -> None:
    known = conventions_of(corpus(**LIFE, j2022_05_03_schema=GRAND_PARIS), [SCEAUX])
    assert ["ctg-sceaux-2026", "sdsf-vallee-sud-grand-paris-2022", "ctg-sceaux-2021", "cej-sceaux-2017"] == [
        one.id for one in known
    ]


def test_a_commune_has_its_own_conventions_and_those_of_its_groupings() -> None:
    found = corpus(**LIFE, j2022_05_03_schema=GRAND_PARIS)
    assert ["sdsf-vallee-sud-grand-paris-2022"] == [one.id for one in conventions_of(found, [ANTONY])]
    assert () == conventions_of(found, [])


def test_nothing_is_known_of_what_is_not_published() -> None:
    found = corpus(j2017_07_06_cej=f"{CEJ}brouillon: oui\n", j2026_02_01_ctg=CTG)
    assert () == conventions_of(found, [SCEAUX])
    assert () == last_offices(found, [SCEAUX])


@pytest.mark.parametrize(
    ("nature", "fronts", "expected"),
    [
        ("CTG", ("j2017_07_06_cej",), "cej-sceaux-2017"),
        ("CTG", ("j2017_07_06_cej", "j2021_03_13_ctg"), "ctg-sceaux-2021"),
        ("CEJ", ("j2021_03_13_ctg",), None),
        ("CTG", ("j2025_11_11_vers",), None),
        ("SDSF", ("j2017_07_06_cej", "j2021_03_13_ctg"), None),
    ],
)
def test_a_convention_may_replace_the_latest_one_signed_of_its_kind(
    nature: str, fronts: tuple[str, ...], expected: str | None
) -> None:
    known = conventions_of(corpus(**{name: LIFE[name] for name in fronts}), [SCEAUX])
    before = predecessor_of(nature, known)
    assert expected == (before.id if before else None)


def test_what_is_replaced_already_is_not_replaced_again() -> None:
    known = conventions_of(
        corpus(j2017_07_06_cej=CEJ, j2021_03_13_ctg=f"{CTG}remplace: cej-sceaux-2017\n"), [SCEAUX]
    )
    (ctg,) = (one for one in known if one.id == "ctg-sceaux-2021")
    assert predecessor_of("CTG", known) == ctg
    assert predecessor_of("CTG", known, ctg) is None


def test_parties_are_those_that_a_step_states() -> None:
    known = {one.id: one for one in conventions_of(corpus(**LIFE), [SCEAUX])}
    assert ("Caf des Hauts-de-Seine", "Ville de Sceaux") == parties_of(known["ctg-sceaux-2021"])
    assert () == parties_of(known["cej-sceaux-2017"])


def test_the_last_offices_are_those_of_the_latest_signature() -> None:
    offices = last_offices(corpus(**LIFE), [SCEAUX])
    assert ("Anne MARTIN, sénatrice ; maire de Sceaux", "Paul Durand, directeur de la Caf") == offices


def test_elsewhere_only_those_of_the_caf_are_listed() -> None:
    assert ("Paul Durand, directeur de la Caf",) == last_offices(corpus(**LIFE), [ANTONY])


def test_someone_whose_name_is_hidden_is_not_listed() -> None:
    masked = CEJ.replace("  - Anne Martin, maire de Sceaux\n", "").replace(
        "  - Paul Durand, directeur de la Caf\n",
        "  - nom: Paul Durand\n    fonction: directeur de la Caf\n    masquer: oui\n",
    )
    assert () == last_offices(corpus(j2017_07_06_cej=masked), [SCEAUX])


def test_no_more_people_are_listed_than_one_reads() -> None:
    many = "".join(f"  - Prénom N{number}, maire de Sceaux\n" for number in range(20))
    front = CEJ.replace("  - Anne Martin, maire de Sceaux\n", many)
    assert LISTED_PEOPLE == len(last_offices(corpus(j2017_07_06_cej=front), [SCEAUX]))
