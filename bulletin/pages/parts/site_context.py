"""The site of one day, as the functions that make views see it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath

from bulletin.config.model import CafConfig, Config, Conformite
from bulletin.content.addresses import (
    ACCESSIBILITE,
    AGENDA,
    ARCHIVES,
    COMMUNES,
    CONVENTIONS,
    DONNEES,
    DONNEES_PERSONNELLES,
    FLUX,
    GLOSSAIRE,
    HOME,
    MENTIONS,
    PLAN,
    SHARE_IMAGE,
    absolute,
    commune_address,
    departement_address,
    epci_address,
    phone_address,
    rubrique_address,
)
from bulletin.content.model.post import Post, PostType
from bulletin.corpus.corpus import Corpus
from bulletin.corpus.sentences import Phrasing
from bulletin.french.printed import typography
from bulletin.pages.parts.declaration import Declaration
from bulletin.pages.parts.link_resolver import LinkResolver
from bulletin.pages.parts.published_pictures import SHARED
from bulletin.pages.parts.structured_data import Node, breadcrumb, json_text
from bulletin.pages.views.pages import IndexView
from bulletin.pages.views.pictures import PictureFile
from bulletin.pages.views.pieces import CalendarLink, Frame, Head, Link, SharedImage

RUBRIQUES = {
    PostType.SIGNATURE: "Signatures",
    PostType.INAUGURATION: "Inaugurations",
    PostType.EVENEMENT: "Événements",
    PostType.ACTUALITE: "Actualités",
    PostType.EDITO: "Éditos",
    PostType.DOSSIER: "Dossiers",
}
RUBRIQUE = {
    PostType.SIGNATURE: "Signature",
    PostType.INAUGURATION: "Inauguration",
    PostType.EVENEMENT: "Événement",
    PostType.ACTUALITE: "Actualité",
    PostType.EDITO: "Édito",
    PostType.DOSSIER: "Dossier",
}
CONFORMITE = {
    Conformite.NON: "non conforme",
    Conformite.PARTIELLE: "partiellement conforme",
    Conformite.TOTALE: "totalement conforme",
}


@dataclass(frozen=True, kw_only=True)
class SiteContext:
    """The corpus of the day, and what is common to all pages."""

    corpus: Corpus

    @property
    def config(self) -> Config:
        """The configuration of the site."""
        return self.corpus.config

    @cached_property
    def phrasing(self) -> Phrasing:
        """The French sentences about the conventions of the site."""
        return Phrasing(self.corpus.config, self.corpus.atlas)

    @cached_property
    def commune_addresses(self) -> dict[str, str]:
        """The address of each commune that has a page, by code."""
        return {commune.code: commune_address(commune) for commune in self.corpus.communes}

    @cached_property
    def epci_addresses(self) -> dict[str, str]:
        """The address of each grouping that has a page, by SIREN."""
        return {epci.siren: epci_address(epci) for epci in self.corpus.epci}

    @cached_property
    def departement_addresses(self) -> dict[str, str]:
        """The address of each département that has a page, by code."""
        return {one.code: departement_address(one) for one in self.corpus.departements}

    @cached_property
    def posts_by_name(self) -> dict[str, Post]:
        """Every post, published or not, by each name that a front matter may give it.

        These are its address, its path, and the name of its file with or without ``.md``.
        """
        found: dict[str, Post] = {}
        for post in self.corpus.posts:
            file = PurePosixPath(post.source)
            for name in (post.address, post.source, file.name, file.stem):
                found.setdefault(name, post)
        return found

    @cached_property
    def frame(self) -> Frame:
        """What is around ``<main>`` on every page; it depends on the configuration only."""
        site = self.config.site
        accessibilite = CONFORMITE[self.config.accessibilite.etat]
        return Frame(
            titre=typography(site.titre),
            url=site.url,
            description=typography(site.description),
            caf=typography(self.config.caf.nom),
            demonstration=typography(site.demonstration),
            noindex=bool(site.demonstration),
            accessibilite=accessibilite,
            navigation=(
                Link("Accueil", HOME),
                Link("Communes", COMMUNES),
                Link("Conventions", CONVENTIONS),
                Link("Agenda", AGENDA),
                *(Link(RUBRIQUES[kind], rubrique_address(kind)) for kind in PostType),
                Link("Archives", ARCHIVES),
            ),
            footer=(
                Link(typography(f"Accessibilité : {accessibilite}"), ACCESSIBILITE),
                Link("Mentions légales", MENTIONS),
                Link("Données personnelles", DONNEES_PERSONNELLES),
                Link("Glossaire", GLOSSAIRE),
                Link("Plan du site", PLAN),
                Link("Suivre le bulletin", FLUX),
                Link("Données ouvertes", DONNEES),
            ),
            contact=_contact(self.config.caf),
        )

    def head(
        self,
        title: str,
        address: str,
        description: str = "",
        *,
        feed: Link | None = None,
        calendar: CalendarLink | None = None,
        path: tuple[Link, ...] = (),
        subjects: tuple[Node, ...] = (),
        image: SharedImage | None = None,
    ) -> Head:
        """Return the head of a page.

        ``path`` are the pages above it, from below the front page; ``subjects`` are what it is about, for
        search engines. Without a description or an image, those of the site are used.
        """
        breadcrumbs = (Link("Accueil", HOME), *path) if path else ()
        return Head(
            title=title,
            description=description or self.frame.description,
            address=address,
            canonical=self.absolute(address),
            feed=feed,
            calendar=calendar,
            path=breadcrumbs,
            structured=json_text((*subjects, *breadcrumb(breadcrumbs, title, address, self.config.site.url))),
            image=image or self.share_image,
        )

    @property
    def publisher(self) -> str:
        """The name of the Caf, ``""`` where that of the site holds it."""
        caf = self.frame.caf
        return "" if caf.casefold() in self.frame.titre.casefold() else caf

    @cached_property
    def share_image(self) -> SharedImage:
        """The share image of the pages that have none of their own."""
        return SharedImage(file=PictureFile(SHARE_IMAGE, *SHARED), alt=self.frame.titre)

    def followed_calendar(self, text: str, address: str) -> CalendarLink:
        """Return the link to a calendar of the site, with the ``webcal`` URL to follow it."""
        subscribe = self.absolute(address).partition("://")[2]
        return CalendarLink(text, address, f"webcal://{subscribe}")

    def absolute(self, address: str) -> str:
        """Return the absolute URL of a page of the site."""
        return absolute(address, self.config.site.url)

    def instant(self, day: dt.date, hour: dt.time = dt.time.min) -> dt.datetime:
        """Return an hour of a day in the time zone of the site, by default the first instant of the day."""
        return dt.datetime.combine(day, hour, self.config.site.zone)

    def theme_labels(self, post: Post) -> tuple[str, ...]:
        """Return the names of the themes of a post, as printed."""
        labels = self.config.themes
        return tuple(typography(labels[name]) for name in post.themes if name in labels)


def index_page(context: SiteContext, address: str, titre: str, links: tuple[Link, ...]) -> Declaration:
    """Declare a page of links."""

    def build(_resolver: LinkResolver) -> IndexView:
        return IndexView(
            site=context.frame,
            head=context.head(titre, address),
            titre=titre,
            links=links,
            empty="Rien pour le moment.",
        )

    return Declaration.page(
        address=address, origin=f"la page « {titre} »", template="index.html", build=build
    )


def _contact(caf: CafConfig) -> tuple[Link, ...]:
    """Return the ways to reach the Caf that its configuration gives."""
    found = (
        Link(typography(caf.telephone), phone_address(caf.telephone)),
        Link(caf.courriel, f"mailto:{caf.courriel}" if "@" in caf.courriel else ""),
    )
    return tuple(link for link in found if link.address)
