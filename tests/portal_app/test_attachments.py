"""Files that staff attach to a record: refused before they are read, judged by their content."""

from dataclasses import replace
from io import BytesIO
from uuid import uuid4

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette

from models.records import Attachment
from portal_app import cookies, limits
from portal_app.api import attachments
from portal_app.api import files as downloads
from portal_app.same_origin import SameOrigin
from services.access import visible
from services.core import files
from services.core.db import run
from services.imaging import viewing
from services.records import attaching, publishing, writing
from tests import samples, scans
from tests.papers import locked, pdf
from tests.portal_app.test_receiving import Body
from tests.services.decoding.test_pictures import HEIC, PLACE, tagged, written

pytestmark = pytest.mark.spec("REC-2", "ADMIN-6")
JPEG = written("JPEG", exif=tagged())
PDF = pdf()
DICOM = scans.written(scans.scan())


@pytest.fixture
def record(alice, vera):
    return run(writing.start, vera.actor, alice.pet_id, "imaging")


@pytest.fixture
def send():
    """Send a file to a record as somebody."""

    async def post(record_id, content, person=None, *, name="x-ray.jpg", **headers):
        body = Body(content)
        given = {"content-length": str(len(content)), "host": "localhost", "x-file-name": name}
        if person:
            given["cookie"] = f"{cookies.SESSION}={person.token}"
        given |= headers
        scope = {
            "type": "http",
            "method": "POST",
            "path": f"/uploads/records/{record_id}",
            "query_string": b"",
            "headers": [(key.encode(), value.encode()) for key, value in given.items()],
        }
        sent = []

        async def keep(message):
            sent.append(message)

        app = SameOrigin(limits.BodyLimit(Starlette(routes=attachments.ROUTES)))
        await app(scope, body.receive, keep)
        answer = httpx.Response(
            sent[0]["status"], headers=sent[0]["headers"], content=sent[1]["body"]
        )
        return answer, body

    return post


async def get(person, attachment_id):
    transport = httpx.ASGITransport(Starlette(routes=downloads.ROUTES))
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        cookie = {"cookie": f"{cookies.SESSION}={person.token}"}
        return await client.get(f"/files/attachments/{attachment_id}", headers=cookie)


def rows(person):
    return run(lambda db: db.exec(visible(person.actor, Attachment)).all())


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (JPEG, "image/jpeg"),
        (HEIC, "image/heic"),
        (PDF, "application/pdf"),
        (DICOM, "application/dicom"),
    ],
)
async def test_attach_keeps_what_the_content_is(vera, record, send, content, kind):
    answer, _body = await send(record.id, content, vera, name="%2E%2E%2Fevil.exe")

    (row,) = rows(vera)
    assert answer.status_code == 200
    assert (str(row.id), row.media_type, row.name) == (answer.json()["id"], kind, "evil.exe")
    assert row.size_bytes == len(content)
    assert bool(row.shown) is kind.startswith("image/")


@pytest.mark.spec("IMG-2")
async def test_an_image_of_an_old_device_is_kept_with_the_header_that_it_lacks(vera, record, send):
    content = samples.bare(scans.scan())

    answer, _body = await send(record.id, content, vera)

    (row,) = rows(vera)
    kept = files.path(row.file).read_bytes()
    assert answer.status_code == 200
    assert (kept[128:132], kept[-len(content) :]) == (b"DICM", content)
    assert row.size_bytes == len(kept)


@pytest.mark.spec("GEN-2", "DOC-5")
async def test_customers_get_the_picture_without_its_place_once_it_is_published(
    alice, bob, vera, record, send
):
    answer, _body = await send(record.id, JPEG, vera)
    file_id = answer.json()["id"]
    assert (await get(alice, file_id)).status_code == 404

    run(writing.save, vera.actor, record.id, 1, {"title": "Chest"})
    run(publishing.publish, vera.actor, record.id, 2, notify=False)
    shown = await get(alice, file_id)

    assert shown.status_code == 200
    assert not [word for word in PLACE if word in shown.content]
    assert Image.open(BytesIO(shown.content)).format == "JPEG"
    assert (await get(bob, file_id)).status_code == 404


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00", b"<html>", b"GIF89a;", b"\xff\xd8\xff broken", b"%PDF-", locked(user="x")],
)
async def test_refuse_what_is_no_such_file_and_leave_nothing(vera, record, send, content):
    answer, _body = await send(record.id, content, vera, name="x-ray.jpg")

    assert answer.status_code == 422
    assert answer.json()["refusal"]
    assert rows(vera) == []


@pytest.mark.spec("GEN-1", "AUTH-25")
async def test_refuse_before_reading_whoever_may_not(alice, bob, rita, vera, record, send):
    for person, status in ((None, 401), (alice, 404), (bob, 404), (rita, 403)):
        answer, body = await send(record.id, JPEG, person)
        assert (answer.status_code, body.read) == (status, 0)
    for wrong in (uuid4(), "x", alice.pet_id):
        answer, body = await send(wrong, JPEG, vera)
        assert (answer.status_code, body.read) == (404, 0)
    large, body = await send(record.id, JPEG, vera, **{"content-length": str(101 * 2**20)})
    assert (large.status_code, body.read) == (413, 0)
    assert rows(vera) == []


@pytest.mark.spec("DOC-5")
async def test_only_dicom_files_may_be_very_large(vera, record, send):
    answer, _body = await send(record.id, PDF + bytes(25 * 2**20), vera)

    assert answer.status_code == 422
    assert "25 MB" in answer.json()["refusal"]
    assert rows(vera) == []


@pytest.mark.spec("IMG-2")
async def test_a_dicom_file_is_filed_in_its_series(vera, record, send):
    answer, _body = await send(record.id, DICOM, vera, name="scan.dcm")
    again, _body = await send(record.id, DICOM, vera, name="scan.dcm")

    [series] = run(viewing.series, vera.actor, record.id)
    assert [one.id for one in series.instances] == [answer.json()["id"]]
    assert (again.status_code, len(rows(vera))) == (409, 1)


def stored(name):
    return attaching.Stored("0" * 64, name, "application/pdf", 5)


def test_order_and_remove(alice, vera, record):
    ids = [run(attaching.attach, vera.actor, record.id, stored(name)).id for name in "abc"]

    run(attaching.move, vera.actor, record.id, ids[2], 0)
    run(attaching.remove, vera.actor, record.id, ids[0])

    def names(db):
        return [row.name for row in attaching.listed(db, vera.actor, db.merge(record))]

    assert run(names) == ["c", "b"]


def test_no_more_than_a_record_can_hold(vera, record, monkeypatch):
    monkeypatch.setattr(attaching, "MOST", 1)
    run(attaching.attach, vera.actor, record.id, replace(stored("a")))

    with pytest.raises(Exception, match="too many"):
        run(attaching.attach, vera.actor, record.id, stored("b"))
