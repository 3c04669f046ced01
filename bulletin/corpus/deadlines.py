"""What the editor of the bulletin has to do on a day: ends of conventions, late signatures, missing texts.

Pure. The list is for the editor and is on no page of the site. Each row has its day, its subject, the file to
edit, the reason and the remedy.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from bulletin.content.addresses import numero_address
from bulletin.content.model.evenement import Evenement, EvenementEtat
from bulletin.content.model.post import Image, Post
from bulletin.corpus.corpus import Corpus
from bulletin.corpus.lifecycle import BINDING, Convention, Situation, Statut, is_near_end
from bulletin.corpus.sentences import Phrasing
from bulletin.diagnostics import Place
from bulletin.french.dates import add_months
from bulletin.french.printed import count, no_break, on, typography
from bulletin.french.printed import day as day_text

MONTHS_WITHOUT_NEWS = 12
"""A negotiation is listed after this many months without news."""
CLOSING_DAYS = 30
"""Registrations are listed when they close within this many days."""


class Rubrique(StrEnum):
    """Why a row is in the list; in the order in which rows are printed."""

    FIN = "fin"
    """A convention that ends soon and has no signed successor."""
    SIGNATURE = "signature"
    """A signature that was expected on a day that has passed."""
    NEGOCIATION = "negociation"
    """A negotiation without news for a year."""
    INSCRIPTION = "inscription"
    """Registrations that close soon."""
    SUITE = "suite"
    """A past event that no post reports on."""
    RESUME = "resume"
    """A post without a summary of its own."""
    CREDIT = "credit"
    """An image whose author is not named."""


HEADINGS: Mapping[Rubrique, str] = MappingProxyType(
    {
        Rubrique.FIN: "Conventions qui finissent bientôt, sans suite signée",
        Rubrique.SIGNATURE: "Signatures annoncées et en retard",
        Rubrique.NEGOCIATION: "Discussions sans nouvelles depuis un an",
        Rubrique.INSCRIPTION: "Inscriptions bientôt closes",
        Rubrique.SUITE: "Rencontres passées sans compte rendu",
        Rubrique.RESUME: "Articles sans résumé",
        Rubrique.CREDIT: "Images sans crédit",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One thing to do.

    ``jour`` is the day that ``rubrique`` is about: the end of the convention, the expected day, that of the
    last news, the closing, the last day of the event, the day of the post; ``None`` when it is not known.
    ``id`` is the identifier of a convention, else the address of a page or post. Texts are in French.
    """

    rubrique: Rubrique
    jour: dt.date | None
    id: str
    titre: str
    place: Place
    message: str
    remede: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """All there is to do on ``day``, by rubrique, then by day, then by identifier.

    ``mois`` is how many months before their end conventions are listed.
    """

    day: dt.date
    mois: int
    rows: tuple[Deadline, ...]


def deadlines(corpus: Corpus, mois: int | None = None) -> Deadlines:
    """Return what there is to do on the day of the corpus.

    ``mois`` is how many calendar months before its last day a convention is listed; by default that of the
    configuration. Only published posts are read.
    """
    months = corpus.config.conventions.alerte_mois if mois is None else mois
    rows = (*_conventions(corpus, months), *_evenements(corpus), *_writing(corpus))
    return Deadlines(day=corpus.day, mois=months, rows=tuple(sorted(rows, key=_order)))


def _order(row: Deadline) -> tuple[int, dt.date, str, int, str]:
    return (
        tuple(Rubrique).index(row.rubrique),
        row.jour or dt.date.min,
        row.id,
        row.place.line,
        row.message,
    )


# -- conventions -----------------------------------------------------------------------------------------


def _conventions(corpus: Corpus, months: int) -> Iterator[Deadline]:
    phrasing = Phrasing(corpus.config, corpus.atlas)
    for situation in corpus.situations.values():
        convention = situation.convention
        if _ends_soon(situation, months):
            yield _end_row(convention, phrasing)
        if situation.statut is not Statut.EN_NEGOCIATION:
            continue
        expected = convention.signature_prevue
        if expected is not None and expected.last < corpus.day:
            yield Deadline(
                rubrique=Rubrique.SIGNATURE,
                jour=expected.last,
                id=convention.id,
                titre=phrasing.name(convention),
                place=_place(convention, "signature_prevue"),
                message=f"La signature était prévue {on(expected)}, et aucune n’est racontée.",
                remede="Racontez la signature, ou annoncez la nouvelle date avec « signature_prevue ».",
            )
        news = last_news(convention)
        if news is None or add_months(news, MONTHS_WITHOUT_NEWS) <= corpus.day:
            yield _no_news_row(convention, news, phrasing)


def _ends_soon(situation: Situation, months: int) -> bool:
    return (
        situation.statut in BINDING
        and not situation.replaced_by
        and is_near_end(situation.convention, months)
    )


def _end_row(convention: Convention, phrasing: Phrasing) -> Deadline:
    return Deadline(
        rubrique=Rubrique.FIN,
        jour=convention.ends,
        id=convention.id,
        titre=phrasing.name(convention),
        place=_place(convention, "nouvelle_fin", "fin", "periode", "duree"),
        message="Aucune convention signée ne lui succède.",
        remede=f"Quand la suite est signée, racontez-la avec « remplace: {convention.id} » ; "
        "si elle est prolongée, avec « nouvelle_fin ».",
    )


def _no_news_row(convention: Convention, news: dt.date | None, phrasing: Phrasing) -> Deadline:
    return Deadline(
        rubrique=Rubrique.NEGOCIATION,
        jour=news,
        id=convention.id,
        titre=phrasing.name(convention),
        place=_place(convention),
        message=f"La dernière nouvelle est du {day_text(news)}, et aucune signature n’est connue."
        if news
        else "Aucune étape n’est racontée, et aucune signature n’est connue.",
        remede="Racontez où en est la discussion, la signature (« etape: signature ») "
        "ou l’abandon (« etape: abandon »).",
    )


def last_news(convention: Convention) -> dt.date | None:
    """Return the latest of the days of its steps and of the posts that report them."""
    posts = [report.post.jour for report in convention.known if report.post is not None]
    steps = [report.etape.jour for report in convention.effective]
    return max((*posts, *steps), default=None)


def _place(convention: Convention, *keys: str) -> Place:
    """Return where the latest report gives one of these keys, else where the latest report begins."""
    facts = (*convention.history.base, *(report.etape for report in convention.known))
    stating = [etape for etape in facts if any(key in etape.places for key in keys)]
    latest = (stating or facts)[-1:]
    return latest[0].place(*keys) if latest else Place(path="")


# -- events ----------------------------------------------------------------------------------------------


def _evenements(corpus: Corpus) -> Iterator[Deadline]:
    for post in corpus.published:
        evenement = post.evenement
        if evenement is None or evenement.etat is EvenementEtat.ANNULE:
            continue
        closing = _closing_day(evenement)
        if closing is not None and 0 <= (closing - corpus.day).days <= CLOSING_DAYS:
            yield _post_row(
                post,
                Rubrique.INSCRIPTION,
                closing,
                "C’est le dernier jour pour s’inscrire.",
                "Rappelez-le aux familles et aux partenaires ; si tout est pris, écrivez « etat: complet ».",
            )
        is_announced = post.jour <= evenement.dernier_jour  # else the post itself is the report
        if is_announced and evenement.dernier_jour < corpus.day and not evenement.suite:
            yield _post_row(
                post,
                Rubrique.SUITE,
                evenement.dernier_jour,
                "La rencontre a eu lieu, et aucun article n’en rend compte.",
                "Écrivez le compte rendu, puis ajoutez ici « suite: » et le nom de son fichier.",
            )


def _closing_day(evenement: Evenement) -> dt.date | None:
    if evenement.inscription is None or evenement.etat is EvenementEtat.COMPLET:
        return None
    return evenement.inscription.avant_le


# -- writing ---------------------------------------------------------------------------------------------


def _writing(corpus: Corpus) -> Iterator[Deadline]:
    for post in corpus.published:
        if not post.resume:
            yield _post_row(
                post,
                Rubrique.RESUME,
                post.jour,
                "Les listes et les flux montrent le début du texte, coupé.",
                "Ajoutez « resume: » et une ou deux phrases qui disent l’essentiel.",
            )
        for image in _uncredited(post.images):
            place = post.place("image")
            yield _credit_row(image, post.jour, post.address, post.titre, place)
    for page in corpus.pages:
        place = page.place("image")
        for image in _uncredited(page.images):
            yield _credit_row(image, page.mise_a_jour, page.address, page.titre, place)
    for numero in corpus.numeros.values():
        for image in _uncredited(numero.images):
            titre = numero.titre or f"Numéro {numero.id}"
            address, place = numero_address(numero.id), Place(path=numero.source)
            yield _credit_row(image, numero.date.last if numero.date else None, address, titre, place)


def _uncredited(images: Iterable[Image]) -> tuple[Image, ...]:
    return tuple(image for image in images if not image.credit)


def _credit_row(image: Image, jour: dt.date | None, address: str, titre: str, place: Place) -> Deadline:
    return Deadline(
        rubrique=Rubrique.CREDIT,
        jour=jour,
        id=address,
        titre=typography(titre),
        place=place,
        message=f"L’auteur de « {image.fichier} » n’est pas nommé.",
        remede="Ajoutez « credit: » et le nom de l’auteur sous l’image.",
    )


def _post_row(post: Post, rubrique: Rubrique, jour: dt.date, message: str, remede: str) -> Deadline:
    return Deadline(
        rubrique=rubrique,
        jour=jour,
        id=post.address,
        titre=typography(post.titre),
        place=post.place("titre"),
        message=message,
        remede=remede,
    )


# -- as texts --------------------------------------------------------------------------------------------


def deadlines_text(found: Deadlines) -> str:
    """Return the list as one reads it in a terminal: a heading for each rubrique that has rows."""
    head = f"Échéances au {day_text(found.day)} (fins de convention : {count(found.mois, 'mois', 'mois')})"
    groups = [
        "\n".join((f"{HEADINGS[rubrique]} ({len(rows)})", *(_row_text(row) for row in rows)))
        for rubrique in Rubrique
        if (rows := [row for row in found.rows if row.rubrique is rubrique])
    ]
    return no_break("\n\n".join((head, *(groups or ["Rien à signaler."]))))


def _row_text(row: Deadline) -> str:
    day = day_text(row.jour) if row.jour else "sans date"
    return "\n".join(
        (
            f"  {day} — {row.titre}",
            f"    {row.place.path}, ligne {row.place.line} ({row.id})",
            f"    {row.message}",
            f"    → {row.remede}",
        )
    )


def deadlines_json(found: Deadlines) -> list[dict[str, str | int | None]]:
    """Return the rows as JSON values, in the same order; ``jour`` is ISO or null, ``ligne`` from 1."""
    return [
        {
            "rubrique": row.rubrique.value,
            "jour": row.jour.isoformat() if row.jour else None,
            "id": row.id,
            "titre": row.titre,
            "fichier": row.place.path,
            "ligne": row.place.line,
            "message": no_break(row.message),
        }
        for row in found.rows
    ]
