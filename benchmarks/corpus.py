"""An invented bulletin: the same posts, communes and days for every generator that is measured.

Nothing is read but the names of communes that the package ships, and nothing depends on the machine: the
same numbers of posts and communes give the same bulletin, byte for byte. Every post has a convention, an
inauguration or an event in its front matter.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from benchmarks.prose import text_of
from benchmarks.vocabulary import (
    ACCUEILS,
    AXES,
    ENGAGEMENTS,
    EVENTS,
    FIRST_NAMES,
    LAST_NAMES,
    MONTHS,
    OFFICES,
    ORGANISERS,
    PUBLICS,
    SESSION_THEMES,
    STREETS,
    STRUCTURE_HEADS,
    STRUCTURE_NATURES,
    STRUCTURE_TAILS,
    THEMES,
)
from bulletin.content.addresses import COMMUNES, commune_address
from bulletin.french.slugs import fold, slug
from bulletin.territories import model as territories
from bulletin.territories.atlas import Atlas
from bulletin.territories.prepositions import a_commune, de_commune

FIRST_DAY = dt.date(2010, 1, 4)
DAY = dt.date(2026, 1, 15)
"""The day that sites are built for: the last day of the posts that are out."""
DAYS_AHEAD = 20
"""Days after ``DAY`` with one post to come each, so that as many « next days » can be measured."""
DEPARTEMENTS = ("92", "93", "94", "78", "95", "91", "77", "47", "08", "41")
"""The départements taken first, in this order; then the others of France, by code."""
OVERSEAS = ("971", "972", "973", "974", "976")
TITLE = "Le bulletin de la Caf"
SITE_URL = "https://bulletin.example/"
DESCRIPTION = "Conventions, lieux d’accueil et rencontres, commune par commune."
YEARS_OF_A_CONVENTION = 4
LAST_CEJ = 2019
"""The last year in which a CEJ begins; from the next on, a convention is a CTG."""

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""What a front matter holds: texts, lists and mappings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Commune:
    """A commune that has a page.

    ``ecrit`` is how a front matter names it, with its département where another has its name; ``segment`` is
    the last part of its address, « 92002-antony ».
    """

    code: str
    nom: str
    ecrit: str
    departement: str
    segment: str
    a_commune: str
    de_commune: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A post. ``body`` is Markdown whose links to posts are ``article:`` and the stem of their files.

    ``long`` and ``light`` are the two forms that the front matter of a block may take: nested under its name,
    or at the top level as a writer types it. ``says_type`` is whether the block alone does not give the type.
    """

    number: int
    day: dt.date
    slug: str
    titre: str
    rubrique: str
    says_type: bool
    communes: tuple[Commune, ...]
    themes: tuple[str, ...]
    resume: str
    long: Mapping[str, Value]
    light: Mapping[str, Value]
    body: str

    @property
    def stem(self) -> str:
        """The name of its file, without the extension."""
        return f"{self.day}-{self.slug}"

    @property
    def address(self) -> str:
        """Its address on every site."""
        return f"/{self.day:%Y/%m/%d}/{self.slug}/"


@dataclass(frozen=True, kw_only=True)
class Corpus:
    """The whole bulletin; ``articles`` are in the order of their days, then of their files."""

    departements: tuple[str, ...]
    communes: tuple[Commune, ...]
    articles: tuple[Article, ...]

    def out(self, day: dt.date) -> tuple[Article, ...]:
        """Return the articles that are out on a day."""
        return tuple(article for article in self.articles if article.day <= day)

    def having(self, article: Article) -> Corpus:
        """Return the bulletin with an article added, or in the place of the one of the same number."""
        others = [one for one in self.articles if one.number != article.number]
        return replace(self, articles=tuple(sorted([*others, article], key=_order)))

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        """The place of each article, by stem, among those of its day in the order of their files, from 0."""
        of_day: dict[dt.date, int] = {}
        ranks: dict[str, int] = {}
        for article in self.articles:
            ranks[article.stem] = of_day.get(article.day, 0)
            of_day[article.day] = ranks[article.stem] + 1
        return ranks


def invent(posts: int, communes: int) -> Corpus:
    """Return a bulletin of ``posts`` articles out on ``DAY``, and ``DAYS_AHEAD`` to come.

    Whole départements are taken until there are at least so many communes.
    """
    departements, places = _places(communes)
    inventor = _Inventor(posts, places)
    articles = [inventor.article(number) for number in range(posts + DAYS_AHEAD)]
    return Corpus(departements=departements, communes=places, articles=tuple(sorted(articles, key=_order)))


def new_article(corpus: Corpus, serial: int) -> Article:
    """Return the article ``serial`` (from 0) that is written on ``DAY`` after the bulletin was made.

    It announces an event, so that what is known of conventions and structures does not depend on it.
    """
    number = len(corpus.articles) + serial
    place = corpus.communes[serial % len(corpus.communes)]
    draw = _draw(f"nouveau {serial}")
    event = _event(draw, place, DAY)
    # No other name of a file begins so late in the alphabet: it is the last of its day.
    titre = f"Zoom {serial + 1:02} : {event.titre}"
    earlier = [one.stem for one in corpus.out(DAY)[-3:-2]]
    return _article(number, DAY, replace(event, titre=titre), (place,), earlier, draw=draw)


def with_more_text(article: Article, serial: int) -> Article:
    """Return the article with a sentence more, which no other article has."""
    body, separator, notes = article.body.partition("\n\n[^")
    sentence = f"Correction {serial + 1} apportée à la relecture de l’article {article.number}."
    return replace(article, body=f"{body}\n\n{sentence}{separator}{notes}")


def with_title(article: Article, serial: int) -> Article:
    """Return the article with another title, which no other article has, at the same address."""
    return replace(article, titre=f"{article.titre}, titre revu {article.number} fois {serial + 1}")


def _order(article: Article) -> tuple[dt.date, str]:
    return (article.day, f"{article.stem}.md")


# -- communes --------------------------------------------------------------------------------------------


def _places(wanted: int) -> tuple[tuple[str, ...], tuple[Commune, ...]]:
    """Return whole départements, and their communes in the order of the index of communes."""
    atlas = Atlas.shipped(DEPARTEMENTS)
    codes = [f"{number:02}" for number in range(1, 96) if number != 20]  # noqa: PLR2004 - 20 is 2A and 2B
    departements: list[str] = []
    found: list[territories.Commune] = []
    for departement in dict.fromkeys((*DEPARTEMENTS, *codes, "2A", "2B", *OVERSEAS)):
        if len(found) >= wanted:
            break
        departements.append(departement)
        found += atlas.communes_of(departement)
    count = Counter(fold(commune.nom) for commune in found)
    places = [
        Commune(
            code=commune.code,
            nom=commune.nom.replace("'", "’"),
            ecrit=commune.nom if count[fold(commune.nom)] == 1 else commune.nom_precis,
            departement=commune.departement,
            segment=commune_address(commune).removeprefix(COMMUNES).rstrip("/"),
            a_commune=a_commune(commune).replace("'", "’"),
            de_commune=de_commune(commune).replace("'", "’"),
        )
        for commune in found
    ]
    # The index of communes gives the départements in the order of the configuration.
    rank = {code: index for index, code in enumerate(departements)}
    places.sort(key=lambda one: (rank[one.departement], fold(one.nom), one.code))
    return tuple(departements), tuple(places)


# -- the subject of a post -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """The subject of a post: its title, the type that follows from it, and both forms of its block."""

    titre: str
    rubrique: str
    long: Mapping[str, Value]
    light: Mapping[str, Value]


def _draw(name: str) -> random.Random:
    return random.Random(f"bulletin {name}")  # noqa: S311 - the same draws at each run, no secret


def typed_day(day: dt.date) -> str:
    """Return a day as a writer types it: « 1er mars 2015 »."""
    return f"{day.day if day.day > 1 else '1er'} {MONTHS[day.month - 1]} {day.year}"


def _euros(amount: int) -> str:
    return f"{amount:,} €".replace(",", " ")


def _people(draw: random.Random, count: int) -> list[tuple[str, str]]:
    return [
        (f"{draw.choice(FIRST_NAMES)} {draw.choice(LAST_NAMES)}", office)
        for office in draw.sample(OFFICES, count)
    ]


def _event(draw: random.Random, place: Commune, day: dt.date) -> _Subject:
    """Return an event announced on ``day``, on one day or two, one to six weeks later."""
    begin = (day + dt.timedelta(days=draw.randint(7, 40))).replace(day=draw.randint(8, 27))
    if begin <= day:
        begin = (begin.replace(day=1) + dt.timedelta(days=40)).replace(day=begin.day)
    end = begin + dt.timedelta(days=draw.randint(0, 1))
    name, public = draw.choice(EVENTS), draw.choice(PUBLICS)
    themes = draw.sample(SESSION_THEMES, 2)
    organiser = draw.choice(ORGANISERS)
    mail = f"inscription@{slug(organiser)}.example"
    until = begin - dt.timedelta(days=draw.randint(2, 6))
    address = f"{draw.randint(1, 90)} {draw.choice(STREETS)}"
    span = f"du {begin.day} au {typed_day(end)}" if end > begin else typed_day(begin)
    days = (begin, end)
    return _Subject(
        titre=f"{name} {place.a_commune}",
        rubrique="evenement",
        light={
            "evenement": span,
            "organisateur": organiser,
            "lieu": f"Maison des associations, {address}",
            "public": public,
            "inscription": f"{mail}, avant le {typed_day(until)}",
            "seances": [
                f"{typed_day(when)}, {public}, {theme}" for when, theme in zip(days, themes, strict=True)
            ],
        },
        long={
            "evenement": {
                "debut": f"{begin}",
                "fin": f"{end}",
                "lieu": {"nom": "Maison des associations", "adresse": address, "commune": place.ecrit},
                "organisateurs": [organiser],
                "public": [public],
                "inscription": {"courriel": mail, "avant_le": f"{until}"},
                "seances": [
                    {"debut": f"{when}", "public": public, "theme": theme}
                    for when, theme in zip(days, themes, strict=True)
                ],
            }
        },
    )


def _opening(draw: random.Random, place: Commune, day: dt.date, serial: int) -> _Subject:
    """Return the inauguration of the ``serial``-th structure of a commune, some days before ``day``."""
    nature = draw.choice(STRUCTURE_NATURES)
    head = STRUCTURE_HEADS[serial % len(STRUCTURE_HEADS)]
    tail = STRUCTURE_TAILS[(serial // len(STRUCTURE_HEADS) + int(place.code[-2:])) % len(STRUCTURE_TAILS)]
    # The name of its commune makes it the only one of its name.
    name = f"{head} {tail} {place.de_commune}"
    when = day - dt.timedelta(days=draw.randint(1, 12))
    address, places = f"{draw.randint(1, 120)} {draw.choice(STREETS)}", str(draw.randint(9, 60))
    accueils = draw.sample(ACCUEILS, 2)
    present = _people(draw, 3)
    amount, share = draw.randrange(20_000, 900_000, 500), str(draw.randint(20, 80))
    return _Subject(
        titre=f"{head} {tail} : inauguration {place.a_commune}",
        rubrique="inauguration",
        light={
            "inauguration": typed_day(when),
            "structure": f"{name}, {nature}",
            "adresse": address,
            "places": places,
            "accueils": ", ".join(accueils),
            "gestionnaire": f"Ville {place.de_commune}",
            "en_presence_de": [f"{nom}, {office}" for nom, office in present],
            "montant": f"{_euros(amount)} d’investissement, {share} % du coût du programme",
        },
        long={
            "inauguration": {
                "quand": f"{when}",
                "structure": {
                    "nom": name,
                    "natures": [nature],
                    "adresse": address,
                    "commune": place.ecrit,
                    "places": places,
                    "accueils": accueils,
                    "gestionnaire": f"Ville {place.de_commune}",
                },
                "en_presence_de": [{"nom": nom, "fonctions": [office]} for nom, office in present],
                "montants": [
                    {
                        "valeur": _euros(amount),
                        "nature": "investissement",
                        "part": f"{share} %",
                        "base": "coût du programme",
                    }
                ],
            }
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Convention:
    """The convention that a commune has last signed; ``last`` is the day of the last step of it so far.

    ``typed`` holds the identifier that its posts type, if they do: those of one commune in two.
    """

    nature: str
    typed: Mapping[str, str]
    begin: int
    last: dt.date

    @property
    def end(self) -> int:
        return self.begin + YEARS_OF_A_CONVENTION - 1

    @property
    def name(self) -> str:
        return f"{self.nature} {self.begin}-{self.end}"

    @property
    def period(self) -> str:
        return f"{self.begin}-{self.end}"


def _signature(draw: random.Random, place: Commune, convention: _Convention) -> _Subject:
    """Return the first step of a convention, its signature."""
    signers = _people(draw, 3)
    amount, share = draw.randrange(40_000, 4_000_000, 1000), str(draw.randint(30, 60))
    axes = draw.sample(AXES, 3)
    promises = [text.format(nombre=draw.randint(10, 90)) for text in draw.sample(ENGAGEMENTS, 2)]
    base = "reste à charge de la Ville"
    promises_in_full: dict[str, Value] = {
        "axes": axes,
        "engagements": [{"libelle": promise} for promise in promises],
        "instances": [{"nom": "Comité de pilotage", "composition": "élus de la Ville et de la Caf"}],
    }
    return _Subject(
        titre=f"{convention.name} : signature {place.a_commune}",
        rubrique="signature",
        light={
            "convention": convention.name,
            **convention.typed,
            "signature": typed_day(convention.last),
            "signataires": [f"{nom}, {office}" for nom, office in signers],
            "montant": f"environ {_euros(amount)} de prestation, {share} % du {base}",
            **promises_in_full,
        },
        long={
            "convention": {
                **convention.typed,
                "nature": convention.nature,
                "etape": "signature",
                "quand": f"{convention.last}",
                "periode": convention.period,
                "signataires": [{"nom": nom, "fonctions": [office]} for nom, office in signers],
                **promises_in_full,
                "montants": [
                    {
                        "valeur": _euros(amount),
                        "estime": "oui",
                        "nature": "prestation",
                        "part": f"{share} %",
                        "base": base,
                    }
                ],
            }
        },
    )


def _follow_up(draw: random.Random, place: Commune, convention: _Convention) -> _Subject:
    """Return the last step of a convention as a committee or an assessment."""
    etape, name = draw.choice((("copil", "comité de pilotage"), ("bilan", "bilan d’étape")))
    present = _people(draw, 2)
    promise = draw.choice(ENGAGEMENTS).format(nombre=draw.randint(10, 90))
    return _Subject(
        titre=f"{convention.name} {place.a_commune} : {name} du {typed_day(convention.last)}",
        rubrique="actualite",
        light={
            "convention": convention.name,
            **convention.typed,
            etape: typed_day(convention.last),
            "en_presence_de": [f"{nom}, {office}" for nom, office in present],
            "engagements": [{"libelle": promise}],
        },
        long={
            "convention": {
                **convention.typed,
                "nature": convention.nature,
                "etape": etape,
                "quand": f"{convention.last}",
                "periode": convention.period,
                "en_presence_de": [{"nom": nom, "fonctions": [office]} for nom, office in present],
                "engagements": [{"libelle": promise}],
            }
        },
    )


# -- the posts in their order ----------------------------------------------------------------------------


class _Inventor:
    """Invents posts one after the other: what a post reports follows from the posts before it."""

    def __init__(self, posts: int, places: tuple[Commune, ...]) -> None:
        self._posts = posts
        self._places = places
        self._shuffled = list(places)
        _draw("communes").shuffle(self._shuffled)
        self._conventions: dict[str, _Convention] = {}
        self._openings: dict[str, int] = {}
        self._stems: dict[str, list[str]] = {}
        self._used: set[tuple[dt.date, str]] = set()

    def article(self, number: int) -> Article:
        """Return the next article: ``number`` must be the one after the last."""
        draw = _draw(f"article {number}")
        day = self._day(number)
        places = self._places_of(number, draw)
        subject = self._subject(draw, places[0], day)
        if subject.rubrique != "evenement":
            places = places[:1]
        earlier = self._stems.setdefault(places[0].code, [])
        article = _article(number, day, subject, places, earlier[-4:], draw=draw)
        serial = 2
        while (day, article.slug) in self._used:
            article = replace(article, slug=f"{slug(subject.titre)[:70]}-{serial}")
            serial += 1
        self._used.add((day, article.slug))
        if number < self._posts:
            earlier.append(article.stem)
        return article

    def _day(self, number: int) -> dt.date:
        """Return the day of an article; two come out together, so that the order of a day matters."""
        if number >= self._posts:
            return DAY + dt.timedelta(days=number - self._posts + 1)
        pair = number - number % 2
        return FIRST_DAY + ((DAY - FIRST_DAY) * pair) // max(1, self._posts - 1)

    def _places_of(self, number: int, draw: random.Random) -> tuple[Commune, ...]:
        """Return the communes of an article; each commune has one, the first ones have more."""
        if number < len(self._shuffled):
            first = self._shuffled[number]
        else:
            first = self._shuffled[int(len(self._shuffled) * draw.random() ** 2)]
        others = draw.choices(self._places, k=draw.choice((0, 0, 0, 1, 2)))
        return tuple(dict.fromkeys((first, *others)))

    def _subject(self, draw: random.Random, place: Commune, day: dt.date) -> _Subject:
        kind = draw.choice(("convention", "inauguration", "evenement"))
        if kind == "convention":
            subject = self._step(draw, place, day)
            if subject is not None:
                return subject
        if kind == "inauguration":
            serial = self._openings.get(place.code, 0)
            self._openings[place.code] = serial + 1
            return _opening(draw, place, day, serial)
        return _event(draw, place, day)

    def _step(self, draw: random.Random, place: Commune, day: dt.date) -> _Subject | None:
        """Return the next step of the conventions of a commune; None where no day is left for one."""
        convention = self._conventions.get(place.code)
        when = day - dt.timedelta(days=draw.randint(1, 20))
        if convention is None or convention.end < when.year:
            nature = "CEJ" if when.year <= LAST_CEJ else "CTG"
            # The code keeps the identifiers of two communes with like names from looking mistyped.
            name = f"{nature.lower()}-{place.code.lower()}-{slug(place.nom)}-{when.year}"
            typed = {"id": name} if int(place.code[-1]) % 2 else {}
            signed = _Convention(nature=nature, typed=typed, begin=when.year, last=when)
            self._conventions[place.code] = signed
            return _signature(draw, place, signed)
        if when <= convention.last:
            return None
        self._conventions[place.code] = followed = replace(convention, last=when)
        return _follow_up(draw, place, followed)


def _article(
    number: int,
    day: dt.date,
    subject: _Subject,
    places: tuple[Commune, ...],
    earlier: Sequence[str],
    *,
    draw: random.Random,
) -> Article:
    # One post in twelve is an editorial or a feature, whatever its block is.
    rubrique = draw.choice(("edito", "dossier")) if draw.random() < 1 / 12 else subject.rubrique
    resume, body = text_of(draw, places[0].a_commune, places[0].de_commune, earlier)
    return Article(
        number=number,
        day=day,
        slug=slug(subject.titre),
        titre=subject.titre,
        rubrique=rubrique,
        says_type=rubrique != subject.rubrique,
        communes=places,
        themes=tuple(sorted(draw.sample(sorted(THEMES), draw.randint(1, 2)))),
        resume=resume,
        long=subject.long,
        light=subject.light,
        body=body,
    )


# -- front matter ----------------------------------------------------------------------------------------


def yaml_lines(values: Mapping[str, Value], *, is_quoted: bool, indent: str = "") -> Iterator[str]:
    """Give the lines of a mapping in YAML's block style.

    ``is_quoted`` puts every text between double quotes, which plain YAML needs for « : » and for days.
    """
    for key, value in values.items():
        match value:
            case str():
                yield f"{indent}{key}: {_scalar(value, is_quoted=is_quoted)}"
            case Mapping():
                yield f"{indent}{key}:"
                yield from yaml_lines(value, is_quoted=is_quoted, indent=f"{indent}  ")
            case _:
                yield f"{indent}{key}:"
                for item in value:
                    yield from _item_lines(item, is_quoted=is_quoted, indent=f"{indent}  ")


def _item_lines(item: Value, *, is_quoted: bool, indent: str) -> Iterator[str]:
    if isinstance(item, Mapping):
        lines = list(yaml_lines(item, is_quoted=is_quoted, indent=f"{indent}  "))
        yield f"{indent}- {lines[0].removeprefix(indent).lstrip()}"
        yield from lines[1:]
    elif isinstance(item, str):
        yield f"{indent}- {_scalar(item, is_quoted=is_quoted)}"


def _scalar(text: str, *, is_quoted: bool) -> str:
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return f'"{escaped}"' if is_quoted else text
