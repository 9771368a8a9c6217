"""Portraits of dogs."""

from services.demo.looks import LINE, LONG, NOSE, Look, blotches, pointed
from services.demo.painting import (
    COAT,
    FLAT,
    MARKING,
    SKIN,
    WHITE,
    Canvas,
    Color,
    Point,
    Touch,
    blob,
    mixed,
    oval,
    rgb,
)

_DARK = Touch(fur=0.4, ragged=1.4, round=0.0, soft=13.0, strength=0.92)
_FROST = Touch(fur=0.5, ragged=1.4, round=0.0, soft=9.0, strength=0.4)
_BAND = "31.5,71 50,77.5 68.5,71 69.5,75.5 50,83 30.5,75.5"


def dog(canvas: Canvas, look: Look) -> None:
    """Paint a dog that looks at you."""
    coat, second, third = rgb(look.coat), rgb(look.second), rgb(look.third)
    fur = LONG if look.has("long") else COAT
    wide = 1.12 if look.has("broad") else 0.9 if look.has("slim") else 1.0
    head = oval(0.5, 0.43, 0.205 * wide, 0.215)
    canvas.paint(oval(0.5, 1.04, 0.36 * wide, 0.36), mixed(coat, third, 0.12), fur)
    canvas.paint(blob("33,98 37,60 50,50 63,60 67,98"), coat, fur)
    if look.has("chest") or look.has("blaze"):
        canvas.paint(blob("42,72 50,66 58,72 60,105 40,105"), second, MARKING)
    _collar(canvas, look, wide)
    canvas.glow(0.5, 0.7, 0.16, (0.05, 0.04, 0.03), 0.35)
    ears = _DOG_EARS[look.ears or "floppy"]
    tint = third if look.has("darkears") else mixed(coat, third, 0.22)
    if look.ears == "pointy":
        pointed(canvas, ears, tint, fur)
    canvas.paint(head, coat, fur)
    canvas.both(oval(0.385, 0.52, 0.09 * wide, 0.1), coat, fur)
    _dog_pattern(canvas, look, head)
    if look.ears != "pointy":
        canvas.both(ears, tint, fur)
    _muzzle(canvas, look, wide)
    _dog_eyes(canvas, look, wide)
    if look.has("fringe"):
        canvas.paint(blob("36,30 50,22 64,30 60,40 50,36 40,40"), mixed(coat, WHITE, 0.15), LONG)
    if look.has("curly"):
        _curls(canvas, coat)


def _collar(canvas: Canvas, look: Look, wide: float) -> None:
    if not look.collar:
        return
    band = [(0.5 + (x - 0.5) * wide, y) for x, y in blob(_BAND)]
    canvas.paint(band, rgb(look.collar), SKIN)
    canvas.paint(oval(0.5, 0.845, 0.026, 0.028), (0.85, 0.74, 0.42), SKIN)
    canvas.paint(oval(0.492, 0.836, 0.008, 0.008), WHITE, FLAT)


def _dog_pattern(canvas: Canvas, look: Look, head: list[Point]) -> None:
    second, third = rgb(look.second), rgb(look.third)
    on_head = Touch(fur=0.45, ragged=1.4, round=0.0, soft=5.0, within=head)
    if look.has("saddle"):
        canvas.paint(blob("28,42 38,19 62,19 72,42 60,36 50,40 40,36"), third, on_head)
    if look.has("mask"):
        canvas.paint(blob("41,53 45,46 50,42 55,46 59,53 58,65 42,65"), third, _DARK)
        canvas.both(oval(0.41, 0.43, 0.05, 0.035), third, _DARK)
    if look.has("points"):
        canvas.both(oval(0.405, 0.345, 0.03, 0.02, -20), second, MARKING)
        canvas.both(oval(0.37, 0.55, 0.06, 0.07), second, MARKING)
    if look.has("blaze"):
        canvas.paint(blob("48,20 52,20 53.5,40 58,56 42,56 46.5,40"), second, MARKING)
    if look.has("patch"):
        canvas.paint(oval(0.6, 0.4, 0.075, 0.085, 15), third, on_head)
    if look.has("merle"):
        blotches(canvas, head, third, 0.57)
    _signs(canvas, look)


def _signs(canvas: Canvas, look: Look) -> None:
    third = rgb(look.third)
    if look.has("brindle"):
        for row in range(9):
            y = 0.25 + row * 0.035
            canvas.line([(0.31, y + 0.05), (0.4, y), (0.47, y + 0.03)], third, 0.007, 0.45)
            canvas.line([(0.69, y + 0.05), (0.6, y), (0.53, y + 0.03)], third, 0.007, 0.45)
    if look.has("grey"):
        canvas.paint(oval(0.5, 0.6, 0.12, 0.1), (0.83, 0.8, 0.76), _FROST)
        canvas.both(oval(0.405, 0.385, 0.05, 0.03), (0.7, 0.66, 0.62), _FROST)


def _muzzle(canvas: Canvas, look: Look, wide: float) -> None:
    coat, second, third = rgb(look.coat), rgb(look.second), rgb(look.third)
    tone = mixed(coat, WHITE, 0.22)
    if look.has("mask"):
        tone = third
    elif look.has("blaze") or look.has("points"):
        tone = second
    elif look.has("grey"):
        tone = mixed(coat, WHITE, 0.48)
    fur = LONG if look.has("beard") else COAT
    high = 0.075 if look.has("flat") else 0.1
    canvas.paint(oval(0.5, 0.64, 0.07 * wide, 0.055), mixed(tone, LINE, 0.25), fur)
    if look.has("tongue"):
        canvas.paint(blob("46.2,63 53.8,63 54.5,70 50,74.5 45.5,70"), (0.88, 0.45, 0.47), SKIN)
        canvas.line([(0.5, 0.64), (0.5, 0.71)], (0.7, 0.3, 0.33), 0.005, 0.7)
    canvas.paint(oval(0.5, 0.545, 0.075 * wide, high), tone, fur)
    canvas.both(oval(0.453, 0.588, 0.064 * wide, 0.056, 12), tone, fur)
    if look.has("beard"):
        canvas.both(oval(0.44, 0.645, 0.06, 0.075, 15), mixed(tone, WHITE, 0.3), LONG)
    canvas.line([(0.5, 0.55), (0.5, 0.615)], LINE, 0.005, 0.7)
    canvas.line([(0.5, 0.615), (0.46, 0.638), (0.415, 0.622)], LINE, 0.006, 0.65)
    canvas.line([(0.5, 0.615), (0.54, 0.638), (0.585, 0.622)], LINE, 0.006, 0.65)
    nose = blob("45.2,51.5 50,50.2 54.8,51.5 53.2,55.2 50,56.8 46.8,55.2")
    canvas.paint(nose, rgb("#5d3a30") if look.has("brownnose") else NOSE, SKIN)
    canvas.both(oval(0.478, 0.543, 0.009, 0.007, 20), (0.01, 0.01, 0.01), FLAT)
    canvas.paint(
        oval(0.492, 0.515, 0.022, 0.006),
        (0.75, 0.75, 0.78),
        Touch(fur=0, ragged=0, round=0, soft=2.5, strength=0.8),
    )


def _dog_eyes(canvas: Canvas, look: Look, wide: float) -> None:
    apart = 0.088 * wide
    size = 0.033 if look.has("small") else 0.028
    iris = rgb(look.eyes)
    canvas.eye(0.5 - apart, 0.425, size, iris)
    canvas.eye(0.5 + apart, 0.425, size, rgb("#9cc3de") if look.has("oddeyed") else iris)


def _curls(canvas: Canvas, coat: Color) -> None:
    for _ in range(60):
        x, y = canvas.chance.uniform(0.36, 0.64), canvas.chance.uniform(0.2, 0.33)
        canvas.paint(
            oval(x, y, 0.028, 0.026),
            mixed(coat, WHITE, canvas.chance.uniform(0, 0.2)),
            Touch(fur=0.3, ragged=0.4),
        )


_DOG_EARS: dict[str, list[Point]] = {
    "floppy": blob("36,25 29,27 23.5,38 23,53 27.5,57.5 32.5,50 34.5,36"),
    "long": blob("36,26 28,30 22.5,45 21,66 26.5,74 32.5,60 34.5,38"),
    "folded": blob("39,24 31,22 25,29 24.5,40 29,40.5 34,33"),
    "pointy": blob("30.5,40 27.5,24 28.5,9 36,15 44,28 40,38"),
    "bat": blob("31,38 25,24 27.5,12 34.5,15 42,29 38,36"),
}
