"""The page of a post, with every fact that its front matter tells."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bulletin.content.addresses import (
    event_calendar_address,
    numero_address,
    rubrique_address,
    theme_address,
)
from bulletin.content.model.post import Post, PostType
from bulletin.content.model.territoire import Territoire
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.event_lines import is_announced, stretch
from bulletin.pages.parts.facts import (
    commune_items,
)
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.places import departement_item
from bulletin.pages.parts.post_facts import author_line, fact_blocks, notices
from bulletin.pages.parts.post_lines import newest_first, post_line, resume
from bulletin.pages.parts.site_context import RUBRIQUE, RUBRIQUES, SiteContext
from bulletin.pages.parts.structured_data import Node, article, event
from bulletin.pages.views.pages import PostView, RetiredView
from bulletin.pages.views.pieces import CalendarLink, Fact, Item, Link, Picture, PostLine

LONG_TEXT = 6_000
"""Characters from which a dossier opens with a list of its contents."""
RELATED = 3


def posts(context: SiteContext) -> Iterator[Declaration]:
    """Declare the page of each post that has one; a post taken back keeps its address."""
    corpus = context.corpus
    ordered = corpus.published
    for index, post in enumerate(ordered):
        before = ordered[index - 1] if index else None
        after = ordered[index + 1] if index + 1 < len(ordered) else None
        yield Declaration.page(
            address=post.address,
            origin=post.source,
            template="post.html",
            build=partial(_post, context, post, before, after),
        )
    for post in corpus.due:
        if corpus.is_withdrawn(post):
            yield Declaration.page(
                address=post.address,
                origin=post.source,
                template="retired.html",
                build=partial(_retired, context, post),
                is_listed=False,
            )


def _retired(context: SiteContext, post: Post, _resolver: LinkResolver) -> RetiredView:
    motif = post.retire.motif if post.retire else ""
    return RetiredView(
        site=context.frame,
        head=context.head("Article retiré", post.address, "Cet article a été retiré."),
        date=printed.day(post.retire.le) if post.retire else "",
        motif=typography(motif),
    )


def _post(
    context: SiteContext, post: Post, before: Post | None, after: Post | None, resolver: LinkResolver
) -> PostView:
    titre = typography(post.titre)
    rubrique = Link(RUBRIQUES[post.type], rubrique_address(post.type))
    pictures = resolver.pictures(post.source, post.address, post.images, post.place("image"))
    return PostView(
        site=context.frame,
        head=context.head(
            titre,
            post.address,
            resume(post),
            path=(rubrique,),
            calendar=_calendar(post),
            subjects=_subjects(context, post, pictures),
        ),
        titre=titre,
        rubrique=Link(RUBRIQUE[post.type], rubrique.address),
        day=post.date.iso(),
        date=printed.long_day(post.jour) if post.date.day else printed.partial(post.date),
        updated=_updated(post),
        author=author_line(post),
        notices=notices(context, post),
        pictures=pictures,
        body=resolver.prose(post.source, post.address, post.corps, contents=_is_long(post)),
        blocks=fact_blocks(context, post, resolver),
        attachments=resolver.attachments(
            post.source, post.address, post.pieces_jointes, post.place("piece_jointe")
        ),
        links=tuple(Link(typography(lien.titre), lien.url) for lien in post.liens),
        about=_about(context, post),
        previous=_link(before),
        next=_link(after),
        related=_related(context, post),
    )


def _subjects(context: SiteContext, post: Post, pictures: tuple[Picture, ...]) -> tuple[Node, ...]:
    """Return the news that a post is, and the meeting that it announces, for search engines."""
    config, description = context.config, resume(post)
    territoire = post.territoire
    items = (
        *commune_items(territoire.communes, context),
        *_epci_items(territoire, context),
        *(departement_item(context, code) for code in territoire.departements),
    )
    news = article(
        post,
        config,
        description=description,
        section=RUBRIQUE[post.type],
        pictures=pictures,
        about=tuple(Link(item.text, item.address) for item in items),
    )
    if post.evenement is None:
        return (news,)
    return (news, event(post, post.evenement, config, description=description))


def _epci_items(territoire: Territoire, context: SiteContext) -> tuple[Item, ...]:
    return tuple(
        Item(text=typography(cited.nom), address=context.epci_addresses.get(cited.siren, ""))
        for cited in territoire.epci
    )


def _calendar(post: Post) -> CalendarLink | None:
    """Return the way to add what the post announces to one's calendar, unless it was over by then."""
    _, fin = stretch(post)
    if not is_announced(post) or fin.jour < post.jour:
        return None
    return CalendarLink("Ajouter à mon agenda", event_calendar_address(post))


def _is_long(post: Post) -> bool:
    return post.type is PostType.DOSSIER and len(post.corps.markdown) >= LONG_TEXT


def _link(post: Post | None) -> Link | None:
    return Link(typography(post.titre), post.address) if post else None


def _updated(post: Post) -> Fact | None:
    if post.mise_a_jour is None:
        return None
    return Fact(
        "Mis à jour le", (Item(text=printed.day(post.mise_a_jour), moment=post.mise_a_jour.isoformat()),)
    )


# -- facts -----------------------------------------------------------------------------------------------


def _about(context: SiteContext, post: Post) -> tuple[Fact, ...]:
    territoire: Territoire = post.territoire
    departements = tuple(departement_item(context, code) for code in territoire.departements)
    epci = _epci_items(territoire, context)
    themes = tuple(
        Item(text=typography(context.config.themes[name]), address=theme_address(name))
        for name in post.themes
        if name in context.config.themes
    )
    communes = commune_items(territoire.communes, context)
    numero = (Item(text=post.numero, address=numero_address(post.numero)),) if post.numero else ()
    return (
        *((Fact(printed.plural(len(communes), "Commune", "Communes"), communes),) if communes else ()),
        *((Fact("Intercommunalité", epci),) if epci else ()),
        *((Fact("Département", departements),) if departements else ()),
        *((Fact(printed.plural(len(themes), "Thème", "Thèmes"), themes),) if themes else ()),
        *((Fact("Numéro", numero),) if numero and post.numero in context.corpus.published_numeros else ()),
        *_provenance(post),
    )


def _provenance(post: Post) -> tuple[Fact, ...]:
    origin = post.provenance
    if origin is None:
        return ()
    name = typography(origin.editeur) or origin.url
    items = (Item(text=name, address=origin.url),) if name else ()
    if origin.vues is not None:
        items = (*items, Item(text=printed.count(origin.vues, "lecture", "lectures")))
    return (Fact("Première parution", items),) if items else ()


# -- neighbours ------------------------------------------------------------------------------------------


def _related(context: SiteContext, post: Post) -> tuple[PostLine, ...]:
    """Return the other posts of its conventions, else three earlier posts of its first commune."""
    corpus = context.corpus
    sources = {
        report.source
        for name in corpus.conventions_of.get(post.source, ())
        for report in corpus.histories[name].reports
    } - {post.source}
    steps = [other for other in corpus.listed if other.source in sources]
    if steps:
        return tuple(post_line(other) for other in newest_first(steps))
    if not post.territoire.communes:
        return ()
    code = post.territoire.communes[0].code
    earlier = [
        other
        for other in corpus.posts_by_commune.get(code, ())
        if (other.jour, other.source) < (post.jour, post.source)
    ]
    return tuple(post_line(other) for other in newest_first(earlier)[:RELATED])
