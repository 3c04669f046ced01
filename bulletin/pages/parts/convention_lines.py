"""A convention as an entry in the page of a territory, and such entries in groups by state."""

from __future__ import annotations

from collections.abc import Sequence

from bulletin.content.addresses import convention_address
from bulletin.content.model.convention import Document, Etape
from bulletin.corpus.lifecycle import BINDING, Convention, SignedText, Situation, Statut
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.facts import amount_facts, fact
from bulletin.pages.parts.link_resolver import ATTACHMENTS, LinkResolver
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.pieces import ConventionGroup, ConventionLine, Fact, Item, Link

GROUPS = (
    ("En vigueur", BINDING),
    ("En discussion", frozenset({Statut.EN_NEGOCIATION})),
    ("Passées", frozenset(Statut) - BINDING - {Statut.EN_NEGOCIATION}),
)
"""The title of each group of conventions, and the states of those in it."""


def convention_groups(
    context: SiteContext,
    situations: Sequence[Situation],
    resolver: LinkResolver,
    *,
    with_through: bool = False,
) -> tuple[ConventionGroup, ...]:
    """Return conventions grouped by state, the latest begun first, without the empty groups.

    ``with_through`` names in each line the EPCI through which the convention reaches the page.
    """
    ordered = sorted(situations, key=lambda one: (str(one.convention.begins or ""), one.id), reverse=True)
    return tuple(
        ConventionGroup(
            titre,
            tuple(convention_line(context, one, resolver, with_through=with_through) for one in found),
        )
        for titre, statuts in GROUPS
        if (found := [one for one in ordered if one.statut in statuts])
    )


def convention_line(
    context: SiteContext, situation: Situation, resolver: LinkResolver, *, with_through: bool = False
) -> ConventionLine:
    """Return a convention as the page of a territory shows it."""
    convention, phrasing = situation.convention, context.phrasing
    through: tuple[Link, ...] = ()
    if with_through:
        through = tuple(
            Link(typography(cited.nom), context.epci_addresses.get(cited.siren, ""))
            for cited in convention.coverage.territoire.epci
        )
    return ConventionLine(
        intitule=phrasing.name(convention),
        address=convention_address(convention.id),
        etat=phrasing.statut(situation),
        etat_code=situation.statut.value,
        phrase=phrasing.phrase(situation),
        facts=_line_facts(context, situation, resolver),
        through=through,
    )


def _line_facts(context: SiteContext, situation: Situation, resolver: LinkResolver) -> tuple[Fact, ...]:
    convention, phrasing = situation.convention, context.phrasing
    period = convention.period
    signature: tuple[Fact, ...] = ()
    if period.signature is not None:
        text = printed.sentence(printed.on(period.signature))
        signature = (Fact("Signature", (Item(text=text, moment=_moment(period.signature.iso())),)),)
    after = tuple(
        Item(text=phrasing.name(context.corpus.situations[name].convention), address=convention_address(name))
        for name in situation.replaced_by
        if name in context.corpus.situations
    )
    return (
        *fact("Période", [phrasing.period(convention)]),
        *signature,
        *fact("Parties", map(typography, phrasing.parties(convention))),
        *amount_facts(convention.montants),
        *end_facts(situation),
        *((Fact("Suivie de", after),) if after else ()),
        *document_facts(convention, resolver),
    )


def end_facts(situation: Situation) -> tuple[Fact, ...]:
    """Return the end that counts; while the convention binds, the page is out of date after it."""
    fin = situation.convention.period.fin
    if fin is None:
        return ()
    is_limit = situation.statut in BINDING
    moment = fin.last.isoformat() if is_limit else _moment(fin.iso())
    return (
        Fact("Fin", (Item(text=printed.sentence(printed.partial(fin)), moment=moment, is_limit=is_limit),)),
    )


def document_facts(convention: Convention, resolver: LinkResolver) -> tuple[Fact, ...]:
    """Return the latest signed text that is known, with a link to it; none when its file is missing."""
    text = convention.signed_text
    if text is None or text.etape.document is None:
        return ()
    return _text_fact(text.etape.document, signed_text_address(text, convention, resolver))


def signed_text_address(text: SignedText, convention: Convention, resolver: LinkResolver) -> str:
    """Return the address of a signed text, or ``""`` after an erreur when its file is missing."""
    page = text.post.address if text.post else convention_address(convention.id)
    return _document_address(text.etape, page, resolver)


def signed_text_facts(etape: Etape, page: str, resolver: LinkResolver) -> tuple[Fact, ...]:
    """Return the signed text that a step gives, with a link to it; its file is copied beside ``page``."""
    if etape.document is None:
        return ()
    return _text_fact(etape.document, _document_address(etape, page, resolver))


def _document_address(etape: Etape, page: str, resolver: LinkResolver) -> str:
    document = etape.document
    if document is None:
        return ""
    return document.url or resolver.file(
        etape.source, page, document.fichier, etape.place("document"), ATTACHMENTS
    )


def _text_fact(document: Document, address: str) -> tuple[Fact, ...]:
    text = typography(document.titre) or "Lire le texte signé"
    return (Fact("Texte signé", (Item(text=text, address=address),)),) if address else ()


def _moment(iso: str) -> str:
    """Return a date for the ``datetime`` of ``<time>``, ``""`` for a quarter, which HTML cannot write."""
    return "" if "T" in iso else iso
