"""Openings and meetings: where people are expected, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bulletin.content.model.evenement import Evenement, EvenementEtat, Inscription, Seance
from bulletin.content.model.inauguration import Inauguration, Structure
from bulletin.content.model.territoire import CommuneCitee
from bulletin.content.reading.blocks import fields_of, fields_of_each, fields_of_one
from bulletin.content.reading.commas import tell_commas
from bulletin.content.reading.commune import read_commune
from bulletin.content.reading.context import Context
from bulletin.content.reading.details import read_courriel, read_inscription_url, read_lieu
from bulletin.content.reading.fields import LONGEST, Fields
from bulletin.content.reading.light import expand
from bulletin.content.reading.montants import read_montants
from bulletin.content.reading.personnes import read_personnes
from bulletin.content.reading.years import YearRule, coming_rule, deadline_rule, past_rule
from bulletin.diagnostics import Fix, Unreadable
from bulletin.french.dates import Moment, PartialDate, Span, last_day
from bulletin.french.printed import count
from bulletin.french.printed import day as day_text
from bulletin.french.slugs import slug
from bulletin.french.typed_dates import read_partial
from bulletin.french.typed_hours import hour_text, is_span, parse_span, settle
from bulletin.french.typed_weeks import weekly_remedy
from bulletin.source.nodes import Entry, Node, Scalar
from bulletin.source.schema.blocks import BLOCKS

MOST_SESSIONS = 366
"""The longest run of days, a year, of which each may become a session at the same hours."""


def read_structure(fields: Fields, commune: CommuneCitee | None) -> Structure | None:
    """Return a structure, ``None`` without name or id.

    By default its ``id`` is the slug of its name, and its commune is ``commune``.
    """
    if "id" not in fields and not fields.require("nom"):
        return None
    typed = fields.scalar("commune")
    nom = fields.text("nom")
    name = fields.identifier("id") or slug(nom)
    if not name and "id" not in fields:
        fields.context.tell(
            "slug-invalide",
            fields.place_of("nom"),
            f"« {nom} » ne donne aucune adresse.",
            "Ajoutez une ligne « id: » avec quelques mots en minuscules sans accents, joints par des tirets.",
        )
    if not name:
        return None
    if typed is None and commune is not None:
        fields.context.suppose("structure, commune", commune.ecrit, "la première commune de l’article")
    return Structure(
        id=name,
        nom=nom,
        natures=fields.texts("nature"),
        adresse=fields.text("adresse"),
        commune=read_commune(typed, fields.context) if typed else commune,
        places=fields.number("places"),
        accueils=fields.texts("accueil"),
        gestionnaire=fields.text("gestionnaire"),
    )


def read_inauguration(
    node: Node, lifted: tuple[Entry, ...], when: PartialDate, commune: CommuneCitee | None, context: Context
) -> Inauguration | None:
    """Return an opening, ``None`` when it cannot be read.

    ``lifted`` entries whose key is not one of an inauguration describe its structure. ``when`` is the date of
    the post, taken where the block gives none; ``commune`` is that of the structure by default.
    """
    block = BLOCKS["inauguration"]
    own = tuple(entry for entry in lifted if block.find(entry.key))
    of_structure = tuple(entry for entry in lifted if not block.find(entry.key))
    fields = fields_of("inauguration", node, context, own)
    if fields is None:
        return None
    told = _opening(fields, when)
    if told is None:
        return None
    quand, debut, fin = told
    entry = fields.entry("structure")
    is_named = entry is not None or any(one.key in {"nom", "id"} for one in of_structure)
    if of_structure and not is_named:
        fields.require("structure")
    inner = fields_of_one(fields, "structure", "structure", of_structure) if is_named else None
    return Inauguration(
        quand=quand,
        debut=debut,
        fin=fin,
        structure=read_structure(inner, commune) if inner else None,
        structure_ecrite=entry.value.text if entry and isinstance(entry.value, Scalar) else "",
        en_presence_de=read_personnes(fields, "en_presence_de"),
        montants=read_montants(fields),
    )


def _opening(fields: Fields, when: PartialDate) -> tuple[PartialDate, Moment | None, Moment | None] | None:
    """Return the day of an opening, with its hours if it tells any; None when it cannot be read."""
    scalar = fields.scalar("quand")
    if scalar is None:
        return None if "quand" in fields else (when, None, None)
    rule = past_rule(when.first)
    span, fault = _hours_of_opening(scalar)
    if fault is not None:
        fields.context.tell(fault.code, scalar.place, fault.message, fault.hint)
        return None
    if span is None:
        quand = fields.partial("quand", rule)
        return (quand, None, None) if quand else None
    entries = expand("evenement", scalar, fields.context)
    stretch = _stretch(Fields(BLOCKS["seance"], entries, scalar.place, fields.context), rule)
    return (PartialDate.of(stretch[0].jour), *stretch) if stretch else None


def _hours_of_opening(scalar: Scalar) -> tuple[Span | None, Unreadable | None]:
    """Return when an opening takes place if it has hours or a last day, or why these cannot be taken."""
    try:
        if not is_span(scalar.text) and read_partial(scalar.text):
            return None, None
        span = parse_span(scalar.text)
    except Unreadable as fault:
        if fault.code == "heure-illisible":
            return None, fault
        first = fault.several[0] if fault.several else ""
        return None, _several_openings(scalar, first) if first else None
    if span.chaque_jour:
        return None, _several_openings(scalar, "<jour> <mois> <année> à <heure>")
    return (span if span.debut.heure or span.fin else None), None


def _several_openings(scalar: Scalar, form: str) -> Unreadable:
    return Unreadable(
        "periode-illisible",
        f"« {scalar.text} » : une inauguration a lieu à un seul moment.",
        f"Écrivez « {form} ».",
    )


def read_evenement(
    node: Node, lifted: tuple[Entry, ...], jour: dt.date, context: Context
) -> Evenement | None:
    """Return a meeting, or ``None`` when its days cannot be known; ``jour`` is the day of the post.

    In the site's time zone, an hour that a clock change skips is moved on, and of two the first is meant.
    """
    block = BLOCKS["evenement"]
    own = tuple(entry for entry in lifted if block.find(entry.key))
    of_place = tuple(entry for entry in lifted if not block.find(entry.key))
    if isinstance(node, Scalar) and _is_told_as_sessions(node, own, jour, context):
        return None
    fields = fields_of("evenement", node, context, own)
    if fields is None or not fields.require("debut"):
        return None
    stretch = _stretch(fields, coming_rule(jour))
    if stretch is None:
        return None
    debut, fin = stretch
    seances = _seances(fields, jour, debut, fin)
    if not seances and isinstance(node, Scalar) and parse_span(node.text).chaque_jour:
        seances = _each_day(fields, debut, fin)
    tell_commas(fields, "organisateur")
    return Evenement(
        debut=debut,
        fin=fin,
        lieu=read_lieu(fields, "lieu", of_place),
        organisateurs=fields.texts("organisateur"),
        public=fields.texts("public"),
        seances=seances,
        inscription=_inscription(fields, debut, jour),
        etat=EvenementEtat(fields.choice("etat") or EvenementEtat.PREVU),
        revision=fields.number("revision") or 0,
        suite=fields.text("suite"),
        places=fields.places(),
    )


# -- when ------------------------------------------------------------------------------------------------


def _is_told_as_sessions(node: Scalar, lifted: tuple[Entry, ...], jour: dt.date, context: Context) -> bool:
    """Whether a meeting is on separate days, or weekly: an erreur, reported with the sessions to write."""
    if len(node.text) > LONGEST:
        return False
    try:
        parse_span(node.text)
    except Unreadable as fault:
        weekly = "" if fault.code == "heure-illisible" else weekly_remedy(node.text, jour)
        lines = weekly or (fault.hint.partition("\n")[2] if fault.several else "")
        message = f"« {node.text} » revient chaque semaine." if weekly else fault.message
    else:
        return False
    if not lines:
        return False
    has_sessions = any(entry.key in {"seance", "seances"} for entry in lifted)
    is_line = node.place.excerpt.strip() == f"evenement: {node.text}"
    context.tell(
        "periode-illisible",
        node.place,
        message,
        f"Écrivez chaque séance sur sa ligne :\n{lines}",
        fix=Fix.of_line(node.place, lines) if is_line and not has_sessions and "<" not in lines else None,
    )
    return True


def _stretch(fields: Fields, rule: YearRule) -> tuple[Moment, Moment] | None:
    """Return the begin and the end; without an end it is the begin, and an end before it is an erreur.

    An end at 0 h of the day on which it begins is the end of that day.
    """
    debut = _settled(fields, "debut", rule)
    if debut is None:
        return None
    fin = _settled(fields, "fin", coming_rule(debut.jour, rule.parution)) if "fin" in fields else debut
    if fin is None:
        return None
    if "fin" in fields and fin.heure == dt.time.min and fin.jour == debut.jour:
        fin = replace(fin, jour=fin.jour + dt.timedelta(days=1))
    starts = (debut.jour, debut.heure or dt.time.min)
    ends = (fin.jour, fin.heure or dt.time.max)
    if ends < starts:
        _tell_end(fields, debut, fin)
        return None
    return debut, fin


def _tell_end(fields: Fields, debut: Moment, fin: Moment) -> None:
    hint = "Vérifiez les deux jours et les deux heures."
    if debut.heure and fin.heure and debut.jour == fin.jour:
        next_day = day_text(fin.jour + dt.timedelta(days=1))
        hint = (
            f"Corrigez les heures ou, si elle finit le lendemain, écrivez « du {day_text(debut.jour)} à"
            f" {hour_text(debut.heure)} au {next_day} à {hour_text(fin.heure)} »."
        )
    fields.context.tell("fin-avant-debut", fields.place_of("fin"), "La fin vient avant le début.", hint)


def _settled(fields: Fields, key: str, rule: YearRule) -> Moment | None:
    moment = fields.moment(key, rule)
    if moment is None or moment.heure is None:
        return moment
    instant, note = settle(moment.jour, moment.heure, fields.context.words.zone)
    if note:
        fields.context.tell(
            "heure-reglee", fields.place_of(key), note, "Écrivez l’heure voulue si ce n’est pas elle."
        )
    return replace(moment, jour=instant.date(), heure=instant.time())


# -- sessions --------------------------------------------------------------------------------------------


def _each_day(fields: Fields, debut: Moment, fin: Moment) -> tuple[Seance, ...]:
    """Return a session for each day of a meeting, all at the hours typed after the days; it is reported."""
    last = last_day(debut, fin)
    days = (last - debut.jour).days + 1
    if days > MOST_SESSIONS:
        fields.context.tell(
            "periode-illisible",
            fields.place_of("debut"),
            f"Une séance à ces heures chaque jour, cela en ferait {days}.",
            "Enlevez les heures, ou écrivez les séances une à une sous « seances ».",
        )
        return ()
    start = f"{day_text(debut.jour)} à {hour_text(debut.heure or dt.time.min)}"
    end = f" à {hour_text(fin.heure)}" if fin.heure else ""
    fields.context.tell(
        "heures-chaque-jour",
        fields.place_of("debut"),
        f"Ces heures ont été comprises comme celles de chaque jour : {count(days, 'séance', 'séances')}.",
        f"Si la rencontre dure sans interruption, écrivez « du {start} au {day_text(fin.jour)}{end} ».",
    )
    length = fin.jour - last
    starts = (Moment(debut.jour + dt.timedelta(days=number), debut.heure) for number in range(days))
    return tuple(
        Seance(debut=start, fin=Moment(start.jour + length, fin.heure) if fin.heure else start)
        for start in starts
    )


def _seances(fields: Fields, jour: dt.date, debut: Moment, fin: Moment) -> tuple[Seance, ...]:
    found = []
    last = last_day(debut, fin)
    for inner in fields_of_each(fields, "seance", "seance"):
        if not inner.require("debut"):
            continue
        stretch = _stretch(inner, coming_rule(min(jour, debut.jour), jour))
        if stretch is None:
            continue
        if stretch[0].jour < debut.jour or last_day(*stretch) > last:
            fields.context.tell(
                "seance-hors-evenement",
                inner.place_of("debut"),
                f"Cette séance tombe hors de la rencontre, qui va du {day_text(debut.jour)} "
                f"au {day_text(last)}.",
                "Corrigez le jour de la séance, ou ceux de la rencontre.",
            )
            continue
        found.append(
            Seance(
                debut=stretch[0],
                fin=stretch[1],
                public=inner.texts("public"),
                theme=inner.text("theme"),
                sujets=inner.texts("sujet"),
            )
        )
    return tuple(found)


def _inscription(fields: Fields, debut: Moment, parution: dt.date) -> Inscription | None:
    inner = fields_of_one(fields, "inscription", "inscription")
    if inner is None:
        return None
    avant_le = inner.day("avant_le", deadline_rule(debut.jour, parution))
    if avant_le and avant_le > debut.jour:
        fields.context.tell(
            "inscription-apres-debut",
            inner.place_of("avant_le"),
            f"La date limite d’inscription vient après le début de la rencontre, le {day_text(debut.jour)}.",
            "Corrigez la date limite.",
        )
        avant_le = None
    return Inscription(
        url=read_inscription_url(inner),
        courriel=read_courriel(inner),
        telephone=inner.text("telephone"),
        aupres_de=inner.text("aupres_de"),
        avant_le=avant_le,
        obligatoire=inner.flag("obligatoire"),
        gratuit=inner.flag("gratuit"),
    )
