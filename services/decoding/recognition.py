"""Words read from a picture of a page, on this machine: nothing of it is sent anywhere.

The library and what it has learned come as packages, and are not installed everywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import rapidocr  # pyright: ignore[reportMissingTypeStubs]
from PIL import Image

from services.decoding.words import Word

MOST_WORDS = 4_000
_SIDE = 1280  # px; of the longer side of what lines of text are looked for in
_SURE = 0.6  # below it a line is rather a stamp or a stain
_UPRIGHT = 0.8  # so sure on average whoever reads a page that does not lie on its side
_LONG = 4.0  # heights of a line that shows how the page lies
_rapidocr: Any = rapidocr


@dataclass(frozen=True)
class _Line:
    """A line of text, its four corners from its upper left one, and how sure that is."""

    text: str
    corners: np.ndarray  # shape (4, 2), px
    sure: float


def words(path: Path) -> tuple[int, list[Word]]:
    """Read the words of a picture, whichever way it was held.

    Returns:
        How many quarters the picture was turned to the left for it, and the words with their
        places in the picture turned so.
    """
    with Image.open(path) as opened:
        pixels = np.asarray(opened.convert("RGB"))[:, :, ::-1]  # as the library wants it: BGR
    turns, best = 0, _lines(pixels)
    if _sure(best) < _UPRIGHT or _stands(best):
        tried = {turn: _lines(np.rot90(pixels, turn)) for turn in (1, 2, 3)} | {0: best}
        turns = max(tried, key=lambda turn: _worth(tried[turn]))
        best = tried[turns]
    usual = float(np.median([_slope(one) for one in best if _is_long(one)] or [0.0]))
    return turns, [word for one in best for word in _words(one, usual)][:MOST_WORDS]


def _lines(pixels: np.ndarray) -> list[_Line]:
    read = _engine()(np.ascontiguousarray(pixels))
    if read.txts is None:
        return []
    return [
        _Line(text, np.asarray(corners, float), float(sure))
        for text, corners, sure in zip(read.txts, read.boxes, read.scores, strict=True)
    ]


@cache
def _engine() -> Any:
    return _rapidocr.RapidOCR(
        params={
            "Global.log_level": "error",
            "Global.use_cls": False,
            "Det.limit_type": "max",
            "Det.limit_side_len": _SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _sure(lines: Sequence[_Line]) -> float:
    letters = sum(len(one.text) for one in lines)
    return sum(one.sure * len(one.text) for one in lines) / letters if letters else 0.0


def _worth(lines: Sequence[_Line]) -> float:
    return sum(len(one.text) for one in lines if one.sure > _UPRIGHT and not _upended(one))


def _stands(lines: Sequence[_Line]) -> bool:
    """Tell whether most lines run up or down the page."""
    return sum(_upended(one) for one in lines) > len(lines) / 2


def _upended(line: _Line) -> bool:
    wide, high = np.ptp(line.corners, axis=0)
    return bool(high > wide) and len(line.text) > 2


def _is_long(line: _Line) -> bool:
    wide, high = np.ptp(line.corners, axis=0)
    return bool(wide > _LONG * high) and len(line.text) > 2


def _slope(line: _Line) -> float:
    across, down = line.corners[1] - line.corners[0]
    return float(down / across) if across > 0 else 0.0


def _words(line: _Line, usual: float) -> Iterator[Word]:
    """Split a line where it has spaces; its letters are taken to be equally wide."""
    if line.sure < _SURE:
        return
    top_left, top_right, bottom_right, bottom_left = line.corners
    slope, place = _slope(line) if _is_long(line) else usual, 0
    for text in line.text.split():
        place = line.text.index(text, place)
        begin, end = (at / len(line.text) for at in (place, place + len(text)))
        place += len(text)
        across, below = top_right - top_left, bottom_right - bottom_left
        corners = [top_left + at * across for at in (begin, end)]
        corners += [bottom_left + at * below for at in (begin, end)]
        (left, top), (right, bottom) = np.min(corners, axis=0), np.max(corners, axis=0)
        yield Word(text, float(left), float(top), float(right), float(bottom), slope)
