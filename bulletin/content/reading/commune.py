"""Names of communes to their codes, and the diagnostics of a name that is not certain.

What a name means is decided by the atlas; between homonyms, none is chosen. A commune recognised otherwise
than by its official name is recorded as an inference, or reported with the text to type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence as Several
from dataclasses import dataclass

from bulletin.content.model.territoire import CommuneCitee
from bulletin.content.reading.context import Context
from bulletin.content.reading.fields import Fields
from bulletin.diagnostics import Fix
from bulletin.french.printed import count, listing
from bulletin.french.slugs import fold
from bulletin.source.nodes import Scalar
from bulletin.territories.model import Departement, Discord, Epci, Found, Homonyms, Sense, Unknown
from bulletin.territories.names import several_names, typed_place, without_office
from bulletin.territories.prepositions import de_commune, de_departement, de_nom

MAX_CANDIDATES = 6
NAMED_AT_MOST = 2
"""How many communes of a postal code the message names; the hint lists more."""
CODE = re.compile(r"\d{5}|\d{2} \d{3}|2[AB]\d{3}", re.IGNORECASE)
SETTLED = re.compile(rf"[()]|(?:{CODE.pattern})", re.IGNORECASE)
"""What tells one commune from all others: its département or a code beside its name."""
WHOLE = re.compile(r"(?:l )?ensemble\b.*|tou(?:te)?s?\b.*|(?:le )?departement")
"""What is typed, folded, for all the communes of the site."""
LONE_COMMUNE = re.compile(r"(?P<before>\s*(?:-\s+)?)communes?\s*:\s*(?P<value>.*?)\s*")
"""A line that holds the key of communes and its whole value."""


def read_commune(scalar: Scalar, context: Context) -> CommuneCitee | None:
    """Return the present commune that a text names, with the name to show; an unknown one is an erreur."""
    parts = _parts(scalar, context)
    if len(parts) == 1:
        return _read_one(scalar, context)
    names = [f"« {part.text} »" for part in parts]
    context.tell(
        "forme-inattendue",
        scalar.place,
        f"« {scalar.text} » nomme plusieurs communes ; une seule est attendue ici.",
        f"Gardez {' ou '.join(names)}.",
    )
    return None


def read_communes(fields: Fields) -> tuple[CommuneCitee, ...]:
    """Return the communes of a block, each once; two former communes of one present commune are two."""
    context = fields.context
    free_keys = frozenset(
        key for key in ("epci", "departement") if fields.block.find(key) and key not in fields
    )
    found = (
        _read_one(part, context, free_keys)
        for scalar in fields.scalars("commune")
        for part in _parts(scalar, context)
    )
    return tuple({(commune.code, commune.ecrit): commune for commune in found if commune}.values())


def read_named(scalar: Scalar, context: Context) -> tuple[CommuneCitee | None, ...]:
    """Return the communes that a text names, in order, ``None`` for a name that is none, which is told."""
    return tuple(_read_one(part, context) for part in _parts(scalar, context))


def _parts(scalar: Scalar, context: Context) -> tuple[Scalar, ...]:
    """Return the names of « Vanves et Sceaux », each at its place; one where the whole is a name.

    Where no part is a commune either, the whole is one unknown name.
    """
    named = several_names(scalar.text)
    if len(named) < 2 or not isinstance(context.atlas.resolve_commune(scalar.text), Unknown):  # noqa: PLR2004
        return (scalar,)
    if all(isinstance(context.atlas.resolve_commune(name), Unknown) for _, name in named):
        return (scalar,)
    return tuple(Scalar(name, scalar.stretch(start, len(name))) for start, name in named)


def _read_one(
    scalar: Scalar, context: Context, free_keys: frozenset[str] = frozenset()
) -> CommuneCitee | None:
    """Read one name; ``free_keys`` are those of its block under which another territory may still stand."""
    match context.atlas.resolve_commune(scalar.text):
        case Found() as found:
            _tell_what_was_supposed(found, scalar, context)
            ancienne = found.former_code if found.is_united and found.is_of_posts else ""
            return CommuneCitee(found.commune.code, _shown(found, scalar.text), ancienne)
        case Homonyms() as homonyms:
            _tell_homonyms(homonyms, scalar, context)
        case Discord() as discord:
            _tell_discord(discord, scalar, context)
        case Unknown(suggestions=suggestions):
            _tell_unknown(suggestions, scalar, context, free_keys)
    return None


def _shown(found: Found, typed: str) -> str:
    """Return the name under which a commune is shown: that of a former commune where posts may date from it.

    An arrondissement stays as it was typed: « Paris 16 ».
    """
    if found.sense is Sense.ARRONDISSEMENT and not CODE.search(typed):
        named = typed.partition("(")[0].strip()
        return without_office(typed_place(named)) or named
    if found.former and (found.sense is not Sense.ANCIEN_NOM or found.is_of_posts):
        return found.former
    return found.commune.nom


# -- what is said of a commune that was found ------------------------------------------------------------


def _tell_what_was_supposed(found: Found, scalar: Scalar, context: Context) -> None:
    """Record how a commune was found otherwise than by its name, and report what may be a mistake."""
    typed = scalar.text.strip()
    if reason := _reason(found, typed):
        context.suppose("commune", found.commune.nom, reason)
    if found.sense is Sense.CODE_INSEE:
        if found.others:
            _tell_postal_code(found, scalar, context)
    elif found.sense is Sense.DEBUT:
        _tell_beginning(found, scalar, context)
    elif _is_far(found, context) and (found.sense is Sense.CODE_POSTAL or not SETTLED.search(typed)):
        _tell_far(found, scalar, context)
    elif found.others:
        _tell_choice(found, scalar, context)


def _reason(found: Found, typed: str) -> str:
    match found.sense:
        case Sense.CODE_POSTAL:
            return f"c’est la seule commune dont le code postal est « {typed} »"
        case Sense.REUNIE | Sense.ARRONDISSEMENT:
            return f"« {typed} » fait aujourd’hui partie de cette commune"
        case Sense.ANCIEN_NOM:
            return f"« {typed} » est l’ancien nom de cette commune"
        case Sense.NOM_D_USAGE:
            return f"« {typed} » désigne cette commune ou l’un de ses quartiers"
        case Sense.DEBUT:
            return f"« {typed} » est le début de son nom"
        case Sense.CODE_INSEE if found.former:
            return f"« {typed} » est le code Insee {de_nom(found.former)}, qui en fait aujourd’hui partie"
        case Sense.CODE_INSEE | Sense.NOM:
            return ""


def _tell_postal_code(found: Found, scalar: Scalar, context: Context) -> None:
    """Tell an Insee code that is the postal code of other communes too."""
    others = [_de(other) for other in found.others]
    left = len(others) - NAMED_AT_MOST
    if left > 0:
        others[NAMED_AT_MOST:] = [f"de {count(left, 'autre commune', 'autres communes')}"]
    today = f", aujourd’hui {found.commune.nom}" if found.former else ""
    context.tell(
        "code-postal-ou-insee",
        scalar.place,
        f"« {scalar.text} » a été compris comme le code Insee {_de(found)}{today} ;"
        f" c’est aussi le code postal {listing(others)}.",
        _if_right(found, context),
    )


def _tell_beginning(found: Found, scalar: Scalar, context: Context) -> None:
    """Tell a name that was completed."""
    departements = context.atlas.departements
    if CODE.search(scalar.text):
        among = "de ce code postal"
    elif len(departements) > 1 and found.commune.departement in departements:
        among = "des départements du bulletin"
    else:
        among = _de_departement(found.commune.departement, context)
    context.tell(
        "commune-supposee",
        scalar.place,
        f"« {scalar.text} » a été compris comme {found.commune.nom},"
        f" seule commune {among} dont le nom commence ainsi.",
        _if_right(found, context),
        fix=None if found.others else _written_instead(scalar, context.atlas.exact_name(found)),
    )


def _tell_choice(found: Found, scalar: Scalar, context: Context) -> None:
    """Tell a name of the site's départements that another commune, past or of elsewhere, has too."""
    departement = found.departement
    match found.sense:
        case Sense.REUNIE:
            meant = f"l’ancienne commune {_de(found)} ({departement}), aujourd’hui {found.commune.nom}"
        case Sense.ANCIEN_NOM:
            meant = f"l’ancien nom {de_commune(found.commune)} ({departement})"
        case _:
            meant = f"la commune d’aujourd’hui ({departement})"
    context.tell(
        "commune-supposee",
        scalar.place,
        f"« {scalar.text} » a été compris comme {meant} ; une autre commune porte ou a porté ce nom.",
        _if_right(found, context),
    )


def _is_far(found: Found, context: Context) -> bool:
    here = context.atlas.departements
    return bool(here) and not {found.commune.departement, found.departement} & {*here}


def _tell_far(found: Found, scalar: Scalar, context: Context) -> None:
    """Report a bare name or a postal code outside the départements of the site: it may be a mistake."""
    departement = found.commune.departement
    if found.sense is Sense.CODE_POSTAL:
        meant = f"le code postal {_de(found)}"
    else:
        meant = f"une commune {_de_departement(departement, context)}"
    context.tell(
        "commune-eloignee",
        scalar.place,
        f"« {scalar.text} » a été compris comme {meant} ({departement}), hors des départements du bulletin.",
        _if_right(found, context, scalar.text.strip()),
    )


def _if_right(found: Found, context: Context, typed: str = "") -> str:
    """Return the text to type if the commune is the right one, and those for the others that it may be."""
    if found.sense is Sense.ARRONDISSEMENT and typed:
        # « Paris 16 » stays as typed: it is how the commune is printed.
        exact = f"{typed} ({found.commune.departement})"
    elif found.sense is Sense.ANCIEN_NOM:
        exact = context.atlas.exact_name(Found(found.commune))
    else:
        exact = context.atlas.exact_name(found)
    if not found.others:
        return f"Si c’est bien elle, écrivez « {exact} » pour que cela soit sûr."
    return f"Si c’est bien elle, écrivez « {exact} » ; sinon : {_choices(found.others, context)}."


def _de(found: Found) -> str:
    return de_nom(found.former) if found.former else de_commune(found.commune)


def _de_departement(code: str, context: Context) -> str:
    departement = context.atlas.departement(code)
    return de_departement(departement) if departement else "d’ailleurs"


# -- what is said of a name that is not one commune --------------------------------------------------------


def _tell_homonyms(homonyms: Homonyms[Found], scalar: Scalar, context: Context) -> None:
    choices = _choices(homonyms.candidates, context)
    match homonyms.sense:
        case Sense.CODE_POSTAL:
            context.tell(
                "code-postal",
                scalar.place,
                f"« {scalar.text} » est le code postal de plusieurs communes.",
                f"Écrivez le nom de la bonne : {choices}.",
            )
        case Sense.DEBUT:
            context.tell(
                "commune-homonyme",
                scalar.place,
                f"Plusieurs communes s’appellent « {scalar.text} » ou ont un nom qui commence ainsi.",
                f"Écrivez le nom entier, ou précisez le département, comme dans : {choices}.",
            )
        case _:
            context.tell(
                "commune-homonyme",
                scalar.place,
                f"Plusieurs communes s’appellent « {scalar.text} ».",
                f"Précisez le département, comme dans : {choices}.",
            )


def _tell_discord(discord: Discord, scalar: Scalar, context: Context) -> None:
    whose = listing([_de(found) for found in discord.by_code[:MAX_CANDIDATES]])
    context.tell(
        "code-postal",
        scalar.place,
        f"Le code {discord.code} n’est pas celui {_de(discord.by_name[0])}, mais {whose}."
        if len(discord.by_name) == 1
        else f"Aucune commune nommée « {discord.nom} » n’a le code {discord.code}, qui est celui {whose}.",
        f"Écrivez le nom de la bonne : {_choices((*discord.by_name, *discord.by_code), context)}.",
    )


def _tell_unknown(
    suggestions: tuple[str, ...], scalar: Scalar, context: Context, free_keys: frozenset[str]
) -> None:
    """Tell a name that no commune has; another kind of territory is proposed under its own key."""
    typed = scalar.text.strip()
    if CODE.fullmatch(typed):
        context.tell(
            "commune-inconnue",
            scalar.place,
            f"Aucune commune n’a le code Insee ou le code postal « {typed} ».",
            "Écrivez le nom de la commune ; un code Cedex n’en désigne aucune.",
        )
    elif free_keys and (other := _other_line(scalar, context)):
        _tell_other_line(other, scalar, context, free_keys)
    else:
        context.tell(
            "commune-inconnue",
            scalar.place,
            f"La commune « {scalar.text} » n’existe pas.",
            suggestion(suggestions, "Écrivez son nom officiel ou son code Insee."),
            fix=_mended(suggestions, scalar),
        )


def _mended(suggestions: tuple[str, ...], scalar: Scalar) -> Fix | None:
    """Return the fix of a misspelt name, ``None`` unless a single name, of no other département, is near."""
    if len(suggestions) != 1 or ("(" in suggestions[0] and "(" not in scalar.text):
        return None
    return _written_instead(scalar, suggestions[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class _OtherLine:
    """The line to write for a name that is of another kind of territory, and why."""

    reason: str
    key: str
    line: str


def _other_line(scalar: Scalar, context: Context) -> _OtherLine | None:
    """Return the line that says what was meant when it is a département or an EPCI."""
    atlas, typed = context.atlas, scalar.text.strip()
    if WHOLE.fullmatch(fold(typed)) and atlas.departements:
        key = "departement" if len(atlas.departements) == 1 else "departements"
        line = f"{key}: {', '.join(atlas.departements)}"
        return _OtherLine(reason="Pour tout le département,", key="departement", line=line)
    if isinstance(departement := atlas.resolve_departement(typed), Departement):
        line = f"departement: {departement.code}"
        return _OtherLine(reason="C’est un département :", key="departement", line=line)
    if isinstance(epci := atlas.resolve_epci(typed), Epci):
        return _OtherLine(reason="C’est une intercommunalité :", key="epci", line=f"epci: {epci.nom}")
    return None


def _tell_other_line(other: _OtherLine, scalar: Scalar, context: Context, free: frozenset[str]) -> None:
    """Report a name of another kind of territory, with the line to write.

    There is a fix only where the name is alone on its line and the right key is still free.
    """
    alone = LONE_COMMUNE.fullmatch(scalar.place.excerpt)
    typed = scalar.text.strip()
    if alone and alone["value"] == typed:
        where = f"écrivez à la place de cette ligne « {other.line} »."
        text = f"{alone['before']}{other.line}"
        fix = Fix.of_line(scalar.place, text) if other.key in free else None
    else:
        where, fix = f"enlevez « {typed} » d’ici et ajoutez une ligne « {other.line} ».", None
    context.tell(
        "commune-inconnue",
        scalar.place,
        f"La commune « {scalar.text} » n’existe pas.",
        f"{other.reason} {where}",
        fix=fix,
    )


def _written_instead(scalar: Scalar, text: str) -> Fix | None:
    """Return the fix that writes ``text`` for a name, where the file shows that name whole."""
    place = scalar.place
    shown = place.excerpt[place.column - 1 : place.column - 1 + place.length]
    return Fix.of_stretch(place, text) if shown == scalar.text else None


def _choices(candidates: Several[Found], context: Context) -> str:
    """Return the texts to type, at most ``MAX_CANDIDATES``, then how many others there are."""
    texts = [_choice(found, context) for found in candidates[:MAX_CANDIDATES]]
    others = len(candidates) - MAX_CANDIDATES
    return ", ".join(texts) + (f" et {count(others, 'autre', 'autres')}" if others > 0 else "")


def _choice(found: Found, context: Context) -> str:
    exact = context.atlas.exact_name(found)
    text = f"« {exact} »"
    if found.sense not in {Sense.REUNIE, Sense.ANCIEN_NOM}:
        return text
    if exact == found.commune.nom_precis:
        return f"{text} (autrefois {found.former})"
    return f"{text} (aujourd’hui {found.commune.nom})"


def suggestion(suggestions: tuple[str, ...], otherwise: str) -> str:
    """Return the sentence that proposes official names, or ``otherwise`` where none is near."""
    if not suggestions:
        return otherwise
    return f"Vouliez-vous dire {' ou '.join(f'« {name} »' for name in suggestions)} ?"
