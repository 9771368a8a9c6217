"""X-rays and ultrasound pictures as the files that veterinary machines write."""

from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian

from models.records import MedicalRecord
from services.demo.book import stable
from services.demo.people import Animal
from services.demo.plots import Study

_DIGITAL_X_RAY = "1.2.840.10008.5.1.4.1.1.1.1"
_ULTRASOUND = "1.2.840.10008.5.1.4.1.1.6.1"
_SPACING_MM = 0.42


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
