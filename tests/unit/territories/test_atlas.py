"""The atlas: communes, EPCI and départements, by code and by name."""

from __future__ import annotations

import pytest

from bulletin.territories.atlas import Atlas
from bulletin.territories.model import (
    CommuneAnswer,
    Departement,
    Epci,
    Found,
    Homonyms,
    Unknown,
    departement_of,
)
from bulletin.territories.names import commune_key
from bulletin.territories.tables import shipped_table


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    """The atlas of a site of Hauts-de-Seine, Ardennes and Lot-et-Garonne."""
    return Atlas.shipped(departements=("92", "08", "47"))


@pytest.fixture(scope="module")
def france() -> Atlas:
    """An atlas without a département of the site."""
    return Atlas.shipped()


def code_of(answer: CommuneAnswer) -> str:
    assert isinstance(answer, Found), answer
    return answer.commune.code


def siren_of(answer: Epci | Homonyms[Epci] | Unknown) -> str:
    assert isinstance(answer, Epci), answer
    return answer.siren


def test_the_data_name_their_edition_and_their_source(france: Atlas) -> None:
    assert 2026 == france.annee
    assert "6.0.0" == france.version
    assert "Insee, DGCL, La Poste – Etalab, 2026" == france.credit


def test_data_name_each_package_that_they_are_made_of(france: Atlas) -> None:
    assert [
        ("@etalab/decoupage-administratif", "6.0.0", "Licence Ouverte"),
        ("@etalab/decoupage-administratif", "0.5.0", "Licence Ouverte"),
        ("codes-postaux", "4.1.2", "MIT"),
    ] == [(source.nom, source.version, source.licence) for source in france.millesime.sources]


def test_declared_counts_are_those_of_the_tables(france: Atlas) -> None:
    counts = france.millesime.counts
    departements = [row[0] for row in shipped_table("departements")]
    types = [row[1] for row in shipped_table("groupements")]
    assert 34969 == counts["commune-actuelle"] == sum(len(france.communes_of(code)) for code in departements)
    assert 109 == counts["departements"] == len(departements)
    formers = {row for code in (*departements, "20") for row in shipped_table(f"anciennes/{code}")}
    assert counts["anciennes"] == len(formers)
    expected = {"CC": 989, "CA": 230, "CU": 14, "METRO": 21, "MET69": 1, "EPT": 11}
    assert (
        expected
        == {kind: types.count(kind) for kind in expected}
        == {kind: counts[kind] for kind in expected}
    )
    assert len(types) == sum(expected.values())


@pytest.mark.parametrize(
    ("written", "code", "population", "groupings"),
    [
        ("Boulogne-Billancourt", "92012", 119_019, ("200054781", "200057974")),
        ("Colombes", "92025", 91_053, ("200054781", "200057990")),
        ("Gennevilliers", "92036", 50_979, ("200054781", "200057990")),
        ("Puteaux", "92062", 44_002, ("200054781", "200057982")),
        ("Nanterre", "92050", 97_783, ("200054781", "200057982")),
        ("Asnières-sur-Seine", "92004", 93_941, ("200054781", "200057990")),
        ("Aiglemont", "08003", 1_692, ("200041630",)),
        ("Noyers Pont-Maugis", "08331", 673, ("200041630",)),
        ("Pouru Saint Rémy", "08343", 1_106, ("200041630",)),
        ("Gespunsart", "08188", 954, ("200041630",)),
    ],
)
def test_names_of_past_bulletins_are_known_with_their_groupings(
    atlas: Atlas, written: str, code: str, population: int, groupings: tuple[str, ...]
) -> None:
    answer = atlas.resolve_commune(written)
    assert code == code_of(answer)
    assert isinstance(answer, Found)
    assert population == answer.commune.population
    assert groupings == tuple(epci.siren for epci in atlas.groupings_of(code))


@pytest.mark.parametrize(
    "written",
    ["92004", "asnieres sur seine", "ASNIÈRES-SUR-SEINE", "  Asnières-sur-Seine ", "Asnières-sur-Seine (92)"],
)
def test_spellings_of_a_commune_resolve_to_it(atlas: Atlas, written: str) -> None:
    assert "92004" == code_of(atlas.resolve_commune(written))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Le Havre", "76351"),
        ("le Havre", "76351"),
        ("Havre", "76351"),
        ("Ulis", "91692"),
        ("L’Haÿ-les-Roses", "94038"),
        ("Haÿ les Roses", "94038"),
        ("Aux Marais", "60703"),
        ("St-Jean-de-Luz", "64483"),
        ("Ste Geneviève des Bois (91)", "91549"),
        ("2a004", "2A004"),
        ("97411", "97411"),
    ],
)
def test_article_saint_case_and_apostrophe_do_not_count(atlas: Atlas, written: str, code: str) -> None:
    assert code == code_of(atlas.resolve_commune(written))


def test_homonym_lists_every_candidate_by_code(france: Atlas) -> None:
    answer = france.resolve_commune("Sainte-Colombe")
    assert isinstance(answer, Homonyms)
    present = [found.commune.code for found in answer.candidates if not found.former]
    assert 12 == len(present)
    assert sorted(present) == present == [found.commune.code for found in answer.candidates[:12]]
    assert "Sainte-Colombe (05)" == france.exact_name(answer.candidates[0])


@pytest.mark.parametrize(
    "written",
    ["Sainte-Colombe (05)", "Sainte-Colombe (Hautes-Alpes)", "ste colombe ( les hautes alpes )"],
)
def test_departement_in_brackets_settles_a_homonym(atlas: Atlas, written: str) -> None:
    assert "05135" == code_of(atlas.resolve_commune(written))


def test_homonym_is_settled_by_the_departement_of_the_site() -> None:
    assert "05135" == code_of(Atlas.shipped(("05",)).resolve_commune("Sainte-Colombe"))


def test_accents_settle_a_homonym_only_inside_the_departements_of_the_site(france: Atlas) -> None:
    assert "81195" == code_of(Atlas.shipped(("19", "81")).resolve_commune("Navès"))
    assert isinstance(Atlas.shipped(("19", "81")).resolve_commune("NAVES"), Homonyms)
    assert isinstance(france.resolve_commune("Navès"), Homonyms)


def test_name_with_brackets_of_its_own_resolves(france: Atlas) -> None:
    assert "16053" == code_of(france.resolve_commune("Bors (Canton de Charente-Sud)"))


@pytest.mark.parametrize("written", ["Paris 16", "Paris 16e", "paris 16ème arrondissement", "75116"])
def test_arrondissement_resolves_to_its_commune_and_is_remembered(atlas: Atlas, written: str) -> None:
    answer = atlas.resolve_commune(written)
    assert "75056" == code_of(answer)
    assert isinstance(answer, Found)
    assert "Paris 16e arrondissement" == answer.former


@pytest.mark.parametrize(
    ("written", "code", "former"),
    [
        ("Arbignieu", "01015", "Arbignieu"),
        ("01120", "01262", "Cordieux"),
        ("02285", "59545", "Escaufourt"),
        ("01340", "01015", "Saint-Bois"),
        ("01018", "01033", "Arlod"),
        ("01015", "01015", ""),
        ("Arboys en Bugey", "01015", ""),
    ],
)
def test_former_commune_resolves_to_the_present_one(
    france: Atlas, written: str, code: str, former: str
) -> None:
    answer = france.resolve_commune(written)
    assert code == code_of(answer)
    assert isinstance(answer, Found)
    assert former == answer.former


def test_present_commune_wins_over_one_that_lost_its_name_before_posts_exist(france: Atlas) -> None:
    answer = france.resolve_commune("Avignon")
    assert "84007" == code_of(answer)
    assert isinstance(answer, Found)
    assert "" == answer.former
    assert ["Avignon (39)"] == [france.exact_name(other) for other in answer.others]


def test_former_commune_of_the_site_wins_over_a_present_one_elsewhere() -> None:
    answer = Atlas.shipped(("47",)).resolve_commune("Meylan")
    assert "47302" == code_of(answer)
    assert isinstance(answer, Found)
    assert "Meylan" == answer.former


@pytest.mark.parametrize(
    ("written", "suggestion"),
    [
        ("Genevilliers", "Gennevilliers"),
        ("Courcouronne (91)", "Courcouronnes (91)"),
        ("Saint-Jean-de-Mauriene", "Saint-Jean-de-Maurienne (73)"),
        ("Sainte-Colombe (92)", "Sainte-Colombe (05)"),
    ],
)
def test_unknown_commune_suggests_a_name_that_resolves(atlas: Atlas, written: str, suggestion: str) -> None:
    answer = atlas.resolve_commune(written)
    assert isinstance(answer, Unknown)
    assert suggestion == answer.suggestions[0]
    assert isinstance(atlas.resolve_commune(suggestion), Found)


@pytest.mark.parametrize("written", ["", "()", "…", "00000", "99999"])
def test_text_without_a_name_is_unknown(atlas: Atlas, written: str) -> None:
    assert Unknown() == atlas.resolve_commune(written)


@pytest.mark.slow
def test_every_official_name_with_its_departement_resolves_to_itself(france: Atlas) -> None:
    failing = [
        commune
        for row in shipped_table("departements")
        for commune in france.communes_of(row[0])
        if france.resolve_commune(commune.nom_precis) != Found(commune)
    ]
    assert [] == failing


def test_every_former_code_leads_to_a_present_commune(france: Atlas) -> None:
    tables = [*(row[0] for row in shipped_table("departements")), "20"]
    rows = [row for code in tables for row in shipped_table(f"anciennes/{code}")]
    assert [] == [row for row in rows if france.commune(row[2]) is None]


def test_every_former_commune_has_a_name() -> None:
    tables = [*(row[0] for row in shipped_table("departements")), "20"]
    united = [row for code in tables for row in shipped_table(f"anciennes/{code}") if row[3] in "AF"]
    assert 4_792 < len(united)
    assert [] == [row for row in united if not row[1]]


def test_shipped_keys_are_those_of_the_names(france: Atlas) -> None:
    stale = [
        row
        for code in ("08", "62", "974")
        for row in shipped_table(f"communes/{code}")
        if row[4] != commune_key(row[1])
    ]
    assert [] == stale
    keys = {commune.code: commune_key(commune.nom) for commune in france.communes_of("92")}
    names = {
        row[0]: row[1] for initial in "abcdefghijklmnopqrstuvwxyz" for row in shipped_table(f"noms/{initial}")
    }
    assert [] == [code for code, key in keys.items() if code not in names[key].split()]
    rows = shipped_table("anciennes/91")
    assert [] == [row for row in rows if row[5] not in {"", commune_key(row[1])}]


def test_name_of_the_site_reads_its_departement_only() -> None:
    atlas = Atlas.shipped(("92",))
    assert frozenset() == atlas.tables_read
    atlas.resolve_commune("Colombes")
    home = {"departements", "communes/92", "anciennes/92"}
    assert home == atlas.tables_read
    atlas.resolve_commune("Toulouse")
    assert home | {"noms/t", "communes/31"} == atlas.tables_read
    atlas.resolve_commune("92170")
    assert home | {"noms/t", "communes/31", "postaux/92"} == atlas.tables_read


def test_tables_are_read_once() -> None:
    names: list[str] = []

    def reader(name: str) -> tuple[tuple[str, ...], ...]:
        names.append(name)
        return shipped_table(name)

    atlas = Atlas(("92",), Atlas.shipped().millesime, reader)
    for written in ("Colombes", "Puteaux", "Toulouse", "Inconnue"):
        atlas.resolve_commune(written)
    assert sorted(set(names)) == sorted(names)


def test_communes_of_a_departement_stand_in_the_order_of_their_names(atlas: Atlas) -> None:
    communes = atlas.communes_of("92")
    assert 36 == len(communes)
    assert "Antony" == communes[0].nom
    keys = [commune_key(commune.nom) for commune in atlas.communes_of("08")]
    assert sorted(keys) == keys
    assert () == atlas.communes_of("20")


def test_unknown_codes_give_none(atlas: Atlas) -> None:
    assert (None, None, None) == (atlas.commune("92999"), atlas.epci("000000000"), atlas.departement("20"))
    assert () == atlas.groupings_of("29083")


@pytest.mark.parametrize(
    ("written", "siren"),
    [
        ("CC de l'Argonne Ardennaise", "240800920"),
        ("Argonne Ardennaise", "240800920"),
        ("l’Argonne ardennaise", "240800920"),
        ("communauté de communes de l'Argonne Ardennaise", "240800920"),
        ("240 800 920", "240800920"),
        ("CA Ardenne Métropole", "200041630"),
        ("la communauté d’agglomération Ardenne Métropole", "200041630"),
        ("Ardenne Métropole", "200041630"),
        ("Portes du Luxembourg", "240800847"),
        ("CC des Crêtes Préardennaises", "240800862"),
        ("EPT Paris Ouest La Défense", "200057982"),
        ("Paris Ouest la Défense", "200057982"),
        ("Métropole du Grand Paris", "200054781"),
        ("CC Cœur de l’Avesnois", "200043263"),
        ("CA L'Agglo Foix-Varilhes", "200067791"),
        ("L'Agglo Foix-Varilhes", "200067791"),
        ("Coeur de Garonne", "200068815"),
        ("CC Cœur de Garonne", "200068815"),
        ("CA de Blois ''Agglopolys''", "200030385"),
        ("CA de Blois « Agglopolys »", "200030385"),
        ("CC des Villes Sœurs", "247600588"),
    ],
)
def test_spellings_of_a_groupement_resolve_to_it(atlas: Atlas, written: str, siren: str) -> None:
    assert siren == siren_of(atlas.resolve_epci(written))


def test_groupement_has_its_members_its_type_and_a_short_name(atlas: Atlas) -> None:
    epci = atlas.epci("240800920")
    assert epci is not None
    assert (95, "CC", "Argonne Ardennaise") == (len(epci.membres), epci.type, epci.short_name)
    assert all(atlas.commune(code) is not None for code in epci.membres)


@pytest.mark.parametrize(
    ("siren", "short_name"),
    [
        ("200041630", "Ardenne Métropole"),
        ("200057990", "Boucle Nord de Seine"),
        ("240800862", "Crêtes Préardennaises"),
        ("241700434", "La Rochelle"),
        ("247200132", "Le Mans Métropole"),
        ("200054781", "Métropole du Grand Paris"),
    ],
)
def test_short_name_drops_prefix_and_article_but_not_that_of_a_member(
    atlas: Atlas, siren: str, short_name: str
) -> None:
    epci = atlas.epci(siren)
    assert epci is not None
    assert short_name == epci.short_name


def test_homonymous_groupements_are_settled_by_departement_or_prefix(france: Atlas) -> None:
    answer = france.resolve_epci("CC des Quatre Rivières")
    assert isinstance(answer, Homonyms)
    assert ["247000623", "247400666"] == [epci.siren for epci in answer.candidates]
    assert "247400666" == siren_of(france.resolve_epci("CC des Quatre Rivières (Haute-Savoie)"))
    assert "247000623" == siren_of(Atlas.shipped(("70",)).resolve_epci("Quatre Rivières"))
    assert "200060473" == siren_of(france.resolve_epci("CC du Sud"))


def test_every_groupement_resolves_by_its_official_name(france: Atlas) -> None:
    failing = [
        row
        for row in shipped_table("groupements")
        if row[2] != "CC des Quatre Rivières" and siren_of(france.resolve_epci(row[2])) != row[0]
    ]
    assert [] == failing


def test_unknown_groupement_suggests_official_names(atlas: Atlas) -> None:
    assert Unknown(("CC de l’Argonne Ardennaise",)) == atlas.resolve_epci("argone ardennaise")
    assert Unknown() == atlas.resolve_epci("123456789")
    assert Unknown() == atlas.resolve_epci("")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("92", "92"),
        ("2a", "2A"),
        ("974", "974"),
        ("Hauts-de-Seine", "92"),
        ("les Hauts de Seine", "92"),
        ("Lot et Garonne", "47"),
        ("département de Lot-et-Garonne", "47"),
        ("l’Ain", "01"),
        ("la Réunion", "974"),
        ("Ardennes", "08"),
    ],
)
def test_departement_resolves_by_code_or_name(atlas: Atlas, written: str, code: str) -> None:
    answer = atlas.resolve_departement(written)
    assert isinstance(answer, Departement)
    assert code == answer.code


def test_unknown_departement_suggests_the_nearest(atlas: Atlas) -> None:
    assert Unknown(("Hauts-de-Seine",)) == atlas.resolve_departement("Hauts-de-Sein")


@pytest.mark.parametrize(("code", "departement"), [("92012", "92"), ("2A004", "2A"), ("97411", "974")])
def test_insee_code_starts_with_its_departement(code: str, departement: str) -> None:
    assert departement == departement_of(code)


def test_names_are_in_the_marks_of_print() -> None:
    tables = [row[0] for row in shipped_table("departements")]
    names = [row[2] for row in shipped_table("groupements")]
    names += [row[1] for code in tables for row in shipped_table(f"communes/{code}")]
    names += [row[1] for code in tables for row in shipped_table(f"anciennes/{code}")]
    names += [row[1] for row in shipped_table("departements")]
    assert [] == [name for name in names if "'" in name or '"' in name or "  " in name]
    assert "L’Haÿ-les-Roses" in names
    assert "CA de Blois «\N{NO-BREAK SPACE}Agglopolys\N{NO-BREAK SPACE}»" in names
    epci = [row[2].casefold() for row in shipped_table("groupements")]
    assert [] == [name for name in epci if "coeur" in name or "soeur" in name]
    assert "cc cœur de garonne" in epci
