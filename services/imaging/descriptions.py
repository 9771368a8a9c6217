"""What a reader tells of a DICOM file, believed only as far as its shape goes."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from services.decoding.dicom.codes import Code
from services.imaging import reader
from services.imaging.sentences import refusal
from services.readers import Lost

_SECONDS = 30.0  # to describe a file, however busy the machine is
_ACCEPTED = (Code.NO_IMAGE, Code.UNSUPPORTED, Code.UNSUPPORTED_CODEC)  # kept, though not shown
_ANIMAL = ("patient_name", "patient_id", "responsible_person", "species", "breed", "sex")


@dataclass(frozen=True)
class Description:
    """Where a file belongs, and what the viewer is told of it."""

    study_uid: str
    series_uid: str
    instance_uid: str
    taken_on: date | None
    study: str
    series: str
    series_number: int
    number: int
    slice_at: float | None
    burned_in: str
    animal: dict[str, str]  # whose the file says it is
    code: str  # why it cannot be shown; empty where it can
    image: dict[str, Any]
    header: bytes  # that the file lacks; empty where it has one


async def described(path: Path) -> Description:
    """Have a DICOM file looked at.

    Raises:
        Invalid: It is damaged, too large, or none at all.
    """
    try:
        answer = await reader.READERS.ask(_asked(path), _SECONDS)
        refused = Code(answer.told["refused"]) if "refused" in answer.told else None
        found = None if refused else _description(answer.told, b"".join(answer.contents))
    except (Lost, LookupError, ValueError, TypeError):
        refused, found = Code.MALFORMED, None
    if found is None:
        raise refusal(refused or Code.MALFORMED)
    if found.code and found.code not in _ACCEPTED:
        raise refusal(Code(found.code))
    return found


def _asked(path: Path) -> dict[str, Any]:
    return {"path": str(path.resolve()), "wanted": "description"}


def _description(told: dict[str, Any], header: bytes) -> Description:
    origin: dict[str, Any] = told["origin"]
    uids = [str(origin[name])[:64] for name in ("study_uid", "series_uid", "instance_uid")]
    if not all(uids):
        raise ValueError("a file without its identifiers")
    at = origin["slice_at"]
    return Description(
        *uids,
        taken_on=_day(str(origin["study_date"])),
        study=str(origin["study_description"])[:64],
        series=str(origin["series_description"])[:64],
        series_number=_number(origin["series_number"]),
        number=_number(origin["number"]),
        slice_at=None if at is None else float(at),
        burned_in=str(origin["burned_in"])[:3],
        animal={name: str(origin[name])[:64] for name in _ANIMAL},
        code=str(Code(told["code"])) if "code" in told else "",
        image=dict(told.get("image", {})),
        header=header,
    )


def _number(given: Any) -> int:
    return max(-(2**31), min(int(given), 2**31 - 1))


def _day(written: str) -> date | None:
    try:
        return datetime.strptime(written, "%Y%m%d").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        return None
