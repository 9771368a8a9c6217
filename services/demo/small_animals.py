"""Portraits of everybody who is neither dog nor cat."""

from math import cos, pi, sin

from services.demo.looks import NOSE, Look
from services.demo.painting import (
    COAT,
    FLAT,
    MARKING,
    SKIN,
    WHITE,
    Canvas,
    Color,
    Touch,
    blob,
    mixed,
    oval,
    rgb,
)

_PINK = (0.9, 0.66, 0.64)
_LINE = (0.14, 0.1, 0.09)
_FEATHER = Touch(fur=0.22, ragged=0.25)
_SCALE = Touch(fur=0.12, ragged=0.0)
_FLUFF = Touch(fur=0.7, ragged=1.1)


def rabbit(canvas: Canvas, look: Look) -> None:
    """Paint a rabbit."""
    coat, second = rgb(look.coat), rgb(look.second)
    inner = mixed(coat, _PINK, 0.55)
    canvas.paint(blob("26,104 27,80 40,64 60,64 73,80 74,104"), coat, _FLUFF)
    if look.ears != "lop":
        canvas.both(
            blob("44,36 37,30 34,14 37,5 42,8 46,22 47.5,34"), mixed(coat, _LINE, 0.08), COAT
        )
        canvas.both(
            blob("43.5,33 39.5,27 37.3,15 38.6,9 41,12 44,24"),
            inner,
            Touch(fur=0.2, ragged=0.5, soft=3),
        )
    if look.has("mane"):
        canvas.paint(
            oval(0.5, 0.5, 0.27, 0.25), mixed(coat, WHITE, 0.2), Touch(fur=0.9, ragged=2.2)
        )
    head = blob("50,28 61,32 69,44 68,57 60,67 50,70 40,67 32,57 31,44 39,32")
    canvas.paint(head, coat, _FLUFF)
    canvas.both(oval(0.39, 0.58, 0.075, 0.075), mixed(coat, WHITE, 0.1), _FLUFF)
    if look.ears == "lop":
        canvas.both(
            blob("42,30 34,27 26,34 22,50 23,65 29,69 34,60 35,45 40,37"),
            mixed(coat, _LINE, 0.14),
            _FLUFF,
        )
    if look.has("blaze"):
        canvas.paint(blob("49,32 51,32 53,46 60,58 50,69 40,58 47,46"), second, MARKING)
    canvas.both(
        oval(0.46, 0.6, 0.05, 0.042, 10),
        mixed(second if look.has("blaze") else coat, WHITE, 0.35),
        _FLUFF,
    )
    for side in (-1, 1):
        canvas.eye(0.5 + side * 0.135, 0.455, 0.036, rgb(look.eyes), 0.62)
    _rabbit_mouth(canvas)


def _rabbit_mouth(canvas: Canvas) -> None:
    canvas.paint(blob("47.5,55.5 50,54.8 52.5,55.5 50,58"), _PINK, SKIN)
    canvas.line([(0.5, 0.578), (0.5, 0.605)], _LINE, 0.004, 0.55)
    canvas.line([(0.5, 0.605), (0.474, 0.622)], _LINE, 0.004, 0.5)
    canvas.line([(0.5, 0.605), (0.526, 0.622)], _LINE, 0.004, 0.5)
    _whiskers(canvas, 0.595)


def rodent(canvas: Canvas, look: Look) -> None:
    """Paint a hamster or a guinea pig."""
    coat, second, third = rgb(look.coat), rgb(look.second), rgb(look.third)
    canvas.paint(blob("19,104 20,76 33,58 67,58 80,76 81,104"), coat, _FLUFF)
    canvas.both(oval(0.325, 0.34, 0.062, 0.058), mixed(coat, _PINK, 0.45), SKIN)
    canvas.both(oval(0.33, 0.35, 0.038, 0.037), _PINK, SKIN)
    head = blob("50,26 63,31 72,45 74,60 64,71 50,74 36,71 26,60 28,45 37,31")
    canvas.paint(head, coat, _FLUFF)
    within = Touch(fur=0.5, ragged=1.2, round=0, soft=5, within=head)
    if look.has("patch"):
        canvas.paint(blob("24,50 28,30 45,24 46,44 36,58"), third, within)
        canvas.paint(blob("76,50 72,30 56,26 58,44 66,58"), rgb("#b9762f"), within)
    if look.has("blaze"):
        canvas.paint(blob("47,24 53,24 55,45 62,60 50,73 38,60 45,45"), second, within)
    canvas.both(oval(0.4, 0.62, 0.1, 0.085), mixed(second, coat, 0.25), _FLUFF)
    canvas.paint(oval(0.5, 0.59, 0.075, 0.075), mixed(second, WHITE, 0.2), _FLUFF)
    canvas.paint(
        blob("28,104 36,78 50,72 64,78 72,104"), second, Touch(fur=0.6, ragged=1.2, soft=6)
    )
    for side in (-1, 1):
        canvas.eye(0.5 + side * 0.125, 0.46, 0.035, rgb(look.eyes), 0.75)
        canvas.paint(oval(0.5 + side * 0.06, 0.79, 0.03, 0.042, side * 14), _PINK, SKIN)
    canvas.paint(blob("47.6,55 50,54.2 52.4,55 50,57.6"), _PINK, SKIN)
    canvas.line([(0.5, 0.575), (0.5, 0.6)], _LINE, 0.004, 0.5)
    canvas.line([(0.475, 0.612), (0.5, 0.6), (0.525, 0.612)], _LINE, 0.004, 0.5)
    _whiskers(canvas, 0.58)


def ferret(canvas: Canvas, look: Look) -> None:
    """Paint a ferret."""
    coat, second, third = rgb(look.coat), rgb(look.second), rgb(look.third)
    canvas.paint(blob("33,104 34,78 42,58 58,58 66,78 67,104"), mixed(coat, third, 0.45), _FLUFF)
    canvas.both(oval(0.365, 0.33, 0.05, 0.052), mixed(second, coat, 0.3), COAT)
    canvas.both(oval(0.37, 0.34, 0.026, 0.028), _PINK, SKIN)
    head = blob("50,27 60,31 66,41 64,53 57,63 50,67 43,63 36,53 34,41 40,31")
    canvas.paint(head, coat, COAT)
    if look.has("mask"):
        mask = Touch(fur=0.4, ragged=1.3, round=0, soft=8, strength=0.9, within=head)
        canvas.paint(blob("33,46 42,37 50,43 58,37 67,46 60,53 50,49 40,53"), third, mask)
    canvas.paint(oval(0.5, 0.58, 0.06, 0.065), second, COAT)
    canvas.paint(
        oval(0.5, 0.7, 0.09, 0.06), mixed(second, coat, 0.3), Touch(fur=0.6, ragged=1.2, soft=6)
    )
    for side in (-1, 1):
        canvas.eye(0.5 + side * 0.075, 0.455, 0.024, rgb(look.eyes), 0.7)
    canvas.paint(blob("46.8,55 50,54 53.2,55 52,58 50,59 48,58"), _PINK, SKIN)
    canvas.line([(0.5, 0.59), (0.5, 0.61)], _LINE, 0.004, 0.5)
    canvas.line([(0.465, 0.618), (0.5, 0.61), (0.535, 0.618)], _LINE, 0.005, 0.5)
    _whiskers(canvas, 0.59)


def hedgehog(canvas: Canvas, look: Look) -> None:
    """Paint a hedgehog, spines up."""
    coat, second, third = rgb(look.coat), rgb(look.second), rgb(look.third)
    canvas.paint(oval(0.5, 0.57, 0.34, 0.36), third, Touch(fur=0.9, ragged=1.8))
    for ring in range(9):
        for step in range(46):
            angle = pi * (0.86 + 1.28 * (step + ring % 2 * 0.5) / 46)
            near, far = 0.36 - ring * 0.024, 0.425 - ring * 0.022
            start = 0.5 + near * cos(angle) * 0.94, 0.57 + near * sin(angle)
            end = 0.5 + far * cos(angle) * 0.94, 0.57 + far * sin(angle)
            canvas.line([start, end], coat if (step + ring) % 3 else second, 0.006, 0.9)
    canvas.paint(blob("24,104 27,78 50,70 73,78 76,104"), second, _FLUFF)
    canvas.both(oval(0.315, 0.47, 0.05, 0.052), mixed(second, _PINK, 0.4), COAT)
    canvas.paint(blob("50,41 64,46 69,58 60,70 50,77 40,70 31,58 36,46"), second, _FLUFF)
    canvas.paint(oval(0.5, 0.65, 0.06, 0.075), mixed(second, third, 0.18), COAT)
    for side in (-1, 1):
        canvas.eye(0.5 + side * 0.09, 0.56, 0.027, rgb(look.eyes), 0.8)
    canvas.paint(oval(0.5, 0.675, 0.03, 0.025), NOSE, SKIN)
    canvas.paint(oval(0.492, 0.666, 0.01, 0.006), WHITE, FLAT)
    canvas.line([(0.465, 0.722), (0.5, 0.712), (0.535, 0.722)], _LINE, 0.005, 0.6)


def bird(canvas: Canvas, look: Look) -> None:
    """Paint a bird on its perch."""
    coat, second, third = rgb(look.coat), rgb(look.second), rgb(look.third)
    canvas.paint(blob("42,84 58,84 57,110 50,118 43,110"), rgb(look.third), _FEATHER)
    canvas.line([(0.0, 0.865), (0.5, 0.85), (1.0, 0.87)], (0.42, 0.29, 0.18), 0.05)
    canvas.line([(0.0, 0.85), (0.5, 0.835), (1.0, 0.855)], (0.62, 0.46, 0.31), 0.012, 0.7)
    canvas.paint(blob("50,44 66,54 70,70 62,84 50,88 38,84 30,70 34,54"), coat, _FEATHER)
    if look.has("crest"):
        _crest(canvas, second)
    canvas.paint(oval(0.5, 0.4, 0.165, 0.165), second if look.has("hood") else coat, _FEATHER)
    wing = mixed(coat, _LINE, 0.3) if look.has("scaled") else mixed(coat, third, 0.55)
    canvas.both(blob("35,54 28,66 31,80 39,85 40,68"), wing, _FEATHER)
    if look.has("bars"):
        _bars(canvas, rgb("#2f3a2a"))
    if look.has("cheeks"):
        canvas.both(oval(0.385, 0.45, 0.04, 0.036), (0.93, 0.49, 0.24), _FEATHER)
    if look.has("scaled"):
        _scales(canvas, mixed(coat, WHITE, 0.35))
    _stare(canvas, look)
    horn = rgb("#2e2a29") if look.has("darkbeak") else rgb("#d9b25f")
    canvas.paint(blob("45,43 50,39.5 55,43 54,50 50,56 46,50"), horn, SKIN)
    canvas.paint(
        blob("45.5,42.5 50,40 54.5,42.5 50,45"),
        mixed(horn, rgb("#5a83c4"), 0.8 if look.has("bars") else 0.2),
        SKIN,
    )
    _toes(canvas)


def _stare(canvas: Canvas, look: Look) -> None:
    for side in (-1, 1):
        if look.has("bare"):
            canvas.paint(oval(0.5 + side * 0.09, 0.385, 0.055, 0.05), (0.93, 0.92, 0.9), SKIN)
        canvas.eye(0.5 + side * 0.09, 0.385, 0.024, rgb(look.eyes), 0.6)


def _crest(canvas: Canvas, tone: Color) -> None:
    for lean, high in ((-3, 9), (0, 5), (4, 8)):
        canvas.paint(
            blob(f"{48 + lean},30 {46 + lean * 2},{high + 4} {50 + lean * 2.4},{high} 52,30"),
            tone,
            _FLUFF,
        )


def _toes(canvas: Canvas) -> None:
    for side in (-1, 1):
        for toe in (-1, 0, 1):
            x = 0.5 + side * 0.06 + toe * 0.017
            canvas.line([(x, 0.82), (x, 0.875)], (0.62, 0.55, 0.53), 0.014)


def _bars(canvas: Canvas, tone: Color) -> None:
    for row in range(6):
        y, reach = 0.265 + row * 0.03, 0.155 - abs(row - 4) * 0.01
        for side in (-1, 1):
            canvas.line(
                [(0.5 + side * (0.05 + row * 0.017), y), (0.5 + side * reach, y + 0.02)],
                tone,
                0.008,
                0.6,
            )
    for row in range(7):
        for side in (-1, 1):
            y = 0.6 + row * 0.034
            canvas.line(
                [(0.5 + side * 0.12, y), (0.5 + side * 0.165, y + 0.014), (0.5 + side * 0.2, y)],
                tone,
                0.008,
                0.55,
            )
    canvas.both(oval(0.43, 0.5, 0.014, 0.014), (0.16, 0.2, 0.45), SKIN)


def _scales(canvas: Canvas, tone: Color) -> None:
    for row in range(11):
        for column in range(9):
            x, y = 0.36 + (column + row % 2 * 0.5) * 0.033, 0.5 + row * 0.032
            canvas.line([(x - 0.013, y), (x, y + 0.012), (x + 0.013, y)], tone, 0.004, 0.35)


def _whiskers(canvas: Canvas, y: float) -> None:
    for side in (-1, 1):
        for row in range(3):
            canvas.line(
                [(0.5 + side * 0.05, y + row * 0.012), (0.5 + side * 0.27, y - 0.03 + row * 0.04)],
                WHITE,
                0.0022,
                0.65,
            )
