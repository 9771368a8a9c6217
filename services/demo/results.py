"""What the laboratory and the machines of the clinic delivered."""

from random import Random

from models.laboratory import LabValue
from models.records import Attachment, MedicalRecord
from services.core import files
from services.demo import scans
from services.demo.book import chance, stable
from services.demo.dicom import as_dicom, filed, real
from services.demo.history import Chapter
from services.demo.plots import Marker, Panel, Sample, Study
from services.records.reading import DICOM

_DIGITAL = ("xray", "ultrasound")  # machines that speak DICOM


def report(chapter: Chapter, panels: dict[str, Panel]) -> None:
    """Note down the laboratory and imaging records of one episode."""
    for order, sample in enumerate(chapter.episode.samples):
        _analyse(chapter, sample, panels[sample.panel], order)
    for order, study in enumerate(chapter.episode.studies):
        _image(chapter, study, order)


def attach(
    record: MedicalRecord, name: str, kind: str, content: bytes, side: int = 0
) -> Attachment:
    """Keep a file and return the row that ties it to a record."""
    return Attachment(
        id=stable("attachment", record.id, name),
        created_at=record.created_at,
        record_id=record.id,
        file=files.keep(content),
        name=name,
        media_type=kind,
        size_bytes=len(content),
        width=side,
        height=side,
    )


def _analyse(chapter: Chapter, sample: Sample, panel: Panel, order: int) -> None:
    luck = chance("laboratory", chapter.animal.key, chapter.words["nth"], sample.panel)
    record = chapter.record(
        "laboratory",
        panel.title,
        order=order,
        notes=chapter.say(sample.notes),
        details={"specimen": panel.specimen, "panel": panel.title},
    )
    asked = [*panel.markers, *(one for one in panel.extra if one.key in sample.changes)]
    for position, marker in enumerate(asked):
        low, high = marker.span(chapter.animal.species)
        number = float(sample.changes.get(marker.key) or _usual(chapter, marker, luck))
        value = _value(chapter, record, position, (marker.key, marker.name))
        value.number, value.unit, value.low, value.high = number, marker.unit, low, high
        if marker.key == "UPC" and number < 0.1:
            value.number, value.comparator = 0.1, "<"
    for position, (key, name, usual) in enumerate(panel.words, len(asked)):
        said = sample.changes.get(key, usual)
        _value(chapter, record, position, (key, name)).text = str(said)


def _value(
    chapter: Chapter, record: MedicalRecord, position: int, marker: tuple[str, str]
) -> LabValue:
    return chapter.book.add(
        LabValue(
            id=stable("value", record.id, marker[0]),
            created_at=record.created_at,
            record_id=record.id,
            pet_id=chapter.animal.id,
            position=position,
            marker=marker[0],
            name=marker[1],
        )
    )


def _usual(chapter: Chapter, marker: Marker, luck: Random) -> float:
    """Return a value near where this pet's always lies; one in thirty strays a little."""
    low, high = marker.span(chapter.animal.species)
    own = chance("usual", chapter.animal.key, marker.key).uniform(0.25, 0.7)
    place = own + luck.uniform(-0.13, 0.13)
    if luck.random() < 1 / 30:
        place = luck.choice((-0.06, 1.08))
    return max(0.0, round(low + (high - low) * place, marker.digits))


def _image(chapter: Chapter, study: Study, order: int) -> None:
    record = chapter.record(
        "imaging",
        study.title,
        order=order,
        notes=chapter.say(study.notes),
        details={
            "imaging_type": study.type,
            "body_part": study.body_part,
            "findings": chapter.say(study.findings),
            "conclusion": study.conclusion,
        },
    )
    name = study.body_part.lower().replace(" ", "-") or "picture"
    if study.picture.startswith(_DIGITAL) or not study.picture:
        _file_scans(chapter, study, record, name)
        return
    shown = scans.as_jpeg(study.picture, chapter.animal.key)
    chapter.book.add(attach(record, f"{name}.jpg", "image/jpeg", shown, scans.SIDE))


def _file_scans(chapter: Chapter, study: Study, record: MedicalRecord, name: str) -> None:
    """Attach what a digital machine has made: a picture, and what there is of real ones."""
    animal, book = chapter.animal, chapter.book
    files_of: dict[str, bytes] = {}
    if study.picture:
        pixels = scans.picture(study.picture, animal.key)
        files_of[f"{name}.dcm"] = as_dicom(pixels, study, animal, record)
    files_of |= real(study, animal, record)
    for position, (label, content) in enumerate(files_of.items()):
        row = book.add(attach(record, label, DICOM, content))
        row.position = position
        for part in filed(row, content):
            book.add(part)
