"""The corpus of a day to the plan of its site.

Pure. Every file is declared first. Then, when all addresses of the day are known, contents are made, links
and files are checked, and each content becomes an artifact with its fingerprint.
"""

from __future__ import annotations

import functools
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import assert_never

from bulletin.build.artifacts import Artifact, Dependencies, collisions, declare
from bulletin.build.letter_weight import check_weight
from bulletin.build.material import Material
from bulletin.content.addresses import convention_address, path_of
from bulletin.corpus.corpus import Corpus
from bulletin.diagnostics import Diagnostics
from bulletin.opendata import declared_data
from bulletin.pages import declared_pages
from bulletin.pages.live_lists import live_list
from bulletin.pages.old_addresses import places_of_addresses
from bulletin.pages.parts.agenda_lines import report_link
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.published_pictures import PublishedPictures
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.site_map import for_search_engines
from bulletin.pages.views.contents import (
    Calendar,
    Content,
    CopiedFile,
    Feed,
    HtmlPage,
    Letter,
    LetterText,
    PlainText,
    PrintedNumero,
    RobotRules,
    ShareImage,
    SiteMap,
    SubscriptionList,
)
from bulletin.pages.views.pictures import PictureVariant
from bulletin.rendering.theme import LETTER_TEMPLATE, PRINTED_TEMPLATE
from bulletin.source.fingerprint import digest_of, encode
from bulletin.source.tree import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePlan:
    """The files of the site in the order of paths.

    By path: the source of each file that is copied, the variant and the source of each picture.
    """

    artifacts: tuple[Artifact, ...]
    copies: Mapping[str, SourceFile]
    pictures: Mapping[str, tuple[PictureVariant, SourceFile]]


def plan_site(corpus: Corpus, material: Material, diagnostics: Diagnostics) -> SitePlan:
    """Return the plan of the site of a day; broken links, missing files and collisions are reported."""
    context = SiteContext(corpus=corpus)
    declared = declared_files(context, diagnostics)
    resolver = _resolver(context, declared, material, diagnostics)
    artifacts = [_artifact(one, resolver, material) for one in declared]
    _check_unpublished(context, resolver, material, diagnostics)
    artifacts += _copies(material.theme_files, material, "le thème")
    artifacts += _copies(resolver.used_files, material, "")
    artifacts += _pictures(resolver, material)
    ordered = tuple(sorted(artifacts, key=lambda one: (one.path, one.origin)))
    diagnostics.extend(collisions(ordered, places_of_addresses(context)))
    copied = {**material.theme_files, **resolver.used_files}
    return SitePlan(
        artifacts=ordered,
        copies={_file_path(address): file for address, file in copied.items()},
        pictures={_file_path(address): made for address, made in resolver.published.made.items()},
    )


def declared_files(context: SiteContext, diagnostics: Diagnostics) -> tuple[Declaration, ...]:
    """Return the declarations of all files of the site, except those that are copied."""
    declared = (*declared_pages(context, diagnostics), *declared_data(context))
    return (*declared, *for_search_engines(context, declared))


# -- links -----------------------------------------------------------------------------------------------


def _resolver(
    context: SiteContext, declared: Iterable[Declaration], material: Material, diagnostics: Diagnostics
) -> LinkResolver:
    corpus = context.corpus
    shown = [(post.source, post.address, post.corps) for post in corpus.due]
    shown += [(page.source, page.address, page.corps) for page in corpus.pages]
    shown += [
        (card.source, convention_address(card.id), card.corps)
        for card in corpus.cards
        if card.id in corpus.situations
    ]
    return LinkResolver(
        site_url=context.config.site.url,
        addresses=frozenset(one.address for one in declared),
        sources={source: address for source, address, _ in shown},
        bodies={address: corps for _, address, corps in shown},
        unpublished=frozenset(post.source for post in corpus.posts if not corpus.is_due(post)),
        files=material.files,
        diagnostics=diagnostics,
        live_list=functools.partial(live_list, context),
        published=_published_pictures(material),
    )


def _published_pictures(material: Material) -> PublishedPictures:
    return PublishedPictures(material.files, material.pictures.facts, material.pictures.weight)


def _check_unpublished(
    context: SiteContext, resolver: LinkResolver, material: Material, diagnostics: Diagnostics
) -> None:
    """Report the broken links and missing files of drafts and of posts to come.

    They have a resolver of their own, so that the files that they show are not published.
    """
    corpus = context.corpus
    not_due = [post for post in corpus.posts if not corpus.is_due(post)]
    if not not_due:
        return
    own_resolver = LinkResolver(
        site_url=resolver.site_url,
        addresses=resolver.addresses | {post.address for post in not_due},
        sources={**resolver.sources, **{post.source: post.address for post in not_due}},
        bodies={**resolver.bodies, **{post.address: post.corps for post in not_due}},
        unpublished=frozenset(),
        files=resolver.files,
        diagnostics=diagnostics,
        live_list=resolver.live_list,
        published=_published_pictures(material),
    )
    for post in not_due:
        report_link(context, post, diagnostics)
        own_resolver.prose(post.source, post.address, post.corps)
        own_resolver.pictures_of(post)
        own_resolver.attachments_of(post)


# -- artifacts -------------------------------------------------------------------------------------------


def _artifact(declaration: Declaration, resolver: LinkResolver, material: Material) -> Artifact:
    content = declaration.build(resolver)
    if isinstance(content, Letter):
        check_weight(declaration, content.view, material, resolver.diagnostics)
    return declare(
        path=path_of(declaration.address),
        origin=declaration.origin,
        content=content,
        dependencies=_dependencies(content, resolver, material),
    )


def _dependencies(content: Content, resolver: LinkResolver, material: Material) -> Dependencies:
    """Return what the bytes of a file depend on besides its content."""
    theme, engine = material.theme, material.engine
    match content:
        case HtmlPage():
            return Dependencies(engine=engine, template=theme.digest(content.template))
        case Letter():
            return Dependencies(
                engine=material.letter_engine,
                template=theme.digest(LETTER_TEMPLATE),
                files=digest_of(material.letter_styles.encode()),
            )
        case PrintedNumero():
            return Dependencies(
                engine=material.print_engine,
                template=theme.digest(PRINTED_TEMPLATE),
                files=_digest_of_files(content, resolver, material),
            )
        case (
            Feed()
            | Calendar()
            | LetterText()
            | SubscriptionList()
            | SiteMap()
            | RobotRules()
            | PlainText()
            | CopiedFile()
        ):
            return Dependencies(engine=engine)
        case PictureVariant() | ShareImage():
            return Dependencies(engine=material.picture_engine)
        case _:
            assert_never(content)


def _digest_of_files(content: PrintedNumero, resolver: LinkResolver, material: Material) -> str:
    """Return one digest of all the files that a PDF may include: its pictures and the files of the theme."""
    digests = {address: file.digest for address, file in material.theme_files.items()}
    for address in content.view.files:
        made = resolver.published.made.get(address)
        digests[address] = (
            resolver.used_files[address].digest
            if made is None
            else digest_of(encode((material.picture_engine, made[0])))
        )
    return digest_of(encode(tuple(sorted(digests.items()))))


def _copies(files: Mapping[str, SourceFile], material: Material, origin: str) -> list[Artifact]:
    return [
        declare(
            path=_file_path(address),
            origin=origin or file.path,
            content=CopiedFile(source=file.path, digest=file.digest),
            dependencies=Dependencies(engine=material.engine),
        )
        for address, file in files.items()
    ]


def _pictures(resolver: LinkResolver, material: Material) -> list[Artifact]:
    """Return the pictures that pages show, then the share images that are drawn for those that have none."""
    contents: list[tuple[str, str, PictureVariant | ShareImage]] = [
        (address, file.path, variant) for address, (variant, file) in resolver.published.made.items()
    ]
    contents += [(address, origin, image) for address, (image, origin) in resolver.published.drawn.items()]
    return [
        declare(
            path=_file_path(address),
            origin=origin,
            content=content,
            dependencies=_dependencies(content, resolver, material),
        )
        for address, origin, content in contents
    ]


def _file_path(address: str) -> str:
    return posixpath.normpath(address.lstrip("/"))
