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

from bulletin.build import output as output_module
from bulletin.build.artifacts import NOT_A_FILE, Reason, compare, declare, recorded, unowned
from bulletin.build.digest_cache import DigestCache, source_cache
from bulletin.build.manifest import MANIFEST_NAME, Manifest, to_json
from bulletin.build.output import STAGE_NAME, Output, Published, read_manifest, refuse_place
from bulletin.build.rendered import FileCopy, Rendered, content_digest
from bulletin.diagnostics import MachineRefusal, UsageFault
from bulletin.pages.views.contents import PlainText
from bulletin.source.fingerprint import digest_of
from bulletin.source.tree import hash_regular

Pages = Mapping[str, str]


class KilledError(BaseException):
    """Stands for the end of the process: nothing may catch it."""


class Bench:
    """A site and its output, with the build reduced to what the plan and the store do of it."""

    def __init__(self, root: Path) -> None:
        self.site = root / "site"
        self.output = self.site / "output"
        self.home = root / "home"
        for folder in (self.site / "content", self.home):
            folder.mkdir(parents=True, exist_ok=True)
        self.foreign: tuple[str, ...] = ()
        self.reasons: dict[str, Reason] = {}

    def open(self) -> Output:
        return Output.open(self.output, site=self.site, home=self.home)

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
        target = self.output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
        return target

    def tree(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in self.output.rglob("*")
            if path.is_file() and STAGE_NAME not in path.parts
        }

    def folders(self) -> set[str]:
        return {path.relative_to(self.output).as_posix() for path in self.output.rglob("*") if path.is_dir()}

    def pages(self) -> dict[str, str]:
        return {path: data.decode() for path, data in self.tree().items() if path != MANIFEST_NAME}


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


PAGES = {"index.html": "accueil", "a/index.html": "a", "b/c/index.html": "c", "rss.xml": "flux"}


# Publishing


def test_a_first_build_writes_every_page_and_its_manifest(bench: Bench) -> None:
    published = bench.build(PAGES)

    assert Published(written=tuple(sorted(PAGES)), pruned=(), left=()) == published
    assert PAGES == bench.pages()
    assert set(PAGES) == set(read_manifest(bench.output)[0].records)
    assert {"a", "b", "b/c"} == bench.folders()


def test_a_second_build_writes_nothing(bench: Bench) -> None:
    bench.build(PAGES)
    before = {path: path.stat() for path in bench.output.rglob("*")}

    published = bench.build(PAGES)

    assert Published(written=(), pruned=(), left=()) == published
    assert {} == bench.reasons
    assert {path: stat.st_mtime_ns for path, stat in before.items()} == {
        path: path.stat().st_mtime_ns for path in bench.output.rglob("*")
    }


def test_a_page_rendered_to_the_same_bytes_is_not_touched(bench: Bench) -> None:
    bench.build(PAGES)
    manifest, _ = read_manifest(bench.output)
    stale = {path: replace(record, fingerprint="") for path, record in manifest.records.items()}
    bench.put(MANIFEST_NAME, to_json(Manifest(records=stale)))
    before = (bench.output / "index.html").stat().st_mtime_ns

    published = bench.build(PAGES)

    assert Published(written=(), pruned=(), left=()) == published
    assert set(PAGES) == set(bench.reasons)
    assert before == (bench.output / "index.html").stat().st_mtime_ns
    assert manifest == read_manifest(bench.output)[0]


def test_only_what_moved_is_written(bench: Bench) -> None:
    bench.build(PAGES)

    published = bench.build({**PAGES, "a/index.html": "A"})

    assert Published(written=("a/index.html",), pruned=(), left=()) == published
    assert {"a/index.html": Reason.CONTENU} == bench.reasons


def test_a_page_edited_by_hand_is_made_again(bench: Bench) -> None:
    bench.build(PAGES)
    bench.put("a/index.html", "edited")

    bench.build(PAGES)

    assert {"a/index.html": Reason.MODIFIE} == bench.reasons
    assert PAGES == bench.pages()


def test_a_page_removed_by_hand_is_made_again(bench: Bench) -> None:
    bench.build(PAGES)
    (bench.output / "a/index.html").unlink()

    bench.build(PAGES)

    assert {"a/index.html": Reason.ABSENT} == bench.reasons
    assert PAGES == bench.pages()


def test_an_orphan_goes_with_the_folders_it_leaves_empty(bench: Bench) -> None:
    bench.build(PAGES)

    published = bench.build({"index.html": "accueil"})

    assert Published(written=(), pruned=("a/index.html", "b/c/index.html", "rss.xml"), left=()) == published
    assert {"index.html": "accueil"} == bench.pages()
    assert set() == bench.folders()


def test_an_orphan_that_was_edited_stays_and_is_told(bench: Bench) -> None:
    bench.build(PAGES)
    bench.put("a/index.html", "edited")

    published = bench.build({"index.html": "accueil"})

    assert Published(written=(), pruned=("b/c/index.html", "rss.xml"), left=("a/index.html",)) == published
    assert {"index.html": "accueil", "a/index.html": "edited"} == bench.pages()


def test_the_incremental_manifest_has_the_bytes_of_a_clean_one(bench: Bench, tmp_path: Path) -> None:
    bench.build({"x/index.html": "old", "a/index.html": "old"})
    bench.build(PAGES)
    clean = Bench(tmp_path / "clean")
    clean.build(PAGES)

    assert clean.tree() == bench.tree()


def test_a_file_may_take_the_place_of_a_folder_of_ours_and_back(bench: Bench) -> None:
    bench.build({"x/index.html": "page"})

    bench.build({"x": "file"})
    assert {"x": "file"} == bench.pages()

    bench.build({"x/index.html": "page"})
    assert {"x/index.html": "page"} == bench.pages()


def test_what_is_pointed_to_is_in_place_before_what_points_to_it(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[str] = []
    replace_file = Path.replace

    def watch(self: Path, target: Path) -> Path:
        if target.is_relative_to(bench.output):
            moved.append(target.relative_to(bench.output).as_posix())
        return replace_file(self, target)

    monkeypatch.setattr(Path, "replace", watch)
    bench.build({"sitemap.xml": "s", **PAGES, "style.css": "c"})

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


# What is not ours


def test_a_foreign_file_where_a_page_would_land_stops_everything(bench: Bench) -> None:
    bench.put("a/index.html", "theirs")

    assert bench.build(PAGES) is None

    assert ("a/index.html",) == bench.foreign
    assert {"a/index.html": b"theirs"} == bench.tree()


def test_foreign_neighbours_stay(bench: Bench) -> None:
    theirs = {"CNAME": "caf", ".well-known/x": "y", "a/photo.jpg": "z"}
    for path, text in theirs.items():
        bench.put(path, text)

    bench.build(PAGES)
    bench.build({})

    assert theirs == bench.pages()


def test_without_a_manifest_equal_files_are_adopted_untouched(bench: Bench) -> None:
    bench.build(PAGES)
    whole = bench.tree()
    (bench.output / MANIFEST_NAME).unlink()
    before = (bench.output / "index.html").stat().st_mtime_ns

    assert Published(written=(), pruned=(), left=()) == bench.build(PAGES)

    assert whole == bench.tree()
    assert before == (bench.output / "index.html").stat().st_mtime_ns


def test_without_a_manifest_a_file_that_differs_is_foreign(bench: Bench) -> None:
    bench.build(PAGES)
    (bench.output / MANIFEST_NAME).write_text("spoilt")

    bench.build({**PAGES, "index.html": "nouvel accueil"})

    assert ("index.html",) == bench.foreign
    assert "accueil" == bench.pages()["index.html"]


def test_nothing_is_written_through_a_link_in_the_output(bench: Bench, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    bench.output.mkdir()
    (bench.output / "a").symlink_to(elsewhere)

    assert bench.build(PAGES) is None

    assert ("a/index.html",) == bench.foreign
    assert [] == list(elsewhere.iterdir())


def test_a_link_that_takes_the_place_of_our_page_is_foreign(bench: Bench, tmp_path: Path) -> None:
    bench.build(PAGES)
    secret = tmp_path / "secret"
    secret.write_text("secret")
    (bench.output / "rss.xml").unlink()
    (bench.output / "rss.xml").symlink_to(secret)

    assert bench.build({**PAGES, "rss.xml": "nouveau"}) is None

    assert ("rss.xml",) == bench.foreign
    assert "secret" == secret.read_text()


def test_a_link_put_there_after_the_comparison_is_not_written_through(bench: Bench, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    with bench.open() as output:
        (bench.output / "a").symlink_to(elsewhere)

        with pytest.raises(MachineRefusal, match="barre le chemin"):
            output.publish({"a/index.html": b"a"}, prune=(), before=Manifest(), after=Manifest())

    assert [] == list(elsewhere.iterdir())


def test_a_file_put_there_after_the_comparison_is_not_overwritten(bench: Bench) -> None:
    with bench.open() as output:
        bench.put("a.html", "theirs")

        with pytest.raises(MachineRefusal, match="vient d’apparaître"):
            output.publish({"a.html": b"a"}, prune=(), before=Manifest(), after=Manifest())

    assert {"a.html": b"theirs"} == bench.tree()


def test_what_stands_at_a_path_is_told_without_following_links(bench: Bench) -> None:
    bench.put("page", "x")
    (bench.output / "folder").mkdir()
    (bench.output / "link").symlink_to("page")
    os.mkfifo(bench.output / "pipe")

    with bench.open() as output:
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


def test_a_path_out_of_the_output_is_never_written(bench: Bench) -> None:
    with bench.open() as output, pytest.raises(ValueError, match="not a path under the output"):
        output.publish({"../x": b"x"}, prune=(), before=Manifest(), after=Manifest())


# Kills and refusals of the machine


def killing_at(step: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Kill before the step-th time that the store changes the disk, from 0."""
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
def test_a_kill_at_any_step_leaves_whole_pages_and_the_next_build_mends(
    tmp_path: Path, start: Pages, then: Pages
) -> None:
    clean = Bench(tmp_path / "clean")
    clean.build(then)
    for step in count():
        bench = Bench(tmp_path / str(step))
        bench.build(start)
        theirs = bench.put("theirs.txt", "theirs")
        with pytest.MonkeyPatch.context() as patch:
            killing_at(step, patch)
            try:
                bench.build(NEW)
            except KilledError:
                killed = True
            else:
                killed = False
        for path, text in bench.pages().items():
            assert text in {start.get(path), NEW.get(path), "theirs"}
        assert theirs.read_text() == "theirs"
        bench.build(then)
        assert () == bench.foreign
        theirs.unlink()
        assert clean.tree() == bench.tree()
        assert clean.folders() == bench.folders()
        if not killed:
            assert step > 10
            break


@pytest.mark.slow
def test_two_kills_in_a_row_are_mended(tmp_path: Path) -> None:
    clean = Bench(tmp_path / "clean")
    clean.build(OLD)
    for first in range(5, 25, 3):
        for second in range(5, 25, 3):
            bench = Bench(tmp_path / f"{first}-{second}")
            for step, pages in ((first, NEW), (second, LATER)):
                with pytest.MonkeyPatch.context() as patch:
                    killing_at(step, patch)
                    try:
                        bench.build(pages)
                    except KilledError:
                        continue

            bench.build(OLD)

            assert () == bench.foreign
            assert clean.tree() == bench.tree()


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_a_refusal_while_staging_leaves_the_old_site_whole(
    bench: Bench, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    bench.build(OLD)
    whole = bench.tree()

    def refuse(target: Path, content: Rendered, *, durable: bool = False) -> None:
        if target.name == "1" or durable:
            raise OSError(number, "refused")
        target.write_bytes(content if isinstance(content, bytes) else b"")

    with monkeypatch.context() as patch:
        patch.setattr(output_module, "_write", refuse)
        with pytest.raises(MachineRefusal, match=r"index\.html"):
            bench.build(NEW)

    assert whole == bench.tree()
    assert not (bench.output / STAGE_NAME).exists()


def test_a_build_that_would_not_fit_is_refused_before_the_first_write(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.build(OLD)
    whole = bench.tree()
    monkeypatch.setattr("shutil.disk_usage", lambda _path: _NoRoom())

    with pytest.raises(MachineRefusal, match="Le disque est plein"):
        bench.build(NEW)

    assert whole == bench.tree()


class _NoRoom:
    free = 3


# The lock and the place


def test_a_second_build_in_the_same_folder_is_refused(bench: Bench) -> None:
    with bench.open(), pytest.raises(MachineRefusal, match="Une autre construction est en cours"):
        bench.open()


@pytest.mark.slow
def test_a_lock_ends_with_the_process_that_held_it(bench: Bench) -> None:
    program = (
        "import os, sys; from pathlib import Path; from bulletin.build.output import Output;"
        "Output.open(Path(sys.argv[1]), site=Path(sys.argv[2]), home=Path(sys.argv[3])); os._exit(9)"
    )
    arguments = [str(bench.output), str(bench.site), str(bench.home)]

    ended = subprocess.run(  # noqa: PLW1510 - the status is what is tested
        [sys.executable, "-c", program, *arguments], cwd=ROOT
    )

    assert 9 == ended.returncode
    bench.open().close()


def test_closing_twice_is_harmless(bench: Bench) -> None:
    output = bench.open()
    output.close()
    output.close()

    with bench.open() as again:
        assert (Manifest(), "") == again.manifest()


@pytest.mark.parametrize(
    "place",
    [".", "..", "content", "content/sortie", "themes/defaut", ".git/sortie", "../home", "/", ".bulletin"],
)
def test_an_output_on_what_must_not_be_lost_is_refused(bench: Bench, place: str) -> None:
    with pytest.raises(UsageFault):
        refuse_place(bench.site / place, site=bench.site, home=bench.home)


def test_an_output_that_leads_to_the_content_by_a_link_is_refused(bench: Bench) -> None:
    (bench.site / "sortie").symlink_to(bench.site / "content")

    with pytest.raises(UsageFault):
        refuse_place(bench.site / "sortie", site=bench.site, home=bench.home)


def test_an_output_that_is_a_file_is_refused(bench: Bench) -> None:
    bench.output.write_text("x")

    with pytest.raises(UsageFault, match="n’est pas un dossier"):
        bench.open()


@pytest.mark.parametrize("place", ["output", "contents", "../elsewhere", "../home/site"])
def test_an_output_beside_the_sources_is_taken(bench: Bench, place: str) -> None:
    with Output.open(bench.site / place, site=bench.site, home=bench.home) as output:
        assert (Manifest(), "") == output.manifest()


# Copies


def test_a_source_file_is_copied(bench: Bench) -> None:
    source = bench.site / "content/a.png"
    source.write_bytes(b"image")
    copy = FileCopy(disk=source, digest=digest_of(b"image"), size=5)

    with bench.open() as output:
        output.publish({"a.png": copy}, prune=(), before=Manifest(), after=Manifest())

    assert b"image" == bench.tree()["a.png"]


def test_a_source_that_moved_during_the_build_is_not_published(bench: Bench) -> None:
    source = bench.site / "content/a.png"
    source.write_bytes(b"other")
    copy = FileCopy(disk=source, digest=digest_of(b"image"), size=5)

    with bench.open() as output, pytest.raises(MachineRefusal, match="a changé pendant la construction"):
        output.publish({"a.png": copy}, prune=(), before=Manifest(), after=Manifest())

    assert {} == bench.tree()


# The cache of digests


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the files that were hashed."""
    names: list[str] = []

    def watch(path: Path) -> str:
        names.append(path.name)
        return hash_regular(path)

    monkeypatch.setattr("bulletin.build.digest_cache.hash_regular", watch)
    return iter([names])


def age(path: Path, seconds: float) -> None:
    moment = path.stat().st_mtime_ns - int(seconds * 1e9)
    os.utime(path, ns=(moment, moment))


def settle(cache_file: Path) -> None:
    """Date the cache in the future, which is to say that what it holds is older than it by far."""
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
    os.utime(tmp_path / "b", ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # ctime alone tells

    again = DigestCache(cache_file)

    assert (first[0], digest_of(b"2")) == (again(tmp_path / "a"), again(tmp_path / "b"))
    assert ["b"] == names


def test_a_file_that_moved_just_before_the_cache_was_saved_is_hashed_again(
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
def test_a_spoilt_cache_is_done_without(tmp_path: Path, text: str) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / "cache.json").write_text(text)
    settle(tmp_path / "cache.json")

    assert digest_of(b"1") == DigestCache(tmp_path / "cache.json")(tmp_path / "a")


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    (tmp_path / ".bulletin").write_text("a file where the folder is due")
    cache = source_cache(tmp_path)
    cache(tmp_path / "a")

    cache.save()

    assert "a file where the folder is due" == (tmp_path / ".bulletin").read_text()


def test_two_outputs_of_one_site_do_not_share_a_cache(bench: Bench) -> None:
    for name in ("output", "autre"):
        bench.output = bench.site / name
        bench.build(PAGES)
        bench.build(PAGES)  # the first has nothing to hash

    assert 2 == len(list((bench.site / ".bulletin").glob("sortie-*.json")))


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
    bench, clean = (Bench(tmp_path_factory.mktemp("bench")) for _ in range(2))
    for pages in history:
        assert bench.build(pages) is not None
    clean.build(history[-1])

    assert clean.tree() == bench.tree()
    assert clean.folders() == bench.folders()
