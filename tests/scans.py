"""DICOM files that are made for tests, with somebody's name in each."""

from io import BytesIO
from typing import Any
from uuid import UUID

import numpy as np
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from models.imaging import Instance, Series, Study
from models.records import Attachment, MedicalRecord
from services.core import files

RADIOGRAPH = "1.2.840.10008.5.1.4.1.1.1.1"
OWNER, PHONE = "Hollister^Marigold", "+49 151 0000000"


def ramp(rows: int = 12, columns: int = 16, highest: int = 4095) -> np.ndarray:
    """Grey values from none to the highest, with something of a picture in them."""
    down, across = np.mgrid[0:rows, 0:columns]
    return ((down * columns + across) % (rows * columns) * highest // (rows * columns)).astype(
        "<u2"
    )


def scan(pixels: np.ndarray | None = None, *, owner: str = OWNER, **tags: Any) -> FileDataset:
    """A radiograph of twelve bits, as a veterinary device writes it, changed as a test wants it."""
    meta: Any = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = RADIOGRAPH, generate_uid()
    made: Any = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    made.SpecificCharacterSet = "ISO_IR 192"
    made.SOPClassUID, made.SOPInstanceUID = RADIOGRAPH, meta.MediaStorageSOPInstanceUID
    made.StudyInstanceUID, made.SeriesInstanceUID = generate_uid(), generate_uid()
    made.Modality, made.StudyDate, made.InstanceNumber, made.SeriesNumber = "CR", "20260102", 1, 1
    made.PatientName = made.ResponsiblePerson = owner
    made.PatientID, made.PatientSpeciesDescription = "CHIP-276098102", "Canine"
    private = made.private_block(0x0011, "ACME VET 1.0", create=True)
    private.add_new(0x01, "LO", PHONE)
    grey(made, ramp() if pixels is None else pixels)
    for keyword, value in tags.items():
        setattr(made, keyword, value)
    return made


def grey(made: Any, pixels: np.ndarray, stored: int = 12, frames: int = 0) -> None:
    """Put grey values into a file: shape (rows, columns), or (frames, rows, columns)."""
    made.Rows, made.Columns = pixels.shape[-2:]
    made.SamplesPerPixel, made.PhotometricInterpretation = 1, "MONOCHROME2"
    made.BitsAllocated, made.BitsStored = pixels.dtype.itemsize * 8, stored
    made.HighBit, made.PixelRepresentation = stored - 1, int(pixels.dtype.kind == "i")
    if frames:
        made.NumberOfFrames = frames
    made.PixelData = pixels.tobytes()
    made["PixelData"].VR = "OW"


def written(made: FileDataset) -> bytes:
    """The file as it lies on a disk."""
    content = BytesIO()
    made.save_as(content, enforce_file_format=True)
    return content.getvalue()


def items(*each: dict[str, Any]) -> Sequence:
    """A sequence with these items."""
    made = []
    for tags in each:
        item = Dataset()
        for keyword, value in tags.items():
            setattr(item, keyword, value)
        made.append(item)
    return Sequence(made)


def rows(record: MedicalRecord, word: str, secret: str) -> list[Any]:
    """A scan that is filed with a record; only the secret says whose it is."""
    made = scan(owner=secret, SeriesDescription=word)
    content = written(made)
    attachment = _attachment(record.id, content, word)
    study = Study(
        record_id=record.id,
        uid=made.StudyInstanceUID,
        description=word,
        animal={"patient_name": secret, "species": "Canine"},
    )
    series = Series(
        record_id=record.id, study_id=study.id, uid=made.SeriesInstanceUID, description=word
    )
    instance = Instance(
        record_id=record.id,
        series_id=series.id,
        attachment_id=attachment.id,
        uid=made.SOPInstanceUID,
        image={"rows": 12, "columns": 16, "frames": 1},
    )
    return [attachment, study, series, instance]


def _attachment(record_id: UUID, content: bytes, word: str) -> Attachment:
    return Attachment(
        record_id=record_id,
        file=files.keep(content),
        name=f"{word}.dcm",
        media_type="application/dicom",
        size_bytes=len(content),
    )
