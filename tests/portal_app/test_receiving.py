"""Files that browsers send: refused before they are read, stored whole, or not there at all."""

import asyncio
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from PIL import Image
from starlette.applications import Starlette

from models.audit import AuditEvent
from models.pets import Pet
from portal_app import cookies, limits
from portal_app.api import files as downloads
from portal_app.api import photos, receiving
from portal_app.same_origin import SameOrigin
from services import live, settings
from services.access import system
from services.auth import sessions
from services.core import files
from services.core.config import config
from services.core.db import run
from tests.services.decoding.test_pictures import HEIC, PLACE, tagged, written

pytestmark = pytest.mark.spec("PET-5")
JPEG = written("JPEG", exif=tagged())


class Body:
    """A request's body that says how much of it was read."""

    def __init__(self, content: bytes, *, piece: int = 1000, breaks_after: int = 0) -> None:
        self.content, self.piece, self.breaks_after, self.read = content, piece, breaks_after, 0

    async def receive(self):
        if self.breaks_after and self.read >= self.breaks_after:
            return {"type": "http.disconnect"}
        part = self.content[self.read : self.read + self.piece]
        self.read += len(part)
        more = self.read < len(self.content)
        return {"type": "http.request", "body": part, "more_body": more}


@pytest.fixture
def send():
    """Send a file to an address as somebody; return status, headers and what is said."""

    async def post(address, content, person=None, *, body=None, **headers):
        body = body or Body(content)
        path, _, query = address.partition("?")
        given = {"content-length": str(len(body.content)), "host": "localhost", **headers}
        if person:
            given["cookie"] = f"{cookies.SESSION}={person.token}"
        scope = {
            "type": "http",
            "method": "POST",
            "path": path,
            "query_string": query.encode(),
            "headers": [(name.encode(), value.encode()) for name, value in given.items()],
        }
        sent = []

        async def keep(message):
            sent.append(message)

        app = SameOrigin(limits.BodyLimit(Starlette(routes=photos.ROUTES)))
        await app(scope, body.receive, keep)
        answer = httpx.Response(
            sent[0]["status"], headers=sent[0]["headers"], content=sent[1]["body"]
        )
        return answer, body

    return post


def photo_of(person) -> str:
    return run(lambda db: db.get(Pet, person.pet_id).photo)


def left_over() -> list[Path]:
    return list((config().data_dir / "incoming").glob("*"))


def address(person, query="") -> str:
    return f"/uploads/pets/{person.pet_id}/photo{query}"


@pytest.mark.parametrize("content", [JPEG, HEIC], ids=["jpeg", "heic"])
async def test_a_customers_photo_is_kept_as_a_square_without_its_place(send, alice, content):
    answer, _body = await send(address(alice), content, alice)

    kept = files.path(photo_of(alice)).read_bytes()
    assert (answer.status_code, answer.json()) == (200, {})
    assert Image.open(BytesIO(kept)).size == (64, 64)
    assert not [word for word in PLACE if word in kept]
    assert left_over() == []


async def test_what_is_served_holds_no_place_either(send, alice):
    await send(address(alice), HEIC, alice)
    app = httpx.ASGITransport(Starlette(routes=downloads.ROUTES))
    jar = {cookies.SESSION: alice.token}
    async with httpx.AsyncClient(
        transport=app, base_url="http://localhost", cookies=jar
    ) as browser:
        answer = await browser.get(f"/files/pets/{alice.pet_id}/photo")

    assert answer.headers["content-type"] == "image/jpeg"
    assert not [word for word in PLACE if word in answer.content]


async def test_the_chosen_square_is_cut_out(send, alice):
    await send(address(alice, "?left=1&top=0&side=0.5"), JPEG, alice)

    kept = Image.open(files.path(photo_of(alice)))
    red, _green, blue = kept.getpixel((3, 3))
    assert kept.size == (32, 32)
    assert blue > red


@pytest.mark.parametrize("query", ["?left=2&top=0&side=1", "?left=x", "?side=nan&left=0&top=0"])
async def test_a_square_outside_the_picture_is_refused(send, alice, query):
    answer, _body = await send(address(alice, query), JPEG, alice)

    assert (answer.status_code, photo_of(alice), left_over()) == (422, "", [])


async def test_staff_change_a_photo_if_they_manage_pets(send, alice, vera, rita):
    refused, unread = await send(address(alice), JPEG, rita)
    assert (refused.status_code, unread.read, photo_of(alice)) == (403, 0, "")

    run(settings.put, allow_customer_edit_pet_photo=False)
    answer, _body = await send(address(alice), JPEG, vera)
    assert answer.status_code == 200
    assert photo_of(alice)


@pytest.mark.spec("GEN-3")
async def test_nothing_is_read_when_the_clinic_does_not_want_photos(send, alice):
    run(settings.put, allow_customer_edit_pet_photo=False)

    answer, body = await send(address(alice), JPEG, alice)

    assert (answer.status_code, body.read, photo_of(alice)) == (403, 0, "")
    assert answer.headers["connection"] == "close"
    assert "Your clinic" in answer.json()["refusal"]


@pytest.mark.spec("GEN-1")
async def test_another_customers_pet_is_one_that_is_not_there(send, alice, bob):
    his, body = await send(address(alice), JPEG, bob)
    none, _body = await send(f"/uploads/pets/{uuid4()}/photo", JPEG, bob)
    malformed, _body = await send("/uploads/pets/x/photo", JPEG, bob)

    assert (his.status_code, his.content) == (none.status_code, none.content)
    assert (his.status_code, his.content) == (malformed.status_code, malformed.content)
    assert (his.status_code, body.read, photo_of(alice)) == (404, 0, "")


async def test_nothing_is_read_of_who_is_signed_out(send, alice):
    run(sessions.end, alice.token)

    for person in (None, alice):
        answer, body = await send(address(alice), JPEG, person)
        assert (answer.status_code, body.read) == (401, 0)


async def test_nothing_is_read_that_another_site_sends(send, alice):
    answer, body = await send(address(alice), JPEG, alice, **{"sec-fetch-site": "cross-site"})

    assert (answer.status_code, body.read) == (403, 0)


async def test_nothing_is_read_that_is_too_large(send, alice, monkeypatch):
    more = str(25 * 2**20 + 1)
    answer, body = await send(address(alice), JPEG, alice, **{"content-length": more})

    assert (answer.status_code, body.read) == (413, 0)


async def test_what_grows_too_large_on_the_way_is_refused(send, alice):
    endless = Body(bytes(26 * 2**20), piece=2**20)

    answer, body = await send(address(alice), b"", alice, body=endless, **{"content-length": "9"})

    assert answer.status_code == 422
    assert "25 MB" in answer.json()["refusal"]
    assert body.read <= 26 * 2**20
    assert left_over() == []


@pytest.mark.parametrize("content", [b"", b"GIF89a" + bytes(64), HEIC[:600]])
async def test_what_is_no_picture_leaves_nothing_behind(send, alice, content):
    answer, _body = await send(address(alice), content, alice)

    assert (answer.status_code, photo_of(alice), left_over()) == (422, "", [])
    assert answer.json()["refusal"]


async def test_a_cancelled_file_leaves_nothing_behind(send, alice):
    half = Body(JPEG + bytes(600_000), piece=100_000, breaks_after=400_000)

    await send(address(alice), b"", alice, body=half)

    assert (photo_of(alice), left_over()) == ("", [])


async def test_a_full_disk_is_said_in_plain_words(send, alice, monkeypatch, caplog):
    def full(*_arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.Incoming, "write", full)
    answer, _body = await send(address(alice), JPEG, alice)

    assert (answer.status_code, left_over()) == (507, [])
    assert "try again later" in answer.json()["refusal"]
    assert "could not be stored" in caplog.text


async def test_refusals_are_in_the_persons_language(send, alice):
    answer, _body = await send(address(alice), b"x", alice, **{"accept-language": "de"})

    assert "JPEG, PNG, WebP oder HEIC" in answer.json()["refusal"]


async def test_one_person_sends_a_few_files_at_once_and_no_more(send, alice):
    receiving._under_way[alice.actor.session_id] = receiving._AT_ONCE
    answer, body = await send(address(alice), JPEG, alice)
    receiving._under_way.clear()

    assert (answer.status_code, body.read) == (429, 0)
    assert (await send(address(alice), JPEG, alice))[0].status_code == 200
    assert not receiving._under_way


async def test_two_photos_at_once_leave_one_of_them(send, alice):
    other = written("PNG", Image.new("RGB", (30, 30), "green"))

    answers = await asyncio.gather(
        send(address(alice), JPEG, alice), send(address(alice), other, alice)
    )

    assert [answer.status_code for answer, _body in answers] == [200, 200]
    assert files.path(photo_of(alice)).exists()


async def test_a_change_is_audited_and_told_to_other_tabs(send, alice, monkeypatch):
    told = []
    monkeypatch.setattr(live.hub, "send", told.append)

    await send(address(alice), JPEG, alice)

    [line] = run(lambda db: db.exec(system(AuditEvent)).all())
    assert (line.event, line.actor_kind, line.pet_id) == (
        "pet's photo changed",
        "customer",
        alice.pet_id,
    )
    assert told == [live.Changed(alice.actor.customer_id)]


async def test_what_a_killed_portal_was_receiving_is_deleted_later(later):
    with files.Incoming() as file:
        files.forget_abandoned()
        assert file.path.exists()
        later(hours=25)
        files.forget_abandoned()
        assert not file.path.exists()
