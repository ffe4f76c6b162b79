"""Decode images by one rule: RGB of 8 bits, turned as EXIF says, transparent pixels on white.

`pixels` and `rgb` are written into scripts by their source: lines of at most 100 characters.
"""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("PNG", "JPEG", "WEBP", "BMP")
"""Formats that are decoded; the rare ones of Pillow have had too many faults."""
ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".bmp")
MAX_PIXELS = 40_000_000

Image.MAX_IMAGE_PIXELS = None  # our own limit is checked before a pixel is decoded


_DAMAGED = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError)
"""What Pillow raises over damaged files."""


class DamagedImageError(Exception):
    """The bytes are no image of a format that is decoded, or not a whole one."""


def check_image(content: bytes) -> tuple[int, ...]:
    """The shape of an image whose file is whole, to its last checksum. Raises `DamagedImageError`."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            image.verify()
    except _DAMAGED as error:
        raise DamagedImageError from error
    return decode_image(content).shape


def decode_image(content: bytes) -> NDArray[np.uint8]:
    """The pixels of an image, of shape (height, width, 3). Raises `DamagedImageError`."""
    try:
        with Image.open(io.BytesIO(content), formats=FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise DamagedImageError
            return pixels(image)
    except _DAMAGED as error:
        raise DamagedImageError from error


def small_png(content: bytes, size: int) -> bytes:
    """An image re-encoded as PNG, no side longer than `size` pixels. Raises `DamagedImageError`."""
    image = Image.fromarray(decode_image(content))
    image.thumbnail((size, size))
    written = io.BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def pixels(image: Image.Image) -> np.ndarray:
    """The pixels of an image turned as EXIF says, of shape (height, width, 3)."""
    return np.asarray(rgb(ImageOps.exif_transpose(image)), np.uint8)


def rgb(image: Image.Image) -> Image.Image:
    """An image in RGB of 8 bits, with transparent pixels on white."""
    if image.mode in ("I;16", "I;16B", "I;16L", "I;16N", "I"):  # 65,536 greys, of which 257 are one
        grey = (np.asarray(image).astype(np.int64) // 257).clip(0, 255).astype(np.uint8)
        return Image.fromarray(grey).convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGBA", clear.size, (255, 255, 255, 255))
        return Image.alpha_composite(white, clear).convert("RGB")
    return image.convert("RGB")
