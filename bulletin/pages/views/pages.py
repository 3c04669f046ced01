"""What each page shows: one frozen view for each template, which its docstring names.

Nothing is computed here.
"""

from __future__ import annotations

from dataclasses import dataclass

from bulletin.pages.views.body import Prose
from bulletin.pages.views.pieces import (
    AgendaGroup,
    AgendaLine,
    Attachment,
    ConventionSection,
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
    """The front page (``home.html``). ``territories`` lead to the index of communes, by initial."""

    site: Frame
    head: Head
    days: tuple[PostGroup, ...]
    events: tuple[AgendaLine, ...]
    territories: tuple[InitialIndex, ...]


@dataclass(frozen=True, slots=True)
class InitialIndex:
    """The initials of the communes of a département, each with a link into the index of communes."""

    departement: str
    initials: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    """A post (``post.html``). ``notices`` are corrections and warnings, shown before the text."""

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
class WithdrawnView:
    """A withdrawn post (``withdrawn.html``): a notice at its address, without its text."""

    site: Frame
    head: Head
    date: str
    motif: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A list of posts (``list.html``): a type, a year, a month, a theme.

    ``siblings`` lead to the lists of the same kind: the years of a type.
    """

    site: Frame
    head: Head
    titre: str
    siblings: tuple[Link, ...]
    groups: tuple[PostGroup, ...]
    empty: str


@dataclass(frozen=True, slots=True)
class YearIndex:
    """A year and its months, each with its number of posts: « juillet 2016 (3) »."""

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
    """A page of links (``index.html``): the numéros, the themes."""

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
    """The page of a commune, with the conventions that reach it (``commune.html``).

    ``empty`` is the sentence shown when there is no convention. ``origin`` credits the data on groupings.
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
    events: tuple[AgendaLine, ...]
    years: tuple[PostGroup, ...]
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageRow:
    """A commune of a département, with its framework convention."""

    territoire: Link
    convention: Link
    etat: str
    etat_code: str
    fin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageTable:
    """The framework conventions of a département: sentences with figures, and a row for each commune."""

    titre: str
    figures: tuple[str, ...]
    rows: tuple[CoverageRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TerritoryView:
    """The page of a grouping or a département, with its conventions (``territoire.html``).

    ``communes`` are its members, each with a link to its page. ``coverage`` is ``None`` for a grouping.
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
    events: tuple[AgendaLine, ...]
    years: tuple[PostGroup, ...]
    origin: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaView:
    """The agenda (``agenda.html``): what is to come, the soonest first, and what is past, by year."""

    site: Frame
    head: Head
    titre: str
    events: tuple[AgendaLine, ...]
    empty: str
    past: tuple[AgendaGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureView:
    """A structure, and the posts about it (``structure.html``)."""

    site: Frame
    head: Head
    titre: str
    facts: tuple[Fact, ...]
    body: Prose
    years: tuple[PostGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConventionView:
    """A convention with its history (``convention.html``). ``phrase`` is its state as a sentence.

    ``before`` are the conventions that it replaces, ``after`` those that replace it.
    """

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
    """« 2015 2018 »: the first and last year, by which the page sorts and filters rows."""
    amount: str
    """The largest amount, in euros with a decimal point, by which the page sorts rows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterView:
    """The register of conventions (``conventions.html``), by territory, nature and period.

    ``scope`` says whether the register is complete.
    """

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
    """The site map for readers (``plan.html``): links to all pages, by kind."""

    site: Frame
    head: Head
    titre: str
    groups: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryEntry:
    """An acronym. ``validity`` says in which period it was in use, or is ``""``."""

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
    """A section of a page that the law requires: a heading, paragraphs, facts."""

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
    """A line of the dictionary of a data file: a column or a key, its type and its meaning."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataFileBlock:
    """A data file: ``link`` leads to it, ``schema`` to the Table Schema of a CSV file."""

    link: Link
    description: str
    licence: str
    schema: Link | None
    fields: tuple[DataField, ...]


@dataclass(frozen=True, slots=True)
class DataSubject:
    """The data files on one subject: « Conventions », « Communes »."""

    titre: str
    files: tuple[DataFileBlock, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DonneesView:
    """The open data (``donnees.html``): licence, files, dictionary. ``licence`` leads to its text."""

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
    """The feeds of one kind; ``brings`` says what they hold. A long section is cut by initial."""

    titre: str
    anchor: str
    brings: str
    lists: tuple[FeedList, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FluxView:
    """All feeds, and how to follow them (``flux.html``).

    ``formats`` lead to the feeds of the whole site, ``opml`` is the address of the list of all feeds.
    ``kept`` is how many posts a feed holds (« 20 articles »).
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
    """The page of unknown addresses (``404.html``); its links are absolute: it is served at any depth."""

    site: Frame
    head: Head


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView:
    """The page of an old address (``redirect.html``), which redirects to ``target``."""

    site: Frame
    head: Head
    target: Link


View = (
    HomeView
    | PostView
    | WithdrawnView
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
