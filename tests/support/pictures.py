"""Small pictures for tests: photographs with all that a telephone writes in them, drawings, animations."""

from __future__ import annotations

from base64 import b64decode
from io import BytesIO

from PIL import Image, ImageDraw

ORIENTATION = 0x0112
GPS = 0x8825
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)
"""A PNG of one pixel."""
HEIC = b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAchtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
    "AAAAADRpbG9jAAAAAERAAAIAAQAAAAAB7AABAAAAAAAAAMAAAgAAAAACrAABAAAAAAAAAHwAAAA4aWluZgAAAAAAAgAAABVp"
    "bmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADmaXBjbwAAAHZo"
    "dmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAA"
    "AwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAA"
    "AAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAAAlpcm90"
    "AwAAABlpcG1hAAAAAAAAAAEAAQaBAgMFhIYAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAURtZGF0AAAAvCgBrxmA+0uU"
    "e66oouWECpRuqZlRaqirGRGod7RQ5I684mI7xjW4xHB7LGqiv/llomU7PmSISfFBidfag244oGWx602qHqYC3nHkLAO6rgCp"
    "xgNGR9aKbNXzVkHaWZkdelV3elRCNAqGGE73+zTy4pi1XQcviZJfwQND9wq7AWlDtWqhpJPpnCv08qePHTzVezUFI+xjt60l"
    "23/4B6RBQFszjjrjUEUKz8uDm8nTphTOMtvRiRXVFLjCDY/wAAAABkV4aWYAAE1NACoAAAAIAAMBDwACAAAACgAAADIBEgAD"
    "AAAAAQAGAACIJQAEAAAAAQAAADwAAAAARmFicmljYW50AAACAAEAAgAAAAJOAAAAAAIABQAAAAMAAABaAAAAAAAAADAAAAAB"
    "AAAANQAAAAEAAAAMAAAAAQ=="
)
"""A photograph of 64 × 48 pixels as a telephone keeps it: on its side, with its place and its maker."""


def photograph(width: int, height: int, *, orientation: int = 1, form: str = "JPEG", seed: int = 0) -> bytes:
    """Return a photograph as a telephone takes it, with its place and its model.

    It is red above, green below, blue at the left, as its pixels lie; ``orientation`` says how to turn it.
    """
    image = pixels(width, height, seed)
    told = Image.Exif()
    told[ORIENTATION] = orientation
    told[0x010F] = "Fabricant"
    told[0x0110] = "Modèle"
    place = told.get_ifd(GPS)
    place[1], place[2] = "N", (48.0, 53.0, 12.0)
    place[3], place[4] = "E", (2.0, 14.0, 20.0)
    return written(image, form, exif=told, comment="Une note", dpi=(72, 72))


def pixels(width: int, height: int, seed: int = 0) -> Image.Image:
    """Return pixels that differ from their neighbours, as those of a photograph do."""
    ramp = Image.linear_gradient("L").resize((width, height))
    round_ = Image.radial_gradient("L").resize((width, height))
    grain = bytes((index * (50 + seed)) % 61 for index in range(61)) * (width * height // 61 + 1)
    noise = Image.frombytes("L", (width, height), grain[: width * height])
    image = Image.merge("RGB", (ramp, round_, noise))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width, height // 8), fill="red")
    draw.rectangle((0, height - height // 8, width, height), fill="green")
    draw.rectangle((0, height // 8, width // 8, height - height // 8), fill="blue")
    return image


def drawing(width: int = 900, height: int = 600, *, see_through: bool = False, form: str = "PNG") -> bytes:
    """Return a drawing of three flat colours, whose ground can be seen through or is white."""
    image = Image.new("RGBA", (width, height), (0, 0, 0, 0) if see_through else "white")
    draw = ImageDraw.Draw(image)
    draw.ellipse((width // 8, height // 8, width // 2, height - height // 8), fill="#006a73")
    draw.rectangle((width // 2, height // 3, width - width // 8, height // 2), fill="#b8371a")
    return written(image if see_through else image.convert("RGB"), form)


def animation(width: int = 200, height: int = 120, *, form: str = "GIF", note: str = "Une note") -> bytes:
    """Return three images that follow one another, with a comment or the place where they were taken."""
    frames = [Image.new("RGB", (width, height), colour) for colour in ("red", "green", "blue")]
    told = {"exif": exif_of_place()} if form in {"PNG", "WEBP"} else {"comment": note}
    return written(frames[0], form, save_all=True, append_images=frames[1:], duration=200, loop=0, **told)


def exif_of_place() -> Image.Exif:
    """Return an EXIF that tells a place."""
    told = Image.Exif()
    told.get_ifd(GPS)[1] = "N"
    told[0x010F] = "Fabricant"
    return told


def written(image: Image.Image, form: str, **options: object) -> bytes:
    """Return a picture as a file of this format holds it."""
    file = BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def opened(data: bytes) -> Image.Image:
    """Return a picture, decoded."""
    image = Image.open(BytesIO(data))
    image.load()
    return image


def colour_at(image: Image.Image, across: float, down: float) -> str:
    """Return the nearest of the pure colours at a share of the width and of the height."""
    found = image.convert("RGB").getpixel((int(image.width * across), int(image.height * down)))
    assert isinstance(found, tuple)
    red, green, blue = found
    return max((red, "red"), (green * 1.5, "green"), (blue, "blue"))[1]
