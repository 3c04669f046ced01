"""Openings and meetings: where people are expected, and when."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from bulletin.content.model.evenement import Evenement, EvenementEtat, Inscription, Seance
from bulletin.content.model.inauguration import Inauguration, Structure
from bulletin.content.model.territoire import CommuneCitee
from bulletin.content.reading.blocks import fields_of, fields_of_each, fields_of_one
from bulletin.content.reading.commune import read_commune
from bulletin.content.reading.context import Context, YearRule, coming_rule, deadline_rule, past_rule
from bulletin.content.reading.details import (
    read_courriel,
    read_inscription_url,
    read_lieu,
    read_montants,
    read_personnes,
)
from bulletin.content.reading.fields import Fields
from bulletin.french.dates import Moment, PartialDate
from bulletin.french.printed import day as day_text
from bulletin.french.slugs import slug
from bulletin.french.typed_dates import settle
from bulletin.source.nodes import Entry, Node, Scalar
from bulletin.source.schema.blocks import BLOCKS


def read_structure(fields: Fields, commune: CommuneCitee | None) -> Structure | None:
    """Return a structure: its ``id`` is by default the slug of its name, its commune is ``commune``."""
    if "id" not in fields and not fields.require("nom"):
        return None
    typed = fields.scalar("commune")
    nom = fields.text("nom")
    name = fields.identifier("id", "pitchouns") or slug(nom)
    if not name and "id" not in fields:
        fields.context.tell(
            "slug-invalide",
            fields.place_of("nom"),
            f"« {nom} » ne donne aucune adresse.",
            "Ajoutez une ligne « id: » avec quelques mots en minuscules sans accents, joints par des tirets.",
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
    """Return an opening: lifted keys that are a structure's describe its structure."""
    block = BLOCKS["inauguration"]
    own = tuple(entry for entry in lifted if block.find(entry.key))
    of_structure = tuple(entry for entry in lifted if not block.find(entry.key))
    fields = fields_of("inauguration", node, context, own)
    if fields is None:
        return None
    quand = fields.partial("quand", past_rule(when.first))
    if quand is None and "quand" in fields:
        return None
    entry = fields.entry("structure")
    is_named = entry is not None or any(one.key in {"nom", "id"} for one in of_structure)
    if of_structure and not is_named:
        fields.require("structure")
    inner = fields_of_one(fields, "structure", "structure", of_structure) if is_named else None
    return Inauguration(
        quand=quand or when,
        structure=read_structure(inner, commune) if inner else None,
        structure_ecrite=entry.value.text if entry and isinstance(entry.value, Scalar) else "",
        en_presence_de=read_personnes(fields, "en_presence_de"),
        montants=read_montants(fields),
    )


def read_evenement(
    node: Node, lifted: tuple[Entry, ...], jour: dt.date, context: Context
) -> Evenement | None:
    """Return a meeting, or ``None`` when its days cannot be known; hours are settled in the site's zone."""
    block = BLOCKS["evenement"]
    own = tuple(entry for entry in lifted if block.find(entry.key))
    of_place = tuple(entry for entry in lifted if not block.find(entry.key))
    fields = fields_of("evenement", node, context, own)
    if fields is None or not fields.require("debut"):
        return None
    stretch = _stretch(fields, coming_rule(jour))
    if stretch is None:
        return None
    debut, fin = stretch
    seances = _seances(fields, jour, debut, fin)
    return Evenement(
        debut=debut,
        fin=fin,
        lieu=read_lieu(fields, "lieu", of_place),
        organisateurs=fields.texts("organisateur"),
        public=fields.texts("public"),
        seances=seances,
        inscription=_inscription(fields, debut),
        etat=EvenementEtat(fields.choice("etat") or EvenementEtat.PREVU),
        revision=fields.number("revision") or 0,
        suite=fields.text("suite"),
        places=fields.places(),
    )


def _stretch(fields: Fields, rule: YearRule) -> tuple[Moment, Moment] | None:
    """Return the begin and the end; without an end it is the begin, and an end before it is an erreur."""
    debut = _settled(fields, "debut", rule)
    if debut is None:
        return None
    fin = _settled(fields, "fin", coming_rule(debut.jour)) if "fin" in fields else debut
    if fin is None:
        return None
    starts = (debut.jour, debut.heure or dt.time.min)
    ends = (fin.jour, fin.heure or dt.time.max)
    if ends < starts:
        fields.context.tell(
            "fin-avant-debut",
            fields.place_of("fin"),
            "La fin vient avant le début.",
            "Vérifiez les deux jours et les deux heures.",
        )
        return None
    return debut, fin


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


def _seances(fields: Fields, jour: dt.date, debut: Moment, fin: Moment) -> tuple[Seance, ...]:
    found = []
    for inner in fields_of_each(fields, "seance", "seance"):
        if not inner.require("debut"):
            continue
        stretch = _stretch(inner, coming_rule(min(jour, debut.jour)))
        if stretch is None:
            continue
        if stretch[0].jour < debut.jour or stretch[1].jour > fin.jour:
            fields.context.tell(
                "seance-hors-evenement",
                inner.place_of("debut"),
                f"Cette séance tombe hors de la rencontre, qui va du {day_text(debut.jour)} "
                f"au {day_text(fin.jour)}.",
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


def _inscription(fields: Fields, debut: Moment) -> Inscription | None:
    inner = fields_of_one(fields, "inscription", "inscription")
    if inner is None:
        return None
    avant_le = inner.day("avant_le", deadline_rule(debut.jour))
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
        avant_le=avant_le,
        obligatoire=inner.flag("obligatoire"),
        gratuit=inner.flag("gratuit"),
    )
