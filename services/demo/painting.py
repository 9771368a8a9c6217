"""A brush: soft shapes with light from above, fur, and eyes that shine."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import cos, pi, sin
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

Field = NDArray[np.floating[Any]]
Color = tuple[float, float, float]
Point = tuple[float, float]

SIZE = 520  # pixels that are painted
_FINISHED = 480  # the largest place for one is 128 CSS pixels wide
_FRAME = (SIZE * 9 // 100, SIZE * 4 // 100, SIZE * 91 // 100, SIZE * 86 // 100)
_SMOOTH = Image.Resampling.BILINEAR
_PAIR = re.compile(r"([-\d.]+),([-\d.]+)")
_LIGHT = (-0.55, -0.84)  # where it comes from
_EVEN = np.asarray(1, np.float32)


def rgb(written: str) -> Color:
    """Read a colour such as #c68642."""
    red, green, blue = (int(written[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def mixed(one: Color, other: Color, part: float) -> Color:
    """Return a colour on the way from one to another."""
    red, green, blue = (a + (b - a) * part for a, b in zip(one, other, strict=True))
    return red, green, blue


def oval(x: float, y: float, wide: float, high: float, turn: float = 0.0) -> list[Point]:
    """Outline an ellipse, in parts of the picture's side; `turn` is in degrees, clockwise."""
    angle = turn * pi / 180
    outline: list[Point] = []
    for step in range(72):
        across, down = wide * cos(step * pi / 36), high * sin(step * pi / 36)
        outline.append(
            (
                x + across * cos(angle) - down * sin(angle),
                y + across * sin(angle) + down * cos(angle),
            )
        )
    return outline


def blob(corners: str) -> list[Point]:
    """Outline a smooth shape (a closed Catmull-Rom curve) through points in percent: '50,20 …'."""
    points = [(float(x) / 100, float(y) / 100) for x, y in _PAIR.findall(corners)]
    count, outline = len(points), list[Point]()
    for at in range(count):
        a, b, c, d = (points[(at + step) % count] for step in (-1, 0, 1, 2))
        for step in range(10):
            t = step / 10
            x, y = (_between(t, a[axis], b[axis], c[axis], d[axis]) for axis in (0, 1))
            outline.append((x, y))
    return outline


def mirrored(outline: Sequence[Point]) -> list[Point]:
    """Return the same shape on the other side of the face."""
    return [(1 - x, y) for x, y in outline]


@dataclass(frozen=True)
class Touch:
    """How a shape is painted."""

    fur: float = 0.5  # how much its strands are seen
    ragged: float = 0.5  # how much its edge dissolves into hair
    round: float = 1.0  # how much light and shade model it
    soft: float = 1.2  # pixels over which its edge fades
    strength: float = 1.0  # how much it covers
    within: Sequence[Point] | None = None  # what it is painted onto; nothing outside is touched


COAT = Touch()
SKIN = Touch(fur=0.08, ragged=0.0)
FLAT = Touch(fur=0.0, ragged=0.0, round=0.0)
MARKING = Touch(fur=0.45, ragged=1.6, round=0.0, soft=5.0)


class Canvas:
    """A square picture in the making."""

    def __init__(self, seed: int, above: str, below: str) -> None:
        """Begin with a blurred background, lighter where the window is."""
        self.chance = np.random.default_rng(seed)
        # Three planes, red, green and blue, since work on them goes faster than on triples.
        self.pixels: Field = _backdrop(self.chance, rgb(above), rgb(below))
        self._radial = radial()

    def paint(self, outline: Sequence[Point], color: Color, touch: Touch = COAT) -> None:
        """Paint one shape over what is there."""
        box = _box(outline, round(touch.soft * 3 + touch.ragged * 12) + 2)
        if box is None:
            return
        rows, columns = slice(box[1], box[3]), slice(box[0], box[2])
        hairs = self._radial[rows, columns]
        mask = _mask(outline, box, touch.soft)
        if touch.ragged:
            mask = np.clip((mask - 0.5) * 2.2 + 0.5 + (hairs - 0.5) * touch.ragged, 0, 1)
        if touch.within is not None:
            mask = mask * _mask(touch.within, box, 3.0)
        shade = _shade(outline, box) if touch.round else np.float32(0)
        light = 1 + touch.round * shade + (hairs - 0.5) * touch.fur
        self._cover((rows, columns), mask * touch.strength, color, np.asarray(light, np.float32))

    def stipple(self, outlines: Sequence[Sequence[Point]], color: Color, touch: Touch) -> None:
        """Paint many small flat shapes in one go, all of them within `touch.within`."""
        box = _box(touch.within or oval(0.5, 0.5, 0.5, 0.5), 0)
        if box is None:
            return
        image = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        draw = ImageDraw.Draw(image)
        for outline in outlines:
            draw.polygon([(x * SIZE - box[0], y * SIZE - box[1]) for x, y in outline], 255)
        mask = _field(image.filter(ImageFilter.GaussianBlur(touch.soft))) * touch.strength
        part = mask * _mask(touch.within or (), box, 2.0)
        self._cover((slice(box[1], box[3]), slice(box[0], box[2])), part, color)

    def both(self, outline: Sequence[Point], color: Color, touch: Touch = COAT) -> None:
        """Paint a shape and its mirror image."""
        self.paint(outline, color, touch)
        self.paint(mirrored(outline), color, touch)

    def line(
        self, points: Sequence[Point], color: Color, width: float, strength: float = 1
    ) -> None:
        """Draw a soft line through some points; `width` is in parts of the picture's side."""
        box = _box(points, round(width * SIZE) + 5)
        if box is None:
            return
        image = Image.new("L", (box[2] - box[0], box[3] - box[1]))
        dots = [(x * SIZE - box[0], y * SIZE - box[1]) for x, y in points]
        ImageDraw.Draw(image).line(dots, 255, max(1, round(width * SIZE)), "curve")
        part = _field(image.filter(ImageFilter.GaussianBlur(0.9))) * strength
        self._cover((slice(box[1], box[3]), slice(box[0], box[2])), part, color)

    def glow(self, x: float, y: float, size: float, color: Color, strength: float) -> None:
        """Lay a soft patch of light, or of shadow, over the picture."""
        touch = Touch(fur=0, ragged=0, round=0, soft=size * SIZE * 0.45, strength=strength)
        self.paint(oval(x, y, size, size), color, touch)

    def eye(self, x: float, y: float, size: float, iris: Color, pupil: float = 0.55) -> None:
        """Paint an eye; `pupil` is its width in parts of the iris, below 0.4 a cat's slit."""
        dark = (0.05, 0.04, 0.04)
        self.glow(x, y - size * 0.15, size * 1.9, (0.06, 0.04, 0.03), 0.2)
        self.paint(oval(x, y, size * 1.22, size * 1.12), dark, FLAT)
        self.paint(oval(x, y, size, size), mixed(iris, dark, 0.3), FLAT)
        self.paint(oval(x, y + size * 0.2, size * 0.82, size * 0.7), iris, _GLASS)
        self.paint(
            oval(x, y + size * 0.45, size * 0.6, size * 0.35), mixed(iris, WHITE, 0.35), _SHEEN
        )
        tall = size * (0.86 if pupil < 0.4 else pupil)
        self.paint(oval(x, y, size * pupil, tall), (0.02, 0.02, 0.02), FLAT)
        self.paint(oval(x, y - size * 1.0, size * 1.1, size * 0.5), dark, _LID)
        self.paint(oval(x - size * 0.32, y - size * 0.36, size * 0.25, size * 0.22), WHITE, FLAT)
        self.paint(oval(x + size * 0.36, y + size * 0.34, size * 0.11, size * 0.1), WHITE, _SPARK)

    def photograph(self) -> bytes:
        """Return the picture as a JPEG."""
        return jpeg(self.image(), _FINISHED)

    def image(self) -> Image.Image:
        """Return the picture with the grain and the dark corners of a photograph."""
        grain = self.chance.standard_normal((SIZE, SIZE), np.float32) * np.float32(0.009)
        finished = np.clip(self.pixels * _vignette() + grain, 0, 1) * np.float32(255)
        planes = [Image.fromarray(plane) for plane in finished.astype(np.uint8)]
        return Image.merge("RGB", planes).crop(_FRAME)

    def _cover(
        self, where: tuple[slice, slice], part: Field, color: Color, light: Field = _EVEN
    ) -> None:
        """Lay a colour over a part of the picture, as far as `part` says for each pixel."""
        for plane, tone in zip(self.pixels, color, strict=True):
            below = plane[where]
            below += (np.clip(light * np.float32(tone), 0, 1) - below) * part


WHITE: Color = (1.0, 0.99, 0.97)
_GLASS = Touch(fur=0, ragged=0, round=0, soft=3.0, strength=0.9)
_SHEEN = Touch(fur=0, ragged=0, round=0, soft=4.0, strength=0.7)
_SPARK = Touch(fur=0, ragged=0, round=0, strength=0.75)
_LID = Touch(fur=0, ragged=0, round=0, soft=4.0, strength=0.75)


def jpeg(image: Image.Image, side: int) -> bytes:
    """Return a picture as a JPEG of this width."""
    file = BytesIO()
    high = round(image.height * side / image.width)
    image.resize((side, high), Image.Resampling.BICUBIC).save(file, "JPEG", quality=88)
    return file.getvalue()


def noise(chance: np.random.Generator, rows: int, columns: int) -> Field:
    """Return soft clouds from 0 to 1 as large as the picture; fewer rows make them taller."""
    small = Image.fromarray(chance.integers(0, 256, (rows, columns), np.uint8).astype(np.uint8))
    return _field(small.resize((SIZE, SIZE), Image.Resampling.BICUBIC))


@cache
def strands() -> Field:
    """Return hairs that lie from top to bottom."""
    chance = np.random.default_rng(11)
    return noise(chance, 30, 300) * 0.6 + noise(chance, 14, 120) * 0.4


@cache
def radial() -> Field:
    """Return hairs that grow outwards from the middle of a face."""
    y, x = np.mgrid[0:SIZE, 0:SIZE].astype(np.float32) / SIZE
    across, down = x - 0.5, y - 0.5
    wave = noise(np.random.default_rng(5), 8, 8) * 0.5
    angle = (np.arctan2(down, across) / (2 * pi) + 0.5 + wave * 0.06) % 1
    away = np.hypot(across, down) * 1.3 + wave * 0.05
    source = strands()
    rows = np.clip(away * (SIZE - 1), 0, SIZE - 1).astype(np.intp)
    fine = source[rows, (angle * (SIZE - 1)).astype(np.intp)]
    coarse = source[rows // 2, ((angle * 0.37) * (SIZE - 1)).astype(np.intp)]
    return np.clip(fine * 0.65 + coarse * 0.35, 0, 1)


@cache
def _vignette() -> Field:
    y, x = np.mgrid[-1 : 1 : SIZE * 1j, -1 : 1 : SIZE * 1j].astype(np.float32)
    return 1 - np.float32(0.25) * np.clip((x * x + y * y) * 1.4 - 0.5, 0, 1)


def _backdrop(chance: np.random.Generator, above: Color, below: Color) -> Field:
    small = Image.new("RGB", (150, 150))
    draw = ImageDraw.Draw(small, "RGBA")
    for row in range(150):
        draw.line((0, row, 150, row), _bytes(mixed(above, below, row / 149)))
    for _ in range(26):
        x, y, size = chance.uniform(0, 150), chance.uniform(0, 120), chance.uniform(8, 26)
        tone = mixed(above, WHITE if chance.random() < 0.6 else below, chance.uniform(0.2, 0.75))
        draw.ellipse((x - size, y - size, x + size, y + size), (*_bytes(tone), 70))
    small = small.filter(ImageFilter.GaussianBlur(5)).resize((SIZE, SIZE), Image.Resampling.BICUBIC)
    return np.stack([_field(plane) for plane in small.split()])


def _bytes(color: Color) -> tuple[int, int, int]:
    red, green, blue = (round(part * 255) for part in color)
    return red, green, blue


def _box(outline: Sequence[Point], margin: int) -> tuple[int, int, int, int] | None:
    xs, ys = [x * SIZE for x, _ in outline], [y * SIZE for _, y in outline]
    left = max(_FRAME[0], int(min(xs)) - margin)
    top = max(_FRAME[1], int(min(ys)) - margin)
    right = min(_FRAME[2], int(max(xs)) + margin)
    bottom = min(_FRAME[3], int(max(ys)) + margin)
    return (left, top, right, bottom) if right - left > 1 and bottom - top > 1 else None


def _mask(outline: Sequence[Point], box: tuple[int, int, int, int], soft: float) -> Field:
    image = Image.new("L", (box[2] - box[0], box[3] - box[1]))
    dots = [(x * SIZE - box[0], y * SIZE - box[1]) for x, y in outline]
    ImageDraw.Draw(image).polygon(dots, 255)
    return _field(image.filter(ImageFilter.GaussianBlur(soft)))


def _shade(outline: Sequence[Point], box: tuple[int, int, int, int]) -> Field:
    """Light a shape as if it bulged towards the viewer: its blurred mask is its height."""
    xs, ys = [x * SIZE for x, _ in outline], [y * SIZE for _, y in outline]
    reach = max(4.0, min(max(xs) - min(xs), max(ys) - min(ys)) * 0.2)
    step = 3 if reach > 12 else 1  # broad light needs no fine grid
    wide, high = max(2, (box[2] - box[0]) // step), max(2, (box[3] - box[1]) // step)
    image = Image.new("L", (wide, high))
    dots = [((x * SIZE - box[0]) / step, (y * SIZE - box[1]) / step) for x, y in outline]
    ImageDraw.Draw(image).polygon(dots, 255)
    height = _field(image.filter(ImageFilter.GaussianBlur(reach / step)))
    down, across = np.gradient(height)
    lit = (across * -_LIGHT[0] + down * -_LIGHT[1]) * (reach / step) * 0.62
    shade = np.clip(lit, -0.5, 0.42) - (1 - np.clip(height * 1.15, 0, 1)) * 0.28 + 0.05
    if step == 1:
        return shade
    large = Image.fromarray(shade).resize((box[2] - box[0], box[3] - box[1]), _SMOOTH)
    return np.asarray(large, np.float32)


def _field(image: Image.Image) -> Field:
    data: Any = np.asarray(image, np.float32)
    return data / np.float32(255)


def _between(t: float, a: float, b: float, c: float, d: float) -> float:
    return 0.5 * (
        2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3
    )
