"""Which files are made of the pictures that pages show: their sizes, their formats, their addresses.

Nothing is decoded here: what is known of a picture is asked for. A published picture keeps the address of its
source, so that links to it last; its variants stand beside it (« photo-960.webp »).
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from bulletin.pages.views.contents import ShareImage
from bulletin.pages.views.pictures import Framing, PictureFile, PictureFormat, PictureVariant
from bulletin.source.picture_facts import PictureFacts, UnreadablePicture
from bulletin.source.tree import SourceFile

FORMATS: Final = {
    ".avif": PictureFormat.JPEG,
    ".gif": PictureFormat.GIF,
    ".heic": PictureFormat.JPEG,
    ".heif": PictureFormat.JPEG,
    ".jpeg": PictureFormat.JPEG,
    ".jpg": PictureFormat.JPEG,
    ".png": PictureFormat.PNG,
    ".webp": PictureFormat.WEBP,
}
"""In what format a picture is published, by the suffix of its source: one that every browser reads."""
KEPT_SUFFIXES: Final = frozenset({".gif", ".jpeg", ".jpg", ".png", ".webp"})
"""The suffixes that a published picture keeps; any other becomes ``.jpg``."""
PICTURES: Final = frozenset(FORMATS)
"""The suffixes of pictures."""
OF_TELEPHONES: Final = frozenset({".heic", ".heif"})
"""Those that not every installation reads, which no remedy names."""

WIDTHS: Final = (480, 960)
"""Widths of the variants in pixels besides the widest: for a telephone, for one whose pixels are fine."""
WIDEST: Final = 1600
TALLEST: Final = 4000
"""No published picture is wider or taller than that, in pixels."""
THUMBNAIL: Final = 320
"""Width of a picture in a list, in pixels."""
SHARED: Final = (1200, 630)
"""Width and height of what social networks show, in pixels."""
HEAVY: Final = 3_000_000
"""Bytes above which an animated picture, which cannot be reduced, is reported."""

Facts = Callable[[SourceFile], PictureFacts | UnreadablePicture]
"""Tells what is known of a picture."""
Weight = Callable[[PictureVariant, SourceFile], int]
"""Tells the size of a variant in bytes."""


@dataclass(frozen=True, slots=True)
class SitePicture:
    """A picture of ``content/`` that can be published; ``address`` is the one that its source would have."""

    file: SourceFile
    facts: PictureFacts
    address: str

    @property
    def format(self) -> PictureFormat:
        """The format in which it is published."""
        return FORMATS[PurePosixPath(self.file.path).suffix.casefold()]

    @property
    def size(self) -> tuple[int, int]:
        """The width and height at which it is published; none is enlarged, an animated one is not reduced."""
        width, height = self.facts.width, self.facts.height
        if self.facts.is_animated:
            return width, height
        width, height = min(width, WIDEST), max(1, round(height * min(1, WIDEST / width)))
        return (width, height) if height <= TALLEST else (max(1, round(width * TALLEST / height)), TALLEST)


@dataclass(slots=True)
class PublishedPictures:
    """The pictures that pages show. ``files`` are the paths of those of ``content/``.

    ``made`` are the files to make by their address, each with its source; ``drawn`` the share images of
    pages without a picture by their address, each with the source of its page.
    """

    files: Iterable[str]
    facts: Facts
    weight: Weight
    made: dict[str, tuple[PictureVariant, SourceFile]] = field(default_factory=dict)
    drawn: dict[str, tuple[ShareImage, str]] = field(default_factory=dict)
    _stems: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        self._stems = Counter(
            _stem(path) for path in self.files if PurePosixPath(path).suffix.casefold() in PICTURES
        )

    def published(self, picture: SitePicture) -> PictureFile:
        """Return the published picture, which every browser reads."""
        address = picture.address
        if PurePosixPath(picture.file.path).suffix.casefold() not in KEPT_SUFFIXES:
            address = self._beside(picture, "", ".jpg")
        framing = Framing.UNTOUCHED if picture.facts.is_animated else Framing.WHOLE
        return self._make(picture, address, picture.size, form=picture.format, framing=framing)

    def variants(self, picture: SitePicture) -> tuple[PictureFile, ...]:
        """Return the same picture in WebP, from the narrowest to the published width.

        There is none of a picture that is animated, or narrow enough as it is.
        """
        published = self.published(picture)
        if picture.facts.is_animated or published.width <= THUMBNAIL:
            return ()
        found = [self._webp(picture, width) for width in WIDTHS if width < published.width]
        is_webp = picture.format is PictureFormat.WEBP
        return (*found, published if is_webp else self._webp(picture, published.width))

    def thumbnail(self, picture: SitePicture) -> PictureFile:
        """Return the picture as a list shows it; of an animated one, its first image."""
        return self._webp(picture, min(THUMBNAIL, picture.size[0]))

    def shared(self, picture: SitePicture) -> PictureFile:
        """Return the picture as social networks show it: a photograph fills its frame, a drawing is whole."""
        facts = picture.facts
        is_small = facts.width < SHARED[0] // 2 or facts.height < SHARED[1] // 2
        framing = Framing.MOUNTED if facts.is_drawing or is_small else Framing.CROPPED
        address = self._beside(picture, "-partage", ".jpg")
        return self._make(picture, address, SHARED, form=PictureFormat.JPEG, framing=framing)

    def draw(self, image: ShareImage, address: str, source: str) -> PictureFile:
        """Return a share image that is drawn for the page of ``source``."""
        self.drawn[address] = (image, source)
        return PictureFile(address, *SHARED)

    def size(self, address: str) -> int:
        """Return the size in bytes of a published picture, by its address."""
        return self.weight(*self.made[address])

    def _webp(self, picture: SitePicture, width: int) -> PictureFile:
        size = (width, max(1, round(picture.facts.height * width / picture.facts.width)))
        return self._make(
            picture,
            self._beside(picture, f"-{width}", ".webp"),
            size,
            form=PictureFormat.WEBP,
            framing=Framing.WHOLE,
        )

    def _make(
        self,
        picture: SitePicture,
        address: str,
        size: tuple[int, int],
        *,
        form: PictureFormat,
        framing: Framing,
    ) -> PictureFile:
        width, height = size
        variant = PictureVariant(
            source=picture.file.path,
            digest=picture.file.digest,
            width=width,
            height=height,
            format=form,
            framing=framing,
            is_lossless=picture.facts.is_drawing and form is PictureFormat.WEBP,
        )
        self.made[address] = (variant, picture.file)
        return PictureFile(address, width, height)

    def _beside(self, picture: SitePicture, mark: str, suffix: str) -> str:
        """Return an address beside that of a picture, with its format where two have the same name."""
        stem, own = posixpath.splitext(picture.address)
        twin = f"-{own[1:].casefold()}" if self._stems[_stem(picture.file.path)] > 1 else ""
        return f"{stem}{twin}{mark}{suffix}"


def _stem(path: str) -> str:
    return posixpath.splitext(path)[0].casefold()
