"""What is wrong in the conventions that several files report together, each file being right by itself.

Pure. Reports may contradict one another, overlap, replace one another in a cycle, or leave out a fact. Each
diagnostic stands at the later report, and names the file and line of the other.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import combinations

from bulletin.content.model.convention import PROVING, SIGNING, Etape, EtapeNom
from bulletin.corpus.corpus import Corpus
from bulletin.corpus.history import ConventionHistory, StepReport, territories_of
from bulletin.corpus.lifecycle import Convention, Situation, Statut
from bulletin.corpus.period import agree, period_of, postponed_end
from bulletin.diagnostics import Diagnostics, Place
from bulletin.french.dates import PartialDate, end_of
from bulletin.french.printed import on, partial, until
from bulletin.french.slugs import fold

MONTHS_TOLERATED = 2
"""How many months a convention may last more or less than is usual for its nature."""


def check_conventions(corpus: Corpus, diagnostics: Diagnostics) -> None:
    """Report what is wrong or missing in the conventions, on the day of the corpus."""
    for history in corpus.histories.values():
        _check_prolongations(history, corpus, diagnostics)
        _check_contradictions(history, corpus, diagnostics)
        _check_ends(history, corpus, diagnostics)
        _check_replaced(history, corpus.histories, diagnostics)
    _check_cycles(corpus.histories, diagnostics)
    situations = tuple(corpus.situations.values())
    for situation in situations:
        _check_missing_facts(situation, corpus, diagnostics)
    _check_negotiations(situations, diagnostics)
    _check_first_steps(situations, diagnostics)
    _check_overlaps(situations, diagnostics)


def check_numeros(corpus: Corpus, diagnostics: Diagnostics) -> None:
    """Report the cards of numéros to which no post belongs: they have no page."""
    named = {post.numero for post in corpus.posts}
    for name, card in corpus.numeros.items():
        if name not in named:
            diagnostics.add(
                "numero-sans-article",
                Place(path=card.source),
                f"Aucun article n’appartient au numéro {name} : il n’a pas de page.",
                f"Ajoutez « numero: {name} » à ses articles, ou corrigez le nom de la fiche.",
            )


def _where(etape: Etape) -> str:
    """Return the file and line where a step is reported, in French."""
    place = etape.place()
    return f"{place.path}, ligne {place.line}"


# -- one convention --------------------------------------------------------------------------------------


def _before(index: int, history: ConventionHistory, corpus: Corpus) -> tuple[Etape, ...]:
    """Return the facts that count on the day among those before the report at ``index``."""
    return (*history.base, *(report.etape for report in history.reports[:index] if corpus.knows(report)))


def _check_prolongations(history: ConventionHistory, corpus: Corpus, diagnostics: Diagnostics) -> None:
    for index, report in enumerate(history.reports):
        etape = report.etape
        before = _before(index, history, corpus)
        current = period_of(before).fin or postponed_end(etape)
        if etape.nouvelle_fin is None or current is None or current.last < etape.nouvelle_fin.last:
            continue
        if any(_is_same_step(earlier, etape) and earlier.nouvelle_fin for earlier in before):
            continue
        diagnostics.add(
            "prolongation-sans-effet",
            etape.place("nouvelle_fin"),
            f"La nouvelle fin, {partial(etape.nouvelle_fin)}, ne vient pas après la fin actuelle, "
            f"{partial(current)}.",
            "Corrigez « nouvelle_fin », ou l’étape si ce n’est pas une prolongation.",
        )


def _check_contradictions(history: ConventionHistory, corpus: Corpus, diagnostics: Diagnostics) -> None:
    """Report what two reports of the same step state differently, at the report published last."""

    def order(report: StepReport) -> tuple[bool, dt.date, str]:
        post = report.post
        return (not corpus.knows(report), post.jour if post else dt.date.min, report.source)

    reports = [
        report for report in history.reports if report.post is None or not corpus.is_withdrawn(report.post)
    ]
    for first, second in combinations(sorted(reports, key=order), 2):
        if _is_one_step(first.etape, second.etape):
            _compare(first.etape, second.etape, diagnostics)


def _check_ends(history: ConventionHistory, corpus: Corpus, diagnostics: Diagnostics) -> None:
    """Report the bilans and committees that state another end than the one known before them."""
    for index, report in enumerate(history.reports):
        etape = report.etape
        if etape.etape not in {EtapeNom.BILAN, EtapeNom.COPIL} or etape.fin is None:
            continue
        before = period_of(_before(index, history, corpus))
        initial = before.fin_initiale
        confirms = agree(before.fin, etape.fin) or (initial is not None and agree(initial, etape.fin))
        if before.fin and not confirms:
            diagnostics.add(
                "contradiction",
                etape.place("fin"),
                f"Cette étape donne une autre fin que celle qui était connue, {partial(before.fin)} "
                f"({_where(_step_giving_end(index, history, corpus))}).",
                "Si la convention a été prolongée, racontez la prolongation avec « nouvelle_fin ».",
            )


def _step_giving_end(index: int, history: ConventionHistory, corpus: Corpus) -> Etape:
    """Return the last of the facts before the report at ``index`` that gives an end."""
    return next(
        etape
        for etape in reversed(_before(index, history, corpus))
        if etape.nouvelle_fin or etape.fin or etape.duree or etape.etape is EtapeNom.RESILIATION
    )


def _is_same_step(one: Etape, other: Etape) -> bool:
    return one.etape is other.etape and one.jour == other.jour


def _is_one_step(one: Etape, other: Etape) -> bool:
    """Whether two reports are of one step: the same on the same day, or two signatures."""
    if one.etape in SIGNING and other.etape in SIGNING:
        return True
    return _is_same_step(one, other) and one.etape is not EtapeNom.AUTRE


def _compare(first: Etape, second: Etape, diagnostics: Diagnostics) -> None:
    """Report each value of the second report that disagrees with that of the first."""
    dates = {
        "quand": (first.quand, second.quand),
        "debut": (first.debut, second.debut),
        "fin": (_stated_end(first), _stated_end(second)),
        "nouvelle_fin": (first.nouvelle_fin, second.nouvelle_fin),
    }
    texts = {"intitule": (first.intitule, second.intitule), "nature": (first.nature, second.nature)}
    keys = [key for key, (one, other) in dates.items() if not agree(one, other)]
    keys += [key for key, (one, other) in texts.items() if one and other and fold(one) != fold(other)]
    for key in keys:
        diagnostics.add(
            "contradiction",
            _typed_place(second, key),
            f"Cette étape est racontée autrement dans {_where(first)} : « {key} » n’est pas le même.",
            "Corrigez l’un des deux textes.",
        )


def _stated_end(etape: Etape) -> PartialDate | None:
    """Return the end that a report gives by itself: a duration without a begin gives none."""
    if etape.fin is not None or etape.duree is None or etape.debut is None:
        return etape.fin
    return end_of(etape.debut, etape.duree)


def _typed_place(etape: Etape, key: str) -> Place:
    """Return where a value was typed, whichever key gave it."""
    spellings = {
        "quand": ("quand", str(etape.etape)),
        "debut": ("debut", "periode"),
        "fin": ("fin", "periode", "duree"),
    }
    return etape.place(*spellings.get(key, (key,)))


# -- conventions that replace others ---------------------------------------------------------------------


def _check_replaced(
    history: ConventionHistory, histories: Mapping[str, ConventionHistory], diagnostics: Diagnostics
) -> None:
    """Report the identifiers in ``remplace`` that are those of no convention."""
    for etape in history.facts:
        for name in etape.remplace:
            if name not in histories:
                diagnostics.add(
                    "remplace-inconnu",
                    etape.place("remplace"),
                    f"Aucune convention n’a l’identifiant « {name} ».",
                    _replaced_hint(_named_by(name, etape, history, histories)),
                )


def _named_by(
    name: str, etape: Etape, history: ConventionHistory, histories: Mapping[str, ConventionHistory]
) -> tuple[str, ...]:
    """Return the ids of the conventions of the same territory that « CEJ 2019-2022 » names."""
    cited = next((one for one in etape.remplace_cites if one.ecrit == name.strip()), None)
    if cited is None:
        return ()
    territories = territories_of(history.base, history.reports)
    return tuple(
        one.id
        for one in histories.values()
        if one.nature == cited.nature
        and one is not history
        and (cited.debut is None or one.first_year == cited.debut.first.year)
        and not territories.isdisjoint(territories_of(one.base, one.reports))
    )


def _replaced_hint(known: tuple[str, ...]) -> str:
    match known:
        case ():
            return "Vérifiez l’identifiant, ou créez une fiche dans content/conventions."
        case (only,):
            return f"Écrivez « remplace: {only} »."
        case _:
            return f"Écrivez l’identifiant voulu parmi : {', '.join(known)}."


def _check_cycles(histories: Mapping[str, ConventionHistory], diagnostics: Diagnostics) -> None:
    """Report the conventions that replace one another in a cycle, once for each cycle."""
    replaced = {name: tuple(dict.fromkeys(_replaced_by(history))) for name, history in histories.items()}
    reported: set[str] = set()
    for name in histories:
        cycle = _cycle_from(name, replaced)
        if not cycle or not reported.isdisjoint(cycle):
            continue
        reported.update(cycle)
        following = (*cycle[1:], name)[0]
        etape = next(one for one in histories[name].facts if following in one.remplace)
        diagnostics.add(
            "remplace-en-boucle",
            etape.place("remplace"),
            f"Ces conventions se remplacent en boucle : {' → '.join((*cycle, cycle[0]))}.",
            "Gardez « remplace » seulement dans la plus récente.",
        )


def _replaced_by(history: ConventionHistory) -> Iterable[str]:
    return (name for etape in history.facts for name in etape.remplace)


def _cycle_from(name: str, replaced: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the path that leads from a convention back to itself, or nothing."""
    paths: list[tuple[str, ...]] = [(name,)]
    seen: set[str] = set()
    while paths:
        path = paths.pop()
        for following in replaced.get(path[-1], ()):
            if following == name:
                return path
            if following not in seen:
                seen.add(following)
                paths.append((*path, following))
    return ()


# -- missing facts, and conventions of the same territory ------------------------------------------------


def _last_place(convention: Convention, names: frozenset[EtapeNom] = PROVING) -> Place:
    """Return where the latest of these steps is reported, else the latest step, else the card."""
    reports = [report for report in convention.known if report.etape.etape in names]
    if reports:
        return reports[-1].place
    if convention.known:
        return convention.known[-1].place
    card = convention.history.card
    return card.facts.place() if card else Place(path="")


def _check_missing_facts(situation: Situation, corpus: Corpus, diagnostics: Diagnostics) -> None:
    """Report a signed convention without an end, a signature that is late, and an unusual duration."""
    convention = situation.convention
    if convention.signed_on is not None and convention.period.fin is None:
        diagnostics.add(
            "fin-inconnue",
            _last_place(convention),
            f"La fin de la convention « {convention.id} » n’est pas connue.",
            "Ajoutez « periode: 2015-2018 », « fin: … » ou « duree: 4 ans ».",
        )
    expected = convention.signature_prevue
    if situation.statut is Statut.EN_NEGOCIATION and expected and expected.last < convention.day:
        diagnostics.add(
            "signature-en-retard",
            _place_of_expected(convention),
            f"La signature de « {convention.id} » était prévue {on(expected)}, et aucune n’est racontée.",
            "Racontez la signature, ou annoncez la nouvelle date.",
        )
    _check_usual_duration(convention, corpus, diagnostics)


def _place_of_expected(convention: Convention) -> Place:
    facts = (*convention.history.base, *(report.etape for report in convention.known))
    etape = next(one for one in reversed(facts) if one.signature_prevue is not None)
    return etape.place("signature_prevue")


def _check_negotiations(situations: tuple[Situation, ...], diagnostics: Diagnostics) -> None:
    """Report the negotiations that no step follows, when another convention has been signed there since.

    A step that states a begin joins only a convention that began the same year: a negotiation of 2014 and a
    signature for 2015-2018 are two conventions until the writer states that they are one.
    """
    signed = [one.convention for one in situations if one.convention.signed_on is not None]
    for situation in situations:
        pending = situation.convention
        if situation.statut is not Statut.EN_NEGOCIATION or not pending.effective or pending.announced:
            continue
        last = pending.effective[-1]
        since = next((proof for one in signed for proof in _signatures_since(pending, one)), None)
        if since is not None:
            diagnostics.add(
                "negociation-sans-suite",
                last.place,
                f"« {pending.id} » est toujours en discussion, alors qu’une signature de même nature, sur le "
                f"même territoire, est racontée depuis dans {_where(since.etape)}.",
                f"Si c’est la même convention, écrivez « id: {pending.id} » dans l’article de la signature.",
            )


def _signatures_since(pending: Convention, other: Convention) -> Iterable[StepReport]:
    """Return the signatures of another convention of the same nature and territory, since the last step."""
    if other.nature != pending.nature or pending.id in other.replaces:
        return ()
    if other.coverage.territoire.key != pending.coverage.territoire.key:
        return ()
    last = pending.effective[-1].etape.jour
    return (one for one in other.effective if one.etape.etape in SIGNING and one.etape.jour > last)


def _check_first_steps(situations: tuple[Situation, ...], diagnostics: Diagnostics) -> None:
    """Report the conventions whose first step follows a signature, when another one had ended before it.

    A step joins no convention that has ended on its day: a late prolongation, or a bilan made after the
    end, is the first step of another convention until the writer states which one it is about.
    """
    for situation in situations:
        convention = situation.convention
        first = convention.effective[0] if convention.effective else None
        if first is None or convention.history.card or not _follows_unknown_signature(first.etape):
            continue
        ended = [
            other.id
            for other in situations
            if other.convention.nature == convention.nature
            and other.convention.history.is_on(first.territoire)
            and other.convention.history.has_ended(first.etape.jour)
        ]
        if ended:
            diagnostics.add(
                "suite-isolee",
                first.place,
                f"Cette étape ouvre une nouvelle convention, « {convention.id} », car « {ended[-1]} », "
                "de même nature et sur le même territoire, avait pris fin avant elle.",
                f"Si c’est d’elle qu’il s’agit, écrivez « id: {ended[-1]} ».",
            )


def _follows_unknown_signature(etape: Etape) -> bool:
    """Whether a step can only follow a signature, and states neither an identifier nor a begin."""
    return etape.etape in PROVING - SIGNING and not etape.id and etape.debut is None


def _check_usual_duration(convention: Convention, corpus: Corpus, diagnostics: Diagnostics) -> None:
    """Report a signed period that is longer or shorter than those usual for the nature."""
    nature = corpus.config.nature(convention.nature)
    period = convention.period
    debut, fin = period.debut or (period.signature if period.duree else None), period.fin_initiale
    if nature is None or not nature.durees or debut is None or fin is None:
        return
    after = fin.last + dt.timedelta(days=1)
    months = (after.year - debut.first.year) * 12 + after.month - debut.first.month
    if nature.durees[0] - MONTHS_TOLERATED <= months <= nature.durees[-1] + MONTHS_TOLERATED:
        return
    diagnostics.add(
        "duree-inhabituelle",
        _last_place(convention),
        f"« {convention.id} » court sur {months} mois, {until(fin)} : c’est inhabituel pour sa nature.",
        "Vérifiez le début et la fin.",
    )


def _check_overlaps(situations: Iterable[Situation], diagnostics: Diagnostics) -> None:
    """Report the signed conventions of one nature and territory that apply on the same days."""
    signed = [
        situation.convention
        for situation in situations
        if situation.convention.signed_on is not None and situation.convention.begins is not None
    ]
    groups: dict[object, list[Convention]] = {}
    for convention in signed:
        groups.setdefault((convention.nature, convention.coverage.territoire.key), []).append(convention)
    for group in groups.values():
        for first, second in combinations(sorted(group, key=lambda one: (str(one.begins), one.id)), 2):
            if _overlap(first, second) and not _are_linked(first, second):
                diagnostics.add(
                    "chevauchement",
                    _last_place(second, SIGNING),
                    f"« {second.id} » commence avant la fin de « {first.id} », de même nature et sur le même "
                    "territoire.",
                    f"Si elle la remplace, ajoutez « remplace: {first.id} ».",
                )


def _overlap(first: Convention, second: Convention) -> bool:
    if first.begins is None or second.begins is None:
        return False
    return (first.ends is None or second.begins <= first.ends) and (
        second.ends is None or first.begins <= second.ends
    )


def _are_linked(first: Convention, second: Convention) -> bool:
    return first.id in second.replaces or second.id in first.replaces
