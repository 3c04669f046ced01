"""Where the links of a text lead, and which files are copied with the pages.

All the pages of a site are made with one ``LinkResolver``. It knows every address and file of the day,
reports the links that lead nowhere and the missing files, and records the files that pages show: only these
are copied, so that the picture of a draft is never published.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
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
from bulletin.pages.views.body import LiveList, Prose
from bulletin.pages.views.pieces import Attachment, Picture
from bulletin.source.tree import SourceFile

PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif"})
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


@dataclass(slots=True, kw_only=True)
class LinkResolver:
    """The addresses and files of a site on a day.

    ``addresses`` are those of all files of the site. ``sources`` is the address of each source file that
    has a page, ``bodies`` the body that each of these pages shows, by its address, ``unpublished`` are the
    source files whose page is not published yet, ``files`` the files under ``content/`` that are not texts.
    ``used_files`` are the files that pages show, by the address to which each is copied; ``resolved`` are the
    bodies whose links have been resolved, by source and address.
    """

    site_url: str
    addresses: frozenset[str]
    sources: Mapping[str, str]
    bodies: Mapping[str, Corps]
    unpublished: frozenset[str]
    files: Mapping[str, SourceFile]
    diagnostics: Diagnostics
    live_list: LiveListMaker
    used_files: dict[str, SourceFile] = field(default_factory=dict)
    resolved: dict[tuple[str, str], Prose] = field(default_factory=dict)
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
        links = []
        for link in findings.links:
            place = corps.place(source, link.line, link.column, len(link.target))
            found = self._resolve(source, address, link, place, findings.anchors)
            if found and link.is_image and not link.alt.strip():
                self._report_missing_alt(link.target, place)
            links.append(found)
        lists = tuple(
            self.live_list(live, functools.partial(corps.place, source, live.line), self.diagnostics)
            for live in findings.lists
        )
        return Prose(body=corps.body, links=tuple(links), lists=lists)

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

    def _use(self, file: SourceFile, source: str, address: str) -> str:
        """Return the address to which a file will be copied, after recording it in ``used_files``."""
        if file.path.startswith("content/medias/"):
            found = MEDIAS + file.path.removeprefix("content/medias/")
        else:
            beside = posixpath.relpath(file.path, posixpath.dirname(source))
            found = address + (beside if not beside.startswith("..") else PurePosixPath(file.path).name)
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
                return self._use(file, source, address)
            self.diagnostics.add(
                "fichier-non-admis",
                place,
                f"« {name} » n’est pas d’un format admis ici.",
                f"Formats admis : {', '.join(sorted(suffix[1:] for suffix in allowed))}.",
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
            Picture(
                address=found,
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
                _weight(self.used_files[found]),
            )
            for piece in value.pieces_jointes
            if (found := self.file(value.source, value.address, piece.fichier, place, ATTACHMENTS))
        )


def _source_paths(source: str, path: str) -> tuple[str, ...]:
    """Return the files that a path may name: beside the text, in the site, in ``medias``."""
    path = unquote(path)
    beside = posixpath.normpath(posixpath.join(posixpath.dirname(source), path))
    whole = posixpath.normpath(path.lstrip("/"))
    candidates = (beside, whole, f"content/{whole}", f"content/medias/{whole}")
    return tuple(one for one in dict.fromkeys(candidates) if one.startswith("content/"))


def _weight(file: SourceFile) -> str:
    """Return the kind and size of a file: « PDF, 120 ko », « MP4, 1,5 Mo »."""
    suffix = PurePosixPath(file.path).suffix[1:].upper()
    kilos = max(1, round(file.size / KILO))
    size = f"{kilos}{NBSP}ko" if kilos < KILO else f"{kilos / KILO:.1f}{NBSP}Mo".replace(".", ",")
    return f"{suffix}, {size}"
