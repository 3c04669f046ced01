"""Which changes of a real folder ask for a new build."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from watchdog.observers.polling import PollingObserver

from bulletin.preview import watching as module
from bulletin.preview.watching import QUIET_SECONDS, counts, settle, watching

WAIT_SECONDS = 5.0
SILENCE_SECONDS = 0.4


@contextmanager
def followed(folder: Path, *, ignored: tuple[Path, ...] = ()) -> Iterator[threading.Event]:
    changed = threading.Event()
    with watching((folder,), ignored=ignored, changed=changed.set):
        yield changed


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("content/articles/2016-07-11-x.md", True),
        ("content", True),
        ("content/articles/2016-07-11-x.md~", False),
        ("content/articles/.2016-07-11-x.md.swp", False),
        ("content/articles/.#2016-07-11-x.md", False),
        ("content/articles/#2016-07-11-x.md#", False),
        ("content/articles/4913", False),
        ("content/articles/x.md___jb_tmp___", False),
        ("content/.git/index", False),
        ("content/output/index.html", False),
        ("content-2/x.md", False),
    ],
)
def test_sources_count_and_temporary_files_do_not(path: str, expected: bool) -> None:
    root = Path("/site")
    assert expected is counts(root / path, watched=(root / "content",), ignored=(root / "content/output",))


def test_a_site_may_live_under_a_folder_whose_name_starts_with_a_dot() -> None:
    root = Path("/media/.cle/site")
    assert counts(root / "x.md", watched=(root,), ignored=())


def write(folder: Path) -> None:
    (folder / "billet.md").write_text("neuf", encoding="utf-8")


def save_aside_then_rename(folder: Path) -> None:
    (folder / ".billet.md.tmp").write_text("neuf", encoding="utf-8")
    (folder / ".billet.md.tmp").replace(folder / "billet.md")


def keep_a_copy_then_write(folder: Path) -> None:
    (folder / "billet.md").rename(folder / "billet.md~")
    (folder / "billet.md").write_text("neuf", encoding="utf-8")


def delete(folder: Path) -> None:
    (folder / "billet.md").unlink()


def add_in_a_new_folder(folder: Path) -> None:
    (folder / "2016" / "07").mkdir(parents=True)
    (folder / "2016" / "07" / "x.md").write_text("neuf", encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    "save", [write, save_aside_then_rename, keep_a_copy_then_write, delete, add_in_a_new_folder]
)
def test_every_way_to_save_is_noticed(tmp_path: Path, save: Callable[[Path], None]) -> None:
    (tmp_path / "billet.md").write_text("ancien", encoding="utf-8")
    with followed(tmp_path) as changed:
        save(tmp_path)
        assert changed.wait(WAIT_SECONDS)


@pytest.mark.slow
def test_a_file_in_a_folder_created_while_watching_is_noticed(tmp_path: Path) -> None:
    with followed(tmp_path) as changed:
        (tmp_path / "neuf").mkdir()
        assert changed.wait(WAIT_SECONDS)
        settle(changed)
        (tmp_path / "neuf" / "x.md").write_text("neuf", encoding="utf-8")
        assert changed.wait(WAIT_SECONDS)


@pytest.mark.slow
def test_reading_and_ignored_files_are_not_noticed(tmp_path: Path) -> None:
    (tmp_path / "billet.md").write_text("ancien", encoding="utf-8")
    (tmp_path / "output").mkdir()
    with followed(tmp_path, ignored=(tmp_path / "output",)) as changed:
        (tmp_path / "billet.md").read_text(encoding="utf-8")
        (tmp_path / "output" / "index.html").write_text("page", encoding="utf-8")
        (tmp_path / ".billet.md.swp").write_text("brouillon", encoding="utf-8")
        assert not changed.wait(SILENCE_SECONDS)
        write(tmp_path)
        assert changed.wait(WAIT_SECONDS)


@pytest.mark.slow
def test_a_single_file_is_followed_without_its_neighbours(tmp_path: Path) -> None:
    settings = tmp_path / "bulletin.toml"
    settings.write_text("schema = 1", encoding="utf-8")
    with followed(settings) as changed:
        write(tmp_path)
        assert not changed.wait(SILENCE_SECONDS)
        settings.write_text("schema = 2", encoding="utf-8")
        assert changed.wait(WAIT_SECONDS)


@pytest.mark.slow
def test_a_folder_reached_through_a_link_is_followed(tmp_path: Path) -> None:
    (tmp_path / "vrai").mkdir()
    (tmp_path / "lien").symlink_to(tmp_path / "vrai", target_is_directory=True)
    with followed(tmp_path / "lien") as changed:
        write(tmp_path / "vrai")
        assert changed.wait(WAIT_SECONDS)


@pytest.mark.slow
def test_folders_are_read_again_where_the_system_cannot_follow_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refused(PollingObserver):
        def start(self) -> None:
            raise OSError(28, os.strerror(28))

    monkeypatch.setattr(module, "Observer", Refused)
    monkeypatch.setattr(module, "_POLL_SECONDS", 0.05)
    with followed(tmp_path) as changed:
        write(tmp_path)
        assert changed.wait(WAIT_SECONDS)


def delete_and_make_again(folder: Path, aside: Path) -> None:
    del aside
    shutil.rmtree(folder)
    folder.mkdir()


def delete_for_a_while(folder: Path, aside: Path) -> None:
    del aside
    shutil.rmtree(folder)
    time.sleep(module._CHECK_SECONDS * 2)
    folder.mkdir()


def move_and_make_again(folder: Path, aside: Path) -> None:
    folder.rename(aside)
    folder.mkdir()


def swap(folder: Path, aside: Path) -> None:
    aside.mkdir()
    folder.rename(folder.with_name("ancien"))
    aside.rename(folder)


@pytest.mark.slow
@pytest.mark.parametrize("replace", [delete_and_make_again, delete_for_a_while, move_and_make_again, swap])
@pytest.mark.parametrize("observer", ["of the system", "that polls"])
def test_a_folder_that_is_replaced_is_followed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, replace: Callable[[Path, Path], None], observer: str
) -> None:
    monkeypatch.setattr(module, "_CHECK_SECONDS", 0.05)
    if observer == "that polls":
        monkeypatch.setattr(module, "Observer", lambda: PollingObserver(timeout=0.05))
    site = tmp_path / "site"
    site.mkdir()
    with followed(site) as changed:
        for number in range(2):
            replace(site, tmp_path / f"ailleurs-{number}")
            time.sleep(module._CHECK_SECONDS * 4)
            changed.clear()
            write(site)
            assert changed.wait(WAIT_SECONDS)
            settle(changed)
            shutil.rmtree(tmp_path / "ancien", ignore_errors=True)


@pytest.mark.slow
def test_a_link_that_leads_elsewhere_is_followed_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_CHECK_SECONDS", 0.05)
    for name in ("version-1", "version-2"):
        (tmp_path / name).mkdir()
    link = tmp_path / "site"
    link.symlink_to("version-1")
    with followed(link) as changed:
        (tmp_path / "suivante").symlink_to("version-2")
        (tmp_path / "suivante").rename(link)
        assert changed.wait(WAIT_SECONDS)
        settle(changed)
        write(tmp_path / "version-2")
        assert changed.wait(WAIT_SECONDS)


@pytest.mark.slow
def test_nothing_is_noticed_after_the_watch_ends(tmp_path: Path) -> None:
    with followed(tmp_path) as changed:
        pass
    write(tmp_path)
    assert not changed.wait(SILENCE_SECONDS)


@pytest.mark.slow
def test_a_burst_of_saves_counts_once_when_it_is_over() -> None:
    wanted = threading.Event()
    last: list[float] = []

    def burst() -> None:
        for _ in range(5):
            time.sleep(QUIET_SECONDS / 3)
            last.append(time.monotonic())
            wanted.set()

    saving = threading.Thread(target=burst)
    saving.start()
    settle(wanted)
    settled = time.monotonic()
    saving.join()
    assert 5 == len(last)
    assert settled - last[-1] >= QUIET_SECONDS * 0.9
    assert not wanted.is_set()


@pytest.mark.slow
def test_saves_that_never_stop_are_shown_after_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    class Restless(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            del timeout
            return True

    monkeypatch.setattr(module, "LONGEST_SECONDS", 0.3)
    restless = Restless()
    restless.set()
    settle(restless)
    assert not restless.is_set()
