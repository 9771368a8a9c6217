"""The program that reads DICOM files for the portal."""

import logging
import sys
import warnings
from dataclasses import asdict
from pathlib import Path
from typing import Any

from services.decoding.answering import Answer, answer
from services.decoding.dicom import describing, frames, wire
from services.decoding.dicom.codes import Code, Unviewable
from services.decoding.dicom.mending import mended
from services.decoding.dicom.opening import opened

MOST_MEMORY = 3 * 2**30  # bytes; a frame as large as is allowed, decoded and packed


def read(asked: dict[str, Any]) -> Answer:
    """Describe a file, or make one frame of it, or tell by a code why not."""
    path = Path(asked["path"])
    try:
        if asked["wanted"] == "description":
            return _description(path)
        return _frame(path, asked["number"], asked.get("side", 0))
    except Unviewable as refusal:
        return {"refused": refusal.code}, []
    except MemoryError:
        return {"refused": Code.TOO_LARGE}, []
    except Exception:  # noqa: BLE001 (nested too deep, and whatever else a file can be)
        return {"refused": Code.MALFORMED}, []


def _description(path: Path) -> Answer:
    """Describe a file; the header that it lacks comes along."""
    try:
        data, contents = opened(path, pixels=False), []
    except Unviewable as refusal:
        if refusal.code is not Code.NOT_DICOM:
            raise
        data, header = mended(path)
        contents = [header]
    told: dict[str, Any] = {"origin": asdict(describing.origin(data))}
    try:
        return told | {"image": asdict(describing.image(data))}, contents
    except Unviewable as refusal:
        return told | {"code": refusal.code}, contents


def _frame(path: Path, number: int, side: int) -> Answer:
    murmurs = frames.Murmurs()
    data = opened(path, pixels=True)
    made = wire.picture(data, number, side) if side else wire.frame(data, number)
    told = {
        "media_type": made.media_type,
        "gzipped": made.gzipped,
        "slope": made.slope,
        "intercept": made.intercept,
        "damaged": made.damaged or murmurs.heard(),
    }
    return told, [made.content]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)  # pydicom would log what strangers wrote
    answer(sys.stdin.buffer, sys.stdout.buffer, read, most_memory=MOST_MEMORY)
