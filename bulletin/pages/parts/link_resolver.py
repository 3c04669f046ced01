"""Where the links of a text lead, and which files are copied with the pages.

All the pages of a site are made with one ``LinkResolver``. It knows every address and file of the day,
reports the links that lead nowhere and the missing files, and records the files that pages show: only these
are copied, so that the picture of a draft is never published. Pictures are not copied, but made anew.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from bulletin.content.addresses import MEDIAS
from bulletin.content.body.links import BODY_PREFIX, BodyLink, found_anchor, is_external, unknown_anchor
from bulletin.content.body.live_lists import LiveLine
from bulletin.content.model.cards import ConventionCard, NumeroCard, Page, StructureCard, TerritoireCard
from bulletin.content.model.post import Image, Post
from bulletin.content.model.source import Corps
from bulletin.diagnostics import Diagnostics, Place
from bulletin.french.printed import NBSP, typography
from bulletin.pages.parts.published_pictures import (
    HEAVY,
    OF_TELEPHONES,
    PICTURES,
    PublishedPictures,
    SitePicture,
)
from bulletin.pages.views.body import LiveList, Prose
from bulletin.pages.views.contents import ShareImage
from bulletin.pages.views.pictures import PictureFile
from bulletin.pages.views.pieces import Attachment, Picture, SharedImage
from bulletin.source.picture_facts import UnreadablePicture
from bulletin.source.tree import SourceFile

ATTACHMENTS = PICTURES | frozenset(
    {
        ".pdf",
        ".odt",
        ".ods",
        ".odp",
        ".docx",
        ".xlsx",
        ".pptx",
        ".csv",
        ".txt",
        ".ics",
        ".zip",
        ".mp3",
        ".mp4",
    }
)
BARE_HOST = re.compile(r"www\.[\w-]+\.\w+|[\w-]+(\.[\w-]+)*\.(fr|com|org|net|eu)(/|$)", re.IGNORECASE)
KILO = 1000


LiveListMaker = Callable[[LiveLine, Callable[[int], Place], Diagnostics], LiveList]
"""Makes a live list from its line; the second argument gives the place of a column of that line, from 1."""
CardWithBody = ConventionCard | NumeroCard | StructureCard | TerritoireCard

SMALLEST_LEAD = 200
"""Width in pixels from which a picture of a text can stand for it; a smaller one is a sign or a logo."""


@dataclass(slots=True, kw_only=True)
class LinkResolver:
    """The addresses and files of a site on a day.

    ``addresses`` are those of all files of the site. ``sources`` is the address of each source file that
    has a page, ``bodies`` the body that each of these pages shows, by its address, ``unpublished`` are the
    source files whose page is not published yet, ``files`` the files under ``content/`` that are not texts.
    ``used_files`` are the files that pages show, by the address to which each is copied; the pictures that
    they show are in ``published``. ``resolved`` are the bodies whose links have been resolved, by source and
    address.
    """

    site_url: str
    addresses: frozenset[str]
    sources: Mapping[str, str]
    bodies: Mapping[str, Corps]
    unpublished: frozenset[str]
    files: Mapping[str, SourceFile]
    diagnostics: Diagnostics
    live_list: LiveListMaker
    published: PublishedPictures
    used_files: dict[str, SourceFile] = field(default_factory=dict)
    resolved: dict[tuple[str, str], Prose] = field(default_factory=dict)
    _pictures: dict[str, SitePicture] = field(default_factory=dict)
    """The pictures that have been asked for, by the address at which each is published."""
    _leads: dict[str, Picture | None] = field(default_factory=dict)
    """The picture that stands for a post in a list, by the source of the post."""
    _by_name: dict[str, list[str]] = field(init=False)

    def __post_init__(self) -> None:
        self._by_name = {}
        for source in self.sources:
            self._by_name.setdefault(source.rpartition("/")[2], []).append(source)

    def prose(self, source: str, address: str, corps: Corps, *, contents: bool = False) -> Prose:
        """Return a body with its links resolved and its live lists made; its diagnostics are reported.

        A broken link is an erreur at its place. A body that is too complex to render is an erreur, and is
        returned empty. ``contents`` asks for a table of contents.
        """
        key = (source, address)
        if key not in self.resolved:
            self.resolved[key] = self._prose(source, address, corps)
        found = self.resolved[key]
        return replace(found, contents=True) if contents else found

    def _prose(self, source: str, address: str, corps: Corps) -> Prose:
        findings = corps.found
        for fault in findings.faults:
            place = corps.place(source, fault.line, fault.column, fault.length)
            self.diagnostics.add(fault.code, place, fault.message, fault.hint)
        links: list[str] = []
        pictures: dict[str, Picture] = {}
        for link in findings.links:
            place = corps.place(source, link.line, link.column, len(link.target))
            found = self._resolve(source, address, link, place, findings.anchors)
            if link.is_image and found in self._pictures:
                pictures[found] = replace(self._picture(found), alt=typography(link.alt.strip()))
            if found and link.is_image and not link.alt.strip():
                self._report_missing_alt(link.target, place)
            links.append(found)
        lists = tuple(
            self.live_list(live, functools.partial(corps.place, source, live.line), self.diagnostics)
            for live in findings.lists
        )
        return Prose(body=corps.body, links=tuple(links), pictures=tuple(pictures.values()), lists=lists)

    def card_body(self, card: CardWithBody | None, address: str) -> Prose:
        """Return the body of a card, shown on the page at ``address``; an empty body without a card."""
        return self.prose(card.source, address, card.corps) if card else Prose()

    def _resolve(
        self, source: str, address: str, link: BodyLink, place: Place, anchors: tuple[str, ...]
    ) -> str:
        """Return where a link leads, as ``Prose`` holds it, or ``""`` after a diagnostic.

        ``anchors`` are the ids of the body that holds the link.
        """
        target = link.target
        if target.casefold().startswith(self.site_url.casefold()):
            target = "/" + target[len(self.site_url) :]
        elif is_external(target):
            return target
        if target.startswith("#"):
            name = found_anchor(target[1:], anchors)
            return f"#{name}" if name or target == "#" else ""
        if urlsplit(target).scheme or target.startswith("//"):
            self.diagnostics.add(
                "lien-refuse",
                place,
                f"« {target} » n’est pas une adresse que l’on peut suivre depuis une page.",
                "Utilisez une adresse en https://, un fichier du bulletin ou une adresse électronique.",
            )
            return ""
        path, _, fragment = target.partition("#")
        page = "" if link.is_image else self._page(source, path)
        if page:
            return self._anchored(page, fragment, place)
        return self._body_file(source, address, path, place, is_image=link.is_image) if path else ""

    def _anchored(self, page: str, fragment: str, place: Place) -> str:
        """Return the address of a place in a page; an unknown anchor of a body is reported and left out."""
        if not fragment or page not in self.bodies:
            return f"{page}#{fragment}" if fragment else page
        anchors = self.bodies[page].found.anchors
        if name := found_anchor(fragment, anchors):
            return f"{page}#{BODY_PREFIX}{name}"
        message, hint = unknown_anchor(fragment, anchors)
        self.diagnostics.add("ancre-inconnue", place, message, hint)
        return page

    def _body_file(self, source: str, address: str, path: str, place: Place, *, is_image: bool) -> str:
        """Return the address of a file that a body shows or links to, or ``""`` after an erreur."""
        if is_image:
            return self.file(source, address, path, place, PICTURES)
        if any(candidate in self.files for candidate in _source_paths(source, path)):
            return self.file(source, address, path, place, ATTACHMENTS)
        self._report_broken_link(source, path, place)
        return ""

    def _report_missing_alt(self, target: str, place: Place) -> None:
        self.diagnostics.add(
            "image-sans-alt",
            place,
            f"L’image « {target} » n’a pas de description pour qui ne la voit pas.",
            f"Écrivez : « ![ce que montre l’image]({target}) ».",
        )

    def _page(self, source: str, path: str) -> str:
        """Return the address of a page named by its own address or by its source file."""
        if path.startswith("/"):
            for candidate in (path, f"{path}/"):
                if candidate in self.addresses:
                    return candidate
        for candidate in _source_paths(source, path):
            if candidate in self.sources:
                return self.sources[candidate]
        named = self._by_name.get(path, ()) if path.endswith(".md") else ()
        return self.sources[named[0]] if len(named) == 1 else ""

    def _report_broken_link(self, source: str, path: str, place: Place) -> None:
        unpublished = next((one for one in _source_paths(source, path) if one in self.unpublished), None)
        if unpublished is not None:
            self.diagnostics.add(
                "lien-a-paraitre",
                place,
                f"Ce lien mène à {unpublished}, qui n’est pas encore paru.",
                "Attendez sa parution, ou enlevez le lien.",
            )
            return
        hint = "Vérifiez l’adresse, ou écrivez le chemin du fichier de l’article."
        if BARE_HOST.match(path):
            hint = f"Pour un autre site, écrivez l’adresse entière : « https://{path} »."
        self.diagnostics.add("lien-brise", place, f"« {path} » ne mène à aucune page du bulletin.", hint)

    # -- files -------------------------------------------------------------------------------------------

    def _use(self, file: SourceFile, source: str, address: str, place: Place) -> str:
        """Return the address to which a file will be copied, after recording it in ``used_files``.

        That of a picture is the one to which it will be published; ``""`` after an erreur if it cannot be.
        """
        if file.path.startswith("content/medias/"):
            found = MEDIAS + file.path.removeprefix("content/medias/")
        else:
            beside = posixpath.relpath(file.path, posixpath.dirname(source))
            found = address + (beside if not beside.startswith("..") else PurePosixPath(file.path).name)
        if PurePosixPath(file.path).suffix.casefold() in PICTURES:
            return self._publish(file, found, place)
        self.used_files[found] = file
        return found

    def file(self, source: str, address: str, name: str, place: Place, allowed: frozenset[str]) -> str:
        """Return the address of a file that a text names, or ``""`` after an erreur.

        ``allowed`` are the admitted suffixes, in lower case with their dot.
        """
        for candidate in _source_paths(source, name):
            file = self.files.get(candidate)
            if file is None:
                continue
            if PurePosixPath(candidate).suffix.casefold() in allowed:
                return self._use(file, source, address, place)
            self.diagnostics.add(
                "fichier-non-admis",
                place,
                f"« {name} » n’est pas d’un format admis ici.",
                f"Formats admis : {', '.join(sorted(suffix[1:] for suffix in allowed - OF_TELEPHONES))}.",
            )
            return ""
        self._report_missing_file(name, place)
        return ""

    def _report_missing_file(self, name: str, place: Place) -> None:
        self.diagnostics.add(
            "fichier-introuvable",
            place,
            f"Le fichier « {name} » n’existe pas.",
            "Posez-le à côté de l’article ou dans content/medias, et vérifiez majuscules et accents.",
        )

    def pictures(
        self, source: str, address: str, images: tuple[Image, ...], place: Place
    ) -> tuple[Picture, ...]:
        """Return the pictures of a front matter; those without a file are erreurs."""
        return tuple(
            replace(
                self._picture(found),
                alt="" if image.decorative else typography(image.alt),
                legende=typography(image.legende),
                credit=typography(image.credit),
            )
            for image in images
            if (found := self.file(source, address, image.fichier, place, PICTURES))
        )

    def pictures_of(self, value: Post | Page) -> tuple[Picture, ...]:
        """Return the pictures of a post or an evergreen page, as ``pictures`` does."""
        return self.pictures(value.source, value.address, value.images, value.place("image"))

    def attachments_of(self, value: Post | Page) -> tuple[Attachment, ...]:
        """Return the files to download of a post or an evergreen page; missing ones are erreurs."""
        place = value.place("piece_jointe")
        return tuple(
            Attachment(
                typography(piece.titre) or PurePosixPath(piece.fichier).name,
                found,
                _weight(found, self.size(found)),
            )
            for piece in value.pieces_jointes
            if (found := self.file(value.source, value.address, piece.fichier, place, ATTACHMENTS))
        )

    @property
    def shown_files(self) -> frozenset[str]:
        """The addresses of the files and pictures that pages show."""
        return frozenset((*self.used_files, *self.published.made))

    def size(self, address: str) -> int:
        """Return the size in bytes of a file that a page shows; a picture has to be made for it."""
        file = self.used_files.get(address)
        return file.size if file is not None else self.published.size(address)

    # -- pictures ----------------------------------------------------------------------------------------

    def _publish(self, file: SourceFile, address: str, place: Place) -> str:
        """Return the address at which a picture is published, ``""`` after an erreur if it cannot be."""
        facts = self.published.facts(file)
        if isinstance(facts, UnreadablePicture):
            name = PurePosixPath(file.path).name
            self.diagnostics.add(facts.code, place, f"« {name} » {facts.fault}.", facts.hint)
            return ""
        picture = SitePicture(file, facts, address)
        found = self.published.published(picture).address
        self._pictures[found] = picture
        if facts.is_animated and file.size > HEAVY and self.size(found) > HEAVY:
            self._report_heavy_picture(file, self.size(found), place)
        return found

    def _report_heavy_picture(self, file: SourceFile, size: int, place: Place) -> None:
        self.diagnostics.add(
            "image-lourde",
            place,
            f"L’image animée « {PurePosixPath(file.path).name} » pèse {_size(size)}{NBSP}: "
            "elle est publiée telle quelle, et lente à venir.",
            "Remplacez-la par une photo, ou par une animation plus courte ou plus petite.",
        )

    def _picture(self, address: str) -> Picture:
        """Return the picture that is published at an address, without its texts."""
        picture = self._pictures[address]
        width, height = picture.size
        return Picture(address=address, width=width, height=height, variants=self.published.variants(picture))

    def lead(self, post: Post) -> Picture | None:
        """Return the picture that stands for a post: the first of its front matter, else of its text."""
        if post.source not in self._leads:
            pictures = self.pictures_of(post)
            body = Prose() if pictures else self.prose(post.source, post.address, post.corps)
            self._leads[post.source] = lead_picture(pictures, body)
        return self._leads[post.source]

    def thumbnail(self, post: Post) -> PictureFile | None:
        """Return the picture that stands for a post as lists show it, None for a post without picture."""
        lead = self.lead(post)
        return self.published.thumbnail(self._pictures[lead.address]) if lead else None

    def shared(self, picture: Picture | None, titre: str) -> SharedImage | None:
        """Return what social networks show of a page whose picture this is; None for a page without one.

        ``titre`` stands for a picture that has no alternative.
        """
        if picture is None:
            return None
        file = self.published.shared(self._pictures[picture.address])
        return SharedImage(file=file, alt=picture.alt or titre)

    def drawn(self, image: ShareImage, address: str, source: str) -> SharedImage:
        """Return the share image that is drawn at ``address`` for the page of ``source``."""
        return SharedImage(file=self.published.draw(image, address, source), alt=image.titre)


def lead_picture(pictures: tuple[Picture, ...], body: Prose) -> Picture | None:
    """Return the picture that stands for a text: the first of its front matter, else of its body."""
    large = (picture for picture in body.pictures if picture.width >= SMALLEST_LEAD)
    return next(chain(pictures, large), None)


def _source_paths(source: str, path: str) -> tuple[str, ...]:
    """Return the files that a path may name: beside the text, in the site, in ``medias``."""
    path = unquote(path)
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    whole = posixpath.normpath(path.lstrip("/"))
    candidates = (beside, whole, f"content/{whole}", f"content/medias/{whole}")
    return tuple(one for one in dict.fromkeys(candidates) if one.startswith("content/"))


def _weight(address: str, size: int) -> str:
    """Return the kind and size of a file: « PDF, 120 ko », « MP4, 1,5 Mo »."""
    return f"{PurePosixPath(address).suffix[1:].upper()}, {_size(size)}"


def _size(size: int) -> str:
    """Return a size as printed, with its unit."""
    kilos = max(1, round(size / KILO))
    return f"{kilos}{NBSP}ko" if kilos < KILO else f"{kilos / KILO:.1f}{NBSP}Mo".replace(".", ",")
