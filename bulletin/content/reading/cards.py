"""Cards and undated pages, from their nodes."""

from __future__ import annotations

from pathlib import PurePosixPath

from bulletin.content.addresses import page_address
from bulletin.content.model.cards import ConventionCard, NumeroCard, Page, StructureCard, TerritoireCard
from bulletin.content.model.convention import Etape
from bulletin.content.model.source import Corps
from bulletin.content.reading.blocks import fields_of_each
from bulletin.content.reading.context import Context
from bulletin.content.reading.convention import Teller, read_etape, tells_step
from bulletin.content.reading.details import read_images, read_liens, read_pieces_jointes
from bulletin.content.reading.evenement import read_structure
from bulletin.content.reading.fields import IDENTIFIER, Fields
from bulletin.french.slugs import slug
from bulletin.source.nodes import RawDocument, Scalar
from bulletin.source.schema.blocks import BLOCKS


def read_convention_card(document: RawDocument, context: Context) -> ConventionCard | None:
    """Return the card of a convention, its facts and its steps; ``None`` when it cannot be read."""
    name = _id(document, context)
    fields = _fields("fiche_convention", document, context)
    if not name:
        return None
    _check_typed_id(name, fields)
    teller = Teller(document.path, None)
    has_step = tells_step(fields)
    if has_step and "etapes" in fields:
        context.tell(
            "deux-etapes",
            fields.place_of("etapes"),
            "Cette fiche donne une étape, et une liste « etapes ».",
            "Déplacez l’étape dans la liste.",
        )
    told = read_etape(fields, teller, facts_only=not has_step)
    if told is None:
        return None
    steps = [told] if has_step else []
    for inner in _steps(fields):
        step = read_etape(_with_nature(inner, told), teller)
        if step is not None:
            steps.append(step)
    return ConventionCard(
        id=name,
        source=document.path,
        facts=told,
        etapes=tuple(steps),
        brouillon=_is_draft(fields),
        corps=_corps(document),
    )


def _steps(fields: Fields) -> tuple[Fields, ...]:
    """Return the fields of each step of a card, none of them where one is a bare text, which is an erreur."""
    texts = [node for node in fields.items("etapes") if isinstance(node, Scalar)]
    for node in texts:
        fields.context.tell(
            "forme-inattendue",
            node.place,
            f"« {node.text} » ne dit pas quelle étape a eu lieu, ni quel jour.",
            "Écrivez l’étape, puis son jour :\netapes:\n  - signature: <jour> <mois> <année>",
        )
    return () if texts else fields_of_each(fields, "etapes", "convention")


def _with_nature(fields: Fields, told: Etape) -> Fields:
    """Return the fields of a step, whose nature is the card's unless it says its own."""
    return fields if "nature" in fields else fields.supplied("nature", told.nature)


def read_structure_card(document: RawDocument, context: Context) -> StructureCard | None:
    """Return the card of a structure, ``None`` without a valid id and a name."""
    name = _id(document, context)
    fields = _fields("fiche_structure", document, context)
    _check_typed_id(name, fields)
    if not name or not fields.require("nom"):
        return None
    structure = read_structure(fields.supplied("id", name), None)
    return (
        StructureCard(
            source=document.path, structure=structure, brouillon=_is_draft(fields), corps=_corps(document)
        )
        if structure
        else None
    )


def read_numero_card(document: RawDocument, context: Context) -> NumeroCard | None:
    """Return the card of an issue, ``None`` when the name of its file is no identifier."""
    name = _id(document, context)
    fields = _fields("fiche_numero", document, context)
    if not name:
        return None
    return NumeroCard(
        id=name,
        source=document.path,
        titre=fields.text("titre"),
        date=fields.partial("date"),
        images=read_images(fields),
        brouillon=_is_draft(fields),
        corps=_corps(document),
    )


def read_territoire_card(document: RawDocument, context: Context) -> TerritoireCard | None:
    """Return the introduction of a territory, whose code is the file's name; an unknown code is an erreur."""
    code = PurePosixPath(document.path).stem
    atlas = context.atlas
    if atlas.commune(code) is None and atlas.epci(code) is None and atlas.departement(code) is None:
        context.tell(
            "territoire-inconnu",
            document.line_place(1),
            f"« {code} » n’est le code d’aucune commune, intercommunalité ni département.",
            "Nommez le fichier par le code Insee, le Siren ou le numéro du département.",
        )
        return None
    fields = _fields("fiche_territoire", document, context)
    return TerritoireCard(
        code=code,
        source=document.path,
        titre=fields.text("titre"),
        brouillon=_is_draft(fields),
        corps=_corps(document),
    )


def read_page(document: RawDocument, context: Context, folder: str = "content/pages") -> Page | None:
    """Return an undated page, ``None`` without title or address; its address is its path under ``folder``."""
    fields = _fields("page", document, context)
    parts = PurePosixPath(document.path).relative_to(folder).with_suffix("").parts
    name = fields.text("slug") or parts[-1]
    names = [slug(part) for part in (*parts[:-1], name)]
    if not fields.require("titre"):
        return None
    if not all(names) or (fields.text("slug") and slug(name) != name):
        context.tell(
            "slug-invalide",
            fields.place_of("slug"),
            f"« {name} » ne peut pas finir une adresse.",
            f"Écrivez « slug: {slug(name) or '<mots-sans-accents>'} ».",
        )
        return None
    return Page(
        source=document.path,
        address=page_address(*names),
        titre=fields.text("titre"),
        resume=fields.text("resume"),
        mise_a_jour=fields.day("mise_a_jour"),
        alias=fields.texts("alias"),
        images=read_images(fields),
        pieces_jointes=read_pieces_jointes(fields),
        liens=read_liens(fields),
        brouillon=_is_draft(fields),
        corps=_corps(document),
        places=fields.places(),
    )


def _fields(block: str, document: RawDocument, context: Context) -> Fields:
    return Fields(BLOCKS[block], document.front.entries, document.line_place(1), context)


def _is_draft(fields: Fields) -> bool:
    return fields.flag("brouillon") or False


def _corps(document: RawDocument) -> Corps:
    return Corps(markdown=document.body, line=document.body_line)


def _id(document: RawDocument, context: Context) -> str:
    name = PurePosixPath(document.path).stem
    if IDENTIFIER.fullmatch(name):
        return name
    context.tell(
        "slug-invalide",
        document.line_place(1),
        f"Le nom de ce fichier sert d’identifiant : « {name} » n’en est pas un.",
        f"Renommez-le « {slug(name) or '<mots-sans-accents>'}.md ».",
    )
    return ""


def _check_typed_id(name: str, fields: Fields) -> None:
    typed = fields.text("id")
    if typed and typed != name:
        fields.context.tell(
            "identifiant-differe",
            fields.place_of("id"),
            f"L’identifiant d’une fiche est le nom de son fichier, « {name} ».",
            "Enlevez la ligne « id », ou renommez le fichier.",
        )
