"""Portraits of horses and reptiles."""

from collections.abc import Sequence

from services.demo.looks import Look
from services.demo.painting import (
    FLAT,
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

_LINE = (0.12, 0.1, 0.08)
_SCALES = Touch(fur=0.1, ragged=0.0)
_MANE = Touch(fur=1.0, ragged=1.6)


def horse(canvas: Canvas, look: Look) -> None:
    """Paint a horse that has heard the feed bucket."""
    coat, second, third = rgb(look.coat), rgb(look.second), rgb(look.third)
    sleek = Touch(fur=0.22, ragged=0.12)
    canvas.paint(blob("28,106 33,62 42,42 58,42 67,62 72,106"), mixed(coat, _LINE, 0.22), sleek)
    canvas.paint(blob("27,100 31,60 40,30 46,34 40,62 37,100"), third, _MANE)
    canvas.both(blob("40.5,28 36.5,20 37.5,10 41.5,13 45.5,25"), coat, sleek)
    canvas.both(
        blob("40.5,25 38.6,19 39,13.5 41,16 43,24"),
        mixed(coat, _LINE, 0.5),
        Touch(fur=0.1, ragged=0.4, soft=3),
    )
    head = blob(
        "50,21 60,25 63.5,37 60,52 58,66 59,76 55,83 50,84.5 45,83 41,76 42,66 40,52 36.5,37 40,25"
    )
    canvas.paint(head, coat, sleek)
    within = Touch(fur=0.2, ragged=0.5, round=0, soft=4, within=head)
    canvas.both(
        oval(0.41, 0.56, 0.035, 0.13, 4),
        mixed(coat, _LINE, 0.3),
        Touch(fur=0.1, ragged=0, round=0, soft=14, strength=0.55, within=head),
    )
    if look.has("blaze"):
        canvas.paint(blob("48.5,29 51.5,29 53,50 54,70 50,76 46,70 47,50"), second, within)
    if look.has("star"):
        canvas.paint(blob("50,31 52.5,36 50,41 47.5,36"), second, within)
    canvas.paint(
        oval(0.5, 0.775, 0.095, 0.085),
        mixed(coat, _LINE, 0.6),
        Touch(fur=0.1, ragged=0.2, soft=9, strength=0.85, within=head),
    )
    canvas.both(blob("44.5,74 47,75.5 46.5,79.5 44,79"), (0.07, 0.05, 0.05), SKIN)
    canvas.line([(0.43, 0.815), (0.5, 0.825), (0.57, 0.815)], _LINE, 0.006, 0.6)
    _forelock_and_eyes(canvas, look)


def _forelock_and_eyes(canvas: Canvas, look: Look) -> None:
    coat, third = rgb(look.coat), rgb(look.third)
    canvas.paint(blob("45,19 55,19 56,28 54,41 50,47 46.5,40 44,28"), third, _MANE)
    for side in (-1, 1):
        canvas.eye(0.5 + side * 0.11, 0.4, 0.024, rgb(look.eyes), 0.75)
        canvas.line(
            [(0.5 + side * 0.075, 0.372), (0.5 + side * 0.11, 0.36), (0.5 + side * 0.138, 0.385)],
            mixed(coat, _LINE, 0.5),
            0.009,
            0.6,
        )
    if look.collar:
        _halter(canvas, rgb(look.collar))


def _halter(canvas: Canvas, strap: Color) -> None:
    canvas.line([(0.413, 0.62), (0.5, 0.645), (0.587, 0.62)], strap, 0.026)
    canvas.line(
        [(0.415, 0.613), (0.5, 0.637), (0.585, 0.613)], mixed(strap, WHITE, 0.3), 0.006, 0.6
    )
    for side in (-1, 1):
        canvas.line([(0.5 + side * 0.087, 0.62), (0.5 + side * 0.125, 0.45)], strap, 0.02)
        canvas.paint(oval(0.5 + side * 0.087, 0.62, 0.02, 0.02), (0.82, 0.76, 0.55), SKIN)


def reptile(canvas: Canvas, look: Look) -> None:
    """Paint a tortoise or a lizard."""
    (_tortoise if look.has("shell") else _lizard)(canvas, look)


def _tortoise(canvas: Canvas, look: Look) -> None:
    coat, second, third = rgb(look.coat), rgb(look.second), rgb(look.third)
    canvas.glow(0.5, 0.84, 0.36, (0.1, 0.1, 0.05), 0.35)
    canvas.both(blob("22,66 16,78 20,86 30,84 36,74"), coat, _SCALES)
    shell = blob("50,22 66,27 79,44 83,64 74,72 50,75 26,72 17,64 21,44 34,27")
    canvas.paint(shell, second, _SCALES)
    for row, (y, count, size) in enumerate(((0.34, 3, 0.075), (0.48, 4, 0.077), (0.62, 5, 0.07))):
        for column in range(count):
            x = 0.5 + (column - (count - 1) / 2) * (0.155 if row else 0.15)
            plate = Touch(fur=0.05, ragged=0, round=0.9, soft=2, within=shell)
            canvas.paint(oval(x, y, size * 0.98, size * 0.86), mixed(second, third, 0.75), plate)
            canvas.paint(
                oval(x, y - 0.006, size * 0.72, size * 0.6), mixed(second, third, 0.3), plate
            )
            canvas.paint(
                oval(x, y - 0.01, size * 0.38, size * 0.3), mixed(second, third, 0.65), plate
            )
    head = blob("38,66 42,58 50,56 58,58 62,66 60,80 50,86 40,80")
    canvas.paint(head, coat, _SCALES)
    _scales(canvas, mixed(coat, _LINE, 0.4), head)
    canvas.both(oval(0.45, 0.655, 0.05, 0.03, -16), mixed(coat, WHITE, 0.12), _SCALES)
    for side in (-1, 1):
        canvas.eye(0.5 + side * 0.068, 0.685, 0.022, rgb(look.eyes), 0.7)
    canvas.both(oval(0.486, 0.745, 0.005, 0.004), _LINE, FLAT)
    canvas.line([(0.42, 0.785), (0.5, 0.772), (0.58, 0.785)], _LINE, 0.006, 0.75)


def _lizard(canvas: Canvas, look: Look) -> None:
    coat, second, third = rgb(look.coat), rgb(look.second), rgb(look.third)
    body = blob("27,106 28,80 40,64 60,64 72,80 73,106")
    canvas.paint(body, coat, _SCALES)
    _scales(canvas, third, body)
    if look.has("beard"):
        for step in range(19):
            x = 0.25 + step * 0.0278
            left, high = x * 100 - 2.2, 61.5 - abs(step - 9) * 1.65
            canvas.paint(
                blob(f"{left},{high} {x * 100},{high + 12} {left + 4.4},{high}"),
                mixed(coat, third, 0.4),
                _SCALES,
            )
    head = blob("50,27 61,31 71,43 74,54 64,63 50,68 36,63 26,54 29,43 39,31")
    canvas.paint(head, coat, _SCALES)
    _scales(canvas, third, head)
    if look.has("spots"):
        for shape in (body, head):
            spots = [_spot(canvas) for _ in range(34)]
            touch = Touch(fur=0, ragged=0, round=0, soft=2, strength=0.85, within=shape)
            canvas.stipple(spots, third, touch)
    canvas.paint(blob("50,50 61,53 63,60 50,66 37,60 39,53"), mixed(coat, second, 0.45), _SCALES)
    for side in (-1, 1):
        canvas.paint(oval(0.5 + side * 0.15, 0.43, 0.056, 0.05), mixed(coat, third, 0.25), _SCALES)
        canvas.eye(0.5 + side * 0.15, 0.435, 0.034, rgb(look.eyes), 0.34)
    canvas.both(oval(0.47, 0.545, 0.008, 0.006), _LINE, FLAT)
    canvas.line(
        [(0.29, 0.57), (0.4, 0.612), (0.5, 0.622), (0.6, 0.612), (0.71, 0.57)], _LINE, 0.006, 0.75
    )


def _scales(canvas: Canvas, tone: Color, within: Sequence[Point]) -> None:
    """Cover a shape with fine scales."""
    left, right = min(x for x, _ in within), max(x for x, _ in within)
    top, bottom = min(y for _, y in within), min(0.86, max(y for _, y in within))
    fine = Touch(fur=0, ragged=0, round=0, soft=1.6, strength=0.3, within=within)
    dots = [
        oval(left + (column + row % 2 * 0.5) * 0.027, top + row * 0.024, 0.009, 0.007)
        for row in range(int((bottom - top) / 0.024))
        for column in range(int((right - left) / 0.027))
    ]
    canvas.stipple(dots, tone, fine)


def _spot(canvas: Canvas) -> list[Point]:
    size = canvas.chance.uniform(0.006, 0.014)
    return oval(canvas.chance.uniform(0.28, 0.72), canvas.chance.uniform(0.28, 0.9), size, size)
