from __future__ import annotations

import os
import socket
import unicodedata
from pathlib import Path

import pytest

from bulletin.diagnostics import MachineRefusal, Severity
from bulletin.source import tree as tree_module
from bulletin.source.fingerprint import digest_of
from bulletin.source.tree import MAX_DEPTH, MAX_TEXT, NotRegularError, Tree, open_regular, read_tree, refusal


def put(path: Path, data: bytes = b"x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def paths(tree: Tree) -> list[str]:
    return [file.path for file in tree.files]


def refused(tree: Tree) -> list[str]:
    assert all(fault.code == "fichier-refuse" and fault.severity is Severity.ERREUR for fault in tree.faults)
    assert all(fault.place.path in fault.message for fault in tree.faults)
    return [fault.place.path for fault in tree.faults]


def test_a_text_is_read_with_the_digest_of_those_bytes_and_an_image_is_only_digested(tmp_path: Path) -> None:
    put(tmp_path / "content/articles/a.md", b"texte")
    put(tmp_path / "content/medias/a.png", b"image")

    text, image = read_tree(tmp_path, "content").files

    assert ("content/articles/a.md", b"texte", digest_of(b"texte"), 5) == (
        text.path,
        text.data,
        text.digest,
        text.size,
    )
    assert ("content/medias/a.png", None, digest_of(b"image"), 5) == (
        image.path,
        image.data,
        image.digest,
        image.size,
    )


def test_files_are_sorted_by_path_whatever_their_folder(tmp_path: Path) -> None:
    for name in ("b.md", "a/z.md", "a-b.md", "a.md"):
        put(tmp_path / "content" / name)

    assert sorted(paths(read_tree(tmp_path, "content"))) == paths(read_tree(tmp_path, "content"))
    assert 4 == len(read_tree(tmp_path, "content").files)


def test_hidden_names_are_left_out_without_a_diagnostic(tmp_path: Path) -> None:
    for name in (".a.md", "_a.md", "#a.md", "a.md~", ".git/a.md", "_brouillons/a.md", "b.md"):
        put(tmp_path / "content" / name)

    tree = read_tree(tmp_path, "content")

    assert (["content/b.md"], []) == (paths(tree), refused(tree))


def test_a_theme_may_have_names_that_start_with_an_underscore(tmp_path: Path) -> None:
    put(tmp_path / "themes/defaut/templates/_base.html")

    tree = read_tree(tmp_path, "themes/defaut", texts=None, hidden=(".",))

    assert [b"x"] == [file.data for file in tree.files]


def test_a_folder_that_does_not_exist_holds_nothing(tmp_path: Path) -> None:
    assert Tree() == read_tree(tmp_path, "content")


def test_links_are_refused_and_not_followed(tmp_path: Path) -> None:
    secret = put(tmp_path / "secret/a.md", b"secret")
    content = tmp_path / "site/content"
    content.mkdir(parents=True)
    (content / "lien.md").symlink_to(secret)
    (content / "dossier").symlink_to(secret.parent)
    (content / "perdu.md").symlink_to(tmp_path / "nowhere")

    tree = read_tree(tmp_path / "site", "content")

    assert [] == paths(tree)
    assert ["content/dossier", "content/lien.md", "content/perdu.md"] == refused(tree)


def test_a_content_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "ailleurs/a.md")
    (tmp_path / "content").symlink_to(tmp_path / "ailleurs")

    tree = read_tree(tmp_path, "content")

    assert ([], ["content"]) == (paths(tree), refused(tree))


def test_pipes_and_sockets_are_refused_without_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = tmp_path / "content"
    content.mkdir()
    os.mkfifo(content / "tube.md")
    monkeypatch.chdir(content)  # the address of a socket must be short
    with socket.socket(socket.AF_UNIX) as unix_socket:
        unix_socket.bind("prise.md")

        assert ["content/prise.md", "content/tube.md"] == refused(read_tree(tmp_path, "content"))


def test_a_file_that_turns_into_a_link_after_the_listing_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = put(tmp_path / "content/a.md")
    listed = tree_module.walk(tmp_path, "content")
    page.unlink()
    page.symlink_to(put(tmp_path / "secret"))
    monkeypatch.setattr(tree_module, "walk", lambda *_args, **_options: listed)

    assert ["content/a.md"] == refused(read_tree(tmp_path, "content"))


def test_folders_deeper_than_ten_levels_are_refused(tmp_path: Path) -> None:
    deep = tmp_path / "content"
    for level in range(MAX_DEPTH):
        deep /= str(level)
    put(deep / "a.md")
    put(deep / "trop/b.md")

    tree = read_tree(tmp_path, "content")

    assert [f"content/{'/'.join(map(str, range(MAX_DEPTH)))}/a.md"] == paths(tree)
    assert [f"content/{'/'.join(map(str, range(MAX_DEPTH)))}/trop"] == refused(tree)


def test_paths_are_composed_and_two_spellings_of_one_name_are_refused(tmp_path: Path) -> None:
    composed, split = unicodedata.normalize("NFC", "été.md"), unicodedata.normalize("NFD", "été.md")
    put(tmp_path / "content" / split)
    assert [f"content/{composed}"] == paths(read_tree(tmp_path, "content"))

    put(tmp_path / "content" / composed)
    assert [f"content/{composed}"] == refused(read_tree(tmp_path, "content"))


def test_a_name_that_cannot_be_printed_is_refused(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    Path(os.fsdecode(bytes(tmp_path / "content") + b"/\xff.md")).write_bytes(b"x")
    put(tmp_path / "content/a\nb.md")

    assert ["content/a\ufffdb.md", "content/\ufffd.md"] == refused(read_tree(tmp_path, "content"))


def test_a_text_above_a_million_bytes_is_refused(tmp_path: Path) -> None:
    put(tmp_path / "content/a.md", b"a" * MAX_TEXT)
    put(tmp_path / "content/b.md", b"a" * (MAX_TEXT + 1))

    tree = read_tree(tmp_path, "content")

    assert (["content/a.md"], ["content/b.md"]) == (paths(tree), refused(tree))


def test_a_disk_that_refuses_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "content/a.md")

    def deny(_path: Path, _limit: int) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tree_module, "read_regular", deny)

    with pytest.raises(MachineRefusal, match=r"L’accès à content/a\.md est refusé"):
        read_tree(tmp_path, "content")


def test_only_regular_files_open(tmp_path: Path) -> None:
    (tmp_path / "lien").symlink_to(put(tmp_path / "a"))

    for name in (".", "lien"):
        with pytest.raises(NotRegularError):
            open_regular(tmp_path / name)


@pytest.mark.parametrize(
    ("number", "message"),
    [
        (28, "Le disque est plein\u00a0: x"),
        (30, "L’accès à x est refusé"),
        (5, "La machine a refusé x (EIO)."),
    ],
)
def test_each_refusal_is_a_french_sentence(number: int, message: str) -> None:
    assert refusal(OSError(number, "english"), "x").message.startswith(message)
