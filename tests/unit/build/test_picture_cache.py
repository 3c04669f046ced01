"""Pictures are read and made once for the same bytes; a cache that is not to be trusted is done without."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.pictures import animation, drawing, opened, photograph

from bulletin.build.caches.pictures import FACTS_FILE, VARIANTS_FOLDER, PictureCache
from bulletin.build.rendered import FileCopy, Rendered
from bulletin.diagnostics import MachineRefusal
from bulletin.pages.views.pictures import PictureFormat, PictureVariant
from bulletin.rendering import pictures
from bulletin.source.fingerprint import digest_of
from bulletin.source.picture_facts import PictureFacts, UnreadablePicture
from bulletin.source.tree import SourceFile


class Work:
    """Counts how often a picture is read or made."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.read = self.made = 0
        inspect, make = pictures.inspect, pictures.made

        def counted_inspect(data: bytes, suffix: str) -> PictureFacts | UnreadablePicture:
            self.read += 1
            return inspect(data, suffix)

        def counted_make(variant: PictureVariant, data: bytes) -> bytes:
            self.made += 1
            return make(variant, data)

        monkeypatch.setattr(pictures, "inspect", counted_inspect)
        monkeypatch.setattr(pictures, "made", counted_make)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    return Work(monkeypatch)


@pytest.fixture
def photo(tmp_path: Path) -> SourceFile:
    return source(tmp_path, "content/medias/photo.jpg", photograph(400, 300))


def source(site: Path, path: str, data: bytes) -> SourceFile:
    disk = site / path
    disk.parent.mkdir(parents=True, exist_ok=True)
    disk.write_bytes(data)
    return SourceFile(path=path, disk=disk, digest=digest_of(data), size=len(data))


def cache(tmp_path: Path, engine: str = "1 pillow-13") -> PictureCache:
    return PictureCache(tmp_path, engine)


def webp(file: SourceFile, width: int = 200, *, is_lossless: bool = False) -> PictureVariant:
    return PictureVariant(
        source=file.path,
        digest=file.digest,
        width=width,
        height=150,
        format=PictureFormat.WEBP,
        is_lossless=is_lossless,
    )


def bytes_of(content: Rendered) -> bytes:
    return content.disk.read_bytes() if isinstance(content, FileCopy) else content


def kept_files(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / ".bulletin" / VARIANTS_FOLDER).iterdir())


def test_a_picture_is_read_once_for_all_builds(tmp_path: Path, work: Work, photo: SourceFile) -> None:
    first = cache(tmp_path)
    found = first.facts(photo)
    first.save({photo.digest})

    assert found == cache(tmp_path).facts(photo) == PictureFacts(400, 300)
    assert 1 == work.read


def test_a_variant_is_made_once_for_all_builds(tmp_path: Path, work: Work, photo: SourceFile) -> None:
    first = cache(tmp_path).made(webp(photo), photo)
    second = cache(tmp_path).made(webp(photo), photo)

    assert 1 == work.made
    assert first == second
    assert (200, 150) == opened(bytes_of(second)).size


def test_the_same_bytes_under_another_name_are_the_same_picture(
    tmp_path: Path, work: Work, photo: SourceFile
) -> None:
    other = source(tmp_path, "content/articles/autre.jpg", photograph(400, 300))
    kept = cache(tmp_path)

    assert bytes_of(kept.made(webp(photo), photo)) == bytes_of(kept.made(webp(other), other))
    assert 1 == work.made


def test_an_animation_named_as_a_photograph_is_read_anew_under_its_right_name(tmp_path: Path) -> None:
    kept = cache(tmp_path)
    misnamed = kept.facts(source(tmp_path, "content/medias/fete.jpg", animation()))
    renamed = kept.facts(source(tmp_path, "content/medias/fete.gif", animation()))

    assert isinstance(misnamed, PictureFacts)
    assert isinstance(renamed, PictureFacts)
    assert (False, True) == (misnamed.is_animated, renamed.is_animated)


@pytest.mark.parametrize("changed", ["width", "format", "source", "engine"])
def test_what_decides_the_bytes_decides_what_is_kept(
    tmp_path: Path, work: Work, photo: SourceFile, changed: str
) -> None:
    cache(tmp_path).made(webp(photo), photo)
    other = source(tmp_path, "content/medias/photo.jpg", drawing(400, 300)) if changed == "source" else photo
    variant = webp(other, 201 if changed == "width" else 200, is_lossless=changed == "format")

    cache(tmp_path, "2 pillow-13" if changed == "engine" else "1 pillow-13").made(variant, other)

    assert 2 == work.made


def test_the_size_of_a_kept_variant_is_known_without_reading_it(
    tmp_path: Path, work: Work, photo: SourceFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = bytes_of(cache(tmp_path).made(webp(photo), photo))
    again = cache(tmp_path)

    def no_reading(*_: object) -> bytes:
        raise AssertionError("the file is read")

    monkeypatch.setattr("bulletin.build.caches.pictures.read_regular", no_reading)

    assert len(made) == again.weight(webp(photo), photo)
    assert 1 == work.made


@pytest.mark.parametrize("harm", ["cut", "other bytes", "empty", "a link", "a folder", "another variant"])
def test_a_kept_variant_that_is_not_what_was_made_is_made_again(
    tmp_path: Path, work: Work, photo: SourceFile, harm: str
) -> None:
    right = bytes_of(cache(tmp_path).made(webp(photo), photo))
    (kept,) = kept_files(tmp_path)
    other = bytes_of(cache(tmp_path).made(webp(photo, 100), photo))
    kept.unlink()
    match harm:
        case "cut":
            kept.write_bytes(right[:-10])
        case "other bytes":
            kept.write_bytes(bytes([*right[:-1], right[-1] ^ 1]))
        case "empty":
            kept.write_bytes(b"")
        case "a link":
            kept.symlink_to(photo.disk)
        case "a folder":
            kept.mkdir()
        case _:
            kept.write_bytes(other)

    again = cache(tmp_path)

    assert right == bytes_of(again.made(webp(photo), photo))
    assert len(right) == cache(tmp_path).weight(webp(photo), photo)
    assert work.made >= 3


@pytest.mark.parametrize(
    "harm", ["", "[]", "{", "\0\xff", '{"engine": "1 pillow-13", "facts": {}}', "[" * 9000]
)
def test_a_list_of_facts_that_no_build_wrote_is_ignored(
    tmp_path: Path, work: Work, photo: SourceFile, harm: str
) -> None:
    file = tmp_path / ".bulletin" / FACTS_FILE
    file.parent.mkdir()
    file.write_text(harm, encoding="latin-1")

    assert PictureFacts(400, 300) == cache(tmp_path).facts(photo)
    assert 1 == work.read


def test_a_list_of_facts_that_was_edited_is_ignored(tmp_path: Path, work: Work, photo: SourceFile) -> None:
    first = cache(tmp_path)
    first.facts(photo)
    first.save({photo.digest})
    file = tmp_path / ".bulletin" / FACTS_FILE
    file.write_text(file.read_text("utf-8").replace("400", "4000"), encoding="utf-8")

    assert PictureFacts(400, 300) == cache(tmp_path).facts(photo)
    assert 2 == work.read


def test_facts_of_another_version_are_ignored(tmp_path: Path, work: Work, photo: SourceFile) -> None:
    first = cache(tmp_path)
    first.facts(photo)
    first.save({photo.digest})

    cache(tmp_path, "2 pillow-13").facts(photo)

    assert 2 == work.read


def test_a_picture_that_is_mended_is_read_again(tmp_path: Path, work: Work) -> None:
    broken = source(tmp_path, "content/medias/photo.jpg", photograph(400, 300)[:2000])
    first = cache(tmp_path)

    assert isinstance(first.facts(broken), UnreadablePicture)
    first.save({broken.digest})
    assert isinstance(cache(tmp_path).facts(broken), UnreadablePicture)
    assert 2 == work.read


def test_what_is_kept_of_pictures_that_are_gone_is_removed(tmp_path: Path, photo: SourceFile) -> None:
    gone = source(tmp_path, "content/medias/autre.png", drawing(400, 300))
    kept = cache(tmp_path)
    for file in (photo, gone):
        kept.facts(file)
        kept.made(webp(file), file)
    kept.save({photo.digest, gone.digest})
    cache(tmp_path, "0 pillow-12").made(webp(photo), photo)
    (tmp_path / ".bulletin" / VARIANTS_FOLDER / "tmp-1-reste").write_bytes(b"")

    again = cache(tmp_path)
    again.save({photo.digest})
    again.prune({photo.digest})

    assert [photo.digest[:24]] == [file.name.split("-")[1] for file in kept_files(tmp_path)]
    assert gone.digest not in (tmp_path / ".bulletin" / FACTS_FILE).read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="a file in the way of a folder")
def test_where_nothing_can_be_kept_pictures_are_made_all_the_same(tmp_path: Path, photo: SourceFile) -> None:
    (tmp_path / ".bulletin").write_text("un fichier", encoding="utf-8")
    unkept = cache(tmp_path)

    found = unkept.made(webp(photo), photo)
    unkept.save({photo.digest})
    unkept.prune(set())

    assert isinstance(found, bytes)
    assert (200, 150) == opened(found).size
    assert len(found) == unkept.weight(webp(photo), photo)


def test_a_picture_that_changes_during_the_build_stops_it(tmp_path: Path, photo: SourceFile) -> None:
    photo.disk.write_bytes(drawing(400, 300))

    with pytest.raises(MachineRefusal) as caught:
        cache(tmp_path).made(webp(photo), photo)
    assert "content/medias/photo.jpg a changé pendant la construction." == caught.value.message


def test_a_picture_that_disappears_during_the_build_stops_it(tmp_path: Path, photo: SourceFile) -> None:
    photo.disk.unlink()

    with pytest.raises(MachineRefusal) as caught:
        cache(tmp_path).facts(photo)
    assert "content/medias/photo.jpg" in caught.value.message
