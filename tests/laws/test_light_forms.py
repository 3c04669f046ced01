"""The light and the long form of a key give equal values."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from support.front_matter import post

from bulletin.content.model.post import Post
from bulletin.french.dates import MONTHS

PLACE = "commune: Colombes\n"
WORDS = st.text(alphabet="abcdéèœZÉ '’-", min_size=1, max_size=12).map(lambda text: f"p{text.strip(' ')}q")
"""Words without commas and semicolons, which separate values."""
PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
TEXTS = st.lists(PHRASES, min_size=1, max_size=3).map(", ".join)
"""Texts that may hold commas, such as the office of a person."""
DAYS = st.dates(dt.date(2016, 7, 12), dt.date(2017, 3, 1))
HOURS = st.times().map(lambda hour: hour.replace(second=0, microsecond=0))


CLAUSES = (
    ("en 2017", "exercice: 2017"),
    ("par an", "par: an"),
)
"""What may follow a sum, in any order, with its line in the long form."""
FUND = "sur ses fonds propres"


def french(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def block(key: str, *lines: str) -> str:
    return "\n".join((f"{key}:", *(f"  {line}" for line in lines)))


def both(light: str, long: str) -> tuple[Post, Post]:
    return post(PLACE + light), post(PLACE + long)


@settings(deadline=None)  # the first example reads the tables of the territories
@given(
    st.sampled_from(("CTG", "cej", "Sdsf", "Convention territoriale globale", "Contrat enfance et jeunesse")),
    st.integers(1990, 2030),
    st.integers(0, 9),
    st.sampled_from(("{}-{}", "({}-{})", "{} à {}", "de {} à {}", "{} jusqu’en {}", "pour {}/{}")),
)
def test_a_convention_is_equal_in_both_forms(nature: str, year: int, more: int, form: str) -> None:
    light, long = both(
        f"convention: {nature} {form.format(year, year + more)}\nsignature: 2016-07-05",
        block("convention", f"nature: {nature}", f"debut: {year}", f"fin: {year + more}", "etape: signature")
        + "\n  quand: 5 juillet",
    )
    assert light == long


@settings(deadline=None)  # the first example reads the tables of the territories
@given(
    estime=st.booleans(),
    valeur=st.decimals(Decimal("0.1"), Decimal(999), places=1),
    what=st.sampled_from(("fonctionnement", "investissement", "")) | PHRASES,
    share=st.none()
    | st.tuples(st.integers(1, 100), st.sampled_from(("du ", "de la ", "des ", "de l’")), PHRASES),
    clauses=st.lists(st.sampled_from(CLAUSES), unique=True, max_size=2),
    fund=st.sampled_from(("", FUND)),
)
def test_a_montant_is_equal_in_both_forms(
    *,
    estime: bool,
    valeur: Decimal,
    what: str,
    share: tuple[int, str, str] | None,
    clauses: list[tuple[str, str]],
    fund: str,
) -> None:
    typed = f"{valeur} M€".replace(".", ",")
    light = f"montant: {'environ ' if estime else ''}{typed}{''.join(f' {said}' for said, _ in clauses)}"
    light += f"{' de ' if what else ''}{what}{' ' if fund else ''}{fund}"
    lines = [f"valeur: {typed}", f"estime: {'oui' if estime else 'non'}", *(line for _, line in clauses)]
    lines += ["fonds: fonds propres"] * bool(fund)
    if what:
        lines.append(f"{'nature' if what in {'fonctionnement', 'investissement'} else 'objet'}: {what}")
    if share:
        part, article, base = share
        light += f", {part} % {article}{base}"
        lines += [f"part: {part}", f"base: {article}{base}"]
    found, expected = both(light, block("montant", *lines))
    assert found == expected


@settings(deadline=None)  # the first example reads the tables of the territories
@given(PHRASES, st.lists(TEXTS, max_size=3))
def test_people_are_equal_in_both_forms(nom: str, fonctions: list[str]) -> None:
    step = "convention: CTG\nsignature: 5 juillet\n"
    light = f"{step}signataires: {', '.join(filter(None, (nom, ' ; '.join(fonctions))))}"
    offices = [f"    - {fonction}" for fonction in fonctions]
    found, expected = both(light, step + block("signataires", f"nom: {nom}", "fonctions:", *offices))
    assert found == expected
    assert tuple(fonctions) == found.etapes[0].signataires[0].fonctions


@settings(deadline=None)  # the first example reads the tables of the territories
@given(DAYS, HOURS, st.none() | HOURS)
def test_inauguration(day: dt.date, opening: dt.time, closing: dt.time | None) -> None:
    end = f" à {closing.hour} h {closing.minute:02}" if closing and closing > opening else ""
    when = f"{french(day)} {'de' if end else 'à'} {opening.hour} h {opening.minute:02}{end}"
    light, long = both(f"inauguration: {when}", block("inauguration", f"quand: {when}"))
    assert light == long
    assert light.inauguration is not None
    assert light.inauguration.debut is not None
    assert (day, opening) == (light.inauguration.debut.jour, light.inauguration.debut.heure)


@settings(deadline=None)  # the first example reads the tables of the territories
@given(PHRASES, PHRASES)
def test_a_structure_is_equal_in_both_forms(nom: str, nature: str) -> None:
    inauguration = "inauguration: 4 juillet\n"
    light, long = both(
        f"{inauguration}structure: {nom}, {nature}",
        block("inauguration", "quand: 2016-07-04", "structure:", f"  nom: {nom}", f"  nature: {nature}"),
    )
    assert light == long


@settings(deadline=None)  # the first example reads the tables of the territories
@given(DAYS, HOURS, PHRASES, TEXTS)
def test_a_seance_is_equal_in_both_forms(day: dt.date, hour: dt.time, public: str, theme: str) -> None:
    evenement = f"evenement: {french(day)}\n"
    when = f"{french(day)} à {hour.hour} h {hour.minute:02}"
    light, long = both(
        f"{evenement}seances:\n  - {when}, {public}, {theme}",
        evenement
        + block(
            "seances", f"- debut: {day.isoformat()}T{hour:%H:%M}", f"  public: {public}", f"  theme: {theme}"
        ),
    )
    assert light == long
    assert theme == light.evenement.seances[0].theme if light.evenement else False


@settings(deadline=None)  # the first example reads the tables of the territories
@given(DAYS, st.integers(0, 9), st.booleans(), st.booleans())
def test_an_inscription_is_equal_in_both_forms(
    day: dt.date, earlier: int, gratuit: bool, obligatoire: bool
) -> None:
    limit = day - dt.timedelta(earlier)
    pieces = ["forum@exemple.fr", "https://exemple.fr/a", "01 41 00 00 00", f"avant le {french(limit)}"]
    lines = ["courriel: forum@exemple.fr", "url: https://exemple.fr/a", "telephone: 01 41 00 00 00"]
    lines.append(f"avant_le: {limit.isoformat()}")
    if gratuit:
        pieces.append("gratuit")
        lines.append("gratuit: oui")
    if obligatoire:
        pieces.append("obligatoire")
        lines.append("obligatoire: oui")
    evenement = f"evenement: {french(day)}\n"
    light, long = both(
        f"{evenement}inscription: {', '.join(pieces)}", evenement + block("inscription", *lines)
    )
    assert light == long


@settings(deadline=None)  # the first example reads the tables of the territories
@given(DAYS, st.integers(0, 30), st.none() | HOURS)
def test_an_evenement_is_equal_in_both_forms(day: dt.date, length: int, hour: dt.time | None) -> None:
    last = day + dt.timedelta(length)
    if hour is None or not length:
        light, long = f"du {french(day)} au {french(last)}", (day.isoformat(), last.isoformat())
    else:
        at = f" à {hour.hour} h {hour.minute:02}"
        light, long = f"du {french(day)}{at} au {french(last)}{at}", (french(day) + at, french(last) + at)
    found, expected = both(f"evenement: {light}", block("evenement", f"debut: {long[0]}", f"fin: {long[1]}"))
    assert found == expected
