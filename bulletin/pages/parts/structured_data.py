"""Structured data of pages for search engines: JSON-LD in the vocabulary of schema.org.

Pure. Texts are those of the page. URLs are absolute, hours have their offset, and what is not known is left
out.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from bulletin.config.model import Config
from bulletin.content.addresses import absolute
from bulletin.content.model.evenement import Evenement, EvenementEtat, Inscription
from bulletin.content.model.post import Post
from bulletin.content.model.territoire import Lieu
from bulletin.french.dates import Moment
from bulletin.french.printed import typography
from bulletin.pages.views.pieces import Link, Picture

Value: TypeAlias = "str | bool | int | Mapping[str, Value] | Sequence[Value]"
Node: TypeAlias = Mapping[str, Value]

CONTEXT: Final = "https://schema.org"
_CAF: Final = "#caf"
_STATUS: Final = {
    EvenementEtat.PREVU: "EventScheduled",
    EvenementEtat.COMPLET: "EventScheduled",
    EvenementEtat.REPORTE: "EventPostponed",
    EvenementEtat.ANNULE: "EventCancelled",
}


def json_text(nodes: Iterable[Node]) -> str:
    """Return nodes as one JSON-LD document, ``""`` when there is none."""
    graph = list(nodes)
    if not graph:
        return ""
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, separators=(",", ":"))


def _node(**values: Value) -> Node:
    """Return a node without its empty values; the keys ``_type`` and ``_id`` become ``@type`` and ``@id``."""
    return {name.replace("_", "@", 1): value for name, value in values.items() if value not in ("", [], {})}


def breadcrumb(path: Sequence[Link], title: str, address: str, url: str) -> tuple[Node, ...]:
    """Return the breadcrumb from the front page to the page at ``address``, which is its last element."""
    if not path:
        return ()
    steps: list[Value] = [
        {"@type": "ListItem", "position": rank, "name": link.text, "item": absolute(link.address, url)}
        for rank, link in enumerate((*path, Link(title, address)), start=1)
    ]
    return (_node(_type="BreadcrumbList", itemListElement=steps),)


def organization(config: Config) -> Node:
    """Return the Caf that publishes the site."""
    url = config.site.url
    return _node(_type="Organization", _id=f"{url}{_CAF}", name=typography(config.caf.nom), url=url)


def article(
    post: Post,
    config: Config,
    *,
    description: str,
    section: str,
    pictures: Sequence[Picture],
    about: Sequence[Link],
) -> Node:
    """Return a post as a news article; ``about`` are the territories to which its page links."""
    url = config.site.url
    address = absolute(post.address, url)
    return _node(
        _type="NewsArticle",
        _id=f"{address}#article",
        mainEntityOfPage=address,
        url=address,
        headline=typography(post.titre),
        description=description,
        inLanguage="fr",
        datePublished=post.date.iso(),
        dateModified=post.mise_a_jour.isoformat() if post.mise_a_jour else "",
        articleSection=section,
        author=_author(post, config),
        publisher=organization(config),
        image=[absolute(picture.address, url) for picture in pictures],
        about=[area(link.text, link.address, config) for link in about if link.address],
    )


def _author(post: Post, config: Config) -> Value:
    """Return the author: a person when a fonction is given, else a name; the Caf when there is no author."""
    if not post.auteur:
        return {"@id": f"{config.site.url}{_CAF}"}
    name = typography(post.auteur)
    return _node(_type="Person", name=name, jobTitle=typography(post.fonction)) if post.fonction else name


def area(
    name: str,
    address: str,
    config: Config,
    *,
    identifier: tuple[str, str] | None = None,
    within: Sequence[Link] = (),
) -> Node:
    """Return a territory that has a page; ``identifier`` is the name of a register and the code in it."""
    url = absolute(address, config.site.url)
    code: Value = (
        {"@type": "PropertyValue", "propertyID": identifier[0], "value": identifier[1]} if identifier else {}
    )
    return _node(
        _type="AdministrativeArea",
        _id=f"{url}#territoire",
        name=name,
        url=url,
        identifier=code,
        containedInPlace=[area(link.text, link.address, config) for link in within if link.address],
    )


# -- events ----------------------------------------------------------------------------------------------


def evenement(post: Post, announced: Evenement, config: Config, *, description: str) -> Node:
    """Return the event of a post, with its days or hours, and its place."""
    address = absolute(post.address, config.site.url)
    return _node(
        _type="Event",
        _id=f"{address}#evenement",
        url=address,
        name=typography(post.titre),
        description=description,
        inLanguage="fr",
        startDate=_moment(announced.debut, config),
        endDate=_moment(announced.fin, config),
        eventStatus=f"{CONTEXT}/{_STATUS[announced.etat]}",
        location=_location(announced.lieu, post),
        organizer=[{"@type": "Organization", "name": typography(name)} for name in announced.organisateurs],
        audience=[{"@type": "Audience", "audienceType": typography(name)} for name in announced.public],
        **_admission(announced),
    )


def _moment(moment: Moment, config: Config) -> str:
    if moment.heure is None:
        return moment.jour.isoformat()
    whole = dt.datetime.combine(moment.jour, moment.heure, tzinfo=config.site.zone)
    return whole.isoformat(timespec="minutes")


def _location(lieu: Lieu | None, post: Post) -> Value:
    """Return the place of an event; without one, the communes that the post is about."""
    if lieu is None:
        names = [typography(commune.ecrit) for commune in post.territoire.communes]
        return [_node(_type="Place", name=name, address=_postal(locality=name)) for name in names]
    town = typography(lieu.commune.ecrit) if lieu.commune else ""
    address = _postal(typography(lieu.adresse), lieu.code_postal, town)
    return _node(
        _type="Place", name=typography(lieu.nom) or town or typography(lieu.adresse), address=address
    )


def _postal(street: str = "", code: str = "", locality: str = "") -> Node:
    return _node(
        _type="PostalAddress",
        streetAddress=street,
        postalCode=code,
        addressLocality=locality,
        addressCountry="FR",
    )


def _admission(evenement: Evenement) -> dict[str, Value]:
    """Return whether an event is free, where to register, and whether it is full."""
    inscription = evenement.inscription or Inscription()
    is_full = evenement.etat is EvenementEtat.COMPLET
    found: dict[str, Value] = {}
    if inscription.gratuit is not None:
        found["isAccessibleForFree"] = inscription.gratuit
    if inscription.url or is_full:
        found["offers"] = _node(
            _type="Offer",
            url=inscription.url,
            availability=f"{CONTEXT}/SoldOut" if is_full else "",
            availabilityEnds=inscription.avant_le.isoformat() if inscription.avant_le else "",
        )
    return found
