"""The parts of views, as frozen values.

Nothing is computed here. A template receives one ``view`` and nothing else, so that a page depends only on
what it can show. Texts are in French, with their typography. Addresses are those of the site
(``/communes/92062-puteaux/``); the ``href`` filter of templates makes them relative.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.pages.views.pictures import PictureFile


@dataclass(frozen=True, slots=True)
class Link:
    """A text with a link to an address of the site, or to an external URL."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class CalendarLink:
    """A calendar file at an address of the site.

    ``subscribe`` is the ``webcal`` URL by which calendar programs follow it, ``""`` for a single event.
    """

    text: str
    address: str
    subscribe: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What is around ``<main>`` on every page; it depends on the configuration only.

    ``accessibilite`` is the legal wording (« non conforme »). ``noindex`` forbids indexing.
    ``demonstration`` is the notice of a demonstration site, or ``""``.
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
    contact: tuple[Link, ...] = ()
    """How to reach the Caf, by telephone and by e-mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedImage:
    """The picture that social networks show of a page; ``alt`` says what is on it."""

    file: PictureFile
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a page: ``title`` without the name of the site, ``feed`` that of the page if it has one.

    ``calendar`` is that of the events of the page. ``path`` are the pages from the front page to this one,
    which is left out. ``structured`` is a JSON-LD document for search engines, or ``""``.
    ``image`` is what social networks show of the page.
    """

    title: str
    description: str
    address: str
    canonical: str
    feed: Link | None = None
    calendar: CalendarLink | None = None
    path: tuple[Link, ...] = ()
    structured: str = ""
    image: SharedImage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A value of a fact. ``address`` makes it a link, ``moment`` (ISO) a ``<time>``, ``details`` a sub-list.

    ``is_limit`` says that the fact is true until ``moment``: a page read after it is out of date.
    """

    text: str
    address: str = ""
    moment: str = ""
    is_limit: bool = False
    details: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A label, and one or several values."""

    label: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture of the site: the file that every browser shows, and the same in WebP in growing widths.

    ``width`` and ``height`` are those of the file at ``address``, in pixels. An animated picture has no
    ``variants``.
    """

    address: str
    width: int
    height: int
    variants: tuple[PictureFile, ...] = ()
    alt: str = ""
    legende: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to download; ``weight`` is its kind and size as printed (« PDF, 120 ko »)."""

    titre: str
    address: str
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLine:
    """A post in a list. ``day`` is ISO, ``date`` as printed; ``rubrique`` leads to the page of its type.

    ``thumbnail`` is its first picture, small, in the lists that show one.
    """

    titre: str
    address: str
    day: str
    date: str
    rubrique: Link
    resume: str
    communes: tuple[str, ...] = ()
    thumbnail: PictureFile | None = None


@dataclass(frozen=True, slots=True)
class PostGroup:
    """Posts under a heading: a day, a month, a year, a type. ``address`` is that of its page, or ``""``."""

    titre: str
    address: str
    posts: tuple[PostLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaLine:
    """An event or an inauguration in a list.

    ``begins`` is ISO, ``when`` a phrase as printed; ``status`` is ``""`` or a word like « Annulé ».
    ``inscription`` is the deadline of registration as a sentence. ``report`` leads to the post that reports
    on it.
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
class AgendaGroup:
    """Lines of the agenda under a heading: a year."""

    titre: str
    events: tuple[AgendaLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionLine:
    """A convention in a list.

    ``etat`` is the state as printed, ``etat_code`` its identifier. ``phrase`` is a sentence with the state
    and its limit (« … est en vigueur jusqu’à la fin de l’année 2018. »). ``through`` are the groupings
    through which it reaches the page.
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
    """Conventions in the same kind of state: « En vigueur », « En discussion », « Passées »."""

    titre: str
    lines: tuple[ConventionLine, ...]


@dataclass(frozen=True, slots=True)
class ConventionSection:
    """Conventions under a heading such as « Signées par la commune », without the empty groups."""

    titre: str
    groups: tuple[ConventionGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A period on a time line, in the units of the line.

    ``extension`` is the length that a prolongation adds. ``mark`` is the position of the day of signature,
    -1 when it is not known. ``is_open`` says that the end is not known.
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
    """A year, and the position of its 1 January in the units of the time line."""

    label: str
    start: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """Periods on a scale of years, ``width`` units long; ``description`` says in words what it shows."""

    titre: str
    description: str
    width: int
    years: tuple[Year, ...]
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StepBlock:
    """A step of a convention: its name, its day (ISO and as printed), its facts, links to its posts."""

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
