"""Posts and cards that report subsidies, read and linked, for the tests of their file and of their checks."""

from __future__ import annotations

import datetime as dt
import textwrap
from dataclasses import replace

from bulletin.config.model import CafConfig, Config, DonneesConfig, SubventionsConfig
from bulletin.content.read import read_content
from bulletin.corpus.corpus import Corpus, link
from bulletin.diagnostics import Diagnostic, Diagnostics
from bulletin.opendata.subvention_checks import check_subventions
from support.small_register import ATLAS, CONFIG, WORDS, source_files

CAF_SIRET = "78544533900019"
ASSOCIATION_SIRET = "38047555800058"
WITH_SIRET = replace(CONFIG, caf=CafConfig(nom="Caf des Hauts-de-Seine", siret=CAF_SIRET))
COMPLETE = """\
  - valeur: 32 000,50 €
    beneficiaire: Association Les Lucioles
    siret: 380 475 558 00058
    objet: accompagnement, « local », des associations
    reference: 2024-17
    forme: numéraire
    versement: 2024-04-01/2025-03-31
    conditions: échelonné
    part: 80
    base: du coût du programme
    subvention: oui
"""
"""An amount of which a row of the file can be made, once its convention is dated."""
CONVENTION = f"""
-- 2024-03-15-lucioles --
commune: Colombes
convention: CTG 2024-2027
signature: 12 mars 2024
montants:
{COMPLETE}"""


def with_conditions(conditions: str, *, notified: bool = False) -> Config:
    """Return the configuration of a site whose subsidies have conditions in common."""
    common = SubventionsConfig(notification_ue=notified, conditions=conditions)
    return replace(WITH_SIRET, donnees=DonneesConfig(subventions=common))


def corpus_of(text: str, day: str = "2024-04-01", config: Config = WITH_SIRET) -> Corpus:
    """Return the corpus of texts (see ``small_register``) on a day; no text may hold an erreur."""
    reads = read_content(source_files(text), ATLAS, WORDS, {})
    faults = [item for read in reads for item in read.diagnostics if item.stops]
    assert faults == []
    return link(
        reads,
        config=config,
        atlas=ATLAS,
        day=dt.date.fromisoformat(day),
        drafts=False,
        diagnostics=Diagnostics(),
    )


def diagnostics_of(text: str, day: str = "2024-04-01", config: Config = WITH_SIRET) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of the subsidies of texts."""
    diagnostics = Diagnostics()
    check_subventions(corpus_of(text, day, config), diagnostics)
    return tuple(diagnostics)


def article(amount: str, *, name: str = "2024-03-20-article", front: str = "") -> str:
    """Return a post without a convention that reports one amount, its keys indented or not."""
    inner = textwrap.indent(textwrap.dedent(amount).strip(), "  ")
    return f"\n-- {name} --\n{front}montant:\n{inner}\n"
