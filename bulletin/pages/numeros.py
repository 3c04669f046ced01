"""The numéros of the bulletin: their index, the page of each, its e-mail letter and its printed form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from bulletin.content.addresses import (
    NUMEROS,
    letter_address,
    letter_text_address,
    numero_address,
    printed_address,
)
from bulletin.content.model.cards import NumeroCard
from bulletin.content.model.post import Post, PostType
from bulletin.diagnostics import Place
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.facts import external_links
from bulletin.pages.parts.link_resolver import LinkResolver, lead_picture
from bulletin.pages.parts.post_facts import author_line, fact_blocks, notices
from bulletin.pages.parts.post_lines import (
    Thumbnail,
    newest_first,
    no_thumbnail,
    post_date,
    post_line,
    resume,
)
from bulletin.pages.parts.site_context import RUBRIQUES, SiteContext, index_page
from bulletin.pages.views.body import Prose
from bulletin.pages.views.contents import Letter, LetterText, PrintedNumero
from bulletin.pages.views.numeros import Article, ArticleGroup, Editorial, LetterView, NumeroView, PrintedView
from bulletin.pages.views.pieces import Link, Picture, PostGroup

EMPTY = "Aucun article pour le moment."
BELOW_A_TITLE = 3
"""Level of the highest headings in a body that is under its own title on the page."""
ORDER = (
    PostType.EDITO,
    PostType.DOSSIER,
    PostType.SIGNATURE,
    PostType.INAUGURATION,
    PostType.EVENEMENT,
    PostType.ACTUALITE,
)
"""The order of the types of posts in a numéro."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numero:
    """A numéro and its posts, newest first; ``card`` is an empty one when there is no card."""

    titre: str
    card: NumeroCard
    posts: tuple[Post, ...]

    @property
    def link(self) -> Link:
        return Link(self.titre, numero_address(self.card.id))

    @property
    def date(self) -> str:
        """The date as printed, ``""`` when it is not known or when it is in the title."""
        date = printed.partial(self.card.date) if self.card.date else ""
        return "" if date.casefold() in self.titre.casefold() else date

    @property
    def editorials(self) -> tuple[Post, ...]:
        return tuple(post for post in self.posts if post.type is PostType.EDITO)

    @property
    def description(self) -> str:
        """The summary of its first editorial, else the first words of its card."""
        first = next(iter(self.editorials), None)
        return resume(first) if first else self.card.corps.found.first_words


def _numeros(context: SiteContext) -> tuple[_Numero, ...]:
    """Return every numéro that has a page, the newest first."""
    posts: dict[str, list[Post]] = {
        name: [] for name in sorted(context.corpus.published_numeros, reverse=True)
    }
    for post in context.corpus.listed:
        if post.numero:
            posts[post.numero].append(post)
    cards = {name: context.corpus.numeros.get(name, NumeroCard(id=name, source="")) for name in posts}
    return tuple(
        _Numero(titre=_title(cards[name]), card=cards[name], posts=newest_first(found))
        for name, found in posts.items()
    )


def _title(card: NumeroCard) -> str:
    if card.titre:
        return typography(card.titre)
    year, _, month = card.id.partition("-")
    if year.isdigit() and month.isdigit() and 1 <= int(month) <= 12:  # noqa: PLR2004
        return f"Numéro de {printed.month(int(year), int(month))}"
    return f"Numéro {card.id}"


# -- pages -----------------------------------------------------------------------------------------------


def numeros(context: SiteContext) -> Iterator[Declaration]:
    """Declare the index of numéros and a page for each."""
    found = _numeros(context)
    links = tuple(numero.link for numero in found)
    yield index_page(context, NUMEROS, "Numéros", links)
    for numero, after, before in zip(found, (None, *links), (*links[1:], None), strict=False):
        yield Declaration.page(
            address=numero.link.address,
            origin=_origin(numero, "la page"),
            template="numero.html",
            build=partial(_page, context, numero, before, after),
        )


def _origin(numero: _Numero, what: str) -> str:
    return f"{what} du numéro {numero.card.id}"


def _page(
    context: SiteContext, numero: _Numero, before: Link | None, after: Link | None, resolver: LinkResolver
) -> NumeroView:
    address, pictures, intro = numero.link.address, _pictures(numero, resolver), _intro(numero, resolver)
    image = resolver.shared(lead_picture(pictures, intro), numero.titre)
    path = (Link("Numéros", NUMEROS),)
    return NumeroView(
        site=context.frame,
        head=context.head(numero.titre, address, numero.description, path=path, image=image),
        titre=numero.titre,
        date=numero.date,
        pictures=pictures,
        intro=intro,
        editorials=_editorials(context, numero, resolver),
        groups=_contents(numero, resolver.thumbnail),
        empty="" if numero.posts else EMPTY,
        formats=_formats(context, numero.card.id),
        previous=before,
        next=after,
    )


def _formats(context: SiteContext, name: str) -> tuple[Link, ...]:
    made = context.config.numeros
    letter = (
        Link("Lire la lettre électronique", letter_address(name)),
        Link("La lettre en texte seul", letter_text_address(name)),
    )
    paper = (Link("Imprimer le numéro (PDF)", printed_address(name)),)
    return (*(letter if made.lettre else ()), *(paper if made.pdf else ()))


def _pictures(numero: _Numero, resolver: LinkResolver) -> tuple[Picture, ...]:
    card = numero.card
    return resolver.pictures(card.source, numero.link.address, card.images, Place(path=card.source))


def _intro(numero: _Numero, resolver: LinkResolver) -> Prose:
    return resolver.card_body(numero.card, numero.link.address)


def _editorials(context: SiteContext, numero: _Numero, resolver: LinkResolver) -> tuple[Editorial, ...]:
    return tuple(
        Editorial(
            titre=typography(post.titre),
            address=post.address,
            author=author_line(post),
            notices=notices(context, post),
            body=_body(post, resolver, f"e{rank}-"),
        )
        for rank, post in enumerate(numero.editorials, 1)
    )


def _body(post: Post, resolver: LinkResolver, prefix: str) -> Prose:
    """Return the body of a post on a page with others; ``prefix`` keeps its HTML ids apart from theirs."""
    body = resolver.prose(post.source, post.address, post.corps)
    return replace(body, heading=BELOW_A_TITLE, prefix=prefix)


def _contents(numero: _Numero, thumbnail: Thumbnail = no_thumbnail) -> tuple[PostGroup, ...]:
    """Return the posts of a numéro by type, without the editorials, which are shown in full."""
    return tuple(
        PostGroup(RUBRIQUES[kind], "", tuple(post_line(post, thumbnail) for post in found))
        for kind in ORDER
        if kind is not PostType.EDITO and (found := [post for post in numero.posts if post.type is kind])
    )


# -- letters ---------------------------------------------------------------------------------------------


def letters(context: SiteContext) -> Iterator[Declaration]:
    """Declare the letter of each numéro, in HTML and in plain text, if the configuration asks for letters."""
    if not context.config.numeros.lettre:
        return
    for numero in _numeros(context):
        origin, source = _origin(numero, "la lettre"), _source(numero)
        yield Declaration(
            address=letter_address(numero.card.id),
            origin=origin,
            build=partial(_letter, context, numero),
            source=source,
        )
        yield Declaration(
            address=letter_text_address(numero.card.id),
            origin=origin,
            build=partial(_letter_text, context, numero),
            source=source,
        )


def _source(numero: _Numero) -> str:
    """Return the source file to shorten when a letter is too heavy, ``""`` when there is none."""
    return next((post.source for post in numero.editorials), numero.card.source)


def _letter(context: SiteContext, numero: _Numero, resolver: LinkResolver) -> Letter:
    return Letter(_letter_view(context, numero, resolver))


def _letter_text(context: SiteContext, numero: _Numero, resolver: LinkResolver) -> LetterText:
    return LetterText(_letter_view(context, numero, resolver))


def _letter_view(context: SiteContext, numero: _Numero, resolver: LinkResolver) -> LetterView:
    return LetterView(
        site=context.frame,
        head=context.head(numero.titre, letter_address(numero.card.id), numero.description),
        titre=numero.titre,
        date=numero.date,
        preheader=numero.description,
        online=numero.link.address,
        intro=_intro(numero, resolver),
        editorials=_editorials(context, numero, resolver),
        groups=_contents(numero),
        empty="" if numero.posts else EMPTY,
    )


# -- printed ---------------------------------------------------------------------------------------------


def printed_numeros(context: SiteContext) -> Iterator[Declaration]:
    """Declare the PDF of each numéro, if the configuration asks for PDF."""
    if not context.config.numeros.pdf:
        return
    for numero in _numeros(context):
        yield Declaration(
            address=printed_address(numero.card.id),
            origin=_origin(numero, "l’impression"),
            build=partial(_printed, context, numero),
        )


def _printed(context: SiteContext, numero: _Numero, resolver: LinkResolver) -> PrintedNumero:
    address = printed_address(numero.card.id)
    pictures, intro = _pictures(numero, resolver), _intro(numero, resolver)
    groups = _articles(context, numero, resolver)
    articles = [article for group in groups for article in group.articles]
    shown = [picture.address for one in articles for picture in one.pictures]
    shown += [picture.address for picture in pictures]
    shown += [target for body in (intro, *(one.body for one in articles)) for target in body.links]
    view = PrintedView(
        site=context.frame,
        head=context.head(numero.titre, address, numero.description),
        titre=numero.titre,
        date=numero.date,
        moment=numero.card.date.last.isoformat() if numero.card.date else "",
        pictures=pictures,
        intro=intro,
        groups=groups,
        empty="" if numero.posts else EMPTY,
        files=tuple(sorted(set(shown) & resolver.shown_files)),
    )
    return PrintedNumero(view)


def _articles(context: SiteContext, numero: _Numero, resolver: LinkResolver) -> tuple[ArticleGroup, ...]:
    ranks = {post.source: rank for rank, post in enumerate(numero.posts, 1)}
    return tuple(
        ArticleGroup(
            titre=RUBRIQUES[kind],
            articles=tuple(_article(context, post, ranks[post.source], resolver) for post in found),
        )
        for kind in ORDER
        if (found := [post for post in numero.posts if post.type is kind])
    )


def _article(context: SiteContext, post: Post, rank: int, resolver: LinkResolver) -> Article:
    return Article(
        titre=typography(post.titre),
        anchor=f"article-{rank}",
        address=post.address,
        date=post_date(post),
        author=author_line(post),
        communes=tuple(commune.ecrit for commune in post.territoire.communes),
        notices=notices(context, post),
        pictures=resolver.pictures_of(post),
        body=_body(post, resolver, f"a{rank}-"),
        blocks=fact_blocks(context, post, resolver),
        attachments=resolver.attachments_of(post),
        links=external_links(post.liens),
    )
