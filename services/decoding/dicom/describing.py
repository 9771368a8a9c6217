"""What is told of a DICOM file: to the viewer what it needs to draw it, to the clinic whose it is.

Nothing that is not named here leaves the file.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from pydicom.dataset import Dataset, FileDataset
from pydicom.uid import UID

from services.decoding.dicom import limits, reading, windows
from services.decoding.dicom.codes import Code, Unviewable
from services.decoding.dicom.spacing import Region, Spacing, aspect, regions, spacing
from services.decoding.dicom.windows import Table, Window

_COLORS = ("RGB", "YBR_FULL", "YBR_FULL_422", "YBR_RCT", "YBR_ICT", "PALETTE COLOR")
_GREYS = ("MONOCHROME1", "MONOCHROME2")
_FILMS = ("MPEG", "HEVC", "JPIP", "SMPTE")  # how the names of syntaxes begin that hold no frames
_BITS = (1, 8, 16, 32, 64)
_SLOWEST, _FASTEST = 1.0, 60.0  # frames a second


@dataclass(frozen=True)
class Scale:
    """What turns a stored value into one with a meaning, and that into grey."""

    slope: float = 1.0
    intercept: float = 0.0
    windows: Sequence[Window] = ()


@dataclass(frozen=True)
class Image:
    """An image, or several that follow each other, as the viewer is told of it."""

    rows: int
    columns: int
    frames: int
    color: bool
    signed: bool  # the stored values
    inverted: bool  # the lowest value is white (MONOCHROME1)
    scale: Scale
    varying: list[Scale]  # one for each frame where they differ, else none
    function: str  # how a window is applied
    table: Table | None
    padding: int | None  # the stored value of what lies outside the image
    unit: str
    spacing: Spacing | None
    regions: list[Region]
    aspect: float
    per_second: float | None  # frames, where the device says so
    overlays: bool  # it has some, and they are not drawn
    modality: str
    body_part: str
    view: str
    laterality: str
    orientation: list[str]  # towards the right edge and towards the lower one


@dataclass(frozen=True)
class Origin:
    """Where a file comes from and whose it says it is. None of it is for customers."""

    study_uid: str
    series_uid: str
    instance_uid: str
    study_date: str  # YYYYMMDD
    study_description: str
    series_description: str
    series_number: int
    number: int  # of the instance within its series
    slice_at: float | None  # mm along the normal of the series
    patient_name: str
    patient_id: str
    responsible_person: str
    species: str
    breed: str
    sex: str
    burned_in: str  # YES, NO, or empty where the device does not say


def origin(data: FileDataset) -> Origin:
    """Tell where a file comes from."""
    return Origin(
        study_uid=reading.words(data, "StudyInstanceUID"),
        series_uid=reading.words(data, "SeriesInstanceUID"),
        instance_uid=reading.words(data, "SOPInstanceUID"),
        study_date=reading.words(data, "StudyDate", 8),
        study_description=reading.words(data, "StudyDescription"),
        series_description=reading.words(data, "SeriesDescription"),
        series_number=reading.whole(reading.value(data, "SeriesNumber")),
        number=reading.whole(reading.value(data, "InstanceNumber")),
        slice_at=_slice_at(data),
        patient_name=reading.words(data, "PatientName"),
        patient_id=reading.words(data, "PatientID"),
        responsible_person=reading.words(data, "ResponsiblePerson"),
        species=reading.words(data, "PatientSpeciesDescription"),
        breed=reading.words(data, "PatientBreedDescription"),
        sex=reading.words(data, "PatientSex", 2),
        burned_in=reading.words(data, "BurnedInAnnotation", 3),
    )


def size(data: FileDataset) -> tuple[int, int, int]:
    """Return the rows, columns and frames of an image.

    Raises:
        Unviewable: It holds none, or more than is shown.
    """
    rows, columns = (reading.whole(reading.value(data, keyword)) for keyword in ("Rows", "Columns"))
    if rows < 1 or columns < 1:
        raise Unviewable(Code.NO_IMAGE)
    frames = max(1, reading.whole(reading.value(data, "NumberOfFrames"), 1))
    samples = max(1, reading.whole(reading.value(data, "SamplesPerPixel"), 1))
    bits = max(8, reading.whole(reading.value(data, "BitsAllocated")))
    pixels = rows * columns
    too_many = frames > limits.MOST_FRAMES or pixels > limits.MOST_FRAME_PIXELS
    if too_many or pixels * samples * bits // 8 > limits.MOST_FRAME_BYTES:
        raise Unviewable(Code.TOO_LARGE)
    return rows, columns, frames


def image(data: FileDataset) -> Image:
    """Tell what the viewer has to know to draw a file.

    Raises:
        Unviewable: It holds no image, too large a one, or one of an unknown kind.
    """
    rows, columns, frames = size(data)
    color, unknown = _is_color(data), reading.whole(reading.value(data, "BitsAllocated"))
    if unknown not in _BITS:
        raise Unviewable(Code.UNSUPPORTED)
    _refuse_films(data)
    shared = reading.first(data, "SharedFunctionalGroupsSequence") or Dataset()
    looked_up = reading.first(data, "ModalityLUTSequence") is not None  # done while decoding
    return Image(
        rows=rows,
        columns=columns,
        frames=frames,
        color=color,
        signed=bool(reading.whole(reading.value(data, "PixelRepresentation"))) and not looked_up,
        inverted=reading.words(data, "PhotometricInterpretation") == "MONOCHROME1",
        scale=Scale(windows=windows.windows(data)) if looked_up else _scale(data, shared),
        varying=[] if looked_up else _varying(data, shared, frames),
        function=windows.function(data),
        table=windows.table(data),
        padding=None if looked_up else _padding(data),
        unit=_unit(data, shared),
        spacing=spacing(data, reading.first(shared, "PixelMeasuresSequence")),
        regions=regions(data),
        aspect=aspect(data),
        per_second=_per_second(data),
        overlays=any(0x6000 <= tag.group < 0x6020 for tag in data.keys()),  # noqa: SIM118
        modality=reading.words(data, "Modality", 8),
        body_part=reading.words(data, "BodyPartExamined", 32),
        view=reading.words(data, "ViewPosition", 16),
        laterality=reading.words(data, "Laterality", 2)
        or reading.words(data, "ImageLaterality", 2),
        orientation=[str(way)[:4] for way in reading.several(data, "PatientOrientation")[:2]],
    )


def _is_color(data: FileDataset) -> bool:
    samples = reading.whole(reading.value(data, "SamplesPerPixel"), 1)
    named = reading.words(data, "PhotometricInterpretation")
    if named in _COLORS and samples == (1 if named == "PALETTE COLOR" else 3):
        return True
    if named in _GREYS and samples == 1:
        return False
    raise Unviewable(Code.UNSUPPORTED)


def _refuse_films(data: FileDataset) -> None:
    syntax = UID(str(data.file_meta.get("TransferSyntaxUID", "")))
    if not syntax or syntax.is_private or syntax.name.startswith(_FILMS):
        raise Unviewable(Code.UNSUPPORTED_CODEC)


def _scale(data: Dataset, group: Dataset) -> Scale:
    turning = reading.first(group, "PixelValueTransformationSequence") or data
    seeing = reading.first(group, "FrameVOILUTSequence")
    slope = reading.number(reading.value(turning, "RescaleSlope"))
    return Scale(
        slope=slope or 1.0,
        intercept=reading.number(reading.value(turning, "RescaleIntercept")) or 0.0,
        windows=windows.windows(data, seeing),
    )


def _varying(data: Dataset, shared: Dataset, frames: int) -> list[Scale]:
    """Return the scale of each frame of an enhanced image; none where all have the same."""
    groups = reading.items(data, "PerFrameFunctionalGroupsSequence", frames)
    if len(groups) != frames:
        return []
    same = _scale(data, shared)
    each = [_scale(data, group) if _has_scale(group) else same for group in groups]
    return each if any(one != same for one in each) else []


def _has_scale(group: Dataset) -> bool:
    return "PixelValueTransformationSequence" in group or "FrameVOILUTSequence" in group


def _padding(data: Dataset) -> int | None:
    given = reading.number(reading.value(data, "PixelPaddingValue"))
    return None if given is None else int(given)


def _unit(data: Dataset, shared: Dataset) -> str:
    if reading.words(data, "Modality") == "CT":
        return "HU"
    turning = reading.first(shared, "PixelValueTransformationSequence") or data
    named = reading.words(turning, "RescaleType", 8)
    return "" if named == "US" else named  # US: unspecified


def _per_second(data: Dataset) -> float | None:
    for keyword in ("RecommendedDisplayFrameRate", "CineRate"):
        if (rate := reading.number(reading.value(data, keyword))) and rate > 0:
            return min(max(rate, _SLOWEST), _FASTEST)
    lasts = reading.number(reading.value(data, "FrameTime"))  # ms
    return min(max(1000 / lasts, _SLOWEST), _FASTEST) if lasts and lasts > 0 else None


def _slice_at(data: Dataset) -> float | None:
    """Return where a slice lies along the normal of its plane.

    Source:
        DICOM PS3.3, section C.7.6.2.1.1.
    """
    at = [reading.number(one) for one in reading.several(data, "ImagePositionPatient")]
    ways = [reading.number(one) for one in reading.several(data, "ImageOrientationPatient")]
    if len(at) != 3 or len(ways) != 6 or None in at or None in ways:
        return None
    a, b, c, d, e, f = (one or 0.0 for one in ways)
    x, y, z = (one or 0.0 for one in at)
    return x * (b * f - c * e) + y * (c * d - a * f) + z * (a * e - b * d)
