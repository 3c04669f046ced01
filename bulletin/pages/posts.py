"""The page of each post, with every fact of its front matter."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from bulletin.content.addresses import (
    numero_address,
    post_calendar_address,
    rubrique_address,
    share_image_address,
    theme_address,
)
from bulletin.content.model.post import Post, PostType
from bulletin.content.model.territoire import Territoire
from bulletin.french import printed
from bulletin.french.dates import last_day
from bulletin.french.printed import typography
from bulletin.pages.parts.agenda_lines import agenda_period, is_in_agenda
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.facts import commune_items, external_links, updated_fact
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.places import departement_item
from bulletin.pages.parts.post_facts import author_line, fact_blocks, notices
from bulletin.pages.parts.post_lines import newest_first, post_date, post_line, resume
from bulletin.pages.parts.site_context import RUBRIQUE, RUBRIQUES, SiteContext
from bulletin.pages.parts.structured_data import Node, article, evenement
from bulletin.pages.views.contents import ShareImage
from bulletin.pages.views.pages import PostView, WithdrawnView
from bulletin.pages.views.pieces import CalendarLink, Fact, Item, Link, Picture, PostLine, SharedImage

LONG_TEXT = 6_000
"""From how many characters a dossier has a table of contents."""
RELATED = 3
"""How many earlier posts of its commune a post is followed by, when it reports no step."""


def posts(context: SiteContext) -> Iterator[Declaration]:
    """Declare the page of each due post; that of a withdrawn post is a notice."""
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
                template="withdrawn.html",
                build=partial(_withdrawn, context, post),
                is_listed=False,
            )


def _withdrawn(context: SiteContext, post: Post, _resolver: LinkResolver) -> WithdrawnView:
    motif = post.retire.motif if post.retire else ""
    return WithdrawnView(
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
    pictures = resolver.pictures_of(post)
    lead = resolver.lead(post)
    image = resolver.shared(lead, titre)
    return PostView(
        site=context.frame,
        head=context.head(
            titre,
            post.address,
            resume(post),
            path=(rubrique,),
            calendar=_calendar(post),
            subjects=_subjects(context, post, pictures or ((lead,) if lead else ())),
            image=image or _drawn_image(context, post, resolver),
        ),
        titre=titre,
        rubrique=Link(RUBRIQUE[post.type], rubrique.address),
        day=post.date.iso(),
        date=printed.long_day(post.jour) if post.date.day else printed.partial(post.date),
        updated=updated_fact(post.mise_a_jour),
        author=author_line(post),
        notices=notices(context, post),
        pictures=pictures,
        body=resolver.prose(post.source, post.address, post.corps, contents=_is_long(post)),
        blocks=fact_blocks(context, post, resolver),
        attachments=resolver.attachments_of(post),
        links=external_links(post.liens),
        about=_about(context, post),
        previous=_link(before),
        next=_link(after),
        related=_related(context, post),
    )


def _drawn_image(context: SiteContext, post: Post, resolver: LinkResolver) -> SharedImage:
    """Return the share image of a post without picture: its title, its type and its date."""
    image = ShareImage(
        titre=typography(post.titre),
        kind=RUBRIQUE[post.type],
        date=post_date(post),
        site=context.frame.titre,
        caf=context.publisher,
    )
    return resolver.drawn(image, share_image_address(post.address), post.source)


def _subjects(context: SiteContext, post: Post, pictures: tuple[Picture, ...]) -> tuple[Node, ...]:
    """Return the structured data of a post, and of the event that it announces."""
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
    return (news, evenement(post, post.evenement, config, description=description))


def _epci_items(territoire: Territoire, context: SiteContext) -> tuple[Item, ...]:
    return tuple(
        Item(text=typography(cited.nom), address=context.epci_addresses.get(cited.siren, ""))
        for cited in territoire.epci
    )


def _calendar(post: Post) -> CalendarLink | None:
    """Return the link to the calendar of a post, unless what it announces was over on the day of the post."""
    if not is_in_agenda(post) or last_day(*agenda_period(post)) < post.jour:
        return None
    return CalendarLink("Ajouter à mon agenda", post_calendar_address(post.jour, post.slug))


def _is_long(post: Post) -> bool:
    return post.type is PostType.DOSSIER and len(post.corps.markdown) >= LONG_TEXT


def _link(post: Post | None) -> Link | None:
    return Link(typography(post.titre), post.address) if post else None


# -- facts -----------------------------------------------------------------------------------------------


def _about(context: SiteContext, post: Post) -> tuple[Fact, ...]:
    territoire = post.territoire
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


# -- related posts ---------------------------------------------------------------------------------------


def _related(context: SiteContext, post: Post) -> tuple[PostLine, ...]:
    """Return the other posts of its conventions, else three earlier posts of its first commune."""
    corpus = context.corpus
    sources = {
        report.source
        for name in corpus.conventions_of.get(post.source, ())
        for report in corpus.histories[name].reports
    } - {post.source}
    steps = [corpus.listed_by_source[source] for source in sources if source in corpus.listed_by_source]
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
