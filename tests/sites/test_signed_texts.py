"""The signed text of a convention is shown wherever the convention is, whichever text reports it."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from support.small_site import SmallSite

URL = "https://caf.example/ctg-sceaux.pdf"
CARD = f"""\
-- content/conventions/ctg-sceaux-2023.md --
---
nature: CTG
commune: Sceaux
periode: 2023-2027
document:
  url: {URL}
  titre: Le texte de la convention
---
"""
STEP = f"""\
-- content/articles/2023-03-02-sceaux.md --
---
titre: La convention de Sceaux est signée
commune: Sceaux
convention:
  nature: CTG
  etape: signature
  quand: 1er mars 2023
  periode: 2023-2027
  document:
    url: {URL}
    titre: Le texte de la convention
---

Elle est signée.
"""


@pytest.mark.parametrize("text", [CARD, STEP], ids=["a card without a dated step", "a step"])
def test_a_signed_text_is_on_the_pages_and_in_the_data(text: str, tmp_path: Path) -> None:
    site = SmallSite(tmp_path, text)

    site.build(dt.date(2024, 5, 1))

    (convention,) = json.loads(site.page("/donnees/conventions.json"))
    assert {"titre": "Le texte de la convention", "url": URL} == convention["document"]
    for address in ("/conventions/ctg-sceaux-2023/", "/communes/92071-sceaux/"):
        assert f'href="{URL}"' in site.page(address), address
