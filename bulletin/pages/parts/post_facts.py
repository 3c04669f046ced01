"""What a post tells besides its text, block by block, on every page that shows it whole."""

from __future__ import annotations

from bulletin.content.addresses import (
    convention_address,
)
from bulletin.content.model.convention import Etape
from bulletin.content.model.post import Post
from bulletin.corpus.lifecycle import Situation
from bulletin.corpus.sentences import etape_label
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.convention_lines import signed_text_facts
from bulletin.pages.parts.edition import Edition
from bulletin.pages.parts.event_lines import report_link
from bulletin.pages.parts.facts import (
    amount_facts,
    etape_facts,
    evenement_facts,
    figure_facts,
    inauguration_facts,
)
from bulletin.pages.parts.shelf import Shelf
from bulletin.pages.views.pieces import Fact, FactBlock, Item


def author_line(post: Post) -> str:
    """Return who signs a post and in what office, ``""`` when nobody does."""
    return typography(", ".join(part for part in (post.auteur, post.fonction) if part))


def notices(edition: Edition, post: Post) -> tuple[str, ...]:
    """Return the corrections and warnings that stand before the text of a post."""
    found = []
    if post.rectificatif is not None:
        when = f" du {printed.day(post.rectificatif.le)}" if post.rectificatif.le else ""
        found.append(typography(f"Rectificatif{when} : {post.rectificatif.texte}"))
    if post.expire is not None and edition.corpus.day > post.expire:
        found.append(
            f"Cet article n’est plus d’actualité depuis le {printed.day(post.expire)}. "
            "Il reste ici pour mémoire."
        )
    return tuple(found)


def fact_blocks(edition: Edition, post: Post, shelf: Shelf) -> tuple[FactBlock, ...]:
    """Return what a post tells of conventions, structures, meetings and sums, block by block."""
    blocks = [_step_block(edition, post, etape, shelf) for etape in post.etapes]
    if post.inauguration is not None:
        blocks.append(FactBlock("La structure", "", inauguration_facts(post.inauguration, edition)))
    if post.evenement is not None:
        report = report_link(edition, post, shelf.diagnostics)
        told = (Fact("Compte rendu", (Item(text=report.text, address=report.address),)),) if report else ()
        blocks.append(FactBlock("La rencontre", "", (*evenement_facts(post.evenement), *told)))
    money = (*amount_facts(post.montants), *figure_facts(post.chiffres))
    if money:
        blocks.append(FactBlock("Les chiffres", "", money))
    return tuple(blocks)


def _step_block(edition: Edition, post: Post, etape: Etape, shelf: Shelf) -> FactBlock:
    situation = _situation(edition, post, etape)
    day = Item(
        text=printed.sentence(printed.on(etape.quand)) if etape.quand else "",
        moment=etape.quand.iso() if etape.quand and etape.quand.quarter is None else "",
    )
    facts = (
        *((Fact(etape_label(etape), (day,)),) if day.text else ()),
        *etape_facts(etape, edition),
        *signed_text_facts(etape, post.address, shelf),
    )
    if situation is None:
        return FactBlock("La convention", "", facts)
    titre = edition.speaker.name(situation.convention)
    return FactBlock(titre, convention_address(situation.id), facts)


def _situation(edition: Edition, post: Post, etape: Etape) -> Situation | None:
    for name in edition.corpus.conventions_of.get(post.source, ()):
        life = edition.corpus.lives[name]
        if any(telling.etape is etape for telling in life.tellings):
            return edition.corpus.situations.get(name)
    return None
