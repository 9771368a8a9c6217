"""Filing DICOM files with a record: into the studies and series that they say they belong to."""

from typing import TypeVar
from uuid import UUID

from sqlmodel import Session, col

from models.imaging import Instance, Series, Study
from models.records import Attachment
from services.access import Actor, visible
from services.core.errors import Conflict
from services.imaging.descriptions import Description
from services.records import attaching
from services.records.attaching import Stored

_Row = TypeVar("_Row", Study, Series)


def file(
    db: Session, actor: Actor, record_id: UUID, stored: Stored, about: Description
) -> Attachment:
    """Attach a DICOM file to a record.

    Raises:
        Forbidden: The actor may not write this kind.
        NotFound: No such record for the actor.
        Conflict: The record holds this image already, or too many files.
    """
    attaching.may_attach(db, actor, record_id)
    study = _study(db, actor, record_id, about)
    series = _series(db, actor, study, about)
    _refuse_twice(db, actor, series, about)
    study.accepted_by = ""  # of the images that it had until now
    row = attaching.attach(db, actor, record_id, stored)
    db.add(
        Instance(
            record_id=record_id,
            series_id=series.id,
            attachment_id=row.id,
            uid=about.instance_uid,
            number=about.number,
            slice_at=about.slice_at,
            burned_in=about.burned_in,
            code=about.code,
            image=about.image,
        )
    )
    db.flush()
    return row


def _study(db: Session, actor: Actor, record_id: UUID, about: Description) -> Study:
    same = visible(actor, Study).where(
        col(Study.record_id) == record_id, col(Study.uid) == about.study_uid
    )
    study = Study(
        record_id=record_id,
        uid=about.study_uid,
        taken_on=about.taken_on,
        description=about.study,
        animal=about.animal,
    )
    return db.exec(same).one_or_none() or _kept(db, study)


def _series(db: Session, actor: Actor, study: Study, about: Description) -> Series:
    same = visible(actor, Series).where(
        col(Series.study_id) == study.id, col(Series.uid) == about.series_uid
    )
    series = Series(
        record_id=study.record_id,
        study_id=study.id,
        uid=about.series_uid,
        number=about.series_number,
        description=about.series,
    )
    return db.exec(same).one_or_none() or _kept(db, series)


def _kept(db: Session, row: _Row) -> _Row:
    db.add(row)
    db.flush()
    return row


def _refuse_twice(db: Session, actor: Actor, series: Series, about: Description) -> None:
    same = visible(actor, Instance).where(
        col(Instance.series_id) == series.id, col(Instance.uid) == about.instance_uid
    )
    for before in db.exec(same):
        if str(before.attachment_id) in attaching.wanted(db, actor, series.record_id):
            raise Conflict("This record holds the image already.")
        db.delete(before)  # of a file that was taken off the record
    db.flush()
