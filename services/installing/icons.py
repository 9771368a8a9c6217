"""The icons of the portal on a home screen: the clinic's logo, or the paw in its colour."""

import hashlib
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageStat

from services import branding
from services.core import files
from services.settings import Settings

_FINER = 4  # times as large as wanted while it is drawn, so that edges come out smooth
_BRIGHT = 200  # of 255; the mean of a logo that would be lost on white
_WHITE = "#ffffff"
_MARK_SIDE = 32.0  # of the drawing in assets/icon.svg, whose lines follow

_Point = tuple[float, float]
_Curve = tuple[_Point, ...]  # a straight line's end, or two handles and an end
_GATE: tuple[_Curve, ...] = (
    ((16, 1),),
    ((24, 1), (29.5, 6.6), (29.5, 14.5)),
    ((29.5, 27),),
    ((29.5, 29.2), (27.7, 31), (25.5, 31)),
    ((6.5, 31),),
    ((4.3, 31), (2.5, 29.2), (2.5, 27)),
    ((2.5, 14.5),),
    ((2.5, 6.6), (8, 1), (16, 1)),
)
_PAD: tuple[_Curve, ...] = (
    ((16, 15.5),),
    ((19.6, 15.5), (23, 19.7), (23, 22.9)),
    ((23, 25.2), (21.3, 26.1), (19.4, 26.1)),
    ((18.1, 26.1), (17.2, 25.5), (16, 25.5)),
    ((14.8, 25.5), (13.9, 26.1), (12.6, 26.1)),
    ((10.7, 26.1), (9, 25.2), (9, 22.9)),
    ((9, 19.7), (12.4, 15.5), (16, 15.5)),
)
_TOES = (
    (8.3, 15.3, 2.2, 2.9),
    (23.7, 15.3, 2.2, 2.9),
    (12.7, 9.8, 2.3, 3.2),
    (19.3, 9.8, 2.3, 3.2),
)
_PAW_CENTRE = (16.0, 16.4)
_PAW_SIDE = 19.5  # what the paw alone fills of the drawing


class Icon(StrEnum):
    """One of the pictures that stand for the portal."""

    SMALL = "small"  # as it is; 192 px
    LARGE = "large"  # as it is; 512 px
    MASKABLE = "maskable"  # the phone cuts a circle or a drop out of it; 512 px
    TOUCH = "touch"  # iPhones round its corners; 180 px
    BADGE = "badge"  # one colour, for the line above everything on Android; 96 px

    @property
    def side(self) -> int:
        """Width and height, in pixels."""
        return {"small": 192, "touch": 180, "badge": 96}.get(self.value, 512)


def version(rules: Settings) -> str:
    """Name how the icons look now, so that browsers may keep them for good."""
    return hashlib.sha256(f"{rules.accent_color} {rules.logo}".encode()).hexdigest()[:12]


def draw(rules: Settings, icon: Icon) -> bytes:
    """Draw an icon as PNG."""
    return _drawn(rules.accent_color, rules.logo, icon)


@lru_cache(16)
def _drawn(accent: str, logo: str, icon: Icon) -> bytes:
    color, side = branding.light(accent).accent, icon.side
    path = files.path(logo) if logo else None
    if icon is Icon.BADGE:
        picture = _paw(side, _WHITE, 0.96)
    elif path and path.exists():
        with Image.open(path, formats=["PNG"]) as opened:
            picture = _with_logo(opened.convert("RGBA"), color, icon)
    elif icon in (Icon.MASKABLE, Icon.TOUCH):
        picture = _on(_paw(side, _WHITE, 0.58), color)
    else:
        picture = _shape(side, color, _GATE, ())
        picture.alpha_composite(_shape(side, _WHITE, _PAD, _TOES))
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _with_logo(logo: Image.Image, color: str, icon: Icon) -> Image.Image:
    """Put a logo on a sheet: white, or the clinic's colour if the logo is white itself.

    A maskable icon keeps all that matters in the middle, as far as any phone's shape reaches.

    Source: W3C Web Application Manifest, safe zone of a maskable icon (a circle of 80 %).
    """
    share = {Icon.MASKABLE: 0.56, Icon.TOUCH: 0.76}.get(icon, 0.8)
    ground = color if _is_bright(logo) else _WHITE
    fit = icon.side * share / max(logo.size)
    size = (max(round(logo.width * fit), 1), max(round(logo.height * fit), 1))
    sheet = Image.new("RGBA", (icon.side, icon.side), (0, 0, 0, 0))
    place = ((icon.side - size[0]) // 2, (icon.side - size[1]) // 2)
    sheet.alpha_composite(logo.resize(size, Image.Resampling.LANCZOS), place)
    made = _on(sheet, ground)
    if icon in (Icon.SMALL, Icon.LARGE):
        made.putalpha(_rounded(icon.side))
    return made


def _is_bright(logo: Image.Image) -> bool:
    """Tell whether a see-through logo would hardly be seen on white."""
    opaque = logo.getchannel("A").point([0] * 128 + [255] * 128)
    if opaque.getextrema() == (255, 255) or not opaque.getbbox():
        return False
    return ImageStat.Stat(logo.convert("L"), opaque).mean[0] > _BRIGHT


def _on(picture: Image.Image, ground: str) -> Image.Image:
    sheet = Image.new("RGBA", picture.size, ground)
    sheet.alpha_composite(picture)
    return sheet


def _rounded(side: int) -> Image.Image:
    mask = Image.new("L", (side * _FINER, side * _FINER), 0)
    whole = (0, 0, side * _FINER - 1, side * _FINER - 1)
    ImageDraw.Draw(mask).rounded_rectangle(whole, side * _FINER * 0.22, fill=255)
    return mask.resize((side, side), Image.Resampling.LANCZOS)


def _paw(side: int, color: str, share: float) -> Image.Image:
    """Draw the paw alone, in the middle.

    Args:
        share: Of the side, that it fills.
    """
    scale = side * share / _PAW_SIDE
    offset = (side / 2 - _PAW_CENTRE[0] * scale, side / 2 - _PAW_CENTRE[1] * scale)
    return _shape(side, color, _PAD, _TOES, scale=scale, offset=offset)


def _shape(
    side: int,
    color: str,
    outline: Sequence[_Curve],
    ovals: Sequence[tuple[float, float, float, float]],
    *,
    scale: float = 0,
    offset: _Point = (0, 0),
) -> Image.Image:
    grown = (scale or side / _MARK_SIDE) * _FINER
    left, top = offset[0] * _FINER, offset[1] * _FINER
    mask = Image.new("L", (side * _FINER, side * _FINER), 0)
    pen = ImageDraw.Draw(mask)
    pen.polygon([(x * grown + left, y * grown + top) for x, y in _line(outline)], fill=255)
    for x, y, wide, high in ovals:
        box = (x - wide) * grown + left, (y - high) * grown + top
        pen.ellipse((*box, (x + wide) * grown + left, (y + high) * grown + top), fill=255)
    filled = Image.new("RGBA", (side, side), color)
    filled.putalpha(mask.resize((side, side), Image.Resampling.LANCZOS))
    return filled


def _line(outline: Sequence[_Curve]) -> list[_Point]:
    """Turn curves into many short straight lines."""
    points: list[_Point] = []
    for curve in outline:
        if len(curve) == 1:
            points.append(curve[0])
            continue
        start, (one, two, end) = points[-1], curve
        for step in range(1, 25):
            points.append(_between(start, one, two, end, step / 24))
    return points


def _between(start: _Point, one: _Point, two: _Point, end: _Point, at: float) -> _Point:
    """Return a point of a cubic Bézier curve."""
    back = 1 - at
    weights = (back**3, 3 * back * back * at, 3 * back * at * at, at**3)
    pairs = list(zip(weights, (start, one, two, end), strict=True))
    return sum(w * p[0] for w, p in pairs), sum(w * p[1] for w, p in pairs)
