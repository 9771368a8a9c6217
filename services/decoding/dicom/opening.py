"""Opening a DICOM file that a stranger sent, without believing what it says of its size."""

import warnings
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from pydicom import filereader, filewriter
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.errors import InvalidDicomError
from pydicom.uid import DeflatedExplicitVRLittleEndian, ExplicitVRLittleEndian

from services.decoding.dicom import limits
from services.decoding.dicom.codes import Code, Unviewable

_PREAMBLE = 128  # bytes, then "DICM"
_reader: Any = filereader  # typed only in part
_writer: Any = filewriter
_STEP = 8 * 2**20  # bytes inflated at a time


def opened(source: Path, *, pixels: bool) -> FileDataset:
    """Read a DICOM file.

    Args:
        source: Its place.
        pixels: Whether the pixel data is read, too.

    Raises:
        Unviewable: It is none, is damaged, or would become too large.

    Source:
        DICOM PS3.10, section 7.1; PS3.5, section A.5 (deflated data sets).
    """
    if source.stat().st_size > limits.MOST_BYTES:
        raise Unviewable(Code.TOO_LARGE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        meta = _meta(source)
        deflated = meta.get("TransferSyntaxUID") == DeflatedExplicitVRLittleEndian
        try:
            readable = _inflated(source, meta) if deflated else str(source)
            return _reader.dcmread(readable, stop_before_pixels=not pixels)
        except (Unviewable, MemoryError):
            raise
        except Exception:  # noqa: BLE001 (whatever the reader stumbles over, the file is at fault)
            raise Unviewable(Code.MALFORMED) from None


def _meta(source: Path) -> FileMetaDataset:
    try:
        return _reader.read_file_meta_info(source)
    except InvalidDicomError:
        raise Unviewable(Code.NOT_DICOM) from None
    except Exception:  # noqa: BLE001
        raise Unviewable(Code.MALFORMED) from None


def _inflated(source: Path, meta: FileMetaDataset) -> BytesIO:
    """Return the same file with its data set inflated, as far as that stays reasonable."""
    whole = source.read_bytes()
    most = min(limits.MOST_INFLATED, max(limits.LEAST_INFLATED, limits.MOST_RATIO * len(whole)))
    start = _PREAMBLE + 4 + _length_of_meta(whole)
    plain = BytesIO()
    plain.write(whole[:_PREAMBLE] + b"DICM")
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    _writer.write_file_meta_info(plain, meta)
    inflating, left = zlib.decompressobj(-zlib.MAX_WBITS), whole[start:]
    while left and not inflating.eof:
        plain.write(inflating.decompress(left, _STEP))
        left = inflating.unconsumed_tail
        if plain.tell() > most:
            raise Unviewable(Code.TOO_LARGE)
    plain.seek(0)
    return plain


def _length_of_meta(whole: bytes) -> int:
    """Return how many bytes the group 0002 has, its first element (the group's length) included."""
    head = whole[_PREAMBLE + 4 : _PREAMBLE + 16]
    if head[:8] != b"\x02\x00\x00\x00UL\x04\x00":
        raise Unviewable(Code.MALFORMED)
    return 12 + int.from_bytes(head[8:], "little")
