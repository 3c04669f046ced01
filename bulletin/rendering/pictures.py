"""The pictures of the site as they are published: turned upright, reduced, without EXIF, GPS position or XMP.

Pure. One of the two modules that know Pillow; the other is ``share_image``. The same file and the same
variant give the same bytes with one version of Pillow. Nothing but pixels goes from a source to what is
published: a file is decoded, turned, reduced and written anew. Only the animated ones keep their bytes,
without what describes them.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Final, assert_never

from PIL import Image, ImageChops, ImageCms, ImageFile, ImageOps

from bulletin.pages.views.pictures import Framing, PictureFormat, PictureVariant
from bulletin.rendering.picture_metadata import without_metadata
from bulletin.source.picture_facts import PictureFacts, UnreadablePicture

MAX_PIXELS: Final = 120_000_000
"""A picture of more pixels is refused, as it would fill the memory; a telephone makes about a tenth of it."""
MAX_BYTES: Final = 3_000_000
"""Bytes that a published JPEG or PNG should not exceed; after the last attempt, it is published anyhow."""
JPEG_QUALITIES: Final = (82, 70, 55)
"""Tried in this order until the picture is light enough."""
WEBP_QUALITY: Final = 78
PAPER: Final = "#fbfaf7"
"""The background of pictures with ``Framing.MOUNTED``; the same as in ``share_image``."""
MOUNT: Final = 40
"""Pixels of background at least, on each side of a picture with ``Framing.MOUNTED``."""
FACES: Final = (0.5, 0.4)
"""Shares of what a crop removes that are taken off the left and the top: faces are often high up."""
FLAT: Final = 0.5
"""Share of pixels equal to their left neighbour from which a PNG or GIF counts as a drawing."""

_FORMATS: Final = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_DRAWN: Final = frozenset({"PNG", "GIF"})
_ANIMATED: Final = {"GIF": ".gif", "PNG": ".png", "WEBP": ".webp"}
_HEIC: Final = "pi_heif"
_ORIENTATION: Final = 0x0112
_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What makes a picture upright, by the value of its EXIF tag Orientation (EXIF 2.32, §4.6.4)."""
_ON_ITS_SIDE: Final = frozenset({5, 6, 7, 8})
_MISTAKES = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    ArithmeticError,
    struct.error,
)
"""What Pillow raises on damaged files."""

# Beyond this Pillow warns, beyond twice as much it refuses; the check of inspect() comes between.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS


# -- what a file is ----------------------------------------------------------------------------------------


def inspect(data: bytes, suffix: str) -> PictureFacts | UnreadablePicture:
    """Return what is known of a picture, which is read to its end, or why it cannot be published.

    ``suffix`` is that of its name (« .jpg »); what a picture is, its first bytes say.
    """
    is_heic = suffix.casefold() in {".heic", ".heif"}
    if is_heic and not reads_heic():
        return _NO_HEIC
    try:
        with _opened(data) as image:
            if image.width * image.height > MAX_PIXELS:
                return _TOO_LARGE
            return _facts(image, data, suffix)
    except Image.DecompressionBombError:
        return _TOO_LARGE
    except (*_MISTAKES, MemoryError):
        if is_heic:
            return _BAD_HEIC
        return UnreadablePicture("image-illisible", _what_it_is(data[:512]), _SAVE_AGAIN)


def reads_heic() -> bool:
    """Return whether this installation reads the photographs of telephones in HEIC."""
    return find_spec(_HEIC) is not None


def _facts(image: Image.Image, data: bytes, suffix: str) -> PictureFacts:
    width, height = image.size
    form = image.format or ""
    is_animated = _ANIMATED.get(form) == suffix.casefold() and getattr(image, "n_frames", 1) > 1
    if is_animated:
        without_metadata(data)  # raises if the file is cut
    image.draft(None, (1, 1))  # a JPEG is read to its end, but decoded at an eighth of its size
    image.load()
    if _orientation(image) in _ON_ITS_SIDE:
        width, height = height, width
    return PictureFacts(width, height, form in _DRAWN and _is_flat(image), is_animated)


def _is_flat(image: Image.Image) -> bool:
    """Return whether most pixels are like their left neighbour, as in drawings and screenshots."""
    if image.width == 1:
        return True
    grey = image.convert("L")
    left = grey.crop((0, 0, grey.width - 1, grey.height))
    right = grey.crop((1, 0, grey.width, grey.height))
    return ImageChops.difference(left, right).histogram()[0] >= FLAT * left.width * left.height


def _orientation(image: Image.Image) -> int:
    """Return the EXIF orientation of a picture, 1 when there is none that can be read."""
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except _MISTAKES:
        return 1


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    """Open a picture by its first bytes, whatever its name; only its header has been read."""
    formats: tuple[str, ...] = _FORMATS
    if reads_heic():
        import_module("bulletin.rendering.heic").register()
        formats = (*formats, "HEIF")
    with warnings.catch_warnings(), _whole_files_only():
        warnings.simplefilter("ignore")  # many pixels, a damaged EXIF: both are dealt with here
        with Image.open(BytesIO(data), formats=formats) as image:
            yield image


@contextmanager
def _whole_files_only() -> Iterator[None]:
    """Have Pillow refuse a file that is cut: weasyprint, once imported, makes it accept them everywhere."""
    before = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = before


# -- what is made of it ------------------------------------------------------------------------------------


def made(variant: PictureVariant, data: bytes) -> bytes:
    """Return the bytes of a variant of the picture that ``data`` holds; ``inspect`` has found it fit."""
    if variant.framing is Framing.UNTOUCHED:
        return without_metadata(data)
    with _opened(data) as image:
        return _written(_framed(image, variant), variant)


def _framed(image: Image.Image, variant: PictureVariant) -> Image.Image:
    size = (variant.width, variant.height)
    match variant.framing:
        case Framing.WHOLE | Framing.UNTOUCHED:
            return _upright(image, size).resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        case Framing.CROPPED:
            return ImageOps.fit(_upright(image, size), size, Image.Resampling.LANCZOS, centering=FACES)
        case Framing.MOUNTED:
            return _mounted(_upright(image, size), size)
        case _:
            assert_never(variant.framing)


def _mounted(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the picture in the middle of a plain background, reduced if it is too large, never enlarged."""
    image.thumbnail((size[0] - 2 * MOUNT, size[1] - 2 * MOUNT), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", size, PAPER)
    corner = ((size[0] - image.width) // 2, (size[1] - image.height) // 2)
    ground.paste(image.convert("RGB"), corner, image.getchannel("A") if image.mode == "RGBA" else None)
    return ground


def _upright(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return the pixels alone, in RGB, RGBA or L, upright, in the colours of sRGB.

    ``size`` is that of the variant, in pixels: a JPEG need not be decoded much larger.
    """
    orientation = _orientation(image)
    profile = image.info.get("icc_profile")
    width, height = reversed(size) if orientation in _ON_ITS_SIDE else size
    image.draft(None, (2 * width, 2 * height))
    plain = _in_srgb(_plain(image), profile)
    if orientation in _TURNS:
        plain = plain.transpose(_TURNS[orientation])
    plain.info.clear()  # Pillow would write a comment or a profile that it finds there
    return plain


def _plain(image: Image.Image) -> Image.Image:
    """Return a picture of 8 bits a channel; RGBA only if some pixel is not opaque."""
    if image.mode.startswith(("I", "F")):
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        clear = image.convert("RGBA")
        return clear if clear.getchannel("A").getextrema() != (255, 255) else clear.convert("RGB")
    if image.mode in {"L", "CMYK"}:
        return image.copy()
    return image.convert("L" if image.mode == "1" else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the picture in sRGB, which needs no profile; a profile that cannot be used is ignored."""
    if profile and image.mode != "L":
        wanted = "RGBA" if image.mode == "RGBA" else "RGB"
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            found = ImageCms.profileToProfile(
                image, source, ImageCms.createProfile("sRGB"), outputMode=wanted
            )
        except (ImageCms.PyCMSError, *_MISTAKES):
            found = None
        if found is not None:
            return found
    return image.convert("RGB") if image.mode == "CMYK" else image


# -- how it is written -------------------------------------------------------------------------------------


def _written(image: Image.Image, variant: PictureVariant) -> bytes:
    match variant.format:
        case PictureFormat.JPEG:
            return _jpeg(image)
        case PictureFormat.PNG:
            return _png(image)
        case PictureFormat.GIF:
            return _saved(image, "GIF")
        case PictureFormat.WEBP:
            if variant.is_lossless:
                return _saved(image, "WEBP", lossless=True)
            return _saved(image, "WEBP", quality=WEBP_QUALITY)
        case _:
            assert_never(variant.format)


def _jpeg(image: Image.Image) -> bytes:
    opaque = image
    if image.mode == "RGBA":
        opaque = Image.new("RGB", image.size, "white")
        opaque.paste(image, mask=image.getchannel("A"))
    data = b""
    for quality in JPEG_QUALITIES:
        data = _saved(opaque, "JPEG", quality=quality, optimize=True, progressive=True)
        if len(data) <= MAX_BYTES:
            break
    return data


def _png(image: Image.Image) -> bytes:
    data = _saved(image, "PNG")
    if len(data) <= MAX_BYTES:
        return data
    method = Image.Quantize.FASTOCTREE if image.mode == "RGBA" else Image.Quantize.MEDIANCUT
    return _saved(image.quantize(256, method), "PNG", optimize=True)


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


# -- what is wrong with a file -----------------------------------------------------------------------------

_SAVE_AGAIN: Final = (
    "Ouvrez l’image dans un logiciel de dessin ou de photo, enregistrez-la de nouveau en JPEG ou en PNG, "
    "puis remplacez le fichier."
)
_TOO_LARGE: Final = UnreadablePicture(
    "image-trop-grande",
    f"compte plus de {MAX_PIXELS // 1_000_000} millions de pixels",
    "Réduisez-la, par exemple à 4\u202f000 pixels de large.",
)
_ADMITTED: Final = "Formats admis\u00a0: avif, gif, jpeg, jpg, png, webp."
_NO_HEIC: Final = UnreadablePicture(
    "fichier-non-admis",
    "est une photo HEIC, que cette installation ne sait pas lire",
    f"Enregistrez-la en JPEG, ou demandez à qui gère le site d’installer « pi-heif ». {_ADMITTED}",
)
_BAD_HEIC: Final = UnreadablePicture(
    "fichier-non-admis",
    "n’est pas une photo HEIC que l’on sait lire",
    f"Enregistrez-la en JPEG, puis remplacez le fichier. {_ADMITTED}",
)
_BEGINNINGS: Final = (
    (b"<!doctype html", "est une page web enregistrée sous le nom d’une image"),
    (b"<html", "est une page web enregistrée sous le nom d’une image"),
    (b"<svg", "est un dessin SVG, qui n’est pas admis"),
    (b"<?xml", "est un fichier XML, peut-être un dessin SVG, qui n’est pas admis"),
    (b"%pdf", "est un document PDF"),
    (b"pk\x03\x04", "est un document de bureautique ou une archive"),
)
"""First bytes, in lower case, of what has been seen under the name of a picture."""
_SIGNATURES: Final = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"RIFF")


def _what_it_is(head: bytes) -> str:
    """Return the end of the sentence on a file that is no readable picture and begins so."""
    if not head.strip(b"\0"):
        return "est vide"
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for beginning, sentence in _BEGINNINGS:
        if start.startswith(beginning):
            return sentence
    if head.startswith(_SIGNATURES) or head[4:8] == b"ftyp":
        return "est une image coupée ou abîmée"
    return "n’est pas une image que l’on sait lire"
