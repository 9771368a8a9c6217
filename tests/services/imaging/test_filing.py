"""DICOM files find their study and series, once."""

from dataclasses import replace

import pytest
from sqlmodel import col

from models.base import Status
from models.imaging import Instance, Series, Study
from models.records import Attachment
from services.access import Permission, visible
from services.core import files
from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid, NotFound
from services.imaging import descriptions, doubts, viewing
from services.records import attaching, publishing, writing
from services.records.attaching import Stored
from tests.scans import OWNER, scan, written

pytestmark = pytest.mark.spec("IMG-1", "IMG-2")
ONE = {"StudyInstanceUID": "1.2.3", "SeriesInstanceUID": "1.2.3.4"}


def accept(vera, record):
    for study in run(lambda db: db.exec(visible(vera.actor, Study)).all()):
        run(doubts.accept, vera.actor, study.id)


def publish(vera, record):
    accept(vera, record)
    saved = run(writing.save, vera.actor, record.id, 1, {"title": "Chest"})
    run(publishing.publish, vera.actor, record.id, saved.version, notify=False)


def count(person, model):
    return len(run(lambda db: db.exec(visible(person.actor, model)).all()))


async def test_files_are_grouped_as_they_say(file, vera, record):
    await file(scan(InstanceNumber=2, **ONE))
    await file(scan(InstanceNumber=1, **ONE))
    await file(scan(**ONE | {"SeriesInstanceUID": "1.2.3.5", "SeriesNumber": 2}))

    assert [count(vera, model) for model in (Study, Series, Instance)] == [1, 2, 3]
    rows = run(viewing.series, vera.actor, record.id)
    numbers = run(
        lambda db: {
            str(row.attachment_id): row.number
            for row in db.exec(visible(vera.actor, Instance)).all()
        }
    )
    assert [[numbers[one.id] for one in row.instances] for row in rows] == [[1, 2], [1]]


async def test_slices_without_numbers_are_ordered_by_where_they_lie(file, vera, record):
    flat = {"InstanceNumber": 0, "ImageOrientationPatient": [1, 0, 0, 0, 1, 0]} | ONE
    made = [
        await file(scan(ImagePositionPatient=[0, 0, height], **flat)) for height in (5, -2.5, 0)
    ]

    [row] = run(viewing.series, vera.actor, record.id)

    assert [one.id for one in row.instances] == [str(made[at].id) for at in (1, 2, 0)]


async def test_the_same_image_is_not_filed_twice(file):
    made = scan()
    await file(made)

    with pytest.raises(Conflict):
        await file(made)


async def test_an_image_that_was_taken_off_can_be_filed_again(file, vera, record):
    made = scan()
    first = await file(made)
    run(attaching.remove, vera.actor, record.id, first.id)

    again = await file(made)

    [row] = run(viewing.series, vera.actor, record.id)
    assert [one.id for one in row.instances] == [str(again.id)]


async def test_an_image_that_was_taken_off_what_is_published_can_be_filed_again(file, vera, record):
    made = scan()
    first = await file(made)
    publish(vera, record)
    run(attaching.remove, vera.actor, record.id, first.id)

    again = await file(made)

    assert count(vera, Instance) == 1
    assert run(viewing.digest, vera.actor, again.id)


async def test_whoever_may_not_write_images_files_none(file, alice, vera):
    least = vera.actor.permissions - {Permission.WRITE_IMAGING}
    nobody = replace(vera, actor=replace(vera.actor, permissions=least))

    with pytest.raises(Forbidden):
        await file(person=nobody)
    with pytest.raises(NotFound):
        await file(person=alice)
    assert count(vera, Study) == 0


async def test_a_report_is_kept_and_said_not_to_be_drawn(file, vera, record):
    made = scan(SOPClassUID="1.2.840.10008.5.1.4.1.1.88.11")
    for keyword in ("Rows", "Columns", "PixelData"):
        delattr(made, keyword)
    await file(made)

    [row] = run(viewing.series, vera.actor, record.id)

    assert [(one.error, one.image) for one in row.instances] == [("no_image", {})]
    assert "not drawn" in row.instances[0].said


@pytest.mark.spec("IMG-10")
@pytest.mark.parametrize(
    "content",
    [bytes(128) + b"DICM" + b"\xff" * 300, b"no such thing", written(scan())[:300]],
    ids=["nonsense", "text", "a stump"],
)
async def test_a_damaged_file_is_refused_in_words(content, tmp_path):
    (tmp_path / "scan.dcm").write_bytes(content)

    with pytest.raises(Invalid, match="DICOM"):
        await descriptions.described(tmp_path / "scan.dcm")


@pytest.mark.spec("IMG-7", "GEN-11")
async def test_what_a_file_says_of_whose_it_is_stays_in_the_study(file, vera, record):
    await file(scan(owner=OWNER))

    study = run(lambda db: db.exec(visible(vera.actor, Study)).one())

    assert study.animal["responsible_person"] == OWNER
    assert OWNER not in str(run(viewing.series, vera.actor, record.id))


@pytest.mark.spec("GEN-2")
async def test_customers_see_images_once_they_are_published(file, alice, bob, vera, record):
    row = await file()
    with pytest.raises(NotFound):
        run(viewing.series, alice.actor, record.id)
    publish(vera, record)

    [series] = run(viewing.series, alice.actor, record.id)

    assert [one.id for one in series.instances] == [str(row.id)]
    for ask, asked in ((viewing.series, record.id), (viewing.digest, row.id)):
        with pytest.raises(NotFound):
            run(ask, bob.actor, asked)


@pytest.mark.spec("GEN-2")
async def test_an_image_that_is_added_later_waits_for_its_publishing(file, alice, vera, record):
    await file(scan(**ONE))
    publish(vera, record)
    later = await file(scan(**ONE))

    [series] = run(viewing.series, alice.actor, record.id)

    assert len(series.instances) == 1
    with pytest.raises(NotFound):
        run(viewing.digest, alice.actor, later.id)


async def test_discarding_a_draft_takes_its_images_along(file, vera, record):
    await file()

    run(writing.discard, vera.actor, record.id)

    assert [count(vera, model) for model in (Study, Series, Instance)] == [0, 0, 0]


async def test_only_dicom_files_have_frames(vera, alice, record):
    picture = Stored(files.keep(b"\xff\xd8\xff"), "photo.jpg", "image/jpeg", 3)
    row = run(attaching.attach, vera.actor, record.id, picture)

    with pytest.raises(NotFound):
        run(viewing.digest, vera.actor, row.id)
    attached = visible(vera.actor, Attachment).where(col(Attachment.status) == Status.DRAFT)
    assert run(lambda db: db.exec(attached).one()).id == row.id
