"""What a pixel measures, and how far that can be trusted."""

from dataclasses import dataclass
from enum import StrEnum

from pydicom.dataset import Dataset

from services.decoding.dicom import reading

_PROJECTED = (
    "CR",
    "DX",
    "RG",
    "XA",
    "RF",
    "MG",
    "IO",
    "PX",
)  # shadows on a detector
_CALIBRATED_BY = ("GEOMETRY", "FIDUCIAL")
_CENTIMETRE = 3  # PS3.3, C.8.5.5.1.15
_MOST_REGIONS = 16


class Trust(StrEnum):
    """Where a spacing comes from; only a calibrated one is shown without "about"."""

    CALIBRATED = "calibrated"
    MAGNIFICATION = "magnification"  # on the detector, corrected by an estimate
    DETECTOR = "detector"  # on the detector, where everything is larger than in the body
    NOMINAL = "nominal"  # of a scanned film


@dataclass(frozen=True)
class Spacing:
    """The distance between the centres of pixels, in millimetres."""

    row: float  # from one row to the next
    column: float
    trust: Trust


@dataclass(frozen=True)
class Region:
    """A part of an ultrasound image with a scale of its own."""

    left: int  # px, the edges included
    top: int
    right: int
    bottom: int
    row: float  # mm from one row to the next
    column: float


def spacing(data: Dataset, measures: Dataset | None = None) -> Spacing | None:
    """Tell what a pixel of an image measures; None where nothing says so.

    Args:
        data: The image.
        measures: The Pixel Measures of its functional groups, where it has them.

    Source:
        DICOM PS3.3, section 10.7.1 (basic pixel spacing calibration).
    """
    if measures is not None and (given := reading.pair(measures, "PixelSpacing")):
        return Spacing(*given, Trust.CALIBRATED)
    given = reading.pair(data, "PixelSpacing")
    detector = reading.pair(data, "ImagerPixelSpacing")
    if given and _is_calibrated(data, given, detector):
        return Spacing(*given, Trust.CALIBRATED)
    if detector:
        return _on_detector(data, detector)
    if given:  # of a projection, and nobody says whether it was corrected
        return Spacing(*given, Trust.DETECTOR)
    scanned = reading.pair(data, "NominalScannedPixelSpacing")
    return Spacing(*scanned, Trust.NOMINAL) if scanned else None


def regions(data: Dataset) -> list[Region]:
    """List the parts of an ultrasound image that are to scale in both directions.

    Source:
        DICOM PS3.3, section C.8.5.5 (US region calibration).
    """
    found = reading.items(data, "SequenceOfUltrasoundRegions", _MOST_REGIONS)
    return [region for item in found if (region := _region(item))]


def aspect(data: Dataset) -> float:
    """Return how tall a pixel is that is one wide, where no spacing says so."""
    given = [reading.number(one) for one in reading.several(data, "PixelAspectRatio")[:2]]
    if len(given) < 2 or not given[0] or not given[1]:
        return 1.0
    ratio = given[0] / given[1]
    return ratio if 0.05 < ratio < 20 else 1.0


def _is_calibrated(
    data: Dataset, given: tuple[float, float], detector: tuple[float, float] | None
) -> bool:
    if reading.words(data, "Modality") not in _PROJECTED:
        return True
    if detector and max(abs(a - b) for a, b in zip(given, detector, strict=True)) > 1e-6:
        return True
    return reading.words(data, "PixelSpacingCalibrationType") in _CALIBRATED_BY


def _on_detector(data: Dataset, detector: tuple[float, float]) -> Spacing:
    larger = reading.number(reading.value(data, "EstimatedRadiographicMagnificationFactor"))
    if larger and 1 < larger < 3:
        row, column = detector
        return Spacing(row / larger, column / larger, Trust.MAGNIFICATION)
    return Spacing(*detector, Trust.DETECTOR)


def _region(item: Dataset) -> Region | None:
    units = [
        reading.whole(reading.value(item, keyword))
        for keyword in ("PhysicalUnitsXDirection", "PhysicalUnitsYDirection")
    ]
    steps = [
        reading.number(reading.value(item, keyword)) or 0.0
        for keyword in ("PhysicalDeltaX", "PhysicalDeltaY")
    ]
    edges = [
        reading.number(reading.value(item, f"RegionLocation{edge}"))
        for edge in ("MinX0", "MinY0", "MaxX1", "MaxY1")
    ]
    if units != [_CENTIMETRE, _CENTIMETRE] or not all(steps) or None in edges:
        return None
    left, top, right, bottom = (int(edge or 0) for edge in edges)
    across, down = (abs(step) * 10 for step in steps)
    return Region(left, top, right, bottom, row=down, column=across)
