"""The pieces of what a template can see, as frozen values.

Nothing is computed here. A template receives one ``view`` and nothing else, so a page depends on what it
shows and on nothing that was merely looked at. Texts are ready to print: French, typography done.
Addresses are those of the site (``/communes/92062-puteaux/``); the ``href`` filter makes them relative.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to an address of the site, or to a whole address elsewhere."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class CalendarLink:
    """A calendar file at an address of the site.

    ``subscribe`` is the whole address by which a calendar program follows it, ``""`` for a single event.
    """

    text: str
    address: str
    subscribe: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What surrounds ``<main>`` on every page; nothing here depends on a post.

    ``accessibilite`` is the legal wording (« non conforme »). ``noindex`` keeps search engines away.
    """

    titre: str
    url: str
    description: str
    caf: str
    demonstration: str
    noindex: bool
    accessibilite: str
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says of itself: ``title`` without the site's name, ``feed`` of its own if it has one.

    ``calendar`` holds the events that the page shows. ``path`` leads from the front page to this one, which
    is left out. ``structured`` says what the page is about to search engines (JSON-LD), or is ``""``.
    """

    title: str
    description: str
    address: str
    canonical: str
    feed: Link | None = None
    calendar: CalendarLink | None = None
    path: tuple[Link, ...] = ()
    structured: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A piece of a fact. ``address`` makes it a link, ``moment`` (ISO) a ``<time>``, ``details`` a sub-list.

    ``is_limit`` says that the fact holds until ``moment``: a page read later than that is out of date.
    """

    text: str
    address: str = ""
    moment: str = ""
    is_limit: bool = False
    details: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of a list of facts: what it is, and its one or several values."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture at an address of the site."""

    address: str
    alt: str = ""
    legende: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to download; ``weight`` is its kind and size in print (« PDF, 120 ko »)."""

    titre: str
    address: str
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """A post in a list. ``day`` is ISO, ``date`` as printed; ``rubrique`` leads to its type's page."""

    titre: str
    address: str
    day: str
    date: str
    rubrique: Link
    resume: str
    communes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostGroup:
    """Posts under a heading: a day, a month, a year. ``address`` is that of its own page, or ``""``."""

    titre: str
    address: str
    posts: tuple[PostLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """A meeting in a list.

    ``when`` is the sentence in print; ``status`` is ``""``, or « Annulé » and the like. ``report`` leads
    to the post that tells how it went.
    """

    titre: str
    address: str
    begins: str
    when: str
    where: str
    status: str
    inscription: str
    report: Link | None = None


@dataclass(frozen=True, slots=True)
class EventGroup:
    """Meetings under a heading: a year."""

    titre: str
    events: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionLine:
    """A convention in a list.

    ``etat`` is the state in print, ``etat_code`` its identifier. ``phrase`` says the state with its limit
    (« en vigueur jusqu’à la fin de l’année 2018 »). ``through`` names the grouping or département by
    which it reaches the page, with the link to it.
    """

    intitule: str
    address: str
    etat: str
    etat_code: str
    phrase: str
    facts: tuple[Fact, ...]
    through: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ConventionGroup:
    """Conventions in one moment of their life: « En vigueur », « En discussion », « Passées »."""

    titre: str
    lines: tuple[ConventionLine, ...]


@dataclass(frozen=True, slots=True)
class ConventionSection:
    """« Signées par la commune », « Par son intercommunalité »… with only the groups that hold something."""

    titre: str
    groups: tuple[ConventionGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A period on a time line: ``start`` and ``width`` in its units, ``extension`` what a prolongation adds.

    ``mark`` is where its signature stands, -1 when it is not known. ``is_open`` has no known end.
    """

    label: str
    nature: str
    dates: str
    etat: str
    etat_code: str
    start: int
    width: int
    extension: int
    is_open: bool
    signature: Item | None
    mark: int


@dataclass(frozen=True, slots=True)
class Year:
    """The first of January of a year, in units of the line."""

    label: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """Periods on one scale of years. ``description`` tells in words what the drawing shows."""

    titre: str
    description: str
    width: int
    years: tuple[Year, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBlock:
    """A step in a convention's life: its name, day, facts, and the articles that tell it."""

    titre: str
    day: str
    date: str
    announced: bool
    facts: tuple[Fact, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FactBlock:
    """Facts of a post under a heading; ``address`` leads to the page of what they describe, or is ``""``."""

    titre: str
    address: str
    facts: tuple[Fact, ...]
