"""A dated post, from its nodes."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from bulletin.content.model.convention import SIGNING, Etape, EtapeNom
from bulletin.content.model.evenement import Evenement
from bulletin.content.model.inauguration import Inauguration
from bulletin.content.model.post import Post, PostType
from bulletin.content.model.source import Corps
from bulletin.content.model.territoire import Territoire
from bulletin.content.reading.context import Context
from bulletin.content.reading.convention import (
    Teller,
    read_conventions,
    tell_one_convention,
    tell_without_territory,
)
from bulletin.content.reading.details import (
    read_chiffres,
    read_images,
    read_liens,
    read_pieces_jointes,
    read_provenance,
    read_rectificatif,
    read_retire,
)
from bulletin.content.reading.evenement import read_evenement, read_inauguration
from bulletin.content.reading.fields import Fields, is_absent
from bulletin.content.reading.keys import known_entries
from bulletin.content.reading.montants import read_montants
from bulletin.content.reading.territoire import read_territoire, states_territory
from bulletin.diagnostics import Unreadable
from bulletin.french.dates import FIRST_YEAR, LAST_YEAR, PartialDate, Precision
from bulletin.french.nearest import nearest, question
from bulletin.french.printed import day, month
from bulletin.french.slugs import slug
from bulletin.french.typed_dates import read_partial
from bulletin.source.nodes import Entry, Node, RawDocument, Sequence
from bulletin.source.schema.blocks import BLOCKS, LIFTED, reading_block
from bulletin.source.schema.post import ARTICLE

FILE_NAME = re.compile(r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:-(?P<rest>.*))?")
SOME_DATE = PartialDate(2000, 1, 1)
"""Stands for the date of a post that has none, so that the rest is read and its faults reported."""
MAX_TITLE = 200
EARNS_SIGNATURE = SIGNING | {EtapeNom.AVENANT}
BLOCK_OF_TYPE = {
    PostType.SIGNATURE: "convention",
    PostType.INAUGURATION: "inauguration",
    PostType.EVENEMENT: "evenement",
}


@dataclass(frozen=True, slots=True)
class _Split:
    """The front matter of a post, sorted: its own entries, its blocks, the lifted entries of each block.

    ``has_several`` is whether it has a list of several conventions.
    """

    own: tuple[Entry, ...]
    blocks: dict[str, Node]
    lifted: dict[str, tuple[Entry, ...]]
    has_several: bool

    def of(self, block: str) -> tuple[Entry, ...]:
        return self.lifted.get(block, ())


def read_post(document: RawDocument, context: Context) -> Post | None:
    """Return the post, or ``None`` when it has no title, day or address; every fault is told."""
    entries, meant = known_entries(document.front.entries, reading_block("article"), context)
    split = _split(entries, context)
    fields = Fields(ARTICLE, split.own, document.line_place(1), context, meant)
    titre = _title(fields)
    named, is_named = _file_day(document, context)
    when = _date(fields, named, is_told=named is None and is_named)
    name = _slug(document, fields, context)
    post = _post(document, fields, split, when or SOME_DATE, context)
    if not titre or not name or when is None:
        return None
    return replace(post, titre=titre, slug=name)


def _post(document: RawDocument, fields: Fields, split: _Split, when: PartialDate, context: Context) -> Post:
    """Return the post without its title and address, everything else read."""
    territoire = read_territoire(fields)
    etapes, inauguration, evenement = _blocks(split, when, fields, territoire, context)
    if not states_territory(fields) and not split.has_several:
        tell_without_territory(etapes, context)
    tell_one_convention(etapes, territoire, context)
    return Post(
        source=document.path,
        slug="",
        titre="",
        jour=when.first,
        date=when,
        type=_type(fields, split, etapes),
        resume=fields.text("resume"),
        auteur=fields.text("auteur"),
        fonction=fields.text("fonction"),
        territoire=territoire,
        themes=_themes(fields),
        mots_cles=fields.texts("mots_cles"),
        numero=_numero(fields),
        images=read_images(fields),
        pieces_jointes=read_pieces_jointes(fields),
        liens=read_liens(fields),
        chiffres=read_chiffres(fields),
        montants=read_montants(fields),
        alias=fields.texts("alias"),
        mise_a_jour=fields.day("mise_a_jour"),
        rectificatif=read_rectificatif(fields),
        expire=fields.day("expire"),
        retire=read_retire(fields),
        brouillon=fields.flag("brouillon") or False,
        provenance=read_provenance(fields),
        etapes=etapes,
        inauguration=inauguration,
        evenement=evenement,
        corps=Corps(markdown=document.body, line=document.body_line),
        places=fields.places(),
        inferences=tuple(context.inferences),
    )


# -- which key belongs to which block --------------------------------------------------------------------


def _split(entries: tuple[Entry, ...], context: Context) -> _Split:
    blocks = _named_blocks(entries, context)
    several = _several(blocks.get("convention"))
    in_plural = several or any(entry.key == "conventions" for entry in entries)
    left_empty = _blocks_left_empty(entries)
    own: list[Entry] = []
    lifted: dict[str, list[Entry]] = {}
    for entry in entries:
        key = ARTICLE.find(entry.key)
        if key is not None and key.name in LIFTED:
            continue
        claimants = {block for block in LIFTED if _claims(block, entry.key)}
        if key is None and claimants & left_empty and not claimants & blocks.keys():
            continue  # The empty key of its block is what is reported.
        owner = _owner(entry, blocks, context, several=in_plural)
        if owner is None:
            continue
        if owner:
            lifted.setdefault(owner, []).append(entry)
        else:
            own.append(entry)
    return _Split(tuple(own), blocks, {block: tuple(found) for block, found in lifted.items()}, several)


def _named_blocks(entries: tuple[Entry, ...], context: Context) -> dict[str, Node]:
    blocks: dict[str, Node] = {}
    for entry in entries:
        key = ARTICLE.find(entry.key)
        if key is None or key.name not in LIFTED or is_absent(entry.value):
            continue
        if key.name in blocks:
            context.tell(
                "cle-en-double",
                entry.place,
                f"« {key.name} » est écrit deux fois, au singulier et au pluriel.",
                f"Gardez « {key.plural} » avec une liste, ou « {key.name} » seul.",
            )
            continue
        blocks[key.name] = entry.value
    return blocks


def _blocks_left_empty(entries: tuple[Entry, ...]) -> frozenset[str]:
    """Return the blocks whose key is typed and has no value."""
    keys = (ARTICLE.find(entry.key) for entry in entries if is_absent(entry.value))
    return frozenset(key.name for key in keys if key is not None and key.name in LIFTED)


def _owner(entry: Entry, blocks: dict[str, Node], context: Context, *, several: bool) -> str | None:
    """Return the block that an entry belongs to, ``""`` for the post itself, ``None`` after an erreur."""
    claimants = [block for block in LIFTED if _claims(block, entry.key)]
    present = [block for block in claimants if block in blocks]
    key = ARTICLE.find(entry.key)
    if key is not None:
        is_lifted = key.name == "montant" and len(blocks) == 1 and present and not several
        return present[0] if is_lifted else ""
    if several and present == ["convention"]:
        context.tell(
            "cle-hors-liste",
            entry.place,
            f"À côté d’une liste « conventions », on ne sait pas à laquelle appartient « {entry.key} ».",
            f"Déplacez « {entry.key} » sous la convention concernée, en retrait.",
        )
        return None
    if len(present) == 1:
        return present[0]
    names = " ou ".join(f"« {block} »" for block in (present or claimants))
    if present:
        context.tell(
            "cle-ambigue",
            entry.place,
            f"« {entry.key} » peut appartenir à plusieurs blocs : {names}.",
            f"Déplacez « {entry.key} » sous le bon bloc, en retrait.",
        )
    else:
        context.tell(
            "bloc-absent",
            entry.place,
            f"« {entry.key} » va avec un bloc qui n’est pas là : {names}.",
            f"Ajoutez une ligne « {claimants[0]}: … », ou enlevez « {entry.key} ».",
        )
    return None


def _claims(block: str, key: str) -> bool:
    return any(BLOCKS[source].find(key) is not None for source in LIFTED[block])


def _several(node: Node | None) -> bool:
    return isinstance(node, Sequence) and len(node.items) > 1


# -- title, day, address ---------------------------------------------------------------------------------


def _title(fields: Fields) -> str:
    if not fields.require("titre"):
        return ""
    titre = " ".join(fields.text("titre").split())
    if len(titre) > MAX_TITLE:
        fields.context.tell(
            "titre-trop-long",
            fields.place_of("titre"),
            f"Ce titre fait {len(titre)} caractères.",
            "Ramenez-le à 200 caractères au plus ; le reste va dans « resume ».",
        )
        return ""
    return titre


def _date(fields: Fields, named: dt.date | None, *, is_told: bool) -> PartialDate | None:
    """Return the date typed, else that of the file's name (``named``).

    With ``is_told`` a fault of the name has been reported, and the lack of a date is not.
    """
    context = fields.context
    if "date" not in fields:
        if named is None and not is_told:
            context.tell(
                "jour-manquant",
                fields.place,
                "Le jour de cet article manque : ni la clé « date » ni le nom du fichier ne le donnent.",
                "Nommez le fichier « AAAA-MM-JJ-quelques-mots.md »,"
                " ou ajoutez une ligne « date: <jour> <mois> <année> ».",
            )
        if named is not None:
            context.suppose("date", day(named), "le nom du fichier")
        return PartialDate.of(named) if named else None
    typed = fields.partial("date", has_hour=True)
    if typed is None:
        return None
    if typed.precision not in {Precision.JOUR, Precision.MOIS} or typed.part:
        known = month(typed.year, typed.month) if typed.month else f"<mois> {typed.year}"
        context.tell(
            "date-imprecise",
            fields.place_of("date"),
            "La date d’un article est un jour, ou un mois pour un article repris d’ailleurs.",
            f"Écrivez le jour : « date: <jour> {known} ».",
        )
        return None
    if named and not typed.includes(PartialDate.of(named)):
        context.tell(
            "date-differe",
            fields.place_of("date"),
            f"La date n’est pas celle du nom du fichier, le {day(named)} ; c’est la clé « date » qui compte.",
            "Renommez le fichier, ou corrigez la date.",
        )
    return typed


def _file_day(document: RawDocument, context: Context) -> tuple[dt.date | None, bool]:
    """Return the day in the file's name, and whether one is written there; an impossible one is an erreur."""
    found = FILE_NAME.fullmatch(PurePosixPath(document.path).stem)
    if found is None:
        return None, False
    typed = found["day"]
    try:
        named = dt.date.fromisoformat(typed)
    except ValueError:
        named = None
    if named is not None and FIRST_YEAR <= named.year <= LAST_YEAR:
        return named, True
    context.tell(
        "date-impossible",
        document.line_place(1),
        f"Le nom du fichier commence par un jour qui n’existe pas : {typed}.",
        "Renommez le fichier avec un jour du calendrier.",
    )
    return None, True


def _slug(document: RawDocument, fields: Fields, context: Context) -> str:
    typed = fields.identifier("slug")
    if "slug" in fields:
        if typed and slug(typed) != typed:
            context.tell(
                "slug-invalide",
                fields.place_of("slug"),
                f"« {typed} » ne peut pas finir une adresse : il est trop long, ou réservé par Windows.",
                f"Écrivez « slug: {slug(typed)} ».",
            )
            return ""
        return typed
    stem = PurePosixPath(document.path).stem
    found = FILE_NAME.fullmatch(stem)
    name = slug(found["rest"] or "" if found else stem)
    if not name:
        context.tell(
            "slug-invalide",
            document.line_place(1),
            "Le nom de ce fichier ne donne aucune adresse.",
            "Renommez-le avec quelques mots : « AAAA-MM-JJ-quelques-mots.md ».",
        )
    return name


# -- blocks, type, words ---------------------------------------------------------------------------------


def _blocks(
    split: _Split, when: PartialDate, fields: Fields, territoire: Territoire, context: Context
) -> tuple[tuple[Etape, ...], Inauguration | None, Evenement | None]:
    jour = when.first
    teller = Teller(fields.context.path, jour, fields.text("type").casefold(), when)
    first = territoire.communes[0] if territoire.communes else None
    convention = split.blocks.get("convention")
    inauguration = split.blocks.get("inauguration")
    evenement = split.blocks.get("evenement")
    return (
        read_conventions(convention, split.of("convention"), teller, context) if convention else (),
        read_inauguration(inauguration, split.of("inauguration"), when, first, context)
        if inauguration
        else None,
        read_evenement(evenement, split.of("evenement"), jour, context) if evenement else None,
    )


def _type(fields: Fields, split: _Split, etapes: tuple[Etape, ...]) -> PostType:
    """Return the type as typed, else the one that the blocks indicate, readable or not."""
    supposed = _supposed_type(split, etapes)
    if "type" not in fields:
        fields.context.suppose("type", supposed, "le contenu de l’en-tête")
        return supposed
    typed = fields.choice("type")
    if not typed:
        return supposed
    found = PostType(typed)
    block = BLOCK_OF_TYPE.get(found)
    if block is not None and block not in split.blocks:
        fields.context.tell(
            "type-sans-bloc",
            fields.place_of("type"),
            f"L’article est de type « {found} » mais n’a pas de bloc « {block} ».",
            f"Ajoutez une ligne « {block}: … », ou enlevez « type ».",
        )
    return found


def _supposed_type(split: _Split, etapes: tuple[Etape, ...]) -> PostType:
    if "evenement" in split.blocks:
        return PostType.EVENEMENT
    if "inauguration" in split.blocks:
        return PostType.INAUGURATION
    if any(etape.etape in EARNS_SIGNATURE for etape in etapes):
        return PostType.SIGNATURE
    return PostType.ACTUALITE


def _numero(fields: Fields) -> str:
    """Return the issue of a post: « novembre 2014 » is 2014-11, any other word stands as it is."""
    scalar = fields.scalar("numero")
    try:
        found = read_partial(scalar.text) if scalar else None
    except Unreadable:
        found = None
    if isinstance(found, PartialDate) and found.precision is Precision.MOIS and found.part is None:
        return found.iso()
    return fields.identifier("numero")


def _themes(fields: Fields) -> tuple[str, ...]:
    known = fields.context.words.themes
    found: dict[str, None] = {}
    for scalar in fields.scalars("theme"):
        name = slug(scalar.text)
        if name in known:
            found[name] = None
            continue
        near = nearest(name, known)
        fields.context.tell(
            "theme-inconnu",
            scalar.place,
            f"Le thème « {scalar.text} » n’est pas dans bulletin.toml.",
            (f"{question(near)} " if near else "") + f"Thèmes du bulletin : {', '.join(known) or 'aucun'}.",
        )
    return tuple(found)
