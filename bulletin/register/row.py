"""A row of a register of conventions to the card of a convention.

Pure. A cell that cannot be read, or that can be read in two ways, gives a sentence with the title of its
column, and the row makes no card. The text of a card is checked by reading it as any card of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from bulletin.config.model import Config
from bulletin.content.model.cards import ConventionCard
from bulletin.content.model.convention import Etape
from bulletin.content.model.post import Post, PostType
from bulletin.content.read import Read, read_content
from bulletin.content.reading.context import Vocabulary
from bulletin.corpus.identity import identify
from bulletin.corpus.period import agree
from bulletin.diagnostics import Diagnostics, Severity, Unreadable
from bulletin.french.dates import Duree, PartialDate
from bulletin.french.printed import NBSP, NNBSP, money, partial
from bulletin.french.slugs import fold, one_line, slug
from bulletin.french.typed_amount_lines import parse_light_amount
from bulletin.french.typed_amounts import parse_amount
from bulletin.french.typed_dates import parse_duration, parse_period
from bulletin.register.columns import Cell, Cells
from bulletin.register.spreadsheet import cell_date, is_formula_error, serial_day, whole_number
from bulletin.register.territory import territory_lines
from bulletin.source.fingerprint import digest_of
from bulletin.source.tree import SourceFile
from bulletin.source.typed_text import typed_text
from bulletin.territories.atlas import Atlas

FOLDER: Final = "content/conventions"
_PROBE: Final = "fiche"
"""The name under which a card is read while its identifier is not known."""

UNSIGNED: Final = "le registre ne dit pas qu’elle est signée"
_SIGNED: Final = frozenset({"oui", "x", "vrai", "true", "signe", "signee"})
_NOT_SIGNED: Final = frozenset({"non", "faux", "false", "non signe", "non signee", "a signer", "en cours"})
_PEOPLE: Final = re.compile(r"\n| / |\|")
_LISTED: Final = re.compile(r"[\n|;,]| / ")
_BARE_NUMBER: Final = re.compile(rf"[0-9][0-9 .,{NBSP}{NNBSP}]*")
_CAPITAL: Final = r"[A-ZÀ-ÖØ-Þ][\w.'’-]*"
_PERSON: Final = re.compile(rf"{_CAPITAL}(?: (?:{_CAPITAL}|d[eu]|des|l[ea]|les|d['’][\w'’-]+))+ ?,.+")
"""First name, particle, name, comma, fonction: a fonction alone does not match."""
_BODIES: Final = frozenset(
    {"caf", "cnaf", "msa", "cpam", "udaf", "ccas", "sivom", "syndicat", "association", "etat", "prefecture"}
    | {"ville", "commune", "mairie", "cc", "ca", "cu", "communaute", "metropole", "departement", "region"}
    | {"conseil"}
)
"""The first words of the names of organismes, with which no name of a person begins."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a front matter, and the cell that it comes from."""

    text: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The card of a row: ``id`` is the name of its file; ``notes`` are what has to be verified, in French."""

    id: str
    text: str
    card: ConventionCard
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Row:
    """A row while it is read: the lines of its card so far, the sentences that refuse cells, the notes."""

    cells: Cells
    lines: list[Line] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def put(self, key: str, text: str, cell: Cell) -> None:
        self.lines.append(Line(f"{key}: {text}", cell))

    def put_list(self, key: str, texts: Iterable[str], cell: Cell) -> None:
        self.lines.append(Line(f"{key}:", cell))
        self.lines += [Line(f"  - {typed_text(text, anywhere=True)}", cell) for text in texts]

    def refuse(self, cell: Cell, error: Unreadable) -> None:
        self.refusals.append(cell.refused(error.message, error.hint))

    def date(self, key: str) -> PartialDate | None:
        cell = self.cells.get(key)
        if cell is None:
            return None
        try:
            found = cell_date(one_line(cell.text))
        except Unreadable as error:
            self.refuse(cell, error)
            return None
        if serial_day(cell.text):
            title = cell.column.title
            self.notes.append(f"« {cell.text} », sous « {title} », a été lu comme le {partial(found)}")
        return found


def read_row(cells: Cells, config: Config, atlas: Atlas) -> Draft | tuple[str, ...]:
    """Return the card of a row, or the sentences that say why it makes none."""
    row = _Row(cells)
    row.refusals += [
        cell.refused(f"« {cell.text} » est une faute de formule, pas une valeur.")
        for cell in cells.values()
        if is_formula_error(cell.text)
    ]
    if row.refusals:
        return tuple(row.refusals)
    _add_nature(row, config)
    _add_text(row, "intitule")
    _add_territory(row, atlas)
    _add_period(row)
    _add_signature(row)
    _add_people(row)
    _add_amount(row)
    _add_text(row, "remplace")
    return tuple(row.refusals) or _checked(row, config, atlas)


def read_card(name: str, text: str, config: Config, atlas: Atlas) -> Read:
    """Return the card of a convention, read as any file of the site."""
    site = config.site
    words = Vocabulary(natures=config.conventions.natures, themes=tuple(config.themes), zone=site.zone)
    path, data = f"{FOLDER}/{name}.md", text.encode()
    file = SourceFile(
        path=path, disk=Path(PurePosixPath(path)), digest=digest_of(data), size=len(data), data=data
    )
    (read,) = read_content((file,), atlas, words)
    return read


# -- the lines of a card ---------------------------------------------------------------------------------


def _add_nature(row: _Row, config: Config) -> None:
    cell = row.cells.get("nature")
    if cell is None:
        row.refusals.append("aucune nature de convention.")
        return
    natures = config.conventions.natures.values()
    known = {fold(name): nature.code for nature in natures for name in (nature.libelle, nature.code)}
    for nature in natures:
        known[fold(f"{nature.code} {nature.libelle}")] = nature.code
        known[fold(f"{nature.libelle} {nature.code}")] = nature.code
    code = known.get(fold(cell.text))
    if code is None:
        codes = ", ".join(sorted({nature.code for nature in natures}))
        row.refusals.append(
            cell.refused(
                f"« {one_line(cell.text)} » n’est pas une nature de convention.",
                f"Natures connues : {codes}.",
            )
        )
        return
    row.put("nature", code, cell)


def _add_territory(row: _Row, atlas: Atlas) -> None:
    for key, names, cell in territory_lines(row.cells, atlas, row.refusals):
        if len(names) == 1:
            row.put(key, names[0], cell)
        elif key == "commune":
            row.put("communes", ", ".join(names), cell)
        else:
            row.put_list(key, names, cell)


def _add_text(row: _Row, key: str) -> None:
    cell = row.cells.get(key)
    if cell is not None:
        row.put(key, typed_text(one_line(cell.text), anywhere=True), cell)


def _add_period(row: _Row) -> None:
    """Add the begin, the end and the duration; a period may be given with its begin and end if they agree."""
    debut, fin = row.date("debut"), row.date("fin")
    cell = row.cells.get("periode")
    if cell is not None:
        try:
            begin, end = parse_period(one_line(whole_number(cell.text)))
        except Unreadable as error:
            row.refuse(cell, error)
            return
        for typed, of_period in ((debut, begin), (fin, end)):
            if typed is not None and not agree(typed, of_period):
                row.refusals.append(
                    cell.refused(f"« {one_line(cell.text)} » contredit « {partial(typed)} ».")
                )
        if debut is None and fin is None:
            row.put("periode", one_line(whole_number(cell.text)), cell)
        debut, fin = (debut or begin, fin or end) if debut or fin else (None, None)
    for key, date in (("debut", debut), ("fin", fin)):
        if date is not None:
            row.put(key, partial(date), row.cells.get(key) or row.cells["periode"])
    _add_duration(row)


def _add_duration(row: _Row) -> None:
    cell = row.cells.get("duree")
    if cell is None:
        return
    text = one_line(whole_number(cell.text))
    if text.isdigit() and cell.column.unit:
        text = f"{text} {cell.column.unit}"
    try:
        found: Duree = parse_duration(text)
    except Unreadable as error:
        row.refuse(cell, error)
        return
    years, months = divmod(found.mois, 12)
    row.put("duree", f"{found.mois} mois" if months else f"{years} {'an' if years == 1 else 'ans'}", cell)


def _add_signature(row: _Row) -> None:
    """Add the day of the signature, or that it is signed; without either it is in negotiation."""
    cell = row.cells.get("signature")
    word = fold(cell.text) if cell else ""
    expected = row.date("signature_prevue")
    if cell is not None and word in _SIGNED:
        row.put("etape", "signature", cell)
    elif cell is not None and word not in _NOT_SIGNED:
        day = row.date("signature")
        if day is not None:
            row.put("signature", partial(day), cell)
        return
    if cell is None or word in _NOT_SIGNED:
        if expected is not None:
            row.put("signature_prevue", partial(expected), row.cells["signature_prevue"])
        row.notes.append(UNSIGNED)


def _add_people(row: _Row) -> None:
    cell = row.cells.get("parties")
    if cell is not None:
        row.put_list("parties", _pieces(_LISTED, cell.text), cell)
    cell = row.cells.get("signataires")
    if cell is None:
        return
    people = [person for piece in _pieces(_PEOPLE, cell.text) for person in _people_of(piece)]
    for person in people:
        if not person or fold(person).split(" ")[0] in _BODIES:
            row.refusals.append(
                cell.refused(
                    f"« {one_line(cell.text)} » ne se lit pas comme « Nom, fonction ».",
                    "Mettez une personne par ligne de la cellule ; les organismes vont sous « parties ».",
                )
            )
            return
    row.put_list("signataires", people, cell)


def _people_of(piece: str) -> tuple[str, ...]:
    """Return the people of a line: « ; » separates people who all have a fonction, or the fonctions of one.

    An empty text stands for a line that can be read in both ways.
    """
    parts = _pieces(re.compile(";"), piece)
    if len(parts) > 1 and all(_PERSON.fullmatch(part) for part in parts):
        return parts
    if any("," in part for part in parts[1:]):
        return ("",)
    return (" ; ".join(parts),)


def _add_amount(row: _Row) -> None:
    cell = row.cells.get("montant")
    if cell is None:
        return
    text = one_line(cell.text)
    unit = cell.column.unit
    try:
        if _BARE_NUMBER.fullmatch(text):
            value = parse_amount(f"{text} {unit}".strip())
            row.put("montant", re.sub(r"\s", " ", money(value)), cell)
        else:
            parse_light_amount(text)
            row.put("montant", text, cell)
    except Unreadable as error:
        row.refuse(cell, error)


# -- the card --------------------------------------------------------------------------------------------


def _checked(row: _Row, config: Config, atlas: Atlas) -> Draft | tuple[str, ...]:
    """Return the card, once its text is read without an erreur; else a sentence for each erreur."""
    observations = row.cells.get("observations")
    body = re.sub(r"\n+", "\n\n", observations.text) if observations else ""
    text = "\n".join(("---", *(line.text for line in row.lines), "---", *(("", body) if body else ()))) + "\n"
    read = read_card(_PROBE, text, config, atlas)
    erreurs = [item for item in read.diagnostics if item.severity is Severity.ERREUR]
    if erreurs or not isinstance(read.value, ConventionCard):
        return tuple(_refusal(row, item.place.line, item.message, item.hint) for item in erreurs)
    name = _identifier(row, read.value, atlas)
    if not name:
        return tuple(row.refusals)
    card = read_card(name, text, config, atlas).value
    if not isinstance(card, ConventionCard):
        return (f"« {name} » ne peut pas être le nom d’une fiche.",)
    notes = (*row.notes, *(item.message for item in read.diagnostics))
    return Draft(id=name, text=text, card=card, notes=notes)


def _refusal(row: _Row, line: int, message: str, hint: str) -> str:
    """Return an erreur of the card as a sentence that names the column of its line, from 1."""
    index = line - 2  # the first line of the card is « --- »
    if 0 <= index < len(row.lines):
        return row.lines[index].cell.refused(message, hint.replace("\n", " "))
    return f"{message} {hint}".strip()


def _identifier(row: _Row, card: ConventionCard, atlas: Atlas) -> str:
    cell = row.cells.get("id")
    if cell is not None:
        name = slug(whole_number(cell.text))
        if not name:
            row.refusals.append(cell.refused(f"« {cell.text} » ne peut pas être le nom d’une fiche."))
        return name
    facts = card.facts
    if facts.debut is None and facts.quand is None:
        row.refusals.append("aucune année : remplissez le début, la période, la signature ou l’identifiant.")
        return ""
    return computed_id(facts, atlas)


def computed_id(etape: Etape, atlas: Atlas) -> str:
    """Return the identifier of the convention whose first step is ``etape``."""
    post = Post(
        source="",
        slug="",
        titre="",
        jour=etape.jour,
        date=PartialDate.of(etape.jour),
        type=PostType.SIGNATURE,
        etapes=(etape,),
    )
    (name,) = identify((post,), (), atlas, Diagnostics())
    return name


# -- texts -----------------------------------------------------------------------------------------------


def _pieces(separator: re.Pattern[str], text: str) -> tuple[str, ...]:
    return tuple(piece for part in separator.split(text) if (piece := one_line(part)))
