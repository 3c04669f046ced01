"""What each page shows: one frozen view a page, made of the pieces of ``views``.

Nothing is computed here. The docstring of a view names its template.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.pages.views.body import Prose
from bulletin.pages.views.pieces import (
    Attachment,
    ConventionSection,
    EventGroup,
    EventLine,
    Fact,
    FactBlock,
    Frame,
    Head,
    Item,
    Link,
    Picture,
    PostGroup,
    PostLine,
    StepBlock,
    TimeLine,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeView:
    """The front page (``home.html``). ``initials`` are ways to a commune: « A », with its anchor."""

    site: Frame
    head: Head
    days: tuple[PostGroup, ...]
    events: tuple[EventLine, ...]
    territories: tuple[InitialIndex, ...]


@dataclass(frozen=True, slots=True)
class InitialIndex:
    """The initials of the communes of one département, each a link into the index."""

    departement: str
    initials: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A post (``post.html``). ``notices`` are corrections and warnings, first of all on the page."""

    site: Frame
    head: Head
    titre: str
    rubrique: Link
    day: str
    date: str
    updated: Fact | None
    author: str
    notices: tuple[str, ...]
    pictures: tuple[Picture, ...]
    body: Prose
    blocks: tuple[FactBlock, ...]
    attachments: tuple[Attachment, ...]
    links: tuple[Link, ...]
    about: tuple[Fact, ...]
    previous: Link | None
    next: Link | None
    related: tuple[PostLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetiredView:
    """A post taken back (``retired.html``): its address histories, its text is gone."""

    site: Frame
    head: Head
    date: str
    motif: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A list of posts (``list.html``): a type, a year, a month, a theme.

    ``siblings`` lead to neighbouring lists (years of a type).
    """

    site: Frame
    head: Head
    titre: str
    siblings: tuple[Link, ...]
    groups: tuple[PostGroup, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class YearIndex:
    """A year and its months, each with its number of posts in print (« juillet (3) »)."""

    year: Link
    months: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivesView:
    """The archives by calendar (``archives.html``)."""

    site: Frame
    head: Head
    years: tuple[YearIndex, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    """A page of links (``index.html``): the issues, the themes."""

    site: Frame
    head: Head
    titre: str
    links: tuple[Link, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class InitialGroup:
    """The communes of a département under one initial. ``anchor`` is unique in the page."""

    initial: str
    anchor: str
    communes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class DepartementIndex:
    """A département in the index of communes."""

    nom: str
    anchor: str
    initials: tuple[InitialGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunesView:
    """The index of communes by département and initial (``communes.html``): names only."""

    site: Frame
    head: Head
    departements: tuple[DepartementIndex, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneView:
    """What binds the Caf and a commune on the day of the build (``commune.html``).

    ``sections`` hold only what there is; when there is none, ``empty`` says so. ``origin`` credits the
    data on groupings.
    """

    site: Frame
    head: Head
    titre: str
    about: tuple[Fact, ...]
    intro: Prose
    sections: tuple[ConventionSection, ...]
    empty: str
    time_line: TimeLine | None
    structures: tuple[Item, ...]
    events: tuple[EventLine, ...]
    years: tuple[PostGroup, ...]
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A territory of a département and its framework convention."""

    territoire: Link
    convention: Link
    etat: str
    etat_code: str
    fin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageTable:
    """How far framework conventions reach in a département: figures, and a line for each commune."""

    titre: str
    figures: tuple[str, ...]
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryView:
    """What binds the Caf and a grouping or a département on the day of the build (``territoire.html``).

    ``communes`` are its own, each leading to its page. ``coverage`` is told of a département alone.
    """

    site: Frame
    head: Head
    titre: str
    about: tuple[Fact, ...]
    intro: Prose
    sections: tuple[ConventionSection, ...]
    empty: str
    coverage: CoverageTable | None
    communes: tuple[InitialGroup, ...]
    events: tuple[EventLine, ...]
    years: tuple[PostGroup, ...]
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaView:
    """Meetings and openings announced (``agenda.html``): those to come soonest first, the past by year."""

    site: Frame
    head: Head
    titre: str
    events: tuple[EventLine, ...]
    empty: str
    past: tuple[EventGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureView:
    """A structure and what has been told of it (``structure.html``)."""

    site: Frame
    head: Head
    titre: str
    facts: tuple[Fact, ...]
    body: Prose
    years: tuple[PostGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionView:
    """A convention through its whole life (``convention.html``). ``phrase`` is its state as a sentence."""

    site: Frame
    head: Head
    titre: str
    etat: str
    etat_code: str
    phrase: str
    facts: tuple[Fact, ...]
    body: Prose
    time_line: TimeLine | None
    steps: tuple[StepBlock, ...]
    before: tuple[Link, ...]
    after: tuple[Link, ...]
    communes: tuple[Link, ...]
    coverage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """A convention in the register."""

    intitule: Link
    nature: str
    territoire: str
    periode: str
    etat: str
    etat_code: str
    parties: tuple[str, ...]
    montants: tuple[str, ...]
    years: str
    """« 2015 2018 »: the first and last year, for whoever sorts and filters."""
    amount: str
    """The largest amount in euros, for whoever sorts and filters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """The register of conventions (``conventions.html``), by territory then begin."""

    site: Frame
    head: Head
    rows: tuple[RegisterRow, ...]
    scope: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PageView:
    """An evergreen page (``page.html``)."""

    site: Frame
    head: Head
    titre: str
    updated: Fact | None
    pictures: tuple[Picture, ...]
    body: Prose
    attachments: tuple[Attachment, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Links under a heading."""

    titre: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanView:
    """The plan of the site (``plan.html``): everything that can be read, by kind."""

    site: Frame
    head: Head
    titre: str
    groups: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """An acronym in print. ``validity`` says when it had currency, or nothing."""

    sigle: str
    anchor: str
    sens: str
    texte: str
    validity: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryView:
    """The acronyms of the bulletin, explained (``glossaire.html``)."""

    site: Frame
    head: Head
    titre: str
    entries: tuple[GlossaryEntry, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading, its paragraphs and its facts, in a page that the law requires."""

    titre: str
    paragraphs: tuple[str, ...]
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalView:
    """A page that the law requires (``legal.html``): legal notice, accessibility, personal data."""

    site: Frame
    head: Head
    titre: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class DataField:
    """A line of the dictionary of a data file: a column or a key, its type and its meaning in print."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFileBlock:
    """A data file: ``link`` is named after it, ``schema`` leads to the Table Schema of a CSV file."""

    link: Link
    description: str
    licence: str
    schema: Link | None
    fields: tuple[DataField, ...]


@dataclass(frozen=True, slots=True)
class DataSubject:
    """The data files about one thing: « Conventions », « Communes »."""

    titre: str
    files: tuple[DataFileBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DonneesView:
    """All open data, with licence and dictionary (``donnees.html``). ``licence`` leads to its text."""

    site: Frame
    head: Head
    titre: str
    intro: tuple[str, ...]
    licence: Link
    subjects: tuple[DataSubject, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    """Feeds under one initial, each link leading to the feed; ``initial`` and ``anchor`` may be ``""``."""

    initial: str
    anchor: str
    feeds: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSection:
    """The feeds of one kind; ``brings`` says what they hold. Only a long one is cut by initial."""

    titre: str
    anchor: str
    brings: str
    lists: tuple[FeedList, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FluxView:
    """All feeds, and how to follow them (``flux.html``).

    ``formats`` are those of the whole site, ``opml`` leads to the list of all. ``kept`` is how many posts
    a feed holds (« 20 articles »).
    """

    site: Frame
    head: Head
    titre: str
    formats: tuple[Link, ...]
    opml: str
    kept: str
    sections: tuple[FeedSection, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundView:
    """The page of a wrong address (``404.html``); its links are whole, since it is served anywhere."""

    site: Frame
    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView:
    """An old address (``redirect.html``) that leads to ``target``."""

    site: Frame
    head: Head
    target: Link


View = (
    HomeView
    | PostView
    | RetiredView
    | ListView
    | ArchivesView
    | IndexView
    | CommunesView
    | CommuneView
    | TerritoryView
    | AgendaView
    | StructureView
    | ConventionView
    | RegisterView
    | PageView
    | PlanView
    | GlossaryView
    | LegalView
    | DonneesView
    | FluxView
    | NotFoundView
    | RedirectView
)
