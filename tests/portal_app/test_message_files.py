"""Files of messages over HTTP: refused before they are read, written anew, shown to two sides."""

import asyncio
from io import BytesIO
from uuid import uuid4

import httpx
import pytest
from PIL import Image
from sqlmodel import select

from models.messaging import MessageFile
from portal_app import api, cookies
from portal_app.api import message_files
from services import messaging
from services.core import files
from services.core.db import run
from tests.messages import mode, thread  # noqa: F401
from tests.portal_app.sending import send_to
from tests.portal_app.test_attachments import PDF
from tests.portal_app.test_receiving import JPEG, Body, left_over
from tests.services.decoding.test_pictures import HEIC, PLACE

pytestmark = pytest.mark.spec("MSG-3", "MSG-7")


async def send(content, person=None, to="", *, name="Rex.jpg", **given):
    """Send a file as somebody; return the answer and how much of it was read."""
    named = {"x-file-name": name} | given
    return await send_to(message_files, "/uploads/messages", content, person, to, **named)


async def get(person, path):
    transport = httpx.ASGITransport(api.routes())
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        return await client.get(path, headers={"cookie": f"{cookies.SESSION}={person.token}"})


def rows():
    return run(lambda db: db.exec(select(MessageFile)).all())


async def post(person, thread_id, file_id, key="k"):
    along = messaging.Along(files=[file_id])
    await asyncio.to_thread(run, messaging.post, person.actor, thread_id, "", key=key, along=along)


@pytest.mark.spec("DOC-5")
@pytest.mark.parametrize("content", [JPEG, HEIC], ids=["jpeg", "heic"])
async def test_a_picture_is_kept_written_anew_and_both_sides_get_it(
    alice,
    bob,
    vera,
    thread,  # noqa: F811
    content,
):
    answer, _body = await send(content, alice, name="%2E%2E%2FRex.heic")
    told = answer.json()
    before = await get(vera, f"/files/messages/{told['id']}")
    await post(alice, thread, told["id"])

    assert (answer.status_code, told["name"], told["picture"]) == (200, "Rex.jpg", True)
    assert before.status_code == 404
    for person in (alice, vera):
        for path in ("", "/small"):
            shown = await get(person, f"/files/messages/{told['id']}{path}")
            assert Image.open(BytesIO(shown.content)).format == "JPEG"
            assert not [word for word in PLACE if word in shown.content]
            assert shown.headers["x-content-type-options"] == "nosniff"
            assert "sandbox" in shown.headers["content-security-policy"]
            assert (await get(bob, f"/files/messages/{told['id']}{path}")).status_code == 404
    kept = b"".join(files.path(digest).read_bytes() for digest in files.every())
    assert not [word for word in PLACE if word in kept]


async def test_a_pdf_keeps_its_pages_and_is_never_shown_inside_ours(alice, vera, thread):  # noqa: F811
    answer, _body = await send(PDF, vera, f"thread={thread}", name="Plan.pdf")
    file_id = answer.json()["id"]
    before = await get(alice, f"/files/messages/{file_id}")
    await post(vera, thread, file_id)

    shown = await get(alice, f"/files/messages/{file_id}")

    assert (before.status_code, shown.status_code) == (404, 200)
    assert shown.content.startswith(b"%PDF-")
    assert shown.headers["content-disposition"].startswith("attachment")
    assert (await get(alice, f"/files/messages/{file_id}/small")).status_code == 404


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90", b"<html>", b"GIF89a;", b"\xff\xd8\xff broken", b"\0" * 128 + b"DICM", b""],
)
async def test_what_no_message_can_hold_is_refused_and_leaves_nothing(alice, content):
    answer, _body = await send(content, alice)

    assert (answer.status_code, rows(), left_over()) == (422, [], [])
    assert answer.json()["refusal"]


@pytest.mark.spec("GEN-1", "MSG-1", "AUTH-25")
async def test_who_may_not_is_refused_before_anything_is_read(alice, rita, vera, thread):  # noqa: F811
    refused = [(None, "", 401), (rita, f"thread={thread}", 403), (vera, "", 404)]
    refused += [(vera, f"thread={uuid4()}", 404), (vera, "customer=x", 404)]
    for person, to, status in refused:
        answer, body = await send(JPEG, person, to)
        assert (answer.status_code, body.read) == (status, 0)
    large, body = await send(JPEG, alice, **{"content-length": str(26 * 2**20)})
    assert (large.status_code, body.read) == (413, 0)
    for now, status in (("read_only", 403), ("disabled", 404)):
        mode(now)
        answer, body = await send(JPEG, alice)
        assert (answer.status_code, body.read) == (status, 0)
    assert rows() == []


async def test_more_than_was_said_or_less_leaves_nothing(alice):
    large = Body(JPEG + b"\0" * 26 * 2**20, piece=2**20)
    lying, _body = await send(JPEG, alice, body=large)
    cut, _body = await send(JPEG, alice, body=Body(JPEG, piece=100, breaks_after=300))

    assert (lying.status_code, cut.status_code) == (422, 400)
    assert (rows(), left_over()) == ([], [])


@pytest.mark.spec("MSG-6")
async def test_sent_in_two_messages_at_once_it_goes_into_one(alice, thread):  # noqa: F811
    answer, _body = await send(PDF, alice, name="Plan.pdf")
    tries = [post(alice, thread, answer.json()["id"], key=f"k{number}") for number in range(5)]

    done = await asyncio.gather(*tries, return_exceptions=True)

    assert sum(one is None for one in done) == 1
    assert len(run(messaging.read, alice.actor, thread).messages) == 1


@pytest.mark.spec("MSG-11")
async def test_the_interface_lists_files_with_their_links(alice, thread):  # noqa: F811
    answer, _body = await send(PDF, alice, name="Plan.pdf")
    file_id = answer.json()["id"]
    await post(alice, thread, file_id)

    [message] = (await get(alice, "/api/v1/messages/my")).json()["messages"]

    assert (message["body"], message["files"]) == (
        "",
        [
            {
                "id": file_id,
                "name": "Plan.pdf",
                "media_type": "application/pdf",
                "size_bytes": len(PDF),
                "url": f"/files/messages/{file_id}",
            }
        ],
    )
