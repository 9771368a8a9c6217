"""Files of old devices that begin with their data set: the header that they lack."""

import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

from pydicom import filereader, filewriter
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import ExplicitVRBigEndian, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from services.decoding.dicom import describing, limits, reading
from services.decoding.dicom.codes import Code, Unviewable

_PREAMBLE = bytes(128) + b"DICM"
_GROUP_2 = b"\x02\x00\x00\x00UL\x04\x00"  # a header that lacks only what stands in front of it
_PLAIN = {  # by what pydicom sees: whether the types are implied, and whether low bytes come first
    (True, True): ImplicitVRLittleEndian,
    (False, True): ExplicitVRLittleEndian,
    (False, False): ExplicitVRBigEndian,
}
_reader: Any = filereader  # typed only in part
_writer: Any = filewriter


def mended(source: Path) -> tuple[FileDataset, bytes]:
    """Read a file that has no header, and return what has to stand in front of it.

    Raises:
        Unviewable: It is no such file, or it cannot be known how its pixels are stored.

    Source:
        DICOM PS3.10, section 7.1.
    """
    if source.stat().st_size > limits.MOST_BYTES:
        raise Unviewable(Code.TOO_LARGE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            data = _reader.dcmread(str(source), force=True)
            return data, _header(data, source)
        except (Unviewable, MemoryError):
            raise
        except Exception:  # noqa: BLE001 (any text looks like a data set at first)
            raise Unviewable(Code.NOT_DICOM) from None


def _header(data: FileDataset, source: Path) -> bytes:
    _refuse_doubtful(data)
    with source.open("rb") as file:
        if file.read(len(_GROUP_2)) == _GROUP_2:
            return _PREAMBLE
    if not _holds_plain_pixels(data):
        raise Unviewable(Code.NOT_DICOM)
    meta: Any = FileMetaDataset()
    meta.TransferSyntaxUID = _PLAIN[data.original_encoding]  # pyright: ignore[reportArgumentType]
    meta.MediaStorageSOPClassUID = data.SOPClassUID
    meta.MediaStorageSOPInstanceUID = data.SOPInstanceUID
    data.file_meta = meta
    header = BytesIO()
    header.write(_PREAMBLE)
    _writer.write_file_meta_info(header, meta)
    return header.getvalue()


def _refuse_doubtful(data: FileDataset) -> None:
    """Refuse whatever does not say clearly that it is an image of its own."""
    named = (reading.words(data, keyword) for keyword in ("SOPClassUID", "SOPInstanceUID"))
    if not all(named) or not reading.value(data, "PixelData"):
        raise Unviewable(Code.NOT_DICOM)


def _holds_plain_pixels(data: FileDataset) -> bool:
    """Tell whether the pixels are just as many bytes as uncompressed ones would be."""
    rows, columns, frames = describing.size(data)
    samples = max(1, reading.whole(reading.value(data, "SamplesPerPixel"), 1))
    bits = rows * columns * frames * samples * reading.whole(reading.value(data, "BitsAllocated"))
    return 0 <= len(data.PixelData) - -(-bits // 8) <= 1  # an odd number is filled up
