"""The French sentences on conventions, amounts, people and places."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from support.small_register import ATLAS, CONFIG, register
from support.spaces import plain_spaces

from bulletin.config.model import Config, ConventionsConfig
from bulletin.config.natures import NATURES, Nature
from bulletin.content.model.convention import Partie
from bulletin.content.model.montant import Annuite, Montant
from bulletin.content.model.personne import Personne
from bulletin.content.model.territoire import Lieu
from bulletin.corpus.lifecycle import Statut
from bulletin.corpus.sentences import (
    STATUTS,
    Phrasing,
    amount_text,
    beside,
    party_text,
    person_text,
    place_text,
)

SPEAKER = Phrasing(CONFIG, ATLAS)
LE_CEJ = "Le CEJ de Boulogne-Billancourt"
LA_CTG = "La CTG de la CC de l’Argonne Ardennaise"


def printed(nature: str, *facts: str, day: str = "2016-08-01") -> tuple[str, str]:
    """The state and the sentence of a convention that one post reports, with plain spaces."""
    territoire = "commune: Boulogne-Billancourt" if nature == "CEJ" else "epci: CC de l'Argonne Ardennaise"
    block = "\n".join(f"  {fact}" for fact in (f"nature: {nature}", *facts))
    found = register(f"-- 2016-07-11-post --\n{territoire}\nconvention:\n{block}\n").situation(day)
    return SPEAKER.statut(found), plain_spaces(SPEAKER.phrase(found))


SIGNED = "signature: 5 juillet 2016"


@pytest.mark.parametrize(
    ("fin", "in_force", "over"),
    [
        ("2018", "jusqu’à la fin de l’année 2018", "à la fin de l’année 2018"),
        ("2018-T3", "jusqu’à la fin du troisième trimestre 2018", "à la fin du troisième trimestre 2018"),
        ("mars 2018", "jusqu’à la fin de mars 2018", "à la fin de mars 2018"),
        ("août 2018", "jusqu’à la fin d’août 2018", "à la fin d’août 2018"),
        ("1er mars 2018", "jusqu’au 1er mars 2018", "le 1er mars 2018"),
    ],
)
def test_in_force_then_over_with_an_end_as_precise_as_typed(fin: str, in_force: str, over: str) -> None:
    facts = (SIGNED, "debut: 2015", f"fin: {fin}")
    assert printed("CEJ", *facts) == ("En vigueur", f"{LE_CEJ} est en vigueur {in_force}.")
    assert printed("CTG", *facts) == ("En vigueur", f"{LA_CTG} est en vigueur {in_force}.")
    assert printed("CEJ", *facts, day="2019-01-01") == ("Échu", f"{LE_CEJ} est arrivé à échéance {over}.")
    assert printed("CTG", *facts, day="2019-01-01") == ("Échue", f"{LA_CTG} est arrivée à échéance {over}.")


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ((SIGNED, "debut: 2015"), "depuis 2015"),
        ((SIGNED, "debut: 2015-T2"), "depuis le deuxième trimestre 2015"),
        ((SIGNED, "debut: avril 2015"), "depuis avril 2015"),
        ((SIGNED, "debut: 1er avril 2015"), "depuis le 1er avril 2015"),
        ((SIGNED,), ", signé le 5 juillet 2016"),
        (("signature: juillet 2016",), ", signé en juillet 2016"),
        (("signature: 2016-T2",), ", signé au deuxième trimestre 2016"),
        (("copil: 5 juillet 2016",), ""),
    ],
)
def test_in_force_without_a_known_end(facts: tuple[str, ...], expected: str) -> None:
    since = expected if expected.startswith(",") else f" {expected}" if expected else ""
    assert (
        printed("CEJ", *facts)[1]
        == f"{LE_CEJ} est en vigueur{since} ; sa fin n’est pas connue de ce bulletin."
    )


@pytest.mark.parametrize(
    ("signature", "debut", "expected"),
    [
        ("5 juillet 2016", "2017", "a été {} le 5 juillet 2016 et s’applique à partir de 2017"),
        ("avril 2016", "octobre 2016", "a été {} en avril 2016 et s’applique à partir d’octobre 2016"),
        ("2016", "2017-T1", "a été {} en 2016 et s’applique à partir du premier trimestre 2017"),
        (
            "2016-T2",
            "1er mars 2017",
            "a été {} au deuxième trimestre 2016 et s’applique à partir du 1er mars 2017",
        ),
    ],
)
def test_signed_before_its_start(signature: str, debut: str, expected: str) -> None:
    facts = (f"signature: {signature}", f"debut: {debut}")
    assert printed("CEJ", *facts) == ("Signé", f"{LE_CEJ} {expected.format('signé')}.")
    assert printed("CTG", *facts) == ("Signée", f"{LA_CTG} {expected.format('signée')}.")


def test_signed_on_a_day_that_is_not_known() -> None:
    assert (
        printed("CTG", "bilan: 5 juillet 2016", "debut: 2017")[1]
        == f"{LA_CTG} est signée et s’applique à partir de 2017."
    )


@pytest.mark.parametrize(
    ("expected_day", "phrase"),
    [
        ("2015", " ; sa signature a été annoncée pour 2015"),
        ("2015-T1", " ; sa signature a été annoncée pour le premier trimestre 2015"),
        ("mars 2017", " ; sa signature a été annoncée pour mars 2017"),
        ("1er mars 2017", " ; sa signature a été annoncée pour le 1er mars 2017"),
        ("", ""),
    ],
)
def test_in_negotiation_the_sentence_is_true_before_the_announced_day_and_after(
    expected_day: str, phrase: str
) -> None:
    facts = ("etape: negociation", f"signature_prevue: {expected_day}")
    expected = ("En discussion", f"{LE_CEJ} est en discussion{phrase}.")
    assert expected == printed("CEJ", *facts) == printed("CEJ", *facts, day="2030-01-01")


def phrase_of(text: str, day: str, name: str) -> tuple[str, str]:
    found = register(text).situation(day, name)
    return SPEAKER.statut(found), plain_spaces(SPEAKER.phrase(found))


HISTORY = """
    -- 2017-06-20-signed --
    {territoire}
    convention: {nature} 2017-2020
    signature: juin 2017
    -- 2018-06-20-after --
    {territoire}
    convention: {nature}
    {after}
"""
CASES = [
    (
        "prolongation: 2 juin 2018\n    nouvelle_fin: 2021",
        "2021-01-01",
        "Prolongé",
        "a été prolongé{e} jusqu’à la fin de l’année 2021",
    ),
    (
        "prolongation: 2 juin 2018\n    nouvelle_fin: 30/06/2021",
        "2021-01-01",
        "Prolongé",
        "a été prolongé{e} jusqu’au 30 juin 2021",
    ),
    (
        "resiliation: 30 juin 2018",
        "2018-07-01",
        "Résilié",
        "a été résilié{e} et s’est appliqué{e} jusqu’au 30 juin 2018",
    ),
    (
        "resiliation: mai 2018",
        "2018-07-01",
        "Résilié",
        "a été résilié{e} et s’est appliqué{e} jusqu’à la fin de mai 2018",
    ),
    ("abandon: 30 mai 2018", "2018-07-01", "Abandonné", "a été abandonné{e}"),
    (
        "remplace: cej-92\n    renouvellement: 30 mai 2018",
        "2018-07-01",
        "Renouvelé",
        "a été renouvelé{e} : une autre convention lui succède",
    ),
]


@pytest.mark.parametrize(("after", "day", "word", "phrase"), CASES)
@pytest.mark.parametrize(
    ("nature", "territoire", "name", "subject", "e"),
    [
        ("SDSF", "departement: 08", "sdsf-ardennes-2017", "Le SDSF des Ardennes", ""),
        ("CTG", "commune: Antony", "ctg-antony-2017", "La CTG d’Antony", "e"),
    ],
)
def test_the_other_states_agree_with_the_nature(
    *,
    after: str,
    day: str,
    word: str,
    phrase: str,
    nature: str,
    territoire: str,
    name: str,
    subject: str,
    e: str,
) -> None:
    after = after.replace("cej-92", name)
    text = HISTORY.format(nature=nature, territoire=territoire, after=after)
    assert (f"{word}{e}", f"{subject} {phrase.format(e=e)}.") == phrase_of(text, day, name)


def test_negotiations_that_were_abandoned_have_their_sentence() -> None:
    assert printed("CTG", "abandon: 5 juillet 2016") == (
        "Abandonnée",
        f"{LA_CTG} n’a pas été signée : les discussions ont été abandonnées.",
    )


def test_every_state_has_its_words() -> None:
    assert set(Statut) == set(STATUTS)


@pytest.mark.parametrize(
    ("nature", "territoire", "subject", "title"),
    [
        (
            "CEJ",
            "commune: Le Plessis-Robinson",
            "Le CEJ du Plessis-Robinson",
            "Contrat enfance jeunesse du Plessis-Robinson",
        ),
        (
            "COG",
            "departement: 92",
            "La COG des Hauts-de-Seine",
            "Convention d’objectifs et de gestion des Hauts-de-Seine",
        ),
        (
            "PACTE",
            "communes: Sèvres, Antony",
            "Le pacte de coopération de Sèvres et d’Antony",
            "Pacte de coopération de Sèvres et d’Antony",
        ),
        (
            "CTG",
            "communes: Sèvres, Antony, Vanves, Clamart",
            "La CTG de Sèvres et d’autres communes",
            "Convention territoriale globale de Sèvres et d’autres communes",
        ),
        (
            "RSA",
            "departement: 47",
            "La convention relative au revenu de solidarité active de Lot-et-Garonne",
            "Convention relative au revenu de solidarité active de Lot-et-Garonne",
        ),
        (
            "CTG",
            "epci:\n  nom: SIVOM du Val\n  communes: Sèvres",
            "La CTG du groupement « SIVOM du Val »",
            "Convention territoriale globale du groupement « SIVOM du Val »",
        ),
        (
            "CTG",
            "epci: Vallée Sud-Grand Paris",
            "La CTG de l’EPT Vallée Sud-Grand Paris",
            "Convention territoriale globale de l’EPT Vallée Sud-Grand Paris",
        ),
    ],
)
def test_a_convention_is_called_by_its_nature_and_its_territory(
    nature: str, territoire: str, subject: str, title: str
) -> None:
    text = f"-- 2016-07-11-post --\n{territoire}\nconvention: {nature} 2015-2018\nsignature: 5 juillet\n"
    convention = register(text).convention("2016-08-01")
    assert (subject, title) == (
        plain_spaces(SPEAKER.subject(convention)),
        plain_spaces(SPEAKER.title(convention)),
    )


def test_a_nature_of_the_site_is_elided_and_agreed() -> None:
    natures = {**NATURES, "accord": Nature(code="ACCORD", libelle="accord-cadre", genre="m")}
    phrasing = Phrasing(Config(site=CONFIG.site, conventions=ConventionsConfig(natures=natures)), ATLAS)
    text = "-- fiche accord-1 --\nnature: AUTRE\ncommune: Sèvres\nperiode: 2015-2018\n"
    found = register(text).convention("2016-01-01")
    found = replace(found, history=replace(found.history, nature="ACCORD"))
    assert phrasing.subject(found) == "L’accord-cadre de Sèvres"


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (("periode: 2015-2018",), ", 2015-2018"),
        (("debut: 2017", "fin: mars 2020"), ", de 2017 à mars 2020"),
        (("debut: avril 2017",), ", à partir d’avril 2017"),
        (("fin: 2018",), ", jusqu’à la fin de l’année 2018"),
        ((), ""),
        (("intitule: Contrat 2015-2018 de la ville", "periode: 2015-2018"), None),
    ],
)
def test_a_name_is_the_title_and_the_period_unless_it_says_it_already(
    facts: tuple[str, ...], expected: str | None
) -> None:
    block = "\n".join(f"  {fact}" for fact in ("nature: CEJ", SIGNED, *facts))
    text = f"-- 2016-07-11-post --\ncommune: Sèvres\nconvention:\n{block}\n"
    name = SPEAKER.name(register(text).convention("2016-08-01"))
    whole = (
        "Contrat 2015-2018 de la ville"
        if expected is None
        else f"Contrat enfance jeunesse de Sèvres{expected}"
    )
    assert whole == name


@pytest.mark.parametrize(
    ("territoire", "expected"),
    [
        ("commune: Le Plessis-Robinson", ("Caf des Hauts-de-Seine", "Commune du Plessis-Robinson")),
        ("communes: Antony, Sèvres", ("Caf des Hauts-de-Seine", "Commune d’Antony", "Commune de Sèvres")),
        ("departement: 08", ("Caf des Hauts-de-Seine", "Département des Ardennes")),
        ("epci: 240800920\ncommunes: Vouziers", ("Caf des Hauts-de-Seine", "CC de l’Argonne Ardennaise")),
    ],
)
def test_the_parties_are_the_caf_and_the_territory_where_no_step_names_any(
    territoire: str, expected: tuple[str, ...]
) -> None:
    text = f"-- 2016-07-11-post --\n{territoire}\nconvention: CTG 2015-2018\nsignature: 5 juillet\n"
    assert expected == SPEAKER.parties(register(text).convention("2016-08-01"))


# -- amounts, people, places -----------------------------------------------------------------------------


FIRM = Montant(valeur=Decimal(44_000))


def amount(montant: Montant) -> str:
    """An amount in print, with plain spaces."""
    return plain_spaces(amount_text(montant))


def test_an_amount_says_what_for_its_share_and_that_it_is_an_estimate() -> None:
    assert (
        amount(
            Montant(
                valeur=Decimal(4_900_000),
                estime=True,
                objet="prestation enfance jeunesse",
                part=Decimal(55),
                base="reste à charge de la Ville",
                base_article="du",
            )
        )
        == "4,9 M€ de prestation enfance jeunesse, soit 55 % du reste à charge de la Ville (montant estimé)"
    )


@pytest.mark.parametrize(
    ("objet", "expected"),
    [
        ("DLA", "44 000 € de DLA"),
        ("Bafa", "44 000 € de Bafa"),
        ("Financement du poste", "44 000 € de financement du poste"),
        ("Aide au démarrage", "44 000 € d’aide au démarrage"),
        ("Équipement", "44 000 € d’équipement"),
        ("ALSH", "44 000 € d’ALSH"),
        ("Alsh d'été", "44 000 € d’Alsh d’été"),
        ("Eaje", "44 000 € d’Eaje"),
        ("hébergement", "44 000 € d’hébergement"),
        ("halte-garderie", "44 000 € de halte-garderie"),
        ("handicap", "44 000 € de handicap"),
        ("HLM", "44 000 € de HLM"),
        ("le fonctionnement", "44 000 € du fonctionnement"),
        ("Les vacances", "44 000 € des vacances"),
        ("la formation", "44 000 € de la formation"),
        ("l'accueil", "44 000 € de l’accueil"),
        ("œuvres", "44 000 € d’œuvres"),
        ("onze places", "44 000 € de onze places"),
    ],
)
def test_a_purpose_keeps_its_acronyms_and_loses_the_capital_of_its_sentence(
    objet: str, expected: str
) -> None:
    assert expected == amount(replace(FIRM, objet=objet))


@pytest.mark.parametrize(
    ("nature", "expected"),
    [
        ("investissement", "44 000 € d’investissement"),
        ("fonctionnement", "44 000 € de fonctionnement"),
        ("prestation", "44 000 € de prestation"),
        ("poste", "44 000 € pour un poste"),
        ("autre", "44 000 €"),
        ("", "44 000 €"),
    ],
)
def test_a_nature_of_amount_in_a_sentence(nature: str, expected: str) -> None:
    assert expected == amount(replace(FIRM, nature=nature))


@pytest.mark.parametrize(
    ("article", "base", "expected"),
    [
        ("du", "coût du programme", "du coût du programme"),
        ("de la", "dépense", "de la dépense"),
        ("de l'", "ensemble", "de l’ensemble"),
        ("des", "dépenses", "des dépenses"),
        ("", "coût", "(coût)"),
    ],
)
def test_a_share_keeps_the_article_of_its_base(article: str, base: str, expected: str) -> None:
    assert f"44 000 €, soit 66,7 % {expected}" == amount(
        replace(FIRM, part=Decimal("66.7"), base=base, base_article=article)
    )


def test_funder_payee_fund_and_details_of_an_amount() -> None:
    detailed = replace(
        FIRM,
        exercice="2015-2016",
        estime=True,
        financeur="MSA",
        beneficiaire="la Ville",
        dont=(
            Annuite(valeur=Decimal(30_000), exercice="2015"),
            Annuite(valeur=Decimal(14_000), par="la Ville", exercice="2016"),
        ),
    )
    assert (
        "44 000 € pour 2015-2016 (montant estimé, financé par MSA, versé à la Ville), "
        "dont 30 000 € (2015) et 14 000 € par la Ville (2016)"
    ) == amount(detailed)


def test_people_with_their_offices_and_a_hidden_name_nowhere() -> None:
    mayor = Personne(
        nom="Pierre-Christophe Baguet", fonctions=("maire", "vice-président du Conseil départemental")
    )
    assert person_text(mayor) == "Pierre-Christophe Baguet, maire et vice-président du Conseil départemental"
    hidden = Personne(nom="Nom Caché", fonctions=("directrice",), organisme="Caf", masquer=True)
    assert person_text(hidden) == "Directrice (Caf)"
    assert person_text(Personne(nom="Fred Latour")) == "Fred Latour"


def test_parties_and_places() -> None:
    assert party_text(Partie("Paris habitat", "bailleur")) == "Paris habitat (bailleur)"
    assert place_text(Lieu(nom="Hôtel de ville", adresse="2 rue de Strasbourg", code_postal="92700")) == (
        "Hôtel de ville, 2 rue de Strasbourg, 92700"
    )


@pytest.mark.parametrize(
    ("montant", "expected"),
    [
        (replace(FIRM, reserve="plus de", estime=True), "plus de 44 000 €"),
        (replace(FIRM, par="an", objet="aide"), "44 000 € par an d’aide"),
        (replace(FIRM, objet="un poste", pour=True), "44 000 € pour un poste"),
        (replace(FIRM, objet="la Ville", pour=True), "44 000 € pour la Ville"),
        (
            replace(FIRM, financeur="la Ville", fonds="fonds propres"),
            "44 000 € (financé par la Ville, fonds propres)",
        ),
    ],
)
def test_an_amount_is_as_sure_as_it_was_told(montant: Montant, expected: str) -> None:
    assert expected == amount(montant)


def test_an_office_alone_is_a_sentence() -> None:
    assert "Maire de Colombes" == person_text(Personne(nom="", fonctions=("maire de Colombes",)))


@pytest.mark.parametrize(
    ("whom", "expected"),
    [
        ("du centre social", "Auprès du centre social"),
        ("le centre social", "Auprès du centre social"),
        ("la mairie", "Auprès de la mairie"),
        ("Mme Petit", "Auprès de Mme Petit"),
    ],
)
def test_one_registers_beside_someone(whom: str, expected: str) -> None:
    assert expected == beside(whom)
