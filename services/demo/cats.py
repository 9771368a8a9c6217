"""Portraits of cats."""

from services.demo.looks import LINE, LONG, NOSE, PINK, Look, blotches, pointed
from services.demo.painting import (
    COAT,
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


def cat(canvas: Canvas, look: Look) -> None:
    """Paint a cat that has not made up its mind about you."""
    coat, second, third = rgb(look.coat), rgb(look.second), rgb(look.third)
    fur = LONG if look.has("long") else COAT
    head = blob("50,24 64,29 72.5,43 68,57 58,65.5 50,67 42,65.5 32,57 27.5,43 36,29")
    canvas.paint(oval(0.5, 1.06, 0.33, 0.36), mixed(coat, third, 0.08), fur)
    canvas.paint(blob("30,100 36,66 50,56 64,66 70,100"), coat, fur)
    if look.has("bib") or look.has("long"):
        bib = second if look.has("bib") else mixed(coat, WHITE, 0.25)
        canvas.paint(
            blob("40,68 50,64 60,68 59,90 50,102 41,90"), bib, Touch(fur=0.7, ragged=1.5, soft=5)
        )
    canvas.glow(0.5, 0.7, 0.17, (0.05, 0.04, 0.03), 0.32)
    _cat_ears(canvas, look, fur)
    canvas.paint(head, coat, fur)
    if look.has("long"):
        canvas.both(blob("30,46 22,56 30,63 40,64"), mixed(coat, WHITE, 0.12), LONG)
    _cat_pattern(canvas, look, head)
    _cat_face(canvas, look)


def _cat_ears(canvas: Canvas, look: Look, fur: Touch) -> None:
    coat, third = rgb(look.coat), rgb(look.third)
    tint = third if look.has("point") else coat
    if look.ears == "folded":
        canvas.both(blob("31.5,36 30,27 35,23.5 42,26.5 40,33"), mixed(tint, third, 0.15), fur)
        return
    pointed(canvas, blob("28.5,42 27,26 28.5,13.5 37,19 45.5,28.5 38,36"), tint, fur)
    if look.has("tufts"):
        canvas.both(blob("27.5,15 27,7 30,14"), mixed(tint, third, 0.5), LONG)


def _cat_pattern(canvas: Canvas, look: Look, head: list[Point]) -> None:
    second, third = rgb(look.second), rgb(look.third)
    if look.has("tabby"):
        _tabby(canvas, third)
    if look.has("spots"):
        for _ in range(26):
            x, y = canvas.chance.uniform(0.3, 0.7), canvas.chance.uniform(0.27, 0.36)
            canvas.paint(
                oval(x, y, 0.011, 0.015),
                third,
                Touch(fur=0.3, ragged=0.8, round=0, soft=2, strength=0.75, within=head),
            )
    if look.has("tortie"):
        blotches(canvas, head, third, 0.5)
    if look.has("calico"):
        canvas.paint(
            blob("26,45 30,26 46,25 44,40 36,50"),
            third,
            Touch(fur=0.45, ragged=1.2, round=0, soft=4, within=head),
        )
        canvas.paint(
            blob("74,45 70,26 55,25 56,38 64,50"),
            rgb("#d98a3d"),
            Touch(fur=0.45, ragged=1.2, round=0, soft=4, within=head),
        )
    if look.has("point"):
        canvas.paint(
            oval(0.5, 0.5, 0.13, 0.15),
            third,
            Touch(fur=0.4, ragged=1.2, round=0, soft=26, strength=0.95),
        )
    if look.has("bib"):
        canvas.paint(blob("49,30 51,30 54.5,47 64,57 58,67 42,67 36,57 45.5,47"), second, MARKING)


def _tabby(canvas: Canvas, third: Color) -> None:
    for offset in (0.018, 0.058, 0.1):
        for side in (-1, 1):
            canvas.line(
                [
                    (0.5 + side * offset * 0.8, 0.25),
                    (0.5 + side * offset * 1.1, 0.31),
                    (0.5 + side * offset * 1.5, 0.36),
                ],
                third,
                0.013,
                0.62,
            )
    for y in (0.47, 0.515, 0.56):
        for side in (-1, 1):
            canvas.line(
                [
                    (0.5 + side * 0.15, y),
                    (0.5 + side * 0.19, y + 0.004),
                    (0.5 + side * 0.225, y + 0.03),
                ],
                third,
                0.012,
                0.6,
            )
    for y in (0.78, 0.85, 0.92):
        for side in (-1, 1):
            canvas.line(
                [
                    (0.5 + side * 0.09, y),
                    (0.5 + side * 0.15, y + 0.01),
                    (0.5 + side * 0.2, y + 0.05),
                ],
                third,
                0.018,
                0.5,
            )


def _cat_face(canvas: Canvas, look: Look) -> None:
    coat, second, third = rgb(look.coat), rgb(look.second), rgb(look.third)
    tone = mixed(coat, WHITE, 0.3)
    if look.has("bib") or look.has("calico"):
        tone = second
    elif look.has("point") or look.has("tortie"):
        tone = mixed(third, coat, 0.25)
    canvas.paint(oval(0.5, 0.635, 0.055, 0.035), mixed(tone, WHITE, 0.2), COAT)
    canvas.both(oval(0.457, 0.588, 0.056, 0.046, 10), tone, COAT)
    for side in (-1, 1):
        canvas.eye(0.5 + side * 0.1, 0.46, 0.043, rgb(look.eyes), 0.36 if look.has("slit") else 0.5)
        for row in range(4):
            y = 0.575 + row * 0.013
            canvas.line(
                [
                    (0.5 + side * 0.06, y),
                    (0.5 + side * 0.2, y - 0.03 + row * 0.016),
                    (0.5 + side * 0.33, y - 0.02 + row * 0.034),
                ],
                WHITE,
                0.0025,
                0.75,
            )
    nose = blob("47.2,54.3 50,53.7 52.8,54.3 51.2,56.2 50,57 48.8,56.2")
    canvas.paint(nose, NOSE if look.has("darknose") else PINK, SKIN)
    canvas.line([(0.5, 0.568), (0.5, 0.59)], LINE, 0.004, 0.6)
    canvas.line([(0.5, 0.59), (0.475, 0.606), (0.445, 0.598)], LINE, 0.005, 0.55)
    canvas.line([(0.5, 0.59), (0.525, 0.606), (0.555, 0.598)], LINE, 0.005, 0.55)
