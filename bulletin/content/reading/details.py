"""The small blocks that conventions, openings, meetings and posts share."""

from __future__ import annotations

import re

from bulletin.content.model.convention import Deliberation, Document, Engagement, Instance, Partie
from bulletin.content.model.post import Chiffre, Image, Lien, PieceJointe, Provenance, Rectificatif, Retire
from bulletin.content.model.territoire import Lieu
from bulletin.content.reading.blocks import fields_of_each, fields_of_one
from bulletin.content.reading.commas import tell_commas
from bulletin.content.reading.commune import read_commune
from bulletin.content.reading.fields import Fields
from bulletin.source.nodes import Entry

EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+\.[^\s@<>\"]+")


def read_lieu(parent: Fields, key: str, lifted: tuple[Entry, ...] = ()) -> Lieu | None:
    """Return the place under ``key``, or ``None``."""
    fields = fields_of_one(parent, key, "lieu", lifted)
    if fields is None:
        return None
    commune = fields.scalar("commune")
    return Lieu(
        nom=fields.text("nom"),
        adresse=fields.text("adresse"),
        code_postal=fields.text("code_postal"),
        commune=read_commune(commune, fields.context) if commune else None,
    )


def read_parties(parent: Fields) -> tuple[Partie, ...]:
    """Return the parties."""
    tell_commas(parent, "partie")
    return tuple(
        Partie(fields.text("nom"), fields.text("type"))
        for fields in fields_of_each(parent, "partie", "partie")
        if fields.require("nom")
    )


def read_engagements(parent: Fields) -> tuple[Engagement, ...]:
    """Return what is promised."""
    return tuple(
        Engagement(
            libelle=fields.text("libelle"),
            echeance=fields.partial("echeance"),
            nombre=fields.number("nombre"),
        )
        for fields in fields_of_each(parent, "engagement", "engagement")
        if fields.require("libelle")
    )


def read_instances(parent: Fields) -> tuple[Instance, ...]:
    """Return the bodies that steer the convention: committees, with their members."""
    return tuple(
        Instance(fields.text("nom"), fields.text("composition"))
        for fields in fields_of_each(parent, "instance", "instance")
        if fields.require("nom")
    )


def read_document(parent: Fields) -> Document | None:
    """Return the signed text, ``None`` unless it has either a file or an address."""
    fields = fields_of_one(parent, "document", "document")
    if fields is None:
        return None
    document = Document(titre=fields.text("titre"), fichier=fields.text("fichier"), url=_url(fields, "url"))
    if bool(document.fichier) == bool(document.url):
        fields.context.tell(
            "document-incomplet",
            fields.place,
            "Un document a un fichier ou une adresse, l’un des deux.",
            "Écrivez « document: <nom du fichier> ».",
        )
        return None
    return document


def read_deliberation(parent: Fields) -> Deliberation | None:
    """Return the vote."""
    fields = fields_of_one(parent, "deliberation", "deliberation")
    if fields is None:
        return None
    return Deliberation(reference=fields.text("reference"), date=fields.partial("date"))


def _url(fields: Fields, name: str) -> str:
    url = fields.text(name)
    if url.casefold().startswith("www."):
        return f"https://{url}"
    if url and not re.fullmatch(r"(?i:https?)://[^\s/]+\S*", url):
        fields.context.tell(
            "adresse-illisible",
            fields.place_of(name),
            f"« {url} » n’est pas une adresse web.",
            "Écrivez l’adresse entière, de « https:// » à la fin.",
        )
        return ""
    return url


def read_images(parent: Fields) -> tuple[Image, ...]:
    """Return the pictures; one without a description that is not decorative is an avertissement."""
    images = []
    for fields in fields_of_each(parent, "image", "image"):
        if not fields.require("fichier"):
            continue
        image = Image(
            fichier=fields.text("fichier"),
            alt=fields.text("alt"),
            legende=fields.text("legende"),
            credit=fields.text("credit"),
            decorative=fields.flag("decorative") or False,
        )
        if not image.alt and not image.decorative:
            fields.context.tell(
                "image-sans-alt",
                fields.place_of("fichier"),
                f"L’image « {image.fichier} » n’a pas de description pour qui ne la voit pas.",
                f"Écrivez :\nimage:\n  fichier: {image.fichier}\n  alt: <ce que montre l’image>",
            )
        images.append(image)
    return tuple(images)


def read_pieces_jointes(parent: Fields) -> tuple[PieceJointe, ...]:
    """Return the files to download."""
    return tuple(
        PieceJointe(fields.text("fichier"), fields.text("titre"))
        for fields in fields_of_each(parent, "piece_jointe", "piece_jointe")
        if fields.require("fichier")
    )


def read_liens(parent: Fields) -> tuple[Lien, ...]:
    """Return the addresses to visit; a link without a title is called by its address."""
    return tuple(
        Lien(fields.text("titre") or url, url)
        for fields in fields_of_each(parent, "lien", "lien")
        if fields.require("url") and (url := _url(fields, "url"))
    )


def read_chiffres(parent: Fields) -> tuple[Chiffre, ...]:
    """Return the key figures; one without a readable value is left out."""
    return tuple(
        Chiffre(
            valeur=value,
            unite=fields.text("unite"),
            libelle=fields.text("libelle"),
            annee=fields.text("annee"),
            approximatif=fields.flag("approximatif") or False,
        )
        for fields in fields_of_each(parent, "chiffre", "chiffre")
        if fields.require("valeur") and (value := fields.decimal("valeur")) is not None
    )


def read_rectificatif(parent: Fields) -> Rectificatif | None:
    """Return the correction."""
    fields = fields_of_one(parent, "rectificatif", "rectificatif")
    if fields is None or not fields.require("texte"):
        return None
    return Rectificatif(fields.text("texte"), fields.day("le"))


def read_retire(parent: Fields) -> Retire | None:
    """Return why and from which day a post is taken back."""
    fields = fields_of_one(parent, "retire", "retire")
    if fields is None or not (fields.require("motif") and fields.require("le")):
        return None
    day = fields.day("le")
    return Retire(fields.text("motif"), day) if day else None


def read_provenance(parent: Fields) -> Provenance | None:
    """Return where an imported post comes from."""
    fields = fields_of_one(parent, "source", "source")
    if fields is None:
        return None
    return Provenance(
        url=_url(fields, "url"),
        editeur=fields.text("editeur"),
        vues=fields.number("vues"),
        commentaires=fields.number("commentaires"),
    )


def read_courriel(fields: Fields) -> str:
    """Return an e-mail address, or ``""``."""
    courriel = fields.text("courriel")
    if courriel and not EMAIL.fullmatch(courriel):
        fields.context.tell(
            "adresse-illisible",
            fields.place_of("courriel"),
            f"« {courriel} » n’est pas une adresse électronique.",
            "Écrivez « courriel: <nom>@<domaine> ».",
        )
        return ""
    return courriel


def read_inscription_url(fields: Fields) -> str:
    """Return the address of a registration form."""
    return _url(fields, "url")
