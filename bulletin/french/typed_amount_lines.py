"""A whole line of an amount: « environ 4,9 M€ de prestation enfance jeunesse, 55 % du reste à charge ».

After the sum come, in any order, the year, what it is paid by, the fund, who pays, and what for. What cannot
be read is refused with the long form filled in, a second sum with each on a line of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from bulletin.diagnostics import Unreadable
from bulletin.french.readable import readable_part
from bulletin.french.slugs import one_line, plain
from bulletin.french.typed_amounts import (
    AMOUNT,
    amount_value,
    no_amount,
    parse_amount_of_part,
    reserve_of,
    split_qualifier,
)
from bulletin.french.typed_numbers import spelled_number

_WHOLE = 100

_SUM = re.compile(
    r"(?<![\w.,'’-])[0-9](?:[0-9 .,'’]*[0-9])? ?"
    r"(?:(?:k|m|mds?|mrds?) ?(?:€|euros?\b|eur\b)|(?:milliers?|millions?|milliards?)\b|€|euros?\b|eur\b)",
    re.IGNORECASE,
)
"""A sum that cannot be taken for any other number."""
_SPREAD = re.compile(
    r"(?:(?P<between>entre )(?P<low>[0-9][0-9 .,]*?) ?(?P<unit>[kKM]?(?:€|euros)?) et"
    r"|(?:de )?(?P<from>[0-9][0-9 .,]*?) ?(?P<of>[kKM]?(?:€|euros)?) à) (?P<high>[0-9][0-9 .,]*?)"
    r" ?(?P<last>[kKM]?(?:€|euros\b)|millions d['’]euros)(?P<rest>.*)"
)
"""« entre 10 000 et 12 000 € », « 4 à 5 M€ »."""
_SHARE_FIRST = re.compile(r"(?P<share>[0-9]+(?:[.,][0-9]+)? ?% .+?),? soit (?P<sum>[0-9].*)", re.IGNORECASE)
_OTHER_MONEY = re.compile(r"(?:francs?|dollars?|livres?|chf|f?cfa|f)\b|[$£]", re.IGNORECASE)
_ABOUT = re.compile(
    r"(?:environ|env\.)(?= |$)|\((?:environ|estimation|estimée?s?|montant estimé)\)", re.IGNORECASE
)
"""What says after a sum that it is an estimate."""
_NEUTRAL = re.compile(
    r"^(?:soit |un |une |le |la )?(?:montant|somme|enveloppe|total)(?: totale?| globale?)? (?:de |d['’]|: ?)"
    r"|^soit ",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"(?P<rest>.*?)(?:,? soit |, | ?(?<=[^0-9]),)(?P<part>[0-9]+(?:[.,][0-9]+)?) ?%(?: (?P<of>.*))?"
)
_LATE_SHARE = re.compile(r"(?P<what>.*?),? ?(?P<share>(?:[0-9]+(?:[.,][0-9]+)?)? ?%.*)")
_BASE = re.compile(r"(?P<article>du |des |de la |de l['’]|de |d['’])(?P<base>.+)", re.IGNORECASE)

_STOP = r"(?= (?:pour|en|au titre|par|sur (?:ses|son|leurs?)) |,|$)"
"""Where the words of a fund or of a funder end."""
_YEARS = r"(?:19|20)[0-9]{2}(?: ?(?:-|/|à|et) ?[0-9]{2,4})?"
_IN_YEAR = (
    r"(?:(?:en|pour|au titre de|sur)(?: l['’](?:année|exercice)| les années| la période)? ?"
    rf"(?P<exercice>{_YEARS})|\((?P<between>{_YEARS})\))(?![\w€%]| ?[0-9])"
)
_PER = (
    r"(?:(?:par |/ ?)(?P<par>(?:an|année|mois|trimestre|place|enfant|famille|heure|jour)\b"
    r"(?: (?:cré|accueill|ouvert|occup|inscrit)\w*)?)"
    r"|(?P<yearly>annuels?)\b)"
)
_FUND = (
    r"(?:sur|via|au titre d[eu]|dans le cadre d[eu]) "
    rf"(?P<fonds>(?:ses |son |leurs? |les? )?(?:fonds|dotation|budget)\b[^,]*?){_STOP}"
)
_OF_FUND = rf"(?:du|des) (?P<fund>(?-i:F)onds\b[^,]*?){_STOP}"
_CLAUSES = tuple(re.compile(form, re.IGNORECASE) for form in (_IN_YEAR, _PER, _FUND, _OF_FUND))
_LAST_CLAUSES = tuple(
    re.compile(rf"(?P<rest>.+?){form}", re.IGNORECASE)
    for form in (rf",? {_PER}", rf",? {_FUND}", rf"(?:,| (?=\()) ?{_IN_YEAR}")
)
"""What may end the line as well; a year only after a comma or in brackets, for « un accueil en 2017 »."""
_DATED_WORD = re.compile(rf"(?P<word>\S+) {_IN_YEAR}", re.IGNORECASE)
_POSSESSIVE = re.compile(r"^(?:ses|son|leurs?|les?) ", re.IGNORECASE)
_OF_WHAT = re.compile(r"(?:de |d['’]|(?P<pour>pour ))(?P<what>.+)", re.IGNORECASE)
_TO_WHOM = re.compile(r"(?:versée?s? )?(?:à (?=la |l['’])|au |aux )(?P<who>.+)", re.IGNORECASE)
_BODY = (
    r"(?:caf|cnaf|msa|cpam|carsat|ville|commune|mairie|[ée]tat|d[ée]partement|r[ée]gion|ccas|m[ée]tropole"
    r"|conseil (?:d[ée]partemental|r[ée]gional|g[ée]n[ée]ral|municipal)|communaut[ée]|agglom[ée]ration"
    r"|intercommunalit[ée])\b"
)
_FUNDER = re.compile(rf"(?P<article>de la |de l['’]|du |des )(?P<who>{_BODY}[^,]*?){_STOP}", re.IGNORECASE)
_PAID_BY = re.compile(
    r"(?:(?:versée?s?|financée?s?|accordée?s?|allouée?s?|attribuée?s?|apportée?s?|payée?s?) )?"
    rf"par (?P<who>(?:la |le |l['’]|les )?{_BODY}[^,]*?){_STOP}",
    re.IGNORECASE,
)
_ARTICLES: Final = {"de la": "la ", "de l'": "l’", "du": "le ", "des": "les "}
_OWN_CAF: Final = frozenset({"la caf", "caf"})
"""The funder that is meant where none is named."""
_BEFORE_SUM = re.compile(
    r"(?:(?:environ|plus de|moins de|près de|au moins|au plus|estimée?s?(?: à)?) ?)?$", re.IGNORECASE
)
_BETWEEN_SUMS = re.compile(r"(?:[,;+:(]|\b(?:et|plus|puis|dont|de)\b|d['’]|\s)+$", re.IGNORECASE)
_LASTING = re.compile(
    rf"(?P<kept>(?:{_PER})?),? ?(?:pendant|durant|sur) (?:l[ea]s? )?(?:[0-9]+|\w+) (?:ans?|années?|mois)\b.*",
    re.IGNORECASE,
)
"""How long it is paid, which is no part of a sum: « /an pendant 4 ans »."""
_OF_WHICH = re.compile(r"\bdont[\s:(]*$", re.IGNORECASE)


class NatureMontant(StrEnum):
    """What an amount is spent on."""

    FONCTIONNEMENT = "fonctionnement"
    """The running of a service."""
    INVESTISSEMENT = "investissement"
    """Works and equipment."""
    PRESTATION = "prestation"
    """A benefit paid to a service for what it did."""
    POSTE = "poste"
    """Somebody's wage."""
    AUTRE = "autre"
    """None of these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LightAmount:
    """What one line says of an amount."""

    valeur: Decimal
    """In euros."""
    estime: bool = False
    """Whether it is an estimate."""
    reserve: str = ""
    """« plus de », « près de »…: what makes it no exact sum, as printed; it is an estimate then."""
    nature: NatureMontant | None = None
    """The nature, if the line names one."""
    objet: str = ""
    """What it pays for, as typed, if the line says anything but a nature."""
    pour: bool = False
    """Whether « pour » introduces the purpose, and not « de »."""
    financeur: str = ""
    """Who pays, with the article; the site's Caf is not named."""
    fonds: str = ""
    """The fund that it is taken from, as typed, without its article."""
    exercice: str = ""
    """The year or years, as typed."""
    par: str = ""
    """What it is paid by, an, place…: it is no total then."""
    part: Decimal | None = None
    """The share of ``base`` that it is, in per cent, above 0 and at most 100."""
    base: str = ""
    """What it is a share of, as typed, without its article."""
    base_article: str = ""
    """What introduces the base: du, des, de la, de l', de or d'."""


def parse_light_amount(text: str) -> LightAmount:
    """Return what a line says: ``[environ] <amount> [en <year>] [de|pour <what>][, <n> % du <base>]``."""
    typed = _in_figures(_NEUTRAL.sub("", one_line(text), count=1))
    _refuse_other_forms(text, typed)
    share = _SHARE.fullmatch(typed)
    rest = share["rest"] if share else typed
    qualifier, certain = split_qualifier(rest)
    amount = AMOUNT.match(certain)
    if amount is None:
        raise _no_sum(text, typed)
    what = certain[amount.end() :].strip(" ,")
    if _SUM.search(what):
        raise _two_sums(text, typed, len(rest))
    said = _what(what, LightAmount(valeur=amount_value(amount), estime=bool(qualifier)))
    if said is None or "%" in what:
        raise _unread(text, amount[0].strip(), what.strip(" ,:;"))
    part, base_article, base = _share(share["part"], share["of"] or "") if share else (None, "", "")
    return replace(said, reserve=reserve_of(qualifier), part=part, base=base, base_article=base_article)


def _in_figures(typed: str) -> str:
    """Return « 4 millions d’euros » for « quatre millions d’euros »."""
    words = typed.split()
    for count in range(min(len(words) - 1, 3), 0, -1):
        number = spelled_number(" ".join(words[:count]))
        if number is not None and plain(words[count]).startswith(("mill", "euro")):
            return " ".join((str(number), *words[count:]))
    return typed


def _refuse_other_forms(text: str, typed: str) -> None:
    """Refuse two limits for one sum, a share before its sum, and another money."""
    if found := _SPREAD.fullmatch(typed):
        low = f"{found['low'] or found['from']} {found['unit'] or found['of'] or found['last']}"
        high = f"{found['high']} {found['last']}{found['rest']}"
        raise no_amount(text, f"Écrivez « plus de {low}{found['rest']} » ou « au plus {high} ».")
    if found := _SHARE_FIRST.fullmatch(typed):
        mended = f"{found['sum']}, {found['share']}"
        raise no_amount(text, f"Écrivez « {mended} ».", mended)
    amount = AMOUNT.match(typed)
    if amount is not None and _OTHER_MONEY.match(typed[amount.end() :].strip()):
        raise no_amount(text, "Écrivez le montant en euros : « <montant> € ».")


# -- what the words after a sum say ----------------------------------------------------------------------


def _what(text: str, amount: LightAmount) -> LightAmount | None:
    """Return the amount with what the words after its sum say, None where they say something else."""
    rest = text
    while match := next(filter(None, (clause.match(rest) for clause in _CLAUSES)), None):
        amount, rest = _with_clause(amount, match), rest[match.end() :].strip(" ,")
    if _ABOUT.search(rest):
        return _what(_ABOUT.sub("", rest, count=1).strip(" ,"), replace(amount, estime=True))
    if paid_by := _PAID_BY.match(rest):
        return _what(rest[paid_by.end() :].strip(" ,"), _paid(amount, paid_by["who"]))
    for clause in _LAST_CLAUSES:
        if last := clause.fullmatch(rest):
            amount, rest = _with_clause(amount, last), last["rest"].strip(" ,")
    if funder := _FUNDER.match(rest):
        who = f"{_ARTICLES[plain(funder['article'])]}{funder['who']}"
        return _what(rest[funder.end() :].strip(" ,"), _paid(amount, who))
    if not rest:
        return amount
    of_what = _OF_WHAT.fullmatch(rest)
    return _with_purpose(amount, of_what["what"], pour=of_what["pour"] is not None) if of_what else None


def _paid(amount: LightAmount, who: str) -> LightAmount:
    return replace(amount, financeur="" if plain(who) in _OWN_CAF else who)


def _with_clause(amount: LightAmount, match: re.Match[str]) -> LightAmount:
    """Add a year, a fund, or what it is paid by."""
    found = match.groupdict()
    if years := found.get("exercice") or found.get("between"):
        return replace(amount, exercice=years)
    if fund := found.get("fonds") or found.get("fund"):
        return replace(amount, fonds=_POSSESSIVE.sub("", fund))
    return replace(amount, par=found.get("par") or "an")


def _with_purpose(amount: LightAmount, what: str, *, pour: bool) -> LightAmount:
    """Add what it pays for: a single word that is a nature is the nature."""
    if (dated := _DATED_WORD.fullmatch(what)) and plain(dated["word"]) in set(NatureMontant):
        amount, what = _with_clause(amount, dated), dated["word"]
    word = plain(what)
    if word in set(NatureMontant):
        return replace(amount, nature=NatureMontant(word))
    return replace(amount, objet=what, pour=pour)


def _share(figures: str, of: str) -> tuple[Decimal, str, str]:
    """Return the share in per cent, the article of its base and the base."""
    part = Decimal(figures.replace(",", "."))
    if not 0 < part <= _WHOLE:
        raise no_amount(f"{figures} %", "Une part est un nombre de 1 à 100.")
    match = _BASE.fullmatch(of)
    if match is None:
        raise no_amount(f"{figures} % {of}".strip(), f"Dites de quoi : « {figures} % du <total> ».")
    return part, match["article"].lower().replace("’", "'").strip(), match["base"]


# -- remedies --------------------------------------------------------------------------------------------


def _no_sum(text: str, typed: str) -> Unreadable:
    """Return the refusal of a line that does not begin with a sum, with the one that stands in it."""
    if plain(typed).startswith("-"):
        return no_amount(text, "Un montant ne peut pas être négatif.")
    part = readable_part(typed, parse_amount_of_part)
    if not part or "%" in typed.partition(part)[2][:2]:
        return no_amount(text)
    before, _, after = typed.partition(part)
    before = re.sub(r"(?:^| )(?:de|d['’]|à)$", "", before.strip(" ,:;"))
    try:
        said = parse_light_amount(f"{part} {after.strip(' ,:;')}")
    except Unreadable:
        return _unread(text, part, ", ".join(filter(None, (before, after.strip(" ,:;")))))
    purpose = ", ".join(filter(None, (before, f"{'pour ' if said.pour else ''}{said.objet}")))
    others = ("financeur", "fonds", "exercice", "par")
    told = tuple((key, value) for key in others if (value := getattr(said, key)))
    return _in_pairs(text, (("valeur", part), ("objet", purpose), *told))


def _unread(text: str, valeur: str, rest: str) -> Unreadable:
    """Return the refusal of a sum with words that cannot be read: a share wants a comma before it."""
    if lasting := _LASTING.fullmatch(rest):
        gap = " " if re.search(rf"\s{re.escape(rest)}$", text) and lasting["kept"] else ""
        said = f"{valeur}{gap}{lasting['kept']}"
        return no_amount(text, f"Écrivez « {said} », et sa durée dans le texte de l’article.")
    share = _LATE_SHARE.fullmatch(rest)
    if share is None:
        return _in_long_form(text, valeur, rest)
    if not share["what"] and rest.startswith("%"):
        return no_amount(text, f"Écrivez « <montant> €, {valeur} {rest} ».")
    what = re.sub(r"(?:^| )soit$", "", share["what"].strip())
    mended = f"{' '.join(filter(None, (valeur, what)))}, {share['share']}"
    return no_amount(text, f"Écrivez « {mended} ».", mended)


def _in_long_form(text: str, valeur: str, rest: str) -> Unreadable:
    """Return the refusal with the block to write: the words are what it pays for, or whom it goes to."""
    if not rest:
        return no_amount(text, f"Écrivez « {valeur} ».", valeur)
    what, whom = _OF_WHAT.fullmatch(rest), _TO_WHOM.fullmatch(rest)
    purpose = rest if what is None or what["pour"] else what["what"]
    words = ("beneficiaire", whom["who"]) if whom else ("objet", purpose)
    return _in_pairs(text, (("valeur", valeur), words))


def _in_pairs(text: str, pairs: tuple[tuple[str, str], ...]) -> Unreadable:
    lines = "\n".join(f"  {key}: {value}" for key, value in pairs)
    fault = no_amount(text)
    return Unreadable(fault.code, fault.message, f"Écrivez la forme longue :\nmontant:\n{lines}", pairs=pairs)


def _two_sums(text: str, typed: str, length: int) -> Unreadable:
    """Return the refusal of a line with several sums, each written out on a line of its own.

    They stand in the first ``length`` characters of ``typed``; what follows is the share of the last.
    """
    first = AMOUNT.search(typed)
    begin = first.end() if first else 0
    sums = _SUM.finditer(typed, begin, length)
    starts = (0, *(_start(typed, found.start()) for found in sums), len(typed))
    pieces = [typed[start:end] for start, end in pairwise(starts)]
    items = [_BETWEEN_SUMS.sub("", piece).strip() for piece in pieces]
    if _OF_WHICH.search(pieces[0]):
        return _with_detail(text, items)
    if not all(map(_is_readable, items)):
        return no_amount(text, "Écrivez un montant par ligne, sous « montants: ».")
    lines = "\n".join(f"  - {item}" for item in items)
    return Unreadable(
        "montant-illisible",
        f"« {text} » dit plusieurs montants.",
        f"Écrivez un montant par ligne :\nmontants:\n{lines}",
        several=tuple(items),
    )


def _is_readable(item: str) -> bool:
    try:
        parse_light_amount(item)
    except Unreadable:
        return False
    return True


def _with_detail(text: str, items: list[str]) -> Unreadable:
    """Return the refusal of a sum with a part of it, which is never added to it."""
    total, *details = (item.strip(" ()") for item in items)
    detail = _as_detail(details)
    if detail:
        hint = f"Écrivez la forme longue :\nmontant:\n  valeur: {total}\n  dont:\n{detail}"
    else:
        hint = f"Écrivez le total, « {total} », et son détail dans le texte de l’article."
    return Unreadable("montant-illisible", f"« {text} » dit un montant et son détail.", hint)


def _start(rest: str, position: int) -> int:
    """Return where a sum begins, with the « environ » before it."""
    before = _BEFORE_SUM.search(rest[:position])
    return before.start() if before else position


def _as_detail(items: list[str]) -> str:
    """Return the lines of « dont », "" where a part says more than its year and what it is paid by."""
    lines = []
    for item in items:
        try:
            amount = parse_light_amount(item)
        except Unreadable:
            return ""
        if amount != LightAmount(valeur=amount.valeur, exercice=amount.exercice, par=amount.par):
            return ""
        found = AMOUNT.match(item)
        lines.append(f"    - valeur: {found[0].strip() if found else item}")
        lines += [f"      {key}: {value}" for key in ("exercice", "par") if (value := getattr(amount, key))]
    return "\n".join(lines)
