"""What becomes of a DICOM file: an image, how far it is from pydicom's own, or a code."""

import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import imagecodecs
import numpy as np
import pydicom
from PIL import Image
from pydicom.dataset import FileDataset
from pydicom.pixels import pixel_array
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut

from services.decoding.dicom import describing, wire
from services.decoding.dicom.codes import Unviewable
from services.decoding.dicom.mending import mended
from services.decoding.dicom.opening import opened
from services.decoding.dicom.wire import Wire

FOLDER = Path(pydicom.__file__).parent / "data" / "test_files"


@dataclass(frozen=True)
class Verdict:
    """What is known of a file, and what becomes of it."""

    code: str  # why it is not drawn; empty where it is
    modality: str = ""
    syntax: str = ""
    size: str = ""  # columns, rows and frames
    difference: float = 0.0  # of stored values or, where the file is in colour, of 256 steps
    tolerance: float = 0.0  # what values of 32 bits lose on their way; else none
    greys: bool = False


def bundled() -> list[str]:
    """Name every file that pydicom brings along."""
    return sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())


def verdict(path: Path) -> Verdict:
    """Draw the first and the last frame of a file, and hold them against pydicom's own."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            data = _opened(path)
            frames = describing.size(data)[2]
            compared = [_compared(data, number) for number in sorted({0, frames - 1})]
        except Unviewable as refusal:
            return Verdict(refusal.code)
    size = f"{data.Columns} × {data.Rows}" + (f" × {frames}" if frames > 1 else "")
    return Verdict(
        "",
        str(data.get("Modality", "")),
        data.file_meta.TransferSyntaxUID.name,
        size,
        max(difference for difference, _ in compared),
        max(tolerance for _, tolerance in compared),
        not describing.image(data).color,
    )


def unpacked(sent: Wire, rows: int, columns: int, *, signed: bool) -> np.ndarray:
    """What the viewer makes of grey values: the inverse of `packed`, written from its words."""
    plain = np.frombuffer(imagecodecs.gzip_decode(sent.content), np.uint8)
    if sent.media_type == wire.GREY_8:
        return np.cumsum(plain.reshape(rows, columns), axis=1, dtype=np.uint8)
    low, high = plain.reshape(2, rows, columns).astype(np.uint16)
    values = np.cumsum(low | high << 8, axis=1, dtype=np.uint16)
    return values.view(np.int16) if signed else values


def _opened(path: Path) -> FileDataset:
    try:
        return opened(path, pixels=True)
    except Unviewable as refusal:
        if refusal.code != "not_dicom":
            raise
        return mended(path)[0]


def _compared(data: FileDataset, number: int) -> tuple[float, float]:
    """The largest difference of a frame from pydicom's own, and the one that is allowed."""
    sent = wire.frame(data, number)
    theirs = pixel_array(data, index=number)
    if not sent.media_type.startswith("application/"):
        return _difference(
            np.asarray(Image.open(BytesIO(sent.content)).convert("RGB")), _colors(data, theirs)
        ), 0.0
    if "ModalityLUTSequence" in data:
        theirs = apply_modality_lut(theirs, data)
    signed = theirs.dtype.kind == "i" and sent.slope == 1
    ours = unpacked(sent, *theirs.shape, signed=signed).astype(np.float64)
    return _difference(ours * sent.slope + sent.intercept, theirs), _tolerance(sent)


def _tolerance(sent: Wire) -> float:
    return 0.0 if sent.slope == 1 else sent.slope / 2 * (1 + 1e-9)


def _colors(data: FileDataset, theirs: np.ndarray) -> np.ndarray:
    """Return red, green and blue on a scale of 256."""
    if data.PhotometricInterpretation == "PALETTE COLOR":
        seen = apply_color_lut(theirs, data)
        return seen >> 8 if seen.dtype.itemsize == 2 else seen
    return theirs >> max(data.BitsStored - 8, 0)


def _difference(ours: np.ndarray, theirs: np.ndarray) -> float:
    return float(abs(ours.astype(np.float64) - theirs).max())
