"""Pictures as the clinic's machines would make them: X-rays, ultrasound, photographs."""

from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise
from math import pi, sin

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from services.demo.book import chance
from services.demo.echoes import SIDE, close_up, fan
from services.demo.painting import (
    Field,
    Point,
    blob,
    jpeg,
    oval,
)

_VARIANTS = 3


class _Plate:
    """An X-ray plate: the more a shape weakens the beam, the brighter it becomes."""

    def __init__(self, seed: int) -> None:
        self.chance = np.random.default_rng(seed)
        self.density: Field = np.zeros((SIDE, SIDE), np.float32)

    def add(self, outline: Sequence[Point], by: float, soft: float = 5.0) -> None:
        """Add a shape's density; below zero it is gas."""
        corner, image = _sheet(outline, soft * 3)
        dots = [(x * SIDE - corner[0], y * SIDE - corner[1]) for x, y in outline]
        ImageDraw.Draw(image).polygon(dots, 255)
        self._lay(image, corner, by, soft)

    def bone(self, points: Sequence[Point], width: float, by: float = 0.34) -> None:
        """Add a long bone: dense walls around a paler hollow."""
        bent = _bent(_bent(points))
        for part, share in ((1.0, by), (0.5, -0.28 * by)):
            corner, image = _sheet(bent, width * SIDE + 10)
            dots = [(x * SIDE - corner[0], y * SIDE - corner[1]) for x, y in bent]
            wide = max(2, round(width * part * SIDE))
            ImageDraw.Draw(image).line(dots, 255, wide, "curve")
            self._lay(image, corner, share, 1.6 if part == 1.0 else 3.0)

    def picture(self) -> Image.Image:
        """Develop the plate, with its grain and its dark frame."""
        grain = self.chance.normal(0, 0.022, (SIDE, SIDE))
        y, x = np.mgrid[-1 : 1 : SIDE * 1j, -1 : 1 : SIDE * 1j]
        frame = np.clip((0.97 - np.maximum(abs(x), abs(y))) * 40, 0, 1)
        tone = (1 - np.exp(-1.75 * np.clip(self.density, 0, 2))) * 0.98 + 0.03 + grain
        image = Image.fromarray((np.clip(tone * frame, 0, 1) * 255).astype(np.uint8))
        image = image.filter(ImageFilter.GaussianBlur(0.7))
        ImageDraw.Draw(image).text((SIDE - 54, 26), "L", 235, font_size=30)
        return image

    def _lay(self, image: Image.Image, corner: tuple[int, int], by: float, soft: float) -> None:
        mask = np.asarray(image.filter(ImageFilter.GaussianBlur(soft)), np.float32)
        left, top = corner
        rows, columns = slice(top, top + image.height), slice(left, left + image.width)
        self.density[rows, columns] += mask * np.float32(by / 255)


def _sheet(outline: Sequence[Point], margin: float) -> tuple[tuple[int, int], Image.Image]:
    """Return an empty mask large enough for a shape, and where its corner lies on the plate."""
    xs, ys = [x * SIDE for x, _ in outline], [y * SIDE for _, y in outline]
    left, right = (min(SIDE, max(0, int(x))) for x in (min(xs) - margin, max(xs) + margin + 1))
    top, bottom = (min(SIDE, max(0, int(y))) for y in (min(ys) - margin, max(ys) + margin + 1))
    return (left, top), Image.new("L", (max(1, right - left), max(1, bottom - top)))


def _bent(points: Sequence[Point]) -> list[Point]:
    """Round the corners of a line, as Chaikin does."""
    inner = [
        (ax + (bx - ax) * part, ay + (by - ay) * part)
        for (ax, ay), (bx, by) in pairwise(points)
        for part in (0.25, 0.75)
    ]
    return [points[0], *inner, points[-1]]


def picture(name: str, whose: str) -> Image.Image:
    """Return a picture by its name; one of a few, as fits the pet."""
    return _made(name, chance("scan", name, whose).randrange(_VARIANTS))


def as_jpeg(name: str, whose: str) -> bytes:
    """Return the same as a JPEG."""
    return _as_jpeg(name, chance("scan", name, whose).randrange(_VARIANTS))


@cache
def _as_jpeg(name: str, variant: int) -> bytes:
    return jpeg(_made(name, variant), SIDE)


@cache
def _made(name: str, variant: int) -> Image.Image:
    seed = chance("scan", name, variant).randrange(2**32)
    if name.startswith("xray"):
        plate = _Plate(seed)
        _PLATES[name](plate, plate.chance.uniform(-0.02, 0.02))
        return plate.picture()
    if name.startswith("ultrasound"):
        return fan(seed, heart=name.endswith("heart"))
    return close_up(seed, teeth=name.endswith("teeth"))


def _vertebrae(plate: _Plate, points: Sequence[Point], size: float) -> None:
    for (x, y), (next_x, next_y) in pairwise(points):
        turn = np.degrees(np.arctan2(next_y - y, next_x - x))
        middle = (x + next_x) / 2, (y + next_y) / 2
        plate.add(oval(*middle, abs(next_x - x) * 0.43 + 0.002, size, float(turn)), 0.42, 1.8)
        plate.add(
            oval(middle[0], middle[1] - size * 1.6, size * 0.45, size, float(turn) + 20), 0.22, 2
        )


def _spine_line(left: float, right: float, y: float, sag: float) -> list[Point]:
    return [
        (left + (right - left) * step / 15, y + sag * sin(pi * step / 15)) for step in range(16)
    ]


def _thorax(plate: _Plate, shift: float) -> None:
    plate.add(blob("4,24 30,16 70,18 97,28 97,74 70,84 36,82 4,64"), 0.3, 9)
    plate.add(blob("20,34 50,28 82,38 84,58 62,72 34,70 20,54"), -0.16, 12)
    _vertebrae(plate, _spine_line(0.02, 0.98, 0.27 + shift, -0.03), 0.026)
    for rib in range(11):
        x = 0.2 + rib * 0.062
        curve = [(x, 0.28), (x + 0.035, 0.42), (x + 0.02, 0.58), (x - 0.05, 0.73)]
        plate.bone(curve, 0.013, 0.13)
    plate.add(oval(0.45 + shift, 0.59, 0.14, 0.115, -38), 0.34, 7)
    plate.add(blob("76,36 86,50 84,66 74,74 92,76 98,60 96,40"), 0.2, 8)
    plate.bone([(0.1, 0.44), (0.3, 0.455), (0.42, 0.47)], 0.022, -0.14)
    plate.bone([(0.12, 0.84), (0.4, 0.78), (0.62, 0.76)], 0.02, 0.18)


def _abdomen(plate: _Plate, shift: float) -> None:
    plate.add(blob("3,22 40,16 97,20 97,66 76,80 40,84 3,72"), 0.34, 9)
    _vertebrae(plate, _spine_line(0.02, 0.98, 0.25, 0.02), 0.028)
    plate.add(blob("8,44 22,36 30,50 26,68 10,70"), 0.16, 8)
    plate.add(oval(0.36, 0.5 + shift, 0.09, 0.13, 20), 0.1, 6)
    plate.add(oval(0.35, 0.45 + shift, 0.05, 0.05), -0.2, 8)
    plate.add(oval(0.55, 0.37, 0.075, 0.045, 8), 0.12, 5)
    for loop in range(7):
        x, y = 0.46 + loop % 4 * 0.08, 0.52 + loop // 4 * 0.11 + shift
        plate.add(oval(x, y, 0.055, 0.026, 40 * loop), 0.1, 4)
        plate.add(oval(x + 0.01, y, 0.025, 0.01, 40 * loop), -0.13, 4)
    plate.add(oval(0.83, 0.6, 0.075, 0.06), 0.16, 5)
    plate.bone([(0.7, 0.42), (0.86, 0.4), (0.96, 0.44)], 0.04, -0.1)


def _knee(plate: _Plate, shift: float) -> None:
    plate.add(blob("22,2 62,2 70,36 64,60 60,98 34,98 36,64 24,40"), 0.3, 10)
    plate.bone([(0.4, 0.0), (0.43, 0.25), (0.47 + shift, 0.46)], 0.1, 0.42)
    plate.add(oval(0.5 + shift, 0.47, 0.085, 0.065, 30), 0.4, 3)
    plate.add(oval(0.43 + shift, 0.5, 0.06, 0.055, 20), 0.24, 3)
    plate.add(oval(0.6 + shift, 0.4, 0.03, 0.05, -18), 0.36, 2.5)
    plate.add(blob("38,57 58,56 62,62 55,70 44,70 37,63"), 0.4, 3)
    plate.bone([(0.5, 0.63), (0.48, 0.8), (0.47, 1.0)], 0.085, 0.42)
    plate.bone([(0.4, 0.62), (0.385, 0.8), (0.4, 1.0)], 0.022, 0.3)


def _hip(plate: _Plate, shift: float) -> None:
    plate.add(blob("16,2 84,2 92,40 86,98 58,98 50,70 42,98 14,98 8,40"), 0.3, 12)
    for side in (-1, 1):
        plate.bone(
            [(0.5 + side * x, y) for x, y in ((0.09, 0.06), (0.13, 0.24), (0.13, 0.42))], 0.06
        )
        ring = [(0.13, 0.42), (0.17, 0.5), (0.13, 0.6), (0.05, 0.62), (0.04, 0.5), (0.13, 0.42)]
        plate.bone([(0.5 + side * x, y) for x, y in ring], 0.034, 0.3)
        plate.add(oval(0.5 + side * (0.205 + shift / 2), 0.44, 0.047, 0.047), 0.42, 2.5)
        thigh = [(0.21, 0.45), (0.27, 0.52), (0.265, 0.72), (0.25, 1.0)]
        plate.bone([(0.5 + side * x, y) for x, y in thigh], 0.068, 0.4)
    _vertebrae(plate, [(0.5 + shift * y, y) for y in (0.0, 0.07, 0.14, 0.21, 0.28, 0.35)], 0.034)


def _spine(plate: _Plate, shift: float) -> None:
    plate.add(blob("1,26 50,18 99,26 99,74 50,82 1,74"), 0.34, 12)
    line = [(0.0 + step * 0.092, 0.46 + shift * step / 3) for step in range(12)]
    _vertebrae(plate, line, 0.05)
    for x, y in line[:7]:
        plate.bone([(x, y + 0.05), (x + 0.05, 0.62), (x + 0.02, 0.76)], 0.016, 0.14)
    plate.add(oval(line[7][0], line[7][1] + 0.02, 0.008, 0.026), 0.3, 2)


def _teeth(plate: _Plate, shift: float) -> None:
    plate.add(blob("0,44 30,40 70,42 100,46 100,90 0,88"), 0.36, 10)
    for tooth in range(7):
        x, size = 0.08 + tooth * 0.14, 0.045 + 0.012 * (tooth % 3)
        plate.add(oval(x, 0.38, size, 0.085), 0.5, 2.5)
        for side in (-1, 1):
            root = [(x + side * size * 0.5, 0.42), (x + side * size * 0.65, 0.66 + shift)]
            plate.bone(root, 0.03, 0.36)
        plate.add(oval(x, 0.4, size * 0.28, 0.05), -0.18, 3)


def _bird(plate: _Plate, shift: float) -> None:
    plate.add(
        blob("50,12 58,20 58,32 70,44 72,64 62,82 50,90 38,82 28,64 30,44 42,32 42,20"), 0.26, 6
    )
    plate.add(oval(0.5, 0.18, 0.075, 0.07), 0.24, 3)
    _vertebrae(plate, [(0.5, 0.26 + step * 0.05) for step in range(13)], 0.014)
    plate.add(blob("50,42 60,50 56,58 50,70 44,58 40,50"), 0.3, 4)
    for side in (-1, 1):
        wing = [(0.1, 0.38), (0.26, 0.33), (0.33, 0.46), (0.43, 0.35 + shift)]
        plate.bone([(0.5 + side * x, y) for x, y in wing], 0.02, 0.36)
        leg = [(0.06, 0.76), (0.14, 0.82), (0.12, 0.92)]
        plate.bone([(0.5 + side * x, y) for x, y in leg], 0.016, 0.34)
        plate.add(oval(0.5 + side * 0.13, 0.53, 0.05, 0.09), -0.08, 8)


def _reptile(plate: _Plate, shift: float) -> None:
    plate.add(
        blob("50,8 59,16 57,26 66,38 66,58 57,72 53,98 47,98 43,72 34,58 34,38 43,26 41,16"),
        0.24,
        6,
    )
    plate.add(blob("50,9 57,16 54,24 46,24 43,16"), 0.3, 3)
    _vertebrae(
        plate, [(0.5 + shift * sin(step / 3), 0.24 + step * 0.042) for step in range(18)], 0.012
    )
    for side in (-1, 1):
        for y in (0.36, 0.64):
            limb = [(0.12, y), (0.26, y + 0.03), (0.25, y + 0.12), (0.34, y + 0.15)]
            plate.bone([(0.5 + side * x, z) for x, z in limb], 0.018, 0.32)
        for rib in range(7):
            y = 0.36 + rib * 0.035
            plate.bone([(0.5 + side * 0.015, y), (0.5 + side * 0.12, y + 0.035)], 0.007, 0.16)


def _small(plate: _Plate, shift: float) -> None:
    plate.add(blob("4,50 12,38 24,36 44,26 72,28 92,44 95,64 80,76 46,78 22,68 8,62"), 0.28, 8)
    plate.add(blob("5,50 14,40 24,42 25,56 12,62"), 0.26, 4)
    _vertebrae(plate, [(0.22 + s * 0.045, 0.42 - 0.1 * sin(pi * s / 15)) for s in range(16)], 0.015)
    plate.add(oval(0.34, 0.55, 0.055, 0.05), 0.16, 5)
    plate.add(oval(0.53, 0.55, 0.09, 0.085), 0.14, 6)
    plate.add(oval(0.7 + shift, 0.58, 0.08, 0.06), -0.09, 7)
    for x in (0.3, 0.78):
        plate.bone([(x, 0.56), (x - 0.04, 0.7), (x + 0.03, 0.8)], 0.024, 0.32)
    for rib in range(8):
        x = 0.29 + rib * 0.03
        plate.bone([(x, 0.4), (x + 0.015, 0.52), (x - 0.01, 0.63)], 0.007, 0.12)


_PLATES: dict[str, Callable[[_Plate, float], None]] = {
    "xray-thorax": _thorax,
    "xray-abdomen": _abdomen,
    "xray-knee": _knee,
    "xray-hip": _hip,
    "xray-spine": _spine,
    "xray-teeth": _teeth,
    "xray-bird": _bird,
    "xray-reptile": _reptile,
    "xray-small": _small,
}
