from __future__ import annotations

import pytest
from support.front_matter import PATH, codes, diagnostics, post, read_bytes, underlined

from bulletin.content.model.post import Post
from bulletin.content.read import Read


@pytest.mark.parametrize(
    "typed",
    ["Colombes", "COLOMBES", "colombes", "92025", "Colombes (92)", "Colombes (Hauts-de-Seine)"],
)
def test_a_commune_is_a_name_or_a_code(typed: str) -> None:
    (commune,) = post(f"commune: {typed}").territoire.communes
    assert ("92025", "Colombes") == (commune.code, commune.ecrit)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("boulogne billancourt", "92012"),
        ("Asnieres sur Seine", "92004"),
        ("St-Cloud", "92064"),
        ("Plessis-Robinson", "92060"),
        ("Le Plessis Robinson", "92060"),
    ],
)
def test_case_accents_hyphens_saint_and_the_article_do_not_count(typed: str, code: str) -> None:
    (commune,) = post(f"commune: {typed}").territoire.communes
    assert code == commune.code


def test_communes_keep_their_order_and_come_once() -> None:
    found = post("communes: Puteaux, Colombes, 92062, puteaux").territoire.communes
    assert ["92062", "92025"] == [commune.code for commune in found]


def test_a_homonym_is_an_erreur_that_lists_candidates() -> None:
    (fault,) = diagnostics("communes: Colombes, Sainte-Colombe")
    assert ("commune-homonyme", (3, "Sainte-Colombe")) == (fault.code, underlined(fault))
    assert "« Sainte-Colombe (05) »" in fault.hint


@pytest.mark.parametrize("typed", ["Sainte-Colombe (05)", "Sainte-Colombe (Hautes-Alpes)", "05135"])
def test_a_departement_or_a_code_settles_a_homonym_without_a_diagnostic(typed: str) -> None:
    assert [] == codes(f"commune: {typed}")
    (commune,) = post(f"commune: {typed}").territoire.communes
    assert ("05135", "Sainte-Colombe") == (commune.code, commune.ecrit)


def test_a_bare_name_found_in_another_departement_is_reported_as_info() -> None:
    (far,) = diagnostics("commune: Aiglemont")
    assert ("commune-eloignee", "info", (3, "Aiglemont")) == (
        far.code,
        far.severity,
        underlined(far),
    )
    assert "des Ardennes (08)" in far.message
    assert "« Aiglemont (08) »" in far.hint
    assert [] == codes("commune: 08003")


def test_an_arrondissement_of_another_departement_keeps_its_name_in_the_remedy() -> None:
    (far,) = diagnostics("commune: Paris 16")
    assert "Paris 16 (75)" in far.hint
    assert [] == codes("commune: Paris 16 (75)")


def test_an_arrondissement_is_its_commune_and_keeps_its_written_name() -> None:
    (commune,) = post("commune: Paris 16").territoire.communes
    assert ("75056", "Paris 16") == (commune.code, commune.ecrit)


def test_a_former_commune_is_the_present_one_and_keeps_its_written_name() -> None:
    (commune,) = post("commune: Annecy-le-Vieux (74)").territoire.communes
    assert ("74010", "Annecy-le-Vieux") == (commune.code, commune.ecrit)


@pytest.mark.parametrize(
    "typed",
    ["240800920", "CC de l'Argonne Ardennaise", "CC de l’Argonne Ardennaise", "argonne ardennaise"],
)
def test_an_epci_is_a_siren_or_a_name_with_or_without_its_prefix(typed: str) -> None:
    (epci,) = post(f"epci: {typed}").territoire.epci
    assert "240800920" == epci.siren


def test_an_ept_is_written_like_an_epci() -> None:
    (ept,) = post("epci: Paris Ouest La Défense").territoire.epci
    assert "200057982" == ept.siren


@pytest.mark.parametrize(
    "front",
    [
        "epci:\n  nom: Communes du fleuve\n  communes: Colombes, Puteaux",
        "epci:\n  - nom: Communes du fleuve\n    commune:\n      - Colombes\n      - Puteaux",
        "epci: {nom: Communes du fleuve, communes: [Colombes, Puteaux]}",
    ],
)
def test_an_unknown_group_is_a_name_and_communes(front: str) -> None:
    (epci,) = post(front).territoire.epci
    assert ("", "Communes du fleuve", ["92025", "92062"]) == (
        epci.siren,
        epci.nom,
        [commune.code for commune in epci.communes],
    )


def test_an_unknown_epci_is_reported_with_the_form_of_a_group() -> None:
    (fault,) = diagnostics("epci: Communes du fleuve")
    assert ("epci-inconnu", (3, "Communes du fleuve")) == (fault.code, underlined(fault))
    assert "epci:\n  nom: Communes du fleuve\n  communes: " in fault.hint


@pytest.mark.parametrize("typed", ["92", "Hauts-de-Seine", "hauts de seine", "les Hauts-de-Seine"])
def test_a_departement_is_a_number_or_a_name(typed: str) -> None:
    assert ("92",) == post(f"departement: {typed}").territoire.departements


def test_an_unknown_departement_is_an_erreur() -> None:
    (fault,) = diagnostics("departement: Haute-de-Seine")
    assert "departement-inconnu" == fault.code
    assert "« Hauts-de-Seine »" in fault.hint


@pytest.mark.parametrize(
    "territoire",
    [
        "communes: Colombes, Puteaux",
        "territoire:\n  communes: Colombes, Puteaux",
        "territoire:\n  - Colombes\n  - Puteaux",
    ],
)
def test_a_convention_may_state_its_own_territory(territoire: str) -> None:
    block = "\n".join(f"  {line}" for line in f"nature: CTG\nsignature: 5 juillet\n{territoire}".split("\n"))
    (etape,) = post(f"convention:\n{block}").etapes
    assert ["92025", "92062"] == [commune.code for commune in etape.territoire.communes]


def test_a_convention_without_any_territory_is_an_erreur_at_its_line() -> None:
    (fault,) = diagnostics("convention: CTG 2015-2018\nsignature: 5 juillet")
    assert ("territoire-manquant", 3) == (fault.code, fault.place.line)
    (fault,) = diagnostics("convention: CTG 2015-2018\nsignature: 5 juillet\nevenement: 14 juillet")
    assert ("territoire-manquant", 3) == (fault.code, fault.place.line)


# -- what is read from a name, and its diagnostics --------------------------------------------------


def read_at(departement: str, front: str) -> Read:
    """Return the result of reading a front matter on a site of another département."""
    return read_bytes(f"---\ntitre: Un article\n{front}\n---\n\nLe texte.\n".encode(), PATH, departement)


def communes_at(departement: str, typed: str) -> list[tuple[str, str]]:
    value = read_at(departement, f"communes: {typed}").value
    assert isinstance(value, Post)
    return [(commune.code, commune.ecrit) for commune in value.territoire.communes]


def diagnostics_at(departement: str, typed: str) -> list[tuple[str, str]]:
    """Return the code and the remedy of each diagnostic."""
    return [(item.code, item.hint) for item in read_at(departement, f"commune: {typed}").diagnostics]


@pytest.mark.parametrize(
    ("departement", "typed", "code", "ecrit"),
    [
        ("92", "92170", "92075", "Vanves"),
        ("92", "Vanves (92170)", "92075", "Vanves"),
        ("92", "92170 Vanves", "92075", "Vanves"),
        ("92", "Ville de Vanves", "92075", "Vanves"),
        ("92", "Mairie de Vanves", "92075", "Vanves"),
        ("92", "Commune de La Garenne-Colombes", "92035", "La Garenne-Colombes"),
        ("92", "Clichy-la-Garenne", "92024", "Clichy"),
        ("92", "Boulogne\u00adBillancourt", "92012", "Boulogne-Billancourt"),
        ("91", "Évry (91)", "91228", "Évry"),
        ("91", "Ville d'Évry (91)", "91228", "Évry"),
        ("08", "MÉZIÈRES", "08105", "Mézières"),
        ("51", "chalons sur marne", "51108", "Châlons-sur-Marne"),
        ("75", "Paris 16e", "75056", "Paris 16e"),
        ("75", "Mairie de Paris 16e", "75056", "Paris 16e"),
        ("75", "75016", "75056", "Paris 16e arrondissement"),
        ("75", "75016 Paris", "75056", "Paris"),
        ("47", "47916 Agen Cedex 9", "47001", "Agen"),
        ("47", "Le Mas d'Agenais", "47159", "Le Mas-d’Agenais"),
    ],
)
def test_what_is_sure_is_read_without_a_word(departement: str, typed: str, code: str, ecrit: str) -> None:
    assert [] == diagnostics_at(departement, typed)
    assert [(code, ecrit)] == communes_at(departement, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "Vanves et Sceaux",
        "Vanves ; Sceaux",
        "Vanves / Sceaux",
        "Vanves & Sceaux",
        "Villes de Vanves et de Sceaux",
        "92170 et 92330",
        "Vanves (92) et Ville de Sceaux",
    ],
)
def test_two_communes_on_one_line_are_two_communes(typed: str) -> None:
    assert ["92075", "92071"] == [code for code, _ in communes_at("92", typed)]


def test_three_communes_in_a_sentence_are_three() -> None:
    assert ["92046", "92075", "92071"] == [
        code for code, _ in communes_at("92", "Malakoff, Vanves et Sceaux")
    ]


@pytest.mark.parametrize("typed", ["Raucourt et Flaba", "Saulces-Champenoises", "Chémery-Chéhéry"])
def test_a_name_with_et_of_its_own_is_one_commune(typed: str) -> None:
    assert 1 == len(communes_at("08", typed))


def test_of_two_names_the_unknown_one_is_reported_at_its_place() -> None:
    (fault,) = diagnostics("commune: Vanves et Sceau")
    assert ("commune-inconnue", (3, "Sceau")) == (fault.code, underlined(fault))
    assert "«\N{NO-BREAK SPACE}Sceaux\N{NO-BREAK SPACE}»" in fault.hint


def test_two_unknown_names_are_one_unknown_name() -> None:
    (fault,) = diagnostics("commune: Xyvres et Zdeaux")
    assert (3, "Xyvres et Zdeaux") == underlined(fault)


def test_where_one_commune_is_expected_two_are_refused() -> None:
    (fault,) = diagnostics("evenement: 14 juillet\nlieu:\n  nom: Mairie\n  commune: Vanves et Sceaux")
    assert ("forme-inattendue", (6, "Vanves et Sceaux")) == (fault.code, underlined(fault))
    assert "« Vanves » ou «\N{NO-BREAK SPACE}Sceaux\N{NO-BREAK SPACE}»" in fault.hint


def test_the_territory_of_a_convention_may_be_two_communes_in_a_sentence() -> None:
    (etape,) = post("convention: CTG 2015-2018\nsignature: 5 juillet\nterritoire: Vanves et Sceaux").etapes
    assert ["92075", "92071"] == [commune.code for commune in etape.territoire.communes]


@pytest.mark.parametrize(
    ("departement", "typed", "code", "remedy"),
    [
        ("47", "47200", "code-postal-ou-insee", "« Parranquet » ; sinon : « Marmande », « Virazeil »"),
        ("47", "31170", "code-postal-ou-insee", "« Escanecrabe (31) » ; sinon : « Tournefeuille (31) »."),
        ("08", "08300", "code-postal-ou-insee", "« Le Mont-Dieu » ; sinon : « Rethel »"),
        ("69", "69003", "code-postal-ou-insee", "sinon : « Lyon 3e arrondissement »."),
        ("08", "08000", "code-postal", "« Charleville-Mézières », « Villers-Semeuse »"),
        ("92", "Vanves (92130)", "code-postal", "« Vanves », « Issy-les-Moulineaux »."),
        ("92", "93200", "commune-eloignee", "« Saint-Denis (93) »"),
        ("91", "Évry", "commune-supposee", "« Évry (91) » ; sinon : « Évry (89) »."),
        ("47", "Meylan", "commune-supposee", "« Meylan (47) » ; sinon : « Meylan (38) »."),
        ("93", "Saint-Ouen", "commune-supposee", "« Saint-Ouen-sur-Seine » ; sinon : « Saint-Ouen (41) »"),
        ("89", "Sainte-Colombe", "commune-supposee", "« Sainte-Colombe (89) » ; sinon : «"),
        ("92", "Levallois", "commune-supposee", "« Levallois-Perret » pour que cela soit sûr."),
        ("92", "Bois", "commune-supposee", "« Bois-Colombes » ; sinon : « Bois (17) »."),
        ("92", "Issy (92130)", "commune-supposee", "« Issy-les-Moulineaux »"),
        ("92", "Évry", "commune-homonyme", "« Évry (89) », « Évry (91) » (aujourd’hui Évry-Courcouronnes)."),
        ("47", "Villeneuve", "commune-homonyme", "« Villeneuve-de-Duras », « Villeneuve-sur-Lot »"),
        ("02", "Fresnes", "commune-homonyme", "« Fresnes-sous-Coucy (02) » (autrefois Fresnes)"),
        ("92", "47916", "commune-inconnue", "le nom de la commune"),
        ("92", "toutes", "commune-inconnue", "« departement: 92 »"),
        ("08", "Toutes les communes du département", "commune-inconnue", "« departement: 08 »"),
        ("47", "l'ensemble du département", "commune-inconnue", "« departement: 47 »"),
        ("92", "Hauts-de-Seine", "commune-inconnue", "« departement: 92 »"),
        ("92", "Val-d'Oise", "commune-inconnue", "« departement: 95 »"),
        ("92", "CC de l'Argonne Ardennaise", "commune-inconnue", "« epci: CC de l’Argonne Ardennaise »"),
    ],
)
def test_what_is_not_sure_is_reported_with_the_text_to_type(
    departement: str, typed: str, code: str, remedy: str
) -> None:
    ((found, hint),) = diagnostics_at(departement, typed)
    assert code == found
    assert (
        remedy.replace("« ", "«\u00a0")
        .replace(" »", "\u00a0»")
        .replace(" ;", "\u202f;")
        .replace(" :", "\u00a0:")
        in hint
    )


def test_an_insee_code_that_is_a_postal_code_is_read_and_its_sentence_names_both() -> None:
    (warning,) = read_at("47", "commune: 47200").diagnostics
    assert "avertissement" == warning.severity
    assert "le code Insee de Parranquet" in warning.message
    assert "le code postal de Marmande, de Virazeil et de 10 autres communes" in warning.message
    assert [("47200", "Parranquet")] == communes_at("47", "47200")


@pytest.mark.parametrize(
    ("departement", "typed", "ancienne"),
    [
        ("91", "Courcouronnes", "91182"),
        ("08", "Le Mont-Dieu", "08300"),
        ("08", "08300", "08300"),
        ("91", "Évry-Courcouronnes", ""),
        ("51", "Châlons-sur-Marne", ""),
        ("75", "Paris 16", ""),
        ("08", "Mézières", ""),
        ("92", "Clichy-la-Garenne", ""),
    ],
)
def test_a_commune_united_since_posts_exist_is_cited_with_its_own_code(
    departement: str, typed: str, ancienne: str
) -> None:
    value = read_at(departement, f"commune: {typed}").value
    assert isinstance(value, Post)
    assert [ancienne] == [commune.ancienne for commune in value.territoire.communes]


def test_two_parts_of_one_commune_of_today_are_two_names() -> None:
    assert [("91228", "Évry"), ("91228", "Courcouronnes")] == communes_at("91", "Évry et Courcouronnes")
    assert [("75056", "Paris 16"), ("75056", "Paris 17")] == communes_at("75", "Paris 16, Paris 17")


def test_a_name_that_was_completed_is_shown_whole_and_a_former_name_as_typed() -> None:
    assert [("92044", "Levallois-Perret")] == communes_at("92", "Levallois")
    assert [("92004", "Asnières-sur-Seine")] == communes_at("92", "Asnières")
    assert [("91228", "Évry")] == communes_at("91", "Évry")


def test_several_departements_of_the_site_are_all_proposed() -> None:
    front = b"---\ntitre: Un article\ncommunes: toutes\n---\n\nLe texte.\n"
    (fault,) = read_bytes(front, PATH, "08", "51").diagnostics
    assert "«\u00a0departements: 08, 51\u00a0»" in fault.hint


def test_a_name_beside_others_on_its_line_leaves_them_there() -> None:
    (fault,) = diagnostics("communes: Vanves, Hauts-de-Seine")
    assert "enlevez «\u00a0Hauts-de-Seine\u00a0»" in fault.hint
    assert "«\u00a0departement: 92\u00a0»" in fault.hint


def test_no_other_key_is_proposed_where_only_a_commune_can_stand() -> None:
    (fault,) = diagnostics("evenement: 14 juillet\nlieu:\n  nom: Mairie\n  commune: Hauts-de-Seine")
    assert "departement" not in fault.hint


@pytest.mark.parametrize(
    ("departement", "typed", "reason"),
    [
        ("92", "92170", "la seule commune dont le code postal est"),
        ("91", "Évry (91)", "fait aujourd’hui partie de cette commune"),
        ("51", "Châlons-sur-Marne", "est l’ancien nom de cette commune"),
        ("92", "Clichy-la-Garenne", "désigne cette commune"),
        ("92", "Levallois", "est le début de son nom"),
        ("08", "08300", "est le code Insee du Mont-Dieu"),
    ],
)
def test_what_was_supposed_of_a_name_is_recorded(departement: str, typed: str, reason: str) -> None:
    value = read_at(departement, f"commune: {typed}").value
    assert isinstance(value, Post)
    assert any(reason in item.reason for item in value.inferences if item.key == "commune")


@pytest.mark.parametrize("typed", ["Coeur de Garonne", "CC Cœur de Garonne", "coeur de garonne"])
def test_the_ligature_of_an_epci_does_not_count_and_is_printed(typed: str) -> None:
    (epci,) = post(f"epci: {typed}").territoire.epci
    assert ("200068815", "CC Cœur de Garonne") == (epci.siren, epci.nom)


def test_the_quoted_part_of_an_epci_is_printed_in_guillemets() -> None:
    (epci,) = post("epci: CA de Blois ''Agglopolys''").territoire.epci
    assert "CA de Blois «\u00a0Agglopolys\u00a0»" == epci.nom


# -- fixes -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("departement", "line", "mended"),
    [
        ("92", "commune: Nanterr", "commune: Nanterre"),
        ("92", "communes: Vanve, Sceaux", "communes: Vanves, Sceaux"),
        ("92", "commune: Vanves et Sceau", "commune: Vanves et Sceaux"),
        ("92", "commune: Levallois", "commune: Levallois-Perret"),
        ("92", "communes: toutes", "departement: 92"),
        ("92", "commune: Val-d'Oise", "departement: 95"),
        ("92", "commune: CC de l'Argonne Ardennaise", "epci: CC de l’Argonne Ardennaise"),
    ],
)
def test_the_only_remedy_is_the_fix_and_leaves_nothing_to_say(
    departement: str, line: str, mended: str
) -> None:
    (fault,) = read_at(departement, line).diagnostics
    assert fault.fix is not None
    assert mended == fault.fix.text
    assert [] == list(read_at(departement, mended).diagnostics)


@pytest.mark.parametrize(
    "front",
    [
        "communes: Vanves, toutes",
        "communes: toutes\ndepartement: 92",
        "communes:\n  - toutes\n  - Vanves",
        "commune: Bois",
        "commune: Évry",
        "commune: 47200",
        "commune: Vanves (92130)",
        "commune: Saint-Jean-de-Mauriene",
        "commune: Vitry",
    ],
)
def test_what_has_several_remedies_has_no_fix(front: str) -> None:
    faults = diagnostics(front)
    assert faults
    assert [None] * len(faults) == [fault.fix for fault in faults]
