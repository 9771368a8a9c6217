"""X-rays, ultrasound pictures and films as the files that veterinary machines write."""

from dataclasses import asdict
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image
from pydicom import filereader
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian

from models.base import Record
from models.imaging import Instance, Series
from models.imaging import Study as DicomStudy
from models.records import Attachment, MedicalRecord
from services.decoding.dicom import describing
from services.demo.book import stable
from services.demo.people import Animal
from services.demo.plots import Study

_DIGITAL_X_RAY = "1.2.840.10008.5.1.4.1.1.1.1"
_ULTRASOUND = "1.2.840.10008.5.1.4.1.1.6.1"
_SPACING_MM = 0.42
_reader: Any = filereader  # typed only in part
_HEART = "dicomdirtests/98892001/CT5N"
_VESSELS = "dicomdirtests/98892003/MR700"
_REAL: dict[str, dict[str, list[str]]] = {  # what of them there is: the files of each series
    "ultrasound": {
        "Film": ["examples_ybr_color.dcm"],  # 30 frames of 320 by 240
        "Measured": ["examples_palette.dcm"],
    },
    "CT": {
        "Overview": ["693_J2KI.dcm"],
        "Slices": [f"{_HEART}/{name}" for name in ("2062", "2392", "2693", "3023", "3353")],
    },
    "MRI": {
        "Overview": ["examples_overlay.dcm"],
        "Turned": [f"{_VESSELS}/{name}" for name in ("4558", "4528", "4588", "4467", "4618")],
    },
}


def as_dicom(picture: Image.Image, study: Study, animal: Animal, record: MedicalRecord) -> bytes:
    """Write a picture with the tags of a veterinary study.

    Source: DICOM PS3.3, C.7.1.1 (the animal is the patient, the customer is responsible).
    """
    radiograph = study.type == "X-ray"
    meta: Any = FileMetaDataset()
    meta.MediaStorageSOPClassUID = _DIGITAL_X_RAY if radiograph else _ULTRASOUND
    meta.MediaStorageSOPInstanceUID = _uid("instance", record)
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    file = BytesIO()
    made: Any = FileDataset(file, {}, file_meta=meta, preamble=b"\0" * 128)
    made.SpecificCharacterSet = "ISO_IR 192"
    made.SOPClassUID = meta.MediaStorageSOPClassUID
    made.SOPInstanceUID = meta.MediaStorageSOPInstanceUID
    made.StudyInstanceUID, made.SeriesInstanceUID = _uid("study", record), _uid("series", record)
    made.Modality = "DX" if radiograph else "US"
    made.StudyDate = record.happened_on.strftime("%Y%m%d")
    made.StudyTime = "101500"
    made.StudyDescription = study.title
    made.BodyPartExamined = study.body_part.upper()[:16]
    made.SeriesNumber = made.InstanceNumber = 1
    made.AccessionNumber = made.ReferringPhysicianName = made.StudyID = ""
    _say_who(made, animal)
    _add_pixels(made, picture, radiograph=radiograph)
    made.save_as(file, enforce_file_format=True)
    return file.getvalue()


def real(study: Study, animal: Animal, record: MedicalRecord) -> dict[str, bytes]:
    """Write what pydicom brings along of real machines as files of this study, by their names."""
    return {
        f"{series.lower()}-{number}.dcm": _retagged(
            str(get_testdata_file(name)), (series, place, number), study, animal, record
        )
        for place, (series, names) in enumerate(_REAL.get(study.type, {}).items(), 2)
        for number, name in enumerate(names, 1)
    }


def _retagged(
    path: str, at: tuple[str, int, int], study: Study, animal: Animal, record: MedicalRecord
) -> bytes:
    """Write a file anew as an image of this study.

    Args:
        at: The name and the number of its series, and its own number.
    """
    series, place, number = at
    made: Any = _reader.dcmread(path)
    made.remove_private_tags()
    made.file_meta.MediaStorageSOPInstanceUID = _uid(f"{series} {number}", record)
    made.SOPInstanceUID = made.file_meta.MediaStorageSOPInstanceUID
    made.StudyInstanceUID, made.SeriesInstanceUID = _uid("study", record), _uid(series, record)
    made.StudyDate = record.happened_on.strftime("%Y%m%d")
    made.StudyDescription, made.SeriesDescription = study.title, series
    made.BodyPartExamined = study.body_part.upper()[:16]
    made.SeriesNumber, made.InstanceNumber = place, number
    _say_who(made, animal)
    file = BytesIO()
    made.save_as(file, enforce_file_format=True)
    return file.getvalue()


def filed(attachment: Attachment, content: bytes) -> list[Record]:
    """Return the rows that a file is found by in the viewer; equal ones are merged by their ids."""
    data = _reader.dcmread(BytesIO(content), stop_before_pixels=True)
    origin, record_id = describing.origin(data), attachment.record_id
    whose: dict[str, Any] = {"record_id": record_id, "created_at": attachment.created_at}
    study = DicomStudy(
        id=stable("study", record_id, origin.study_uid),
        **whose,
        uid=origin.study_uid,
        taken_on=attachment.created_at.date(),
        description=origin.study_description,
        animal={"patient_name": origin.patient_name, "species": origin.species},
    )
    series = Series(
        id=stable("series", record_id, origin.series_uid),
        **whose,
        study_id=study.id,
        uid=origin.series_uid,
        number=origin.series_number,
        description=origin.series_description,
    )
    instance = Instance(
        id=stable("instance", attachment.id),
        **whose,
        series_id=series.id,
        attachment_id=attachment.id,
        uid=origin.instance_uid,
        number=origin.number,
        burned_in=origin.burned_in,
        image=asdict(describing.image(data)),
    )
    return [study, series, instance]


def _say_who(made: Any, animal: Animal) -> None:
    made.PatientName = f"{animal.customer.last_name}^{animal.name}"
    made.PatientID = str(stable("patient", animal.id))[:18]
    made.PatientSex = "M" if animal.male else "F"
    made.PatientBirthDate = animal.born_on.strftime("%Y%m%d")
    made.PatientSpeciesDescription = animal.species.title()
    made.PatientBreedDescription = animal.breed
    made.PatientBreedCodeSequence = Sequence([Dataset()])
    made.ResponsiblePerson = f"{animal.customer.last_name}^{animal.customer.first_name}"
    made.ResponsiblePersonRole = "OWNER"
    made.ResponsibleOrganization = made.InstitutionName = "Willow Lane Veterinary Clinic"


def _add_pixels(made: Any, picture: Image.Image, *, radiograph: bool) -> None:
    pixels = np.asarray(picture.convert("L"), np.uint8)
    made.Rows, made.Columns = pixels.shape
    made.SamplesPerPixel, made.PhotometricInterpretation = 1, "MONOCHROME2"
    made.BitsAllocated, made.BitsStored, made.HighBit = 8, 8, 7
    made.PixelRepresentation = 0
    made.WindowCenter, made.WindowWidth = 128, 256
    made.BurnedInAnnotation = "NO"
    if radiograph:
        made.ImagerPixelSpacing = [_SPACING_MM, _SPACING_MM]
    made.PixelData = pixels.tobytes()


def _uid(what: str, record: MedicalRecord) -> str:
    return f"2.25.{stable('dicom', what, record.id).int}"
