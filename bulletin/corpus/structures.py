"""The structure of each inauguration: that of a card or of an earlier post, or a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bulletin.content.model.cards import StructureCard
from bulletin.content.model.inauguration import Structure
from bulletin.content.model.post import Post
from bulletin.content.model.territoire import CommuneCitee
from bulletin.french.slugs import fold, slug


def linked_structures(
    posts: Iterable[Post], cards: Iterable[StructureCard]
) -> tuple[Mapping[str, Structure], tuple[Post, ...]]:
    """Return the structures by identifier, and the posts with their structure completed.

    A structure is completed from its card, else from an earlier post. Nothing is taken from a draft or from
    a withdrawn post, whatever the day: what they say is shown on no other page.
    """
    known = _KnownStructures(card.structure for card in cards)
    linked: list[Post] = []
    for post in posts:
        inauguration = post.inauguration
        if inauguration is None or inauguration.structure is None:
            linked.append(post)
            continue
        own, written = inauguration.structure, inauguration.structure_ecrite.strip()
        found = known.find(own, written)
        if found is not None and written == own.id:
            # The post gives only an identifier: the name and the commune are those of the known structure.
            own = replace(own, nom=found.nom, commune=found.commune)
        structure = completed(own, found) if found else known.with_own_identifier(own)
        linked.append(replace(post, inauguration=replace(inauguration, structure=structure)))
        if found is None and not post.brouillon and post.retire is None:
            known.add(structure)
    return known.by_id, tuple(linked)


class _KnownStructures:
    """The structures named so far, by identifier and by folded name."""

    def __init__(self, structures: Iterable[Structure]) -> None:
        self.by_id: dict[str, Structure] = {}
        self._by_name: dict[str, list[Structure]] = {}
        for structure in structures:
            self.add(structure)

    def add(self, structure: Structure) -> None:
        """Add a structure, unless its identifier is known."""
        if structure.id not in self.by_id:
            self.by_id[structure.id] = structure
            self._by_name.setdefault(fold(structure.nom), []).append(structure)

    def find(self, own: Structure, written: str) -> Structure | None:
        """Return the structure that a post names: by its identifier, or by its name in that commune.

        ``written`` is the light form as it was typed, ``""`` for a long form.
        """
        if _names_identifier(own, written) and own.id in self.by_id:
            return self.by_id[own.id]
        names = dict.fromkeys(name for name in (fold(written), fold(own.nom)) if name)
        alike = (known for name in names for known in self._by_name.get(name, ()))
        return next((known for known in alike if _may_be_in(own.commune, known.commune)), None)

    def with_own_identifier(self, own: Structure) -> Structure:
        """Return a new structure under an identifier that no other has."""
        if own.id not in self.by_id or own.commune is None:
            return own
        return replace(own, id=slug(f"{own.nom} {own.commune.ecrit}"))


def _names_identifier(own: Structure, written: str) -> bool:
    """Whether a post typed the identifier of a structure, and not its name."""
    return written == own.id if written else own.id != slug(own.nom)


def _may_be_in(one: CommuneCitee | None, other: CommuneCitee | None) -> bool:
    """Whether two structures may be in one commune: a commune that is not known may be any."""
    return one is None or other is None or one.code == other.code


def completed(own: Structure, known: Structure) -> Structure:
    """Return ``own`` with each empty field filled from ``known``, and the identifier of ``known``."""
    return replace(
        own,
        id=known.id,
        nom=own.nom or known.nom,
        natures=own.natures or known.natures,
        adresse=own.adresse or known.adresse,
        commune=own.commune or known.commune,
        places=own.places if own.places is not None else known.places,
        accueils=own.accueils or known.accueils,
        gestionnaire=own.gestionnaire or known.gestionnaire,
    )
