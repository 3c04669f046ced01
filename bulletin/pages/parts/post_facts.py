"""What is shown of a post besides its text, on every page that shows it in full."""

from __future__ import annotations

from bulletin.content.addresses import convention_address
from bulletin.content.model.convention import Etape
from bulletin.content.model.post import Post
from bulletin.corpus.lifecycle import Situation
from bulletin.corpus.sentences import etape_label
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.agenda_lines import report_link
from bulletin.pages.parts.convention_lines import signed_text_facts
from bulletin.pages.parts.facts import (
    amount_facts,
    etape_facts,
    evenement_facts,
    figure_facts,
    inauguration_facts,
)
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.pieces import Fact, FactBlock, Item


def author_line(post: Post) -> str:
    """Return the author of a post with their fonction, ``""`` when there is none."""
    return typography(", ".join(part for part in (post.auteur, post.fonction) if part))


def notices(context: SiteContext, post: Post) -> tuple[str, ...]:
    """Return the sentences shown before the text of a post: its rectificatif, and that it has expired."""
    found = []
    if post.rectificatif is not None:
        when = f" du {printed.day(post.rectificatif.le)}" if post.rectificatif.le else ""
        found.append(typography(f"Rectificatif{when} : {post.rectificatif.texte}"))
    if post.expire is not None and context.corpus.day > post.expire:
        found.append(
            f"Cet article n’est plus d’actualité depuis le {printed.day(post.expire)}. "
            "Il reste ici pour mémoire."
        )
    return tuple(found)


def fact_blocks(context: SiteContext, post: Post, resolver: LinkResolver) -> tuple[FactBlock, ...]:
    """Return the facts of a post in blocks: one for each step, then inauguration, event and figures."""
    blocks = [_step_block(context, post, etape, resolver) for etape in post.etapes]
    if post.inauguration is not None:
        blocks.append(FactBlock("La structure", "", inauguration_facts(post.inauguration, context)))
    if post.evenement is not None:
        facts = evenement_facts(post.evenement)
        report = report_link(context, post, resolver.diagnostics)
        if report is not None:
            facts = (*facts, Fact("Compte rendu", (Item(text=report.text, address=report.address),)))
        blocks.append(FactBlock("La rencontre", "", facts))
    money = (*amount_facts(post.montants), *figure_facts(post.chiffres))
    if money:
        blocks.append(FactBlock("Les chiffres", "", money))
    return tuple(blocks)


def _step_block(context: SiteContext, post: Post, etape: Etape, resolver: LinkResolver) -> FactBlock:
    situation = _situation(context, post, etape)
    day = Item(
        text=printed.sentence(printed.on(etape.quand)) if etape.quand else "",
        moment=etape.quand.iso() if etape.quand and etape.quand.quarter is None else "",
    )
    facts = (
        *((Fact(etape_label(etape), (day,)),) if day.text else ()),
        *etape_facts(etape, context),
        *signed_text_facts(etape, post.address, resolver),
    )
    if situation is None:
        return FactBlock("La convention", "", facts)
    titre = context.phrasing.name(situation.convention)
    return FactBlock(titre, convention_address(situation.id), facts)


def _situation(context: SiteContext, post: Post, etape: Etape) -> Situation | None:
    """Return the convention to which a step of a post belongs, if it exists on the day."""
    for name in context.corpus.conventions_of.get(post.source, ()):
        history = context.corpus.histories[name]
        if any(report.etape is etape for report in history.reports):
            return context.corpus.situations.get(name)
    return None
