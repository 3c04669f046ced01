"""What pages say to search engines, in the vocabulary of schema.org: JSON-LD, in the very words of the page.

Pure. A maker of views gives the nodes of what its page is about; ``json_text`` joins them with the
way that leads there. Every address is whole, an hour has its offset, and what is not known is left out.
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
    """Return nodes as one JSON-LD text, ``""`` when there is none."""
    graph = list(nodes)
    if not graph:
        return ""
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, separators=(",", ":"))


def _told(**values: Value) -> Node:
    """Return a node without what is not known; the first letter of « _type » and « _id » becomes « @ »."""
    return {name.replace("_", "@", 1): value for name, value in values.items() if value not in ("", [], {})}


def breadcrumb(path: Sequence[Link], title: str, address: str, url: str) -> tuple[Node, ...]:
    """Return the way from the front page to the page at ``address``, which is the last of it."""
    if not path:
        return ()
    steps: list[Value] = [
        {"@type": "ListItem", "position": rank, "name": link.text, "item": absolute(link.address, url)}
        for rank, link in enumerate((*path, Link(title, address)), start=1)
    ]
    return (_told(_type="BreadcrumbList", itemListElement=steps),)


def organization(config: Config) -> Node:
    """Return the Caf that publishes, as every page names it."""
    url = config.site.url
    return _told(_type="Organization", _id=f"{url}{_CAF}", name=typography(config.caf.nom), url=url)


def article(
    post: Post,
    config: Config,
    *,
    description: str,
    section: str,
    pictures: Sequence[Picture],
    about: Sequence[Link],
) -> Node:
    """Return a post as a piece of news; ``about`` are the territories that its page leads to."""
    url = config.site.url
    address = absolute(post.address, url)
    return _told(
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
    """Return who signs: a person if in office, perhaps a team if not; the Caf where nobody does."""
    if not post.auteur:
        return {"@id": f"{config.site.url}{_CAF}"}
    name = typography(post.auteur)
    return _told(_type="Person", name=name, jobTitle=typography(post.fonction)) if post.fonction else name


def area(
    name: str,
    address: str,
    config: Config,
    *,
    identifier: tuple[str, str] | None = None,
    within: Sequence[Link] = (),
) -> Node:
    """Return a territory that has a page; ``identifier`` is the name of a register and its code there."""
    whole = absolute(address, config.site.url)
    code: Value = (
        {"@type": "PropertyValue", "propertyID": identifier[0], "value": identifier[1]} if identifier else {}
    )
    return _told(
        _type="AdministrativeArea",
        _id=f"{whole}#territoire",
        name=name,
        url=whole,
        identifier=code,
        containedInPlace=[area(link.text, link.address, config) for link in within if link.address],
    )


# -- meetings --------------------------------------------------------------------------------------------


def event(post: Post, evenement: Evenement, config: Config, *, description: str) -> Node:
    """Return the meeting of a post: on its days, at its hours with their offset, in its place."""
    address = absolute(post.address, config.site.url)
    return _told(
        _type="Event",
        _id=f"{address}#evenement",
        url=address,
        name=typography(post.titre),
        description=description,
        inLanguage="fr",
        startDate=_moment(evenement.debut, config),
        endDate=_moment(evenement.fin, config),
        eventStatus=f"{CONTEXT}/{_STATUS[evenement.etat]}",
        location=_location(evenement.lieu, post),
        organizer=[{"@type": "Organization", "name": typography(name)} for name in evenement.organisateurs],
        audience=[{"@type": "Audience", "audienceType": typography(name)} for name in evenement.public],
        **_entry(evenement),
    )


def _moment(moment: Moment, config: Config) -> str:
    if moment.heure is None:
        return moment.jour.isoformat()
    whole = dt.datetime.combine(moment.jour, moment.heure, tzinfo=config.site.zone)
    return whole.isoformat(timespec="minutes")


def _location(lieu: Lieu | None, post: Post) -> Value:
    """Return where people meet; a post that tells no place names the communes that it is about."""
    if lieu is None:
        names = [typography(commune.ecrit) for commune in post.territoire.communes]
        return [_told(_type="Place", name=name, address=_postal(locality=name)) for name in names]
    town = typography(lieu.commune.ecrit) if lieu.commune else ""
    address = _postal(typography(lieu.adresse), lieu.code_postal, town)
    return _told(
        _type="Place", name=typography(lieu.nom) or town or typography(lieu.adresse), address=address
    )


def _postal(street: str = "", code: str = "", locality: str = "") -> Node:
    return _told(
        _type="PostalAddress",
        streetAddress=street,
        postalCode=code,
        addressLocality=locality,
        addressCountry="FR",
    )


def _entry(evenement: Evenement) -> dict[str, Value]:
    """Return how one comes in: whether it is free, where to register, and that no seat is left."""
    inscription = evenement.inscription or Inscription()
    is_full = evenement.etat is EvenementEtat.COMPLET
    found: dict[str, Value] = {}
    if inscription.gratuit is not None:
        found["isAccessibleForFree"] = inscription.gratuit
    if inscription.url or is_full:
        found["offers"] = _told(
            _type="Offer",
            url=inscription.url,
            availability=f"{CONTEXT}/SoldOut" if is_full else "",
            availabilityEnds=inscription.avant_le.isoformat() if inscription.avant_le else "",
        )
    return found
