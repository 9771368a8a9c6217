"""What is told of a file: all that the viewer needs, and nothing of whose it is."""

import json
from dataclasses import asdict
from io import BytesIO

import numpy as np
import pytest
from pydicom import dcmread

from services.decoding.dicom import describing
from services.decoding.dicom.codes import Code, Unviewable
from services.decoding.dicom.describing import Scale
from services.decoding.dicom.spacing import Region, Spacing, Trust
from services.decoding.dicom.windows import Window
from tests.scans import OWNER, PHONE, grey, items, scan, written


def image(**tags):
    return describing.image(read(scan(**tags)))


def read(made):
    """A file as it comes back from a disk."""
    return dcmread(BytesIO(written(made)))


@pytest.mark.spec("IMG-7")
def test_the_viewer_is_told_nothing_of_whose_it_is():
    made = read(scan(InstitutionName=OWNER, PatientBirthDate="20200202", OtherPatientNames=OWNER))

    told = json.dumps(asdict(describing.image(made)))

    origin = describing.origin(made)
    assert (origin.responsible_person, origin.patient_id) == (OWNER, "CHIP-276098102")
    hidden = (OWNER, PHONE, "Hollister", "CHIP", "20200202", origin.study_uid, origin.instance_uid)
    assert not [word for word in hidden if word in told]


@pytest.mark.spec("IMG-5")
@pytest.mark.parametrize(
    ("tags", "spacing"),
    [
        ({}, None),
        ({"Modality": "CT", "PixelSpacing": [0.7, 0.5]}, Spacing(0.7, 0.5, Trust.CALIBRATED)),
        ({"PixelSpacing": [0.2, 0.2]}, Spacing(0.2, 0.2, Trust.DETECTOR)),
        ({"ImagerPixelSpacing": [0.2, 0.2]}, Spacing(0.2, 0.2, Trust.DETECTOR)),
        (
            {"PixelSpacing": [0.2, 0.2], "ImagerPixelSpacing": [0.2, 0.2]},
            Spacing(0.2, 0.2, Trust.DETECTOR),
        ),
        (
            {"PixelSpacing": [0.17, 0.17], "ImagerPixelSpacing": [0.2, 0.2]},
            Spacing(0.17, 0.17, Trust.CALIBRATED),
        ),
        (
            {"PixelSpacing": [0.2, 0.2], "PixelSpacingCalibrationType": "FIDUCIAL"},
            Spacing(0.2, 0.2, Trust.CALIBRATED),
        ),
        (
            {"ImagerPixelSpacing": [0.22, 0.22], "EstimatedRadiographicMagnificationFactor": 1.1},
            Spacing(0.22 / 1.1, 0.22 / 1.1, Trust.MAGNIFICATION),
        ),
        ({"NominalScannedPixelSpacing": [0.3, 0.3]}, Spacing(0.3, 0.3, Trust.NOMINAL)),
        ({"Modality": "CT", "PixelSpacing": [0, 0.5]}, None),
        ({"Modality": "CT", "PixelSpacing": [1e6, 1e6]}, None),
    ],
)
def test_spacing_says_how_far_it_can_be_trusted(tags, spacing):
    assert image(**tags).spacing == spacing


@pytest.mark.spec("IMG-5")
def test_regions_of_an_ultrasound_are_measured_in_millimetres():
    region = {
        "PhysicalUnitsXDirection": 3,
        "PhysicalUnitsYDirection": 3,
        "PhysicalDeltaX": 0.035,
        "PhysicalDeltaY": -0.04,
        "RegionLocationMinX0": 2,
        "RegionLocationMinY0": 3,
        "RegionLocationMaxX1": 12,
        "RegionLocationMaxY1": 9,
    }
    seconds = region | {"PhysicalUnitsXDirection": 4}

    told = image(SequenceOfUltrasoundRegions=items(region, seconds, {}))

    assert told.regions == [Region(2, 3, 12, 9, row=0.4, column=pytest.approx(0.35))]


@pytest.mark.spec("IMG-5")
@pytest.mark.parametrize(
    ("tags", "windows"),
    [
        ({}, []),
        ({"WindowCenter": 2048, "WindowWidth": 0}, []),
        ({"WindowCenter": [1000, 2000], "WindowWidth": [500]}, [Window(1000, 500)]),
        (
            {
                "WindowCenter": [40, -500],
                "WindowWidth": [400, 1400],
                "WindowCenterWidthExplanation": ["SOFT", "LUNG"],
            },
            [Window(40, 400, "SOFT"), Window(-500, 1400, "LUNG")],
        ),
    ],
)
def test_windows_that_are_incomplete_or_impossible_are_left_out(tags, windows):
    assert list(image(**tags).scale.windows) == windows


@pytest.mark.spec("IMG-5")
def test_each_frame_of_an_enhanced_image_has_its_own_scale():
    made = scan(RescaleSlope=2, RescaleIntercept=-7)
    grey(made, np.zeros((2, 4, 4), "<u2"), frames=2)
    made.PerFrameFunctionalGroupsSequence = items(
        *(
            {
                "PixelValueTransformationSequence": items(
                    {"RescaleSlope": slope, "RescaleIntercept": 5, "RescaleType": "HU"}
                ),
                "FrameVOILUTSequence": items({"WindowCenter": 9, "WindowWidth": 8}),
            }
            for slope in (1, 3)
        )
    )

    told = describing.image(read(made))

    assert told.scale == Scale(2, -7, [])
    assert told.varying == [Scale(1, 5, [Window(9, 8)]), Scale(3, 5, [Window(9, 8)])]


@pytest.mark.spec("IMG-4", "IMG-5")
@pytest.mark.parametrize(
    ("tags", "rate"),
    [
        ({}, None),
        ({"FrameTime": 40}, 25),
        ({"CineRate": 30, "FrameTime": 40}, 30),
        ({"RecommendedDisplayFrameRate": 500}, 60),
        ({"FrameTime": 0}, None),
    ],
)
def test_the_speed_of_a_film_is_what_the_device_says(tags, rate):
    assert image(**tags).per_second == rate


@pytest.mark.spec("IMG-10")
@pytest.mark.parametrize(
    ("tags", "code"),
    [
        ({"Rows": 65535, "Columns": 65535}, Code.TOO_LARGE),
        ({"NumberOfFrames": 2147483647}, Code.TOO_LARGE),
        ({"Rows": 0}, Code.NO_IMAGE),
        ({"SamplesPerPixel": 2}, Code.UNSUPPORTED),
        ({"PhotometricInterpretation": "XYZ"}, Code.UNSUPPORTED),
        ({"BitsAllocated": 12}, Code.UNSUPPORTED),
    ],
)
def test_what_cannot_be_an_image_is_refused_by_its_header(tags, code):
    with pytest.raises(Unviewable) as refusal:
        image(**tags)

    assert refusal.value.code == code


@pytest.mark.spec("IMG-2")
def test_slices_know_where_they_lie():
    made = read(
        scan(ImagePositionPatient=[-125, -125, -7.5], ImageOrientationPatient=[1, 0, 0, 0, 1, 0])
    )

    assert describing.origin(made).slice_at == -7.5
