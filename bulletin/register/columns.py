"""The columns of a register of conventions, recognised by their titles.

Pure. Each Caf has its own titles: case, accents, brackets and units do not matter. An unknown title is
reported; it is never matched with the nearest known one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from bulletin.diagnostics import UsageFault
from bulletin.french.slugs import fold
from bulletin.register.spreadsheet import Row, is_blank

_VARIANTS: Final = MappingProxyType(
    {
        "id": "id, identifiant, référence, réf, numéro, n°, n° de convention, numéro de convention",
        "nature": "nature, type, dispositif, nature de la convention, nature de convention, "
        "type de la convention, type de convention, nature convention, type convention",
        "territoire": "territoire, territoires, collectivité, collectivités, nom de la collectivité, "
        "collectivité signataire, territoire couvert",
        "commune": "commune, communes, ville, nom de la commune, nom commune, commune signataire",
        "insee": "insee, code insee, code commune, code insee de la commune, code insee commune",
        "epci": "epci, intercommunalité, nom de l’epci, nom epci, groupement, epci signataire, "
        "communauté de communes, nom de l’intercommunalité",
        "siren": "siren, code siren, siren epci, siren de l’epci, n° siren, numéro siren, code epci",
        "departement": "département, départements, dép, dept, dpt, code département, n° département, "
        "nom du département",
        "periode": "période, années, période de la convention, période couverte, période contractuelle",
        "debut": "début, date de début, date début, date d’effet, date effet, effet, prise d’effet, "
        "date de prise d’effet, début de la convention, début de convention, date de début de la convention, "
        "date de début de convention, date début convention, entrée en vigueur, date d’entrée en vigueur",
        "fin": "fin, date de fin, date fin, échéance, date d’échéance, date échéance, terme, date de terme, "
        "fin de la convention, fin de convention, date de fin de la convention, date de fin de convention, "
        "date fin convention",
        "duree": "durée, durée de la convention, durée de convention",
        "signature": "signature, date de signature, date signature, date de la signature, signé, signée, "
        "signé le, signée le",
        "signature_prevue": "signature prévue, date de signature prévue, date prévue de signature, "
        "date prévisionnelle de signature, signature prévisionnelle",
        "intitule": "intitulé, libellé, objet, titre, nom de la convention, intitulé de la convention, "
        "libellé de la convention, objet de la convention",
        "parties": "parties, partie, partenaire, partenaires, cocontractant, cocontractants, "
        "organismes signataires",
        "signataires": "signataire, signataires, signé par, noms des signataires, nom des signataires",
        "montant": "montant, montant total, montant de la convention, montant total de la convention, "
        "montant global, montant caf, financement caf, participation caf, montant de la participation caf",
        "remplace": "remplace, convention remplacée, succède à, convention précédente",
        "observations": "observation, observations, remarque, remarques, commentaire, commentaires, "
        "note, notes",
    }
)

MEANINGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "id": "nom de la fiche",
        "insee": "commune",
        "siren": "epci",
        "observations": "texte public de la fiche",
    }
)
"""What the columns are whose name is not that of a key of cards."""

_KEYS: Final = MappingProxyType(
    {fold(variant): key for key, variants in _VARIANTS.items() for variant in variants.split(", ")}
)
_UNITS: Final = MappingProxyType(
    {
        "montant": MappingProxyType(
            {
                "k": "k€",
                "k euros": "k€",
                "ke": "k€",
                "keur": "k€",
                "milliers d euros": "k€",
                "milliers euros": "k€",
            }
            | {
                "m": "M€",
                "m euros": "M€",
                "me": "M€",
                "meur": "M€",
                "millions d euros": "M€",
                "millions euros": "M€",
            }
            | {"euro": "€", "euros": "€", "eur": "€"}
        ),
        "duree": MappingProxyType(
            {"an": "ans", "ans": "ans", "annee": "ans", "annees": "ans", "mois": "mois"}
        ),
    }
)
_UNIT: Final = re.compile(
    r"(?P<name>.+?)(?: (?:en|exprime en))? (?P<unit>"
    + "|".join(sorted({unit for units in _UNITS.values() for unit in units}, key=len, reverse=True))
    + r")"
)


_SHOWN: Final = 60
"""How many characters of a refused cell are shown."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key, its title as typed, and the unit of its numbers, if the title gives one."""

    key: str
    title: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a row under a column."""

    column: Column
    text: str

    def refused(self, message: str, hint: str = "") -> str:
        """Return the sentence that refuses the cell: its column, its text, the message and the remedy."""
        text = " ".join(self.text.split())
        value = "" if text in message else f" « {text[:_SHOWN]}{'…' * (len(text) > _SHOWN)} »"
        return f"colonne « {self.column.title} »{value} : {message}{f' {hint}' if hint else ''}"


Cells = Mapping[str, Cell]
"""The cells of a row that are not blank, by key."""


def column_of(title: str) -> Column | None:
    """Return the column of a title, ``None`` for a title that is not known."""
    folded = fold(title.replace("€", " euros"))
    key = _KEYS.get(folded)
    shown = " ".join(title.split())
    if key is not None:
        return Column(key, shown)
    found = _UNIT.fullmatch(folded)
    key = _KEYS.get(found["name"]) if found else None
    if found is None or key is None or found["unit"] not in _UNITS.get(key, {}):
        return None
    return Column(key, shown, _UNITS[key][found["unit"]])


def is_title(text: str) -> bool:
    """Whether a text is the title of a known column."""
    return column_of(text) is not None


def columns_of(titles: Sequence[str]) -> tuple[tuple[Column | None, ...], tuple[str, ...]]:
    """Return the column of each title, and the unknown titles.

    Raises:
        UsageFault: for two columns with the same key, or without a column for the nature.
    """
    columns = tuple(column_of(title) for title in titles)
    by_key: dict[str, str] = {}
    for column in columns:
        if column is None:
            continue
        if column.key in by_key:
            raise UsageFault(
                f"Deux colonnes disent la même chose : « {by_key[column.key]} » et « {column.title} ».",
                "Gardez le titre de l’une, et renommez ou supprimez l’autre.",
            )
        by_key[column.key] = column.title
    if "nature" not in by_key:
        raise UsageFault(
            "Aucune colonne ne dit la nature des conventions.",
            "Ajoutez une colonne « nature » : CTG, CEJ, SDSF…",
        )
    unknown = (" ".join(title.split()) for title, column in zip(titles, columns, strict=True) if not column)
    return columns, tuple(dict.fromkeys(title for title in unknown if title))


def cells_of(row: Row, columns: Sequence[Column | None]) -> Cells:
    """Return the cells of a row that are not blank, by key; those of unknown columns are left out."""
    return {
        column.key: Cell(column, text)
        for column, text in zip(columns, row.cells, strict=False)
        if column is not None and not is_blank(text)
    }
