"""Files of another animal, and names that stand in an image, are looked at before it is shown."""

import pytest
from sqlmodel import col

from models.audit import AuditEvent
from models.pets import Pet
from services.access import system, visible
from services.audit import Event
from services.core.db import run
from services.core.errors import Conflict, Forbidden, NotFound
from services.imaging import doubts
from services.records import attaching, publishing, writing
from tests.scans import scan
from tests.services.imaging.test_filing import ONE, accept

pytestmark = pytest.mark.spec("IMG-2", "IMG-7")


@pytest.fixture
def pet(alice):
    return run(lambda db: db.exec(visible(alice.actor, Pet).where(Pet.id == alice.pet_id)).one())


def own(pet, **tags):
    """A radiograph that says rightly whose it is."""
    told = {"ResponsiblePerson": "", "PatientSpeciesDescription": "", "BurnedInAnnotation": "NO"}
    return scan(**told | {"PatientName": pet.name} | ONE | tags)


def lines(vera, record):
    return [line for one in run(doubts.of, vera.actor, record.id) for line in one.lines]


async def test_a_file_of_this_pet_raises_no_doubt(file, pet, vera, record):
    await file(own(pet))

    assert lines(vera, record) == []
    saved = run(writing.save, vera.actor, record.id, 1, {"title": "Chest"})
    run(publishing.publish, vera.actor, record.id, saved.version, notify=False)


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ({"PatientName": "Nobody^Bruno"}, "Nobody Bruno"),
        ({"PatientSpeciesDescription": "Equus caballus"}, "Equus caballus"),
        ({"BurnedInAnnotation": "YES"}, "stand in the image itself"),
        ({"Modality": "US", "BurnedInAnnotation": ""}, "may stand in the image"),
    ],
)
async def test_what_does_not_fit_is_said(file, pet, vera, record, tags, said):
    await file(own(pet, **tags))

    [line] = lines(vera, record)

    assert said in line


@pytest.mark.parametrize(
    "tags",
    [
        {"PatientSpeciesDescription": "Something unheard of"},
        {"PatientName": ""},
        {"Modality": "CR", "BurnedInAnnotation": ""},
    ],
)
async def test_what_says_nothing_raises_no_doubt(file, pet, vera, record, tags):
    await file(own(pet, **tags))

    assert lines(vera, record) == []


async def test_nothing_is_shown_before_somebody_has_looked(file, vera, record):
    await file(scan(**ONE))
    saved = run(writing.save, vera.actor, record.id, 1, {"title": "Chest"})
    with pytest.raises(Conflict):
        run(publishing.publish, vera.actor, record.id, saved.version, notify=False)

    accept(vera, record)
    accept(vera, record)

    run(publishing.publish, vera.actor, record.id, saved.version, notify=False)
    told = system(AuditEvent).where(col(AuditEvent.event) == Event.IMAGES_ACCEPTED)
    assert len(run(lambda db: db.exec(told).all())) == 1


async def test_a_further_image_has_to_be_looked_at_again(file, vera, record):
    await file(scan(**ONE))
    accept(vera, record)
    row = await file(scan(**ONE))

    assert lines(vera, record)
    run(attaching.remove, vera.actor, record.id, row.id)


async def test_images_that_were_taken_off_raise_no_doubt(file, vera, record):
    row = await file(scan(**ONE))

    run(attaching.remove, vera.actor, record.id, row.id)

    assert lines(vera, record) == []


@pytest.mark.spec("GEN-1")
async def test_customers_are_told_nothing_of_it(file, alice, vera, record):
    await file(scan(**ONE))
    [doubt] = run(doubts.of, vera.actor, record.id)

    for deed, asked in ((doubts.of, record.id), (doubts.accept, doubt.study_id)):
        with pytest.raises((Forbidden, NotFound)):
            run(deed, alice.actor, asked)
