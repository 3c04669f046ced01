"""Posts as lists show them, grouped by day, month or year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from bulletin.content.addresses import month_address, rubrique_address, year_address
from bulletin.content.model.post import Post
from bulletin.french import printed
from bulletin.french.printed import typography
from bulletin.pages.parts.site_context import RUBRIQUE
from bulletin.pages.views.pictures import PictureFile
from bulletin.pages.views.pieces import Link, PostGroup, PostLine

Thumbnail = Callable[[Post], PictureFile | None]
"""Gives the small picture of a post, for the lists that show one."""


def post_date(post: Post) -> str:
    """Return the date of a post as printed, as precisely as it was typed."""
    return printed.day(post.jour) if post.date.day else printed.partial(post.date)


def resume(post: Post) -> str:
    """Return the summary of a post, else its first paragraph cut at a word."""
    return typography(post.resume) if post.resume else post.corps.found.first_words


def correction(post: Post) -> str:
    """Return the text of the rectificatif of a post, ``""`` when there is none."""
    return typography(f"Rectificatif : {post.rectificatif.texte}") if post.rectificatif else ""


def last_changed(post: Post) -> dt.date:
    """Return the latest of the days of a post: its own, that of its update, that of its rectificatif."""
    corrected = post.rectificatif.le if post.rectificatif else None
    return max(day for day in (post.jour, post.mise_a_jour, corrected) if day is not None)


def no_thumbnail(_post: Post) -> PictureFile | None:
    """Return no picture: the list shows none."""
    return None


def post_line(post: Post, thumbnail: Thumbnail = no_thumbnail) -> PostLine:
    """Return a post as lists show it."""
    return PostLine(
        titre=typography(post.titre),
        address=post.address,
        day=post.date.iso(),
        date=post_date(post),
        rubrique=Link(RUBRIQUE[post.type], rubrique_address(post.type)),
        resume=resume(post),
        communes=tuple(commune.ecrit for commune in post.territoire.communes),
        thumbnail=thumbnail(post),
    )


def newest_first(posts: Iterable[Post]) -> tuple[Post, ...]:
    """Return posts from the newest to the oldest; those of one day in the order of their files."""
    return tuple(
        sorted(sorted(posts, key=lambda post: post.source), key=lambda post: post.jour, reverse=True)
    )


def grouped(
    posts: Iterable[Post],
    title: Callable[[Post], str],
    address: Callable[[Post], str],
    thumbnail: Thumbnail = no_thumbnail,
) -> tuple[PostGroup, ...]:
    """Return posts, newest first, in groups; ``title`` and ``address`` give those of the group of a post."""
    groups: dict[str, list[Post]] = {}
    for post in newest_first(posts):
        groups.setdefault(title(post), []).append(post)
    return tuple(
        PostGroup(name, address(found[0]), tuple(post_line(post, thumbnail) for post in found))
        for name, found in groups.items()
    )


def by_day(posts: Iterable[Post], thumbnail: Thumbnail = no_thumbnail) -> tuple[PostGroup, ...]:
    """Return posts grouped by day: « mardi 12 juillet 2016 »."""
    return grouped(
        posts,
        lambda post: printed.long_day(post.jour) if post.date.day else printed.partial(post.date),
        lambda _: "",
        thumbnail,
    )


def by_month(posts: Iterable[Post], thumbnail: Thumbnail = no_thumbnail) -> tuple[PostGroup, ...]:
    """Return posts grouped by month, each month with a link to its page."""
    return grouped(
        posts,
        lambda post: printed.month(post.jour.year, post.jour.month),
        lambda post: month_address(post.jour.year, post.jour.month),
        thumbnail,
    )


def by_year(posts: Iterable[Post], thumbnail: Thumbnail = no_thumbnail) -> tuple[PostGroup, ...]:
    """Return posts grouped by year, each year with a link to its page."""
    return grouped(
        posts, lambda post: str(post.jour.year), lambda post: year_address(post.jour.year), thumbnail
    )
