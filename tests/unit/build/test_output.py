from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.checkout import ROOT
from support.folders import tree, write

from bulletin.build import output as output_module
from bulletin.build.artifacts import NOT_A_FILE, Reason, compare, declare, recorded, unowned
from bulletin.build.caches.digests import DigestCache, source_cache
from bulletin.build.manifest import MANIFEST_NAME, Manifest, to_json
from bulletin.build.output import STAGE_NAME, Output, Published, read_manifest, refuse_place
from bulletin.build.rendered import FileCopy, Rendered, content_digest
from bulletin.diagnostics import MachineRefusal, UsageFault
from bulletin.pages.views.contents import PlainText
from bulletin.source.fingerprint import digest_of
from bulletin.source.tree import hash_regular

Pages = Mapping[str, str]


class KilledError(BaseException):
    """Simulates the end of the process: nothing may catch it."""


class TextSite:
    """A site whose pages are plain texts, built from a list of them and written to a real output."""

    def __init__(self, root: Path) -> None:
        self.root = root / "site"
        self.output = self.root / "output"
        self.home = root / "home"
        for folder in (self.root / "content", self.home):
            folder.mkdir(parents=True, exist_ok=True)
        self.foreign: tuple[str, ...] = ()
        self.reasons: dict[str, Reason] = {}

    def open(self) -> Output:
        return Output.open(self.output, site=self.root, home=self.home)

    def build(self, pages: Pages) -> Published | None:
        plan = [
            declare(path=path, origin=f"content/{path}.md", content=PlainText(text))
            for path, text in pages.items()
        ]
        with self.open() as output:
            before, _ = output.manifest()
            changes = compare(plan, before, output.digests({*pages, *before.paths}))
            rendered: dict[str, Rendered] = {
                item.path: pages[item.path].encode() for item, _ in changes.render
            }
            digests = {path: content_digest(content) for path, content in rendered.items()}
            self.reasons = {item.path: reason for item, reason in changes.render}
            self.foreign = unowned(changes, digests)
            if self.foreign:
                return None
            after = recorded(plan, before, digests)
            return output.publish(rendered, prune=changes.prune, before=before, after=after)

    def put(self, path: str, text: str) -> Path:
        return write(self.output, path, text)

    def tree(self) -> dict[str, bytes]:
        return {path: data for path, data in tree(self.output).items() if not path.startswith(STAGE_NAME)}

    def folders(self) -> set[str]:
        return {path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_dir()}

    def pages(self) -> dict[str, str]:
        return {path: data.decode() for path, data in self.tree().items() if path != MANIFEST_NAME}


@pytest.fixture
def site(tmp_path: Path) -> TextSite:
    return TextSite(tmp_path)


PAGES = {"index.html": "accueil", "a/index.html": "a", "b/c/index.html": "c", "rss.xml": "flux"}


# Publishing


def test_a_first_build_writes_every_page_and_its_manifest(site: TextSite) -> None:
    published = site.build(PAGES)

    assert Published(written=tuple(sorted(PAGES)), pruned=(), left=()) == published
    assert PAGES == site.pages()
    assert set(PAGES) == set(read_manifest(site.output)[0].records)
    assert {"a", "b", "b/c"} == site.folders()


def test_a_second_build_writes_nothing(site: TextSite) -> None:
    site.build(PAGES)
    before = {path: path.stat() for path in site.output.rglob("*")}

    published = site.build(PAGES)

    assert Published(written=(), pruned=(), left=()) == published
    assert {} == site.reasons
    assert {path: stat.st_mtime_ns for path, stat in before.items()} == {
        path: path.stat().st_mtime_ns for path in site.output.rglob("*")
    }


def test_a_page_rendered_to_the_same_bytes_is_not_rewritten(site: TextSite) -> None:
    site.build(PAGES)
    manifest, _ = read_manifest(site.output)
    stale = {path: replace(record, fingerprint="") for path, record in manifest.records.items()}
    site.put(MANIFEST_NAME, to_json(Manifest(records=stale)))
    before = (site.output / "index.html").stat().st_mtime_ns

    published = site.build(PAGES)

    assert Published(written=(), pruned=(), left=()) == published
    assert set(PAGES) == set(site.reasons)
    assert before == (site.output / "index.html").stat().st_mtime_ns
    assert manifest == read_manifest(site.output)[0]


def test_only_what_changed_is_written(site: TextSite) -> None:
    site.build(PAGES)

    published = site.build({**PAGES, "a/index.html": "A"})

    assert Published(written=("a/index.html",), pruned=(), left=()) == published
    assert {"a/index.html": Reason.CONTENU} == site.reasons


def test_a_page_edited_by_hand_is_made_again(site: TextSite) -> None:
    site.build(PAGES)
    site.put("a/index.html", "edited")

    site.build(PAGES)

    assert {"a/index.html": Reason.MODIFIE} == site.reasons
    assert PAGES == site.pages()


def test_a_page_removed_by_hand_is_made_again(site: TextSite) -> None:
    site.build(PAGES)
    (site.output / "a/index.html").unlink()

    site.build(PAGES)

    assert {"a/index.html": Reason.ABSENT} == site.reasons
    assert PAGES == site.pages()


def test_an_orphan_is_removed_with_the_folders_it_leaves_empty(site: TextSite) -> None:
    site.build(PAGES)

    published = site.build({"index.html": "accueil"})

    assert Published(written=(), pruned=("a/index.html", "b/c/index.html", "rss.xml"), left=()) == published
    assert {"index.html": "accueil"} == site.pages()
    assert set() == site.folders()


def test_an_orphan_that_was_edited_stays_and_is_reported(site: TextSite) -> None:
    site.build(PAGES)
    site.put("a/index.html", "edited")

    published = site.build({"index.html": "accueil"})

    assert Published(written=(), pruned=("b/c/index.html", "rss.xml"), left=("a/index.html",)) == published
    assert {"index.html": "accueil", "a/index.html": "edited"} == site.pages()


def test_the_incremental_manifest_has_the_bytes_of_a_clean_one(site: TextSite, tmp_path: Path) -> None:
    site.build({"x/index.html": "old", "a/index.html": "old"})
    site.build(PAGES)
    clean = TextSite(tmp_path / "clean")
    clean.build(PAGES)

    assert clean.tree() == site.tree()


def test_a_file_may_replace_a_recorded_folder_and_back(site: TextSite) -> None:
    site.build({"x/index.html": "page"})

    site.build({"x": "file"})
    assert {"x": "file"} == site.pages()

    site.build({"x/index.html": "page"})
    assert {"x/index.html": "page"} == site.pages()


def test_what_is_linked_to_is_written_before_what_links_to_it(
    site: TextSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[str] = []
    replace_file = Path.replace

    def watch(self: Path, target: Path) -> Path:
        if target.is_relative_to(site.output):
            moved.append(target.relative_to(site.output).as_posix())
        return replace_file(self, target)

    monkeypatch.setattr(Path, "replace", watch)
    site.build({"sitemap.xml": "s", **PAGES, "style.css": "c"})

    assert [
        MANIFEST_NAME,
        "style.css",
        "a/index.html",
        "b/c/index.html",
        "index.html",
        "rss.xml",
        "sitemap.xml",
        MANIFEST_NAME,
    ] == moved


# Foreign files


def test_a_foreign_file_where_a_page_would_be_written_stops_the_build(site: TextSite) -> None:
    site.put("a/index.html", "theirs")

    assert site.build(PAGES) is None

    assert ("a/index.html",) == site.foreign
    assert {"a/index.html": b"theirs"} == site.tree()


def test_foreign_files_beside_the_pages_stay(site: TextSite) -> None:
    theirs = {"CNAME": "caf", ".well-known/x": "y", "a/photo.jpg": "z"}
    for path, text in theirs.items():
        site.put(path, text)

    site.build(PAGES)
    site.build({})

    assert theirs == site.pages()


def test_without_a_manifest_equal_files_are_adopted_unchanged(site: TextSite) -> None:
    site.build(PAGES)
    whole = site.tree()
    (site.output / MANIFEST_NAME).unlink()
    before = (site.output / "index.html").stat().st_mtime_ns

    assert Published(written=(), pruned=(), left=()) == site.build(PAGES)

    assert whole == site.tree()
    assert before == (site.output / "index.html").stat().st_mtime_ns


def test_without_a_manifest_a_file_that_differs_is_foreign(site: TextSite) -> None:
    site.build(PAGES)
    (site.output / MANIFEST_NAME).write_text("corrupt")

    site.build({**PAGES, "index.html": "nouvel accueil"})

    assert ("index.html",) == site.foreign
    assert "accueil" == site.pages()["index.html"]


def test_nothing_is_written_through_a_link_in_the_output(site: TextSite, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    site.output.mkdir()
    (site.output / "a").symlink_to(elsewhere)

    assert site.build(PAGES) is None

    assert ("a/index.html",) == site.foreign
    assert [] == list(elsewhere.iterdir())


def test_a_link_that_replaces_a_recorded_page_is_foreign(site: TextSite, tmp_path: Path) -> None:
    site.build(PAGES)
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (site.output / "rss.xml").unlink()
    (site.output / "rss.xml").symlink_to(secret)

    assert site.build({**PAGES, "rss.xml": "nouveau"}) is None

    assert ("rss.xml",) == site.foreign
    assert "secret" == secret.read_text()


def test_a_link_put_there_after_the_comparison_is_not_written_through(site: TextSite, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with site.open() as output:
        (site.output / "a").symlink_to(elsewhere)

        with pytest.raises(MachineRefusal, match="barre le chemin"):
            output.publish({"a/index.html": b"a"}, prune=(), before=Manifest(), after=Manifest())

    assert [] == list(elsewhere.iterdir())


def test_a_file_put_there_after_the_comparison_is_not_overwritten(site: TextSite) -> None:
    with site.open() as output:
        site.put("a.html", "theirs")

        with pytest.raises(MachineRefusal, match="vient d’apparaître"):
            output.publish({"a.html": b"a"}, prune=(), before=Manifest(), after=Manifest())

    assert {"a.html": b"theirs"} == site.tree()


def test_what_is_at_a_path_is_found_without_following_links(site: TextSite) -> None:
    site.put("page", "x")
    (site.output / "folder").mkdir()
    (site.output / "link").symlink_to("page")
    os.mkfifo(site.output / "pipe")

    with site.open() as output:
        digests = output.digests(["page", "none", "none/none", "folder", "link", "link/x", "pipe", "page/x"])

    assert {
        "page": digest_of(b"x"),
        "none": None,
        "none/none": None,
        "folder": NOT_A_FILE,
        "link": NOT_A_FILE,
        "link/x": NOT_A_FILE,
        "pipe": NOT_A_FILE,
        "page/x": NOT_A_FILE,
    } == digests


def test_a_path_out_of_the_output_is_never_written(site: TextSite) -> None:
    with site.open() as output, pytest.raises(ValueError, match="not a path under the output"):
        output.publish({"../x": b"x"}, prune=(), before=Manifest(), after=Manifest())


# Kills and refusals of the machine


def killing_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill before change number ``step``, from 0, that the build makes on the disk."""
    steps = count()

    def watched(owner: object, name: str) -> None:
        plain = getattr(owner, name)

        def call(*args: object, **options: object) -> object:
            if next(steps) >= step:
                raise KilledError
            return plain(*args, **options)

        monkeypatch.setattr(owner, name, call)

    watched(Path, "replace")
    watched(Path, "unlink")
    watched(Path, "mkdir")
    watched(Path, "rmdir")
    watched(output_module, "_write")


OLD = {"index.html": "accueil", "a/index.html": "a", "b/c/index.html": "c", "x": "x", "rss.xml": "flux"}
NEW = {
    "index.html": "accueil 2",
    "a/index.html": "a",
    "d/index.html": "d",
    "x/index.html": "x",
    "rss.xml": "flux 2",
}
LATER = {"index.html": "accueil 3", "d/index.html": "d 3", "e/index.html": "e"}


@pytest.mark.slow
@pytest.mark.parametrize("start", [{}, OLD], ids=["first build", "rebuild"])
@pytest.mark.parametrize(
    "then", [NEW, LATER, OLD], ids=["same sources", "sources edited", "sources restored"]
)
def test_a_kill_at_any_step_leaves_whole_pages_and_the_next_build_repairs(
    tmp_path: Path, start: Pages, then: Pages
) -> None:
    clean = TextSite(tmp_path / "clean")
    clean.build(then)
    for step in count():
        site = TextSite(tmp_path / str(step))
        site.build(start)
        theirs = site.put("theirs.txt", "theirs")
        with pytest.MonkeyPatch.context() as patch:
            killing_at(step, patch)
            try:
                site.build(NEW)
            except KilledError:
                killed = True
            else:
                killed = False
        for path, text in site.pages().items():
            assert text in {start.get(path), NEW.get(path), "theirs"}
        assert theirs.read_text() == "theirs"
        site.build(then)
        assert () == site.foreign
        theirs.unlink()
        assert clean.tree() == site.tree()
        assert clean.folders() == site.folders()
        if not killed:
            assert step > 10
            break


@pytest.mark.slow
def test_the_build_after_two_kills_repairs(tmp_path: Path) -> None:
    clean = TextSite(tmp_path / "clean")
    clean.build(OLD)
    for first in range(5, 25, 3):
        for second in range(5, 25, 3):
            site = TextSite(tmp_path / f"{first}-{second}")
            for step, pages in ((first, NEW), (second, LATER)):
                with pytest.MonkeyPatch.context() as patch:
                    killing_at(step, patch)
                    try:
                        site.build(pages)
                    except KilledError:
                        continue

            site.build(OLD)

            assert () == site.foreign
            assert clean.tree() == site.tree()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_refusal_while_staging_leaves_the_old_site_whole(
    site: TextSite, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    site.build(OLD)
    whole = site.tree()

    def refuse(target: Path, content: Rendered, *, durable: bool = False) -> None:
        if target.name == "1" or durable:
            raise OSError(number, "refused")
        target.write_bytes(content if isinstance(content, bytes) else b"")

    with monkeypatch.context() as patch:
        patch.setattr(output_module, "_write", refuse)
        with pytest.raises(MachineRefusal, match=r"index\.html"):
            site.build(NEW)

    assert whole == site.tree()
    assert not (site.output / STAGE_NAME).exists()


def test_a_build_that_would_not_fit_is_refused_before_the_first_write(
    site: TextSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.build(OLD)
    whole = site.tree()
    monkeypatch.setattr("shutil.disk_usage", lambda _path: _NoRoom())

    with pytest.raises(MachineRefusal, match="Le disque est plein"):
        site.build(NEW)

    assert whole == site.tree()


class _NoRoom:
    free = 3


# The lock, and where an output may be


def test_a_second_build_in_the_same_folder_is_refused(site: TextSite) -> None:
    with site.open(), pytest.raises(MachineRefusal, match="Une autre construction est en cours"):
        site.open()


@pytest.mark.slow
def test_a_lock_ends_with_the_process_that_held_it(site: TextSite) -> None:
    program = (
        "import os, sys; from pathlib import Path; from bulletin.build.output import Output;"
        "Output.open(Path(sys.argv[1]), site=Path(sys.argv[2]), home=Path(sys.argv[3])); os._exit(9)"
    )
    arguments = [str(site.output), str(site.root), str(site.home)]

    ended = subprocess.run(  # noqa: PLW1510 - the status is what is tested
        [sys.executable, "-c", program, *arguments], cwd=ROOT
    )

    assert 9 == ended.returncode
    site.open().close()


def test_closing_twice_is_harmless(site: TextSite) -> None:
    output = site.open()
    output.close()
    output.close()

    with site.open() as again:
        assert (Manifest(), "") == again.manifest()


@pytest.mark.parametrize(
    "place",
    [".", "..", "content", "content/sortie", "themes/defaut", ".git/sortie", "../home", "/", ".bulletin"],
)
def test_an_output_on_what_must_not_be_lost_is_refused(site: TextSite, place: str) -> None:
    with pytest.raises(UsageFault):
        refuse_place(site.root / place, site=site.root, home=site.home)


def test_an_output_that_leads_to_the_content_by_a_link_is_refused(site: TextSite) -> None:
    (site.root / "sortie").symlink_to(site.root / "content")

    with pytest.raises(UsageFault):
        refuse_place(site.root / "sortie", site=site.root, home=site.home)


def test_an_output_that_is_a_file_is_refused(site: TextSite) -> None:
    site.output.write_text("x")

    with pytest.raises(UsageFault, match="n’est pas un dossier"):
        site.open()


@pytest.mark.parametrize("place", ["output", "contents", "../elsewhere", "../home/site"])
def test_an_output_beside_the_sources_is_taken(site: TextSite, place: str) -> None:
    with Output.open(site.root / place, site=site.root, home=site.home) as output:
        assert (Manifest(), "") == output.manifest()


# Copies


def test_a_source_file_is_copied(site: TextSite) -> None:
    source = site.root / "content/a.png"
    source.write_bytes(b"image")
    copy = FileCopy(disk=source, digest=digest_of(b"image"), size=5)

    with site.open() as output:
        output.publish({"a.png": copy}, prune=(), before=Manifest(), after=Manifest())

    assert b"image" == site.tree()["a.png"]


def test_a_source_that_changed_during_the_build_is_not_published(site: TextSite) -> None:
    source = site.root / "content/a.png"
    source.write_bytes(b"other")
    copy = FileCopy(disk=source, digest=digest_of(b"image"), size=5)

    with site.open() as output, pytest.raises(MachineRefusal, match="a changé pendant la construction"):
        output.publish({"a.png": copy}, prune=(), before=Manifest(), after=Manifest())

    assert {} == site.tree()


# The cache of digests


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the files that were hashed."""
    names: list[str] = []

    def watch(path: Path) -> str:
        names.append(path.name)
        return hash_regular(path)

    monkeypatch.setattr("bulletin.build.caches.digests.hash_regular", watch)
    return iter([names])


def age(path: Path, seconds: float) -> None:
    moment = path.stat().st_mtime_ns - int(seconds * 1e9)
    os.utime(path, ns=(moment, moment))


def settle(cache_file: Path) -> None:
    """Date the cache in the future, so that the files it knows count as old."""
    age(cache_file, -3600)


def test_an_old_file_is_not_hashed_twice_and_a_changed_one_is(
    tmp_path: Path, hashed: Iterator[list[str]]
) -> None:
    names = next(hashed)
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "b").write_bytes(b"1")
    cache_file = tmp_path / ".bulletin/cache.json"
    cache = DigestCache(cache_file)
    first = (cache(tmp_path / "a"), cache(tmp_path / "b"))
    cache.save()
    settle(cache_file)
    names.clear()
    stamp = (tmp_path / "b").stat()
    (tmp_path / "b").write_bytes(b"2")
    os.utime(tmp_path / "b", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # only ctime differs

    again = DigestCache(cache_file)

    assert (first[0], digest_of(b"2")) == (again(tmp_path / "a"), again(tmp_path / "b"))
    assert ["b"] == names


def test_a_file_that_changed_just_before_the_cache_was_saved_is_hashed_again(
    tmp_path: Path, hashed: Iterator[list[str]]
) -> None:
    names = next(hashed)
    (tmp_path / "a").write_bytes(b"1")
    cache_file = tmp_path / ".bulletin/cache.json"
    for _ in range(2):
        cache = DigestCache(cache_file)
        cache(tmp_path / "a")
        cache.save()

    assert ["a", "a"] == names


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1}', '{"a": [1, 2]}', '{"a": ["x", 1, 1, 1, "d"]}'])
def test_a_corrupt_cache_is_ignored(tmp_path: Path, text: str) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "cache.json").write_text(text)
    settle(tmp_path / "cache.json")

    assert digest_of(b"1") == DigestCache(tmp_path / "cache.json")(tmp_path / "a")


def test_a_cache_that_cannot_be_written_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / ".bulletin").write_text("a file where the folder is due")
    cache = source_cache(tmp_path)
    cache(tmp_path / "a")

    cache.save()

    assert "a file where the folder is due" == (tmp_path / ".bulletin").read_text()


def test_two_outputs_of_one_site_do_not_share_a_cache(site: TextSite) -> None:
    for name in ("output", "autre"):
        site.output = site.root / name
        site.build(PAGES)
        site.build(PAGES)  # the first has nothing to hash

    assert 2 == len(list((site.root / ".bulletin").glob("sortie-*.json")))


# Any history


PLANS = st.dictionaries(
    st.sampled_from(["index.html", "a/index.html", "a/b/index.html", "c/index.html", "c"]),
    st.sampled_from(["1", "2"]),
).filter(lambda pages: not {"c", "c/index.html"} <= pages.keys())


@settings(max_examples=40, deadline=None)
@given(st.lists(PLANS, min_size=1, max_size=4))
def test_after_any_history_the_output_is_that_of_a_clean_build(
    tmp_path_factory: pytest.TempPathFactory, history: list[dict[str, str]]
) -> None:
    site, clean = (TextSite(tmp_path_factory.mktemp("site")) for _ in range(2))
    for pages in history:
        assert site.build(pages) is not None
    clean.build(history[-1])

    assert clean.tree() == site.tree()
    assert clean.folders() == site.folders()
