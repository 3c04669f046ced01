"""The issues of the bulletin: their index, the page of each, its letter and what is printed of it."""

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
from bulletin.content.body.excerpts import summary
from bulletin.content.model.cards import NumeroCard
from bulletin.content.model.post import Post, PostType
from bulletin.diagnostics import Place
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.edition import RUBRIQUES, Edition, index_page
from bulletin.pages.parts.post_facts import author_line, fact_blocks, notices
from bulletin.pages.parts.post_lines import newest_first, post_date, post_line, resume
from bulletin.pages.parts.shelf import Shelf
from bulletin.pages.views.body import Prose
from bulletin.pages.views.contents import Letter, LetterText, PrintedIssue
from bulletin.pages.views.issues import Article, ArticleGroup, Editorial, LetterView, NumeroView, PrintedView
from bulletin.pages.views.pieces import Link, Picture, PostGroup

EMPTY = "Aucun article pour le moment."
BELOW_A_TITLE = 3
"""Level of the highest headings in a body that has a title of its own on the page."""
ORDER = (
    PostType.EDITO,
    PostType.DOSSIER,
    PostType.SIGNATURE,
    PostType.INAUGURATION,
    PostType.EVENEMENT,
    PostType.ACTUALITE,
)
"""The types in the order that an issue gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Issue:
    """An issue and its posts, newest first; ``card`` is an empty one where the writers gave none."""

    titre: str
    card: NumeroCard
    posts: tuple[Post, ...]

    @property
    def link(self) -> Link:
        return Link(self.titre, numero_address(self.card.id))

    @property
    def date(self) -> str:
        """The date in print, ``""`` where it is not known or where the title says it."""
        date = printed.partial(self.card.date) if self.card.date else ""
        return "" if date.casefold() in self.titre.casefold() else date

    @property
    def editorials(self) -> tuple[Post, ...]:
        return tuple(post for post in self.posts if post.type is PostType.EDITO)

    @property
    def description(self) -> str:
        """What announces the issue: the summary of its editorial, else the first words of its card."""
        first = next(iter(self.editorials), None)
        return resume(first) if first else summary(self.card.corps.markdown)


def _issues(edition: Edition) -> tuple[_Issue, ...]:
    """Return every issue that has a page, the newest first."""
    posts: dict[str, list[Post]] = {name: [] for name in sorted(edition.corpus.issues, reverse=True)}
    for post in edition.corpus.listed:
        if post.numero:
            posts[post.numero].append(post)
    cards = {name: edition.corpus.numeros.get(name, NumeroCard(id=name, source="")) for name in posts}
    return tuple(
        _Issue(titre=_title(cards[name]), card=cards[name], posts=newest_first(found))
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


def numeros(edition: Edition) -> Iterator[Declaration]:
    """Declare the index of issues and a page for each."""
    issues = _issues(edition)
    yield index_page(edition, NUMEROS, "Numéros", tuple(issue.link for issue in issues))
    for after, issue, before in _with_neighbours(issues):
        yield Declaration.page(
            address=issue.link.address,
            origin=_origin(issue, "la page"),
            template="numero.html",
            build=partial(_page, edition, issue, before, after),
        )


def _with_neighbours(issues: tuple[_Issue, ...]) -> Iterator[tuple[Link | None, _Issue, Link | None]]:
    links = (None, *(issue.link for issue in issues), None)
    yield from zip(links, issues, links[2:], strict=False)


def _origin(issue: _Issue, what: str) -> str:
    return f"{what} du numéro {issue.card.id}"


def _page(
    edition: Edition, issue: _Issue, before: Link | None, after: Link | None, shelf: Shelf
) -> NumeroView:
    address = issue.link.address
    return NumeroView(
        site=edition.frame,
        head=edition.head(issue.titre, address, issue.description, path=(Link("Numéros", NUMEROS),)),
        titre=issue.titre,
        date=issue.date,
        pictures=_pictures(issue, shelf),
        intro=_intro(issue, shelf),
        editorials=_editorials(edition, issue, shelf),
        groups=_contents(issue),
        empty="" if issue.posts else EMPTY,
        formats=_formats(edition, issue.card.id),
        previous=before,
        next=after,
    )


def _formats(edition: Edition, name: str) -> tuple[Link, ...]:
    made = edition.config.numeros
    letter = (
        Link("Lire la lettre électronique", letter_address(name)),
        Link("La lettre en texte seul", letter_text_address(name)),
    )
    paper = (Link("Imprimer le numéro (PDF)", printed_address(name)),)
    return (*(letter if made.lettre else ()), *(paper if made.pdf else ()))


def _pictures(issue: _Issue, shelf: Shelf) -> tuple[Picture, ...]:
    card = issue.card
    return shelf.pictures(card.source, issue.link.address, card.images, Place(path=card.source))


def _intro(issue: _Issue, shelf: Shelf) -> Prose:
    card = issue.card
    if not card.corps.markdown:
        return Prose(markdown="")
    return shelf.prose(card.source, issue.link.address, card.corps)


def _editorials(edition: Edition, issue: _Issue, shelf: Shelf) -> tuple[Editorial, ...]:
    return tuple(
        Editorial(
            titre=typography(post.titre),
            address=post.address,
            author=author_line(post),
            notices=notices(edition, post),
            body=_body(post, shelf, f"e{rank}-"),
        )
        for rank, post in enumerate(issue.editorials, 1)
    )


def _body(post: Post, shelf: Shelf, prefix: str) -> Prose:
    """Return the body of a post that shares a page with others, hence with ids of its own."""
    body = shelf.prose(post.source, post.address, post.corps)
    return replace(body, heading=BELOW_A_TITLE, prefix=prefix)


def _contents(issue: _Issue) -> tuple[PostGroup, ...]:
    """Return the posts of an issue by type; the editorials, which stand there in full, are left out."""
    return tuple(
        PostGroup(RUBRIQUES[kind], "", tuple(post_line(post) for post in found))
        for kind in ORDER
        if kind is not PostType.EDITO and (found := [post for post in issue.posts if post.type is kind])
    )


# -- letters ---------------------------------------------------------------------------------------------


def letters(edition: Edition) -> Iterator[Declaration]:
    """Declare the letter of each issue, where the site wants them."""
    if not edition.config.numeros.lettre:
        return
    for issue in _issues(edition):
        origin, source = _origin(issue, "la lettre"), _source(issue)
        yield Declaration(
            address=letter_address(issue.card.id),
            origin=origin,
            build=partial(_letter, edition, issue),
            source=source,
        )
        yield Declaration(
            address=letter_text_address(issue.card.id),
            origin=origin,
            build=partial(_letter_text, edition, issue),
            source=source,
        )


def _source(issue: _Issue) -> str:
    """Return the file that can make the letter shorter, ``""`` when there is none."""
    return next((post.source for post in issue.editorials), issue.card.source)


def _letter(edition: Edition, issue: _Issue, shelf: Shelf) -> Letter:
    return Letter(_letter_view(edition, issue, shelf))


def _letter_text(edition: Edition, issue: _Issue, shelf: Shelf) -> LetterText:
    return LetterText(_letter_view(edition, issue, shelf))


def _letter_view(edition: Edition, issue: _Issue, shelf: Shelf) -> LetterView:
    return LetterView(
        site=edition.frame,
        head=edition.head(issue.titre, letter_address(issue.card.id), issue.description),
        titre=issue.titre,
        date=issue.date,
        preheader=issue.description,
        online=issue.link.address,
        intro=_intro(issue, shelf),
        editorials=_editorials(edition, issue, shelf),
        groups=_contents(issue),
        empty="" if issue.posts else EMPTY,
    )


# -- on paper --------------------------------------------------------------------------------------------


def printed_numeros(edition: Edition) -> Iterator[Declaration]:
    """Declare what is printed of each issue, where the site wants it."""
    if not edition.config.numeros.pdf:
        return
    for issue in _issues(edition):
        yield Declaration(
            address=printed_address(issue.card.id),
            origin=_origin(issue, "l’impression"),
            build=partial(_printed, edition, issue),
        )


def _printed(edition: Edition, issue: _Issue, shelf: Shelf) -> PrintedIssue:
    address = printed_address(issue.card.id)
    pictures, intro = _pictures(issue, shelf), _intro(issue, shelf)
    groups = _articles(edition, issue, shelf)
    articles = [article for group in groups for article in group.articles]
    shown = [picture.address for one in articles for picture in one.pictures]
    shown += [picture.address for picture in pictures]
    shown += [target for body in (intro, *(one.body for one in articles)) for _, target in body.links]
    view = PrintedView(
        site=edition.frame,
        head=edition.head(issue.titre, address, issue.description),
        titre=issue.titre,
        date=issue.date,
        moment=issue.card.date.last.isoformat() if issue.card.date else "",
        pictures=pictures,
        intro=intro,
        groups=groups,
        empty="" if issue.posts else EMPTY,
        files=tuple(sorted(set(shown) & shelf.taken.keys())),
    )
    return PrintedIssue(view)


def _articles(edition: Edition, issue: _Issue, shelf: Shelf) -> tuple[ArticleGroup, ...]:
    ranks = {post.source: rank for rank, post in enumerate(issue.posts, 1)}
    return tuple(
        ArticleGroup(
            titre=RUBRIQUES[kind],
            articles=tuple(_article(edition, post, ranks[post.source], shelf) for post in found),
        )
        for kind in ORDER
        if (found := [post for post in issue.posts if post.type is kind])
    )


def _article(edition: Edition, post: Post, rank: int, shelf: Shelf) -> Article:
    return Article(
        titre=typography(post.titre),
        anchor=f"article-{rank}",
        address=post.address,
        date=post_date(post),
        author=author_line(post),
        communes=tuple(commune.ecrit for commune in post.territoire.communes),
        notices=notices(edition, post),
        pictures=shelf.pictures(post.source, post.address, post.images, post.place("image")),
        body=_body(post, shelf, f"a{rank}-"),
        blocks=fact_blocks(edition, post, shelf),
        attachments=shelf.attachments(
            post.source, post.address, post.pieces_jointes, post.place("piece_jointe")
        ),
        links=tuple(Link(typography(lien.titre), lien.url) for lien in post.liens),
    )
