"""One frame of a DICOM image, decoded."""

import os
import warnings
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import numpy as np
from pydicom.dataset import FileDataset
from pydicom.encaps import get_frame
from pydicom.pixels.decoders.base import get_decoder
from pydicom.pixels.processing import apply_color_lut, apply_modality_lut
from pydicom.uid import UID, JPEGBaseline8Bit

from services.decoding.dicom import codecs, describing, reading
from services.decoding.dicom.codes import Code, Unviewable

_PIXELS = ("PixelData", "FloatPixelData", "DoubleFloatPixelData")
_JPEGS = ("1.2.840.10008.1.2.4.5", "1.2.840.10008.1.2.4.7")  # how those syntaxes begin
_END = b"\xff\xd9"  # of a JPEG codestream
_TAIL = 64  # bytes in which it must be; some devices fill up behind it

codecs.register()


def decoded(data: FileDataset, number: int) -> np.ndarray:
    """Decode one frame.

    Args:
        data: The file, pixels included.
        number: Of the frame; the first is 0.

    Returns:
        Grey: the stored values, or what the modality's table makes of them, shape (rows, columns).
        Colour: red, green, blue of eight bits, shape (rows, columns, 3).

    Raises:
        Unviewable: There is no such frame, or it cannot be decoded.
    """
    about = describing.image(data)
    if not 0 <= number < about.frames:
        raise Unviewable(Code.NO_SUCH_FRAME)
    if not any(reading.value(data, keyword) for keyword in _PIXELS):
        raise Unviewable(Code.NO_PIXELS)
    with _blaming_the_pixels():
        pixels = _pixels(data, number)
        if about.color:
            return _of_eight_bits(data, pixels)
        if reading.first(data, "ModalityLUTSequence") is not None:
            return apply_modality_lut(pixels, data)
        return pixels


def is_cut_short(data: FileDataset, number: int) -> bool:
    """Tell whether a JPEG ends before its end; decoders fill up with grey and say nothing."""
    if not _syntax(data).startswith(_JPEGS):
        return False
    with _blaming_the_pixels():
        return _END not in codestream(data, number)[-_TAIL:]


def plain_jpeg(data: FileDataset, number: int) -> bytes | None:
    """Return a frame as the JPEG that it is, where every browser shows it right; else None.

    What a codestream may hold besides the image, comments and application data, is left out.
    """
    colors = reading.words(data, "PhotometricInterpretation")
    is_baseline = _syntax(data) == JPEGBaseline8Bit
    if not is_baseline or colors not in ("YBR_FULL", "YBR_FULL_422"):
        return None
    with _blaming_the_pixels():
        bare = stripped(codestream(data, number))
    whole = (reading.whole(data.Columns), reading.whole(data.Rows))
    return bare if bare and codecs.size(bare) == whole else None


def codestream(data: FileDataset, number: int) -> bytes:
    """Return one compressed frame."""
    frames = max(1, reading.whole(reading.value(data, "NumberOfFrames"), 1))
    return get_frame(data.PixelData, number, number_of_frames=frames)


def stripped(jpeg: bytes) -> bytes | None:
    """Return a baseline JPEG without comments and application data; None if it is no such one.

    What says how its colours are meant (JFIF, Adobe) stays.

    Source:
        ITU-T T.81, annex B.
    """
    if jpeg[:2] != b"\xff\xd8":
        return None
    kept, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker == 0xFF:  # fill
            at += 1
        elif marker == 0xDA:
            end = jpeg.rfind(_END)
            return bytes(kept + jpeg[at : end + 2]) if end > at else None
        elif length < 2 or not _is_known(marker) or (marker == 0xC0 and jpeg[at + 4] != 8):
            return None
        else:
            kept += jpeg[at : at + 2 + length] if marker in _NEEDED else b""
            at += 2 + length
    return None


_NEEDED = (0xC0, 0xC4, 0xDB, 0xDD, 0xE0, 0xEE)  # SOF0, DHT, DQT, DRI, JFIF, Adobe


def _is_known(marker: int) -> bool:
    return marker in _NEEDED or 0xE0 <= marker <= 0xEF or marker == 0xFE


def _syntax(data: FileDataset) -> UID:
    return UID(str(data.file_meta.get("TransferSyntaxUID", "")))


def _pixels(data: FileDataset, number: int) -> np.ndarray:
    syntax = _syntax(data)
    if syntax == JPEGBaseline8Bit:
        _refuse_another_size(data, number)
    decoder: Any = get_decoder(syntax)
    pixels, _ = decoder.as_array(
        data,
        index=number,
        as_rgb=True,
        raw=False,
        validate=True,
        decoding_plugin=codecs.plugin(syntax),
    )
    return pixels


def _refuse_another_size(data: FileDataset, number: int) -> None:
    """Refuse a JPEG that is not of the size that the file says: Pillow would decode it first."""
    if codecs.size(codestream(data, number)) != (data.Columns, data.Rows):
        raise Unviewable(Code.BAD_PIXELS)


def _of_eight_bits(data: FileDataset, pixels: np.ndarray) -> np.ndarray:
    if reading.words(data, "PhotometricInterpretation") == "PALETTE COLOR":
        pixels = apply_color_lut(pixels, data)
        deep = 16 if pixels.dtype.itemsize == 2 else 8
    else:
        deep = reading.whole(reading.value(data, "BitsStored"), 8)
    if pixels.dtype == np.uint8:
        return pixels
    return (pixels >> max(deep - 8, 0)).clip(0, 255).astype(np.uint8)


@contextmanager
def _blaming_the_pixels() -> Generator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except (Unviewable, KeyboardInterrupt, SystemExit):
        raise
    except MemoryError:
        raise Unviewable(Code.TOO_LARGE) from None
    except NotImplementedError:
        raise Unviewable(Code.UNSUPPORTED_CODEC) from None
    except BaseException:  # noqa: BLE001 (the RLE decoder panics with something that is no Exception)
        raise Unviewable(Code.BAD_PIXELS) from None


class Murmurs:
    """What the decoders say on the standard error while they decode, damage above all."""

    def __init__(self) -> None:
        """Turn the standard error of this process into a file of its own."""
        self._file = os.memfd_create("murmurs")
        os.dup2(self._file, 2)

    def heard(self) -> bool:
        """Tell whether anything was said."""
        return os.fstat(self._file).st_size > 0
