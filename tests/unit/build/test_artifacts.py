from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.build.artifacts import (
    NOT_A_FILE,
    Artifact,
    Dependencies,
    Reason,
    blocking_orphans,
    changed_parts,
    collisions,
    compare,
    declare,
    foreign_diagnostics,
    publication_rank,
    recorded,
    unowned,
)
from bulletin.build.manifest import Manifest
from bulletin.content.addresses import address_of
from bulletin.diagnostics import Place, Severity
from bulletin.pages.views.contents import Content, HtmlPage, PlainText
from bulletin.pages.views.pages import View


@dataclass(frozen=True, slots=True, kw_only=True)
class PostView:
    titre: str
    voisin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeView:
    titre: str
    voisin: str = ""


def page(path: str, titre: str = "Titre", *, origin: str = "content/a.md", template: str = "t1") -> Artifact:
    return declare(
        path=path,
        origin=origin,
        content=html(PostView(titre=titre)),
        dependencies=Dependencies(template=template),
    )


def html(view: PostView | NoticeView, template: str = "post.html") -> HtmlPage:
    """A page whose view is a small one: all that fingerprints ask of a view is its fields."""
    return HtmlPage(template, cast("View", view))


def built(*artifacts: Artifact) -> Manifest:
    """The manifest of a build in which the bytes of each file are its path."""
    return recorded(artifacts, Manifest(), {item.path: item.path for item in artifacts})


def whole(manifest: Manifest) -> dict[str, str | None]:
    return {path: record.digest for path, record in manifest.records.items()}


def reasons(
    artifact: Artifact, manifest: Manifest, disk: Mapping[str, str | None], *, force: bool = False
) -> list[Reason]:
    return [reason for _, reason in compare([artifact], manifest, disk, force=force).render]


# Fingerprints


@pytest.mark.parametrize(
    ("content", "dependencies"),
    [
        (PlainText("Titre"), {"template": "t1"}),
        (html(PostView(titre="Titre"), "page.html"), {"template": "t1"}),
        (html(PostView(titre="Titre")), {"template": "t2"}),
        (html(PostView(titre="Autre")), {"template": "t1"}),
        (html(NoticeView(titre="Titre")), {"template": "t1"}),
        (html(PostView(titre="Titre")), {"template": "t1", "files": "s"}),
        (html(PostView(titre="Titre")), {"template": "t1", "engine": "2b"}),
    ],
)
def test_each_thing_that_decides_the_bytes_changes_the_fingerprint(
    content: Content, dependencies: dict[str, str]
) -> None:
    def fingerprint(content: Content, **dependencies: str) -> str:
        found = Dependencies(**dependencies)
        return declare(
            path="a/index.html", origin="content/a.md", content=content, dependencies=found
        ).fingerprint

    same = html(PostView(titre="Titre"))
    assert fingerprint(same, template="t1") == fingerprint(html(PostView(titre="Titre")), template="t1")
    assert fingerprint(same, template="t1") != fingerprint(content, **dependencies)


def test_the_source_of_an_artifact_is_not_shown_and_does_not_change_its_fingerprint() -> None:
    assert (
        page("a.html", origin="content/a.md").fingerprint == page("a.html", origin="content/b.md").fingerprint
    )


def test_parts_name_the_engine_the_template_and_each_field() -> None:
    assert ["@moteur", "@gabarit", "titre", "voisin"] == [
        part.partition(":")[0] for part in page("a.html").parts.split()
    ]


def test_changed_parts_names_the_fields_that_changed() -> None:
    record = built(page("a.html")).records["a.html"]

    assert ("titre",) == changed_parts(record, page("a.html", "Autre"))
    assert ("@gabarit",) == changed_parts(record, page("a.html", template="t2"))
    assert () == changed_parts(record, page("a.html"))


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/a",
        "a/",
        "a//b",
        "../a",
        "a/../b",
        "./a",
        "a\\b",
        "a\0b",
        "a\nb",
        ".bulletin-tmp/0",
        ".Bulletin-x",
    ],
)
def test_a_path_that_leaves_the_output_or_is_the_builds_own_is_refused(path: str) -> None:
    with pytest.raises(ValueError, match=r"output|reserved"):
        page(path)


# Collisions


def test_two_claims_on_one_address_are_named_both() -> None:
    (fault,) = collisions([page("x/index.html", origin="content/b.md"), page("x/index.html")])

    assert (Severity.ERREUR, "adresse-double", "content/b.md") == (
        fault.severity,
        fault.code,
        fault.place.path,
    )
    assert "L’adresse /x/ est demandée par content/a.md et par content/b.md." == fault.message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("medias/Été.png", "medias/été.png"),
        ("medias/été.png", "medias/e\u0301te\u0301.png"),
        ("STRASSE/index.html", "straße/index.html"),
    ],
)
def test_addresses_that_a_disk_may_confuse_collide(first: str, second: str) -> None:
    assert 1 == len(collisions([page(first), page(second, origin="content/b.md")]))


def test_a_file_cannot_be_a_folder_of_another() -> None:
    (fault,) = collisions([page("vieux.html"), page("vieux.html/suite/index.html", origin="content/b.md")])

    assert "/vieux.html/suite/" in fault.message
    assert "content/a.md" in fault.message
    assert "content/b.md" in fault.message


def test_a_collision_is_placed_in_a_file_that_can_be_edited() -> None:
    faults = collisions([page("x/index.html", origin="page de la commune Puteaux"), page("x/index.html")])

    assert ["content/a.md"] == [fault.place.path for fault in faults]


def test_distinct_addresses_do_not_collide() -> None:
    assert () == collisions(
        [page("a/index.html"), page("ab/index.html"), page("a/b/index.html"), page("index.html")]
    )


def test_a_collision_is_placed_at_the_key_that_asks_for_the_address() -> None:
    asked = {("content/a.md", "/x/"): Place(path="content/a.md", line=4, column=8)}
    (fault,) = collisions([page("x/index.html"), page("x/index.html", origin="content/b.md")], asked)
    assert ("content/a.md", 4, 8) == (fault.place.path, fault.place.line, fault.place.column)


@given(
    st.permutations(
        [page("a", origin="1"), page("a", origin="2"), page("A", origin="3"), page("a/b", origin="4")]
    )
)
def test_collisions_do_not_depend_on_the_order_of_the_plan(artifacts: list[Artifact]) -> None:
    assert collisions(sorted(artifacts, key=lambda item: item.origin)) == collisions(artifacts)


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("index.html", "/"),
        ("a/index.html", "/a/"),
        ("404.html", "/404.html"),
        ("a/myindex.html", "/a/myindex.html"),
    ],
)
def test_address_is_what_a_reader_types(path: str, address: str) -> None:
    assert address == address_of(path)


# Comparing


def test_nothing_is_rendered_when_nothing_has_changed() -> None:
    artifact = page("a.html")
    manifest = built(artifact)

    changes = compare([artifact], manifest, whole(manifest))

    assert ((), ("a.html",), (), ()) == (changes.render, changes.keep, changes.prune, changes.foreign)


def test_each_reason_to_render_is_found() -> None:
    artifact = page("a.html")
    manifest = built(artifact)
    disk = whole(manifest)

    assert [Reason.NOUVEAU] == reasons(artifact, Manifest(), {"a.html": None})
    assert [Reason.CONTENU] == reasons(page("a.html", "Autre"), manifest, disk)
    assert [Reason.GABARIT] == reasons(page("a.html", "Autre", template="t2"), manifest, disk)
    assert [Reason.MOTEUR] == reasons(
        declare(
            path="a.html", origin="x", content=PlainText("texte"), dependencies=Dependencies(engine="2b")
        ),
        manifest,
        disk,
    )
    assert [Reason.ABSENT] == reasons(artifact, manifest, {"a.html": None})
    assert [Reason.MODIFIE] == reasons(artifact, manifest, {"a.html": "edited"})
    assert [Reason.FORCE] == reasons(artifact, manifest, disk, force=True)


def test_what_no_source_claims_any_more_is_pruned() -> None:
    manifest = replace(built(page("a.html"), page("b.html")), pending={"c.html": ("1",)})

    changes = compare([page("a.html")], manifest, whole(manifest))

    assert ("b.html", "c.html") == changes.prune


def test_an_unrecorded_file_is_adopted_with_the_planned_bytes_and_foreign_with_others() -> None:
    changes = compare([page("a.html")], Manifest(), {"a.html": "held"})

    assert ["a.html"] == [item.path for item, _ in changes.render]
    assert () == unowned(changes, {"a.html": "held"})
    assert ("a.html",) == unowned(changes, {"a.html": "planned"})


def test_a_file_that_a_killed_build_had_announced_is_not_foreign() -> None:
    changes = compare([page("a.html")], Manifest(pending={"a.html": ("half",)}), {"a.html": "half"})

    assert () == unowned(changes, {"a.html": "planned"})


def test_an_announced_path_that_holds_other_bytes_is_foreign() -> None:
    changes = compare([page("a.html")], Manifest(pending={"a.html": ("half",)}), {"a.html": "theirs"})

    assert ("a.html",) == unowned(changes, {"a.html": "planned"})


def test_a_recorded_page_that_was_edited_by_hand_is_not_foreign() -> None:
    artifact = page("a.html")

    changes = compare([artifact], built(artifact), {"a.html": "edited"})

    assert () == unowned(changes, {"a.html": "planned"})


@pytest.mark.parametrize("force", [True, False])
def test_what_is_no_file_is_foreign_even_at_a_recorded_path(*, force: bool) -> None:
    artifact = page("a/index.html")

    changes = compare([artifact], built(artifact), {"a/index.html": NOT_A_FILE}, force=force)

    assert ("a/index.html",) == unowned(changes, {})
    assert () == changes.render


def test_an_orphan_is_replaced_by_the_folder_or_the_file_planned_in_its_place() -> None:
    manifest = built(page("x"), page("y/index.html"))
    plan = [page("x/index.html"), page("y")]

    changes = compare(plan, manifest, {**whole(manifest), "x/index.html": NOT_A_FILE, "y": NOT_A_FILE})

    assert () == changes.foreign
    assert ("x", "y/index.html") == changes.prune
    assert ("x", "y/index.html") == blocking_orphans(changes.prune, [item.path for item in plan])


def test_an_orphan_edited_by_hand_is_not_replaced() -> None:
    manifest = built(page("x"))

    changes = compare([page("x/index.html")], manifest, {"x": "edited", "x/index.html": NOT_A_FILE})

    assert ("x/index.html",) == changes.foreign


def test_only_orphans_in_the_place_of_a_planned_file_are_removed_first() -> None:
    assert ("Medias/a.png",) == blocking_orphans(
        ("Medias/a.png", "b.html", "medias/c.png"), ["medias/a.png", "bb.html"]
    )


def test_a_foreign_file_is_reported_with_the_source_that_would_overwrite_it() -> None:
    (fault,) = foreign_diagnostics(["a.html"], [page("a.html")], "output")

    assert ("fichier-etranger", "output/a.html") == (fault.code, fault.place.path)
    assert "content/a.md" in fault.message


# Recording


def test_the_manifest_is_the_same_whether_a_page_was_rendered_or_kept() -> None:
    artifacts = [page("a.html"), page("b.html", origin="content/b.md")]
    clean = built(*artifacts)

    assert clean == recorded(artifacts, clean, {})
    assert clean == recorded(artifacts, clean, {"a.html": "a.html"})


def test_a_kept_page_takes_the_name_of_its_new_source() -> None:
    after = recorded([page("a.html", origin="content/b.md")], built(page("a.html")), {})

    assert "content/b.md" == after.records["a.html"].origin


def test_what_is_linked_to_is_published_before_what_links_to_it() -> None:
    paths = [
        "sitemap.xml",
        "rss.xml",
        "a/forum.ics",
        "index.html",
        "a/index.html",
        "style.css",
        "donnees/etat.json",
    ]

    ordered = sorted(paths, key=lambda path: (publication_rank(path), path))

    assert [
        "donnees/etat.json",
        "style.css",
        "a/index.html",
        "index.html",
        "a/forum.ics",
        "rss.xml",
        "sitemap.xml",
    ] == ordered
