"""The portal's colours, derived from the one colour that a clinic chooses."""

from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, hypot, sin

from services.settings import Settings

LEGIBLE = 4.5  # contrast of text; WCAG 2.2, 1.4.3

# What lies behind text; the same values stand in assets/portal.css.
LIGHT_GROUNDS = ("#faf7f2", "#ffffff", "#f3eee6")
DARK_GROUNDS = ("#151310", "#1e1b18", "#28241f")

_STEP = 0.01  # of lightness
_GLOW = 0.74  # the least lightness at which an accent looks lit in the dark
_WHITE = "#ffffff"
_Triple = tuple[float, float, float]


@dataclass(frozen=True)
class Brand:
    """The accent's three shades, as '#rrggbb'."""

    accent: str  # buttons, links, the current tab
    ink: str  # text on the accent
    soft: str  # quiet areas that carry text or the accent


@dataclass(frozen=True)
class Shade:
    """How an accent looks in one of the two modes."""

    brand: Brand
    ground: str  # the page's
    contrast: float  # the least that text has, on the accent or in it
    corrected: bool  # text would be hard to read in the colour that was chosen


def stylesheet(settings: Settings) -> str:
    """Write the clinic's colours as CSS, for light and dark, and what stays hidden at first.

    Where customers write nothing, they must not see a composer before the page has learnt that.
    """
    hidden = "" if settings.messaging_mode == "full" else ".customer-writes{display:none}\n"
    return _stylesheet(settings.accent_color) + hidden


def shades(accent: str) -> tuple[Shade, Shade]:
    """Tell how an accent looks in light and in dark, and whether it had to be corrected.

    Args:
        accent: As '#rrggbb'.
    """
    return (
        _shade(accent.lower(), light(accent), LIGHT_GROUNDS),
        _shade(accent.lower(), dark(accent), DARK_GROUNDS),
    )


@lru_cache(8)
def _stylesheet(accent: str) -> str:
    bright, dim = light(accent), dark(accent)
    return f":root{{{_variables(bright)}}}\n:root.dark{{{_variables(dim)}}}\n"


def light(accent: str) -> Brand:
    """Darken an accent until it is legible on light grounds and under white text."""
    lightness, chroma, hue = _lch(accent)
    soft = _hex(0.955, min(chroma, 0.02), hue)
    grounds = (*LIGHT_GROUNDS, soft, _WHITE)
    while not _legible(shade := _hex(lightness, chroma, hue), grounds):
        lightness -= _STEP
    return Brand(shade, _WHITE, soft)


def dark(accent: str) -> Brand:
    """Lighten an accent until it is legible on dark grounds and under dark text."""
    lightness, chroma, hue = _lch(accent)
    lightness = max(lightness, _GLOW)
    soft = _hex(0.29, min(chroma, 0.036), hue)
    ink = _hex(0.18, min(chroma, 0.04), hue)
    grounds = (*DARK_GROUNDS, soft, ink)
    while not _legible(shade := _hex(lightness, chroma, hue), grounds):
        lightness += _STEP
    return Brand(shade, ink, soft)


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21.

    Source: WCAG 2.2, definition of contrast ratio.
    """
    brighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


@dataclass(frozen=True)
class Badge:
    """How well a badge of a colour can be read: contrasts, the lesser one of light and dark."""

    text: float
    dot: float


def badge(color: str) -> Badge:
    """Tell how well what is labelled in a colour can be read; `.tag` in assets/portal.css."""
    lightness, chroma, hue = _lch(color)
    bright, dim = _hex(0.95, min(chroma, 0.035), hue), _hex(0.3, min(chroma, 0.05), hue)
    return Badge(
        text=min(
            contrast(_hex(0.41, min(chroma, 0.1), hue), bright),
            contrast(_hex(0.86, min(chroma, 0.08), hue), dim),
        ),
        dot=min(
            contrast(_hex(min(lightness, 0.78), chroma, hue), bright),
            contrast(_hex(max(lightness, 0.6), chroma, hue), dim),
        ),
    )


def _shade(chosen: str, brand: Brand, grounds: tuple[str, ...]) -> Shade:
    behind = (*grounds, brand.soft, brand.ink)
    least = min(contrast(brand.accent, ground) for ground in behind)
    return Shade(brand, grounds[0], least, corrected=not _legible(chosen, behind))


def _variables(brand: Brand) -> str:
    return f"--accent:{brand.accent};--accent-ink:{brand.ink};--accent-soft:{brand.soft}"


def _legible(shade: str, grounds: tuple[str, ...]) -> bool:
    return all(contrast(shade, ground) >= LEGIBLE for ground in grounds)


def _luminance(color: str) -> float:
    red, green, blue = _linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(color: str) -> _Triple:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _encoded(part: float) -> int:
    part = 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
    return round(min(max(part, 0), 1) * 255)


def _lch(color: str) -> _Triple:
    """Return lightness (0 to 1), chroma and hue (radians) in Oklab.

    Source: CSS Color 4, section 9.2 (Oklab) with its sample conversions.
    """
    red, green, blue = _linear(color)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    return lightness, hypot(a, b), atan2(b, a)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """Return the colour of a lightness and hue, as vivid as a screen can show it."""
    lightness = min(max(lightness, 0), 1)
    while not _on_screen(parts := _from_lch(lightness, chroma, hue)) and chroma > 0.001:
        chroma *= 0.95
    return "#" + "".join(f"{_encoded(part):02x}" for part in parts)


def _on_screen(parts: _Triple) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in parts)


def _from_lch(lightness: float, chroma: float, hue: float) -> _Triple:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
