"""Key images: marked by the vet, seen by the customer once they are made known."""

import pytest

from services.core.db import run
from services.core.errors import Conflict, Forbidden, Invalid, NotFound
from services.imaging import keys, viewing
from services.imaging.keys import Key
from services.records import attaching, desk, publishing, writing
from tests.scans import scan
from tests.services.imaging.test_filing import ONE, publish

pytestmark = pytest.mark.spec("IMG-1", "IMG-4")


def keyed(person, record_id):
    row = run(viewing.series, person.actor, record_id)[0]
    return [(one.number, one.note) for one in row.keys]


async def test_a_marked_frame_stands_first_once_it_is_published(file, alice, vera, record):
    row = await file()
    run(keys.mark, vera.actor, row.id, 0, "  Here it is thicker. ")
    publish(vera, record)

    first, *others = run(viewing.series, alice.actor, record.id)

    assert first.keys == [Key(str(row.id), 0, "Here it is thicker.")]
    assert [one.id for one in first.instances] == [str(row.id)]
    assert len(others) == 1


@pytest.mark.spec("GEN-2")
async def test_what_is_marked_later_waits_for_its_publishing(file, alice, vera, record):
    row = await file()
    publish(vera, record)
    run(keys.mark, vera.actor, row.id, 0, "Look")

    assert keyed(vera, record.id) == [(0, "Look")]
    assert keyed(alice, record.id) == []

    version = run(desk.lay_out, vera.actor, record.id).record.version
    amended = run(publishing.publish, vera.actor, record.id, version, notify=False)
    assert amended.amended_at
    assert keyed(alice, record.id) == [(0, "Look")]


async def test_marking_again_changes_the_note_and_unmarking_takes_it_back(file, vera, record):
    row = await file()
    for note in ("One", "Two"):
        run(keys.mark, vera.actor, row.id, 0, note)
    assert keyed(vera, record.id) == [(0, "Two")]

    for _ in range(2):
        run(keys.unmark, vera.actor, row.id, 0)

    assert keyed(vera, record.id) == []


async def test_a_key_image_goes_with_its_file(file, vera, record):
    row = await file()
    await file(scan(**ONE))
    run(keys.mark, vera.actor, row.id, 0, "Look")

    run(attaching.remove, vera.actor, record.id, row.id)

    assert keyed(vera, record.id) == []


@pytest.mark.parametrize("number", [-1, 1, 99])
async def test_only_frames_that_are_there_can_be_marked(file, vera, record, number):
    row = await file()

    with pytest.raises(NotFound):
        run(keys.mark, vera.actor, row.id, number, "Look")


async def test_notes_and_their_number_are_bounded(file, vera, record, monkeypatch):
    row = await file()
    with pytest.raises(Invalid):
        run(keys.mark, vera.actor, row.id, 0, "x" * 501)
    monkeypatch.setattr(keys, "MOST", 0)

    with pytest.raises(Conflict):
        run(keys.mark, vera.actor, row.id, 0, "Look")


@pytest.mark.spec("GEN-1")
async def test_only_who_writes_images_marks_them(file, alice, bob, vera, record):
    row = await file()
    publish(vera, record)

    with pytest.raises(Forbidden):
        run(keys.mark, alice.actor, row.id, 0, "Mine")
    with pytest.raises(NotFound):
        run(keys.mark, bob.actor, row.id, 0, "Mine")
    assert not run(viewing.may_mark, alice.actor, record.id)
    assert run(viewing.may_mark, vera.actor, record.id)
    with pytest.raises(Forbidden):
        run(writing.find, alice.actor, record.id)
