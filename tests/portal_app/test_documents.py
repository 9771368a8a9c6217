"""Documents over HTTP: looked through before they are kept, handed out without what they told."""

import asyncio
import random
from io import BytesIO

import httpx
import pikepdf
import pytest
from PIL import Image
from sqlmodel import select

from models.documents import Document
from portal_app import api, cookies
from portal_app.api import documents
from services import settings
from services.core import files
from services.core.db import run
from tests.papers import changed, locked, pdf, png
from tests.portal_app.sending import send_to
from tests.portal_app.test_receiving import JPEG, left_over
from tests.services.decoding.test_pictures import HEIC, PLACE

pytestmark = pytest.mark.spec("DOC-2", "DOC-5", "DOC-8")


async def send(content, person=None, to="", *, name="pass.pdf", **given):
    """Send a file as somebody; return the answer and how much of it was read."""
    named = {"x-file-name": name} | given
    return await send_to(documents, "/uploads/documents", content, person, to, **named)


async def get(person, path, **headers):
    transport = httpx.ASGITransport(api.routes())
    given = {"cookie": f"{cookies.SESSION}={person.token}"} if person else {}
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get(f"/files/documents/{path}", headers=given | headers)


def rows():
    return run(lambda db: list(db.exec(select(Document)).all()))


@pytest.mark.parametrize("content", [JPEG, HEIC, png()], ids=["jpeg", "heic", "png"])
async def test_a_picture_is_handed_out_as_it_was_written_anew(alice, bob, vera, content):
    answer, _body = await send(content, alice, f"pet={alice.pet_id}", name="%2E%2E%2FIMG_1.heic")

    assert answer.status_code == 200
    [row] = rows()
    assert (row.name, row.pet_id, row.size_bytes) == ("IMG_1.jpg", alice.pet_id, len(content))
    assert files.path(row.file).read_bytes() == content  # the original stays as it came
    for path in (f"{row.id}", f"{row.id}/pages/1"):
        for person in (alice, vera):
            shown = await get(person, path)
            assert Image.open(BytesIO(shown.content)).format == "JPEG"
            assert not [word for word in PLACE if word in shown.content]
            assert shown.headers["x-content-type-options"] == "nosniff"
            assert "sandbox" in shown.headers["content-security-policy"]
        tag = shown.headers["etag"]
        for stranger in (bob, None):
            for known in ({}, {"if-none-match": tag}):
                assert (await get(stranger, path, **known)).status_code == 404


async def test_a_pdf_is_handed_out_whole_and_shown_page_by_page(alice, vera):
    content = pdf(pages=2)

    answer, _body = await send(content, alice)

    whole = await get(vera, answer.json()["id"], range="bytes=0-4")
    assert (whole.status_code, whole.content) == (206, b"%PDF-")
    assert whole.headers["content-disposition"].startswith("attachment")
    for number, status in ((0, 404), (1, 200), (2, 200), (3, 404), (10**30, 404)):
        shown = await get(alice, f"{answer.json()['id']}/pages/{number}")
        assert shown.status_code == status
    assert rows()[0].active is False


async def test_what_a_pdf_would_do_is_noted(alice):
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")

    answer, _body = await send(changed(lambda one: one.Root.update({"/OpenAction": script})), alice)

    assert answer.status_code == 200
    assert rows()[0].active is True


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (locked(user="secret"), "opens with a password"),
        (pdf() + b"PK\x03\x04", "holds something else"),
        (pdf()[:-200], "damaged"),
        (JPEG[:200], "damaged"),
        (png(10_000, 6_000), "too many pixels"),
        (b"", "empty"),
        (b"<html><script>alert(1)</script>", "Please send one of: HEIC, JPEG, PDF, PNG, WebP"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "Please send one of"),
        (b"MZ\x90\0 a program", "Please send one of"),
        (b"GIF89a" + b"\0" * 50, "Please send one of"),
        (b"PK\x03\x04 an archive", "Please send one of"),
    ],
    ids=[
        "locked",
        "mixed",
        "cut",
        "cut-jpeg",
        "bomb",
        "empty",
        "html",
        "svg",
        "program",
        "gif",
        "archive",
    ],
)
async def test_what_is_refused_has_its_reason_and_leaves_nothing(alice, content, said):
    before = set(files.every())

    answer, _body = await send(content, alice)

    assert (answer.status_code, said in answer.json()["refusal"]) == (422, True)
    assert (rows(), left_over(), set(files.every())) == ([], [], before)


async def test_nothing_is_read_of_whoever_may_not_send(alice, bob):
    run(settings.put, allow_document_upload=False)
    content = b"%PDF-" + b"\0" * 2_000_000

    for person, to, status in ((None, "", 401), (alice, "", 403)):
        answer, body = await send(content, person, to)
        assert (answer.status_code, body.read <= 200_000) == (status, True)
    run(settings.put, allow_document_upload=True)
    for to in (f"pet={bob.pet_id}", "pet=nonsense"):
        answer, body = await send(content, alice, to)
        assert (answer.status_code, body.read <= 200_000) == (404, True)


@pytest.mark.spec("DOC-6")
async def test_the_same_again_is_recognised_before_it_is_looked_through(alice):
    await send(pdf(), alice)

    answer, _body = await send(pdf(), alice, name="again.pdf")

    assert answer.status_code == 409
    assert "You already sent this on" in answer.json()["refusal"]
    assert len(rows()) == 1


@pytest.mark.spec("SET-1")
async def test_the_clinic_bounds_what_customers_send_and_not_what_staff_do(alice, vera):
    run(settings.put, upload_mb=1, upload_types=["pdf"])
    noise = random.Random(1).randbytes(2**20)
    large = changed(lambda one: one.Root.update({"/Noise": one.make_stream(noise)}))

    for content, said in ((large, "At most 1 MB"), (png(), "Please send one of: PDF.")):
        answer, _body = await send(content, alice)
        assert (answer.status_code, said in answer.json()["refusal"]) == (422, True)
        answer, _body = await send(content, vera, f"customer={alice.actor.id}")
        assert answer.status_code == 200


@pytest.mark.spec("DOC-6")
async def test_the_same_sent_twice_at_once_is_stored_once(alice):
    answers = await asyncio.gather(*(send(pdf(), alice) for _ in range(3)))

    assert sorted(answer.status_code for answer, _body in answers) == [200, 409, 409]
    assert len(rows()) == 1
