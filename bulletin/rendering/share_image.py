"""The picture that social networks show of a page that has none: its title, drawn in the design of the site.

One of the two modules that know Pillow. Sixteen colours are enough, and make a picture of 15 kB that takes a
few milliseconds. Letters are laid out by Pillow alone, so that no library of the machine changes the result.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from bulletin.pages.views.contents import ShareImage

SIZE: Final = (1200, 630)
"""Width and height in pixels that social networks ask for."""
PAPER: Final = "#fbfaf7"
INK: Final = "#22172c"
QUIET: Final = "#554a60"
CAF: Final = "#006a73"
COMMUNE: Final = "#b8371a"
ACCORD: Final = "#43205c"

LEFT: Final = 64
TITLE_TOP: Final = 200
"""Baseline of the first line of a title."""
FOOT: Final = 572
"""Baseline of the name of the site."""
TITLE_WIDTH: Final = 630
"""Pixels that a line of a title may take: to its right are the two rings of the mark of the site."""
FOOT_WIDTH: Final = 1040
"""Pixels that the names of the site and of the Caf may take together."""
TITLES: Final = ((70, 74, 3), (54, 60, 4))
"""Size of the letters and distance of the lines in pixels, most lines allowed; largest letters first."""

_FONTS: Final = "rendering/fonts"
_SERIF, _PLAIN, _BOLD = "newsreader-titre.ttf", "radio-canada-normal.ttf", "radio-canada-gras.ttf"
_SIGNS: Final = frozenset(
    {*map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x100)), *"Œœ‐\u2011–—‘’“”•…\u202f‹›€−"}
)
"""The characters that the fonts hold."""
_BREAK: Final = re.compile(r"(?<=[ -])")
_SMOOTH: Final = 4
"""How many times larger the rings are drawn before they are reduced, which smooths their edges."""


@dataclass(frozen=True, slots=True)
class _Ramp:
    """A colour in ``shades`` steps from that of the paper; ``first`` is the palette index of the palest."""

    first: int
    colour: str
    shades: int


_INK, _RED, _QUIET = _Ramp(1, INK, 5), _Ramp(6, COMMUNE, 3), _Ramp(9, QUIET, 3)
_RAMPS: Final = (_INK, _RED, _QUIET, _Ramp(12, CAF, 3), _Ramp(15, ACCORD, 1))


def drawn(image: ShareImage) -> bytes:
    """Return a PNG of 1200 × 630 pixels; the same texts always give the same drawing."""
    canvas = _ground(image.site, image.caf).copy()
    edge = LEFT
    for text, font, ramp in ((image.kind, _font(_BOLD, 30), _RED), (image.date, _font(_PLAIN, 30), _QUIET)):
        if known := _known(text):
            edge = _write(canvas, (known,), (edge, 104), font=font, ramp=ramp) + 18
    lines, size, leading = _title(_known(image.titre))
    if lines:
        _write(canvas, lines, (LEFT - 2, TITLE_TOP), font=_font(_SERIF, size), ramp=_INK, leading=leading)
    file = BytesIO()
    # Of the ways to compress, the one that looks for runs alone is the fastest, and the best for flat areas.
    canvas.save(file, "PNG", compress_type=zlib.Z_RLE)
    return file.getvalue()


# -- texts -------------------------------------------------------------------------------------------------


def _title(text: str) -> tuple[tuple[str, ...], int, int]:
    """Return the lines of a title, the size of its letters and the distance of its lines, in pixels.

    One that is too long for the smallest letters ends with « … ».
    """
    lines: tuple[str, ...] = ()
    size = leading = most = 0
    for size, leading, most in TITLES:
        lines = tuple(_lines(text, _font(_SERIF, size), TITLE_WIDTH))
        if len(lines) <= most:
            return lines, size, leading
    last = _cut(f"{lines[most - 1]} {lines[most]}", _font(_SERIF, size), TITLE_WIDTH)
    return (*lines[: most - 1], last), size, leading


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """Return the text cut at its spaces and after its hyphens, and wherever a word alone is too long."""
    lines = [""]
    for word in _BREAK.split(text):
        if font.getlength((lines[-1] + word).rstrip()) <= width:
            lines[-1] += word
            continue
        lines.append("")
        for sign in word:
            if font.getlength(lines[-1] + sign) > width:
                lines.append("")
            lines[-1] += sign
    return [line.strip() for line in lines if line.strip()]


def _cut(text: str, font: ImageFont.FreeTypeFont, width: int) -> str:
    """Return the text, or as many of its signs as leave room for « … »."""
    if font.getlength(text) <= width:
        return text
    end = len(text)
    while end and font.getlength(f"{text[:end].rstrip()}…") > width:
        end -= 1
    return f"{text[:end].rstrip()}…"


def _known(text: str) -> str:
    """Return a text in the characters that the fonts hold: those of other alphabets are left out."""
    return "".join(sign if sign in _SIGNS else _nearest(sign) for sign in unicodedata.normalize("NFC", text))


def _nearest(sign: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFKD", sign) if part in _SIGNS)


def _write(
    canvas: Image.Image,
    lines: tuple[str, ...],
    start: tuple[int, int],
    *,
    font: ImageFont.FreeTypeFont,
    ramp: _Ramp,
    leading: int = 0,
) -> int:
    """Write on plain paper, the first baseline beginning at ``start``; return the right edge, in pixels."""
    width = round(max(map(font.getlength, lines)))
    ascent, descent = font.getmetrics()
    mask = Image.new("L", (width + 4, ascent + descent + leading * (len(lines) - 1)))
    draw = ImageDraw.Draw(mask)
    for rank, line in enumerate(lines):
        draw.text((2, ascent + rank * leading), line, fill=255, font=font, anchor="ls")
    canvas.paste(mask.point(_indexes(ramp)), (start[0] - 2, start[1] - ascent))
    return start[0] + width


@cache
def _indexes(ramp: _Ramp) -> list[int]:
    """Return the palette index for each of the 256 degrees of cover of a pixel, from 0 (the bare paper)."""
    shades = (round(share * ramp.shades / 255) for share in range(256))
    return [ramp.first - 1 + shade if shade else 0 for shade in shades]


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    data = files("bulletin").joinpath(_FONTS, name).read_bytes()
    return ImageFont.truetype(BytesIO(data), size, layout_engine=ImageFont.Layout.BASIC)


# -- what is the same for a whole site ---------------------------------------------------------------------


@cache
def _ground(site: str, caf: str) -> Image.Image:
    """Return the paper with the rings, the rule and the name of the site."""
    canvas = _rings()
    draw = ImageDraw.Draw(canvas)
    draw.rectangle((LEFT, 508, LEFT + 519, 512), fill=_INK.first + _INK.shades - 1)
    draw.rectangle((LEFT, 517, LEFT + 519, 518), fill=_INK.first + _INK.shades - 1)
    serif, plain = _font(_SERIF, 38), _font(_PLAIN, 25)
    name, house = _known(site), _known(caf)
    edge = LEFT - 14
    if name:
        edge = _write(canvas, (_cut(name, serif, FOOT_WIDTH),), (LEFT, FOOT), font=serif, ramp=_INK)
    if house and edge + 14 + plain.getlength(house) <= LEFT + FOOT_WIDTH:
        _write(canvas, (house,), (edge + 14, FOOT), font=plain, ramp=_QUIET)
    return canvas


def _rings() -> Image.Image:
    """Return the mark of the site, large: the ring of the Caf, that of the commune, and what they share."""
    width, height = SIZE
    large = Image.new("RGB", (width * _SMOOTH, height * _SMOOTH), PAPER)
    draw = ImageDraw.Draw(large)
    caf, commune = (_disc(936, 225), _disc(1196, 225))
    shared = Image.new("L", large.size)
    ImageDraw.Draw(shared).ellipse(_disc(936, 208), fill=255)
    other = Image.new("L", large.size)
    ImageDraw.Draw(other).ellipse(_disc(1196, 208), fill=255)
    large.paste(ACCORD, mask=Image.composite(shared, Image.new("L", large.size), other))
    draw.ellipse(caf, outline=CAF, width=34 * _SMOOTH)
    draw.ellipse(commune, outline=COMMUNE, width=34 * _SMOOTH)
    smooth = large.resize(SIZE, Image.Resampling.BOX)
    return smooth.quantize(palette=_palette(), dither=Image.Dither.NONE)


def _disc(centre: int, radius: int) -> tuple[int, int, int, int]:
    """Return the square around a disc in the middle of the height, in the pixels of the large drawing."""
    middle = SIZE[1] // 2
    return (
        (centre - radius) * _SMOOTH,
        (middle - radius) * _SMOOTH,
        (centre + radius) * _SMOOTH,
        (middle + radius) * _SMOOTH,
    )


def _palette() -> Image.Image:
    paper = _channels(PAPER)
    colours = [paper]
    for ramp in _RAMPS:
        ink = _channels(ramp.colour)
        for shade in range(1, ramp.shades + 1):
            part = shade / ramp.shades
            colours.append(tuple(round(a + (b - a) * part) for a, b in zip(paper, ink, strict=True)))
    image = Image.new("P", (1, 1))
    image.putpalette([channel for colour in colours for channel in colour])
    return image


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.removeprefix("#")))
