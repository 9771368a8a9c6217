"""Decoders of compressed frames that pydicom has none for, or only slow or unsafe ones.

pydicom goes on doing the rest: fragments, planes, colours, shifting, and checking the result.
"""

import imagecodecs
import numpy as np
from pydicom import uid
from pydicom.pixels.common import PhotometricInterpretation
from pydicom.pixels.decoders.base import DecodeRunner, get_decoder

_NAME = "imagecodecs"
_HEAD = 65_536  # bytes of a codestream in which its size stands
_JPEG = {uid.JPEGExtended12Bit, uid.JPEGLossless, uid.JPEGLosslessSV1}
_JPEG_LS = {uid.JPEGLSLossless, uid.JPEGLSNearLossless}
_JPEG_2000 = {
    uid.JPEG2000Lossless,
    uid.JPEG2000,
    uid.HTJ2KLossless,
    uid.HTJ2KLosslessRPCL,
    uid.HTJ2K,
}

# pydicom asks a plugin's module for these two.
DECODER_DEPENDENCIES = dict.fromkeys(_JPEG | _JPEG_LS | _JPEG_2000, ("numpy", "imagecodecs"))


def is_available(syntax: str) -> bool:
    """Tell pydicom whether this module decodes a transfer syntax."""
    return syntax in DECODER_DEPENDENCIES


def register() -> None:
    """Make the decoders known to pydicom, once a process."""
    for syntax in DECODER_DEPENDENCIES:
        decoder = get_decoder(syntax)
        if _NAME not in decoder.available_plugins:
            decoder.add_plugin(_NAME, (__name__, "decoded"))


def plugin(syntax: str) -> str:
    """Name the one decoder for a transfer syntax: trying others would hide what one found wrong."""
    if syntax in DECODER_DEPENDENCIES:
        return _NAME
    return {uid.JPEGBaseline8Bit: "pillow", uid.RLELossless: "pylibjpeg"}.get(uid.UID(syntax), "")


def size(codestream: bytes) -> tuple[int, int] | None:
    """Read the columns and rows that a codestream says it has, before anything is allocated.

    Source:
        ITU-T T.800, A.5.1 (SIZ); ITU-T T.81, B.2.2 (SOFn); ITU-T T.87, C.2.2 (SOF55).
    """
    start = codestream.find(b"\xff\x4f\xff\x51", 0, 4096)
    if start >= 0:
        right, lower, left, upper = (
            int.from_bytes(codestream[at : at + 4], "big") for at in range(start + 8, start + 24, 4)
        )
        return right - left, lower - upper
    return _size_of_jpeg(codestream)


def decoded(codestream: bytes, runner: DecodeRunner) -> bytearray:
    """Decode one frame. pydicom calls this.

    Raises:
        ValueError: The frame is not of the size that the file promises, or is damaged.
    """
    if size(codestream[:_HEAD]) != (runner.columns, runner.rows):
        raise ValueError("the frame has another size than the file says")
    syntax = runner.transfer_syntax
    pixels = _pixels(codestream, syntax)
    if pixels.size != runner.rows * runner.columns * runner.samples_per_pixel:
        raise ValueError("the frame has other samples than the file says")
    if runner.samples_per_pixel > 1:
        planes_first = pixels.shape[0] == 3 and pixels.shape[-1] != 3
        runner.set_option("planar_configuration", int(planes_first))
    mixed = (PhotometricInterpretation.YBR_ICT, PhotometricInterpretation.YBR_RCT)
    if syntax in _JPEG_2000 and runner.photometric_interpretation in mixed:
        runner.set_option("photometric_interpretation", PhotometricInterpretation.RGB)
    runner.set_option("bits_allocated", pixels.dtype.itemsize * 8)
    return bytearray(pixels.astype(pixels.dtype.newbyteorder("<"), copy=False).tobytes())


def _pixels(codestream: bytes, syntax: str) -> np.ndarray:
    if syntax in _JPEG:
        return imagecodecs.jpeg8_decode(codestream)
    if syntax in _JPEG_LS:
        return imagecodecs.jpegls_decode(codestream)
    # HTJ2K as well: imagecodecs' own decoder for it makes noise of damaged data, and says nothing.
    return imagecodecs.jpeg2k_decode(codestream, numthreads=2)


def _size_of_jpeg(codestream: bytes) -> tuple[int, int] | None:
    at = 2
    while codestream[:2] == b"\xff\xd8" and at + 9 < len(codestream) and codestream[at] == 0xFF:
        marker = codestream[at + 1]
        frame = 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC)
        if frame or marker == 0xF7:
            rows, columns = codestream[at + 5 : at + 7], codestream[at + 7 : at + 9]
            return int.from_bytes(columns, "big"), int.from_bytes(rows, "big")
        at += 2 + int.from_bytes(codestream[at + 2 : at + 4], "big")
    return None
