"""The routes of images: rights first, then what the browser has already, then the image."""

import json

import httpx
import imagecodecs
import pytest
from sqlmodel import col
from starlette.applications import Starlette

from models.audit import AuditEvent
from models.base import Status
from models.imaging import Instance
from models.records import MedicalRecord
from portal_app import cookies
from portal_app.api import imaging
from services import settings
from services.access import system, visible
from services.audit import Event
from services.auth import sessions
from services.core import files
from services.core.db import run
from services.decoding.dicom.wire import GREY_16
from tests import scans

pytestmark = pytest.mark.spec("IMG-8")
SECRET = "Marigold"


@pytest.fixture
def scan(alice, write_record, put):
    """A scan that Alice sees."""
    record = write_record(alice.pet_id, kind="imaging", status=Status.PUBLISHED)
    for row in (rows := scans.rows(record, "Chest", SECRET)):
        put(row)
    return next(row for row in rows if isinstance(row, Instance))


@pytest.fixture
async def get():
    """Ask for an address as somebody."""
    transport = httpx.ASGITransport(Starlette(routes=imaging.ROUTES))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:

        async def ask(address, person=None, **headers):
            cookie = {"cookie": f"{cookies.SESSION}={person.token}"} if person else {}
            return await client.get(address, headers=cookie | headers)

        yield ask


def addresses(scan):
    yield f"/imaging/records/{scan.record_id}"
    for what in ("frames", "previews", "thumbs"):
        yield f"/imaging/{scan.attachment_id}/{what}/0"


async def test_a_customer_sees_the_images_of_their_pet(get, alice, scan):
    told = (await get(f"/imaging/records/{scan.record_id}", alice)).json()
    frame = await get(f"/imaging/{scan.attachment_id}/frames/0", alice)

    [series] = told["series"]
    assert [one["id"] for one in series["instances"]] == [str(scan.attachment_id)]
    assert frame.headers["content-type"] == GREY_16
    assert len(frame.content) == 2 * 12 * 16  # the client has undone the gzip
    assert imagecodecs.gzip_encode(frame.content)


@pytest.mark.spec("GEN-1", "GEN-2")
async def test_nobody_else_learns_that_there_is_one(get, alice, bob, scan, put):
    for address in addresses(scan):
        missing = await get(address.replace(str(scan.attachment_id), str(scan.id)), bob)
        answers = [await get(address), await get(address, bob)]

        assert [one.status_code for one in answers] == [404, 404]
        assert {one.text for one in answers} == {missing.text}


@pytest.mark.spec("GEN-2")
async def test_what_is_withdrawn_is_gone_whatever_the_browser_has(get, alice, scan):
    tags = {address: (await get(address, alice)).headers["etag"] for address in addresses(scan)}
    for address, tag in tags.items():
        again = await get(address, alice, **{"if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")

    def withdraw(db):
        query = visible(alice.actor, MedicalRecord)
        db.exec(query.where(MedicalRecord.id == scan.record_id)).one().status = Status.PRIVATE

    run(withdraw)

    for address, tag in tags.items():
        assert (await get(address, alice, **{"if-none-match": tag})).status_code == 404


@pytest.mark.spec("GEN-1", "AUTH-8")
async def test_rights_are_asked_for_before_what_the_browser_has(get, alice, bob, vera, scan):
    tags = {address: (await get(address, alice)).headers["etag"] for address in addresses(scan)}

    for address, tag in tags.items():
        known = {"if-none-match": tag}
        answers = [(await get(address, one, **known)).status_code for one in (alice, bob, None)]
        assert answers == [304, 404, 404]
        assert (await get(address, vera, **known)).status_code in (200, 304)
    run(sessions.end, alice.token)

    for address, tag in tags.items():
        assert (await get(address, alice, **{"if-none-match": tag})).status_code == 404


@pytest.mark.spec("GEN-3")
async def test_a_clinic_that_shows_no_images_sends_none(get, alice, scan):
    shown = run(settings.load).record_types
    run(settings.put, record_types={**shown, "imaging": False})

    assert {(await get(one, alice)).status_code for one in addresses(scan)} == {404}


@pytest.mark.spec("IMG-7", "GEN-11")
async def test_no_byte_says_whose_it_is(get, alice, scan):
    hidden = (SECRET, scans.PHONE, "CHIP-276", scan.uid, "ACME")

    for address in addresses(scan):
        answer = await get(address, alice)
        everything = answer.content + json.dumps(dict(answer.headers)).encode()
        assert answer.status_code == 200
        assert not [word for word in hidden if word.encode() in everything]


async def test_nothing_is_kept_where_others_could_read_it(get, alice, scan):
    for address in addresses(scan):
        headers = (await get(address, alice)).headers
        assert headers["cache-control"] == "private, no-cache"
        assert "sandbox" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.spec("IMG-10")
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/imaging/records/x", 404),
        ("/imaging/%00/frames/0", 404),
        ("/imaging/{id}/frames/9", 404),
        ("/imaging/{id}/frames/99999999999999999999", 404),
        ("/imaging/{id}/frames/-1", 404),
    ],
)
async def test_what_is_not_there_is_said_so(get, alice, scan, address, status):
    answer = await get(address.replace("{id}", str(scan.attachment_id)), alice)

    assert answer.status_code == status


@pytest.mark.spec("IMG-10")
async def test_an_image_that_is_damaged_is_said_so_in_words(get, alice, write_record, put):
    record = write_record(alice.pet_id, kind="imaging", status=Status.PUBLISHED)
    rows = scans.rows(record, "Chest", SECRET)
    rows[0].file = files.keep(scans.written(scans.scan(PixelData=b"\0\0")))
    put(rows[0])

    answer = await get(f"/imaging/{rows[0].id}/frames/0", alice)

    assert answer.status_code == 422
    assert answer.json()["error"] == "bad_pixels"
    assert "damaged" in answer.json()["said"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.spec("PRIV-6", "IMG-11")
async def test_looking_at_images_leaves_one_line(get, alice, scan):
    for _ in range(3):
        await get(f"/imaging/records/{scan.record_id}", alice)

    viewed = system(AuditEvent).where(col(AuditEvent.event) == Event.IMAGES_VIEWED)
    assert len(run(lambda db: db.exec(viewed).all())) == 1
