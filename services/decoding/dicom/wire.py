"""Frames as they travel to the viewer, and small pictures of them.

Grey ones travel as stored values, so that the viewer can window them without asking again: each
row as differences from left to right, the low bytes of all of them before the high ones, gzipped.
Browsers undo the gzip themselves. Colours travel as the JPEG that they were, or as lossless WebP.
"""

from dataclasses import dataclass
from io import BytesIO

import imagecodecs
import numpy as np
from PIL import Image
from pydicom.dataset import FileDataset
from pydicom.pixels.processing import apply_voi_lut

from services.decoding.dicom import describing, frames, windows
from services.decoding.dicom.describing import Scale

GREY_16 = "application/vnd.pawgate.g16"
GREY_8 = "application/vnd.pawgate.g8"
_LEVEL = 1  # of gzip: the fastest; better ones save little after the differences
_QUALITY = 80  # of the small pictures
_DARKEST, _LIGHTEST = 0.5, 99.5  # percentiles that are black and white where no window is given


@dataclass(frozen=True)
class Wire:
    """What is sent for a frame."""

    media_type: str
    content: bytes
    gzipped: bool = False
    slope: float = 1.0  # of what is sent to the stored value, where 16 bits do not hold that
    intercept: float = 0.0
    damaged: bool = False  # shown, with a warning


def frame(data: FileDataset, number: int) -> Wire:
    """Return a frame as the viewer draws it.

    Raises:
        Unviewable: There is no such frame, or it cannot be decoded.
    """
    if jpeg := frames.plain_jpeg(data, number):
        return Wire("image/jpeg", jpeg)
    pixels = frames.decoded(data, number)
    damaged = frames.is_cut_short(data, number)
    if pixels.ndim == 3:
        return Wire("image/webp", _lossless(pixels), damaged=damaged)
    narrow, slope, intercept = _of_sixteen_bits(pixels)
    media_type = GREY_8 if narrow.itemsize == 1 else GREY_16
    return Wire(media_type, packed(narrow), True, slope, intercept, damaged)


def picture(data: FileDataset, number: int, side: int) -> Wire:
    """Return a small picture of a frame, windowed as the file suggests.

    Args:
        side: The longer one, in pixels at most.

    Raises:
        Unviewable: There is no such frame, or it cannot be decoded.
    """
    pixels = frames.decoded(data, number)
    seen = Image.fromarray(pixels if pixels.ndim == 3 else grey(data, pixels, number))
    seen.thumbnail((side, side), Image.Resampling.BILINEAR, reducing_gap=2.0)
    content = BytesIO()
    seen.save(content, "WEBP", quality=_QUALITY, method=0)
    return Wire("image/webp", content.getvalue())


def packed(pixels: np.ndarray) -> bytes:
    """Return grey values of eight or sixteen bits as they travel."""
    if pixels.dtype.itemsize == 1:
        steps = np.diff(pixels, axis=1, prepend=np.zeros((len(pixels), 1), pixels.dtype))
        return _gzip(steps.tobytes())
    values = np.ascontiguousarray(pixels).view("<u2")
    steps = values.copy()
    steps[:, 1:] -= values[:, :-1]
    planes = steps.view(np.uint8).reshape(-1, 2).T
    return _gzip(np.ascontiguousarray(planes).tobytes())


def grey(data: FileDataset, pixels: np.ndarray, number: int) -> np.ndarray:
    """Return what an eye sees of stored values with the window that the file suggests.

    Returns:
        Unsigned eight bits, shape (rows, columns).
    """
    about = describing.image(data)
    if about.table is not None:
        seen = apply_voi_lut(_rescaled(pixels, about.scale).astype(np.int32), data, prefer_lut=True)
        shades = (seen >> max(about.table.bits - 8, 0)).clip(0, 255).astype(np.uint8)
    else:
        scale = about.varying[number] if about.varying else about.scale
        shades = _windowed(_rescaled(pixels, scale), scale)
    return 255 - shades if about.inverted else shades


def _rescaled(pixels: np.ndarray, scale: Scale) -> np.ndarray:
    return pixels.astype(np.float32) * scale.slope + scale.intercept


def _windowed(values: np.ndarray, scale: Scale) -> np.ndarray:
    window = scale.windows[0] if scale.windows else _of_all(values)
    lowest = window.center - 0.5 - (window.width - 1) / 2
    wide = max(window.width - 1, 1e-6)
    return np.clip((values - lowest) / wide * 255, 0, 255).astype(np.uint8)


def _of_all(values: np.ndarray) -> windows.Window:
    low, high = (float(one) for one in np.percentile(values[::4, ::4], (_DARKEST, _LIGHTEST)))
    if low == high:  # mostly one value, as in the outline of an organ
        low, high = float(values.min()), float(values.max())
    return windows.Window((low + high) / 2, max(high - low, 1.0))


def _of_sixteen_bits(pixels: np.ndarray) -> tuple[np.ndarray, float, float]:
    """Return values that the viewer can hold, and the slope and intercept that lead back."""
    if pixels.dtype.kind == "b" or pixels.dtype == np.uint8:
        return pixels.astype(np.uint8), 1.0, 0.0
    if pixels.dtype.itemsize <= 2:
        narrow = np.dtype("<i2" if pixels.dtype.kind == "i" else "<u2")
        return pixels.astype(narrow), 1.0, 0.0
    low, high = float(np.nanmin(pixels)), float(np.nanmax(pixels))
    step = (high - low) / 65_535 or 1.0
    known = np.nan_to_num(pixels.astype(np.float64), nan=low)
    return np.clip((known - low) / step, 0, 65_535).round().astype("<u2"), step, low


def _lossless(pixels: np.ndarray) -> bytes:
    content = BytesIO()
    image = Image.fromarray(pixels)
    image.save(content, "WEBP", lossless=True, quality=0, method=0, exact=True)
    return content.getvalue()


def _gzip(content: bytes) -> bytes:
    return bytes(imagecodecs.gzip_encode(content, level=_LEVEL))
