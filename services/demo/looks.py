"""What the pets look like, and what furry faces share."""

from dataclasses import dataclass

import numpy as np

from services.demo.painting import (
    COAT,
    Canvas,
    Color,
    Point,
    Touch,
    mixed,
    noise,
)

NOSE: Color = (0.09, 0.07, 0.07)
PINK: Color = (0.89, 0.62, 0.6)
LINE: Color = (0.12, 0.08, 0.07)
LONG = Touch(fur=0.75, ragged=1.3)


@dataclass(frozen=True)
class Look:
    """What somebody would tell you to look for in a waiting room."""

    coat: str = "#b98a55"
    second: str = "#f6efe4"
    third: str = "#2b2320"
    pattern: str = ""
    ears: str = ""
    eyes: str = "#5b3416"
    build: str = ""  # words such as: long slim broad small
    collar: str = ""
    above: str = "#dfe8dc"
    below: str = "#8fa98a"

    def has(self, word: str) -> bool:
        """Tell whether a word is among the pattern's or the build's."""
        return word in self.pattern.split() or word in self.build.split()


def blotches(canvas: Canvas, head: list[Point], tone: Color, above: float) -> None:
    """Lay spots of another colour over the head, as clouds would fall."""
    clouds = noise(canvas.chance, 9, 9) * 0.7 + noise(canvas.chance, 24, 24) * 0.3
    part = np.clip((clouds - above) * 14, 0, 1)
    before = canvas.pixels.copy()
    canvas.paint(head, tone, COAT)
    canvas.pixels = before + (canvas.pixels - before) * part


def pointed(canvas: Canvas, ear: list[Point], tint: Color, fur: Touch) -> None:
    """Paint two ears that stand, with what is seen inside them."""
    canvas.both(ear, tint, fur)
    middle = sum(x for x, _ in ear) / len(ear), sum(y for _, y in ear) / len(ear)
    inner = [
        (middle[0] + (x - middle[0]) * 0.55, middle[1] + 0.012 + (y - middle[1]) * 0.6)
        for x, y in ear
    ]
    canvas.both(inner, mixed(tint, PINK, 0.55), Touch(fur=0.3, ragged=0.9, soft=3))
