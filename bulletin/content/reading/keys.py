"""Keys that their block does not have: reported with the right key, and read as it where that is certain.

A key with a capital, an accent or a space, or a key of another tool, is an erreur, which keeps the file from
being published. It is read as the right key all the same, so that it does not cause further diagnostics.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Final

from bulletin.content.reading.context import Context
from bulletin.diagnostics import Fix
from bulletin.french.nearest import nearest, question
from bulletin.french.slugs import fold, one_line
from bulletin.source.nodes import Entry, Scalar
from bulletin.source.schema.key import Block

_SHOWN: Final = 80
"""Characters of a value that are shown in a remedy."""
_DRAFT_WHEN: Final = MappingProxyType(
    {
        "published": frozenset({"false", "non", "no", "0"}),
        "status": frozenset({"draft", "pending", "private", "brouillon"}),
    }
)
"""The values with which a key of another tool tells a draft."""


def _table(**words: str) -> Mapping[str, tuple[str, ...]]:
    """Return the right keys of each word: the words stand after the key, parted by commas."""
    found: dict[str, tuple[str, ...]] = {}
    for key, listed in words.items():
        for word in listed.split(","):
            found[word.strip()] = (*found.get(word.strip(), ()), key)
    return MappingProxyType(found)


_OF_OTHER_TOOLS: Final = _table(
    titre="title, headline, post title, name",
    nom="name, title, nom complet",
    brouillon="draft, is draft, drafts",
    auteur="author, authors, auteurs, byline, writer, redacteur, redactrice",
    mots_cles="tags, tag, keywords, keyword, labels, mots clefs, motscles, etiquettes",
    date="publie le, publie, pubdate, publishdate, publish date, published at, publication date, parution,"
    "date publication, date de publication, date parution, created, created at, posted",
    mise_a_jour="lastmod, updated, updated at, modified, last modified, last modified at, mis a jour le,"
    "maj, date modified, modification",
    resume="description, excerpt, summary, abstract, subtitle, chapo, chapeau, intro, introduction,"
    "sous titre",
    alt="description, alt text, texte alternatif, alternative",
    image="cover, thumbnail, featured image, featuredimage, hero, photo, photos, picture, banner, img,"
    "vignette",
    alias="aliases, redirect from, redirects, redirection, ancienne adresse",
    expire="expirydate, expiry date, expires, expiration, unpublishdate, unpublish date, fin de publication",
    commune="city, town, ville, villes, municipality, municipalities",
    departement="department",
    lieu="place, location, venue, endroit, ou",
    evenement="event, rencontre",
    inauguration="opening",
    debut="start, begin, start date, startdate, date debut, date de debut",
    fin="end, end date, enddate, date fin, date de fin",
    organisateur="organizer, organiser, organizers, host, organise par",
    inscription="registration, register, rsvp, inscriptions",
    montant="amount, amounts, budget, somme, financement, subvention montant",
    signataire="signatory, signatories, signers, signe par",
    partie="partners, partenaires, partenaire, parties prenantes",
    piece_jointe="attachment, attachments, file, files, fichier, fichiers, telechargement",
    lien="link, links, website, site, site web",
    theme="topic, topics, thematique, thematiques, category, categories, categorie, rubrique",
    legende="caption",
    telephone="phone, tel, telephone portable",
    courriel="email, mail, e mail, adresse mail, adresse electronique",
    avant_le="deadline, date limite, jusqu au",
    gratuit="free, gratuite",
    valeur="value, amount, montant",
    objet="purpose, motif",
    slug="permalink, url",
)
"""The keys that other tools, and plain habit, write for each key of ours, folded."""
_OF_NO_USE: Final = frozenset(
    {
        *("layout", "template", "modele", "mise en page", "weight", "order", "lang", "language", "langue"),
        *("comments", "toc", "math", "mathjax", "sticky", "pin", "share", "menu", "navigation", "parent"),
        *("uuid", "guid", "post id", "wordpress id"),
    }
)
"""Keys of other tools that this one has no need of, folded."""


@dataclass(frozen=True, slots=True)
class _Right:
    """The entry to write instead; ``is_certain`` is false where its key is only spelt alike."""

    entry: Entry
    is_certain: bool
    message: str


def known_entries(
    entries: Iterable[Entry], block: Block, context: Context
) -> tuple[tuple[Entry, ...], frozenset[str]]:
    """Return the entries of a block under its own keys, and the keys that others seem to stand for.

    An entry whose key the block does not have is told, and returned under the right one where that is certain
    and was not typed as well.
    """
    entries = tuple(entries)
    typed = {key.name for entry in entries if (key := block.find(entry.key))}
    found: list[Entry] = []
    meant: set[str] = set()
    for entry in entries:
        if block.find(entry.key) is not None:
            found.append(entry)
            continue
        right = _right(entry, block, context)
        _tell(entry, right, typed, block, context)
        key = block.find(right.entry.key) if right else None
        if right is None or key is None or key.name in typed:
            continue
        meant.add(key.name)
        if right.is_certain:
            typed.add(key.name)
            found.append(right.entry)
    return tuple(found), frozenset(meant)


def _right(entry: Entry, block: Block, context: Context) -> _Right | None:
    """Return what to write instead of an entry whose key is not one of its block."""
    word = fold(entry.key)
    for spelling in block.spellings:
        if fold(spelling) == word:
            message = f"La clé « {entry.key} » n’existe pas : une clé s’écrit en minuscules, sans accents."
            return _Right(replace(entry, key=spelling), is_certain=True, message=message)
    foreign = f"La clé « {entry.key} » est celle d’un autre outil."
    if word in _DRAFT_WHEN:
        return _draft(entry, foreign)
    if word in _OF_NO_USE:
        return None
    key = next((key for key in _candidates(word, entry, context) if block.find(key)), "")
    if key:
        return _Right(replace(entry, key=key), is_certain=True, message=foreign)
    near = nearest(entry.key.replace("_", " "), block.spellings)
    if near:
        return _Right(replace(entry, key=near), False, f"La clé « {entry.key} » n’existe pas.")
    return None


def _candidates(word: str, entry: Entry, context: Context) -> tuple[str, ...]:
    """Return the keys that a word of another tool may stand for, by what it holds where that decides."""
    text = entry.value.text.strip() if isinstance(entry.value, Scalar) else ""
    known = _OF_OTHER_TOOLS.get(word, ())
    if known == ("slug",) and ("/" in text or text.endswith(".html")):
        return ("alias", *known)
    if known == ("theme",):
        names = {fold(theme) for theme in context.words.themes}
        return known if fold(text) in names else ("mots_cles", *known)
    return known


def _draft(entry: Entry, message: str) -> _Right | None:
    """Return the draft that « published: false » means; « true » means nothing that must be written."""
    text = entry.value.text.strip().casefold() if isinstance(entry.value, Scalar) else ""
    if text not in _DRAFT_WHEN[fold(entry.key)] or not isinstance(entry.value, Scalar):
        return None
    draft = Entry("brouillon", entry.place, replace(entry.value, text="oui"))
    return _Right(draft, is_certain=True, message=message)


def _tell(entry: Entry, right: _Right | None, typed: set[str], block: Block, context: Context) -> None:
    """Tell a key that is not one of its block, with what to write."""
    key = block.find(right.entry.key) if right else None
    is_useless = fold(entry.key) in _OF_NO_USE or fold(entry.key) in _DRAFT_WHEN
    if right is None or key is None:
        context.tell(
            "cle-inconnue",
            entry.place,
            f"La clé « {entry.key} » n’existe pas.",
            "Enlevez cette ligne : le bulletin n’en a pas besoin."
            if is_useless
            else "Enlevez cette ligne, ou voyez la liste des clés dans le guide.",
            fix=Fix.of_line(entry.place, "") if is_useless and _is_one_line(entry) else None,
        )
        return
    if not right.is_certain:
        context.tell("cle-inconnue", entry.place, right.message, question(right.entry.key))
        return
    if key.name in typed:
        hint = f"Enlevez cette ligne : « {right.entry.key} » est déjà donné."
        context.tell("cle-inconnue", entry.place, right.message, hint)
        return
    context.tell(
        "cle-inconnue",
        entry.place,
        right.message,
        f"La bonne clé est « {right.entry.key} » : écrivez « {_line(right.entry)} ».",
        fix=_fix(entry, right.entry),
    )


def _is_one_line(entry: Entry) -> bool:
    """Whether an entry is the whole of its line, and nothing else."""
    value = entry.value
    is_alone = entry.place.excerpt.startswith(entry.key)
    return isinstance(value, Scalar) and is_alone and not value.rows and value.place.line == entry.place.line


def _line(entry: Entry) -> str:
    """Return an entry as one types it, its value left out where it is long or stands below."""
    text = one_line(entry.value.text) if isinstance(entry.value, Scalar) else ""
    return f"{entry.key}: {text}" if text and len(text) <= _SHOWN else f"{entry.key}: …"


def _fix(entry: Entry, right: Entry) -> Fix:
    if entry.value == right.value:
        return Fix.of_stretch(entry.place, right.key)
    indent = entry.place.excerpt[: entry.place.column - 1]
    return Fix.of_line(entry.place, f"{indent}{_line(right)}")
