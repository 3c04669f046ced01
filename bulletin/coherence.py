"""What files say against one another about conventions.

Floor 7, pure. One file at a time nothing is wrong; together they contradict, overlap, run in a circle or
leave something unsaid. Each is told at the later telling, with the place of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations

from bulletin.corpus import Corpus
from bulletin.dates import PartialDate
from bulletin.diagnostics import Diagnostics, Place
from bulletin.french import on, partial, until
from bulletin.identity import Life, Telling
from bulletin.lifecycle import Convention, Situation, Statut
from bulletin.model import PROVING, SIGNING, Etape, EtapeNom
from bulletin.period import agree, period_of
from bulletin.slugs import fold

MONTHS_OF_GRACE = 2
"""A convention may run this many months more or less than is usual."""


def check_conventions(corpus: Corpus, diagnostics: Diagnostics) -> None:
    """Tell all that is wrong or unsaid about the conventions, on the day of the corpus."""
    for life in corpus.lives.values():
        _check_prolongations(life, diagnostics)
        _check_contradictions(life, diagnostics)
        _check_replaced(life, corpus.lives, diagnostics)
    _check_circles(corpus.lives, diagnostics)
    for situation in corpus.situations.values():
        _check_unsaid(situation, corpus, diagnostics)
    _check_overlaps(corpus.situations.values(), diagnostics)


def _place(etape: Etape, key: str) -> Place:
    return etape.places.get(key) or etape.places.get("", Place(path=etape.source))


def _where(etape: Etape) -> str:
    place = _place(etape, "")
    return f"{place.path}, ligne {place.line}"


# -- one convention --------------------------------------------------------------------------------------


def _check_prolongations(life: Life, diagnostics: Diagnostics) -> None:
    facts = life.facts
    for index, etape in enumerate(facts):
        if etape.nouvelle_fin is None:
            continue
        before = period_of(facts[:index])
        same_step = any(
            told.etape is etape.etape and told.jour == etape.jour and told.nouvelle_fin
            for told in facts[:index]
        )
        if before.fin is not None and etape.nouvelle_fin.last <= before.fin.last and not same_step:
            diagnostics.add(
                "prolongation-sans-effet",
                _place(etape, "nouvelle_fin"),
                f"La nouvelle fin, {partial(etape.nouvelle_fin)}, ne vient pas après la fin actuelle, "
                f"{partial(before.fin)}.",
                "Corrigez « nouvelle_fin », ou l’étape si ce n’est pas une prolongation.",
            )


def _check_contradictions(life: Life, diagnostics: Diagnostics) -> None:
    tellings = life.tellings
    for first, second in combinations(tellings, 2):
        if not _is_one_step(first, second):
            continue
        for key in ("quand", "debut", "fin", "nouvelle_fin"):
            if not agree(_date(first.etape, key), _date(second.etape, key)):
                _tell_contradiction(first, second, key, diagnostics)
        one, other = first.etape.intitule, second.etape.intitule
        if one and other and fold(one) != fold(other):
            _tell_contradiction(first, second, "intitule", diagnostics)
    for index, telling in enumerate(tellings):
        if telling.etape.etape not in {EtapeNom.BILAN, EtapeNom.COPIL} or telling.etape.fin is None:
            continue
        before = period_of(told.etape for told in tellings[:index])
        if not (agree(before.fin, telling.etape.fin) or agree(before.fin_initiale, telling.etape.fin)):
            diagnostics.add(
                "contradiction",
                _place(telling.etape, "fin"),
                f"Cette étape donne une autre fin que celle qui était connue ({partial(before.fin)})."
                if before.fin
                else "Cette étape donne une autre fin que celle qui était connue.",
                "Si la convention a été prolongée, racontez la prolongation avec « nouvelle_fin ».",
            )


def _is_one_step(first: Telling, second: Telling) -> bool:
    one, other = first.etape, second.etape
    if one.etape in SIGNING and other.etape in SIGNING:
        return True
    return one.etape is other.etape and one.etape is not EtapeNom.AUTRE and one.jour == other.jour


def _date(etape: Etape, key: str) -> PartialDate | None:
    match key:
        case "quand":
            return etape.quand
        case "debut":
            return etape.debut
        case "fin":
            return etape.fin
        case _:
            return etape.nouvelle_fin


def _tell_contradiction(first: Telling, second: Telling, key: str, diagnostics: Diagnostics) -> None:
    diagnostics.add(
        "contradiction",
        _place(second.etape, key),
        f"Cette étape est racontée autrement dans {_where(first.etape)} : « {key} » n’est pas le même.",
        "Corrigez l’un des deux textes.",
    )


# -- successions -----------------------------------------------------------------------------------------


def _check_replaced(life: Life, lives: Mapping[str, Life], diagnostics: Diagnostics) -> None:
    for etape in life.facts:
        for name in etape.remplace:
            if name not in lives:
                diagnostics.add(
                    "remplace-inconnu",
                    _place(etape, "remplace"),
                    f"Aucune convention n’a l’identifiant « {name} ».",
                    "Vérifiez l’identifiant, ou créez une fiche dans content/conventions.",
                )


def _check_circles(lives: Mapping[str, Life], diagnostics: Diagnostics) -> None:
    replaced = {
        name: tuple(
            dict.fromkeys(
                [*(one for etape in life.facts for one in etape.remplace), *filter(None, (life.predecessor,))]
            )
        )
        for name, life in lives.items()
    }
    told: set[str] = set()
    for name in lives:
        circle = _circle_from(name, replaced)
        if not circle or set(circle) & told:
            continue
        told |= set(circle)
        etape = next((one for one in lives[name].facts if one.remplace), lives[name].facts[-1])
        diagnostics.add(
            "remplace-en-boucle",
            _place(etape, "remplace"),
            f"Ces conventions se remplacent en boucle : {' → '.join((*circle, circle[0]))}.",
            "Gardez « remplace » seulement dans la plus récente.",
        )


def _circle_from(name: str, replaced: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
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


# -- what is unsaid, and what overlaps -------------------------------------------------------------------


def _last_place(convention: Convention, names: frozenset[EtapeNom] = PROVING) -> Place:
    tellings = [telling for telling in convention.known if telling.etape.etape in names]
    if tellings:
        return tellings[-1].place
    if convention.known:
        return convention.known[-1].place
    card = convention.life.card
    return Place(path=card.source if card else "")


def _check_unsaid(situation: Situation, corpus: Corpus, diagnostics: Diagnostics) -> None:
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
            _last_place(convention, frozenset({EtapeNom.NEGOCIATION})),
            f"La signature de « {convention.id} » était prévue {on(expected)}, et aucune n’est racontée.",
            "Racontez la signature, ou annoncez la nouvelle date.",
        )
    _check_usual_duration(convention, corpus, diagnostics)


def _check_usual_duration(convention: Convention, corpus: Corpus, diagnostics: Diagnostics) -> None:
    nature = corpus.config.nature(convention.nature)
    debut, fin = convention.period.debut, convention.period.fin_initiale
    if nature is None or not nature.durees or debut is None or fin is None:
        return
    months = (fin.last.year - debut.first.year) * 12 + fin.last.month - debut.first.month + 1
    if nature.durees[0] - MONTHS_OF_GRACE <= months <= nature.durees[-1] + MONTHS_OF_GRACE:
        return
    diagnostics.add(
        "duree-inhabituelle",
        _last_place(convention),
        f"« {convention.id} » court sur {months} mois, {until(fin)} : c’est inhabituel pour sa nature.",
        "Vérifiez le début et la fin.",
    )


def _check_overlaps(situations: Iterable[Situation], diagnostics: Diagnostics) -> None:
    signed = [
        situation.convention
        for situation in situations
        if situation.convention.signed_on is not None and situation.convention.begins is not None
    ]
    groups: dict[object, list[Convention]] = {}
    for convention in signed:
        groups.setdefault((convention.nature, convention.reach.territoire.key), []).append(convention)
    for group in groups.values():
        for first, second in combinations(sorted(group, key=lambda one: (str(one.begins), one.id)), 2):
            if _overlap(first, second) and not _are_linked(first, second):
                diagnostics.add(
                    "chevauchement",
                    _last_place(second),
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
