"""The entries of the live lists of a body, on the day of the context."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bulletin.content.addresses import convention_address, structure_address
from bulletin.content.body.live_lists import LiveLine
from bulletin.content.model.evenement import EvenementEtat
from bulletin.content.model.inauguration import Structure
from bulletin.content.model.post import Post, PostType
from bulletin.corpus.corpus import communes_named
from bulletin.corpus.lifecycle import Situation, Statut
from bulletin.diagnostics import Diagnostics, Place, Unreadable
from bulletin.french.nearest import nearest, question
from bulletin.french.printed import typography
from bulletin.french.slugs import fold, slug
from bulletin.french.typed_dates import parse_period
from bulletin.pages.parts.agenda_lines import STATUS, evenement_span
from bulletin.pages.parts.post_lines import newest_first, post_date
from bulletin.pages.parts.site_context import SiteContext
from bulletin.pages.views.body import LiveEntry, LiveList
from bulletin.territories.model import Departement, Epci, Found, Homonyms, Sense, departement_of

KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "conventions": (
            "nature",
            "etat",
            "commune",
            "epci",
            "departement",
            "periode",
            "signees",
            "annee",
            "limite",
        ),
        "evenements": ("etat", "commune", "epci", "departement", "theme", "annee", "limite"),
        "articles": ("commune", "epci", "departement", "type", "theme", "annee", "limite"),
        "structures": ("commune", "departement", "type", "limite"),
    }
)
"""The filters of each kind of list."""
TITLES = {
    "conventions": ("Conventions", "Aucune convention dans ce bulletin ne répond à ces critères."),
    "evenements": ("Rencontres", "Aucune rencontre annoncée."),
    "articles": ("Articles", "Aucun article ne répond à ces critères."),
    "structures": ("Structures", "Aucune structure ne répond à ces critères."),
}
"""The title of each kind of list, and the sentence shown when it has no entry."""
PROPOSED = 3
"""How many communes are proposed for a filter that names several."""


class _InvalidValue(Exception):
    """A filter has a value that names nothing."""

    def __init__(self, name: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.name = name
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filters:
    """The values of the filters of a list, ``None`` for a filter that is not given."""

    nature: str | None = None
    etat: str | None = None
    commune: str | None = None
    epci: str | None = None
    departement: str | None = None
    periode: tuple[int, int] | None = None
    signees: int | None = None
    annee: int | None = None
    type: str | None = None
    theme: str | None = None
    limite: int | None = None


def live_list(
    context: SiteContext, live: LiveLine, place: Callable[[int], Place], diagnostics: Diagnostics
) -> LiveList:
    """Return a live list with its entries; an unknown kind, filter or value is an erreur.

    ``place`` gives the place of a column of its line, from 1. An unknown filter is passed over; an unknown
    kind or value gives an empty list.
    """
    if live.kind not in KINDS:
        near = nearest(live.kind, tuple(KINDS))
        diagnostics.add(
            "liste-inconnue",
            place(live.text.find("[[") + 3),
            f"« {live.kind} » n’est pas une liste du bulletin.",
            question(near) or f"Listes possibles : {', '.join(KINDS)}.",
        )
        return LiveList(titre="", entries=(), empty="")
    for name in live.filters:
        if name not in KINDS[live.kind]:
            near = nearest(name, KINDS[live.kind])
            diagnostics.add(
                "liste-filtre-inconnu",
                place(live.starts[name]),
                f"« {name} » ne peut pas choisir parmi les {live.kind}.",
                (f"{question(near)} " if near else "") + f"Choix possibles : {', '.join(KINDS[live.kind])}.",
            )
    titre, empty = TITLES[live.kind]
    try:
        filters = _read(context, live)
    except _InvalidValue as error:
        diagnostics.add("liste-valeur-inconnue", place(live.starts[error.name]), error.message, error.hint)
        return LiveList(titre=titre, entries=(), empty=empty)
    entries = _ENTRIES[live.kind](context, filters)
    return LiveList(titre=titre, entries=tuple(entries)[: filters.limite], empty=empty)


# -- filters ---------------------------------------------------------------------------------------------


def _read(context: SiteContext, live: LiveLine) -> _Filters:
    given = {name: value for name, value in live.filters.items() if name in KINDS[live.kind]}
    return _Filters(
        nature=_nature(context, given),
        etat=_etat(live.kind, given),
        commune=_commune(context, given),
        epci=_epci(context, given),
        departement=_departement(context, given),
        periode=_periode(given),
        signees=_number("signees", given),
        annee=_number("annee", given),
        type=_type(live.kind, given),
        theme=_theme(context, given),
        limite=_number("limite", given),
    )


def _number(name: str, given: Mapping[str, str]) -> int | None:
    if name not in given:
        return None
    if not given[name].isdecimal() or len(given[name]) > 4:  # noqa: PLR2004
        raise _InvalidValue(
            name, f"« {given[name]} » n’est pas un nombre.", f"Écrivez par exemple « {name}=5 »."
        )
    return int(given[name])


def _among(name: str, given: Mapping[str, str], known: Iterable[str]) -> str | None:
    """Return the known word that a filter names, whatever its case, accents and spaces."""
    if name not in given:
        return None
    words = {fold(word): word for word in known}
    found = words.get(fold(given[name]))
    if found is None:
        raise _InvalidValue(
            name,
            f"« {given[name]} » n’est pas une valeur de « {name} ».",
            f"Valeurs possibles : {', '.join(words.values())}.",
        )
    return found


def _nature(context: SiteContext, given: Mapping[str, str]) -> str | None:
    return _among("nature", given, (nature.code for nature in context.config.conventions.natures.values()))


def _etat(kind: str, given: Mapping[str, str]) -> str | None:
    return _among("etat", given, Statut if kind == "conventions" else EvenementEtat)


def _type(kind: str, given: Mapping[str, str]) -> str | None:
    return given.get("type") if kind == "structures" else _among("type", given, PostType)


def _theme(context: SiteContext, given: Mapping[str, str]) -> str | None:
    return _among("theme", given, context.config.themes)


def _commune(context: SiteContext, given: Mapping[str, str]) -> str | None:
    if "commune" not in given:
        return None
    atlas = context.corpus.atlas
    match atlas.resolve_commune(given["commune"]):
        case Found(others=others, sense=sense) as found:
            # What is supposed of a filter would be shown nowhere: it is refused.
            if sense is not Sense.DEBUT and not (sense is Sense.CODE_INSEE and others):
                return found.commune.code
            candidates = (found, *others)
        case Homonyms(candidates=candidates):
            pass
        case _:
            raise _InvalidValue(
                "commune",
                f"« {given['commune']} » ne désigne pas une commune.",
                "Écrivez son nom officiel, suivi du département entre parenthèses si plusieurs le portent.",
            )
    exact = [f"« {atlas.exact_name(one)} »" for one in candidates[:PROPOSED]]
    raise _InvalidValue(
        "commune",
        f"« {given['commune']} » ne suffit pas à désigner une commune.",
        f"Écrivez le nom de la bonne : {', '.join(exact)}.",
    )


def _epci(context: SiteContext, given: Mapping[str, str]) -> str | None:
    if "epci" not in given:
        return None
    found = context.corpus.atlas.resolve_epci(given["epci"])
    if isinstance(found, Epci):
        return found.siren
    raise _InvalidValue(
        "epci", f"« {given['epci']} » ne désigne pas une intercommunalité.", "Écrivez son numéro Siren."
    )


def _departement(context: SiteContext, given: Mapping[str, str]) -> str | None:
    if "departement" not in given:
        return None
    found = context.corpus.atlas.resolve_departement(given["departement"])
    if isinstance(found, Departement):
        return found.code
    raise _InvalidValue(
        "departement", f"« {given['departement']} » ne désigne pas un département.", "Écrivez son numéro."
    )


def _periode(given: Mapping[str, str]) -> tuple[int, int] | None:
    if "periode" not in given:
        return None
    form = "Écrivez « periode=<année>-<année> »."
    try:
        debut, fin = parse_period(given["periode"])
    except Unreadable as error:
        raise _InvalidValue("periode", error.message, form) from None
    if debut is None or fin is None:
        message = f"« {given['periode']} » n’a pas de début, ou pas de fin."
        raise _InvalidValue("periode", message, form)
    return debut.first.year, fin.last.year


# -- entries ---------------------------------------------------------------------------------------------


def _conventions(context: SiteContext, filters: _Filters) -> list[LiveEntry]:
    found = [one for one in context.corpus.situations.values() if _matches(one, filters)]
    found.sort(
        key=lambda one: (fold(context.phrasing.title(one.convention)), str(one.convention.begins), one.id)
    )
    return [
        LiveEntry(
            context.phrasing.name(one.convention), convention_address(one.id), context.phrasing.statut(one)
        )
        for one in found
    ]


def _matches(situation: Situation, filters: _Filters) -> bool:
    convention = situation.convention
    coverage = convention.coverage
    signature = convention.period.signature
    return (
        filters.nature in {None, convention.nature}
        and filters.etat in {None, situation.statut.value}
        and (filters.commune is None or filters.commune in coverage.codes)
        and (filters.epci is None or filters.epci in coverage.sirens)
        and (filters.departement is None or filters.departement in coverage.departements)
        and (filters.periode is None or _years(situation) == filters.periode)
        and (filters.signees is None or (signature is not None and signature.first.year == filters.signees))
        and (filters.annee is None or _applies_in(situation, filters.annee))
    )


def _years(situation: Situation) -> tuple[int, int] | None:
    convention = situation.convention
    if convention.period.debut is None or convention.period.fin is None:
        return None
    return convention.period.debut.first.year, convention.period.fin.last.year


def _applies_in(situation: Situation, year: int) -> bool:
    begins, ends = situation.convention.begins, situation.convention.ends
    return begins is not None and begins.year <= year and (ends is None or year <= ends.year)


def _posts(context: SiteContext, filters: _Filters) -> list[Post]:
    return [
        post
        for post in newest_first(context.corpus.listed)
        if (filters.commune is None or filters.commune in communes_named(post))
        and (filters.epci is None or filters.epci in {cited.siren for cited in post.territoire.epci})
        and (filters.departement is None or filters.departement in _departements(post))
        and (filters.theme is None or filters.theme in post.themes)
    ]


def _departements(post: Post) -> set[str]:
    return {*post.territoire.departements, *(departement_of(code) for code in communes_named(post))}


def _articles(context: SiteContext, filters: _Filters) -> list[LiveEntry]:
    return [
        LiveEntry(typography(post.titre), post.address, post_date(post))
        for post in _posts(context, filters)
        if filters.type in {None, post.type.value} and filters.annee in {None, post.jour.year}
    ]


def _evenements(context: SiteContext, filters: _Filters) -> list[LiveEntry]:
    """Return the events of a year, or those to come when no year is given, in the order of their days."""
    found = [
        (post.evenement, post)
        for post in _posts(context, filters)
        if post.evenement is not None
        and filters.etat in {None, post.evenement.etat.value}
        and (
            context.corpus.is_to_come(post)
            if filters.annee is None
            else post.evenement.debut.jour.year == filters.annee
        )
    ]
    found.sort(key=lambda pair: (pair[0].debut.jour, pair[1].source))
    return [
        LiveEntry(
            typography(post.titre),
            post.address,
            ", ".join(part for part in (evenement_span(evenement), STATUS[evenement.etat].lower()) if part),
        )
        for evenement, post in found
    ]


def _structures(context: SiteContext, filters: _Filters) -> list[LiveEntry]:
    found = [one for one in context.corpus.structures_shown.values() if _structure_matches(one, filters)]
    found.sort(key=lambda one: (fold(one.nom), one.id))
    return [
        LiveEntry(
            typography(one.nom),
            structure_address(one.id),
            typography(", ".join([*one.natures, *([one.commune.ecrit] if one.commune else [])])),
        )
        for one in found
    ]


def _structure_matches(structure: Structure, filters: _Filters) -> bool:
    code = structure.commune.code if structure.commune else ""
    return (
        filters.commune in {None, code}
        and (filters.departement is None or (code != "" and departement_of(code) == filters.departement))
        and (filters.type is None or slug(filters.type) in {slug(nature) for nature in structure.natures})
    )


_ENTRIES: Mapping[str, Callable[[SiteContext, _Filters], list[LiveEntry]]] = MappingProxyType(
    {"conventions": _conventions, "evenements": _evenements, "articles": _articles, "structures": _structures}
)
