"""Which step report belongs to which convention.

Pure. A writer seldom types an identifier: a step without one is joined to the only convention of the same
nature and territory that it can mean. All posts count, those to come too, and drafts after all others, so
that an identifier never depends on the day of the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bulletin.content.model.cards import ConventionCard
from bulletin.content.model.convention import PROVING, SIGNING, Etape, EtapeNom
from bulletin.content.model.post import Post
from bulletin.content.model.territoire import Territoire
from bulletin.corpus.coverage import covered_by, territory_at
from bulletin.corpus.history import ConventionHistory, StepReport, step_reports
from bulletin.corpus.period import agree
from bulletin.diagnostics import Diagnostics
from bulletin.french.slugs import slug
from bulletin.territories.atlas import Atlas

SMALL_DIFFERENCE = 2
"""How many letters may differ between two identifiers before one no longer looks like a typing error."""


def identify(
    posts: Iterable[Post], cards: Iterable[ConventionCard], atlas: Atlas, diagnostics: Diagnostics
) -> Mapping[str, ConventionHistory]:
    """Return the conventions by identifier; a step that may belong to several of them is an erreur."""
    known = _KnownConventions(sorted(cards, key=lambda card: card.source), atlas)
    reports = step_reports(posts, known.cards.values())
    for report in reports:
        if report.post is None:
            known.join(known.card_id(report.source), report)
    of_posts = [report for report in reports if report.post is not None]
    for report in sorted(of_posts, key=lambda one: (one.post is not None and one.post.brouillon, one.rank)):
        finder = _Finder(report, known, atlas)
        name = _identifier_of(finder, diagnostics)
        if not report.etape.id:
            _check_blocks(finder, name, diagnostics)
        known.join(name, report)
    _check_near_identifiers(known.histories, reports, diagnostics)
    _check_missing_natures(known.histories, diagnostics)
    return {name: known.histories[name] for name in sorted(known.histories)}


class _KnownConventions:
    """The conventions of the steps seen so far, found by the codes of the places that they name or cover.

    The index by places may give conventions that do not match, and never misses one that does.
    """

    def __init__(self, cards: Iterable[ConventionCard], atlas: Atlas) -> None:
        self.cards = {card.source: card for card in cards}
        self.histories: dict[str, ConventionHistory] = {}
        self._atlas = atlas
        self._by_place: dict[tuple[str, str], dict[str, None]] = {}
        for card in self.cards.values():
            history = ConventionHistory(id=card.id, nature=card.facts.nature, card=card)
            self.histories[card.id] = history
            self._index(history, card.facts.territoire)

    def card_id(self, source: str) -> str:
        """Return the identifier of the card in a file."""
        return self.cards[source].id

    def join(self, name: str, report: StepReport) -> None:
        """Add a step to the convention of that identifier, which may be a new one."""
        history = self.histories.get(name) or ConventionHistory(id=name, nature=report.etape.nature)
        history = replace(
            history,
            nature=history.nature or report.etape.nature,
            reports=tuple(sorted((*history.reports, report), key=lambda one: one.rank)),
        )
        self.histories[name] = history
        for territoire in (report.territoire, report.etape.territoire):
            self._index(history, territoire)

    def named_in(self, nature: str, territoire: Territoire) -> tuple[ConventionHistory, ...]:
        """Return the conventions of a nature that name or cover a place of a territory, the oldest first."""
        found: dict[str, None] = {}
        for code in _codes(territoire):
            found |= self._by_place.get((nature, code), {})
        return tuple(self.histories[name] for name in found)

    def _index(self, history: ConventionHistory, territoire: Territoire) -> None:
        covered = (commune.code for commune in covered_by(territoire, self._atlas))
        for code in (*_codes(territoire), *covered):
            self._by_place.setdefault((history.nature, code), {})[history.id] = None


def _codes(territoire: Territoire) -> Iterator[str]:
    return (code for part in territoire.codes for code in part)


def _identifier_of(finder: _Finder, diagnostics: Diagnostics) -> str:
    """Return the identifier typed, else that of the convention that a step can mean, else a computed one."""
    etape = finder.report.etape
    if etape.id:
        return etape.id
    found = finder.candidates()
    if len(found) > 1:
        names = " et ".join(f"« {history.id} »" for history in found)
        diagnostics.add(
            "convention-ambigue",
            finder.report.place,
            f"Cette étape peut appartenir à plusieurs conventions : {names}.",
            f"Précisez laquelle : « id: {found[-1].id} ».",
        )
    return found[-1].id if found else finder.computed_id()


@dataclass(frozen=True, slots=True)
class _Finder:
    """The search of the convention that one step report belongs to, among those known before it."""

    report: StepReport
    known: _KnownConventions
    atlas: Atlas

    def candidates(self) -> tuple[ConventionHistory, ...]:
        """Return the conventions that the step can mean, among those of earlier steps and of cards.

        They have its nature and its territory: exactly that territory, or, for a step that is no signature,
        one that signs or covers a part of it. Of these two meanings the second counts only without the first.
        """
        alike = self._alike()
        own = self._meant(tuple(one for one in alike if one.is_on(self.report.territoire)))
        if own or self.report.etape.etape in SIGNING:
            return own
        return self._meant(tuple(one for one in alike if self._reaches(one)))

    def _alike(self) -> tuple[ConventionHistory, ...]:
        return self.known.named_in(self.report.etape.nature, self.report.territoire)

    def _meant(self, known: tuple[ConventionHistory, ...]) -> tuple[ConventionHistory, ...]:
        """Return those of some conventions of its territory that a step can mean.

        With a begin: those that began the same year, else the negotiations that have no begin yet. Without:
        these negotiations, unless the step can only follow a signature; else those that have not ended on its
        day. A renouvellement starts a convention: it joins one that another post already reports, or a
        negotiation, never the convention that it replaces.
        """
        etape = self.report.etape
        negotiations = tuple(one for one in known if one.is_negotiated_without_begin(etape.jour))
        if etape.debut is not None:
            year = etape.debut.first.year
            return tuple(one for one in known if one.first_year == year) or negotiations
        if etape.etape is EtapeNom.RENOUVELLEMENT:
            known = tuple(one for one in known if _reports_renewal(one, etape)) or tuple(
                one for one in known if one.reports and not one.is_signed(etape.jour)
            )
            return tuple(one for one in known if not one.has_ended(etape.jour))
        lasting = tuple(one for one in known if not one.has_ended(etape.jour))
        if etape.etape in PROVING - SIGNING:
            return tuple(one for one in lasting if one.is_signed(etape.jour)) or lasting
        return negotiations or lasting

    def _reaches(self, history: ConventionHistory) -> bool:
        """Whether a part of the step's territory signs that convention, or is a commune that it covers."""
        signed, covered = territory_at(history, self.report, self.atlas)
        communes, epci, departements = self.report.territoire.codes
        own = signed.codes
        return bool(communes & (own[0] | covered) or epci & own[1] or departements & own[2])

    def neighbour(self) -> ConventionHistory | None:
        """Return a convention of the same nature that applies on the day and territory of the step."""
        etape = self.report.etape
        return next(
            (
                one
                for one in self._alike()
                if one.is_signed(etape.jour)
                and not one.has_ended(etape.jour)
                and not one.is_on(self.report.territoire)
                and one.id not in etape.remplace
                and self._reaches(one)
            ),
            None,
        )

    def computed_id(self) -> str:
        """Return nature-territory-year, with a code or a number when another convention has that identifier.

        That of the same nature and territory is no other: a typed identifier may be the computed one.
        """
        etape, territoire = self.report.etape, self.report.territoire
        year = etape.debut.first.year if etape.debut else etape.jour.year
        start = f"{etape.nature}-{_territory_name(territoire, self.atlas)}"
        name = slug(f"{start}-{year}")
        known = self.known.histories.get(name)
        if known is None or (known.nature in {"", etape.nature} and known.is_on(territoire)):
            return name
        # Two communes of the same name, or a second convention that began the same year.
        codes = sorted(code for part in territoire.codes for code in part)
        coded = slug(f"{start}-{codes[0] if codes else ''}-{year}")
        serial = 2
        while coded in self.known.histories:
            coded, serial = f"{name}-{serial}", serial + 1
        return coded


def _check_blocks(finder: _Finder, name: str, diagnostics: Diagnostics) -> None:
    """Report a block that joins the convention of another of its post, or that starts a second one there."""
    history = finder.known.histories.get(name)
    if history is None:
        _check_neighbour(finder, diagnostics)
        return
    report = finder.report
    other = next((one for one in history.reports if one.post is not None and one.post is report.post), None)
    if other is None:
        return
    diagnostics.add(
        "convention-ambigue",
        report.place,
        f"Ce bloc et celui de la ligne {other.place.line} seraient une même convention, « {name} ».",
        f"Donnez à chacun son identifiant, sous son bloc : « id: {name} » et « id: {name}-2 ».",
    )


def _check_neighbour(finder: _Finder, diagnostics: Diagnostics) -> None:
    """Report a step that starts a convention although one of its nature applies there already."""
    neighbour = finder.neighbour()
    if neighbour is not None:
        diagnostics.add(
            "convention-voisine",
            finder.report.place,
            f"Cette étape ouvre une convention, alors que « {neighbour.id} » vaut déjà ici ce jour-là.",
            f"Si c’est la même, ajoutez une ligne « id: {neighbour.id} ».",
        )


def _reports_renewal(history: ConventionHistory, etape: Etape) -> bool:
    """Whether a convention already has this renouvellement, on a day that agrees with it."""
    return etape.quand is not None and any(
        report.etape.etape is EtapeNom.RENOUVELLEMENT
        and report.etape.quand is not None
        and agree(report.etape.quand, etape.quand)
        for report in history.reports
    )


def _territory_name(territoire: Territoire, atlas: Atlas) -> str:
    """Return the name of the first EPCI, else of the first commune as written, else of the département."""
    cited: Sequence[object] = ()
    name = ""
    if territoire.epci:
        cited, first = territoire.epci, territoire.epci[0]
        epci = atlas.epci(first.siren) if first.siren else None
        name = epci.short_name if epci else first.nom
    elif territoire.communes:
        cited = territoire.communes
        name = territoire.communes[0].ecrit
    elif territoire.departements:
        cited = territoire.departements
        departement = atlas.departement(territoire.departements[0])
        name = departement.nom if departement else territoire.departements[0]
    return f"{name}-et-autres" if len(cited) > 1 else name


# -- identifiers that look like a typing error -----------------------------------------------------------


def _check_near_identifiers(
    histories: Mapping[str, ConventionHistory], reports: tuple[StepReport, ...], diagnostics: Diagnostics
) -> None:
    """Report each typed identifier that is nearly that of another convention of the same nature."""
    by_piece: dict[tuple[int, int, str], list[str]] = {}
    for name in sorted(histories):
        for piece in _pieces(_stem(name)):
            by_piece.setdefault(piece, []).append(name)
    of_posts = (report for report in reversed(reports) if report.post is not None)
    first_reports = {report.etape.id: report for report in of_posts if report.etape.id}
    for typed, report in first_reports.items():
        stem = _stem(typed)
        alike = sorted({name for piece in _possible_pieces(stem) for name in by_piece.get(piece, ())})
        near = next(
            (
                name
                for name in alike
                if histories[name].nature in {"", histories[typed].nature or histories[name].nature}
                and 0 < _distance(_stem(name), stem) <= SMALL_DIFFERENCE
            ),
            None,
        )
        if near is not None:
            diagnostics.add(
                "identifiant-proche",
                report.etape.place("id"),
                f"« {typed} » ressemble beaucoup à « {near} ».",
                f"Si c’est la même convention, écrivez « id: {near} ».",
            )


def _bounds(length: int) -> Iterator[tuple[int, int, int]]:
    """Yield where a word of that length is cut in three: the number of the piece, its begin and its end."""
    count = SMALL_DIFFERENCE + 1
    cuts = [length * number // count for number in range(count + 1)]
    yield from ((number, cuts[number], cuts[number + 1]) for number in range(count))


def _pieces(stem: str) -> Iterator[tuple[int, int, str]]:
    return ((len(stem), number, stem[begin:end]) for number, begin, end in _bounds(len(stem)))


def _possible_pieces(stem: str) -> Iterator[tuple[int, int, str]]:
    """Yield the pieces of all words two changes away: two changes leave one of three pieces as it is.

    That piece stands at most two letters from where it stands in the other word.
    """
    near = range(-SMALL_DIFFERENCE, SMALL_DIFFERENCE + 1)
    for length in (len(stem) + change for change in near):
        for number, begin, end in _bounds(max(0, length)):
            for shift in near:
                yield length, number, stem[max(0, begin + shift) : max(0, end + shift)]


def _stem(name: str) -> str:
    """Return an identifier without its year."""
    head, _, year = name.rpartition("-")
    return head if year.isdigit() else name


def _distance(first: str, second: str) -> int:
    """Return the Levenshtein distance of two words, ``SMALL_DIFFERENCE`` + 1 at most."""
    if abs(len(first) - len(second)) > SMALL_DIFFERENCE:
        return SMALL_DIFFERENCE + 1
    row = list(range(len(second) + 1))
    for index, letter in enumerate(first, 1):
        previous, row[0] = row[0], index
        for column, other in enumerate(second, 1):
            previous, row[column] = (
                row[column],
                min(row[column] + 1, row[column - 1] + 1, previous + (letter != other)),
            )
    return min(row[-1], SMALL_DIFFERENCE + 1)


def _check_missing_natures(histories: Mapping[str, ConventionHistory], diagnostics: Diagnostics) -> None:
    for history in histories.values():
        if not history.nature and history.reports:
            diagnostics.add(
                "nature-manquante",
                history.reports[0].place,
                f"Aucun article ne dit la nature de la convention « {history.id} ».",
                "Ajoutez « nature: CTG », ou une autre.",
            )
