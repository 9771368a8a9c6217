"""Pictures: looked at by their content, turned upright, and written anew.

What is written holds pixels only. Where and with what a photo was taken stays with whoever took it.
"""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pi_heif  # pyright: ignore[reportMissingTypeStubs]
from PIL import Image, ImageCms, ImageOps, WebPImagePlugin

MOST_PIXELS = 50_000_000  # what the cameras of phones take at their best
_FORMATS = ("JPEG", "PNG", str(WebPImagePlugin.WebPImageFile.format), "HEIF")
_cms: Any = ImageCms
_SRGB = _cms.createProfile("sRGB")
_DEEP = ("I", "I;16", "I;16B", "I;16L", "F")  # modes of more than eight bits a pixel

Image.preinit()  # whoever forks then has the decoders ready
_heif: Any = pi_heif
_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False)


class Unreadable(Exception):
    """It is no such picture, or it is damaged."""


class TooLarge(Exception):
    """It has more than MOST_PIXELS."""


@dataclass(frozen=True)
class Square:
    """A square part of a picture that stands upright, in fractions that no size changes."""

    left: float = 0.5  # of the room beside the square; 0.5 is the middle
    top: float = 0.5  # of the room above and below it
    side: float = 1.0  # of the shorter side of the picture


@dataclass(frozen=True)
class Picture:
    """A picture as the portal keeps and shows it."""

    content: bytes
    width: int  # px
    height: int  # px
    media_type: str = "image/jpeg"


def remake(
    source: bytes | Path, sizes: Sequence[int], *, part: Square | None = None, quality: int = 85
) -> list[Picture]:
    """Decode a picture and write it anew: upright, in sRGB, without anything but its pixels.

    Args:
        source: What came in: a JPEG, PNG, WebP or HEIC.
        sizes: The longer side of each picture wanted, in pixels; none is made larger than it was.
        part: What to keep of it; None for all.
        quality: Of the JPEG, 1 to 95.

    Returns:
        One picture for each size.

    Raises:
        Unreadable: It is no such picture, or it is damaged.
        TooLarge: It has too many pixels.
    """
    with _blaming_the_file():
        shrinks = part is None or part.side == 1
        whole = _decoded(source, _in_srgb, shrinks_to=max(sizes) if shrinks else 0)
        cut = _cut(whole, part) if part else whole
        return [_written(cut, size, quality) for size in sizes]


def remake_sign(source: Path, size: int) -> Picture:
    """Decode a sign, such as a logo, and write it anew as a PNG: what is see-through stays so.

    Args:
        source: What came in: a JPEG, PNG, WebP or HEIC.
        size: Of its longer side, in pixels; it is not made larger than it was.

    Raises:
        Unreadable: It is no such picture, or it is damaged.
        TooLarge: It has too many pixels.
    """
    with _blaming_the_file():
        whole = _decoded(source, _see_through)
        whole.thumbnail((size, size), Image.Resampling.LANCZOS)
        bare = Image.new("RGBA", whole.size)  # nothing of what came with the picture comes along
        bare.paste(whole)
        content = BytesIO()
        bare.save(content, "PNG", optimize=True)
        return Picture(content.getvalue(), *bare.size, "image/png")


@contextmanager
def _blaming_the_file() -> Generator[None]:
    try:
        yield
    except (TooLarge, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooLarge from None
    except Exception:  # noqa: BLE001 (whatever a decoder stumbles over, the file is at fault)
        raise Unreadable from None


def _decoded(
    source: bytes | Path,
    convert: Callable[[Image.Image, bytes | None], Image.Image],
    *,
    shrinks_to: int = 0,
) -> Image.Image:
    with Image.open(BytesIO(source) if isinstance(source, bytes) else source, "r", _FORMATS) as raw:
        _refuse_large(raw)
        if shrinks_to:  # a JPEG need not be decoded at its full size
            raw.draft("RGB", (2 * shrinks_to, 2 * shrinks_to))
        raw.load()
        _refuse_large(raw)  # a HEIC knows its true size only now
        upright = ImageOps.exif_transpose(raw)
        return convert(upright, raw.info.get("icc_profile"))


def _refuse_large(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise TooLarge


def _see_through(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the same picture in the colours that every screen assumes, on nothing."""
    alpha = image.convert("RGBA").getchannel("A") if image.has_transparency_data else None
    plain = image.convert("RGBA").convert("RGB") if alpha else image
    made = _in_srgb(plain, profile).convert("RGBA")
    if alpha:
        made.putalpha(alpha)
    return made


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Return the same picture on white, in the colours that every screen assumes."""
    if image.mode in _DEEP:
        image = image.point(lambda value: value / 256) if image.mode != "F" else image
        image = image.convert("L")
    if image.has_transparency_data:
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")
    if profile and image.mode in ("RGB", "L", "CMYK"):
        try:
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(image, given, _SRGB, outputMode="RGB")
            return converted or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # colours a little off are better than no picture
    return image.convert("RGB")


def _cut(image: Image.Image, part: Square) -> Image.Image:
    side = max(1, round(part.side * min(image.size)))
    left = round(part.left * (image.width - side))
    top = round(part.top * (image.height - side))
    return image.crop((left, top, left + side, top + side))


def _written(image: Image.Image, size: int, quality: int) -> Picture:
    fitted = image.copy()
    fitted.thumbnail((size, size), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", fitted.size)  # nothing of what came with the picture comes along
    bare.paste(fitted)
    content = BytesIO()
    bare.save(content, "JPEG", quality=quality, optimize=True, progressive=True)
    return Picture(content.getvalue(), *bare.size)
