"""Ultrasound pictures and close-up photographs."""

from math import cos, pi, sin

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from services.demo.painting import COAT, FLAT, SKIN, Canvas, Point, Touch, oval, rgb

SIDE = 512  # pixels


def fan(seed: int, *, heart: bool) -> Image.Image:
    """Sweep a fan of echoes: speckle, an organ's edge, and dark fluid."""
    luck = np.random.default_rng(seed)
    y, x = np.mgrid[0:SIDE, 0:SIDE].astype(np.float32) / SIDE
    away, angle = np.hypot(x - 0.5, y + 0.06), np.arctan2(x - 0.5, y + 0.06)
    speckle = Image.fromarray(luck.integers(0, 256, (SIDE // 2, SIDE // 3), np.uint8))
    grain = np.asarray(speckle.resize((SIDE, SIDE), Image.Resampling.BICUBIC), np.float32) / 255
    echo = 0.34 + 0.1 * np.sin(away * 26 + luck.uniform(0, 6)) * np.cos(angle * 5)
    for at_x, at_y, wide, high in _HEART if heart else _ORGANS:
        at_x += luck.uniform(-0.02, 0.02)
        near = np.hypot((x - at_x) / wide, (y - at_y) / high)
        echo = np.where(near < 1, 0.05 if heart else 0.13, echo)
        echo = echo + 0.42 * np.exp(-(((near - 1.04) / 0.07) ** 2))
    echo = echo * (0.45 + grain * 1.1) * np.clip(1.25 - away * 0.55, 0.2, 1)
    inside = (np.abs(angle) < 0.66) & (away > 0.1) & (away < 1.0)
    image = Image.fromarray((np.clip(np.where(inside, echo, 0), 0, 1) * 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for tick in range(9):
        draw.line(
            (SIDE - 18, 40 + tick * 52, SIDE - (8 if tick % 2 else 4), 40 + tick * 52), 190, 2
        )
    return image.filter(ImageFilter.GaussianBlur(0.8))


def close_up(seed: int, *, teeth: bool) -> Image.Image:
    """Photograph a piece of skin, or the teeth of a small mammal, with a ruler."""
    luck = np.random.default_rng(seed)
    coat = ("#b98a5e", "#d9cdbb", "#5f5148")[int(luck.integers(3))]
    canvas = Canvas(seed, "#d8c4b4", coat)
    canvas.paint(oval(0.5, 0.5, 0.75, 0.75), rgb(coat), COAT)
    if teeth:
        canvas.paint(oval(0.5, 0.56, 0.27, 0.24), (0.55, 0.2, 0.22), SKIN)
        for x in (0.445, 0.555):
            canvas.paint(oval(x, 0.49, 0.052, 0.14), (0.96, 0.89, 0.7), SKIN)
    else:
        angry = Touch(fur=0.3, ragged=1.2, round=0, soft=26, strength=0.85)
        canvas.paint(
            oval(0.5, 0.46, 0.19, 0.14, float(luck.uniform(-30, 30))), (0.86, 0.5, 0.46), angry
        )
        for _ in range(14):
            angle, away = luck.uniform(0, 2 * pi), luck.uniform(0, 0.12)
            spot = oval(0.5 + away * cos(angle), 0.46 + away * sin(angle), 0.011, 0.01)
            canvas.paint(
                spot, (0.72, 0.2, 0.2), Touch(fur=0, ragged=0, round=0.4, soft=3, strength=0.8)
            )
    for tick in range(31):
        x, high = 10 + tick * 2.7, 82.5 if tick % 5 == 0 else 81
        canvas.paint(_bar(x, high), (0.1, 0.1, 0.1), FLAT)
    return canvas.image()


def _bar(x: float, low: float) -> list[Point]:
    return [
        (x / 100, 0.79),
        (x / 100 + 0.003, 0.79),
        (x / 100 + 0.003, low / 100),
        (x / 100, low / 100),
    ]


_HEART = ((0.43, 0.44, 0.1, 0.17), (0.6, 0.47, 0.075, 0.13), (0.46, 0.74, 0.09, 0.08))
_ORGANS = ((0.42, 0.46, 0.12, 0.075), (0.63, 0.62, 0.07, 0.055))
