"""DICOM files that pydicom brings no example of: what devices write, and what breaks readers."""

import struct
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

import imagecodecs
import numpy as np
from PIL import Image
from pydicom.dataset import FileDataset
from pydicom.encaps import encapsulate
from pydicom.uid import UID, DeflatedExplicitVRLittleEndian, ExplicitVRBigEndian

from tests.scans import grey, items, scan, written

META = 132 + 12  # bytes in front of what the length of the header counts
_HEIGHT, _WIDTH = 140, 116
_TABLE = {
    "LUTDescriptor": [4096, 0, 16],
    "LUTData": (np.sqrt(np.arange(4096) / 4095) * 65535).astype("<u2").tobytes(),
}


def phantom(height: int = _HEIGHT, width: int = _WIDTH, bits: int = 12) -> np.ndarray:
    """Something like an animal: soft tissue, bones, and noise, without which packing is easy."""
    down, across = np.mgrid[0:height, 0:width].astype(np.float64)
    far = ((down - height / 2) / (height * 0.47)) ** 2 + ((across - width / 2) / (width * 0.4)) ** 2
    seen = 0.15 + 0.45 * np.sqrt(np.clip(1 - far, 0, 1))
    for bone in range(7):
        there = np.hypot(down - height * (0.15 + 0.12 * bone), (across - width / 2) / 2.4)
        seen += 0.16 * np.exp(-((there / (height * 0.022)) ** 2))
    noise = np.random.default_rng(20260101).normal(0, 0.01, seen.shape)
    return ((seen / seen.max() * 0.9 + noise).clip(0, 1) * (2**bits - 1)).astype("<u2")


def _radiograph(bits: int = 14, **tags: Any) -> FileDataset:
    made = scan(_turned(bits), PhotometricInterpretation="MONOCHROME1")
    made.BitsStored, made.HighBit = bits, bits - 1
    made.WindowCenter, made.WindowWidth = 2 ** (bits - 1), 3 * 2 ** (bits - 2)
    made.ImagerPixelSpacing, made.EstimatedRadiographicMagnificationFactor = [0.15, 0.15], 1.1
    for keyword, value in tags.items():
        setattr(made, keyword, value)
    return made


def _turned(bits: int) -> np.ndarray:
    """What is bright is low."""
    return (2**bits - 1 - phantom(bits=bits)).astype("<u2")


def packed(made: FileDataset, syntax: str, *streams: bytes) -> FileDataset:
    """Return a file whose pixels are packed, a stream for each frame."""
    made.file_meta.TransferSyntaxUID = UID(syntax)
    made.PixelData = encapsulate(list(streams))
    made["PixelData"].VR = "OB"
    return made


def _in(syntax: str, encode: Callable[[np.ndarray], Any], bits: int = 14) -> FileDataset:
    return packed(_radiograph(bits), syntax, bytes(encode(_turned(bits))))


def _deflated() -> FileDataset:
    made = _radiograph()
    made.file_meta.TransferSyntaxUID = DeflatedExplicitVRLittleEndian
    return made


def _run_lengths() -> FileDataset:
    made = _radiograph()
    made.compress("1.2.840.10008.1.2.5", generate_instance_uid=False)
    return made


def _small(**tags: Any) -> FileDataset:
    """A radiograph without a window, but for what is given."""
    return scan(phantom(128, 100), **{"PhotometricInterpretation": "MONOCHROME1"} | tags)


def _of(made: FileDataset, tags: dict[str, Any]) -> FileDataset:
    for keyword, value in tags.items():
        setattr(made, keyword, value)
    return made


def _slice() -> FileDataset:
    made = scan(Modality="CT")
    grey(made, phantom(96, 96).astype("<i2") - 1200, stored=16)
    tags = {"RescaleSlope": 1, "RescaleIntercept": -1024, "PixelPaddingValue": -2000}
    tags |= {"WindowCenter": [40, -500, 400], "WindowWidth": [400, 1400, 1800]}
    return _of(made, tags | {"PixelSpacing": [0.488281, 0.488281]})


def _film(**tags: Any) -> FileDataset:
    frames = np.stack([np.roll(phantom(60, 80, 8), 3 * at, 1) for at in range(6)]).astype("u1")
    made = scan(Modality="US", **tags)
    grey(made, frames, stored=8, frames=6)
    return made


def _planar_film() -> FileDataset:
    planes = [
        [np.roll(phantom(60, 80, 8), 5 * at + plane, 1) for plane in range(3)] for at in range(2)
    ]
    made = _film(PhotometricInterpretation="RGB")
    made.SamplesPerPixel, made.PlanarConfiguration, made.NumberOfFrames = 3, 1, 2
    made.PhotometricInterpretation = "RGB"
    made.PixelData = np.array(planes, "u1").tobytes()
    return made


def _enhanced() -> FileDataset:
    frames = np.stack([phantom(64, 64) // (at + 1) for at in range(5)])
    made = scan(Modality="CT")
    grey(made, frames, frames=5)
    measures = items({"PixelSpacing": [0.7, 0.5]})
    made.SharedFunctionalGroupsSequence = items({"PixelMeasuresSequence": measures})
    made.PerFrameFunctionalGroupsSequence = items(*(_group(at) for at in range(5)))
    return made


def _group(at: int) -> dict[str, Any]:
    scale = {"RescaleSlope": 1 + at, "RescaleIntercept": -100 * at, "RescaleType": "HU"}
    window = {"WindowCenter": 1000 + 200 * at, "WindowWidth": 2000}
    return {
        "PixelValueTransformationSequence": items(scale),
        "FrameVOILUTSequence": items(window),
    }


def bare(made: FileDataset) -> bytes:
    """The file as an old device writes it, without a header."""
    content = written(made)
    return content[start(content) :]


def start(content: bytes) -> int:
    """Where the data set of a file begins."""
    return META + int.from_bytes(content[140:144], "little")


def _big_endian() -> FileDataset:
    made = _slice()
    made.file_meta.TransferSyntaxUID = ExplicitVRBigEndian
    made.PixelData = np.frombuffer(made.PixelData, "<i2").astype(">i2").tobytes()
    made.set_original_encoding(is_implicit_vr=False, is_little_endian=False)
    return made


def _lying() -> FileDataset:
    """A JPEG that is larger than the file says."""
    content = BytesIO()
    Image.new("RGB", (3000, 3000)).save(content, "JPEG")
    made = scan(SamplesPerPixel=3, PlanarConfiguration=0, BitsAllocated=8, BitsStored=8, HighBit=7)
    made.PhotometricInterpretation = "RGB"
    return packed(made, "1.2.840.10008.1.2.4.50", content.getvalue())


def deflated_bomb(megabytes: int = 600) -> bytes:
    """Less than a megabyte that becomes hundreds."""
    content = written(_deflated())
    squeezed = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    parts = [content[: start(content)]]
    parts.append(squeezed.compress(struct.pack("<HH2sHI", 9, 0x1001, b"OB", 0, megabytes << 20)))
    parts += [squeezed.compress(bytes(2**20)) for _ in range(megabytes)]
    return b"".join([*parts, squeezed.flush()])


def nested_bomb(deep: int = 20_000) -> bytes:
    """Sequences within sequences that never end."""
    content = written(scan())
    one = struct.pack("<HH2sHI", 0x40, 0xA730, b"SQ", 0, 0xFFFFFFFF)
    return (
        content[: start(content)] + (one + struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)) * deep
    )


def vast_bomb() -> bytes:
    """A kilobyte that says it is 65,535 pixels wide and tall."""
    runs = struct.pack("<16I", 1, 64, *[0] * 14) + b"\x81\x00" * 64
    made = packed(scan(Rows=65535, Columns=65535), "1.2.840.10008.1.2.5", runs)
    return written(made)


def endless_bomb() -> bytes:
    """One image that says it is two thousand million."""
    return written(scan(NumberOfFrames=2147483647))


BOMBS: dict[str, Callable[[], bytes]] = {
    "bomb, deflated to 600 MB": deflated_bomb,
    "bomb, 20,000 nested sequences": nested_bomb,
    "bomb, 65,535 rows and columns": vast_bomb,
    "bomb, 2,147,483,647 frames": endless_bomb,
    "bomb, JPEG larger than promised": lambda: written(_lying()),
}

_J2K, _JLS = imagecodecs.jpeg2k_encode, imagecodecs.jpegls_encode
_PACKED: dict[str, Callable[[], FileDataset]] = {
    "DX 14 bit, explicit": _radiograph,
    "DX 14 bit, deflated": _deflated,
    "DX 14 bit, RLE": _run_lengths,
    "DX 14 bit, JPEG lossless": lambda: _in(
        "1.2.840.10008.1.2.4.70", lambda one: imagecodecs.ljpeg_encode(one, bitspersample=14)
    ),
    "DX 12 bit, JPEG extended": lambda: _in(
        "1.2.840.10008.1.2.4.51",
        lambda one: imagecodecs.jpeg8_encode(one, level=92, bitspersample=12),
        bits=12,
    ),
    "DX 14 bit, JPEG-LS": lambda: _in("1.2.840.10008.1.2.4.80", _JLS),
    "DX 14 bit, JPEG-LS near": lambda: _in(
        "1.2.840.10008.1.2.4.81", lambda one: _JLS(one, level=3)
    ),
    "DX 14 bit, JPEG 2000 lossless": lambda: _in(
        "1.2.840.10008.1.2.4.90", lambda one: _J2K(one, codecformat="j2k", reversible=True)
    ),
    "DX 14 bit, JPEG 2000 lossy": lambda: _in(
        "1.2.840.10008.1.2.4.91", lambda one: _J2K(one, codecformat="j2k", level=60)
    ),
    "DX 14 bit, HTJ2K": lambda: _in("1.2.840.10008.1.2.4.201", imagecodecs.htj2k_encode),
}
_SEEN: dict[str, Callable[[], FileDataset]] = {
    "CT, signed, three windows": _slice,
    "CT, big endian": _big_endian,
    "CT, enhanced, five frames": _enhanced,
    "US, film of greys": lambda: _film(FrameTime=40),
    "US, film of colours in planes": _planar_film,
    "CR, no window": _small,
    "CR, window without width": lambda: _small(WindowCenter=2048, WindowWidth=0),
    "CR, more centres than widths": lambda: _small(WindowCenter=[1000, 2000], WindowWidth=[500]),
    "CR, sigmoid": lambda: _small(WindowCenter=2048, WindowWidth=1500, VOILUTFunction="SIGMOID"),
    "CR, exact": lambda: _small(WindowCenter=2048, WindowWidth=1500, VOILUTFunction="LINEAR_EXACT"),
    "CR, VOI LUT": lambda: _small(VOILUTSequence=items(_TABLE)),
    "CR, VOI LUT, low is black": lambda: _small(
        VOILUTSequence=items(_TABLE), PhotometricInterpretation="MONOCHROME2"
    ),
    "CR, modality LUT": lambda: _small(
        ModalityLUTSequence=items(_TABLE | {"ModalityLUTType": "US"})
    ),
    "CR, burned in": lambda: _small(BurnedInAnnotation="YES"),
    "CR, spacing of a scanned film": lambda: _small(NominalScannedPixelSpacing=[0.3, 0.3]),
    "CR, aspect only": lambda: _small(PixelAspectRatio=[1, 2]),
}
_LACKING: dict[str, Callable[[], FileDataset]] = {
    "CR, no pixels": lambda: _without(_small(), "PixelData"),
    "CR, empty pixels": lambda: _small(PixelData=b""),
    "CR, cut short": lambda: _small(PixelData=bytes(1000)),
}
SEEN = _PACKED | _SEEN
FILES: dict[str, Callable[[], bytes]] = {
    **{name: (lambda make=make: written(make())) for name, make in (SEEN | _LACKING).items()},
    "CR, no header": lambda: bare(_small()),
    "a page of the web": lambda: b"<html><script>alert(1)</script></html>" + bytes(200),
    "a page in the preamble": lambda: b"<html>".ljust(128) + written(_small())[128:],
    **BOMBS,
}


def _without(made: FileDataset, keyword: str) -> FileDataset:
    delattr(made, keyword)
    return made
