"""The page of the open data: the files, their licence, their dictionary."""

from __future__ import annotations

from functools import partial

from bulletin.content.addresses import DONNEES
from bulletin.french.printed import typography
from bulletin.opendata.files import FileEntry, dictionary
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.pages import DataField, DataFileBlock, DataSubject, DonneesView
from bulletin.pages.views.pieces import Link

LICENCES = {"licence ouverte 2.0": "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"}
"""The URL of the text of each known licence, by its name in lower case."""


def data(context: SiteContext) -> Declaration:
    """Declare the page of the open data."""
    return Declaration.page(
        address=DONNEES,
        origin="la page « Données ouvertes »",
        template="donnees.html",
        build=partial(_data, context),
    )


def _data(context: SiteContext, _resolver: LinkResolver) -> DonneesView:
    licence = context.config.donnees.licence
    subjects: dict[str, list[DataFileBlock]] = {}
    for entry in dictionary(context):
        subjects.setdefault(entry.sujet, []).append(_block(entry))
    return DonneesView(
        site=context.frame,
        head=context.head(
            "Données ouvertes", DONNEES, "Les fichiers que chacun peut reprendre, leur licence et leur sens."
        ),
        titre="Données ouvertes",
        intro=tuple(map(typography, _intro(context))),
        licence=Link(typography(licence), LICENCES.get(licence.casefold(), "")),
        subjects=tuple(DataSubject(titre, tuple(blocks)) for titre, blocks in subjects.items()),
    )


def _intro(context: SiteContext) -> tuple[str, ...]:
    reuse = (
        "Ce que ce bulletin sait peut être repris par chacun, en JSON ou en CSV (UTF-8, virgule)."
        " À côté de chaque CSV, un schéma décrit ses colonnes pour les outils (Table Schema)."
    )
    reading = (
        "Une valeur inconnue est « null » en JSON, une case vide en CSV."
        " Dans un tableur, importez les colonnes comme du texte : les codes des communes gardent leur zéro."
    )
    return (reuse, reading, f"Noms et intercommunalités : {context.corpus.atlas.credit}.")


def _block(entry: FileEntry) -> DataFileBlock:
    schema = Link(_name(entry.schema), entry.schema) if entry.schema else None
    return DataFileBlock(
        link=Link(_name(entry.address), entry.address),
        description=entry.description,
        licence=entry.licence,
        schema=schema,
        fields=tuple(DataField(field.name, field.type, field.description) for field in entry.fields),
    )


def _name(address: str) -> str:
    return address.rpartition("/")[2]
